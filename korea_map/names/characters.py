"""Chinese characters: variant forms, and what Unihan gives as their on readings."""

import unicodedata
from functools import cache
from typing import Final

from korea_map.names.table_rules import engine_tables


@cache
def _same_character() -> dict[int, str]:
    rows = engine_tables().rows("hanja_variants")
    return {ord(row["variant"]): row["character"] for row in rows}


def plain_hanja(text: str) -> str:
    """Write simplified and variant characters in the one form that names are kept in."""
    # Normal form C has no compatibility characters, so the table needs none either.
    return unicodedata.normalize("NFC", text).translate(_same_character())


@cache
def _on_readings() -> dict[str, tuple[str, ...]]:
    rows = engine_tables().rows("ja_onyomi")
    return {row["character"]: tuple(row["readings"].split()) for row in rows}


def on_readings(character: str) -> tuple[str, ...]:
    """Give the on readings of a character, the usual one first; none if it is not known."""
    return _on_readings().get(character, ())


SHORT: Final = str.maketrans("āīūēō", "aiueo")
"""Long vowels to short ones."""


@cache
def on_syllables() -> frozenset[str]:
    """Give every on reading, long marks left out."""
    return frozenset(
        reading.translate(SHORT) for some in _on_readings().values() for reading in some
    )


def variants_of(text: str) -> str:
    """Give the simplified and variant forms of the characters of a text, each before its own."""
    there = set(text)
    return "".join(
        chr(variant) + character
        for variant, character in sorted(_same_character().items())
        if character in there
    )

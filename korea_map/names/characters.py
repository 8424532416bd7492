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


_VARIANT_COST: Final = 0.02
_SHARED_COST: Final = 0.04


@cache
def _links() -> dict[str, dict[str, float]]:
    """Give for each form what it may stand for, as its variant or in some meanings only."""
    found: dict[str, dict[str, float]] = {}
    for table, form, cost in (
        ("hanja_variants", "variant", _VARIANT_COST),
        ("hanja_shared", "form", _SHARED_COST),
    ):
        for row in engine_tables().rows(table):
            found.setdefault(row[form], {}).setdefault(row["character"], cost)
    return found


@cache
def _family() -> dict[int, str]:
    """Give for each character one that stands for all that are linked with it."""
    head: dict[str, str] = {}

    def first(character: str) -> str:
        while head.get(character, character) != character:
            character = head[character]
        return character

    for form, some in _links().items():
        for character in some:
            head[first(form)] = first(character)
    return {ord(character): first(character) for character in head}


def like_hanja(text: str) -> str:
    """Write each character as one for all that may be linked with it: a key for look-ups."""
    return unicodedata.normalize("NFC", text).translate(_family())


def same_hanja(one: str, other: str) -> float | None:
    """Give what it costs that one character stands for another; None where it cannot.

    Examples
    --------
    >>> same_hanja("里", "裏") is not None, same_hanja("川", "州")
    (True, None)
    """
    if one == other:
        return 0.0
    mine, theirs = ({char: 0.0, **_links().get(char, {})} for char in (one, other))
    return min((mine[char] + theirs[char] for char in mine if char in theirs), default=None)


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

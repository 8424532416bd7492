"""Distances that a text says, in figures or in words: 15 км, twenty-five miles, 十公里."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from korea_map.names.table_rules import engine_tables
from korea_map.reading.cues import MEASURE, NUMBER, SKIP, cues_of
from korea_map.reading.words import find_words

_FIGURE: Final = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3})+")
_TEN: Final = 10
"""The number from which the one before it counts how many: 三十, but 三十五."""


def said_km(between: str) -> float:
    """Give the distance that a piece of text says, in km; 0 where it says none.

    Examples
    --------
    >>> said_km(", 15 км севернее "), said_km(" and "), said_km("以北十五公里的")
    (15.0, 0.0, 15.0)
    >>> round(said_km(" lies twenty-five miles from "), 1), said_km(" 2,000 yards off ")
    (40.2, 1.8288)
    """
    if found := _in_signs().search(between):
        return _number(found[1]) * _values(MEASURE)[found[2]]
    value, before = 0.0, 0.0
    for token in _tokens(between):
        if isinstance(token, float):
            # twenty-five, двадцать пять; the ones follow the tens
            value = before + token if before % 10 == 0 and 0 < token < 10 else token
            before = value
            continue
        cues = cues_of(token)
        if MEASURE in cues and value:
            return value * cues[MEASURE].value
        if SKIP not in cues:
            before = 0.0
    return 0.0


def _tokens(text: str) -> Iterator[float | str]:
    """Give the numbers and the other words of a piece of text, in order."""
    found: list[tuple[int, float | str]]
    found = [(figure.start(), _value(figure[0])) for figure in _FIGURE.finditer(text)]
    for word in find_words(text):
        cues = cues_of(word.folded)
        found.append((word.start, cues[NUMBER].value if NUMBER in cues else word.folded))
    return (token for _, token in sorted(found, key=lambda one: one[0]))


def _value(figure: str) -> float:
    if _THOUSANDS.fullmatch(figure):
        return float(re.sub(r"\D", "", figure))
    return float(figure.replace(",", "."))


@cache
def _values(says: str) -> dict[str, float]:
    """Give what the characters of a number or a measure stand for."""
    rows = engine_tables().rows("text_signs")
    return {row["signs"]: float(row["value"]) for row in rows if row["says"] == says}


@cache
def _in_signs() -> re.Pattern[str]:
    numbers = "".join(_values(NUMBER))
    measures = "|".join(sorted(_values(MEASURE), key=len, reverse=True))
    return re.compile(rf"(\d+(?:\.\d+)?|[{numbers}]+)\s*({measures})")


def _number(text: str) -> float:
    """Give a number below a thousand in figures or characters."""
    if text[0].isdigit():
        return float(text)
    total, ones = 0.0, 0.0
    for sign in text:
        value = _values(NUMBER)[sign]
        if value >= _TEN:
            total += (ones or 1) * value
            ones = 0.0
        else:
            ones = value
    return total + ones

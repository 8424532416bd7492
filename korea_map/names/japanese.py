"""Japanese readings: of characters, their variations, and which Latin names are Hepburn."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Final

from korea_map.names.characters import SHORT, on_readings, on_syllables, plain_hanja
from korea_map.names.table_rules import engine_tables

_DERIVED_COST: Final = 0.03
_OTHER_READING_COST: Final = 0.15
_MOST_READINGS: Final = 3
_MOST_DERIVED: Final = 24
_VOICED: Final = (
    ("sh", "j"), ("ch", "j"), ("ts", "z"), ("k", "g"), ("s", "z"), ("t", "d"), ("h", "b"),
    ("f", "b"), ("h", "p"), ("f", "p"),
)  # fmt: skip


@cache
def _hepburn() -> re.Pattern[str]:
    sounds = set(_sounds(tuple(on_syllables())))
    for syllable in on_syllables():
        if syllable.endswith(("ku", "ki")):  # doubled before the next consonant: koku, kok-ka
            sounds |= {syllable[:-2] + c for c in "kpst"}
    some = "|".join(sorted(sounds, key=lambda sound: (-len(sound), sound)))
    return re.compile(f"(?:(?:{some})'?)+")


def is_hepburn(name: str) -> bool:
    """Tell whether a lower-case Latin name is made of on readings, as Japanese names are."""
    return _hepburn().fullmatch(name.translate(SHORT)) is not None


def _voiced(syllable: str) -> list[str]:
    return [voiced + syllable[len(k) :] for k, voiced in _VOICED if syllable.startswith(k)]


def read_hanja(hanja: str) -> list[tuple[str, float]]:
    """Read characters by their on readings, the usual ones first.

    Returns
    -------
    list of (str, float)
        Readings in Hepburn with their costs; empty where a character is not known.
    """
    choices = [on_readings(character)[:_MOST_READINGS] for character in plain_hanja(hanja)]
    if not all(choices) or not choices:
        return []
    found = []
    for chosen in product(*(range(len(some)) for some in choices)):
        others = sum(number > 0 for number in chosen)
        if others <= 1:
            text = _joined([some[number] for some, number in zip(choices, chosen, strict=True)])
            found.append((text.capitalize(), _DERIVED_COST + others * _OTHER_READING_COST))
    return sorted(found, key=lambda one: one[1])[:_MOST_DERIVED]


def _joined(syllables: list[str]) -> str:
    text = ""
    for syllable in syllables:
        text += "'" + syllable if text.endswith("n") and syllable[0] in "aiueoyāīūēō" else syllable
    return text


def vary(reading: str, hanja: str) -> list[tuple[str, float]]:
    """Give readings that differ by one character's other reading or by voicing at the end.

    Returns
    -------
    list of (str, float)
        Each further reading with what it costs.
    """
    found = []
    for character, ending, other, cost in _alternations():
        if hanja.endswith(character) and reading.lower().endswith(ending):
            found.append((reading[: -len(ending)] + other, cost))
    return found + _other_readings(reading, plain_hanja(hanja))


def _other_readings(reading: str, hanja: str) -> list[tuple[str, float]]:
    choices = [on_readings(character)[:_MOST_READINGS] for character in hanja]
    syllables = _divide(reading.lower().replace("’", "'"), choices)
    if syllables is None:
        return []
    found = []
    for place, (now, some) in enumerate(zip(syllables, choices, strict=True)):
        for other in some:
            if other != now and now not in _voiced(other):
                changed = [*syllables[:place], other, *syllables[place + 1 :]]
                found.append((_joined(changed).capitalize(), _OTHER_READING_COST))
    return found


def _divide(reading: str, choices: Sequence[tuple[str, ...]]) -> list[str] | None:
    """Divide a reading among its characters; None where their on readings do not make it."""
    if not choices:
        return None if reading.strip("'") else []
    for sound in _sounds(choices[0]):
        if reading.startswith(sound):
            rest = _divide(reading[len(sound) :].lstrip("'"), choices[1:])
            if rest is not None:
                return [sound, *rest]
    return None


@cache
def _sounds(readings: tuple[str, ...]) -> tuple[str, ...]:
    """Give readings as they may sound inside a name, the longest first."""
    found = set(readings)
    for reading in readings:
        found.update(_voiced(reading))
        if reading.endswith("n"):
            found.add(reading[:-1] + "m")
    return tuple(sorted(found, key=lambda sound: (-len(sound), sound)))


@cache
def _alternations() -> tuple[tuple[str, str, str, float], ...]:
    rows = engine_tables().rows("ja_voicing")
    return tuple((row["hanja"], row["from"], row["to"], float(row["cost"])) for row in rows)

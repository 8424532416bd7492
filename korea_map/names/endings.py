"""Generic parts of names: 咸鏡道 is looked up as 咸鏡 too, Hyesan-dong as Hyesan."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from korea_map.names.table_rules import engine_tables

_SHORTEST: Final = 2
"""Characters that must remain."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A generic part in its three forms; empty where it has none.

    Attributes
    ----------
    feature_class
        Only places of this GeoNames class lose it; empty for all.
    """

    hangul: str
    hanja: str
    reading_ja: str
    feature_class: str
    cost: float


@cache
def endings() -> tuple[Ending, ...]:
    """Read the generic parts."""
    return tuple(
        Ending(r["hangul"], r["hanja"], r["reading_ja"], r["feature_class"], float(r["cost"]))
        for r in engine_tables().rows("endings")
    )


@cache
def added_endings() -> tuple[tuple[str, str, float], ...]:
    """Give the endings that a spelling may have and its reading not: language, sound, cost."""
    tables = engine_tables()
    japanese = [
        ("ja", row["reading_ja"], float(row["cost_added"]))
        for row in tables.rows("endings")
        if row["cost_added"]
    ]
    others = [(row["lang"], row["reading"], float(row["cost"])) for row in tables.rows("suffixes")]
    return (*japanese, *others)


@cache
def latin_ending() -> re.Pattern[str]:
    """Give the pattern of a generic part that a Latin name has after a hyphen or blank."""
    forms = {
        re.escape(form) for row in engine_tables().rows("suffixes") for form in row["latin"].split()
    }
    return re.compile(rf"(?i)(?<=...)[- ]({'|'.join(sorted(forms))})$")


def short_names(name: str, feature_class: str | None) -> dict[str, float]:
    """Give a name in Hangul or hanja without each generic part it ends in, with the cost.

    Parameters
    ----------
    name
        Hangul or hanja.
    feature_class
        Of the place; None where the name is a query.
    """
    found: dict[str, float] = {}
    for ending in endings():
        if _applies(ending, feature_class):
            for part in (ending.hangul, ending.hanja):
                stem = name.removesuffix(part)
                if part and stem != name and len(stem) >= _SHORTEST:
                    found.setdefault(stem, ending.cost)
    return found


def short_readings(reading: str, hanja: str, feature_class: str) -> dict[str, float]:
    """Give a Japanese reading without the generic parts that its characters end in."""
    found: dict[str, float] = {}
    lower = reading.lower()
    for ending in endings():
        part = ending.reading_ja
        if part and _applies(ending, feature_class) and lower.endswith(part):
            stem = hanja.removesuffix(ending.hanja)
            if stem != hanja and len(stem) >= _SHORTEST:
                found.setdefault(reading[: -len(part)].rstrip("-’'"), ending.cost)
    return found


def _applies(ending: Ending, feature_class: str | None) -> bool:
    return feature_class is None or ending.feature_class in ("", feature_class)

"""Generic parts of names: 咸鏡道 is looked up as 咸鏡 too, Hyesan-dong as Hyesan."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from korea_map.names.characters import like_hanja
from korea_map.names.letters import titled
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
def native_generics() -> dict[str, list[tuple[str, float]]]:
    """Give what each generic part in Hangul or characters says of a place, with its cost.

    Characters stand in it as written and as `like_hanja` gives them.
    """
    found: dict[str, list[tuple[str, float]]] = {}
    for row in engine_tables().rows("native_generics"):
        parts = {row["hangul"], row["hanja"], like_hanja(row["hanja"])}
        for part in sorted(filter(None, parts)):
            found.setdefault(part, []).append((row["feature_class"], float(row["cost"])))
    return found


@cache
def latin_ending() -> re.Pattern[str]:
    """Give the pattern of a generic part that a Latin name has after a hyphen or blank."""
    forms = {
        re.escape(form) for row in engine_tables().rows("suffixes") for form in row["latin"].split()
    }
    return re.compile(rf"(?i)(?<=...)[- ]({'|'.join(sorted(forms))})$")


@cache
def _latin_endings() -> dict[str, tuple[str, ...]]:
    """Give what Latin names end in after a hyphen or blank, with the classes that it says."""
    found: dict[str, tuple[str, ...]] = {}
    for row in engine_tables().rows("latin_endings"):
        found[row["ending"]] = (*found.get(row["ending"], ()), row["feature_class"])
    return found


_LAST_PART: Final = re.compile(r"(.*\w)[\s-]+(\w+)")


def latin_stem(name: str) -> tuple[str, tuple[str, ...]]:
    """Take off a Latin name what it says of the place's kind: Kŭm-gang is Kŭm, of class H.

    Returns
    -------
    tuple
        The stem and the GeoNames classes that the ending may mean; an empty stem where the
        name has no such ending.
    """
    parts = _LAST_PART.fullmatch(name)
    said = _latin_endings().get(parts[2].lower(), ()) if parts else ()
    return (parts[1], said) if parts and said else ("", ())


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


def short_chinese(reading: str, hanja: str) -> dict[str, float]:
    """Give a Chinese reading without the generic part that its characters end in."""
    found: dict[str, float] = {}
    for row in engine_tables().rows("suffixes"):
        stem = hanja.removesuffix(row["hanja"])
        if row["lang"] == "zh" and stem != hanja and len(stem) >= _SHORTEST:
            short = reading.lower().removesuffix(row["reading"])
            if len(short) < len(reading):
                found.setdefault(titled(short), float(row["cost"]))
    return found


def _applies(ending: Ending, feature_class: str | None) -> bool:
    return feature_class is None or ending.feature_class in ("", feature_class)

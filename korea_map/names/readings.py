"""Readings of a place: from its characters, its Hangul and the Latin names it has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from korea_map.model import Place
from korea_map.names.endings import (
    endings,
    latin_ending,
    latin_stem,
    short_chinese,
    short_names,
    short_readings,
)
from korea_map.names.japanese import is_hepburn, read_hanja, vary
from korea_map.names.korean import (
    is_mccune_reischauer,
    is_revised,
    mccune_from_revised,
    romanize_hangul,
)
from korea_map.names.letters import (
    APOSTROPHES,
    CYRILLIC_RANGE,
    HANGUL_RANGE,
    LATIN_RANGE,
    titled,
    unmarked,
)
from korea_map.names.query import drop_generics
from korea_map.names.rank_1945 import RIVER, rank_of

_LETTERWISE_COST: Final = 0.05
_SHORT_COST: Final = 0.1
_RIVER_COST: Final = 0.05
"""A river goes by its name alone more often than other things do: the Naktong."""
_WESTERN: Final = ("de", "en", "fr")
"""Languages whose names nobody read aloud as Korean or Japanese: Port Hamilton."""
_FULL_COST: Final = 0.05
"""A city, county or town named with its rank of 1945."""
_CHINESE_COST: Final = 0.1
"""Documents of these years write Korean places from Japanese or Korean, rarely Chinese."""
_GUESS_COST: Final = 0.03
"""A Latin name without its language: a reading only by its look."""
_VARIANT_COST: Final = 0.01
"""So that of equal readings the principal one explains the spelling."""
_LETTERS_COST: Final = 0.05
"""A name taken as the letters that it has, whatever system they are in."""
_OF_NATURE: Final = ("H", "T")
"""Classes whose names are known without river, mountain or pass."""
_UNKNOWN_COST: Final = 0.1
"""A variant whose language nobody noted: many are garbled, few were ever in use."""

_AS_TYPED: Final = str.maketrans("ǒǔ", "ŏŭ") | dict.fromkeys(map(ord, APOSTROPHES), "'")
_HANGUL: Final = re.compile(f"[{HANGUL_RANGE}]")
_LATIN: Final = re.compile(f"[{LATIN_RANGE}]")
_CYRILLIC: Final = re.compile(f"[{CYRILLIC_RANGE}]")
_CYRILLIC_NAME: Final = re.compile(f"[{CYRILLIC_RANGE} .-]+")
_JOINTS: Final = re.compile(r"[\s-]")
_LONG: Final = re.compile("[āīūēō]")
_MARKED: Final = re.compile("[ŏŭ']")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a place's name.

    Attributes
    ----------
    text
        Hepburn, McCune-Reischauer, Pinyin; Russian or Latin letters as they are.
    language
        `ja`, `ko`, `zh`, `ru` (a name in Russian letters), `en` (any Latin name).
    cost
        0 for the reading itself, more for a variant of it.
    """

    text: str
    language: str
    cost: float = 0.0


def read_place(place: Place) -> list[Reading]:
    """Give every reading of a place, each once at its lowest cost."""
    best: dict[tuple[str, str], Reading] = {}
    for reading in _all_readings(place):
        key = (reading.language, _JOINTS.sub("", reading.text.lower()))
        if key not in best or reading.cost < best[key].cost:
            best[key] = reading
    return list(best.values())


def _all_readings(place: Place) -> Iterator[Reading]:
    hanja = place.hanja.split("|")[0] if place.hanja else None
    if place.reading_ja:
        yield from _japanese(place.reading_ja, hanja, place)
    elif hanja and not any(language == "ja" for language, _ in place.variants):
        for name, cost in {hanja: 0.0, **short_names(hanja, place.feature_class)}.items():
            for text, extra in read_hanja(name):
                yield Reading(text, "ja", cost + extra)
    if place.hangul:
        yield from _from_hangul(place.hangul, place)
    for text, language in full_names(place):
        yield Reading(text, language, _FULL_COST)
    for name in dict.fromkeys((place.title_mr, place.title)):
        if name:
            yield Reading(name, "en")
            yield from read_latin(name)
            stem, said = latin_stem(name)
            if place.feature_class in said and place.feature_class in _OF_NATURE:
                without = _RIVER_COST if place.feature_code == RIVER else _SHORT_COST
                yield Reading(stem, "en", without)
                yield from (replace(one, cost=one.cost + without) for one in read_latin(stem))
    if place.reading_zh:
        yield from _chinese(place.reading_zh, hanja)
    for language, name in place.variants:
        extra = _UNKNOWN_COST if language == "und" else _VARIANT_COST
        for reading in _from_variant(language, name, hanja, place):
            yield replace(reading, cost=reading.cost + extra)
        if (short := drop_generics(name)) != name and language != "und":
            for reading in _from_variant(language, short, hanja, place):
                yield replace(reading, cost=reading.cost + extra + _SHORT_COST)


def full_names(place: Place) -> Iterator[tuple[str, str]]:
    """Give the name with the rank of 1945, Japanese and Korean: Keijōfu for Keijō."""
    rank = rank_of(place)
    for ending in endings():
        if rank and ending.hanja == rank:
            if place.reading_ja and ending.reading_ja:
                yield place.reading_ja + ending.reading_ja, "ja"
            if place.hangul and not place.hangul.endswith(ending.hangul):
                yield romanize_hangul(place.hangul + ending.hangul).capitalize(), "ko"
            return


def _from_variant(language: str, name: str, hanja: str | None, place: Place) -> Iterator[Reading]:
    if _HANGUL.search(name):
        yield from _from_hangul(name, place)
    elif _CYRILLIC.search(name):
        if _CYRILLIC_NAME.fullmatch(name):
            yield Reading(name, "ru", 0.0 if language == "ru" else _GUESS_COST)
    elif language == "ja" and _LATIN.search(name):
        yield from _japanese(name, hanja, place)
    elif language == "zh" and _LATIN.search(name):
        yield from _chinese(name, hanja)
    elif _LATIN.search(name):
        if language not in _WESTERN:
            yield from read_latin(name, korean=language == "ko")
        yield Reading(unmarked(name), "en", _LETTERS_COST)


def _chinese(name: str, hanja: str | None) -> Iterator[Reading]:
    yield Reading(name, "zh", _CHINESE_COST)
    for stem, cost in short_chinese(name, hanja or "").items():
        yield Reading(stem, "zh", _CHINESE_COST + cost)


def _japanese(name: str, hanja: str | None, place: Place) -> Iterator[Reading]:
    yield Reading(name, "ja")
    if not hanja:
        return
    for other, cost in vary(name, hanja):
        yield Reading(other, "ja", cost)
    for stem, cost in short_readings(name, hanja, place.feature_class).items():
        yield Reading(stem, "ja", cost)


def _from_hangul(hangul: str, place: Place) -> Iterator[Reading]:
    for name, cost in {hangul: 0.0, **short_names(hangul, place.feature_class)}.items():
        yield Reading(romanize_hangul(name).capitalize(), "ko", cost)
        letterwise = romanize_hangul(name, letterwise=True).capitalize()
        yield Reading(letterwise, "ko", cost + _LETTERWISE_COST)


def read_latin(name: str, *, korean: bool = False) -> Iterator[Reading]:
    """Give the readings that a Latin name may stand for, by its look.

    Parameters
    ----------
    name
        A romanised name: Hepburn, McCune-Reischauer, Revised or of no system.
    korean
        True where the name is known to be Korean, not Japanese.
    """
    text = name.translate(_AS_TYPED)
    forms = [(text, 0.0)]
    short = latin_ending().sub("", text)
    if short != text:
        forms.append((short, _SHORT_COST))
    for form, cost in forms:
        bare = _JOINTS.sub("", form.lower())
        long = _LONG.search(bare)
        japanese = not korean and not _MARKED.search(bare) and is_hepburn(bare)
        if japanese and not long:
            cost += _GUESS_COST
        if japanese:
            yield Reading(form, "ja", cost)
        if not long and is_revised(bare):
            yield Reading(titled(mccune_from_revised(bare)), "ko", cost)
        elif not long and is_mccune_reischauer(bare):
            yield Reading(form, "ko", cost)
        elif not japanese:
            yield Reading(form, "en", cost)

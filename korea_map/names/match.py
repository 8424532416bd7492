"""The courage to say nothing: when the first of a ranking may be called a match."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from korea_map.model import Place
from korea_map.names.characters import like_hanja
from korea_map.names.letters import HANGUL, HANJA
from korea_map.names.own_names import UNNOTED
from korea_map.names.query import Query
from korea_map.names.ranking import Ranked
from korea_map.names.table_rules import engine_tables
from korea_map.names.within import apart_km

_GOOD: Final = 0.05
"""What the letters of a match may cost for each after the first: one common slip (0.25) in
six letters, none in three."""
_NATIVE: Final = 0.25
"""In Hangul and Chinese characters a generic part may be left out, no character be wrong."""
_CLEAR: Final = 0.2
_CLEARER: Final = 0.3
"""How much dearer, prior included, the next place must be; and by this part of what the
letters cost more, for where one letter is wrong another may be."""
_APART: Final = 0.1
"""How much dearer its letters alone must be: homophones never match, whatever the prior."""
_OBSCURE: Final = 0.25
_GOOD_IF_OBSCURE: Final = 0.02
_TELLING_LETTERS: Final = 6
"""For a place with such a handicap, a village that the authority lacks is as likely: only
a long name that fits well decides."""
_TELLING_SYLLABLES: Final = 3
_SAME_PLACE_KM: Final = 20.0
_ROUNDING: Final = 1e-6
_E_FOR_E: Final = str.maketrans("э", "е")
"""Russian writes foreign names with either: Курэ, Куре."""


def is_match(places: Sequence[Place], ranked: Sequence[Ranked]) -> bool:
    """Tell whether the first is good and clear of every other place."""
    if not ranked or not _is_good(ranked[0], places[ranked[0].place]):
        return False
    best = ranked[0]
    clear = _CLEAR + _CLEARER * best.cost
    return all(
        _is_apart(best, other) and other.weighed - best.weighed >= clear
        for other in ranked[1:]
        if not same_place(places[best.place], places[other.place])
    )


def _is_apart(best: Ranked, other: Ranked) -> bool:
    """Tell whether letters alone say which of two is meant; the names of the kind count as said."""
    if other.fit >= UNNOTED:
        return False
    if best.fit >= UNNOTED and best.query.feature_class is not None:
        return True
    return other.cost - best.cost >= _APART


def _is_good(best: Ranked, place: Place) -> bool:
    obscure = best.handicap >= _OBSCURE
    if best.query.script in (HANGUL, HANJA):
        # Two syllables are as soon a word, or another village, as this one.
        village = obscure and place.feature_class == "P"
        short = village and len(best.query.letters) < _TELLING_SYLLABLES
        return best.cost <= _NATIVE and not (short or best.generic or _is_elsewhere(best.query))
    # "X-ri" is rarely the town X. A Chinese reading in these letters is as likely the name
    # of a place in China, and a name that a great city there bears is more likely that.
    if best.generic or best.language == "zh":
        return False
    if _is_elsewhere(best.query) or best.query.letters in _words():
        return False
    letters = len(best.query.letters)
    if obscure and letters < _TELLING_LETTERS:
        return False
    return best.cost <= (_GOOD_IF_OBSCURE if obscure else _GOOD) * (letters - 1) + _ROUNDING


def _is_elsewhere(query: Query) -> bool:
    written = "".join(filter(str.isalpha, query.text))  # kana are weighed as their sounds
    return not _elsewhere().isdisjoint(map(_folded, (query.letters, written)))


@cache
def _elsewhere() -> frozenset[str]:
    rows = engine_tables().rows("elsewhere")
    return frozenset(_folded(row["letters"]) for row in rows)


@cache
def _words() -> frozenset[str]:
    """Give small words of texts: "one airport" is no Onyang, though that may be spelt *One*."""
    rows = engine_tables().rows("text_words")
    return frozenset(row["word"] for row in rows if row["says"] != "ending")


def _folded(letters: str) -> str:
    return like_hanja(letters).translate(_E_FOR_E)


def same_place(one: Place, other: Place) -> bool:
    """Tell whether two are so near that either answers for both."""
    return apart_km(one.lon, one.lat, other.lon, other.lat) <= _SAME_PLACE_KM

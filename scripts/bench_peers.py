"""What the engine is measured against: string similarity, with a romaniser and without.

The romaniser is uroman, which writes any script in Latin letters; what is compared then are all
names of a place: titles, Hangul, characters, readings, variants. Without it only names in Latin
letters can be compared, and Cyrillic is written by the Library of Congress. Where names fit
equally well, the greater place of 1945 comes first, as the engine has it: that helps the peers.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import jellyfish
import uroman
from bench_lists import DEEPEST, Finder
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from korea_map.model import Place
from korea_map.names.letters import CYRILLIC, LATIN
from korea_map.names.rank_1945 import priors
from korea_map.names.systems import rules

Scorer = Callable[..., float]

SCORERS: Final[Mapping[str, Scorer]] = {
    "jaro_winkler": JaroWinkler.similarity,
    "ratio": fuzz.ratio,
    "wratio": fuzz.WRatio,
}
"""The strongest of rapidfuzz's on the attested names, and the two that it is known by."""

_NAMES_LOOKED_AT: Final = 6 * DEEPEST
"""Best names, several of which may be of one place."""


def peers(places: Sequence[Place]) -> dict[str, Finder]:
    """Return each way of finding places: with the romaniser first, then without."""
    by_rank = in_order(places)
    any_script = [(romanize(name), place) for place in by_rank for name in all_names(place)]
    latin = [(fold(name), place) for place in by_rank for name in latin_names(place)]
    ways: dict[str, Finder] = {}
    for label, scorer in SCORERS.items():
        ways[f"uroman_{label}"] = by_similarity(any_script, romanize, scorer)
    for label, scorer in SCORERS.items():
        ways[label] = by_similarity(latin, fold, scorer)
    ways["jellyfish"] = by_jellyfish(latin)
    return ways


def in_order(places: Sequence[Place]) -> list[Place]:
    """Give the greater places of 1945 first."""
    handicaps = priors(places)
    return [places[number] for number in sorted(range(len(places)), key=handicaps.__getitem__)]


def all_names(place: Place) -> list[str]:
    """Give every name of a place, in every script."""
    given = [place.title, place.title_mr, place.reading_ja, place.reading_zh]
    given += [*(place.hangul or "").split("|"), *(place.hanja or "").split("|")]
    given += [name for _, name in place.variants]
    return list(dict.fromkeys(filter(None, given)))


def latin_names(place: Place) -> list[str]:
    """Give every name of a place that can be compared in Latin letters without a romaniser."""
    return [name for name in all_names(place) if fold(name).isascii()]


@cache
def romanize(name: str) -> str:
    """Write a name of any script in plain Latin letters."""
    return str(_uroman().romanize_string(name)).lower()


@cache
def _uroman() -> uroman.Uroman:
    return uroman.Uroman()


@cache
def fold(name: str) -> str:
    """Lower a name, write Cyrillic in Latin by the Library of Congress, leave marks out."""
    table = rules(CYRILLIC, LATIN)
    latin = "".join(
        table[char][0].written if char in table else char
        for char in unicodedata.normalize("NFC", name).lower()
    )
    bare = unicodedata.normalize("NFD", latin.replace("’", ""))
    return "".join(char for char in bare if not unicodedata.combining(char))


def by_similarity(
    names: Sequence[tuple[str, Place]], to_latin: Callable[[str], str], scorer: Scorer
) -> Finder:
    """Return what ranks places by rapidfuzz."""
    keys = [name for name, _ in names]

    def find(spelling: str) -> list[Place]:
        asked = to_latin(spelling)
        best = process.extract(asked, keys, scorer=scorer, limit=_NAMES_LOOKED_AT)
        return distinct(names[number][1] for _, _, number in best)

    return find


def by_jellyfish(names: Sequence[tuple[str, Place]]) -> Finder:
    """Return what ranks places by Jaro-Winkler similarity as jellyfish has it."""

    def find(spelling: str) -> list[Place]:
        asked = fold(spelling)
        likeness = [jellyfish.jaro_winkler_similarity(asked, name) for name, _ in names]
        best = sorted(range(len(names)), key=lambda number: -likeness[number])
        return distinct(names[number][1] for number in best[:_NAMES_LOOKED_AT])

    return find


def distinct(places: Iterable[Place]) -> list[Place]:
    """Give each place once, ten at most."""
    return list({place.id: place for place in places}.values())[:DEEPEST]

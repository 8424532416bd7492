"""The names that places have, as a table: to see at once whether a word may be one of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from korea_map.errors import SpellingError
from korea_map.model import Place
from korea_map.names.cases import nominatives
from korea_map.names.characters import like_hanja
from korea_map.names.endings import native_generics, short_names
from korea_map.names.hangul import today
from korea_map.names.letters import only_native
from korea_map.names.own_names import marked, own_names
from korea_map.names.query import Query, exchange_letters, read_query
from korea_map.names.rank_1945 import rank_of

_SHORTEST: Final = 2
_NATURE: Final = ("H", "T")
_EXCHANGED: Final = 5
"""Letters of a name in which two may have changed places."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a name without a search.

    Attributes
    ----------
    ranked
        Whether it is that of a city, county, province, town or great island of 1945.
    first
        Whether a place of the authority has it; the others are only offered.
    exchanged
        Whether two neighbouring letters have changed places.
    nature
        Whether it is that of a river, a mountain or an island, with the word of the kind: 한강.
    bare
        Whether it is that of one of these, with the word or without: Tumen.
    """

    ranked: bool
    first: bool
    exchanged: bool = False
    nature: bool = False
    bare: bool = False


class KnownNames:
    """Every name of every place, without its marks.

    Parameters
    ----------
    places
        The authority.
    offered
        The places of the second tier.
    """

    def __init__(self, places: Iterable[Place], offered: Iterable[Place]) -> None:
        self._places = [(place, True) for place in places]
        self._places += [(place, False) for place in offered]

    @cached_property
    def _letters(self) -> dict[str, Known]:
        return _merge(
            ((name[0], place, first) for place, first in self._places for name in _names(place))
        )

    @cached_property
    def native(self) -> dict[str, Known]:
        """Names in Chinese characters and Hangul, by `key`."""
        return _merge(
            (name, place, first) for place, first in self._places for name in _native(place)
        )

    def find(self, word: str) -> Known | None:
        """Tell what is known of a word in letters, as it stands or declined; None for nothing."""
        if only_native(word):
            there = self.native.get(key(word))
            return there or self.native.get(key(word[:-1]))
        there = self._letters.get(marked(word)[0])
        if there is not None:
            return there
        try:
            query = read_query(word)
        except SpellingError:
            return None
        found = (self._letters.get(other.letters) for other in nominatives(query))
        there = next((one for one in found if one is not None), None)
        return there or self._find_exchanged(query)

    def _find_exchanged(self, query: Query) -> Known | None:
        """Tell whether the name of a town has two letters in another order: Chemuplo."""
        if len(query.letters) < _EXCHANGED:
            return None
        found = (self._letters.get(other.letters) for other in exchange_letters(query))
        there = next((one for one in found if one is not None and one.ranked), None)
        return None if there is None else replace(there, exchanged=True)


def key(name: str) -> str:
    """Give what all spellings of a name in characters or Hangul have in common."""
    return like_hanja(today(name)[0])


def _names(place: Place) -> Iterator[tuple[str, tuple[str, ...]]]:
    whole, stems = own_names(place)
    yield from whole
    if rank_of(place):
        yield from stems


def _native(place: Place) -> Iterator[str]:
    given = [place.hangul, place.hanja, *(name for _, name in place.variants)]
    for text in filter(None, given):
        for one in text.split("|"):
            name = only_native(one)
            if len(name) >= _SHORTEST:
                yield key(name)
                if rank_of(place):
                    yield from map(key, short_names(name, place.feature_class))


def _merge(names: Iterable[tuple[str, Place, bool]]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for name, place, first in names:
        if not name:
            continue
        bare = first and place.feature_class in _NATURE
        new = Known(bool(rank_of(place)), first, nature=_is_nature(name, place), bare=bare)
        before = found.setdefault(name, new)
        if before is not new:
            best = max(before, new, key=_weight)
            found[name] = replace(best, bare=before.bare or bare)
    return found


def _weight(one: Known) -> tuple[bool, bool, bool]:
    return one.ranked, one.nature, one.first


def _is_nature(name: str, place: Place) -> bool:
    said = native_generics().get(name[-1], ())
    return place.feature_class in _NATURE and place.feature_class in {kind for kind, _ in said}

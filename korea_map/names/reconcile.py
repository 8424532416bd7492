"""Ranked places for a name: search, prior, and the courage to say nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.errors import SpellingError
from korea_map.model import Candidate, Place
from korea_map.names.area import Within, apart_km, find_inside
from korea_map.names.explain import derive
from korea_map.names.index import Hit, ReadingIndex
from korea_map.names.native import NativeNames
from korea_map.names.prior import priors
from korea_map.names.query import HANGUL, HANJA, Query, read_query
from korea_map.names.weigh import Weights, weigh

_Mask = npt.NDArray[np.bool_] | None

_LIMITS: Final = (0.6, 1.2, 2.0)
"""Costs up to which the tree is searched, one after the other, until enough is found."""
_STEEPNESS: Final = 1.5
"""score = 100 exp(-1.5 cost / letters): one slip in six letters leaves about 92."""
_FEWEST_LETTERS: Final = 4
_GOOD: Final = 92.0
_CLEAR: Final = 0.2
"""How much dearer, prior included, the next place must be for a match."""
_APART: Final = 0.1
"""How much dearer its letters alone must be: homophones never match, whatever the prior."""
_OBSCURE: Final = 0.25
_GOOD_IF_OBSCURE: Final = 97.0
_TELLING_LETTERS: Final = 6
"""For a place with such a handicap, a village that the authority lacks is as likely: only
a long name that fits well decides."""
_SAME_PLACE_KM: Final = 20.0
_VILLAGE: Final = 0.25
"""Least handicap of a place whose name is given with -ri or -dong: then it is a village or
a quarter, and its rank speaks for nothing."""
_OTHER_KIND: Final = 0.3
"""Handicap of a place that is not what a word such as "river" says."""
_SPARE: Final = 15
"""Candidates looked at beyond those wanted, to see whether the best is clear of them."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A place in order: where its hit stands, what its letters cost, what its rank adds."""

    place: int
    hit: int
    cost: float
    handicap: float
    generic: bool = False

    @property
    def weighed(self) -> float:
        return self.cost + self.handicap


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one name of a batch.

    Attributes
    ----------
    query
        As given.
    candidates
        Best first; empty where nothing was found or the name is none.
    problem
        Why the name could not be looked up; None where it could.
    """

    query: str
    candidates: tuple[Candidate, ...]
    problem: str | None = None


class Reconciler:
    """Looks names up among places.

    Parameters
    ----------
    places
        The authority; kept in memory with an index of all its readings.
    progress
        Called with the number of places read so far, now and then.
    """

    def __init__(
        self, places: Iterable[Place], *, progress: Callable[[int], None] | None = None
    ) -> None:
        self.places: Sequence[Place] = tuple(places)
        self._index = ReadingIndex(self.places, progress=progress)
        self._native = NativeNames(self.places)
        self._prior = np.array(priors(self.places), dtype=np.float32)
        self._class = np.array([place.feature_class for place in self.places], dtype="U1")
        self._allowed_before: dict[tuple[Within | None, str | None], _Mask] = {}

    def candidates(
        self,
        name: str,
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
    ) -> list[Candidate]:
        """Rank the places that a name may mean.

        Parameters
        ----------
        name
            Latin, Cyrillic, Hangul or Chinese characters.
        within
            `"north"` or `"south"` (the side on which the place lies today), a box
            (west, south, east, north), or a point and radius (lon, lat, km).
        feature_class
            Only places of this GeoNames class: P settlements, H waters, T heights,
            A regions, S stations and the like.
        limit
            Most candidates wanted.

        Returns
        -------
        list of Candidate
            Best first; empty where nothing comes near.

        Raises
        ------
        SpellingError
            The text is no name, or `within` is no area.
        """
        if limit < 1:
            raise SpellingError("limit must be at least 1")
        query = read_query(name)
        allowed = self._allowed(within, feature_class)
        if query.script in (HANGUL, HANJA):
            return self._native_candidates(query, allowed, limit)
        return self._spelled_candidates(query, allowed, limit)

    def reconcile_many(
        self,
        names: Iterable[str],
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
    ) -> Iterator[Answer]:
        """Answer names one by one, in order, without keeping any.

        A text that is no name gets an answer that says so; the others are still answered.
        """
        self._allowed(within, feature_class)
        for name in names:
            yield self.answer(name, within=within, feature_class=feature_class, limit=limit)

    def answer(
        self,
        name: str,
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
    ) -> Answer:
        """Rank the places that a name may mean, or say why it is no name."""
        try:
            found = self.candidates(name, within=within, feature_class=feature_class, limit=limit)
        except SpellingError as error:
            return Answer(name, (), str(error))
        return Answer(name, tuple(found))

    def _allowed(self, within: Within | None, feature_class: str | None) -> _Mask:
        key = (tuple(within) if isinstance(within, list) else within, feature_class)
        if key not in self._allowed_before:
            mask = None if key[0] is None else find_inside(self.places, key[0])
            if feature_class is not None:
                some = self._of_class(feature_class)
                mask = some if mask is None else mask & some
            self._allowed_before = {key: mask}
        return self._allowed_before[key]

    def _of_class(self, feature_class: str) -> npt.NDArray[np.bool_]:
        return np.asarray(self._class == feature_class, dtype=bool)

    def _spelled_candidates(self, query: Query, allowed: _Mask, limit: int) -> list[Candidate]:
        weights = weigh(query)
        for most in _LIMITS:
            hit = self._index.search(weights, most)
            if allowed is not None:
                hit = hit.keep(allowed[self._index.place[hit.row]])
            ranked = self._rank(hit, limit + _SPARE, query.feature_class)
            # What costs more than the limit is not in yet: it must not belong before these.
            if sum(one.weighed <= most for one in ranked) >= limit:
                break
        matched = self._is_match(query, ranked)
        return [
            self._describe(weights, hit, one, match=matched and number == 0)
            for number, one in enumerate(ranked[:limit])
        ]

    def _rank(self, hit: Hit, most: int, feature_class: str | None) -> list[_Ranked]:
        """Put the places of hits in order, each with its best hit."""
        place = self._index.place[hit.row]
        cost = hit.cost + self._index.cost[hit.row]
        handicap = np.where(
            hit.generic, np.maximum(self._prior[place], _VILLAGE), self._prior[place]
        )
        if feature_class is not None:
            handicap = handicap + _OTHER_KIND * ~self._of_class(feature_class)[place]
        found: dict[int, _Ranked] = {}
        for i in np.argsort(cost + handicap, kind="stable"):
            number = int(place[i])
            if number not in found:
                found[number] = _Ranked(
                    number, int(i), float(cost[i]), float(handicap[i]), bool(hit.generic[i])
                )
                if len(found) >= most:
                    break
        return list(found.values())

    def _is_match(self, query: Query, ranked: Sequence[_Ranked]) -> bool:
        """Tell whether the first is good and clear of every other place."""
        # "X-ri" is rarely the town X: a generic ending that the place lacks is no match.
        if not ranked or ranked[0].generic:
            return False
        best = ranked[0]
        obscure = best.handicap >= _OBSCURE
        native = query.script in (HANGUL, HANJA)
        if obscure and not native and len(query.letters) < _TELLING_LETTERS:
            return False
        if _score(best.cost, query) < (_GOOD_IF_OBSCURE if obscure else _GOOD):
            return False
        return all(
            other.cost - best.cost >= _APART and other.weighed - best.weighed >= _CLEAR
            for other in ranked[1:]
            if self._apart_km(best.place, other.place) > _SAME_PLACE_KM
        )

    def _apart_km(self, one: int, other: int) -> float:
        a, b = self.places[one], self.places[other]
        return apart_km(a.lon, a.lat, b.lon, b.lat)

    def _describe(self, weights: Weights, hit: Hit, one: _Ranked, *, match: bool) -> Candidate:
        place = self.places[one.place]
        reading = self._index.reading(place, int(hit.row[one.hit]))
        letters, steps, system = derive(weights, int(hit.route[one.hit]), place, reading)
        features: dict[str, float | str] = {
            "edit": round(letters, 3),
            "reading": round(reading.cost, 3),
            "prior": round(one.handicap, 3),
            "generic": float(one.generic),
            "system": system,
        }
        score = round(_score(one.weighed, weights.query), 1)
        return Candidate(place, score, match, reading.text, reading.language, steps, features)

    def _native_candidates(self, query: Query, allowed: _Mask, limit: int) -> list[Candidate]:
        found = [
            _Ranked(number, number, cost, float(self._prior[number]))
            for number, cost in self._native.find(query)
            if allowed is None or allowed[number]
        ]
        ranked = sorted(found, key=lambda one: one.weighed)[: limit + _SPARE]
        matched = self._is_match(query, ranked)
        return [
            self._native.candidate(
                query,
                one.place,
                one.cost,
                _score(one.weighed, query),
                match=matched and number == 0,
            )
            for number, one in enumerate(ranked[:limit])
        ]


def _score(cost: float, query: Query) -> float:
    return 100.0 * exp(-_STEEPNESS * cost / max(len(query.letters), _FEWEST_LETTERS))

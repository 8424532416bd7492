"""Ranked places for a name: search, prior, and the courage to say nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, exp, radians, sin, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.errors import SpellingError
from korea_map.model import Candidate, Place
from korea_map.names.explain import derive
from korea_map.names.index import ReadingIndex
from korea_map.names.native import NativeNames
from korea_map.names.prior import priors
from korea_map.names.query import HANGUL, HANJA, Query, read_query
from korea_map.names.weigh import weigh

Within = str | tuple[float, float, float, float] | tuple[float, float, float]

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
        self._lon = np.array([place.lon for place in self.places])
        self._lat = np.array([place.lat for place in self.places])

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

    def _allowed(
        self, within: Within | None, feature_class: str | None
    ) -> npt.NDArray[np.bool_] | None:
        mask = None if within is None else self._inside(within)
        if feature_class is not None:
            of_class = np.array([place.feature_class == feature_class for place in self.places])
            mask = of_class if mask is None else mask & of_class
        return mask

    def _inside(self, within: Within) -> npt.NDArray[np.bool_]:
        if within in ("north", "south"):
            country = {"north": "KP", "south": "KR"}[str(within)]
            return np.array([place.country == country for place in self.places])
        if isinstance(within, tuple) and len(within) == 4:
            west, south, east, north = within
            if west < east and south < north:
                return (
                    (self._lon >= west)
                    & (self._lon <= east)
                    & (self._lat >= south)
                    & (self._lat <= north)
                )
        if isinstance(within, tuple) and len(within) == 3 and within[2] > 0:
            lon, lat, radius_km = within
            spots = zip(self._lon, self._lat, strict=True)
            return np.array([_apart_km(lon, lat, *spot) <= radius_km for spot in spots])
        raise SpellingError(
            f"within={within!r} is no area: give 'north', 'south', (west, south, east, north) "
            "or (lon, lat, radius_km)"
        )

    def _spelled_candidates(
        self, query: Query, allowed: npt.NDArray[np.bool_] | None, limit: int
    ) -> list[Candidate]:
        weights = weigh(query)
        index = self._index
        for most in _LIMITS:
            hit = index.search(weights, most)
            place = index.place[hit.row]
            if allowed is not None:
                keep = allowed[place]
                hit, place = hit.keep(keep), place[keep]
            if len(np.unique(place)) > limit:
                break
        cost = hit.cost + index.cost[hit.row]
        order = np.argsort(cost + self._prior[place], kind="stable")
        ranked: dict[int, int] = {}
        for position in order:
            ranked.setdefault(int(place[position]), int(position))
            if len(ranked) >= limit + _SPARE:
                break
        first = [(p, float(cost[i])) for p, i in ranked.items()]
        # "X-ri" is rarely the town X: a generic ending that the place lacks is no match.
        generic = bool(first) and bool(hit.generic[ranked[first[0][0]]])
        matched = not generic and self._is_match(query, first)
        found = []
        for number, (p, i) in enumerate(list(ranked.items())[:limit]):
            here = self.places[p]
            reading = index.readings(here, int(hit.row[i]))
            letters, steps, system = derive(weights, int(hit.route[i]), here, reading)
            found.append(
                Candidate(
                    here,
                    round(_score(float(cost[i] + self._prior[p]), query), 1),
                    matched and number == 0,
                    reading.text,
                    reading.language,
                    steps,
                    {
                        "edit": round(letters, 3),
                        "reading": round(reading.cost, 3),
                        "prior": round(float(self._prior[p]), 3),
                        "generic": float(hit.generic[i]),
                        "system": system,
                    },
                )
            )
        return found

    def _is_match(self, query: Query, ranked: list[tuple[int, float]]) -> bool:
        if not ranked:
            return False
        best, cost = ranked[0]
        obscure = self._prior[best] >= _OBSCURE
        if obscure and len(query.letters) < _TELLING_LETTERS:
            return False
        if _score(cost, query) < (_GOOD_IF_OBSCURE if obscure else _GOOD):
            return False
        weighed = cost + self._prior[best]
        for other, its_cost in ranked[1:]:
            if self._apart_km(best, other) > _SAME_PLACE_KM:
                apart = its_cost - cost >= _APART
                if not (apart and its_cost + self._prior[other] - weighed >= _CLEAR):
                    return False
        return True

    def _apart_km(self, one: int, other: int) -> float:
        return _apart_km(self._lon[one], self._lat[one], self._lon[other], self._lat[other])

    def _native_candidates(
        self, query: Query, allowed: npt.NDArray[np.bool_] | None, limit: int
    ) -> list[Candidate]:
        found = self._native.find(query)
        ranked = sorted(
            ((p, cost) for p, cost in found if allowed is None or allowed[p]),
            key=lambda some: some[1] + self._prior[some[0]],
        )[: limit + _SPARE]
        matched = self._is_match(query, ranked)
        return [
            self._native.candidate(
                query, p, cost, _score(cost + self._prior[p], query), matched and i == 0
            )
            for i, (p, cost) in enumerate(ranked[:limit])
        ]


_SPARE: Final = 15


def _score(cost: float, query: Query) -> float:
    return 100.0 * exp(-_STEEPNESS * cost / max(len(query.letters), _FEWEST_LETTERS))


def _apart_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Great-circle distance, good to half a percent: names need no more."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))

"""Places in order for one spelling: search, prior, letters exchanged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, log
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.model import Candidate, Place
from korea_map.names.cases import nominatives, without_preposition
from korea_map.names.explain import derive
from korea_map.names.hangul_hanja import NativeNames
from korea_map.names.index import Hit, ReadingIndex, Rows
from korea_map.names.letters import HANGUL, HANJA
from korea_map.names.own_names import NOT, PRINCIPAL, UNNOTED, fit, has_letters
from korea_map.names.query import Query, exchange_letters, with_generics
from korea_map.names.rank_1945 import priors
from korea_map.names.slips import Floats
from korea_map.names.systems import languages
from korea_map.names.weigh import Weights, weigh_name

Mask = npt.NDArray[np.bool_] | None

_LIMITS: Final = (0.6, 1.2, 2.0)
"""Costs up to which the tree is searched, one after the other, until enough is found."""
_STEEPNESS: Final = 1.5
"""score = 100 exp(-1.5 cost / letters): one slip in six letters leaves about 92."""
_FEWEST_LETTERS: Final = 4
_VILLAGE: Final = 0.25
"""Least handicap of a place whose name is given with -ri or -dong: then it is a village or
a quarter, and its rank speaks for nothing."""
_ABSENT: Final = 0.6
"""Cost of the most doubtful part of "Genzan [Wonsan]", and of one that does not fit at all."""
_EXACT: Final = 0.1
"""Most that letters cost where a spelling may be a name of the place, letter for letter."""
_COMMON: Final = 0.25
"""A city is meant at the cost of one common slip, rather than a place that somebody somewhere
called so, if the spelling says as little as *Taiko* does, which is Taikō elsewhere."""
_OTHER_KIND: Final = 0.3
"""Handicap of a place that is not what a word such as "river" or "northern" says."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in order, with what is needed to describe it.

    Attributes
    ----------
    place
        Its number.
    cost, handicap
        What the letters and the reading cost; what the place's rank adds.
    language
        Of the reading.
    generic
        True where the end of the query is taken for a generic ending such as -ri.
    fit
        How the spelling fits the place's own names: `UNNOTED` and better come before all.
    query, weights, row, route
        The spelling and the reading that it goes back to, by which way; without weights
        for a name in Hangul or Chinese characters.
    """

    place: int
    cost: float
    handicap: float
    language: str
    generic: bool
    query: Query
    weights: Weights | None = None
    row: int = 0
    route: int = 0
    fit: int = NOT

    @property
    def weighed(self) -> float:
        """The cost with the handicap."""
        return self.cost + self.handicap

    @property
    def order(self) -> tuple[int, float]:
        """What places are put in order by, the least first."""
        return -self.fit, self.weighed

    @property
    def score(self) -> float:
        """From 100 down, by the cost for each letter."""
        if self.fit >= UNNOTED:
            return 100.0
        return 100.0 * exp(-_STEEPNESS * self.weighed / self._letters)

    @property
    def _letters(self) -> int:
        return max(len(self.query.letters), _FEWEST_LETTERS)

    def behind(self, other: "Ranked") -> "Ranked":
        """Give it with no better a score than that of another, whose rank it has to yield to."""
        if self.score <= other.score:
            return self
        weighed = other.weighed * self._letters / other._letters
        return replace(self, handicap=weighed - self.cost, fit=min(self.fit, other.fit))


class Ranker:
    """Puts places in order for a spelling.

    Parameters
    ----------
    places
        The authority.
    rows
        Its readings.
    """

    def __init__(self, places: Sequence[Place], rows: Rows) -> None:
        self.places = places
        self._index = ReadingIndex(rows)
        self._prior = np.array(priors(places), dtype=np.float32)
        self._class = np.array([place.feature_class for place in places], dtype="U1")

    @cached_property
    def _native(self) -> NativeNames:
        """The names that are looked up as they are, once one is."""
        return NativeNames(self.places)

    @cached_property
    def classes(self) -> list[str]:
        """The GeoNames classes that there are."""
        return sorted({place.feature_class for place in self.places if place.feature_class})

    def of_class(self, feature_class: str) -> npt.NDArray[np.bool_]:
        """Tell which places have a GeoNames class."""
        return np.asarray(self._class == feature_class, dtype=bool)

    def rank(
        self, query: Query, allowed: Mask, most: int, wanted: int, *, exchanges: bool = True
    ) -> list[Ranked]:
        """Give places in order.

        Parameters
        ----------
        query
            The spelling.
        allowed
            Which places may be given; None for all.
        most
            Places to give.
        wanted
            Places that must be in their right order; those after them may miss a rival.
        exchanges
            Whether two neighbouring letters may have changed places.
        """
        handicap = self._handicaps(query)
        if query.script in (HANGUL, HANJA):
            tongue = "zh" if query.script == HANJA else "ko"
            found = [
                Ranked(
                    number,
                    cost,
                    float(handicap[number]),
                    tongue,
                    generic=self._native.is_village_of(query, number),
                    query=query,
                    fit=NOT if cost else PRINCIPAL,
                )
                for number, cost in self._native.find(query)
                if allowed is None or allowed[number]
            ]
            return sorted(found, key=lambda one: one.order)[:most]
        query = without_preposition(query)
        weights = weigh_name(query)
        ranked: list[Ranked] = []
        for limit in _LIMITS:
            ranked = self._search(weights, handicap, allowed, limit, most)
            # What costs more than the limit is not in yet: it must not belong before these.
            if sum(one.weighed <= limit for one in ranked) >= wanted:
                break
        ranked = self._with_nominatives(query, ranked, handicap, allowed, most)
        if exchanges:
            ranked = self._with_exchanges(query, ranked, handicap, allowed)
        return self._with_whole(query, ranked, handicap, allowed)[:most]

    def is_near(self, weights: Weights, most: float) -> bool:
        """Tell whether a reading of a place may be spelt so at no more than a cost."""
        return len(self._index.search(weights, most).row) > 0

    def _with_whole(
        self, query: Query, ranked: list[Ranked], handicap: Floats, allowed: Mask
    ) -> list[Ranked]:
        """Add the places that have the text with every word for a name: *Port Hamilton*."""
        whole = with_generics(query)
        if whole is None:
            return ranked
        more = self._search(weigh_name(whole), handicap, allowed, _EXACT, len(self.places))
        return _join(ranked, [one for one in more if one.fit >= UNNOTED])

    def _with_nominatives(
        self, query: Query, ranked: list[Ranked], handicap: Floats, allowed: Mask, most: int
    ) -> list[Ranked]:
        """Add the places whose Russian name the query declines; what fits as it is comes first."""
        for other in nominatives(query):
            if ranked and ranked[0].cost <= other.cost:
                break
            least = ranked[0].weighed if ranked else _LIMITS[0]
            more = self._search(weigh_name(other), handicap, allowed, max(least, _LIMITS[0]), most)
            ranked = _join(ranked, more)
        return ranked

    def _with_exchanges(
        self, query: Query, ranked: list[Ranked], handicap: Floats, allowed: Mask
    ) -> list[Ranked]:
        """Add the places that come first if two neighbouring letters were exchanged."""
        for other in exchange_letters(query):
            if ranked and ranked[0].cost <= other.cost:
                break
            least = ranked[0].weighed if ranked else _LIMITS[0]
            ranked = _join(
                ranked, self._search(weigh_name(other), handicap, allowed, least - other.cost, 3)
            )
        return ranked

    def _handicaps(self, query: Query) -> Floats:
        found = self._prior
        if query.feature_class is not None:
            found = found + _other_kind(~self.of_class(query.feature_class))
        if query.part:
            lacks = [query.part not in (place.hanja or "")[1:] for place in self.places]
            found = found + _other_kind(np.array(lacks, dtype=bool))
        return found

    def _search(
        self,
        weights: Weights,
        handicaps: Floats,
        allowed: Mask,
        limit: float,
        most: int,
    ) -> list[Ranked]:
        hit: Hit = self._index.search(weights, limit)
        if allowed is not None:
            hit = hit.keep(allowed[self._index.place[hit.row]])
        place = self._index.place[hit.row]
        cost = hit.cost + self._index.cost[hit.row] + weights.query.cost
        handicap = np.where(hit.generic, np.maximum(handicaps[place], _VILLAGE), handicaps[place])
        fits = self._fits(weights.query, place[hit.cost <= _EXACT])
        own = np.zeros(len(place), dtype=np.int8)
        for number, each in fits.items():
            own[place == number] = each
        if UNNOTED in own and (cost[handicap == 0.0] <= _COMMON).any():
            others = (self.places[n] for n in np.unique(place[hit.cost <= _EXACT]).tolist())
            if any(has_letters(weights.query, other) for other in others):
                own[own <= UNNOTED] = NOT
        found: dict[int, Ranked] = {}
        for i in np.lexsort((cost + handicap, -own)):
            number = int(place[i])
            if number not in found:
                found[number] = Ranked(
                    number,
                    float(cost[i]),
                    float(handicap[i]),
                    languages()[self._index.language[hit.row[i]]],
                    bool(hit.generic[i]),
                    weights.query,
                    weights,
                    int(hit.row[i]),
                    int(hit.route[i]),
                    int(own[i]),
                )
                if len(found) >= most:
                    break
        return list(found.values())

    def letters_cost(self, one: Ranked) -> float:
        """Give what the letters of a place cost, without its reading."""
        return one.cost if one.weights is None else one.cost - float(self._index.cost[one.row])

    def _fits(self, query: Query, numbers: npt.NDArray[np.int32]) -> dict[int, int]:
        """Tell which places have the spelling among their own names."""
        if query.exchanged is not None:
            return {}
        each = ((number, fit(query, self.places[number])) for number in np.unique(numbers).tolist())
        return {number: found for number, found in each if found != NOT}

    def describe(self, one: Ranked, *, match: bool) -> Candidate:
        """Give a place as a candidate, with its derivation."""
        if one.weights is None:
            return self._native.candidate(one.query, one.place, one.cost, one.score, match=match)
        place = self.places[one.place]
        reading = self._index.reading(place, one.row)
        letters, steps, system = derive(one.weights, one.route, place, reading)
        features: dict[str, float | str] = {
            "edit": round(letters, 3),
            "reading": round(reading.cost, 3),
            "prior": round(one.handicap, 3),
            "generic": float(one.generic),
            "system": system,
        }
        score = round(one.score, 1)
        return Candidate(place, score, match, reading.text, reading.language, steps, features)


def weigh_within(query: Query, score: float) -> Iterator[tuple[Weights, float]]:
    """Give the forms of a spelling, each with what a place may cost at most that has a score."""
    query = without_preposition(query)
    letters = max(len(query.letters), _FEWEST_LETTERS)
    dearest = -log(score / 100.0) / _STEEPNESS * letters
    for one in (query, *nominatives(query)):
        if one.cost <= dearest:
            yield weigh_name(one), dearest - one.cost


def _other_kind(other: npt.NDArray[np.bool_]) -> Floats:
    return np.where(other, np.float32(_OTHER_KIND), np.float32(0.0))


def _join(some: Iterable[Ranked], more: Iterable[Ranked]) -> list[Ranked]:
    """Put two rankings in one order, each place at its best."""
    best: dict[int, Ranked] = {}
    for one in sorted([*some, *more], key=lambda one: one.order):
        best.setdefault(one.place, one)
    return list(best.values())


def falling(ranked: Iterable[Ranked]) -> Iterator[Ranked]:
    """Give places in their order, none with a better score than the one before."""
    before: Ranked | None = None
    for one in ranked:
        before = one if before is None else one.behind(before)
        yield before


def combine(some: Sequence[Sequence[Ranked]]) -> list[Ranked]:
    """Put the places of several spellings of one name in one order.

    A place costs the mean over the spellings, so that one that fits them all comes first.
    """
    found: dict[int, list[Ranked]] = {}
    for ranked in some:
        for one in ranked:
            found.setdefault(one.place, []).append(one)
    combined = []
    for each in found.values():
        best = min(each, key=lambda one: one.cost)
        absent = _ABSENT * (len(some) - len(each))
        cost = (sum(min(one.cost, _ABSENT) for one in each) + absent) / len(some)
        combined.append(
            replace(
                best,
                cost=cost,
                handicap=min(one.handicap for one in each),
                generic=all(one.generic for one in each),
                fit=min(one.fit for one in each) if len(each) == len(some) else NOT,
            )
        )
    return sorted(combined, key=lambda one: one.order)

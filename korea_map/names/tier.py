"""Tiers: the authority, the reader's own places beside it, and those that are only offered.

Each is searched for itself, and the authority stands first where another fits no better.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.model import OFFERED, Candidate, Place
from korea_map.names.index import Rows, list_rows
from korea_map.names.letters import HANGUL, HANJA
from korea_map.names.match import is_match, same_place
from korea_map.names.own_names import IN_PART
from korea_map.names.query import Query
from korea_map.names.ranking import Mask, Ranked, Ranker, combine, falling, weigh_within
from korea_map.names.weigh import Weights
from korea_map.names.within import Within, find_inside
from korea_map.offered import find_others

_LETTER_FOR_LETTER: Final = 0.05
"""What the letters of a name may cost that is spelt as a place is: habits, no slip."""
_ALIKE: Final = 0.01
"""Two that fit so nearly the same fit equally."""
_GENERIC: Final = 0.1
"""A name with an ending that had to be assumed fits less well than one without."""
_PRIORS: Final = 0.3
"""Above every difference of rank; what is said of the kind of a place weighs more."""
_A_NAME: Final = 0.3
"""What each of several names in a text may cost."""
_LEAST: Final = 0.4
"""Handicap of a place that is offered: more than that of any village of the authority."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Among which places a name is looked up, and how many are given.

    Attributes
    ----------
    area, feature_class
        Where they are, and of which GeoNames class; None for all.
    most
        Places to give.
    wanted
        Places that must be in their right order; those after them may miss a rival.
    exchanges
        Whether two neighbouring letters may have changed places.
    """

    area: Within | None
    feature_class: str | None
    most: int
    wanted: int
    exchanges: bool = True


class Tier:
    """Places that stand alike, with an index of their readings.

    Parameters
    ----------
    places
        In the order of `rows`.
    rows
        Their readings; None to list them.
    before
        How many places stand in the tiers before.
    least
        The least handicap of a place.
    there
        Which of the places may be given; None for all.
    """

    def __init__(
        self,
        places: Sequence[Place],
        rows: Rows | None = None,
        *,
        before: int = 0,
        least: float = 0.0,
        there: Mask = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self.places = places
        self.before = before
        self.ranker = Ranker(places, list_rows(places, progress=progress) if rows is None else rows)
        self._least, self._there = least, there
        self._allowed_before: dict[tuple[Within | None, str | None], Mask] = {}

    def rank(self, queries: Sequence[Query], limits: Limits) -> tuple[list[Ranked], float]:
        """Give places in order for the spellings of one name, and what the best of any costs."""
        allowed = self._allowed(limits.area, limits.feature_class)
        most, wanted = limits.most, limits.wanted
        some = [
            self.ranker.rank(query, allowed, most, wanted, exchanges=limits.exchanges)
            for query in queries
        ]
        ranked = some[0] if len(some) == 1 else combine(some)
        least = min((one[0].cost for one in some if one), default=float("inf"))
        if self.before or self._least:
            ranked = [self._number(one) for one in ranked]
        if self._least:
            ranked.sort(key=lambda one: one.order)
        return ranked, least

    def is_near(self, weights: Weights, most: float) -> bool:
        """Tell whether a reading of a place may be spelt so, its handicap counted."""
        return most >= self._least and self.ranker.is_near(weights, most - self._least)

    def _number(self, one: Ranked) -> Ranked:
        handicap = max(one.handicap, self._least)
        return replace(one, place=one.place + self.before, handicap=handicap)

    def fit(self, one: Ranked) -> float:
        """Give what the letters of a place cost, whatever reading of it they spell."""
        if one.fit >= IN_PART:
            return 0.0
        return self.ranker.letters_cost(self._own(one)) + (_GENERIC if one.generic else 0.0)

    def describe(self, one: Ranked, *, match: bool) -> Candidate:
        """Give a place as a candidate, with its derivation."""
        return self.ranker.describe(self._own(one), match=match)

    def _own(self, one: Ranked) -> Ranked:
        return replace(one, place=one.place - self.before) if self.before else one

    def _allowed(self, area: Within | None, feature_class: str | None) -> Mask:
        key = (area, feature_class)
        if key not in self._allowed_before:
            mask = self._there
            if area is not None:
                mask = _both(mask, find_inside(self.places, area))
            if feature_class is not None:
                mask = _both(mask, self.ranker.of_class(feature_class))
            self._allowed_before = {key: mask}
        return self._allowed_before[key]


def _nth(some: Sequence[Sequence[Ranked]], number: int) -> list[Ranked]:
    return [ranked[number] for ranked in some if number < len(ranked)]


def _both(one: Mask, other: npt.NDArray[np.bool_]) -> Mask:
    return other if one is None else one & other


@dataclass(frozen=True, slots=True)
class Found:
    """What the tiers have for a name.

    Attributes
    ----------
    ranked
        Places in order, numbered through all tiers.
    matched
        Whether the first is a match.
    cost
        What the best of any of its spellings costs.
    """

    ranked: list[Ranked]
    matched: bool
    cost: float


Offered = Callable[[], tuple[Sequence[Place], Rows | None]]
"""Gives the places that are offered, and their readings where these are known."""


class Tiers:
    """The tiers among which a name is looked up.

    Parameters
    ----------
    authority
        Its places.
    rows
        Their readings; None to list them.
    added
        The reader's own, which are matched as the authority's are.
    offered
        Those that are never matched; read when a name wants them.
    progress
        Called with the number of places read so far, now and then.
    """

    def __init__(
        self,
        authority: Sequence[Place],
        rows: Rows | None,
        *,
        added: Sequence[Place] = (),
        offered: Offered | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        own = find_others(authority, added)
        added = [place for place, new in zip(added, own, strict=True) if new]
        self.places: Sequence[Place] = (*authority, *added)
        self._tiers = [Tier(authority, rows, progress=None if added else progress)]
        if added:
            self._tiers.append(Tier(added, before=len(authority), progress=progress))
        self._read_offered = offered

    @cached_property
    def _offered(self) -> Tier | None:
        """The places that are offered, indexed when a name first wants them."""
        places, rows = ((), None) if self._read_offered is None else self._read_offered()
        there = np.array(find_others(self.places, places), dtype=bool)
        if not there.any():
            return None
        return Tier(places, rows, before=len(self.places), least=_LEAST, there=there)

    @property
    def offered(self) -> Sequence[Place]:
        """The places that are offered."""
        return () if self._offered is None else self._offered.places

    @property
    def all_places(self) -> Sequence[Place]:
        """The places of every tier, those that are offered included."""
        return self.places if self._offered is None else (*self.places, *self._offered.places)

    def classes(self, wanted: str) -> list[str]:
        """Give the GeoNames classes of the places; of those offered where one is wanted."""
        found = {one for tier in self._tiers for one in tier.ranker.classes}
        if wanted not in found and self._offered is not None:
            found.update(self._offered.ranker.classes)
        return sorted(found)

    def rank(self, queries: Sequence[Query], limits: Limits) -> Found:
        """Give places in order for the spellings of one name.

        The second tier is searched where the authority has no match letter for letter. It
        takes a match away only by a place that is spelt so letter for letter.
        """
        ranked, cost = self._tiers[0].rank(queries, limits)
        for tier in self._tiers[1:]:
            more, least = tier.rank(queries, limits)
            ranked, cost = self._settle(ranked, more, tier)[: limits.most], min(cost, least)
        matched = is_match(self.places, ranked)
        if matched and self._fit(ranked[0]) <= _LETTER_FOR_LETTER:
            return Found(ranked, matched, cost)
        if (tier_of_offers := self._offered) is None:
            return Found(ranked, matched, cost)
        more, least = tier_of_offers.rank(queries, limits)
        matched = matched and not any(self._takes_away(ranked[0], one) for one in more)
        merged = self._settle(ranked, more, tier_of_offers, behind=1 if matched else 0)
        return Found(merged[: limits.most], matched, min(cost, least))

    def comes_near(self, queries: Sequence[Query], score: float) -> bool:
        """Tell whether a place may have a score for a name: a search that ranks nothing.

        A name in Hangul or Chinese characters is looked up at once, and is always said to.
        """
        if any(query.script in (HANGUL, HANJA) for query in queries):
            return True
        tiers = [*self._tiers, *([self._offered] if self._offered else [])]
        return any(
            tier.is_near(weights, most)
            for query in queries
            for weights, most in weigh_within(query, score)
            for tier in tiers
        )

    def rank_several(
        self, queries: Sequence[Query], limits: Limits, dearest: float
    ) -> list[Ranked]:
        """Give the places of a text that holds several names, the best of each first.

        Nothing where it holds one, or where the names cost more than `dearest`.
        """
        if len(queries) < 2:
            return []
        some = [self.rank([query], limits).ranked for query in queries]
        costs = [ranked[0].cost if ranked else _A_NAME + 1.0 for ranked in some]
        if max(costs) > _A_NAME or sum(costs) > dearest:
            return []
        in_turn = (one for number in range(limits.most) for one in _nth(some, number))
        first: dict[int, Ranked] = {}
        for one in in_turn:
            first.setdefault(one.place, one)
        return list(first.values())

    def _takes_away(self, best: Ranked, other: Ranked) -> bool:
        """Tell whether a place that is offered is spelt letter for letter, elsewhere."""
        # a Chinese reading in Latin letters is as likely the name of a place in China
        native = other.query.script in (HANGUL, HANJA)
        return (
            self._fit(other) <= _LETTER_FOR_LETTER
            and (native or other.language != "zh")
            and not same_place(self._place(best), self._place(other))
        )

    def _settle(
        self, ranked: Sequence[Ranked], more: Sequence[Ranked], tier: Tier, *, behind: int = 0
    ) -> list[Ranked]:
        """Put places of a later tier among those before, behind each that fits as well.

        At least `behind` of those before stay first.
        """
        merged: list[Ranked] = []
        fits = [self._fit(one) for one in ranked]
        taken = 0
        for one in more:
            fit = tier.fit(one) + _ALIKE
            for number in range(len(ranked) - 1, taken - 1, -1):
                other = ranked[number]
                alike = fits[number] <= fit and other.weighed <= one.weighed + _PRIORS
                if number < behind or alike or other.order <= one.order:
                    merged += ranked[taken : number + 1]
                    taken = number + 1
                    break
            after = merged[-1].weighed - one.cost if merged else one.handicap
            worth = min(one.fit, merged[-1].fit) if merged else one.fit
            merged.append(replace(one, handicap=max(one.handicap, after), fit=worth))
        return list(falling([*merged, *ranked[taken:]]))

    def _fit(self, one: Ranked) -> float:
        return self._tier_of(one).fit(one)

    def _place(self, one: Ranked) -> Place:
        tier = self._tier_of(one)
        return tier.places[one.place - tier.before]

    def _tier_of(self, one: Ranked) -> Tier:
        if one.place >= len(self.places) and self._offered is not None:
            return self._offered
        return next(tier for tier in reversed(self._tiers) if one.place >= tier.before)

    def describe(self, one: Ranked, *, match: bool) -> Candidate:
        """Give a place as a candidate, with its derivation."""
        tier = self._tier_of(one)
        candidate = tier.describe(one, match=match)
        if tier.before < len(self.places):
            return candidate
        return replace(candidate, features={**candidate.features, "tier": OFFERED})

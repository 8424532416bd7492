"""Look names up: several ways to give one name, many names, and the answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from korea_map.derived import PLACES_INDEX, places_digest, places_passed, read_derived
from korea_map.errors import SpellingError
from korea_map.files import data_dir, find_ground, installed_data_dir
from korea_map.gazetteer import Places, load_places, to_places
from korea_map.model import Candidate, Place
from korea_map.names.index import Rows, known_rows, list_rows
from korea_map.names.match import is_match
from korea_map.names.query import Query, read_alternatives, refuse_what_is_no_text, split_names
from korea_map.names.ranking import Mask, Ranked, Ranker
from korea_map.names.table_rules import engine_tables
from korea_map.names.within import Within, find_inside

_SPARE: Final = 15
"""Candidates looked at beyond those wanted, to see whether the best is clear of them."""
_KEPT: Final = 1024
"""Answers kept: batches repeat names."""
_ABSENT: Final = 0.6
"""Cost of the most doubtful part of "Genzan [Wonsan]", and of one that does not fit at all."""
_SEVERAL: Final = 0.4
"""What it costs to take one text for several names ..."""
_A_NAME: Final = 0.3
"""... each of which may cost no more than this."""


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
        The authority: a table as `read_places` gives it, records as `load_places` gives
        them, or a list of records. Kept in memory with an index of all its readings.
    progress
        Called with the number of places read so far, now and then.

    Raises
    ------
    KoreaMapError
        `places` is nothing of the kind, or lacks a column.

    Examples
    --------
    >>> places = read_places()
    >>> reconciler = Reconciler(places[places.country == "KP"])
    >>> reconciler.candidates("Singisiu")[0].place.id
    'sinuiju'
    """

    def __init__(self, places: Places, *, progress: Callable[[int], None] | None = None) -> None:
        self._index(tuple(to_places(places)), None, progress)

    @classmethod
    def of_folder(cls, data: str | os.PathLike[str] | None = None) -> Reconciler:
        """Look names up among the places of a data folder.

        Parameters
        ----------
        data
            Data folder; None for the one that came with the package, whose readings are
            listed beforehand.

        Raises
        ------
        DataError
            places.csv, or a table of the engine, breaks its schema.
        """
        made = cls.__new__(cls)
        made._index(tuple(load_places(data).values()), _known_rows(data), None)
        return made

    def _index(
        self,
        places: Sequence[Place],
        rows: Rows | None,
        progress: Callable[[int], None] | None,
    ) -> None:
        engine_tables()
        self.places = places
        rows = list_rows(places, progress=progress) if rows is None else rows
        self._ranker = Ranker(places, rows)
        self._find = lru_cache(maxsize=_KEPT)(self._find_anew)
        self._allowed_before: dict[tuple[Within | None, str | None], Mask] = {}

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
            Latin, Cyrillic, Hangul or Chinese characters. Several spellings of one name
            may be given, apart by brackets or a slash.
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
        refuse_what_is_no_text(name)
        return list(self._find(name, _to_area(within), feature_class, limit))

    def _find_anew(
        self, name: str, within: Within | None, feature_class: str | None, limit: int
    ) -> tuple[Candidate, ...]:
        allowed = self._allowed(within, feature_class)
        queries = read_alternatives(name)
        some = [self._ranker.rank(query, allowed, limit + _SPARE, limit) for query in queries]
        ranked = some[0] if len(some) == 1 else _combine(some)
        cost = min((one[0].cost for one in some if one), default=_SEVERAL + 1.0)
        if cost > _SEVERAL:
            several = self._rank_several(name, allowed, limit, cost - _SEVERAL)
            if several:
                return tuple(self._ranker.describe(one, match=False) for one in several[:limit])
        matched = is_match(self.places, ranked)
        return tuple(
            self._ranker.describe(one, match=matched and number == 0)
            for number, one in enumerate(ranked[:limit])
        )

    def _rank_several(self, name: str, allowed: Mask, limit: int, most: float) -> list[Ranked]:
        """Give the places of a text that holds several names, the best of each first.

        Nothing where it holds one, or where the names cost more than `most`.
        """
        queries: list[Query] = split_names(name)
        if len(queries) < 2:
            return []
        some = [self._ranker.rank(query, allowed, limit, 1) for query in queries]
        costs = [ranked[0].cost if ranked else _A_NAME + 1.0 for ranked in some]
        if max(costs) > _A_NAME or sum(costs) > most:
            return []
        in_turn = (one for number in range(limit) for one in _nth(some, number))
        first: dict[int, Ranked] = {}
        for one in in_turn:
            first.setdefault(one.place, one)
        return list(first.values())

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
        area = _to_area(within)
        if area is not None:
            find_inside((), area)
        for name in names:
            yield self.answer(name, within=area, feature_class=feature_class, limit=limit)

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

    def _allowed(self, within: Within | None, feature_class: str | None) -> Mask:
        key = (within, feature_class)
        if key not in self._allowed_before:
            mask = None if within is None else find_inside(self.places, within)
            if feature_class is not None:
                some = self._ranker.of_class(feature_class)
                mask = some if mask is None else mask & some
            self._allowed_before = {key: mask}
        return self._allowed_before[key]


def _to_area(within: Within | None) -> Within | None:
    """Return an area as what may be the key of an answer; a list says the same as a tuple."""
    return tuple(within) if isinstance(within, list) else within


def _nth(some: Sequence[Sequence[Ranked]], number: int) -> list[Ranked]:
    return [ranked[number] for ranked in some if number < len(ranked)]


def _combine(some: Sequence[Sequence[Ranked]]) -> list[Ranked]:
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
            )
        )
    return sorted(combined, key=lambda one: one.weighed)


def reconcile(
    name: str,
    *,
    places: Places | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> list[Candidate]:
    """Rank the places that a transliterated name may mean.

    For many names, or for places of your own, make a `Reconciler` once: it keeps the
    index that this function builds anew for every call with `places`.

    Parameters
    ----------
    name
        In Latin or Cyrillic letters, Hangul or Chinese characters; several spellings of
        one name apart by brackets or a slash.
    places
        Among which to look, as `Reconciler` takes them; None for those of places.csv.
    within
        `"north"` or `"south"` (the side on which a place lies today), a box
        (west, south, east, north) or a point and radius (lon, lat, km), WGS84 degrees;
        None for everywhere.
    feature_class
        Only places of one GeoNames class, such as P for settlements or H for waters;
        None for all.
    limit
        Most candidates wanted.

    Returns
    -------
    list of Candidate
        Best first; empty where nothing comes near. `match` is true for the first alone,
        and only where it is good and clear of the next.

    Raises
    ------
    SpellingError
        The text is no name, or `within` is no area.
    KoreaMapError
        `places` is no table or list of places.

    See Also
    --------
    korea_map.Reconciler : For many names, or for places of your own.
    korea_map.explain : The chain to a place that is already known.

    Examples
    --------
    >>> best, *others = reconcile("Singisiu")
    >>> best.place.hanja, best.match
    ('新義州', True)
    >>> best.reading, best.reading_lang
    ('Shingishū', 'ja')
    """
    reconciler = _at_hand() if places is None else Reconciler(places)
    return reconciler.candidates(name, within=within, feature_class=feature_class, limit=limit)


@cache
def _at_hand() -> Reconciler:
    return Reconciler.of_folder()


def _known_rows(data: str | os.PathLike[str] | None) -> Rows | None:
    """Give the readings of the package's places; None for others, or where they are not known."""
    if not places_passed(find_ground(data_dir(data), "places.csv")):
        return None
    known = read_derived(installed_data_dir() / PLACES_INDEX, places_digest())
    return None if known is None else known_rows(known)

"""Look names up: several ways to give one name, many names, and the answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from numbers import Integral
from typing import Final, overload

from korea_map.derived import PLACES_INDEX, places_digest, places_passed, read_derived
from korea_map.errors import ChoiceError, KoreaMapError, SpellingError, shown
from korea_map.files import data_dir, find_ground, installed_data_dir
from korea_map.gazetteer import Places, load_places, to_places
from korea_map.model import Candidate, Place
from korea_map.names.answers import Answer, Answers, Candidates
from korea_map.names.index import Rows, known_rows, list_rows
from korea_map.names.many import is_blank, is_one_name, take_names, to_one_name
from korea_map.names.match import is_match
from korea_map.names.query import Query, read_alternatives, refuse_what_is_no_text, split_names
from korea_map.names.ranking import Mask, Ranked, Ranker, combine
from korea_map.names.table_rules import engine_tables
from korea_map.names.within import Within, find_inside, to_area

_SPARE: Final = 15
"""Candidates looked at beyond those wanted, to see whether the best is clear of them."""
_KEPT: Final = 1024
"""Answers kept: batches repeat names."""
_SEVERAL: Final = 0.4
"""What it costs to take one text for several names ..."""
_A_NAME: Final = 0.3
"""... each of which may cost no more than this."""


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

        Examples
        --------
        >>> len(Reconciler.of_folder().places) == len(load_places())
        True
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
    ) -> Candidates:
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
        Candidates
            A list, best first; empty where nothing comes near.

        Raises
        ------
        SpellingError
            The text is no name, or `within` is no area.
        ChoiceError
            No place is of the class; the message names those that there are.
        KoreaMapError
            `limit` is no whole number from 1 up.

        Examples
        --------
        >>> Reconciler(read_places()).candidates("Suigei", within="south", limit=1)
        <'Suigei': Suwon 水原 (suwon), score 91.2, match>
        """
        area, limit = self._checked(within, feature_class, limit)
        name = to_one_name(name)
        refuse_what_is_no_text(name)
        return Candidates(self._find(str(name), area, feature_class, limit), str(name))

    def reconcile(
        self,
        name: str | Iterable[str | None],
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
    ) -> Candidates | Answers:
        """Look up one name, or each of many; see `korea_map.reconcile`.

        Examples
        --------
        >>> Reconciler(read_places()).reconcile(["Singisiu", "Suigei"])
        <2 answers: 2 matches>
        """
        name = to_one_name(name)
        if is_one_name(name):
            one: str = name  # type: ignore[assignment]
            return self.candidates(one, within=within, feature_class=feature_class, limit=limit)
        names, index = take_names(name)
        area, limit = self._checked(within, feature_class, limit)
        return Answers((self._answer(one, area, feature_class, limit) for one in names), index)

    def _checked(
        self, within: Within | None, feature_class: str | None, limit: int
    ) -> tuple[Within | None, int]:
        """Return an area and a limit as they are used, or refuse what is none."""
        if not isinstance(limit, Integral) or isinstance(limit, bool) or limit < 1:
            raise KoreaMapError(f"limit must be at least 1, a whole number; {shown(limit)} is not")
        area = None if within is None else to_area(within)
        if feature_class is not None:
            classes = self._ranker.classes
            if not isinstance(feature_class, str) or feature_class not in classes:
                there = ", ".join(classes) or "none"
                raise ChoiceError(
                    f"no place is of the feature class {shown(feature_class)}; there are {there}"
                )
        return area, int(limit)

    def _find_anew(
        self, name: str, within: Within | None, feature_class: str | None, limit: int
    ) -> tuple[Candidate, ...]:
        allowed = self._allowed(within, feature_class)
        queries = read_alternatives(name)
        some = [self._ranker.rank(query, allowed, limit + _SPARE, limit) for query in queries]
        ranked = some[0] if len(some) == 1 else combine(some)
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
        names: Iterable[str | None],
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
    ) -> Iterator[Answer]:
        """Answer names one by one, in order, without keeping any.

        A text that is no name gets an answer that says so; the others are still answered.

        Raises
        ------
        KoreaMapError
            As `candidates` does, at once; and if `names` is one name or no collection.

        Examples
        --------
        >>> reconciler = Reconciler(read_places())
        >>> for answer in reconciler.reconcile_many(["Suigei", ""], limit=1):
        ...     print(answer)
        <Answer 'Suigei': Suwon 水原 (suwon), score 91.2, match>
        <Answer '': the name is empty>
        """
        if is_one_name(to_one_name(names)):
            raise KoreaMapError(
                f"{shown(names)} is one name; give a list of them, or ask candidates()"
            )
        each, _ = take_names(names, keep=False)
        area, limit = self._checked(within, feature_class, limit)
        return (self._answer(name, area, feature_class, limit) for name in each)

    def answer(
        self,
        name: str | None,
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
    ) -> Answer:
        """Rank the places that a name may mean, or say why it is no name.

        Examples
        --------
        >>> Reconciler(read_places()).answer("1952").problem
        "no Latin, Cyrillic, Korean or Chinese letters in '1952'"
        """
        area, limit = self._checked(within, feature_class, limit)
        return self._answer(name, area, feature_class, limit)

    def _answer(
        self, name: object, area: Within | None, feature_class: str | None, limit: int
    ) -> Answer:
        if is_blank(name):
            return Answer(
                "", (), "the name is empty" if isinstance(name, str) else "there is no name"
            )
        try:
            refuse_what_is_no_text(name)
            return Answer(str(name), self._find(str(name), area, feature_class, limit))
        except SpellingError as error:
            return Answer(str(name), (), str(error))

    def _allowed(self, within: Within | None, feature_class: str | None) -> Mask:
        key = (within, feature_class)
        if key not in self._allowed_before:
            mask = None if within is None else find_inside(self.places, within)
            if feature_class is not None:
                some = self._ranker.of_class(feature_class)
                mask = some if mask is None else mask & some
            self._allowed_before = {key: mask}
        return self._allowed_before[key]


def _nth(some: Sequence[Sequence[Ranked]], number: int) -> list[Ranked]:
    return [ranked[number] for ranked in some if number < len(ranked)]


@overload
def reconcile(  # type: ignore[overload-overlap]
    name: str,
    *,
    places: Places | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> Candidates: ...
@overload
def reconcile(
    name: Iterable[str | None],
    *,
    places: Places | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> Answers: ...
def reconcile(
    name: str | Iterable[str | None],
    *,
    places: Places | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> Candidates | Answers:
    """Rank the places that a transliterated name may mean, or each of many names.

    For places of your own make a `Reconciler` once: it keeps the index that this function
    builds anew for every call with `places`.

    Parameters
    ----------
    name
        In Latin or Cyrillic letters, Hangul or Chinese characters; several spellings of
        one name apart by brackets or a slash. Or many such names: a list, a Series, an Index,
        an array.
    places
        Among which to look, as `Reconciler` takes them; None for those of places.csv.
    within
        `"north"` or `"south"` (the side on which a place lies today), a box
        (west, south, east, north) such as `total_bounds`, or a point and radius
        (lon, lat, km), WGS84 degrees; None for everywhere.
    feature_class
        Only places of one GeoNames class, such as P for settlements or H for waters;
        None for all.
    limit
        Most candidates wanted.

    Returns
    -------
    Candidates or Answers
        Of one name a list of candidates, best first, empty where nothing comes near;
        `match` is true for the first alone, and only where it is good and clear of the next.
        Of many a list of answers, one for each, in order: what is no name (None, a blank) is
        answered with what is wrong with it. Both show as a table, and `to_frame` gives one.

    Raises
    ------
    SpellingError
        The text is no name, or `within` is no area.
    ChoiceError
        No place is of the class; the message names those that there are.
    KoreaMapError
        `places` is no table or list of places, `limit` no whole number from 1 up.

    See Also
    --------
    korea_map.Reconciler : For places of your own, and for names without end.
    korea_map.explain : The chain to a place that is already known.

    Examples
    --------
    >>> best, *others = reconcile("Singisiu")
    >>> best.place.hanja, best.match
    ('新義州', True)
    >>> best.reading, best.reading_lang
    ('Shingishū', 'ja')
    >>> reconcile(["Singisiu", "Taiko"]).to_frame(best=True)["title"].tolist()
    ['Sinŭiju', 'Daegu']
    """
    reconciler = _at_hand() if places is None else Reconciler(places)
    return reconciler.reconcile(name, within=within, feature_class=feature_class, limit=limit)


@cache
def _at_hand() -> Reconciler:
    return Reconciler.of_folder()


def _known_rows(data: str | os.PathLike[str] | None) -> Rows | None:
    """Give the readings of the package's places; None for others, or where they are not known."""
    if not places_passed(find_ground(data_dir(data), "places.csv")):
        return None
    known = read_derived(installed_data_dir() / PLACES_INDEX, places_digest())
    return None if known is None else known_rows(known)

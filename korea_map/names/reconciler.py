"""Look names up: several ways to give one name, many names, and the answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from numbers import Integral
from typing import Final, overload

from korea_map.errors import ChoiceError, KoreaMapError, SpellingError, shown
from korea_map.gazetteer import Places, load_places, to_places
from korea_map.model import Candidate, Place
from korea_map.names.answers import Answer, Answers, Candidates
from korea_map.names.index import Rows
from korea_map.names.listed import offered_of, rows_of
from korea_map.names.many import is_blank, is_one_name, take_names, to_one_name
from korea_map.names.query import read_alternatives, refuse_what_is_no_text, split_names
from korea_map.names.table_rules import engine_tables
from korea_map.names.tier import Limits, Offered, Tiers
from korea_map.names.within import Within, to_area

_SPARE: Final = 15
"""Candidates looked at beyond those wanted, to see whether the best is clear of them."""
_KEPT: Final = 1024
"""Answers kept: batches repeat names."""
_SEVERAL: Final = 0.4
"""What it costs to take one text for several names."""


class Reconciler:
    """Looks names up among places.

    Parameters
    ----------
    places
        The authority: a table as `read_places` gives it, records as `load_places` gives
        them, or a list of records. Kept in memory with an index of all its readings.
    added
        Places of your own beside it, such as `geonames.read_dump` gives: matched as those of the
        authority are, which stand first where both fit equally. One whose GeoNames id the
        authority has is that place.
    offered
        Places that are offered and never matched, as `offered.load_offered` gives them: looked at
        where the authority has no match letter for letter. None for none.
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

    def __init__(
        self,
        places: Places,
        *,
        added: Places | None = None,
        offered: Places | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        second = None if offered is None else tuple(to_places(offered))
        read = None if second is None else lambda: (second, None)
        self._index(tuple(to_places(places)), None, added, read, progress)

    @classmethod
    def of_folder(
        cls,
        data: str | os.PathLike[str] | None = None,
        *,
        added: Places | None = None,
        offered: bool = True,
        progress: Callable[[int], None] | None = None,
    ) -> Reconciler:
        """Look names up among the places of a data folder, and offer those of its second tier.

        Parameters
        ----------
        data
            Data folder; None for the one that came with the package, whose readings are
            listed beforehand.
        added, progress
            As for `Reconciler`.
        offered
            False to leave out places_more.csv.

        Raises
        ------
        DataError
            places.csv, places_more.csv, or a table of the engine, breaks its schema.

        Examples
        --------
        >>> len(Reconciler.of_folder().places) == len(load_places())
        True
        """
        made = cls.__new__(cls)
        read = offered_of(data) if offered else None
        made._index(tuple(load_places(data).values()), rows_of(data), added, read, progress)
        return made

    def _index(
        self,
        places: Sequence[Place],
        rows: Rows | None,
        added: Places | None,
        offered: Offered | None,
        progress: Callable[[int], None] | None,
    ) -> None:
        engine_tables()
        own = () if added is None else to_places(added)
        self._tiers = Tiers(places, rows, added=own, offered=offered, progress=progress)
        self.places = self._tiers.places
        self._find = lru_cache(maxsize=_KEPT)(self._find_anew)

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
            known = isinstance(feature_class, str)
            classes = self._tiers.classes(feature_class if known else "")
            if not known or feature_class not in classes:
                there = ", ".join(classes) or "none"
                raise ChoiceError(
                    f"no place is of the feature class {shown(feature_class)}; there are {there}"
                )
        return area, int(limit)

    def _find_anew(
        self, name: str, within: Within | None, feature_class: str | None, limit: int
    ) -> tuple[Candidate, ...]:
        limits = Limits(within, feature_class, limit + _SPARE, limit)
        found = self._tiers.rank(read_alternatives(name), limits)
        if found.cost > _SEVERAL:
            parts = split_names(name)
            limits = Limits(within, feature_class, limit, 1)
            several = self._tiers.rank_several(parts, limits, found.cost - _SEVERAL)
            if several:
                return tuple(self._tiers.describe(one, match=False) for one in several[:limit])
        return tuple(
            self._tiers.describe(one, match=found.matched and number == 0)
            for number, one in enumerate(found.ranked[:limit])
        )

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

    @property
    def offered(self) -> Sequence[Place]:
        """The places of the second tier."""
        return self._tiers.offered

    def comes_near(self, name: str, score: float) -> bool:
        """Tell whether a place may have a score for a name, sooner than `candidates` tells which.

        Where the answer is no, no place has it; where it is yes, the rank of the place or another
        rule may still keep it below.

        Parameters
        ----------
        name
            As for `candidates`.
        score
            Above 0, at most 100.

        Raises
        ------
        SpellingError
            The text is no name.

        Examples
        --------
        >>> reconciler = Reconciler(read_places())
        >>> reconciler.comes_near("Singisiu", 90), reconciler.comes_near("Parliament", 90)
        (True, False)
        """
        refuse_what_is_no_text(name)
        return self._tiers.comes_near(read_alternatives(name), score)

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

"""Look names up: several ways to give one name, many names, and the answers."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from numbers import Integral

from korea_map.errors import ChoiceError, KoreaMapError, shown
from korea_map.gazetteer import Places, load_places, to_places
from korea_map.model import Place
from korea_map.names.answers import Answer, Answers, Candidates
from korea_map.names.finder import Finder, Wanted
from korea_map.names.index import Rows
from korea_map.names.listed import offered_of, rows_of
from korea_map.names.many import (
    check_teller,
    is_one_name,
    take_names,
    to_one_name,
    to_workers,
)
from korea_map.names.query import refuse_what_is_no_text
from korea_map.names.table_rules import engine_tables
from korea_map.names.tier import Offered, Tiers
from korea_map.names.within import Within, to_area


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
        self._finder = Finder(self._tiers)

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
        wanted = self._checked(within, feature_class, limit)
        name = to_one_name(name)
        refuse_what_is_no_text(name)
        return Candidates(self._finder.find(str(name), wanted), str(name))

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
        wanted = self._checked(within, feature_class, limit)
        return Answers(self._finder.answer_each(names, wanted), index)

    def _checked(self, within: Within | None, feature_class: str | None, limit: int) -> Wanted:
        """Return what is wanted as it is used, or refuse what cannot be."""
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
        return Wanted(area, feature_class, int(limit))

    def reconcile_many(
        self,
        names: Iterable[str | None],
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
        workers: int = 1,
        tell: Callable[[str], None] | None = None,
    ) -> Iterator[Answer]:
        """Answer names one by one, in order, as they come.

        A text that is no name gets an answer that says so; the others are still answered. Each
        distinct name is looked up once: the answers to the last 100,000 are kept, packed in 64 MB
        at most.

        Parameters
        ----------
        names
            A list, a column, or what gives names without end.
        within, feature_class, limit
            As for `candidates`.
        workers
            Processes that look names up, 1 to 64. They are forked from this one, share its
            index and end with the answers; 32 names for each are taken ahead at most. Where a
            process cannot be forked (Windows, macOS, one with threads, as a notebook's is) one
            worker answers, which is said.
        tell
            Called with what there is to say of the workers: why there is one, or at the end
            how much memory each had. None to warn of the first and leave out the second.

        Raises
        ------
        KoreaMapError
            As `candidates` does, at once; and if `names` is one name or no collection,
            `workers` no such number, `tell` no function. Later, if a worker was killed.

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
        wanted, workers = self._checked(within, feature_class, limit), to_workers(workers)
        check_teller(tell)
        if workers > 1:
            from korea_map.names.workers import Asked, spread, why_not  # only here: it costs time

            reason = why_not()
            if reason is None:
                finder = self._finder
                finder.get_ready()
                return spread(
                    each,
                    Asked(
                        known=partial(finder.known, wanted),
                        look_up=partial(finder.pack, wanted),
                        settle=partial(finder.unpack, wanted),
                    ),
                    workers,
                    tell,
                )
            if tell is None:
                warnings.warn(reason, RuntimeWarning, stacklevel=2)
            else:
                tell(reason)
        return (self._finder.answer(name, wanted) for name in each)

    @property
    def offered(self) -> Sequence[Place]:
        """The places of the second tier."""
        return self._tiers.offered

    def comes_near(self, name: str, score: float) -> bool:
        """Tell whether a place may have a score for a name, sooner than `candidates` tells which.

        Where the answer is no, no place has it; where it is yes, its rank or another rule may
        still keep a place below. Two letters that changed places are not looked for.

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
        return self._finder.comes_near(name, score)

    def answer(
        self,
        name: str | None,
        *,
        within: Within | None = None,
        feature_class: str | None = None,
        limit: int = 5,
        exchanges: bool = True,
    ) -> Answer:
        """Rank the places that a name may mean, or say why it is no name.

        Parameters
        ----------
        name, within, feature_class, limit
            As for `candidates`.
        exchanges
            False not to see whether two neighbouring letters changed places, which takes most
            of the time where nothing comes near.

        Examples
        --------
        >>> Reconciler(read_places()).answer("1952").problem
        "no Latin, Cyrillic, Korean or Chinese letters in '1952'"
        """
        wanted = replace(self._checked(within, feature_class, limit), exchanges=exchanges)
        return self._finder.answer(name, wanted)

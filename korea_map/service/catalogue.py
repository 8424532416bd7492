"""What the service knows: the places with their names by prefix, and what a document decided."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from pathlib import Path

from korea_map.files import data_dir
from korea_map.gazetteer import load_toponyms
from korea_map.model import Place, Toponym
from korea_map.names import Reconciler
from korea_map.names.letters import unmarked
from korea_map.names.rank_1945 import priors
from korea_map.names.weigh import weigh_name
from korea_map.names_out import Few, open_reconciler
from korea_map.offered import find_others, load_offered
from korea_map.service.kinds import kind_of
from korea_map.sources import read_sources

_PAST_ALL = chr(0x10FFFF)
"""Stands after every letter, so that it ends the names that begin alike."""


class Catalogue:
    """Places by id and by the beginning of a name.

    Parameters
    ----------
    reconciler
        Looks names up among them.
    offered
        Places that are offered and never matched.
    toponyms
        Names that a document has decided on.
    shorts
        Short names of the sources that their evidence cites, by key.

    Examples
    --------
    >>> catalogue = Catalogue(Reconciler.of_folder())
    >>> [place.id for place in catalogue.find_beginning("sinui")]
    ['sinui', 'sinuiju']
    """

    def __init__(
        self,
        reconciler: Reconciler,
        *,
        offered: Sequence[Place] = (),
        toponyms: Iterable[Toponym] = (),
        shorts: Mapping[str, str] | None = None,
    ) -> None:
        known = reconciler.places
        others = [
            place for place, new in zip(offered, find_others(known, offered), strict=True) if new
        ]
        self.reconciler = reconciler
        self.places = {place.id: place for place in (*others, *known)}
        self.offered = frozenset(place.id for place in others) - {place.id for place in known}
        self.kinds = list(dict.fromkeys(kind_of(place) for place in self.places.values()))
        self.shorts = dict(shorts or {})
        self._decided: dict[str, list[Toponym]] = {}
        for toponym in toponyms:
            if toponym.place_id:
                self._decided.setdefault(toponym.place_id, []).append(toponym)
        self._index()

    def _index(self) -> None:
        """List every name with its place, in the order of the letters."""
        rank = dict(zip(self.places, priors(list(self.places.values())), strict=True))
        self._in_order = sorted(
            self.places.values(),
            key=lambda one: (one.id in self.offered, rank[one.id], one.title, one.id),
        )
        self._names = sorted(
            {
                (name, number)
                for number, place in enumerate(self._in_order)
                for name in _names(place)
            }
        )

    def forget(self) -> None:
        """Let go of the weights of the last name: those of one of 118 letters have 12 MB.

        The engine keeps some for the tiers of places; the next name has others.
        """
        weigh_name.cache_clear()

    def decided_of(self, place: Place) -> list[Toponym]:
        """Return the names of the document that were decided to mean a place."""
        return self._decided.get(place.id, [])

    def find_beginning(self, prefix: str, *, skip: int = 0, most: int = 20) -> list[Place]:
        """Return places of which a name or the id begins so; what is called just so comes first.

        Parameters
        ----------
        prefix
            Letters of any script; marks, hyphens and capitals tell nothing apart.
        skip
            How many to leave out at the beginning.
        most
            How many to give.
        """
        begun = _plain(prefix)
        if not begun:
            return []
        first = bisect_left(self._names, (begun,))
        last = bisect_left(self._names, (begun + _PAST_ALL,), lo=first)
        best: dict[int, bool] = {}
        for name, number in self._names[first:last]:
            best[number] = best.get(number, True) and name != begun
        wanted = self.places.get(prefix.strip())
        found = nsmallest(skip + most, ((more, number) for number, more in best.items()))
        listed = [self._in_order[number] for _, number in found]
        if wanted is not None:
            listed = [wanted, *(place for place in listed if place is not wanted)]
        return listed[skip : skip + most]


def open_catalogue(
    dump: Path | None, data: str | os.PathLike[str] | None, problems: Few
) -> Catalogue:
    """Read what the service knows.

    Parameters
    ----------
    dump
        A GeoNames dump whose places are added; None for none.
    data
        Data folder; None for the one that came with the package.
    problems
        Collects faulty rows of a dump, which are left out.

    Raises
    ------
    DataError
        A table breaks its schema; the error holds every fault.
    """
    folder = data_dir(data)
    decided = os.path.lexists(folder / "gazetteer.csv")
    cited = os.path.lexists(folder / "sources.bib")
    shorts = {key: one.short for key, one in read_sources(data).items()} if cited else None
    return Catalogue(
        open_reconciler(dump, data, problems),
        offered=list(load_offered(data).values()),
        toponyms=load_toponyms(data) if decided else (),
        shorts=shorts,
    )


def _names(place: Place) -> Iterator[str]:
    others = (name for _, name in place.variants)
    own = (place.title, place.title_mr, place.reading_ja, place.reading_zh)
    for text in (place.id, *own, place.hangul, *(place.hanja or "").split("|"), *others):
        if text and (name := _plain(text)):
            yield name


def _plain(text: str) -> str:
    """Return the letters and digits of a text alone, without marks and capitals.

    Syllables of Hangul fall into their letters, so that one that is still typed begins the name.
    """
    return "".join(char for char in unmarked(text).casefold() if char.isalnum())

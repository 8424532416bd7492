"""What comes of a look-up: candidates and answers, as lists, as tables and on a map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, SupportsIndex, overload

from korea_map.chain import Chain, escaped
from korea_map.errors import KoreaMapError
from korea_map.gazetteer import locate
from korea_map.model import Candidate
from korea_map.texts import has_long_word

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_NAMES_SHOWN: Final = 40
"""Names that a notebook shows of a batch; `to_frame` has them all."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came of one name of a batch.

    Attributes
    ----------
    query
        As given; empty where there was none.
    candidates
        Best first; empty where nothing was found or the name is none.
    problem
        Why the name could not be looked up; None where it could.

    Examples
    --------
    >>> first, second = reconcile(["Singisiu", None])
    >>> first
    <Answer 'Singisiu': Sinŭiju 新義州 (sinuiju), score 100, match; 4 more>
    >>> second.problem
    'there is no name'
    """

    query: str
    candidates: tuple[Candidate, ...]
    problem: str | None = None

    def __repr__(self) -> str:
        return f"<Answer {self.query!r}: {_told(self.candidates, self.problem)}>"

    def _repr_html_(self) -> str:
        return _table(_rows([self]), several=True)

    def to_frame(self) -> pd.DataFrame:
        """Return the candidates as a table, a row each; see `Candidates.to_frame`.

        Examples
        --------
        >>> reconcile(["Singisiu"], limit=2)[0].to_frame()["place_id"].tolist()
        ['sinuiju', 'singi']
        """
        return _to_frame([self])


class Candidates(list[Candidate]):
    """The places that one name may mean, best first: a list that shows as a table.

    Attributes
    ----------
    query
        The name.

    Examples
    --------
    >>> found = reconcile("Singisiu", limit=2)
    >>> found
    <'Singisiu': Sinŭiju 新義州 (sinuiju), score 100, match; 1 more>
    >>> best, other = found
    >>> best.place.hanja
    '新義州'
    """

    def __init__(self, candidates: Iterable[Candidate] = (), query: str = "") -> None:
        super().__init__(candidates)
        self.query = query

    def __repr__(self) -> str:
        return f"<{self.query!r}: {_told(self, None)}>"

    def _repr_html_(self) -> str:
        return _table(_rows(self._answers()), several=False, caption=self.query)

    @overload
    def __getitem__(self, at: SupportsIndex) -> Candidate: ...
    @overload
    def __getitem__(self, at: slice) -> Candidates: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Candidate | Candidates:
        if isinstance(at, slice):
            return Candidates(super().__getitem__(at), self.query)
        return super().__getitem__(at)

    def to_frame(self) -> pd.DataFrame:
        """Return the candidates as a table.

        Returns
        -------
        pandas.DataFrame
            A row for each candidate with `query, place_id, title, hanja, lat, lon, score,
            match, reading, reading_lang, chain, rank, problem`; one row with `query` alone
            where nothing comes near. `chain` has irregular letters in brackets, `rank` counts
            from 1.

        Examples
        --------
        >>> reconcile("Suigei", limit=2).to_frame()[["place_id", "chain"]].iloc[0].tolist()
        ['suwon', '水原 → Suigen → Суйген → Suige[i]']
        """
        return _to_frame(self._answers())

    def to_points(self) -> gpd.GeoDataFrame:
        """Return the candidates as a table of points in EPSG:4326, with columns of `to_frame`.

        Examples
        --------
        >>> [round(point.x, 1) for point in reconcile("Singisiu", limit=1).to_points().geometry]
        [124.4]
        """
        return locate(self.to_frame())

    def explore(self, m: Any = None) -> Any:
        """Show the candidates on a map.

        Parameters
        ----------
        m
            A folium map to add them to; None for a new map of the proposals.

        Returns
        -------
        folium.Map
            The map, with a layer `candidates`; a match is green.

        Raises
        ------
        KoreaMapError
            There is no candidate to show.

        Examples
        --------
        >>> page = build_map()
        >>> reconcile("Taiko").explore(page) is page
        True
        """
        return _explore(self.to_points(), m)

    def _answers(self) -> list[Answer]:
        return [Answer(self.query, tuple(self))]


class Answers(list[Answer]):
    """What came of many names, in their order: a list that shows as a table.

    Attributes
    ----------
    labels
        Labels of the names, where they came as a Series or an Index that has some; None where
        they came without.

    Examples
    --------
    >>> answers = reconcile(["Singisiu", "Taiko", ""])
    >>> answers
    <3 answers: 1 match, 1 problem>
    >>> [len(answer.candidates) for answer in answers]
    [5, 5, 0]
    """

    def __init__(self, answers: Iterable[Answer] = (), labels: Any = None) -> None:
        super().__init__(answers)
        self.labels = labels

    def __repr__(self) -> str:
        matches = sum(any(one.match for one in answer.candidates) for answer in self)
        problems = sum(answer.problem is not None for answer in self)
        without = sum(not (answer.candidates or answer.problem) for answer in self)
        told = [_count(matches, "match", "matches")]
        told += [_count(without, "name", "names") + " near nothing"] if without else []
        told += [_count(problems, "problem", "problems")] if problems else []
        return f"<{_count(len(self), 'answer', 'answers')}: {', '.join(told)}>"

    def _repr_html_(self) -> str:
        rest = len(self) - _NAMES_SHOWN
        more = f"<p>… and {rest} more names; to_frame() has them all</p>" if rest > 0 else ""
        return _table(_rows(self[:_NAMES_SHOWN]), several=True) + more

    @overload
    def __getitem__(self, at: SupportsIndex) -> Answer: ...
    @overload
    def __getitem__(self, at: slice) -> Answers: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Answer | Answers:
        if isinstance(at, slice):
            labels = None if self.labels is None else self.labels[at]
            return Answers(super().__getitem__(at), labels)
        return super().__getitem__(at)

    def to_frame(self, *, best: bool = False) -> pd.DataFrame:
        """Return all candidates as one table.

        Parameters
        ----------
        best
            True for one row a name, that of its first candidate, as many rows as names.

        Returns
        -------
        pandas.DataFrame
            A row for each candidate, as `Candidates.to_frame` has them, in the order of the
            names; one row for a name with none, and `problem` says why it could not be looked
            up. The index is that of the Series which the names came in, if they did, so that
            `best` can be joined to its table.

        Examples
        --------
        >>> found = reconcile(["Singisiu", None]).to_frame(best=True)
        >>> found["place_id"].fillna("-").tolist(), found["problem"].fillna("-").tolist()
        (['sinuiju', '-'], ['-', 'there is no name'])
        """
        return _to_frame(self, self.labels, best=best)

    def to_points(self, *, best: bool = False) -> gpd.GeoDataFrame:
        """Return all candidates as a table of points in EPSG:4326.

        A name without a candidate has no geometry.

        Parameters
        ----------
        best
            True for one row a name, that of its first candidate.

        Examples
        --------
        >>> reconcile(["Singisiu", "Taiko"]).to_points(best=True).geometry.x.round(1).tolist()
        [124.4, 128.6]
        """
        return locate(self.to_frame(best=best))

    def explore(self, m: Any = None) -> Any:
        """Show the candidates of all names on a map; see `Candidates.explore`.

        Examples
        --------
        >>> page = build_map()
        >>> reconcile(["Taiko", "Fusan"]).explore(page) is page
        True
        """
        return _explore(self.to_points(), m)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _told(candidates: Sequence[Candidate], problem: str | None) -> str:
    """Say in a line what was found."""
    if problem is not None:
        return problem
    if not candidates:
        return "nothing comes near"
    best = repr(candidates[0]).removeprefix("<Candidate ").removesuffix(">")
    rest = len(candidates) - 1
    return f"{best}; {rest} more" if rest else best


def _to_frame(answers: Sequence[Answer], labels: Any = None, *, best: bool = False) -> pd.DataFrame:
    import pandas as pd  # only here: a look-up does without it

    cells: list[dict[str, Any]] = []
    of_answer: list[int] = []
    for number, answer in enumerate(answers):
        some = _cells(answer)
        cells += some[:1] if best else some
        of_answer += [number] * (1 if best else len(some))
    table = pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in cells], dtype=dtype)
            for name, dtype in _COLUMNS.items()
        }
    )
    if labels is not None:
        table.index = labels[of_answer]
    return table


_COLUMNS: Final[dict[str, Any]] = {
    "query": "str",
    "place_id": "str",
    "title": "str",
    "hanja": "str",
    "lat": "float64",
    "lon": "float64",
    "score": "float64",
    "match": "boolean",
    "reading": "str",
    "reading_lang": "str",
    "chain": "str",
    "rank": "Int64",
    "problem": "str",
}


def _cells(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows of an answer: at least one, so that no name is lost."""
    rows = [
        {
            "query": answer.query,
            "place_id": one.place.id,
            "title": one.place.title,
            "hanja": one.place.hanja,
            "lat": one.place.lat,
            "lon": one.place.lon,
            "score": one.score,
            "match": one.match,
            "reading": one.reading,
            "reading_lang": one.reading_lang,
            "chain": str(Chain(one.derivation)),
            "rank": rank,
        }
        for rank, one in enumerate(answer.candidates, 1)
    ]
    return rows or [{"query": answer.query, "problem": answer.problem}]


def _explore(points: gpd.GeoDataFrame, m: Any) -> Any:
    found = points[points["place_id"].notna()]
    if not len(found):
        raise KoreaMapError("there is no candidate to show on a map")
    # the map is of a layer that knows names, and names do without any map
    return import_module("korea_map.webmap.candidates").show_candidates(found, m)


def _rows(answers: Iterable[Answer]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of an HTML table, as HTML."""
    for answer in answers:
        asked = escaped(answer.query)
        for one in answer.candidates:
            hanja = escaped(one.place.hanja or "")
            yield (
                asked,
                one.standing,
                f"{one.score:.1f}",
                f"<b>{escaped(one.place.title)}</b> {hanja}",
                f"<code>{escaped(one.place.id)}</code>",
                Chain(one.derivation).html,
            )
            asked = ""
        if not answer.candidates:
            yield asked, "", "", f"<i>{escaped(_told((), answer.problem))}</i>", "", ""


_HEADINGS: Final = ("query", "", "score", "place", "id", "chain")


def _table(rows: Iterable[tuple[str, ...]], *, several: bool, caption: str | None = None) -> str:
    """Write rows as a table of HTML; without the first column where there is one name."""
    first = 0 if several else 1
    head = "".join(f"<th>{heading}</th>" for heading in _HEADINGS[first:])
    body = "".join(
        "<tr>" + "".join(f"<td{_breaks(cell)}>{cell}</td>" for cell in row[first:]) + "</tr>"
        for row in rows
    )
    title = f"<caption>{escaped(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _breaks(cell: str) -> str:
    """Return what lets a cell break a word that is too long for a column."""
    long = has_long_word(re.sub("<[^>]*>", "", cell))
    return ' style="overflow-wrap: anywhere"' if long else ""

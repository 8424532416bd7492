"""Answers written as text: tables, JSON and CSV."""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from korea_map.errors import Problem, Tally
from korea_map.model import Candidate
from korea_map.names import Answer, Reconciler, format_derivation
from korea_map.spreadsheets import to_cell
from korea_map.terminal import ECHOED, draw, printable

CSV_COLUMNS: Final = (
    "query", "rank", "id", "title", "hanja", "lat", "lon", "score", "match", "reading",
    "reading_lang", "derivation", "features",
)  # fmt: skip


class Few:
    """The first problems of each kind, and how many more there are: what a list of all would hold.

    Examples
    --------
    >>> few = Few()
    >>> for line in range(1, 31):
    ...     few.append(Problem("KR.txt", line, 1, "blank; delete the row"))
    >>> few.count, len(list(few))
    (30, 21)
    """

    def __init__(self) -> None:
        self.count = 0
        self._told: list[str] = []
        self._tally = Tally()

    def append(self, problem: Problem) -> None:
        """Take a problem."""
        self.count += 1
        if self._tally.takes(problem):
            self._told.append(str(problem))

    def __iter__(self) -> Iterator[str]:
        """Yield them as text."""
        yield from self._told
        yield from self._tally.rest()


def open_reconciler(
    dump: Path | None,
    data: str | os.PathLike[str] | None,
    problems: "Few",
    *,
    only: bool = False,
    offered: bool = True,
) -> Reconciler:
    """Index the places among which names are looked up, with a bar on a terminal.

    Parameters
    ----------
    dump
        A GeoNames dump whose places are added to those of a data folder; None for none.
    data
        That folder; None for the one that came with the package.
    problems
        Collects faulty rows of a dump, which are left out.
    only
        True for the places of the dump alone.
    offered
        False to leave out the places of the second tier.
    """
    if dump is None:
        return Reconciler.of_folder(data, offered=offered)

    from rich.console import Console
    from rich.progress import Progress

    from korea_map.geonames import read_dump

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        reading = bar.add_task("reading places", total=1.0)
        places = read_dump(
            dump,
            problems=problems,
            progress=lambda share: bar.update(reading, completed=share),
        )
        indexing = bar.add_task("indexing names", total=len(places))

        def tell(count: int) -> None:
            bar.update(indexing, completed=count)

        if only:
            return Reconciler(places, progress=tell)
        return Reconciler.of_folder(data, added=places, offered=offered, progress=tell)


def to_record(answer: Answer) -> dict[str, Any]:
    """Give an answer as the object that JSON output holds."""
    return {
        "query": answer.query,
        "candidates": [candidate_record(candidate) for candidate in answer.candidates],
    }


def candidate_record(candidate: Candidate) -> dict[str, Any]:
    """Give a candidate as the object that JSON output holds."""
    place = candidate.place
    return {
        "id": place.id,
        "title": place.title,
        "hanja": place.hanja,
        "lat": place.lat,
        "lon": place.lon,
        "score": candidate.score,
        "match": candidate.match,
        "reading": candidate.reading,
        "reading_lang": candidate.reading_lang,
        "derivation": format_derivation(candidate.derivation),
        "features": candidate.features,
    }


def render(answers: Iterable[Answer], form: str, *, width: int = 160) -> Iterator[str]:
    """Write answers as text, each as soon as it is there.

    What keeps the first answer from being given comes before anything is written.

    Parameters
    ----------
    answers
        In the order in which they are to be written.
    form
        `table`, `json`, `jsonl` or `csv`.
    width
        Characters a line of a table may have.
    """
    coming = iter(answers)
    answers = chain(list(islice(coming, 1)), coming)
    if form == "json":
        yield from _render_json(answers)
    elif form == "csv":
        yield ",".join(CSV_COLUMNS) + "\n"
        yield from map(_to_csv, answers)
    elif form == "jsonl":
        for answer in answers:
            yield _to_json(answer) + "\n"
    else:
        for answer in answers:
            yield _to_table(answer, width)


def _render_json(answers: Iterable[Answer]) -> Iterator[str]:
    before = "[\n"
    for answer in answers:
        yield before + _to_json(answer)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _to_json(answer: Answer) -> str:
    return printable(json.dumps(to_record(answer), ensure_ascii=False))


def _to_csv(answer: Answer) -> str:
    rows = [
        {"query": answer.query, "rank": rank, **candidate_record(candidate)}
        for rank, candidate in enumerate(answer.candidates, 1)
    ]
    return format_csv(CSV_COLUMNS, rows or [{"query": answer.query}])


def format_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Write records as lines of CSV that no spreadsheet computes, without a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    for row in rows:
        writer.writerow({name: _to_cell(value) for name, value in row.items()})
    return text.getvalue()


def _to_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return printable(to_cell(value)) if isinstance(value, str) else value


def _to_table(answer: Answer, width: int) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(
        box=box.SIMPLE_HEAD, title=Text(printable(answer.query[:ECHOED])), title_justify="left"
    )
    for heading in ("", "score", "place", "hanja", "lat", "lon", "derivation"):
        number = heading in ("score", "lat", "lon")
        shown.add_column(heading, justify="right" if number else "left", no_wrap=number)
    for candidate in answer.candidates:
        place = candidate.place
        shown.add_row(
            candidate.standing,
            f"{candidate.score:.1f}",
            Text(printable(place.title)),
            Text(printable(place.hanja or "")),
            f"{place.lat:.2f}",
            f"{place.lon:.2f}",
            Text(printable(format_derivation(candidate.derivation))),
        )
    if not answer.candidates:
        shown.add_row("", "", "no candidate", "", "", "", "")
    return draw(shown, width)

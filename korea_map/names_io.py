"""Names in files, read one by one, and answers written as text."""

import csv
import io
import json
import os
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from korea_map.errors import DataError, Problem
from korea_map.model import Candidate
from korea_map.names import Answer, Reconciler, format_derivation
from korea_map.names.query import LONGEST

CSV_COLUMNS: Final = (
    "query", "rank", "id", "title", "hanja", "lat", "lon", "score", "match", "reading",
    "reading_lang", "derivation", "features",
)  # fmt: skip


_LONGEST_LINE: Final = 65536
_LONGEST_NAME: Final = 1000
_ECHOED: Final = 80
_MOST_LINES: Final = 100
"""Lines that one row of a CSV file may have."""
_TOO_LONG: Final = f"the line is longer than {_LONGEST_LINE} bytes"
_OPEN: Final = "a quote that begins in this row is not closed"


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name with its place in a file.

    Attributes
    ----------
    line, column
        Where it begins, from 1.
    problem
        Why it cannot be read; None where it can.
    """

    name: str
    line: int
    column: int
    problem: str | None = None


def check_name(name: str, line: int, column: int) -> NameAt:
    """Give a name its place, and say what is wrong with its bytes or its length."""
    shown = f"{name[:_ECHOED]}…" if len(name) > _LONGEST_NAME else name
    for position, char in enumerate(shown):
        if "\udc80" <= char <= "\udcff":
            message = f"byte 0x{ord(char) - 0xDC00:02x} is not UTF-8; give names in UTF-8"
            clean = "".join("�" if "\ud800" <= c <= "\udfff" else c for c in shown)
            return NameAt(clean, line, column + position, message)
    if shown != name:
        message = f"{len(name)} characters are no place name (at most {LONGEST})"
        return NameAt(shown, line, column, message)
    return NameAt(name, line, column)


def read_lines(source: IO[bytes], *, file: str) -> Iterator[NameAt]:
    """Yield one name a line.

    Raises
    ------
    DataError
        The file is in UTF-16.
    """
    for number, text in _read_text(source, file):
        if text is None:
            yield NameAt("", number, 1, _TOO_LONG)
        else:
            yield check_name(text.rstrip("\r\n"), number, 1)


def read_csv(source: IO[bytes], column: str, *, file: str) -> Iterator[NameAt]:
    """Yield the names of one column of a CSV file.

    A quote that is not closed costs its own line alone: those after it are read again.

    Raises
    ------
    DataError
        The file is in UTF-16, or has no such column, or has it twice.
    """
    rows = _read_rows(source, file)
    _, header, _ = next(rows, (1, [], None))
    if header.count(column) != 1:
        raise DataError([Problem(file, 1, 1, _about_header(header or [], column))])
    place = (header or []).index(column)
    for line, cells, problem in rows:
        if problem:
            yield NameAt("", line, 1, problem)
        elif place < len(cells):
            yield check_name(cells[place], line, 1 + len(",".join([*cells[:place], ""])))
        elif cells:
            yield NameAt("", line, 1, f"{len(cells)} cells, the header has {len(header)}")


def columns_of(source: IO[bytes], *, file: str) -> list[str]:
    """Give the column names of a CSV file, as its first line has them."""
    return next(_read_rows(source, file), (1, [], None))[1]


def _about_header(header: list[str], column: str) -> str:
    there = printable(", ".join(header))[:_ECHOED] or "none: the file is empty"
    if column in header:
        return f"{header.count(column)} columns are called {column!r}; rename all but one"
    if len(header) == 1 and column in header[0].split(";"):
        return "the cells are parted by semicolons; save the file with commas"
    return f"no column {column!r}; there are: {there}"


def _read_text(source: IO[bytes], file: str) -> Iterator[tuple[int, str | None]]:
    """Yield numbered lines; None for one that is too long to be kept.

    What is not UTF-8 is kept aside in them, to be reported.
    """
    number = 0
    while raw := source.readline(_LONGEST_LINE):
        number += 1
        if number == 1 and raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise DataError([Problem(file, 1, 1, "the file is in UTF-16; save it as UTF-8")])
        whole = raw.endswith(b"\n") or len(raw) < _LONGEST_LINE
        if not whole:
            while not raw.endswith(b"\n") and (raw := source.readline(_LONGEST_LINE)):
                pass
            yield number, None
            continue
        text = raw.decode("utf-8", errors="surrogateescape")
        yield number, text.removeprefix("\ufeff") if number == 1 else text


def _read_rows(source: IO[bytes], file: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield each row's first line, its cells, and what is wrong with it."""
    lines = _read_text(source, file)
    waiting: deque[tuple[int, str | None]] = deque()

    def take() -> tuple[int, str | None] | None:
        return waiting.popleft() if waiting else next(lines, None)

    while (first := take()) is not None:
        number, text = first
        if text is None:
            yield number, [], _TOO_LONG
            continue
        taken: list[tuple[int, str | None]] = []
        cells, problem = _parse(text)
        while problem == _OPEN and len(taken) < _MOST_LINES:
            following = take()
            if following is None:
                break
            taken.append(following)
            if following[1] is None:
                break
            text += following[1]
            cells, problem = _parse(text)
        if problem:
            # The row is its first line alone; the others may be rows of their own.
            waiting.extendleft(reversed(taken))
            problem = _OPEN if taken else problem
        yield number, cells, problem


def _parse(text: str) -> tuple[list[str], str | None]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), strict=True), []), None
    except csv.Error as error:
        open_quote = str(error) == "unexpected end of data"
        return [], _OPEN if open_quote else f"no row of a CSV file: {error}"


def open_reconciler(
    dump: Path | None, data: str | os.PathLike[str] | None, problems: list[Problem]
) -> Reconciler:
    """Index the places among which names are looked up, with a bar on a terminal.

    Parameters
    ----------
    dump
        A GeoNames dump; None for the places of a data folder.
    data
        That folder; None for the one that came with the package.
    problems
        Collects faulty rows of a dump, which are left out.
    """
    if dump is None:
        return Reconciler.of_folder(data)

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
        return Reconciler(places, progress=lambda count: bar.update(indexing, completed=count))


def printable(text: str) -> str:
    """Write characters that a screen would obey or hide as escapes."""
    if text.isprintable():
        return text
    return "".join(
        json.dumps(char)[1:-1] if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
        for char in text
    )


def to_record(answer: Answer) -> dict[str, Any]:
    """Give an answer as the object that JSON output holds."""
    return {
        "query": answer.query,
        "candidates": [_to_record(candidate) for candidate in answer.candidates],
    }


def _to_record(candidate: Candidate) -> dict[str, Any]:
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

    Parameters
    ----------
    answers
        In the order in which they are to be written.
    form
        `table`, `json`, `jsonl` or `csv`.
    width
        Characters a line of a table may have.
    """
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
    text = io.StringIO()
    writer = csv.DictWriter(text, CSV_COLUMNS, lineterminator="\n")
    for rank, candidate in enumerate(answer.candidates, 1):
        record = _to_record(candidate) | {"query": printable(answer.query), "rank": rank}
        record["features"] = json.dumps(record["features"], ensure_ascii=False)
        record["match"] = str(candidate.match).lower()
        record["derivation"] = printable(record["derivation"])
        writer.writerow(record)
    if not answer.candidates:
        writer.writerow({"query": printable(answer.query)})
    return text.getvalue()


def _to_table(answer: Answer, width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(
        box=box.SIMPLE_HEAD, title=Text(printable(answer.query[:_ECHOED])), title_justify="left"
    )
    for heading in ("", "score", "place", "hanja", "lat", "lon", "derivation"):
        number = heading in ("score", "lat", "lon")
        shown.add_column(heading, justify="right" if number else "left", no_wrap=number)
    for candidate in answer.candidates:
        place = candidate.place
        shown.add_row(
            "match" if candidate.match else "",
            f"{candidate.score:.1f}",
            Text(place.title),
            place.hanja or "",
            f"{place.lat:.2f}",
            f"{place.lon:.2f}",
            Text(printable(format_derivation(candidate.derivation))),
        )
    if not answer.candidates:
        shown.add_row("", "", "no candidate", "", "", "", "")
    text = io.StringIO()
    Console(file=text, width=width, color_system=None).print(shown)
    return text.getvalue()

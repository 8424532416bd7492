"""Names in files, read one by one, and answers written as text."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from korea_map.errors import DataError, Problem
from korea_map.model import Candidate
from korea_map.names import Answer, format_derivation

CSV_COLUMNS: Final = (
    "query", "rank", "id", "title", "hanja", "lat", "lon", "score", "match", "reading",
    "reading_lang", "derivation", "features",
)  # fmt: skip


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


def decode(lines: Iterable[bytes]) -> Iterator[str]:
    """Read lines as UTF-8; what is not UTF-8 is kept aside in them, to be reported."""
    for number, line in enumerate(lines):
        text = line.decode("utf-8", errors="surrogateescape")
        yield text.removeprefix("\ufeff") if number == 0 else text


def read_lines(lines: Iterable[str]) -> Iterator[NameAt]:
    """Yield one name a line."""
    for number, line in enumerate(lines, 1):
        yield _checked(line.rstrip("\r\n"), number, 1)


def read_csv(lines: Iterable[str], column: str, *, file: str) -> Iterator[NameAt]:
    """Yield the names of one column of a CSV file.

    Raises
    ------
    DataError
        The file has no such column.
    """
    rows = csv.reader(lines)
    header = next(rows, [])
    if column not in header:
        there = ", ".join(header) or "none: the file is empty"
        message = f"no column {column!r}; there are: {there}"
        raise DataError([Problem(file, 1, 1, message)])
    place = header.index(column)
    line = rows.line_num + 1
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield NameAt("", line, 1, f"no row of a CSV file: {error}")
        else:
            if place < len(cells):
                yield _checked(cells[place], line, 1 + len(",".join([*cells[:place], ""])))
            elif cells:
                yield NameAt("", line, 1, f"{len(cells)} cells, the header has {len(header)}")
        line = rows.line_num + 1


def _checked(name: str, line: int, column: int) -> NameAt:
    for position, char in enumerate(name):
        if "\udc80" <= char <= "\udcff":
            message = f"byte 0x{ord(char) - 0xDC00:02x} is not UTF-8; save the file as UTF-8"
            clean = "".join("�" if "\udc80" <= c <= "\udcff" else c for c in name)
            return NameAt(clean, line, column + position, message)
    return NameAt(name, line, column)


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
    return json.dumps(to_record(answer), ensure_ascii=False)


def _to_csv(answer: Answer) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, CSV_COLUMNS, lineterminator="\n")
    for rank, candidate in enumerate(answer.candidates, 1):
        record = _to_record(candidate) | {"query": answer.query, "rank": rank}
        record["features"] = json.dumps(record["features"], ensure_ascii=False)
        record["match"] = str(candidate.match).lower()
        writer.writerow(record)
    if not answer.candidates:
        writer.writerow({"query": answer.query})
    return text.getvalue()


def _to_table(answer: Answer, width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, title=Text(answer.query[:80]), title_justify="left")
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
            Text(format_derivation(candidate.derivation)),
        )
    if not answer.candidates:
        shown.add_row("", "", "no candidate", "", "", "", "")
    text = io.StringIO()
    Console(file=text, width=width, color_system=None).print(shown)
    return text.getvalue()

"""CSV tables: read with the position of every cell, written back to the same bytes."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from pathlib import Path

from korea_map.errors import DataError, Problem
from korea_map.files import read_text, shown_path, write_all
from korea_map.schema import Schema, read_schema


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its line in the file from 1, and its cells as text by column name."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells[name]

    def start_of(self, name: str) -> int:
        """Return the 1-based character position where a cell begins."""
        return _cell_starts(list(self.cells.values()))[list(self.cells).index(name)]


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: its rows, and every fault found while reading."""

    path: Path
    rows: Sequence[Row]
    problems: list[Problem] = field(default_factory=list)

    def problem(self, row: Row, column: str, message: str, *, offset: int = 0) -> Problem:
        """Return a problem that points into one cell of this table, `offset` characters in."""
        return Problem(shown_path(self.path), row.line, row.start_of(column) + offset, message)


def read_table(folder: Path, name: str, record: type) -> Table:
    """Read a table of a data folder and check each cell against its schema.

    Parameters
    ----------
    folder
        A data folder with a `datapackage.json`.
    name
        Name of the resource, e.g. `"gazetteer"`.
    record
        The dataclass of its records; its fields are the columns.

    Returns
    -------
    Table
        With a problem for each cell, line or column that breaks the schema. Rows whose
        number of cells is wrong are left out; all others are there, faulty or not.

    Raises
    ------
    DataError
        If the file is missing or is not UTF-8, or the schema cannot be read.
    """
    columns = [column.name for column in fields(record)]
    schema = read_schema(folder, name, columns)
    table = _read_rows(folder / schema.path, columns)
    table.problems.extend(_check_cells(table, schema))
    table.problems.extend(_check_order(table, schema.sort))
    return table


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table in the one form that all tables have: UTF-8, LF, minimal quoting, NFC."""
    lines = [
        _format_cells(columns),
        *(_format_cells([row[c] for c in columns]) for row in rows),
    ]
    text = unicodedata.normalize("NFC", "\n".join(lines) + "\n")
    write_all({path: text.encode("utf-8")})


def _check_cells(table: Table, schema: Schema) -> Iterable[Problem]:
    seen: dict[str, dict[str, int]] = {spec.name: {} for spec in schema.fields if spec.unique}
    for row in table.rows:
        for spec in schema.fields:
            cell = row[spec.name]
            message = spec.find_fault(cell)
            if message is None and cell and spec.unique:
                first = seen[spec.name].setdefault(cell, row.line)
                if first != row.line:
                    message = f"{spec.name} {cell!r} is already on line {first}; make it unique"
            if message is not None:
                yield table.problem(row, spec.name, message)


def _check_order(table: Table, keys: Sequence[str]) -> Iterable[Problem]:
    """Yield a problem where a row does not follow the one before it in the order of `keys`."""
    for before, row in pairwise(table.rows):
        if [before[key] for key in keys] > [row[key] for key in keys]:
            message = f"out of order; the file is sorted by {', '.join(keys)}"
            yield table.problem(row, keys[0], message)


def _read_rows(path: Path, names: Sequence[str]) -> Table:
    lines = read_text(path).split("\n")
    shown = shown_path(path)
    problems: list[Problem] = []
    rows: list[Row] = []
    crlf = next((n for n, line in enumerate(lines, start=1) if line.endswith("\r")), None)
    if crlf is not None:
        message = "line ends with CR LF; save the file with LF alone"
        problems.append(Problem(shown, crlf, len(lines[crlf - 1]), message))
        lines = [line.removesuffix("\r") for line in lines]
    if lines[-1] != "":
        message = "no line feed at the end; add it"
        problems.append(Problem(shown, len(lines), len(lines[-1]) + 1, message))
    else:
        lines.pop()
    if not lines:
        raise DataError([Problem(shown, 1, 1, f"empty file; the header is {','.join(names)}")])
    for number, line in enumerate(lines, start=1):
        cells, problem = _parse_line(line)
        if problem is not None:
            column, message = problem
            problems.append(Problem(shown, number, column, message))
        if cells is None:
            continue
        if number == 1:
            fault = _fault_of_header(cells, names)
            if fault is not None:
                raise DataError([Problem(shown, 1, fault[0], fault[1])])
        elif len(cells) != len(names):
            message = f"{len(cells)} cells where the header has {len(names)}"
            problems.append(Problem(shown, number, 1, message))
        else:
            rows.append(Row(number, dict(zip(names, cells, strict=True))))
    return Table(path, rows, problems)


def _parse_line(line: str) -> tuple[list[str] | None, tuple[int, str] | None]:
    """Return the cells of a line, and the column and message of what is wrong with it."""
    if not line:
        return None, (1, "empty line; delete it")
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error as error:
        return None, (1, f"not CSV: {error}; a record is one line, inner quotes are doubled")
    if not line.isprintable():
        position, character = next(
            (n, char) for n, char in enumerate(line, start=1) if not char.isprintable()
        )
        return cells, (position, f"invisible character U+{ord(character):04X}; delete it")
    if not unicodedata.is_normalized("NFC", line):
        return cells, (1, "not in Unicode normal form C; normalise the line")
    if _format_cells(cells) != line:
        return cells, (1, f"not written the usual way; write it as {_format_cells(cells)}")
    return cells, None


def _format_cells(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _cell_starts(cells: Sequence[str]) -> list[int]:
    starts = []
    position = 1
    for cell in cells:
        starts.append(position)
        # a lone empty cell is written as "" so that the line is not empty
        position += len(_format_cells([cell])) + 1 if cell else 1
    return starts


def _fault_of_header(cells: Sequence[str], names: Sequence[str]) -> tuple[int, str] | None:
    starts = _cell_starts(cells)
    for cell, start, name in zip(cells, starts, names, strict=False):
        if cell != name:
            return start, f"column {cell!r} where {name!r} belongs"
    if len(cells) < len(names):
        return starts[-1], f"column {names[len(cells)]!r} is missing"
    if len(cells) > len(names):
        return starts[len(names)], f"column {cells[len(names)]!r} is not known"
    return None

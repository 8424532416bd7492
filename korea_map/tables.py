"""CSV tables: read with the position of every cell, written back to the same bytes."""

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from korea_map.derived import places_passed
from korea_map.errors import DataError, Problem
from korea_map.files import (
    data_dir,
    find_ground,
    installed_data_dir,
    is_within,
    read_text,
    shown_path,
)
from korea_map.outputs import write_all
from korea_map.schema import Field, Schema, read_schema
from korea_map.texts import LINE_END, fault_of_line_ends, fault_of_sign

EXCHANGED = "lat {lat} and lon {lon} seem exchanged; latitude is the one from south to north"
"""What is said of a position whose two numbers would be right in each other's place."""

_PARTED_BY = {";": "semicolons", "\t": "tabs"}
_SEP = re.compile('"?sep=.?"?')
_NEEDS_QUOTES = re.compile('[,"\r\n]')
_TITLE_LINES = 10
"""Lines among which a header is looked for that is not the first."""


@dataclass(slots=True)
class Row:
    """One record: its line in the file from 1, its cells as text, and where each column is.

    The columns are the table's and shared by its rows: thousands are read for one look-up.
    """

    line: int
    texts: Sequence[str]
    columns: Mapping[str, int]

    def __getitem__(self, name: str) -> str:
        return self.texts[self.columns[name]]

    @property
    def cells(self) -> dict[str, str]:
        """The cells by column name."""
        return dict(zip(self.columns, self.texts, strict=True))

    def start_of(self, name: str) -> int:
        """Return the 1-based character position where a cell begins."""
        return _cell_starts(self.texts[: self.columns[name] + 1])[-1]


@dataclass(frozen=True)
class Table:
    """A file that was read: its rows, and every fault found while reading."""

    path: Path
    rows: Sequence[Row]
    problems: list[Problem] = field(default_factory=list)
    _faulty: dict[int, set[tuple[int, int]]] = field(default_factory=dict, compare=False)

    def problem(self, row: Row, column: str, message: str, *, offset: int = 0) -> Problem:
        """Return a problem that points into one cell of this table, `offset` characters in."""
        return Problem(self._shown, row.line, row.start_of(column) + offset, message)

    @cached_property
    def _shown(self) -> str:
        return shown_path(self.path)

    def is_faulty(self, row: Row, column: str) -> bool:
        """Tell whether a cell has a problem by itself, so that none need follow from it."""
        count = len(self.problems)
        if count not in self._faulty:  # there may be more since
            self._faulty[count] = {(one.line, one.column) for one in self.problems}
        return (row.line, row.start_of(column)) in self._faulty[count]


def read_table(
    folder: Path, name: str, record: type | Sequence[str], *, ground: bool = False
) -> Table:
    """Read a table of a data folder and check each cell against its schema.

    Parameters
    ----------
    folder
        A data folder with a `datapackage.json`.
    name
        Name of the resource, e.g. `"gazetteer"`.
    record
        The columns: their names, or the dataclass of the records, whose fields they are.
    ground
        Whether the table is the package's where the folder has none (see `find_ground`).

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
    columns = [c.name for c in fields(record)] if isinstance(record, type) else list(record)
    if ground and places_passed(passed := find_ground(folder, f"{name}.csv")):
        return read_passed(passed)
    schema = read_schema(folder, name, columns)
    path = find_ground(folder, schema.path) if ground else folder / schema.path
    if not is_within(path, installed_data_dir()) and not is_within(path, folder):
        message = "a link leads out of the folder; put the file itself there"
        raise DataError([Problem(shown_path(folder / schema.path, follow=False), 1, 1, message)])
    return read_file(path, schema)


def read_rows(
    data: str | os.PathLike[str] | None, name: str, record: type, *, ground: bool = False
) -> Sequence[Row]:
    """Return the rows of a table of a data folder in which nothing is wrong.

    Raises
    ------
    DataError
        If anything is; the error holds every fault.
    """
    table = read_table(data_dir(data), name, record, ground=ground)
    if table.problems:
        raise DataError(table.problems)
    return table.rows


def read_file(path: Path, schema: Schema) -> Table:
    """Read a table whose schema is known, as one of several with the same schema.

    Parameters
    ----------
    path
        The file.
    schema
        What its cells must obey.

    Returns
    -------
    Table
        As for `read_table`.

    Raises
    ------
    DataError
        If the file is missing, is a spreadsheet, is not UTF-8 or has other columns.
    """
    problems: list[Problem] = []
    text = read_text(path, problems)
    rows = None if problems else _read_canonical(text, schema.columns)
    try:
        table = Table(path, rows) if rows is not None else _read_rows(path, text, schema.columns)
    except DataError as error:
        raise DataError([*problems, *error.problems]) from None
    table.problems.extend(problems)
    table.problems.extend(_check_cells(table, schema))
    for one in (schema, schema.narrower):
        if one is not None:
            table.problems.extend(_check_key(table, one))
            table.problems.extend(_check_order(table, one.sort))
    return table


def read_passed(path: Path) -> Table:
    """Read a table of which it is known that nothing is wrong with it."""
    names, *records = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    places = _places(names)
    return Table(path, [Row(line, cells, places) for line, cells in enumerate(records, start=2)])


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table in the one form that all tables have: UTF-8, LF, minimal quoting, NFC."""
    text = format_rows([columns, *([row[c] for c in columns] for row in rows)])
    write_all({path: unicodedata.normalize("NFC", text).encode("utf-8")})


def _check_cells(table: Table, schema: Schema) -> Iterable[Problem]:
    positions = [spec for spec in schema.fields if spec.name in ("lat", "lon")]
    for spec in schema.fields:
        # Cells repeat: each text is looked at once, and rows only where one is faulty.
        cells = [row[spec.name] for row in table.rows]
        verdicts = {cell: spec.find_fault(cell) for cell in set(cells)}
        faults = {cell: fault for cell, fault in verdicts.items() if fault is not None}
        if faults:
            for row in table.rows:
                if row[spec.name] not in faults:
                    continue
                if spec in positions and _are_exchanged(row, positions):
                    if spec is positions[0]:
                        yield table.problem(row, spec.name, EXCHANGED.format(**row.cells))
                else:
                    yield table.problem(row, spec.name, faults[row[spec.name]])
        if spec.unique and len(verdicts) < len(cells):
            first: dict[str, int] = {}
            for row in table.rows:
                cell = row[spec.name]
                line = first.setdefault(cell, row.line)
                if cell and line != row.line and cell not in faults:
                    message = f"{spec.name} {cell!r} is already on line {line}; make it unique"
                    yield table.problem(row, spec.name, message)


def _are_exchanged(row: Row, positions: Sequence[Field]) -> bool:
    """Whether latitude and longitude are both faulty, and right in each other's place."""
    if len(positions) != len(("lat", "lon")):
        return False
    one, other = (row[spec.name] for spec in positions)
    as_given = zip(positions, (one, other), strict=True)
    turned = zip(positions, (other, one), strict=True)
    return all(spec.find_fault(cell) for spec, cell in as_given) and not any(
        not cell or spec.find_fault(cell) for spec, cell in turned
    )


def _check_key(table: Table, schema: Schema) -> Iterable[Problem]:
    """Yield a problem where the cells of the key are those of an earlier row."""
    unique = {spec.name for spec in schema.fields if spec.unique}
    if not schema.key or unique.intersection(schema.key):
        return  # a part of the key that is unique by itself has been looked at
    keys = [tuple(row[name] for name in schema.key) for row in table.rows]
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[str, ...], int] = {}
    for key, row in zip(keys, table.rows, strict=True):
        line = first.setdefault(key, row.line)
        if line != row.line:
            shared = ", ".join(schema.key)
            message = f"the same {shared} as on line {line}; delete one of the rows"
            yield table.problem(row, schema.key[0], message)


def _check_order(table: Table, keys: Sequence[str]) -> Iterable[Problem]:
    """Yield a problem where a row does not follow the one before it in the order of `keys`."""
    order = [[row[key] for key in keys] for row in table.rows] if keys else []
    for row, before, now in zip(table.rows[1:], order, order[1:], strict=False):
        if before > now:
            message = f"out of order; the file is sorted by {', '.join(keys)}"
            yield table.problem(row, keys[0], message)


def _read_canonical(text: str, names: Sequence[str]) -> list[Row] | None:
    """Read a table that is written as all are; None where it must be looked at line by line."""
    if not text.endswith("\n") or "\t" in text or "\r" in text:
        return None
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None
    if records[0] != names or len(records) != text.count("\n") or format_rows(records) != text:
        return None
    if any(len(cells) != len(names) for cells in records):
        return None
    places = _places(names)
    return [Row(line, cells, places) for line, cells in enumerate(records[1:], start=2)]


def _read_rows(path: Path, text: str, names: Sequence[str]) -> Table:
    """Read a table line by line, with the place of everything that is wrong."""
    shown = shown_path(path)
    problems: list[Problem] = []
    rows: list[Row] = []
    places = _places(names)
    if fault := fault_of_line_ends(text):
        problems.append(Problem(shown, *fault))
    lines = LINE_END.split(text)
    if lines[-1] != "":
        message = "no line feed at the end; add it"
        problems.append(Problem(shown, len(lines), len(lines[-1]) + 1, message))
    else:
        lines.pop()
    if not lines:
        raise DataError([Problem(shown, 1, 1, f"empty file; the header is {','.join(names)}")])
    if fault := _fault_of_head(lines, names):
        raise DataError([*problems, Problem(shown, *fault)])
    for number, line in enumerate(lines, start=1):
        cells, problem = _parse_line(line)
        if problem is not None:
            column, message = problem
            problems.append(Problem(shown, number, column, message))
        if cells is None:
            continue
        if number == 1:
            if wrong := _fault_of_header(cells, names):
                raise DataError([*problems, Problem(shown, 1, *wrong)])
        elif len(cells) != len(names):
            todo = "put one that holds a comma in quotes" if len(cells) > len(names) else "add some"
            message = f"{len(cells)} cells where the header has {len(names)}; {todo}"
            problems.append(Problem(shown, number, 1, message))
        else:
            rows.append(Row(number, cells, places))
    return Table(path, rows, problems)


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _parse_line(line: str) -> tuple[list[str] | None, tuple[int, str] | None]:
    """Return the cells of a line, and the column and message of what is wrong with it."""
    if not line:
        return None, (1, "empty line; delete it")
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error as error:
        return None, (1, f"not CSV: {error}; a record is one line, inner quotes are doubled")
    if "\t" in line:
        return cells, (line.index("\t") + 1, fault_of_sign("\t"))
    if _format_cells(cells) != line:
        return cells, (1, f"not written the usual way; write it as {_format_cells(cells)}")
    return cells, None


def format_rows(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as all tables are written: commas, LF, quotes only where they are needed."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _format_cells(cells: Sequence[str]) -> str:
    return format_rows([cells]).removesuffix("\n")


def _cell_starts(cells: Sequence[str]) -> list[int]:
    starts = []
    position = 1
    for cell in cells:
        starts.append(position)
        in_quotes = 2 + cell.count('"') if _NEEDS_QUOTES.search(cell) else 0
        position += len(cell) + in_quotes + 1
    return starts


def _fault_of_head(lines: Sequence[str], names: Sequence[str]) -> tuple[int, int, str] | None:
    """Return line, column and message where the header is there, but in a file of another make."""
    for number, line in enumerate(lines[:_TITLE_LINES], start=1):
        found = [sep for sep in (",", *_PARTED_BY) if _is_header(line, sep, names)]
        if number == 1 and found == [","]:
            return None
        if not found:
            continue
        sayings = []
        if found != [","]:
            sayings.append(f"cells are parted by {_PARTED_BY[found[0]]}; save the file with commas")
        if number > 1:
            what = "a line that only a spreadsheet reads stands" if _SEP.match(lines[0]) else ""
            what = what or ("a line stands" if number == 2 else f"{number - 1} lines stand")
            sayings.append(f"{what} above the header; delete what is above line {number}")
        return 1, 1, ", and ".join(sayings)
    return None


def _is_header(line: str, separator: str, names: Sequence[str]) -> bool:
    try:
        cells = next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return False
    while cells and not cells[-1].strip():  # a spreadsheet fills rows up
        cells.pop()
    return [cell.strip() for cell in cells] == list(names)


def _fault_of_header(cells: Sequence[str], names: Sequence[str]) -> tuple[int, str] | None:
    starts = _cell_starts(cells)
    if cells != names and sorted(cells) == sorted(names):
        return 1, f"the columns are in another order; the header is {','.join(names)}"
    for cell, start, name in zip(cells, starts, names, strict=False):
        if cell != name:
            return start, f"column {cell!r} where {name!r} belongs; the header is {','.join(names)}"
    if len(cells) < len(names):
        return starts[-1], f"column {names[len(cells)]!r} is missing; add it"
    if len(cells) > len(names) and not any(cell.strip() for cell in cells[len(names) :]):
        count = len(cells) - len(names)
        noun = "an empty column" if count == 1 else f"{count} empty columns"
        return starts[len(names)], f"{noun} after {names[-1]!r}; delete what is not needed"
    if len(cells) > len(names):
        return starts[len(names)], f"column {cells[len(names)]!r} is not known; delete it"
    return None

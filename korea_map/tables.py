"""CSV tables with a schema: found, read with positions, checked, written back to the same bytes.

The schema of every file stands in `data/datapackage.json` (Frictionless Table Schema);
nothing about columns is repeated in code.
"""

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from korea_map.errors import DataError, Problem

PACKAGE_FILE = "datapackage.json"


@cache
def installed_data_dir() -> Path:
    """Return the folder of the data that came with the package.

    The checkout keeps it in `data/`, the wheel in `korea_map/_data/`.
    """
    here = Path(__file__).resolve().parent
    packed = here / "_data"
    return packed if packed.is_dir() else here.parent / "data"


def data_dir(path: str | os.PathLike[str] | None = None) -> Path:
    """Return `path`, or the folder of the data that came with the package when None."""
    return installed_data_dir() if path is None else Path(path)


def shown_path(path: Path) -> str:
    """Return a path as a message should show it: relative to the working folder if below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


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


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file.

    Raises
    ------
    DataError
        If the file is missing, cannot be read, or is not UTF-8.
    """
    shown = shown_path(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError([Problem(shown, 1, 1, "file not found; restore it")]) from None
    except OSError as error:
        raise DataError([Problem(shown, 1, 1, f"cannot be read: {error.strerror}")]) from None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise DataError([Problem(shown, line, column, message)]) from None


def read_package(folder: Path) -> dict[str, Any]:
    """Return `datapackage.json` of a data folder, the schema of all its tables.

    Raises
    ------
    DataError
        If the file is missing or is not JSON.
    """
    path = folder / PACKAGE_FILE
    text = read_text(path)
    try:
        package: dict[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem(shown_path(path), error.lineno, error.colno, f"not JSON: {error.msg}")
        raise DataError([problem]) from None
    return package


def find_resource(package: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the resource called `name` of a data package."""
    for resource in package["resources"]:
        if resource["name"] == name:
            return dict(resource)
    raise KeyError(name)


def read_table(folder: Path, name: str) -> Table:
    """Read a table of a data folder and check each cell against its schema.

    Parameters
    ----------
    folder
        A data folder with a `datapackage.json`.
    name
        Name of the resource, e.g. `"gazetteer"`.

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
    resource = find_resource(read_package(folder), name)
    path = folder / resource["path"]
    fields = resource["schema"]["fields"]
    table = _read_rows(path, [spec["name"] for spec in fields])
    seen: dict[str, dict[str, int]] = {
        spec["name"]: {} for spec in fields if spec.get("constraints", {}).get("unique")
    }
    for row in table.rows:
        for spec in fields:
            column = spec["name"]
            cell = row[column]
            message = _fault_of_cell(cell, spec)
            if message is None and cell and column in seen:
                first = seen[column].setdefault(cell, row.line)
                if first != row.line:
                    message = f"{column} {cell!r} is already on line {first}; make it unique"
            if message is not None:
                table.problems.append(table.problem(row, column, message))
    _check_order(table, resource["schema"].get("korea_map:sort", []))
    return table


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table in the one form that all tables have: UTF-8, LF, minimal quoting, NFC."""
    lines = [
        _format_cells(columns),
        *(_format_cells([row[c] for c in columns]) for row in rows),
    ]
    text = unicodedata.normalize("NFC", "\n".join(lines) + "\n")
    write_whole(path, text.encode("utf-8"))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: into a temporary neighbour, then renamed.

    Raises
    ------
    OSError
        If the folder cannot be made or written; an earlier file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _read_rows(path: Path, names: Sequence[str]) -> Table:
    text = read_text(path)
    table = Table(path, [])
    shown = shown_path(path)
    rows: list[Row] = []
    lines = text.split("\n")
    crlf = next((n for n, line in enumerate(lines, start=1) if line.endswith("\r")), None)
    if crlf is not None:
        message = "line ends with CR LF; save the file with LF alone"
        table.problems.append(Problem(shown, crlf, len(lines[crlf - 1]), message))
        lines = [line.removesuffix("\r") for line in lines]
    if lines[-1] != "":
        table.problems.append(
            Problem(shown, len(lines), len(lines[-1]) + 1, "no line feed at the end; add it")
        )
    else:
        lines.pop()
    for number, line in enumerate(lines, start=1):
        cells, problem = _parse_line(line)
        if problem is not None:
            column, message = problem
            table.problems.append(Problem(shown, number, column, message))
        if cells is None:
            continue
        if number == 1:
            fault = _fault_of_header(cells, names)
            if fault is not None:
                raise DataError([Problem(shown, 1, fault[0], fault[1])])
        elif len(cells) != len(names):
            message = f"{len(cells)} cells where the header has {len(names)}"
            table.problems.append(Problem(shown, number, 1, message))
        else:
            rows.append(Row(number, dict(zip(names, cells, strict=True))))
    if not lines:
        raise DataError([Problem(shown, 1, 1, f"empty file; the header is {','.join(names)}")])
    return Table(path, rows, table.problems)


def _parse_line(line: str) -> tuple[list[str] | None, tuple[int, str] | None]:
    """Return the cells of a line, or the column and message of what is wrong with it."""
    if not line:
        return None, (1, "empty line; delete it")
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error as error:
        return None, (
            1,
            f"not CSV: {error}; a record is one line, inner quotes are doubled",
        )
    for position, character in enumerate("" if line.isprintable() else line, start=1):
        if unicodedata.category(character) in {"Cc", "Cf"}:
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


def _fault_of_cell(cell: str, spec: Mapping[str, Any]) -> str | None:
    name = spec["name"]
    constraints = spec.get("constraints", {})
    if not cell:
        return f"{name} is empty; it is required" if constraints.get("required") else None
    if cell != cell.strip():
        return f"{name} has blanks at an end; delete them"
    value, message = _convert(cell, spec["type"], name)
    if message is not None:
        return message
    if "enum" in constraints and cell not in constraints["enum"]:
        return f"unknown {name} {cell!r}; use one of {', '.join(constraints['enum'])}"
    if "pattern" in constraints and re.fullmatch(constraints["pattern"], cell) is None:
        return f"{name} {cell!r} does not have the form {constraints['pattern']}"
    if "minimum" in constraints and value < constraints["minimum"]:
        return f"{name} {cell} is below {constraints['minimum']}"
    if "maximum" in constraints and value > constraints["maximum"]:
        return f"{name} {cell} is above {constraints['maximum']}"
    return None


def _convert(cell: str, kind: str, name: str) -> tuple[Any, str | None]:
    if kind == "number":
        # digits only: no nan, no inf, no exponent, no thousands separator
        if re.fullmatch(r"-?\d+(\.\d+)?", cell) is None:
            return None, f"{name} {cell!r} is not a number"
        return float(cell), None
    if kind == "integer":
        if re.fullmatch(r"-?\d+", cell) is None:
            return None, f"{name} {cell!r} is not a whole number"
        return int(cell), None
    if kind == "date":
        try:
            return date.fromisoformat(cell), None
        except ValueError:
            return None, f"{name} {cell!r} is not a date (year-month-day)"
    return cell, None


def _check_order(table: Table, keys: Sequence[str]) -> None:
    """Add a problem where a row does not follow the one before it in the order of `keys`."""
    if not keys:
        return
    for before, row in zip(table.rows, table.rows[1:], strict=False):
        if [before[key] for key in keys] > [row[key] for key in keys]:
            message = f"out of order; the file is sorted by {', '.join(keys)}"
            table.problems.append(table.problem(row, keys[0], message))

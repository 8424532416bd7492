"""A small table of a person, as editors and spreadsheets leave it, that grows by rows.

Commas, semicolons or tabs, any line ends, with or without a byte order mark: what stands in the
file is read, never rewritten, and new rows are added in the way of those that are there.
"""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from korea_map.errors import DataError, Problem
from korea_map.files import shown_path
from korea_map.names_in import SEPARATORS
from korea_map.reading.texts_in import open_text
from korea_map.schema import Schema
from korea_map.tables import Row, Table
from korea_map.texts import LINE_END, find_text_faults, is_utf_16

_OPEN: Final = "unexpected end of data"
"""What the reader of Python says where a quote is not closed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    r"""A table that was read, and the way in which it is written.

    Attributes
    ----------
    table
        Its rows, with every fault of a cell.
    separator
        What parts its cells.
    line_end
        How its lines end.
    raw
        Its bytes.
    """

    table: Table
    separator: str
    line_end: str
    raw: bytes

    def with_rows(self, rows: Iterable[Sequence[str]]) -> bytes:
        """Return the file with more rows, what stands there as it stands."""
        out = io.StringIO()
        csv.writer(out, delimiter=self.separator, lineterminator=self.line_end).writerows(rows)
        added = out.getvalue()
        if not added:
            return self.raw
        wide = "utf-16-be" if self.raw.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
        code = wide if is_utf_16(self.raw) else "utf-8"
        ended = self.raw.endswith(("\n".encode(code), "\r".encode(code)))
        return self.raw + (("" if ended else self.line_end) + added).encode(code)


def read_sheet(path: Path, schema: Schema) -> Sheet:
    """Read a table of a person.

    Parameters
    ----------
    path
        The file.
    schema
        Its columns, in their order, and what their cells must obey.

    Raises
    ------
    DataError
        If it is no text, or has other columns. Faults of cells are in the table.
    """
    given = open_text(path)
    raw = path.read_bytes()  # bounded: it was read
    found = LINE_END.search(given.text)
    text = unicodedata.normalize("NFC", LINE_END.sub("\n", given.text))
    faults = [Problem(given.file, *fault) for fault in find_text_faults(text)]
    separator, rows = _find_rows(text, schema.columns, given.file)
    table = Table(path, [], faults)
    kept = [row for row in rows if _has_width(row, table)]
    table = Table(path, kept, table.problems)
    _check(table, schema)
    return Sheet(table, separator, found[0] if found else "\n", raw)


def _find_rows(text: str, columns: Sequence[str], file: str) -> tuple[str, list[Row]]:
    """Return what parts the cells, and the rows below the header."""
    read = {one: _parse(text.partition("\n")[0], one, file) for one in SEPARATORS}
    separator = max(read, key=lambda one: len(read[one][0][1]) if read[one] else 0)
    header = [cell.strip() for cell in read[separator][0][1]] if read[separator] else []
    for place, name in enumerate(columns):
        there = header[place] if place < len(header) else ""
        if there != name:
            said = f"column {there!r} where {name!r} belongs" if there else f"no column {name!r}"
            message = f"{said}; the first line is {','.join(columns)}"
            raise DataError([Problem(file, 1, 1, message)])
    if any(header[len(columns) :]):
        surplus = next(filter(None, header[len(columns) :]))
        message = f"column {surplus!r} belongs to no decision; delete it, or use note"
        raise DataError([Problem(file, 1, 1, message)])
    at = {name: place for place, name in enumerate(columns)}
    rows = []
    for line, cells in _parse(text, separator, file)[1:]:
        while len(cells) > len(columns) and not cells[-1].strip():
            cells.pop()  # a spreadsheet fills rows up to its widest
        if any(cell.strip() for cell in cells):
            rows.append(Row(line, cells, at))
    return separator, rows


def _parse(text: str, separator: str, file: str) -> list[tuple[int, list[str]]]:
    """Return each row of a text with the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"no row of a table: {error}; double the quotes in a cell"
        if str(error) == _OPEN:
            message = "a quote that begins in this row is not closed; close it"
        raise DataError([Problem(file, line, 1, message)]) from None
    return rows


def _has_width(row: Row, table: Table) -> bool:
    """Tell whether a row has a cell for each column, and note where it has not."""
    cells, columns = len(row.texts), len(row.columns)
    if cells != columns:
        message = f"{cells} cells where the header has {columns}; give each column one"
        table.problems.append(Problem(shown_path(table.path), row.line, 1, message))
    return cells == columns


def _check(table: Table, schema: Schema) -> None:
    """Note each cell that breaks its rule, and each row whose key another row has."""
    first: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        for spec in schema.fields:
            if fault := spec.find_fault(row[spec.name]):
                table.problems.append(table.problem(row, spec.name, fault))
        line = first.setdefault(tuple(row[name] for name in schema.key), row.line)
        if line != row.line:
            message = f"the same {', '.join(schema.key)} as on line {line}; delete one of the rows"
            table.problems.append(table.problem(row, schema.key[0], message))

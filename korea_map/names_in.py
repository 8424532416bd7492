"""Names in files as other programs leave them, read one by one with their place."""

import csv
import io
import os
import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from korea_map.errors import DataError, Problem
from korea_map.names.query import LONGEST
from korea_map.spreadsheets import from_cell
from korea_map.terminal import ECHOED
from korea_map.texts import LONGEST_LINE, Source, TextLines

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}

_LONGEST_NAME: Final = 1000
_MOST_LINES: Final = 100
"""Lines that one row of a CSV file may have."""
_SHOWN_LINES: Final = 5
_HEAD_LINES: Final = 10
"""Lines among which the header is looked for."""
_TOO_LONG: Final = f"the line is longer than {LONGEST_LINE} characters"
_OPEN: Final = "a quote that begins in this row is not closed; close it"
_BLANK: Final = "blank, left out"

_SEPARATOR_LINE: Final = re.compile(r'"?sep=(?P<separator>[^\w\s"]|\t)"?[,;\t ]*')
"""What a first line says to a spreadsheet alone."""

Line = tuple[int, str | None]


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


@dataclass(slots=True)
class Notes:
    """What of a file was left out, or read in another way than it stands: each cause once.

    Examples
    --------
    >>> notes = Notes("names.txt")
    >>> notes.add("blank, left out", 3)
    >>> notes.add("blank, left out", 7)
    >>> list(notes)
    ['names.txt: blank, left out: 2 lines (3, 7)']
    """

    file: str
    causes: dict[str, list[int]] = field(default_factory=dict)

    def add(self, cause: str, *lines: int) -> None:
        """Note a cause, and the lines that it is about; none for the whole file."""
        self.causes.setdefault(cause, []).extend(lines)

    def __iter__(self) -> Iterator[str]:
        """Yield a sentence for each cause."""
        for cause, lines in self.causes.items():
            shown = ", ".join(map(str, lines[:_SHOWN_LINES]))
            more = " …" if len(lines) > _SHOWN_LINES else ""
            noun = "line" if len(lines) == 1 else "lines"
            counted = f": {len(lines)} {noun} ({shown}{more})" if lines else ""
            yield f"{self.file}: {cause}{counted}"


def check_name(name: str, line: int, column: int) -> NameAt:
    """Give a name its place, and say what is wrong with its bytes or its length."""
    shown = f"{name[:ECHOED]}…" if len(name) > _LONGEST_NAME else name
    for position, char in enumerate(shown):
        if "\udc80" <= char <= "\udcff":
            message = f"byte 0x{ord(char) - 0xDC00:02x} is not UTF-8; give names in UTF-8"
        elif char == "\ufffd":
            message = "a letter was lost where � stands; write the name anew"
        elif char in "\r\n":
            message = "a line break in the name; write it in one line"
        else:
            continue
        clean = "".join("�" if "\ud800" <= c <= "\udfff" else c for c in shown)
        return NameAt(clean, line, column + position, message)
    if shown != name:
        message = f"{len(name)} characters are no place name (at most {LONGEST})"
        return NameAt(shown, line, column, message)
    return NameAt(name, line, column)


def as_utf_8(argument: str) -> str:
    """Return an argument of the command line whose bytes are UTF-8, whatever Python took them for.

    Where they are not it is returned as it is, with half characters.
    """
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return os.fsencode(argument).decode("utf-8")
        except UnicodeError:
            pass
    return argument


def read_lines(source: Source, *, file: str, notes: Notes) -> Iterator[NameAt]:
    """Yield one name a line.

    Parameters
    ----------
    source
        The bytes of a text file, in UTF-8, or in UTF-16 that says so.
    file
        What messages call it.
    notes
        Collects what was left out or read in another way.

    Raises
    ------
    DataError
        The file cannot be read as text, or holds nothing.
    """
    nothing = True
    for number, text in _open(source, file, notes):
        nothing = False
        if text is None:
            yield NameAt("", number, 1, _TOO_LONG)
        elif text.strip():
            yield check_name(text, number, 1)
        else:
            notes.add(_BLANK, number)
    if nothing:
        raise DataError([Problem(file, 1, 1, "the file is empty; write a name a line")])


def read_csv(source: Source, column: str, *, file: str, notes: Notes) -> Iterator[NameAt]:
    """Yield the names of one column of a CSV file.

    Cells are parted by commas, semicolons or tabs: by the one that makes the column a column,
    or that a first line `sep=;` names. Lines above the header are left out where it is plain
    which line it is. A quote that is not closed costs its own line alone: those after it are
    read again. The apostrophe of our own files before what a spreadsheet computes is no part.

    Parameters
    ----------
    source
        The bytes of the file, in UTF-8, or in UTF-16 that says so.
    column
        Name of the column.
    file
        What messages call it.
    notes
        Collects what was left out or read in another way.

    Raises
    ------
    DataError
        The file cannot be read as text, or has no such column, has it twice, or nothing below.
    """
    lines = _Lines(_open(source, file, notes))
    header, rows = _find_header(lines, column, file, notes)
    nothing = True
    for row in rows:
        nothing = False
        found = _find_name(row, header, notes)
        if found is not None:
            yield found
    if nothing:
        message = "no rows below the header; there is nothing to look up"
        raise DataError([Problem(file, header.row.line, 1, message)])


def columns_of(source: Source, *, file: str) -> list[str]:
    """Give the column names of a CSV file, as its first line has them."""
    lines = _Lines(_open(source, file, Notes(file)))
    separator = _take_separator(lines)
    ahead = lines.peek(1)
    return _best_cells(ahead, separator) if ahead else []


def _open(source: Source, file: str, notes: Notes) -> Iterator[Line]:
    lines = TextLines(source, file=file)
    if lines.encoding != "utf-8":
        notes.add(f"read as {lines.encoding.upper()}")
    yield from lines


class _Lines:
    """Lines that can be looked at before they are taken."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._ahead: deque[Line] = deque()

    def peek(self, count: int) -> list[Line]:
        while len(self._ahead) < count and (line := next(self._lines, None)) is not None:
            self._ahead.append(line)
        return list(self._ahead)[:count]

    def take(self) -> Line | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def give_back(self, lines: Sequence[Line]) -> None:
        self._ahead.extendleft(reversed(lines))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its first line, its text, its cells, and what is wrong with it."""

    line: int
    text: str
    cells: list[str]
    problem: str | None = None

    @property
    def filled(self) -> int:
        """How many of its cells hold something."""
        return sum(bool(cell.strip()) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Header:
    """The row that names the columns, what stands above it, and what parts its cells."""

    row: _Row
    column: str
    separator: str
    above: Sequence[_Row]

    @property
    def names(self) -> list[str]:
        return [_plain(cell) for cell in self.row.cells]

    @property
    def fault(self) -> str | None:
        """Why its rows cannot be read; None where they can."""
        if (times := self.names.count(self.column)) > 1:
            return f"{times} columns are called {self.column!r}; rename all but one"
        if any(row.filled >= self.row.filled for row in self.above):
            where = f"the column {self.column!r} is in line {self.row.line}"
            return f"{where}, not in the first; delete the lines above it"
        return None


def _find_name(row: _Row, header: _Header, notes: Notes) -> NameAt | None:
    """Return the name of a row, or what is wrong with it; None where it has none."""
    place, width = header.names.index(header.column), len(header.row.cells)
    surplus = any(cell.strip() for cell in row.cells[width:])
    if row.problem:
        return NameAt("", row.line, 1, row.problem)
    if not row.filled:
        notes.add(_BLANK, row.line)
    elif surplus and width == 1 and '"' not in row.text:
        notes.add("read with the commas, as the file has one column", row.line)
        return check_name(row.text, row.line, 1)
    elif surplus:
        quotes = f"put a cell that holds {_name_of(header.separator)} in quotes"
        message = f"{len(row.cells)} cells, the header has {width}; {quotes}"
        return NameAt("", row.line, 1, message)
    elif place >= len(row.cells):
        message = f"the row ends before {header.column}; add its other cells"
        return NameAt("", row.line, 1, message)
    elif not row.cells[place].strip():
        notes.add(f"without {header.column}, left out", row.line)
    else:
        before = header.separator.join([*row.cells[:place], ""])
        return check_name(from_cell(row.cells[place]), row.line, 1 + len(before))
    return None


def _find_header(
    lines: _Lines, column: str, file: str, notes: Notes
) -> tuple[_Header, Iterator[_Row]]:
    """Find the row that names the columns, and give the rows below it."""
    separator = _take_separator(lines)
    ahead = lines.peek(1)
    if not ahead:
        raise DataError([Problem(file, 1, 1, "the file is empty; its first line is the header")])
    found = _headers(ahead, column, separator)
    if not found:
        ahead = lines.peek(_HEAD_LINES)
        found = _headers(ahead, column, separator)
    line = ahead[0][0]
    if not found:
        there = _best_cells(ahead[:1], separator)
        message = f"no column {column!r}; there are: {', '.join(there)[:ECHOED]}"
        raise DataError([Problem(file, line, 1, message + _hint(there, column))])
    header, last = found[0], found[-1].row.line
    if len(found) > 1:
        fault = f"lines {line} to {last} do not tell which is the header; delete what is none"
        if line == last:
            fault = "the header does not tell what parts cells; save the file with commas"
        raise DataError([Problem(file, line, 1, fault)])
    if header.fault:
        raise DataError([Problem(file, line, 1, header.fault)])
    if above := [row.line for row in header.above if row.filled]:
        notes.add("above the header, left out", *above)
    if header.separator != ",":
        notes.add(f"cells are parted by {_name_of(header.separator)}")
    rows = _read_rows(lines, header.separator)
    for _ in (*header.above, header.row):
        next(rows)
    return header, rows


def _hint(there: list[str], column: str) -> str:
    """Say why a column is not found that is nearly there."""
    if len(there) == 1 and "|" in there[0]:
        return "; a bar parts no cells here, save the file with commas, semicolons or tabs"
    near = [one.strip() for one in there if one.strip().lower() == column.strip().lower()]
    return f"; write {near[0]!r}, letter by letter" if near else ""


def _headers(ahead: list[Line], column: str, separator: str | None) -> list[_Header]:
    """Return each row that has the column, read with each separator."""
    found = []
    for one in separator or SEPARATORS:
        rows = list(_read_rows(_Lines(ahead), one))
        for place, row in enumerate(rows):
            # a row of one cell is the same whatever parts cells
            same = len(row.cells) == 1 and one not in (separator, ",")
            header = _Header(row, _plain(column), one, rows[:place])
            if header.column in header.names and not row.problem and not same:
                found.append(header)
    return found


def _take_separator(lines: _Lines) -> str | None:
    """Take the first line where it does nothing but tell a spreadsheet what parts cells."""
    for _, text in lines.peek(1):
        if match := _SEPARATOR_LINE.fullmatch(text or ""):
            lines.take()
            return match["separator"]
    return None


def _name_of(separator: str) -> str:
    return SEPARATORS.get(separator, repr(separator))


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())


def _best_cells(ahead: list[Line], separator: str | None) -> list[str]:
    """Return the cells of the first row, parted by what gives most."""
    rows = [next(_read_rows(_Lines(ahead), one), None) for one in separator or SEPARATORS]
    return max(([] if row is None else row.cells or [row.text] for row in rows), key=len)


def _read_rows(lines: _Lines, separator: str) -> Iterator[_Row]:
    """Yield the rows of lines; one whose quote is not closed is its first line alone."""
    while (first := lines.take()) is not None:
        number, text = first
        if text is None:
            yield _Row(number, "", [], _TOO_LONG)
            continue
        taken: list[Line] = []
        cells, problem = _parse(text, separator)
        while problem == _OPEN and len(taken) < _MOST_LINES:
            following = lines.take()
            if following is None:
                break
            taken.append(following)
            if following[1] is None:
                break
            text += "\n" + following[1]
            cells, problem = _parse(text, separator)
        if problem:
            # the other lines may be rows of their own
            lines.give_back(taken)
            problem = _OPEN if taken else problem
        yield _Row(number, text, cells, problem)


def _parse(text: str, separator: str) -> tuple[list[str], str | None]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return next(reader, []), None
    except csv.Error as error:
        open_quote = str(error) == "unexpected end of data"
        return [], _OPEN if open_quote else f"no row of a CSV file: {error}; double inner quotes"

"""Files: where the data are, and how they are read."""

import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from korea_map.errors import DataError, KoreaMapError, Problem, shown
from korea_map.texts import (
    IN_UTF_16,
    LONGEST_JSON_LINE,
    LONGEST_LINE,
    MOST_LINES,
    fault_of_bytes,
    fault_of_sign,
    find_text_faults,
    is_hidden,
    is_utf_16,
    place_in,
)

NOT_FOUND = "file not found; add it, or correct the folder that is read"
"""What is said of a missing file: it may never have been there, or the folder is another."""

MORE: Final = "places_more.csv"
"""The places that are offered and never matched."""

LARGEST_FILE: Final = 1 << 24
"""Bytes that a file may have: 30 times the package's largest, and lists of 10,000 points."""

_AT_ONCE: Final = (
    getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)
_HEAD = 4096
"""Bytes of a file by which it is known what kind it is."""

_IRREGULAR: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}

# In JSON: text in quotes, or what stands outside of it and is no number of any table.
_NO_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(-?\d{17,}|NaN|-?Infinity)', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([dD][89abAB]..)\\u([dD][c-fC-F]..)|u(....)|([bfr])|.)", re.DOTALL)


@cache
def installed_data_dir() -> Path:
    """Return the folder of the data that came with the package.

    The checkout keeps it in `data/`, the wheel in `korea_map/_data/`.
    """
    here = Path(__file__).resolve().parent
    packed = here / "_data"
    return packed if packed.is_dir() else here.parent / "data"


def data_dir(path: str | os.PathLike[str] | None = None) -> Path:
    """Return `path`, or the folder of the data that came with the package when None.

    Raises
    ------
    DataError
        If there is no such folder.
    KoreaMapError
        If `path` is no path at all.
    """
    if path is None:
        return installed_data_dir()
    named = os.fspath(path) if isinstance(path, str | os.PathLike) else None
    if not isinstance(named, str) or "\0" in named:
        raise KoreaMapError(f"{shown(path)} is no folder; give the path of one with data files")
    folder = Path(named)
    if folder.is_file():
        message = f"is a file; name the folder that holds it: {shown_path(folder.parent)}"
        raise DataError([Problem(shown_path(folder), 1, 1, message)])
    if not folder.is_dir():
        message = "no such folder; correct its name, or make it with korea-map new"
        raise DataError([Problem(shown_path(folder), 1, 1, message)])
    return folder


def find_ground(folder: Path, name: str) -> Path:
    """Return where a file of the ground is: in a folder of its own, or with the package.

    A document stands on the ground that came with the package unless it brings another, file
    by file: places.csv, the readings, `raw/`, `basemap/` and datapackage.json. What belongs
    to the document itself is never looked up in this way. places_more.csv goes with places.csv:
    a folder that has places of its own has no others of the package beside them.

    Parameters
    ----------
    folder
        The data folder of a document.
    name
        Path of the file in it, e.g. `"basemap/land.geojson"`.

    Returns
    -------
    Path
        The file of the folder if it has one, else that of the package. Where neither is
        there, the one of the folder, so that a reader names what is missing.
    """
    own, installed = folder / name, installed_data_dir() / name
    if name == MORE and os.path.lexists(folder / "places.csv"):
        return own
    return installed if not os.path.lexists(own) and installed.exists() else own


def stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file does: its time in nanoseconds and its size."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def shown_path(path: Path, *, follow: bool = True) -> str:
    """Return a path as a message should show it: relative to the working folder if below it.

    Characters of a name that nobody sees, or that no text can hold, are written as escapes.
    A link is shown as what it leads to, unless it is not to be followed.
    """
    try:
        there = path.resolve() if follow else path.absolute()
        said = there.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere, or a loop of links
        said = path.as_posix()
    if said.isprintable():
        return said
    return "".join(ascii(sign)[1:-1] if is_hidden(sign) else sign for sign in said)


def is_within(path: Path, folder: Path) -> bool:
    """Tell whether a path stays below a folder, wherever links on its way lead."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a ring of links: it cannot be read anyway
        return True


class IrregularError(OSError):
    """What is to be read is no file: a folder, a pipe, a device."""


def open_file(path: Path) -> BufferedReader:
    """Open a file to read its bytes, at once and only if it is one.

    A pipe would keep a reader waiting for ever, and a device may have no end.

    Raises
    ------
    IrregularError
        If there is something else, itself or behind a link.
    OSError
        If it is not there or cannot be opened.
    """
    _raise_irregular(path.stat().st_mode)
    # what comes between the two looks may be a pipe: it is opened without waiting
    number = os.open(path, os.O_RDONLY | _AT_ONCE)
    try:
        _raise_irregular(os.fstat(number).st_mode)
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def name_irregular(mode: int) -> str | None:
    """Return what is there where a file should be, by its mode; None where it is a file."""
    return None if stat.S_ISREG(mode) else _IRREGULAR.get(stat.S_IFMT(mode), "something else")


def _raise_irregular(mode: int) -> None:
    if what := name_irregular(mode):
        raise IrregularError(0, f"is {what} where a file belongs; put the file there")


def _read_bytes(path: Path) -> bytes:
    with open_file(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        # what a system makes up while it is read says that it has no size
        raw = stream.read(-1 if 0 < size <= LARGEST_FILE else LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        most = f"{LARGEST_FILE >> 20} MB"
        raise IrregularError(0, f"has more than {most}; divide it, or leave out what is not needed")
    return raw


_AHEAD: dict[Path, tuple[tuple[int, int], bytes]] = {}


def read_ahead(path: Path) -> bytes:
    """Return the bytes of a file that `read_text` is to read next, and keep them until then."""
    when = stamp(path)
    raw = _read_bytes(path)
    _AHEAD[path] = (when, raw)
    return raw


def _take(path: Path) -> bytes:
    when, raw = _AHEAD.pop(path, ((0, 0), b""))
    return raw if when != (0, 0) and when == stamp(path) else _read_bytes(path)


def read_text(path: Path, problems: list[Problem] | None = None, *, is_json: bool = False) -> str:
    """Return the text of a file of a document: every one comes in by this door.

    It is a file, not too large, in UTF-8 and in normal form C, without characters that nobody
    sees, and no line is too long.

    Parameters
    ----------
    path
        The file.
    problems
        Collects what does not hide the text: UTF-16, a byte order mark, faults of single
        lines. The text is then returned, so that its other faults are found too. None
        raises for it.
    is_json
        Whether it is JSON, which programs write in one line.

    Raises
    ------
    DataError
        If the file is missing, cannot be read, or is no text in UTF-8.
    """
    shown = shown_path(path)
    try:
        raw = _take(path)
    except FileNotFoundError:
        raise DataError([Problem(shown, 1, 1, NOT_FOUND)]) from None
    except IrregularError as error:
        raise DataError([Problem(shown, 1, 1, str(error.strerror))]) from None
    except (OSError, ValueError) as error:  # ValueError: a path that no system can have
        reason = getattr(error, "strerror", None) or error
        raise DataError([Problem(shown, 1, 1, f"cannot be read: {reason}")]) from None
    if fault := fault_of_bytes(raw[:_HEAD]):
        raise DataError([Problem(shown, 1, 1, fault)])
    told = []
    if is_utf_16(raw):
        text = raw.decode("utf-16", errors="replace").replace("\ufffd", "?")
        told.append(Problem(shown, 1, 1, IN_UTF_16))
    else:
        text = _decode(raw, shown)
    if text.startswith("\ufeff"):
        text = text[1:]
        told.append(Problem(shown, 1, 1, "byte order mark; save the file as UTF-8 without it"))
    bounds = (LONGEST_JSON_LINE, LARGEST_FILE) if is_json else (LONGEST_LINE, MOST_LINES)
    for line, column, message in find_text_faults(text, longest=bounds[0], most=bounds[1]):
        fault_of_line = Problem(shown, line, column, message)
        if line > bounds[1] or column > bounds[0]:  # nothing more can be said of such a text
            raise DataError([*told, fault_of_line])
        told.append(fault_of_line)
    if told and problems is None:
        raise DataError(told)
    if problems is not None:
        problems += told
    return text


def _decode(raw: bytes, shown: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise DataError([Problem(shown, line, column, message)]) from None


def read_json(path: Path) -> Any:
    """Return the value of a JSON file.

    Raises
    ------
    DataError
        If the file cannot be read as text, is not JSON, or holds what no file may hold:
        numbers beyond measure, half characters, what nobody sees.
    """
    return parse_json(read_text(path, is_json=True), path)


def parse_json(text: str, path: Path) -> Any:
    """Return the value of JSON that was read from a file; see `read_json`."""
    shown = shown_path(path)
    try:
        value = json.loads(text, parse_constant=_refuse, parse_int=_to_int)
    except json.JSONDecodeError as error:
        problem = Problem(shown, error.lineno, error.colno, f"not JSON: {error.msg}")
        raise DataError([problem]) from None
    except RecursionError:
        raise DataError([Problem(shown, 1, 1, "not JSON: nested too deeply")]) from None
    except ValueError as error:
        found = (match for match in _NO_NUMBER.finditer(text) if match[1])
        at = next((match.start() for match in found), 0)
        raise DataError(
            [Problem(shown, *place_in(text, at), f"not usable JSON: {error}")]
        ) from None
    if "\\" in text and (faults := list(_find_escaped(text, value, shown))):
        raise DataError(faults)
    return value


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number; write one, or leave it out")


def _to_int(digits: str) -> int:
    if len(digits) > 16:  # more than fifteen digits and a sign, as in every table
        raise ValueError(f"a number of {len(digits)} digits; round it")
    return int(digits)


def _find_escaped(text: str, value: Any, shown: str) -> Iterator[Problem]:
    """Yield what an escape of JSON stands for that would be refused if it stood there itself."""
    first = None
    for match in _ESCAPE.finditer(text):
        high, low, single, control = match.groups()
        if control:
            sign = {"b": "\b", "f": "\f", "r": "\r"}[control]
        elif high or single:
            first = match.start() if first is None else first
            pair = int(high, 16) - 0xD800 << 10 | int(low, 16) - 0xDC00 if high else 0
            sign = chr(pair + 0x10000) if high else chr(int(single, 16))
        else:
            continue
        if is_hidden(sign) and sign not in "\n\t":
            message = fault_of_sign(sign, by=" by an escape")
            yield Problem(shown, *place_in(text, match.start()), message)
            return
    if first is not None:
        written = json.dumps(value, ensure_ascii=False)
        if not unicodedata.is_normalized("NFC", written):
            message = "not in Unicode normal form C by an escape; write the letter itself"
            yield Problem(shown, *place_in(text, first), message)

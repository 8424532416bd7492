"""Files: where the data are, and how they are read."""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from korea_map.errors import DataError, KoreaMapError, Problem, shown
from korea_map.texts import IN_UTF_16, fault_of_bytes, is_utf_16

NOT_FOUND = "file not found; add it, or correct the folder that is read"
"""What is said of a missing file: it may never have been there, or the folder is another."""

_HEAD = 4096
"""Bytes of a file by which it is known what kind it is."""

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


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
    to the document itself is never looked up in this way.

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
    return installed if not os.path.lexists(own) and installed.exists() else own


def stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file does: its time in nanoseconds and its size."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def shown_path(path: Path) -> str:
    """Return a path as a message should show it: relative to the working folder if below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere, or a loop of links
        return path.as_posix()


_AHEAD: dict[Path, tuple[tuple[int, int], bytes]] = {}


def read_ahead(path: Path) -> bytes:
    """Return the bytes of a file that `read_text` is to read next, and keep them until then."""
    when = stamp(path)
    raw = path.read_bytes()
    _AHEAD[path] = (when, raw)
    return raw


def _take(path: Path) -> bytes:
    when, raw = _AHEAD.pop(path, ((0, 0), b""))
    return raw if when != (0, 0) and when == stamp(path) else path.read_bytes()


def read_text(path: Path, problems: list[Problem] | None = None) -> str:
    """Return the text of a UTF-8 file.

    Parameters
    ----------
    path
        The file.
    problems
        Collects what does not hide the text: UTF-16, a byte order mark. The text is then
        returned without it, so that its other faults are found too. None raises for it.

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
    except OSError as error:
        raise DataError([Problem(shown, 1, 1, f"cannot be read: {error.strerror}")]) from None
    if fault := fault_of_bytes(raw[:_HEAD]):
        raise DataError([Problem(shown, 1, 1, fault)])
    told = []
    if is_utf_16(raw):
        text = raw.decode("utf-16", errors="replace")
        told.append(Problem(shown, 1, 1, IN_UTF_16))
    else:
        text = _decode(raw, shown)
    if text.startswith("\ufeff"):
        text = text[1:]
        told.append(Problem(shown, 1, 1, "byte order mark; save the file as UTF-8 without it"))
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
        If the file cannot be read as text, is not JSON, or holds what cannot be written
        again: numbers beyond measure, half characters.
    """
    return parse_json(read_text(path), path)


def parse_json(text: str, path: Path) -> Any:
    """Return the value of JSON that was read from a file; see `read_json`."""
    shown = shown_path(path)
    try:
        value = json.loads(text)
        if _ESCAPED_SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        problem = Problem(shown, error.lineno, error.colno, f"not JSON: {error.msg}")
        raise DataError([problem]) from None
    except RecursionError:
        raise DataError([Problem(shown, 1, 1, "not JSON: nested too deeply")]) from None
    except ValueError as error:
        raise DataError([Problem(shown, 1, 1, f"not usable JSON: {error}")]) from None
    return value

"""Texts as they come in: bytes to the very characters of a text, within bounds.

Nothing is normalised and no line end is changed, since every offset counts what stands there.
What is not UTF-8 is never guessed.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from korea_map.errors import DataError, KoreaMapError, Problem, shown
from korea_map.files import IrregularError, open_file, shown_path
from korea_map.texts import Source, fault_of_bytes, is_utf_16, place_in

LARGEST: Final = 8 << 20
"""Bytes that a text may have: some five thick books, and what a small computer bears."""

_CHUNK: Final = 1 << 16
_HEAD: Final = 4096
"""Bytes of a text by which it is known what kind it is."""


@dataclass(frozen=True, slots=True)
class Given:
    """A text that is to be read.

    Attributes
    ----------
    text
        Its characters, without a byte order mark.
    file
        What messages call it.
    path
        Where it is from; None where it is from no file.
    """

    text: str
    file: str
    path: Path | None = None


def take_text(text: object) -> Given:
    """Take a text that is given as itself, or as the path of its file.

    Raises
    ------
    KoreaMapError
        It is neither.
    DataError
        The file cannot be read as text.

    Examples
    --------
    >>> take_text("By rail to Taiko.")
    Given(text='By rail to Taiko.', file='text', path=None)
    """
    if isinstance(text, str):
        return Given(text, "text")
    if isinstance(text, os.PathLike) and isinstance(path := os.fspath(text), str):
        return open_text(Path(path))
    raise KoreaMapError(f"{shown(text)} is no text; give a string, or the Path of a file")


def open_text(path: Path) -> Given:
    """Read the text of a file.

    Raises
    ------
    DataError
        It is not there, no file, too large, or no text in UTF-8 or UTF-16.
    """
    file = shown_path(path)
    try:
        with open_file(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            raw = _take(stream, file) if size <= LARGEST else _refuse_size(file)
    except DataError:
        raise
    except FileNotFoundError:
        raise DataError([Problem(file, 1, 1, "file not found; correct its name")]) from None
    except IrregularError as error:
        message = str(error.strerror).partition(" where")[0]
        raise DataError([Problem(file, 1, 1, f"{message}; give the path of a text")]) from None
    except (OSError, ValueError) as error:  # ValueError: a path that no system can have
        reason = getattr(error, "strerror", None) or error
        raise DataError([Problem(file, 1, 1, f"cannot be read: {reason}")]) from None
    return Given(decode(raw, file), file, path)


def read_stream(source: Source, file: str) -> Given:
    """Read the text of a stream, such as standard input, and no more of it than a text may have.

    Raises
    ------
    DataError
        It is too long, or no text in UTF-8 or UTF-16.
    """
    return Given(decode(_take(source, file), file), file)


def decode(raw: bytes, file: str) -> str:
    r"""Return bytes as text.

    Parameters
    ----------
    raw
        In UTF-8, or in UTF-16 that begins with a byte order mark.
    file
        What messages call them.

    Raises
    ------
    DataError
        They are neither, or hold what no text has.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfTaiko\r\n", "a.txt")
    'Taiko\r\n'
    """
    if fault := fault_of_bytes(raw[:_HEAD]):
        raise DataError([Problem(file, 1, 1, fault.replace("the sheet as CSV", "the text"))])
    wide = is_utf_16(raw)
    try:
        text = raw.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        raise DataError([_fault_of_code(raw, error, file, wide=wide)]) from None
    if not wide:
        text = text.removeprefix("\ufeff")
    if "\0" in text:
        line, column = place_in(text, text.index("\0"))
        message = "a NUL, which no text has; give a plain text, not the file of a program"
        raise DataError([Problem(file, line, column, message)])
    return text


def _fault_of_code(raw: bytes, error: UnicodeDecodeError, file: str, *, wide: bool) -> Problem:
    before = raw[: error.start].decode("utf-16" if wide else "utf-8", errors="ignore")
    line, column = place_in(before.removeprefix("\ufeff"), len(before.removeprefix("\ufeff")))
    if wide:
        message = "the file ends within a character of UTF-16, or one is broken; save it as UTF-8"
    else:
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the text as UTF-8"
    return Problem(file, line, column, message)


def _take(source: Source, file: str) -> bytes:
    pieces, size = [], 0
    while piece := source.read1(_CHUNK):
        size += len(piece)
        if size > LARGEST:
            _refuse_size(file)
        pieces.append(piece)
    return b"".join(pieces)


def _refuse_size(file: str) -> bytes:
    message = f"holds more than {LARGEST >> 20} MB; divide it, and read the parts one by one"
    raise DataError([Problem(file, 1, 1, message)])

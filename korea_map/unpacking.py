"""Files of others, opened with bounds: plain, gzip or zip, and never more of them than is sensible.

A device or a pipe may have no end, a small packed file may hold a large one. What is no
ordinary file is refused before it is opened, and reading ends where a bound is passed.
"""

import gzip
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from korea_map.errors import DataError, Problem
from korea_map.files import name_irregular, open_file, shown_path
from korea_map.terminal import excerpt
from korea_map.texts import Source

LARGEST: Final = 512 * 2**20
"""Bytes that a file may have, also when it is unpacked."""

_FREE: Final = 4 * 2**20
"""Bytes that a packed file may hold whatever its own size."""
_SQUEEZED: Final = 50
"""How many times as large as itself the content of a larger one may be; text is some 5 times."""
_DIRECTORY: Final = 2**20
"""Bytes that the list of files in an archive may have."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that can be undone piece by piece."""

Choose = Callable[[Sequence[str]], str]


def refuse_strange(path: Path) -> None:
    """Refuse a path that is no ordinary file, or too large a one.

    Raises
    ------
    DataError
        Which names the path, and what to give instead.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise _refusal(path, f"cannot be read: {error.strerror}") from None
    except ValueError:  # as a NUL in it
        raise _refusal(path, "is no path of a file; correct it") from None
    if what := name_irregular(state.st_mode):
        raise _refusal(path, f"is no file but {what}; give the path of a file")
    if state.st_size > LARGEST:
        raise _refusal(path, f"is larger than {LARGEST >> 20} MB; give a part of it")


def _refusal(path: Path, message: str) -> DataError:
    return DataError([Problem(shown_path(path), 1, 1, message)])


class Bounded:
    """Bytes that end in an error where they are too many.

    Parameters
    ----------
    source
        The bytes, unpacked.
    file
        What messages call it.
    packed
        Tells how many bytes of the packed file are read; None for what is not packed.
    """

    def __init__(self, source: Source, file: str, packed: Callable[[], int] | None = None) -> None:
        self._source = source
        self._file = file
        self._packed = packed
        self._read = 0

    def read1(self, size: int, /) -> bytes:
        """Return some bytes, at most so many; none at the end."""
        raw = self._source.read1(size)
        self._read += len(raw)
        most = LARGEST
        if self._packed:
            most = min(most, max(_FREE, _SQUEEZED * self._packed()))
        if self._read > most:
            what = "unpacks to" if self._packed else "holds"
            message = f"{what} more than {most >> 20} MB, which is no list of places; give another"
            raise DataError([Problem(self._file, 1, 1, message)])
        return raw


class Unbuffered:
    """Bytes as the system gives them, past the buffer of a stream that has one.

    Parameters
    ----------
    stream
        Nothing has been read of it yet.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._read = getattr(stream, "raw", stream).read

    def read1(self, size: int, /) -> bytes:
        """Return some bytes, at most so many; none at the end."""
        return self._read(size) or b""


@contextmanager
def open_bounded(path: Path, choose: Choose) -> Iterator[tuple[Source, Callable[[], float]]]:
    """Give the bytes of a file, unpacked, and what tells the share of the file that is read.

    Parameters
    ----------
    path
        A file, plain, gzip or zip; the contents decide, not the name.
    choose
        Gives the member of an archive that is wanted, of the names of all.

    Raises
    ------
    DataError
        It cannot be read or unpacked, or is too large.
    """
    refuse_strange(path)
    size, shown = path.stat().st_size or 1, shown_path(path)
    try:
        with open_file(path) as file:
            head = file.read(4)
            file.seek(0)

            def share() -> float:
                return min(1.0, file.tell() / size)

            if head.startswith(b"PK"):
                with (
                    zipfile.ZipFile(cast("IO[bytes]", _Guarded(file, shown))) as archive,
                    archive.open(_take_member(archive, choose, shown)) as member,
                ):
                    yield Bounded(cast("zipfile.ZipExtFile", member), shown, file.tell), share
            elif head.startswith(b"\x1f\x8b"):
                yield Bounded(gzip.GzipFile(fileobj=file), shown, file.tell), share
            else:
                yield Bounded(file, shown), share
    except DataError:
        raise
    except Exception as error:  # the unpackers raise what they like
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise _refusal(path, f"cannot be read: {reason[:200]}") from error


def _take_member(archive: zipfile.ZipFile, choose: Choose, shown: str) -> zipfile.ZipInfo:
    infos = {info.filename: info for info in archive.infolist()}
    chosen = infos[choose(list(infos))]
    if chosen.flag_bits & 1:
        message = f"{excerpt(chosen.filename)} is locked, password required; unpack it"
    elif chosen.compress_type not in _METHODS:
        message = f"{excerpt(chosen.filename)} is packed in an unusual way; unpack it"
    else:
        return chosen
    raise DataError([Problem(shown, 1, 1, f"cannot be read: {message}")])


class _Guarded:
    """A file of which nobody reads much at once: what an archive says of its own size may lie."""

    def __init__(self, file: IO[bytes], shown: str) -> None:
        self._file = file
        self._shown = shown
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self.close = file.close

    def read(self, size: int = -1, /) -> bytes:
        if size > _DIRECTORY:
            message = "holds too many files for a packed dump; unpack it and give KR.txt"
            raise DataError([Problem(self._shown, 1, 1, message)])
        return self._file.read(size if size >= 0 else _DIRECTORY)

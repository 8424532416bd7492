"""Outputs: files that belong together are written whole or not at all.

A set is written beside its targets under names that nothing else has, flushed to the disk,
and then renamed, its head last: whoever opens a new page finds the files beside it new as
well. One writer at a time works in a folder, by a lock that the system lifts when the process
is gone. So whatever lies there under such a name is left of a process that was killed: a set
that it had renamed in part is completed, the rest is cleared.
"""

import errno
import json
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from korea_map.errors import KoreaMapError
from korea_map.files import shown_path
from korea_map.turns import OWN_PREFIX, Interrupts, hold

_OWN: Final = re.compile(re.escape(OWN_PREFIX) + r"[0-9a-f]{16}(?:-\d+\.(?:new|old)|\.set)")
"""What is written and not yet renamed, what it takes the place of, and the list of a set."""
_OLD_S: Final = 86_400.0
"""Where a file system knows no locks nobody writes as long as this."""
_NO_FLUSH: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_EXACT: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(slots=True)
class _Piece:
    """A file of a set: as it was named, where it is, what it is until then, and what was there."""

    named: Path
    target: Path
    new: Path
    old: Path


def write_all(
    files: Mapping[Path, bytes], *, head: Path | None = None, lasting: bool = True
) -> None:
    """Write the files of a set whole or not at all.

    A link stays, and the file that it leads to is written. A file that is there keeps its mode
    and, where the system lets it, its owner; its other hard links keep what they have.

    Parameters
    ----------
    files
        What to write, by path. Folders that are missing are made.
    head
        The file that leads to the others: it is renamed last.
    lasting
        Whether the files must outlive a loss of power; what can be made anew need not.

    Raises
    ------
    KoreaMapError
        If a file cannot be written; earlier files are then as they were.
    """
    writing = _Writing(lasting)
    try:
        writing.write(dict(sorted(files.items(), key=lambda item: item[0] == head)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise KoreaMapError(f"{_name(writing.current)}: cannot be written: {reason}") from error


class _Writing:
    """One set on its way to the disk."""

    def __init__(self, lasting: bool) -> None:
        self.current = Path()
        """The file that is at work, for a message."""
        self._lasting = lasting
        self._token = f"{OWN_PREFIX}{secrets.token_hex(8)}"
        self._made: list[Path] = []

    def write(self, files: Mapping[Path, bytes]) -> None:
        """Write files in their order, the last one as the head of all."""
        pieces = [self._find(path, number) for number, path in enumerate(files)]
        _refuse_same(pieces)
        folders = list(dict.fromkeys(piece.target.parent for piece in pieces))
        if not pieces:
            return
        journal = pieces[-1].target.with_name(f"{self._token}.set")
        with ExitStack() as held, Interrupts() as interrupts:
            try:
                for piece in pieces:
                    self.current = piece.named
                    self._make_folder(piece.target.parent)
                alone = hold(folders, held, interrupts)
                for folder in folders:
                    _clear(folder, alone=alone)
                for piece, content in zip(pieces, files.values(), strict=True):
                    interrupts.let_through()
                    self.current = piece.named
                    self._stage(piece, content)
                self._rename(pieces, folders, journal)
                self._made.clear()
            finally:
                for piece in pieces:
                    _remove(piece.new)
                    _remove(piece.old)
                _remove(journal)
                for folder in reversed(self._made):
                    with suppress(OSError):
                        folder.rmdir()

    def _find(self, path: Path, number: int) -> _Piece:
        self.current = path
        target = _find_target(path)
        new, old = (target.with_name(f"{self._token}-{number}.{kind}") for kind in ("new", "old"))
        return _Piece(path, target, new, old)

    def _make_folder(self, folder: Path) -> None:
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            with suppress(FileExistsError):  # another writer was first
                one.mkdir()
                self._made.append(one)

    def _stage(self, piece: _Piece, content: bytes) -> None:
        """Write a file under the name that it has until all are written."""
        before = piece.target.stat() if piece.target.exists() else None
        mode = 0o666 if before is None else stat.S_IMODE(before.st_mode) & 0o777
        handle = os.open(piece.new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _EXACT, mode)
        with os.fdopen(handle, "wb") as stream:
            if before is not None and os.name == "posix":
                _keep(stream.fileno(), before, mode)
            stream.write(content)
            stream.flush()
            if self._lasting:
                _flush(stream.fileno())

    def _rename(self, pieces: Sequence[_Piece], folders: Sequence[Path], journal: Path) -> None:
        """Put a whole set in place; where one file will not go, the others come back."""
        *others, head = pieces
        there = [piece for piece in pieces if others and piece.target.exists()]
        for piece in there:
            _set_aside(piece)
        if others:
            self._list(pieces, journal)
        self._flush_folders(folders)
        try:
            for piece in others:
                self.current = piece.named
                piece.new.replace(piece.target)
            if others:
                self._flush_folders(folders)
            self.current = head.named
            head.new.replace(head.target)
        except BaseException:
            for piece in reversed(pieces if others else []):
                if not piece.new.exists():
                    _put_back(piece, was_there=piece in there)
            raise
        _remove(journal)
        self._flush_folders([*folders, *(folder.parent for folder in self._made)])

    def _list(self, pieces: Sequence[_Piece], journal: Path) -> None:
        """Write down what is to be renamed, if all of it is below the folder of the head."""
        base = journal.parent
        if not all(piece.target.is_relative_to(base) for piece in pieces):
            return
        rows = [
            [
                *(one.relative_to(base).as_posix() for one in (piece.new, piece.target)),
                *_sign(piece.new),
            ]
            for piece in pieces
        ]
        handle = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _EXACT, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(json.dumps(rows).encode("ascii"))
            stream.flush()
            if self._lasting:
                _flush(stream.fileno())

    def _flush_folders(self, folders: Iterable[Path]) -> None:
        if self._lasting and os.name == "posix":
            for folder in folders:
                with suppress(OSError):  # a folder that may be written and not be read
                    handle = os.open(folder, os.O_RDONLY)
                    try:
                        os.fsync(handle)
                    finally:
                        os.close(handle)


def _name(path: Path) -> str:
    """Return how a message calls a file: a link by its own name."""
    return (Path(shown_path(path.parent)) / path.name).as_posix()


def _find_target(path: Path) -> Path:
    """Return the file that a path stands for, behind every link.

    Raises
    ------
    KoreaMapError
        If there is something else than a file, or a link that leads to none.
    """
    for folder in reversed(path.parents):
        _look_at(folder)
        if folder.exists() and not folder.is_dir():
            raise KoreaMapError(f"{_name(folder)}: is no folder; move it away, or name another")
    _look_at(path)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISDIR(mode):
        link = "a link to a folder" if path.is_symlink() else "a folder"
        raise KoreaMapError(f"{_name(path)}: is {link}; move it away")
    if not stat.S_ISREG(mode):
        raise KoreaMapError(f"{_name(path)}: is a device or a pipe; name a file")
    return Path(os.path.realpath(path))


def _look_at(path: Path) -> None:
    """Refuse a link that leads nowhere."""
    if path.is_symlink() and not path.exists():
        try:
            path.stat()
        except OSError as error:
            ring = error.errno == errno.ELOOP
            what = "leads back to itself" if ring else f"leads to nothing ({path.readlink()})"
            raise KoreaMapError(f"{_name(path)}: is a link that {what}; remove it") from None


def _refuse_same(pieces: Iterable[_Piece]) -> None:
    """Refuse a set of which two files are one, by a link."""
    known: dict[Path, _Piece] = {}
    for piece in pieces:
        other = known.setdefault(piece.target, piece)
        if other is not piece:
            one, two = _name(other.named), _name(piece.named)
            raise KoreaMapError(f"{two}: is the same file as {one}, by a link; remove the link")


def _keep(handle: int, before: os.stat_result, mode: int) -> None:
    """Give a new file the owner and the mode of the one that it replaces, as far as may be."""
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.fchown(handle, before.st_uid, before.st_gid)
        except OSError:
            with suppress(OSError):  # a group of one's own may still be given
                os.fchown(handle, -1, before.st_gid)
    with suppress(OSError):  # a file system without modes
        os.fchmod(handle, mode)


def _flush(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise


def _set_aside(piece: _Piece) -> None:
    """Keep what a file holds, under another name, until all are renamed."""
    try:
        os.link(piece.target, piece.old)
    except OSError:
        shutil.copy2(piece.target, piece.old)


def _put_back(piece: _Piece, *, was_there: bool) -> None:
    with suppress(OSError):
        if was_there:
            piece.old.replace(piece.target)
        else:
            piece.target.unlink()


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _clear(folder: Path, *, alone: bool) -> None:
    """Complete and clear what killed writers left in a folder."""
    try:
        there = [one for one in os.scandir(folder) if _OWN.fullmatch(one.name)]
        left = [folder / one.name for one in there if one.is_file(follow_symlinks=False)]
    except OSError:
        return
    if not alone:  # another may be at work
        left = [path for path in left if _age_s(path) > _OLD_S]
    for path in left:
        if path.suffix == ".set":
            with suppress(OSError, ValueError, TypeError, RecursionError):
                _complete(path)
    for path in left:
        _remove(path)


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _complete(journal: Path) -> None:
    """Rename what is left of a set, if the rest of it is in place as it was written."""
    base = Path(os.path.realpath(journal.parent))
    rows = json.loads(journal.read_bytes())
    waiting = []
    for new_name, target_name, *signed in rows:
        new, target = base / new_name, base / target_name
        # a list that leads out of the folder is none of ours
        own = _OWN.fullmatch(new.name) and new.parent == target.parent
        if not own or any(Path(os.path.realpath(one)) != one for one in (new, target)):
            return
        if not target.is_relative_to(base):
            return
        at = new if new.exists() else target
        if _sign(at) != signed:
            return
        if at is new:
            waiting.append((new, target))
    if len(waiting) < len(rows):
        for new, target in waiting:
            new.replace(target)


def _sign(path: Path) -> list[int]:
    """Return by what a file is known again after it is renamed."""
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]

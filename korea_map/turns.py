"""Whose turn it is to write: one at a time in a folder, and Ctrl-C when nothing is half done."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Final, Self

from korea_map.errors import KoreaMapError
from korea_map.files import shown_path

OWN_PREFIX: Final = ".korea-map-"
"""How the name of every file begins that is there only while others are written."""

_PATIENCE_S: Final = 60.0
_PAUSE_S: Final = 0.01


class Interrupts:
    """Ctrl-C while a set is written: it waits for a moment at which nothing is half done."""

    def __init__(self) -> None:
        self._caught: tuple[int, FrameType | None] | None = None
        in_main = threading.current_thread() is threading.main_thread()
        earlier = signal.getsignal(signal.SIGINT) if in_main else None
        self._earlier = earlier if callable(earlier) else None

    def __enter__(self) -> Self:
        if self._earlier is not None:
            signal.signal(signal.SIGINT, self._catch)
        return self

    def __exit__(self, *_: object) -> None:
        if self._earlier is not None:
            signal.signal(signal.SIGINT, self._earlier)
            self.let_through()

    def _catch(self, number: int, frame: FrameType | None) -> None:
        self._caught = number, frame

    def let_through(self) -> None:
        """Do what Ctrl-C does elsewhere, if it was pressed."""
        caught, self._caught = self._caught, None
        if caught is not None and self._earlier is not None:
            self._earlier(*caught)


def hold(folders: Iterable[Path], held: ExitStack, interrupts: Interrupts) -> bool:
    """Keep other writers out of folders; tell whether the file system can.

    Parameters
    ----------
    folders
        Folders that are there.
    held
        Lets them go at its end.
    interrupts
        Asked for Ctrl-C while another writer has its turn.

    Raises
    ------
    KoreaMapError
        If another writer has been in one of them for a minute.
    """
    # each once by whatever name, and in one order for all, so that no two wait for one another
    known = {(state.st_dev, state.st_ino): one for one in folders for state in [one.stat()]}
    locked = [_hold_one(known[each], held, interrupts) for each in sorted(known)]
    return all(locked)


def _hold_one(folder: Path, held: ExitStack, interrupts: Interrupts) -> bool:
    give_up = time.monotonic() + _PATIENCE_S
    while True:
        try:
            handle = _lock(folder)
        except BlockingIOError:
            interrupts.let_through()
            if time.monotonic() > give_up:
                raise KoreaMapError(
                    f"{shown_path(folder)}: another run has been writing here for a minute; "
                    "wait until it ends, or end it"
                ) from None
            time.sleep(_PAUSE_S)
            continue
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)  # one that failed took its folder away
            continue
        except OSError:
            return False
        if _is_still(folder, handle):
            held.callback(os.close, handle)
            return True
        os.close(handle)


if sys.platform == "win32":

    def _lock(folder: Path) -> int:
        """Open a file that is there once and goes when it is closed, also by the system."""
        path = folder / f"{OWN_PREFIX}lock"
        try:
            return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except FileExistsError:
            raise BlockingIOError from None
        except PermissionError:
            if path.exists():  # it is just going
                raise BlockingIOError from None
            raise

    def _is_still(_folder: Path, _handle: int) -> bool:
        return True

else:
    import fcntl

    def _lock(folder: Path) -> int:
        """Lock the folder itself: no file is needed, and none stays."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(handle)
            raise
        return handle

    def _is_still(folder: Path, handle: int) -> bool:
        """Tell whether what is locked is the folder that has this name now."""
        try:
            return os.path.samestat(os.fstat(handle), folder.stat())
        except FileNotFoundError:
            return False

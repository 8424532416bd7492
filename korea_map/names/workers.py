"""Several processes for many names: the index is built once and forked, answers keep their order.

The processes end with their names, with the one who asks, or with the process that began them.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from korea_map.errors import KoreaMapError
from korea_map.names.coming import TellsWhatIsAtHand

AHEAD: Final = 32
"""Names for each worker that are taken before they are answered."""

_SLOW_S: Final = 0.1
"""Where a name took longer to come, answers are given before the next is waited for."""
_TO_STOP: Final = {
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
}
_PROC: Final = Path("/proc")
_KB: Final = 1024

A = TypeVar("A")


def why_not() -> str | None:
    """Say why this process cannot be forked; None where it can.

    A process that has threads is not: what one of them holds would be held in the copy for ever.
    """
    # macOS has fork and says of its own libraries that they do not stand it
    if "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return "this system cannot fork the index; one worker answers"
    if threading.active_count() > 1:
        return "this process has threads and cannot be forked; one worker answers"
    return None


@dataclass(frozen=True, slots=True)
class Asked(Generic[A]):
    """How names are answered where some of them are looked up in other processes.

    Attributes
    ----------
    known
        Gives the answer to what needs no look-up, in this process; None where it needs one.
    look_up
        Looks a name up, in another process; bytes travel cheaply.
    settle
        Makes the answer of them, in this process, or of what `look_up` raised.
    """

    known: Callable[[Any], A | None]
    look_up: Callable[[str], bytes]
    settle: Callable[[str, Callable[[], bytes]], A]


def spread(
    names: Iterable[Any], asked: Asked[A], workers: int, tell: Callable[[str], None] | None = None
) -> Iterator[A]:
    """Answer names by several processes, in order, each distinct name once.

    Parameters
    ----------
    names
        Taken as they are wanted, at most `AHEAD` for each worker before they are answered. An
        answer that is due does not wait for the next name where `names` tell what is at hand;
        where they do not, it waits for none after one that was slow to come.
    asked
        How they are answered.
    workers
        How many processes.
    tell
        Called at the end with a sentence on the memory of the workers; None for nobody.

    Raises
    ------
    KoreaMapError
        The processes cannot be had, or one ended before its names were answered.
    """
    coming = iter(names)
    due: deque[tuple[str, A | Future[bytes]]] = deque()
    flying: dict[str, Future[bytes]] = {}
    tells = names if isinstance(names, TellsWhatIsAtHand) else None

    def is_wanted() -> bool:
        """Tell whether the answer that is due comes before the next name."""
        first = due[0][1]
        if not isinstance(first, Future) or first.done() or len(due) >= AHEAD * workers:
            return True
        return slow if tells is None else not tells.at_hand()

    def settle() -> A:
        name, answer = due.popleft()
        if not isinstance(answer, Future):
            return answer
        flying.pop(name, None)
        return asked.settle(name, answer.result)

    slow = True
    with _fork(asked.look_up, workers) as (executor, pids):
        while True:
            while due and is_wanted():
                yield settle()
            since = time.monotonic()
            try:
                name = next(coming)
            except StopIteration:
                break
            slow = time.monotonic() - since > _SLOW_S
            known = asked.known(name)
            if known is not None:
                due.append(("", known))
                continue
            if name not in flying:
                flying[name] = executor.submit(_look_up, name)
            due.append((name, flying[name]))
        while due:
            yield settle()
        told = told_memory(pids)
    if tell is not None:
        most = f"{workers} workers, with at most {_most_mb()} MB each, what is shared included"
        tell(told or most)


@contextmanager
def _fork(
    look_up: Callable[[str], bytes], workers: int
) -> Iterator[tuple[ProcessPoolExecutor, Collection[int]]]:
    """Give processes that look names up, and their numbers; end them at the end."""
    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(workers, context, _begin, (look_up,))
    before = set(multiprocessing.active_children())
    try:
        with _undisturbed():
            executor.submit(os.getpid)  # with the first task all are forked
        begun = set(multiprocessing.active_children()) - before
        yield executor, sorted(one.pid for one in begun if one.pid is not None)
    except BrokenProcessPool:
        reason = "a worker ended before it had answered: killed, or out of memory"
        raise KoreaMapError(f"{reason}; ask again, with fewer workers") from None
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nothing come between a process and its copies while they are made.

    A signal waits until each has handlers of its own. What is there already is no garbage in
    any of them: the search for it would write into every page, and no page were shared.
    """
    before = set(multiprocessing.active_children())
    gc.collect()
    gc.freeze()
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, _TO_STOP)
    try:
        with warnings.catch_warnings():
            # of the threads that numpy's library has for matrices, which a fork does not disturb
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    except OSError as error:
        for one in set(multiprocessing.active_children()) - before:
            one.kill()
            one.join()
        reason = f"the workers cannot be begun: {error.strerror}"
        raise KoreaMapError(f"{reason}; ask for fewer") from None
    finally:
        gc.unfreeze()
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)


_ask: Callable[[str], bytes]
"""What a worker looks names up with; nothing in the process that began it."""


def _begin(look_up: Callable[[str], bytes]) -> None:
    """Make a worker of the process that was forked."""
    global _ask
    _ask = look_up
    # whoever began it hears Ctrl-C and the end of a terminal as well, and ends it in good order
    for number in _TO_STOP - {signal.SIGTERM}:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _TO_STOP)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _look_up(name: str) -> bytes:
    return _ask(name)


def told_memory(pids: Collection[int]) -> str:
    """Say how much memory processes have of their own, and how much they share.

    Empty where the system does not tell.
    """
    own, shared = [], []
    for pid in pids:
        try:
            text = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
        except OSError:
            return ""
        sizes = dict.fromkeys(("Private", "Shared"), 0)
        for line in text.splitlines():
            kind, _, rest = line.partition("_")
            if kind in sizes and rest.startswith(("Clean:", "Dirty:")):
                sizes[kind] += int(rest.split()[1])
        own.append(round(sizes["Private"] / _KB))
        shared.append(round(sizes["Shared"] / _KB))
    each = " and ".join(filter(None, (", ".join(map(str, own[:-1])), str(own[-1]))))
    return f"{len(own)} workers, with {each} MB of their own beside {max(shared)} MB that is shared"


if sys.platform == "win32":

    def _most_mb() -> int:
        """Give 0: nothing is forked there."""
        return 0

else:
    import resource

    def _most_mb() -> int:
        """Give what the largest of the processes that have ended had, what is shared included."""
        return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KB)

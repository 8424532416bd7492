"""Names that come in their own time: what is read ahead of a pipe, without waiting for it."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Final, Generic, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_AHEAD: Final = 64
"""Names that are read before anybody wants them."""


@runtime_checkable
class TellsWhatIsAtHand(Protocol[T_co]):
    """Names of which it is known whether the next can be had without waiting."""

    def __iter__(self) -> Iterator[T_co]: ...

    def at_hand(self) -> bool:
        """Tell whether the next name, or the end, is there already."""
        ...


class Coming(Generic[T]):
    """Names that a thread reads, so that answers need not wait until the next name comes.

    The thread begins with the first that is asked for, and ends with the process where nothing
    comes any more: what it reads from must not mind either.

    Parameters
    ----------
    names
        Read one by one, a few ahead.

    Examples
    --------
    >>> list(Coming(["Suigei", "Taiko"]))
    ['Suigei', 'Taiko']
    """

    def __init__(self, names: Iterable[T]) -> None:
        self._names = names
        self._read: queue.Queue[tuple[T] | BaseException] = queue.Queue(_AHEAD)
        self._reads = False
        self._ended = False

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        if not self._reads:
            self._reads = True
            threading.Thread(target=self._read_on, daemon=True).start()
        if self._ended:
            raise StopIteration
        read = self._read.get()
        if isinstance(read, BaseException):
            self._ended = True
            raise read
        return read[0]

    def at_hand(self) -> bool:
        """Tell whether the next name, or the end, is there already."""
        return self._ended or not self._read.empty()

    def _read_on(self) -> None:
        try:
            for name in self._names:
                self._read.put((name,))
            self._read.put(StopIteration())
        except BaseException as error:  # raised where the names are wanted
            self._read.put(error)

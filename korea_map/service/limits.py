"""How large and how long: what a request may hold, and how the engine is kept from being swamped.

One thread asks the engine, whose indexes are not made for several at once. Who would have to
wait behind too many, or too long, is told so and asks again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Any, Final, TypeVar

from korea_map.service.refusals import BUSY, RefusedError

T = TypeVar("T")

LARGEST_BODY: Final = 2**20
"""Bytes that a request may send; a batch has some hundred for each name."""
BATCH: Final = 50
"""Names of a batch."""
MOST_CANDIDATES: Final = 100
"""Candidates of a name."""
MOST_IDS: Final = 1000
"""Places of which properties are asked at once."""
MOST_PROPERTIES: Final = 50
"""Properties that are asked at once."""
MOST_WAITING: Final = 32
"""Requests that wait for the engine."""
ANSWERED_WITHIN_S: Final = 30.0
"""How long a request waits and is worked on."""
SENT_WITHIN_S: Final = 30.0
"""How long a request may take to come."""
AGAIN_AFTER_S: Final = 2
"""When who was turned away may ask again."""
HEAD_WITHIN_S: Final = 10.0
"""How long the head of a request may take to come, from the connection or the answer before it."""
TAKEN_WITHIN_S: Final = 30.0
"""How long an answer may take to be taken after its connection was closed."""
MOST_CONNECTIONS: Final = 400
"""Connections that are open at once; who asks over a further one is turned away."""
LARGEST_HEAD: Final = 64 * 1024
"""Bytes that the head of a request may have, its address included."""
STOPPING: Final = "the service is being stopped; start it and ask again"


class Deadline:
    """The moment at which a request is given up.

    Parameters
    ----------
    seconds
        From now on.
    stopping
        Set when the whole service ends; None for none.

    Examples
    --------
    >>> Deadline(60).check()
    >>> try:
    ...     Deadline(0).check()
    ... except RefusedError as error:
    ...     print(error.status, error)
    503 not answered within the time that a request has; send fewer names, or ask again
    """

    def __init__(self, seconds: float = ANSWERED_WITHIN_S, stopping: Event | None = None) -> None:
        self._end = monotonic() + seconds
        self._stopping = stopping

    def check(self) -> None:
        """Raise `RefusedError` when it has come."""
        if self._stopping is not None and self._stopping.is_set():
            raise RefusedError(BUSY, STOPPING)
        if monotonic() >= self._end:
            raise RefusedError(
                BUSY,
                "not answered within the time that a request has; send fewer names, or ask again",
            )


class Worker:
    """The one thread that asks the engine.

    Parameters
    ----------
    most_waiting
        Requests that it takes at once.
    within_s
        Seconds that each of them has, waiting included.
    """

    def __init__(
        self, *, most_waiting: int = MOST_WAITING, within_s: float = ANSWERED_WITHIN_S
    ) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._most, self._within_s = most_waiting, within_s
        self._taken = 0
        self._stopping = Event()

    async def run(self, work: Callable[[Deadline], T]) -> T:
        """Do some work in the thread, and return what comes of it.

        Parameters
        ----------
        work
            Is given the deadline, and checks it now and then.

        Raises
        ------
        RefusedError
            Too many wait already, or the time is over.
        """
        if self._taken >= self._most:
            raise RefusedError(
                BUSY,
                f"{self._most} requests wait already; ask again in {AGAIN_AFTER_S} seconds",
            )
        deadline = Deadline(self._within_s, self._stopping)

        def begin() -> T:
            deadline.check()
            return work(deadline)

        self._taken += 1
        future = self._pool.submit(begin)
        future.add_done_callback(_in_loop(asyncio.get_running_loop(), self._release))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._within_s)
        except TimeoutError:
            deadline.check()  # says that the time is over
            raise

    def _release(self) -> None:
        self._taken -= 1

    def close(self) -> None:
        """Give up what waits, and end the thread after the name that it is at."""
        self._stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)


def _in_loop(
    loop: asyncio.AbstractEventLoop, function: Callable[[], None]
) -> Callable[[Any], None]:
    """Return what calls a function in the thread of a loop, as long as there is one."""

    def call(_: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(function)

    return call

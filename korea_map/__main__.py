"""Run the command line in a process of its own: `korea-map`, and `python -m korea_map`."""

import atexit
import gc
import os
import signal
import sys
from types import FrameType
from typing import Any

_RARELY = 500_000
"""Objects after which garbage is looked for; a build of our own document makes 200,000."""

_TO_STOP = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that ask a command to stop; a system has some of them."""

_done = False


def run() -> None:
    """Run the command line, and leave out what a short process has no use for.

    Together it is a fifth of what importing the libraries costs.
    """
    heed_signals()
    try:
        # no matrix here is worth a thread, and the pool of them is made on import
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        # objects are made and kept; what a search for garbage finds among them is next to nothing
        gc.set_threshold(_RARELY)
        # and at the end the system takes the memory back faster than it could be gone through
        atexit.register(gc.freeze)
        from korea_map.cli import main

        main()
    except KeyboardInterrupt as error:
        _leave(error)
    finally:
        _be_done()


def heed_signals() -> None:
    """Let every signal to stop be what Ctrl-C is, so that what was begun is cleared away.

    A signal that is ignored, as `nohup` and the background do, stays so.
    """
    for name in _TO_STOP:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    sys.unraisablehook = _heed_where_python_does_not


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    if not _done:
        raise KeyboardInterrupt(number)


def _be_done() -> None:
    """Let signals be that come when all is written and said."""
    global _done
    _done = True


def _leave(error: BaseException) -> None:
    """Say that the command was stopped, and exit."""
    from korea_map.terminal import say_stopped, write_utf_8

    _be_done()
    write_utf_8()
    sys.exit(say_stopped(error))


def _heed_where_python_does_not(lost: Any) -> None:
    """End at once where a signal came while an object was cleared away, which stops nothing."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        from korea_map.terminal import say_stopped

        os._exit(say_stopped(lost.exc_value))
    sys.__unraisablehook__(lost)


if __name__ == "__main__":
    run()

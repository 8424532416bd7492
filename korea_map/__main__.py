"""Run the command line in a process of its own: `korea-map`, and `python -m korea_map`."""

import atexit
import gc
import io
import os
import sys

_RARELY = 500_000
"""Objects after which garbage is looked for; a build of our own document makes 200,000."""


def run() -> None:
    """Run the command line, and leave out what a short process has no use for.

    Together it is a fifth of what importing the libraries costs.
    """
    # no matrix here is worth a thread, and the pool of them is made on import
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # objects are made and kept; what a search for garbage finds among them is next to nothing
    gc.set_threshold(_RARELY)
    # and at the end the system takes the memory back faster than it could be gone through
    atexit.register(gc.freeze)
    write_utf_8()
    from korea_map.cli import main

    main()


def write_utf_8() -> None:
    """Let text leave as UTF-8 with LF, whatever terminal, locale or code page say.

    Names of places have letters that no code page has all of, and a file that is written
    here is read elsewhere. Half characters, as in the name of a file, leave as escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not where the process has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


if __name__ == "__main__":
    run()

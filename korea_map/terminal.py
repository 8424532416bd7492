"""Text that leaves to a terminal: in UTF-8, and with nothing in it that a screen obeys.

Every command, message and line of help goes through here. JSON stays JSON, since its own
escapes are the ones that are written. Files for other programs are data and do not come here.
"""

import contextlib
import io
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.table import Table

_UNSEEN: Final = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp")
"""Kinds of characters that a screen obeys, hides or has not."""

_BLANK: Final = frozenset(
    {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
    | {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
)
"""Characters of other kinds that look like nothing, as Unicode says (`Default_Ignorable`)."""

ECHOED: Final = 80
"""Characters of a text that messages repeat."""

_WIDTH_IN_FILE: Final = 160
_BY_SIGNAL: Final = 128

STOPPED: Final = "korea-map: stopped"
"""What a command says that was told to stop."""


def printable(text: str) -> str:
    r"""Return a text in one line, with escapes for what a screen would obey or hide.

    The escapes are those of JSON.

    Examples
    --------
    >>> print(printable("Taiko\x1b[31m\u202e\n"))
    Taiko\u001b[31m\u202e\n
    """
    if text.isprintable() and _BLANK.isdisjoint(map(ord, text)):
        return text
    return "".join(json.dumps(char)[1:-1] if _is_unseen(char) else char for char in text)


def printable_lines(text: str) -> str:
    r"""Return a text whose lines are meant, each as `printable` has it.

    Examples
    --------
    >>> printable_lines("one\ntwo\r\n") == "one\ntwo\\r\n"
    True
    """
    return "\n".join(map(printable, text.split("\n")))


def excerpt(text: str, most: int = ECHOED) -> str:
    """Return how a message repeats a text of a file: in quotes, and no more than its beginning.

    Examples
    --------
    >>> excerpt("Taiko"), excerpt("a" * 5000, 3)
    ("'Taiko'", "'aaa…'")
    """
    return repr(text if len(text) <= most else f"{text[:most]}…")


def quoted(argument: str, *, windows: bool = os.name == "nt") -> str:
    """Return an argument as a shell takes it: the usual one of the system.

    Examples
    --------
    >>> quoted("my document", windows=True), quoted("my document", windows=False)
    ('"my document"', "'my document'")
    """
    return subprocess.list2cmdline([argument]) if windows else shlex.quote(argument)


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or ord(char) in _BLANK


def write_utf_8() -> None:
    """Let text leave as UTF-8 with LF, whatever terminal, locale or code page say.

    Names of places have letters that no code page has all of, and a file that is written
    here is read elsewhere. Half characters, as in the name of a file, leave as escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not where the process has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say_stopped(why: BaseException) -> int:
    """Say in one line that the command was told to stop, if there is anybody to hear it.

    Parameters
    ----------
    why
        What stopped it: Ctrl-C, or another signal, whose number is then its argument.

    Returns
    -------
    int
        The exit code that shells give to what a signal ended.
    """
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{STOPPED}\n")
        sys.stderr.flush()
    number = why.args[0] if why.args and isinstance(why.args[0], int) else signal.SIGINT
    return _BY_SIGNAL + number


def draw(table: "Table", width: int) -> str:
    """Return a table as lines of text without colours."""
    from rich.console import Console

    text = io.StringIO()
    Console(file=text, width=width, color_system=None, markup=False, emoji=False).print(table)
    return text.getvalue()


def width_of_lines() -> int:
    """Return how many characters a line of a table may have: those of a screen, 160 in a file."""
    there = sys.stdout is not None and sys.stdout.isatty()
    return shutil.get_terminal_size().columns if there else _WIDTH_IN_FILE

"""Programs and style sheets as the page carries them: without what only their readers need."""

import re
from collections.abc import Iterator
from typing import Final

import rcssmin
import rjsmin

from korea_map.errors import KoreaMapError

# comments that begin with an exclamation mark are licences, and stay
_KEPT: Final = True
_TEMPLATE: Final = re.compile(r"`(?:\\.|[^`\\])*`")


def shorten_script(program: str) -> str:
    """Return a program without comments, and without the spaces that it can do without.

    Raises
    ------
    KoreaMapError
        If a template could not be told from code; see `find_unclear`.
    """
    for place, message in find_unclear(program):
        line = program.count("\n", 0, place) + 1
        raise KoreaMapError(f"line {line}: {message}: {program.splitlines()[line - 1].strip()}")
    short = str(rjsmin.jsmin(program, keep_bang_comments=_KEPT))
    # strictness is asked for once, at the beginning of the whole
    head, strict, rest = short.partition('"use strict";')
    return head + strict + rest.replace(strict, "")


def shorten_style(sheet: str) -> str:
    """Return a style sheet without comments, and without the spaces that it can do without."""
    return str(rcssmin.cssmin(sheet, keep_bang_comments=_KEPT))


def find_unclear(program: str) -> Iterator[tuple[int, str]]:
    """Yield where a program has templates whose text would be taken for code, and why.

    What shortens it goes from one backtick to the next.
    """
    start = 0
    for line in program.splitlines(keepends=True):
        if line.count("`") % 2:
            yield start + line.index("`"), "a template runs over lines; end it on its line"
        for template in _TEMPLATE.finditer(line):
            if "}" not in template[0].rpartition("${")[2] and "${" in template[0]:
                message = "a template stands in a template; give the inner one a name"
                yield start + template.start(), message
        start += len(line)

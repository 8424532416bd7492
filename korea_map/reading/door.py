"""The way in: a text as it is given, what the reader finds, what a person decided."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Final

from korea_map.errors import KoreaMapError, shown
from korea_map.gazetteer import Places
from korea_map.names import Reconciler
from korea_map.reading.decisions import decide, find_decisions, read_decisions
from korea_map.reading.mention import Reading
from korea_map.reading.reader import Reader
from korea_map.reading.texts_in import Given, take_text

_LIKE_A_FILE: Final = re.compile(
    r"\S{1,250}\.(?:txt|text|md|csv|xml|html?|pdf|rtf|odt|docx?)", re.I
)


def read_text(
    text: str | os.PathLike[str],
    *,
    places: Places | None = None,
    decisions: str | os.PathLike[str] | None = None,
) -> Reading:
    """Find the Korean places that a text names, and say which of several it means.

    Parameters
    ----------
    text
        The text itself, or the `Path` of a file in UTF-8 or UTF-16. It is read as it stands.
    places
        Places of your own in the place of the authority; see `Reconciler`.
    decisions
        Path of a table of what a person decided; None for the one beside the file of the text, if
        it is there (`docs/reading.md`).

    Returns
    -------
    Reading
        The mentions in the order of the text; they never overlap.

    Raises
    ------
    DataError
        The file is no text, or a decision breaks a rule; with the place of every fault.
    KoreaMapError
        `text` is no text, or `decisions` no path.

    Examples
    --------
    >>> [(one.offset, one.spelling, one.place.id) for one in read_text("By rail to Wonsan.")]
    [(11, 'Wonsan', 'wonsan')]
    """
    given = take_text(text)
    if not (decisions is None or isinstance(decisions, str | os.PathLike)):
        raise KoreaMapError(f"{shown(decisions)} is no path; give that of a table of decisions")
    table = None if decisions is None else Path(decisions)
    if table is None and given.path is not None:
        table = find_decisions(given.path)
    reader = _at_hand() if places is None else Reader(Reconciler(places))
    reading = read_given(given, reader, table)
    if isinstance(text, str) and (note := _note_of_name(text, reading)):
        reading.notes = (*reading.notes, note)
    return reading


@cache
def _at_hand() -> Reader:
    return Reader(Reconciler.of_folder())


def read_given(given: Given, reader: Reader, decisions: Path | None) -> Reading:
    """Read a text, and do with its names as a person decided.

    Parameters
    ----------
    given
        The text.
    reader
        With the places among which it looks.
    decisions
        The table; None for none.
    """
    # decisions are cheap to read and may be broken: before the text
    table = None if decisions is None else read_decisions(decisions)
    reading = reader.read(given.text)
    reading.file = given.file
    if table is None:
        return reading
    return decide(reading, table, reader.places)


def _note_of_name(text: str, reading: Reading) -> str | None:
    """Return what to say of a text that is, or looks like, the name of a file."""
    looks_so = _LIKE_A_FILE.fullmatch(text) is not None
    if (looks_so or not reading) and _is_file(text):
        return f"{text!r} is the name of a file; to read what is in it give Path({text!r})"
    if looks_so:
        what = f"{text!r} looks like the name of a file, and none is there"
        return f"{what}; a string is the text itself, give the Path of a file"
    return None


def _is_file(text: str) -> bool:
    """Tell whether a text is the name of a file."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or none
        return False

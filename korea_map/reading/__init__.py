"""Reading: the Korean places that a running text names, where they stand, and what each means."""

from typing import TYPE_CHECKING

from korea_map.lazy import load_late

if TYPE_CHECKING:
    from korea_map.reading.mention import Mention, Reading
    from korea_map.reading.reader import read_text

_HOMES = {"Mention": "mention", "Reading": "mention", "read_text": "reader"}

__all__ = ["Mention", "Reading", "read_text"]

# the command line has a name for every format before any text is read
load_late(__name__, _HOMES)

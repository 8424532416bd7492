"""Reading: the Korean places that a running text names, where they stand, and what each means."""

from typing import TYPE_CHECKING

from korea_map.lazy import load_late

if TYPE_CHECKING:
    from korea_map.reading.door import read_text
    from korea_map.reading.mention import Mention, Reading

_HOMES = {"Mention": "mention", "Reading": "mention", "read_text": "door"}

__all__ = ["Mention", "Reading", "read_text"]

# the command line has a name for every format before any text is read
load_late(__name__, _HOMES)

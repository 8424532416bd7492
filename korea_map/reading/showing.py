"""Texts of others as a page shows them: nothing in them turns or ends what stands around.

Marks of direction and controls are shown as what they are; what nobody sees is written as a
reference, so that a file of ours holds nothing that a terminal obeys.
"""

import re
import unicodedata
from typing import Final

from korea_map.terminal import printable
from korea_map.texts import is_hidden

_ACTIVE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    # no width, or a blank that is taken for a letter; separators of lines; letters of tags
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    # what belongs to the sign before it: within words and signs it stays
    "|(?<![^\\s\u00ad\u200b-\u200d])[\u00ad\u200c\u200d]"
    "|(?<![^\\s\u00ad\u200b-\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef])"
    "[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_LINES: Final = {"\u2028": "\n", "\u2029": "\n"}
"""What ends a line as well."""


def inert(text: str) -> str:
    r"""Return a text whose controls and marks of direction are shown and not obeyed.

    So is what nobody sees. Soft hyphens and joiners stay in words, selectors after signs. Line
    ends of every kind are line feeds.

    Examples
    --------
    >>> inert("Taiko\u202e\r\n")
    'Taiko⟨U+202E⟩\n'
    >>> inert("Tai\u200bko") == "Tai⟨U+200B⟩ko", inert("Tai\u00adko") == "Tai\u00adko"
    (True, True)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return _ACTIVE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩{_LINES.get(found[0], '')}", text)


def in_one_line(spelling: str) -> str:
    r"""Return a spelling as a cell of a table has it: in one line and in normal form C.

    Examples
    --------
    >>> in_one_line("Singi-\r\nsiu")
    'Singi- siu'
    """
    seen = "".join(char for char in spelling if char.isspace() or not is_hidden(char))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def with_references(markup: str) -> str:
    r"""Return HTML or XML in which every character that nobody sees is a reference.

    Examples
    --------
    >>> with_references("<p>Tai\u00adko</p>\n") == "<p>Tai&#xAD;ko</p>\n"
    True
    """
    unseen = {char for char in set(markup) if char != "\n" and printable(char) != char}
    return markup.translate({ord(char): f"&#x{ord(char):X};" for char in unseen})

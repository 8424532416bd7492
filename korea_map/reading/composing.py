"""A text with its letters composed, and where each of them stands in the text as it is.

Some systems write a letter and its mark, or the parts of a syllable, as characters of their own;
others write Latin letters as wide as characters. Names are looked for in one form, and told where
they stand in the other.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_APART: Final = re.compile("[\u0300-\u036f\u1100-\u11ff\u3099\u309a\uff01-\uff5e]")
_CLUSTER: Final = re.compile(
    "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"
    "|[\uff01-\uff5e]"
    "|[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+"
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A text to look for names in.

    Attributes
    ----------
    text
        Composed.
    places
        Where each of its characters begins in the text as it is, and where that ends; None
        where both are the same.
    """

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a stretch stands in the text as it is."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end]


def compose(text: str) -> Composed:
    r"""Compose the letters of a text.

    Examples
    --------
    >>> composed = compose("A\u0301nju, \uff30usan")
    >>> composed.text, composed.span(6, 11)
    ('Ánju, Pusan', (7, 12))
    """
    if not _APART.search(text):
        return Composed(text)
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        pieces.append(text[done:start])
        places += range(done, start)
        new = unicodedata.normalize("NFKC", cluster[0])
        pieces.append(new)
        places += [start] * len(new)
        done = end
    pieces.append(text[done:])
    places += range(done, len(text) + 1)
    return Composed("".join(pieces), tuple(places))

"""What a sheet is made of, whatever it is written as: HTML or a document for Word.

In every text *words between stars* are the document's own, and stand out; what is a star of a
name is put in by `keep` of `webmap.language`, and taken out when the text is written.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from korea_map.webmap.language import settle


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with, at its side, how long its part takes.

    Attributes
    ----------
    level
        2 and 3; 1 is the title of the sheet.
    anew
        Whether a page of paper begins with it.
    """

    text: str
    level: int = 2
    aside: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `kind` is empty, `lead`, `small` or `named`."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text: to the map, as a fragment, or to an address."""

    text: str
    fragment: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and lines to write on."""

    ask: str
    lines: int


@dataclass(frozen=True, slots=True)
class Blanks:
    """Short things to fill in at the top: name, class."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; None is a cell to fill in. The first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    caption: str
    lines: int = 2
    widths: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawn maps, for paper and for who has no other."""

    alt: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The map itself, where there is a screen; `skip` leads keys past it."""

    title: str
    skip: str


@dataclass(frozen=True, slots=True)
class Slips:
    """A card to cut out: a name, what it might be, and a slip for each piece of evidence."""

    name: str
    note: str
    items: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Fold:
    """What is folded away on a screen, and on paper is a page of its own after the others."""

    title: str
    blocks: tuple[Text | Points | Link, ...]


Block: TypeAlias = (
    Heading | Text | Points | Link | Answer | Blanks | Table | Picture | Frame | Slips | Fold
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page or document, and the language that it is in."""

    title: str
    lang: str
    blocks: tuple[Block, ...]


def split_marks(text: str) -> list[tuple[str, bool]]:
    """Return a marked text in pieces, and whether each is the document's own.

    Examples
    --------
    >>> split_marks("Open *Taiko* now")
    [('Open ', False), ('Taiko', True), (' now', False)]
    """
    pieces = ((piece, index % 2 == 1) for index, piece in enumerate(text.split("*")))
    return [(settle(piece), own) for piece, own in pieces if piece]

"""Where the names of drawn points stand: beside their point, never on one another."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from korea_map.model import Toponym
from korea_map.webmap.language import Language
from korea_map.webmap.type_widths import SANS, SERIF_BOLD_ITALIC, widest

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Point = tuple[float, float]

_EDGE = 3
"""What stays free within the edge of a drawing."""
_LEADING = 1.15


@dataclass(frozen=True, slots=True)
class Type:
    """How names are set, in pixels.

    Attributes
    ----------
    written, title
        Sizes of the name as it is written, and of that of today.
    gap
        From the centre of a point to its name.
    """

    written: float
    title: float
    gap: float


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a point, placed.

    Attributes
    ----------
    id
        Of the point.
    written, title
        As the document has it, with the sign of doubt; today, or nothing where that is the same.
    lang, title_lang
        Their BCP 47 tags.
    stacked
        Whether the one stands above the other.
    side
        1 to the right of the point, -1 to the left.
    dx, dy
        From the centre of the point to where the first line begins or, on the left, ends.
    """

    id: str
    written: str
    title: str
    lang: str
    title_lang: str
    stacked: bool
    side: int
    dx: float
    dy: float

    @property
    def anchor(self) -> str:
        """SVG's word for the end at which it is held."""
        return "start" if self.side > 0 else "end"


def place_labels(
    points: Sequence[Toponym],
    at: Sequence[Point],
    language: Language,
    *,
    width: float,
    height: float,
    type_: Type,
    taken: Sequence[Box] = (),
) -> Iterator[Label]:
    """Yield a label for each point that has room for one.

    Parameters
    ----------
    points, at
        The points, and where they lie in a drawing, in pixels.
    language
        Of the names of today.
    width, height
        Of the drawing.
    type_
        How the names are set.
    taken
        Boxes in which no name may lie.
    """
    mark = type_.gap / 2
    boxes: list[Box] = [*((x - mark, y - mark, x + mark, y + mark) for x, y in at), *taken]
    order = sorted(range(len(points)), key=lambda i: (-_crowd(i, at), at[i][1]))
    for index in order:
        point, (x, y) = points[index], at[index]
        written = " ".join(filter(None, (point.toponym, language.sign(point.certainty))))
        title, title_lang = language.name(point.title, point.hangul, point.hanja)
        title = "" if title == point.toponym else title
        others = [box for k, box in enumerate(boxes) if k != index]
        for stacked, wide, high in _shapes(written, title, type_):
            found = next(
                (
                    (box, side)
                    for box, side in _positions(x, y, wide, high, type_.gap)
                    if _within(box, width, height)
                    and not any(_meet(box, other) for other in others)
                    and not _astray(box, index, at)
                ),
                None,
            )
            if found is None:
                continue
            box, side = found
            boxes.append(box)
            top = box[1] - y
            yield Label(
                id=point.id, written=written, title=title, lang=point.toponym_lang,
                title_lang=title_lang, stacked=stacked, side=side, dx=side * type_.gap,
                dy=round(top + 0.9 * type_.written, 1),
            )  # fmt: skip
            break


def _shapes(written: str, title: str, type_: Type) -> Iterator[tuple[bool, float, float]]:
    """Yield how a label can be set: whether in two lines, and how wide and high it is then."""
    wide = widest(written, SERIF_BOLD_ITALIC, type_.written)
    below = widest(title, SANS, type_.title)
    gap = 1 + widest(" ", SERIF_BOLD_ITALIC, type_.written) if title else 0
    yield False, wide + gap + below, _LEADING * type_.written
    if title:
        yield True, max(wide, below), _LEADING * (type_.written + type_.title)


def _within(box: Box, width: float, height: float) -> bool:
    left, top, right, bottom = box
    return left >= _EDGE and top >= _EDGE and right <= width - _EDGE and bottom <= height - _EDGE


def _crowd(index: int, at: Sequence[Point]) -> int:
    x, y = at[index]
    return sum(math.hypot(x - u, y - v) < 60 for u, v in at)


def _astray(box: Box, index: int, at: Sequence[Point]) -> bool:
    """Return whether a label would stand nearer to another point than to its own."""
    distances = [
        math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3])) for x, y in at
    ]
    return any(distance < distances[index] for distance in distances)


def _positions(
    x: float, y: float, width: float, height: float, gap: float
) -> Iterator[tuple[Box, int]]:
    for dy in (0.0, -0.8, 0.8, -1.3, 1.3):
        top = y - height / 2 + dy * height * 0.8
        yield (x + gap, top, x + gap + width, top + height), 1
        yield (x - gap - width, top, x - gap, top + height), -1


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

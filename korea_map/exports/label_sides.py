"""On which side of its point each name stands, so that none lies on another."""

from collections.abc import Iterator, Sequence
from typing import Final

from korea_map.webmap.ground import mercator
from korea_map.webmap.type_widths import SERIF_BOLD_ITALIC, widest

Named = tuple[str, float, float]
"""A name, of one line or more, with longitude and latitude of its point."""
Box = tuple[float, float, float, float]

SIDES: Final = (
    "right", "left", "above right", "below right", "above left", "below left", "above", "below",
)  # fmt: skip
"""In the order in which they are tried."""

_PIXELS_PER_DEGREE: Final = 105
"""Of a map of Korea as high as a sheet of paper, which is 1200 to 1500 dots."""
_SIZE: Final = 15.0
_GAP: Final = 7.0
_MANY: Final = 400
"""More names than these have no room wherever they stand."""


def place_sides(named: Sequence[Named]) -> dict[Named, str]:
    """Choose a side for each name; the first where there is room on none.

    Names that are alike, at points that are alike, are one.

    Examples
    --------
    >>> place_sides([("Inchon", 126.6, 37.5), ("Seoul", 127.0, 37.6)])
    {('Inchon', 126.6, 37.5): 'right', ('Seoul', 127.0, 37.6): 'above right'}
    """
    once = dict.fromkeys(named)
    if len(once) > _MANY:
        return dict.fromkeys(once, SIDES[0])
    at = {
        one: (one[1] * _PIXELS_PER_DEGREE, -mercator(one[2]) * _PIXELS_PER_DEGREE) for one in once
    }
    marks = [(x - _GAP / 2, y - _GAP / 2, x + _GAP / 2, y + _GAP / 2) for x, y in at.values()]
    boxes: list[Box] = []
    sides: dict[Named, str] = {}
    for one in sorted(once, key=lambda one: (-_crowd(at[one], list(at.values())), at[one])):
        found = list(_positions(one[0], *at[one]))
        free = [
            (side, box)
            for side, box in found
            if not any(_meet(box, other) for other in (*boxes, *marks))
        ]
        side, box = (free or found)[0]
        boxes.append(box)
        sides[one] = side
    return {one: sides[one] for one in once}


def _crowd(here: tuple[float, float], places: Sequence[tuple[float, float]]) -> int:
    """Return how many points lie near: those that have least room choose first."""
    return sum(abs(here[0] - x) + abs(here[1] - y) < 100 for x, y in places)


def _positions(name: str, x: float, y: float) -> Iterator[tuple[str, Box]]:
    lines = name.split("\n")
    wide = max(widest(line, SERIF_BOLD_ITALIC, _SIZE) for line in lines)
    high = 1.2 * _SIZE * len(lines)
    for side in SIDES:
        left = x + _GAP if "right" in side else x - _GAP - wide if "left" in side else x - wide / 2
        top = y - high if "above" in side else y if "below" in side else y - high / 2
        if side in ("above", "below"):
            top += _GAP if side == "below" else -_GAP
        yield side, (left, top, left + wide, top + high)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

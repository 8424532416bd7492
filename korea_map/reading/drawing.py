"""The map beside a text: the project's ground, and a point for each place that is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.basemap import Basemap, read_basemap
from korea_map.model import Bounds, Place
from korea_map.webmap.ground import Sheet, draw_ground
from korea_map.webmap.type_widths import SANS, widest

_MARGIN_DEGREES: Final = 0.6
_USUAL_HEIGHT_PX: Final = 420
"""Of the map on a school laptop: before any script the names are set for it."""
_TYPE_PX: Final = 13
_GAP_PX: Final = 9
"""From a point to its name."""
_DOT_PX: Final = 11
"""Across a point."""
_FOREMOST: Final = 8
"""Places whose names may lie on points of lesser ones, for a map without them tells nothing."""
SIDES: Final = ("right", "left", "above", "below")
"""Where a name stands beside its point, as the style sheet has them; the first is usual."""

Box = tuple[float, float, float, float]
Boxes = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map.

    Attributes
    ----------
    x, y
        Where it lies, in units of the drawing.
    wide
        Width of its name where a letter is 1.
    side
        Where its name stands before any script runs; empty where there is no room.
    """

    x: float
    y: float
    wide: float
    side: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the map is made of.

    Attributes
    ----------
    shapes
        The ground as (class, path data), from the lowest up.
    view
        What is seen first: x, y, width and height.
    unit
        Units a pixel has on a usual screen.
    dots
        A point for each place, in their order.
    """

    shapes: tuple[tuple[str, str], ...]
    view: Box
    unit: float
    dots: tuple[Dot, ...]


def draw_places(places: Sequence[Place]) -> Drawing:
    """Draw places on the ground; where names would lie on one another, the first has its own."""
    basemap = read_basemap()
    ground = draw_ground(basemap)
    view = ground.sheet.box(_bounds(basemap, places))
    unit = round(view[3] / _USUAL_HEIGHT_PX, 1)
    left, top, wide, high = (round(value, 1) for value in view)
    seen = np.array([left, top, left + wide, top + high]) / unit
    dots = tuple(_dots(places, ground.sheet, unit, seen))
    return Drawing(ground.shapes, (left, top, wide, high), unit, dots)


def _bounds(basemap: Basemap, places: Sequence[Place]) -> Bounds:
    """Return what holds the home countries, and every place within the ground that is named."""
    home = basemap.land[basemap.land["country"].isin(basemap.home_countries)]
    west, south, east, north = (float(value) for value in home.total_bounds)
    (low, left), (high, right) = basemap.pan_bounds
    for place in places:
        if left <= place.lon <= right and low <= place.lat <= high:
            west, east = min(west, place.lon), max(east, place.lon)
            south, north = min(south, place.lat), max(north, place.lat)
    edge = _MARGIN_DEGREES
    return (
        max(west - edge, left),
        max(south - edge, low),
        min(east + edge, right),
        min(north + edge, high),
    )


def _dots(places: Sequence[Place], sheet: Sheet, unit: float, seen: Boxes) -> Iterator[Dot]:
    at = np.array([sheet.project(place.lon, place.lat) for place in places]).reshape(-1, 2) / unit
    half = _DOT_PX / 2
    points = np.concatenate([at - half, at + half], axis=1)
    names = np.empty_like(points)
    count = 0
    for number, (place, (x, y)) in enumerate(zip(places, at, strict=True)):
        wide = widest(place.title, SANS, 1)
        boxes = np.array([x, y, x, y]) + _around(wide * _TYPE_PX)
        on = _lie_on(boxes, points)
        before = on[:, : number if number < _FOREMOST else None]
        cut = (boxes[:, :2] < seen[:2]) | (seen[2:] < boxes[:, 2:])
        taken = np.hstack([_lie_on(boxes, names[:count]), before, cut]).sum(axis=1) > 0
        best = int(np.argmin(on.sum(axis=1) + len(points) * taken))
        side = "" if taken[best] else SIDES[best]
        if side:
            names[count] = boxes[best]
            count += 1
        yield Dot(round(float(x * unit), 1), round(float(y * unit), 1), round(wide, 2), side)


def _around(wide: float) -> Boxes:
    """Return left, top, right and bottom of a name on each side of its point."""
    gap, half, high = _GAP_PX, wide / 2, _TYPE_PX
    return np.array(
        [
            [gap, -high / 2, gap + wide, high / 2],
            [-gap - wide, -high / 2, -gap, high / 2],
            [-half, -gap - high, half, -gap],
            [-half, gap, half, gap + high],
        ]
    )


def _lie_on(boxes: Boxes, others: Boxes) -> npt.NDArray[np.bool_]:
    """Tell for each box of which others it covers a part."""
    one = boxes[:, None]
    on = (one[..., :2] < others[:, 2:]) & (others[:, :2] < one[..., 2:])
    return np.asarray(on.all(axis=2))

"""The map beside a text: the project's ground, and a point for each place that is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

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

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map.

    Attributes
    ----------
    x, y
        Where it lies, in units of the drawing.
    wide
        Width of its name where a letter is 1.
    named
        Whether there is room for its name before any script runs.
    """

    x: float
    y: float
    wide: float
    named: bool


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
    """Draw places on the ground; where names lie on one another, the first has its own."""
    basemap = read_basemap()
    ground = draw_ground(basemap)
    view = ground.sheet.box(_bounds(basemap, places))
    unit = round(view[3] / _USUAL_HEIGHT_PX, 1)
    dots = tuple(_dots(places, ground.sheet, unit))
    left, top, wide, high = (round(value, 1) for value in view)
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


def _dots(places: Sequence[Place], sheet: Sheet, unit: float) -> Iterator[Dot]:
    at = np.array([sheet.project(place.lon, place.lat) for place in places]).reshape(-1, 2)
    # left, right and height of what no name may lie on: the points, then names as they are placed
    count = len(at)
    taken = np.empty((2 * count, 3))
    taken[:count] = np.stack([at[:, 0], at[:, 0] + unit, at[:, 1]], axis=1)
    for place, (x, y) in zip(places, at, strict=True):
        wide = widest(place.title, SANS, 1)
        left = x + _GAP_PX * unit
        right = left + wide * _TYPE_PX * unit
        there = taken[:count]
        across = (left < there[:, 1]) & (there[:, 0] < right)
        named = not np.any(across & (np.abs(there[:, 2] - y) < _TYPE_PX * unit))
        if named:
            taken[count] = left, right, y
            count += 1
        yield Dot(round(float(x), 1), round(float(y), 1), round(wide, 2), named)

"""The ground as the page draws it once, for every map of it: land, rivers and lines in Mercator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import Basemap
from korea_map.model import Bounds

UNITS_PER_DEGREE = 2000
"""Fineness of a drawing: a unit is about a pixel and a half where the page zooms in farthest."""

_MARGIN_DEGREES = 0.5


def mercator(lat: float) -> float:
    """Return the northing of a latitude on the globe of the web's maps, in degrees of longitude."""
    return float(np.degrees(np.arcsinh(np.tan(np.radians(lat)))))


@dataclass(frozen=True)
class Sheet:
    """A rectangle of ground in Mercator, laid out from its north-western corner.

    Attributes
    ----------
    bounds
        West, south, east, north in WGS84 degrees.
    scale
        Units a degree of longitude.
    """

    bounds: Bounds
    scale: float = UNITS_PER_DEGREE

    @property
    def width(self) -> float:
        """Its width in units."""
        west, _, east, _ = self.bounds
        return (east - west) * self.scale

    @property
    def height(self) -> float:
        """Its height in units."""
        _, south, _, north = self.bounds
        return (mercator(north) - mercator(south)) * self.scale

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the position of a point in degrees, in units from the corner."""
        x, y = self._lay(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def box(self, bounds: Bounds) -> tuple[float, float, float, float]:
        """Return x, y, width and height of bounds in degrees."""
        west, south, east, north = bounds
        (left, top), (right, bottom) = self.project(west, north), self.project(east, south)
        return left, top, right - left, bottom - top

    def draw(self, geometry: BaseGeometry) -> str:
        """Return lines and rings in degrees as SVG path data in whole units."""
        laid = shapely.transform(shapely.force_2d(geometry), self._lay)
        return "".join(_draw(points, closed) for points, closed in _rings(laid))

    def _lay(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        west, _, _, north = self.bounds
        x = degrees[:, 0] - west
        y = mercator(north) - np.degrees(np.arcsinh(np.tan(np.radians(degrees[:, 1]))))
        return np.stack([x, y], axis=1) * self.scale


@dataclass(frozen=True)
class Ground:
    """The drawn ground.

    Attributes
    ----------
    sheet
        Where it lies.
    shapes
        (class, path data), from the lowest up.
    """

    sheet: Sheet
    shapes: tuple[tuple[str, str], ...]


def draw_ground(basemap: Basemap) -> Ground:
    """Draw the ground that a page can pan over."""
    (south, west), (north, east) = basemap.pan_bounds
    sheet = Sheet((west, south, east, north))
    clip = shapely.box(west, south, east, north).buffer(_MARGIN_DEGREES, join_style="mitre")
    home = basemap.land["country"].isin(basemap.home_countries)
    shapes = [
        ("land", _join(sheet, basemap.land.geometry[~home], clip)),
        ("land home", _join(sheet, basemap.land.geometry[home], clip)),
        ("river", _join(sheet, basemap.rivers.geometry, clip)),
    ]
    for row in basemap.lines.itertuples():
        style = basemap.line_styles[row.id]
        shapes.append((f"ground-line {style}", sheet.draw(row.geometry)))
    return Ground(sheet, tuple((name, path) for name, path in shapes if path))


def parts_of(geometry: BaseGeometry) -> list[Any]:
    """Return the single geometries of one that may be several."""
    return list(getattr(geometry, "geoms", [geometry]))


def _join(sheet: Sheet, shapes: Iterable[BaseGeometry], clip: shapely.Polygon) -> str:
    return "".join(sheet.draw(shapely.intersection(shape, clip)) for shape in shapes)


def _rings(laid: BaseGeometry) -> Iterator[tuple[NDArray[np.int64], bool]]:
    for part in parts_of(laid):
        if part.is_empty:
            continue
        closed = part.geom_type == "Polygon"
        for line in [part.exterior, *part.interiors] if closed else [part]:
            points = np.rint(shapely.get_coordinates(line)).astype(np.int64)
            moved = np.any(np.diff(points, axis=0, prepend=points[:1] - 1), axis=1)
            points = points[moved]
            # what is left of a ring smaller than a unit has no area
            if len(points) > (3 if closed else 1):
                yield points, closed


def _draw(points: NDArray[np.int64], closed: bool) -> str:
    (x, y), *steps = [points[0], *np.diff(points[: -1 if closed else None], axis=0)]
    path = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{x} {y}l{path}{'z' if closed else ''}"

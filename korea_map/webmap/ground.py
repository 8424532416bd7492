"""The ground as the page draws it once, for every map of it: land, rivers and lines in Mercator."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import Basemap
from korea_map.model import Bounds

UNITS_PER_DEGREE = 1000
"""Fineness of a drawing: a unit, 0.1 km, is a tenth of what a coast for wide views is known to."""

_MARGIN_DEGREES = 0.5
_DEGREE_M = 111_320
"""Length of a degree of longitude at the equator."""


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

    @property
    def metres_per_unit(self) -> float:
        """Length of a unit in the middle."""
        _, south, _, north = self.bounds
        return _DEGREE_M * math.cos(math.radians((south + north) / 2)) / self.scale

    def part(self, other: "Sheet") -> str:
        """Return the SVG transform that lays what is drawn on another sheet upon this one."""
        west, _, _, north = self.bounds
        left, top = other.project(west, north)
        return f"scale({self.scale / other.scale:.6g}) translate({-left:.1f} {-top:.1f})"

    def draw(self, geometry: BaseGeometry, *, tolerance: float = 0, digits: int = 0) -> str:
        """Return lines and rings in degrees as SVG path data.

        Parameters
        ----------
        geometry
            In degrees.
        tolerance
            By how many units a line may be simplified.
        digits
            Decimals of a unit that are kept.
        """
        laid = shapely.transform(shapely.force_2d(geometry), self._lay)
        if tolerance:
            laid = shapely.simplify(laid, tolerance, preserve_topology=False)
        return "".join(_draw(points, closed, digits) for points, closed in _rings(laid, digits))

    def draw_disc(self, disc: shapely.Polygon) -> str:
        """Return a disc of the globe as SVG path data: four quarters of ellipses.

        A circle on the globe is wider to the north on this sheet; the quarters, which meet
        where it is highest, lowest and widest, follow it to a thousandth of its radius.
        """
        x, y = self._lay(shapely.get_coordinates(disc)[:-1]).T
        top, bottom, left, right = y.min(), y.max(), x.min(), x.max()
        wide, middle = (right - left) / 2, _height_of_widest(x, y)
        a, up, down = (f"{value:.1f}" for value in (wide, middle - top, bottom - middle))
        upper = f"a{a} {up} 0 0 1 {a}-{up}a{a} {up} 0 0 1 {a} {up}"
        lower = f"a{a} {down} 0 0 1-{a} {down}a{a} {down} 0 0 1-{a}-{down}"
        return f"M{left:.1f} {middle:.1f}{upper}{lower}z"

    def draw_roughly(self, disc: shapely.Polygon) -> str:
        """Return the same in fewer letters, for one of thousands: an ellipse, to a unit."""
        west, south, east, north = shapely.bounds(disc)
        (left, top), (right, bottom) = self._lay(np.array([(west, north), (east, south)]))
        digits = 0 if right - left > 100 else 1
        wide, high = (f"{size / 2:.{digits}f}" for size in (right - left, bottom - top))
        across = f"{2 * float(wide):.{digits}f}"
        start = f"M{left:.{digits}f} {(top + bottom) / 2:.{digits}f}"
        return f"{start}a{wide} {high} 0 1 1 {across} 0a{wide} {high} 0 1 1-{across} 0z"

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


def _height_of_widest(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the height at which a ring is widest, between the vertices next to the eastmost."""
    at = int(x.argmax())
    before, after = at - 1, (at + 1) % len(x)
    bend = x[before] - 2 * x[at] + x[after]
    step = (x[before] - x[after]) / (2 * bend) if bend else 0.0
    return float(y[at] + step * (y[after] - y[before]) / 2)


def _join(sheet: Sheet, shapes: Iterable[BaseGeometry], clip: shapely.Polygon) -> str:
    return "".join(sheet.draw(shapely.intersection(shape, clip)) for shape in shapes)


def _rings(laid: BaseGeometry, digits: int) -> Iterator[tuple[NDArray[np.int64], bool]]:
    """Yield the lines of a geometry in steps of the finest decimal, and whether each is closed."""
    for part in parts_of(laid):
        if part.is_empty:
            continue
        closed = part.geom_type == "Polygon"
        for line in [part.exterior, *part.interiors] if closed else [part]:
            points = np.rint(shapely.get_coordinates(line) * 10**digits).astype(np.int64)
            moved = np.any(np.diff(points, axis=0, prepend=points[:1] - 1), axis=1)
            points = points[moved]
            # what is left of a ring smaller than a step has no area
            if len(points) > (3 if closed else 1):
                yield points, closed


def _draw(points: NDArray[np.int64], closed: bool, digits: int) -> str:
    values = np.concatenate([points[:1], np.diff(points[: -1 if closed else None], axis=0)])
    written = [
        [f"{value / 10**digits:g}" if digits else str(value) for value in pair] for pair in values
    ]
    first, *steps = (" ".join(pair) for pair in written)
    return f"M{first}l{' '.join(steps).replace(' -', '-')}{'z' if closed else ''}"

"""Lengths, circles and areas on the WGS84 ellipsoid."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from types import MappingProxyType
from typing import get_args

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from korea_map.errors import KoreaMapError, UnitError
from korea_map.model import Mile

WGS84 = Geod(ellps="WGS84")

DEFAULT_MILE: Mile = "statute"
"""The telegram says "30 miles" and no more. Statute is assumed: it is the mile of land
distances in the English of the side that proposed it. Nautical would be 15 % longer."""

STATUTE_MILE_M = 1609.344
"""The international mile of 1959; the British and American ones of 1952 are within 4 mm of it."""

NAUTICAL_MILE_M = 1852.0
"""The international nautical mile of 1929; the American one of 1952 had 1853.25 m."""

YARD_M = 0.9144
"""The international yard of 1959, 1760 to the mile."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of length.

    Attributes
    ----------
    name
        As the tables and functions write it.
    code
        As a page and its links write it, in short.
    metres
        Its length.
    """

    name: str
    code: str
    metres: float


UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        unit.name: unit
        for unit in (
            Unit("m", "m", 1.0),
            Unit("km", "km", 1000.0),
            Unit("yard", "yd", YARD_M),
            Unit("statute_mile", "mi", STATUTE_MILE_M),
            Unit("nautical_mile", "nmi", NAUTICAL_MILE_M),
        )
    }
)
"""The units by name. `mile`, as a document writes it, is resolved by `find_unit`."""

METHOD = "azimuthal-equidistant buffer on WGS84"

# A quarter of a meridian: a wider circle is the smaller one around the other side.
_WIDEST_M = 1e7
WIDEST_ZONE_M = 300_000.0
"""The longest radius that is drawn and measured."""
# Bounds the memory of one projection call; the result does not depend on it.
_CENTRES_AT_ONCE = 4096


def find_unit(unit: str, *, miles: Mile = DEFAULT_MILE) -> Unit:
    """Return a unit by its name.

    Parameters
    ----------
    unit
        `m`, `km`, `yard`, `statute_mile`, `nautical_mile`, or `mile` for a mile that the
        document does not specify.
    miles
        What an unspecified mile is taken for.

    Returns
    -------
    Unit
        Never an unspecified mile.

    Raises
    ------
    UnitError
        If the unit, or the kind of mile, is not known.
    """
    kinds = get_args(Mile)
    if miles not in kinds:
        raise UnitError(f"unknown kind of mile {miles!r}; use one of {', '.join(kinds)}")
    name = f"{miles}_mile" if unit == "mile" else unit
    if not isinstance(name, str) or name not in UNITS:
        raise UnitError(f"unknown unit {unit!r}; use one of {_names_of_units()}")
    return UNITS[name]


def to_metres(value: float, unit: str, *, miles: Mile = DEFAULT_MILE) -> float:
    """Convert a length to metres.

    Parameters
    ----------
    value
        The length, in `unit`: a finite number, not negative.
    unit
        A unit that `find_unit` knows.
    miles
        What an unspecified mile is taken for.

    Returns
    -------
    float
        Metres.

    Raises
    ------
    UnitError
        If the unit, or the kind of mile, is not known.
    KoreaMapError
        If the value is no length: text, a truth value, not finite, below 0.
    """
    metres_each = find_unit(unit, miles=miles).metres
    metres = float(value) * metres_each if _is_number(value) else math.nan
    if not 0 <= metres < math.inf:
        shown = f"{value}" if _is_number(value) else f"{value!r}"
        raise KoreaMapError(
            f"{shown} is no length; give a number from 0 up, in one of {_names_of_units()}"
        )
    return metres


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _names_of_units() -> str:
    return ", ".join([*UNITS, "mile"])


def geodesic_discs(
    lons: ArrayLike, lats: ArrayLike, radius_m: ArrayLike, *, vertices: int = 360
) -> NDArray[np.object_]:
    """Return discs of a radius around points of the ellipsoid, as polygons.

    A shapely buffer of the origin is the circle in the plane of the azimuthal equidistant
    projection; in that projection distance and azimuth from the centre are true, so the
    same circle is laid on the ellipsoid at every centre by the direct geodesic problem.

    Parameters
    ----------
    lons, lats
        Centres in degrees (EPSG:4326), shape (n,) or scalar.
    radius_m
        Radius in metres, scalar or shape (n,).
    vertices
        Vertices of each polygon, a multiple of 4. Every vertex lies at the radius; the
        edges between fall short of it by at most `chord_error_m`.

    Returns
    -------
    ndarray of shapely.Polygon, shape (n,)
        In degrees (lon, lat), counter-clockwise.

    Raises
    ------
    KoreaMapError
        If a centre is not a finite position, a radius is not positive and below
        10 000 km, `vertices` is not a multiple of 4, or a disc reaches over a pole or
        the antimeridian, where a polygon in degrees would be another area.
    """
    try:
        lon, lat, radius = np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(a, dtype=float)) for a in (lons, lats, radius_m))
        )
    except (TypeError, ValueError) as error:
        raise KoreaMapError(f"centres and radii are numbers, one each or many: {error}") from None
    _check_centres(lon, lat, radius, vertices)
    circle = shapely.get_coordinates(shapely.Point(0, 0).buffer(1, quad_segs=vertices // 4))
    if not shapely.is_ccw(shapely.LinearRing(circle)):
        circle = circle[::-1]
    azimuth = np.degrees(np.arctan2(circle[:, 0], circle[:, 1]))
    length = np.hypot(circle[:, 0], circle[:, 1])

    discs = np.empty(lon.size, dtype=object)
    for start in range(0, lon.size, _CENTRES_AT_ONCE):
        part = slice(start, start + _CENTRES_AT_ONCE)
        shape = (lon[part].size, length.size)
        x, y, _ = WGS84.fwd(
            np.broadcast_to(lon[part, None], shape),
            np.broadcast_to(lat[part, None], shape),
            np.broadcast_to(azimuth, shape),
            radius[part, None] * length,
        )
        beyond = np.ptp(x, axis=1) > 180
        if np.any(beyond):
            where = _shown_centre(lon[part], lat[part], beyond)
            raise KoreaMapError(f"the disc at {where} reaches over a pole or the antimeridian")
        discs[part] = shapely.polygons(np.stack([x, y], axis=-1))
    return discs


def chord_error_m(radius_m: float, *, vertices: int = 360) -> float:
    """Return how far the edges of a disc of `geodesic_discs` fall short of its radius, in m."""
    return radius_m * (1 - math.cos(math.pi / vertices))


def distance_m(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Return the geodesic distance of two positions in degrees, in metres."""
    return float(WGS84.inv(lon_a, lat_a, lon_b, lat_b)[2])


def area_km2(geometry: BaseGeometry) -> float:
    """Return the geodesic area of a polygon or multipolygon in degrees, in km2.

    Edges are geodesics; holes are subtracted whatever their orientation.
    """
    if geometry.is_empty:
        return 0.0
    rings = shapely.get_rings(shapely.get_parts(shapely.orient_polygons(geometry)))
    coordinates = (shapely.get_coordinates(ring).T for ring in rings)
    return sum(float(WGS84.polygon_area_perimeter(lon, lat)[0]) for lon, lat in coordinates) / 1e6


def _check_centres(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    radius: NDArray[np.float64],
    vertices: int,
) -> None:
    if not isinstance(vertices, Integral) or vertices < 4 or vertices % 4:
        raise KoreaMapError(f"{vertices!r} vertices; a disc has a multiple of 4")
    nowhere = ~((np.abs(lat) <= 90) & np.isfinite(lon))
    if np.any(nowhere):
        where = _shown_centre(lon, lat, nowhere)
        raise KoreaMapError(f"{where} is no position; latitudes go from -90 to 90")
    endless = ~((radius > 0) & (radius < _WIDEST_M))
    if np.any(endless):
        raise KoreaMapError(
            f"a radius of {radius[endless][0]:g} m is not between 0 and {_WIDEST_M / 1000:,.0f} km"
        )


def _shown_centre(
    lon: NDArray[np.float64], lat: NDArray[np.float64], which: NDArray[np.bool_]
) -> str:
    """Return the first of the centres meant, as a message says it."""
    return f"longitude {lon[which][0]:g}, latitude {lat[which][0]:g}"

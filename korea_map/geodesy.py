"""Lengths, circles and areas on the WGS84 ellipsoid."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from korea_map.errors import KoreaMapError, UnitError

WGS84 = Geod(ellps="WGS84")

Mile = Literal["statute", "nautical"]

DEFAULT_MILE: Mile = "statute"
"""The telegram says "30 miles" and no more. Statute is assumed: it is the mile of land
distances in the English of the side that proposed it. Nautical would be 15 % longer."""

UNITS_M: Mapping[str, float] = MappingProxyType(
    {"m": 1.0, "km": 1000.0, "statute_mile": 1609.344, "nautical_mile": 1852.0}
)
"""Metres in each unit. `mile`, as a document writes it, is resolved by `to_metres`."""

METHOD = "azimuthal-equidistant buffer on WGS84"

# Bounds the memory of one projection call; the result does not depend on it.
_CENTRES_AT_ONCE = 4096


def to_metres(value: float, unit: str, *, miles: Mile = DEFAULT_MILE) -> float:
    """Convert a length to metres.

    Parameters
    ----------
    value
        The length, in `unit`.
    unit
        `m`, `km`, `statute_mile`, `nautical_mile`, or `mile` for a mile that the document
        does not specify.
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
    """
    if unit == "mile":
        unit = f"{miles}_mile"
    try:
        return value * UNITS_M[unit]
    except KeyError:
        known = ", ".join([*UNITS_M, "mile"])
        raise UnitError(f"unknown unit {unit!r}; use one of {known}") from None


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
    lon, lat, radius = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(a, dtype=float)) for a in (lons, lats, radius_m))
    )
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
        # the buffer closes its ring; rounding must not open it again
        x[:, -1], y[:, -1] = x[:, 0], y[:, 0]
        if np.any(np.ptp(x, axis=1) > 180):
            raise KoreaMapError("a disc reaches over a pole or the antimeridian")
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
    if vertices < 4 or vertices % 4:
        raise KoreaMapError(f"{vertices} vertices; a disc has a multiple of 4")
    if not (np.all(np.abs(lat) <= 90) and np.all(np.isfinite(lon))):
        raise KoreaMapError("a centre is no position: latitudes go from -90 to 90")
    if not np.all((radius > 0) & (radius < 1e7)):
        raise KoreaMapError("a radius is not between 0 and 10 000 km")

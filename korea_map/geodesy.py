"""Lengths, circles and areas on the WGS84 ellipsoid."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from types import MappingProxyType
from typing import Any, get_args

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from korea_map.errors import KoreaMapError, UnitError, shown
from korea_map.model import Mile
from korea_map.positions import find_fault

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

WIDEST_DISC_M = 1e7
"""A quarter of a meridian: a wider circle is the smaller one around the other side."""
WIDEST_ZONE_M = 300_000.0
"""The longest radius that is drawn and measured."""
NARROWEST_DISC_M = 1.0
"""The shortest radius: areas are told to the square metre, and of a disc of centimetres the
corners in degrees are rounded by more than its area bears."""
_SHORTEST = f"{NARROWEST_DISC_M:g} m, the shortest that is drawn and measured"
# Bounds the memory of one projection call; the result does not depend on it.
_CENTRES_AT_ONCE = 4096
# Edges are a millimetre short then; of 62,800 on, shapely leaves out those that are too near.
_MOST_VERTICES = 36_000


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
    if not isinstance(miles, str) or miles not in kinds:
        raise UnitError(f"unknown kind of mile {shown(miles)}; there are {', '.join(kinds)}")
    name = f"{miles}_mile" if isinstance(unit, str) and unit == "mile" else unit
    if not isinstance(name, str) or name not in UNITS:
        raise UnitError(f"unknown unit {shown(unit)}; there are {_names_of_units()}")
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
    value = to_one(value)
    metres = _to_float(value) * metres_each
    if not 0 <= metres < math.inf:
        raise KoreaMapError(
            f"{shown(value)} is no length; give a number from 0 up, in one of {_names_of_units()}"
        )
    return metres


def to_radius_m(
    radius: float,
    unit: str,
    *,
    miles: Mile = DEFAULT_MILE,
    shortest_m: float = NARROWEST_DISC_M,
    longest_m: float = WIDEST_DISC_M,
) -> float:
    """Convert the radius of a circle to metres.

    Parameters
    ----------
    radius, unit, miles
        As `to_metres` takes a length.
    shortest_m, longest_m
        The shortest but nothing, and the longest, that are taken.

    Raises
    ------
    UnitError
        If the unit, or the kind of mile, is not known.
    KoreaMapError
        If the radius is no number, below 0, or shorter or longer than what is taken.
    """
    metres_each = find_unit(unit, miles=miles).metres
    radius = to_one(radius)
    if not _is_number(radius):
        many = "; build_map() takes one for each plan, as {plan: 30}" if _is_many(radius) else ""
        raise KoreaMapError(f"radius {shown(radius)} is no number; give one in {unit}{many}")
    metres = _to_float(radius) * metres_each
    if 0 < metres < shortest_m:
        raise KoreaMapError(f"radius {shown(radius)} {unit} is shorter than {_SHORTEST}")
    if not 0 <= metres <= longest_m:
        limit = f"{longest_m / 1000:,.0f} km"
        raise KoreaMapError(f"radius {shown(radius)} {unit} is not between 0 and {limit}")
    return metres


def to_one(value: Any) -> Any:
    """Return what an array holds that has no dimension, and everything else as it is."""
    return value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value


def _is_many(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | bytearray)


def _to_float(value: object) -> float:
    """Return a number as such, endless where it is too long for one; NaN for what is none."""
    try:
        return float(value) if _is_number(value) else math.nan  # type: ignore[arg-type]
    except OverflowError:
        return math.inf


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
        Centres in degrees (EPSG:4326), longitudes from -180 to 180; shape (n,) or scalar.
    radius_m
        Radius in metres, from 1 m; scalar or shape (n,).
    vertices
        Vertices of each polygon, a multiple of 4 from 4 to 36,000. Every vertex lies at the
        radius; how far the edges between lie from it at most, `zones` says as `max_error_m`.

    Returns
    -------
    ndarray of shapely.Polygon, shape (n,)
        In degrees (lon, lat), counter-clockwise.

    Raises
    ------
    KoreaMapError
        If centres or radii are no numbers, or not as many of each; a centre is no position;
        a radius is not from 1 m to 10 000 km; `vertices` is none that a disc can have; or a
        disc reaches over a pole or the antimeridian, where a polygon in degrees would be
        another area.

    Examples
    --------
    >>> (disc,) = geodesic_discs(126.98, 37.57, 5000)
    >>> len(disc.exterior.coords), round(disc.bounds[3], 3)
    (361, 37.615)
    """
    return draw_discs(lons, lats, radius_m, vertices=vertices)


def draw_discs(
    lons: ArrayLike,
    lats: ArrayLike,
    radius_m: ArrayLike,
    *,
    vertices: int = 360,
    names: Sequence[str] | None = None,
) -> NDArray[np.object_]:
    """Return what `geodesic_discs` does, and call a centre by its name where it is refused."""
    lon, lat, radius = _broadcast(lons, lats, radius_m)
    _check_vertices(vertices)
    _check_centres(lon, lat, radius, names)
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
        beyond = np.flatnonzero(np.ptp(x, axis=1) > 180)
        if beyond.size:
            at = start + int(beyond[0])
            where = f"longitude {lon[at]:g}, latitude {lat[at]:g}"
            whose = _named(at, lon.size, names)
            raise KoreaMapError(
                f"{whose}the disc at {where} reaches over a pole or the antimeridian"
            )
        discs[part] = shapely.polygons(np.stack([x, y], axis=-1))
    return discs


def disc_km2(radius_m: float) -> float:
    """Return the area of one zone on its own.

    That of a plane, which no disc of its radius on the ellipsoid exceeds: at 300 km it is
    0.02 % more.
    """
    return math.pi * (radius_m / 1000) ** 2


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


def _broadcast(
    lons: ArrayLike, lats: ArrayLike, radius_m: ArrayLike
) -> tuple[NDArray[np.float64], ...]:
    """Return centres and radii as numbers, as many of each."""
    given = {"longitudes": lons, "latitudes": lats, "radii": radius_m}
    rows = [_to_numbers(values, what) for what, values in given.items()]
    most = max(row.size for row in rows)
    if 0 in {row.size for row in rows}:
        most = 0
    for what, row in zip(given, rows, strict=True):
        if row.size not in (1, most):
            raise KoreaMapError(f"{_NO_NUMBERS}: {row.size} {what} for {most} centres")
    return tuple(np.broadcast_to(row, most) for row in rows)


_NO_NUMBERS = "centres and radii are numbers, one each or a row of them"


_NEVER_NUMBERS = (str, bytes, bytearray, bool, np.bool_)


def _to_numbers(values: ArrayLike, what: str) -> NDArray[np.float64]:
    fault = KoreaMapError(f"{_NO_NUMBERS}: the {what} are none")
    try:
        # numpy would make a number of True, and one of what a mask hides
        given = np.asarray(values, dtype=object if isinstance(values, list | tuple) else None)
        strange = given.dtype.kind in "bcmMSTUV" or isinstance(values, np.ma.MaskedArray)
        if given.dtype.kind == "O":
            strange = any(isinstance(one, _NEVER_NUMBERS) for one in given.flat)
        if strange or given.ndim > 1:
            raise fault
        return np.atleast_1d(given.astype(float))
    except (TypeError, ValueError, OverflowError):
        raise fault from None


def _check_vertices(vertices: int) -> None:
    fits = isinstance(vertices, Integral) and not isinstance(vertices, bool)
    if not fits or not 4 <= vertices <= _MOST_VERTICES or vertices % 4:
        most = f"{_MOST_VERTICES:,}"
        raise KoreaMapError(f"{shown(vertices)} vertices; a disc has a multiple of 4, up to {most}")


def _check_centres(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    radius: NDArray[np.float64],
    names: Sequence[str] | None,
) -> None:
    nowhere = np.flatnonzero(~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)))
    if nowhere.size:
        at = int(nowhere[0])
        whose = _named(at, lon.size, names)
        raise KoreaMapError(f"{whose}{find_fault(lon[at], lat[at])}")
    wrong = np.flatnonzero(~((radius >= NARROWEST_DISC_M) & (radius < WIDEST_DISC_M)))
    if wrong.size:
        at = int(wrong[0])
        whose = _named(at, radius.size, names)
        if 0 < radius[at] < NARROWEST_DISC_M:
            raise KoreaMapError(f"{whose}a radius of {radius[at]:g} m is shorter than {_SHORTEST}")
        limit = f"{WIDEST_DISC_M / 1000:,.0f} km"
        raise KoreaMapError(f"{whose}a radius of {radius[at]:g} m is not between 0 and {limit}")


def _named(at: int, count: int, names: Sequence[str] | None) -> str:
    """Return how a message begins that is about one of many centres."""
    if names:
        return f"{names[at]}: "
    return f"centre {at} (from 0): " if count > 1 else ""

"""How far two places or points are from one another."""

from collections.abc import Iterable
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

from korea_map.errors import KoreaMapError, shown
from korea_map.gazetteer import OnePlace, to_place
from korea_map.geodesy import DEFAULT_MILE, distance_m, find_unit
from korea_map.model import Candidate, Mile, Place, Toponym
from korea_map.positions import cells_of, is_blank_point, locate_row

if TYPE_CHECKING:
    import shapely

Spot: TypeAlias = "OnePlace | Toponym | shapely.Point | Iterable[float]"
"""A place, its id, a candidate, a row of a table, a point, or (longitude, latitude)."""


def distance(a: Spot, b: Spot, unit: str = "km", *, miles: Mile = DEFAULT_MILE) -> float:
    """Return the geodesic distance of two places or points.

    Parameters
    ----------
    a, b
        A place: its id in places.csv, a record, a candidate, a row of `read_places` or
        `read_gazetteer`, which is where its geometry is; or a point in EPSG:4326: (longitude,
        latitude) in degrees, or a shapely point of them.
    unit
        Of the length: `km`, `m`, `yard`, `mile`, `statute_mile`, `nautical_mile`.
    miles
        What a `mile` is taken for.

    Returns
    -------
    float
        The shortest way on the WGS84 ellipsoid, in the unit.

    Raises
    ------
    ChoiceError
        If no place has the id, or the unit is not known; the message names what there is.
    KoreaMapError
        If something is no place and no position, or has none.

    Examples
    --------
    >>> round(distance("pyoktong", "pyongyang"))
    179
    >>> round(distance("pyoktong", (125.75, 39.03), "mile"))
    111
    """
    metres_each = find_unit(unit, miles=miles).metres
    (lon_a, lat_a), (lon_b, lat_b) = _to_position(a), _to_position(b)
    return distance_m(lon_a, lat_a, lon_b, lat_b) / metres_each


def _to_position(spot: Any) -> tuple[float, float]:
    """Return longitude and latitude of what a caller calls a place or a point."""
    lon, lat = _find_position(spot)
    if not (_is_within(lon, 180) and _is_within(lat, 90)):
        raise KoreaMapError(f"{shown(spot)} is no position; give (longitude, latitude) in degrees")
    return float(lon), float(lat)


def _find_position(spot: Any) -> tuple[Any, Any]:
    if isinstance(spot, str | Candidate):
        place = to_place(spot)
        return place.lon, place.lat
    if isinstance(spot, Place | Toponym):
        return spot.lon, spot.lat
    kind = getattr(spot, "geom_type", None)
    if isinstance(kind, str) and kind == "Point":
        return (None, None) if is_blank_point(spot) else (spot.x, spot.y)
    cells = cells_of(spot)
    if cells is not None:
        lon, lat = locate_row(cells, str(cells.get("id", "the row")))
        if {"lon", "lat"} <= cells.keys() or lon is not None:
            return lon, lat
    if (
        isinstance(spot, Iterable)
        and not isinstance(spot, bytes | bytearray)
        and not hasattr(spot, "keys")
    ):
        pair = list(spot)
        if len(pair) == 2:
            return pair[0], pair[1]
    raise KoreaMapError(
        f"{shown(spot)} is no place; give the id of one, a row of read_places(), or "
        "(longitude, latitude)"
    )


def _is_within(value: Any, most: float) -> bool:
    number = isinstance(value, Real) and not isinstance(value, bool)
    return number and -most <= value <= most

"""Positions in degrees: what is wrong with one, and what a caller probably meant."""

import math
from collections.abc import Mapping
from typing import Any

from korea_map.errors import KoreaMapError

_LONGEST, _HIGHEST = 180.0, 90.0
# Longitudes may be counted around the globe; what is beyond that is no angle.
_ROUND = 360.0
ROUNDED_M = 1.0
"""What a position may be off by rounding before it counts as another: positions are written
with five decimals of a degree or more."""
_ROUNDED_DEG = 1e-5
SAME_PLACE_M = 0.01
"""Points this near are one place where ground is measured: no figure shows it, and no line
between them could be drawn that the rounding of degrees does not bend."""


def find_fault(lon: float, lat: float) -> str | None:
    """Return what is wrong with a position and what to do; None where it is one.

    Examples
    --------
    >>> find_fault(126.98, 37.57) is None
    True
    >>> find_fault(37.57, 126.98)
    'longitude 37.57, latitude 126.98 is no position; they seem exchanged: give longitude first'
    """
    if abs(lon) <= _LONGEST and abs(lat) <= _HIGHEST:
        return None
    if abs(lon) <= _HIGHEST and abs(lat) <= _LONGEST:
        remedy = "they seem exchanged: give longitude first"
    elif math.isfinite(lon) and math.isfinite(lat) and max(abs(lon), abs(lat)) > _ROUND:
        remedy = "they seem to be in metres: name their coordinate system, or to_crs(4326)"
    else:
        remedy = "longitudes go from -180 to 180, latitudes go from -90 to 90"
    return f"longitude {lon:g}, latitude {lat:g} is no position; {remedy}"


def is_blank_point(geometry: Any) -> bool:
    """Tell whether a geometry stands for no position: None, an empty one, a point of NaN."""
    if not isinstance(getattr(geometry, "geom_type", None), str):
        return True
    if geometry.is_empty:
        return True
    return geometry.geom_type == "Point" and math.isnan(geometry.x) and math.isnan(geometry.y)


def cells_of(row: Any) -> dict[str, Any] | None:
    """Return the cells of a row of a table by column; None for what is no row.

    Where the ids are the index of the table, that of the row is among them.
    """
    if hasattr(row, "_asdict"):
        cells = {str(name): value for name, value in row._asdict().items()}
        label = cells.get("Index")
    elif isinstance(row, type) or hasattr(row, "columns") or not hasattr(row, "keys"):
        return None
    else:
        cells = {str(name): value for name, value in row.items()}
        label = getattr(row, "name", None)
    return {"id": label, **cells} if isinstance(label, str) else cells


def locate_row(cells: Mapping[str, Any], name: str) -> tuple[Any, Any]:
    """Return longitude and latitude of a row of a table: a point is where its geometry is.

    Parameters
    ----------
    cells
        The row by column: a point, or `lon` and `lat`, or both.
    name
        How a message calls the row.

    Raises
    ------
    KoreaMapError
        If its geometry is no point in degrees, or is elsewhere than its numbers say.
    """
    said = cells.get("lon"), cells.get("lat")
    point = next((one for one in cells.values() if not is_blank_point(one)), None)
    if point is None:
        return said
    if point.geom_type != "Point":
        raise KoreaMapError(f"{name}: its geometry is no point but a {point.geom_type}")
    fault = find_fault(point.x, point.y)
    if fault:
        raise KoreaMapError(f"{name}: {fault}")
    if _differ(said, (point.x, point.y)):
        raise KoreaMapError(
            f"{name}: lon and lat say ({said[0]}, {said[1]}), its geometry ({point.x:g}, "
            f"{point.y:g}); make them the same, or give the point itself"
        )
    return point.x, point.y


def _differ(said: tuple[Any, Any], at: tuple[float, float]) -> bool:
    try:
        numbers = [float(one) for one in said]
    except (TypeError, ValueError):
        return False
    return any(abs(one - other) > _ROUNDED_DEG for one, other in zip(numbers, at, strict=True))

"""Where a place may lie: a side of the line, a box, a circle."""

from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt
from numbers import Real
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.errors import SpellingError, shown
from korea_map.model import Place, are_bounds

Within = str | tuple[float, float, float, float] | tuple[float, float, float]
"""`"north"`, `"south"`, (west, south, east, north) or (lon, lat, radius_km)."""

_COUNTRIES: Final = {"north": "KP", "south": "KR"}
_EARTH_KM: Final = 6371.0
_HALF_ROUND_KM: Final = 20040.0
"""No place is farther from another."""


def to_area(within: object) -> Within:
    """Return an area that a caller brings; numbers may stand in any row, as `total_bounds` do.

    Raises
    ------
    SpellingError
        `within` is no area.
    """
    if isinstance(within, str):
        if within in _COUNTRIES:
            return within
    elif isinstance(within, Iterable) and not hasattr(within, "columns"):
        numbers = list(within)
        if all(isinstance(one, Real) and not isinstance(one, bool) for one in numbers):
            area = tuple(float(one) for one in numbers)
            if len(area) == 4 and are_bounds(*area):
                return area
            if len(area) == 3 and _is_circle(*area):
                return area
    raise SpellingError(
        f"within={shown(within)} is no area: give "
        "'north', 'south', (west, south, east, north) or (lon, lat, radius_km), in degrees and km"
    )


def _is_circle(lon: float, lat: float, radius_km: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90 and 0 < radius_km <= _HALF_ROUND_KM


def find_inside(places: Sequence[Place], within: object) -> npt.NDArray[np.bool_]:
    """Tell which places lie in an area.

    Raises
    ------
    SpellingError
        `within` is no area.
    """
    area = to_area(within)
    if isinstance(area, str):
        inside = [place.country == _COUNTRIES[area] for place in places]
    elif len(area) == 4:
        west, south, east, north = area
        inside = [west <= p.lon <= east and south <= p.lat <= north for p in places]
    else:
        lon, lat, radius_km = area
        inside = [apart_km(lon, lat, p.lon, p.lat) <= radius_km for p in places]
    return np.array(inside, dtype=bool)


def apart_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Give the great-circle distance, good to half a percent: names need no more."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))

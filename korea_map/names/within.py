"""Where a place may lie: a side of the line, a box, a circle."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.errors import SpellingError
from korea_map.model import Place, are_bounds

Within = str | tuple[float, float, float, float] | tuple[float, float, float]
"""`"north"`, `"south"`, (west, south, east, north) or (lon, lat, radius_km)."""

_COUNTRIES: Final = {"north": "KP", "south": "KR"}
_EARTH_KM: Final = 6371.0
_HALF_ROUND_KM: Final = 20040.0
"""No place is farther from another."""


def find_inside(places: Sequence[Place], within: Within) -> npt.NDArray[np.bool_]:
    """Tell which places lie in an area.

    Raises
    ------
    SpellingError
        `within` is no area.
    """
    if isinstance(within, str) and within in _COUNTRIES:
        return np.array([place.country == _COUNTRIES[within] for place in places], dtype=bool)
    if isinstance(within, tuple) and len(within) == 4:
        west, south, east, north = within
        if are_bounds(*within):
            return np.array(
                [west <= p.lon <= east and south <= p.lat <= north for p in places], dtype=bool
            )
    if isinstance(within, tuple) and len(within) == 3:
        lon, lat, radius_km = within
        if -180 <= lon <= 180 and -90 <= lat <= 90 and 0 < radius_km <= _HALF_ROUND_KM:
            return np.array(
                [apart_km(lon, lat, p.lon, p.lat) <= radius_km for p in places], dtype=bool
            )
    raise SpellingError(
        f"within={within!r} is no area: give 'north', 'south', (west, south, east, north) "
        "or (lon, lat, radius_km), in degrees and km"
    )


def apart_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Give the great-circle distance, good to half a percent: names need no more."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))

"""Lines as text for the page: differences of decimals of a degree, five bits a character."""

from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry


def encode_line(points: Iterable[Sequence[float]], *, digits: int = 4) -> str:
    """Return (lon, lat) vertices as text.

    `digits` decimals of a degree are kept: 4 for the basemap, which has no more, 5 (a metre)
    for zones.

    The first value and then each difference is shifted left with its sign in the lowest
    bit, and written from the lowest five bits up; a character is 63 more than its bits.
    """
    text = []
    last = [0, 0]
    for lon, lat, *_ in points:
        for axis, degrees in enumerate((lat, lon)):
            value = round(degrees * 10**digits)
            difference = value - last[axis]
            last[axis] = value
            bits = ~(difference << 1) if difference < 0 else difference << 1
            while bits >= 32:
                text.append(chr((bits & 31 | 32) + 63))
                bits >>= 5
            text.append(chr(bits + 63))
    return "".join(text)


def encode_polygon(polygon: shapely.Polygon) -> list[str]:
    """Return the rings of a polygon without the vertex that closes each."""
    rings = [polygon.exterior, *polygon.interiors]
    return [encode_line(list(ring.coords)[:-1]) for ring in rings]


def parts_of(geometry: BaseGeometry) -> list[Any]:
    """Return the single geometries of one that may be several."""
    return list(getattr(geometry, "geoms", [geometry]))

"""Lines as text for the page: differences of decimals of a degree, five bits a character."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry


def encode_line(points: ArrayLike, *, digits: int = 4) -> str:
    """Return (lon, lat) vertices as text.

    `digits` decimals of a degree are kept: 4 for the basemap, which has no more, 5 (a metre)
    for zones.

    The first value and then each difference is shifted left with its sign in the lowest
    bit, and written from the lowest five bits up; a character is 63 more than its bits.
    """
    given = np.asarray(points, dtype=float)
    laid = given[:, 1::-1] if given.size else np.zeros((0, 2))
    values = np.rint(laid * 10**digits).astype(np.int64)
    differences = np.diff(values, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel()
    bits = np.where(differences < 0, ~(differences << 1), differences << 1)
    # every value five bits a column, as many columns as the longest needs
    count = np.ones(len(bits), dtype=np.int64)
    while (more := bits >> 5 * count).any():
        count += more > 0
    columns = np.arange(count.max(initial=1))
    fives = bits[:, None] >> 5 * columns & 31
    fives[columns < count[:, None] - 1] |= 32
    return bytes((63 + fives[columns < count[:, None]]).astype(np.uint8)).decode("ascii")


def encode_polygon(polygon: shapely.Polygon) -> list[str]:
    """Return the rings of a polygon without the vertex that closes each."""
    rings = [polygon.exterior, *polygon.interiors]
    return [encode_line(np.asarray(ring.coords)[:-1]) for ring in rings]


def parts_of(geometry: BaseGeometry) -> list[Any]:
    """Return the single geometries of one that may be several."""
    return list(getattr(geometry, "geoms", [geometry]))

"""Lines as text for the page: differences of decimals of a degree, five bits a character."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

_CHARACTERS = [chr(63 + bits) for bits in range(64)]


def encode_line(points: Iterable[Sequence[float]], *, digits: int = 4) -> str:
    """Return (lon, lat) vertices as text.

    `digits` decimals of a degree are kept: 4 for the basemap, which has no more, 5 (a metre)
    for zones.

    The first value and then each difference is shifted left with its sign in the lowest
    bit, and written from the lowest five bits up; a character is 63 more than its bits.
    """
    laid = np.array([(lat, lon) for lon, lat, *_ in points], dtype=float).reshape(-1, 2)
    values = np.rint(laid * 10**digits).astype(np.int64)
    differences = np.diff(values, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel()
    text = []
    for bits in np.where(differences < 0, ~(differences << 1), differences << 1).tolist():
        left = bits
        while left >= 32:
            text.append(_CHARACTERS[left & 31 | 32])
            left >>= 5
        text.append(_CHARACTERS[left])
    return "".join(text)


def parts_of(geometry: BaseGeometry) -> list[Any]:
    """Return the single geometries of one that may be several."""
    return list(getattr(geometry, "geoms", [geometry]))

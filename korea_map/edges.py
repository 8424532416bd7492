"""How far the edges of a disc can lie from its circle.

The vertices lie on the circle. An edge between two of them is straight in degrees: it cuts the
corner as a chord does, and it is bent against the shortest way, the more the nearer to a pole.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from korea_map.geodesy import WGS84

_OVAL: Final = 1.0102
"""By how much a degree of latitude is longer at a pole than at the equator, at most."""
_BENT: Final = 2 / math.sqrt(3)
"""What a straight line in degrees is bent by, at most, where a parallel is bent by 1."""
_BENT_BY_OVAL: Final = 1.6e-9
"""What the growing degrees of latitude bend such a line by, at most, in radians a metre."""
_ROUNDED_M: Final = 1e-7
"""What degrees and geodesics are rounded to."""


def edge_error_m(
    lats: ArrayLike, radius_m: ArrayLike, *, vertices: int = 360
) -> NDArray[np.float64]:
    """Return how far from the radius a point on an edge of a disc can be, in metres.

    No edge is worse. In the latitudes of Korea the worst edge comes within 5 % of it with
    360 vertices; towards the poles, and with a handful of vertices, the bound is wider.

    Parameters
    ----------
    lats, radius_m
        Latitudes in degrees and radii of discs that `geodesic_discs` draws.
    vertices
        The vertices of each disc.

    Notes
    -----
    On a line p(t), straight in degrees, from one vertex to the next, half the square of the
    distance from the centre has the second derivative |p'|² (1 + d b) at most: d is the
    distance and b how much the line is bent; the ground curves towards itself, so it adds
    nothing. Between the vertices the half square then differs from that of the radius by an
    eighth of it. |p'| is bounded by the chord, and by how much the parallels shrink along it.
    """
    lat, radius = np.broadcast_arrays(
        np.asarray(lats, dtype=float), np.asarray(radius_m, dtype=float)
    )
    along = np.zeros_like(lat)
    ends = (WGS84.fwd(along, lat, along + way, radius)[1] for way in (0, 180))
    top = np.radians(np.maximum(*np.abs([np.asarray(end) for end in ends])))
    to_axis_m = WGS84.a * np.cos(top) / np.sqrt(1 - WGS84.es * np.sin(top) ** 2)
    chord_m = 2 * radius * math.sin(math.pi / vertices)
    longest_m = chord_m * np.maximum(_OVAL, 1 + chord_m * np.sin(top) / to_axis_m)
    bent = _BENT * np.tan(top) / WGS84.a + _BENT_BY_OVAL
    farthest_m = radius + longest_m / 2
    off = longest_m**2 * (1 + farthest_m * bent) / 4
    short = radius - np.sqrt(np.maximum(radius**2 - off, 0))
    beyond = np.sqrt(radius**2 + off) - radius
    # to the height of the end near the pole, once around the pole, and back
    at_most = 2 * radius + math.pi * to_axis_m
    return np.asarray(np.minimum(np.maximum(short, beyond), at_most) + _ROUNDED_M, dtype=float)

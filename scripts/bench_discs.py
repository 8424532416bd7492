"""Measure the discs: how true they are, and how fast many of them are drawn."""

import time
from collections.abc import Callable

import numpy as np
import shapely
from bench_table import Line
from geographiclib.geodesic import Geodesic
from pyproj import CRS, Transformer

from korea_map.geodesy import geodesic_discs

RADIUS_M = 48_280.32
"""Thirty statute miles, the radius of the design's goals."""


def measure_discs() -> list[Line]:
    """Measure truth and speed of the discs."""
    return [Line("Discs"), *measure_truth(), *measure_speed()]


def measure_truth() -> list[Line]:
    """Hold vertices and edges of discs all over Korea against GeographicLib."""
    vertex_m: list[float] = []
    edge_m: list[float] = []
    for lon in (124.4, 127.0, 130.0):
        for lat in (33.5, 38.0, 43.0):
            (disc,) = geodesic_discs(lon, lat, RADIUS_M)
            ring = shapely.get_coordinates(disc)
            for points, off in ((ring, vertex_m), ((ring[1:] + ring[:-1]) / 2, edge_m)):
                off += [
                    abs(Geodesic.WGS84.Inverse(lat, lon, y, x)["s12"] - RADIUS_M) for x, y in points
                ]
    return [
        Line("  vertex off its radius, 30 miles", max(vertex_m) * 1e6, "µm", 2, None, "< 1000"),
        Line("  edge off its radius, 30 miles", max(edge_m), "m", 2, None, "< 2"),
    ]


def measure_speed() -> list[Line]:
    """Time many discs, and against one projection and buffer a point."""

    def centres(count: int) -> tuple[np.ndarray, np.ndarray]:
        return np.linspace(124, 131, count), np.linspace(33, 43, count)

    def one_by_one(count: int) -> None:
        for lon, lat in zip(*centres(count), strict=True):
            plane = CRS.from_proj4(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84")
            back = Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
            disc = shapely.Point(0, 0).buffer(RADIUS_M, quad_segs=90)
            shapely.transform(disc, back.transform, interleaved=False)

    small = min(clock(lambda: geodesic_discs(*centres(1000), RADIUS_M)) for _ in range(3))
    apart = clock(lambda: one_by_one(200)) * 5
    large = clock(lambda: geodesic_discs(*centres(100_000), RADIUS_M))
    return [
        Line("  1,000, against a transformer and buffer each", apart / small, "x", 1, None, "> 50"),
        Line("  100,000, against 100 times 1,000", large / (100 * small), "x", 2, None, "< 1.50"),
    ]


def clock(action: Callable[[], object]) -> float:
    """Return how long an action takes, in CPU seconds."""
    start = time.process_time()
    action()
    return time.process_time() - start

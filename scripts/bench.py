"""Measure what the project promises: circles, build, page, names.

Every comparison is made in one run, so that the ratios hold on a noisy machine.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import numpy as np
import shapely
from bench_page import measure_page
from geographiclib.geodesic import Geodesic
from pyproj import CRS, Transformer

from korea_map.geodesy import geodesic_discs

THIRTY_MILES_M = 48_280.32
ROUNDS = 5


def main() -> None:
    """Print all figures."""
    measure_circles()
    measure_zones()
    measure_build()
    for line in measure_page():
        report(*line)


def report(what: str, figure: str, reach: str) -> None:
    """Print one line: what was measured, what came out, what is wanted."""
    print(f"{what:<62}{figure:>16}   {reach}", flush=True)


def clock(action: Callable[[], object]) -> float:
    """Return how long an action takes, in seconds."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure_circles() -> None:
    """Hold vertices and edges of discs all over Korea against GeographicLib."""
    vertex_m, edge_m = [], []
    for lon in (124.4, 127.0, 130.0):
        for lat in (33.5, 38.0, 43.0):
            (disc,) = geodesic_discs(lon, lat, THIRTY_MILES_M)
            ring = shapely.get_coordinates(disc)
            for points, off in ((ring, vertex_m), ((ring[1:] + ring[:-1]) / 2, edge_m)):
                off += [
                    abs(Geodesic.WGS84.Inverse(lat, lon, y, x)["s12"] - THIRTY_MILES_M)
                    for x, y in points
                ]
    report("vertex off its radius, 30 miles", f"{max(vertex_m) * 1e6:.2f} µm", "< 1000 µm")
    report("edge off its radius, 30 miles", f"{max(edge_m):.2f} m", "< 2 m")


def measure_zones() -> None:
    """Time many zones, and against one projection and buffer a point."""

    def centres(count: int) -> tuple[np.ndarray, np.ndarray]:
        return np.linspace(124, 131, count), np.linspace(33, 43, count)

    def one_by_one(count: int) -> None:
        for lon, lat in zip(*centres(count), strict=True):
            plane = CRS.from_proj4(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84")
            back = Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
            disc = shapely.Point(0, 0).buffer(THIRTY_MILES_M, quad_segs=90)
            shapely.transform(disc, back.transform, interleaved=False)

    small = min(clock(lambda: geodesic_discs(*centres(1000), THIRTY_MILES_M)) for _ in range(3))
    apart = clock(lambda: one_by_one(200)) * 5
    report(
        "zones: 1,000, against a transformer and buffer each", f"{apart / small:.1f} x", "> 10 x"
    )
    large = clock(lambda: geodesic_discs(*centres(100_000), THIRTY_MILES_M))
    report("zones: 100,000 against 100 times 1,000", f"{large / (100 * small):.2f} x", "about 1 x")


def measure_build() -> None:
    """Time the whole build against importing the libraries it stands on."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "korea_map", "build", "--out", folder]
        imports = [sys.executable, "-c", "import geopandas, folium"]
        ratios = []
        for _ in range(ROUNDS):
            ours = clock(lambda: subprocess.run(build, check=True, capture_output=True))
            theirs = clock(lambda: subprocess.run(imports, check=True))
            ratios.append(ours / theirs)
    report(
        "build against import geopandas, folium", f"{statistics.median(ratios):.2f} x", "< 2.0 x"
    )


if __name__ == "__main__":
    main()

"""Coverage as a curve over the radius, in closed form.

Every piece of ground belongs to the point nearest to it. Within the cell of a point the
union of all zones is that point's zone alone, so the area within a radius is a sum, over
the edges of the land in the cell, of triangles and circular sectors. One pass gives every
radius, where `zones.coverage` cuts polygons anew for each.
"""

import os
from collections.abc import Iterable, Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import Basemap, read_basemap
from korea_map.errors import KoreaMapError
from korea_map.gazetteer import CRS, read_gazetteer
from korea_map.geodesy import WGS84, area_km2
from korea_map.proposals import load_proposals
from korea_map.zones import LANDS, find_lands, take_points

_EQUAL_AREA = "+proj=laea +lat_0=38 +lon_0=127 +ellps=WGS84"
# Edges this short are straight in any projection of Korea.
_LONGEST_EDGE_M = 5000.0
_MARGIN_M = 1000.0

Floats = NDArray[np.float64]


def coverage_curve(
    radii_m: Iterable[float],
    *,
    plan: str,
    points: gpd.GeoDataFrame | None = None,
    basemap: Basemap | None = None,
    data: str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Measure the land under both lists of a plan for many radii at once.

    Parameters
    ----------
    radii_m
        Radii in metres, up to 300 km; 0 is allowed and covers nothing.
    plan
        The plan whose points are taken.
    points
        Points as `read_gazetteer` returns them; None for the gazetteer itself.
    basemap
        Land as `read_basemap` returns it; None to read it.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    pandas.DataFrame
        One row per radius, in ascending order, with `radius_m` and the columns of
        `coverage` from `union_km2` on. The figures are within 0.02 % of `coverage`.

    Raises
    ------
    DataError
        If a table or the basemap cannot be read.
    KoreaMapError
        If no list belongs to `plan`, or a radius is negative or too long.
    """
    radii = np.array(sorted(set(radii_m)), dtype=float)
    if len(radii) and not (radii[0] >= 0 and radii[-1] <= 3e5):
        raise KoreaMapError("a radius is not between 0 and 300 km")
    table = read_gazetteer(data) if points is None else take_points(points)
    centres = _find_centres(plan, table, data)
    lands = find_lands(read_basemap(data) if basemap is None else basemap)

    # an equal-area plane in which cells are cut; distances are geodesic again after that
    plane = Transformer.from_crs(CRS, _EQUAL_AREA, always_xy=True)
    cells = _cut_cells(_project(centres, plane), float(radii[-1]) if len(radii) else 0.0)
    curves = {"union_km2": _sum_within(cells, centres, plane, radii)}
    for name, land in lands.items():
        ground = _project(np.array([land], dtype=object), plane)[0]
        curves[f"{name}_km2"] = _sum_within(
            shapely.intersection(cells, ground), centres, plane, radii
        )
    curve = pd.DataFrame({"radius_m": radii, **curves})
    curve["sea_km2"] = curve["union_km2"] - curve[[f"{name}_km2" for name in LANDS]].sum(axis=1)
    for half in ("north", "south"):
        curve[f"{half}_share"] = curve[f"{half}_km2"] / area_km2(lands[half])
    return curve


def _find_centres(
    plan: str, points: gpd.GeoDataFrame, data: str | os.PathLike[str] | None
) -> NDArray[np.object_]:
    """Return the distinct positions of the located points of a plan."""
    lists = [proposal.id for proposal in load_proposals(data) if proposal.plan == plan]
    if not lists:
        raise KoreaMapError(f"no list belongs to the plan {plan!r}")
    located = points[points["list"].isin(lists) & points.geometry.notna()].geometry
    return np.array(list(dict.fromkeys(located)), dtype=object)


def _project(geometries: NDArray[np.object_], plane: Transformer) -> NDArray[np.object_]:
    return np.asarray(shapely.transform(geometries, plane.transform, interleaved=False))


def _cut_cells(centres: NDArray[np.object_], farthest_m: float) -> NDArray[np.object_]:
    """Return the ground nearest to each centre and within a distance of it."""
    near = shapely.buffer(centres, farthest_m + _MARGIN_M)
    if len(centres) < 2:
        return np.asarray(near)
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint(centres), extend_to=shapely.union_all(near), ordered=True
    )
    return np.asarray(shapely.intersection(shapely.get_parts(cells), near))


def _sum_within(
    cells: NDArray[np.object_], centres: NDArray[np.object_], plane: Transformer, radii: Floats
) -> Floats:
    """Return the area of each cell within each radius of its centre, summed over cells, in km2."""
    total = np.zeros_like(radii)
    for cell, centre in zip(cells, centres, strict=True):
        for ring in _rings(cell):
            lon, lat = plane.transform(*ring.T, direction="INVERSE")
            at = np.ones_like(lon)
            azimuth, _, length = WGS84.inv(centre.x * at, centre.y * at, lon, lat)
            bearing = np.radians(azimuth)
            total += _area_within(length * np.sin(bearing), length * np.cos(bearing), radii)
    return np.round(np.maximum(total, 0) / 1e6, 6)  # to the square metre: sums leave a trace


def _rings(geometry: BaseGeometry) -> Iterator[Floats]:
    """Yield the rings of the polygons of a geometry, holes the other way round than shells."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and not part.is_empty:
            fine = shapely.segmentize(shapely.orient_polygons(part), _LONGEST_EDGE_M)
            yield from (shapely.get_coordinates(ring) for ring in shapely.get_rings(fine))


def _area_within(x: Floats, y: Floats, radii: Floats) -> Floats:
    """Return the signed area of a ring within circles around the origin.

    Parameters
    ----------
    x, y
        A closed ring, in metres.
    radii
        Radii in metres.

    Returns
    -------
    ndarray
        Square metres, one value per radius; positive for a ring that runs anticlockwise.

    Notes
    -----
    The part of an edge inside the circle gives the triangle with the origin, each part
    outside gives the sector that it is seen under.
    """
    radius = radii[:, None]
    px, py = x[:-1], y[:-1]
    dx, dy = np.diff(x), np.diff(y)
    square = dx * dx + dy * dy
    moving = square > 0
    px, py, dx, dy, square = (values[moving] for values in (px, py, dx, dy, square))
    # where the line through the edge meets the circle: p + t d, |p + t d| = r
    along = (px * dx + py * dy) / square
    inside = along * along - (px * px + py * py - radius * radius) / square
    half = np.sqrt(np.maximum(inside, 0))
    enter = np.clip(-along - half, 0, 1)
    leave = np.clip(-along + half, 0, 1)
    ax, ay = px + enter * dx, py + enter * dy
    bx, by = px + leave * dx, py + leave * dy
    angle = _turn(px, py, ax, ay) + _turn(bx, by, px + dx, py + dy)
    return np.asarray(
        np.sum((ax * by - bx * ay) / 2 + radius * radius * angle / 2, axis=1), dtype=float
    )


def _turn(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """Return the angle from one direction to another, in radians, from -pi to pi."""
    return np.asarray(np.arctan2(ux * vy - uy * vx, ux * vx + uy * vy))

"""Coverage as a curve over the radius, in closed form.

Every piece of ground belongs to the point nearest to it. Within the cell of a point the
union of all zones is that point's zone alone, so the area within a radius is a sum, over
the edges of the land in the cell, of triangles and circular sectors. One pass gives every
radius, where `zones.coverage` cuts polygons anew for each.
"""

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import Basemap
from korea_map.errors import KoreaMapError
from korea_map.gazetteer import read_gazetteer
from korea_map.geodesy import (
    DEFAULT_MILE,
    WGS84,
    WIDEST_ZONE_M,
    find_unit,
    geodesic_discs,
    to_one,
    to_radius_m,
)
from korea_map.given import (
    check_lists,
    check_renamed,
    is_located,
    name_row,
    take_basemap,
    take_points,
)
from korea_map.model import Mile, Proposal
from korea_map.positions import SAME_PLACE_M
from korea_map.proposals import load_proposals, select_lists, take_proposals
from korea_map.zones import EDGE_DEG

# Farther than this from its middle the plane bends bearings by more than the figures bear.
_FARTHEST_M = 2e6
# Edges this short are straight in any projection about their middle.
_LONGEST_EDGE_M = 5000.0
# What the plane may shorten a distance by, and a buffer's edges fall short of it.
_STRETCH, _MARGIN_M = 1.03, 1000.0

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


def coverage_curve(
    radius: float | Iterable[float],
    unit: str = "km",
    *,
    plan: str,
    miles: Mile = DEFAULT_MILE,
    points: gpd.GeoDataFrame | None = None,
    proposals: Iterable[Proposal] | pd.DataFrame | None = None,
    basemap: Basemap | None = None,
    data: str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Measure the land under all lists of a plan for many radii at once.

    Parameters
    ----------
    radius, unit
        Radii from 0, which covers nothing, to 300 km, and the unit of all of them; one or
        many, in any order.
    plan
        The plan whose points are taken. Toponyms of one place count once.
    miles
        What a `mile` is taken for.
    points
        Points as `read_gazetteer` returns them, in any coordinate system; None for the
        gazetteer itself.
    proposals
        The lists, as records or as `read_proposals` returns them; None for those of the
        data folder.
    basemap
        Land as `read_basemap` returns it; None to read it. With `points` and `proposals`
        no file is read then.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    pandas.DataFrame
        One row per radius, in ascending order, each radius once, with `radius_m` and the
        columns of `coverage` from `union_km2` on. The figures are within 0.02 % of
        `coverage`, and a square metre, to which they are rounded; 0 throughout where no point
        of the plan has a position. For a radius between, see `interpolate`.

    Raises
    ------
    DataError
        If a table or the basemap cannot be read.
    ChoiceError
        If the plan is not known; the message names those that are.
    KoreaMapError
        If a radius is no number, negative or too long, `points` are not such, or they lie
        farther than 2,000 km from their middle.

    Examples
    --------
    >>> curve = coverage_curve([5, 30, 60], "mile", plan="unc")
    >>> curve["south_share"].round(2).tolist()
    [0.02, 0.59, 0.96]
    """
    radii = _take_radii(radius, unit, miles)
    known = load_proposals(data) if proposals is None else take_proposals(proposals)
    lists = {proposal.id for proposal in select_lists(known, plan)}
    table = read_gazetteer(data) if points is None else take_points(points)
    if points is not None:
        check_lists(table, known)
    elif proposals is not None:
        check_renamed(table, known, load_proposals(data))
    ground = take_basemap(basemap, data)
    located = table[table["list"].isin(lists) & is_located(table)]
    areas = _measure(located, radii, ground)
    curve = pd.DataFrame({"radius_m": radii, **areas})
    for half, whole_km2 in ground.halves_km2.items():
        curve[f"{half}_share"] = curve[f"{half}_km2"] / whole_km2
    return curve


def interpolate(
    curve: pd.DataFrame | Mapping[str, Sequence[float]], radius_m: float
) -> "pd.Series[float]":
    """Return what a coverage curve says at a radius, on a node or between two.

    Between nodes areas grow with the square of the radius, as that of a disc does, so what
    lies between is interpolated in the square. At a node the value is that of the node.

    Parameters
    ----------
    curve
        As `coverage_curve` returns it, or its columns by name.
    radius_m
        Radius in metres, from 0 to the longest of the curve. Below the shortest the curve
        runs to nothing at 0.

    Returns
    -------
    pandas.Series
        The columns of the curve, at `radius_m`.

    Raises
    ------
    KoreaMapError
        If the curve has no node, or the radius is negative, beyond the longest, or no number.
    """
    columns = {str(name): np.asarray(column, dtype=float) for name, column in curve.items()}
    nodes = columns["radius_m"]
    (radius,) = _take_radii(radius_m, "m", DEFAULT_MILE)
    if not len(nodes) or radius > nodes[-1]:
        end = f"ends at {nodes[-1]:g} m" if len(nodes) else "has no radius"
        raise KoreaMapError(f"the curve {end}; measure it up to {radius:g} m")
    squares = np.concatenate([[0.0], nodes**2])
    values = {
        name: float(np.interp(radius**2, squares, np.concatenate([[0.0], column])))
        for name, column in columns.items()
    }
    return pd.Series({**values, "radius_m": float(radius)})


def _take_radii(radius: float | Iterable[float], unit: str, miles: Mile) -> Floats:
    """Return radii that a caller brings, in metres, in ascending order and each once."""
    radius = to_one(radius)
    one = isinstance(radius, str | bytes | bytearray | Mapping) or not isinstance(radius, Iterable)
    given: list[Any] = [radius] if one else list(radius)  # type: ignore[arg-type]
    metres = [_to_metres(one, unit, miles) for one in given]
    if not given:
        find_unit(unit, miles=miles)
    return np.unique(np.array(metres, dtype=float))


def _to_metres(radius: Any, unit: str, miles: Mile) -> float:
    # no disc is drawn, so that none can be too small
    return to_radius_m(radius, unit, miles=miles, shortest_m=0.0, longest_m=WIDEST_ZONE_M)


def _measure(located: gpd.GeoDataFrame, radii: Floats, ground: Basemap) -> dict[str, Floats]:
    """Return the areas within each radius of the points, in km2, by the name of their column."""
    lands, frame = ground.lands, ground.frame
    reach_m = float(radii[-1]) if len(radii) else 0.0
    points = located.geometry.to_numpy()
    if not len(points) or reach_m == 0:
        nothing = np.zeros_like(radii)
        names = ("union", *lands, "sea", "outside")
        return {f"{name}_km2": nothing.copy() for name in names}
    # an equal-area plane in which cells are cut; distances are geodesic again after that
    plane = _plane_about(located)
    centres = _drop_same(points, plane)
    cells = _cut_cells(_project(centres, plane), reach_m)
    each = np.arange(len(cells))
    area = {"union_km2": _sum_within(cells, each, centres, plane, radii)}
    near = shapely.box(*shapely.total_bounds(_around(centres, reach_m)))
    known_km2 = area["union_km2"]
    if not frame.covers(near):
        known = _cut(cells, shapely.segmentize(frame & near, EDGE_DEG), near, plane)
        known_km2 = _sum_within(*known, centres, plane, radii)
    on_land = {}
    for name, land in {**lands, "": ground.nameless}.items():
        # the frame's edges are parallels, which are no lines in the plane
        fine = land if frame.covers(near) else shapely.segmentize(land & near, EDGE_DEG)
        covered = _sum_within(*_cut(cells, fine, near, plane), centres, plane, radii)
        # summed in parts, all of a land may be a trace more than the land
        on_land[name] = np.minimum(covered, ground.halves_km2.get(name, np.inf))
    area |= {f"{name}_km2": on_land[name] for name in lands}
    area["sea_km2"] = _to_square_metres(known_km2 - sum(on_land.values()))
    area["outside_km2"] = _to_square_metres(area["union_km2"] - known_km2 + on_land[""])
    return area


def _plane_about(located: gpd.GeoDataFrame) -> Proj:
    """Return the way from degrees to an equal-area plane that touches amidst some points."""
    lon, lat = np.radians(shapely.get_coordinates(located.geometry.to_numpy()).T)
    x, y, z = np.mean([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    lon_0, lat_0 = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    at = np.ones_like(lon)
    _, _, away = WGS84.inv(lon_0 * at, lat_0 * at, np.degrees(lon), np.degrees(lat))
    if away.max() > _FARTHEST_M:
        raise KoreaMapError(
            f"{name_row(located, int(away.argmax()))} lies {away.max() / 1000:,.0f} km from the "
            "middle of all, where a curve is "
            f"not exact; keep them within {_FARTHEST_M / 1000:,.0f} km, or ask coverage()"
        )
    # the projection alone: between two systems of one ellipsoid there is nothing else to do,
    # and looking for it costs as much as all areas together
    return Proj(f"+proj=laea +lat_0={lat_0:.6f} +lon_0={lon_0:.6f} +ellps=WGS84")


def _drop_same(points: NDArray[np.object_], plane: Proj) -> NDArray[np.object_]:
    """Return the points without those at the place of an earlier one."""
    flat = _project(points, plane)
    later, earlier = shapely.STRtree(flat).query(flat, predicate="dwithin", distance=SAME_PLACE_M)
    kept = np.ones(len(points), dtype=bool)
    for one, other in sorted(zip(later.tolist(), earlier.tolist(), strict=True)):
        if other < one and kept[other]:
            kept[one] = False
    return points[kept]


def _around(centres: NDArray[np.object_], reach_m: float) -> NDArray[np.object_]:
    """Return polygons within which everything in reach of each centre lies."""
    lon, lat = shapely.get_coordinates(centres).T
    return geodesic_discs(lon, lat, reach_m * 1.1 + _MARGIN_M, vertices=8)


def _cut(
    cells: NDArray[np.object_], ground: BaseGeometry, near: shapely.Polygon, plane: Proj
) -> tuple[NDArray[np.object_], Numbers]:
    """Return what of the cells is on some ground, which is in degrees, and of which cell.

    Only the parts of the ground that reach into `near`, and of these only those that touch a
    cell, are cut.
    """
    parts = shapely.get_parts(ground)
    parts = parts[_are_polygons(parts) & shapely.intersects(shapely.envelope(parts), near)]
    flat = _project(parts, plane)
    part, cell = shapely.STRtree(cells).query(flat, predicate="intersects")
    return np.asarray(shapely.intersection(cells[cell], flat[part])), cell


def _are_polygons(geometries: NDArray[np.object_]) -> NDArray[np.bool_]:
    areal = shapely.get_type_id(geometries) == shapely.GeometryType.POLYGON
    return np.asarray(areal & ~shapely.is_empty(geometries), dtype=bool)


def _project(geometries: NDArray[np.object_], plane: Proj) -> NDArray[np.object_]:
    return np.asarray(shapely.transform(geometries, plane, interleaved=False))


def _cut_cells(centres: NDArray[np.object_], farthest_m: float) -> NDArray[np.object_]:
    """Return the ground nearest to each centre and within a distance of it."""
    near = shapely.buffer(centres, farthest_m * _STRETCH + _MARGIN_M)
    if len(centres) < 2:
        return np.asarray(near)
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint(centres), extend_to=shapely.union_all(near), ordered=True
    )
    return np.asarray(shapely.intersection(shapely.get_parts(cells), near))


def _sum_within(
    pieces: NDArray[np.object_],
    cells: Numbers,
    centres: NDArray[np.object_],
    plane: Proj,
    radii: Floats,
) -> Floats:
    """Return the area of pieces within each radius of the centre of their cell, in km2."""
    corners, of_ring, of_piece = _corners(pieces)
    lon, lat = plane(*corners.T, inverse=True)
    centre = shapely.get_coordinates(centres)[cells[of_piece]]
    azimuth, _, length = WGS84.inv(*centre.T, lon, lat)
    bearing = np.radians(azimuth)
    x, y = length * np.sin(bearing), length * np.cos(bearing)
    edge = of_ring[1:] == of_ring[:-1]
    square_metres = _area_within(x[:-1][edge], y[:-1][edge], x[1:][edge], y[1:][edge], radii)
    return _to_square_metres(square_metres / 1e6)


def _to_square_metres(km2: Floats) -> Floats:
    """Return areas to the square metre and none below nothing: sums leave a trace."""
    return np.asarray(np.round(np.maximum(km2, 0), 6), dtype=float)


def _corners(pieces: NDArray[np.object_]) -> tuple[Floats, Numbers, Numbers]:
    """Return the vertices of all polygons, the ring of each, and the piece of each.

    Holes run the other way round than shells; no edge is so long that its projection matters.
    """
    parts, of_piece = shapely.get_parts(pieces, return_index=True)
    areal = _are_polygons(parts)
    fine = shapely.segmentize(shapely.orient_polygons(parts[areal]), _LONGEST_EDGE_M)
    rings, of_part = shapely.get_rings(fine, return_index=True)
    corners, of_ring = shapely.get_coordinates(rings, return_index=True)
    return corners, of_ring, of_piece[areal][of_part[of_ring]]


def _area_within(px: Floats, py: Floats, qx: Floats, qy: Floats, radii: Floats) -> Floats:
    """Return the signed area within circles around the origin that edges enclose.

    Parameters
    ----------
    px, py, qx, qy
        Where each edge begins and ends, in metres; together they are closed rings.
    radii
        Radii in metres, in ascending order.

    Returns
    -------
    ndarray
        Square metres, one value per radius; positive for rings that run anticlockwise.

    Notes
    -----
    The part of an edge inside the circle gives the triangle with the origin, each part
    outside gives the sector that it is seen under. Most edges are wholly inside or wholly
    outside: their triangles and sectors are summed once for all radii, and only those that a
    circle cuts are looked at radius by radius.
    """
    dx, dy = qx - px, qy - py
    square = dx * dx + dy * dy
    moving = square > 0
    px, py, qx, qy, dx, dy, square = (v[moving] for v in (px, py, qx, qy, dx, dy, square))
    # where the line through the edge meets the circle: p + t d, |p + t d| = r
    along = (px * dx + py * dy) / square
    nearest = np.clip(-along, 0, 1)
    near = np.hypot(px + nearest * dx, py + nearest * dy)
    far = np.maximum(np.hypot(px, py), np.hypot(qx, qy))
    whole = np.searchsorted(radii, far)
    none = np.searchsorted(radii, near, side="right")
    count = len(radii) + 1
    triangles = np.cumsum(np.bincount(whole, (px * qy - qx * py) / 2, count))[:-1]
    angles = np.bincount(none, _turn(px, py, qx, qy), count)
    outside = angles.sum() - np.cumsum(angles)[:-1]
    inside_or_out = triangles + radii * radii * outside / 2

    edge = np.repeat(np.arange(len(near)), whole - none)
    first = np.cumsum(whole - none) - (whole - none)
    number = np.arange(len(edge)) - first[edge] + none[edge]
    radius = radii[number]
    px, py, qx, qy, dx, dy = (v[edge] for v in (px, py, qx, qy, dx, dy))
    along, square = along[edge], square[edge]
    half = along * along - (px * px + py * py - radius * radius) / square
    half = np.sqrt(np.maximum(half, 0))
    enter = np.clip(-along - half, 0, 1)
    leave = np.clip(-along + half, 0, 1)
    ax, ay = px + enter * dx, py + enter * dy
    bx, by = px + leave * dx, py + leave * dy
    angle = _turn(px, py, ax, ay) + _turn(bx, by, qx, qy)
    cut = (ax * by - bx * ay) / 2 + radius * radius * angle / 2
    return np.asarray(inside_or_out + np.bincount(number, cut, len(radii)), dtype=float)


def _turn(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """Return the angle from one direction to another, in radians, from -pi to pi."""
    return np.asarray(np.arctan2(ux * vy - uy * vx, ux * vx + uy * vy))

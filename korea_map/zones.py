"""Zones around the points of each plan, and the land they cover."""

import os
from collections.abc import Iterable, Mapping, Sequence

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import AREAS, Basemap, read_basemap
from korea_map.errors import KoreaMapError
from korea_map.gazetteer import CRS, read_gazetteer
from korea_map.geodesy import (
    DEFAULT_MILE,
    METHOD,
    area_km2,
    chord_error_m,
    geodesic_discs,
    to_metres,
)
from korea_map.model import Mile, Proposal
from korea_map.proposals import (
    load_proposals,
    proposed_radius_m,
    select_lists,
    take_proposals,
)

EDGE_DEG = 0.05
"""Longest edge, in degrees, of ground that ends at the frame of the basemap: a parallel is
no geodesic, and a zone is measured between geodesics."""

# What is left of a difference of areas below a square metre is a trace of rounding.
_TRACE_KM2 = 1e-6


def zones(
    points: gpd.GeoDataFrame | None = None,
    *,
    plan: str | None = None,
    radius: float | None = None,
    unit: str = "km",
    miles: Mile = DEFAULT_MILE,
    vertices: int = 360,
    proposals: Iterable[Proposal] | pd.DataFrame | None = None,
    data: str | os.PathLike[str] | None = None,
) -> gpd.GeoDataFrame:
    """Draw the zone of inspection around each located point.

    Parameters
    ----------
    points
        Points as `read_gazetteer` returns them, perhaps changed or in another coordinate
        system; None for the gazetteer itself. Points without a position are left out, and
        so are those of no list of `proposals`.
    plan
        Only the points of this plan (`unc`, `cpv` ...); None for all.
    radius, unit
        A radius to try instead of what the documents state; None for what they state,
        and then points of lists that state none have no zone.
    miles
        What a mile is taken for where the document does not specify it.
    vertices
        Vertices of each zone.
    proposals
        The lists, as records or as `read_proposals` returns them, perhaps changed; None for
        those of the data folder. With `points` and `proposals` no file is read.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    geopandas.GeoDataFrame
        One polygon per point in EPSG:4326, with `id, plan, list, territory, toponym,
        title, certainty, radius_m, unit, method, max_error_m`. `territory` is None where
        the list is for no half, `certainty` where a position is printed and no place
        decided. `max_error_m` is how far an edge falls short of the
        radius; every vertex lies at it.

    Raises
    ------
    DataError
        If a table breaks its schema.
    ChoiceError
        If the plan or the unit is not known; the message names those that are.
    KoreaMapError
        If the radius is no length above 0, or `points` or `proposals` are not such.

    Examples
    --------
    >>> zones(plan="unc", radius=25, unit="statute_mile")["radius_m"].unique()
    array([40233.6])
    """
    if radius is None and unit != "km":
        raise KoreaMapError(f"unit {unit!r} without a radius says nothing; give radius= too")
    known = load_proposals(data) if proposals is None else take_proposals(proposals)
    lists = _find_radii(select_lists(known, plan), radius, unit, miles)
    table = read_gazetteer(data) if points is None else take_points(points)
    columns = ["id", "list", "toponym", "title", "certainty", "geometry"]
    located = table.loc[is_located(table), columns].merge(lists, on="list")
    centres = gpd.GeoSeries(located["geometry"], crs=CRS)
    radii_m = located["radius_m"].to_numpy(dtype=float)
    discs = geodesic_discs(centres.x, centres.y, radii_m, vertices=vertices)
    return gpd.GeoDataFrame(
        {
            **{
                name: located[name].to_numpy()
                for name in ("id", "plan", "list", "territory", "toponym", "title")
            },
            "certainty": [str(one) if pd.notna(one) else None for one in located["certainty"]],
            "radius_m": radii_m,
            "unit": located["unit"].to_numpy(),
            "method": METHOD,
            "max_error_m": [chord_error_m(r, vertices=vertices) for r in radii_m],
        },
        geometry=discs,
        crs=CRS,
    )


def coverage(
    zone_table: gpd.GeoDataFrame | None = None,
    *,
    basemap: Basemap | None = None,
    miles: Mile = DEFAULT_MILE,
    data: str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Measure the land and sea under the zones of each plan.

    Areas are geodesic, of the union of the zones: ground under two zones counts once.
    Land is that of the basemap. Where the basemap ends nothing is measured: that ground is
    `outside_km2`, neither land nor sea.

    Parameters
    ----------
    zone_table
        Zones as `zones` returns them, in any coordinate system; None for those that the
        documents state. Columns `plan`, `territory` and the polygons are needed.
    basemap
        Land as `read_basemap` returns it; None to read it.
    miles
        What an unspecified mile is taken for, where `zone_table` is None.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    pandas.DataFrame
        One row per `plan` and `list`: a row for each half of the ground that the plan has
        zones for, by name, and `both`, which is all zones of the plan. A zone whose
        `territory` is no half of the ground counts in `both` alone. Columns `zones` (how
        many), `overlap_km2` (sum of the zones less their union), `union_km2`, the land of
        each half and neighbour of the basemap (here `north_km2`, `south_km2`, `china_km2`,
        `russia_km2`, `japan_km2`), `sea_km2`, `outside_km2`, and of the land of each half
        the share (`north_share`, `south_share`).

    Raises
    ------
    DataError
        If a table or the basemap cannot be read.
    KoreaMapError
        If `zone_table` has no coordinate system, lacks a column, or holds what is no polygon.
    """
    drawn = zones(miles=miles, data=data) if zone_table is None else take_zones(zone_table)
    ground = read_basemap(data) if basemap is None else basemap
    lands = ground.lands
    halves = sorted(half.id for half in ground.halves)
    whole = ground.halves_km2
    territory = drawn["territory"].astype(object)
    rows = []
    for plan, of_plan in drawn.groupby("plan", sort=True):
        for name in (*halves, "both"):
            part = of_plan if name == "both" else of_plan[territory[of_plan.index] == name]
            if len(part):
                measured = _measure(part.geometry.to_numpy(), lands, ground.frame)
                shares = {f"{half}_share": measured[f"{half}_km2"] / whole[half] for half in halves}
                total_km2 = sum(area_km2(disc) for disc in part.geometry)
                rows.append(
                    {
                        "plan": plan,
                        "list": name,
                        "zones": len(part),
                        "overlap_km2": max(0.0, total_km2 - measured["union_km2"]),
                        **measured,
                        **shares,
                    }
                )
    columns = [
        *("plan", "list", "zones", "overlap_km2", "union_km2"),
        *(f"{land}_km2" for land in (*lands, "sea", "outside")),
        *(f"{half}_share" for half in halves),
    ]
    return pd.DataFrame(rows, columns=columns)


def take_points(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return points that a caller brings, in EPSG:4326.

    Raises
    ------
    KoreaMapError
        If they are no table, a column of `read_gazetteer` is missing that zones need, the
        coordinate system is not known, or a geometry is no point.
    """
    table = _take(points, "points", {"id", "list", "toponym", "title", "certainty"})
    if not set(table.geometry[is_located(table)].geom_type) <= {"Point"}:
        raise KoreaMapError("a geometry is no point; take its centroid or leave it out")
    return table


def take_zones(zone_table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return zones that a caller brings, in EPSG:4326; rows without a polygon are left out.

    Raises
    ------
    KoreaMapError
        If they are no table, have no column `plan` or `territory`, the coordinate system is
        not known, or a geometry is no polygon or not a valid one.
    """
    table = _take(zone_table, "zones", {"plan", "territory"})
    table = table[is_located(table) & ~_is_bare_point(table)].reset_index(drop=True)
    for geometry in table.geometry:
        if geometry.geom_type not in AREAS:
            raise KoreaMapError(f"a zone is a {geometry.geom_type}; give the polygons of zones()")
        if not geometry.is_valid:
            reason = shapely.is_valid_reason(geometry)
            raise KoreaMapError(f"a zone is not valid ({reason}); make_valid() mends it")
    return table


def is_located(table: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Return which rows of a table have a geometry that is not empty."""
    geometries = table.geometry.to_numpy()
    located = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    return pd.Series(located, index=table.index, dtype=bool)


def _is_bare_point(table: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Return which rows say that they are points without a zone, as exports have them."""
    if "radius_m" not in table.columns:
        return pd.Series(False, index=table.index, dtype=bool)
    radius_m = pd.to_numeric(table["radius_m"], errors="coerce").fillna(0)
    bare = (table.geometry.geom_type == "Point") & (radius_m == 0)
    return pd.Series(bare, index=table.index, dtype=bool)


def left_over(whole_km2: float, parts_km2: Sequence[float]) -> float:
    """Return what of an area is in none of its parts, without the trace that sums leave."""
    rest_km2 = whole_km2 - sum(parts_km2)
    return rest_km2 if rest_km2 > _TRACE_KM2 else 0.0


def _take(table: gpd.GeoDataFrame, what: str, needed: set[str]) -> gpd.GeoDataFrame:
    if not isinstance(table, gpd.GeoDataFrame):
        given = repr(table) if isinstance(table, str) else f"a {type(table).__name__}"
        raise KoreaMapError(f"{given} is no table of {what}; give a GeoDataFrame of them")
    missing = needed - set(table.columns)
    if missing:
        raise KoreaMapError(f"the {what} have no column {', '.join(sorted(missing))}")
    if table.crs is None:
        raise KoreaMapError(f"the {what} have no coordinate system; set_crs(4326) if degrees")
    return table.to_crs(CRS)


def _find_radii(
    lists: Iterable[Proposal], radius: float | None, unit: str, miles: Mile
) -> pd.DataFrame:
    """Return the lists that have a radius, with it, in metres."""
    tried_m = None if radius is None else to_metres(radius, unit, miles=miles)
    if tried_m == 0:
        raise KoreaMapError(f"a radius of {radius} {unit} has no zone; give more than 0")
    rows = []
    for proposal in lists:
        stated_m = proposed_radius_m(proposal, miles=miles)
        radius_m = stated_m if tried_m is None else tried_m
        if radius_m is not None:
            rows.append(
                {
                    "list": proposal.id,
                    "plan": proposal.plan,
                    "territory": str(proposal.territory) if proposal.territory else None,
                    "radius_m": radius_m,
                    "unit": proposal.radius_unit if tried_m is None else unit,
                }
            )
    return pd.DataFrame(
        rows, columns=["list", "plan", "territory", "radius_m", "unit"], dtype=object
    )


def _measure(
    discs: "Sequence[BaseGeometry]", lands: Mapping[str, BaseGeometry], frame: shapely.Polygon
) -> dict[str, float]:
    """Return the areas under the union of some discs, in km2."""
    union = shapely.union_all(discs)
    union_km2 = area_km2(union)
    cut = not frame.covers(union)
    known = shapely.segmentize(shapely.intersection(union, frame), EDGE_DEG) if cut else union
    known_km2 = area_km2(known) if cut else union_km2
    areas = {}
    for name, land in lands.items():
        covered = shapely.intersection(known, land)
        areas[f"{name}_km2"] = area_km2(shapely.segmentize(covered, EDGE_DEG) if cut else covered)
    return {
        "union_km2": union_km2,
        **areas,
        "sea_km2": left_over(known_km2, list(areas.values())),
        "outside_km2": left_over(union_km2, [known_km2]),
    }

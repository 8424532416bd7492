"""Zones around the points of each plan, and the land they cover."""

import os
from collections.abc import Mapping
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import Basemap, read_basemap
from korea_map.errors import KoreaMapError
from korea_map.gazetteer import CRS, read_gazetteer
from korea_map.geodesy import (
    DEFAULT_MILE,
    METHOD,
    Mile,
    area_km2,
    chord_error_m,
    geodesic_discs,
    to_metres,
)
from korea_map.proposals import load_proposals, proposed_radius_m

LANDS: Mapping[str, str] = MappingProxyType(
    {"north": "KP", "south": "KR", "china": "CN", "russia": "RU", "japan": "JP"}
)
"""Name of each land in the columns of `coverage`, and its country on the basemap."""


COLUMNS = (
    "plan",
    "list",
    "zones",
    "overlap_km2",
    "union_km2",
    *(f"{name}_km2" for name in LANDS),
    "sea_km2",
    "north_share",
    "south_share",
)
"""Columns of `coverage`."""


def zones(
    points: gpd.GeoDataFrame | None = None,
    *,
    plan: str | None = None,
    radius: float | None = None,
    unit: str = "km",
    miles: Mile = DEFAULT_MILE,
    vertices: int = 360,
    data: str | os.PathLike[str] | None = None,
) -> gpd.GeoDataFrame:
    """Draw the zone of inspection around each located point.

    Parameters
    ----------
    points
        Points as `read_gazetteer` returns them, perhaps changed or in another coordinate
        system; None for the gazetteer itself. Points without a position are left out.
    plan
        Only the points of this plan (`unc`, `cpv` ...); None for all.
    radius, unit
        A radius to try instead of what the documents state; None for what they state,
        and then points of lists that state none have no zone.
    miles
        What a mile is taken for where the document does not specify it.
    vertices
        Vertices of each zone.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    geopandas.GeoDataFrame
        One polygon per point in EPSG:4326, with `id, plan, list, territory, toponym,
        title, certainty, radius_m, unit, method, max_error_m`. `max_error_m` is how far
        an edge falls short of the radius; every vertex lies at it.

    Raises
    ------
    DataError
        If a table breaks its schema.
    UnitError
        If the unit is not known.
    KoreaMapError
        If no list belongs to `plan`, the radius is not positive, or `points` are not such
        points.
    """
    if radius is not None and not radius > 0:
        raise KoreaMapError("a radius is not between 0 and 10 000 km")
    lists = pd.DataFrame(
        [
            {
                "list": proposal.id,
                "plan": proposal.plan,
                "territory": str(proposal.territory),
                "radius_m": proposed_radius_m(proposal, miles=miles)
                if radius is None
                else to_metres(radius, unit, miles=miles),
                "unit": proposal.radius_unit if radius is None else unit,
            }
            for proposal in load_proposals(data)
            if plan in (None, proposal.plan)
        ]
    )
    if lists.empty:
        raise KoreaMapError(f"no list belongs to the plan {plan!r}")
    table = read_gazetteer(data) if points is None else take_points(points)
    columns = ["id", "list", "toponym", "title", "certainty", "geometry"]
    located = table.loc[table.geometry.notna(), columns].merge(
        lists[lists["radius_m"].notna()], on="list"
    )
    centres = gpd.GeoSeries(located["geometry"], crs=CRS)
    radii_m = located["radius_m"].to_numpy(dtype=float)
    discs = geodesic_discs(centres.x, centres.y, radii_m, vertices=vertices)
    return gpd.GeoDataFrame(
        {
            **{
                name: located[name].to_numpy()
                for name in ("id", "plan", "list", "territory", "toponym", "title")
            },
            "certainty": [str(certainty) for certainty in located["certainty"]],
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
    miles: Mile = DEFAULT_MILE,
    data: str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Measure the land and sea under the zones of each plan.

    Areas are geodesic, of the union of the zones: ground under two zones counts once.
    Land is that of the basemap, parted by today's borders; the border between the two
    Koreas is the line of 1953.

    Parameters
    ----------
    zone_table
        Zones as `zones` returns them; None for those that the documents state.
    miles
        What an unspecified mile is taken for, where `zone_table` is None.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    pandas.DataFrame
        One row per `plan` and `list`: `north`, `south` (the list for that half) and
        `both`. Columns `zones` (how many), `overlap_km2` (sum of the zones less their
        union), `union_km2`, `north_km2`, `south_km2`, `china_km2`, `russia_km2`,
        `japan_km2`, `sea_km2`, and `north_share`, `south_share` of the land of each half.

    Raises
    ------
    DataError
        If a table or the basemap cannot be read.
    """
    if zone_table is None:
        zone_table = zones(miles=miles, data=data)
    lands = find_lands(read_basemap(data))
    whole = {name: area_km2(land) for name, land in lands.items() if name in ("north", "south")}
    rows = []
    for plan, of_plan in zone_table.groupby("plan", sort=True):
        for name in ("north", "south", "both"):
            part = of_plan if name == "both" else of_plan[of_plan["territory"] == name]
            if len(part):
                measured = _measure(part.geometry.to_numpy(), lands, whole)
                total_km2 = sum(area_km2(disc) for disc in part.geometry)
                rows.append(
                    {
                        "plan": plan,
                        "list": name,
                        "zones": len(part),
                        "overlap_km2": max(0.0, total_km2 - measured["union_km2"]),
                        **measured,
                    }
                )
    return pd.DataFrame(rows, columns=COLUMNS)


def take_points(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return points that a caller brings, in EPSG:4326.

    Raises
    ------
    KoreaMapError
        If a column of `read_gazetteer` is missing that zones need, the coordinate system
        is not known, or a geometry is no point.
    """
    missing = {"id", "list", "toponym", "title", "certainty"} - set(points.columns)
    if missing:
        raise KoreaMapError(f"the points have no column {', '.join(sorted(missing))}")
    if points.crs is None:
        raise KoreaMapError("the points have no coordinate system; set_crs(4326) if degrees")
    if not set(points.geometry.dropna().geom_type) <= {"Point"}:
        raise KoreaMapError("a geometry is no point; take its centroid or leave it out")
    return points.to_crs(CRS)


def find_lands(basemap: Basemap) -> dict[str, BaseGeometry]:
    """Return the lands of `LANDS` by their name, in EPSG:4326."""
    land = basemap.land.set_index("country").geometry
    return {name: land[country] for name, country in LANDS.items()}


def _measure(
    discs: NDArray[np.object_], lands: Mapping[str, BaseGeometry], whole: Mapping[str, float]
) -> dict[str, float]:
    """Return the areas under the union of some discs, in km2, and the shares of `whole`."""
    union = shapely.union_all(discs)
    union_km2 = area_km2(union)
    measured = {
        f"{name}_km2": area_km2(shapely.intersection(union, land)) for name, land in lands.items()
    }
    return {
        "union_km2": union_km2,
        **measured,
        "sea_km2": union_km2 - sum(measured.values()),
        **{f"{name}_share": measured[f"{name}_km2"] / area for name, area in whole.items()},
    }

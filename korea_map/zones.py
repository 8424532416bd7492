"""Zones around the points of each plan, and the land they cover."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import Basemap
from korea_map.edges import edge_error_m
from korea_map.errors import ChoiceError, KoreaMapError, shown
from korea_map.gazetteer import CRS, read_gazetteer
from korea_map.geodesy import (
    DEFAULT_MILE,
    METHOD,
    area_km2,
    draw_discs,
    to_radius_m,
)
from korea_map.given import (
    check_lists,
    check_renamed,
    check_territories,
    is_located,
    name_row,
    take_basemap,
    take_points,
    take_zones,
    to_texts,
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
        decided. Every vertex lies at the radius; `max_error_m` is how far from it a point on
        an edge can be, and no edge is worse.

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
    refuse_unit_alone(radius, unit)
    known = load_proposals(data) if proposals is None else take_proposals(proposals)
    lists = _find_radii(select_lists(known, plan), radius, unit, miles)
    if plan is not None and not lists:
        raise KoreaMapError(f"the plan {plan!r} states no radius; give radius= and unit=")
    table = read_gazetteer(data) if points is None else take_points(points)
    if points is not None:
        check_lists(table, known)
    elif proposals is not None:
        check_renamed(table, known, load_proposals(data))
    columns = ["id", "list", "toponym", "title", "certainty", "geometry"]
    located = table.loc[is_located(table) & table["list"].isin(list(lists)), columns]
    names = [name_row(located, at) for at in range(len(located))]
    stated = [lists[str(one)] for one in located["list"]]
    radii_m = np.array([one.radius_m for one in stated], dtype=float)
    discs = draw_discs(
        located.geometry.x, located.geometry.y, radii_m, vertices=vertices, names=names
    )
    texts = {
        "id": located["id"],
        "plan": [one.plan for one in stated],
        "list": located["list"],
        "territory": [one.territory for one in stated],
        **{name: located[name] for name in ("toponym", "title", "certainty")},
    }
    return gpd.GeoDataFrame(
        {
            **{
                name: pd.Series(to_texts(pd.Series(column)), dtype="str")
                for name, column in texts.items()
            },
            "radius_m": radii_m,
            "unit": pd.Series([one.unit for one in stated], dtype="str"),
            "method": pd.Series([METHOD] * len(stated), dtype="str"),
            "max_error_m": edge_error_m(located.geometry.y, radii_m, vertices=vertices),
        },
        geometry=discs,
        crs=CRS,
    )


def coverage(
    zone_table: gpd.GeoDataFrame | None = None,
    *,
    plan: str | None = None,
    radius: float | None = None,
    unit: str = "km",
    miles: Mile = DEFAULT_MILE,
    points: gpd.GeoDataFrame | None = None,
    proposals: Iterable[Proposal] | pd.DataFrame | None = None,
    basemap: Basemap | None = None,
    data: str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Measure the land and sea under the zones of each plan.

    Areas are geodesic, of the union of the zones: ground under two zones counts once.
    Land is that of the basemap. Where the basemap ends nothing is measured: that ground is
    `outside_km2`, neither land nor sea, as is land that the basemap has no name for.

    Parameters
    ----------
    zone_table
        Zones as `zones` returns them, in any coordinate system; None for those that
        `zones` draws with the arguments below. Columns `plan`, `territory` and the
        polygons are needed.
    plan
        Only this plan (`unc`, `cpv` ...); None for all.
    radius, unit, miles, points, proposals
        As `zones` takes them, where `zone_table` is None.
    basemap
        Land as `read_basemap` returns it; None to read it.
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
    ChoiceError
        If the plan, the unit or a territory is not known; the message names those that are.
    KoreaMapError
        If `zone_table` has no coordinate system, lacks a column, holds what is no polygon, or
        is given with a radius, which its zones have already.

    Examples
    --------
    >>> wide = coverage(plan="unc", radius=30, unit="mile").set_index("list")
    >>> wide.loc["both", ["north_share", "south_share"]].round(3).to_dict()
    {'north_share': 0.239, 'south_share': 0.591}
    """
    ground = take_basemap(basemap, data)
    drawn = choose_zones(
        zone_table,
        plan=plan,
        radius=radius,
        unit=unit,
        miles=miles,
        points=points,
        proposals=proposals,
        data=data,
    )
    check_territories(drawn, ground, every=basemap is None)
    lands = ground.lands
    halves = sorted(half.id for half in ground.halves)
    whole = ground.halves_km2
    territory = drawn["territory"].astype(object)
    rows = []
    for plan, of_plan in drawn.groupby("plan", sort=True):
        for name in (*halves, "both"):
            part = of_plan if name == "both" else of_plan[territory[of_plan.index] == name]
            if len(part):
                measured = _measure(part.geometry.to_numpy(), ground)
                shares = {
                    f"{half}_share": min(1.0, measured[f"{half}_km2"] / whole[half])
                    for half in halves
                }
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


def choose_zones(
    zone_table: gpd.GeoDataFrame | None,
    *,
    plan: str | None,
    radius: float | None,
    unit: str,
    miles: Mile,
    points: gpd.GeoDataFrame | None,
    proposals: Iterable[Proposal] | pd.DataFrame | None,
    data: str | os.PathLike[str] | None,
) -> gpd.GeoDataFrame:
    """Return the zones that a caller brings, of one plan or all, or draw those asked for."""
    if zone_table is None:
        drawn = zones(
            points,
            plan=plan,
            radius=radius,
            unit=unit,
            miles=miles,
            proposals=proposals,
            data=data,
        )
        return take_zones(drawn)
    refuse_unit_alone(radius, unit)
    given = {"a radius": radius is not None, "points": points is not None}
    given["miles="] = not (isinstance(miles, str) and miles == DEFAULT_MILE)
    what = next((name for name, there in given.items() if there), None)
    if what:
        raise KoreaMapError(f"the zones are drawn already; give {what} to zones(), or no zones")
    drawn = take_zones(zone_table)
    if plan is None:
        return drawn
    plans = sorted(set(drawn["plan"]))
    if not isinstance(plan, str) or plan not in plans:
        there = ", ".join(plans) or "none"
        raise ChoiceError(f"unknown plan {shown(plan)}; of the zones there are {there}")
    return drawn[drawn["plan"] == plan]


def refuse_unit_alone(radius: object, unit: object) -> None:
    """Refuse a unit without the radius that it is of."""
    if radius is None and not (isinstance(unit, str) and unit == "km"):
        raise KoreaMapError(f"unit {shown(unit)} without a radius says nothing; give radius= too")


def left_over(whole_km2: float, parts_km2: Sequence[float]) -> float:
    """Return what of an area is in none of its parts, without the trace that sums leave."""
    rest_km2 = whole_km2 - sum(parts_km2)
    return rest_km2 if rest_km2 > _TRACE_KM2 else 0.0


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the zones of a list have in common."""

    plan: str
    territory: str | None
    radius_m: float
    unit: str | None


def _find_radii(
    lists: Iterable[Proposal], radius: float | None, unit: str, miles: Mile
) -> dict[str, _Stated]:
    """Return the lists that have a radius, by id."""
    tried_m = None if radius is None else to_radius_m(radius, unit, miles=miles)
    if tried_m == 0:
        raise KoreaMapError(f"a radius of {radius} {unit} has no zone; give more than 0")
    found = {}
    for proposal in lists:
        stated_m = proposed_radius_m(proposal, miles=miles)
        radius_m = stated_m if tried_m is None else tried_m
        if radius_m is not None:
            in_unit = proposal.radius_unit if tried_m is None else unit
            found[proposal.id] = _Stated(proposal.plan, proposal.territory, radius_m, in_unit)
    return found


def _measure(discs: Sequence[BaseGeometry], ground: Basemap) -> dict[str, float]:
    """Return the areas under the union of some discs, in km2."""
    union = shapely.union_all(discs)
    union_km2 = area_km2(union)
    cut = not ground.frame.covers(union)
    known = shapely.intersection(union, ground.frame) if cut else union
    known = shapely.segmentize(known, EDGE_DEG) if cut else known
    known_km2 = area_km2(known) if cut else union_km2

    def within(land: BaseGeometry) -> float:
        covered = shapely.intersection(known, land)
        return area_km2(shapely.segmentize(covered, EDGE_DEG) if cut else covered)

    areas = {f"{name}_km2": within(land) for name, land in ground.lands.items()}
    nameless_km2 = within(ground.nameless)
    return {
        "union_km2": union_km2,
        **areas,
        "sea_km2": left_over(known_km2, [*areas.values(), nameless_km2]),
        "outside_km2": left_over(union_km2, [known_km2]) + nameless_km2,
    }

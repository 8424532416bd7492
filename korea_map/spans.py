"""How much the zones of a plan cover at least, at most, and with the certain names alone.

A document may count more points than it names. Those that are drawn give the *least*; the
*most* gives each of the others a whole further disc of land in its own half, which no point
can exceed, and holds if the named places are right. What is left without the names that are
not certain is told beside both.
"""

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from korea_map.basemap import Basemap
from korea_map.errors import KoreaMapError, shown
from korea_map.facts import ALL, count_points
from korea_map.geodesy import DEFAULT_MILE, area_km2, disc_km2
from korea_map.given import (
    check_certainty,
    check_lists,
    check_territories,
    name_row,
    take_basemap,
)
from korea_map.model import Certainty, Mile, Proposal, Toponym
from korea_map.proposals import check_claimed, load_proposals, take_proposals
from korea_map.zones import choose_zones, coverage


@dataclass(frozen=True, slots=True)
class Span:
    """Shares of the land of a half, from 0 to 1.

    Attributes
    ----------
    least
        Of the zones that are drawn.
    most
        With one more disc for each point that is counted and not drawn.
    certain
        Of the zones whose identification is certain; None where all that are drawn are.
    """

    least: float
    most: float
    certain: float | None


def coverage_spans(
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
    """Measure the land under the zones of each plan, with how far the figures are open.

    Parameters
    ----------
    zone_table
        Zones as `zones` returns them, perhaps with points left out; None for those that
        `zones` draws with the arguments below. A point that is left out counts as one that is
        not drawn.
    plan
        Only this plan (`unc`, `cpv` ...); None for all.
    radius, unit, miles, points
        As `zones` takes them, where `zone_table` is None.
    proposals
        The lists, which say how many points there are: records, or as `read_proposals`
        returns them; None for those of the data folder.
    basemap
        Land as `read_basemap` returns it; None to read it.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    pandas.DataFrame
        The table of `coverage`, and behind its columns for each half the most and what the
        certain names alone give (`north_most_share`, `north_certain_share`, …). The share of
        `coverage` is the least. The most is the least and, for each point that the lists
        count for the half and no zone is drawn for, the area of one disc; it ends at 1, and
        it holds if the named places are right.

    Raises
    ------
    DataError
        If a table or the basemap cannot be read.
    ChoiceError
        If the plan, the unit or a territory is not known; the message names those that are.
    KoreaMapError
        If `zone_table` has no coordinate system, lacks a column, or holds what is no polygon;
        if `proposals` do not say how many points there are.

    Examples
    --------
    >>> both = coverage_spans(plan="cpv", radius=5).set_index("list").loc["both"]
    >>> both[["north_share", "north_most_share"]].round(4).to_dict()
    {'north_share': 0.002, 'north_most_share': 0.0027}
    """
    known = load_proposals(data) if proposals is None else take_proposals(proposals)
    check_claimed(known)
    ground = take_basemap(basemap, data)
    drawn = choose_zones(
        zone_table,
        plan=plan,
        radius=radius,
        unit=unit,
        miles=miles,
        points=points,
        proposals=known,
        data=data,
    )
    missing = {"list", "certainty", "radius_m"} - set(drawn.columns)
    if missing:
        raise KoreaMapError(f"the zones have no column {', '.join(sorted(missing))}")
    check_territories(drawn, ground, every=basemap is None)
    check_lists(drawn, known)
    check_certainty(drawn)
    _refuse_twice(drawn)
    widest_m = _widest(drawn)
    table = coverage(drawn, basemap=ground)
    firm = coverage(drawn[drawn["certainty"] == Certainty.CERTAIN], basemap=ground)
    firm = firm.set_index(["plan", "list"])
    zones_of = drawn.groupby("list").size()
    for half in sorted(half.id for half in ground.halves):
        land_km2 = area_km2(ground.lands[half])
        most, alone = [], []
        for row in table.to_dict("records"):
            own = [one for one in known if one.plan == row["plan"]]
            if row["list"] != "both":
                own = [one for one in own if one.territory == row["list"]]
            of_half = [one for one in own if one.territory in (half, None)]
            open_points = sum(
                max(0, one.points_claimed - int(zones_of.get(one.id, 0))) for one in of_half
            )
            disc = disc_km2(widest_m[row["plan"]])
            most.append(find_most(row[f"{half}_share"], open_points, disc, land_km2))
            key = (row["plan"], row["list"])
            alone.append(float(firm.loc[key, f"{half}_share"]) if key in firm.index else 0.0)
        table[f"{half}_most_share"], table[f"{half}_certain_share"] = most, alone
    return table


def _refuse_twice(drawn: gpd.GeoDataFrame) -> None:
    """Refuse a point with two zones of one plan: it would count as two of those that are drawn."""
    if "id" in drawn.columns:
        twice = drawn["id"].notna() & drawn.duplicated(["plan", "id"])
        if twice.any():
            at = int(twice.to_numpy().argmax())
            raise KoreaMapError(f"{name_row(drawn, at)}: its plan has a zone of this id before")


def _widest(drawn: gpd.GeoDataFrame) -> dict[str, float]:
    """Return the longest radius of the zones of each plan, in metres."""
    radii = pd.to_numeric(drawn["radius_m"], errors="coerce")
    for at, metres in enumerate(radii):
        if not 0 < metres < math.inf:
            given = drawn["radius_m"].iloc[at]
            raise KoreaMapError(f"radius_m {shown(given)} of {name_row(drawn, at)} is no radius")
    return {str(plan): float(m) for plan, m in radii.groupby(drawn["plan"]).max().items()}


def find_most(least: float, open_points: int, one_km2: float, land_km2: float) -> float:
    """Return the most that may be covered: a disc more for each open point, up to all land."""
    return min(1.0, least + open_points * one_km2 / land_km2)


def count_open(
    lists: Sequence[Proposal], toponyms: Sequence[Toponym], sides: Sequence[str]
) -> dict[str, int]:
    """Count, for each side, the points of a plan that its lists claim and that have no place.

    A point of a list that is for no half may lie in either, so it counts in both.
    """
    counted: dict[str, int] = {}
    for side in sides:
        own = [one for one in lists if side == ALL or one.territory in (side, None)]
        counted[side] = sum(
            max(0, numbers["claimed"] - numbers["named"])
            for one in own
            for numbers in [count_points([one], [t for t in toponyms if t.list == one.id])]
        )
    return counted


def are_certain(toponyms: Iterable[Toponym]) -> bool:
    """Return whether every toponym that has a place has it for certain."""
    return all(t.certainty is Certainty.CERTAIN for t in toponyms if t.lat is not None)


def span(
    least: Mapping[str, float],
    certain: Mapping[str, float] | None,
    open_points: Mapping[str, int],
    lands_km2: Mapping[str, float],
    radius_m: float,
) -> dict[str, Span]:
    """Return the span of each side, of its shares at a radius.

    Parameters
    ----------
    least, certain
        Shares by side; `certain` is None where every point that is drawn is certain.
    open_points
        As `count_open` returns them.
    lands_km2
        The land of each side.
    radius_m
        Of the zones.
    """
    one_km2 = disc_km2(radius_m)
    return {
        side: Span(
            share,
            find_most(share, open_points[side], one_km2, lands_km2[side]),
            None if certain is None else certain[side],
        )
        for side, share in least.items()
    }

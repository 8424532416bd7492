"""The coverage of a plan at many radii, and what it is on two coastlines."""

from collections.abc import Iterable

import geopandas as gpd
import pandas as pd

from korea_map.basemap import Basemap
from korea_map.coverage_curve import coverage_curve
from korea_map.dataset import Dataset
from korea_map.facts import ALL
from korea_map.webmap.radii import Radius, Tried

NODES = 60
"""Steps of a curve up to the end of the slider."""


def list_nodes(reach_m: float, stated: Iterable[Radius], tried: Iterable[Tried]) -> set[float]:
    """Return radii up to the end of the slider, with every one that the page can name.

    Those are exact: a curve is straight between its nodes.
    """
    nodes = {reach_m * step / NODES for step in range(NODES + 1)}
    for one in stated:
        nodes |= {one.built_m, *one.readings.values()}
    return nodes | {one.metres for one in tried}


def measure_curve(
    dataset: Dataset,
    plan: str,
    points: gpd.GeoDataFrame,
    radii_m: Iterable[float],
    ground: Basemap,
) -> pd.DataFrame:
    """Return the coverage of a plan at radii: of each half, and of all of them together."""
    curve = coverage_curve(
        set(radii_m),
        "m",
        plan=plan,
        points=points,
        proposals=dataset.proposals,
        basemap=ground,
    )
    halves = [half.id for half in ground.halves]
    curve[f"{ALL}_km2"] = sum(curve[f"{half}_km2"] for half in halves)
    curve[f"{ALL}_share"] = curve[f"{ALL}_km2"] / sum(ground.halves_km2.values())
    return curve


def pair_coasts(
    dataset: Dataset, first: "pd.Series[float]", second: "pd.Series[float]"
) -> dict[str, tuple[float, float]]:
    """Return figures on two coastlines, the lower first: shares of sides, km2 of other lands.

    Nothing where the second coastline ends before the zones do.
    """
    if second["outside_km2"] > first["outside_km2"]:
        return {}
    columns = {side: f"{side}_share" for side in dataset.sides}
    columns |= {land: f"{land}_km2" for land in dataset.beyond}
    both = {land: (float(first[name]), float(second[name])) for land, name in columns.items()}
    return {land: (min(two), max(two)) for land, two in both.items()}

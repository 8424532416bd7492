"""What a caller brings has the same rules at every door, and a wrong one says which row it is."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Point

import korea_map
from korea_map.errors import ChoiceError, KoreaMapError

POINTS = korea_map.read_gazetteer()
LISTS = korea_map.read_proposals()
ZONES = korea_map.zones(plan="unc")
DOORS = {
    "zones": lambda points: korea_map.zones(points),
    "curve": lambda points: korea_map.coverage_curve(5, plan="unc", points=points),
    "move_points": lambda points: korea_map.move_points({}, points),
    "build_map": lambda points: korea_map.build_map(points=points),
}
LIST_DOORS = {
    "zones": lambda lists: korea_map.zones(proposals=lists),
    "curve": lambda lists: korea_map.coverage_curve(5, plan="unc", proposals=lists),
    "spans": lambda lists: korea_map.coverage_spans(ZONES, proposals=lists),
    "build_map": lambda lists: korea_map.build_map(proposals=lists),
}


def put(point, points=POINTS):
    where = points["id"] == "unc-north-05"
    column = points.geometry.copy()
    column[where] = point
    return points.set_geometry(column)


def laid(lon, lat):
    return POINTS.set_geometry(gpd.points_from_xy(POINTS[lon], POINTS[lat]), crs=4326)


def listed(**cells):
    lists = LISTS.astype({"radius_unit": object})
    for column, value in cells.items():
        lists.loc["unc-north", column] = value
    return lists


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("points", "says"),
    [
        (put(Point(40.6, 125.7)), r"'unc-north-05' \(row 41\): .*seem exchanged"),
        (laid("lat", "lon"), "'armistice-1953-north-01' .*seem exchanged"),
        (POINTS.to_crs(5179).set_crs(4326, allow_override=True), "seem to be in metres"),
        (POINTS.set_crs(5179, allow_override=True), "the points seem to be in degrees"),
        (put(Point(125, np.nan)), "'unc-north-05' .*latitude nan is no position"),
        (put(Point(np.inf, 39)), "'unc-north-05' .*longitude inf"),
        (put(Point(np.inf, 39), POINTS.to_crs(5179)), "'unc-north-05' .*is no position"),
        (POINTS.assign(certainty="Certain"), "unknown certainty 'Certain'; there are certain"),
        (pd.concat([POINTS, POINTS.iloc[:1]]), "2 points have the id 'armistice-1953-north-01'"),
    ],
)
def test_points_that_are_nowhere_or_wrong_are_refused_at_every_door(door, points, says):
    with pytest.raises(KoreaMapError, match=says):
        DOORS[door](points)


@pytest.mark.parametrize("door", ["zones", "curve", "move_points"])
def test_a_point_of_nan_is_a_blank(door):
    for points in (laid("lon", "lat"), put(Point(np.nan, np.nan), POINTS.to_crs(5179))):
        kept = [None if one is None or np.isnan(one.x) else one for one in points.geometry]
        blank = points.set_geometry(kept, crs=points.crs)
        pd.testing.assert_frame_equal(DOORS[door](points), DOORS[door](blank))


@pytest.mark.parametrize("measure", [korea_map.coverage, korea_map.coverage_spans])
@pytest.mark.parametrize(
    ("zone_table", "says"),
    [
        (ZONES.to_crs(5179).set_crs(4326, allow_override=True), "'unc-north-01' .*in metres"),
        (
            ZONES.set_geometry(shapely.transform(ZONES.geometry, lambda at: at[:, ::-1])),
            "'unc-north-01' .*seem exchanged",
        ),
        (ZONES.set_crs(5179, allow_override=True), "the zones seem to be in degrees"),
    ],
)
def test_zones_that_are_nowhere_are_not_measured(measure, zone_table, says):
    with pytest.raises(KoreaMapError, match=says):
        measure(zone_table)


@pytest.mark.parametrize(
    ("zone_table", "error", "says"),
    [
        (ZONES.assign(territory="east"), ChoiceError, "unknown territory 'east'"),
        (ZONES.assign(certainty="Certain"), ChoiceError, "unknown certainty 'Certain'"),
        (ZONES.assign(list="north"), ChoiceError, "unknown list 'north', and 18 more"),
        (pd.concat([ZONES, ZONES.iloc[:1]]), KoreaMapError, "a zone of this id before"),
    ],
)
def test_spans_of_zones_that_do_not_fit_are_refused(zone_table, error, says):
    with pytest.raises(error, match=says):
        korea_map.coverage_spans(zone_table)


@pytest.mark.parametrize("door", LIST_DOORS)
@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (
            {"radius_unit": None},
            "the list 'unc-north' has radius 30 and no unit; give one of m, km",
        ),
        ({"radius": np.nan}, "'unc-north' has the unit 'mile' and no radius"),
        ({"radius": np.nan, "radius_unit": None}, "'unc-north' has no radius, but 'unc-south'"),
        ({"radius": 0}, "'unc-north' has a radius of 0"),
        ({"radius": -3}, "'unc-north': radius -3.0 mile is not between"),
        ({"radius_unit": "league"}, "'unc-north': unknown unit 'league'"),
    ],
)
def test_a_radius_that_is_none_is_refused_with_its_list(door, cells, says):
    with pytest.raises(KoreaMapError, match=says):
        LIST_DOORS[door](listed(**cells))


@pytest.mark.parametrize("door", ["spans", "build_map"])
def test_a_list_that_does_not_say_how_many_points_it_has_is_named(door):
    with pytest.raises(KoreaMapError, match="the list 'unc-north' has no points_claimed"):
        LIST_DOORS[door](listed(points_claimed=pd.NA))


def test_a_radius_too_long_for_the_page_names_its_plan():
    with pytest.raises(KoreaMapError, match="plan 'unc' has a radius of 500 mile, which is 926 km"):
        korea_map.build_map(proposals=listed(radius=500))


@pytest.mark.parametrize("door", LIST_DOORS)
def test_a_list_by_another_name_does_not_lose_its_points(door):
    with pytest.raises(ChoiceError, match="unknown list"):
        LIST_DOORS[door](LISTS.rename(index={"unc-north": "north"}))


def test_some_lists_alone_take_their_own_points():
    alone = korea_map.zones(proposals=LISTS[LISTS["plan"] == "unc"])
    assert alone["id"].tolist() == ZONES["id"].tolist()
    with pytest.raises(ChoiceError, match="more points likewise"):
        korea_map.zones(POINTS, proposals=LISTS[LISTS["plan"] == "unc"])

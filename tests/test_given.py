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


# Arguments in one way everywhere

BEST = korea_map.reconcile("Singisiu")[0]
PLACES = korea_map.read_places()
ROW = POINTS[POINTS["id"] == "unc-north-01"]


@pytest.mark.parametrize(
    "place",
    [
        BEST,
        BEST.place,
        PLACES[PLACES["id"] == "sinuiju"].iloc[0],
        ROW.iloc[0],
        next(ROW.itertuples()),
        ROW.set_index("id").iloc[0],
    ],
    ids=["candidate", "place", "row of a place", "row", "tuple", "row by id"],
)
def test_a_place_may_be_given_in_each_of_its_forms(place):
    at = (BEST.place.lon, BEST.place.lat)
    assert korea_map.distance(place, at) == pytest.approx(0, abs=0.1)
    moved = korea_map.move_points({"unc-north-05": place}).set_index("id").loc["unc-north-05"]
    assert moved["place_id"] == "sinuiju"
    assert "place=" in korea_map.build_map(place=place).opens


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda row: korea_map.distance(row, "busan"), "lon and lat say"),
        (lambda row: korea_map.move_points({"unc-north-05": row}), "lon and lat say"),
        (lambda row: korea_map.Reconciler(PLACES.assign(lat=row["lat"])), "lon and lat say"),
    ],
)
def test_a_row_that_says_two_positions_is_refused(ask, says):
    with pytest.raises(KoreaMapError, match=says):
        ask(ROW.set_geometry([Point(127, 38)], crs=4326).iloc[0])


def test_a_row_is_where_its_geometry_is():
    row = ROW.drop(columns=["lon", "lat"]).set_geometry([Point(127, 38)], crs=4326).iloc[0]
    assert korea_map.distance(row, (127, 38)) == 0
    with pytest.raises(KoreaMapError, match="in metres"):
        korea_map.distance(ROW.to_crs(5179).iloc[0], "busan")
    some = PLACES.iloc[:20]
    assert korea_map.Reconciler(some.to_crs(5179)).places == korea_map.Reconciler(some).places


@pytest.mark.parametrize(
    ("radius", "opens"),
    [
        (pd.Series({"unc": 30, "cpv": 5}), "radius=unc:30km,cpv:5km"),
        ({"unc": np.array(30)}, "radius=unc:30km"),
        (np.float32(30), "radius=unc:30km,cpv:30km"),
        (np.array(30.0), "radius=unc:30km,cpv:30km"),
    ],
)
def test_a_radius_may_be_a_number_of_any_kind_or_one_by_plan(radius, opens):
    assert opens in korea_map.build_map(radius=radius).opens


def test_one_number_in_an_array_is_one_radius_and_one_name():
    one = korea_map.zones(radius=np.array(5.0))
    assert one["radius_m"].unique().tolist() == [5000]
    assert korea_map.coverage_curve(np.array(5.0), plan="unc")["radius_m"].tolist() == [5000]
    assert korea_map.reconcile(np.array("Singisiu")) == korea_map.reconcile("Singisiu")


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: korea_map.zones(radius=pd.Series([5, 6])), r"as \{plan: 30\}"),
        (lambda: korea_map.build_map(radius=[5, 6, 7]), r"as \{plan: 30\}"),
        (lambda: korea_map.build_map(radius=b"30"), "radius b'30' is no length"),
        (lambda: korea_map.build_map(show=b"unc"), "unknown plan b'unc'"),
        (lambda: korea_map.build_map(view=b"abc"), "view b'abc' is no view"),
        (lambda: korea_map.build_map(place=b"x"), "unknown place b'x'"),
        (lambda: korea_map.move_points({"unc-north-05": b"ab"}), "put at b'ab'"),
        (lambda: korea_map.coverage(ZONES, miles="nautical"), "give miles= to zones"),
        (lambda: korea_map.read_basemap().line("x"), "unknown line 'x'; there are line-1953"),
        (lambda: korea_map.read_basemap().of_kind("x"), "unknown kind 'x'; there are half"),
        (
            lambda: korea_map.coverage_curve(5, plan="unc", points=put(Point(-60, 10))),
            "'unc-north-05' .* lies 14,382 km",
        ),
    ],
)
def test_what_is_given_and_is_none_is_told_as_it_is(ask, says):
    with pytest.raises(KoreaMapError, match=says):
        ask()

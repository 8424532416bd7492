"""Coverage over the radius, against polygons cut for single radii."""

import dataclasses
import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from points import points_at

from korea_map.basemap import Basemap, read_basemap
from korea_map.coverage_curve import (
    _area_within,
    _corners,
    _drop_same,
    _plane_about,
    coverage_curve,
    interpolate,
)
from korea_map.errors import ChoiceError, KoreaMapError, UnitError
from korea_map.gazetteer import read_gazetteer
from korea_map.geodesy import STATUTE_MILE_M as MILE_M
from korea_map.proposals import load_proposals, read_proposals
from korea_map.zones import coverage, zones

LANDS = tuple(read_basemap().lands)
AREAS = (*(f"{name}_km2" for name in LANDS), "sea_km2", "outside_km2", "union_km2")
SHARES = ("north_share", "south_share")


def area_within(x, y, radii):
    """The area of one ring within circles."""
    return _area_within(x[:-1], y[:-1], x[1:], y[1:], np.array(radii))


def ground_around(west: float, south: float, east: float, north: float) -> Basemap:
    """A ground with a coast in the middle of a rectangle: one half to the west, sea to the east."""
    ground = read_basemap()
    middle = (west + east) / 2
    coast = [(middle + 0.1 * (-1) ** k, south + k * (north - south) / 40) for k in range(41)]
    land = shapely.Polygon([(west, north), (west, south), *coast])
    half = dataclasses.replace(ground.halves[0], id="shore", country="XX")
    return dataclasses.replace(
        ground,
        land=gpd.GeoDataFrame({"country": ["XX"]}, geometry=[land], crs=4326),
        features=(half,),
        extent=(west, south, east, north),
    )


def assert_like_polygons(points, radii_m, basemap):
    """Hold a curve to `coverage`, within 0.02 % of the ground under the zones."""
    curve = coverage_curve(radii_m, "m", plan="unc", points=points, basemap=basemap)
    for row in curve.to_dict("records"):
        drawn = zones(points, plan="unc", radius=row["radius_m"], unit="m", vertices=720)
        cut = coverage(drawn, basemap=basemap).set_index("list").loc["both"]
        for name in curve.columns[1:]:
            whole = 1 if name.endswith("_share") else cut["union_km2"]
            assert row[name] == pytest.approx(cut[name], abs=2e-4 * whole), name


@pytest.mark.parametrize("plan", ["unc", "cpv"])
def test_the_curve_is_the_coverage_at_every_radius(plan):
    radii_m = [5000, 10 * MILE_M, 30 * MILE_M, 55_560, 60 * MILE_M]
    curve = coverage_curve(radii_m, "m", plan=plan).set_index("radius_m")
    for radius_m in radii_m:
        drawn = zones(plan=plan, radius=radius_m, unit="m", vertices=720)
        row = coverage(drawn).set_index("list").loc["both"]
        for name in AREAS:
            assert curve.loc[radius_m, name] == pytest.approx(row[name], rel=2e-4, abs=0.2), name
        for name in SHARES:
            assert curve.loc[radius_m, name] == pytest.approx(row[name], rel=2e-4), name


def test_the_curve_grows_with_the_radius_from_nothing():
    curve = coverage_curve(np.linspace(0, 60, 13) * MILE_M, "m", plan="unc")
    for name in (*AREAS, *SHARES):
        assert curve[name].iloc[0] == 0, name
        assert curve[name].is_monotonic_increasing, name


def test_the_south_is_covered_once_the_radius_is_wide_enough():
    (row,) = coverage_curve([3e5], "m", plan="unc").to_dict("records")
    assert row["south_share"] == pytest.approx(1, abs=1e-4)


def test_a_circle_inside_a_ring_is_whole_and_a_ring_inside_a_circle_too():
    x, y = np.array([-2, 2, 2, -2, -2.0]), np.array([-2, -2, 2, 2, -2.0])
    inside, around = area_within(x, y, [1.0, 5.0])
    assert inside == pytest.approx(math.pi)
    assert around == pytest.approx(16)


def test_a_circle_on_the_edge_of_a_ring_is_half():
    x, y = np.array([0, 9, 9, 0, 0.0]), np.array([-9, -9, 9, 9, -9.0])
    assert area_within(x, y, [3.0])[0] == pytest.approx(math.pi * 9 / 2)


def test_a_ring_beside_the_circle_is_out_of_it():
    x, y = np.array([5, 6, 6, 5, 5.0]), np.array([5, 5, 6, 6, 5.0])
    assert area_within(x, y, [3.0])[0] == pytest.approx(0, abs=1e-12)


def test_no_radius_gives_no_row():
    assert len(coverage_curve([], "m", plan="cpv")) == 0


def test_a_plan_without_a_located_point_covers_nothing():
    points = read_gazetteer()
    nowhere = points[points["id"] == "cpv-north-05"]
    curve = coverage_curve([30 * MILE_M], "m", plan="cpv", points=nowhere)
    assert curve["radius_m"].tolist() == [30 * MILE_M]
    assert (curve.drop(columns="radius_m") == 0).all(axis=None)


def test_a_single_point_has_the_curve_of_its_disc():
    points = read_gazetteer()
    daegu = points[points["id"] == "unc-south-10"]
    (row,) = coverage_curve([5000], "m", plan="unc", points=daegu).to_dict("records")
    assert row["south_km2"] == pytest.approx(math.pi * 25, rel=1e-4)


@pytest.mark.parametrize(
    ("radii_m", "shown"),
    [
        ([5000, -1], "-1"),
        ([300_001], "300001"),
        ([math.nan], "nan"),
    ],
)
def test_a_radius_that_is_too_long_or_below_nothing_is_shown(radii_m, shown):
    with pytest.raises(KoreaMapError, match=f"radius {shown} m is not between 0 and 300 km"):
        coverage_curve(radii_m, "m", plan="unc")


@pytest.mark.parametrize(
    ("radii_m", "shown"),
    [(["5"], "'5'"), ("5", "'5'"), ([True], "True"), ([None], "None"), (None, "None")],
)
def test_a_radius_that_is_no_number_is_shown(radii_m, shown):
    with pytest.raises(KoreaMapError, match=f"radius {shown} is no number; give one in m"):
        coverage_curve(radii_m, "m", plan="unc")


def test_radii_are_lengths_like_any_other_with_their_unit():
    def radii(*given, **options):
        return coverage_curve(*given, plan="cpv", **options)["radius_m"].tolist()

    assert radii([5, 3]) == [3000, 5000]
    assert radii(3, "mile") == pytest.approx([4828.032])
    assert radii(range(3), unit="mile", miles="nautical") == [0, 1852, 3704]
    assert radii(np.array([1000.0]), "yard") == pytest.approx([914.4])
    with pytest.raises(UnitError, match="unknown unit 'miles'; there are m, km, yard"):
        radii([], "miles")


def test_an_unknown_plan_is_told_with_the_known_ones():
    plans = ", ".join(sorted(read_proposals()["plan"].unique()))
    with pytest.raises(ChoiceError, match=f"unknown plan 'UNC'; there are {plans}"):
        coverage_curve([5000], "m", plan="UNC")


def test_the_columns_are_those_of_coverage_from_the_union_on():
    columns = list(coverage(zones().iloc[:0]).columns)
    curve = coverage_curve([5000], "m", plan="cpv")
    assert list(curve.columns) == ["radius_m", *columns[columns.index("union_km2") :]]


def test_radii_come_in_any_order_and_count_once():
    curve = coverage_curve(iter([9000.0, 5000, 9000]), "m", plan="cpv")
    assert curve["radius_m"].tolist() == [5000, 9000]
    assert coverage_curve(5000, "m", plan="cpv")["radius_m"].tolist() == [5000]


def test_a_radius_has_the_same_figures_whatever_others_are_asked():
    alone = coverage_curve([5000], "m", plan="unc").iloc[0]
    among = coverage_curve([0, 5000, 2e5], "m", plan="unc").set_index("radius_m").loc[5000]
    for name in AREAS:
        assert among[name] == pytest.approx(alone[name], abs=0.001), name


@pytest.mark.parametrize("apart_deg", [0, 1.4e-14, 1e-13, 1e-12, 1e-9, 1e-7, 1e-6])
def test_toponyms_of_one_place_count_once(apart_deg):
    once = points_at((127, 37), (127.2, 37.1))
    twice = points_at((127, 37), (127.2, 37.1), (127 + apart_deg, 37), (127.2, 37.1 - apart_deg))
    expected, found = (
        coverage_curve([5000, 3e4], "m", plan="unc", points=points) for points in (once, twice)
    )
    assert found["union_km2"].tolist() == pytest.approx(expected["union_km2"].tolist(), rel=5e-5)
    assert found["south_km2"].tolist() == pytest.approx(expected["south_km2"].tolist(), rel=5e-5)


def test_points_a_short_walk_apart_are_two_places():
    curve = coverage_curve([20], "m", plan="unc", points=points_at((127, 37), (127.0006, 37)))
    assert curve["union_km2"].tolist() == pytest.approx([2 * math.pi * 0.02**2], abs=2e-6)


def test_a_place_is_dropped_only_where_a_kept_one_is():
    step = 0.006 / 111_000  # of latitude, in degrees: 6 mm, where 1 cm is one place
    row = np.array([shapely.Point(127, 37 + n * step) for n in range(5)], dtype=object)
    assert (
        _drop_same(row, _plane_about(gpd.GeoDataFrame(geometry=row))).tolist() == row[::2].tolist()
    )


def test_no_edge_of_a_ring_is_so_long_that_its_projection_matters():
    square = shapely.box(0, 0, 100_000, 100_000)
    corners, of_ring, of_piece = _corners(np.array([square, square.buffer(1)], dtype=object))
    assert set(of_piece) == {0, 1}
    for ring in set(of_ring):
        assert np.hypot(*np.diff(corners[of_ring == ring], axis=0).T).max() < 5001


def test_the_area_within_one_of_many_radii_is_that_within_it_alone():
    star = np.radians(np.arange(0, 361, 20))
    far = np.where(np.arange(len(star)) % 2, 3.0, 9.0)
    far[-1] = far[0]
    x, y = 1 + far * np.cos(star), far * np.sin(star)
    radii = np.linspace(0.5, 11, 43)
    ring = shapely.Polygon(np.stack([x, y], axis=1))
    circles = shapely.Point(0, 0).buffer(radii, quad_segs=2000)
    expected = shapely.area(shapely.intersection(ring, circles))
    found = area_within(x, y, radii)
    assert found == pytest.approx(expected, rel=1e-6)
    assert [area_within(x, y, [one])[0] for one in radii] == pytest.approx(found, rel=1e-12)


def test_many_toponyms_of_one_place_have_the_curve_of_one():
    one = coverage_curve([5000], "m", plan="unc", points=points_at((127, 37)))
    many = coverage_curve([5000], "m", plan="unc", points=points_at(*[(127, 37)] * 20))
    assert many.equals(one)


def test_points_in_another_coordinate_system_are_taken_as_they_are_meant():
    expected = coverage_curve([5000], "m", plan="cpv")
    found = coverage_curve([5000], "m", plan="cpv", points=read_gazetteer().to_crs(5179))
    assert found["union_km2"].tolist() == pytest.approx(expected["union_km2"].tolist())


def test_points_of_no_coordinate_system_are_refused():
    points = read_gazetteer().set_crs(None, allow_override=True)
    with pytest.raises(KoreaMapError, match="no coordinate system; set_crs"):
        coverage_curve([5000], "m", plan="cpv", points=points)


def test_records_in_memory_are_enough(monkeypatch):
    points, lists, basemap = read_gazetteer(), load_proposals(), read_basemap()
    expected = coverage_curve([5000], "m", plan="cpv")
    monkeypatch.setattr("korea_map.files.read_text", None)
    found = coverage_curve([5000], "m", plan="cpv", points=points, proposals=lists, basemap=basemap)
    assert found.equals(expected)


def test_a_list_that_is_moved_to_a_plan_is_measured_with_it():
    lists = read_proposals()
    lists.loc["cpv-north", "plan"] = "other"
    both = coverage_curve([5000], "m", plan="cpv")["union_km2"] - sum(
        coverage_curve([5000], "m", plan=plan, proposals=lists)["union_km2"]
        for plan in ("cpv", "other")
    )
    assert both.tolist() == pytest.approx([0], abs=0.01)


# Beyond Korea


@pytest.mark.parametrize(
    ("lon", "lat"), [(13.4, 52.5), (-77, 0), (-70, -50), (30, 75), (151, -33.9)]
)
def test_the_curve_is_as_near_to_polygons_anywhere_on_the_globe(lon, lat):
    basemap = ground_around(lon - 15, lat - 6, lon + 15, lat + 6)
    points = points_at((lon, lat), (lon - 1, lat + 0.3), (lon + 0.6, lat - 0.5), (lon - 7, lat - 2))
    assert_like_polygons(points, [1000, 48_280.32, 1.5e5], basemap)


def test_points_far_apart_are_measured_as_near_ones_are():
    points = points_at((110, 30), (110.5, 30.2), (128, 37), (128.4, 37.1), (145, 47), (145.3, 47.2))
    assert_like_polygons(points, [5000, 48_280.32, 2e5], read_basemap())


def test_points_too_far_apart_for_a_plane_are_refused_with_how_far():
    with pytest.raises(KoreaMapError, match=r"4,\d\d\d km from the middle of all.*2,000 km"):
        coverage_curve([5000], "m", plan="unc", points=points_at((127, 37), (13.4, 52.5)))


def test_ground_where_the_basemap_ends_is_outside_and_neither_land_nor_sea():
    curve = coverage_curve(
        [0, 5000, 5e4], "m", plan="unc", points=points_at((13.4, 52.5), (14, 52))
    )
    assert curve["outside_km2"].tolist() == curve["union_km2"].tolist()
    assert (curve[[f"{name}_km2" for name in (*LANDS, "sea")]] == 0).all(axis=None)
    assert (curve[list(SHARES)] == 0).all(axis=None)


@pytest.mark.parametrize(
    "positions",
    [
        [(108, 51), (108.4, 50.8), (109, 50.6)],
        [(112, 27), (112.5, 27.1)],
        [(148, 40)],
        [(120, 51.2), (121, 50.9), (122, 51)],
    ],
)
def test_ground_across_the_frame_is_parted_as_by_polygons(positions):
    points = points_at(*positions)
    assert_like_polygons(points, [5000, 48_280.32], read_basemap())
    curve = coverage_curve([48_280.32], "m", plan="unc", points=points)
    parts = curve[[f"{name}_km2" for name in (*LANDS, "sea", "outside")]].sum(axis=1)
    assert parts.tolist() == pytest.approx(curve["union_km2"].tolist(), abs=0.05)
    assert (curve["outside_km2"] > 0).all()


@pytest.mark.parametrize("lon", [127.3, 127.4, 127.7, 127.9])
def test_nothing_is_ever_below_nothing(lon):
    # inland on both sides of the border, whose two areas are rounded apart
    inland = coverage_curve([30, 2e4], "m", plan="unc", points=points_at((lon, 38.2)))
    assert (inland[[*AREAS]] >= 0).all(axis=None)
    assert inland["sea_km2"].tolist() == pytest.approx([0, 0], abs=2e-6)


def test_areas_are_given_to_the_square_metre():
    for name in AREAS:
        values = coverage_curve([5000, 2e4], "m", plan="cpv")[name].tolist()
        assert values == [round(value, 6) for value in values], name


# Between the nodes


def test_at_a_node_the_value_is_that_of_the_node():
    curve = coverage_curve([0, 5000, 48_280.32], "m", plan="unc")
    for row in curve.to_dict("records"):
        assert interpolate(curve, row["radius_m"]).to_dict() == row


def test_between_nodes_areas_grow_with_the_square_of_the_radius():
    curve = pd.DataFrame({"radius_m": [0.0, 10, 20], "x": [0.0, 100, 400], "y": [0.0, 0, 300]})
    at = interpolate(curve, 15)
    assert at["radius_m"] == 15
    assert at["x"] == pytest.approx(225)
    assert at["y"] == pytest.approx(300 * (225 - 100) / (400 - 100))


def test_a_radius_a_rounding_beside_a_node_has_its_value():
    curve = coverage_curve([5000, 48_280.32], "m", plan="unc")
    beside = interpolate(curve, 48_280.32 - 1e-9)["union_km2"]
    assert beside == pytest.approx(curve["union_km2"].iloc[-1])


def test_below_the_first_node_the_curve_runs_to_nothing():
    curve = {"radius_m": [10.0], "x": [100.0]}
    assert interpolate(curve, 5)["x"] == pytest.approx(25)
    assert interpolate(curve, 0)["x"] == 0


@pytest.mark.parametrize(
    ("radius_m", "says"),
    [
        (10.1, r"ends at 10 m; measure it up to 10\.1 m"),
        (-1, "-1 m is not between"),
        ("5", "'5' is no number"),
        (math.nan, "nan m is not between"),
    ],
)
def test_what_a_curve_does_not_hold_is_refused(radius_m, says):
    with pytest.raises(KoreaMapError, match=says):
        interpolate({"radius_m": [0.0, 10], "x": [0.0, 100]}, radius_m)


def test_a_curve_without_a_node_says_so():
    with pytest.raises(KoreaMapError, match="the curve has no radius"):
        interpolate(coverage_curve([], "m", plan="unc"), 5)

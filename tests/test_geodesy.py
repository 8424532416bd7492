"""Circles, lengths and areas against published values and an independent library."""

import datetime
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map.edges import edge_error_m
from korea_map.errors import KoreaMapError, UnitError
from korea_map.geodesy import (
    NARROWEST_DISC_M,
    NAUTICAL_MILE_M,
    STATUTE_MILE_M,
    UNITS,
    YARD_M,
    area_km2,
    distance_m,
    find_unit,
    geodesic_discs,
    to_metres,
)

SEOUL = (126.9784, 37.566)
SINUIJU = (124.39806, 40.10056)
THIRTY_MILES_M = 48_280.32


def test_a_statute_mile_and_a_nautical_mile_are_the_lengths_of_their_treaties():
    assert to_metres(30, "statute_mile") == pytest.approx(48_280.32)
    assert to_metres(30, "nautical_mile") == pytest.approx(55_560)
    assert to_metres(5, "km") == 5000


def test_a_yard_is_a_1760th_of_a_mile():
    assert to_metres(1000, "yard") == pytest.approx(914.4)
    assert to_metres(1760, "yard") == pytest.approx(STATUTE_MILE_M)


def test_each_unit_has_a_name_a_code_and_a_length():
    lengths = {unit.code: unit.metres for unit in UNITS.values()}
    assert lengths == {
        "m": 1,
        "km": 1000,
        "yd": YARD_M,
        "mi": STATUTE_MILE_M,
        "nmi": NAUTICAL_MILE_M,
    }
    for name, unit in UNITS.items():
        assert find_unit(name) is unit
        assert unit.name == name


def test_an_unspecified_mile_has_the_code_of_what_it_is_taken_for():
    assert find_unit("mile").code == "mi"
    assert find_unit("mile", miles="nautical").code == "nmi"


def test_a_mile_of_no_stated_kind_is_statute_unless_asked():
    assert to_metres(30, "mile") == to_metres(30, "statute_mile")
    assert to_metres(30, "mile", miles="nautical") == to_metres(30, "nautical_mile")


@pytest.mark.parametrize("unit", ["li", "", "Mile", "mi", None, 5, ["km"]])
def test_an_unknown_unit_is_told_with_the_known_ones(unit):
    known = "there are m, km, yard, statute_mile, nautical_mile, mile"
    with pytest.raises(UnitError, match=known) as caught:
        to_metres(30, unit)
    assert f"unknown unit {unit!r}" in str(caught.value)


@pytest.mark.parametrize("unit", ["mile", "km"])
def test_an_unknown_kind_of_mile_is_told_with_the_known_ones(unit):
    with pytest.raises(UnitError, match="unknown kind of mile 'land'; there are statute, nautical"):
        to_metres(30, unit, miles="land")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-5, "-5"),
        (-0.001, "-0.001"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        (np.float64("nan"), "nan"),
        (1e308, "1e+308"),
        ("10", "'10'"),
        (True, "True"),
        (None, "None"),
        ([5], "[5]"),
    ],
)
def test_what_is_no_length_is_shown_with_what_is_one(value, shown):
    with pytest.raises(KoreaMapError) as caught:
        to_metres(value, "km")
    message = str(caught.value)
    assert message.startswith(f"{shown} is no length; give a number from 0 up, in one of m, km")


def test_a_length_may_be_nothing_and_a_number_of_any_kind():
    assert to_metres(0, "km") == 0
    assert to_metres(np.int64(3), "km") == to_metres(np.float32(3), "km") == 3000


def test_the_distance_from_wellington_to_salamanca():
    # published in the manual of GeographicLib for Python
    assert distance_m(174.81, -41.32, -5.50, 40.96) == pytest.approx(19_959_679.267, abs=0.001)


@settings(derandomize=True, max_examples=30, deadline=None)
@given(
    lon=st.floats(124, 131),
    lat=st.floats(33, 43),
    radius_m=st.sampled_from([1000.0, 5000.0, THIRTY_MILES_M, 55_560.0, 96_560.64]),
)
def test_every_vertex_lies_at_the_radius_by_geographiclib(lon, lat, radius_m):
    (disc,) = geodesic_discs(lon, lat, radius_m)
    for x, y in shapely.get_coordinates(disc):
        line = Geodesic.WGS84.Inverse(lat, lon, y, x)
        assert abs(line["s12"] - radius_m) < 0.001


@pytest.mark.parametrize("centre", [SEOUL, SINUIJU, (129.3648, 36.0292)])
def test_edges_fall_short_of_thirty_miles_by_less_than_two_metres(centre):
    (disc,) = geodesic_discs(*centre, THIRTY_MILES_M)
    x, y = shapely.get_coordinates(disc).T
    middles = zip((x[:-1] + x[1:]) / 2, (y[:-1] + y[1:]) / 2, strict=True)
    short = [
        THIRTY_MILES_M - Geodesic.WGS84.Inverse(centre[1], centre[0], lat, lon)["s12"]
        for lon, lat in middles
    ]
    assert 0 < max(short) < 2
    assert max(short) < edge_error_m(centre[1], THIRTY_MILES_M) < 1.05 * max(short)


@pytest.mark.parametrize("radius_m", [5000, THIRTY_MILES_M])
def test_the_area_is_pi_r_squared_less_what_the_polygon_and_the_curvature_take(radius_m):
    (disc,) = geodesic_discs(*SEOUL, radius_m)
    # a regular polygon of 360 vertices, on a sphere of the mean radius: both are known
    polygon = math.sin(2 * math.pi / 360) / (2 * math.pi / 360)
    cap = 2 * (1 - math.cos(radius_m / 6_371_000)) / (radius_m / 6_371_000) ** 2
    expected_km2 = math.pi * radius_m**2 / 1e6 * polygon * cap
    assert area_km2(disc) == pytest.approx(expected_km2, rel=2e-5)
    assert area_km2(disc) == pytest.approx(math.pi * radius_m**2 / 1e6, rel=1e-4)


def test_discs_are_closed_valid_and_counter_clockwise():
    discs = geodesic_discs([SEOUL[0], SINUIJU[0]], [SEOUL[1], SINUIJU[1]], [5000, 48_000])
    assert len(discs) == 2
    for disc in discs:
        assert disc.is_valid
        assert disc.exterior.is_ccw
        assert len(disc.exterior.coords) == 361


def test_many_centres_are_the_same_as_one_at_a_time():
    lons, lats = np.linspace(124, 131, 5000), np.linspace(33, 43, 5000)
    together = geodesic_discs(lons, lats, 5000, vertices=8)
    alone = [geodesic_discs(lons[i], lats[i], 5000, vertices=8)[0] for i in (0, 4095, 4096, 4999)]
    assert [together[i] for i in (0, 4095, 4096, 4999)] == alone


def test_no_centres_give_no_discs():
    assert len(geodesic_discs([], [], 5000)) == 0


def test_a_hole_is_subtracted_from_an_area():
    (outer,), (inner,) = geodesic_discs(*SEOUL, 20_000), geodesic_discs(*SEOUL, 5000)
    ring = shapely.Polygon(outer.exterior, [inner.exterior])
    assert area_km2(ring) == pytest.approx(area_km2(outer) - area_km2(inner))
    assert area_km2(shapely.Polygon()) == 0


@pytest.mark.parametrize(
    ("lon", "lat", "radius_m", "vertices", "says"),
    [
        (127, 95, 5000, 360, "longitude 127, latitude 95 is no position"),
        (127, 90.001, 5000, 360, "latitude 90.001 is no position"),
        (127, -90.001, 5000, 360, "latitude -90.001 is no position"),
        (127, math.nan, 5000, 360, "latitude nan is no position"),
        (math.inf, 37, 5000, 360, "longitude inf, latitude 37 is no position"),
        ([127, math.nan], 37, 5000, 360, "longitude nan, latitude 37 is no position"),
        (127, 37, 0, 360, "a radius of 0 m is not between 0 and 10,000 km"),
        (127, 37, -5, 360, "a radius of -5 m is not"),
        (127, 37, math.nan, 360, "a radius of nan m is not"),
        (127, 37, [5, 2e7], 360, r"a radius of 2e\+07 m is not"),
        (0, 0, 1.0001e7, 360, r"a radius of 1.0001e\+07 m is not"),
        (127, 37, 5000, 3, "3 vertices; a disc has a multiple of 4"),
        (127, 37, 5000, 0, "0 vertices; a disc has a multiple of 4"),
        (127, 37, 5000, 90, "90 vertices; a disc has a multiple of 4"),
        (127, 37, 5000, 88.0, "88.0 vertices; a disc has a multiple of 4"),
        (127, 37, 5000, "8", "'8' vertices; a disc has a multiple of 4"),
        (127, 37, 5000, 36_004, "36004 vertices; a disc has a multiple of 4, up to 36,000"),
        (127, 37, 5000, 200_000, "200000 vertices; a disc has a multiple of 4, up to 36,000"),
        (500, 37, 5000, 360, "longitude 500, latitude 37 is no position"),
        (-400, 37, 5000, 360, "longitude -400, latitude 37 is no position"),
        (487, 37, 5000, 360, "longitude 487, latitude 37 is no position"),
        (-233, 37, 5000, 360, "latitude 37 is no position; longitudes go from -180 to 180"),
        (180.001, 37, 5000, 360, "longitude 180.001, latitude 37 is no position"),
        (37, 127, 5000, 360, "they seem exchanged: give longitude first"),
        (127, 37, 1e-9, 360, "a radius of 1e-09 m is shorter than 1 m, the shortest that is drawn"),
        (127, 37, [5, 0.999], 360, r"centre 1 \(from 0\): a radius of 0.999 m is shorter than 1 m"),
        ("Seoul", 37, 5000, 360, "centres and radii are numbers"),
        ([127, 128], [37, 38, 39], 5000, 360, "centres and radii are numbers"),
        (179.99, 37, 5000, 360, "longitude 179.99, latitude 37 reaches over a pole or the anti"),
        ([127, 127], [37, 89.99], 5000, 360, "latitude 89.99 reaches over a pole"),
        (127, 89.99, 5000, 4, "latitude 89.99 reaches over a pole"),
        (127, 90, 5000, 360, "latitude 90 reaches over a pole"),
        (127, -90, 5000, 360, "latitude -90 reaches over a pole"),
    ],
)
def test_what_is_no_disc_is_refused(lon, lat, radius_m, vertices, says):
    with pytest.raises(KoreaMapError, match=says):
        geodesic_discs(lon, lat, radius_m, vertices=vertices)


NO_NUMBERS = [
    "5",
    ["5"],
    np.array(["5"]),
    pd.Series(["5"], dtype="string"),
    "\u0663\u0665",
    b"5",
    [b"5"],
    True,
    [True, 5.0],
    np.array([True]),
    np.array([True], dtype=object),
    1 + 2j,
    np.array([5 + 0j]),
    pd.NaT,
    [pd.NA],
    datetime.date(1952, 1, 31),
    np.array([5], dtype="timedelta64[s]"),
    np.ma.array([5.0, 6.0], mask=[False, True]),
    [[5.0, 6.0]],
    [[5.0], [6.0, 7.0]],
    np.zeros((2, 2)),
    {5.0: 6.0},
    {5.0},
    object,
    10**400,
]


@pytest.mark.parametrize("which", range(3), ids=["longitudes", "latitudes", "radii"])
@pytest.mark.parametrize("value", NO_NUMBERS, ids=[f"{one!r:.40}" for one in NO_NUMBERS])
def test_what_are_no_numbers_is_refused_by_what_they_should_be(value, which):
    given = [127.0, 37.0, 5000.0]
    given[which] = value
    what = ["longitudes", "latitudes", "radii"][which]
    with pytest.raises(KoreaMapError, match=f"one each or a row of them: the {what} are none"):
        geodesic_discs(*given)


@pytest.mark.parametrize("value", [None, [None], math.nan, [5.0, math.nan]])
@pytest.mark.parametrize("which", range(3))
def test_what_is_missing_is_no_disc(value, which):
    given = [127.0, 37.0, 5000.0]
    given[which] = value
    with pytest.raises(KoreaMapError, match="nan"):
        geodesic_discs(*given)


@pytest.mark.parametrize(
    "value", [[Decimal(5000)], [Fraction(10_000, 2)], np.float32(5000), np.array(5000), (5000,)]
)
def test_numbers_of_any_kind_are_numbers(value):
    assert len(geodesic_discs(127, 37, value)) == 1


def test_rows_that_do_not_fit_one_another_are_counted():
    with pytest.raises(KoreaMapError, match="2 longitudes for 3 centres"):
        geodesic_discs([127, 128], 37, [1000, 2000, 3000])
    assert len(geodesic_discs([], [], 5000)) == 0


def test_a_disc_may_be_nearly_as_wide_as_a_quarter_of_the_globe():
    (disc,) = geodesic_discs(0, 0, 9.9e6)
    for x, y in shapely.get_coordinates(disc):
        assert Geodesic.WGS84.Inverse(0, 0, y, x)["s12"] == pytest.approx(9.9e6, abs=0.001)


@pytest.mark.parametrize("vertices", [4, 8, 360, 720])
def test_a_ring_has_its_vertices_and_ends_where_it_began(vertices):
    lons, lats = np.linspace(-170, 170, 300), np.linspace(-80, 80, 300)
    for disc in geodesic_discs(lons, lats, 48_280.32, vertices=vertices):
        ring = list(disc.exterior.coords)
        assert ring[0] == ring[-1]
        assert len(ring) == len(set(ring)) + 1 == vertices + 1


def farthest_off(disc: shapely.Polygon, lon: float, lat: float, radius_m: float) -> float:
    """How far from the radius a point on an edge is, by GeographicLib; some edges of many."""
    corners = shapely.get_coordinates(disc)
    count = len(corners) - 1
    step = max(1, count // 36)
    edges = [(corners[at], corners[at + 1]) for at in range(0, count, step)]
    shares = np.linspace(0, 1, 17)[1:-1]
    points = [one + share * (other - one) for one, other in edges for share in shares]
    return max(abs(Geodesic.WGS84.Inverse(lat, lon, y, x)["s12"] - radius_m) for x, y in points)


@pytest.mark.parametrize("vertices", [4, 8, 12, 360, 3600])
@pytest.mark.parametrize("radius_m", [5e3, THIRTY_MILES_M, 3e5, 1e6])
@pytest.mark.parametrize("lat", [0, 38, -38, 80, -80, 89.9, -89.9])
def test_no_edge_is_worse_than_its_bound(lat, radius_m, vertices):
    try:
        (disc,) = geodesic_discs(10, lat, radius_m, vertices=vertices)
    except KoreaMapError:
        assert abs(lat) == 89.9
        assert radius_m > 11_000, "the pole is 11.17 km away"
        return
    off_m = farthest_off(disc, 10, lat, radius_m)
    bound_m = float(edge_error_m(lat, radius_m, vertices=vertices))
    assert off_m <= bound_m
    if abs(lat) <= 38 and vertices >= 8:
        assert bound_m < 1.5 * off_m
        assert vertices < 360 or bound_m < 1.06 * off_m


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    lat=st.floats(-90, 90),
    radius_m=st.floats(0, 15).map(lambda power: 2.0**power * 10),
    vertices=st.integers(1, 100).map(lambda quarter: 4 * quarter),
)
def test_the_bound_holds_for_any_disc(lat, radius_m, vertices):
    try:
        (disc,) = geodesic_discs(-70, lat, radius_m, vertices=vertices)
    except KoreaMapError as error:
        assert "reaches over a pole" in str(error)  # noqa: PT017
        return
    bound_m = float(edge_error_m(lat, radius_m, vertices=vertices))
    assert farthest_off(disc, -70, lat, radius_m) <= bound_m
    assert math.isfinite(bound_m)


def test_the_bound_of_many_discs_is_that_of_each():
    lats, radii = [0.0, 38.0, -80.0], [5e3, 48e3, 3e5]
    each = [float(edge_error_m(lat, radius)) for lat, radius in zip(lats, radii, strict=True)]
    assert edge_error_m(lats, radii).tolist() == each


def test_fewer_vertices_lie_farther_from_the_radius():
    assert edge_error_m(38, 48_280.32, vertices=60) == pytest.approx(68.0, abs=0.5)
    assert edge_error_m(38, 48_280.32) == pytest.approx(1.89, abs=0.01)


@pytest.mark.parametrize("vertices", [4, 360, 36_000])
@pytest.mark.parametrize("lat", [0, 38, -80])
def test_the_shortest_disc_is_valid_and_has_its_area(lat, vertices):
    (disc,) = geodesic_discs(127.1, lat, NARROWEST_DISC_M, vertices=vertices)
    assert disc.is_valid
    assert len(disc.exterior.coords) == vertices + 1
    polygon_m2 = vertices / 2 * math.sin(2 * math.pi / vertices)
    assert area_km2(disc) * 1e6 == pytest.approx(polygon_m2, rel=2e-3)

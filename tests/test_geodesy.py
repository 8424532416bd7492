"""Circles, lengths and areas against published values and an independent library."""

import math

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map.errors import KoreaMapError, UnitError
from korea_map.geodesy import area_km2, chord_error_m, distance_m, geodesic_discs, to_metres

SEOUL = (126.9784, 37.566)
SINUIJU = (124.39806, 40.10056)
THIRTY_MILES_M = 48_280.32


def test_a_statute_mile_and_a_nautical_mile_are_the_lengths_of_their_treaties():
    assert to_metres(30, "statute_mile") == pytest.approx(48_280.32)
    assert to_metres(30, "nautical_mile") == pytest.approx(55_560)
    assert to_metres(5, "km") == 5000


def test_a_mile_of_no_stated_kind_is_statute_unless_asked():
    assert to_metres(30, "mile") == to_metres(30, "statute_mile")
    assert to_metres(30, "mile", miles="nautical") == to_metres(30, "nautical_mile")


@pytest.mark.parametrize("unit", ["li", "", "Mile"])
def test_an_unknown_unit_is_told_with_the_known_ones(unit):
    with pytest.raises(UnitError, match="use one of m, km, statute_mile, nautical_mile, mile"):
        to_metres(30, unit)


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
    assert max(short) == pytest.approx(chord_error_m(THIRTY_MILES_M), abs=0.1)


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
        (127, 95, 5000, 360, "no position"),
        (127, math.nan, 5000, 360, "no position"),
        (math.inf, 37, 5000, 360, "no position"),
        (127, 37, 0, 360, "radius"),
        (127, 37, -5, 360, "radius"),
        (127, 37, math.nan, 360, "radius"),
        (127, 37, 2e7, 360, "radius"),
        (127, 37, 5000, 3, "multiple of 4"),
        (127, 37, 5000, 90.5, "multiple of 4"),
        (179.99, 37, 5000, 360, "antimeridian"),
        (127, 89.99, 5000, 360, "pole"),
    ],
)
def test_what_is_no_disc_is_refused(lon, lat, radius_m, vertices, says):
    with pytest.raises(KoreaMapError, match=says):
        geodesic_discs(lon, lat, radius_m, vertices=vertices)

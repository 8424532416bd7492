"""What holds for zones, coverage and curve wherever the points are and however long the radius."""

import math

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import Phase, given
from hypothesis import strategies as st
from mutants import tried
from points import points_at

from korea_map.basemap import read_basemap
from korea_map.coverage_curve import coverage_curve
from korea_map.errors import KoreaMapError
from korea_map.geodesy import area_km2, geodesic_discs
from korea_map.proposals import load_proposals
from korea_map.spans import coverage_spans
from korea_map.zones import coverage, zones

GROUND = read_basemap()
LISTS = load_proposals()
LANDS = tuple(GROUND.lands)
AREAS = [f"{name}_km2" for name in (*LANDS, "sea", "outside", "union")]
SHARES = ["north_share", "south_share"]
SQUARE_METRE = 1.1e-6

# a fault is told as it is found: to look for a smaller one takes minutes
laws = tried(25, phases=[Phase.generate])

# on the ground, across its frame, and beyond it
middles = st.tuples(st.floats(120, 134), st.floats(32, 44)) | st.tuples(
    st.floats(100, 152), st.floats(22, 56)
)
beside = st.floats(-6, 6)
# some nearer to one another than degrees can tell
apart = st.sampled_from([0.0, 1.4e-14, 1e-13, 1e-10, 1e-8, 1e-7, 1e-6, 1e-3])


@st.composite
def spots(draw: st.DrawFn) -> list[tuple[float, float]]:
    lon, lat = draw(middles)
    steps = draw(st.lists(st.tuples(beside, beside), max_size=4))
    some = [(lon, lat), *((lon + east, lat + north) for east, north in steps)]
    again = draw(st.lists(st.tuples(st.sampled_from(some), apart, apart), max_size=3))
    return [*some, *((lon + east, lat + north) for (lon, lat), east, north in again)]


radii_m = st.floats(0, 1).map(lambda share: 300_000.0**share)
"""From a metre to 300 km, the short ones as often as the long ones."""


def by_polygons(some, radius_m: float):
    given = {"points": points_at(*some), "proposals": LISTS, "basemap": GROUND}
    table = coverage(plan="unc", radius=radius_m, unit="m", **given)
    return table.set_index("list").loc["both"]


def by_curve(some, radii):
    given = {"points": points_at(*some), "proposals": LISTS, "basemap": GROUND}
    return coverage_curve(radii, "m", plan="unc", **given)


@laws
@given(spots(), radii_m)
def test_coverage_and_curve_agree(some, radius_m):
    polygons, curve = by_polygons(some, radius_m), by_curve(some, radius_m).iloc[0]
    within = 2e-4 * polygons["union_km2"] + SQUARE_METRE
    assert (abs(polygons[AREAS] - curve[AREAS]) <= within).all()


@laws
@given(spots(), st.lists(radii_m, min_size=2, max_size=6, unique=True))
def test_what_a_longer_radius_covers_is_never_less(some, radii):
    curve = by_curve(some, radii)
    assert (curve[AREAS].diff().iloc[1:] >= -SQUARE_METRE).all(axis=None)
    wide, narrow = by_polygons(some, max(radii)), by_polygons(some, min(radii))
    assert (wide[AREAS] >= narrow[AREAS] - 1e-9 * wide["union_km2"] - SQUARE_METRE).all()


@laws
@given(spots(), radii_m)
def test_a_union_is_no_more_than_its_discs_and_no_less_than_the_largest(some, radius_m):
    drawn = zones(points_at(*some), plan="unc", radius=radius_m, unit="m", proposals=LISTS)
    discs = [area_km2(disc) for disc in drawn.geometry]
    polygons, curve = by_polygons(some, radius_m), by_curve(some, radius_m).iloc[0]
    trace = 1e-9 * sum(discs) + SQUARE_METRE
    assert max(discs) - trace <= polygons["union_km2"] <= sum(discs) + trace
    assert polygons["overlap_km2"] >= 0
    one_km2 = math.pi * radius_m**2 / 1e6
    assert curve["union_km2"] <= one_km2 * len(some) + SQUARE_METRE
    assert curve["union_km2"] >= one_km2 * (1 - 2e-4) - SQUARE_METRE


@laws
@given(st.data(), spots(), radii_m)
def test_the_order_of_points_and_points_given_twice_change_nothing(data, some, radius_m):
    others = data.draw(st.permutations([*some, *some[:2]]))
    for measure in (by_polygons, lambda some, radius: by_curve(some, radius).iloc[0]):
        one, other = measure(some, radius_m), measure(others, radius_m)
        within = 1e-6 * one["union_km2"] + SQUARE_METRE
        assert (abs(one[AREAS] - other[AREAS]) <= within).all()


@laws
@given(spots(), radii_m)
def test_land_sea_and_outside_make_up_the_union(some, radius_m):
    for row in (by_polygons(some, radius_m), by_curve(some, radius_m).iloc[0]):
        parts = row[[name for name in AREAS if name != "union_km2"]]
        assert (parts >= 0).all()
        within = 1e-9 * row["union_km2"] + 4 * SQUARE_METRE
        assert parts.sum() == pytest.approx(row["union_km2"], abs=within)


@laws
@given(spots(), st.floats(1, 2_000_000))
def test_shares_are_shares(some, radius_m):
    given = {"points": points_at(*some), "proposals": LISTS, "basemap": GROUND}
    table = coverage_spans(plan="unc", radius=radius_m, unit="m", **given)
    told = [name for name in table.columns if name.endswith("_share")]
    assert len(told) == 6
    assert table[told].ge(0).all(axis=None)
    assert table[told].le(1).all(axis=None)
    curve = by_curve(some, min(radius_m, 300_000))
    assert curve[SHARES].ge(0).all(axis=None)
    assert curve[SHARES].le(1).all(axis=None)


@laws
@given(spots(), st.lists(st.floats(0, 1), min_size=20, max_size=20), radii_m)
def test_a_place_is_in_the_zones_if_a_point_is_near_enough(some, shares, radius_m):
    drawn = zones(points_at(*some), plan="unc", radius=radius_m, unit="m", proposals=LISTS)
    union = shapely.union_all(drawn.geometry.to_numpy())
    west, south, east, north = union.bounds
    for across, up in zip(shares[:10], shares[10:], strict=True):
        lon, lat = west + across * (east - west), south + up * (north - south)
        near_m = min(Geodesic.WGS84.Inverse(y, x, lat, lon)["s12"] for x, y in some)
        if abs(near_m - radius_m) > drawn["max_error_m"].max():
            assert union.contains(shapely.Point(lon, lat)) == (near_m < radius_m)


@laws
@given(spots(), radii_m, st.sampled_from([4, 8, 360, 720]))
def test_a_zone_is_valid_and_its_vertices_lie_at_the_radius(some, radius_m, vertices):
    drawn = zones(
        points_at(*some), plan="unc", radius=radius_m, unit="m", vertices=vertices, proposals=LISTS
    )
    assert drawn.geometry.is_valid.all()
    assert drawn.geometry.exterior.is_ccw.all()
    for (lon, lat), disc in zip(some, drawn.geometry, strict=True):
        ring = shapely.get_coordinates(disc)
        assert len({tuple(corner) for corner in ring}) == vertices
        for x, y in ring[:: max(1, vertices // 8)]:
            assert abs(Geodesic.WGS84.Inverse(lat, lon, y, x)["s12"] - radius_m) < 0.001


strange = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.complex_numbers(),
    st.text(max_size=3),
    st.binary(max_size=3),
    st.just(np.datetime64("NaT")),
    st.dictionaries(st.integers(), st.floats(), max_size=1),
)
rows = strange | st.lists(strange | st.floats(-200, 200), max_size=3)
plain = st.floats(-180, 180) | st.lists(st.floats(-90, 90), min_size=1, max_size=3)


@tried(400)
@given(rows | plain, rows | plain, rows | st.floats(1, 1e6), st.sampled_from([360, 8]) | strange)
def test_every_input_is_discs_or_an_error_of_the_package(lons, lats, radii, vertices):
    try:
        discs = geodesic_discs(lons, lats, radii, vertices=vertices)
    except KoreaMapError as error:
        told = str(error)
        assert told
        assert len(told) < 250
    else:
        assert shapely.is_valid(discs).all()


@tried(200)
@given(rows)
def test_every_radius_is_one_or_an_error_of_the_package(radius):
    given = {"points": points_at((127, 37)), "proposals": LISTS}
    told: list[str] = []
    for ask in (
        lambda: zones(plan="unc", radius=radius, **given),
        lambda: coverage_curve(radius, plan="unc", basemap=GROUND, **given),
        lambda: coverage(plan="unc", radius=radius, basemap=GROUND, **given),
    ):
        try:
            assert len(ask()) >= 0
        except KoreaMapError as error:
            told.append(str(error))
    assert all(told)


def test_all_of_a_half_is_no_more_than_the_half():
    some = [(127.2, 38.84), (126.77, 34.75), (129.36, 40.37), (128.75, 42.15), (127.2, 35.36)]
    curve = by_curve(some, [299_000, 300_000])
    assert (curve["north_share"] == 1).all()
    assert (curve["north_km2"] == GROUND.halves_km2["north"]).all()


@pytest.mark.parametrize("spot", [(37.62, 55.75), (-0.12, 51.5), (2.35, 48.86)])
def test_ground_off_the_basemap_is_no_sea_by_any_measure(spot):
    spans = coverage_spans(
        points=points_at(spot), plan="unc", radius=100, proposals=LISTS, basemap=GROUND
    )
    for row in (by_polygons([spot], 1e5), by_curve([spot], 1e5).iloc[0], spans.iloc[-1]):
        assert row["outside_km2"] == row["union_km2"] > 31_000
        assert row["sea_km2"] == 0


def test_land_that_the_basemap_has_no_name_for_is_no_sea():
    gobi, harbin = (115.0, 47.0), (126.5, 45.8)
    for row in (by_polygons([gobi], 1e5), by_curve([gobi], 1e5).iloc[0]):
        assert row["outside_km2"] == pytest.approx(row["union_km2"])
        assert row["sea_km2"] == 0
    drawn = zones(points_at(harbin), plan="unc", radius=1000, proposals=LISTS).geometry[0]
    row = by_polygons([harbin], 1e6)
    mongolia_km2 = area_km2(drawn & GROUND.land.set_index("country").geometry["MN"])
    off_km2 = area_km2(shapely.segmentize(drawn - GROUND.frame, 0.05))
    assert mongolia_km2 > 100_000
    assert row["outside_km2"] == pytest.approx(mongolia_km2 + off_km2, rel=1e-3)

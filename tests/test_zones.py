"""Zones and coverage: how many, how wide, and the figures by another method."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

import korea_map
from korea_map.basemap import read_basemap
from korea_map.errors import KoreaMapError, UnitError
from korea_map.gazetteer import read_gazetteer
from korea_map.zones import LANDS, coverage, zones

# Lambert's azimuthal equal-area projection on the ellipsoid, centred on Korea
EQUAL_AREA = "+proj=laea +lat_0=38 +lon_0=127 +ellps=WGS84 +units=m"


@pytest.fixture(scope="module")
def drawn() -> gpd.GeoDataFrame:
    return zones()


@pytest.fixture(scope="module")
def measured():
    return coverage().set_index(["plan", "list"])


def test_each_located_point_of_a_list_with_a_radius_has_a_zone(drawn):
    assert drawn.groupby("list").size().to_dict() == {
        "cpv-north": 4,
        "cpv-south": 5,
        "unc-north": 7,
        "unc-south": 12,
    }


def test_the_march_list_and_the_ports_of_1953_are_points_and_never_zones(drawn):
    assert not drawn["plan"].isin(["march-1952", "armistice-1953"]).any()


def test_a_zone_says_how_it_was_made(drawn):
    singisiu = drawn.set_index("id").loc["unc-north-01"]
    assert singisiu["radius_m"] == pytest.approx(48_280.32)
    assert singisiu["unit"] == "mile"
    assert singisiu["certainty"] == "certain"
    assert 0 < singisiu["max_error_m"] < 2
    assert "WGS84" in singisiu["method"]
    assert drawn.crs == "EPSG:4326"


def test_miles_may_be_nautical():
    nautical = zones(plan="unc", miles="nautical")
    assert nautical["radius_m"].unique() == pytest.approx([55_560])
    assert zones(plan="cpv", miles="nautical")["radius_m"].unique() == pytest.approx([5000])


def test_another_radius_may_be_tried_also_where_none_is_stated():
    tried = zones(plan="march-1952", radius=10, unit="statute_mile")
    assert len(tried) == 10
    assert tried["radius_m"].unique() == pytest.approx([16_093.44])


def test_a_changed_point_moves_its_zone():
    points = read_gazetteer()
    points.loc[points["id"] == "unc-north-05", "geometry"] = shapely.Point(125.75, 39.03)
    moved = zones(points, plan="unc").set_index("id").loc["unc-north-05", "geometry"]
    assert moved.centroid.distance(shapely.Point(125.75, 39.03)) < 0.01


def test_an_unknown_plan_or_unit_is_refused():
    with pytest.raises(KoreaMapError, match="no list belongs to the plan 'atlantis'"):
        zones(plan="atlantis")
    with pytest.raises(UnitError, match="furlong"):
        zones(radius=3, unit="furlong")
    for radius in (-3, 0, float("nan")):
        with pytest.raises(KoreaMapError, match="radius"):
            zones(radius=radius)


def test_points_in_another_coordinate_system_are_taken_as_they_are_meant():
    moved = zones(read_gazetteer().to_crs(5186), plan="unc").set_index("id")
    kept = zones(plan="unc").set_index("id")
    for zone, same in zip(moved.geometry, kept.geometry, strict=True):
        assert zone.hausdorff_distance(same) < 1e-8


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda points: points.drop(columns="list"), "no column list"),
        (lambda points: points.set_crs(None, allow_override=True), "no coordinate system"),
        (lambda points: points.set_geometry(shapely.buffer(points.geometry, 1)), "no point"),
    ],
)
def test_what_are_no_points_of_the_gazetteer_is_refused(change, says):
    points = read_gazetteer().iloc[:10]
    with pytest.raises(KoreaMapError, match=says):
        zones(change(points))


def test_no_zones_cover_nothing_and_the_table_keeps_its_columns():
    empty = coverage(zones().iloc[:0])
    assert list(empty.columns) == list(coverage().columns)
    assert empty.empty


@pytest.mark.parametrize("plan", ["unc", "cpv"])
@pytest.mark.parametrize("which", ["north", "south", "both"])
def test_coverage_is_the_same_by_an_equal_area_projection(plan, which, drawn, measured):
    part = drawn[drawn["plan"] == plan]
    if which != "both":
        part = part[part["territory"] == which]
    union = part.to_crs(EQUAL_AREA).union_all()
    land = read_basemap().land.to_crs(EQUAL_AREA).set_index("country").geometry
    row = measured.loc[(plan, which)]
    sea_km2 = union.area / 1e6
    for name, country in LANDS.items():
        km2 = union.intersection(land[country]).area / 1e6
        sea_km2 -= km2
        assert row[f"{name}_km2"] == pytest.approx(km2, rel=2e-4, abs=0.05), name
    assert row["union_km2"] == pytest.approx(union.area / 1e6, rel=2e-4)
    assert row["sea_km2"] == pytest.approx(sea_km2, rel=1e-3, abs=0.5)
    for half in ("north", "south"):
        whole_km2 = land[LANDS[half]].area / 1e6
        assert row[f"{half}_share"] == pytest.approx(row[f"{half}_km2"] / whole_km2, rel=2e-4)


def test_coverage_counts_ground_under_two_zones_once(measured):
    row = measured.loc[("unc", "both")]
    # 19 circles of 30 miles, were they apart
    assert row["union_km2"] + row["overlap_km2"] == pytest.approx(
        19 * np.pi * 48.28032**2, rel=1e-3
    )
    assert row["overlap_km2"] > 15_000


def test_the_figures_that_matter(measured):
    unc, cpv = measured.loc[("unc", "both")], measured.loc[("cpv", "both")]
    assert unc["south_share"] == pytest.approx(0.591, abs=0.001)
    assert unc["north_share"] == pytest.approx(0.239, abs=0.001)
    assert unc["china_km2"] == pytest.approx(11_889, abs=5)
    assert unc["russia_km2"] == 0
    assert cpv["south_share"] == pytest.approx(0.0036, abs=0.0001)
    assert cpv["north_share"] == pytest.approx(0.0020, abs=0.0001)


def test_a_zone_of_one_half_may_reach_into_the_other(measured):
    assert measured.loc[("unc", "south"), "north_km2"] > 100
    assert measured.loc[("unc", "north"), "south_km2"] > 0


def test_the_public_names_are_the_same_functions():
    assert korea_map.zones is zones
    assert korea_map.coverage is coverage

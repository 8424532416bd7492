"""Zones and coverage: how many, how wide, and the figures by another method."""

import dataclasses
import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from points import points_at

import korea_map
from korea_map.basemap import read_basemap
from korea_map.edges import edge_error_m
from korea_map.errors import ChoiceError, KoreaMapError, UnitError
from korea_map.gazetteer import read_gazetteer
from korea_map.proposals import load_proposals, read_proposals
from korea_map.zones import coverage, left_over, zones

LANDS = {
    feature.id: feature.country
    for feature in read_basemap().features
    if feature.country is not None
}

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


def test_a_mile_that_is_tried_is_the_mile_that_is_asked_for():
    assert zones(plan="cpv", radius=3, unit="mile")["radius_m"].unique() == pytest.approx(
        [4828.032]
    )
    nautical = zones(plan="cpv", radius=3, unit="mile", miles="nautical")
    assert nautical["radius_m"].unique() == pytest.approx([5556])
    assert nautical["unit"].unique() == ["mile"]


def test_the_error_of_a_zone_is_that_of_its_vertices():
    lats = read_gazetteer().set_index("id").geometry.y
    for vertices in (60, 720):
        row = zones(plan="unc", vertices=vertices).iloc[0]
        bound_m = edge_error_m(lats[row["id"]], 48_280.32, vertices=vertices)
        assert row["max_error_m"] == float(bound_m)
        assert len(row.geometry.exterior.coords) == vertices + 1


def test_a_zone_is_as_certain_as_its_point(drawn):
    points = read_gazetteer().set_index("id")
    assert set(drawn["certainty"]) == {"certain", "less-certain", "uncertain"}
    for zone in drawn.itertuples():
        assert zone.certainty == str(points.loc[zone.id, "certainty"]), zone.id


@pytest.mark.parametrize("plan", ["UNC", "atlantis", ["unc"], 5])
def test_an_unknown_plan_is_told_with_the_known_ones(plan):
    plans = ", ".join(sorted(read_proposals()["plan"].unique()))
    with pytest.raises(ChoiceError) as caught:
        zones(plan=plan)
    assert str(caught.value) == f"unknown plan {plan!r}; there are {plans}"


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"radius": 3, "unit": "furlong"}, UnitError, "unknown unit 'furlong'; there are m, km"),
        ({"radius": 3, "unit": "mi"}, UnitError, "unknown unit 'mi'"),
        ({"miles": "land"}, UnitError, "unknown kind of mile 'land'"),
        ({"unit": "mile"}, KoreaMapError, "unit 'mile' without a radius"),
        ({"radius": -3}, KoreaMapError, "radius -3 km is not between 0 and 10,000 km"),
        ({"radius": "10"}, KoreaMapError, "radius '10' is no number"),
        ({"radius": math.nan}, KoreaMapError, "radius nan km is not between"),
        ({"radius": True}, KoreaMapError, "radius True is no number"),
        ({"radius": 0}, KoreaMapError, "a radius of 0 km has no zone"),
        ({"radius": 20_000}, KoreaMapError, "is not between 0 and 10,000 km"),
        ({"vertices": 7}, KoreaMapError, "7 vertices"),
    ],
)
def test_what_gives_no_zone_is_refused_with_its_value(options, error, says):
    with pytest.raises(error) as caught:
        zones(plan="unc", **options)
    assert says in str(caught.value)


# From records in memory


def test_with_points_and_lists_no_file_is_read(drawn, monkeypatch):
    points, lists = read_gazetteer(), load_proposals()
    monkeypatch.setattr("korea_map.files.read_text", None)
    assert zones(points, proposals=lists).equals(drawn)


def test_lists_may_be_records_or_their_table(drawn):
    assert zones(proposals=read_proposals()).equals(drawn)
    assert zones(proposals=read_proposals().reset_index()).equals(drawn)
    assert zones(proposals=iter(load_proposals())).equals(drawn)


def test_a_radius_that_is_changed_in_memory_changes_the_zones():
    lists = [
        dataclasses.replace(proposal, radius=1000.0, radius_unit="yard")
        if proposal.plan == "cpv"
        else proposal
        for proposal in load_proposals()
    ]
    changed = zones(proposals=lists)
    assert changed.groupby("plan")["radius_m"].first().to_dict() == pytest.approx(
        {"cpv": 914.4, "unc": 48_280.32}
    )
    table = read_proposals()
    table.loc[["cpv-north", "cpv-south"], ["radius", "radius_unit"]] = [1000, "yard"]
    assert zones(proposals=table).equals(changed)


def test_a_list_without_rows_and_one_of_no_points_have_no_zone(drawn):
    lists = load_proposals()
    new = dataclasses.replace(lists[-1], id="new-south", plan="new", points_claimed=0)
    assert zones(proposals=[*lists, new]).equals(drawn)
    assert zones(plan="new", proposals=[*lists, new]).empty


def test_a_point_that_is_empty_has_no_zone(drawn):
    points = read_gazetteer()
    points.loc[points["id"] == drawn["id"].iloc[0], "geometry"] = shapely.Point()
    assert zones(points)["id"].tolist() == drawn["id"].tolist()[1:]
    emptied = drawn.copy()
    emptied.loc[0, "geometry"] = shapely.Polygon()
    assert coverage(emptied).equals(coverage(drawn.iloc[1:]))


def test_points_of_lists_that_are_not_there_have_no_zone(drawn):
    lists = [proposal for proposal in load_proposals() if proposal.plan != "unc"]
    assert set(zones(proposals=lists)["plan"]) == set(drawn["plan"]) - {"unc"}


def test_no_list_at_all_has_no_zone_and_no_plan(drawn):
    nothing = zones(proposals=[])
    assert nothing.empty
    assert list(nothing.columns) == list(drawn.columns)
    with pytest.raises(ChoiceError, match="unknown plan 'unc'; there are none"):
        zones(plan="unc", proposals=[])


@pytest.mark.parametrize(
    ("lists", "says"),
    [
        (["unc"], "'unc' is no list"),
        (pd.DataFrame({"id": ["x"], "radius": [5]}), "no column plan, radius_unit, territory"),
    ],
)
def test_what_are_no_lists_is_refused(lists, says):
    with pytest.raises(KoreaMapError, match=says):
        zones(proposals=lists)


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
        (lambda _: "unc", "'unc' is no table of points"),
        (lambda points: pd.DataFrame(points), "a DataFrame is no table of points"),
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


@pytest.mark.parametrize("crs", [3857, 5179])
def test_zones_in_another_coordinate_system_cover_the_same(crs, drawn, measured):
    moved = coverage(drawn.to_crs(crs)).set_index(["plan", "list"])
    for name in measured.columns:
        assert moved[name].tolist() == pytest.approx(measured[name].tolist(), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda drawn: drawn.set_crs(None, allow_override=True),
            r"no coordinate system; set_crs\(",
        ),
        (lambda drawn: drawn.drop(columns="plan"), "the zones have no column plan"),
        (lambda drawn: drawn.set_geometry(drawn.centroid), "a zone is a Point; give the polygons"),
        (lambda _: "unc", "'unc' is no table of zones"),
        (
            lambda drawn: drawn.set_geometry([shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]),
            "a zone is not valid",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_what_are_no_zones_is_refused(change, says, drawn):
    with pytest.raises(KoreaMapError, match=says):
        coverage(change(drawn.iloc[:1]))


def test_zones_in_memory_on_a_ground_in_memory_need_no_file(drawn, measured, monkeypatch):
    ground = read_basemap()
    monkeypatch.setattr("korea_map.files.read_text", None)
    assert coverage(drawn, basemap=ground).set_index(["plan", "list"]).equals(measured)


def test_the_columns_follow_from_the_ground(drawn):
    ground = read_basemap()
    assert list(coverage(drawn).columns) == [
        *("plan", "list", "zones", "overlap_km2", "union_km2"),
        *(f"{half}_km2" for half in sorted(half.id for half in ground.halves)),
        *(f"{neighbour.id}_km2" for neighbour in ground.neighbours),
        *("sea_km2", "outside_km2"),
        *(f"{half}_share" for half in sorted(half.id for half in ground.halves)),
    ]


def test_each_plan_has_its_halves_by_name_and_then_all_its_zones(drawn):
    plans = drawn["plan"].drop_duplicates().sort_values()
    expected = [(plan, name) for plan in plans for name in ("north", "south", "both")]
    assert list(coverage(drawn)[["plan", "list"]].itertuples(index=False, name=None)) == expected


def test_a_ground_without_halves_has_one_row_a_plan_and_no_share(drawn, measured):
    ground = read_basemap()
    kept = tuple(feature for feature in ground.features if feature.kind != "half")
    table = coverage(drawn, basemap=dataclasses.replace(ground, features=kept))
    assert table["list"].tolist() == ["both", "both"]
    assert not [name for name in table if "share" in name or name in ("north_km2", "south_km2")]
    together = measured.xs("both", level="list")
    assert table["sea_km2"].tolist() == pytest.approx(together["sea_km2"].tolist())
    nameless = together["north_km2"] + together["south_km2"]
    assert table["outside_km2"].tolist() == pytest.approx(nameless.tolist())


@pytest.mark.parametrize("nothing", [None, np.nan, ""])
def test_a_plan_for_no_half_has_the_row_of_all_its_zones_alone(nothing, drawn, measured):
    lists = read_proposals()
    lists["territory"] = nothing
    table = coverage(zones(proposals=lists)).set_index(["plan", "list"])
    assert table.equals(measured.xs("both", level="list", drop_level=False))
    assert coverage(drawn.assign(territory=nothing)).set_index(["plan", "list"]).equals(table)


def test_a_zone_for_no_half_counts_among_all_of_its_plan(drawn, measured):
    changed = drawn.assign(territory=[None, *drawn["territory"].iloc[1:]])
    plan, half = drawn.loc[0, ["plan", "territory"]]
    table = coverage(changed).set_index(["plan", "list"])
    assert table.loc[(plan, "both")].equals(measured.loc[(plan, "both")])
    assert table.loc[(plan, half), "zones"] == measured.loc[(plan, half), "zones"] - 1


def test_a_plan_without_a_located_point_has_no_row():
    points = read_gazetteer()
    table = coverage(zones(points[points["list"].str.startswith("unc")]))
    assert set(table["plan"]) == {"unc"}


# Where the basemap ends


def test_zones_around_berlin_lie_outside_and_cover_neither_land_nor_sea():
    berlin = points_at(*[(13 + 0.4 * (n % 4), 52 + 0.3 * (n // 4)) for n in range(12)])
    for row in coverage(zones(berlin)).to_dict("records"):
        assert row["outside_km2"] == row["union_km2"] > 20_000
        assert [row[f"{name}_km2"] for name in (*LANDS, "sea")] == [0] * (len(LANDS) + 1)
        assert row["north_share"] == row["south_share"] == 0


def test_a_zone_across_the_frame_is_parted_at_it():
    # around the meridian at which the basemap ends, in the sea on both sides
    _, _, east, _ = read_basemap().extent
    table = coverage(zones(points_at((east, 40)), radius=50)).set_index("list")
    row = table.loc["both"]
    assert row["outside_km2"] == pytest.approx(row["union_km2"] / 2, rel=1e-4)
    assert row["sea_km2"] == pytest.approx(row["union_km2"] / 2, rel=1e-4)


def test_a_zone_across_a_parallel_of_the_frame_is_parted_at_the_parallel_not_at_a_geodesic():
    _, _, _, north = read_basemap().extent
    (row,) = coverage(zones(points_at((130, north)), radius=200)).iloc[-1:].to_dict("records")
    disc = zones(points_at((130, north)), radius=200).to_crs("+proj=cea +ellps=WGS84")
    frame = gpd.GeoSeries([shapely.box(125, 45, 135, north)], crs=4326)
    inside_km2 = disc.intersection(frame.to_crs(disc.crs)).area.sum() / 1e6
    assert row["union_km2"] - row["outside_km2"] == pytest.approx(inside_km2, rel=1e-4)


def test_land_sea_and_outside_make_up_the_whole(measured):
    across = coverage(zones(points_at((108.2, 50.9), (120, 51), (128, 27))))
    for row in [*measured.to_dict("records"), *across.to_dict("records")]:
        parts = [row[f"{name}_km2"] for name in (*LANDS, "sea", "outside")]
        assert sum(parts) == pytest.approx(row["union_km2"], rel=1e-5)
        assert min(parts) >= 0


def test_a_trace_of_rounding_is_nothing():
    assert left_over(1.0, [0.1] * 10) == 0
    assert left_over(1.0, [0.4, 0.6 + 1e-9]) == 0
    assert left_over(1.0, [0.5]) == 0.5


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
    assert row["outside_km2"] == 0
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

"""The curve of coverage over the radius, against polygons cut for single radii."""

import math

import numpy as np
import pytest

from korea_map.coverage_curve import _area_within, coverage_curve
from korea_map.errors import KoreaMapError
from korea_map.gazetteer import read_gazetteer
from korea_map.zones import LANDS, coverage, zones

MILE_M = 1609.344
AREAS = (*(f"{name}_km2" for name in LANDS), "sea_km2", "union_km2")
SHARES = ("north_share", "south_share")


@pytest.mark.parametrize("plan", ["unc", "cpv"])
def test_the_curve_is_the_coverage_at_every_radius(plan):
    radii_m = [5000, 10 * MILE_M, 30 * MILE_M, 55_560, 60 * MILE_M]
    curve = coverage_curve(radii_m, plan=plan).set_index("radius_m")
    for radius_m in radii_m:
        drawn = zones(plan=plan, radius=radius_m, unit="m", vertices=720)
        row = coverage(drawn).set_index("list").loc["both"]
        for name in AREAS:
            assert curve.loc[radius_m, name] == pytest.approx(row[name], rel=2e-4, abs=0.2), name
        for name in SHARES:
            assert curve.loc[radius_m, name] == pytest.approx(row[name], rel=2e-4), name


def test_the_curve_grows_with_the_radius_from_nothing():
    curve = coverage_curve(np.linspace(0, 60, 13) * MILE_M, plan="unc")
    for name in (*AREAS, *SHARES):
        assert curve[name].iloc[0] == 0, name
        assert curve[name].is_monotonic_increasing, name


def test_the_south_is_covered_once_the_radius_is_wide_enough():
    (row,) = coverage_curve([3e5], plan="unc").to_dict("records")
    assert row["south_share"] == pytest.approx(1, abs=1e-4)


def test_a_circle_inside_a_ring_is_whole_and_a_ring_inside_a_circle_too():
    x, y = np.array([-2, 2, 2, -2, -2.0]), np.array([-2, -2, 2, 2, -2.0])
    inside, around = _area_within(x, y, np.array([1.0, 5.0]))
    assert inside == pytest.approx(math.pi)
    assert around == pytest.approx(16)


def test_a_circle_on_the_edge_of_a_ring_is_half():
    x, y = np.array([0, 9, 9, 0, 0.0]), np.array([-9, -9, 9, 9, -9.0])
    assert _area_within(x, y, np.array([3.0]))[0] == pytest.approx(math.pi * 9 / 2)


def test_a_ring_beside_the_circle_is_out_of_it():
    x, y = np.array([5, 6, 6, 5, 5.0]), np.array([5, 5, 6, 6, 5.0])
    assert _area_within(x, y, np.array([3.0]))[0] == pytest.approx(0, abs=1e-12)


def test_no_radius_gives_no_row():
    assert len(coverage_curve([], plan="cpv")) == 0


def test_a_plan_without_a_located_point_covers_nothing():
    points = read_gazetteer()
    nowhere = points[points["id"] == "cpv-north-05"]
    curve = coverage_curve([30 * MILE_M], plan="cpv", points=nowhere)
    assert curve["union_km2"].tolist() == [0]


def test_a_single_point_has_the_curve_of_its_disc():
    points = read_gazetteer()
    daegu = points[points["id"] == "unc-south-10"]
    (row,) = coverage_curve([5000], plan="unc", points=daegu).to_dict("records")
    assert row["south_km2"] == pytest.approx(math.pi * 25, rel=1e-4)


@pytest.mark.parametrize(
    ("radii_m", "plan", "says"),
    [([-1], "unc", "radius"), ([4e5], "unc", "radius"), ([1], "atlantis", "'atlantis'")],
)
def test_what_has_no_curve_is_refused(radii_m, plan, says):
    with pytest.raises(KoreaMapError, match=says):
        coverage_curve(radii_m, plan=plan)

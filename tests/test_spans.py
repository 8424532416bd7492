"""How much of each half a plan covers at least, at most and with the certain names alone."""

import dataclasses

import pytest
from told import content

from korea_map import coverage, coverage_spans, read_proposals, zones
from korea_map.errors import KoreaMapError
from korea_map.facts import ALL
from korea_map.geodesy import area_km2, geodesic_discs
from korea_map.model import Certainty
from korea_map.spans import count_open, disc_km2, find_most
from korea_map.webmap.content import Content


@pytest.fixture(scope="module")
def table():
    return coverage_spans().set_index(["plan", "list"])


def changed(**columns):
    """The records with some columns of every toponym changed."""
    dataset = content().dataset
    toponyms = tuple(dataclasses.replace(t, **columns) for t in dataset.toponyms)
    return Content(dataclasses.replace(dataset, toponyms=toponyms), content().miles)


@pytest.mark.parametrize("radius_m", [100, 5000, 48_280.32, 300_000])
def test_a_disc_on_its_own_is_never_told_too_small(radius_m):
    (disc,) = geodesic_discs([127], [38], radius_m, vertices=3600)
    assert area_km2(disc) < disc_km2(radius_m) < 1.0003 * area_km2(disc)


def test_the_most_is_a_disc_more_for_each_open_point_up_to_all_land():
    assert find_most(0.25, 0, 100, 1000) == 0.25
    assert find_most(0.25, 3, 100, 1000) == pytest.approx(0.55)
    assert find_most(0.25, 8, 100, 1000) == 1


def test_the_table_is_that_of_coverage_with_columns_at_its_end(table):
    plain = coverage().set_index(["plan", "list"])
    assert list(table)[: len(plain.columns)] == list(plain)
    assert table[list(plain)].equals(plain)
    added = {
        f"{half}_{which}_share" for half in ("north", "south") for which in ("most", "certain")
    }
    assert set(table) - set(plain) == added


def test_the_figures_of_the_review_are_found_again(table):
    wide = table.loc[("unc", "both")]
    told = [wide[f"north{which}_share"] for which in ("", "_most", "_certain")]
    assert told == pytest.approx([0.239, 0.718, 0.170], abs=0.001)
    assert wide["south_share"] == wide["south_most_share"] == pytest.approx(0.591, abs=0.001)
    assert wide["south_certain_share"] == pytest.approx(0.457, abs=0.001)


def test_what_is_certain_is_within_the_least_and_that_within_the_most(table):
    for half in ("north", "south"):
        least, most = table[f"{half}_share"], table[f"{half}_most_share"]
        assert (table[f"{half}_certain_share"] <= least + 1e-9).all()
        assert (least <= most).all()
        assert (most <= 1).all()


def test_an_entry_without_a_place_counts_among_the_open_points(table):
    dataset = content().dataset
    unplaced = [t for t in dataset.toponyms if t.lat is None]
    if not unplaced:
        pytest.skip("every entry has a place")
    (one, *_) = (p for p in dataset.proposals if p.id == unplaced[0].list)
    drawn = zones(plan=one.plan)
    more = table.loc[(one.plan, "both")]
    added = more[f"{one.territory}_most_share"] - more[f"{one.territory}_share"]
    land_km2 = content().lands_km2[one.territory]
    points = one.points_claimed - (drawn["territory"] == one.territory).sum()
    radius_m = drawn["radius_m"].max()
    assert points >= 1
    assert added * land_km2 == pytest.approx(points * disc_km2(radius_m))


def test_a_point_that_is_left_out_of_the_zones_is_open(table):
    drawn = zones(plan="unc")
    without = coverage_spans(drawn[drawn["toponym"] != "Khekido"]).set_index("list").loc["both"]
    before = table.loc[("unc", "both")]
    assert without["north_share"] < before["north_share"]
    assert without["north_most_share"] > before["north_most_share"]
    assert without["north_certain_share"] == pytest.approx(before["north_certain_share"])


def test_the_radius_that_is_tried_is_that_of_the_open_points_too():
    tried = coverage_spans(zones(plan="unc", radius=5)).set_index("list").loc["both"]
    added = (tried["north_most_share"] - tried["north_share"]) * content().lands_km2["north"]
    open_points = content().open_points["unc"]["north"]
    assert added == pytest.approx(open_points * disc_km2(5000))


def test_what_is_no_table_of_zones_with_lists_is_refused():
    with pytest.raises(KoreaMapError, match="the zones have no column certainty, list"):
        coverage_spans(zones().drop(columns=["list", "certainty"]))
    with pytest.raises(
        KoreaMapError, match="the list 'armistice-1953-north' has no points_claimed"
    ):
        coverage_spans(proposals=read_proposals().drop(columns="points_claimed"))


def test_points_are_open_in_the_half_of_their_list_or_in_either():
    dataset = content().dataset
    for plan in content().zone_plans:
        lists = list(content().lists_of(plan).values())
        for side, number in count_open(lists, dataset.toponyms, dataset.sides).items():
            facts = [content().facts[f"{plan.id}.{side}.{name}"] for name in ("claimed", "named")]
            assert number == facts[0].value - facts[1].value
        whole = [dataclasses.replace(one, territory=None) for one in lists]
        every = sum(one.points_claimed for one in lists) - content().facts[f"{plan.id}.named"].value
        for sides in (dataset.sides, (ALL,)):
            assert set(count_open(whole, dataset.toponyms, sides).values()) == {every}


def test_a_list_with_more_rows_than_it_claims_has_no_open_points():
    dataset = content().dataset
    lists = [dataclasses.replace(one, points_claimed=0) for one in dataset.proposals]
    assert set(count_open(lists, dataset.toponyms, dataset.sides).values()) == {0}


def test_the_page_has_the_figures_of_the_table(table):
    for plan, radius in content().radii.items():
        for side, one in content().spans(plan, radius.built_m).items():
            row = table.loc[(plan, "both")]
            assert one.least == pytest.approx(row[f"{side}_share"], rel=0.001)
            assert one.most == pytest.approx(row[f"{side}_most_share"], rel=0.001)
            certain = one.least if one.certain is None else one.certain
            assert certain == pytest.approx(row[f"{side}_certain_share"], rel=0.001)
            assert content().facts[f"{plan}.{side}.most"].value == one.most
            assert content().facts[f"{plan}.{side}.certain"].value == certain


def test_where_all_are_certain_nothing_is_said_of_the_certain_alone():
    sure = changed(certainty=Certainty.CERTAIN)
    assert sure.certain_curves == {}
    for plan, radius in sure.radii.items():
        spans = sure.spans(plan, radius.built_m)
        assert {one.certain for one in spans.values()} == {None}
        assert sure.language("en").alone(spans) == ""
    assert sure.facts["unc.north.certain"].value == sure.facts["unc.north.share"].value


def test_where_none_is_certain_the_certain_alone_are_nothing():
    unsure = changed(certainty=Certainty.UNCERTAIN)
    for plan, radius in unsure.radii.items():
        assert {one.certain for one in unsure.spans(plan, radius.built_m).values()} == {0}

"""What a map shows follows from the records in memory: circles, figures and words alike."""

import dataclasses

import pytest

from korea_map.errors import ChoiceError, UnitError
from korea_map.facts import ALL, Kind
from korea_map.geodesy import NAUTICAL_MILE_M, STATUTE_MILE_M, WGS84, WIDEST_ZONE_M, distance_m
from korea_map.model import PlanKind
from korea_map.webmap.content import Content, read_content
from korea_map.webmap.figure import draw_figure
from korea_map.webmap.page_data import describe_page, describe_slider
from korea_map.webmap.radii import slider_step


@pytest.fixture(scope="module")
def content():
    return read_content()


def with_radius(content: Content, plan: str, value: float, unit: str) -> Content:
    """Return a content in which a plan states another radius."""
    proposals = tuple(
        dataclasses.replace(one, radius=value, radius_unit=unit) if one.plan == plan else one
        for one in content.dataset.proposals
    )
    return dataclasses.replace(
        content, dataset=dataclasses.replace(content.dataset, proposals=proposals)
    )


def with_view(content: Content, **areas) -> Content:
    """Return a content whose document states another view or figure."""
    document = dataclasses.replace(content.dataset.document, **areas)
    return dataclasses.replace(
        content, dataset=dataclasses.replace(content.dataset, document=document)
    )


def widest(content: Content) -> str:
    return max(content.radii, key=lambda plan: content.radii[plan].built_m)


def test_a_radius_replaced_in_memory_moves_circles_figures_and_words(content):
    plan = widest(content)
    other = with_radius(content, plan, 12, "km")
    zone = other.zones[other.zones["plan"] == plan].iloc[0]
    centre = other.points.set_index("id").geometry[zone["id"]]
    x, y = zone.geometry.exterior.coords[0]
    assert WGS84.inv(centre.x, centre.y, x, y)[2] == pytest.approx(12_000, abs=1)
    side = content.dataset.sides[0]
    share = f"{plan}.{side}.share"
    assert other.facts[share].value < content.facts[share].value
    words = other.language("en")
    assert "12 kilometres" in words.text(f"plan.{plan}.figure")
    assert "12 kilometres" in draw_figure(other, words).standalone
    page = describe_page(other, "en")
    (described,) = (one for one in page["plans"] if one["id"] == plan)
    assert described["readings"] == {"": [12_000, "km"]}
    assert 12_000 in page["coverage"]["curve"][plan]["radius_m"]
    assert 12_000 in [mark["metres"] for mark in page["slider"]["marks"]]


def test_a_mile_of_no_kind_is_read_in_both_ways_and_built_in_one(content):
    other = with_radius(content, widest(content), 10, "mile")
    radius = other.radii[widest(content)]
    assert radius.readings == {"statute": 10 * STATUTE_MILE_M, "nautical": 10 * NAUTICAL_MILE_M}
    assert radius.built_m == 10 * STATUTE_MILE_M
    at_sea = dataclasses.replace(other, miles="nautical").radii[widest(content)]
    assert at_sea.built_m == 10 * NAUTICAL_MILE_M


@pytest.mark.parametrize("unit", ["statute_mile", "nautical_mile", "km", "m", "yard"])
def test_a_unit_that_is_said_is_read_in_one_way(content, unit):
    radius = with_radius(content, widest(content), 9, unit).radii[widest(content)]
    assert list(radius.readings) == [None]
    assert radius.readings[None] == radius.built_m


def test_the_slider_runs_to_twice_the_widest_radius(content):
    plan = widest(content)
    assert with_radius(content, plan, 40, "km").reach_m == pytest.approx(80_000)
    assert with_radius(content, plan, 20, "mile").reach_m == pytest.approx(40 * STATUTE_MILE_M)


def test_the_slider_ends_where_the_page_can_draw_no_more(content):
    assert with_radius(content, widest(content), 290, "km").reach_m == WIDEST_ZONE_M


@pytest.mark.parametrize(("apart_m", "marks"), [(0, 1), (0.0004, 1), (0.002, 2)])
def test_radii_that_only_rounding_tells_apart_are_one_mark(content, apart_m, marks):
    first, *others = (plan.id for plan in content.zone_plans)
    same = with_radius(content, first, 30, "statute_mile")
    for plan in others:
        same = with_radius(same, plan, 30 * STATUTE_MILE_M + apart_m, "m")
    assert len(describe_slider(same)["marks"]) == marks


def test_every_reading_of_a_radius_is_a_node_of_its_curve(content):
    for plan, radius in content.radii.items():
        nodes = content.curves[plan]["radius_m"].to_numpy()
        assert len(nodes) > 60
        assert nodes[0] == 0
        assert nodes[-1] == pytest.approx(content.reach_m)
        for metres in radius.readings.values():
            assert abs(nodes - metres).min() < 1e-6


def test_all_land_is_the_sum_of_the_halves(content):
    halves = [half.id for half in content.dataset.basemap.halves]
    assert content.lands_km2[ALL] == pytest.approx(sum(content.lands_km2[h] for h in halves))
    covered = content.cover(widest(content), 30_000)
    assert covered[f"{ALL}_km2"] == pytest.approx(sum(covered[f"{h}_km2"] for h in halves))
    assert covered[f"{ALL}_share"] == pytest.approx(covered[f"{ALL}_km2"] / content.lands_km2[ALL])


def test_zones_are_small_below_a_hundredth_of_the_view(content):
    plan = widest(content)
    ten_degrees = with_view(content, view=(122.0, 33.0, 132.0, 43.0))
    assert with_radius(ten_degrees, plan, 11.0, "km").is_small(plan)
    assert not with_radius(ten_degrees, plan, 11.2, "km").is_small(plan)


def test_the_view_is_what_the_document_says_or_what_its_zones_need(content):
    stated = (124.0, 34.0, 130.0, 42.0)
    assert with_view(content, view=stated).view == stated
    found = with_view(content, view=None)
    west, south, east, north = found.view
    zones = found.zones.total_bounds
    assert west < zones[0] < zones[2] < east
    assert south < zones[1] < zones[3] < north
    assert (zones[0] - west) / (zones[2] - zones[0]) == pytest.approx(0.15)
    assert (north - zones[3]) / (zones[3] - zones[1]) == pytest.approx(0.15)


def test_about_a_zone_that_stands_alone_ten_kilometres_are_shown(content):
    alone = next(one for one in content.dataset.toponyms if one.lat is not None)
    plan = next(one.plan for one in content.dataset.proposals if one.id == alone.list)
    small = with_radius(content, plan, 1, "km")
    small = with_view(
        dataclasses.replace(small, dataset=dataclasses.replace(small.dataset, toponyms=(alone,))),
        view=None,
    )
    west, south, east, north = small.view
    zone = small.zones.total_bounds
    middle = (zone[0] + zone[2]) / 2, (zone[1] + zone[3]) / 2
    for edge, of_zone in (
        ((west, middle[1]), (zone[0], middle[1])),
        ((east, middle[1]), (zone[2], middle[1])),
        ((middle[0], south), (middle[0], zone[1])),
        ((middle[0], north), (middle[0], zone[3])),
    ):
        assert distance_m(*edge, *of_zone) == pytest.approx(10_000, rel=0.2)


def test_the_figure_shows_the_view_unless_the_document_says_otherwise(content):
    assert with_view(content, figure=None).frame == content.view
    assert with_view(content, figure=(1.0, 2.0, 3.0, 4.0)).frame == (1.0, 2.0, 3.0, 4.0)


def test_lists_come_in_the_order_of_the_ground_and_toponyms_in_theirs(content):
    for plan in content.dataset.plans:
        lists = content.lists_of(plan)
        assert list(lists) == [side for side in content.dataset.sides if side in lists]
        for one in lists.values():
            positions = [toponym.position for toponym in content.toponyms_of(one)]
            assert positions == sorted(positions)


def test_plans_are_of_zones_or_of_points(content):
    assert {plan.id for plan in content.zone_plans} == set(content.radii)
    kinds = {plan.kind for plan in content.point_plans}
    assert kinds <= {PlanKind.POINTS}
    every = [*content.zone_plans, *content.point_plans]
    assert sorted(plan.id for plan in every) == sorted(p.id for p in content.dataset.plans)


def test_a_language_that_the_page_lacks_is_named_with_those_that_it_has(content):
    known = ", ".join(sorted(content.languages))
    with pytest.raises(ChoiceError, match=f"'xx'; there are {known}"):
        content.language("xx")
    assert content.language(None).tag == content.dataset.document.lang


def test_a_language_is_named_in_capitals_or_small_letters(content):
    for tag in content.languages:
        assert content.language(tag.upper()).tag == tag


def test_a_mile_that_is_none_is_refused():
    with pytest.raises(UnitError, match="roman"):
        read_content(miles="roman")


def test_facts_have_values_where_the_tables_say_them(content):
    for name, fact in content.facts.items():
        if fact.kind in (Kind.SHARE, Kind.AREA):
            assert fact.value is not None, name
            assert fact.value >= 0, name


def test_the_unit_of_the_slider_is_that_of_the_widest_zones(content):
    plan = widest(content)
    assert with_radius(content, plan, 30, "mile").slider_unit.code == "mi"
    assert with_radius(content, plan, 40_000, "m").slider_unit.code == "m"


def test_the_slider_marks_every_reading_of_every_radius_once(content):
    slider = describe_slider(with_radius(content, widest(content), 30, "mile"))
    marked = [mark["metres"] for mark in slider["marks"]]
    assert marked == sorted(set(marked))
    assert {30 * STATUTE_MILE_M, 30 * NAUTICAL_MILE_M} <= set(marked)
    assert {"mi", "nmi"} <= {mark["unit"] for mark in slider["marks"]}


@pytest.mark.parametrize(("most", "step"), [(60, 0.1), (96.56, 0.1), (6, 0.01), (52_800, 100)])
def test_a_slider_has_round_steps(most, step):
    assert slider_step(most) == pytest.approx(step)


def test_the_page_has_words_for_the_numbers_that_some_fact_has_and_no_others(content):
    page = describe_page(content, "en")
    values = {f"{fact[1]:g}" for fact in page["facts"].values() if isinstance(fact[1], int | float)}
    for tag, texts in page["messages"].items():
        of_page, of_all = (
            {key.partition(".")[2] for key in some if key.startswith("number.")}
            for some in (texts, content.languages[tag].catalogue)
        )
        assert of_page == of_all & values
        assert of_all - values


def test_the_page_holds_the_sources_of_the_document_and_what_it_cites_of_the_ground(content):
    dataset = content.dataset
    own = {key for key in dataset.own_sources if not dataset.sources[key].of_ground}
    assert own | dataset.cited <= set(content.sources)
    assert dataset.document.source in content.sources


def test_a_source_of_the_ground_is_on_the_page_only_where_something_there_cites_it(content):
    dataset = content.dataset
    of_ground = {key for key, one in dataset.sources.items() if one.of_ground}
    assert "wikipedia-1945" in of_ground - dataset.cited
    assert not (of_ground - dataset.cited) & set(content.sources)
    first, *others = dataset.toponyms
    cited = dataclasses.replace(first, evidence=f"{first.evidence} So wikipedia-1945[text].")
    other = dataclasses.replace(dataset, toponyms=(cited, *others))
    assert "wikipedia-1945" in dataclasses.replace(content, dataset=other).sources

"""Other radii in a real browser: sliders, their marks, miles and units, zones as computed."""

import itertools

import pytest
from told import (
    MILE_M,
    WIDE,
    ZONED,
    content,
    covered,
    drawn,
    expected_shares,
    lay_out,
    located,
    near,
    points,
    say,
    shares,
)

from korea_map import coverage, zones
from korea_map.geodesy import UNITS, WGS84, find_unit
from korea_map.rounding import say_above

pytestmark = pytest.mark.browser

RADII = content().radii
OPEN = [plan for plan in ZONED if len(RADII[plan].readings) > 1]
"""Plans whose mile may be one or another."""


UNIT_OF = {unit.code: name for name, unit in UNITS.items()}


def length(metres, code):
    """A length as the page tells it beside a slider."""
    unit = UNIT_OF[code]
    return content().language(None).length(round(metres / find_unit(unit).metres, 1), unit)


def test_a_what_if_says_that_it_is_one(visit):
    tab = visit(tail=f"#radius={WIDE}:7km&unit=km&view=side")
    said = say("whatif.applied", length=length(7000, "km"))
    assert tab.locator(f".plan-{WIDE} .applied").inner_text() == said
    assert said in tab.locator(".side-title").first.inner_text()
    for plan in ZONED[1:]:
        assert tab.locator(f".plan-{plan} .applied").is_hidden()
    tab.locator("#reset").click()
    assert tab.locator(".applied:visible").count() == 0
    assert drawn(tab, WIDE) == len(located(WIDE))


@pytest.mark.parametrize("plan", ZONED)
@pytest.mark.parametrize("miles", [2, 17, 41.5, 60])
def test_the_slider_shows_the_coverage_of_its_radius(visit, plan, miles):
    metres = min(miles * MILE_M, content().reach_m)
    tab = visit(tail=f"#radius={plan}:{metres / 1000:.3f}km")
    table = coverage(zones(plan=plan, radius=metres / 1000, unit="km")).set_index("list")
    expected = expected_shares(table.loc["both"])
    at_page = tab.evaluate(
        "given => koreaMap.panel.figures(koreaMap.page.data, ...given)", [plan, metres]
    )
    sides = content().dataset.sides
    assert [100 * at_page[side] for side in sides] == pytest.approx(expected, abs=0.2)
    assert shares(tab, plan) == pytest.approx(expected, abs=0.7)


def test_the_slider_moves_zones_and_figures_at_once(visit):
    first = located(WIDE).iloc[0]["id"]
    zone = f"path[data-point='{first}']"
    tab = visit()
    own = tab.locator(zone).bounding_box()["width"]
    before = shares(tab, WIDE)
    slider, value = tab.locator(f"#radius-{WIDE}"), tab.locator(f"#value-{WIDE}")
    started, step = value.inner_text(), float(slider.get_attribute("step"))
    end = float(slider.get_attribute("max"))
    slider.focus()
    tab.keyboard.press("End")
    assert tab.locator(zone).bounding_box()["width"] > 1.5 * own
    assert all(now > then for now, then in zip(shares(tab, WIDE), before, strict=True))
    assert float(slider.input_value()) == end
    for keys, less in (("ArrowLeft", 10), ("Shift+ArrowUp", 9), ("ArrowDown", 19)):
        tab.keyboard.press(keys)
        assert float(slider.input_value()) == pytest.approx(end - less * step)
    unit = content().slider_unit
    at = float(slider.input_value())
    assert value.inner_text().startswith(length(at * unit.metres, unit.code))
    tab.keyboard.press("Home")
    assert set(shares(tab, WIDE)) == {0}
    tab.locator("#reset").click()
    assert value.inner_text() == started


@pytest.mark.parametrize("plan", ZONED)
def test_the_marks_of_the_slider_are_the_radii_of_the_documents(visit, plan):
    tab = visit()
    stated = {round(m, 3) for radius in RADII.values() for m in radius.readings.values()}
    own = {round(metres, 3) for metres in RADII[plan].readings.values()}
    marked = []
    for button in tab.locator(f".slider-{plan} .marks button").all():
        button.click()
        marked.append(tab.evaluate("plan => koreaMap.page.derived().metres[plan]", plan))
    assert marked == sorted(marked)
    assert own <= {round(metres, 3) for metres in marked} <= stated


def test_marks_of_the_slider_stand_at_their_radius_and_do_not_touch(visit):
    for lang in content().languages:
        tab = visit(tail=f"?lang={lang}", size=(360, 740))
        boxes = tab.locator(f".slider-{WIDE} .marks button").evaluate_all(
            "nodes => nodes.map(n => n.getBoundingClientRect()).map(b => [b.left, b.right])"
        )
        assert all(left < right for left, right in boxes)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(boxes))
        at = tab.locator(f".slider-{WIDE} .marks button").evaluate_all(
            "nodes => nodes.map(n => [n.style.getPropertyValue('--at'), n.dataset.metres])"
        )
        assert at
        for place, metres in at:
            assert float(place) == pytest.approx(float(metres) / content().reach_m, abs=1e-4)


@pytest.mark.skipif(not OPEN, reason="the document leaves no mile open")
def test_a_nautical_mile_is_longer(visit):
    plan = OPEN[0]
    tab = visit()
    statute = shares(tab, plan)
    tab.locator("input[name=miles][value=nautical]").check()
    assert shares(tab, plan) == [
        near(share) for share in expected_shares(covered(miles="nautical").loc[plan])
    ]
    assert all(a > b for a, b in zip(shares(tab, plan), statute, strict=True))
    first = located(plan).iloc[0]["id"]
    spoken = tab.locator(f"path[data-point='{first}']").get_attribute("aria-label")
    assert content().language(None).length(RADII[plan].value, "nautical_mile") in spoken


def test_the_table_of_coverage_has_a_row_for_each_reading_of_a_radius(visit):
    found = lay_out(visit()).locator(".coverage-table tbody tr").all_inner_texts()
    readings = [(plan, mile) for plan in ZONED for mile in RADII[plan].readings]
    assert len(found) == len(readings)
    for row, (plan, mile) in zip(found, readings, strict=True):
        table = covered(miles=mile) if mile else covered()
        assert say(f"plan.{plan}.figure") in row
        for share in expected_shares(table.loc[plan]):
            assert content().language(None).percent(share / 100) in row


def test_units_follow_the_switch(visit):
    tab = visit(tail=f"#radius={WIDE}:10km")
    for unit in ("km", "nmi", "mi"):
        tab.locator(f"input[name=unit][value={unit}]").check()
        assert tab.locator(f"#value-{WIDE}").inner_text().startswith(length(10_000, unit))


def metres_between(vertices, polygon):
    """How far each [lat, lon] of the page is from the vertex of the built zone."""
    lats, lons = zip(*vertices, strict=True)
    x, y = zip(*polygon.exterior.coords[:-1], strict=True)
    return WGS84.inv(lons, lats, x, y)[2]


@pytest.mark.parametrize("miles", ["statute", "nautical"])
def test_circles_of_the_page_are_the_zones_of_the_build(visit, miles):
    tab = visit()
    centres = points().geometry
    for point, zone in zones(miles=miles).set_index("id").iterrows():
        centre = [centres[point].y, centres[point].x, zone["radius_m"], 360]
        vertices = tab.evaluate("(centre) => koreaMap.geodesic.circle(...centre)", centre)
        assert max(metres_between(vertices, zone.geometry)) < 5


def test_the_page_draws_the_zones_of_the_build(visit):
    tab = visit()
    for point, zone in zones().set_index("id").iterrows():
        vertices = tab.evaluate("id => koreaMap.page.view.vertices(id)", point)
        assert max(metres_between(vertices, zone.geometry)) < 1


def test_a_radius_just_beyond_the_widest_is_told_as_more():
    assert say_above(300.0001, 300) == "300.0001"
    assert say_above(300.00000000001, 300) == "300.00000000001"
    assert say_above(300.024, 300) == "300.024"

"""The guided walk in a real browser: each step, its link, its keys."""

import pytest
from told import (
    PLANS,
    STEPS,
    WIDE,
    ZONED,
    content,
    covered,
    doubtful,
    drawn,
    located,
    near,
    say,
    shares,
)

pytestmark = pytest.mark.browser

LAST = len(STEPS)


def step_that_tells_a_share():
    """A step whose text holds the share of a plan that it shows: its number, plan and side."""
    for number, name, show in STEPS:
        text = content().language(None).catalogue[f"step.{name}.text"]
        for plan in ZONED:
            for side in content().dataset.sides:
                if plan in show and f"{{{plan}.{side}.share}}" in text:
                    return number, name, plan, side
    pytest.skip("no step tells a share")
    return None


@pytest.mark.parametrize(("step", "name", "show"), STEPS)
def test_each_step_has_its_link_and_its_words(visit, step, name, show):
    tab = visit(tail=f"#step={name}")
    assert tab.evaluate("location.hash") in (f"#step={step}", f"#step={name}")
    assert tab.locator("#walk-count").inner_text() == say("walk.count", step=step, count=LAST)
    assert tab.locator("#walk-title").inner_text() == say(f"step.{name}.title")
    assert tab.locator("#walk-text").inner_text() == say(f"step.{name}.text")
    checked = tab.locator("input[name=show]:checked").evaluate_all("l => l.map(i => i.value)")
    assert checked == show
    tab.keyboard.press("Escape")
    assert tab.locator("#walk").is_hidden()
    assert tab.evaluate("location.hash") == ""


@pytest.mark.parametrize(("step", "name", "show"), STEPS)
def test_a_step_is_reached_by_its_number_too(visit, step, name, show):
    tab = visit(tail=f"#step={step}")
    assert tab.locator("#walk-title").inner_text() == say(f"step.{name}.title")
    for plan in ZONED:
        assert drawn(tab, plan) == (len(located(plan)) if plan in show else 0)


def test_the_walk_is_stepped_by_keyboard(visit):
    tab = visit()
    tab.locator("#start-walk").focus()
    tab.keyboard.press("Enter")
    for step in range(1, LAST):
        assert tab.evaluate("location.hash") == f"#step={step}"
        tab.keyboard.press("ArrowRight")
    assert tab.evaluate("location.hash") == f"#step={LAST}"
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("location.hash") == f"#step={LAST - 1}"


def test_the_button_says_how_many_steps_there_are(visit):
    assert say("action.walk", count=LAST) in visit().locator("#start-walk").inner_text()


def test_skip_links_lead_past_the_zones_in_the_order_of_the_page(visit):
    tab = visit()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => document.activeElement.id === 'start-walk'")
    ordered = tab.evaluate(
        """() => [...document.querySelectorAll("a.skip")].map((link) =>
            document.querySelector(link.hash)).every((node, index, all) => index === 0 ||
            all[index - 1].compareDocumentPosition(node) === Node.DOCUMENT_POSITION_FOLLOWING)"""
    )
    assert ordered
    tab.evaluate("koreaMap.page.goTo(2)")
    tab.locator("a.skip[href='#start-walk']").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "walk-title"


def test_the_tools_of_the_map_come_before_its_zones(visit):
    first = visit().evaluate(
        """() => [...document.querySelectorAll("#map_korea [tabindex='0'], #map_korea button")]
            .map((node) => node.tagName).indexOf("path")"""
    )
    assert first >= 7


def test_focus_is_kept_where_a_button_ends_its_work(visit):
    at = "document.activeElement.id || document.activeElement.tagName"
    tab = visit(tail=f"#step={LAST - 1}")
    tab.locator("#walk-next").click()
    assert tab.evaluate(at) == "walk-next"
    assert tab.locator("#walk-next").get_attribute("aria-disabled") == "true"
    tab.locator("#walk-next").click(force=True)
    assert tab.evaluate("location.hash") == f"#step={LAST}"
    tab.evaluate("koreaMap.page.goTo(2)")
    tab.locator("#walk-back").click()
    assert tab.evaluate(at) == "walk-back"
    tab = visit(tail=f"#radius={WIDE}:20mi")
    tab.locator("#reset").click()
    assert tab.evaluate(at) == f"radius-{WIDE}"
    tab = visit(tail="?embed")
    tab.locator("#show-full").click()
    assert tab.evaluate(at) == "H1"


def test_a_step_tells_the_documents_figures_whatever_radius_is_tried(visit):
    step, name, plan, side = step_that_tells_a_share()
    tab = visit(tail=f"#step={step}&radius={plan}:60mi")
    assert tab.locator("#walk-text").inner_text() == say(f"step.{name}.text")
    expected = 100 * covered().loc[plan][f"{side}_share"]
    assert near(expected) in shares(tab, plan)
    assert tab.locator(".applied:visible").count() == 0
    tab.evaluate("radius => koreaMap.page.change({ radius })", {plan: 90_000})
    assert tab.locator("#walk-text").inner_text() == say(f"step.{name}.text")


def test_a_step_is_told_in_the_mile_that_is_meant(visit):
    step, name, plan, _ = step_that_tells_a_share()
    tab = visit(tail=f"#step={step}")
    if tab.locator("input[name=miles]").count() == 0:
        pytest.skip("the document leaves no mile open")
    tab.locator("input[name=miles][value=nautical]").check()
    text = tab.locator("#walk-text").inner_text()
    assert text != say(f"step.{name}.text")
    assert tab.locator(f".plan-{plan} .figure").first.inner_text() in text


def test_side_by_side_leaves_the_walk_with_every_plan_with_zones(visit):
    step = next((number for number, _, show in STEPS if set(show) != set(ZONED)), LAST)
    tab = visit(tail=f"#step={step}")
    tab.locator("input[name=view][value=side]").check(force=True)
    assert tab.locator("#walk").is_hidden()
    assert tab.evaluate("location.hash") == "#view=side"
    for plan in ZONED:
        part = "#map_korea" if plan == PLANS[0] else "#map-side"
        assert drawn(tab, plan, part) == len(located(plan))


def test_a_card_leaves_the_steps_free_on_a_projector(visit):
    tab = visit(tail=f"#step=2&place={doubtful()['id']}", size=(1024, 768))
    assert tab.locator("#walk").is_hidden()
    tab.keyboard.press("Escape")
    assert tab.locator("#walk-next").is_visible()

"""What-if in a real browser: what is read, what is heard, and the map that stays in sight."""

import pytest
from told import WIDE, ZONED, boxes, content, lay_out, say

pytestmark = pytest.mark.browser

SLIDER = f"#radius-{WIDE}"
TOUCHED = """async ([id, count]) => {
    const slider = document.querySelector(id);
    let drawn = 0;
    const at = slider.value;
    slider.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    const times = new MutationObserver(() => { drawn += 1; });
    times.observe(document.querySelector("output"), { childList: true, characterData: true });
    for (let turn = 1; turn <= count; turn += 1) {
        slider.value = Number(at) - turn;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return drawn;
}"""


def value(tab, plan=WIDE):
    return tab.locator(f"#value-{plan}").inner_text()


@pytest.mark.parametrize("plan", ZONED)
def test_a_unit_that_is_chosen_is_read_at_once(visit, plan):
    tab = visit()
    own = tab.evaluate("koreaMap.page.derived().metres")
    language = content().language(None)
    for unit, name in (("km", "km"), ("nmi", "nautical_mile"), ("mi", "mile")):
        tab.locator(f"input[name=unit][value={unit}]").check()
        metres = {"km": 1000, "nmi": 1852, "mi": 1609.344}[unit]
        told = language.length(round(own[plan] / metres, 1), name)
        assert value(tab, plan).startswith(told)
        spoken = tab.locator(f"#radius-{plan}").get_attribute("aria-valuetext")
        assert spoken == value(tab, plan)
        assert tab.locator("#reset").is_hidden()
        assert tab.locator(".applied:visible").count() == 0


def test_the_way_back_to_the_documents_is_there_where_a_radius_is_another(visit):
    tab = visit(tail=f"#radius={WIDE}:20mi")
    assert tab.locator("#reset").is_visible()
    own = tab.locator(f".slider-{WIDE} .marks button").evaluate_all(
        """(nodes, own) => nodes.find((node) => Math.abs(node.dataset.metres - own) < 1).click()""",
        tab.evaluate("plan => koreaMap.page.derived().stated[plan]", WIDE),
    )
    assert own is None
    assert tab.locator("#reset").is_hidden()


def test_a_radius_is_heard_once(visit):
    tab = visit()
    slider = tab.locator(SLIDER)
    slider.focus()
    tab.keyboard.press("ArrowLeft")
    # by the slider itself, which has the focus
    assert slider.get_attribute("aria-valuetext") == value(tab)
    assert tab.locator("#live").inner_text() == ""
    assert tab.locator(f"#value-{WIDE}").get_attribute("aria-live") == "off"
    # by the page, where a button has it
    tab.locator(f".slider-{WIDE} .marks button").first.click()
    said = say("live.radius", plan=say(f"plan.{WIDE}.title"), value=value(tab))
    assert tab.locator("#live").inner_text() == said


def test_many_moves_of_a_slider_are_one_drawing_a_frame(visit):
    tab = visit()
    assert tab.evaluate(TOUCHED, [SLIDER, 20]) == 1


def test_what_does_not_change_is_not_written(visit):
    tab = visit()
    changed = tab.evaluate(
        """(plan) => {
            const changed = [];
            const watcher = new MutationObserver(() => {});
            watcher.observe(document.querySelector("main"), {
                subtree: true, childList: true, characterData: true, attributes: true });
            koreaMap.page.change({ radius: { [plan]: 20000 }, moving: true });
            watcher.takeRecords();
            koreaMap.page.change({ radius: { [plan]: 20000 }, moving: true });
            return watcher.takeRecords().filter(({ target }) => !target.closest?.(".leaflet-pane"))
                .map(({ target, attributeName }) => `${attributeName} ${target.outerHTML}`);
        }""",
        WIDE,
    )
    assert changed == []


@pytest.mark.parametrize("size", [(390, 844), (360, 740), (600, 400)])
def test_on_a_telephone_the_map_stays_in_sight_while_a_slider_is_used(visit, size):
    tab = lay_out(visit(size=size, reduced_motion="reduce"))
    slider = tab.locator(SLIDER)
    slider.scroll_into_view_if_needed()
    slider.focus()
    tab.keyboard.press("ArrowLeft")
    maps, own = boxes(tab, ".maps", f".slider-{WIDE}")
    assert maps[1] == 0
    assert maps[3] >= 0.4 * size[1]
    assert own[1] >= maps[3]
    assert own[1] < size[1]
    hit = tab.evaluate(
        "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.maps'))",
        [size[0] / 2, 0.38 * size[1]],
    )
    assert hit
    tab.wait_for_function("() => koreaMap.page.view.map.getSize().y < 0.45 * innerHeight")
    if size[0] < 400:  # the land ends at the sides of a strip that is as wide as a frame
        assert tab.evaluate("koreaMap.page.view.map.getBounds().contains(koreaMap.page.data.view)")
    # it goes back to its place when the reader turns to something else, and the page is as long
    long = tab.evaluate("document.documentElement.scrollHeight")
    tab.locator(".doubt [data-open]").first.focus()
    tab.wait_for_function("() => !document.documentElement.classList.contains('trying')")
    # but for the part of a pixel that a browser rounds
    assert abs(tab.evaluate("document.documentElement.scrollHeight") - long) <= 1
    tab.keyboard.press("Shift+Tab")
    slider.focus()
    tab.keyboard.press("ArrowLeft")
    assert boxes(tab, ".maps")[0][1] == 0
    tab.evaluate("document.getElementById('points').scrollIntoView({ behavior: 'instant' })")
    tab.wait_for_function("() => document.querySelector('.maps').getBoundingClientRect().top < 0")


def test_beside_the_map_it_stays_where_it_is(visit):
    tab = visit(size=(1366, 768))
    tab.locator(SLIDER).focus()
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("document.documentElement.classList.contains('trying')") is False

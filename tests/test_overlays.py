"""What lies over the map is whole, and the step keeps its place, in a real browser."""

import pytest
from told import STEPS, ZONED, boxes, doubtful, located, say

pytestmark = pytest.mark.browser

SIZES = [(390, 844), (768, 1024), (1366, 768)]
OVERLAYS = {
    "#card": f"#place={doubtful()['id']}",
    "#walk": f"#step={len(STEPS)}",
    "#legend": "",
}

PIERCED = """(selector) => {
    const node = document.querySelector(selector);
    const box = node.getBoundingClientRect();
    const strangers = [];
    let seen = 0;
    const left = Math.max(box.left, 0);
    const right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, innerHeight);
    // not the rounded corners
    for (let x = left + 7; x < right - 7; x += 9) {
        for (let y = top + 7; y < bottom - 7; y += 9) {
            const hit = document.elementFromPoint(x, y);
            seen += 1;
            if (!node.contains(hit)) strangers.push(hit?.outerHTML.slice(0, 80));
        }
    }
    return [seen, [...new Set(strangers)]];
}"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_hit_on_what_lies_over_the_map_hits_nothing_else(visit, size, overlay):
    tab = visit(size=size, tail=OVERLAYS[overlay], reduced_motion="reduce")
    tab.locator(overlay).wait_for()
    if overlay == "#legend":
        tab.evaluate("document.getElementById('legend').open = true")
    height = tab.evaluate("document.querySelector('.sheet').offsetHeight")
    hits = 0
    for part in (0, 0.2, 0.4, 0.6, 0.8):
        tab.evaluate("y => scrollTo({ top: y, behavior: 'instant' })", part * height)
        seen, strangers = tab.evaluate(PIERCED, overlay)
        assert strangers == [], part
        hits += seen
    assert hits > 100


def test_map_step_and_card_are_in_the_main_part_of_the_page(visit):
    tab = visit(tail=f"#step=1&place={doubtful()['id']}")
    assert tab.locator("main").count() == 1
    for part in ("#map_korea", "#walk", "#card", ".panel"):
        assert tab.locator(f"main {part}").count() == 1, part
    assert tab.locator(".stage #card, .stage #walk").count() == 0


@pytest.mark.parametrize("lang", [None, "ko"])
@pytest.mark.parametrize("size", [(390, 844), (360, 740), (1440, 900), (1024, 768)])
def test_the_buttons_of_the_walk_keep_their_place(visit, size, lang):
    tail = "#step=1" + (f"&lang={lang}" if lang else "")
    tab = visit(size=size, tail=tail, reduced_motion="reduce")
    tab.evaluate("koreaMap.page.goTo(1)")
    places = set()
    for _ in STEPS:
        back, forth, leave, text = boxes(tab, "#walk-back", "#walk-next", "#walk-leave", ".maps")
        # in one row, whole and in sight
        assert back[1] == forth[1] == leave[1]
        assert forth[3] <= size[1]
        assert leave[2] <= size[0]
        assert text[3] - text[1] > 0.3 * size[1]
        places.add((round(forth[0]), round(forth[1])))
        tab.evaluate("document.getElementById('walk-next').click()")
    assert len(places) == 1


@pytest.mark.parametrize("size", [(390, 844), (360, 740)])
def test_on_a_telephone_the_step_is_told_below_the_map_in_one_window(visit, size):
    tab = visit(size=size, reduced_motion="reduce")
    tab.evaluate("document.getElementById('start-walk').click()")
    tab.wait_for_function("() => document.querySelector('.scene').getBoundingClientRect().top < 1")
    maps, title, text, forth = boxes(tab, ".maps", "#walk-title", "#walk-text", "#walk-next")
    assert abs(maps[1]) < 1
    assert maps[3] <= title[1] < text[1] < forth[1] < size[1]
    assert title[3] < forth[1]


def test_a_step_is_heard_with_its_number_and_title(visit):
    tab = visit()
    tab.locator("#start-walk").click()
    title = tab.locator("#walk-title")
    assert tab.evaluate("document.activeElement.id") == "walk-title"
    assert title.get_attribute("aria-labelledby") == "walk-count walk-title"
    assert title.get_attribute("aria-describedby") == "walk-text"
    for step, name, _ in STEPS[1:]:
        tab.locator("#walk-next").click()
        said = tab.locator("#live").inner_text()
        for part in (
            say("walk.count", step=step, count=len(STEPS)),
            say(f"step.{name}.title"),
            say(f"step.{name}.text"),
        ):
            assert part in said
    assert tab.locator("#walk [aria-live]").count() == 0


def test_a_clicker_goes_through_the_walk_and_scrolls_where_there_is_none(visit):
    tab = visit(reduced_motion="reduce")
    tab.locator("#start-walk").click()
    scrolled = tab.evaluate("scrollY")
    for key, step in (("PageDown", 2), ("PageDown", 3), ("PageUp", 2), ("ArrowRight", 3)):
        tab.keyboard.press(key)
        assert tab.evaluate("koreaMap.page.state().step") == step
    assert tab.evaluate("scrollY") == scrolled
    tab.keyboard.press("Escape")
    assert tab.locator("#walk").is_hidden()
    tab.keyboard.press("PageDown")
    tab.wait_for_function("() => scrollY > 100")


@pytest.mark.parametrize("size", [(1024, 768), (390, 844)])
def test_a_card_over_a_step_says_that_the_walk_waits(visit, size):
    point = located(ZONED[0]).iloc[0]["id"]
    tab = visit(size=size, tail=f"#step=2&place={point}")
    back = tab.locator("#card .to-step")
    assert back.inner_text() == say("card.step", step=2)
    back.click()
    assert tab.locator("#card").is_hidden()
    assert tab.locator("#walk-next").is_visible()
    assert tab.locator("#walk-count").inner_text() == say("walk.count", step=2, count=len(STEPS))
    tab.evaluate("koreaMap.page.change({ step: null })")
    tab.evaluate("place => koreaMap.page.change({ place })", point)
    assert tab.locator("#card .to-step").count() == 0

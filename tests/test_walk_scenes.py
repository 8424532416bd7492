"""What each step of the walk draws, asks and moves, in a real browser."""

import hashlib

import pytest
from told import STEPS, ZONED, content, located, points, rows, say

from korea_map.gazetteer import split_list

pytestmark = pytest.mark.browser

TABLE = rows("steps")
LAST = len(STEPS)
ASKING = [
    (number, name)
    for number, name, _ in STEPS
    if content().language(None).has(f"step.{name}.answer")
]
STILL = {"reduced_motion": "reduce"}

# Every outline on the map that is not the ground, by the way it is drawn, and where it looks.
SCENE = """
() => {
  const shapes = [...document.querySelectorAll(
    "#map_korea .leaflet-pane path, #map_korea .margin *")].filter((node) => node.checkVisibility())
    .filter((node) => !node.closest(".ground, defs, use") && node.getAttribute("d") !== "M0 0")
    .map((node) => [node.getAttribute("class"), node.getAttribute("d"), node.getAttribute("r"),
      node.getAttribute("transform"), node.childElementCount ? "" : node.textContent]);
  const marks = [...document.querySelectorAll("#map_korea .mark")].map((node) => node.className);
  const { lat, lng } = koreaMap.page.view.map.getCenter();
  return {
    shapes: JSON.stringify([shapes, marks]),
    camera: [lat, lng, koreaMap.page.view.map.getZoom()].map((part) => part.toFixed(3)).join(),
  };
}
"""


LETTERS = "(node) => parseFloat(getComputedStyle(node).fontSize)"


def scene(tab):
    """What the map draws, where it looks, and what is said."""
    seen = tab.evaluate(SCENE)
    drawn = hashlib.sha256(seen["shapes"].encode()).hexdigest()[:12]
    text = tab.locator("#walk-title").inner_text() + tab.locator("#walk-text").inner_text()
    return {"drawn": drawn, "camera": seen["camera"], "text": text}


def rests(tab):
    """Wait until nothing moves by itself."""
    tab.wait_for_function("() => koreaMap.page.state().growing === null")
    tab.wait_for_function(
        """() => new Promise((done) => {
          const at = () => JSON.stringify(koreaMap.page.view.map.getCenter())
            + koreaMap.page.view.map.getZoom();
          const before = at();
          setTimeout(() => done(at() === before), 300);
        })"""
    )
    return tab


def test_the_steps_are_the_same_by_link_by_key_and_by_button_and_no_two_alike(visit):
    by_link = []
    for number, name, _ in STEPS:
        tab = rests(visit(tail=f"#step={name if number % 2 else number}", **STILL))
        by_link.append(scene(tab))
    tab = visit(**STILL)
    tab.locator("#start-walk").click()
    by_button = [scene(rests(tab))]
    for _ in range(LAST - 1):
        tab.locator("#walk-next").click()
        by_button.append(scene(rests(tab)))
    tab = visit(**STILL)
    tab.locator("#start-walk").focus()
    tab.keyboard.press("Enter")
    by_key = [scene(rests(tab))]
    for _ in range(LAST - 1):
        tab.keyboard.press("ArrowRight")
        by_key.append(scene(rests(tab)))
    assert by_link == by_button == by_key
    for part in ("drawn", "camera", "text"):
        assert len({one[part] for one in by_link}) == LAST, part


def test_zones_grow_from_their_points_and_shrink_from_another_radius(visit):
    growing = next(n for n, row in enumerate(TABLE, 1) if row["from"] == "0")
    shrinking = next(n for n, row in enumerate(TABLE, 1) if row["from"] not in ("", "0"))
    tab = visit()
    metres = "() => koreaMap.page.derived().metres"
    for step in (growing, shrinking):
        (plan, *_) = split_list(TABLE[step - 1]["show"])
        stated = tab.evaluate(metres)[plan]
        first = tab.evaluate(
            f"() => {{ koreaMap.page.goTo({step}); return koreaMap.page.derived().metres; }}"
        )[plan]
        start = TABLE[step - 1]["from"]
        expected = 0 if start == "0" else tab.evaluate(metres)[start]
        assert first == pytest.approx(expected)
        assert tab.locator(".applied:visible").count() == 0, "what grows is no what-if"
        rests(tab)
        assert tab.evaluate(metres)[plan] == pytest.approx(stated)
        assert tab.evaluate("location.hash") == f"#step={step}"


def test_a_share_on_two_coastlines_stands_beside_the_stated_radius_alone(visit):
    tab = visit(**STILL)
    told = """(growing) => {
        koreaMap.page.change({ growing });
        return [...document.querySelectorAll(".plans .coasts")].map((one) => one.textContent);
    }"""
    stated = tab.evaluate("() => koreaMap.page.derived().metres")
    resting = tab.evaluate(told, None)
    assert any(resting)
    for part in (0, 0.5, 1.7):
        assert not any(tab.evaluate(told, {plan: part * m for plan, m in stated.items()})), part
    assert tab.evaluate(told, stated) == resting


def test_with_reduced_motion_nothing_grows(visit):
    tab = visit(**STILL)
    for number, row in enumerate(TABLE, 1):
        if row["from"]:
            tab.evaluate(f"koreaMap.page.goTo({number})")
            assert tab.evaluate("koreaMap.page.state().growing") is None


def test_a_step_that_is_left_while_zones_grow_leaves_them_as_they_are_stated(visit):
    growing = next(n for n, row in enumerate(TABLE, 1) if row["from"] == "0")
    tab = visit()
    tab.evaluate(f"koreaMap.page.goTo({growing})")
    tab.keyboard.press("Escape")
    rests(tab)
    assert tab.evaluate(
        "(() => { const { metres, stated } = koreaMap.page.derived();"
        "return JSON.stringify(metres) === JSON.stringify(stated); })()"
    )


def test_the_answer_is_told_when_it_is_asked_for_and_stands_in_the_document(visit):
    assert ASKING, "a walk with a question"
    for number, name in ASKING:
        answer = say(f"step.{name}.answer")
        tab = visit(tail=f"#step={number}", **STILL)
        told = tab.locator("#walk .answer")
        assert told.inner_text() == ""
        choices = tab.locator("#walk .choices button")
        choices.nth(1).click()
        assert told.inner_text() == answer
        assert choices.nth(1).get_attribute("aria-pressed") == "true"
        tab.locator("#walk-next").click()
        tab.locator("#walk-back").click()
        assert tab.locator("#walk .answer").inner_text() == "", "asked anew, it is hidden anew"
        bare = visit(java_script_enabled=False, wait=False)
        assert bare.locator(f"#step-{name} .answer").text_content() == answer
        assert bare.locator(f"#step-{name} .answer").is_visible()


def test_without_scripts_every_step_is_told_with_its_figures(visit):
    tab = visit(java_script_enabled=False, wait=False)
    for _, name, _ in STEPS:
        step = tab.locator(f"#step-{name}")
        assert step.is_visible()
        assert say(f"step.{name}.title") in step.text_content()
        assert say(f"step.{name}.text") in step.text_content()


def test_doubts_are_shown_one_at_a_time_with_their_own_lines(visit):
    number = next(n for n, row in enumerate(TABLE, 1) if row["rivals"] == "each")
    tab = visit(tail=f"#step={number}", **STILL)
    lines = tab.locator("path.rival-line")
    assert lines.count() == 0
    shown = located(*split_list(TABLE[number - 1]["show"]))
    doubtful = shown[(shown["certainty"] != "certain") & shown["certainty"].notna()]
    chips = tab.locator("#walk [data-doubt]")
    assert chips.count() == doubtful["place_id"].nunique()
    for index in range(chips.count()):
        chip = chips.nth(index)
        chip.click()
        rivals = points().loc[chip.get_attribute("data-doubt"), "rivals"]
        assert lines.count() == len(rivals)
        assert tab.locator("#walk .doubted").inner_text().count(";") == len(rivals)
    chip.click()
    assert lines.count() == 0


def test_what_has_no_place_stands_beside_the_ground_once_for_each(visit):
    number = next(n for n, row in enumerate(TABLE, 1) if row["gaps"])
    tab = visit(tail=f"#step={number}", **STILL)
    of = content()
    shown = [plan for plan in of.dataset.plans if plan.id in split_list(TABLE[number - 1]["show"])]
    counted = [of.count(list(of.lists_of(plan).values())) for plan in shown]
    missing = sum(one["unnamed"] + one["unplaced"] for one in counted)
    assert tab.locator(".margin .gap").count() == missing > 0


def test_a_chain_is_told_letter_by_letter_and_every_letter_once(visit):
    number = next(n for n, row in enumerate(TABLE, 1) if row["chain"])
    tab = visit(tail=f"#step={number}", **STILL)
    links = content().chains[TABLE[number - 1]["chain"]]
    written = [
        "".join(tab.locator(f".letters tr:nth-child({row + 1}) td").all_inner_texts())
        for row in range(len(links))
    ]
    assert written == [link["text"] for link in links]
    columns = {
        tab.locator(f".letters tr:nth-child({row + 1}) [data-turn]").count()
        for row in range(1, len(links))
    }
    assert len(columns) == 1


def test_a_finger_that_wipes_over_the_words_turns_the_step(visit):
    tab = rests(visit(tail="#step=2", size=(390, 844), has_touch=True, **STILL))
    box = tab.locator("#walk-text").bounding_box()
    wipe = tab.context.new_cdp_session(tab)

    def swipe(by):
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind, at in (("touchStart", [x]), ("touchMove", [x + by]), ("touchEnd", [])):
            wipe.send(
                "Input.dispatchTouchEvent",
                {
                    "type": kind,
                    "touchPoints": [{"x": place, "y": y} for place in at],
                },
            )

    swipe(-120)
    tab.wait_for_function("() => location.hash === '#step=3'")
    swipe(120)
    tab.wait_for_function("() => location.hash === '#step=2'")
    swipe(-20)
    assert tab.evaluate("location.hash") == "#step=2"


def test_a_step_that_is_not_there_opens_no_walk(visit):
    for tail in (f"#step={LAST + 1}", "#step=nowhere", f"#present&step={LAST + 1}"):
        tab = visit(tail=tail)
        assert tab.locator("#walk").is_hidden()
        assert not tab.evaluate("document.documentElement.classList.contains('presenting')")


# before a class


def test_the_walk_is_presented_with_a_clicker(visit):
    tab = visit(tail="#present", size=(1366, 768), **STILL)
    assert tab.locator("#walk-title").inner_text() == say(f"step.{STEPS[0][1]}.title")
    for number, name, _ in STEPS[1:]:
        tab.keyboard.press("PageDown")
        assert tab.evaluate("location.hash") == f"#present&step={number}"
        assert tab.locator("#walk-title").inner_text() == say(f"step.{name}.title")
    tab.keyboard.press("PageDown")
    assert tab.evaluate("location.hash") == f"#present&step={LAST}"
    tab.keyboard.press("PageUp")
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("location.hash") == f"#present&step={LAST - 2}"
    tab.keyboard.press("Escape")
    assert tab.evaluate("location.hash") == ""
    assert tab.locator("h1").is_visible()


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
def test_presented_the_map_and_the_caption_fill_the_screen(visit, size):
    for step in range(1, LAST + 1):
        tab = visit(tail=f"#present&step={step}", size=size, **STILL)
        scene_box = tab.locator(".scene").bounding_box()
        assert (scene_box["width"], scene_box["height"]) == size
        letters = tab.locator("#walk-text").evaluate(LETTERS)
        assert letters >= 20
        walk = tab.locator("#walk").bounding_box()
        assert walk["y"] + walk["height"] <= size[1] + 1
        assert tab.locator("#walk").evaluate("(node) => node.scrollHeight <= node.clientHeight + 1")
        assert tab.locator("#map_korea").bounding_box()["height"] >= 0.4 * size[1]


def test_presented_the_names_on_the_map_are_larger(visit):
    def letters(tail):
        name = visit(tail=tail, **STILL).locator(".leaflet-names-pane .name .written").first
        return name.evaluate(LETTERS)

    assert letters("#present&step=2") == pytest.approx(1.6 * letters("#step=2"))


def test_b_makes_the_screen_black_until_the_next_key(visit):
    tab = visit(tail="#present&step=2", **STILL)
    black = "getComputedStyle(document.documentElement, '::after').position === 'fixed'"
    tab.keyboard.press("b")
    assert tab.evaluate(black)
    assert tab.locator("#live").inner_text() == say("present.black")
    assert tab.locator("#live").evaluate("(node) => !node.closest('[inert]')"), "it is heard"
    tab.keyboard.press("PageDown")
    assert not tab.evaluate(black)
    assert tab.evaluate("location.hash") == "#present&step=2"


def test_presented_an_answer_is_hidden_until_asked_for(visit):
    number, name = ASKING[0]
    tab = visit(tail=f"#present&step={number}", **STILL)
    assert tab.locator("#walk .answer").inner_text() == ""
    tab.keyboard.press("a")
    assert tab.locator("#walk .answer").inner_text() == say(f"step.{name}.answer")


def test_presented_nothing_out_of_sight_takes_the_focus(visit):
    tab = visit(tail="#present&step=2", size=(1366, 768), **STILL)
    for _ in range(40):
        tab.keyboard.press("Tab")
        assert tab.evaluate(
            "document.activeElement === document.body"
            " || document.querySelector('.scene').contains(document.activeElement)"
        )


def test_the_button_presents_from_the_first_step(visit):
    tab = visit(size=(1366, 768), **STILL)
    tab.locator("#start-present").click()
    assert tab.evaluate("location.hash") == "#present&step=1"
    tab.go_back()
    tab.wait_for_function("() => location.hash === ''")
    assert not tab.evaluate("document.documentElement.classList.contains('presenting')")


# what moves with the map


TINTED = """
(plan) => {
  const outlines = [...document.querySelectorAll(`#map_korea path.zone-${plan}`)]
    .map((node) => node.getAttribute("d"));
  return [document.querySelector(`.leaflet-plan-${plan}-pane path.tinted`).getAttribute("d"),
    outlines.join("") || "M0 0"];
}
"""


def test_the_ground_inside_the_zones_stays_with_them_when_the_map_glides(visit):
    """With motion, as most readers have it: a zoom by button, then every step by key."""
    tab = visit()
    tab.locator(".pad-zoom-in").click()
    for step in range(LAST + 1):
        if step:
            tab.evaluate(f"koreaMap.page.goTo({step})")
        rests(tab)
        for plan in ZONED:
            if tab.locator(f"#map_korea .leaflet-plan-{plan}-pane path.tinted").count():
                tint, outlines = tab.evaluate(TINTED, plan)
                assert tint == outlines, (step, plan)


def test_whatever_is_asked_for_ends_the_growing(visit):
    growing = next(n for n, row in enumerate(TABLE, 1) if row["from"])
    stated = """(() => {
        const { metres, stated } = koreaMap.page.derived();
        return koreaMap.page.state().growing === null
            && JSON.stringify(metres) === JSON.stringify(stated);
    })()"""
    tab = visit()
    for act in ("{ lang: 'ko' }", "{ step: null, show: [] }", "{ rivals: true }"):
        tab.evaluate(f"koreaMap.page.goTo({growing})")
        assert tab.evaluate("koreaMap.page.state().growing !== null")
        tab.evaluate(f"koreaMap.page.change({act})")
        assert tab.evaluate(stated)
        rests(tab)
        assert tab.evaluate(stated)


def test_what_a_reader_changes_in_a_step_is_in_the_link(visit):
    tab = visit(tail="#step=2", **STILL)
    tab.evaluate("koreaMap.page.change({ miles: 'nautical' })")
    tab.wait_for_function("() => location.hash === '#step=2&miles=nautical'")
    tab.evaluate(f"koreaMap.page.change({{ radius: {{ {ZONED[0]}: 20000 }} }})")
    tab.wait_for_function("() => /^#(?!.*step=).*radius=/.test(location.hash)")


def test_zones_that_grow_come_to_their_size_though_the_map_changes_its_box(visit):
    growing = next(n for n, row in enumerate(TABLE, 1) if row["from"])
    tab = visit()
    tab.evaluate(f"koreaMap.page.goTo({growing})")
    tab.set_viewport_size({"width": 1200, "height": 800})
    tab.wait_for_function("() => koreaMap.page.view.map.getSize().y > 700")
    rests(tab)
    (plan, *_) = split_list(TABLE[growing - 1]["show"])
    sizes = tab.locator(f"#map_korea path.zone-{plan}").evaluate_all(
        "nodes => nodes.map((node) => node.getBBox().width)"
    )
    tab.evaluate("koreaMap.page.change({})")
    again = tab.locator(f"#map_korea path.zone-{plan}").evaluate_all(
        "nodes => nodes.map((node) => node.getBBox().width)"
    )
    assert sizes == again
    assert max(sizes) > 1

"""The page for everybody: axe finds nothing at any size, in any state."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from told import PLANS, STEPS, WIDE, ZONED, content, doubtful, located, say

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1024, 768), (768, 1024), (360, 740)]
AXE = Axe().axe_script


RUN = """
part => axe.run(part, { resultTypes: ["violations"] }).then((result) => result.violations)
"""


def violations(tab, part="html"):
    """What axe finds in a part of the page, with the elements at fault."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found = tab.evaluate(RUN, part)
    return [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_at_any_size(visit, size):
    tab = visit(size=size)
    assert violations(tab) == []
    tab.evaluate("place => koreaMap.page.change({ place, rivals: true })", doubtful()["id"])
    assert violations(tab, ".sheet") == []
    tab.evaluate("koreaMap.page.change({ place: null, view: 'side' })")
    assert violations(tab, ".sheet") == []


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_any_step(visit, size):
    tab = visit(size=size, reduced_motion="reduce")
    for step, _, _ in STEPS:
        tab.evaluate(f"koreaMap.page.goTo({step})")
        assert violations(tab, ".stage") == [], step


@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"tail": f"?lang={sorted(content().languages)[-1]}"},
        {"tail": "?embed"},
        {"java_script_enabled": False},
    ],
    ids=["dark", "forced-colours", "another-language", "embedded", "no-scripts"],
)
def test_axe_finds_nothing_in_other_lights_and_languages(visit, options):
    if options.get("java_script_enabled", True):
        assert violations(visit(**options)) == []
        return
    # axe itself is a script: run it in a page whose own scripts are switched off by hand
    tab = visit()
    tab.evaluate("document.documentElement.classList.remove('js')")
    assert violations(tab) == []


@pytest.mark.parametrize("size", [(350, 672), (600, 400)])
def test_axe_finds_nothing_in_a_frame_whatever_is_open(visit, size):
    tab = visit(tail="?embed", size=size)
    for name in ("whatif", "points", "doubt", "code"):
        tab.locator(f"[data-sheet={name}]").click()
        assert violations(tab) == [], name
        tab.keyboard.press("Escape")
    tab.evaluate("koreaMap.page.goTo(2)")
    assert violations(tab) == []
    tab.evaluate("place => koreaMap.page.change({ place })", doubtful()["id"])
    assert violations(tab) == []


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_axe_finds_nothing_where_a_town_is_looked_up(visit, size):
    tab = visit(tail="#find=pyongyang", size=size, reduced_motion="reduce")
    tab.wait_for_selector(".town-name", state="attached")
    assert violations(tab, ".scene") == []
    assert tab.evaluate(FOREIGN) == []
    tab.locator("#find").fill("s")
    tab.wait_for_selector("#find-list [role=option]")
    tab.locator("#find").press("ArrowDown")
    assert violations(tab, ".scene") == []


FOREIGN = r"""() => {
    const scripts = {
        "ko": /\p{Script=Hangul}/u, "ko-Hani|zh|ja": /\p{Script=Han}/u,
        "ru": /\p{Script=Cyrillic}/u,
    };
    const told = "script, .reference, .references, .evidence, cite, svg, dd [lang=en]";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const bare = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(told)) continue;
        const { lang } = node.parentElement.closest("[lang]");
        for (const [wanted, script] of Object.entries(scripts)) {
            const fits = wanted.split("|").some((tag) => lang.startsWith(tag));
            if (script.test(node.data) && !fits) bare.push([node.data.trim().slice(0, 40), lang]);
        }
    }
    return bare;
}"""


def test_every_foreign_word_says_its_language(visit):
    assert visit(tail=f"#place={doubtful()['id']}&rivals=1").evaluate(FOREIGN) == []


def test_changes_are_announced(visit):
    tab = visit()
    live = tab.locator("#live")
    for plan in PLANS:
        tab.locator(f"input[name=show][value='{plan}']").click()
        key = "live.hidden" if plan in ZONED else "live.shown"
        assert live.inner_text() == say(key, plan=say(f"plan.{plan}.title"))
    slider = tab.locator(f"#radius-{WIDE}")
    slider.focus()
    tab.keyboard.press("PageUp")
    value = slider.get_attribute("aria-valuetext")
    assert value == tab.locator(f"#value-{WIDE}").inner_text()
    for side in content().dataset.sides:
        assert say(f"ground.{side}.of") in value


def test_movement_is_spared_where_the_reader_asks(visit):
    tab = visit(reduced_motion="reduce")
    for step, _, _ in STEPS:
        tab.evaluate("step => koreaMap.page.goTo(step)", step)
        assert tab.evaluate(
            "step => koreaMap.page.view.map.getBounds().pad(0.01)"
            ".contains(koreaMap.page.data.steps[step - 1].bounds)",
            step,
        )


def test_outlines_tell_certainty_without_colour(visit):
    tab = visit()
    zoned = located(WIDE)
    dashes = {
        certainty: tab.locator(f"path.zone-{WIDE}.{certainty}").first.evaluate(
            "node => getComputedStyle(node).strokeDasharray"
        )
        for certainty in zoned["certainty"].unique()
    }
    assert len(set(dashes.values())) == len(dashes)


def test_hatches_tell_plans_without_colour(visit):
    tab = visit()
    styles = content().dataset.styles
    for plan in content().zone_plans:
        fill = tab.locator(f"#map_korea path.tinted-{plan.id}").evaluate(
            "node => getComputedStyle(node).fill"
        )
        assert (f"hatch-{plan.id}" in fill) == (styles[plan.style].hatch_path is not None)

"""The page for everybody: axe finds nothing at any size, in any state."""

import pytest
from axe_playwright_python.sync_playwright import Axe

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
    tab.evaluate("koreaMap.page.change({ place: 'unc-north-05', rivals: true })")
    assert violations(tab, ".sheet") == []
    tab.evaluate("koreaMap.page.change({ place: null, view: 'side' })")
    assert violations(tab, ".sheet") == []


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_any_step(visit, size):
    tab = visit(size=size, reduced_motion="reduce")
    for step in range(1, 10):
        tab.evaluate(f"koreaMap.page.goTo({step})")
        assert violations(tab, ".stage") == [], step


@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"tail": "?lang=ko"},
        {"tail": "?embed"},
        {"java_script_enabled": False},
    ],
    ids=["dark", "forced-colours", "korean", "embedded", "no-scripts"],
)
def test_axe_finds_nothing_in_other_lights_and_languages(visit, options):
    if options.get("java_script_enabled", True):
        assert violations(visit(**options)) == []
        return
    # axe itself is a script: run it in a page whose own scripts are switched off by hand
    tab = visit()
    tab.evaluate("document.documentElement.classList.remove('js')")
    assert violations(tab) == []


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
    assert visit(tail="#place=unc-north-05&rivals=1").evaluate(FOREIGN) == []


def test_changes_are_announced(visit):
    tab = visit()
    live = tab.locator("#live")
    tab.locator("input[name=show][value=cpv]").uncheck()
    assert live.inner_text() == "Counter-plan hidden"
    slider = tab.locator("#radius-unc")
    slider.focus()
    tab.keyboard.press("PageUp")
    assert live.inner_text().startswith("UN Command proposal:")
    assert "of the South" in slider.get_attribute("aria-valuetext")


def test_movement_is_spared_where_the_reader_asks(visit):
    tab = visit(reduced_motion="reduce")
    tab.evaluate("koreaMap.page.goTo(5)")
    assert tab.evaluate("koreaMap.page.view.map.getBounds().contains([41, 126])")


def test_outlines_tell_certainty_without_colour(visit):
    tab = visit()
    dashes = {
        certainty: tab.locator(f"path.zone-unc.{certainty}").first.evaluate(
            "node => getComputedStyle(node).strokeDasharray"
        )
        for certainty in ("certain", "less-certain", "uncertain")
    }
    assert len(set(dashes.values())) == 3
    fills = [
        tab.locator(f"path.zone-{plan}").first.evaluate("node => getComputedStyle(node).fill")
        for plan in ("unc", "cpv")
    ]
    assert "hatch" in fills[0]
    assert "hatch" not in fills[1]

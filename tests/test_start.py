"""A page whose program is blocked, fails or never comes is the page as it is without scripts."""

import re
import shutil

import pytest
from conftest import ROOMS, ROOT
from told import say

from korea_map.webmap import build_map
from korea_map.webmap.rooms import read_rooms

pytestmark = pytest.mark.browser

# all that stands in a page, whatever the order in which attributes were written, and what of it
# is seen
READ = """() => {
  const tell = (node) => node.nodeType !== 1 ? node.data : node.matches(".still-why") ? "" : [
    node.localName, ...[...node.attributes].map((one) => `${one.name}=${one.value}`).sort(),
    ...[...node.childNodes].map(tell),
  ].join("|");
  const parts = [...document.body.children].filter((node) => node.localName !== "script");
  const shown = [
    ".still", ".first-map path", ".bar", ".handout svg", ".places tr", ".references li",
  ];
  const root = document.documentElement;
  return {
    root: [root.className, root.lang, document.title, document.body.className],
    whole: parts.map(tell).join("\\n"),
    shown: shown.map((one) => [...document.querySelectorAll(one)]
      .filter((node) => node.getClientRects().length)
      .filter((node) => getComputedStyle(node).visibility === "visible")
      .length),
  };
}"""
# the page has come, or has given up
ENDED = """() => window.koreaMap?.page !== undefined
  || document.readyState === "complete" && !document.documentElement.classList.contains("js")"""
STARTED = "window.koreaMap?.page !== undefined"
# a room of which nothing works, from the moment when it is made or from its first use
SPOILED = """
const spoil = (name, at) => {
  const define = (room, needs, make) => {
    if (room === name && at === "define") throw new Error("spoiled");
    const made = make(...needs.map((need) => koreaMap[need]));
    if (room === name) {
      for (const key of Object.keys(made)) {
        if (typeof made[key] === "function") made[key] = () => { throw new Error("spoiled"); };
      }
    }
    koreaMap[room] = made;
  };
  let kept;
  Object.defineProperty(window, "koreaMap", {
    get: () => kept,
    set(value) { kept = value.define ? { ...value, define } : value; },
  });
};
"""


def read(tab):
    told = tab.evaluate(READ)
    assert all(told["shown"]), told["shown"]
    return told


@pytest.fixture(scope="module")
def page():
    return build_map().get_root().render()


@pytest.fixture
def start(chromium, tmp_path):
    """Open a page, whatever becomes of it; gives the tab once it has come or given up."""
    contexts = []

    def open_page(page, *, first="", tail="", wait=True, locale="en-GB", **options):
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        context = chromium.new_context(offline=True, locale=locale, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.add_init_script(first)
        tab.goto(path.as_uri() + tail)
        if wait and options.get("java_script_enabled", True):
            tab.wait_for_function(ENDED)
        return tab

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def still(chromium, tmp_path_factory, page):
    """What the page is without scripts."""
    path = tmp_path_factory.mktemp("still") / "page.html"
    path.write_text(page, encoding="utf-8")
    with chromium.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(path.as_uri())
        return read(tab)


def scripts(page):
    """Where each script of the page begins and ends; blocks of data are none."""
    found = re.finditer(r"<script( [^>]*)?>.*?</script>", page, re.DOTALL)
    return [match.span() for match in found if "application/json" not in (match[1] or "")]


def give_up(tab, still):
    assert read(tab) == still
    assert tab.locator(".still").inner_text().startswith(say("still"))


def stands(tab, still):
    """The page has come whole, or it is as it is without scripts; nothing in between."""
    if tab.evaluate(STARTED):
        assert tab.evaluate("document.documentElement.className") == "js"
        assert tab.locator("#map_korea path.zone").count()
        return True
    give_up(tab, still)
    return False


@pytest.mark.parametrize("change", ["another byte", "not there"])
def test_a_script_that_is_blocked_or_gone_takes_nothing_with_it(start, page, still, change):
    given_up = 0
    for begin, end in scripts(page):
        inside = page.index(">", begin) + 1
        rest = page[inside:] if change == "another byte" else page[end:]
        head = f"{page[:inside]} " if change == "another byte" else page[:begin]
        given_up += not stands(start(head + rest), still)
    assert given_up >= len(scripts(page)) - 1  # a page stands without its switches for Leaflet


def test_a_policy_of_the_host_that_allows_no_script_leaves_the_page(start, page, still):
    policy = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
    give_up(start(page.replace("<head>", f"<head>{policy}", 1)), still)


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
@pytest.mark.parametrize(
    "feature",
    [
        "Object.hasOwn", "Object.fromEntries", "ResizeObserver", "IntersectionObserver",
        "Intl.PluralRules", "Intl.NumberFormat", "Intl.DisplayNames", "Intl.Locale",
        "structuredClone", "Array.prototype.at", "Array.prototype.flatMap", "CSS.supports",
        "Element.prototype.replaceChildren", "Element.prototype.append", "requestAnimationFrame",
        "String.prototype.replaceAll", "DecompressionStream", "URLSearchParams",
        "Element.prototype.checkVisibility", "matchMedia", "L",
    ],
)  # fmt: skip
def test_a_browser_without_something_has_the_page_whole_or_as_it_is_without_scripts(
    start, page, still, feature, locale
):
    owner, _, name = f"window.{feature}".rpartition(".")
    first = f"Object.defineProperty({owner}, '{name}', {{ get() {{}}, set() {{}} }});"
    stands(start(page, first=first, tail="#step=2", locale=locale), still)


@pytest.mark.parametrize(
    ("what", "old", "new"),
    [
        ("cut", '"plans":[', '"plans"'),
        ("empty", '{"lang":', ""),
        ("no plans", '"plans":[', '"plants":['),
        ("no points", '"points":{', '"pints":{'),
        ("no texts", '"messages":{', '"massages":{'),
        ("no letters", '"keys":[', '"quays":['),
    ],
)
def test_data_that_are_damaged_leave_the_page(start, page, still, what, old, new):
    before, mark, block = page.partition('id="korea-map-data">')
    assert old in block, what
    give_up(start(before + mark + block.replace(old, new, 1)), still)


def test_a_page_that_is_cut_off_in_its_data_shows_what_came(start, page):
    tab = start(page[: page.index('"points":{')])
    assert tab.locator(".first-map").is_visible()
    assert tab.locator(".glance").is_visible()
    assert tab.locator(".still").inner_text().startswith(say("still"))


@pytest.mark.parametrize("file", ["begin", "wake", "program"])
def test_words_that_a_browser_cannot_read_leave_the_page(start, page, still, file):
    spans = scripts(page)
    begin, _ = {"begin": spans[0], "wake": spans[-1], "program": spans[3]}[file]
    inside = page.index(">", begin) + 1
    broken = page[:inside] + "let let = 1 ?? ;" + page[inside:]
    give_up(start(broken, bypass_csp=True), still)


@pytest.fixture(scope="module")
def small(chromium, tmp_path_factory):
    """A small document's page, and what it is without scripts."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "tests" / "small", folder / "data")
    shutil.copy(ROOT / "data" / "datapackage.json", folder / "data")
    shutil.copytree(ROOT / "data" / "basemap", folder / "data" / "basemap")
    page = build_map(folder / "data").get_root().render()
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    with chromium.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(path.as_uri())
        return page, read(tab)


@pytest.mark.parametrize("room", sorted(read_rooms(ROOMS)))
def test_a_room_that_fails_at_the_start_leaves_the_page_whole_or_as_it_is_without_scripts(
    start, small, room
):
    page, still = small
    give_up(start(page, first=f"{SPOILED} spoil('{room}', 'define');"), still)
    stands(start(page, first=f"{SPOILED} spoil('{room}', 'use');", tail="#step=1"), still)

"""A page whose program is blocked, fails or never comes is the page as it is without scripts."""

import re
import shutil

import pytest
from browsers import find_chromium
from conftest import FLAGS, ROOMS, ROOT
from told import STEPS, say

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
    for (const [key, act] of room === name ? Object.entries(made) : []) {
      if (typeof act === "function") made[key] = (...given) => {
        if (at === "use" || window.broken) throw new Error("spoiled");
        if (at !== "late" || key !== "start") return act(...given);
        koreaMap.guard.on();
        window.late = () => act(...given);
      };
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

    def open_page(page, *, first="", tail="", wait=True, clock=False, locale="en-GB", **options):
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        context = chromium.new_context(offline=True, locale=locale, **options)
        contexts.append(context)
        tab = context.new_page()
        if clock:
            tab.clock.install()
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


@pytest.mark.parametrize("at", ["define", "use"])
def test_a_room_that_fails_at_the_start_leaves_the_page_whole_or_as_it_is_without_scripts(
    start, small, at
):
    page, still = small
    first = f"{SPOILED} spoil(new URLSearchParams(location.search).get('room'), '{at}');"
    tab = start(page, first=first)
    address = tab.url
    started = set()
    for room in sorted(room for room in read_rooms(ROOMS) if f'define("{room}"' in page):
        tab.goto(f"{address}?room={room}#step=1")
        tab.wait_for_function(ENDED)
        if stands(tab, still):
            started.add(room)
    assert not started & {"app", "state", "walk", "mapview", "packing"}
    assert at == "use" or not started


def test_a_start_that_does_not_come_to_an_end_is_given_up_and_what_comes_late_too(
    start, page, still
):
    tab = start(
        page, first=f"{SPOILED} spoil('app', 'late');", clock=True, wait=False, locale="ko-KR"
    )
    tab.clock.run_for(5_000)
    assert tab.evaluate("typeof late") == "function"
    assert "starting" in tab.evaluate("document.documentElement.className")
    assert tab.locator(".places").first.is_visible()
    tab.clock.run_for(20_000)
    give_up(tab, still)
    tab.evaluate("late()")
    tab.evaluate("location.hash = '#step=2'")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.clock.run_for(20_000)
    give_up(tab, still)
    assert not tab.evaluate(STARTED)


def test_a_start_that_is_only_slow_is_waited_for(start, page):
    tab = start(page, first=f"{SPOILED} spoil('app', 'late');", clock=True, wait=False)
    tab.clock.run_for(9_000)
    tab.evaluate("late()")
    tab.clock.run_for(9_000)
    assert tab.evaluate(STARTED)
    tab.clock.run_for(60_000)
    assert tab.evaluate("document.documentElement.className") == "js"


def test_given_up_the_page_still_answers_as_one_without_scripts_does(start, page):
    tab = start(page, first=f"{SPOILED} spoil('finder', 'use');")
    tab.locator(".skip[href='#points']").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#points"
    lists = tab.locator(".panel details.list")
    if lists.count():
        was = lists.first.evaluate("node => node.open")
        lists.first.locator("summary").click()
        assert lists.first.evaluate("node => node.open") != was


@pytest.mark.parametrize("tag", ["en", "ko"])
def test_the_line_is_in_the_language_of_the_page_and_says_why(start, tag):
    built = build_map(lang=tag).get_root().render()
    tab = start(built, first=f"{SPOILED} spoil('finder', 'use');")
    assert tab.locator(".still").inner_text() == f"{say('still', tag)} (Uncaught Error: spoiled)"
    assert tab.evaluate("document.documentElement.lang") == tag


def test_in_a_frame_the_page_stands_without_its_program_as_elsewhere(start, page, still, tmp_path):
    (tmp_path / "inner.html").write_text(page, encoding="utf-8")
    frames = "".join(
        f'<iframe src="inner.html?embed" sandbox="{allowed}" width="900" height="640"></iframe>'
        for allowed in ("", "allow-scripts")
    )
    tab = start(
        frames, first=f"if (top !== self) {{ {SPOILED} spoil('finder', 'use'); }}", wait=False
    )
    for inner in tab.frames[1:]:
        inner.wait_for_selector(".still", state="visible")
        inner.wait_for_load_state()
        assert read(inner) == still


@pytest.fixture
def one_process(chromium):
    """A browser in which a cell's frame has no process of its own.

    There it may begin before the script that a test wants to run first in it.
    """
    flags = [*FLAGS, "--disable-features=IsolateSandboxedIframes"]
    with chromium.browser_type.launch(executable_path=find_chromium(), args=flags) as browser:
        yield browser


def test_in_a_cell_of_a_notebook_the_page_stands_without_its_program(one_process, still, tmp_path):
    path = tmp_path / "cell.html"
    path.write_text(build_map()._repr_html_(), encoding="utf-8")
    tab = one_process.new_page(offline=True, locale="en-GB")
    tab.add_init_script(f"if (top !== self) {{ {SPOILED} spoil('finder', 'use'); }}")
    tab.goto(path.as_uri())
    inner = tab.frames[1]
    inner.wait_for_selector(".still", state="visible")
    inner.wait_for_load_state()
    told = read(inner)
    assert told["whole"] == still["whole"]
    assert told["shown"] == still["shown"]


@pytest.mark.parametrize(
    ("room", "gesture"),
    [
        ("card", "koreaMap.page.change({ place: koreaMap.page.data.points[0].id })"),
        ("panel", "koreaMap.page.change({ miles: 'nautical' })"),
        ("figures", "koreaMap.page.change({ miles: 'nautical' })"),
        ("labels", "koreaMap.page.change({ rivals: true })"),
        (
            "geodesic",
            "koreaMap.page.change({ radius: { [koreaMap.page.data.plans[0].id]: 9e3 } })",
        ),
        ("voice", "koreaMap.page.change({ place: koreaMap.page.data.points[0].id })"),
        ("translate", "document.querySelector('[data-lang=ko]').click()"),
        ("sheet", "dispatchEvent(new Event('beforeprint'))"),
    ],
)
def test_what_fails_later_is_said_once_and_the_rest_goes_on(start, page, room, gesture):
    tab = start(page, first=f"{SPOILED} spoil('{room}', 'later');")
    assert not tab.locator("#trouble").is_visible()
    tab.evaluate(f"window.broken = true; {gesture}; 0")
    tab.locator("#trouble").wait_for()
    assert tab.locator("#trouble").inner_text().startswith(say("trouble"))
    tab.locator("#trouble button").click()
    tab.evaluate("try { koreaMap.page.change({ show: [] }) } catch (error) { reportError(error) }")
    assert tab.evaluate("koreaMap.page.state().show") == []
    assert tab.locator("#map_korea path.zone:visible").count() == 0
    assert not tab.locator("#trouble").is_visible()
    tab.evaluate("window.broken = false; koreaMap.page.goTo(2)")
    assert tab.locator("#walk-title").inner_text() == say(f"step.{STEPS[1][1]}.title")
    tab.evaluate("koreaMap.page.change({ step: null, show: [koreaMap.page.data.plans[0].id] })")
    assert tab.locator("#map_korea path.zone").count()


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
def test_a_program_that_comes_before_the_first_frame_measures_nothing_that_is_hidden(visit, locale):
    # the browser notes it in the console; `visit` hears that
    late = "(frame => { requestAnimationFrame = (act) => setTimeout(() => frame(act), 1500); })"
    visit(first=f"{late}(requestAnimationFrame.bind(window))", locale=locale)

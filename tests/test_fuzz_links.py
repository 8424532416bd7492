"""Links that nobody would write: the page stays alive, and what it says of itself holds."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutants import tried
from told import PLANS, STEPS, content

from korea_map.webmap.opening import open_at

pytestmark = pytest.mark.browser

POINTS = [one.id for one in content().dataset.toponyms]
NAMES = ["step", "show", "place", "find", "radius", "unit", "miles", "view", "rivals", "present",
         "at", "lang"]  # fmt: skip
NONSENSE = [
    "__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "%", "%E0%A4%A", "%uD800",
    "%ED%A0%80", "%00", "\u202e", "\u2028", "9" * 60, "-" + "9" * 60, "1e309", "NaN", "Infinity",
    "-0", "0", "", " ", ",", ":", "=", "&", "#", "a" * 900, "<img src=x onerror=alert(1)>",
    "🜨", "١٢",
]  # fmt: skip
SAID = {
    "step": [*(name for _, name, _ in STEPS), "1", str(len(STEPS)), str(len(STEPS) + 1)],
    "show": [*PLANS, ",".join(PLANS), ",".join(reversed(PLANS)), f"{PLANS[0]},{PLANS[0]}", ""],
    "place": POINTS,
    "find": ["panmunjom", "板門店", "Shingishu"],
    "radius": [
        *(f"{plan}:{length}" for plan in PLANS for length in ("25mi", "0km", "3.25km", "99999km")),
        "12.5mi", "5km", "__proto__:5km", f"{PLANS[0]}:5km,{PLANS[0]}:6km", "9" * 60 + "km",
    ],
    "unit": ["mi", "nmi", "km", "yd", "m"],
    "miles": ["statute", "nautical"],
    "view": ["over", "side"],
    "rivals": ["1", "0"],
    "present": ["1", ""],
    "at": ["38.1,127.5,7", "38.123456789,127.5,7.25", "0,0,0", "91,500,-1"],
    "lang": ["en", "ko", "KO", "zh-Hant"],
}  # fmt: skip
odd = st.sampled_from(NONSENSE) | st.text(max_size=12)


@st.composite
def parts(draw):
    name = draw(st.sampled_from(NAMES) | odd)
    value = draw(st.sampled_from(SAID[name]) | odd if name in SAID else odd)
    value = quote(value, errors="replace") if draw(st.booleans()) else value
    return name if draw(st.integers(0, 9)) == 0 else f"{name}={value}"


links = st.lists(parts(), max_size=5).map("&".join)
# a browser has no halves of letters in an address
links = links.map(lambda link: "#" + link.encode("utf-8", "replace").decode("utf-8"))

GO = """async (hash) => {
    const { page, state: links, i18n } = koreaMap;
    /* What is asked for twice is no news. */
    location.hash = "#view=over";
    const calm = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await calm();
    if (hash) location.hash = hash;
    await calm();
    const known = {
        steps: page.data.steps.map(({ id }) => id), stops: page.data.steps,
        plans: page.data.plans.map(({ id }) => id),
        zonePlans: page.data.plans.filter((plan) => plan.readings !== null).map(({ id }) => id),
        points: page.data.points.filter(({ lat }) => lat !== null).map(({ id }) => id),
        bounds: page.data.basemap.bounds, zooms: [0, page.view.map.getMaxZoom()],
    };
    const pick = (one) => ({ ...Object.fromEntries(Object.keys(links.initial()).map((name) =>
        [name, one[name]])), lang: null });
    const now = pick(page.state());
    const written = links.format(now, known);
    return {
        now, written,
        metres: Object.values(page.derived().metres), reach: page.data.slider.reach_m,
        alive: [document.querySelectorAll("#map_korea").length, page.data.plans.length,
            document.documentElement.className.includes("starting"),
            document.getElementById("trouble").hidden],
    };
}"""


@pytest.fixture(scope="module")
def tab(chromium, site):
    """One tab for all links; at the end nothing must have gone wrong there."""
    complaints = []
    with chromium.new_context(offline=True, locale="en-GB", reduced_motion="reduce") as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append("dialog") or dialog.dismiss())
        page.goto((site / "korea_map.html").as_uri())
        page.wait_for_function("() => window.koreaMap?.page !== undefined")
        yield page
    assert complaints == []


def ask_python(now):
    """What Python opens for a state of the page; a town is looked up by rules of its own."""
    asked = {"step": now["step"], "present": now["present"], "place": now["place"]}
    if now["step"] is None:
        asked |= {
            "show": now["show"],
            "radius": {plan: (m / 1000, "km") for plan, m in now["radius"].items()} or None,
            "rivals": now["rivals"],
        }
    view = now["at"] or (now["view"] if now["step"] is None else None)
    return open_at(content().dataset, miles=content().miles, view=view, **asked)


@given(link=links)
@tried(30)
def test_any_link_leaves_the_page_alive_and_python_asks_for_the_same(tab, link):
    told = tab.evaluate(GO, link)
    assert told["alive"] == [1, len(PLANS), False, True]
    assert all(0 <= metres <= told["reach"] for metres in told["metres"])
    again = tab.evaluate(GO, told["written"])
    assert again["written"] == told["written"]
    now = told["now"]
    opened = tab.evaluate(GO, f"#{ask_python(now).link}")
    for name in ("step", "show", "place", "rivals", "present", "view", "radius"):
        assert opened["now"][name] == pytest.approx(now[name]), name


queries = st.tuples(st.sampled_from(["lang", "embed", "x"]), odd).map(
    lambda pair: f"{pair[0]}={quote(pair[1], errors='replace')}"
)


@given(link=links, query=st.lists(queries, max_size=3))
@tried(10)
def test_a_page_that_is_opened_with_any_link_comes_whole(tab, site, link, query):
    address = (site / "korea_map.html").as_uri()
    tab.goto(f"{address}?{'&'.join(query)}{link}")
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")
    told = tab.evaluate(GO, "#view=over")
    assert told["alive"][1:] == [len(PLANS), False, True]

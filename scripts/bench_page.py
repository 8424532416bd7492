"""Measure the page: when its zones are on the screen, when it answers, whether it jumps.

**Zones committed** is the CPU time that the main thread has spent, from the moment at which
it gets the document to the commit of the first frame in which all zones are in the document:
from then on the compositor has them, whatever the main thread does next. One small script is
put before those of every page alike. In each animation frame, which comes before layout and
paint, it looks how many paths of the page's kind there are, and sets a mark at the frame in
which all are there; the trace tells when that frame is committed. A zone that stands in the
HTML counts from the first frame after the parser has passed it, one that Leaflet draws from
the frame after its script has run. The looking costs some 0.1 ms a frame, of every page.

**First click answered** is the same to the commit in which a card is open: in a loading of its
own, the script clicks on the last zone of the document in each frame until the page has opened
its card. **Page whole** is the beginning of the frame in which `koreaMap.page` is there, which
the page gives when all is in its place; **page at rest** the end of all that follows.

Pages take turns, round by round, and a ratio is the median of the ratios of the rounds, so
that what slows the machine for a while slows both. CPU time of the thread is what is left of a
time when others use the machine too; it includes a throttled processor's waiting.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench_browser import Late, is_whole, open_browser, open_tab, record_trace
from bench_documents import count_zones
from bench_table import Line, median, median_ratio
from bench_trace import find_loading
from playwright.sync_api import Browser

THROTTLES: Final = (1, 4)
SIZES: Final = ((360, 740), (768, 1024), (1024, 768), (1440, 900), (1920, 1080))

_OURS: Final = ".stage .zone"
_PEERS: Final = ".leaflet-pane path.leaflet-interactive"
_GOALS: Final = {"stock": "<= 0.50", "offline": "<= 0.35"}
_CALLED: Final = {
    "stock": "a stock folium page, Leaflet from disk",
    "offline": "a folium-offline page",
    "word": "a page with one word",
}

# Sets its marks and says when it is through; `told` is what the page must still bring.
_WATCH: Final = """(() => {
    const { zones, count, click, whole } = %s;
    const told = new Set(["zones"]);
    if (click) told.add("click");
    if (whole) told.add("whole");
    const set = (name) => {
        performance.mark(`bench-${name}`);
        told.delete(name);
    };
    const look = () => {
        const found = zones ? [...document.querySelectorAll(zones)] : [];
        if (told.has("zones") && found.length >= count) set("zones");
        if (told.has("click") && found.length) {
            found.at(-1).dispatchEvent(new MouseEvent("click", { bubbles: true, view: window }));
            const card = document.getElementById("card");
            if (card && !card.hidden) set("click");
        }
        if (told.has("whole") && window.koreaMap?.page) set("whole");
        requestAnimationFrame(told.size ? look : () => setTimeout(() => console.log("bench-end")));
    };
    requestAnimationFrame(look);
})()"""

_SHIFT: Final = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 700);
})"""


@dataclass(frozen=True, slots=True)
class Load:
    """What one loading of a page took, in CPU milliseconds; None where it never came."""

    zones: float | None = None
    click: float | None = None
    whole: float | None = None
    total: float | None = None


def measure_zones(pages: Mapping[str, Path], rounds: int) -> list[Line]:
    """Measure when the zones are on the screen, and when the page answers."""
    lines = []
    with open_browser() as browser:
        for throttle in THROTTLES:
            loads: dict[str, list[Load]] = {name: [] for name in pages}
            clicked: dict[str, list[Load]] = {n: [] for n in pages if n in ("ours", "before")}
            for number in range(rounds + 1):
                for into, click in ((loads, False), (clicked, True)):
                    for name in into:
                        load = load_page(browser, name, pages[name], throttle, click=click)
                        if number:  # the first round warms the machine's caches
                            into[name].append(load)
            lines += _tell_loads(loads, clicked, throttle)
    return lines


def load_page(
    browser: Browser, name: str, page: Path, throttle: int, *, click: bool, zones: bool = True
) -> Load:
    """Load a page once, and read its trace; with `click`, click until a card is open.

    Without `zones` they are not waited for: a crowd of them is no form in the document.
    """
    own = name in ("ours", "before")
    zones = zones and name != "word"
    asked = {
        "zones": (_OURS if own else _PEERS) if zones else "",
        "count": count_zones() if zones else 0,
        "click": click,
        "whole": own and not click,
    }
    with open_tab(browser, throttle=throttle) as tab:
        tab.add_init_script(_WATCH % json.dumps(asked))
        with record_trace(browser, tab) as events:
            try:
                with tab.expect_console_message(lambda message: message.text == "bench-end"):
                    tab.goto(page.as_uri())
                if asked["whole"]:
                    tab.wait_for_timeout(300 * throttle)
            except Late:
                pass  # what the page has not brought by now stays out of the table
    loading = find_loading(events, page.as_uri())
    return Load(
        zones=loading.commit_ms("bench-zones"),
        click=loading.commit_ms("bench-click"),
        whole=loading.frame_ms("bench-whole"),
        total=loading.total_ms(),
    )


def _tell_loads(
    loads: Mapping[str, Sequence[Load]], clicked: Mapping[str, Sequence[Load]], throttle: int
) -> list[Line]:
    how = "unthrottled" if throttle == 1 else f"throttled {throttle} x"
    drawn = _pick("zones", loads)
    lines = [Line(f"Zones committed, CPU, {how}"), _compare("this page", drawn)]
    lines += [
        Line(f"  {called}", median(drawn[name]), "ms", 1)
        for name, called in _CALLED.items()
        if name in drawn
    ]
    for name, goal in _GOALS.items():
        if name in drawn:
            ours, before = (
                median_ratio(drawn[own], drawn[name]) if own in drawn else None
                for own in ("ours", "before")
            )
            peer = _CALLED[name].split(",")[0]
            lines.append(Line(f"  this page against {peer}", ours, "x", 2, before, goal))
    for called, figures, judged in (
        ("first click answered", _pick("click", clicked), True),
        ("page whole", _pick("whole", loads), True),
        ("page at rest", _pick("total", loads), False),
    ):
        lines.append(_compare(called, figures))
        if judged and "before" in figures:
            ratio = median_ratio(figures["ours"], figures["before"])
            lines.append(Line("    against before", ratio, "x", 2, goal="<= 1.00"))
    return lines


def _pick(moment: str, loads: Mapping[str, Sequence[Load]]) -> dict[str, list[float | None]]:
    return {name: [getattr(one, moment) for one in some] for name, some in loads.items()}


def _compare(called: str, figures: Mapping[str, Sequence[float | None]]) -> Line:
    ours, before = (median(figures.get(own, [])) for own in ("ours", "before"))
    return Line(f"  {called}", ours, "ms", 1, before)


def measure_shift(pages: Mapping[str, Path]) -> list[Line]:
    """Measure by how much the page jumps while it wakes."""
    lines = [Line("Layout shift while the page wakes")]
    with open_browser() as browser:
        for width, height in SIZES:
            seen = {
                name: find_shift(browser, pages[name], (width, height))
                for name in ("ours", "before")
                if name in pages
            }
            what = f"  {width} x {height}"
            lines.append(Line(what, seen["ours"], "", 4, seen.get("before"), "< 0.01"))
    return lines


def find_shift(browser: Browser, page: Path, size: tuple[int, int]) -> float | None:
    """Return the layout shift of a page until it is whole and a little longer."""
    with open_tab(browser, size=size) as tab:
        tab.goto(page.as_uri())
        return float(tab.evaluate(_SHIFT)) if is_whole(tab) else None


def measure_size(pages: Mapping[str, Path]) -> list[Line]:
    """Measure how large the page is, and how often it asks the network."""
    own = [pages[name] for name in ("ours", "before") if name in pages]
    raw = [len(page.read_bytes()) / 1000 for page in own]
    packed = [len(gzip.compress(page.read_bytes(), 9)) / 1000 for page in own]
    with open_browser() as browser:
        asked = [count_requests(browser, page) for page in own]
    return [
        Line("The file"),
        _line_of("  size", raw, "kB", "< 700"),
        _line_of("  gzipped", packed, "kB", "< 220"),
        _line_of("  requests", asked, "", "= 0"),
    ]


def _line_of(what: str, figures: Sequence[float], unit: str, goal: str) -> Line:
    return Line(what, figures[0], unit, 0, figures[1] if len(figures) > 1 else None, goal)


def count_requests(browser: Browser, page: Path) -> int:
    """Return how often a page asks for anything that is not in it."""
    asked: list[str] = []
    with open_tab(browser) as tab:
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(page.as_uri())
        is_whole(tab)
    return sum(not url.startswith(("file:", "data:", "blob:", "about:")) for url in asked)

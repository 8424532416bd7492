"""Measure the page: its size, and when its zones are drawn against a stock folium page."""

import gzip
import re
import shutil
import statistics
import tempfile
from pathlib import Path

import folium
from playwright.sync_api import Browser, Route, sync_playwright
from xstatic.pkg import leaflet

from korea_map import zones
from korea_map.basemap import read_basemap
from korea_map.webmap import build_map, save_html

ROUNDS = 5

# The time at which the last zone is in the document and a frame has been shown after it.
DRAWN = """(count) => new Promise((done) => {
    const look = () => {
        const paths = document.querySelectorAll(".leaflet-pane path.leaflet-interactive");
        if (paths.length >= count) requestAnimationFrame(() => done(performance.now()));
        else requestAnimationFrame(look);
    };
    look();
})"""


def measure_page() -> list[tuple[str, str, str]]:
    """Return what was measured, what came out, what is wanted."""
    with tempfile.TemporaryDirectory() as name:
        ours, stock = Path(name) / "ours.html", Path(name) / "stock.html"
        save_html(build_map(), ours)
        stock_map().save(str(stock))
        raw = ours.read_bytes()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            times = {path: [] for path in (ours, stock)}
            for _ in range(ROUNDS):
                for path, list_ms in times.items():
                    list_ms.append(first_drawing_ms(browser, path))
            browser.close()
    ours_ms, stock_ms = (statistics.median(list_ms) for list_ms in times.values())
    return [
        ("page, as it is", f"{len(raw) / 1000:.0f} kB", "< 700 kB"),
        ("page, gzipped", f"{len(gzip.compress(raw, 9)) / 1000:.0f} kB", "< 220 kB"),
        ("zones drawn after", f"{ours_ms:.0f} ms", ""),
        ("… in a stock folium page of the same layers", f"{stock_ms:.0f} ms", "not before"),
    ]


def stock_map() -> folium.Map:
    """Return a plain folium map of the same land, rivers and zones."""
    plain = folium.Map([38.3, 127.6], zoom_start=6, tiles=None)
    base = read_basemap()
    for table in (base.land, base.rivers, zones()):
        folium.GeoJson(table.to_json()).add_to(plain)
    return plain


def first_drawing_ms(browser: Browser, path: Path) -> float:
    """Return when the zones of a page are on the screen, with its libraries read from disk.

    Of the libraries that a stock page asks for, Leaflet is given; the others come empty,
    which is to that page's advantage.
    """
    folder = Path(leaflet.BASE_DIR)
    context = browser.new_context(viewport={"width": 1440, "height": 900})

    def answer(route: Route) -> None:
        file = folder / route.request.url.rsplit("/", 1)[-1]
        if "leaflet@" in route.request.url and file.exists():
            route.fulfill(path=file)
        else:
            route.fulfill(body="")

    context.route(re.compile("^https?://"), answer)
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    tab.goto(path.as_uri(), wait_until="commit")
    drawn_ms = tab.evaluate(DRAWN, 28)
    context.close()
    return float(drawn_ms)

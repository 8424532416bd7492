"""Chromium for the bench: a tab without a network, its traces and its counters."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench_trace import CATEGORIES, Event
from browsers import find_chromium
from playwright.sync_api import Browser, Page, Route, sync_playwright
from playwright.sync_api import TimeoutError as Late
from xstatic.pkg import leaflet

PATIENCE_MS: Final = 30_000

_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_NETWORK: Final = re.compile("^https?://")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the system's Chromium, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_tab(
    browser: Browser, *, throttle: int = 1, size: tuple[int, int] = (1440, 900)
) -> Iterator[Page]:
    """Open an empty tab of its own, and close it.

    Of the libraries that a page asks the network for, Leaflet is given from disk; the others
    come empty, which is to that page's advantage. Movement is reduced, so that a pan or a
    zoom is one drawing. `throttle` is by how much the processor is slowed.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="en-GB", reduced_motion="reduce"
    )
    context.route(_NETWORK, _answer)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE_MS)
    if throttle > 1:
        context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    try:
        yield tab
    finally:
        context.close()


def _answer(route: Route) -> None:
    file = Path(leaflet.BASE_DIR) / route.request.url.rsplit("/", 1)[-1]
    if "leaflet@" in route.request.url and file.exists():
        route.fulfill(path=file)
    else:
        route.fulfill(body="")


@contextmanager
def record_trace(browser: Browser, tab: Page) -> Iterator[list[Event]]:
    """Record a trace while the block runs; the list is filled when it ends."""
    events: list[Event] = []
    ended: list[object] = []
    session = browser.new_browser_cdp_session()
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda end: ended.append(end))
    config = {"recordMode": "recordAsMuchAsPossible", "includedCategories": list(CATEGORIES)}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    try:
        yield events
    finally:
        session.send("Tracing.end")
        while not ended:
            tab.wait_for_timeout(20)
        session.detach()


def is_whole(tab: Page) -> bool:
    """Wait until the page of a tab is all in its place; say whether it has come to that."""
    try:
        tab.wait_for_function("() => window.koreaMap?.page")
    except Late:
        return False
    return True


class Meter:
    """How long the main thread of a tab has been running tasks, by its own clock."""

    def __init__(self, tab: Page) -> None:
        self._session = tab.context.new_cdp_session(tab)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read_ms(self) -> float:
        """Return the CPU time of all tasks so far, less what asking for it costs."""
        answer: Mapping[str, Any] = self._session.send("Performance.getMetrics")
        seconds = {one["name"]: one["value"] for one in answer["metrics"]}
        return 1000 * float(seconds["TaskDuration"] - seconds["DevToolsCommandDuration"])

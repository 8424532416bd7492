"""Measure what the page costs in use: CPU milliseconds of the main thread for one event.

Each action is done as a reader's click or drag would do it, a frame apart, with all that the
page does for it before the second frame after: script, style, layout, paint. A sample is some
events in a row, by Chromium's own counter of the thread's time; what a frame with nothing to do
costs is measured alike and taken away. Movement is reduced, so that a pan or a zoom is one
drawing. Pages take turns; the figure is the median of the samples of all rounds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench_browser import Meter, is_whole, open_browser, open_tab
from bench_table import Line, median, median_ratio
from playwright.sync_api import Browser, Page

IDLE: Final = "idle"

# Does an action some times; before it, once, what it needs. False where the page has no such thing.
_REPEAT: Final = """async ({ act, times }) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const find = (what) => [...document.querySelectorAll(what)];
    const slide = (slider, share) => {
        const { min, max } = slider;
        slider.value = String(Number(min) + share * (max - min));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const drag = (number) => (turn) => {
        const slider = find("input[type=range][data-plan]")[number];
        if (!slider) return false;
        slider.focus({ preventScroll: true });
        slide(slider, 0.2 + (0.6 * (turn % times + 1)) / times);
        return true;
    };
    const click = (what, number = 0) => {
        const node = find(what).at(number);
        if (!node) return false;
        node.click();
        return true;
    };
    const openers = find("[data-open]");
    const acts = {
        idle: () => true,
        slider: drag(0),
        "other slider": drag(1),
        card: (turn) => click("[data-open]", turn % Math.max(openers.length, 1)),
        close() {
            document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
            return true;
        },
        pan: (turn) => click(turn % 2 ? ".pad-pan-right" : ".pad-pan-left"),
        "zoom in": () => click(".pad-zoom-in"),
        "zoom out": () => click(".pad-zoom-out"),
        side: () => click("input[name=view][value=side]"),
        over: () => click("input[name=view][value=over]"),
        language: () => click("[data-lang][aria-pressed=false]"),
    };
    for (let turn = 0; turn < times; turn += 1) {
        await frame();
        if (!acts[act](turn)) return false;
    }
    await frame();
    await frame();
    return true;
}"""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a reader does, and how it is told.

    Attributes
    ----------
    name
        What is measured, as the script of the tab calls it.
    called
        As the table calls it.
    times
        Events in a sample.
    slowed
        Whether it is measured on a slowed processor too.
    goals
        What is wanted of it, by document and throttle.
    no_slower
        Whether it may cost no more than on the page before.
    """

    name: str
    called: str
    times: int = 1
    slowed: bool = False
    goals: Mapping[tuple[str, int], str] | None = None
    no_slower: bool = False


# In the order in which they are done: what is opened or turned is turned back.
ACTIONS: Final = (
    Action("slider", "slider", 12, True, {("ours", 4): "< 16", ("many", 1): "< 16"}),
    Action("other slider", "slider of the second plan", 12, True, {("ours", 4): "< 16"}),
    Action("card", "open a card", 5, True),
    Action("close", "close it", 1, True),
    Action("pan", "pan", 4, no_slower=True),
    Action("zoom in", "zoom in", 2, no_slower=True),
    Action("zoom out", "zoom out", 2, no_slower=True),
    Action("side", "side by side, the first time"),
    Action("over", "back to one map"),
    Action("side", "side by side, again"),
    Action("slider", "slider, side by side", 12),
    Action("over", "back to one map, again"),
    Action("language", "change language"),
)
_DOCUMENTS: Final = {"ours": "this document", "many": "a document of many zones"}


def measure_use(pages: Mapping[str, Path], rounds: int) -> list[Line]:
    """Measure every action on this page, on the one before, and on that of many zones."""
    lines = []
    with open_browser() as browser:
        for document, throttle in (("ours", 1), ("ours", 4), ("many", 1), ("many", 4)):
            turns = [document, *(["before"] if document == "ours" and "before" in pages else [])]
            actions = [one for one in ACTIONS if throttle == 1 or one.slowed]
            seen: dict[str, list[dict[str, float]]] = {name: [] for name in turns}
            for _ in range(rounds):
                for name in turns:
                    seen[name].append(use_page(browser, pages[name], actions, throttle))
            how = "" if throttle == 1 else f", throttled {throttle} x"
            lines.append(Line(f"An event, CPU, {_DOCUMENTS[document]}{how}"))
            lines += _tell(actions, seen, document, throttle)
    return lines


def _tell(
    actions: Sequence[Action],
    seen: Mapping[str, Sequence[Mapping[str, float]]],
    document: str,
    throttle: int,
) -> Iterator[Line]:
    for action in actions:
        costs = {name: [one.get(action.called) for one in some] for name, some in seen.items()}
        ours, before = (median(costs.get(name, [])) for name in (document, "before"))
        goal = (action.goals or {}).get((document, throttle), "")
        yield Line(f"  {action.called}", ours, "ms", 1, before, goal)
        if action.no_slower and "before" in costs:
            ratio = median_ratio(costs[document], costs["before"])
            yield Line("    against before", ratio, "x", 2, goal="<= 1.00")


def use_page(
    browser: Browser, page: Path, actions: Sequence[Action], throttle: int
) -> dict[str, float]:
    """Do the actions on a page that has been opened for it; return what an event of each costs.

    An action for which the page has nothing is left out.
    """
    with open_tab(browser, throttle=throttle) as tab:
        tab.goto(page.as_uri())
        if not is_whole(tab):
            return {}
        tab.wait_for_timeout(500 * throttle)
        meter = Meter(tab)
        frames = (take_sample(tab, meter, IDLE, 10) or 0) / (10 + 2)
        costs = {}
        for action in actions:
            spent = take_sample(tab, meter, action.name, action.times)
            if spent is not None:
                idle = frames * (action.times + 2)
                costs[action.called] = max(spent - idle, 0) / action.times
        return costs


def take_sample(tab: Page, meter: Meter, act: str, times: int) -> float | None:
    """Do something some times; return the CPU time of it all, None where there is no such thing."""
    start = meter.read_ms()
    done = tab.evaluate(_REPEAT, {"act": act, "times": times})
    return meter.read_ms() - start if done else None

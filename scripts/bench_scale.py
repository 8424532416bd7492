"""Measure how page, build and use grow with the points of a document.

The documents are made up (`bench_documents.write_grown`): 60, 600 and 6,000 points in two plans.
**check** and **build** are the CPU time of the command with all that Python starts; **page whole**
and **page at rest** as `bench_page` has them; an **event** as `bench_use` has it. Each is told
beside that of the telegram's own page in the same run, and as a ratio to it: the median of the
ratios of the rounds.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import bench_page
from bench_browser import open_browser
from bench_table import Line, median, median_ratio
from bench_use import Action, use_page
from playwright.sync_api import Browser

COUNTS: Final = (60, 600, 6000)
OPENS_WITHIN: Final = "< 5.0"
"""Times of the telegram's page, in which that of the most points is to open."""

_ACTIONS: Final = (
    Action("slider", "a step of the slider", 6),
    Action("card", "a card opened", 3),
    Action("pan", "a pan", 4),
    Action("zoom in", "a zoom", 2),
)
_COMMANDS: Final = ("check", "build")


def measure_scale(folder: Path, pages: Mapping[str, Path], rounds: int) -> list[Line]:
    """Measure the documents of `folder`, by their number of points, beside this one."""
    from bench_documents import write_grown

    documents = {count: write_grown(folder / f"grown-{count}", count) for count in COUNTS}
    built = {count: folder / f"built-{count}" / "korea_map.html" for count in COUNTS}
    seen: dict[str, dict[int, list[float | None]]] = {}
    for _ in range(rounds):
        for count, data in (0, None), *documents.items():
            out = folder / "built-0" if data is None else built[count].parent
            for command in _COMMANDS:
                _note(seen, f"korea-map {command}", count, run(command, data, out))
    all_pages = {0: pages["ours"], **built}
    with open_browser() as browser:
        for number in range(rounds + 1):
            for count, page in all_pages.items():
                load = bench_page.load_page(browser, "ours", page, 1, click=False, zones=not count)
                if number:  # the first round warms the machine's caches
                    _note(seen, "page whole", count, load.whole)
                    _note(seen, "page at rest", count, load.total)
                    _use(seen, browser, count, page)
    sizes = {count: page.stat().st_size / 1000 for count, page in all_pages.items()}
    return [Line("The page and its points"), *_tell_sizes(sizes), *_tell(seen)]


def run(command: str, data: Path | None, out: Path) -> float:
    """Run a command of the package; return the CPU milliseconds of its process."""
    given = [sys.executable, "-m", "korea_map", command]
    given += [] if data is None else ["--data", str(data)]
    given += ["--out", str(out)] if command == "build" else []
    before = os.times()
    subprocess.run(given, check=True, capture_output=True)
    after = os.times()
    return 1000 * (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def _use(
    seen: dict[str, dict[int, list[float | None]]], browser: Browser, count: int, page: Path
) -> None:
    costs = use_page(browser, page, _ACTIONS, 1)
    for action in _ACTIONS:
        _note(seen, action.called, count, costs.get(action.called))


def _note(
    seen: dict[str, dict[int, list[float | None]]], what: str, count: int, figure: float | None
) -> None:
    seen.setdefault(what, {}).setdefault(count, []).append(figure)


def _tell_sizes(sizes: Mapping[int, float]) -> list[Line]:
    return [
        Line(f"  bytes, {_called(count)}", size, "kB", 0) for count, size in sorted(sizes.items())
    ]


def _tell(seen: Mapping[str, Mapping[int, Sequence[float | None]]]) -> list[Line]:
    lines = []
    for what, figures in seen.items():
        for count, some in sorted(figures.items()):
            lines.append(Line(f"  {what}, {_called(count)}", median(some), "ms", 1))
            if count:
                goal = OPENS_WITHIN if (what, count) == ("page whole", COUNTS[-1]) else ""
                ratio = median_ratio(some, figures[0])
                lines.append(Line("    against this document", ratio, "x", 2, goal=goal))
    return lines


def _called(count: int) -> str:
    return f"{count:,} points" if count else "this document"

"""The bench's pieces: how it reads a trace, judges a figure, lays out its table. No timings."""

import re
import sys
from pathlib import Path

import bench
import bench_table
import pytest
from bench_documents import MANY, OFFLINE, find_offline, write_many
from bench_table import Line, format_head, format_lines
from bench_trace import find_loading

from korea_map.dataset import load_dataset

ROOT = Path(__file__).resolve().parent.parent
PAGE = "file:///page.html"
MAIN = {"pid": 7, "tid": 1}


def event(name, ts, tts=None, **more):
    clock = {} if tts is None else {"tts": tts}
    return {"name": name, "ph": "X", "ts": ts, "cat": "devtools.timeline", **MAIN, **clock, **more}


def commit(ts, tts, **more):
    return event("ProxyMain::BeginMainFrame::commit", ts, tts, **{"tdur": 500, **more})


def mark(name, ts):
    return event(name, ts, cat="blink.user_timing")


TRACE = [
    {"name": "thread_name", "ph": "M", **MAIN},
    event("CommitLoad", 100, 50, args={"data": {"url": "about:blank"}}),
    event("CommitLoad", 1_000, 2_000, args={"data": {"url": PAGE}}),
    commit(2_000, 2_600),
    event("FireAnimationFrame", 3_000, 3_200, dur=900, tdur=700),
    mark("zones", 3_100),
    commit(3_900, 9_000, tid=2),
    commit(4_400, None, ph="s"),
    commit(4_500, 4_500),
    commit(6_000, 8_000),
    event("TimerFire", 7_000, 9_500, tdur=500),
    event("CommitLoad", 8_000, 9_900, pid=8, args={"data": {"url": "file:///other.html"}}),
]


@pytest.fixture
def loading():
    return find_loading(TRACE, PAGE)


def test_a_mark_is_on_the_screen_when_the_next_frame_is_committed_whole(loading):
    assert loading.commit_ms("zones") == 3.0


def test_a_commit_of_another_thread_is_none_of_the_page(loading):
    assert {(one["pid"], one["tid"]) for one in loading.events} == {(7, 1)}


def test_a_moment_may_be_told_by_the_beginning_of_its_frame(loading):
    assert loading.frame_ms("zones") == 1.2


def test_the_page_is_at_rest_when_its_last_event_ends(loading):
    assert loading.total_ms() == 8.0


def test_what_came_before_the_document_does_not_count(loading):
    assert loading.start["ts"] == 1_000
    assert min(one["ts"] for one in loading.events) == 1_000


def test_a_mark_that_was_never_set_has_no_time(loading):
    assert loading.commit_ms("click") is None
    assert loading.frame_ms("click") is None


def test_a_frame_that_was_never_committed_has_no_time():
    late = find_loading([*TRACE, mark("late", 6_500)], PAGE)
    assert late.commit_ms("late") is None


def test_a_commit_too_short_for_the_clock_has_the_time_of_what_comes_next():
    brief = [*TRACE, mark("brief", 7_100), commit(7_200, None, ph="I", tdur=0)]
    after = event("TimerFire", 7_300, 9_800)
    assert find_loading([*brief, after], PAGE).commit_ms("brief") == 7.8


def test_a_page_that_was_not_loaded_is_named():
    with pytest.raises(LookupError, match=re.escape("no loading of file:///nowhere.html")):
        find_loading(TRACE, "file:///nowhere.html")


@pytest.mark.parametrize(
    ("seen", "goal", "met"),
    [
        (0.5, "<= 0.50", True),
        (0.504, "<= 0.50", True),
        (0.51, "<= 0.50", False),
        (16, "< 16", False),
        (0, "= 0", True),
        (1, "= 0", False),
        (50.1, "> 50", True),
        (0.9, ">= 0.90", True),
        (3, "", None),
        (None, "< 16", None),
    ],
)
def test_a_goal_is_held_against_the_figure_as_it_is_printed(seen, goal, met):
    assert Line("what", seen, "", 2, goal=goal).met is met


def test_a_line_says_figure_goal_and_whether_it_is_met():
    assert Line("slider", 12.34, "ms", 1, 20, "< 16").cells() == (
        "slider", "12.3 ms", "20.0 ms", "< 16 ms", "yes",
    )  # fmt: skip


def test_a_line_stands_under_its_heading():
    head = format_head()
    title, line = format_lines(
        [Line("Page"), Line("  size", 750, "kB", 0, 1, "< 700")]
    ).splitlines()
    assert head.split() == ["what", "seen", "goal", "met"]
    assert title == "Page"
    assert line.split() == ["size", "750", "kB", "<", "700", "kB", "NO"]
    assert line.index("NO") == head.index("met")
    assert line.index("750 kB") + len("750 kB") == head.index("seen") + len("seen")


def test_the_other_page_has_a_column_where_it_is_measured():
    head = format_head(before=True)
    line = format_lines([Line("  size", 750, "kB", 0, 800, "< 700")], before=True)
    assert head.split() == ["what", "seen", "before", "goal", "met"]
    assert line.index("800 kB") + len("800 kB") == head.index("before") + len("before")


def test_a_ratio_is_taken_round_by_round():
    assert bench_table.median_ratio([1, 20, 3], [2, 20, 6]) == 0.5


def test_a_round_without_a_figure_is_left_out():
    assert bench_table.median_ratio([1, None, 4], [2, 5, 4]) == 0.75
    assert bench_table.median([None]) is None


def test_parts_are_measured_in_one_order_however_they_are_named():
    assert bench.read_options(["--only", "zones, discs"]).only == ("discs", "zones")
    assert bench.read_options([]).only == bench.PARTS


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--only", "zone"], "zone is none of them; choose from discs, size"),
        (["--only", ","], "nothing is named"),
        (["--rounds", "0"], "0 is not a number of rounds"),
        (["--against", "nowhere.html"], "nowhere.html is no file"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_the_choices(given, said, capsys):
    with pytest.raises(SystemExit) as stop:
        bench.read_options(given)
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_every_part_has_something_that_measures_it():
    assert set(bench.measures(bench.read_options([]))) == set(bench.PARTS)


def test_every_part_is_told_in_the_guide():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for part in bench.PARTS:
        assert f"| `{part}` |" in guide


def test_a_peer_that_is_not_installed_is_left_out(monkeypatch):
    monkeypatch.setitem(sys.modules, OFFLINE, None)
    assert find_offline() is None


def test_the_document_of_many_zones_is_the_same_every_time(tmp_path):
    one, two = (write_many(tmp_path / name) for name in ("one", "two"))
    files = {path.name: path.read_bytes() for path in one.iterdir()}
    assert files == {path.name: path.read_bytes() for path in two.iterdir()}
    assert "gazetteer.csv" in files


def test_the_document_of_many_zones_has_no_fault_and_a_zone_for_each_point(tmp_path):
    points = load_dataset(write_many(tmp_path / "many")).toponyms
    assert sum(point.lat is not None for point in points) == MANY


SLOW = """<!DOCTYPE html><html lang="en"><title>Page</title><body>
<div class="stage"><svg width="90" height="90">{zones}</svg></div><p id="card" hidden>Card</p>
<script>setTimeout(() => {{
  const last = [...document.querySelectorAll(".zone")].at(-1);
  last.addEventListener("click", () => {{ card.hidden = false; }});
  window.koreaMap = {{ page: {{}} }};
}}, 100)</script></body></html>"""


@pytest.mark.browser
def test_zones_that_stand_in_the_page_count_before_its_script_answers(chromium, tmp_path):
    from bench_documents import count_zones
    from bench_page import load_page

    page = tmp_path / "page.html"
    zone = '<path class="zone" d="M5 5h80v80z"/>'
    page.write_text(SLOW.format(zones=zone * count_zones()), encoding="utf-8")
    shown = load_page(chromium, "ours", page, 1, click=False)
    clicked = load_page(chromium, "ours", page, 1, click=True)
    assert 0 < shown.zones < shown.whole <= shown.total
    assert shown.click is None
    assert 0 < clicked.zones < clicked.click


@pytest.mark.browser
def test_what_a_page_does_not_have_is_left_out_of_its_use(chromium, tmp_path):
    from bench_use import ACTIONS, use_page

    page = tmp_path / "page.html"
    page.write_text(SLOW.format(zones='<path class="zone"/>'), encoding="utf-8")
    costs = use_page(chromium, page, ACTIONS, 1)
    assert set(costs) == {"close it"}

"""Measure the reconciliation of names against string similarity, in one run.

The names of the telegram stand in gazetteer.csv, the attested ones in `tests/attested`; both are
always measured. Further names (`--dev`, a CSV as `bench_lists` says), what is no Korean place
(`--others`, a CSV with `spelling`) and a GeoNames dump (`--gazetteer`) lie outside the project.
Of the peers the one counts that is strongest on a list. Seconds are those of the processor, but
for several workers those of a clock: that figure wants a machine with two cores and nothing else
to do, so the load is told beside it.
"""

import os
import resource
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bench_lists import (
    MANY,
    RIGHT_WITHIN_KM,
    Asked,
    Finder,
    Judged,
    claimed,
    first_by_kind,
    judge,
    judge_peer,
    read_names,
    read_others,
    read_telegram,
    shares,
    sizes,
    timed,
)
from bench_peers import peers
from bench_table import Line
from rapidfuzz import fuzz, process

from korea_map.gazetteer import load_places
from korea_map.geonames import read_dump
from korea_map.model import Place
from korea_map.names import Reconciler

MANY_NAMES: Final = 4000
"""Distinct names that are answered by one worker and by two."""
GOALS: Final = {
    "first": ">= 0.90",
    "five": ">= 0.94",
    "matched": ">= 0.45",
    "right": ">= 0.99",
    "others": ">= 0.99",
}


def measure_names(dev: Path | None, others: Path | None, gazetteer: Path | None) -> list[Line]:
    """Measure how often the right place comes first, how fast, and what a dump costs."""
    reconciler = Reconciler.of_folder()
    reconciler.candidates("Seoul")
    ways = peers(list(load_places().values()))
    telegram, attested = read_telegram(), read_names()
    lines = compare("Names of the telegram", telegram, reconciler, ways, {"first": "= 1"})
    lines += compare("Attested names, those of tests/attested", attested, reconciler, ways, GOALS)
    lines += abstaining("  none of them Korean places", read_others(), reconciler)
    if dev:
        kept_back = read_names(dev)
        lines += compare(f"Names of {dev.name}", kept_back, reconciler, ways, GOALS)
    if others:
        lines += abstaining(f"Names of {others.name}", read_others(others), reconciler)
    if gazetteer:
        lines += measure_dump(gazetteer, [one.spelling for one in telegram + attested])
    return lines


def compare(
    what: str,
    asked: Sequence[Asked],
    reconciler: Reconciler,
    ways: Mapping[str, Finder],
    goals: Mapping[str, str],
) -> list[Line]:
    """Tell how often each way puts the right place first, on the whole and by kind."""
    ours, speed = timed(lambda: judge(reconciler, asked))
    seen = shares(ours)
    told = (
        ("right first", "first", seen.first),
        ("in the first five", "five", seen.five),
        ("matched", "matched", seen.matched),
        ("matches right", "right", seen.right),
    )
    lines = [
        Line(f"{what}: {len(asked)}; right is within {RIGHT_WITHIN_KM:.0f} km"),
        *(Line(f"  {tag}", figure, "", 3, None, goals.get(key, "")) for tag, key, figure in told),
        Line("  names a second", speed, "", 0),
    ]
    firsts: dict[str, float] = {}
    by_kind: dict[str, dict[str, int]] = {}
    for label, finder in ways.items():
        theirs, speed = timed(lambda finder=finder: judge_peer(finder, asked))  # type: ignore[misc]
        firsts[label] = shares(theirs).first
        by_kind[label] = first_by_kind(theirs)
        lines.append(Line(f"  right first by {label}, {speed:.0f} a second", firsts[label], "", 3))
    best = max(firsts, key=firsts.__getitem__)
    lines.append(Line(f"  ahead of {best} by", seen.first - firsts[best], "", 3, None, "> 0"))
    return lines + kinds(ours, by_kind[best])


def kinds(ours: Sequence[Judged], theirs: Mapping[str, int]) -> list[Line]:
    """Tell each kind of source; of seven names or more the peer may be ahead by one."""
    counted = sizes(one.asked for one in ours)
    if len(counted) < 2:
        return []
    firsts = first_by_kind(ours)
    return [
        Line(
            f"    {kind or 'of no kind'}: {number}, the peer has {theirs[kind]}",
            firsts[kind],
            goal=f">= {theirs[kind] - 1}" if number >= MANY else "",
        )
        for kind, number in counted.items()
    ]


def abstaining(what: str, spellings: Sequence[str], reconciler: Reconciler) -> list[Line]:
    """Tell how many names that are none are not called a match."""
    wrong = claimed(reconciler, spellings)
    share = 1 - len(wrong) / len(spellings)
    told = f", but {', '.join(wrong)}" if wrong else ""
    return [Line(f"{what}: {len(spellings)}{told}"),
            Line("  abstained", share, "", 3, None, GOALS["others"])]  # fmt: skip


def measure_dump(path: Path, spellings: Sequence[str]) -> list[Line]:
    """Tell what a whole country costs: index, memory, speed against extractOne."""
    start = time.process_time()
    places = read_dump(path, problems=[])
    read = time.process_time() - start
    start = time.process_time()
    reconciler = Reconciler(places)
    build_indexes(reconciler)
    built = time.process_time() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    for spelling in spellings:
        reconciler.answer(spelling)
    ours = len(spellings) / (time.process_time() - start)
    keys = list({name for place in places for name in [place.title, *alternates(place)]})
    start = time.process_time()
    for spelling in spellings:
        process.extractOne(spelling, keys, scorer=fuzz.WRatio)
    theirs = len(spellings) / (time.process_time() - start)
    return [
        Line(f"{path.name}: {len(places)} places"),
        Line("  read in", read, "s", 1),
        Line("  indexed in", built, "s", 1),
        Line("  peak memory of the process", peak_mb, "MB", 0),
        Line("  names a second", ours, "", 1),
        Line(f"  extractOne(WRatio) on its {len(keys)} names, a second", theirs, "", 1),
        Line("  against extractOne(WRatio)", ours / theirs, "x", 1, None, "> 10"),
        *measure_workers(places),
    ]


def measure_workers(places: Sequence[Place]) -> list[Line]:
    """Tell how much sooner two workers answer many names than one; the index is built before."""
    titles = list(dict.fromkeys(place.title for place in places))
    names = titles[:: max(1, len(titles) // MANY_NAMES)][:MANY_NAMES]
    seconds: list[float] = []
    told: list[str] = []
    for workers in (1, 2):
        # each has an index of its own, which has not been asked for any of them
        reconciler = Reconciler(places)
        build_indexes(reconciler)
        start = time.perf_counter()
        for _ in reconciler.reconcile_many(names, workers=workers, tell=told.append):
            pass
        seconds.append(time.perf_counter() - start)
    one, two = seconds
    load = f"; the machine's load is {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return [
        Line(f"  {len(names)} distinct names{load}"),
        Line("    by one worker, by the clock", one, "s", 1),
        Line("    by two", two, "s", 1),
        Line("    two workers against one", one / two, "x", 2, None, "> 1.7"),
        *(Line(f"    {what}") for what in told),
    ]


def build_indexes(reconciler: Reconciler) -> None:
    """Ask a name of each script: each has an index of its own, made when it is first wanted."""
    for one in ("Pyongyang", "Пхеньян", "평양", "平壤"):
        reconciler.answer(one)


def alternates(place: Place) -> list[str]:
    """Give the names of a place beside its title."""
    return [name for _, name in place.variants]

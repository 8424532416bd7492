"""Measure the reconciliation of names against string similarity, in one run.

The names of the telegram stand in gazetteer.csv and are always measured. Further names
(`--dev`, a CSV with spelling, kind, lat, lon) and a GeoNames dump (`--gazetteer`) lie
outside the project; goals are set for such names alone, which the tables were not made from.
"""

import csv
import resource
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jellyfish
from bench_table import Line
from rapidfuzz import fuzz, process

from korea_map.gazetteer import load_places, load_toponyms
from korea_map.geonames import read_dump
from korea_map.model import Place
from korea_map.names import Reconciler
from korea_map.names.letters import CYRILLIC, LATIN
from korea_map.names.systems import rules
from korea_map.names.within import apart_km

RIGHT_WITHIN_KM = 20.0
DEEPEST = 10
FIVE = 5

_GOALS: Final = {"first": ">= 0.90", "five": ">= 0.94", "matched": ">= 0.45", "right": ">= 0.99"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A spelling with the spot that is meant."""

    spelling: str
    kind: str
    lat: float
    lon: float


Ranker = Callable[[str], Sequence[Place]]


def measure_names(dev: Path | None, gazetteer: Path | None) -> list[Line]:
    """Measure how often the right place comes first, how fast, and what a dump costs."""
    telegram = read_telegram()
    kept_back = read_dev(dev) if dev else []
    places = list(load_places().values())
    lines = [*compare("Names of the telegram", telegram, places, {})]
    if kept_back:
        settlements = [one for one in kept_back if one.kind == "settlement"]
        lines += compare("Names given, settlements", settlements, places, _GOALS)
        lines += compare("Names given, all", kept_back, places, {})
    if gazetteer:
        lines += measure_dump(gazetteer, [one.spelling for one in telegram + kept_back])
    return lines


def read_telegram() -> list[Asked]:
    """Read the distinct located names of the telegram."""
    found = {
        one.toponym: Asked(one.toponym, "settlement", one.lat, one.lon)
        for one in load_toponyms()
        if one.list.startswith(("unc-", "cpv-")) and one.lat is not None and one.lon is not None
    }
    return list(found.values())


def read_dev(path: Path) -> list[Asked]:
    """Read names with the spots that are meant."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Asked(row["spelling"], row["kind"], float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(stream)
        ]


def compare(
    what: str, asked: Sequence[Asked], places: Sequence[Place], goals: Mapping[str, str]
) -> list[Line]:
    """Tell how often each way puts the right place first, and how fast."""
    reconciler = Reconciler(places)
    reconciler.candidates("Seoul")
    matches: list[bool] = []

    def by_engine(spelling: str) -> Sequence[Place]:
        found = reconciler.candidates(spelling, limit=DEEPEST)
        matches.append(bool(found) and found[0].match)
        return [one.place for one in found]

    ranks, speed = measure(by_engine, asked)
    right = [rank == 1 for rank, match in zip(ranks, matches, strict=True) if match]
    shares = (
        ("right first", "first", share(rank == 1 for rank in ranks)),
        ("in the first five", "five", share(0 < rank <= FIVE for rank in ranks)),
        ("matched", "matched", len(right) / len(asked)),
        ("matches right", "right", share(right)),
    )
    lines = [
        Line(f"{what}: {len(asked)}; right is within {RIGHT_WITHIN_KM:.0f} km"),
        *(Line(f"  {tag}", seen, "", 3, None, goals.get(key, "")) for tag, key, seen in shares),
        Line("  names a second", speed, "", 0),
    ]
    names = [(fold(name), place) for place in places for name in names_of(place)]
    keys = [name for name, _ in names]
    others: list[tuple[str, Ranker]] = [
        ("rapidfuzz WRatio", lambda one: by_rapidfuzz(one, keys, names, fuzz.WRatio)),
        ("rapidfuzz ratio", lambda one: by_rapidfuzz(one, keys, names, fuzz.ratio)),
        ("jellyfish Jaro-Winkler", lambda one: by_jellyfish(one, names)),
    ]
    for label, rank in others:
        theirs, speed = measure(rank, asked)
        first = share(one == 1 for one in theirs)
        lines.append(Line(f"  right first by {label}, {speed:.0f} a second", first, "", 3))
    return lines


def share(holds: Iterable[bool]) -> float | None:
    """Return how many of some hold; None of nothing."""
    known = list(holds)
    return sum(known) / len(known) if known else None


def measure(rank: Ranker, asked: Sequence[Asked]) -> tuple[list[int], float]:
    """Return the rank of the right place of each name, 0 where it is absent; names a second."""
    start = time.perf_counter()
    found = [rank(one.spelling) for one in asked]
    seconds = time.perf_counter() - start
    ranks = [
        next(
            (
                number
                for number, place in enumerate(places, 1)
                if apart_km(one.lon, one.lat, place.lon, place.lat) <= RIGHT_WITHIN_KM
            ),
            0,
        )
        for one, places in zip(asked, found, strict=True)
    ]
    return ranks, len(asked) / seconds


def names_of(place: Place) -> list[str]:
    """Give every name of a place that similarity can compare with Latin letters."""
    given = [place.title, place.title_mr, place.reading_ja, place.reading_zh]
    given += [name for _, name in place.variants]
    return [name for name in dict.fromkeys(filter(None, given)) if fold(name).isascii()]


def fold(name: str) -> str:
    """Lower a name, write Cyrillic in Latin by the Library of Congress, leave marks out."""
    table = rules(CYRILLIC, LATIN)
    latin = "".join(
        table[char][0].written if char in table else char
        for char in unicodedata.normalize("NFC", name).lower()
    )
    bare = unicodedata.normalize("NFD", latin.replace("’", ""))
    return "".join(char for char in bare if not unicodedata.combining(char))


def by_rapidfuzz(
    spelling: str,
    keys: Sequence[str],
    names: Sequence[tuple[str, Place]],
    scorer: Callable[..., float],
) -> list[Place]:
    """Rank places by rapidfuzz."""
    best = process.extract(fold(spelling), keys, scorer=scorer, limit=DEEPEST * 4)
    return distinct(names[number][1] for _, _, number in best)


def by_jellyfish(spelling: str, names: Sequence[tuple[str, Place]]) -> list[Place]:
    """Rank places by Jaro-Winkler similarity."""
    query = fold(spelling)
    scored = sorted(names, key=lambda one: -jellyfish.jaro_winkler_similarity(query, one[0]))
    return distinct(place for _, place in scored[: DEEPEST * 4])


def distinct(places: Iterable[Place]) -> list[Place]:
    """Give each place once, ten at most."""
    return list({place.id: place for place in places}.values())[:DEEPEST]


def measure_dump(path: Path, spellings: Sequence[str]) -> list[Line]:
    """Tell what a whole country costs: index, memory, speed against extractOne."""
    start = time.perf_counter()
    places = read_dump(path, problems=[])
    read = time.perf_counter() - start
    start = time.perf_counter()
    reconciler = Reconciler(places)
    built = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    for spelling in spellings:
        reconciler.candidates(spelling)
    ours = len(spellings) / (time.perf_counter() - start)
    keys = list({name for place in places for name in [place.title, *alternates(place)]})
    start = time.perf_counter()
    for spelling in spellings:
        process.extractOne(spelling, keys, scorer=fuzz.WRatio)
    theirs = len(spellings) / (time.perf_counter() - start)
    return [
        Line(f"{path.name}: {len(places)} places"),
        Line("  read in", read, "s", 1),
        Line("  indexed in", built, "s", 1),
        Line("  peak memory of the process", peak_mb, "MB", 0),
        Line("  names a second", ours, "", 1),
        Line(f"  extractOne(WRatio) on its {len(keys)} names, a second", theirs, "", 1),
        Line("  against extractOne(WRatio)", ours / theirs, "x", 1, None, "> 10"),
    ]


def alternates(place: Place) -> list[str]:
    """Give the names of a place beside its title."""
    return [name for _, name in place.variants]

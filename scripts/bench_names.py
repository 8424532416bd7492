"""Measure the reconciliation of names against string similarity, in one run.

The names of the telegram stand in gazetteer.csv and are always measured. Further names
(`--dev`, a CSV with spelling, kind, lat, lon) and a GeoNames dump (`--gazetteer`) lie
outside the project:

    python scripts/bench_names.py --dev dev.csv --gazetteer KR.txt
"""

import argparse
import csv
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jellyfish
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A spelling with the spot that is meant."""

    spelling: str
    kind: str
    lat: float
    lon: float


Ranker = Callable[[str], Sequence[Place]]


def main() -> None:
    """Print all figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dev", type=Path, help="CSV with spelling, kind, lat, lon")
    options.add_argument("--gazetteer", type=Path, help="GeoNames dump")
    given = options.parse_args()
    telegram = read_telegram()
    dev = read_dev(given.dev) if given.dev else []
    places = list(load_places().values())
    print(f"{len(places)} places of places.csv; right is within {RIGHT_WITHIN_KM:.0f} km")
    compare("telegram", telegram, places)
    if dev:
        compare("dev, settlements", [one for one in dev if one.kind == "settlement"], places)
        compare("dev, all", dev, places)
    if given.gazetteer:
        measure_dump(given.gazetteer, [one.spelling for one in telegram + dev])


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


def compare(what: str, asked: Sequence[Asked], places: Sequence[Place]) -> None:
    """Print how often each way puts the right place first, and how fast."""
    print(f"\n{what}: {len(asked)} names    R@1    MRR   names/s")
    reconciler = Reconciler(places)
    reconciler.candidates("Seoul")
    matches: list[bool] = []

    def by_engine(spelling: str) -> Sequence[Place]:
        found = reconciler.candidates(spelling, limit=DEEPEST)
        matches.append(bool(found) and found[0].match)
        return [one.place for one in found]

    ranks = measure("korea_map", by_engine, asked)
    right = [rank for rank, match in zip(ranks, matches, strict=True) if match]
    print(f"    matches claimed {len(right)} of {len(asked)}, right {sum(r == 1 for r in right)}")
    names = [(fold(name), place) for place in places for name in names_of(place)]
    keys = [name for name, _ in names]
    for label, scorer in (
        ("rapidfuzz WRatio", fuzz.WRatio),
        ("rapidfuzz ratio", fuzz.ratio),
    ):
        measure(label, lambda s, scorer=scorer: by_rapidfuzz(s, keys, names, scorer), asked)
    measure("jellyfish Jaro-Winkler", lambda s: by_jellyfish(s, names), asked)


def measure(label: str, rank: Ranker, asked: Sequence[Asked]) -> list[int]:
    """Print one line; give the rank of the right place of each name, 0 where it is absent."""
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
    first = sum(number == 1 for number in ranks) / len(ranks)
    reciprocal = sum(1 / number for number in ranks if number) / len(ranks)
    print(f"    {label:<24}{first:6.3f} {reciprocal:6.3f} {len(asked) / seconds:9.1f}")
    return ranks


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


def measure_dump(path: Path, spellings: Sequence[str]) -> None:
    """Print what a whole country costs: index, memory, speed against extractOne."""
    start = time.perf_counter()
    places = read_dump(path, problems=[])
    read = time.perf_counter() - start
    start = time.perf_counter()
    reconciler = Reconciler(places)
    built = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{path.name}: {len(places)} places, read in {read:.1f} s, indexed in {built:.1f} s")
    print(f"    peak memory of the process {peak_mb:.0f} MB ({sys.platform})")
    start = time.perf_counter()
    for spelling in spellings:
        reconciler.candidates(spelling)
    ours = len(spellings) / (time.perf_counter() - start)
    keys = list({name for place in places for name in [place.title, *alternates(place)]})
    start = time.perf_counter()
    for spelling in spellings:
        process.extractOne(spelling, keys, scorer=fuzz.WRatio)
    theirs = len(spellings) / (time.perf_counter() - start)
    print(f"    {ours:.1f} names/s; extractOne(WRatio) on its {len(keys)} names {theirs:.1f}/s")
    print(f"    {ours / theirs:.1f} x   (reach > 1 x)")


def alternates(place: Place) -> list[str]:
    """Give the names of a place beside its title."""
    return [name for _, name in place.variants]


if __name__ == "__main__":
    main()

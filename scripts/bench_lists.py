"""The attested names, and what counts as right: the lists of `tests/attested`, or others alike.

A list is a CSV with `spelling`, `lat`, `lon`, and where it has them `source_kind` and `kind`.
"""

import csv
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from korea_map.gazetteer import load_toponyms
from korea_map.model import Place
from korea_map.names import Reconciler
from korea_map.names.within import apart_km

ATTESTED: Final = Path(__file__).resolve().parent.parent / "tests" / "attested"
FURTHER: Final = ATTESTED / "further.csv"
FURTHER_OTHERS: Final = ATTESTED / "further_others.csv"
RIGHT_WITHIN_KM: Final = 20.0
DEEPEST: Final = 10
FIVE: Final = 5
MANY: Final = 7
"""Names of a kind from which on it counts by itself; of fewer, one name is too much of it."""

Finder = Callable[[str], Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A spelling with the spot that is meant."""

    spelling: str
    lat: float
    lon: float
    source_kind: str = ""
    kind: str = ""

    def is_at(self, place: Place) -> bool:
        """Whether a place is the one that is meant."""
        return apart_km(self.lon, self.lat, place.lon, place.lat) <= RIGHT_WITHIN_KM


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a name.

    Attributes
    ----------
    rank
        Where the right place stands among the first ten; 0 where it is not among them.
    match
        Whether the first was called a match.
    """

    asked: Asked
    rank: int
    match: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """What became of a list of names, in shares of it.

    `right` is the share of the matches that are right; None where there is no match.
    """

    first: float
    five: float
    matched: float
    right: float | None


def read_names(path: Path = ATTESTED / "names.csv") -> list[Asked]:
    """Read names with the spots that are meant."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Asked(
                row["spelling"],
                float(row["lat"]),
                float(row["lon"]),
                row.get("source_kind") or "",
                row.get("kind") or "",
            )
            for row in csv.DictReader(stream)
        ]


def read_others(path: Path = ATTESTED / "negatives.csv") -> list[str]:
    """Read what is no Korean place."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [row["spelling"] for row in csv.DictReader(stream)]


def read_telegram() -> list[Asked]:
    """Read the distinct located names of the telegram."""
    found = {
        one.toponym: Asked(one.toponym, one.lat, one.lon, "telegram", "settlement")
        for one in load_toponyms()
        if one.list.startswith(("unc-", "cpv-")) and one.lat is not None and one.lon is not None
    }
    return list(found.values())


def judge(reconciler: Reconciler, names: Iterable[Asked]) -> list[Judged]:
    """Look names up with the engine."""
    judged = []
    for one in names:
        found = reconciler.answer(one.spelling, limit=DEEPEST).candidates
        rank = rank_of_right(one, [candidate.place for candidate in found])
        judged.append(Judged(one, rank, bool(found) and found[0].match))
    return judged


def judge_peer(finder: Finder, names: Iterable[Asked]) -> list[Judged]:
    """Look names up another way, one that knows no match."""
    return [Judged(one, rank_of_right(one, finder(one.spelling))) for one in names]


def rank_of_right(asked: Asked, places: Sequence[Place]) -> int:
    """Return where the right place stands; 0 where it is absent."""
    ranks = (number for number, place in enumerate(places, 1) if asked.is_at(place))
    return next(ranks, 0)


def shares(judged: Sequence[Judged]) -> Shares:
    """Count over a list."""
    right = [one.rank == 1 for one in judged if one.match]
    return Shares(
        sum(one.rank == 1 for one in judged) / len(judged),
        sum(0 < one.rank <= FIVE for one in judged) / len(judged),
        len(right) / len(judged),
        sum(right) / len(right) if right else None,
    )


def claimed(reconciler: Reconciler, others: Iterable[str]) -> list[str]:
    """Return what is called a match and is no Korean place."""
    found = ((one, reconciler.answer(one).candidates) for one in others)
    return [one for one, candidates in found if candidates and candidates[0].match]


def first_by_kind(judged: Iterable[Judged]) -> dict[str, int]:
    """Count the names of each kind of source whose right place comes first."""
    counted: dict[str, int] = {}
    for one in judged:
        kind = one.asked.source_kind
        counted[kind] = counted.get(kind, 0) + (one.rank == 1)
    return dict(sorted(counted.items()))


def sizes(names: Iterable[Asked]) -> dict[str, int]:
    """Count the names of each kind of source."""
    counted: dict[str, int] = {}
    for one in names:
        counted[one.source_kind] = counted.get(one.source_kind, 0) + 1
    return dict(sorted(counted.items()))


def behind(ours: Mapping[str, int], theirs: Mapping[str, int], n: Mapping[str, int]) -> list[str]:
    """Name the kinds of seven names or more in which another is ahead by more than one."""
    return [kind for kind in n if n[kind] >= MANY and theirs[kind] - ours[kind] > 1]


def timed(look_up: Callable[[], list[Judged]]) -> tuple[list[Judged], float]:
    """Return what became of names, and how many a second of processor time were looked up."""
    start = time.process_time()
    judged = look_up()
    return judged, len(judged) / (time.process_time() - start)

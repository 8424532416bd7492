"""Measure how well places are found in running text, beside ways that know no text.

The texts (`--texts`) lie outside the project: `NAME.txt` and beside it `NAME.csv`, a row for each
place that the text names: `offset`, `length` (in code points), `lat`, `lon` (blank where no
point is known) and `kind`. A span is found where it is the same from its first letter to its
last. A place is right within 20 km, along a river within 60.

The peers ask every stretch of a text that may be a name: up to three words that begin with a
capital, the longest first, each part of a compound; of Hangul and characters, which have no
capitals, runs of two to four. One asks the engine, without any context, and keeps its matches; the
other compares what uroman makes of the stretch with every name of every place, by Jaro-Winkler
similarity, and keeps what is as like as its threshold: the one that serves it best on these very
texts, which is told.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bench_lists import RIGHT_WITHIN_KM
from bench_peers import SCORERS, all_names, in_order, romanize
from bench_table import Line
from rapidfuzz import process

from korea_map.gazetteer import load_places
from korea_map.model import Place
from korea_map.names import Reconciler
from korea_map.names.letters import HANGUL_RANGE, HANJA_RANGE
from korea_map.names.within import apart_km

ALONG_A_RIVER_KM: Final = 60.0
THRESHOLDS: Final = tuple(step / 100 for step in range(80, 101))

_WORDS: Final = 3
"""Most words of a name."""
_SIGNS: Final = (4, 3, 2)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’ʼ`‘][^\W\d_]+)*")
_PART: Final = re.compile(r"[^-]+")
_RUN_OF_SIGNS: Final = re.compile(f"[{HANGUL_RANGE}{HANJA_RANGE}]{{2,}}")

Stretch = tuple[int, int]
Finder = Callable[[str], dict[Stretch, Place]]


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a text names: where it is, if that is known, and what it is."""

    lat: float | None
    lon: float | None
    kind: str

    def is_at(self, place: Place) -> bool:
        """Whether a place is the one that is meant."""
        if self.lat is None or self.lon is None:
            return False
        most = ALONG_A_RIVER_KM if self.kind == "river" else RIGHT_WITHIN_KM
        return apart_km(self.lon, self.lat, place.lon, place.lat) <= most


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the places that it names."""

    text: str
    named: dict[Stretch, Named]


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the spans of some texts.

    Attributes
    ----------
    named, found, hits
        Spans that there are, that were found, and that are the same.
    known
        Spans that there are of which a point is known.
    placed, right
        Hits among these, and those that have the right place.
    """

    named: int
    found: int
    hits: int
    known: int
    placed: int
    right: int

    @property
    def recall(self) -> float:
        """The share of the spans that were found."""
        return self.hits / self.named if self.named else 0.0

    @property
    def precision(self) -> float:
        """The share of what was found that is one."""
        return self.hits / self.found if self.found else 0.0

    @property
    def mean(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hits / (self.named + self.found) if self.named + self.found else 0.0

    @property
    def right_place(self) -> float | None:
        """The share of the hits that have the right place; None where none has a known one."""
        return self.right / self.placed if self.placed else None

    @property
    def right_of_all(self) -> float | None:
        """The share of all places with a known point that were found and are right."""
        return self.right / self.known if self.known else None


def measure_texts(folder: Path | None) -> list[Line]:
    """Measure what is found in texts, by the project and by its peers."""
    if folder is None:
        return [Line("Texts: none is given (--texts)")]
    texts = read_texts(folder)
    ours = count(texts, read)
    alone = count(texts, ask_alone(Reconciler.of_folder()))
    threshold, alike = best_threshold(texts, ask_uroman(list(load_places().values())))
    ways = {
        "each word asked alone, matches kept": alone,
        f"uroman + Jaro-Winkler, {threshold:.2f} and more": alike,
    }
    lines = [Line(f"Texts of {folder.name}: {len(texts)}, which name {ours.named} places")]
    lines += tell("the project", ours)
    for label, counted in ways.items():
        lines += tell(label, counted)
    best = max(one.mean for one in ways.values())
    what = "  mean of recall and precision, ahead of both by"
    return [*lines, Line(what, ours.mean - best, "", 3, None, "> 0")]


def tell(label: str, counted: Counted) -> list[Line]:
    """Tell what became of the spans by one way."""
    return [
        Line(f"  {label}: {counted.found} spans"),
        Line("    recall of spans", counted.recall, "", 3),
        Line("    precision of spans", counted.precision, "", 3),
        Line("    right place, of the spans found", counted.right_place, "", 3),
        Line("    right place, of all that have one", counted.right_of_all, "", 3),
    ]


def read_texts(folder: Path) -> list[Text]:
    """Read the texts of a folder."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        with path.with_suffix(".csv").open(encoding="utf-8", newline="") as stream:
            named = dict(map(_named, csv.DictReader(stream)))
        # offsets count what stands in the file, CR LF as two
        texts.append(Text(path.read_bytes().decode("utf-8"), named))
    return texts


def _named(row: dict[str, str]) -> tuple[Stretch, Named]:
    start = int(row["offset"])
    lat, lon = (float(row[axis]) if row[axis] else None for axis in ("lat", "lon"))
    return (start, start + int(row["length"])), Named(lat, lon, row["kind"])


def count(texts: Iterable[Text], find: Finder) -> Counted:
    """Count what a way finds in texts."""
    named = found = hits = known = placed = right = 0
    for one in texts:
        places = find(one.text)
        points = {stretch for stretch, it in one.named.items() if it.lat is not None}
        same = one.named.keys() & places.keys()
        named, found, known = named + len(one.named), found + len(places), known + len(points)
        hits, placed = hits + len(same), placed + len(same & points)
        right += sum(one.named[stretch].is_at(places[stretch]) for stretch in same)
    return Counted(named, found, hits, known, placed, right)


def read(text: str) -> dict[Stretch, Place]:
    """Find places as the project does."""
    from korea_map import read_text

    return {
        (one.offset, one.offset + one.length): one.candidates[0].place for one in read_text(text)
    }


def ask_alone(reconciler: Reconciler) -> Finder:
    """Return what asks each stretch without context, and keeps the matches."""

    @cache
    def ask(spelling: str) -> Place | None:
        candidates = reconciler.answer(spelling, limit=1).candidates
        return candidates[0].place if candidates and candidates[0].match else None

    return lambda text: take(text, ask)


def ask_uroman(places: Sequence[Place]) -> Callable[[float], Finder]:
    """Return what gives, for a threshold, the way that compares each stretch with every name."""
    names = [(romanize(name), place) for place in in_order(places) for name in all_names(place)]
    keys = [name for name, _ in names]

    @cache
    def nearest(spelling: str) -> tuple[float, Place]:
        asked = romanize(spelling)
        _, likeness, number = process.extractOne(asked, keys, scorer=SCORERS["jaro_winkler"])
        return likeness, names[number][1]

    def with_threshold(threshold: float) -> Finder:
        def ask(spelling: str) -> Place | None:
            likeness, place = nearest(spelling)
            return place if likeness >= threshold else None

        return lambda text: take(text, ask)

    return with_threshold


def best_threshold(texts: Sequence[Text], way: Callable[[float], Finder]) -> tuple[float, Counted]:
    """Return the threshold by which a way finds most and least amiss, and what it then finds."""
    counted = {threshold: count(texts, way(threshold)) for threshold in THRESHOLDS}
    best = max(counted, key=lambda threshold: counted[threshold].mean)
    return best, counted[best]


def take(text: str, ask: Callable[[str], Place | None]) -> dict[Stretch, Place]:
    """Ask the stretches of a text in order, and pass over what lies in one that is taken."""
    taken: dict[Stretch, Place] = {}
    end = 0
    for stretch in sorted(set(stretches(text)), key=lambda one: (one[0], -one[1])):
        if stretch[0] < end:
            continue
        place = ask(text[stretch[0] : stretch[1]])
        if place is not None:
            taken[stretch] = place
            end = stretch[1]
    return taken


def stretches(text: str) -> Iterator[Stretch]:
    """Yield what may be a name."""
    words = [one.span() for one in _WORD.finditer(text) if one[0][0].isupper()]
    for number, (start, end) in enumerate(words):
        yield start, end
        for part in _PART.finditer(text, start, end):
            if text[part.start()].isupper():
                yield part.span()
        for _, later in words[number + 1 : number + _WORDS]:
            between = text[start:later]
            if not re.fullmatch(rf"{_WORD.pattern}(?: {_WORD.pattern})*", between):
                break
            yield start, later
    for run in _RUN_OF_SIGNS.finditer(text):
        for start in range(run.start(), run.end()):
            yield from ((start, start + size) for size in _SIGNS if start + size <= run.end())

"""Which of several places a name of a text means: what else the text names decides.

What fits so nearly the same that letters do not tell is told apart by a second name in brackets,
by words of distance, and by the nearest place that the text names beyond doubt. A spelling means
one place in one document. The scores stay as they are; the reason is told beside them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, log, radians, sin
from typing import Final

from korea_map.model import Candidate, Place
from korea_map.names.own_names import marked
from korea_map.names.within import apart_km
from korea_map.reading.cues import DIRECTION, MEASURE, NUMBER, cues_of
from korea_map.reading.judging import Found
from korea_map.reading.words import find_words

_TIED: Final = 10.0
"""Points of the score by which a place may be behind the best and still be meant."""
_A_PLACE_KM: Final = 5.0
_SECOND_NAME: Final = re.compile(r"\s*[\[(（［]\s*(?:[a-z.]{1,4}\s)?")
_ANCHORS: Final = 2
"""Anchors looked at on either side."""
_REACH_KM: Final = 40.0
_POINTS: Final = 8.0
"""Points of the score that an e-fold of the distance outweighs."""


@dataclass(slots=True)
class Settled:
    """A found name with its candidates, the place that is meant first.

    Attributes
    ----------
    why
        What of the text decided; empty where letters alone did.
    """

    found: Found
    candidates: tuple[Candidate, ...]
    why: str = ""


def settle(text: str, found: Sequence[Found]) -> list[Settled]:
    """Put first for each name the place that the text means by it."""
    settled = [Settled(one, one.candidates) for one in found]
    groups: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        groups.setdefault(_lemma(one), []).append(number)
    anchors = {n for n, one in enumerate(found) if one.match}
    chosen: dict[str, tuple[str, str]] = {}
    for lemma, numbers in groups.items():
        if any(n in anchors for n in numbers):
            continue
        votes: dict[str, tuple[float, str]] = {}
        for n in numbers:
            for place, cost, why in _weigh(text, found, n, anchors):
                before = votes.get(place, (0.0, why))
                votes[place] = (before[0] + cost, before[1] or why)
        if votes:
            best = min(votes, key=lambda place: votes[place][0])
            chosen[lemma] = (best, votes[best][1])
    for lemma, (place, why) in chosen.items():
        for n in groups[lemma]:
            one = settled[n]
            first = [c for c in one.candidates if c.place.id == place]
            if first and one.candidates[0].place.id != place:
                rest = [c for c in one.candidates if c.place.id != place]
                settled[n] = Settled(one.found, (*first, *rest), why)
    return settled


def _lemma(one: Found) -> str:
    return marked(one.spot.name)[0] or one.spot.name


def _weigh(
    text: str, found: Sequence[Found], number: int, anchors: set[int]
) -> Iterable[tuple[str, float, str]]:
    """Yield the places that a name may mean, each with what speaks against it."""
    one = found[number]
    best = one.candidates[0].score
    tied = [c for c in one.candidates if best - c.score <= _TIED]
    near = _nearest(found, number, anchors)
    for candidate in tied:
        against, why = best - candidate.score, ""
        if near:
            km, anchor = min(
                (apart(candidate.place, found[a].candidates[0].place), a) for a in near
            )
            against += _POINTS * log(1 + km / _REACH_KM)
            why = f"{km:.0f} km from {found[anchor].spot.name}, the nearest sure place of the text"
        if one.spot.around.kind and one.spot.around.kind != candidate.place.feature_class:
            against += 4.0
        yield candidate.place.id, against, why


def _nearest(found: Sequence[Found], number: int, anchors: set[int]) -> list[int]:
    before = [a for a in sorted(anchors) if a < number][-_ANCHORS:]
    after = [a for a in sorted(anchors) if a > number][:_ANCHORS]
    return [*before, *after]


def apart(one: Place, other: Place) -> float:
    """Give how far two places are apart, in km."""
    return apart_km(one.lon, one.lat, other.lon, other.lat)

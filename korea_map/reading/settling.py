"""Which of several places a name of a text means: what else the text names decides.

What fits so nearly the same that letters do not tell is told apart by a second name in brackets,
by words of distance, and by the nearest place that the text names beyond doubt. A spelling means
one place in one document. The scores stay as they are; the reason is told beside them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, log, radians, sin
from typing import Final

from korea_map.model import Candidate, Place
from korea_map.names.own_names import marked
from korea_map.names.within import apart_km
from korea_map.reading.cues import DIRECTION, MEASURE, NUMBER, cues_of
from korea_map.reading.judging import Found
from korea_map.reading.words import find_words

_TIED: Final = 4.0
"""Points of the score by which a place may be behind the best and still be meant."""
_A_PLACE_KM: Final = 5.0
_SECOND_NAME: Final = re.compile(r"\s*[\[(（［]\s*(?:[a-z.]{1,4}\s)?")
_TIED_RANKED: Final = 2.0
_RANKED: Final = 0.2
_RANK_APART: Final = 0.13
_SAID: Final = 5.0
_OTHER_KIND: Final = 4.0
_WINDOW: Final = 1500
_REACH_KM: Final = 40.0
_POINTS: Final = 3.0
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
    groups: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        groups.setdefault(_lemma(one), []).append(number)
    # where letters tell, that is the place; those that they do not tell follow, the clearest first
    meant: dict[int, Candidate] = {}
    open_groups = {}
    for lemma, numbers in groups.items():
        sure = next((n for n in numbers if found[n].match or len(tied(found[n])) == 1), None)
        if sure is None:
            open_groups[lemma] = numbers
        else:
            meant.update({n: found[sure].candidates[0] for n in numbers})
    reasons: dict[int, str] = {}
    while open_groups:
        ballots = {}
        for lemma, numbers in open_groups.items():
            votes: dict[str, tuple[float, str]] = {}
            for n in numbers:
                for place, cost, why in _weigh(text, found, n, meant):
                    before = votes.get(place, (0.0, why))
                    votes[place] = (before[0] + cost / len(numbers), before[1] or why)
            ordered = sorted(votes.items(), key=lambda item: item[1][0])
            lead = ordered[1][1][0] - ordered[0][1][0] if len(ordered) > 1 else 99.0
            ballots[lemma] = (lead, ordered[0][0], ordered[0][1][1])
        lemma = max(ballots, key=lambda one: ballots[one][0])
        _, place, why = ballots[lemma]
        for n in open_groups.pop(lemma):
            chosen = next(c for c in found[n].candidates if c.place.id == place)
            meant[n] = chosen
            if chosen is not found[n].candidates[0]:
                reasons[n] = why
    settled = []
    for number, one in enumerate(found):
        first = meant[number]
        rest = [c for c in one.candidates if c.place.id != first.place.id]
        settled.append(Settled(one, (first, *rest), reasons.get(number, "")))
    return settled


def _lemma(one: Found) -> str:
    return marked(one.spot.name)[0] or one.spot.name


def _weigh(
    text: str, found: Sequence[Found], number: int, meant: Mapping[int, Candidate]
) -> Iterable[tuple[str, float, str]]:
    """Yield the places that a name may mean, each with what speaks against it."""
    one = found[number]
    near = [a for a in meant if a != number and abs(found[a].spot.start - one.spot.start) <= _WINDOW]
    for candidate in tied(one):
        against, why = one.candidates[0].score - candidate.score, ""
        if near:
            km, anchor = min(
                (apart(candidate.place, meant[a].place), a) for a in near
            )
            against += _POINTS * log(1 + km / _REACH_KM)
            why = f"{km:.0f} km from {found[anchor].spot.name}, the nearest sure place of the text"
        for other, km in _said_distances(text, found, number):
            off = min(
                abs(apart(candidate.place, c.place) - km) for c in tied(found[other])
            )
            if off <= _A_PLACE_KM + km / 3:
                against -= _SAID
                why = f"about {km:.0f} km from {found[other].spot.name}, as the text says"
        if one.spot.around.kind and one.spot.around.kind != candidate.place.feature_class:
            against += _OTHER_KIND
        yield candidate.place.id, against, why


def tied(one: Found) -> list[Candidate]:
    """Give the candidates that fit so nearly the same that letters do not tell."""
    best = one.candidates[0]
    prior = float(best.features.get("prior", 0.0))
    ranked = prior <= _RANKED
    most = _TIED_RANKED if ranked else _TIED
    return [
        c
        for c in one.candidates
        if best.score - c.score <= most
        and (not ranked or float(c.features.get("prior", 0.0)) <= prior + _RANK_APART)
    ]


def _said_distances(text: str, found: Sequence[Found], number: int) -> Iterable[tuple[int, float]]:
    """Yield the other names from which the text says how far this one is."""
    for a, b in ((number, number + 1), (number - 1, number)):
        if a < 0 or b >= len(found):
            continue
        between = text[found[a].spot.end : found[b].spot.start]
        if len(between) > 80 or "." in between.replace(". ", "", 0) and re.search(r"[.;!?]\s", between):
            continue
        km = said_km(between)
        if km:
            yield (b if a == number else a), km


def said_km(between: str) -> float:
    """Give the distance that a piece of text says, in km; 0 where it says none."""
    digits = [(m.start(), float(m[0].replace(",", "."))) for m in re.finditer(r"\d+(?:[.,]\d+)?", between)]
    number = digits[-1][1] if digits else 0.0
    for word in find_words(between):
        cues = cues_of(word.folded)
        if NUMBER in cues:
            number = cues[NUMBER].value
        elif MEASURE in cues and number:
            return number * cues[MEASURE].value
    return 0.0


def apart(one: Place, other: Place) -> float:
    """Give how far two places are apart, in km."""
    return apart_km(one.lon, one.lat, other.lon, other.lat)

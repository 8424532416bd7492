"""Which of several places a name of a text means: what else the text names decides.

What fits so nearly the same that letters do not tell is told apart by a second name in brackets,
by words of distance, and by the nearest place that is settled already, the clearest first. A
spelling means one place in one document. Scores stay as they are; the reason stands beside them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, log
from typing import Final

from korea_map.model import OFFERED, Candidate, Place
from korea_map.names.own_names import marked
from korea_map.names.rank_1945 import is_province, priors
from korea_map.names.within import apart_km
from korea_map.reading.distances_said import said_km
from korea_map.reading.following import SECOND_NAME, is_list
from korea_map.reading.judging import Found, is_korean
from korea_map.reading.provinces_said import lies_in, said_province

_TIED: Final = 4.0
"""Points of the score by which a place may be behind the best and still be meant."""
_TIED_KIND: Final = 12.0
"""The same for a place of the kind that the text says, such as a river."""
_OTHER_KIND: Final = 12.0
"""Points that speak against a place of another kind."""
_LAST_PART: Final = 4.0
"""The same where only the last part of the name says the kind: Kun-san is a town."""
_LESS: Final = 0.13
"""Handicap by which a place is of less rank than another."""
_VILLAGE: Final = 4.0
"""Points that speak against a place of less rank: texts name towns, not hamlets."""
_OFFERED: Final = 4.0
"""Points more against a place that is only offered."""
_OF_RANK: Final = 8.0
"""Points by which a town may be behind a place that is only offered."""
_RANK: Final = 30.0
"""Points that a handicap is worth where the score has none of it."""
_ANOTHER: Final = 3.0
"""Points that speak against a place which a name beside it means that is spelt otherwise."""
_WIDE_KM: Final = 100.0
"""How far a province reaches."""
_BEYOND: Final = 2.0
"""Points that speak against a place beyond Korea."""
_SAID: Final = 5.0
"""Points that a distance counts which the text says."""
_SETTLED: Final = "P"
"""The kind of what people live in."""
_WINDOW: Final = 1500
"""Characters within which places of a text tell of each other."""
_NEIGHBOURS: Final = 8
"""Names on either side that do."""
_TOLD_KM: Final = 100.0
"""How near a place must be to be a reason."""
_REACH_KM: Final = 40.0
_POINTS: Final = 2.5
"""Points of the score that an e-fold of the distance outweighs."""
_DOUBT: Final = 1.0
"""Points that a place counts less of which the text makes sure itself."""
_SIGNS: Final = 50
"""Characters between two names that count as a point more."""
_SLACK_KM: Final = 5.0
_EVEN: Final = 1.0
"""Points of the score by which nobody would tell two places apart."""
_VOICES: Final = 12
"""Mentions of one spelling that have a say."""
_SENTENCE_END: Final = re.compile(r"[;!?]|\.\s")
_LONGEST_SAYING: Final = 80


@dataclass(frozen=True, slots=True)
class Settled:
    """What a name means.

    Attributes
    ----------
    candidates
        The place that is meant, then the others, best first.
    why
        What of the text decided; empty where letters alone did.
    """

    candidates: tuple[Candidate, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Ballot:
    """What a spelling means as things stand: by how much the first leads, and why."""

    lead: float
    place: str
    why: str


def settle(text: str, found: Sequence[Found]) -> list[Settled]:
    """Put first for each name the place that the text means by it.

    Parameters
    ----------
    text
        The text.
    found
        Its names, in order, each with candidates.
    """
    return _Document(text, found).settle()


def tied(found: Found) -> list[Candidate]:
    """Give the candidates that fit so nearly the same that letters do not tell."""
    kind, best = found.kind, found.best
    least = _OF_RANK if _is_offered(best) else _TIED

    def is_tied(one: Candidate) -> bool:
        if is_province(best.place) and is_province(one.place):
            # a province is not nearer to a town than its halves of 1896 are
            return one is best
        of_kind = _is_nature(kind) and one.place.feature_class == kind
        return best.score - one.score <= (_TIED_KIND if of_kind else least)

    return [one for one in found.candidates if is_tied(one)]


def _is_nature(kind: str) -> bool:
    return kind in ("H", "T")


def _is_offered(one: Candidate) -> bool:
    return one.features.get("tier") == OFFERED


def _handicap(one: Candidate) -> float:
    """Give the handicap of a place, of which the score of a name in characters has none."""
    given = one.features.get("prior")
    return priors([one.place])[0] if given is None else float(given)


class _Document:
    """The names of a text, some settled, the others open."""

    def __init__(self, text: str, found: Sequence[Found]) -> None:
        self._text, self._found = text, found
        self._tied = [tied(one) for one in found]
        self._meant: dict[int, Candidate] = {}
        self._why: dict[int, str] = {}
        self._said: set[int] = set()
        self._open: dict[str, list[int]] = {}
        self._lemma = [marked(one.spot.name)[0] or one.spot.name for one in found]
        self._group = list(self._lemma)
        self._provinces = [said_province(text, found, number) for number in range(len(found))]
        self._weighed: dict[int, list[tuple[str, float, str]]] = {}

    def settle(self) -> list[Settled]:
        groups: dict[str, list[int]] = {}
        for number, lemma in enumerate(self._lemma):
            # one place in each province that the text says
            province = self._provinces[number]
            self._group[number] = f"{lemma}, {province.id}" if province else lemma
            groups.setdefault(self._group[number], []).append(number)
        for lemma, numbers in groups.items():
            sure = next((n for n in numbers if self._is_sure(n)), None)
            if sure is None:
                self._open[lemma] = numbers
            else:
                self._meant.update(dict.fromkeys(numbers, self._found[sure].best))
        self._settle_the_clearest_first()
        return [self._settled(number) for number in range(len(self._found))]

    def _is_sure(self, number: int) -> bool:
        return self._found[number].best.match or len(self._tied[number]) == 1

    def _settle_the_clearest_first(self) -> None:
        ballots = {lemma: self._vote(numbers) for lemma, numbers in self._open.items()}
        while ballots:
            lemma = max(ballots, key=lambda one: ballots[one].lead)
            ballot, numbers = ballots.pop(lemma), self._open.pop(lemma)
            each = (one for number in numbers for one in self._found[number].candidates)
            meant = next(one for one in each if one.place.id == ballot.place)
            for number in numbers:
                # `_settled` gives it the score that it has for its own spelling
                self._meant[number] = meant
                self._why[number] = ballot.why
            beside = set()
            for near in {n for number in numbers for n in self._around(number)}:
                self._weighed.pop(near, None)
                beside.add(self._group[near])
            ballots |= {one: self._vote(self._open[one]) for one in beside if one in ballots}

    def _around(self, number: int) -> Iterator[int]:
        """Give the names that stand near enough to tell of one."""
        start = self._found[number].spot.start
        before = range(number - 1, max(number - _NEIGHBOURS, 0) - 1, -1)
        after = range(number + 1, min(number + _NEIGHBOURS, len(self._found) - 1) + 1)
        for numbers in (before, after):
            for other in numbers:
                if abs(self._found[other].spot.start - start) > _WINDOW:
                    break
                yield other

    def _vote(self, numbers: Sequence[int]) -> _Ballot:
        voices = numbers[:_VOICES]
        against: dict[str, float] = {}
        why: dict[str, str] = {}
        for number in voices:
            if number not in self._weighed:
                self._weighed[number] = list(self._weigh(number))
            for place, points, reason in self._weighed[number]:
                against[place] = against.get(place, 0.0) + points / len(voices)
                why[place] = why.get(place) or reason
        first, *others = sorted(against, key=lambda one: against[one])
        lead = min((against[one] for one in others), default=against[first] + 99.0)
        return _Ballot(lead - against[first], first, why[first])

    def _weigh(self, number: int) -> Iterator[tuple[str, float, str]]:
        """Give the places that a name may mean, each with what speaks against it."""
        one = self._found[number]
        anchors = [other for other in self._around(number) if other in self._meant]
        said = list(self._said_distances(number))
        province = self._provinces[number]
        for candidate in self._tied[number]:
            points, why = one.best.score - candidate.score, ""
            far, km, anchor = self._nearest(candidate, number, anchors)
            points += far
            if km <= _TOLD_KM:
                same = self._meant[anchor].place.id == candidate.place.id
                there = f"{km:.0f} km from {self._name(anchor)}, which the text names near by"
                why = f"{self._name(anchor)} near by means it too" if same else there
            for other, km in said:
                each = (_apart(candidate.place, them.place) for them in self._tied[other])
                if min(abs(apart - km) for apart in each) <= _SLACK_KM + km / 3:
                    points -= _SAID
                    self._said.add(number)
                    where = f"about {km:.0f} km from {self._name(other)}, as the text says"
                    why = where if km else f"its other name is {self._name(other)}"
            if province is not None and lies_in(candidate.place, province):
                points -= _SAID
                why = f"in {province.title}, as the text says"
                self._said.add(number)
            points += self._rank_and_kind(number, candidate)
            yield candidate.place.id, points, why

    def _nearest(
        self, one: Candidate, number: int, anchors: Sequence[int]
    ) -> tuple[float, float, int]:
        """Give the points that the nearest settled name counts against a place.

        Two names of a list that are spelt otherwise are two places.
        """
        beside = {
            other
            for other in anchors
            if self._meant[other].place.id == one.place.id and self._is_listed_with(number, other)
        }
        # nor does a namesake in another province tell anything
        same, group = self._lemma[number], self._group[number]
        others = [
            other
            for other in anchors
            if other not in beside and (self._lemma[other] != same or self._group[other] == group)
        ]
        if not others:
            return _ANOTHER * bool(anchors), inf, -1
        far, km, anchor = min(self._far(one, number, other) for other in others)
        return far + _ANOTHER * bool(beside), km, anchor

    def _is_listed_with(self, number: int, other: int) -> bool:
        """Tell whether two names that are spelt otherwise stand beside each other in a list."""
        first, last = sorted((number, other))
        if last - first > 1 or self._lemma[number] == self._lemma[other]:
            return False
        between = self._text[self._found[first].spot.end : self._found[last].spot.start]
        return is_list(between)

    def _far(self, one: Candidate, number: int, other: int) -> tuple[float, float, int]:
        """Give the points that a settled name counts against a place, and how far that is."""
        km = _apart(one.place, self._meant[other].place)
        if is_province(one.place):
            km = max(km - _WIDE_KM, 0.0)
        signs = abs(self._found[other].spot.start - self._found[number].spot.start)
        doubt = 0.0 if self._is_sure(other) else _DOUBT
        return _POINTS * log(1 + km / _REACH_KM) + signs / _SIGNS + doubt, km, other

    def _rank_and_kind(self, number: int, candidate: Candidate) -> float:
        """Give the points against a place that the name alone and the word of its kind have."""
        one, there = self._found[number], candidate.place.feature_class
        kind = one.kind
        other = kind != there and (_is_nature(kind) or (kind == _SETTLED and _is_nature(there)))
        nature = _is_nature(there)
        village = _handicap(candidate) > _handicap(one.best) + _LESS
        wide = any(is_province(other.place) for other in self._tied[number])
        unsaid = _handicap(candidate) if "prior" not in candidate.features else 0.0
        return (
            (_LAST_PART if one.spot.around.ending else _OTHER_KIND) * other
            + _VILLAGE * (village and not nature)
            + _OFFERED * (_is_offered(candidate) and not nature) * (1 + wide)
            + _BEYOND * (not is_korean(candidate))
            + _RANK * unsaid
        )

    def _name(self, number: int) -> str:
        return f"“{self._found[number].spot.name}”"

    def _said_distances(self, number: int) -> Iterator[tuple[int, float]]:
        """Give the other names from which the text says how far this one is."""
        for a, b in ((number, number + 1), (number - 1, number)):
            if a < 0 or b >= len(self._found):
                continue
            between = self._text[self._found[a].spot.end : self._found[b].spot.start]
            other = b if a == number else a
            if SECOND_NAME.fullmatch(between):
                yield other, 0.0
            elif len(between) <= _LONGEST_SAYING and not _SENTENCE_END.search(between):
                km = said_km(between)
                if km:
                    yield other, km

    def _settled(self, number: int) -> Settled:
        first, one = self._meant[number], self._found[number]
        # of several spellings of one lemma, each has its own score
        first = next((c for c in one.candidates if c.place.id == first.place.id), first)
        rest = [c for c in one.candidates if c.place.id != first.place.id]
        moved = first is not one.candidates[0]
        even = len(rest) > 0 and first.score - rest[0].score < _EVEN
        why = self._why.get(number, "as elsewhere in the text" if moved else "")
        told = moved or even or number in self._said
        return Settled((first, *rest), why if told else "")


def _apart(one: Place, other: Place) -> float:
    return apart_km(one.lon, one.lat, other.lon, other.lat)

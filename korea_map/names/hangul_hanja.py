"""Names given in Hangul or Chinese characters: looked up as they are."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from korea_map.chain import Step
from korea_map.model import Candidate, Place
from korea_map.names.characters import plain_hanja
from korea_map.names.endings import short_names
from korea_map.names.letters import HANJA, only_native
from korea_map.names.query import Query

_GENERIC_COST: Final = 0.05
_CHARACTER_COST: Final = 1.0
_MOST_CHARACTERS: Final = 1


class NativeNames:
    """The Hangul and hanja of places, found exactly or with one character astray."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        for number, place in enumerate(places):
            for name in _native_names(place):
                self._whole[name].append(number)
                for stem in short_names(name, place.feature_class):
                    self._stems[stem].append(number)

    def find(self, query: Query) -> list[tuple[int, float]]:
        """Give the places that bear a name, each with its lowest cost."""
        name = plain_hanja(query.letters)
        best: dict[int, float] = {}
        for text, cost in {name: 0.0, **short_names(name, None)}.items():
            for table, extra in ((self._whole, 0.0), (self._stems, _GENERIC_COST)):
                for number in table.get(text, ()):
                    best[number] = min(cost + extra, best.get(number, 9.0))
        if not best and len(name) > _MOST_CHARACTERS:
            # here and not above: a name that is there needs no search
            from rapidfuzz import process
            from rapidfuzz.distance import Levenshtein

            near = process.extract(
                name,
                list(self._whole),
                scorer=Levenshtein.distance,
                score_cutoff=_MOST_CHARACTERS,
                limit=50,
            )
            for text, distance, _ in near:
                for number in self._whole[text]:
                    best[number] = min(distance * _CHARACTER_COST, best.get(number, 9.0))
        return list(best.items())

    def candidate(
        self, query: Query, number: int, cost: float, score: float, *, match: bool
    ) -> Candidate:
        """Describe a place that was found."""
        place = self._places[number]
        hanja = query.script == HANJA
        kept = (place.hanja if hanja else place.hangul) or query.text
        system = "hanja" if hanja else "hangul"
        steps = [Step(kept, system)]
        if kept != query.text:
            steps.append(Step(query.text, "characters", round(cost, 3)))
        return Candidate(
            place,
            round(score, 1),
            match,
            kept,
            "zh" if hanja else "ko",
            tuple(steps),
            {"edit": round(cost, 3), "system": system},
        )


def _native_names(place: Place) -> set[str]:
    names = set()
    given = [place.hangul, place.hanja, *(name for _, name in place.variants)]
    for text in filter(None, given):
        for one in text.split("|"):
            letters = only_native(one)
            if letters:
                names.add(plain_hanja(letters))
    return names

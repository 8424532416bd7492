"""Names given in Hangul or Chinese characters: looked up as they are.

A name that is there letter for letter stands first. Then come other spellings of it (the
North's, that of before 1933, simplified and variant characters) and names without a generic
part; where nothing fits, names that are close, which never score above 50.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from korea_map.chain import Step
from korea_map.model import Candidate, Place
from korea_map.names.characters import like_hanja, same_hanja
from korea_map.names.endings import native_generics, short_names
from korea_map.names.hangul import letters, today
from korea_map.names.letters import HANJA, only_native
from korea_map.names.query import Query
from korea_map.names.rank_1945 import rank_of

_GENERIC_COST: Final = 0.05
_OTHER_KIND: Final = 0.3
"""A place that is not what the generic part says."""
_NOT_AS_WRITTEN: Final = 0.35
"""What another spelling costs where a place is called so letter for letter: more than the
rank of any place."""
_OTHER_PROVINCE: Final = 0.3
_CLOSE: Final = 0.48
"""Cost for each letter of a name that is only close; 0.463 is a score of 50."""
_OF_A_VILLAGE: Final = ("里", "리", "洞", "동")
_FEWEST_LETTERS: Final = 4
_A_LETTER: Final = 0.1
_MOST_CLOSE: Final = 50


class NativeNames:
    """The Hangul and hanja of places."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._whole: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._provinces: dict[str, int] = {}
        for number, place in enumerate(places):
            for name in _native_names(place):
                self._exact[name].append(number)
                self._whole[_key(name)].append((name, number))
                for stem in short_names(name, place.feature_class):
                    self._stems[_key(stem)].append((stem, number))
                if place.feature_code in ("ADM1", "ADM1H"):
                    self._provinces.setdefault(_key(name), number)

    def find(self, query: Query) -> list[tuple[int, float]]:
        """Give the places that bear a name, each with its lowest cost."""
        name = query.letters
        best = self._fitting(name)
        if not best:
            best = self._in_province(name)
        if best:
            return list(best.items())
        return self._close(name)

    def is_village_of(self, query: Query, number: int) -> bool:
        """Tell whether a name is that of a village, and the place a town so called: 元山里."""
        name, place = query.letters, self._places[number]
        return (
            name.endswith(_OF_A_VILLAGE)
            and bool(rank_of(place))
            and number not in self._exact.get(name, ())
        )

    def _fitting(self, name: str) -> dict[int, float]:
        exact = self._exact.get(name, ())
        extra = _NOT_AS_WRITTEN if exact else 0.0
        best = dict.fromkeys(exact, 0.0)
        for number, cost in self._otherwise(name):
            best[number] = min(cost + extra, best.get(number, 9.0))
        return best

    def _otherwise(self, name: str) -> Iterator[tuple[int, float]]:
        """Give places in another spelling, or with or without a generic part."""
        yield from self._spelled(self._whole, name)
        for number, cost in self._spelled(self._stems, name):
            yield number, cost + _GENERIC_COST
        for stem, feature_class, cost in _stems(name):
            for table in (self._whole, self._stems):
                for number, spelled in self._spelled(table, stem):
                    other = _is_other(feature_class, self._places[number])
                    yield number, cost + spelled + (_OTHER_KIND if other else 0.0)

    def _spelled(
        self, table: dict[str, list[tuple[str, int]]], name: str
    ) -> Iterator[tuple[int, float]]:
        for there, number in table.get(_key(name), ()):
            cost = _difference(name, there)
            if cost is not None:
                yield number, cost

    def _in_province(self, name: str) -> dict[int, float]:
        """Give the places of a name that follows that of a province: 江原道淮陽."""
        best: dict[int, float] = {}
        for length in range(2, len(name) - 1):
            province = self._provinces.get(_key(name[:length]))
            if province is None:
                continue
            said = (self._places[province].hanja or "").split("|")[0]
            for number, cost in self._fitting(name[length:]).items():
                unit = (self._places[number].unit_1945 or "").partition(" ")[0]
                away = 0.0 if not unit or unit[:2] == said[:2] else _OTHER_PROVINCE
                best[number] = min(cost + away, best.get(number, 9.0))
        return best

    def _close(self, name: str) -> list[tuple[int, float]]:
        """Give the places whose names are close, at a cost that leaves them below 50."""
        if len(name) < 2:
            return []
        # here and not above: a name that is there needs no search
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        keys = list(self._whole)
        least = _CLOSE * max(len(name), _FEWEST_LETTERS)
        wanted = {name, *(stem for stem, _, _ in _stems(name))}
        best: dict[int, float] = {}
        for one in wanted:
            near = process.extract(
                _key(one), keys, scorer=Levenshtein.distance, score_cutoff=1, limit=_MOST_CLOSE
            )
            for text, _, _ in near:
                apart = Levenshtein.distance(letters(_key(one)), letters(text))
                for _, number in self._whole[text]:
                    best[number] = min(least + _A_LETTER * apart, best.get(number, 99.0))
        return list(best.items())

    def candidate(
        self, query: Query, number: int, cost: float, score: float, *, match: bool
    ) -> Candidate:
        """Describe a place that was found, marking the characters that differ."""
        place = self._places[number]
        hanja = query.script == HANJA
        kept = self._nearest(query.letters, place) or query.text
        system = "hanja" if hanja else "hangul"
        steps = [Step(kept, system)]
        if kept != query.text:
            marked = _spans(query, kept)
            steps.append(Step(query.text, "characters", round(cost, 3), marked))
        return Candidate(
            place,
            round(score, 1),
            match,
            kept,
            "zh" if hanja else "ko",
            tuple(steps),
            {"edit": round(cost, 3), "system": system},
        )

    def _nearest(self, name: str, place: Place) -> str:
        """Give the name of a place that is the nearest to one as given."""
        names = sorted(_native_names(place))
        own = [one for one in (place.hanja or "", place.hangul or "") if one in names]

        def unlike(there: str) -> tuple[int, int]:
            return (sum(char not in there for char in name), abs(len(there) - len(name)))

        return min([*own, *names], key=unlike, default="")


def _is_other(feature_class: str, place: Place) -> bool:
    """Tell whether a place is not what a generic part says; a county has its seat's name."""
    fitting = (feature_class, "A") if feature_class == "P" else (feature_class,)
    return bool(feature_class) and place.feature_class not in fitting


def _spans(query: Query, kept: str) -> tuple[tuple[int, int], ...]:
    """Give where the characters of a query stand that its place's name has not."""
    left = list(kept)
    spans: list[tuple[int, int]] = []
    for char, place in zip(query.letters, query.places, strict=False):
        if char in left:
            left.remove(char)
        elif spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return tuple(spans)


@cache
def _key(name: str) -> str:
    """Give what all spellings of a name have in common."""
    return like_hanja(today(name)[0])


def _difference(name: str, there: str) -> float | None:
    """Give what it costs that a name is spelled otherwise; None where it is another name."""
    (here, first), (other, second) = today(name), today(there)
    cost = 0.0
    for a, b, c, d, e, f in zip(name, there, here, other, first, second, strict=True):
        if a == b:
            continue
        if c == d:
            cost += max(e, f)
            continue
        like = same_hanja(c, d)
        if like is None:
            return None
        cost += like
    return cost


def _stems(name: str) -> Iterator[tuple[str, str, float]]:
    """Give a name without each generic part that it ends in, what that says, the cost."""
    for length in range(1, len(name) - 1):
        for feature_class, cost in native_generics().get(like_hanja(name[-length:]), ()):
            yield name[:-length], feature_class, cost


def _native_names(place: Place) -> set[str]:
    names = set()
    given = [place.hangul, place.hanja, *(name for _, name in place.variants)]
    for text in filter(None, given):
        for one in text.split("|"):
            native = only_native(one)
            if native:
                names.add(native)
    return names

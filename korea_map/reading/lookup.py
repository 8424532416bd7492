"""The names of a text, each looked up once: in the table of own names first, then in full."""

from dataclasses import replace
from functools import cache
from math import inf
from typing import Final

from korea_map.errors import SpellingError
from korea_map.model import Candidate
from korea_map.names import Reconciler
from korea_map.reading.known import KnownNames

MOST_NAMES: Final = 3000
"""Distinct names of a text that are looked up in full."""
_OF_A_KIND: Final = 3
NATURE: Final = ("H", "T")
"""Kinds that the words beside a name say: waters and heights."""
_SHOWN: Final = 10
"""Candidates of each: near ties are settled among them."""


class Lookup:
    """Answers for the names of one text.

    Parameters
    ----------
    reconciler
        The engine.
    known
        The names of all its places.
    most
        Distinct names to look up, of those that are known and of the others each.

    Attributes
    ----------
    most
        As given.
    left
        Names beyond these, which were not looked up.
    """

    def __init__(self, reconciler: Reconciler, known: KnownNames, most: int = MOST_NAMES) -> None:
        self._engine, self.most = reconciler, most
        self._taken: set[str] = set()
        self._taken_known: set[str] = set()
        self.left: set[str] = set()
        self.known = cache(known.find)
        self._reached: dict[str, tuple[float, float]] = {}
        self._found = cache(self._find)

    def may_score(self, name: str, score: float) -> bool:
        """Tell whether a place may have a score for a name."""
        if not self._takes(name):
            return False
        # what reaches a score reaches each below, and what does not, none above
        reached, missed = self._reached.get(name, (0.0, inf))
        if reached < score < missed:
            if self._comes_near(name, score):
                reached = score
            else:
                missed = score
            self._reached[name] = reached, missed
        return score <= reached

    def answer(self, name: str, kind: str = "") -> tuple[Candidate, ...]:
        """Give the places that a name may mean, best first, with the best of a kind of nature."""
        if not self._takes(name):
            return ()
        return self._found(name, kind if kind in NATURE else "")

    def _takes(self, name: str) -> bool:
        """Tell whether a name is looked up: those that are known have room of their own."""
        taken = self._taken if self.known(name) is None else self._taken_known
        if name in taken:
            return True
        if len(taken) >= self.most:
            self.left.add(name)
            return False
        taken.add(name)
        return True

    def _comes_near(self, name: str, score: float) -> bool:
        try:
            return self._engine.comes_near(name, score)
        except SpellingError:
            return False

    def _find(self, name: str, kind: str) -> tuple[Candidate, ...]:
        known = self.known(name)
        exchanges = known is not None and known.exchanged
        found = self._engine.answer(name, limit=_SHOWN, exchanges=exchanges).candidates
        if not kind or any(one.place.feature_class == kind for one in found[:1]):
            return found
        there = {one.place.id for one in found}
        of_kind = self._engine.answer(name, feature_class=kind, limit=_OF_A_KIND).candidates
        more = [replace(one, match=False) for one in of_kind if one.place.id not in there]
        return (*found, *more)

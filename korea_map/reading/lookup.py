"""The names of a text, each looked up once: in the table of own names first, then in full."""

from functools import cache
from typing import Final

from korea_map.errors import SpellingError
from korea_map.model import Candidate
from korea_map.names import Reconciler
from korea_map.reading.known import KnownNames

MOST_NAMES: Final = 3000
"""Distinct names of a text that are looked up in full."""
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
        Distinct names to look up.

    Attributes
    ----------
    left
        Names beyond these, which were not looked up.
    """

    def __init__(self, reconciler: Reconciler, known: KnownNames, most: int = MOST_NAMES) -> None:
        self._engine, self._most = reconciler, most
        self._taken: set[str] = set()
        self.left: set[str] = set()
        self.known = cache(known.find)
        self._near = cache(self._comes_near)
        self._found = cache(self._find)

    def may_score(self, name: str, score: float) -> bool:
        """Tell whether a place may have a score for a name."""
        return self._takes(name) and self._near(name, score)

    def answer(self, name: str) -> tuple[Candidate, ...]:
        """Give the places that a name may mean, best first."""
        return self._found(name) if self._takes(name) else ()

    def _takes(self, name: str) -> bool:
        if name in self._taken:
            return True
        if len(self._taken) >= self._most:
            self.left.add(name)
            return False
        self._taken.add(name)
        return True

    def _comes_near(self, name: str, score: float) -> bool:
        try:
            return self._engine.comes_near(name, score)
        except SpellingError:
            return False

    def _find(self, name: str) -> tuple[Candidate, ...]:
        return self._engine.answer(name, limit=_SHOWN).candidates

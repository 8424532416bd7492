"""Find what one name may mean, once: what was found is kept, and may be found elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from korea_map.errors import SpellingError
from korea_map.model import Candidate
from korea_map.names.answers import Answer
from korea_map.names.kept import Kept
from korea_map.names.many import is_blank
from korea_map.names.query import read_alternatives, refuse_what_is_no_text, split_names
from korea_map.names.tier import Limits, Tiers
from korea_map.names.within import Within

_SPARE: Final = 15
"""Candidates looked at beyond those wanted, to see whether the best is clear of them."""
_AT_HAND: Final = 1024
"""Answers kept as they are; many more are kept packed."""
_SEVERAL: Final = 0.4
"""What it costs to take one text for several names."""
_OF_EACH_SCRIPT: Final = ("Xyzzy", "Ъыъыъ", "ぬぬぬぬ", "뷁뷁뷁", "龘龘龘")
"""Names of no place, for which every index of a script is looked at, that of offers too."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which candidates of a name are wanted.

    Attributes
    ----------
    area, feature_class
        Where they are, and of which GeoNames class; None for all.
    limit
        How many at most.
    exchanges
        Whether two neighbouring letters may have changed places.
    """

    area: Within | None
    feature_class: str | None
    limit: int
    exchanges: bool = True


class Finder:
    """Finds the candidates of one name.

    Parameters
    ----------
    tiers
        The places among which it looks.
    """

    def __init__(self, tiers: Tiers) -> None:
        self._tiers = tiers
        self._kept = Kept()
        self._find = lru_cache(maxsize=_AT_HAND)(self._find_once)

    def find(self, name: str, wanted: Wanted) -> tuple[Candidate, ...]:
        """Give the candidates of a name.

        Raises
        ------
        SpellingError
            The text is no name.
        """
        return self._find(name, wanted)

    def _find_once(self, name: str, wanted: Wanted) -> tuple[Candidate, ...]:
        found = self._kept.get((name, wanted))
        if found is None:
            found = self._find_anew(name, wanted)
            self._kept.put((name, wanted), self._kept.pack(found))
        return found

    def _find_anew(self, name: str, wanted: Wanted) -> tuple[Candidate, ...]:
        area, feature_class, limit = wanted.area, wanted.feature_class, wanted.limit
        limits = Limits(area, feature_class, limit + _SPARE, limit, wanted.exchanges)
        found = self._tiers.rank(read_alternatives(name), limits)
        if found.cost > _SEVERAL:
            parts = split_names(name)
            limits = Limits(area, feature_class, limit, 1, wanted.exchanges)
            several = self._tiers.rank_several(parts, limits, found.cost - _SEVERAL)
            if several:
                return tuple(self._tiers.describe(one, match=False) for one in several[:limit])
        return tuple(
            self._tiers.describe(one, match=found.matched and number == 0)
            for number, one in enumerate(found.ranked[:limit])
        )

    def comes_near(self, name: str, score: float) -> bool:
        """Tell whether a place may have a score for a name, sooner than which.

        Raises
        ------
        SpellingError
            The text is no name.
        """
        refuse_what_is_no_text(name)
        return self._tiers.comes_near(read_alternatives(name), score)

    def answer(self, name: object, wanted: Wanted) -> Answer:
        """Give the candidates of a name, or say why it is none."""
        if is_blank(name):
            return Answer(
                "", (), "the name is empty" if isinstance(name, str) else "there is no name"
            )
        try:
            refuse_what_is_no_text(name)
            return Answer(str(name), self.find(str(name), wanted))
        except SpellingError as error:
            return Answer(str(name), (), str(error))

    def answer_each(self, names: Iterable[object], wanted: Wanted) -> Iterator[Answer]:
        """Answer names that are all kept: the same name has the same answer, there once."""
        given: dict[str, Answer] = {}
        for name in names:
            if not isinstance(name, str):
                yield self.answer(name, wanted)
                continue
            if name not in given:
                given[name] = self.answer(name, wanted)
            yield given[name]

    def get_ready(self) -> None:
        """Do all that is done once, so that a process forked from this one need not do it.

        Each index is built, and every place has the number by which `pack` tells it.
        """
        for name in _OF_EACH_SCRIPT:
            self._find_anew(name, Wanted(None, None, 1))
        self._kept.know(self._tiers.all_places)

    def pack(self, wanted: Wanted, name: str) -> bytes:
        """Find the candidates of a name for another process that can `unpack` them.

        Raises
        ------
        SpellingError
            The text is no name.
        """
        return self._kept.pack(self._find_anew(name, wanted))

    def known(self, wanted: Wanted, name: object) -> Answer | None:
        """Give the answer to what is no name, or was found before; None where it is to be found."""
        if is_blank(name) or not isinstance(name, str):
            return self.answer(name, wanted)
        found = self._kept.get((name, wanted))
        return None if found is None else Answer(str(name), found)

    def unpack(self, wanted: Wanted, name: str, packed: Callable[[], bytes]) -> Answer:
        """Keep what another process found, or failed to find, and answer with it."""
        try:
            found = packed()
        except SpellingError as error:
            return Answer(str(name), (), str(error))
        self._kept.put((name, wanted), found)
        return Answer(str(name), self._kept.unpack(found))

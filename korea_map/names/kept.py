"""Answers kept in few bytes, by what was asked: each distinct name is looked up once."""

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import astuple
from typing import Any, Final

from korea_map.chain import SpellingRule, Step
from korea_map.model import Candidate, Place

MOST: Final = 100_000
"""Answers kept."""
MOST_BYTES: Final = 64 * 2**20
"""Bytes that they have; as many answers of five candidates have some 55 MB."""

_QUICKEST: Final = 1
"""Level of zlib: it halves an answer in a hundredth of what looking it up costs."""


class Kept:
    """The answers that were given last, packed.

    A place is kept as its number: an answer says of its places no more than which they are.

    Parameters
    ----------
    most, most_bytes
        Answers to keep, and bytes of them; beyond either the one goes that was wanted longest ago.

    Examples
    --------
    >>> kept = Kept()
    >>> found = tuple(reconcile("Singisiu"))
    >>> kept.put("Singisiu", kept.pack(found))
    >>> kept.get("Singisiu") == found
    True
    >>> kept.get("Suigei") is None
    True
    """

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._bytes = 0
        self._packed: OrderedDict[Hashable, bytes] = OrderedDict()
        self._places: list[Place] = []
        # by identity: two places may be equal, and hashing one costs more than packing it
        self._numbers: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, asked: Hashable) -> bool:
        return asked in self._packed

    def get(self, asked: Hashable) -> tuple[Candidate, ...] | None:
        """Give what was found; None where it is not kept."""
        packed = self._packed.get(asked)
        if packed is None:
            return None
        self._packed.move_to_end(asked)
        return self.unpack(packed)

    def put(self, asked: Hashable, packed: bytes) -> None:
        """Keep what was found, and let go what is too much."""
        self._bytes += len(packed) - len(self._packed.pop(asked, b""))
        self._packed[asked] = packed
        while len(self._packed) > self._most or self._bytes > self._most_bytes:
            self._bytes -= len(self._packed.popitem(last=False)[1])

    def know(self, places: Iterable[Place]) -> None:
        """Give places their numbers, so that a process forked from this one has the same."""
        for place in places:
            self._number(place)

    def pack(self, found: Iterable[Candidate]) -> bytes:
        """Write candidates as bytes."""
        plain = [
            (
                self._number(one.place),
                (one.score, one.match, one.reading, one.reading_lang),
                [_plain(step) for step in one.derivation],
                one.features,
            )
            for one in found
        ]
        return zlib.compress(pickle.dumps(plain, pickle.HIGHEST_PROTOCOL), _QUICKEST)

    def unpack(self, packed: bytes) -> tuple[Candidate, ...]:
        """Read candidates that this process packed, or one that was forked from it."""
        plain = pickle.loads(zlib.decompress(packed))  # noqa: S301 - bytes of our own
        found = []
        for number, (score, match, reading, lang), steps, features in plain:
            chain = tuple(_step(*step) for step in steps)
            place = self._places[number]
            found.append(Candidate(place, score, match, reading, lang, chain, features))
        return tuple(found)

    def _number(self, place: Place) -> int:
        number = self._numbers.get(id(place))
        if number is None:
            number = self._numbers[id(place)] = len(self._places)
            self._places.append(place)
        return number


def _plain(step: Step) -> tuple[object, ...]:
    rule = None if step.rule is None else astuple(step.rule)
    return rule, step.text, step.system, step.cost, step.irregular, step.parts


def _step(rule: Any, text: str, system: str, cost: float, irregular: Any, parts: Any) -> Step:
    made = None if rule is None else SpellingRule(*rule)
    return Step(text, system, cost, irregular, made, parts)

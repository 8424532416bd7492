"""Where the spellings of decisions stand in a text, and where they stand once it was changed."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from korea_map.reading.showing import in_one_line

Span = tuple[int, int]

_MOST: Final = 200
"""A spelling that stands more often says nothing of how far a text has moved."""
_FIRST_OTHERS: Final = 0x1100
_LATIN_MORE: Final = range(0x1D00, 0x2000)
"""Letters of alphabets stand below Hangul, or here; the signs above need no blanks between."""


class Standing:
    """Where spellings stand in a text, as a table of decisions has them: in one line.

    Parameters
    ----------
    text
        The text.
    named
        Begin and end of each name in it.

    Examples
    --------
    >>> Standing("By rail, not railway.", []).words("rail")
    [(3, 7)]
    """

    def __init__(self, text: str, named: Iterable[Span]) -> None:
        self._text = text
        self._named: dict[str, list[Span]] = {}
        for start, end in named:
            self._named.setdefault(in_one_line(text[start:end]), []).append((start, end))
        self._known: dict[str, list[Span]] = {}

    def names(self, spelling: str) -> list[int]:
        """Return where the names begin that are spelt so."""
        return [start for start, _ in self._named.get(spelling, ())]

    def at(self, spelling: str, offset: int) -> Span | None:
        """Return the stretch that is spelt so and begins there; None where none does."""
        for span in self._named.get(spelling, ()):
            if span[0] == offset:
                return span
        found = _pattern(spelling).match(self._text, offset)
        return found.span() if found else None

    def stands(self, spelling: str) -> bool:
        """Tell whether it stands anywhere."""
        return spelling in self._named or _pattern(spelling).search(self._text) is not None

    def words(self, spelling: str) -> list[Span]:
        """Return where it stands as a name or, in an alphabet, as whole words."""
        if spelling not in self._known:
            there = {
                found.span()
                for found in _pattern(spelling).finditer(self._text)
                if self._is_whole(*found.span())
            }
            self._known[spelling] = sorted(there.union(self._named.get(spelling, ())))
        return self._known[spelling]

    def moved(self, rows: Sequence[tuple[str, int]], taken: Iterable[int]) -> Mapping[int, int]:
        """Return for rows that no longer fit where each stands now, if that is plain.

        It is where several rows have moved as far, or the one place of the only row.

        Parameters
        ----------
        rows
            Spelling and old offset of each.
        taken
            Offsets of the rows that fit.

        Returns
        -------
        Mapping of int to int
            New offsets by the number of the row.
        """
        taken = set(taken)
        free = [[at for at, _ in self.words(one) if at not in taken] for one, _ in rows]
        ways = [
            [at - offset for at in there] if len(there) <= _MOST else []
            for (_, offset), there in zip(rows, free, strict=True)
        ]
        as_far = Counter(way for one in ways for way in one)
        spelt = Counter(spelling for spelling, _ in rows)
        found: dict[int, int] = {}
        for number, (spelling, offset) in enumerate(rows):
            shared = max((as_far[way] for way in ways[number]), default=0)
            best = [way for way in ways[number] if as_far[way] == shared]
            if shared > 1 and len(best) == 1:
                found[number] = offset + best[0]
            elif len(self.words(spelling)) == len(free[number]) == spelt[spelling] == 1:
                found[number] = free[number][0]
        twice = {at for at, count in Counter(found.values()).items() if count > 1}
        return {number: at for number, at in found.items() if at not in twice}

    def _is_whole(self, start: int, end: int) -> bool:
        text = self._text
        return not any(
            0 < at < len(text) and _is_letter(text[at - 1]) and _is_letter(text[at])
            for at in (start, end)
        )


def is_across(spans: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether a stretch shares a character with one of several, which are in order.

    Examples
    --------
    >>> is_across([(0, 5), (8, 9)], 5, 8), is_across([(0, 5), (8, 9)], 4, 6)
    (False, True)
    """
    before = bisect_left(spans, (end, end)) - 1
    return before >= 0 and spans[before][1] > start


@cache
def _pattern(spelling: str) -> re.Pattern[str]:
    """Return what finds a spelling, also over the end of a line."""
    return re.compile(r"\s+".join(map(re.escape, spelling.split())) or r"(?!)")


def _is_letter(char: str) -> bool:
    low = ord(char) < _FIRST_OTHERS or ord(char) in _LATIN_MORE
    return low and unicodedata.category(char)[0] in "LM"

"""Where a text in characters, Hangul or kana names a place: runs without blanks, and what is known.

Chinese and Japanese set no blanks, so the names are looked for inside a run, the longest first;
Hangul is parted by blanks, and a particle clings to a name's end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from korea_map.names.characters import like_hanja
from korea_map.names.endings import native_generics
from korea_map.names.letters import HANGUL_RANGE, HANJA_RANGE, KANA_RANGE
from korea_map.names.table_rules import engine_tables
from korea_map.reading.known import KnownNames, key
from korea_map.reading.spots import Around, Spot, no_places

_RUN: Final = re.compile(f"[{HANJA_RANGE}]+")
_HANGUL: Final = re.compile(f"[{HANGUL_RANGE}]+")
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]{2,}")
_KANA: Final = re.compile("[\u3041-\u30ff]")
_LONGEST: Final = 8
_NATURE: Final = frozenset("江河川湖山嶺岭峰島岛里洞郡面灣湾串浦道")
"""Parts of a name; 市, 港, 城 and the like are said of it."""


@cache
def _signs(says: str) -> frozenset[str]:
    return frozenset(row["signs"] for row in engine_tables().rows("text_signs") if row["says"] == says)


@cache
def _lengths(says: str) -> tuple[int, ...]:
    return tuple(sorted({len(sign) for sign in _signs(says)}, reverse=True))


def _before(text: str, place: int, says: str) -> bool:
    return any(text[max(place - n, 0) : place] in _signs(says) for n in _lengths(says))


def _after(text: str, place: int, says: str) -> bool:
    return any(text[place : place + n] in _signs(says) for n in _lengths(says))


class SignSpots:
    """Finds the spots of a text in characters, Hangul and kana."""

    def __init__(self, text: str, known: KnownNames) -> None:
        self.text, self._known = text, known
        self._others = {name for name in no_places() if not name.isascii()}

    def __iter__(self) -> Iterator[Spot]:
        """Yield each spot, in order."""
        spots = [*self._in_characters(), *self._in_hangul(), *self._in_kana()]
        yield from sorted(spots, key=lambda spot: spot.start)

    def _in_characters(self) -> Iterator[Spot]:
        for run in _RUN.finditer(self.text):
            start = run.start()
            folded = "".join(like_hanja(char)[:1] or char for char in run[0])
            place = 0
            while place < len(folded):
                length = self._length_at(run[0], folded, place)
                if length > 0:
                    yield self._spot(start + place, start + place + length)
                place += abs(length) or 1

    def _length_at(self, run: str, folded: str, place: int) -> int:
        """Give the length of the name that begins at a place; below 0 for one of elsewhere."""
        for length in range(min(_LONGEST, len(folded) - place), 1, -1):
            if run[place : place + length] in self._others:
                return -length
            if folded[place : place + length] in self._known.native:
                return length
        return 0

    def _spot(self, start: int, end: int) -> Spot:
        text = self.text
        name = text[start:end]
        kind = ""
        following = text[end : end + 1]
        said = native_generics().get(like_hanja(following), []) if following else []
        if said and following in _NATURE and like_hanja(name[-1]) != like_hanja(following):
            kind = said[0][0]
            end += 1
            name = text[start:end]
        elif said:
            kind = said[0][0]
        return Spot(start, end, name, self._around(start, end, kind))

    def _around(self, start: int, end: int, kind: str) -> Around:
        text = self.text
        return Around(
            at=_before(text, start, "before") or start == 0 or text[start - 1] in "\n\r 　",
            kind=kind,
            person=_after(text, end, "title"),
            beside=not (_after(text, end, "after") or kind or end == len(text) or text[end] in "\n\r 　"),
            common=text[start:end] in _signs("word"),
        )

    def _in_hangul(self) -> Iterator[Spot]:
        for run in _HANGUL.finditer(self.text):
            for length in range(len(run[0]), 1, -1):
                name, rest = run[0][:length], run[0][length:]
                if rest and rest not in _signs("after"):
                    continue
                if name in self._others:
                    break
                if key(name) in self._known.native:
                    end = run.start() + length
                    yield Spot(run.start(), end, name, self._around(run.start(), end, ""))
                    break

    def _in_kana(self) -> Iterator[Spot]:
        for run in _KATAKANA.finditer(self.text):
            if run[0] not in self._others:
                yield Spot(run.start(), run.end(), run[0], self._around(run.start(), run.end(), ""))

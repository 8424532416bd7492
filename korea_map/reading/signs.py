"""Where a text in characters, Hangul or kana names a place: runs without blanks, and what is known.

Chinese and Japanese set no blanks, so the names are looked for inside a run, the longest first;
Hangul is parted by blanks, and a particle clings to a name's end.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from korea_map.names.characters import like_hanja
from korea_map.names.endings import native_generics
from korea_map.names.letters import HANGUL_RANGE, HANJA_RANGE
from korea_map.names.table_rules import engine_tables
from korea_map.reading.elsewhere import no_places_beyond_latin
from korea_map.reading.known import KnownNames, key
from korea_map.reading.spot import Around, Spot

_RUN: Final = re.compile(f"[{HANJA_RANGE}]+")
_HANGUL: Final = re.compile(f"[{HANGUL_RANGE}]+")
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]{2,}")
_SIGN: Final = f"[{HANJA_RANGE}{HANGUL_RANGE}]"
_BREAK: Final = re.compile(
    f"(?<={_SIGN})[ \\t\u3000]*(?:\\r\\n|[\\r\\n\u3000])[ \\t\u3000]*(?={_SIGN})"
)
_LONGEST: Final = 8
_LONGEST_GENERIC: Final = 3
_SAID_OF_IT: Final = frozenset("PS")
"""Kinds that are said of a name and are no part of it: 港, 市, 驛; a river's 江 is one."""
_GENERIC: Final = "generic"
_TELLING: Final = "telling"
_VILLAGE: Final = "village"
_MOUNTAIN: Final = "山"
_BANKS: Final = tuple("岸側侧面部邊边")
"""What follows a direction that is none of a name: 江西岸."""
_RI: Final = "里"
_OF_RI: Final = "P"
_SHORT: Final = 2
"""Characters of a name whose last is hardly a generic part: 華川."""
_BEFORE: Final = "before"
_AFTER: Final = "after"
_ELSEWHERE: Final = "elsewhere"
_KOREA: Final = "korea"
_TITLE: Final = "title"
_PLACE: Final = "place"
_SURNAME: Final = "surname"
_WORD: Final = "word"
_SHARED: Final = "shared"
_JAPAN: Final = "ja"
_LISTING: Final = frozenset("、，,及和与與到至從从")


@cache
def _signs(*says: str) -> frozenset[str]:
    rows = engine_tables().rows("text_signs")
    return frozenset(_folded(row["signs"]) for row in rows if row["says"] in says)


@cache
def _shared() -> dict[str, frozenset[str]]:
    """Give the names that places or persons elsewhere have too, and the languages of these."""
    found: dict[str, frozenset[str]] = {}
    for row in engine_tables().rows("text_signs"):
        if row["says"] == _SHARED:
            name = _folded(row["signs"])
            found[name] = found.get(name, frozenset()) | {row["lang"]}
    return found


@cache
def _lengths(says: str) -> tuple[int, ...]:
    return tuple(sorted({len(sign) for sign in _signs(says)}, reverse=True))


def _find_before(text: str, place: int, says: str) -> str:
    each = (text[max(place - n, 0) : place] for n in _lengths(says))
    return next((one for one in each if one in _signs(says)), "")


def _find_after(text: str, place: int, says: str) -> str:
    each = (text[place : place + n] for n in _lengths(says))
    return next((one for one in each if one in _signs(says)), "")


def speaks_of_korea(text: str) -> bool:
    """Tell whether a text has a word for Korea in characters or Hangul."""
    return any(word in text for word in _words_for_korea())


@cache
def _words_for_korea() -> tuple[str, ...]:
    """Give them as texts have them, in either kind of characters."""
    rows = engine_tables().rows("text_signs")
    return tuple(row["signs"] for row in rows if row["says"] == _KOREA)


def _folded(text: str) -> str:
    """Give characters as Korea writes them, one for one."""
    return "".join(like_hanja(char)[:1] or char for char in text)


def _word_after(text: str, end: int) -> str:
    """Give the word of Hangul after the next blank."""
    found = _HANGUL.match(text, end + 1) if text[end : end + 1] == " " else None
    return found[0] if found else ""


def _ends_in_its_kind(name: str) -> bool:
    """Tell whether a name says its kind itself: 濟州島."""
    said = native_generics().get(name[-1], ()) if len(name) > _SHORT else ()
    return any(kind not in _SAID_OF_IT for kind, _ in said)


class SignSpots:
    """Finds the spots of a text in characters, Hangul and kana.

    Parameters
    ----------
    text
        The text.
    known
        The names of all places.
    """

    def __init__(self, text: str, known: KnownNames) -> None:
        self._text, self._known = text, known
        self._folded = _folded(text)
        self._others = no_places_beyond_latin()

    def __iter__(self) -> Iterator[Spot]:
        """Yield each spot, in order."""
        spots = [*self._in_characters(), *self._in_hangul(), *self._in_kana()]
        taken = {place for spot in spots for place in range(spot.start, spot.end)}
        spots += [
            spot for spot in self._across_lines() if taken.isdisjoint((spot.start, spot.end - 1))
        ]
        yield from sorted(spots, key=lambda spot: spot.start)

    def _across_lines(self) -> Iterator[Spot]:
        """Yield the spots that a line's end breaks, which Chinese and Japanese have anywhere."""
        kept: list[int] = []
        done = 0
        for found in _BREAK.finditer(self._text):
            kept += range(done, found.start())
            done = found.end()
        if not done:
            return
        kept += range(done, len(self._text))
        joined = SignSpots("".join(self._text[place] for place in kept), self._known)
        for spot in (*joined._in_characters(), *joined._in_hangul()):
            start, end = kept[spot.start], kept[spot.end - 1] + 1
            if end - start > spot.end - spot.start:
                yield replace(spot, start=start, end=end)

    def _in_characters(self) -> Iterator[Spot]:
        for run in _RUN.finditer(self._text):
            start, folded = run.start(), self._folded[run.start() : run.end()]
            place = 0
            while place < len(folded):
                name, end = self._name_at(run[0], folded, place)
                if name:
                    spot, after = self._spot(start + place, start + end)
                    yield spot
                    end = after - start
                place = end

    def _name_at(self, run: str, folded: str, place: int) -> tuple[bool, int]:
        """Tell whether a name begins at a place, and where what is there ends."""
        for length in range(min(_LONGEST, len(folded) - place), 1, -1):
            end = place + length
            if run[place:end] in self._others:
                return False, end
            if folded[place:end] in self._known.native:
                return True, end
        return False, place + 1

    def _spot(self, start: int, end: int) -> tuple[Spot, int]:
        """Give a name with the generic part that is one of its own, and where that ends.

        It ends the name in 漢江 and 赴戰江水庫, and stands behind it in 平山縣西.
        """
        text = self._text
        generic, kind = self._find_generic(end)
        town = self._is_town(text[start:end])
        if kind and kind not in _SAID_OF_IT and not _ends_in_its_kind(self._folded[start:end]):
            if not (town and self._is_of_what_follows(end, generic)):
                end += len(generic)
        elif generic in _signs(_VILLAGE) and (generic in _signs(_TELLING) or not town):
            around = self._around(start, end, kind, generic)
            name = text[start:end]
            return Spot(start, end + 1, name + generic, around, kept=name), end + 1
        spot = Spot(start, end, text[start:end], self._around(start, end, kind, generic))
        return spot, end + (len(generic) if generic in _signs(_TELLING) else 0)

    def _is_of_what_follows(self, place: int, generic: str) -> bool:
        """Tell whether a generic part begins what follows: 安州山川, 成川江東, not 長津江西岸."""
        if len(generic) > 1:
            return False
        if generic in _MOUNTAIN:
            return True
        following = self._known.native.get(key(self._text[place : place + 2]))
        aside = self._folded[place + 2 : place + 3] in _BANKS
        return following is not None and following.ranked and not aside

    def _find_generic(self, place: int) -> tuple[str, str]:
        """Give the generic part that stands at a place, the longest, and the class that it says."""
        for length in (3, 2, 1):
            part = self._folded[place : place + length]
            if len(part) < length:
                continue
            if said := native_generics().get(part):
                return part, said[0][0]
        if self._folded[place : place + 1] in _signs(_VILLAGE):
            return _RI, _OF_RI
        return "", ""

    def _is_town(self, name: str) -> bool:
        known = self._known.native.get(key(name))
        return known is not None and known.ranked

    def _around(self, start: int, end: int, kind: str = "", kind_word: str = "") -> Around:
        text = self._folded
        followed = self._is_edge(end) or kind or _find_after(text, end, _AFTER)
        at = _find_before(text, start, _BEFORE)
        languages = _shared().get(text[start:end], frozenset())
        # a family name of Japan is none where a word says that a place follows
        shared = bool(languages - ({_JAPAN} if at and followed else set()))
        return Around(
            at=self._text[start - len(at) : start],
            apart=self._is_edge(start - 1),
            of_kind=kind_word in _signs(_TELLING),
            kind=kind,
            kind_word=kind_word,
            person=bool(_find_after(text, end, _TITLE)) or self._has_surname(start),
            bearer=bool(_find_before(text, start, _ELSEWHERE))
            or (shared and self._is_listed(start, end)),
            beside=not followed,
            common=text[start:end] in _signs(_WORD),
            shared=shared,
        )

    def _is_listed(self, start: int, end: int) -> bool:
        """Tell whether a name stands in a list with one of a place elsewhere: 全州、桂林."""
        text, after, before = self._text, end + 1, start - 1
        while self._is_of_item(after):
            after += 1
        while self._is_of_item(before - 1):
            before -= 1
        behind = text[end : end + 1] in _LISTING and text[end + 1 : after] in self._others
        ahead = text[start - 1 : start] in _LISTING and text[before : start - 1] in self._others
        return behind or ahead

    def _is_of_item(self, place: int) -> bool:
        """Tell whether a place of the text has a character that no list is made with."""
        return not self._is_edge(place) and self._text[place] not in _LISTING

    def _has_surname(self, start: int) -> bool:
        """Tell whether a family name goes before, and nothing before it: 张平山."""
        return self._folded[start - 1 : start] in _signs(_SURNAME) and self._is_edge(start - 2)

    def _is_edge(self, place: int) -> bool:
        """Tell whether a place of the text has no sign that may be part of a word."""
        return not 0 <= place < len(self._text) or not self._text[place].isalnum()

    def _in_hangul(self) -> Iterator[Spot]:
        for run in _HANGUL.finditer(self._text):
            for length in range(min(len(run[0]), _LONGEST), 1, -1):
                name, rest = run[0][:length], run[0][length:]
                said = self._say_of_it(rest, run.end())
                if said is None:
                    continue
                if name in self._others:
                    break
                if key(name) in self._known.native:
                    start = run.start()
                    place, generic = said
                    around = Around(
                        at=place,
                        kind_word=generic,
                        of_kind=generic in _signs(_TELLING),
                        common=name in _signs(_WORD) and generic not in _signs(_TELLING),
                    )
                    if generic in _signs(_VILLAGE):
                        end = start + length + len(generic)
                        yield Spot(start, end, name + generic, around, kept=name)
                    else:
                        yield Spot(start, start + length, name, around)
                    break

    def _say_of_it(self, rest: str, end: int) -> tuple[str, str] | None:
        """Give what follows a name in a word of Hangul: a particle of places, a generic part.

        None where what follows is neither these nor another particle.
        """
        for length in range(min(len(rest), _LONGEST_GENERIC), -1, -1):
            generic, particle = rest[:length], rest[length:]
            if generic and generic not in _signs(_TELLING, _GENERIC):
                continue
            if not particle or particle in _signs(_AFTER, _PLACE):
                following = "" if particle else _word_after(self._text, end)
                place = next((one for one in (particle, following) if one in _signs(_PLACE)), "")
                return place, generic
        return None

    def _in_kana(self) -> Iterator[Spot]:
        for run in _KATAKANA.finditer(self._text):
            if run[0] not in self._others:
                _, kind = self._find_generic(run.end())
                around = self._around(run.start(), run.end())
                around = replace(around, loan=True, of_kind=bool(kind))
                yield Spot(run.start(), run.end(), run[0], around)

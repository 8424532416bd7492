"""Where a text in letters may name a place: words with a capital, and what stands around them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from korea_map.names.letters import CYRILLIC, LATIN
from korea_map.names.own_names import marked
from korea_map.names.table_rules import engine_tables
from korea_map.reading.cues import AND, AT, ENDING, KIND, SKIP, TITLE, UNIT, Cue, cues_of, reformed
from korea_map.reading.words import Word

_SENTENCE_END: Final = re.compile(r"[.!?:;…»\"”“)\]•*]|\n\s*\n|\r\n\s*\r\n")
_SPLIT: Final = re.compile(r"[.\-•·] ?| ")
"""What a scan puts into a word."""
_INITIAL: Final = re.compile(r"\.?[ \u00a0]$")
_KEPT_KINDS: Final = frozenset("HTA")
"""Kinds whose word is part of a name where it has a capital: Han River, but not Wonsan Harbor."""
_ADJECTIVE: Final = re.compile(r"ск(?:ий|ой|ая|ое|ие|ого|аго|ому|им|ом|ую|их|ими)$")
_FOUR: Final = 4
_ENOUGH: Final = 60
_LOUD: Final = 0.4
"""Share of the longer words with a capital from which these say nothing."""
_BACK: Final = 4
"""Words looked back over for what says that a place follows."""


_LISTING: Final = frozenset(",:—–")
"""What may part names from the word of their kind: the provinces, Chulla and …"""
_OPENING: Final = " \n\r\t'’\"“«„[("
_ABBREVIATED: Final = 4
"""Letters of a word before whose full stop no sentence ends: Mt., гор."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a possible name.

    Attributes
    ----------
    at
        The word before it that says that a place follows; empty for none.
    sure
        That word is said of places alone: "vicinity", not "in".
    apart
        It begins a line, or a blank is before it, where the writing sets none.
    of_kind
        A generic part that is said of settlements alone stands right behind it: 洞.
    ending
        Its own last part says its kind: Ho-san.
    kind, kind_word
        The GeoNames class that a word beside it says, and the word; empty for none.
    person, unit
        A title before it; what bears the names of places after it.
    loud, loan
        In the text most words have a capital; it is of kana that write every foreign word.
    beside
        Another word with a capital, which is no name of a place, stands next to it.
    initial
        It begins a sentence, so that its capital says nothing.
    common
        The text has the word without a capital as well.
    """

    at: str = ""
    sure: bool = False
    apart: bool = False
    of_kind: bool = False
    ending: bool = False
    kind: str = ""
    kind_word: str = ""
    person: bool = False
    unit: bool = False
    loud: bool = False
    loan: bool = False
    beside: bool = False
    initial: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name may stand.

    Attributes
    ----------
    start, end
        The span in the text.
    name
        As it is looked up.
    around
        What stands around it.
    parts
        Spots of its parts, where hyphens may link several names.
    joined
        The same with the word after it, where a scan may have split one name in two.
    kept
        The name without the word of its kind, for what is known by that alone.
    """

    start: int
    end: int
    name: str
    around: Around
    parts: tuple["Spot", ...] = ()
    joined: "Spot | None" = None
    kept: str = ""


@cache
def no_places() -> dict[str, str]:
    """Give what names in texts are that are no places of Korea, by their letters."""
    return {row["name"]: row["what"] for row in engine_tables().rows("no_places")}


def folded(name: str) -> str:
    """Give a name as `no_places` has it."""
    return reformed(marked(name)[0])


def _is_loud(words: Sequence[Word]) -> bool:
    """Tell whether capitals say nothing: all words have them, or all nouns as in German."""
    some = [word for word in words if len(word.text) >= _FOUR]
    return len(some) >= _ENOUGH and sum(word.capital for word in some) > _LOUD * len(some)


class LetterSpots:
    """Finds the spots of a text in letters."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text, self.words = text, words
        self._count = Counter(word.folded for word in words)
        self._small = {word.folded for word in words if word.text.islower()}
        self._loud = _is_loud(words)

    def __iter__(self) -> Iterator[Spot]:
        """Yield each spot, in order."""
        number = 0
        while number < len(self.words):
            last = self._chain_end(number)
            if self.words[number].capital and len(self.words[number].text) > 1:
                spot = self._spot(number, last)
                if spot is not None:
                    yield spot
            number = last + 1

    def _chain_end(self, first: int) -> int:
        last = first
        while last + 1 < len(self.words) and self.words[last + 1].before == "-":
            last += 1
        return last

    def _spot(self, first: int, last: int) -> Spot | None:
        words = self.words
        chain = words[first : last + 1]
        if first == last and self._is_word(words[first]):
            return None
        around = self._around(first, last)
        name = "-".join(word.text for word in chain)
        start, end = words[first].start, words[last].end
        kept = ""
        before, after = self._kind_before(first), self._kind_after(last)
        if after is not None:
            kept, name, end = name, f"{name} {words[last + 1].text}", words[last + 1].end
        elif before is not None:
            kept, name, start = name, f"{words[first - 1].text} {name}", words[first - 1].start
        ending = cues_of(chain[-1].folded).get(ENDING) if first < last else None
        if ending is not None and not around.kind:
            kind, word = ending.feature_class, chain[-1].text
            around = replace(around, kind=kind, kind_word=word, ending=True)
        parts: tuple[Spot, ...] = ()
        if len(chain) > 1 and all(word.capital for word in chain):
            parts = tuple(Spot(word.start, word.end, word.text, around) for word in chain)
        joined = None if first < last or kept else self._joined(last, around)
        return Spot(start, end, name, around, parts, joined, kept)

    def _joined(self, number: int, around: Around) -> Spot | None:
        """Give a word as one with the next where a scan may have split it: Се ула, Нам. пхо."""
        words = self.words
        if number + 1 >= len(words):
            return None
        one, other = words[number], words[number + 1]
        says = cues_of(other.folded).keys() - {ENDING}
        told = cues_of(one.folded) or (says and other.before != ".")
        if told or other.capital or not _SPLIT.fullmatch(other.before):
            return None
        rare = self._count[one.folded] == 1 == self._count[other.folded]
        short = len(one.text) < _FOUR or len(other.text) < _FOUR
        if other.before == " " and not (rare and short):
            return None
        return Spot(one.start, other.end, one.text + other.text, around)

    def _is_word(self, word: Word) -> bool:
        """Tell whether a word is a part of speech that takes a capital, or a word of the kind."""
        cues = cues_of(word.folded)
        if word.script == CYRILLIC and _ADJECTIVE.search(reformed(word.text)):
            return True
        if KIND in cues or AND in cues or SKIP in cues:
            return True
        return bool(cues) and (AT in cues or UNIT in cues or TITLE in cues or len(word.text) < 4)

    def _kind_after(self, last: int) -> Cue | None:
        """Give the word of the kind with a capital that follows: River."""
        if last + 1 >= len(self.words):
            return None
        word = self.words[last + 1]
        cue = cues_of(word.folded).get(KIND)
        fits = cue is not None and cue.feature_class in _KEPT_KINDS and word.capital
        loud = word.shouted and not self.words[last].shouted
        return cue if fits and word.before == " " and not loud else None

    def _kind_before(self, first: int) -> Cue | None:
        """Give the word of the kind with a capital that goes before: Mount."""
        if first == 0 or self.words[first].before not in (" ", ". "):
            return None
        word = self.words[first - 1]
        cue = cues_of(word.folded).get(KIND)
        fits = cue is not None and cue.feature_class in _KEPT_KINDS and word.capital
        return cue if fits and word.script == LATIN else None

    def _around(self, first: int, last: int) -> Around:
        words = self.words
        word = words[first]
        at, sure, kind, person = self._before(first)
        beside = (self._kind_after(last), self._kind_before(first))
        kind = next((one for one in beside if one is not None), None) or kind
        following = words[last + 1] if last + 1 < len(words) else None
        near = following is not None and following.before in (" ", "-")
        after = cues_of(following.folded) if following is not None and near else {}
        if following is not None and KIND in after and not following.capital:
            kind = kind or after[KIND]
        return Around(
            at=at,
            sure=sure,
            kind=kind.feature_class if kind else "",
            kind_word=kind.word if kind else "",
            person=person or self._has_initials(first),
            unit=UNIT in after and following is not None and following.capital,
            loud=self._loud,
            beside=self._is_beside(first, last),
            initial=first == 0 or bool(_SENTENCE_END.search(word.before)),
            common=first == last and word.folded in self._small,
        )

    def _before(self, first: int) -> tuple[str, bool, Cue | None, bool]:
        """Tell what goes before: the word that says that a place follows, the kind, a title."""
        words, kind, index = self.words, None, first
        for _ in range(_BACK):
            gap = words[index].before
            if index == 0:
                break
            if gap.strip() in _LISTING and KIND in cues_of(words[index - 1].folded):
                return "", False, kind or cues_of(words[index - 1].folded)[KIND], False
            if gap.strip(_OPENING) not in ("", "."):
                break
            if gap.strip() == "." and len(words[index - 1].text) > _ABBREVIATED:
                break
            index -= 1
            word = words[index]
            cues = cues_of(word.folded)
            plain = index == first - 1 and AT not in cues and KIND not in cues
            if TITLE in cues and (word.capital or plain):
                return "", False, kind, True
            if KIND in cues:
                kind = kind or cues[KIND]
            if AT in cues and not (cues[AT].value and word.capital):
                return word.text, bool(cues[AT].value), kind, False
            if not (KIND in cues or SKIP in cues):
                break
        return "", False, kind, False

    def _has_initials(self, first: int) -> bool:
        """Tell whether initials go before: James C. Tarkenton, В. Апушкинъ."""
        if first == 0:
            return False
        word = self.words[first - 1]
        return (
            len(word.text) == 1
            and word.text.isupper()
            and not cues_of(word.folded)  # À
            and self.words[first].before in (". ", ".", " ")
        )

    def _is_beside(self, first: int, last: int) -> bool:
        words = self.words
        if words[first].shouted:
            return False
        if first > 0 and words[first].before == " ":
            before = words[first - 1]
            if before.capital and not self._begins(first - 1) and not cues_of(before.folded):
                return True
        if last + 1 < len(words) and words[last + 1].before == " ":
            after = words[last + 1]
            if after.capital and not cues_of(after.folded):
                return True
        return False

    def _begins(self, number: int) -> bool:
        """Tell whether a word begins a sentence as a word that texts have without capital too."""
        word = self.words[number]
        start = number == 0 or bool(_SENTENCE_END.search(word.before))
        return start and (word.folded in self._small or folded(word.text) in no_places())

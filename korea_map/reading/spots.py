"""Where a text in letters may name a place: words with a capital, and what stands around them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from korea_map.names.letters import CYRILLIC
from korea_map.reading.cues import (
    AND,
    ARTICLE,
    AT,
    BEARER,
    ENDING,
    KIND,
    PART,
    SKIP,
    TAIL,
    TITLE,
    UNIT,
    Cue,
    cues_of,
    reformed,
)
from korea_map.reading.elsewhere import is_no_place
from korea_map.reading.known import KnownNames
from korea_map.reading.spot import Around, Spot
from korea_map.reading.words import Word

_SENTENCE_END: Final = re.compile(r"[.!?:;…»\"”“)\]•*]|\n\s*\n|\r\n\s*\r\n")
_SPLIT: Final = re.compile(r"[.\-•·] ?| ")
"""What a scan puts into a word."""
_KEPT_KINDS: Final = frozenset("HTA")
"""Classes whose word is part of a name where it has a capital."""
_KIND_FIRST: Final = ("en", "fr")
"""Languages whose word of the kind is part of a name where it goes before: Mount, Île."""
_BEHIND: Final = ("de", "en")
"""Languages that set a ship or a street behind its name."""
_ADJECTIVE: Final = re.compile(r"ск(?:ий|ой|ая|ое|ие|ого|аго|ому|им|ом|ую|их|ими)$")
_FOUR: Final = 4
_FEW: Final = 5
_ENOUGH: Final = 60
_LOUD: Final = 0.4
"""Share of the longer words with a capital from which these say nothing."""
_PLURAL: Final = 6
_SYLLABLES: Final = 3
_LONGEST_SYLLABLE: Final = 6
_BLANKS: Final = (" ", "\n")
_BACK: Final = 4
"""Words looked back over for what says that a place follows."""
_LISTING: Final = frozenset(",:—–")
"""What may part names from the word of their kind: the provinces, Chulla and …"""
_OPENING: Final = " \n\r\t'’\"“«„[("
_SHORTENED: Final = 2
"""Letters of a word of the kind that is written with a full stop before a name: Mt."""
_ABBREVIATED: Final = 4
"""Letters of a word before whose full stop no sentence ends: Mt., гор."""


def _is_syllable(word: Word) -> bool:
    return word.capital and 1 < len(word.text) <= _LONGEST_SYLLABLE


def _is_adjective(word: Word) -> bool:
    return word.script == CYRILLIC and _ADJECTIVE.search(reformed(word.text)) is not None


def _is_kept(cue: Cue) -> bool:
    """Tell whether a word of the kind is part of a name: Han River, but not Wonsan Harbor."""
    return cue.feature_class in _KEPT_KINDS or bool(cue.value)


def _is_loud(words: Sequence[Word]) -> bool:
    """Tell whether capitals say nothing: all words have them, or all nouns as in German."""
    some = [word for word in words if len(word.text) >= _FOUR]
    shouted = sum(word.shouted for word in some) > _LOUD * len(some)
    least = _FEW if shouted else _ENOUGH
    return len(some) >= least and sum(word.capital for word in some) > _LOUD * len(some)


class LetterSpots:
    """Finds the spots of a text in letters."""

    def __init__(self, text: str, words: Sequence[Word], known: KnownNames) -> None:
        self.text, self.words, self._known = text, words, known
        self._count = Counter(word.folded for word in words)
        self._small = {word.folded for word in words if word.text.islower()}
        self._loud = _is_loud(words)

    def __iter__(self) -> Iterator[Spot]:
        """Yield each spot, in order."""
        number = 0
        while number < len(self.words):
            if (end := self._syllables_end(number)) > number:
                yield self._of_syllables(number, end)
                number = end + 1
                continue
            if not self.words[number].capital:
                number += 1
                continue
            last = self._chain_end(number)
            if len(self.words[number].text) > 1:
                spot = self._spot(number, last)
                if spot is not None:
                    yield spot
            number = last + 1

    def _syllables_end(self, first: int) -> int:
        """Give the last of words with capitals that are the syllables of a town: Chi Nam Po."""
        words = self.words
        for count in (_SYLLABLES, _SYLLABLES - 1):
            some = words[first : first + count]
            if len(some) < count or not all(map(_is_syllable, some)):
                continue
            if any(word.before != " " for word in some[1:]):
                continue
            known = self._known.find("".join(word.text for word in some))
            if known is None or known.exchanged:
                continue
            if known.ranked or count == _SYLLABLES:
                return first + count - 1
        return first

    def _of_syllables(self, first: int, last: int) -> Spot:
        one, *others = self.words[first : last + 1]
        name = one.text + "".join(word.folded for word in others)
        around = replace(self._around(first, last), beside=False, several=True)
        return Spot(self.words[first].start, self.words[last].end, name, around)

    def _chain_end(self, first: int) -> int:
        last = first
        while last + 1 < len(self.words) and self.words[last + 1].before == "-":
            if self._is_small(last + 1):
                break
            last += 1
        return last

    def _is_small(self, number: int) -> bool:
        """Tell whether a part of a chain is no part of a name: Seoul-to-Pusan, Seoul-based."""
        word, following = self.words[number], self.words[number + 1 : number + 2]
        cues = cues_of(word.folded)
        if word.capital or not cues:
            return False
        between = bool(following) and following[0].before == "-" and following[0].capital
        return TAIL in cues or (between and bool(cues.keys() & {AT, AND}))

    def _spot(self, first: int, last: int) -> Spot | None:
        words = self.words
        chain = words[first : last + 1]
        if first == last and self._is_word(words[first]):
            return None
        around = self._around(first, last)
        name = self._singular("-".join(word.text for word in chain))
        start, end = words[first].start, words[last].end
        kept = ""
        before, after = self._kind_before(first), self._kind_after(last)
        if after is not None:
            kept, name, end = name, f"{name} {words[last + 1].text}", words[last + 1].end
        elif before is not None:
            start = words[first - 1].start
        ending = cues_of(chain[-1].folded).get(ENDING) if first < last else None
        if ending is not None and not around.kind:
            kind, word = ending.feature_class, chain[-1].text
            around = replace(around, kind=kind, kind_word=word, ending=True)
        parts: tuple[Spot, ...] = ()
        if len(chain) > 1 and all(word.capital for word in chain):
            parts = tuple(
                Spot(word.start, word.end, word.text, around)
                for word in chain
                if not _is_adjective(word)
            )
        joined = None if first < last or kept else self._joined(last, around)
        return Spot(start, end, name, around, parts, joined, kept, self._wider(first, end, name))

    def _wider(self, first: int, end: int, name: str) -> Spot | None:
        """Give the name of a province with the direction before it: South Pyongan."""
        if first == 0 or self.words[first].before not in _BLANKS:
            return None
        word = self.words[first - 1]
        same = word.script == self.words[first].script
        if not (word.capital and same) or PART not in cues_of(word.folded):
            return None
        around = self._around(first - 1, first - 1)
        return Spot(word.start, end, f"{word.text} {name}", replace(around, beside=False))

    def _singular(self, name: str) -> str:
        """Give a name without the s of the plural: the Taebaeks."""
        if len(name) < _PLURAL or not name.endswith("s") or self._known.find(name) is not None:
            return name
        known = self._known.find(name[:-1])
        return name if known is None or known.exchanged else name[:-1]

    def _joined(self, number: int, around: Around) -> Spot | None:
        """Give a word as one with the next where a scan may have split it: Се ула, Нам. пхо."""
        words = self.words
        if number + 1 >= len(words):
            return None
        one, other = words[number], words[number + 1]
        if self._are_syllables(number):
            return self._of_syllables(number, number + 1)
        says = cues_of(other.folded).keys() - {ENDING}
        told = cues_of(one.folded) or (says and other.before != ".")
        if (
            told
            or other.capital
            or one.script != other.script
            or not _SPLIT.fullmatch(other.before)
        ):
            return None
        rare = self._count[one.folded] == 1 == self._count[other.folded]
        short = len(one.text) < _FOUR or len(other.text) < _FOUR
        if other.before == " " and not (rare and short):
            return None
        return Spot(one.start, other.end, one.text + other.text, around)

    def _are_syllables(self, number: int) -> bool:
        """Tell whether a word and the next may be a town's syllables: Pyeng Yang."""
        words = self.words
        one, other = words[number], words[number + 1]
        if not (_is_syllable(one) and _is_syllable(other)) or other.before != " ":
            return False
        if any(cues_of(word.folded).keys() - {ENDING} or word.shouted for word in (one, other)):
            return False
        if one.script != other.script:
            return False
        following = words[number + 2] if number + 2 < len(words) else None
        # three would be a person's
        return following is None or following.before != " " or not _is_syllable(following)

    def _is_word(self, word: Word) -> bool:
        """Tell whether a word is a part of speech that takes a capital, or a word of the kind."""
        cues = cues_of(word.folded)
        if _is_adjective(word):
            return True
        if KIND in cues or AND in cues or SKIP in cues:
            return True
        return bool(cues) and (AT in cues or UNIT in cues or TITLE in cues or len(word.text) < 4)

    def _kind_after(self, last: int) -> Cue | None:
        """Give the word of the kind with a capital that follows: River."""
        if last + 1 >= len(self.words):
            return None
        name, word = self.words[last], self.words[last + 1]
        cue = cues_of(word.folded).get(KIND)
        fits = cue is not None and _is_kept(cue) and word.capital and not self._is_of_two(last + 1)
        loud = word.shouted and not name.shouted
        one = word.before in _BLANKS and word.script == name.script
        return cue if fits and one and not loud else None

    def _is_of_two(self, number: int) -> bool:
        """Tell whether a word of the kind is that of two names: the Yalu and Tumen Rivers."""
        words = self.words[number - 2 : number - 1]
        plural = self.words[number].folded.endswith("s")
        return plural and bool(words) and AND in cues_of(words[0].folded)

    def _kind_before(self, first: int) -> Cue | None:
        """Give the word of the kind with a capital that goes before: Mount."""
        if first == 0:
            return None
        word, name = self.words[first - 1], self.words[first]
        stop = name.before == ". " and len(word.text) <= _SHORTENED
        cue = cues_of(word.folded).get(KIND)
        fits = cue is not None and _is_kept(cue) and word.capital and word.script == name.script
        if not fits or not (stop or name.before in _BLANKS) or self._is_behind_a_name(first - 1):
            return None
        return cue if cue is not None and cue.lang in _KIND_FIRST else None

    def _is_behind_a_name(self, number: int) -> bool:
        """Tell whether a word of the kind belongs to a name before it: Han River, a line's end."""
        if number == 0 or self.words[number].before not in _BLANKS:
            return False
        before = self.words[number - 1]
        return before.capital and not cues_of(before.folded)

    def _around(self, first: int, last: int) -> Around:
        words = self.words
        word = words[first]
        at, sure, kind, person = self._before(first)
        beside = (self._kind_after(last), self._kind_before(first))
        kind = next((one for one in beside if one is not None), None) or kind
        following = words[last + 1] if last + 1 < len(words) else None
        near = following is not None and following.before in (*_BLANKS, "-")
        after = self._cues(last + 1) if near else {}
        small = following is not None and not following.capital
        if KIND in after and (small or self._is_of_two(last + 1)):
            kind = kind or after[KIND]
        return Around(
            at=at,
            sure=sure,
            article=first > 0 and word.before in _BLANKS and ARTICLE in self._cues(first - 1),
            kind=kind.feature_class if kind else "",
            kind_word=kind.word if kind else "",
            person=person or self._has_initials(first) or self._has_surname(first),
            bearer=(BEARER in after and after[BEARER].lang in _BEHIND) or self._is_borne(first),
            unit=UNIT in after and following is not None and following.capital,
            loud=self._loud,
            beside=self._is_beside(first, last),
            initial=first == 0 or bool(_SENTENCE_END.search(word.before)),
            common=first == last and word.folded in self._small,
        )

    def _cues(self, number: int) -> dict[str, Cue]:
        """Give what a word says; one letter is a kind with a full stop alone: о. is an island."""
        word, following = self.words[number], self.words[number + 1 : number + 2]
        cues = cues_of(word.folded)
        if len(word.text) > 1 or (following and following[0].before.startswith(".")):
            return cues
        return {says: cue for says, cue in cues.items() if says != KIND}

    def _before(self, first: int) -> tuple[str, bool, Cue | None, bool]:
        """Tell what goes before: the word that says that a place follows, the kind, a title."""
        words, kind, index = self.words, None, first
        for _ in range(_BACK):
            gap = words[index].before
            if index == 0:
                break
            if gap.strip() in _LISTING and KIND in self._cues(index - 1):
                return "", False, kind or self._cues(index - 1)[KIND], False
            if gap.strip(_OPENING) not in ("", "."):
                break
            if gap.strip() == "." and len(words[index - 1].text) > _ABBREVIATED:
                break
            index -= 1
            word = words[index]
            cues = self._cues(index)
            plain = word.capital or (AT not in cues and KIND not in cues)
            if TITLE in cues and index == first - 1 and plain:
                return "", False, kind, True
            if KIND in cues:
                kind = kind or cues[KIND]
            if AT in cues and not (cues[AT].value and word.capital):
                return word.text, bool(cues[AT].value), kind, False
            if not (KIND in cues or SKIP in cues):
                break
        return "", False, kind, False

    def _is_borne(self, first: int) -> bool:
        """Tell whether a ship or a street goes before: rue de Séoul."""
        for index in range(first - 1, max(first - 3, -1), -1):
            cues = cues_of(self.words[index].folded)
            if self.words[index + 1].before not in _BLANKS:
                return False
            if BEARER in cues:
                return True
            if SKIP not in cues:
                return False
        return False

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

    def _has_surname(self, first: int) -> bool:
        """Tell whether a family name in capitals goes before: YANG Wi-song."""
        if first == 0 or self._loud or self.words[first].before != " ":
            return False
        word, name = self.words[first - 1], self.words[first]
        return word.shouted and not name.shouted and name.capital and not cues_of(word.folded)

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
        return start and (word.folded in self._small or is_no_place(word.text))

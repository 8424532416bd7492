"""Spellings of Hangul: of the North, of before 1933, and letters that stand apart.

`hangul_spellings.csv` leads each to the South's spelling of today, which is the key under
which a name is looked up; what the rules cost is told beside it.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from korea_map.names.letters import is_hangul
from korea_map.names.table_rules import engine_tables

INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: Final = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_BASE: Final = ord("가")
_OLD_LETTERS: Final = str.maketrans({
    "\u119e": "\u1161", "\u11a1": "\u1162", "\u112d": "\u1101", "\u112f": "\u1104",
    "\u1132": "\u1108", "\u1136": "\u110d", "\u1121": "\u110a", "\u114c": "\u110b",
    "\u1140": "\u110b", "\u11f0": "\u11bc", "\u11eb": "\u11bc",
})  # fmt: skip
"""ㆍ as ㅏ, ㆎ as ㅐ; ㅅㄱ, ㅅㄷ, ㅅㅂ, ㅅㅈ, ㅂㅅ as doubled letters; ㆁ and ㅿ as ㅇ: what became
of letters that the orthography of 1933 no longer has."""
_APART_OLD: Final = {"ㆍ": "ㅏ", "ㆎ": "ㅐ", "ㅺ": "ㄲ", "ㅼ": "ㄸ", "ㅽ": "ㅃ", "ㅾ": "ㅉ"}
_INITIAL_CLASS: Final = f"[{INITIALS}ㅺㅼㅽㅾ]"
_APART: Final = re.compile(f"({_INITIAL_CLASS})([{VOWELS}ㆍㆎ])([{FINALS[1:]}](?![{VOWELS}ㆍㆎ]))?")
_JAMO: Final = re.compile("[\u1100-\u11ff\u3131-\u318e\uffa1-\uffdc]")
_HALF_WIDTH: Final = re.compile("[\uffa1-\uffdc]")


def whole_hangul(text: str) -> str:
    """Write letters that stand apart, and letters no longer in use, as syllables of today.

    Examples
    --------
    >>> whole_hangul("ㅍㅕㅇㅇㅑㅇ")
    '평양'
    """
    if not _JAMO.search(text):
        return text
    text = unicodedata.normalize("NFD", _HALF_WIDTH.sub(_full_width, text))
    text = unicodedata.normalize("NFC", text.translate(_OLD_LETTERS))
    return _APART.sub(_composed, text)


def _full_width(found: re.Match[str]) -> str:
    name = unicodedata.name(found[0], "")
    return unicodedata.lookup(name.replace("HALFWIDTH ", "")) if name else found[0]


def _composed(found: re.Match[str]) -> str:
    initial, vowel, final = (_APART_OLD.get(one, one) if one else " " for one in found.groups())
    return compose(initial, vowel, final)


def compose(initial: str, vowel: str, final: str = " ") -> str:
    """Give the syllable of its letters."""
    number = INITIALS.index(initial) * 21 + VOWELS.index(vowel)
    return chr(_BASE + number * 28 + FINALS.index(final))


def letters(text: str) -> str:
    """Give Hangul letter by letter; what is none stays as it is."""
    return "".join("".join(_divided(char)).strip() if is_hangul(char) else char for char in text)


def _divided(syllable: str) -> tuple[str, str, str]:
    code = ord(syllable) - _BASE
    return INITIALS[code // 588], VOWELS[code % 588 // 28], FINALS[code % 28]


@cache
def _rules() -> dict[tuple[str, str], tuple[str, float]]:
    return {
        (row["where"], row["from"]): (row["to"], float(row["cost"]))
        for row in engine_tables().rows("hangul_spellings")
    }


def today(text: str) -> tuple[str, tuple[float, ...]]:
    """Give the South's spelling of today, with what it costs at each syllable.

    Examples
    --------
    >>> today("련천")[0], today("션쳔")[0]
    ('연천', '선천')
    """
    found, costs = [], []
    for place, char in enumerate(text):
        if not is_hangul(char):
            found.append(char)
            costs.append(0.0)
            continue
        initial, vowel, final = _divided(char)
        cost = 0.0
        for where in ("any", "first") if place == 0 else ("any",):
            rule = _rules().get((where, initial + vowel))
            if rule is not None:
                initial, vowel, cost = rule[0][0], rule[0][1], cost + rule[1]
        if place == 0 and (again := _rules().get(("first", initial + vowel))) is not None:
            initial, vowel, cost = again[0][0], again[0][1], cost + again[1]  # 뇨 of 료, then 요
        found.append(compose(initial, vowel, final))
        costs.append(cost)
    return "".join(found), tuple(costs)

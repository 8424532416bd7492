"""Kana as the sounds that they write: プサン is pusan, げんざん genzan."""

import re
import unicodedata
from functools import cache
from typing import Final

from korea_map.names.letters import KANA_RANGE
from korea_map.names.table_rules import engine_tables

_KANA: Final = re.compile(f"[{KANA_RANGE}]")
_MARKS: Final = {"\u309b": "\u3099", "\u309c": "\u309a", "\uff9e": "\u3099", "\uff9f": "\u309a"}
"""Marks of voicing that stand alone, and those that join the kana before them."""
_HALF_WIDTH: Final = re.compile("[\uff65-\uff9f]+")
_SHIFT: Final = ord("ァ") - ord("ぁ")
_LONG: Final = "ー"
_REPEATED: Final = "ゝゞヽヾ"


def has_kana(text: str) -> bool:
    """Tell whether there are kana in a text."""
    return _KANA.search(text) is not None


def whole_kana(text: str) -> str:
    """Write half-width kana, and kana apart from their marks, as whole kana."""
    text = _HALF_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    for alone, joined in _MARKS.items():
        text = text.replace(alone, joined)
    return unicodedata.normalize("NFC", text)


def sounds(text: str) -> list[tuple[str, int]]:
    """Give the letters that the kana of a text sound like, each with the place of its kana.

    Examples
    --------
    >>> "".join(letter for letter, _ in sounds("モッポ"))
    'moqpo'
    """
    plain = "".join(map(_hiragana, text))
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(plain):
        char = plain[at]
        pair = _table().get(plain[at : at + 2])
        heard = pair or _table().get(char, "")
        if not heard and char in _REPEATED and at:
            heard = _table().get(plain[at - 1], "")
        elif not heard and char == _LONG and found:
            heard = found[-1][0] if found[-1][0] in "aiueo" else ""
        found += [(letter, at) for letter in heard]
        at += 2 if pair else 1
    return found


def _hiragana(char: str) -> str:
    """Write a katakana as the hiragana of the same sound, in large letters what stands alone."""
    if "ァ" <= char <= "ヶ":
        return chr(ord(char) - _SHIFT)
    return char


@cache
def _table() -> dict[str, str]:
    rows = engine_tables().rows("kana")
    large = dict(zip("ぁぃぅぇぉゃゅょゎゕゖ", "あいうえおやゆよわかけ", strict=True))
    found = {row["kana"]: row["letters"] for row in rows}
    return {small: found[one] for small, one in large.items() if one in found} | found

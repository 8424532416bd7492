"""A text that gives one name in several scripts at once: `元山 원산 Wonsan`."""

import re
from itertools import pairwise
from typing import Final

from korea_map.names.endings import native_generics
from korea_map.names.letters import (
    CYRILLIC,
    CYRILLIC_RANGE,
    HANGUL,
    HANGUL_RANGE,
    HANJA,
    HANJA_RANGE,
    KANA,
    KANA_RANGE,
    LATIN,
)

_LATIN_LETTERS: Final = "A-Za-zÀ-ɏḀ-ỿ"
_RUN: Final = re.compile(
    f"(?P<{HANGUL}>[{HANGUL_RANGE}]+)|(?P<{HANJA}>[{HANJA_RANGE}]+)|(?P<{KANA}>[{KANA_RANGE}]+)"
    f"|(?P<{CYRILLIC}>[{CYRILLIC_RANGE}]+)|(?P<{LATIN}>[{_LATIN_LETTERS}]+)"
)
_SHORTEST: Final = {HANGUL: 2, HANJA: 2, KANA: 2, CYRILLIC: 3, LATIN: 3}
_PUNCTUATION: Final = " \t,;:、，・（）()「」"
_ALPHABETS: Final = frozenset((LATIN, CYRILLIC))
_NUMBER: Final = "[\\d〇零一二三四五六七八九十百千.．·호號号 ]+"
_HILL: Final = re.compile(
    rf"{_NUMBER}(?:高地|고지)|(?:高地|고지){_NUMBER}"
    r"|(?:hill|height|point|mount|высот\w*|сопк\w*|отметк\w*|отм\.?|выс\.?)[\s№#.-]*\d[\d.,]*"
    r"|\d[\d.,]*[\s-]*(?:hill|height)",
    re.IGNORECASE,
)


def is_hill_number(text: str) -> bool:
    """Tell whether a text names a hill by its height alone: 1211高地, Hill 303."""
    return _HILL.fullmatch(text.strip()) is not None


def split_scripts(text: str) -> list[str]:
    """Give the parts of a text that are each in one script; the text itself where it is in one.

    A generic part stays with the name before it, whatever its script: プサン港, 元山시.

    Examples
    --------
    >>> split_scripts("元山 원산 Wonsan"), split_scripts("Wonsan元山"), split_scripts("元山시")
    (['元山', '원산', 'Wonsan'], ['Wonsan', '元山'], ['元山시'])
    """
    runs: list[tuple[str, int]] = []
    count: dict[str, int] = {}
    end = 0
    for found in _RUN.finditer(text):
        script = str(found.lastgroup)
        joined = found.start() == end and runs and found[0] in native_generics()
        same = bool(runs) and script == runs[-1][0]
        if not joined:
            if not same:
                runs.append((script, found.start()))
            count[script] = count.get(script, 0) + len(found[0])
        end = found.end()
    enough = all(many >= _SHORTEST[script] for script, many in count.items())
    if len(count) < 2 or not enough or (set(count) <= _ALPHABETS and not _apart(text)):
        return [text]
    starts = [0, *(start for _, start in runs[1:]), len(text)]
    return [text[a:b].strip(_PUNCTUATION) for a, b in pairwise(starts)]


def _apart(text: str) -> bool:
    """Tell whether a text is two words, one in each alphabet; a word may hold a stray letter."""
    words = [[str(found.lastgroup) for found in _RUN.finditer(word)] for word in text.split()]
    return len(words) == 2 and all(len(set(word)) == 1 for word in words)

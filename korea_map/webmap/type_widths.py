"""How wide a text can get, whichever of the usual fonts a reader's machine has."""

import unicodedata
from collections.abc import Mapping
from typing import Final

# In thousandths of the size, rounded up: the widest of DejaVu, Noto and Liberation, letter by
# letter. A letter with a mark is as wide as the letter.
_SERIF_BOLD_ITALIC: Final = {
    350: " ',.ʻ’‘·",
    400: "/:;\\ijl|ʼłı",
    450: "!-f²",
    500: "()IJ[]`t°",
    550: '"*r',
    600: "?_svxyz“”–гух",
    650: "ace{}аезсэ",
    700: "$0123456789bdgkopqвдкорьГøđ",
    750: "FLSTYZhnuбийлнпчъЗТ",
    800: "ACEPVXяЕРСХЭß",
    850: "#+<=>BR^~цАВУ",
    900: "DGKOQUwБДЛОЯØ",
    950: "&HNфИЙКНПФЧæ",
    1000: "%@—…мЦ",
    1050: "ыю",
    1100: "mтш",
    1150: "MWщМ",
    1300: "ШЩЮ",
    1350: "жЖ",
}
_SANS: Final = {
    300: "'Iijlłı",
    350: " ,.:;|ʻʼ’‘",
    400: "()-/[\\]ft",
    450: "!r²",
    500: '"*°',
    550: "?Jcsz“”–гзсэ",
    600: "L_kvxy·втухчь",
    650: "$0123456789FT`abdeghnopqu{}абеийклоряГЕЗРТУßøđ",
    700: "ABEKPSVXYZднпцАБВСХЧЭЯ",
    750: "CNRUъИЙК",
    800: "&DGHOQмыДЛНОПЦØ",
    850: "#+<=>^w~ю",
    900: "MфМФ",
    950: "жшщ",
    1000: "%@Wm—…æ",
    1100: "ЖШЩЮ",
}
_WIDEST: Final = 1000
"""Of a letter that no table has; East Asian characters are square in every font."""


def _by_letter(table: Mapping[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


SERIF_BOLD_ITALIC: Final = _by_letter(_SERIF_BOLD_ITALIC)
SANS: Final = _by_letter(_SANS)


def widest(text: str, face: Mapping[str, int], size: float) -> float:
    """Return the greatest width of a text.

    Parameters
    ----------
    text
        One line.
    face
        `SERIF_BOLD_ITALIC` or `SANS`.
    size
        Of the type; the width is in the same unit.

    Examples
    --------
    >>> widest("im", SANS, 10)
    13.0
    """
    return sum(_width(letter, face) for letter in unicodedata.normalize("NFD", text)) * size / 1000


def _width(letter: str, face: Mapping[str, int]) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    # vowels and finals of a decomposed Hangul syllable are drawn within its square
    if "\u1160" <= letter <= "\u11ff":
        return 0
    return face.get(letter, _WIDEST)

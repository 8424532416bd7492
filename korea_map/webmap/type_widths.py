"""How wide a text can get, whichever of the usual fonts a reader's machine has."""

import unicodedata
from collections.abc import Mapping
from typing import Final

# In thousandths of the size, rounded up, of DejaVu: Georgia, Noto, Liberation and Times are
# narrower in every word. A letter with a mark is as wide as the letter.
_SERIF_BOLD_ITALIC: Final = {
    350: "',. ʻʼ’‘·",
    400: "ijl/:;\\|łı",
    450: "f!-²",
    500: "tIJ()[]_`–°",
    550: 'r"*',
    600: "svxyz?“”гух",
    650: "ace{}аезсэ",
    700: "0123456789bdgkopq$вдкорьГøđ",
    750: "hnuFLSTYZбийлнпчъЗТ",
    800: "ACEPVXяЕРСХЭß",
    850: "BR#+<=>^~цАВУ",
    900: "wDGKOQUБДЛОЯ",
    950: "HN&фИЙКНПФЧæ",
    1000: "%@—…мЦ",
    1050: "ыю",
    1100: "mтш",
    1150: "MWщМ",
    1300: "ШЩЮ",
    1350: "жЖ",
}
_SANS: Final = {
    300: "ijlIJłı",
    350: ",./:;\\| ʻʼ’‘·",
    400: "ft()-[]'",
    450: "r!²",
    500: '"*_`–°',
    550: "csz?“”гзсэ",
    600: "kvxyFLвтухчь",
    650: "0123456789abdeghnopquEPSTY${}абеийклоряГЕЗРТУßøđ",
    700: "ABCKRVXZднпцАБВСХЧЭЯ",
    750: "NUъИЙК",
    800: "DGHOQ&мыДЛНОПЦ",
    850: "w#+<=>^~ю",
    900: "MфМФ",
    950: "жшщ",
    1000: "mW%@—…æ",
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

"""Hangul in the Revised Romanization of 2000, as it is heard across the seams of syllables.

What a compound's own seams do to its sounds (학여울, 신문로) cannot be seen in its letters and is
left as the letters have it. Between a stop and ㅎ the h is written, as the rules want it in nouns
(묵호 Mukho).
"""

from typing import Final

from korea_map.names.korean import ASSIMILATED, FINALS, syllables
from korea_map.names.letters import titled

# fmt: off
_INITIALS: Final = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s",
                    "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS: Final = ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae",
                  "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i")
_LINKED: Final = ("", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt",
                  "lp", "r", "m", "b", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", "")
# fmt: on
"""The final consonants as they sound when a vowel follows."""
_BEFORE_I: Final = {7: "j", 13: "lch", 25: "ch"}
"""ㄷ, ㄾ and ㅌ before 이, as in 해돋이 haedoji."""
_BREATHED: Final = {"g": "k", "d": "t", "j": "ch"}
"""What a final ㅎ makes of the consonant after it."""
_WITH_H: Final = {6: "n", 15: "l", 27: ""}
"""The finals ㄶ, ㅀ and ㅎ without their h."""
_SILENT, _I = 11, 20


def revise(hangul: str) -> str:
    """Write Hangul in the Revised Romanization, with a capital letter.

    Parameters
    ----------
    hangul
        Syllables; anything else is passed over.

    Examples
    --------
    >>> revise("판문점"), revise("왕십리"), revise("신라")
    ('Panmunjeom', 'Wangsimni', 'Silla')
    """
    text, final = "", 0
    for initial, vowel, ending in syllables(hangul):
        text += _join(final, initial, vowel) + _VOWELS[vowel]
        final = ending
    return titled(text + FINALS[final].replace("-", ""))


def _join(final: int, initial: int, vowel: int) -> str:
    """Give the letters between two vowels: a final consonant and the next initial."""
    onset = _INITIALS[initial]
    if final == 0:
        return onset
    if initial == _SILENT:
        return _BEFORE_I.get(final, _LINKED[final]) if vowel == _I else _LINKED[final]
    if final in _WITH_H and onset in _BREATHED:
        return _WITH_H[final] + _BREATHED[onset]
    sound = FINALS[final]
    if onset in ("n", "m", "r"):
        return ASSIMILATED.get((sound, onset), sound + onset)
    return sound + onset

"""Korean readings: Hangul and the Revised Romanization to McCune-Reischauer.

McCune-Reischauer is the form in which the tables take Korean readings, because it
writes what is heard: voicing between vowels and the assimilation of neighbours.
"""

import re
from typing import Final

from korea_map.names.letters import only_hangul


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_INITIALS: Final = _words("k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h")
_VOWELS: Final = _words("a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i")
FINALS: Final = _words("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_LINKED: Final = _words(
    "- g kk ks n nj n d r lg lm lb ls lt' lp' r m b ps s ss ng j ch' k' t' p' h"
)
"""The final consonants as they sound when a vowel follows."""
_VOICED: Final = {"k": "g", "t": "d", "p": "b", "ch": "j"}
ASSIMILATED: Final = {
    ("k", "n"): "ngn", ("k", "m"): "ngm", ("k", "r"): "ngn",
    ("t", "n"): "nn", ("t", "m"): "nm", ("t", "r"): "nn",
    ("p", "n"): "mn", ("p", "m"): "mm", ("p", "r"): "mn",
    ("n", "r"): "ll", ("l", "n"): "ll", ("l", "r"): "ll",
    ("m", "r"): "mn", ("ng", "r"): "ngn", ("n", "k"): "n'g",
}  # fmt: skip


def syllables(hangul: str) -> list[tuple[int, int, int]]:
    """Divide Hangul into the numbers of its letters: initial, vowel, final (0 for none)."""
    codes = [ord(char) - 0xAC00 for char in only_hangul(hangul)]
    return [(code // 588, code % 588 // 28, code % 28) for code in codes]


def romanize_hangul(hangul: str, *, letterwise: bool = False, printed: bool = False) -> str:
    """Write Hangul in McCune-Reischauer.

    Parameters
    ----------
    hangul
        Syllables; anything else is passed over.
    letterwise
        Keep every letter's own value instead of assimilating neighbours, as clerks did
        who knew the syllables but not the speech.
    printed
        Write what maps print where it is not what is heard: ㄷ and ㅈ are heard voiced
        after ㄹ and printed t and ch, as in Kilchu for 길주.
    """
    text = ""
    final, linked = "-", "-"
    for initial, vowel, ending in syllables(hangul):
        if printed and final == "l" and _INITIALS[initial] in ("t", "ch"):
            text += final + _INITIALS[initial]
        else:
            text += _joined(
                final, linked, _INITIALS[initial], letterwise=letterwise, start=not text
            )
        text += _VOWELS[vowel]
        final, linked = FINALS[ending], _LINKED[ending]
    return text + ("" if final == "-" else final)


def _joined(final: str, linked: str, initial: str, *, letterwise: bool, start: bool) -> str:
    if start:
        return "" if initial == "-" else initial
    if final == "-":
        return "" if initial == "-" else _VOICED.get(initial, initial)
    if initial == "-":
        return linked
    if not letterwise and (final, initial) in ASSIMILATED:
        return ASSIMILATED[final, initial]
    if final in ("n", "m", "ng", "l"):
        voiced = _VOICED.get(initial, initial)
        return "n'g" if (final, voiced) == ("n", "g") else final + voiced
    return final + initial


_MR_SYLLABLE: Final = re.compile(
    r"(kk|tt|pp|ss|tch|ch'|k'|t'|p'|ch|sh|[kgntdrlmpbsjh])?"
    r"(yae|wae|yŏ|wŏ|ae|oe|ya|ye|yo|yu|wa|we|wi|wo|ŭi|ui|ŏ|ŭ|[aeiou])"
    r"(ng'?|n'|[nlmktp](?![aeiouŏŭyw']))?"
)
_RR_SYLLABLE: Final = re.compile(
    r"(kk|tt|pp|ss|jj|ch|[gndrlmbsjktph])?"
    r"(yeo|yae|wae|eo|eu|ae|oe|wa|wo|we|wi|ui|ya|ye|yo|yu|[aeiou])"
    r"(ng(?![aeiouyw])|[nlmktpgdb](?![aeiouyw]))?-?"
)
_RR_VOWELS: Final = {"eo": "ŏ", "eu": "ŭ", "yeo": "yŏ", "wo": "wŏ", "ui": "ŭi"}
_RR_ONSETS: Final = {
    "g": "k", "d": "t", "b": "p", "j": "ch", "jj": "tch", "k": "k'", "t": "t'", "p": "p'",
    "ch": "ch'",
}  # fmt: skip


def _is_spelled(name: str, syllable: re.Pattern[str]) -> bool:
    position = 0
    while position < len(name):
        match = syllable.match(name, position)
        if match is None:
            return False
        position = match.end()
    return position > 0


def is_mccune_reischauer(name: str) -> bool:
    """Tell whether a lower-case name can be read as McCune-Reischauer."""
    return _is_spelled(name, _MR_SYLLABLE)


def is_revised(name: str) -> bool:
    """Tell whether a lower-case name shows marks of the Revised Romanization."""
    marked = re.search(r"eo|eu|^[gdbj]|[kptl]$", name) is not None
    return marked and not re.search("[ŏŭ']", name) and _is_spelled(name, _RR_SYLLABLE)


def mccune_from_revised(name: str) -> str:
    """Turn a name in Revised Romanization, lower case, into McCune-Reischauer."""
    text, final = "", "-"
    for onset, vowel, coda in _RR_SYLLABLE.findall(name):
        initial = _RR_ONSETS.get(onset, onset)
        if not text:
            text = initial
        elif onset == "l" and final == "l":
            text += "l"
        elif final in ("-", "n", "m", "ng", "l"):
            voiced = _VOICED.get(initial, initial)
            text += "'g" if (final, voiced) == ("n", "g") else voiced
        else:
            text += initial
        final = {"g": "k", "d": "t", "b": "p"}.get(coda, coda) or "-"
        text += _RR_VOWELS.get(vowel, vowel) + ("" if final == "-" else final)
    return text

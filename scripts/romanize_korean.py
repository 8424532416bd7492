"""Hangul to Latin letters as maps print it: McCune-Reischauer and Revised Romanization."""

from unicodedata import normalize

# fmt: off
_VOWELS_MR = ["a", "ae", "ya", "yae", "ŏ", "e", "yŏ", "ye", "o", "wa", "wae",
              "oe", "yo", "u", "wŏ", "we", "wi", "yu", "ŭ", "ŭi", "i"]
_VOWELS_RR = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae",
              "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"]
_INITIALS_MR = ["k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s",
                "ss", "-", "ch", "tch", "ch’", "k’", "t’", "p’", "h"]
_INITIALS_RR = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s",
                "ss", "-", "j", "jj", "ch", "k", "t", "p", "h"]
# fmt: on
_VOICED_MR = {"k": "g", "t": "d", "p": "b", "ch": "j"}
# Which of the seven final sounds each of the 28 final letters has; - is none, G is ng.
_FINALS = "-kkknnntlkmlllplmppttGttktpt"

_SYLLABLES = 0xAC00


def romanize(hangul: str, *, system: str = "mr") -> str:
    """Romanize one Korean name.

    Parameters
    ----------
    hangul
        Syllables only, without spaces.
    system
        `mr` for McCune-Reischauer with breves, `rr` for Revised Romanization.

    Returns
    -------
    str
        The name with a capital letter, as pronounced (Sin + ra gives Silla).
    """
    mccune = system == "mr"
    vowels = _VOWELS_MR if mccune else _VOWELS_RR
    text = ""
    final = None
    for syllable in normalize("NFC", hangul):
        initial, vowel, last = _letters(syllable)
        if final is None:
            text += _first(initial, mccune=mccune)
        else:
            text += _junction(final, initial, mccune=mccune)
        text += vowels[vowel]
        final = _FINALS[last].replace("-", "").replace("G", "ng")
    text += final or ""
    return text[:1].upper() + text[1:]


def _letters(syllable: str) -> tuple[int, int, int]:
    index = ord(syllable) - _SYLLABLES
    if not 0 <= index < 11172:
        raise ValueError(f"{syllable!r} is no Hangul syllable")
    return index // 588, index % 588 // 28, index % 28


def _first(initial: int, *, mccune: bool) -> str:
    return (_INITIALS_MR if mccune else _INITIALS_RR)[initial].replace("-", "")


def _junction(final: str, initial: int, *, mccune: bool) -> str:
    """Give the letters between two vowels: the final sound and the next initial."""
    onset = _INITIALS_MR[initial]
    if onset == "-":
        if final == "l":
            return "r"
        voiced = _VOICED_MR if mccune else {"k": "g", "t": "d", "p": "b"}
        return voiced.get(final, final)
    if onset in {"n", "r", "m"}:
        return _before_sonorant(final, onset)
    if not mccune:
        return final + _INITIALS_RR[initial]
    if final == "":
        return _VOICED_MR.get(onset, onset)
    if final in {"n", "m", "ng"}:
        # The apostrophe tells n + g from the final ng.
        return ("n’" if final == "n" and onset == "k" else final) + _VOICED_MR.get(onset, onset)
    if final == "l":
        return final + (_VOICED_MR[onset] if onset in {"k", "p"} else onset)
    return final + onset


def _before_sonorant(final: str, onset: str) -> str:
    """Assimilate a final to the n, r or m that follows."""
    if final == "":
        return onset
    nasal = {"k": "ng", "t": "n", "p": "m"}.get(final, final)
    if onset == "m":
        return nasal + "m"
    if final == "l" or (final == "n" and onset == "r"):
        return "ll"
    return nasal + "n"

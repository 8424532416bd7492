"""Hangul to Latin letters as maps print it: McCune-Reischauer and Revised Romanization."""

from unicodedata import normalize

from korea_map.names.korean import ASSIMILATED, FINALS, romanize_hangul, syllables
from korea_map.names.letters import is_hangul

# fmt: off
_VOWELS = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae",
           "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"]
_INITIALS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s",
             "ss", "-", "j", "jj", "ch", "k", "t", "p", "h"]
# fmt: on
_BETWEEN_VOWELS = {"k": "g", "t": "d", "p": "b", "l": "r"}


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
    name = normalize("NFC", hangul)
    if name and not is_hangul(name):
        raise ValueError(f"{hangul!r} is not Hangul syllables alone")
    if system == "mr":
        text = romanize_hangul(name, printed=True).replace("'", "’")
    else:
        text = _revised(name)
    return text[:1].upper() + text[1:]


def _revised(name: str) -> str:
    text, final = "", "-"
    for initial, vowel, last in syllables(name):
        text += _junction(final, _INITIALS[initial], start=not text) + _VOWELS[vowel]
        final = FINALS[last]
    return text + final.replace("-", "")


def _junction(final: str, onset: str, *, start: bool) -> str:
    """Give the letters between two vowels: the final sound and the next initial."""
    if start or final == "-":
        return onset.replace("-", "")
    if onset == "-":
        return _BETWEEN_VOWELS.get(final, final)
    if onset in ("n", "r", "m"):
        return ASSIMILATED.get((final, onset), final + onset)
    return final + onset

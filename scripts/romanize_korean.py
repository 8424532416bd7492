"""Hangul to Latin letters as maps print it: McCune-Reischauer and Revised Romanization."""

from unicodedata import normalize

from korea_map.names.korean import romanize_hangul
from korea_map.names.letters import is_hangul, titled
from korea_map.names.revised import revise


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
    if system == "rr":
        return revise(name)
    return titled(romanize_hangul(name, printed=True).replace("'", "’"))

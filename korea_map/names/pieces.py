"""How a reading is divided into the pieces that the transcription tables know."""

import re
import unicodedata
from collections.abc import Iterable

_BREVE = "\u0306"


def piece_pattern(pieces: Iterable[str]) -> re.Pattern[str]:
    """Give the pattern that finds pieces, the longest first."""
    longest_first = sorted(set(pieces), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def prepare(reading: str, language: str) -> str:
    """Write a reading as the tables want it: lower case, every glide written."""
    text = reading.lower().replace("’", "'")
    if language == "ja":
        # Hepburn hides the glide after sh, ch, j; the tables want it: shū is sh + yū.
        return re.sub(r"(sh|ch|j)(?=[auoāūō])", r"\1y", re.sub(r"[\s-]", "", text))
    if language == "zh":
        return re.sub(r"(?<=[jqxy])u", "ü", text)
    if language == "ko":
        return re.sub(r"[\s-]", "", text)
    if language == "en":  # Söul: the letter counts, whatever stands on it; not ŏ, often left out
        each = (unicodedata.normalize("NFD", char) for char in text)
        return "".join(
            char if _BREVE in one else one[0] for char, one in zip(text, each, strict=True)
        )
    return text


def settle(text: str, language: str) -> str:
    """Take the glide that preparing a reading put in out of its Latin spelling again."""
    return re.sub(r"(sh|ch|j)y", r"\1", text) if language == "ja" else text

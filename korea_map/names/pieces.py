"""How a reading is divided into the pieces that the transcription tables know."""

import re
from collections.abc import Iterable


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
    return text


def settle(text: str, language: str) -> str:
    """Take the glide that preparing a reading put in out of its Latin spelling again."""
    return re.sub(r"(sh|ch|j)y", r"\1", text) if language == "ja" else text

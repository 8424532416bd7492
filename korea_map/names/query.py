"""What a reader types: its script and its letters, or why it is no name."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from korea_map.errors import SpellingError
from korea_map.names.systems import CYRILLIC, LATIN, TABLES

HANGUL: Final = "hang"
HANJA: Final = "hani"
LONGEST: Final = 120
"""Letters beyond which a text is a sentence or a fault, not a name."""

_SCRIPTS: Final = (
    (LATIN, re.compile(r"[a-z]")),
    (CYRILLIC, re.compile(r"[а-яё]")),
    (HANGUL, re.compile(r"[가-힣]")),
    (HANJA, re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
)
_LOOKALIKE: Final = str.maketrans("aceopxyk", "асеорхук")


@dataclass(frozen=True, slots=True)
class Query:
    """A name as given, with the letters that are weighed.

    Attributes
    ----------
    text
        As given, in NFC.
    letters
        Its letters alone, lower case, without marks, hyphens and spaces.
    places
        Where each letter stands in `text`.
    script
        `latn`, `cyrl`, `hang` or `hani`.
    feature_class
        What a word such as "river" says the place is, as a GeoNames class; None where
        nothing does.
    """

    text: str
    letters: str
    places: tuple[int, ...]
    script: str
    feature_class: str | None = None


def read_query(name: str) -> Query:
    """Tell the script of a name and pick out its letters.

    Raises
    ------
    SpellingError
        The text is empty, too long, holds control characters or no letters of a script
        that Korean places are written in.
    """
    text = unicodedata.normalize("NFC", name).strip()
    if not text:
        raise SpellingError("the name is empty")
    if len(text) > LONGEST:
        raise SpellingError(f"{len(text)} characters are no place name (at most {LONGEST})")
    for position, char in enumerate(text, 1):
        if unicodedata.category(char) == "Cc":
            raise SpellingError(f"control character U+{ord(char):04X} at character {position}")
    letters = [(c, i) for i, char in enumerate(text) for c in _folded(char)]
    joined = "".join(c for c, _ in letters)
    script, pattern = max(_SCRIPTS, key=lambda some: len(some[1].findall(joined)))
    if script == CYRILLIC:
        letters = [(c.translate(_LOOKALIKE), i) for c, i in letters]
    kept = [(c, i) for c, i in letters if pattern.match(c)]
    if not kept:
        raise SpellingError(f"no Latin, Cyrillic, Korean or Chinese letters in {text[:20]!r}")
    if len(kept) * 4 < 3 * sum(c.isalpha() for c, _ in letters):
        raise SpellingError(f"{text[:20]!r} mixes scripts")
    named, feature_class = _without_generics(text, kept)
    joined = "".join(c for c, _ in named)
    return Query(text, joined, tuple(i for _, i in named), script, feature_class)


def _folded(char: str) -> str:
    lower = char.lower()
    if lower in "йё":
        return lower
    return (
        "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
        if not "가" <= char <= "힣"
        else char
    )


@cache
def _generics() -> dict[str, str]:
    with (TABLES / "generics.csv").open(encoding="utf-8", newline="") as stream:
        return {row["word"]: row["feature_class"] for row in csv.DictReader(stream)}


def _without_generics(
    text: str, letters: list[tuple[str, int]]
) -> tuple[list[tuple[str, int]], str | None]:
    """Leave out words such as "port" or "г." that say what a place is, not its name."""
    words = [match.span() for match in re.finditer(r"[^\s.,()]+", text)]
    said = [text[a:b].lower() for a, b in words]
    named = [span for span, word in zip(words, said, strict=True) if word not in _generics()]
    kept = [(c, i) for c, i in letters if any(a <= i < b for a, b in named)]
    if not kept:
        return letters, None
    kinds = [_generics()[word] for word in said if _generics().get(word)]
    return kept, kinds[0] if kinds else None

"""The words of a text in letters: where each stands, and the forms under which it is looked up.

What printers and scanners do to a word is undone for looking up, never in the span: a word
broken at the end of a line, letters set apart for emphasis, a soft hyphen, an article or a
possessive that clings to a name.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from korea_map.names.letters import APOSTROPHES, CYRILLIC, LATIN

_LETTER: Final = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
    "\u0300-\u036f\u0370-\u03ff\u0400-\u052f"
)
_HYPHENS: Final = "-\u2010\u2011"
_SOFT: Final = "\u00ad"
_PART: Final = re.compile(rf"[{_LETTER}](?:[{_LETTER}{_SOFT}]|[{APOSTROPHES}](?=[{_LETTER}]))*")
_BREAK: Final = re.compile(rf"[{_HYPHENS}{_SOFT}\u00ac=][ \t]*(?:\r\n|\r|\n)[ \t]*")
"""A word that goes on in the next line."""
_HYPHEN: Final = re.compile(rf"[ \t]?[{_HYPHENS}][ \t]?")
_SPACED: Final = re.compile(
    rf"(?<![{_LETTER}])(?:[{_LETTER}](?:[ \u00a0\u2009]|  ))"
    rf"{{3,}}[{_LETTER}](?![{_LETTER}{APOSTROPHES}])"
)
_LETTERS_APART: Final = 4
"""At least four letters set apart."""
_SMALL: Final = re.compile(r"^(?:[a-zа-яё]\s+)+(?=[A-ZА-ЯЁ])")
_CLINGING: Final = re.compile(
    rf"(?:[cdjlmnsCDJLMNS]|[{_LETTER}]*[qQ]u)[{APOSTROPHES}](?=[aàâeéèêiîoôuûyhœ])", re.IGNORECASE
)
"""A French article or preposition before a vowel."""
_POSSESSIVE: Final = re.compile(rf"[{APOSTROPHES}]s$")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or one of the parts of a word with hyphens.

    Attributes
    ----------
    start, end
        Where it stands in the text.
    text
        As it is looked up: whole where it is broken or set apart.
    before
        What parts it from the word before: `-` for a hyphen, a blank for blanks alone, a line
        feed for the end of a line, and what stands there otherwise.
    """

    start: int
    end: int
    text: str
    before: str

    @property
    def script(self) -> str:
        """Latin or Cyrillic; a few letters of the other are a scanner's."""
        return CYRILLIC if 2 * len(_CYRILLIC.findall(self.text)) > len(self.text) else LATIN

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it has capitals alone, and more than one."""
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)

    @property
    def folded(self) -> str:
        """In small letters, as tables of words have it."""
        return unicodedata.normalize("NFC", self.text).lower()


def find_words(text: str) -> list[Word]:
    """Find the words of a text that are written in letters.

    Returns
    -------
    list of Word
        In order; parts of a word with hyphens are words of their own.
    """
    return list(_tell_apart(text, list(_join(text, _parts(text)))))


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each run of letters, letters set apart as one."""
    end = 0
    for spaced in _SPACED.finditer(text):
        # a preposition of one letter stands before: в П х е н ь я н е
        start = spaced.start() + len(spaced[0]) - len(_SMALL.sub("", spaced[0]))
        run = text[start : spaced.end()]
        if _is_spaced_word(run):
            yield from _plain_parts(text, end, start)
            yield start, spaced.end(), re.sub(r"\s", "", run)
            end = spaced.end()
    yield from _plain_parts(text, end, len(text))


def _is_spaced_word(run: str) -> bool:
    letters = re.sub(r"\s", "", run)
    if len(letters) < _LETTERS_APART:
        return False
    return letters[0].isupper() and (letters[1:].islower() or letters.isupper())


def _plain_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for found in _PART.finditer(text, start, end):
        a, b = found.span()
        if clinging := _CLINGING.match(text, a, b):
            a = clinging.end()
        if clung := _POSSESSIVE.search(text[a:b]):
            b = a + clung.start()
        if b > a:
            yield a, b, text[a:b].replace(_SOFT, "")


def _join(text: str, parts: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Join the halves of a word that is broken at the end of a line."""
    held: tuple[int, int, str] | None = None
    for part in parts:
        if held is not None and _BREAK.fullmatch(text, held[1], part[0]) and part[2][0].islower():
            held = held[0], part[1], held[2] + part[2]
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _tell_apart(text: str, parts: Sequence[tuple[int, int, str]]) -> Iterator[Word]:
    end = 0
    for a, b, word in parts:
        gap = text[end:a]
        hyphen = bool(end) and (_HYPHEN.fullmatch(gap) or _BREAK.fullmatch(gap)) is not None
        if hyphen and gap.strip(" \t") == gap:
            gap = "-"
        elif end and gap.isspace() and gap.count("\n") < 2:
            gap = " " if gap.strip("\r\n\u2028") == gap else "\n"
        yield Word(a, b, word, gap)
        end = b

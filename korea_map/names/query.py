"""What a reader types: its script and its letters, or why it is no name."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from korea_map.errors import SpellingError
from korea_map.names.characters import like_hanja
from korea_map.names.endings import native_generics
from korea_map.names.hangul import whole_hangul
from korea_map.names.kana import has_kana, sounds, whole_kana
from korea_map.names.letters import (
    CYRILLIC,
    HANGUL,
    HANGUL_RANGE,
    HANJA,
    HANJA_RANGE,
    KANA,
    KANA_RANGE,
    LATIN,
    LETTERS,
    is_hangul,
    unmarked,
)
from korea_map.names.mixed import is_hill_number, split_scripts
from korea_map.names.table_rules import engine_tables

LONGEST: Final = 120
"""Letters beyond which a text is a sentence or a fault, not a name."""

_LONGEST_TEXT: Final = 1000
"""Characters beyond which a text is not even looked at."""
_SHORTEST: Final = 4
"""Letters that each of several names must have."""
_EXCHANGED: Final = 0.4
"""Two letters in the other order, as in a spelling of 元山 in a Russian history."""
_LONG: Final = 24
"""Letters beyond which no two are tried in the other order."""
_INSERTED: Final = re.compile(r"(?<=\w)[(\[](\w{1,3})[)\]]")
"""Letters that an editor put into a word."""
_BETWEEN_WAYS: Final = re.compile(r"[\[\](){}/|=]|\\|\b(?:or|или)\b")
_BETWEEN_NAMES: Final = re.compile(r"[\[\](){}/|=\\,;&‐-―-]|\b(?:or|или|and|и)\b")
_SCRIPTS: Final = (
    (LATIN, re.compile(f"[{LETTERS[LATIN]}]")),
    (CYRILLIC, re.compile(f"[{LETTERS[CYRILLIC]}]")),
    (HANGUL, re.compile(f"[{HANGUL_RANGE}]")),
    (HANJA, re.compile(f"[{HANJA_RANGE}]")),
)
_NATIVE: Final = re.compile(f"[{HANGUL_RANGE}{HANJA_RANGE}]")
_KANA: Final = re.compile(f"[{KANA_RANGE}]")
_LOOKALIKE: Final = str.maketrans("aceopxyki", "асеорхуки")
_BEFORE_1918: Final = str.maketrans("іѣѳѵ", "иефи")
"""Russian letters of before the reform, and what is written for them since."""
_HARD_END: Final = re.compile(r"ъ(?!\w)", re.IGNORECASE)
"""The hard sign that ended a word until 1918, and has no sound."""


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
        `latn`, `cyrl`, `kana`, `hang` or `hani`.
    feature_class
        What a word such as "river" says the place is, as a GeoNames class; None where
        nothing does.
    part
        What a word such as "northern" says, as the character that the place's name then
        has; empty where nothing does.
    only_generic
        True where the text holds nothing but such words.
    exchanged
        Where two letters of `letters` stand in another order than in `text`.
    declined
        The Russian case ending that `letters` are without; empty where there is none.
    cost
        Of such an exchange, or of such an ending.
    """

    text: str
    letters: str
    places: tuple[int, ...]
    script: str
    feature_class: str | None = None
    part: str = ""
    only_generic: bool = False
    exchanged: int | None = None
    declined: str = ""
    cost: float = 0.0


def read_alternatives(name: str) -> list[Query]:
    """Read a text that may give one name in several ways: `Genzan [Wonsan]`.

    Raises
    ------
    SpellingError
        As for `read_query`.
    """
    text = _checked(name)
    ways = _BETWEEN_WAYS.split(_INSERTED.sub(r"\1", text))
    parts = [part for way in ways for part in split_scripts(way) if _has_letters(part)]
    queries = [read_query(part) for part in parts] or [read_query(text)]
    named = [query for query in queries if not query.only_generic]
    if not named or len(queries) == 1:
        return named or queries
    said = next((query.feature_class for query in queries if query.feature_class), None)
    return [replace(query, feature_class=said) for query in named]


def split_names(name: str) -> list[Query]:
    """Read the parts of a text as names of their own: `Genzan-Kanko`."""
    parts = _BETWEEN_NAMES.split(_checked(name))
    queries = [read_query(part) for part in parts if _has_letters(part)]
    return [query for query in queries if len(query.letters) >= _SHORTEST]


def exchange_letters(query: Query) -> Iterator[Query]:
    """Give the query with each two neighbouring letters exchanged, as a typist does."""
    if len(query.letters) > _LONG:
        return  # several words: each slip more takes a search of its own
    for i in range(len(query.letters) - 1):
        a, b = query.letters[i], query.letters[i + 1]
        if a != b:
            letters = query.letters[:i] + b + a + query.letters[i + 2 :]
            places = list(query.places)
            places[i : i + 2] = reversed(places[i : i + 2])
            yield replace(
                query, letters=letters, places=tuple(places), exchanged=i, cost=_EXCHANGED
            )


def read_query(name: str) -> Query:
    """Tell the script of a name and pick out its letters.

    Raises
    ------
    SpellingError
        The text is empty, too long, holds control characters or no letters of a script
        that Korean places are written in.
    """
    text = _checked(name)
    if has_kana(text):
        return _read_kana(text)
    if is_hill_number(text):
        raise SpellingError(f"{text[:20]!r} is the number of a hill, no name")
    script, kept = _letters_of(text)
    named, said = _without_generics(text, kept)
    query = Query(
        text,
        "".join(c for c, _ in named or kept),
        tuple(i for _, i in named or kept),
        script,
        only_generic=not named,
    )
    for word in reversed(said):
        query = replace(
            query,
            feature_class=word.feature_class or query.feature_class,
            part=word.hanja or query.part,
        )
    return query


def _letters_of(text: str) -> tuple[str, list[tuple[str, int]]]:
    """Give the script of a text, and its letters of that script with their places."""
    silent = {match.start() for match in _HARD_END.finditer(text)}
    letters = [(c, i) for i, char in enumerate(text) if i not in silent for c in _folded(char)]
    joined = "".join(c for c, _ in letters)
    script, pattern = max(_SCRIPTS, key=lambda some: len(some[1].findall(joined)))
    if script == CYRILLIC:
        letters = [(c.translate(_LOOKALIKE), i) for c, i in letters]
    if script in (HANGUL, HANJA):
        pattern = _NATIVE  # 元山시 is one name
    kept = [(c, i) for c, i in letters if pattern.match(c)]
    if not kept:
        raise SpellingError(f"no Latin, Cyrillic, Korean or Chinese letters in {text[:20]!r}")
    if len(kept) * 4 < 3 * sum(c.isalpha() for c, _ in letters):
        raise SpellingError(f"{text[:20]!r} mixes scripts")
    return script, kept


def _read_kana(text: str) -> Query:
    """Read a name in kana; characters after it say what the place is: プサン港."""
    kana = [i for i, char in enumerate(text) if _KANA.match(char)]
    said = "".join(char for char in text[kana[-1] + 1 :] if char.isalpha())
    others = sum(char.isalpha() and i not in kana for i, char in enumerate(text))
    kinds = native_generics().get(said) or native_generics().get(like_hanja(said), [])
    if others != len(said) or (said and not kinds):
        raise SpellingError(f"{text[:20]!r} mixes scripts")
    heard = sounds(text)
    if not heard:
        raise SpellingError(f"no sound in {text[:20]!r}")
    letters, places = "".join(c for c, _ in heard), tuple(i for _, i in heard)
    classes = {feature_class for feature_class, _ in kinds}
    only = classes.pop() if len(classes) == 1 else ""
    said_to_be = only if only not in ("", "P") else None  # 郡 is said of counties and of seats
    return Query(text, letters, places, KANA, said_to_be)


def with_generics(query: Query) -> Query | None:
    """Give the query with the words that were left out; None where none was."""
    if query.script not in (LATIN, CYRILLIC) or query.only_generic or query.exchanged is not None:
        return None
    _, kept = _letters_of(query.text)
    if len(kept) <= len(query.letters):
        return None
    joined, places = "".join(c for c, _ in kept), tuple(i for _, i in kept)
    return replace(query, letters=joined, places=places, feature_class=None, part="")


def drop_generics(name: str) -> str:
    """Give a name without the words that say what the place is: Порт Гамильтон as Гамильтон.

    Returns
    -------
    str
        The same where there is none, or nothing else.
    """
    words = name.split()
    kept = [word for word in words if _reformed(word).rstrip(".") not in _generics()]
    return " ".join(kept) if kept else name


def refuse_what_is_no_text(name: object) -> None:
    """Raise `SpellingError` for numbers, tables and lists of names."""
    if not isinstance(name, str):
        raise SpellingError(
            f"a name is a text, not {type(name).__name__}; give one, or a list of them"
        )


def _checked(name: str) -> str:
    """Give the text without marks that nobody sees; refuse what is no name at all."""
    refuse_what_is_no_text(name)
    if len(name) > _LONGEST_TEXT:
        raise SpellingError(f"{len(name)} characters are no place name (at most {LONGEST})")
    text = whole_hangul(whole_kana(unicodedata.normalize("NFC", name)))
    text = "".join(char for char in text if unicodedata.category(char) != "Cf").strip()
    if not text:
        raise SpellingError("the name is empty")
    if len(text) > LONGEST:
        raise SpellingError(f"{len(text)} characters are no place name (at most {LONGEST})")
    for position, char in enumerate(text, 1):
        category = unicodedata.category(char)
        if category == "Cc":
            raise SpellingError(f"control character U+{ord(char):04X} at character {position}")
        if category == "Cs":
            raise SpellingError(f"character {position} is not UTF-8")
    return text


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _folded(char: str) -> str:
    lower = char.lower().translate(_BEFORE_1918)
    if lower in "йё":
        return lower
    return char if is_hangul(char) else unmarked(lower)


@dataclass(frozen=True, slots=True)
class _Generic:
    """A word that says what a place is, or which part of a province."""

    feature_class: str | None
    hanja: str


@cache
def _generics() -> dict[str, _Generic]:
    return {
        row["word"]: _Generic(row["feature_class"] or None, row["part"])
        for row in engine_tables().rows("generics")
    }


def _reformed(word: str) -> str:
    """Give a word as Russian is spelt since 1918: островъ as остров."""
    return _HARD_END.sub("", word.lower().translate(_BEFORE_1918))


def _without_generics(
    text: str, letters: list[tuple[str, int]]
) -> tuple[list[tuple[str, int]], list[_Generic]]:
    """Leave out words such as "port" or "г." that say what a place is, not its name."""
    words = [match.span() for match in re.finditer(r"[^\s.,()\[\]]+", text)]
    said = [_generics().get(_reformed(text[a:b])) for a, b in words]
    named = [span for span, word in zip(words, said, strict=True) if word is None]
    kept = [(c, i) for c, i in letters if any(a <= i < b for a, b in named)]
    return kept, [word for word in said if word is not None]

"""A place's own names, letter for letter and mark for mark: what was typed counts.

A spelling that is a name of a place, with every mark, means that place before any other that
sounds like it or that documents name more often: *Ch’angju* is 昌州, however many write to 尙州.
A spelling with some of the marks (*Yuchŏn*) contradicts no name that has more of them. One
without any says nothing about marks; sound and rank decide then, as for every other name.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from korea_map.model import Place
from korea_map.names.endings import latin_stem
from korea_map.names.korean import romanize_hangul
from korea_map.names.letters import APOSTROPHES, only_native
from korea_map.names.query import Query
from korea_map.names.rank_1945 import RIVER, rank_of
from korea_map.names.revised import revise

PRINCIPAL: Final = 4
"""Letter for letter and mark for mark a title or reading ..."""
WHOLE: Final = 3
"""... or another name that the place has ..."""
UNNOTED: Final = 2
"""... or one whose language nobody noted: many of them are garbled."""
IN_PART: Final = 1
"""Letter for letter, with some of the marks."""
NOT: Final = 0

_KEPT: Final = 8192
"""Places whose names are kept ready: the same few come up again and again."""
_ONE_MARK: Final = dict.fromkeys(map(ord, APOSTROPHES), "’")
_BREVE: Final = "\u0306"
_FOR_BREVE: Final = dict.fromkeys(map(ord, "\u0301\u0303\u0308\u030c"), _BREVE)
"""What typists and printers without a breve put on o and u: acute, tilde, diaeresis, caron."""

Marked = tuple[str, tuple[str, ...]]
"""The letters of a name, and the marks on each."""


def marked(text: str) -> Marked:
    """Give the letters of a name, small, and the marks on each; hyphens and blanks are none.

    Examples
    --------
    >>> marked("Ch'ŏng-ju") == marked("ch’ǒngju")
    True
    """
    if text.isascii() and not any(mark in text for mark in "'`"):
        plain = "".join(filter(str.isalpha, text.lower()))
        return plain, ("",) * len(plain)
    letters: list[str] = []
    marks: list[str] = []
    for char in unicodedata.normalize("NFKD", text.lower().translate(_ONE_MARK)):
        if char == "’" or unicodedata.combining(char):
            if marks and not (char == "’" and marks[-1].endswith("’")):
                marks[-1] += char.translate(_FOR_BREVE) if letters[-1] in "ou" else char
        elif char.isalpha():
            letters.append(char)
            marks.append("")
    return "".join(letters), tuple("".join(sorted(each)) for each in marks)


def fit(query: Query, place: Place) -> int:
    """Tell how a spelling fits the names of a place: `PRINCIPAL` to `NOT`.

    A word or ending that says what the place is stands for any other that says so (*Geum
    River* for *Kŭm-gang*), if the place is of that kind.
    """
    whole, stems = _typed(query)
    names, short = own_names(place)
    if whole in names:
        return names[whole]
    found = max((_compare(whole, name) for name in names), default=NOT)
    kind = query.feature_class
    if found == NOT and not any(whole[1]) and rank_of(place) and kind in (None, *_kinds(place)):
        # marks that nobody typed are held against no town that documents name
        found = IN_PART if has_letters(query, place) else NOT
    if found < WHOLE:
        for stem, said in stems:
            if said in _kinds(place):
                found = max(found, *(_compare(stem, name) for name in (*names, *short)))
    return found


def has_letters(query: Query, place: Place) -> bool:
    """Tell whether a spelling has the letters of a title or reading, but not its marks."""
    whole = _typed(query)[0]
    names, _ = own_names(place)
    return whole not in names and any(
        name[0] == whole[0] for name, worth in names.items() if worth == PRINCIPAL
    )


def _kinds(place: Place) -> tuple[str, ...]:
    """Give the classes that a generic part of the name may say.

    A county and its seat have one row. What is called X-ri is hardly the city X.
    """
    if not rank_of(place):
        return (place.feature_class,)
    return ("A",) if place.feature_class == "P" else (place.feature_class, "A")


@lru_cache(maxsize=4)
def _typed(query: Query) -> tuple[Marked, tuple[tuple[Marked, str], ...]]:
    """Give the marks of the whole text, and those of it without what tells its kind."""
    stem, said = latin_stem(query.text)
    stems = [(marked(stem), one) for one in said]
    if query.feature_class is not None:
        stems.append((marked("".join(_named(query))), query.feature_class))
    return marked(query.text), tuple(stems)


def _named(query: Query) -> Iterator[str]:
    """Give the letters that are weighed, each with the marks after it."""
    text = query.text
    for place in query.places:
        end = place + 1
        while end < len(text) and not (text[end].isalnum() or text[end].isspace()):
            end += 1
        yield text[place:end]


def _compare(typed: Marked, name: Marked) -> int:
    if typed[0] != name[0]:
        return NOT
    if typed[1] == name[1]:
        return WHOLE
    given = any(typed[1])
    some = all(set(a) <= set(b) for a, b in zip(typed[1], name[1], strict=True))
    return IN_PART if given and some else NOT


@lru_cache(maxsize=_KEPT)
def own_names(place: Place) -> tuple[dict[Marked, int], tuple[Marked, ...]]:
    """Give the Latin and Cyrillic names of a place: whole, and without what tells its kind.

    Returns
    -------
    tuple
        Whole names, each with what a fit of it is worth; stems.
    """
    whole = {marked(name): PRINCIPAL for name in _principal(place)}
    if place.feature_code == RIVER:
        # a river goes by its name alone: the Naktong
        whole |= {
            marked(stem): PRINCIPAL for name in _principal(place) if (stem := latin_stem(name)[0])
        }
    stems = [latin_stem(name)[0] for name in _principal(place)]
    for language, name in sorted(place.variants, key=lambda one: one[0] == "und"):
        if not only_native(name):
            whole.setdefault(marked(name), UNNOTED if language == "und" else WHOLE)
            stems.append(latin_stem(name)[0])
    return whole, tuple(dict.fromkeys(marked(stem) for stem in stems if stem))


def _principal(place: Place) -> Iterator[str]:
    yield from filter(None, (place.title, place.title_mr, place.reading_ja, place.reading_zh))
    if place.hangul:
        yield revise(place.hangul)
        yield romanize_hangul(place.hangul)
        yield romanize_hangul(place.hangul, printed=True)

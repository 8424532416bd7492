"""The places of the ground as the page carries them, for the field that finds a town.

A table of columns, compressed (raw deflate) and written in 85 letters: inert text, which the page
opens when the field is first used (`js/towns.js`). It never outgrows its limit: places come by
their rank in 1945 (`names/rank_1945.py`), of one rank those first that more sources name and that
have more names, until it is full; the places that the document names, and the one that the
page opens with, are always there. Its first line is of how many places these are.
"""

import base64
import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from korea_map.model import Place
from korea_map.names.characters import variants_of
from korea_map.names.rank_1945 import priors
from korea_map.names.revised import revise
from korea_map.sources import find_citations
from korea_map.webmap.content import Content
from korea_map.webmap.town_names import (
    fold,
    names_today,
    other_names,
    rank,
    split_forms,
)

LIMIT: Final = 31_000
"""Bytes of the compressed table, whatever the authority grows to: what the page has room for."""
_FULL: Final = 0.985
"""A table is full that has so much of them."""
_EACH: Final = 27
"""Bytes of a place, about."""
_HANJA: Final = 5
"""Which column holds the characters."""
_POSITIONS: Final = 2
"""So many columns at the end are numbers."""
_SCALE: Final = 1000
"""Parts of a degree: 0.1 km, where a town may lie some km from its point."""
_SAFE: Final = bytes.maketrans(b"&<>`", b",.:[")
"""No letter that means something in HTML, and no backtick."""


def pack_towns(content: Content) -> str:
    """Return the places of a document's ground as text for the page; empty where it has none."""
    if not content.dataset.places:
        return ""
    squeezed = squeeze(towns_of(content), len(content.dataset.places))
    return base64.b85encode(squeezed).translate(_SAFE).decode("ascii")


def towns_of(content: Content) -> list[Place]:
    """Return the places that the page of a document carries."""
    return choose_towns(content.dataset.places.values(), _named(content))


def _named(content: Content) -> set[str]:
    """Return the places that a document names: in its lists, on its walk or in its words."""
    dataset = content.dataset
    named = {one.place_id for one in dataset.toponyms} | {content.opening.find}
    named |= {rival for one in dataset.toponyms for rival in one.rivals}
    named |= {stop.mark for stop in dataset.stops}
    told = [*dataset.words.values(), *dataset.lesson.values()]
    text = " ".join(str(text) for words in told for text in words.values())
    said = {fold(word) for word in set(re.findall(r"\w+(?:[’'-]\w+)*", text)) if word[0].isupper()}
    named |= {one.id for one in dataset.places.values() if fold(one.title) in said}
    return {one for one in named if one}


def choose_towns(places: Iterable[Place], needed: Collection[str]) -> list[Place]:
    """Return the places that fit, by rank: those that are needed, then as many as there is room."""
    ranked = rank(places)
    always = [at for at, place in enumerate(ranked) if place.id in needed]
    others = [at for at in _by_worth(ranked) if ranked[at].id not in needed]
    cells = cache(lambda at: _cells(ranked[at]))

    def first(count: int) -> list[int]:
        return sorted([*always, *others[:count]])

    fits, over, tried = 0, len(others) + 1, min(len(others), LIMIT // _EACH)
    while over - fits > 1:
        size = len(_squeeze([cells(at) for at in first(tried)], len(ranked)))
        if size > LIMIT:
            over = tried
        else:
            fits = tried
            if size > _FULL * LIMIT:
                break
        apart = (1 + _FULL) / 2 * LIMIT - size
        tried += round(apart * (tried + len(always)) / size)
        tried = min(max(tried, fits + 1), over - 1)
    return [ranked[at] for at in first(fits)]


def _by_worth(ranked: Sequence[Place]) -> list[int]:
    """Return the numbers of places in the order in which the page takes them up."""
    order = priors(ranked)

    def worth(at: int) -> tuple[float, int, int, int]:
        place = ranked[at]
        sources = {key for key, _ in find_citations(place.citation)}
        return order[at], -len(sources), -len(place.variants), at

    return sorted(range(len(ranked)), key=worth)


def squeeze(places: Sequence[Place], of: int) -> bytes:
    """Return places, of so many that there are, as a compressed table; see the head of this."""
    return _squeeze([_cells(place) for place in places], of)


def _squeeze(rows: Sequence[Sequence[str]], of: int) -> bytes:
    """Return the count, a line of variant characters, then a line for each column, compressed.

    Each line is a block of its own, with a code that fits what the column holds.
    """
    columns = list(zip(*rows, strict=True))
    texts, numbers = columns[:-_POSITIONS], columns[-_POSITIONS:]
    lines = [str(of), variants_of("".join(columns[_HANJA])), *map("\t".join, texts)]
    lines += [_digits([int(cell) for cell in column]) for column in numbers]
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    squeezed = b""
    for line in "\n".join(lines).splitlines(keepends=True):
        squeezed += squeezer.compress(line.encode("utf-8")) + squeezer.flush(zlib.Z_BLOCK)
    return squeezed + squeezer.flush()


def _digits(numbers: Sequence[int]) -> str:
    """Return the least of some numbers, then how much more each is, in digits of one width."""
    least = min(numbers)
    width = len(str(max(numbers) - least))
    return f"{least}," + "".join(f"{number - least:0{width}}" for number in numbers)


def _cells(place: Place) -> list[str]:
    """Return the cells of a place; what follows from its title, or stands there twice, is blank."""
    bare = fold(place.title)
    revised = [revise(form) for form in split_forms(place.hangul)]
    told = {bare, fold(place.title_mr), *map(fold, revised)}
    readings = [place.reading_ja or "", place.reading_zh or ""]
    told |= {fold(form) for cell in readings for form in split_forms(cell)}
    further = {fold(name): name for name in other_names(place) if fold(name) not in told}
    written = {fold(form) for cell in (place.hangul, place.hanja) for form in split_forms(cell)}
    today = names_today(place)
    return [
        "" if place.id == bare else place.id,
        place.title,
        "" if place.title_mr == place.title else place.title_mr,
        "|".join(form for form in revised if fold(form) != bare),
        place.hangul or "",
        place.hanja or "",
        *readings,
        "|".join(name for key, name in further.items() if key not in written),
        "" if today == {"hangul": place.hangul, "hanja": place.hanja} else today["hangul"] or "",
        "" if place.feature_class == "P" else place.feature_class,
        str(round(place.lat * _SCALE)),
        str(round(place.lon * _SCALE)),
    ]

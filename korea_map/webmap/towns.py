"""The places of the ground as the page carries them, for the field that finds a town.

A table of columns, compressed (raw deflate) and written in base64: inert text, which the page
opens when the field is first used (`js/towns.js`). It never outgrows its limit: places come by
their rank in 1945 (`names/rank_1945.py`), those of one rank by id, until it is full; the places
of the document's lists, and the one that the page opens with, are always there.
"""

import base64
import zlib
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from korea_map.model import Place
from korea_map.names.characters import variants_of
from korea_map.names.revised import revise
from korea_map.webmap.content import Content
from korea_map.webmap.town_names import (
    fold,
    names_today,
    other_names,
    rank,
    split_forms,
)

LIMIT: Final = 32_000
"""Bytes of the compressed table, whatever the authority grows to: what the page has room for."""
_HANJA: Final = 5
"""Which column holds the characters."""
_DIGITS: Final = 3
"""Decimals of a degree: 0.1 km, where a town may lie some km from its point."""


def pack_towns(content: Content) -> str:
    """Return the places of a document's ground as text for the page; empty where it has none."""
    dataset = content.dataset
    if not dataset.places:
        return ""
    needed = {one.place_id for one in dataset.toponyms} | {content.opening.find}
    needed |= {rival for one in dataset.toponyms for rival in one.rivals}
    places = choose_towns(dataset.places.values(), {one for one in needed if one})
    return base64.b64encode(squeeze(places)).decode("ascii")


def choose_towns(places: Iterable[Place], needed: Collection[str]) -> list[Place]:
    """Return the places that fit, by rank: those that are needed, then as many as there is room."""
    ranked = rank(places)
    rows = [_cells(place) for place in ranked]
    if len(_squeeze(rows)) <= LIMIT:
        return ranked
    others = [at for at, place in enumerate(ranked) if place.id not in needed]
    always = [at for at, place in enumerate(ranked) if place.id in needed]

    def first(count: int) -> list[int]:
        return sorted([*always, *others[:count]])

    fits, over = 0, len(others)
    while over - fits > 1:
        middle = (fits + over) // 2
        if len(_squeeze([rows[at] for at in first(middle)])) <= LIMIT:
            fits = middle
        else:
            over = middle
    return [ranked[at] for at in first(fits)]


def squeeze(places: Iterable[Place]) -> bytes:
    """Return places as a compressed table; see the head of this file."""
    return _squeeze([_cells(place) for place in places])


def _squeeze(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a line of variant characters, then a line for each column, compressed.

    Each line is a block of its own, with a code that fits what the column holds.
    """
    columns = list(zip(*rows, strict=True))
    lines = [variants_of("".join(columns[_HANJA])), *("\t".join(column) for column in columns)]
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    squeezed = b""
    for line in "\n".join(lines).splitlines(keepends=True):
        squeezed += squeezer.compress(line.encode("utf-8")) + squeezer.flush(zlib.Z_BLOCK)
    return squeezed + squeezer.flush()


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
        _degrees(place.lat),
        _degrees(place.lon),
    ]


def _degrees(value: float) -> str:
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")

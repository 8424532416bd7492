"""Looking a town up by any of its names, as the field of the page does it (`js/townnames.js`).

A name is folded: marks, case, blanks and hyphens do not count, Hangul is taken letter by letter,
simplified and variant characters are those of about 1945. What begins like a name comes first,
then what is spelled nearly like it; places of higher rank come before their namesakes.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from rapidfuzz.distance import OSA

from korea_map.errors import ChoiceError, shown
from korea_map.model import Candidate, Place
from korea_map.names.characters import plain_hanja
from korea_map.names.rank_1945 import priors
from korea_map.names.revised import revise
from korea_map.positions import cells_of

LONGEST: Final = 80
"""Letters of what is asked that are looked at."""
NEAREST: Final = 6
"""Names that are offered where there is none as it was asked."""
LEAST_UNLIKE: Final = 3
"""Names that are offered where none is spelled nearly so."""
_ASTRAY: Final = 3
"""One letter in so many may be another, and at most so many of a name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name leads to.

    Attributes
    ----------
    same
        Places of this very name, best first: those that bear it before those of which it is a
        reading or a variant, then by rank.
    near
        Where there are none, places whose names begin so, or else are spelled nearly so, or else
        those few whose names are the least unlike it for their length.
    """

    same: tuple[Place, ...]
    near: tuple[Place, ...]


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return what counts of a name: its letters, without marks and case, Hangul taken apart."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST])
    plain = unicodedata.normalize("NFD", plain_hanja(plain.lower()))
    kinds = ((char, unicodedata.category(char)) for char in plain)
    return "".join(char for char, kind in kinds if kind[0] in "LN" and kind != "Lm")


def rank(places: Iterable[Place]) -> list[Place]:
    """Return places in the order of their rank in 1945, those of one rank by id."""
    listed = list(places)
    order = dict(zip((place.id for place in listed), priors(listed), strict=True))
    return sorted(listed, key=lambda place: (order[place.id], place.id))


def own_names(place: Place) -> list[str]:
    """Return the names that a place bears, the romanizations among them, and its id."""
    hangul, hanja = split_forms(place.hangul), split_forms(place.hanja)
    revised = [revise(form) for form in hangul]
    return [place.title, place.title_mr, *revised, *hangul, *hanja, place.id]


def other_names(place: Place) -> list[str]:
    """Return readings and variants."""
    readings = [*split_forms(place.reading_ja), *split_forms(place.reading_zh)]
    return [*readings, *(name for _, name in place.variants)]


def names_today(place: Place | None) -> dict[str, str | None]:
    """Return the Hangul and hanja of a place today.

    A title in the North is the McCune-Reischauer form of the name; where it is not, the
    town has been renamed since, and its Hangul stands among the variants: where there is none,
    only the spelling is another. So does a name of today that is written in Hangul alone,
    wherever the town lies. The title of a river is no form of its name.
    """
    if place is None:
        return {"hangul": None, "hanja": None}
    alone = next((name for lang, name in place.variants if lang == "ko-Hang"), None)
    if alone:
        return {"hangul": alone, "hanja": None}
    called, named = (re.sub("[^a-z]", "", fold(one)) for one in (place.title, place.title_mr))
    if place.country == "KP" and place.feature_class != "H" and called != named:
        renamed = next((name for lang, name in place.variants if lang == "ko"), None)
        if renamed:
            return {"hangul": renamed, "hanja": None}
    return {"hangul": place.hangul, "hanja": place.hanja}


def split_forms(cell: str | None) -> list[str]:
    """Return the forms of a cell that may hold several."""
    return cell.split("|") if cell else []


def look_up(asked: str, places: Sequence[Place]) -> Found:
    """Look a name up.

    Parameters
    ----------
    asked
        As a reader types it.
    places
        By rank.
    """
    wanted = fold(asked)
    if not wanted:
        return Found((), ())
    own = [{fold(name) for name in own_names(place)} for place in places]
    other = [{fold(name) for name in other_names(place)} for place in places]
    bearing = [place for place, names in zip(places, own, strict=True) if wanted in names]
    called = [place for place, names in zip(places, other, strict=True) if wanted in names]
    if bearing or called:
        return Found(tuple(dict.fromkeys([*bearing, *called])), ())
    most = max(1, min(_ASTRAY, len(wanted) // _ASTRAY))
    near: list[tuple[int, int]] = []
    for number in range(len(places)):
        names = own[number] | other[number]
        if any(name.startswith(wanted) for name in names):
            near.append((0, number))
            continue
        away = min(OSA.distance(wanted, name, score_cutoff=most) for name in names)
        if away <= most:
            near.append((away, number))
    if any(away == 0 for away, _ in near):
        near = [one for one in near if one[0] == 0]
    if not near:
        unlike = [
            (min(_unlike(wanted, name) for name in own[number] | other[number]), number)
            for number in range(len(places))
        ]
        return Found((), tuple(places[number] for _, number in sorted(unlike)[:LEAST_UNLIKE]))
    return Found((), tuple(places[number] for _, number in sorted(near)[:NEAREST]))


def _unlike(one: str, other: str) -> float:
    """Return which share of the letters of the longer name is another in the other."""
    return OSA.distance(one, other) / max(len(one), len(other))


def find_town(asked: Any, places: Iterable[Place]) -> str:
    """Return the id of the place that a caller means.

    Parameters
    ----------
    asked
        A name in any spelling, an id, a record, a candidate or a row of a table of places.
    places
        Those of the ground.

    Raises
    ------
    ChoiceError
        If no place has the name; the message names the nearest spellings.
    """
    if isinstance(asked, Candidate):
        asked = asked.place
    cells = cells_of(asked)
    if isinstance(asked, Place):
        asked = asked.id
    elif cells is not None:
        asked = cells.get("id", asked)
    if not isinstance(asked, str):
        raise ChoiceError(f"find={shown(asked)} is no town; give a name of it, or its id")
    ranked = rank(places)
    found = look_up(asked, ranked)
    by_id = next((place.id for place in ranked if place.id == asked), None)
    if by_id or found.same:
        return by_id or found.same[0].id
    told = ", ".join(f"{place.title} ({place.id})" for place in found.near)
    hint = f"; nearest spellings: {told}" if told else "; give a name of it, or its id"
    raise ChoiceError(f"no place has the name {shown(asked)}{hint}")

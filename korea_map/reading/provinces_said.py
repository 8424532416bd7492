"""In which province a text says that a place lies: Sunchon in South Cholla, 平安南道順川."""

import re
from collections.abc import Sequence
from typing import Final

from korea_map.model import Place
from korea_map.names.letters import is_written_in_signs
from korea_map.names.rank_1945 import is_province
from korea_map.reading.cues import AND, AT, KIND, SKIP, cues_of
from korea_map.reading.judging import Found
from korea_map.reading.words import find_words

_LONGEST: Final = 30
_SIGNS_BETWEEN: Final = re.compile(r"[\s(（]*(?:[A-Za-zÀ-ÿ\u0400-\u04ff'’]+\s+)*|\s*,\s*")


def said_province(text: str, found: Sequence[Found], number: int) -> Place | None:
    """Give the province in which a text says that a name lies; None where it says none.

    Parameters
    ----------
    text
        The text.
    found
        Its names, in order, each with candidates.
    number
        Which of them.
    """
    before, after = found[max(number - 1, 0) : number], found[number + 1 : number + 2]
    spot = found[number].spot
    ahead = before and is_written_in_signs(spot.name) and is_province(before[0].best.place)
    if ahead and not text[before[0].spot.end : spot.start].strip():
        return before[0].best.place
    if (
        after
        and is_province(after[0].best.place)
        and _says_in(text[spot.end : after[0].spot.start])
    ):
        return after[0].best.place
    return None


def lies_in(place: Place, province: Place) -> bool:
    """Tell whether a place was of a province, or of a half of it, in 1945."""
    return bool(province.hanja) and (place.unit_1945 or "").startswith((province.hanja or "")[:-1])


def _says_in(between: str) -> bool:
    """Tell whether what stands between a name and a province says that the one is in the other."""
    if len(between) > _LONGEST or not _SIGNS_BETWEEN.fullmatch(between):
        return False
    cues = [cues_of(word.folded).keys() for word in find_words(between)]
    return all(one & {AT, SKIP, KIND} and AND not in one for one in cues)

"""Whether a text speaks of Korea at all: in a long one that does not, a name is a chance."""

from collections.abc import Sequence
from typing import Final

from korea_map.reading.cues import KOREA, cues_of
from korea_map.reading.judging import Found, spells_town
from korea_map.reading.signs import speaks_of_korea
from korea_map.reading.words import Word

_LONG: Final = 2000
"""Characters of a text that would say so."""
_FIRM: Final = 2
"""Places whose names leave no doubt, which say so too."""
_LETTERS: Final = 6


def keep_likely(text: str, words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """Leave out of a long text that never speaks of Korea what is no name beyond doubt.

    Parameters
    ----------
    text, words
        The text, and its words in letters.
    found
        Its names, in order.
    """
    if len(text) <= _LONG or _speaks_of_korea(text, words):
        return list(found)
    firm = [one for one in found if _is_firm(one)]
    if len({one.best.place.id for one in firm}) >= _FIRM:
        return list(found)
    return firm


def _is_firm(one: Found) -> bool:
    around = one.spot.around
    if one.ranked and not (around.common or around.loan or around.shared):
        return True
    long = one.letters >= _LETTERS and not around.loan
    return long and one.best.match and spells_town(one)


def _speaks_of_korea(text: str, words: Sequence[Word]) -> bool:
    return speaks_of_korea(text) or any(KOREA in cues_of(word.folded) for word in words)

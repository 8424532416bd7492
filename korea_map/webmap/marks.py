"""Where the marks of a slider stand, so that none lies on another."""

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise, product
from typing import Final

_WIDE: Final = 0.16
"""How much of a slider the text of a mark takes."""
_BEYOND: Final = 0.09
"""How far a text may reach beyond the ends of the slider."""
_MOST: Final = 5
"""More marks than these are too many to read."""

CENTRED, LEFT, RIGHT = 0, -1, 1
"""How the text of a mark stands to it."""


def place_marks(places: Sequence[float], own: Set[int]) -> Mapping[int, int]:
    """Choose the marks that a slider has room for, and to which side each text leans.

    Parameters
    ----------
    places
        Where each mark is, from 0 to 1 of the slider, in rising order.
    own
        Indexes of the marks that must be there: the radius of the slider's own plan.

    Returns
    -------
    mapping of int to int
        By index, in rising order: `CENTRED`, `LEFT` or `RIGHT`. Those of `own` are always
        there; of the others, in their order, as many as find room.

    Examples
    --------
    >>> place_marks([0.05, 0.5, 0.57], {1})
    {0: 0, 1: -1, 2: 1}
    """
    kept = sorted(own)
    found = _lean(places, kept) or dict.fromkeys(kept, CENTRED)
    for index in range(len(places)):
        if index in own or len(kept) >= _MOST:
            continue
        more = sorted([*kept, index])
        leaning = _lean(places, more)
        if leaning:
            kept, found = more, leaning
    return found


def _lean(places: Sequence[float], kept: Sequence[int]) -> dict[int, int] | None:
    """Return the way to place marks with the fewest that lean; None where there is none."""
    ways = sorted(
        product((CENTRED, LEFT, RIGHT), repeat=len(kept)),
        key=lambda way: sum(lean != CENTRED for lean in way),
    )
    for way in ways:
        spans = [
            (places[index] + (lean - 1) * _WIDE / 2, places[index] + (lean + 1) * _WIDE / 2)
            for index, lean in zip(kept, way, strict=True)
        ]
        inside = all(start >= -_BEYOND and end <= 1 + _BEYOND for start, end in spans)
        apart = all(one[1] <= other[0] for one, other in pairwise(spans))
        if inside and apart:
            return dict(zip(kept, way, strict=True))
    return None

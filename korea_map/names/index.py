"""The readings of all places as a tree, searched level by level.

Readings that begin alike share nodes. A node whose cheapest alignment with the query
already costs more than the limit is left with everything below it: what remains is exact,
nothing within the limit is missed, and most of the tree is never looked at.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from korea_map.model import Place
from korea_map.names.readings import Reading, read_place
from korea_map.names.slips import Floats
from korea_map.names.systems import cut, languages, units
from korea_map.names.weigh import INFINITE, Weights

_LONGEST: Final = 40
"""Units beyond which a name is a phrase (about twelve syllables, letter for letter)."""
_READ: Final = 2048
"""Places whose readings are kept: the same few come up again and again."""
_FIRST: Final = 0x100
"""The letter before that of the first unit, so that rows are plain text."""
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Level:
    """Nodes of one depth: their unit, their children in the next, the rows that end."""

    unit: Ints
    child: Ints
    row: Ints
    row_end: Ints


@dataclass(frozen=True, slots=True)
class Hit:
    """Rows within the limit, one entry each.

    Attributes
    ----------
    row, route
        Which reading, by which way.
    cost
        Of the letters, without the row's own cost.
    generic
        True where the end of the query is taken for a generic ending such as -ri.
    """

    row: npt.NDArray[np.intp]
    route: npt.NDArray[np.intp]
    cost: Floats
    generic: npt.NDArray[np.bool_]

    def keep(self, kept: npt.NDArray[np.bool_]) -> "Hit":
        """Give some of the rows."""
        return Hit(self.row[kept], self.route[kept], self.cost[kept], self.generic[kept])


@dataclass(frozen=True, slots=True)
class Rows:
    """Readings of places as columns, not one object a row: hundreds of thousands are kept.

    Attributes
    ----------
    units
        Of each reading, a letter a unit from U+0100 on; in ascending order.
    place, language
        The number of its place, and that of its language.
    cost
        Of the reading.
    which
        Its number among the readings of its place.
    """

    units: Sequence[str]
    place: Ints
    language: npt.NDArray[np.int8]
    cost: npt.NDArray[np.float64]
    which: npt.NDArray[np.int16]


def list_rows(places: Sequence[Place], *, progress: Callable[[int], None] | None = None) -> Rows:
    """Read places.

    Parameters
    ----------
    places
        In the order in which rows refer to them.
    progress
        Called with the number of places read so far, now and then.
    """
    numbers, tongues = units(), {tongue: i for i, tongue in enumerate(languages())}
    coded: list[str] = []
    owner, language, cost, which = array("i"), array("b"), array("d"), array("h")
    for number, place in enumerate(places):
        seen = set()
        for ordinal, reading in enumerate(read_place(place)):
            tongue = reading.language
            text = "".join([chr(_FIRST + numbers[tongue, piece]) for piece in _cut(reading)])
            if text and len(text) <= _LONGEST and text not in seen:
                seen.add(text)
                coded.append(text)
                owner.append(number)
                language.append(tongues[tongue])
                cost.append(reading.cost)
                which.append(ordinal)
        if progress and number % 1000 == 999:
            progress(number + 1)
    if progress:
        progress(len(places))
    order = np.array(sorted(range(len(coded)), key=coded.__getitem__), dtype=np.intp)
    return Rows(
        [coded[i] for i in order],
        np.array(owner, dtype=np.int32)[order],
        np.array(language, dtype=np.int8)[order],
        np.array(cost, dtype=np.float64)[order],
        np.array(which, dtype=np.int16)[order],
    )


def to_columns(rows: Rows) -> dict[str, Any]:
    """Give rows as columns in the order of their places, which need the least room so."""
    order = np.lexsort((rows.which, rows.place))
    counts = np.bincount(rows.place, minlength=1 + int(rows.place.max(initial=-1)))
    return {
        "units": " ".join(rows.units[i] for i in order),
        "count": counts.tolist(),
        "language": rows.language[order].tolist(),
        "cost": np.round(rows.cost[order], 9).tolist(),
        "which": rows.which[order].tolist(),
    }


def from_columns(columns: Mapping[str, Any]) -> Rows:
    """Give the rows that `to_columns` wrote."""
    coded = columns["units"].split()
    order = np.array(sorted(range(len(coded)), key=coded.__getitem__), dtype=np.intp)
    place = np.repeat(np.arange(len(columns["count"]), dtype=np.int32), columns["count"])
    return Rows(
        [coded[i] for i in order],
        place[order],
        np.array(columns["language"], dtype=np.int8)[order],
        np.array(columns["cost"], dtype=np.float64)[order],
        np.array(columns["which"], dtype=np.int16)[order],
    )


class ReadingIndex:
    """Readings of places, ready to be searched.

    Parameters
    ----------
    rows
        The readings.
    """

    def __init__(self, rows: Rows) -> None:
        self.place = rows.place
        self.language = rows.language
        self.cost = rows.cost.astype(np.float32)
        self._which = rows.which
        self._read = lru_cache(maxsize=_READ)(read_place)
        self._levels = _build_levels(rows.units)

    def search(self, weights: Weights, limit: float) -> Hit:
        """Find every row that the query may spell at no more than a cost.

        Returns
        -------
        Hit
            Rows in no order, each with its cheaper route; costs are those of the letters,
            without the row's own.
        """
        # Nodes run along the first axis, the letters of all routes along the second: whole
        # rows are taken at once, and the steps over letters run over all rows as one.
        size = len(weights.query.letters) + 1
        by_span = _spread(weights.units)
        endings = weights.endings.transpose(1, 0, 2).reshape(-1, len(weights.routes) * size)
        front = np.full((1, len(weights.routes) * size), INFINITE, dtype=np.float32)
        front[:, ::size] = 0.0
        alive = np.zeros(1, dtype=np.intp)
        found: list[tuple[npt.NDArray[np.intp], Floats]] = []
        for depth in range(1, len(self._levels)):
            above, level = self._levels[depth - 1], self._levels[depth]
            first, counts = above.child[alive], above.child[alive + 1] - above.child[alive]
            parents = np.repeat(np.arange(len(alive)), counts)
            children = _ranges(first, counts)
            if not len(children):
                break
            costs = _step(front.take(parents, axis=0), by_span, level.unit[children])
            kept = _least(costs) <= limit
            front, alive = costs[kept], children[kept]
            ends = level.row_end[alive] > level.row[alive]
            if ends.any():
                ending, at = front[ends], alive[ends]
                counts = level.row_end[at] - level.row[at]
                rows = _ranges(level.row[at], counts)
                closing = endings.take(self.language[rows], axis=0)
                closing += ending.take(np.repeat(np.arange(len(at)), counts), axis=0)
                within = _least(closing) <= limit
                found.append((rows[within], closing[within].reshape(-1, len(weights.routes), size)))
        return _gather(found)

    def reading(self, place: Place, row: int) -> Reading:
        """Give the reading behind a row of a place."""
        return self._read(place)[int(self._which[row])]


def _cut(reading: Reading) -> Iterable[str]:
    return cut(reading.text, reading.language)


def _ranges(first: Ints, counts: Ints) -> npt.NDArray[np.intp]:
    """Join the ranges that begin at `first` and are `counts` long."""
    total = int(counts.sum())
    offsets = np.repeat(first - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    return (np.arange(total) + offsets).astype(np.intp)


def _spread(weights: Floats) -> Floats:
    """Lay weights (routes, units, J + 1, span + 1) out by the letter that they lead to.

    Returns
    -------
    ndarray
        (span + 1, units, routes * (J + 1)); infinite where fewer letters lie before.
    """
    routes, units, size, spans = weights.shape
    laid = np.full((spans, units, routes, size), INFINITE, dtype=np.float32)
    for k in range(min(spans, size)):
        laid[k, :, :, k:] = weights[:, :, : size - k, k].transpose(1, 0, 2)
    return laid.reshape(spans, units, -1)


def _step(before: Floats, weights: Floats, units: Ints) -> Floats:
    """Extend alignments (n, routes * (J + 1)), each by its unit.

    The weights are those of every unit, as `_spread` lays them: what would reach from one route
    or node into the next is infinite there, so that all may be shifted as one row.
    """
    after: Floats = weights[0].take(units, axis=0)
    after += before
    source, target = before.reshape(-1), after.reshape(-1)
    for k in range(1, min(len(weights), before.shape[1])):
        reached = weights[k].take(units, axis=0).reshape(-1)[k:]
        reached += source[:-k]
        np.minimum(target[k:], reached, out=target[k:])
    return after


def _least(costs: Floats) -> Floats:
    """Give the least cost of each node; quicker across long rows than along short ones."""
    least: Floats = np.ascontiguousarray(costs.T).min(axis=0)
    return least


def _gather(found: list[tuple[npt.NDArray[np.intp], Floats]]) -> Hit:
    """Choose the cheaper route of each row and the best letter to end at."""
    if not found:
        nothing = np.zeros(0, dtype=np.intp)
        return Hit(nothing, nothing, np.zeros(0, np.float32), np.zeros(0, np.bool_))
    rows = np.concatenate([some for some, _ in found])
    closing = np.concatenate([some for _, some in found])
    costs = closing.min(axis=2)
    route = costs.argmin(axis=1)
    each = np.arange(len(rows))
    end = closing[each, route].argmin(axis=1)
    return Hit(rows, route, costs[each, route], end < closing.shape[2] - 1)


def _build_levels(coded: Sequence[str]) -> list[_Level]:
    """Build the tree of sorted strings; the first level is its root."""
    count = len(coded)
    width = max(map(len, coded), default=0)
    lengths = np.array([len(text) for text in coded], dtype=np.int32)
    table = np.zeros((count, width + 1), dtype=np.uint16)
    each = np.frombuffer("".join(coded).encode("utf-16-le"), dtype=np.uint16)
    table[np.arange(width + 1) < lengths[:, None]] = each - _FIRST
    differs = np.zeros(count, dtype=bool)
    differs[:1] = True
    levels = []
    start, unit = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32)
    for depth in range(width + 1):
        # A node is a run of rows that begin alike; the rows that end there come first.
        bounds = np.append(start, count)
        ended = np.concatenate(([0], np.cumsum(lengths == depth)))
        row_end = start + np.diff(ended[bounds]).astype(np.int32)
        differs[1:] |= table[1:, depth] != table[:-1, depth]
        below = np.flatnonzero(differs & (lengths > depth)).astype(np.int32)
        child = np.searchsorted(below, bounds).astype(np.int32)
        levels.append(_Level(unit, child, start, row_end))
        start, unit = below, table[below, depth].astype(np.int32)
    return levels

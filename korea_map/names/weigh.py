"""What a query costs, piece by piece: the alignment of readings with a spelling.

For a query of J letters, `weights[route, unit, j, k]` is the least that it costs to write
the unit as the k letters from letter j on. A route is a way from the reading to the
letters: through Cyrillic, or directly into Latin. A reading's cost is then a shortest path
over its units, and every reading that begins alike shares the beginning of that path.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from korea_map.names.endings import added_endings
from korea_map.names.letters import CYRILLIC, KANA, LATIN
from korea_map.names.query import Query
from korea_map.names.slips import Floats, put_in_costs, single_slips, slips
from korea_map.names.systems import (
    Rule,
    complete_systems,
    cut,
    languages,
    romanized,
    units,
    written,
)
from korea_map.names.table_rules import computed_before

_KEPT: Final = 32
"""Spellings whose weights are kept: one name with its exchanges and cases."""
INFINITE: Final = np.float32(99.0)
_SPAN: Final = {CYRILLIC: 4, LATIN: 5, KANA: 5}
"""Most letters that one unit may take up."""
_DIRECT_COST: Final = 0.04
"""In translations from the Russian a name has rarely gone from its reading into Latin."""
_FARTHEST: Final = 0.5
"""Spellings of a unit that cost more are not listed; the plain slips reach them."""


class Spelling(NamedTuple):
    """One way to write a unit, with what each step towards it costs.

    Attributes
    ----------
    text
        In the script of the query.
    cyrillic
        The Cyrillic letters meant; empty on the direct route.
    habit, slip, latin
        Costs of the Cyrillic habit, of a slip in Cyrillic, of the Latin system.
    """

    text: str
    cyrillic: str
    habit: float
    slip: float
    latin: float
    system: str
    latin_system: str

    @property
    def cost(self) -> float:
        """Sum of the steps."""
        return self.habit + self.slip + self.latin


@dataclass(frozen=True, slots=True)
class Route:
    """A way from readings to a script, with every unit's spellings laid flat."""

    name: str
    spellings: tuple[Spelling, ...]
    starts: npt.NDArray[np.intp]
    units: npt.NDArray[np.intp]
    costs: Floats
    texts: npt.NDArray[np.intp]
    letters: npt.NDArray[np.intp]
    lengths: npt.NDArray[np.intp]

    def of_unit(self, unit: int) -> range:
        """Give the numbers of the spellings of a unit."""
        place = int(np.searchsorted(self.units, unit))
        if place == len(self.units) or self.units[place] != unit:
            return range(0)
        return range(int(self.starts[place]), int(self.ends[place]))

    @property
    def ends(self) -> npt.NDArray[np.intp]:
        """Where the spellings of each unit end."""
        return np.append(self.starts[1:], len(self.spellings))

    def only(self, units: Iterable[int]) -> "Route":
        """Give the same way for some units alone."""
        wanted = np.unique(np.fromiter(units, dtype=np.intp))
        place = np.searchsorted(self.units, wanted)
        place[place == len(self.units)] = 0
        kept = place[self.units[place] == wanted]
        counts = self.ends[kept] - self.starts[kept]
        starts = np.cumsum(counts) - counts
        numbers = np.arange(counts.sum()) + np.repeat(self.starts[kept] - starts, counts)
        texts, places = np.unique(self.texts[numbers], return_inverse=True)
        return Route(
            self.name,
            tuple(self.spellings[number] for number in numbers),
            starts,
            self.units[kept],
            self.costs[numbers],
            places,
            self.letters[texts],
            self.lengths[texts],
        )


@cache
def routes(script: str) -> tuple[Route, ...]:
    """Give the ways to write readings in a script."""
    known = computed_before()
    if known is not None:
        return tuple(_lay_flat(script, _from_columns(way)) for way in known["ways"][script])
    return tuple(_lay_flat(script, way) for way in list_ways(script))


@dataclass(frozen=True, slots=True)
class Way:
    """A way from readings to a script: the spellings of each unit, one unit after the other.

    Attributes
    ----------
    name
        `cyrillic` or `direct`.
    units, counts
        The units that it writes, and how many spellings each has.
    """

    name: str
    units: Sequence[int]
    counts: Sequence[int]
    spellings: Sequence[Spelling]


def list_ways(script: str) -> list[Way]:
    """Spell every unit in a script, by every way there is."""
    if script == CYRILLIC:
        return [_spell_all("cyrillic", _in_cyrillic)]
    many = max(len(complete_systems(language, script)) for language in languages())
    direct = [
        _spell_all("direct", partial(_directly, number=n, script=script)) for n in range(many)
    ]
    if script == KANA:
        return direct
    return [_spell_all("cyrillic", _through_cyrillic), *direct]


def to_columns(way: Way) -> dict[str, Any]:
    """Give a way as columns, texts by their number among those that there are: see `derive`."""
    columns: dict[str, Any] = {"name": way.name, "units": way.units, "counts": way.counts}
    for name, cells in zip(Spelling._fields, zip(*way.spellings, strict=True), strict=True):
        kinds = sorted(set(cells))
        places = {kind: place for place, kind in enumerate(kinds)}
        columns[name] = {"kinds": kinds, "cells": [places[cell] for cell in cells]}
    return columns


def _from_columns(columns: Mapping[str, Any]) -> Way:
    each = (columns[name] for name in Spelling._fields)
    cells = (map(one["kinds"].__getitem__, one["cells"]) for one in each)
    spellings = tuple(map(Spelling._make, zip(*cells, strict=True)))
    return Way(columns["name"], columns["units"], columns["counts"], spellings)


def _in_cyrillic(language: str, piece: str) -> Iterable[Spelling]:
    for rule in written(language, piece, CYRILLIC):
        yield Spelling(rule.written, rule.written, rule.cost, 0.0, 0.0, rule.system, "")


def _through_cyrillic(language: str, piece: str) -> Iterable[Spelling]:
    for rule in written(language, piece, CYRILLIC):
        for text, slip in single_slips(rule.written):
            if rule.cost + slip < _FARTHEST:
                for latin in romanized(text):
                    yield _latinized(rule, slip, latin)


def _latinized(rule: Rule, slip: float, latin: Rule) -> Spelling:
    return Spelling(
        latin.written, rule.written, rule.cost, slip, latin.cost, rule.system, latin.system
    )


def _directly(language: str, piece: str, *, number: int, script: str) -> Iterable[Spelling]:
    """Spell by one of a language's systems: a name mixes none of them.

    Habits loosen the first alone; what a later system does not write itself it shares
    with the first.
    """
    systems = complete_systems(language, script)
    if number >= len(systems):
        return
    some = written(language, piece, script)
    own = [rule for rule in some if rule.system == systems[number]]
    if not own or number == 0:
        own = [rule for rule in some if rule.system not in systems[1:]]
    for rule in own:
        yield Spelling(rule.written, "", 0.0, 0.0, rule.cost, "", rule.system)


def _spell_all(name: str, spell: Callable[[str, str], Iterable[Spelling]]) -> Way:
    spellings: list[Spelling] = []
    numbers, counts = [], []
    for (language, piece), unit in units().items():
        best: dict[str, Spelling] = {}
        for one in sorted(spell(language, piece), key=lambda one: one.cost):
            if one.cost < _FARTHEST:
                best.setdefault(one.text, one)
        if best:
            numbers.append(unit)
            counts.append(len(best))
            spellings += best.values()
    return Way(name, numbers, counts, spellings)


def _lay_flat(script: str, way: Way) -> Route:
    written = [one.text for one in way.spellings]
    # The longest first, so that weighing can drop those that have ended.
    texts = sorted(set(written), key=lambda text: (-len(text), text))
    places = {text: i for i, text in enumerate(texts)}
    lengths = np.array([len(text) for text in texts], dtype=np.intp)
    letters = np.zeros((len(texts), int(lengths.max())), dtype=np.intp)
    letters[np.arange(letters.shape[1]) < lengths[:, None]] = slips(script).number("".join(texts))
    counts = np.array(way.counts, dtype=np.intp)
    return Route(
        way.name,
        tuple(way.spellings),
        np.cumsum(counts) - counts,
        np.array(way.units, dtype=np.intp),
        np.array([one.cost for one in way.spellings], dtype=np.float32),
        np.array([places[text] for text in written], dtype=np.intp),
        letters,
        lengths,
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """What every unit costs at every letter of one query.

    Attributes
    ----------
    units
        (routes, units, J + 1, span + 1).
    endings
        (routes, languages, J + 1): what it costs to end a reading before letter j and to
        explain the rest as a generic ending such as -ri.
    spelled
        For each route (span + 1, J + 1, texts): cost of slips alone.
    """

    query: Query
    routes: tuple[Route, ...]
    units: Floats
    endings: Floats
    spelled: tuple[Floats, ...]


@lru_cache(maxsize=_KEPT)
def weigh_name(query: Query) -> Weights:
    """Weigh every unit of every language; kept, since each tier of places asks the same."""
    return weigh(query)


def weigh(query: Query, whole: Sequence[int] | None = None) -> Weights:
    """Weigh units against every part of a query.

    Parameters
    ----------
    query
        The spelling.
    whole
        Units of a reading that is known to be the whole name, which no generic ending
        follows; None for every unit of every language.
    """
    some = routes(query.script)
    if whole is not None:
        some = tuple(route.only(whole) for route in some)
    spelled = tuple(_weigh_texts(query, route) for route in some)
    span = _SPAN[query.script]
    size = len(query.letters)
    total = np.full((len(some), len(units()) + 1, size + 1, span + 1), INFINITE, np.float32)
    for i, route in enumerate(some):
        costs = spelled[i].take(route.texts, axis=2)
        costs += route.costs
        total[i, route.units] = np.minimum.reduceat(costs, route.starts, axis=2).T
    total[:, 0] = INFINITE
    if whole is None:
        endings = _weigh_endings(total, size)
    else:
        endings = np.full((len(some), len(languages()), size + 1), INFINITE, np.float32)
        endings[:, :, size] = 0.0
    for i, route in enumerate(some):
        if route.name == "direct" and query.script != KANA:
            foreign = [n for n, language in enumerate(languages()) if language != "en"]
            endings[i, foreign] += _DIRECT_COST
    return Weights(query, some, total, endings, spelled)


def _weigh_texts(query: Query, route: Route) -> Floats:
    """Weigh spellings against parts of the query by single letters, all at once.

    The texts run along the last axis, so that every step works on long rows.
    """
    table = slips(query.script)
    numbers = table.number(query.letters)
    size, span = len(numbers), _SPAN[query.script]
    put_in = np.full(size + span, INFINITE, dtype=np.float32)
    put_in[:size] = put_in_costs(table, numbers)
    seen = np.zeros(size + span, dtype=np.intp)
    seen[:size] = numbers
    window = np.arange(span)[:, None] + np.arange(size + 1)
    put_in_here = put_in[window][:, :, None]
    swapped = table.swapped.T[seen[window]]
    swapped[window >= size] = INFINITE

    before = np.zeros((span + 1, size + 1, len(route.lengths)), dtype=np.float32)
    # The first letter put in before anything is meant costs its full price: a doubled
    # letter belongs to the unit that it doubles.
    before[1:] = np.cumsum(put_in_here, axis=0)
    result = before.copy()
    for a in range(route.letters.shape[1]):
        longer = int(np.count_nonzero(route.lengths > a))
        before = before[:, :, :longer]
        meant = route.letters[:longer, a]
        after = before + table.left_out[meant]
        replaced = swapped.take(meant, axis=2)
        replaced += before[:-1]
        np.minimum(after[1:], replaced, out=after[1:])
        for k in range(span):
            np.minimum(after[k + 1], after[k] + put_in_here[k], out=after[k + 1])
        before = after
        ends = slice(int(np.count_nonzero(route.lengths > a + 1)), longer)
        result[:, :, ends] = before[:, :, ends]
    return result


@dataclass(frozen=True, slots=True)
class _Endings:
    """Generic endings of readings: for each its language, units from the last, and cost."""

    languages: npt.NDArray[np.intp]
    units: npt.NDArray[np.intp]
    costs: Floats


@cache
def _endings() -> _Endings:
    numbers = units()
    some = added_endings()
    coded = [
        [numbers[language, piece] for piece in reversed(cut(reading, language))]
        for language, reading, _ in some
    ]
    table = np.zeros((len(some), max(map(len, coded))), dtype=np.intp)
    for i, pieces in enumerate(coded):
        table[i, : len(pieces)] = pieces
    return _Endings(
        np.array([languages().index(language) for language, _, _ in some], dtype=np.intp),
        table,
        np.array([cost for _, _, cost in some], dtype=np.float32),
    )


def _weigh_endings(weights: Floats, size: int) -> Floats:
    """Weigh each generic ending against what is left of the query from every letter on."""
    some = _endings()
    rest = np.full((len(some.costs), len(weights), size + 1), INFINITE, np.float32)
    rest[:, :, size] = some.costs[:, None]
    # Backwards: what remains from letter j on is written by the units of the ending.
    for unit in some.units.T:
        costs = weights[:, unit].transpose(1, 0, 2, 3)
        longer = rest + costs[:, :, :, 0]
        for k in range(1, min(weights.shape[3], size + 1)):
            reached = costs[:, :, :-k, k] + rest[:, :, k:]
            np.minimum(longer[:, :, :-k], reached, out=longer[:, :, :-k])
        rest = np.where((unit > 0)[:, None, None], longer, rest)
    found = np.full((len(weights), len(languages()), size + 1), INFINITE, np.float32)
    for place, one in zip(some.languages, rest, strict=True):
        np.minimum(found[:, place], one, out=found[:, place])
    found[:, :, size] = 0.0
    return found

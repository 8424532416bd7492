"""Russian names as a sentence declines them: в Гензане, до Пхеньяна, сеульский.

The endings are data (`tables/ru_cases.csv`, `tables/ru_prepositions.csv`). What they lead to
is a further spelling at a small cost, so that a name that fits as it stands comes first.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from korea_map.names.letters import CYRILLIC
from korea_map.names.query import Query
from korea_map.names.table_rules import engine_tables

_SHORTEST: Final = 4
"""Letters that a name in the nominative must have: of shorter ones too many are declined."""


@cache
def _endings() -> tuple[tuple[str, str, float], ...]:
    return tuple(
        (row["ending"], row["nominative"], float(row["cost"]))
        for row in engine_tables().rows("ru_cases")
    )


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(row["word"] for row in engine_tables().rows("ru_prepositions"))


def without_preposition(query: Query) -> Query:
    """Give a Cyrillic query without the preposition before its name; others as they are."""
    word, _, rest = query.text.partition(" ")
    start = len(word)
    if query.script != CYRILLIC or not rest or word.lower() not in _prepositions():
        return query
    kept = [(c, i) for c, i in zip(query.letters, query.places, strict=True) if i >= start]
    if len(kept) < _SHORTEST:
        return query
    return replace(query, letters="".join(c for c, _ in kept), places=tuple(i for _, i in kept))


def nominatives(query: Query) -> Iterator[Query]:
    """Give the names that a Cyrillic query may be a declined form of, the likeliest first.

    Examples
    --------
    >>> from korea_map.names.query import read_query
    >>> [other.letters for other in nominatives(read_query("Пхеньяна"))]
    ['пхеньян']
    """
    if query.script != CYRILLIC:
        return
    for ending, nominative, cost in sorted(_endings(), key=lambda one: one[2]):
        stem = query.letters.removesuffix(ending)
        if stem == query.letters or len(stem) + len(nominative) < _SHORTEST:
            continue
        # A vowel takes no ending: such names are not declined.
        if stem[-1] in "аеёиоуыэюя" and nominative != "й":
            continue
        at = query.places[len(stem) :][: len(nominative)]
        yield replace(
            query,
            letters=stem + nominative,
            places=query.places[: len(stem)] + at,
            declined=ending,
            cost=query.cost + cost,
        )

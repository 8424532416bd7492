"""Batches of queries: what each asks of its name, read with a sentence for what is faulty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from korea_map.errors import KoreaMapError, SpellingError
from korea_map.names.within import Within, to_area
from korea_map.numerals import parse_number
from korea_map.service.kinds import PLACE, Kind, find_kind, tell_kinds
from korea_map.service.limits import BATCH, MOST_CANDIDATES
from korea_map.service.properties import PROPERTIES, tell_properties
from korea_map.service.refusals import BAD, TOO_LARGE, RefusedError, read_json, told

_USUAL: Final = 5
"""Candidates of a name whose query says no limit."""
_BETWEEN: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of one name.

    Attributes
    ----------
    name
        As given.
    limit
        Most candidates wanted.
    within
        Where they may lie; None for everywhere.
    classes
        GeoNames classes of which they may be; None for all.
    notes
        What of the query was left out, and why.
    """

    name: str
    limit: int = _USUAL
    within: Within | None = None
    classes: frozenset[str] | None = None
    notes: tuple[str, ...] = ()


def read_batch(text: str) -> dict[str, Any]:
    """Return the queries of a batch, not yet looked at.

    Raises
    ------
    RefusedError
        It is no JSON, no object of queries, or holds too many.
    """
    batch = read_json(text, "queries")
    if not isinstance(batch, dict):
        raise RefusedError(BAD, 'queries is no batch; give {"q0": {"query": "Singisiu"}}')
    if len(batch) > BATCH:
        raise RefusedError(TOO_LARGE, f"{len(batch)} queries; send at most {BATCH} at once")
    return batch


def read_query(record: object) -> Query:
    """Return what a query asks.

    Raises
    ------
    KoreaMapError
        It asks for nothing that can be answered; the message says what is wrong.

    Examples
    --------
    >>> read_query({"query": "Kinsen", "properties": [{"pid": "within", "v": "north"}]})
    Query(name='Kinsen', limit=5, within='north', classes=None, notes=())
    """
    if not isinstance(record, Mapping):
        raise KoreaMapError(f'{told(record)} is no query; give {{"query": "Singisiu"}}')
    name = record.get("query")
    if not isinstance(name, str):
        given = "there is no name" if name is None else f"{told(name)} is no name"
        raise KoreaMapError(f"{given}; give the name as a text in query")
    notes: list[str] = []
    within: Within | None = None
    classes = _read_types(record.get("type"), notes)
    narrowing: dict[str, list[str]] = {}
    for pid, values in _read_properties(record.get("properties"), notes):
        narrowing.setdefault(pid, []).extend(values)  # several of one are as one with all values
    for pid, values in narrowing.items():
        if pid == "within":
            if len(values) > 1:
                raise KoreaMapError(f"within has {len(values)} values; give one")
            within = _read_area(values[0])
        else:
            classes = _both(classes, frozenset(_read_class(value).id for value in values))
    return Query(name, _read_limit(record.get("limit")), within, classes, tuple(notes))


def _read_limit(limit: Any) -> int:
    if limit is None:
        return _USUAL
    number = isinstance(limit, int | float) and not isinstance(limit, bool)
    if not number or not (limit >= 1 and limit == limit // 1):
        raise KoreaMapError(f"limit {told(limit)} is no whole number from 1 up")
    return int(min(limit, MOST_CANDIDATES))


def _read_types(given: object, notes: list[str]) -> frozenset[str] | None:
    """Return the classes that types stand for; one that is not known narrows nothing."""
    listed = given if isinstance(given, list) else [] if given is None else [given]
    kinds: list[Kind] = []
    for one in listed:
        text = one.get("id") if isinstance(one, dict) else one
        kind = find_kind(text) if isinstance(text, str) else None
        if kind is not None:
            kinds.append(kind)
        elif text != "":
            notes.append(f"unknown type {told(text)} left out; there are {tell_kinds()}")
    if not kinds or PLACE in kinds:
        return None
    return frozenset(kind.id for kind in kinds)


def _read_properties(given: object, notes: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the properties that narrow a query, each with its values that are not blank."""
    if given is None:
        return
    if not isinstance(given, list):
        raise KoreaMapError('properties is no list; give [{"pid": "within", "v": "north"}]')
    narrowing = [one for one in PROPERTIES.values() if one.narrows]
    for one in given:
        pid = one.get("pid") if isinstance(one, Mapping) else None
        if not isinstance(pid, str):
            raise KoreaMapError(f"{told(one)} is no property; give its id in pid")
        if pid not in {one.id for one in narrowing}:
            there = tell_properties(narrowing)
            notes.append(f"property {told(pid)} left out; a query may have {there}")
            continue
        if values := list(_read_values(pid, one.get("v"))):
            yield pid, values


def _read_values(pid: str, given: object) -> Iterator[str]:
    for one in given if isinstance(given, list) else [given]:
        value = one.get("name") or one.get("id") if isinstance(one, Mapping) else one
        if not isinstance(value, str | int | float | None):
            raise KoreaMapError(f"{pid} has {told(value)} for a value; give a text")
        if value is not None and str(value).strip():
            yield str(value).strip()


def _read_area(text: str) -> Within:
    side = text.casefold()
    try:
        if side in ("north", "south"):
            return to_area(side)
        numbers = [parse_number(part) for part in _BETWEEN.split(text)]
        return to_area(numbers)
    except SpellingError:
        raise KoreaMapError(
            f"within {told(text)} is no area; give north, south, W,S,E,N in degrees, or LON,LAT,KM"
        ) from None


def _read_class(text: str) -> Kind:
    kind = find_kind(text)
    if kind is None or kind is PLACE:
        raise KoreaMapError(f"no class {told(text)}; there are {tell_kinds()}")
    return kind


def _both(one: frozenset[str] | None, other: frozenset[str]) -> frozenset[str]:
    return other if one is None else one & other

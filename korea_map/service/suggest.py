"""What a reader may mean who has typed a beginning: places, properties, kinds."""

import re
from collections.abc import Iterable
from typing import Any, Final

from korea_map.errors import shown
from korea_map.service.catalogue import Catalogue
from korea_map.service.kinds import PLACE, find_kind, types_of
from korea_map.service.properties import PROPERTIES
from korea_map.service.refusals import BAD, RefusedError
from korea_map.service.words import call_place, describe_place

MOST: Final = 20
"""Suggestions of one answer; a cursor asks for those behind them."""

_LONGEST_PREFIX: Final = 200
"""Characters of a prefix that are looked at."""
_WHOLE: Final = re.compile("[0-9]{1,7}")


def read_count(text: str | None, name: str) -> int | None:
    """Return a whole number that a parameter gives; None where it is blank.

    Raises
    ------
    RefusedError
        It is none.

    Examples
    --------
    >>> read_count("20", "cursor"), read_count("", "cursor")
    (20, None)
    """
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise RefusedError(BAD, f"{name}={shown(text)} is no whole number of at most 7 digits")
    return int(text)


def suggest_places(catalogue: Catalogue, prefix: str, *, skip: int = 0) -> dict[str, Any]:
    """Return places of which a name or the id begins so.

    Parameters
    ----------
    catalogue
        The places.
    prefix
        What was typed.
    skip
        How many suggestions there were before.

    Examples
    --------
    >>> from korea_map import Reconciler
    >>> suggest_places(Catalogue(Reconciler.of_folder()), "新義")["result"][0]["name"]
    'Sinŭiju 新義州'
    """
    found = catalogue.find_beginning(prefix[:_LONGEST_PREFIX], skip=skip, most=MOST)
    return {
        "result": [
            {
                "id": place.id,
                "name": call_place(place),
                "description": describe_place(place, offered=place.id in catalogue.offered),
                "notable": types_of(place),
            }
            for place in found
        ]
    }


def suggest_properties(prefix: str, *, skip: int = 0) -> dict[str, Any]:
    """Return properties whose name or id begins so; all for a blank.

    Examples
    --------
    >>> [one["id"] for one in suggest_properties("hang")["result"]]
    ['hangul']
    """
    return _begun((one.to_record() for one in PROPERTIES.values()), prefix, skip)


def suggest_kinds(catalogue: Catalogue, prefix: str, *, skip: int = 0) -> dict[str, Any]:
    """Return kinds of places whose name or id begins so; all that there are for a blank."""
    known = dict.fromkeys((PLACE, *catalogue.kinds))
    found = _begun((kind.to_record() for kind in known), prefix, skip)
    named = find_kind(prefix)
    if not found["result"] and not skip and named in known:
        found["result"] = [named.to_record()]
    return found


def _begun(records: Iterable[dict[str, Any]], prefix: str, skip: int) -> dict[str, Any]:
    begun = prefix.strip().casefold()
    found = [
        one
        for one in records
        if any(str(one[key]).casefold().startswith(begun) for key in ("id", "name"))
    ]
    return {"result": found[skip : skip + MOST]}

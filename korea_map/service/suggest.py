"""What a reader may mean who has typed a beginning: places, properties, kinds."""

import re
from collections.abc import Iterable
from typing import Any, Final

from korea_map.chain import escaped
from korea_map.errors import shown
from korea_map.service.catalogue import Catalogue
from korea_map.service.kinds import PLACE, find_kind, types_of
from korea_map.service.limits import Deadline
from korea_map.service.properties import PROPERTIES
from korea_map.service.refusals import BAD, NOT_FOUND, RefusedError
from korea_map.service.words import call_place, describe_place

MOST: Final = 20
"""Suggestions of one answer; a cursor asks for those behind them."""

WHATS: Final = ("entity", "property", "type")
"""What is suggested, as the API calls it."""

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


def suggest_places(
    catalogue: Catalogue, prefix: str, deadline: Deadline, *, skip: int = 0
) -> dict[str, Any]:
    """Return places of which a name or the id begins so; else those that the spelling may mean.

    Parameters
    ----------
    catalogue
        The places.
    prefix
        What was typed.
    deadline
        Checked before the engine is asked.
    skip
        How many suggestions there were before.

    Examples
    --------
    >>> from korea_map import Reconciler
    >>> catalogue = Catalogue(Reconciler.of_folder())
    >>> suggest_places(catalogue, "新義", Deadline())["result"][0]["name"]
    'Sinŭiju 新義州'
    >>> suggest_places(catalogue, "Manpkhodin", Deadline())["result"][0]["name"]
    'Manp’o 滿浦'
    """
    begun = prefix[:_LONGEST_PREFIX]
    found = catalogue.find_beginning(begun, skip=skip, most=MOST)
    if not found and not catalogue.find_beginning(begun, most=1):
        deadline.check()
        answer = catalogue.reconciler.answer(begun, limit=skip + MOST)
        catalogue.forget()
        found = [one.place for one in answer.candidates[skip:]]
    return {
        "result": [
            {
                "id": place.id,
                "name": call_place(place),
                "description": describe_place(place, offered=place.id in catalogue.offered),
                "notable": [one["id"] for one in types_of(place)],
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


def fly_out(catalogue: Catalogue, what: str, one: str) -> dict[str, str]:
    """Return a suggestion as a piece of HTML, shown beside it.

    Parameters
    ----------
    catalogue
        The places.
    what
        `entity`, `property` or `type`.
    one
        Its id.

    Raises
    ------
    RefusedError
        There is none of it.
    """
    name = about = ""
    if what == "entity" and (place := catalogue.places.get(one)):
        name, about = call_place(place), describe_place(place, offered=one in catalogue.offered)
    elif what == "property" and (known := PROPERTIES.get(one)):
        name, about = known.name, known.description
    elif what == "type" and (kind := find_kind(one)):
        name, about = kind.name, kind.description
    if not name:
        raise RefusedError(NOT_FOUND, f"no {what} has the id {shown(one)}")
    return {"id": one, "html": f"<p><b>{escaped(name)}</b></p><p>{escaped(about)}</p>"}


def _begun(records: Iterable[dict[str, Any]], prefix: str, skip: int) -> dict[str, Any]:
    begun = prefix.strip().casefold()
    named = [(one, {str(one[key]).casefold() for key in ("id", "name")}) for one in records]
    found = [(begun not in names, one) for one, names in named if _any_begins(names, begun)]
    found.sort(key=lambda pair: pair[0])
    return {"result": [one for _, one in found[skip : skip + MOST]]}


def _any_begins(names: Iterable[str], begun: str) -> bool:
    return any(name.startswith(begun) for name in names)

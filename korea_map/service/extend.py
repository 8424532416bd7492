"""What is known of places that are found: properties proposed, and cells for each place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from korea_map.errors import excerpt, shown
from korea_map.service.catalogue import Catalogue
from korea_map.service.limits import MOST_IDS, MOST_PROPERTIES
from korea_map.service.properties import PROPERTIES, Cell, tell_properties
from korea_map.service.refusals import BAD, TOO_LARGE, RefusedError, read_json


@dataclass(frozen=True, slots=True)
class Wish:
    """Properties that are asked of places.

    Attributes
    ----------
    ids
        Of the places.
    properties
        Ids of the properties.
    """

    ids: tuple[str, ...]
    properties: tuple[str, ...]


def read_wish(text: str) -> Wish:
    """Return what a request asks of places that are found.

    Raises
    ------
    RefusedError
        It is no JSON, nothing of the kind, or asks for too much at once.

    Examples
    --------
    >>> read_wish('{"ids": ["busan"], "properties": [{"id": "hanja"}]}')
    Wish(ids=('busan',), properties=('hanja',))
    """
    wish = read_json(text, "extend")
    if not isinstance(wish, Mapping):
        raise RefusedError(BAD, 'extend is no object; give {"ids": […], "properties": […]}')
    ids, properties = (_read_list(wish, name) for name in ("ids", "properties"))
    named = [one.get("id") if isinstance(one, Mapping) else None for one in properties]
    for what, some, most in (("ids", ids, MOST_IDS), ("properties", named, MOST_PROPERTIES)):
        for one in some:
            if not isinstance(one, str):
                raise RefusedError(BAD, f"{what} holds one that has no id as a text; give it")
        if len(some) > most:
            raise RefusedError(TOO_LARGE, f"{len(some)} {what}; send at most {most} at once")
    return Wish(tuple(map(str, ids)), tuple(map(str, named)))


def extend(catalogue: Catalogue, wish: Wish) -> dict[str, Any]:
    """Return the cells of places, empty ones where the place or the property is not known.

    Parameters
    ----------
    catalogue
        The places.
    wish
        What is asked.

    Examples
    --------
    >>> from korea_map import Reconciler
    >>> wish = Wish(("busan", "atlantis"), ("hanja", "mayor"))
    >>> answer = extend(Catalogue(Reconciler.of_folder()), wish)
    >>> answer["rows"]
    {'busan': {'hanja': [{'str': '釜山'}], 'mayor': []}, 'atlantis': {'hanja': [], 'mayor': []}}
    >>> answer["message"][:38]
    "no property 'mayor', its cells are emp"
    """
    answer: dict[str, Any] = {
        "meta": [{"id": one, "name": _name_of(one)} for one in wish.properties],
        "rows": {
            place: {one: _cells(catalogue, place, one) for one in wish.properties}
            for place in wish.ids
        },
    }
    unknown = [shown(one) for one in wish.properties if one not in PROPERTIES]
    if unknown:
        there = tell_properties(PROPERTIES.values())
        message = f"no property {', '.join(unknown)}, its cells are empty; there are {there}"
        answer["message"] = excerpt(message)
    return answer


def propose_properties(kind: str, limit: int | None = None) -> dict[str, Any]:
    """Return the properties that may be asked of places, those of any type alike.

    Parameters
    ----------
    kind
        Id of the type for which they are asked, which the answer repeats.
    limit
        Most of them; None for all.
    """
    proposed = [one.to_record() for one in PROPERTIES.values()][:limit]
    answer: dict[str, Any] = {"properties": proposed, "type": kind}
    return answer if limit is None else {**answer, "limit": limit}


def _read_list(wish: Mapping[str, Any], name: str) -> list[Any]:
    listed = wish.get(name)
    if not isinstance(listed, list):
        raise RefusedError(BAD, f"extend has no list {name}; give it")
    return listed


def _name_of(one: str) -> str:
    return PROPERTIES[one].name if one in PROPERTIES else one


def _cells(catalogue: Catalogue, place: str, one: str) -> list[Cell]:
    known = catalogue.places.get(place)
    return [] if known is None or one not in PROPERTIES else PROPERTIES[one].cells(known)

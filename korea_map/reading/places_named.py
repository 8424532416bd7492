"""The places of a reading, each once, with what the formats need to name them."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from korea_map.model import Place
from korea_map.offered import numbers_of
from korea_map.reading.mention import Mention

_NAME: Final = re.compile(r"(?!number\.)[A-Za-z][A-Za-z0-9._-]*")
GEONAMES: Final = "https://sws.geonames.org/"
"""What GeoNames calls its places in data; nothing is asked there."""


def places_of(mentions: Iterable[Mention]) -> dict[str, Place]:
    """Return the places that are meant, by id, in the order of the text."""
    places: dict[str, Place] = {}
    for mention in mentions:
        places.setdefault(mention.place.id, mention.place)
    return places


def anchors_of(places: Iterable[str]) -> dict[str, str]:
    """Return for each id a name that HTML and XML can have as one.

    Examples
    --------
    >>> anchors_of(["suwon", "a place"])
    {'suwon': 'suwon', 'a place': 'number.2'}
    """
    return {
        one: one if _NAME.fullmatch(one) else f"number.{number}"
        for number, one in enumerate(places, 1)
    }


def address_of(place: Place) -> str:
    """Return the URI of a place: GeoNames' where its position is from there, else a name of ours.

    Examples
    --------
    >>> address_of(load_places()["busan"]).rpartition("/")[0]
    'https://sws.geonames.org/1838524'
    """
    number = next(iter(numbers_of([place])), None)
    return f"{GEONAMES}{number}/" if number else f"urn:korea-map:place:{quote(place.id, safe='')}"

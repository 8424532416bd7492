"""A place in a line of words, as lists show it beside its name."""

from korea_map.model import OFFERED, Place
from korea_map.service.kinds import kind_of

SIDES = {"KP": "north", "KR": "south"}
"""On which side of the line of today a place lies, by its country."""


def describe_place(place: Place, *, offered: bool) -> str:
    """Return what tells a place from its namesakes: characters, kind, province, side.

    Examples
    --------
    >>> from korea_map import load_places
    >>> describe_place(load_places()["sinuiju"], offered=False)
    '新義州 신의주, settlement, 平安北道 府, north'
    """
    names = " ".join(filter(None, (place.hanja, place.hangul)))
    side = SIDES.get(place.country, place.country)
    tier = f"{OFFERED}, never matched" if offered else ""
    parts = (names, kind_of(place).name, place.unit_1945, side, tier)
    return ", ".join(part for part in parts if part)


def call_place(place: Place) -> str:
    """Return what a list calls a place: its title with its characters, which tell namesakes apart.

    Examples
    --------
    >>> from korea_map import load_places
    >>> call_place(load_places()["sinuiju"])
    'Sinŭiju 新義州'
    """
    return " ".join(filter(None, (place.title, place.hanja or place.hangul)))

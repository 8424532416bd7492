"""The kinds of places, as the types of the API: the classes of GeoNames in plain words."""

from dataclasses import dataclass
from typing import Any, Final

from korea_map.model import Place


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of the API.

    Attributes
    ----------
    id
        The letter of the GeoNames class, or that of any place.
    name
        What it is called, in the singular.
    description
        What belongs to it.
    """

    id: str
    name: str
    description: str

    def to_record(self) -> dict[str, Any]:
        """Return it as the API gives a type, with the broader one."""
        broader = [] if self is PLACE else [_name_of(PLACE)]
        return {**_name_of(self), "description": self.description, "broader": broader}


PLACE: Final = Kind("place", "place", "any place of Korea, of whatever kind")

KINDS: Final = {
    kind.id: kind
    for kind in (
        Kind("P", "settlement", "cities, towns, villages"),
        Kind("A", "region", "provinces, counties, districts"),
        Kind("H", "water", "rivers, lakes, bays, straits"),
        Kind("T", "height", "mountains, passes, capes, islands"),
        Kind("S", "building", "stations, temples, fortresses"),
        Kind("L", "area", "parks, fields, other areas"),
        Kind("R", "road", "roads and railways"),
        Kind("U", "undersea", "what lies under the sea"),
        Kind("V", "vegetation", "forests and heaths"),
    )
}
"""By their letter."""


def find_kind(text: str) -> Kind | None:
    """Return the kind that a text names, by its letter or its name; None for none.

    Examples
    --------
    >>> find_kind("water").id, find_kind("h").id, find_kind("castle")
    ('H', 'H', None)
    """
    wanted = text.strip().casefold()
    for kind in (PLACE, *KINDS.values()):
        if wanted in (kind.id.casefold(), kind.name, f"{kind.name}s"):
            return kind
    return None


def kind_of(place: Place) -> Kind:
    """Return the kind of a place."""
    return KINDS.get(place.feature_class, PLACE)


def types_of(place: Place) -> list[dict[str, str]]:
    """Return the types of a place, the narrowest first."""
    return [_name_of(kind) for kind in dict.fromkeys((kind_of(place), PLACE))]


def tell_kinds() -> str:
    """Return the kinds as a message lists them."""
    return ", ".join(f"{kind.name} ({kind.id})" for kind in KINDS.values())


def _name_of(kind: Kind) -> dict[str, str]:
    return {"id": kind.id, "name": kind.name}

"""What is known of a place, as properties of the API."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from korea_map.model import Place
from korea_map.offered import numbers_of
from korea_map.service.kinds import kind_of
from korea_map.service.words import SIDES

Cell = dict[str, Any]
"""A value as the API writes it: a text is `{"str": …}`, a number `{"float": …}`."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the API.

    Attributes
    ----------
    id, name, description
        What it is called, and what it holds.
    cells
        Gives the values of a place.
    narrows
        True where a query may ask for places that have a value.
    """

    id: str
    name: str
    description: str
    cells: Callable[[Place], list[Cell]]
    narrows: bool = False

    def to_record(self) -> dict[str, str]:
        """Return it as the API gives a property."""
        return {"id": self.id, "name": self.name, "description": self.description}


def _texts(*texts: str | None) -> list[Cell]:
    return [{"str": text} for text in texts if text]


def _coordinates(place: Place) -> list[Cell]:
    return _texts(f"{place.lat},{place.lon}")


def _geonames(place: Place) -> list[Cell]:
    return _texts(*numbers_of([place]))


PROPERTIES: Final = {
    one.id: one
    for one in (
        Property("coordinates", "coordinates", "latitude,longitude in WGS84", _coordinates),
        Property("hanja", "hanja", "Chinese characters of 1945", lambda one: _texts(*_hanja(one))),
        Property("hangul", "Hangul", "the Korean name", lambda one: _texts(one.hangul)),
        Property("geonames", "GeoNames id", "where the position is GeoNames’ own", _geonames),
        Property("lat", "latitude", "degrees north", lambda one: [{"float": one.lat}]),
        Property("lon", "longitude", "degrees east", lambda one: [{"float": one.lon}]),
        Property("title", "Latin name", "today’s", lambda one: _texts(one.title)),
        Property(
            "title_mr", "McCune-Reischauer", "the Latin name", lambda one: _texts(one.title_mr)
        ),
        Property(
            "reading_ja", "Japanese reading", "in Hepburn", lambda one: _texts(one.reading_ja)
        ),
        Property("reading_zh", "Chinese reading", "in pinyin", lambda one: _texts(one.reading_zh)),
        Property(
            "unit_1945", "unit of 1945", "province, and rank", lambda one: _texts(one.unit_1945)
        ),
        Property(
            "within",
            "within",
            "north or south; a query may also give W,S,E,N or LON,LAT,KM",
            lambda one: _texts(SIDES.get(one.country)),
            narrows=True,
        ),
        Property(
            "class",
            "class",
            "GeoNames class: settlement (P), water (H), height (T), region (A) …",
            lambda one: _texts(kind_of(one).name),
            narrows=True,
        ),
    )
}
"""By id, in the order in which they are proposed."""


def tell_properties(some: Iterable[Property]) -> str:
    """Return properties as a message lists them."""
    return ", ".join(one.id for one in some)


def _hanja(place: Place) -> list[str]:
    return (place.hanja or "").split("|")

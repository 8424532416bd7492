"""Readings that were listed beforehand: those of the package's own places."""

import os
from collections.abc import Sequence

from korea_map.derived import (
    MORE_INDEX,
    PLACES_INDEX,
    more_digest,
    places_digest,
    places_passed,
    read_derived,
)
from korea_map.files import MORE, data_dir, find_ground, installed_data_dir
from korea_map.model import Place
from korea_map.names.index import Rows, from_columns
from korea_map.names.tier import Offered
from korea_map.offered import load_offered


def rows_of(data: str | os.PathLike[str] | None) -> Rows | None:
    """Give the readings of the package's places; None for others, or where they are not known."""
    if not places_passed(find_ground(data_dir(data), "places.csv")):
        return None
    known = read_derived(installed_data_dir() / PLACES_INDEX, places_digest())
    return None if known is None else from_columns(known)


def offered_of(data: str | os.PathLike[str] | None) -> Offered:
    """Give what reads the places that are offered: late where they are known to be right."""
    if not places_passed(find_ground(data_dir(data), MORE)):
        places = tuple(load_offered(data).values())
        return lambda: (places, None)

    def read() -> tuple[Sequence[Place], Rows | None]:
        known = read_derived(installed_data_dir() / MORE_INDEX, more_digest())
        return tuple(load_offered(data).values()), None if known is None else from_columns(known)

    return read

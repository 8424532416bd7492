"""Where a point is put by hand, and what it then says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from shapely.geometry import Point

from korea_map.errors import KoreaMapError, shown
from korea_map.gazetteer import OnePlace, to_place
from korea_map.geodesy import distance_m
from korea_map.model import Candidate, Certainty, Place, Toponym
from korea_map.positions import ROUNDED_M, cells_of, is_blank_point, locate_row

Move: TypeAlias = "OnePlace | Toponym | Point | Sequence[float]"
"""Where a point is put: a place, its id, a candidate, a row, or (longitude, latitude)."""


def put_at(toponym: Toponym, where: Move, places: Mapping[str, Place]) -> Toponym:
    """Return a toponym at another place or position."""
    if isinstance(where, np.ndarray):
        where = where.tolist()
    cells = asdict(where) if isinstance(where, Toponym) else cells_of(where)
    if cells is not None and "place_id" in cells:
        where = _where_of(cells, toponym, places)
    if isinstance(where, Point) and is_blank_point(where):
        raise KoreaMapError(f"{toponym.id!r} is put at an empty point; give one that is somewhere")
    if isinstance(where, Point) or (
        isinstance(where, Sequence)
        and not isinstance(where, str | bytes | bytearray)
        and not hasattr(where, "_asdict")
        and len(where) == 2
    ):
        lon, lat = (where.x, where.y) if isinstance(where, Point) else where
        moved = replace(toponym, lon=_degrees(lon, 180, toponym), lat=_degrees(lat, 90, toponym))
        return mark_moved(moved, {toponym.id: toponym}, places)
    if isinstance(where, str) and where in places:
        place = places[where]
    elif isinstance(where, Candidate | Place | str | pd.Series) or hasattr(where, "_asdict"):
        place = to_place(where)  # type: ignore[arg-type]
    else:
        raise KoreaMapError(
            f"{toponym.id!r} is put at {shown(where)}, which is no place; give the id of a place, "
            "or (longitude, latitude)"
        )
    moved = replace(
        toponym,
        place_id=place.id,
        title=place.title,
        hangul=place.hangul,
        hanja=place.hanja,
        lat=place.lat,
        lon=place.lon,
        geo_source=place.geo_source,
        geo_id=place.geo_id,
    )
    return mark_moved(moved, {toponym.id: toponym}, places)


def _where_of(
    cells: Mapping[str, Any], toponym: Toponym, places: Mapping[str, Place]
) -> str | tuple[float, float]:
    """Return where a row of the gazetteer is: at its place, or at a position of its own."""
    at = locate_row(cells, repr(cells.get("id")))
    if any(one is None or one != one for one in at):
        raise KoreaMapError(
            f"{toponym.id!r} is put at {cells.get('id')!r}, which has no position; give another"
        )
    place = places.get(cells["place_id"]) if isinstance(cells["place_id"], str) else None
    named = place is not None and not are_apart((place.lon, place.lat), at)
    return cells["place_id"] if named else at


def _degrees(value: Any, most: float, toponym: Toponym) -> float:
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        degrees = float("nan")
    if not abs(degrees) <= most:
        raise KoreaMapError(
            f"{toponym.id!r} is put at {shown(value)}, which is no degree up to {most:g}; "
            "give (longitude, latitude)"
        )
    return degrees


def mark_moved(
    toponym: Toponym, own: Mapping[str, Toponym], places: Mapping[str, Place]
) -> Toponym:
    """Return a toponym that says of itself that it was moved, if it was and does not say so."""
    before = own.get(toponym.id)
    if before is None or toponym.evidence != before.evidence or not _has_moved(before, toponym):
        return toponym
    named = toponym.place_id != before.place_id
    rivals = [rival for rival in toponym.rivals if rival != toponym.place_id]
    if before.place_id and before.place_id not in rivals and before.place_id in places:
        rivals.insert(0, before.place_id)
    gone = toponym.lat is None
    unsaid = {} if named else {"place_id": None, "title": None, "hangul": None, "hanja": None}
    if not named and not gone:
        unsaid |= {"geo_source": None, "geo_id": None}
    return replace(
        toponym,
        reading=None,
        reading_lang=None,
        location_tolerance_km=None,
        certainty=None if gone else Certainty.UNCERTAIN,
        evidence=_say_moved(before, toponym),
        rivals=tuple(rivals),
        **unsaid,  # type: ignore[arg-type]
    )


def _has_moved(before: Toponym, now: Toponym) -> bool:
    return now.place_id != before.place_id or are_apart(
        (before.lon, before.lat), (now.lon, now.lat)
    )


def _say_moved(before: Toponym, now: Toponym) -> str:
    if now.lat is None:
        return f"Taken off the map by hand, from {before.title}; no source says so."
    if before.lat is None or before.lon is None or now.lon is None:
        return "Put on the map by hand, to see what follows; no source says so."
    km = distance_m(before.lon, before.lat, now.lon, now.lat) / 1000
    return (
        f"Moved by hand from {before.title or 'where it was'}, {km:.0f} km away, to see what "
        "follows; no source says so."
    )


def are_apart(
    one: tuple[float | None, float | None], other: tuple[float | None, float | None]
) -> bool:
    """Tell whether two positions, longitude first, are others than rounding makes of one."""
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return one != other
    return distance_m(one[0], one[1], other[0], other[1]) > ROUNDED_M

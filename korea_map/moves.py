"""Arguing with a place: points moved, added or left out, and the lists that go with them.

What is changed by hand has no evidence of the document's, and says so wherever it is shown.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point

from korea_map.dataset import Dataset
from korea_map.errors import ChoiceError, KoreaMapError, shown
from korea_map.gazetteer import (
    OnePlace,
    load_places,
    load_toponyms,
    split_list,
    to_place,
    to_points,
)
from korea_map.geodesy import distance_m
from korea_map.given import check_toponym, take_points
from korea_map.model import Candidate, Certainty, Place, PlanKind, Proposal, Toponym
from korea_map.proposals import take_proposals
from korea_map.sources import find_citation_faults

Move: TypeAlias = "OnePlace | Point | Sequence[float]"
"""Where a point is put: a place, its id, a candidate, or (longitude, latitude)."""

_COLUMNS = tuple(column.name for column in fields(Toponym))
_NUMBERS = frozenset({"position", "location_tolerance_km", "lat", "lon"})
_SAME_M = 1.0
"""What a position may be off by rounding before it counts as another."""


def move_points(
    moves: Mapping[str, Move],
    points: gpd.GeoDataFrame | None = None,
    *,
    data: str | os.PathLike[str] | None = None,
) -> gpd.GeoDataFrame:
    """Put points of the gazetteer somewhere else, for the sake of argument.

    A point that is moved is *uncertain*, its evidence says that it was moved by hand, and the
    place that was decided for it is among its rivals.

    Parameters
    ----------
    moves
        By the id of a row where it is put: the id of a place of places.csv, a record, a
        candidate, a point, or (longitude, latitude) in degrees.
    points
        Points as `read_gazetteer` returns them, perhaps changed; None for the gazetteer.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    geopandas.GeoDataFrame
        As `read_gazetteer`, for `zones`, `coverage_curve` and `build_map`.

    Raises
    ------
    ChoiceError
        If there is no such row or place; the message names those that there are.
    KoreaMapError
        If it is not said where a point is put.

    Examples
    --------
    >>> moved = move_points({"unc-north-05": "pyongyang"}).set_index("id")
    >>> moved.loc["unc-north-05", ["toponym", "title", "certainty"]].tolist()
    ['Khekido', 'Pyongyang', 'uncertain']
    """
    if not isinstance(moves, Mapping):
        raise KoreaMapError(f"{shown(moves)} says no moves; give a place for the id of each row")
    toponyms = load_toponyms(data)
    if points is not None:
        own = {toponym.id: toponym for toponym in toponyms}
        toponyms = [_to_toponym(row, own) for row in _rows(points, own)]
    known = {toponym.id: toponym for toponym in toponyms}
    places = load_places(data)
    for row, where in moves.items():
        if row not in known:
            raise ChoiceError(f"no row has the id {shown(row)}; there are {', '.join(known)}")
        known[row] = _put(known[row], where, places)
    return to_points(known.values())


def argue(
    dataset: Dataset,
    points: gpd.GeoDataFrame | Mapping[str, Move] | None,
    proposals: Iterable[Proposal] | pd.DataFrame | None,
) -> Dataset:
    """Return a document with points and lists that a caller brings in the place of its own.

    Parameters
    ----------
    dataset
        The document.
    points
        As `read_gazetteer` returns them, perhaps changed; or moves, as `move_points` takes
        them; None for the document's.
    proposals
        As `read_proposals` returns them, perhaps changed, or records; None for the document's.

    Raises
    ------
    ChoiceError
        If a point or list names what the document has not; the message names what it has.
    KoreaMapError
        If they are none, or do not fit one another.
    """
    lists = dataset.proposals if proposals is None else _take_lists(dataset, proposals)
    own = {toponym.id: toponym for toponym in dataset.toponyms}
    if points is None:
        brought = list(own.values())
    elif isinstance(points, Mapping):
        for row in points:
            if row not in own:
                raise ChoiceError(f"no row has the id {row!r}; there are {', '.join(own)}")
        brought = [
            _put(one, points[one.id], dataset.places) if one.id in points else one
            for one in own.values()
        ]
    else:
        brought = [
            _mark(_to_toponym(row, own, lists), own, dataset.places) for row in _rows(points, own)
        ]
    _check_points(brought, lists, dataset)
    brought = _number(brought)
    located = {toponym.id for toponym in brought if toponym.lat is not None}
    stops = tuple(
        stop if stop.place in located else replace(stop, place=None) for stop in dataset.stops
    )
    return replace(dataset, toponyms=tuple(brought), proposals=tuple(lists), stops=stops)


def _rows(points: Any, own: Mapping[str, Toponym]) -> list[dict[str, Any]]:
    """Return points that a caller brings as rows; they are where their geometry is."""
    table = take_points(points)
    geometries = table.geometry
    rows: list[dict[str, Any]] = table.drop(columns=geometries.name).to_dict("records")
    for row, geometry in zip(rows, geometries, strict=True):
        empty = geometry is None or geometry.is_empty
        at = (None, None) if empty else (geometry.x, geometry.y)
        _check_position(row, at, own)
        row["lon"], row["lat"] = at
    return rows


def _check_position(
    row: Mapping[str, Any], at: tuple[float | None, float | None], own: Mapping[str, Toponym]
) -> None:
    """Raise where the numbers of a point were changed, but not its geometry."""
    before = own.get(row["id"])
    if before is None or not {"lon", "lat"} <= row.keys():
        return
    stood, said = (before.lon, before.lat), (_cell(row, "lon"), _cell(row, "lat"))
    if not _far(at, stood) and _far(said, stood):
        raise KoreaMapError(
            f"{row['id']!r}: lon and lat say {said}, the geometry still {at}; a point is where its "
            "geometry is: change that, or use move_points()"
        )


def _far(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return one != other
    return distance_m(one[0], one[1], other[0], other[1]) > _SAME_M


def _to_toponym(
    row: Mapping[str, Any],
    own: Mapping[str, Toponym],
    lists: Iterable[Proposal] = (),
) -> Toponym:
    """Return a row as a record; what it does not say is as the document's row of its id has it."""
    before = own.get(row["id"])
    cells: dict[str, Any] = {}
    for column in _COLUMNS:
        if column in row:
            cells[column] = _cell(row, column)
        elif before is not None:
            cells[column] = getattr(before, column)
    if not isinstance(cells["id"], str) or not cells["id"]:
        raise KoreaMapError(f"a point ({cells.get('toponym')!r}) has no id; give it one")
    if before is None:
        one = next((one for one in lists if one.id == cells["list"]), None)
        cells = {
            **dict.fromkeys(_COLUMNS),
            "document": one.document if one else "",
            "toponym_lang": "und",
            "rivals": (),
            "citation": one.citation if one else "",
            **{key: value for key, value in cells.items() if value is not None},
        }
        if not cells["evidence"]:
            cells["evidence"] = "Added by hand, to see what follows; no source says so."
    if cells["certainty"] is None and cells["lat"] is not None and cells["place_id"] is not None:
        cells["certainty"] = Certainty.UNCERTAIN
    for column in ("document", "toponym", "toponym_lang", "evidence", "citation"):
        cells[column] = cells[column] or ""
    return check_toponym(Toponym(**cells))


def _cell(row: Mapping[str, Any], column: str) -> Any:
    value = row[column]
    if column == "rivals":
        return split_list(value) if isinstance(value, str) else tuple(_listed(value))
    if value is None or value is pd.NA or value != value or value == "":
        return None
    if column == "certainty":
        if value not in list(Certainty):
            known = ", ".join(Certainty)
            raise ChoiceError(f"unknown certainty {value!r} of {row['id']!r}; there are {known}")
        return Certainty(value)
    if column in _NUMBERS:
        try:
            return int(value) if column == "position" else float(value)
        except (TypeError, ValueError, OverflowError):
            raise KoreaMapError(f"{column} {shown(value)} of {row['id']!r} is no number") from None
    return str(value)


def _listed(value: Any) -> Iterable[str]:
    return value if isinstance(value, tuple | list) else ()


def _put(toponym: Toponym, where: Move, places: Mapping[str, Place]) -> Toponym:
    """Return a toponym at another place or position."""
    if isinstance(where, np.ndarray):
        where = where.tolist()
    if isinstance(where, Point) or (
        isinstance(where, Sequence)
        and not isinstance(where, str)
        and not hasattr(where, "_asdict")
        and len(where) == 2
    ):
        lon, lat = (where.x, where.y) if isinstance(where, Point) else where
        moved = replace(toponym, lon=_degrees(lon, 180, toponym), lat=_degrees(lat, 90, toponym))
        return _mark(moved, {toponym.id: toponym}, places)
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
    return _mark(moved, {toponym.id: toponym}, places)


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


def _mark(toponym: Toponym, own: Mapping[str, Toponym], places: Mapping[str, Place]) -> Toponym:
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
    return now.place_id != before.place_id or _far((before.lon, before.lat), (now.lon, now.lat))


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


def _take_lists(
    dataset: Dataset, proposals: Iterable[Proposal] | pd.DataFrame
) -> tuple[Proposal, ...]:
    lists = tuple(take_proposals(proposals))
    plans = {plan.id: plan for plan in dataset.plans}
    for one in lists:
        if one.plan not in plans:
            raise ChoiceError(
                f"unknown plan {one.plan!r} of the list {one.id!r}; there are {', '.join(plans)}"
            )
        if (one.radius is not None) != (plans[one.plan].kind is PlanKind.ZONES):
            has = "a" if one.radius is not None else "no"
            raise KoreaMapError(
                f"the list {one.id!r} has {has} radius, but the plan {one.plan!r} draws "
                f"{plans[one.plan].kind}; a plan keeps what it draws"
            )
        if one.territory is not None and one.territory not in dataset.sides:
            known = ", ".join(dataset.sides)
            raise ChoiceError(
                f"unknown half {one.territory!r} of the list {one.id!r}; there are {known}"
            )
    for plan in plans:
        if not any(one.plan == plan for one in lists):
            raise KoreaMapError(f"the proposals have no list of the plan {plan!r}; keep one")
    return lists


def _number(toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return toponyms of which those without a position in their list come after the others."""
    last: Counter[str] = Counter()
    for one in toponyms:
        last[one.list] = max(last[one.list], one.position or 0)
    numbered = []
    for one in toponyms:
        if not one.position:
            last[one.list] += 1
            one = replace(one, position=last[one.list])
        numbered.append(one)
    return numbered


def _check_points(toponyms: Sequence[Toponym], lists: Sequence[Proposal], dataset: Dataset) -> None:
    """Raise where points do not fit their lists, or name what is not there."""
    claimed = {one.id: one.points_claimed for one in lists}
    for what, count in Counter(toponym.id for toponym in toponyms).items():
        if count > 1:
            raise KoreaMapError(f"{count} points have the id {what!r}; give each its own")
    for one in toponyms:
        if one.list not in claimed:
            raise ChoiceError(
                f"unknown list {one.list!r} of {one.id!r}; there are {', '.join(claimed)}"
            )
        unknown = [place for place in (one.place_id, *one.rivals) if place]
        for place in unknown:
            if place not in dataset.places:
                raise ChoiceError(f"unknown place {place!r} of {one.id!r}; see read_places()")
        for cell in (one.evidence, one.citation):
            for _, message in find_citation_faults(cell, dataset.sources):
                raise KoreaMapError(f"{one.id!r}: {message}")
    for name, count in Counter(toponym.list for toponym in toponyms).items():
        if count > claimed[name]:
            raise KoreaMapError(
                f"the list {name!r} claims {claimed[name]} points, and {count} are given; give "
                "proposals= with another points_claimed too"
            )

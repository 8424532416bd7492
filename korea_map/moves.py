"""Arguing with a place: points moved, added or left out, and the lists that go with them.

What is changed by hand has no evidence of the document's, and says so wherever it is shown.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from korea_map.dataset import Dataset
from korea_map.errors import ChoiceError, KoreaMapError, shown
from korea_map.gazetteer import load_places, load_toponyms, split_list, to_points
from korea_map.geodesy import WIDEST_ZONE_M, to_metres
from korea_map.given import check_toponym, take_points
from korea_map.model import Certainty, Place, PlanKind, Proposal, Toponym
from korea_map.positions import is_blank_point
from korea_map.proposals import check_claimed, take_proposals
from korea_map.putting import Move, are_apart, mark_moved, put_at
from korea_map.rounding import say_above
from korea_map.sources import find_citation_faults

_COLUMNS = tuple(column.name for column in fields(Toponym))
_NUMBERS = frozenset({"position", "location_tolerance_km", "lat", "lon"})


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
        candidate, a row of `read_places` or `read_gazetteer`, a point, or (longitude,
        latitude) in degrees.
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
    return to_points(_move(toponyms, moves, load_places(data)))


def _move(
    toponyms: Iterable[Toponym], moves: Mapping[str, Move], places: Mapping[str, Place]
) -> list[Toponym]:
    """Return toponyms, those that are moved where they are put."""
    moved = {toponym.id: toponym for toponym in toponyms}
    for row, where in moves.items():
        if row not in moved:
            raise ChoiceError(f"no row has the id {shown(row)}; there are {', '.join(moved)}")
        moved[row] = put_at(moved[row], where, places)
    return list(moved.values())


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
        brought = _move(dataset.toponyms, points, dataset.places)
    else:
        brought = [
            mark_moved(_to_toponym(row, own, lists), own, dataset.places)
            for row in _rows(points, own)
        ]
    _check_points(brought, lists, dataset)
    brought = _number(brought)
    located = {toponym.id for toponym in brought if toponym.lat is not None}
    missing = {toponym.id for toponym in dataset.toponyms} - located
    stops = tuple(stop.without(missing) for stop in dataset.stops)
    return replace(dataset, toponyms=tuple(brought), proposals=tuple(lists), stops=stops)


def _rows(points: Any, own: Mapping[str, Toponym]) -> list[dict[str, Any]]:
    """Return points that a caller brings as rows; they are where their geometry is."""
    table = take_points(points)
    geometries = table.geometry
    rows: list[dict[str, Any]] = table.drop(columns=geometries.name).to_dict("records")
    for row, geometry in zip(rows, geometries, strict=True):
        at = (None, None) if is_blank_point(geometry) else (geometry.x, geometry.y)
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
    if not are_apart(at, stood) and are_apart(said, stood):
        raise KoreaMapError(
            f"{row['id']!r}: lon and lat say {said}, the geometry still {at}; a point is where its "
            "geometry is: change that, or use move_points()"
        )


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
        return Certainty(value)
    if column in _NUMBERS:
        try:
            return int(value) if column == "position" else float(value)
        except (TypeError, ValueError, OverflowError):
            raise KoreaMapError(f"{column} {shown(value)} of {row['id']!r} is no number") from None
    return str(value)


def _listed(value: Any) -> Iterable[str]:
    return value if isinstance(value, tuple | list) else ()


def _take_lists(
    dataset: Dataset, proposals: Iterable[Proposal] | pd.DataFrame
) -> tuple[Proposal, ...]:
    lists = tuple(take_proposals(proposals))
    check_claimed(lists)
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
        if one.radius is not None and one.radius_unit is not None:
            # a mile that is not specified is drawn as either, and may be the longer one
            metres = to_metres(one.radius, one.radius_unit, miles="nautical")
            if metres > WIDEST_ZONE_M:
                km = say_above(metres / 1000, WIDEST_ZONE_M / 1000)
                raise KoreaMapError(
                    f"the list {one.id!r} of the plan {one.plan!r} has a radius of "
                    f"{one.radius:.15g} {one.radius_unit}, which is {km} km; up to "
                    f"{WIDEST_ZONE_M / 1000:g} can be drawn and measured"
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

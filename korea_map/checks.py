"""Rules that hold across the tables: references, order, what must be given together."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping

from korea_map.basemap import read_basemap
from korea_map.errors import DataError, Problem
from korea_map.files import data_dir
from korea_map.gazetteer import split_list
from korea_map.geodesy import distance_m
from korea_map.model import Place, Proposal, Toponym
from korea_map.sources import find_citations, read_sources
from korea_map.tables import Row, Table, read_table

Pair = tuple[str, str]

# Cells that are given together or not at all.
_TOGETHER: Mapping[str, tuple[Pair, ...]] = {
    "gazetteer": (
        ("lat", "lon"),
        ("lat", "geo_source"),
        ("lat", "location_tolerance_km"),
        ("place_id", "title"),
        ("place_id", "certainty"),
        ("reading", "reading_lang"),
    ),
    "proposals": (("radius", "radius_unit"),),
    "places": (),
}

_RECORDS: Mapping[str, type] = {
    "gazetteer": Toponym,
    "places": Place,
    "proposals": Proposal,
}

# Columns whose citations must stand in the bibliography.
_CITING: Mapping[str, tuple[str, ...]] = {
    "gazetteer": ("evidence", "citation"),
    "proposals": ("citation",),
    "places": ("citation",),
}


# What the two lists of a plan have in common.
_OF_THE_PLAN = (
    "date",
    "title",
    "party",
    "status",
    "document",
    "radius",
    "radius_unit",
    "teams",
)


def check(data: str | os.PathLike[str] | None = None) -> list[Problem]:
    """Find every problem of a data folder.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    list of Problem
        Sorted by file, line and column; empty where all is well. A file that is missing
        or cannot be read is a problem like any other.
    """
    folder = data_dir(data)
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for name, record in _RECORDS.items():
        try:
            tables[name] = read_table(folder, name, record)
        except DataError as error:
            problems += error.problems
        else:
            problems += tables[name].problems
    try:
        keys = set(read_sources(folder))
    except DataError as error:
        problems += error.problems
        keys = None
    try:
        read_basemap(folder)
    except DataError as error:
        problems += error.problems

    for name, table in tables.items():
        problems += _check_together(table, _TOGETHER[name])
        if keys is not None:
            problems += _check_citations(table, _CITING[name], keys)
            if "document" in (table.rows[0].cells if table.rows else ()):
                problems += _check_document_keys(table, keys)
    if "proposals" in tables:
        problems += _check_plans(tables["proposals"])
    if "gazetteer" in tables:
        gazetteer = tables["gazetteer"]
        if "proposals" in tables:
            problems += _check_lists(gazetteer, tables["proposals"])
        if "places" in tables:
            problems += _check_places(gazetteer, tables["places"])
    return sorted(set(problems))


def _check_together(table: Table, pairs: tuple[Pair, ...]) -> Iterator[Problem]:
    for row in table.rows:
        for one, other in pairs:
            for given, blank in ((one, other), (other, one)):
                if row[given] and not row[blank]:
                    yield table.problem(
                        row,
                        blank,
                        f"{blank} is empty but {given} is given; give both or neither",
                    )


def _check_citations(table: Table, columns: tuple[str, ...], keys: set[str]) -> Iterator[Problem]:
    for row in table.rows:
        for column in columns:
            cited = list(find_citations(row[column]))
            if not cited and row[column]:
                yield table.problem(
                    row, column, f"{column} cites nothing; cite a source as key[locus]"
                )
            for key, offset in cited:
                if key not in keys:
                    message = f"sources.bib has no entry {key!r}; add it or correct the key"
                    yield table.problem(row, column, message, offset=offset)


def _check_document_keys(table: Table, keys: set[str]) -> Iterator[Problem]:
    for row in table.rows:
        if row["document"] and row["document"] not in keys:
            yield table.problem(
                row,
                "document",
                f"sources.bib has no entry {row['document']!r}; add it or correct the key",
            )


def _check_plans(table: Table) -> Iterator[Problem]:
    """Check that the lists of one plan agree on what belongs to the plan."""
    first: dict[str, Row] = {}
    taken: dict[Pair, int] = {}
    for row in table.rows:
        line = taken.setdefault((row["plan"], row["territory"]), row.line)
        if line != row.line:
            message = f"the plan {row['plan']!r} has a list for this half on line {line}"
            yield table.problem(row, "territory", message)
        one = first.setdefault(row["plan"], row)
        for column in _OF_THE_PLAN:
            if row[column] != one[column]:
                yield table.problem(
                    row,
                    column,
                    f"{column} differs from line {one.line}, of the same plan {row['plan']!r}",
                )


def _check_lists(gazetteer: Table, proposals: Table) -> Iterator[Problem]:
    """Check that each toponym stands in a known list, once per position, within its number."""
    lists = {row["id"]: row for row in proposals.rows}
    taken: dict[Pair, int] = {}
    for row in gazetteer.rows:
        name = row["list"]
        if name not in lists:
            yield gazetteer.problem(
                row, "list", f"proposals.csv has no list {name!r}; correct it or add the list"
            )
            continue
        if row["document"] != lists[name]["document"]:
            yield gazetteer.problem(
                row, "document", f"the list {name!r} is in {lists[name]['document']!r}"
            )
        first = taken.setdefault((name, row["position"]), row.line)
        if first != row.line:
            yield gazetteer.problem(
                row,
                "position",
                f"position {row['position']} of {name} is already on line {first}",
            )
        expected = f"{name}-{row['position']:0>2}"
        if row["id"] != expected:
            yield gazetteer.problem(row, "id", f"the id is the list and position: {expected}")
    named = Counter(row["list"] for row in gazetteer.rows)
    for name, row in lists.items():
        claimed = row["points_claimed"]
        if _is_fewer(claimed, named[name]):
            yield proposals.problem(
                row,
                "points_claimed",
                f"{named[name]} toponyms in gazetteer.csv but {claimed} points claimed",
            )


def _is_fewer(cell: str, count: int) -> bool:
    """Whether a cell holds a number below a count; a cell with no number has its own problem."""
    try:
        return int(cell) < count
    except ValueError:
        return False


def _check_places(gazetteer: Table, places: Table) -> Iterator[Problem]:
    """Check that places and rivals exist and that a decided position agrees with its place."""
    known = {row["id"]: row for row in places.rows}
    for row in gazetteer.rows:
        rivals = split_list(row["rivals"])
        for rival in {rival for rival in rivals if rivals.count(rival) > 1}:
            yield gazetteer.problem(row, "rivals", f"{rival!r} is there twice; delete one")
        for rival in rivals:
            if rival not in known:
                yield gazetteer.problem(
                    row,
                    "rivals",
                    f"places.csv has no place {rival!r}; correct the rival or add it",
                )
            elif rival == row["place_id"]:
                yield gazetteer.problem(row, "rivals", f"{rival!r} is the place itself")
        if not row["place_id"]:
            continue
        place = known.get(row["place_id"])
        if place is None:
            yield gazetteer.problem(row, "place_id", f"places.csv has no place {row['place_id']!r}")
            continue
        if row["title"] != place["title"]:
            yield gazetteer.problem(
                row, "title", f"places.csv calls {place['id']!r} {place['title']!r}; use that"
            )
        yield from _check_position(gazetteer, row, place)


def _check_position(gazetteer: Table, row: Row, place: Row) -> Iterator[Problem]:
    try:
        lon, lat, place_lon, place_lat = (
            float(cell) for cell in (row["lon"], row["lat"], place["lon"], place["lat"])
        )
        tolerance_km = float(row["location_tolerance_km"])
    except ValueError:
        return  # each of these cells has a problem of its own, or is blank
    if max(abs(lat), abs(place_lat)) > 90:
        return
    off_km = distance_m(lon, lat, place_lon, place_lat) / 1000
    if off_km > tolerance_km:
        yield gazetteer.problem(
            row,
            "lat",
            f"{off_km:.1f} km from {place['id']!r} in places.csv; "
            f"location_tolerance_km is {tolerance_km:g}",
        )

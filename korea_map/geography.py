"""What is on the ground and what it is called: the tables of the basemap."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from korea_map.errors import Problem
from korea_map.tables import Row, Table, read_table

Kind = Literal["half", "neighbour", "sea", "line", "city", "corner"]
Extent = tuple[float, float, float, float]
"""West, south, east and north in WGS84 degrees."""

CORNERS = ("pan-south-west", "pan-north-east")
"""Ids of the corners of the view that the page keeps to."""

# Names of what is measured beside the land, which no column of a land can have.
_TAKEN = frozenset({"both", "outside", "overlap", "sea", "union"})
# Cells that features of a kind have, and that no others have.
_OF_KINDS = {"country": ("half", "neighbour"), "style": ("line",)}
_PLACED = ("sea", "city", "corner")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of the ground, a row of geography.csv.

    Attributes
    ----------
    kind
        `half` (of the land that plans are for), `neighbour` (other land that is measured),
        `sea`, `line`, `city` (by which readers find their way), or `corner` (of the view that
        the page keeps to).
    position
        Its place in the order of the page.
    country
        Of a half or neighbour: its code on the land of the basemap.
    lat, lon
        Of its label or corner, in WGS84 degrees; both None without a label.
    side
        -1 for a label to the left of its position, 1 to the right, 0 on it.
    style
        How a line is drawn.
    """

    id: str
    kind: Kind
    position: int
    country: str | None
    lat: float | None
    lon: float | None
    side: int
    style: str | None
    source: str


@dataclass(frozen=True, slots=True)
class FeatureName:
    """What a feature is called in a language, a row of names.csv.

    Attributes
    ----------
    name
        As a label: South.
    within
        Where something lies: in the South. None for seas and lines.
    of
        What an area is of: of the South; before the number where the number comes last.
        None for seas and lines.
    """

    id: str
    lang: str
    name: str
    within: str | None
    of: str | None


def read_ground_table(folder: Path, name: str, record: type) -> Table:
    """Read geography.csv or names.csv of a data folder, or that of the package; see `read_table`.

    Raises
    ------
    DataError
        If the file cannot be read, or its schema.
    """
    return read_table(folder, f"basemap-{name}", record, ground=True)


def check_features(table: Table, extent: Extent | None) -> Iterator[Problem]:
    """Yield what is wrong within geography.csv, beyond the schema of single cells."""
    for row in table.rows:
        kind = row["kind"]
        for column, kinds in _OF_KINDS.items():
            if kind in kinds and not row[column]:
                yield table.problem(row, column, f"{column} is empty; a {kind} has one")
            elif row[column] and kind not in kinds:
                message = f"a {kind} has no {column}; only a {' or a '.join(kinds)} has one"
                yield table.problem(row, column, message)
        yield from _check_position(table, row, extent)
        if kind in _OF_KINDS["country"] and row["id"] in _TAKEN:
            message = f"{row['id']!r} is a name of another column of coverage; choose another id"
            yield table.problem(row, "id", message)
    yield from _check_corners(table)


def _check_position(table: Table, row: Row, extent: Extent | None) -> Iterator[Problem]:
    for given, blank in (("lat", "lon"), ("lon", "lat")):
        if row[given] and not row[blank]:
            message = f"{blank} is empty but {given} is given; give both or neither"
            yield table.problem(row, blank, message)
    if row["kind"] in _PLACED and not (row["lat"] or row["lon"]):
        yield table.problem(row, "lat", f"lat is empty; a {row['kind']} has a position")
    if row["side"] and not row["lat"]:
        yield table.problem(row, "side", "side is given but no position of a label; delete it")
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        return  # a cell with a problem of its own, or blank
    if extent is not None:
        west, south, east, north = extent
        if not (south <= lat <= north and west <= lon <= east):
            message = f"{lat:g}, {lon:g} lies beyond the bbox of land.geojson; move it inside"
            yield table.problem(row, "lat", message)


def _check_corners(table: Table) -> Iterator[Problem]:
    corners = {row["id"]: row for row in table.rows if row["kind"] == "corner"}
    for name, row in corners.items():
        if name not in CORNERS:
            yield table.problem(row, "id", f"a corner is called {' or '.join(CORNERS)}")
    found = [corners[name] for name in CORNERS if name in corners]
    if len(found) == 1:
        message = f"one corner alone; give both {' and '.join(CORNERS)}, or neither"
        yield table.problem(found[0], "id", message)
    elif found:
        for column in ("lat", "lon"):
            try:
                low, high = (float(row[column]) for row in found)
            except ValueError:
                continue
            if low >= high:
                message = f"{column} {high:g} is not above that of {CORNERS[0]}, {low:g}"
                yield table.problem(found[1], column, message)


def check_countries(table: Table, countries: Set[str]) -> Iterator[Problem]:
    """Yield each country of geography.csv that land.geojson has not, or that is there twice."""
    first: dict[str, int] = {}
    for row in table.rows:
        country = row["country"]
        if not country:
            continue
        line = first.setdefault(country, row.line)
        if line != row.line:
            message = f"the country {country!r} is already on line {line}; its land counts once"
            yield table.problem(row, "country", message)
        elif country not in countries:
            known = ", ".join(sorted(countries))
            message = f"land.geojson has no country {country!r}; it has {known}"
            yield table.problem(row, "country", message)


def check_lines(table: Table, ids: Sequence[str]) -> Iterator[Problem]:
    """Yield each line of geography.csv that is not among those of lines.geojson."""
    for row in table.rows:
        if row["kind"] == "line" and row["id"] not in ids:
            message = f"lines.geojson has no line {row['id']!r}; it has {', '.join(ids) or 'none'}"
            yield table.problem(row, "id", message)


_SIGN = re.compile(r"[{}*]")


def check_names(table: Table, geography: Table) -> Iterator[Problem]:
    """Yield what is wrong in names.csv, and the features of geography.csv without a name."""
    kinds = {row["id"]: row["kind"] for row in geography.rows}
    first: dict[tuple[str, str], int] = {}
    for row in table.rows:
        line = first.setdefault((row["id"], row["lang"]), row.line)
        if line != row.line:
            message = f"{row['id']!r} has a name in {row['lang']!r} on line {line}; keep one"
            yield table.problem(row, "lang", message)
        for column in ("name", "within", "of"):
            if at := _SIGN.search(row[column]):
                message = f"{at[0]!r} means something in a sentence; write the name without it"
                yield table.problem(row, column, message, offset=at.start())
        kind = kinds.get(row["id"])
        if kind is None:
            message = f"geography.csv has no feature {row['id']!r}; correct the id or add it"
            yield table.problem(row, "id", message)
        elif kind in _OF_KINDS["country"]:
            for column in ("within", "of"):
                if not row[column]:
                    yield table.problem(row, column, f"{column} is empty; a {kind} has one")
    named = {row["id"] for row in table.rows}
    for row in geography.rows:
        if row["id"] not in named and row["kind"] != "corner":
            message = f"names.csv has no name for {row['id']!r}; add one in a language at least"
            yield geography.problem(row, "id", message)


_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


def to_feature(row: Row) -> Feature:
    """Return a row of geography.csv, in which no fault was found, as a record."""
    return Feature(
        id=row["id"],
        kind=_KINDS[row["kind"]],
        position=int(row["position"]),
        country=row["country"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        side=int(row["side"] or 0),
        style=row["style"] or None,
        source=row["source"],
    )


def to_name(row: Row) -> FeatureName:
    """Return a row of names.csv as a record."""
    return FeatureName(
        id=row["id"],
        lang=row["lang"],
        name=row["name"],
        within=row["within"] or None,
        of=row["of"] or None,
    )

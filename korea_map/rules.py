"""Rules that hold across the tables: references, order, what must be given together."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from korea_map.errors import Problem
from korea_map.gazetteer import split_list
from korea_map.geodesy import NARROWEST_DISC_M, WIDEST_ZONE_M, distance_m, to_metres
from korea_map.model import PlanKind, Status
from korea_map.numerals import is_same, parse_number
from korea_map.offered import find_clashes
from korea_map.rounding import say_above
from korea_map.sources import find_citation_faults, find_citations
from korea_map.tables import Row, Table
from korea_map.toml import TomlFile
from korea_map.walk import find_step_faults

Pair = tuple[str, str]

PROPOSED = "machine:"
"""How the evidence of an identification begins that nobody has decided yet."""

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
    "styles": (("hatch_size", "hatch_path"), ("hatch_size", "hatch_angle")),
    "steps": (("west", "south"), ("west", "east"), ("west", "north")),
}

# What whoever decides an identification gives with it.
_DECIDED = frozenset({"place_id", "location_tolerance_km"})

# Columns whose citations must stand in the bibliography.
_CITING: Mapping[str, tuple[str, ...]] = {
    "gazetteer": ("evidence", "citation"),
    "proposals": ("citation",),
    "places": ("citation",),
    "places_more": ("citation",),
}

# Columns that need not cite anything, but whose citations are held against the bibliography.
_MENTIONING: Mapping[str, tuple[str, ...]] = {"proposals": ("note",)}

# What the lists of a plan have in common.
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

# Cells of gazetteer.csv that follow from the position of the place.
_OF_THE_POSITION = ("lat", "lon", "geo_source", "geo_id")


def find_problems(
    tables: Mapping[str, Table],
    document: TomlFile | None,
    *,
    keys: Collection[str] | None,
    halves: Collection[str] | None,
    traces: Collection[str] | None,
) -> Iterator[Problem]:
    """Yield every problem that no cell has by itself.

    Parameters
    ----------
    tables
        By name: those that could be read.
    document
        None where document.toml could not be read.
    keys
        Of the bibliography; None where it could not be read.
    halves
        Ids of the halves of the ground; None where it could not be read.
    traces
        Ids of its rivers and lines; None where it could not be read.
    """
    for name, table in tables.items():
        yield from _check_together(table, _TOGETHER.get(name, ()))
        if keys is not None:
            yield from _check_citations(table, _CITING.get(name, ()), keys)
            yield from _check_keys(table, _MENTIONING.get(name, ()), keys)
            if name in ("gazetteer", "proposals"):
                yield from _check_document_keys(table, keys)
    if document is not None and keys is not None and document.values["source"] not in keys:
        message = f"sources.bib has no entry {document.values['source']!r}; add it"
        yield document.problem("source", f"{message} or correct the key")
    if "proposals" in tables:
        proposals = tables["proposals"]
        yield from _check_lists_of_plans(proposals)
        if halves is not None:
            yield from _check_halves(proposals, halves)
        if "styles" in tables and "symbols" in tables:
            yield from _check_plans(tables.get("plans"), proposals, tables)
        if "gazetteer" in tables:
            yield from _check_lists(tables["gazetteer"], proposals)
            if "steps" in tables:
                yield from find_step_faults(
                    tables["steps"], tables["gazetteer"], proposals,
                    places=tables.get("places"), traces=traces,
                )  # fmt: skip
    if "gazetteer" in tables and "places" in tables:
        yield from _check_places(tables["gazetteer"], tables["places"])
    if "places_more" in tables:
        yield from find_clashes(tables.get("places"), tables["places_more"])


def _check_halves(proposals: Table, halves: Collection[str]) -> Iterator[Problem]:
    known = ", ".join(halves)
    for row in proposals.rows:
        if row["territory"] and row["territory"] not in halves:
            message = f"the ground has no half {row['territory']!r}; use one of {known}, or none"
            yield proposals.problem(row, "territory", message)


def _check_plans(
    plans: Table | None, proposals: Table, looks: Mapping[str, Table]
) -> Iterator[Problem]:
    """Check that every plan has a look of its own, and that its kind fits its lists."""
    styles = [row["id"] for row in looks["styles"].rows]
    symbols = [row["id"] for row in looks["symbols"].rows]
    most = min(len(styles), len(symbols))
    lists: dict[str, Row] = {}
    for row in proposals.rows:
        lists.setdefault(row["plan"], row)
    if plans is None:
        for row in [*lists.values()][most : most + 1]:
            message = f"{len(lists)} plans; the page can tell {most} apart"
            yield proposals.problem(row, "plan", message)
        return
    for row in plans.rows[most : most + 1]:
        message = f"{len(plans.rows)} plans; the page can tell {most} apart"
        yield plans.problem(row, "id", message)
    for column, known in (("style", styles), ("symbol", symbols)):
        for row in plans.rows:
            if row[column] and row[column] not in known:
                message = f"{column}s.csv has no {row[column]!r}; use one of {', '.join(known)}"
                yield plans.problem(row, column, message)
    named = {row["id"]: row for row in plans.rows}
    for plan, row in lists.items():
        if plan not in named:
            message = f"plans.csv has no plan {plan!r}; add a row, or correct the plan"
            yield proposals.problem(row, "plan", message)
    for plan, row in named.items():
        one = lists.get(plan)
        if one is None:
            message = f"proposals.csv has no list of the plan {plan!r}; add it, or delete the row"
            yield plans.problem(row, "id", message)
        elif bool(one["radius"]) != (row["kind"] == PlanKind.ZONES):
            has = "a radius" if one["radius"] else "no radius"
            message = f"the plan has {has} in proposals.csv, line {one.line}; zones go with one"
            yield plans.problem(row, "kind", message)


def _check_together(table: Table, pairs: tuple[Pair, ...]) -> Iterator[Problem]:
    for row in table.rows:
        for one, other in pairs:
            for given, blank in ((one, other), (other, one)):
                if is_open(row) and _DECIDED.intersection((one, other)):
                    continue
                if row[given] and not row[blank]:
                    yield table.problem(
                        row,
                        blank,
                        f"{blank} is empty but {given} is given; give both or neither",
                    )


def _check_citations(
    table: Table, columns: tuple[str, ...], keys: Collection[str]
) -> Iterator[Problem]:
    yield from _check_keys(table, columns, keys)
    for row in table.rows:
        for column in columns:
            if is_open(row) and column == "evidence":
                continue
            if row[column] and not any(find_citations(row[column])):
                message = f"{column} cites nothing; cite a source as key[locus]"
                yield table.problem(row, column, message)


def _check_keys(table: Table, columns: tuple[str, ...], keys: Collection[str]) -> Iterator[Problem]:
    for row in table.rows:
        for column in columns:
            for offset, message in find_citation_faults(row[column], keys):
                yield table.problem(row, column, message, offset=offset)


def _check_document_keys(table: Table, keys: Collection[str]) -> Iterator[Problem]:
    for row in table.rows:
        if row["document"] and row["document"] not in keys:
            yield table.problem(
                row,
                "document",
                f"sources.bib has no entry {row['document']!r}; add it or correct the key",
            )


def _check_lists_of_plans(table: Table) -> Iterator[Problem]:
    """Check that the lists of one plan agree on what belongs to the plan."""
    first: dict[str, Row] = {}
    taken: dict[Pair, int] = {}
    for row in table.rows:
        line = taken.setdefault((row["plan"], row["territory"]), row.line)
        if line != row.line:
            half = "this half" if row["territory"] else "no half"
            message = f"the plan {row['plan']!r} has a list for {half} on line {line}"
            yield table.problem(row, "territory", message)
        one = first.setdefault(row["plan"], row)
        for column in _OF_THE_PLAN:
            if row[column] != one[column]:
                yield table.problem(
                    row,
                    column,
                    f"{column} differs from line {one.line}, of the same plan {row['plan']!r}",
                )
        yield from _check_radius(table, row)
        if row["status"] == Status.ENDED and row["points_claimed"] not in ("0", ""):
            message = f"{row['points_claimed']} points, but the plan has ended; put 0"
            yield table.problem(row, "points_claimed", f"{message}, or correct the status")


def _check_radius(table: Table, row: Row) -> Iterator[Problem]:
    """Check that the page can draw a radius, whatever its mile is taken for."""
    radius = parse_number(row["radius"])
    if radius is None:
        return  # blank, or the cell has a problem of its own
    try:
        metres = to_metres(radius, row["radius_unit"], miles="nautical")
    except ValueError:
        return  # so has the unit
    if metres > WIDEST_ZONE_M:
        km = say_above(metres / 1000, WIDEST_ZONE_M / 1000)
        message = f"radius {row['radius']} {row['radius_unit']} is {km} km"
        yield table.problem(
            row, "radius", f"{message}; up to {WIDEST_ZONE_M / 1000:g} can be drawn"
        )
    elif 0 < metres < NARROWEST_DISC_M:
        message = f"radius {row['radius']} {row['radius_unit']} is below {NARROWEST_DISC_M:g} m"
        yield table.problem(row, "radius", f"{message}, the shortest that can be drawn")


def is_open(row: Row) -> bool:
    """Tell whether an identification is proposed and not yet decided."""
    return "evidence" in row.columns and row["evidence"].startswith(PROPOSED)


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
        if row["id"] != expected and not gazetteer.is_faulty(row, "position"):
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
    number = parse_number(cell)
    return number is not None and number < count


def _check_places(gazetteer: Table, places: Table) -> Iterator[Problem]:
    """Check that places and rivals exist and that a decided position agrees with its place."""
    known = {row["id"]: row for row in places.rows}
    faulty = {problem.line for problem in places.problems}
    for row in gazetteer.rows:
        if is_open(row):
            yield _say_open(gazetteer, row)
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
                yield gazetteer.problem(
                    row, "rivals", f"{rival!r} is the place itself; take it out"
                )
        if not row["place_id"]:
            continue
        place = known.get(row["place_id"])
        if place is None:
            message = f"places.csv has no place {row['place_id']!r}; correct the id or add it"
            yield gazetteer.problem(row, "place_id", message)
            continue
        derived = {} if place.line in faulty else derive_cells(row["geo_source"], place)
        position = any(gazetteer.is_faulty(row, column) for column in ("lat", "lon"))
        for column, value in derived.items():
            if position and column in ("lat", "lon"):
                continue
            if not is_same(row[column], value):
                yield gazetteer.problem(row, column, _say_derived(column, row, value, place))
        if not position:
            yield from _check_position(gazetteer, row, place)


def _say_open(gazetteer: Table, row: Row) -> Problem:
    if not row["place_id"]:
        message = "no place was proposed; give place_id or leave it blank"
    elif row["certainty"]:
        message = "certainty is given, but no reason"
    else:
        message = f"the place {row['place_id']!r} is proposed, not decided; give certainty"
    why = "write evidence that cites key[locus] instead of the machine's"
    return gazetteer.problem(row, "evidence", f"{message}, and {why}")


def derive_cells(geo_source: str, place: Row) -> dict[str, str]:
    """Return the cells of a toponym that follow from its place.

    The name of today always does. The position does where the row says that it is from where
    the place has its own, or says nothing; a document that prints a position has its own.
    """
    derived = {"title": place["title"]}
    if geo_source in ("", place["geo_source"]):
        derived |= {column: place[column] for column in _OF_THE_POSITION}
    return derived


def _say_derived(column: str, row: Row, value: str, place: Row) -> str:
    given = f"{column} {row[column]!r} is" if row[column] else f"{column} is blank,"
    put = f"put {value!r}" if value else "leave it blank"
    message = f"{given} not that of {place['id']!r} in places.csv; {put}"
    if column in ("title", "geo_source"):
        return message
    return f"{message}, or say in geo_source where the position is from"


def _check_position(gazetteer: Table, row: Row, place: Row) -> Iterator[Problem]:
    cells = (row["lon"], row["lat"], place["lon"], place["lat"], row["location_tolerance_km"])
    numbers = [number for cell in cells if (number := parse_number(cell)) is not None]
    if len(numbers) < len(cells):
        return  # each of these cells has a problem of its own, or is blank
    lon, lat, place_lon, place_lat, tolerance_km = numbers
    if max(abs(lat), abs(place_lat)) > 90:
        return
    off_km = distance_m(lon, lat, place_lon, place_lat) / 1000
    if off_km > tolerance_km:
        yield gazetteer.problem(
            row,
            "lat",
            f"{off_km:.1f} km from {place['id']!r} in places.csv; "
            f"location_tolerance_km is {tolerance_km:g}: correct the position, or say there "
            "how far it may lie",
        )

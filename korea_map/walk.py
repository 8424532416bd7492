"""The walk through a document: steps.csv, and what must hold of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from korea_map.errors import Problem
from korea_map.gazetteer import split_list
from korea_map.model import Bounds, PlanKind, are_bounds
from korea_map.numerals import parse_number
from korea_map.tables import Row, Table

EDGES = ("west", "south", "east", "north")
SMALLEST_SIDE_DEG = 0.01
"""How far the edges of a view are apart at least, each way: about a kilometre."""
FROM_POINTS = "0"
"""What stands in `from` where zones grow from their points."""
ALL_RIVALS, EACH_RIVAL = "yes", "each"

# The columns of steps.csv that name rows of gazetteer.csv, and how many each may name.
_NAMING: Mapping[str, bool] = MappingProxyType({"points": True, "loupe": False, "chain": False})


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the walk through the document.

    Attributes
    ----------
    show
        Ids of the plans that it shows.
    ghosts
        Ids of plans of which it shows pale outlines alone.
    start
        Where its zones begin when the step is reached: the id of a plan whose radius they have
        first, or `FROM_POINTS`; None where they are there at once.
    points
        Ids of the points that it points out.
    trace
        Id of a river or line of the ground that it draws over all else.
    mark
        Id of a place of the authority that it marks, with words of its own.
    gaps
        Whether it shows, beside the map, the points that have no place.
    rivals
        Whether what doubtful names might mean is drawn: `yes` for all at once, `each` for one
        at a time, as the reader chooses; None for not.
    loupe
        Id of a point whose zone is drawn large beside the map.
    chain
        Id of a point whose chain is told letter by letter.
    bounds
        (west, south, east, north) in degrees; None for the view of the document.
    """

    id: str
    show: tuple[str, ...]
    ghosts: tuple[str, ...]
    start: str | None
    points: tuple[str, ...]
    trace: str | None
    mark: str | None
    gaps: bool
    rivals: str | None
    loupe: str | None
    chain: str | None
    bounds: Bounds | None

    def without(self, missing: Collection[str]) -> "Stop":
        """Return the step without points that are not there."""
        return replace(
            self,
            points=tuple(point for point in self.points if point not in missing),
            loupe=None if self.loupe in missing else self.loupe,
            chain=None if self.chain in missing else self.chain,
        )


COLUMNS = (
    "id", "show", "ghosts", "from", "points", "trace", "mark", "gaps", "rivals", "loupe", "chain",
    *EDGES,
)  # fmt: skip


def stop_from(row: Row) -> Stop:
    """Return a row of steps.csv as a record."""
    edges = [row[edge] for edge in EDGES]
    west, south, east, north = map(float, edges) if all(edges) else (0.0,) * 4
    return Stop(
        id=row["id"],
        show=split_list(row["show"]),
        ghosts=split_list(row["ghosts"]),
        start=row["from"] or None,
        points=split_list(row["points"]),
        trace=row["trace"] or None,
        mark=row["mark"] or None,
        gaps=bool(row["gaps"]),
        rivals=row["rivals"] or None,
        loupe=row["loupe"] or None,
        chain=row["chain"] or None,
        bounds=(west, south, east, north) if all(edges) else None,
    )


def fault_of_bounds(edges: list[float]) -> str | None:
    """Return what is wrong with west, south, east and north; None where nothing is."""
    if not are_bounds(*edges):
        return "west must be less than east and south less than north, in degrees"
    west, south, east, north = edges
    if round(min(east - west, north - south), 9) < SMALLEST_SIDE_DEG:
        return f"edges are too close; put them at least {SMALLEST_SIDE_DEG} degrees apart each way"
    return None


def find_step_faults(
    steps: Table, gazetteer: Table, proposals: Table, *, places: Table | None,
    traces: Collection[str] | None,
) -> Iterator[Problem]:  # fmt: skip
    """Yield every fault of steps.csv that no cell has by itself.

    Parameters
    ----------
    places
        The authority; None where it could not be read.
    traces
        Ids of the rivers and lines of the ground; None where it could not be read.
    """
    kinds = {
        row["plan"]: PlanKind.ZONES if row["radius"] else PlanKind.POINTS for row in proposals.rows
    }
    plan_of = {row["id"]: row["plan"] for row in proposals.rows}
    points = {row["id"]: row for row in gazetteer.rows}
    known = None if places is None else {row["id"] for row in places.rows}
    for row in steps.rows:
        yield from _check_plans(steps, row, kinds)
        shown = set(split_list(row["show"]))
        for column in _NAMING:
            for name in split_list(row[column]):
                if fault := _fault_of_point(name, points, plan_of, shown, kinds, column):
                    yield steps.problem(row, column, fault)
        if row["trace"] and traces is not None and row["trace"] not in traces:
            message = f"the ground has no river or line {row['trace']!r}; there are "
            yield steps.problem(row, "trace", message + ", ".join(sorted(traces)))
        if row["mark"] and known is not None and row["mark"] not in known:
            yield steps.problem(row, "mark", f"places.csv has no place {row['mark']!r}")
        of_step = [one for one in points.values() if plan_of.get(one["list"]) in shown]
        if row["gaps"] and not _count_gaps(shown, of_step, proposals):
            yield steps.problem(row, "gaps", "the step shows no plan with points without a place")
        if row["rivals"] and not any(one["rivals"] and one["lat"] for one in of_step):
            yield steps.problem(row, "rivals", "the step shows no plan with names in doubt")
        edges = [parse_number(row[edge]) for edge in EDGES]
        given = [edge for edge in edges if edge is not None]
        # an edge that is blank, or no number, has a problem of its own
        if len(given) == len(edges) and (fault := fault_of_bounds(given)):
            yield steps.problem(row, "west", fault)


def _check_plans(steps: Table, row: Row, kinds: Mapping[str, PlanKind]) -> Iterator[Problem]:
    shown = split_list(row["show"])
    there = ", ".join(sorted(kinds))
    for column in ("show", "ghosts"):
        for plan in split_list(row[column]):
            if plan not in kinds:
                message = f"there is no plan {plan!r}; there are {there}"
                yield steps.problem(row, column, message)
            elif column == "ghosts" and plan in shown:
                message = f"the step shows {plan!r} already; take it out of one of both"
                yield steps.problem(row, column, message)
    start = row["from"]
    if not start:
        return
    zoned = sorted(plan for plan, kind in kinds.items() if kind is PlanKind.ZONES)
    if start != FROM_POINTS and start not in zoned:
        message = f"{start!r} is no plan with a radius; use one of {', '.join(zoned)}, or 0"
        yield steps.problem(row, "from", message)
    elif not any(plan in zoned for plan in shown):
        yield steps.problem(row, "from", "the step shows no plan with zones that could grow")


def _count_gaps(shown: Collection[str], points: Sequence[Row], proposals: Table) -> int:
    """Count the points of plans that have no row, or none with a position."""
    lists = [row for row in proposals.rows if row["plan"] in shown]
    claimed = sum(int(row["points_claimed"]) for row in lists if row["points_claimed"].isdigit())
    return claimed - sum(bool(point["lat"]) for point in points)


def _fault_of_point(
    name: str,
    points: Mapping[str, Row],
    plan_of: Mapping[str, str],
    shown: Collection[str],
    kinds: Mapping[str, PlanKind],
    column: str,
) -> str | None:
    point = points.get(name)
    if point is None or (column != "chain" and not point["lat"]):
        placed = "" if column == "chain" else " with a position"
        return f"gazetteer.csv has no point {name!r}{placed}"
    plan = plan_of.get(point["list"], "")
    if plan not in shown:
        return f"the step does not show the plan of {name!r}"
    if column == "chain" and point["toponym_lang"].startswith("zh"):
        return f"{name!r} is written in the characters themselves; it has no chain"
    if column == "loupe" and kinds.get(plan) is not PlanKind.ZONES:
        return f"{name!r} is in a plan without a radius; a loupe shows a zone"
    return None

"""What a map shows when it is opened: what a link of the page can say, said in Python."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from korea_map.dataset import Dataset
from korea_map.errors import ChoiceError, KoreaMapError, choose, shown
from korea_map.gazetteer import OnePlace
from korea_map.geodesy import Unit
from korea_map.model import Bounds, Candidate, Mile, Place, PlanKind, Toponym
from korea_map.positions import cells_of
from korea_map.webmap.radii import Length, Tried, read_radii
from korea_map.webmap.town_names import find_town
from korea_map.zones import refuse_unit_alone

OVER, SIDE = "over", "side"
VIEWS = (OVER, SIDE)
"""All plans on one map, or the first beside the others."""
ZOOMS = (0.0, 12.0)
"""The least and the greatest zoom of the page's map."""


@dataclass(frozen=True)
class Opening:
    """What a map shows when it is opened.

    Attributes
    ----------
    show
        Ids of the plans that are drawn; None for those with zones.
    tried
        The radius of each plan that is drawn with another than its document states.
    step
        Number of a step of the walk, from 1.
    present
        Whether the step has the whole screen, in letters for a class.
    place
        Id of the toponym whose card is open.
    find
        Id of the place of places.csv that is looked up.
    rivals
        Whether the places are drawn that doubtful names might mean.
    view
        `over` or `side`.
    at
        Latitude, longitude and zoom; None for the view that the document has.
    """

    show: tuple[str, ...] | None = None
    tried: Mapping[str, Tried] = field(default_factory=dict)
    step: int | None = None
    present: bool = False
    place: str | None = None
    find: str | None = None
    rivals: bool = False
    view: str = OVER
    at: tuple[float, float, float] | None = None

    @property
    def unit(self) -> Unit | None:
        """The unit in which the page counts: that of the first radius that is tried."""
        return next((tried.unit for tried in self.tried.values()), None)

    @property
    def link(self) -> str:
        """The fragment of a link that asks the page for the same, without its `#`."""
        parts = ["present"] if self.present else []
        if self.step is not None:
            parts.append(f"step={self.step}")
        if self.show is not None:
            parts.append(f"show={','.join(self.show)}")
        if self.place is not None:
            parts.append(f"place={self.place}")
        if self.find is not None:
            parts.append(f"find={self.find}")
        if self.tried:
            lengths = (
                f"{plan}:{_write(tried.value)}{tried.unit.code}"
                for plan, tried in self.tried.items()
            )
            parts.append(f"radius={','.join(lengths)}")
        if self.unit is not None:
            parts.append(f"unit={self.unit.code}")
        if self.view != OVER:
            parts.append(f"view={self.view}")
        if self.rivals:
            parts.append("rivals=1")
        if self.at is not None:
            parts.append(f"at={','.join(map(_write, self.at))}")
        return "&".join(parts)


def open_at(
    dataset: Dataset,
    *,
    miles: Mile,
    show: str | Sequence[str] | None = None,
    radius: float | Length | Mapping[str, float | Length] | None = None,
    unit: str = "km",
    step: int | str | None = None,
    present: bool = False,
    place: "OnePlace | Toponym | None" = None,
    find: "OnePlace | None" = None,
    rivals: bool = False,
    view: str | Sequence[float] | None = None,
) -> Opening:
    """Return what a map is to show when it is opened; see `build_map`.

    Raises
    ------
    ChoiceError
        If there is no such plan, step, place, town or view; the message names those that there
        are, or the nearest spellings.
    KoreaMapError
        If a length is none, or a step is asked for together with what it decides itself.
    """
    refuse_unit_alone(radius, unit)
    for name, switch in (("rivals", rivals), ("present", present)):
        if not isinstance(switch, bool):
            raise KoreaMapError(f"{name}={shown(switch)} is none of True and False")
    zoned = {plan.id: True for plan in dataset.plans if plan.kind is PlanKind.ZONES}
    tried = read_radii(radius, unit, miles, zoned)
    number = _read_step(dataset, 1 if present and step is None else step)
    drawn = _read_show(dataset, show)
    at = None if view is None or isinstance(view, str) else _read_at(view, dataset)
    named = choose("view", view, VIEWS) if isinstance(view, str) else OVER
    if named == SIDE and len(dataset.plans) < 2:
        raise KoreaMapError("view 'side' puts two plans beside one another; there is one")
    if number is not None:
        decided = {"show": drawn, "radius": tried, "rivals": rivals, "view='side'": named == SIDE}
        given = [name for name, value in decided.items() if value or value == ()]
        if given:
            asked = f"step={shown(step)}" if step is not None else "present=True"
            raise KoreaMapError(
                f"{asked} shows what the document says there; leave out {' and '.join(given)}"
            )
    opened = _read_place(dataset, place)
    if opened is not None and number is None:
        drawn = _admit(dataset, drawn, _plan_of(dataset, opened))
    found = None if find is None else find_town(find, dataset.places.values())
    return Opening(drawn, tried, number, present, opened, found, rivals, named, at)


def _read_show(dataset: Dataset, show: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if show is None:
        return None
    plans = [plan.id for plan in dataset.plans]
    wanted = [show] if isinstance(show, str | bytes | bytearray) else show
    if not isinstance(wanted, Iterable):
        raise KoreaMapError(f"show={shown(show)} is no list of plans; there are {', '.join(plans)}")
    chosen = {choose("plan", plan, plans) for plan in wanted}
    return tuple(plan for plan in plans if plan in chosen)


def _read_step(dataset: Dataset, step: int | str | None) -> int | None:
    if step is None:
        return None
    steps = [stop.id for stop in dataset.stops]
    if not steps:
        raise KoreaMapError(f"step={shown(step)}: the document has no walk")
    if isinstance(step, str) and step in steps:
        return steps.index(step) + 1
    if isinstance(step, Integral) and not isinstance(step, bool) and 1 <= step <= len(steps):
        return int(step)
    raise ChoiceError(
        f"unknown step {shown(step)}; give 1 to {len(steps)}, or one of {', '.join(steps)}"
    )


def _read_place(dataset: Dataset, place: Any) -> str | None:
    if place is None:
        return None
    place = _id_of(place)
    order = [plan.id for plan in dataset.plans]
    located = [toponym for toponym in dataset.toponyms if toponym.lat is not None]
    located.sort(key=lambda one: order.index(_plan_of(dataset, one.id)))
    for one in located:
        if isinstance(place, str) and place == one.id:
            return one.id
    for one in located:
        if isinstance(place, str) and place == one.place_id:
            return one.id
    there = ", ".join(sorted({one.place_id or one.id for one in located}))
    if not isinstance(place, str):
        raise ChoiceError(f"unknown place {shown(place)}; there are {there}")
    if place in {toponym.id for toponym in dataset.toponyms}:
        raise KoreaMapError(
            f"{shown(place)} has no position to be shown; those with one are {there}"
        )
    if place in dataset.places:
        raise ChoiceError(f"no list has the place {shown(place)}; there are {there}")
    raise ChoiceError(f"unknown place {shown(place)}; there are {there}")


def _id_of(place: Any) -> Any:
    """Return the id of a place, a candidate, a toponym or a row of a table of them."""
    if isinstance(place, Candidate):
        return place.place.id
    if isinstance(place, Place | Toponym):
        return place.id
    cells = cells_of(place)
    return place if cells is None else cells.get("id", place)


def _admit(dataset: Dataset, drawn: tuple[str, ...] | None, plan: str) -> tuple[str, ...] | None:
    """Return the plans that are shown, with that of the open place among them."""
    zoned = tuple(one.id for one in dataset.plans if one.kind is PlanKind.ZONES)
    first = zoned or tuple(one.id for one in dataset.plans)
    if plan in (first if drawn is None else drawn):
        return drawn
    wanted = {*(first if drawn is None else drawn), plan}
    return tuple(one.id for one in dataset.plans if one.id in wanted)


def _plan_of(dataset: Dataset, toponym: str) -> str:
    (lists,) = (one.list for one in dataset.toponyms if one.id == toponym)
    (plan,) = (one.plan for one in dataset.proposals if one.id == lists)
    return plan


def _read_at(view: Any, dataset: Dataset) -> tuple[float, float, float]:
    asked = "give latitude, longitude and zoom, or one of " + ", ".join(map(repr, VIEWS))
    try:
        if isinstance(view, bytes | bytearray):
            raise TypeError
        lat, lon, zoom = (float(number) for number in view)
    except (TypeError, ValueError):
        raise KoreaMapError(f"view {shown(view)} is no view; {asked}") from None
    (south, west), (north, east) = dataset.basemap.pan_bounds
    bounds: Bounds = (west, south, east, north)
    if not all(map(math.isfinite, (lat, lon, zoom))) or not (
        south <= lat <= north and west <= lon <= east
    ):
        raise KoreaMapError(
            f"view {shown(view)} lies beyond the map, which shows {_bounds(bounds)}; {asked}"
        )
    if not ZOOMS[0] <= zoom <= ZOOMS[1]:
        raise KoreaMapError(f"zoom {zoom:g} is not between {ZOOMS[0]:g} and {ZOOMS[1]:g}")
    return round(lat, 4), round(lon, 4), round(zoom, 2)


def _bounds(bounds: Bounds) -> str:
    west, south, east, north = bounds
    return f"{south:g} to {north:g} north and {west:g} to {east:g} east"


def _write(number: float) -> str:
    """Return a number as a link writes it: without an exponent, without needless noughts."""
    return f"{number:.9f}".rstrip("0").rstrip(".")

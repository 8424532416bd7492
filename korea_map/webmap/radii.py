"""The radii of zones: as a document states them, and as one tries others instead."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any, TypeAlias, get_args

import pandas as pd

from korea_map.errors import KoreaMapError, choose, shown
from korea_map.geodesy import NARROWEST_DISC_M, WIDEST_ZONE_M, Unit, find_unit, to_metres, to_one
from korea_map.model import Mile, Proposal

Length: TypeAlias = tuple[float, str]
"""A number and its unit: `(12.5, "mile")`."""

SLIDER_STEPS = 500
"""About how many steps a slider has."""

_LENGTH = (
    'give a number, or a number and its unit, as (12.5, "mile"), or a dict of one for each plan, '
    "as {plan: 30}"
)


@dataclass(frozen=True)
class Radius:
    """The radius that a plan states.

    Attributes
    ----------
    value, unit
        As stated; `mile` where the document does not say which.
    built_m
        In metres, by the mile that the map is built for.
    readings
        In metres by what a mile is taken for; one, under None, where that is no question.
    """

    value: float
    unit: str
    built_m: float
    readings: Mapping[Mile | None, float]


@dataclass(frozen=True)
class Tried:
    """A radius that is tried instead of the one that a document states."""

    value: float
    unit: Unit

    @property
    def metres(self) -> float:
        """In metres."""
        return self.value * self.unit.metres


def try_radius(one: Proposal, tried: Tried | None) -> Proposal:
    """Return a list with the radius that is tried, if one is: without any where that is 0."""
    if tried is None:
        return one
    if not tried.metres:
        return replace(one, radius=None, radius_unit=None)
    return replace(one, radius=tried.value, radius_unit=tried.unit.name)


def read_stated(value: float, unit: str, miles: Mile) -> Radius:
    """Return the radius that a plan states, with all that a mile may be in it."""
    kinds: Sequence[Mile | None] = get_args(Mile) if unit == "mile" else (None,)
    readings = {kind: to_metres(value, unit, miles=kind or miles) for kind in kinds}
    return Radius(value, unit, to_metres(value, unit, miles=miles), readings)


def read_tried(length: Any, unit: str, miles: Mile) -> Tried:
    """Return a radius to try: a number in a unit, or a number with a unit of its own.

    Raises
    ------
    UnitError
        If the unit is not known.
    KoreaMapError
        If it is no length, or wider than what is drawn and measured.
    """
    text = isinstance(length, str | bytes | bytearray)
    pair = isinstance(length, Sequence) and not text and len(length) == 2
    value, unit = length if pair else (length, unit)
    value = to_one(value)
    if isinstance(value, bool) or not isinstance(value, Real):
        raise KoreaMapError(f"radius {shown(length)} is no length; {_LENGTH}")
    metres = to_metres(value, unit, miles=miles)  # type: ignore[arg-type]
    if metres > WIDEST_ZONE_M:
        raise KoreaMapError(
            f"a radius of {value} {unit} is wider than {WIDEST_ZONE_M / 1000:g} km, the widest "
            "that is drawn and measured"
        )
    if 0 < metres < NARROWEST_DISC_M:
        raise KoreaMapError(
            f"a radius of {value} {unit} is shorter than {NARROWEST_DISC_M:g} m, the shortest "
            "that is drawn and measured"
        )
    return Tried(float(value), find_unit(unit, miles=miles))


def read_radii(radius: Any, unit: str, miles: Mile, plans: Mapping[str, bool]) -> dict[str, Tried]:
    """Return the radius that is tried for each plan, in the order of the plans.

    Parameters
    ----------
    radius, unit
        A length for every plan that it is meant for, or lengths by the id of their plan; None
        for none.
    miles
        What an unspecified mile is taken for.
    plans
        The plans that can be named, and whether one length for all is meant for them too.

    Raises
    ------
    ChoiceError
        If no such plan can be named.
    KoreaMapError
        If a length is none.
    """
    if radius is None:
        return {}
    radius = radius.to_dict() if isinstance(radius, pd.Series) else radius
    every = [plan for plan, meant in plans.items() if meant]
    given = radius if isinstance(radius, Mapping) else dict.fromkeys(every, radius)
    what = "plan with zones" if all(plans.values()) else "plan"
    for plan in given:
        choose(what, plan, plans)
    return {plan: read_tried(given[plan], unit, miles) for plan in plans if plan in given}


def slider_step(most: float) -> float:
    """Return a round step of a slider that runs to a number: 0.1 where it runs to 60."""
    return float(10 ** math.floor(math.log10(most / SLIDER_STEPS)))

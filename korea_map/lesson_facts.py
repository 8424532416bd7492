"""What only a lesson may name: how one plan compares with another, worked out for the teacher.

The names are those of `facts` and `comparisons`, continued; `docs/words.md` lists them.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from korea_map.comparisons import find_stated
from korea_map.facts import Fact, Kind
from korea_map.geodesy import disc_km2, to_metres
from korea_map.model import Mile, Plan, Proposal
from korea_map.rounding import round_half_up

Cover = Callable[[str, float], Any]
"""Gives the columns of `coverage_curve`, by name, of a plan at a radius in metres."""

_MILE = "mile"


def find_lesson_facts(
    plans: Sequence[Plan],
    proposals: Sequence[Proposal],
    *,
    sides: Sequence[str],
    mile: Mile,
    cover: Cover | None = None,
) -> dict[str, Fact]:
    """Return what a lesson may name besides the facts of the page, by name.

    Parameters
    ----------
    plans, proposals
        The records.
    sides
        Ids of the halves of the ground that the lists are for.
    mile
        What a mile is taken for that no document specifies.
    cover
        Where shares and areas come from; None where only the names of facts are wanted.
    """
    stated = find_stated(plans, proposals)
    metres = {plan: to_metres(*length, miles=mile) for plan, length in stated.items()}
    facts = {}
    for plan in stated:
        facts[f"{plan}.km"] = _kilometres(metres[plan])
        km2 = disc_km2(metres[plan])
        facts[f"{plan}.zone.km2"] = _number(round_half_up(km2, 1 if km2 < 100 else 0))
        if stated[plan][1] == _MILE:
            facts |= dict(_by_mile(plan, stated[plan][0], sides, cover))
        for other in stated:
            if other != plan:
                facts |= dict(_compare(plan, other, metres, sides, cover))
    times = [fact.value for name, fact in facts.items() if ".at." in name]
    known = [value for value in times if isinstance(value, float)]
    for name, choose in (("least", min), ("most", max)):
        facts[f"times.{name}"] = _number(_first_digit(choose(known)) if known else None)
    return facts


def _by_mile(
    plan: str, value: float, sides: Sequence[str], cover: Cover | None
) -> Iterator[tuple[str, Fact]]:
    """Yield the length and the shares of a plan for each kind of mile."""
    for mile in get_args(Mile):
        radius_m = to_metres(value, _MILE, miles=mile)
        yield f"{plan}.km.{mile}", _kilometres(radius_m)
        at = cover(plan, radius_m) if cover else None
        for side in sides:
            share = float(at[f"{side}_share"]) if at is not None else None
            yield f"{plan}.{side}.share.{mile}", Fact(Kind.SHARE, share)


def _compare(
    plan: str,
    other: str,
    metres: Mapping[str, float],
    sides: Sequence[str],
    cover: Cover | None,
) -> Iterator[tuple[str, Fact]]:
    """Yield how much more a plan covers than another, and by how much a radius alone moves it."""
    own = cover(plan, metres[plan]) if cover else {}
    theirs = cover(other, metres[other]) if cover else {}
    moved = cover(plan, metres[other]) if cover else {}
    union = _divide(own, theirs, "union_km2")
    yield f"{plan}.union.times.{other}", _number(union and round_half_up(union))
    for side in sides:
        times = _divide(own, moved, f"{side}_share")
        wide = times and round_half_up(max(times, 1 / times))
        yield f"{plan}.at.{other}.{side}.times", _number(wide)


def _divide(some: Any, others: Any, column: str) -> float | None:
    if column not in some or not some[column] or not others[column]:
        return None
    return float(some[column] / others[column])


def _kilometres(metres: float) -> Fact:
    return Fact(Kind.REACH, round_half_up(metres / 1000, 1), "km")


def _number(value: float | None) -> Fact:
    return Fact(Kind.NUMBER, value)


def _first_digit(value: float) -> float:
    """Return a number to its first digit: 71 is 70."""
    step = 10 ** math.floor(math.log10(value)) if value else 1
    return round_half_up(value / step) * step

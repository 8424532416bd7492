"""What would be if: one plan's points with another's radius, and the radius that covers half."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from korea_map.facts import Fact, Kind
from korea_map.geodesy import disc_km2, to_metres
from korea_map.model import Mile, Plan, PlanKind, Proposal

Measure = Callable[[str, str], float | None]
"""Gives a column of `coverage_curve` of a plan, at the stated radius of the plan after `@`
(`south_share@other`); for `south_half`, the radius in metres that covers half of a side."""


def find_comparisons(
    plans: Sequence[Plan],
    proposals: Sequence[Proposal],
    *,
    sides: Sequence[str],
    mile: Mile,
    measure: Measure | None = None,
) -> Iterator[tuple[str, Fact]]:
    """Yield facts that hold plans with zones against each other, by name.

    Parameters
    ----------
    plans, proposals
        The records.
    sides
        Ids of the halves of the ground that the lists are for.
    mile
        What a mile is taken for that no document specifies.
    measure
        Where shares come from; None where only the names of facts are wanted.
    """
    stated = find_stated(plans, proposals)
    metres = {plan: to_metres(*length, miles=mile) for plan, length in stated.items()}
    for plan in stated:
        yield f"{plan}.zone.area", Fact(Kind.AREA, disc_km2(metres[plan]))
        for side in sides:
            far = measure(plan, f"{side}_half") if measure else None
            unit = stated[plan][1]
            yield f"{plan}.{side}.half", Fact(Kind.REACH, _round_up(far, unit, mile), unit)
        for other in stated:
            if other != plan:
                yield from _compare(plan, other, metres, sides, measure)


def find_stated(
    plans: Iterable[Plan], proposals: Iterable[Proposal]
) -> dict[str, tuple[float, str]]:
    """Return the radius that each plan with zones states, as value and unit, by plan in order."""
    stated: dict[str, tuple[float, str]] = {}
    for one in proposals:
        if one.radius is not None and one.radius_unit is not None:
            stated.setdefault(one.plan, (one.radius, one.radius_unit))
    zoned = (plan.id for plan in plans if plan.kind is PlanKind.ZONES)
    return {plan: stated[plan] for plan in zoned if plan in stated}


def find_reach(radii_m: Iterable[float], shares: Iterable[float], share: float) -> float | None:
    """Return the radius at which a curve reaches a share; None where it never does.

    Parameters
    ----------
    radii_m, shares
        The nodes of the curve, rising.
    share
        From 0 to 1.

    Examples
    --------
    >>> find_reach([0, 1000, 3000], [0, 0.25, 0.75], 0.5)
    2000.0
    """
    below = 0.0, 0.0
    for metres, reached in zip(radii_m, shares, strict=True):
        if reached >= share:
            part = (share - below[1]) / (reached - below[1])
            return float(below[0] + part * (metres - below[0]))
        below = metres, reached
    return None


def _compare(
    plan: str,
    other: str,
    metres: Mapping[str, float],
    sides: Sequence[str],
    measure: Measure | None,
) -> Iterator[tuple[str, Fact]]:
    times = round((metres[plan] / metres[other]) ** 2)
    yield f"{plan}.times.{other}", Fact(Kind.COUNT, times)
    for side in sides:
        share = measure(plan, f"{side}_share@{other}") if measure else None
        yield f"{plan}.at.{other}.{side}.share", Fact(Kind.SHARE, share)


def _round_up(metres: float | None, unit: str, mile: Mile) -> float | None:
    """Return a length in whole units, at which the half is covered for certain."""
    return None if metres is None else math.ceil(metres / to_metres(1, unit, miles=mile))

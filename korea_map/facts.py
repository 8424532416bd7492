"""What sentences may say of a document: counts, lengths, dates and shares, by name.

A name such as `unc.south.named` follows from the tables alone, so that whoever writes a
sentence need not write a number. `docs/words.md` lists them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from korea_map.dates import Date
from korea_map.model import Certainty, Document, Plan, PlanKind, Proposal, Toponym

ALL = "all"
"""What takes the place of the halves where no list is for one of them."""


class Kind(StrEnum):
    """What a fact is, which says how it is written."""

    COUNT = "count"
    LENGTH = "length"
    REACH = "reach"
    DATE = "date"
    SHARE = "share"
    AREA = "area"
    SHARES = "shares"
    AREAS = "areas"
    NUMBER = "number"
    TEXT = "text"


FORMS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.COUNT: ("words", "ordinal"),
        Kind.LENGTH: ("words",),
        Kind.REACH: ("words",),
        Kind.DATE: ("year", "month"),
        Kind.SHARE: (),
        Kind.AREA: (),
        Kind.SHARES: (),
        Kind.AREAS: (),
        Kind.NUMBER: (),
        Kind.TEXT: (),
    }
)
"""Ways to write a fact other than the usual one: `{unc.radius:words}`."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that sentences may name.

    Attributes
    ----------
    value
        A count, a length in `unit` (one that is computed is a reach), a share from 0 to 1, an
        area in km2, two of them (on one coastline and on another, the lower first), a date or
        a text; None where the document does not say.
    unit
        Of a length, as the document states it.
    """

    kind: Kind
    value: float | tuple[float, float] | Date | str | None
    unit: str | None = None


Measure = Callable[[str, str], float | None]
"""Gives a figure of the coverage of a plan at its stated radius: `south_share`, `south_most`,
`south_certain`, `china_km2`."""

Coasts = Callable[[str, str], tuple[float, float] | None]
"""Gives what of a land a plan covers at its stated radius on one coastline and on another:
shares of a half, km2 of another land, the lower first."""


def find_facts(
    document: Document,
    plans: Sequence[Plan],
    proposals: Sequence[Proposal],
    toponyms: Sequence[Toponym],
    *,
    sides: Sequence[str],
    beyond: Sequence[str],
    steps: int,
    measure: Measure | None = None,
    coasts: Coasts | None = None,
) -> dict[str, Fact]:
    """Return every fact of a document by its name.

    Parameters
    ----------
    document, plans, proposals, toponyms
        The records.
    sides
        Ids of the halves of the ground that the lists are for.
    beyond
        Ids of the other lands of the ground.
    steps
        How many steps the walk has.
    measure
        Where shares and areas come from; None where only the names of facts are wanted.
    coasts
        The same for figures on two coastlines.
    """
    zoned = [plan for plan in plans if plan.kind is PlanKind.ZONES]
    plan_of = {proposal.id: proposal.plan for proposal in proposals}
    with_zones = {plan.id for plan in zoned}
    drawn = [t for t in toponyms if plan_of.get(t.list) in with_zones]
    facts = {
        "date": Fact(Kind.DATE, document.date),
        "plans": Fact(Kind.COUNT, len(plans)),
        "zone-plans": Fact(Kind.COUNT, len(zoned)),
        "steps": Fact(Kind.COUNT, steps),
        "places": Fact(Kind.COUNT, len({t.place_id for t in toponyms if t.place_id})),
        **dict(_doubts("", drawn)),
    }
    every: dict[str, int] = dict.fromkeys(("claimed", "listed", "named", "unplaced", "unnamed"), 0)
    early = {t.place_id for t in drawn if t.place_id}
    for plan in plans:
        lists = [proposal for proposal in proposals if proposal.plan == plan.id]
        own = [t for t in toponyms if plan_of.get(t.list) == plan.id]
        counted = count_points(lists, own)
        for name, number in counted.items():
            every[name] += number
            facts[f"{plan.id}.{name}"] = Fact(Kind.COUNT, number)
        facts |= dict(_doubts(f"{plan.id}.", own))
        facts |= _of_the_plan(plan, lists)
        shared = sum(t.lat is not None and t.place_id in early for t in own)
        facts[f"{plan.id}.shared"] = Fact(Kind.COUNT, shared)
        for side in sides:
            of_side = [proposal for proposal in lists if proposal.territory == side]
            ids = {proposal.id for proposal in of_side}
            counted = count_points(of_side, [t for t in own if t.list in ids])
            for name, number in counted.items():
                facts[f"{plan.id}.{side}.{name}"] = Fact(Kind.COUNT, number)
        if plan.kind is PlanKind.ZONES:
            facts |= dict(_measures(plan.id, sides, beyond, measure))
            facts |= dict(_apart(plan.id, sides, beyond, coasts))
    return facts | {name: Fact(Kind.COUNT, number) for name, number in every.items()}


def count_points(lists: Iterable[Proposal], toponyms: Sequence[Toponym]) -> dict[str, int]:
    """Count the points of lists: claimed, listed, named (with a place), unplaced, unnamed.

    `claimed` is what the document says, `listed` what has a row; of these `named` have a
    position and `unplaced` have none ("one airport"); `unnamed` have no row at all.
    """
    claimed = sum(proposal.points_claimed for proposal in lists)
    named = sum(toponym.lat is not None for toponym in toponyms)
    return {
        "claimed": claimed,
        "listed": len(toponyms),
        "named": named,
        "unplaced": len(toponyms) - named,
        "unnamed": max(0, claimed - len(toponyms)),
    }


def find_doubtful(toponyms: Iterable[Toponym]) -> dict[str, Toponym]:
    """Return the toponyms whose place is not certain, each place once, by its id."""
    doubtful: dict[str, Toponym] = {}
    for toponym in toponyms:
        if toponym.place_id and toponym.certainty not in (None, Certainty.CERTAIN):
            doubtful.setdefault(toponym.place_id, toponym)
    return doubtful


def _doubts(before: str, toponyms: Sequence[Toponym]) -> Iterator[tuple[str, Fact]]:
    doubtful = find_doubtful(toponyms)
    yield f"{before}doubtful", Fact(Kind.COUNT, len(doubtful))
    for certainty in (Certainty.LESS_CERTAIN, Certainty.UNCERTAIN):
        number = sum(toponym.certainty is certainty for toponym in doubtful.values())
        yield f"{before}{certainty}", Fact(Kind.COUNT, number)


def _of_the_plan(plan: Plan, lists: Sequence[Proposal]) -> dict[str, Fact]:
    """Return what the lists of a plan have in common."""
    facts = {}
    for one in lists[:1]:
        facts = {
            "title": Fact(Kind.TEXT, one.title),
            "date": Fact(Kind.DATE, one.date),
            "teams": Fact(Kind.COUNT, one.teams),
        }
        if one.radius is not None:
            facts["radius"] = Fact(Kind.LENGTH, one.radius, one.radius_unit)
    return {f"{plan.id}.{name}": fact for name, fact in facts.items()}


def _measures(
    plan: str, sides: Sequence[str], beyond: Sequence[str], measure: Measure | None
) -> Iterator[tuple[str, Fact]]:
    def fact(kind: Kind, column: str) -> Fact:
        return Fact(kind, measure(plan, column) if measure else None)

    for side in sides:
        yield f"{plan}.{side}.share", fact(Kind.SHARE, f"{side}_share")
        yield f"{plan}.{side}.most", fact(Kind.SHARE, f"{side}_most")
        yield f"{plan}.{side}.certain", fact(Kind.SHARE, f"{side}_certain")
    for ground in (*sides, *beyond, "sea", "outside", "union"):
        yield f"{plan}.{ground}.area", fact(Kind.AREA, f"{ground}_km2")


def _apart(
    plan: str, sides: Sequence[str], beyond: Sequence[str], coasts: Coasts | None
) -> Iterator[tuple[str, Fact]]:
    kinds = {**dict.fromkeys(sides, Kind.SHARES), **dict.fromkeys(beyond, Kind.AREAS)}
    for land, kind in kinds.items():
        yield f"{plan}.{land}.coasts", Fact(kind, coasts(plan, land) if coasts else None)

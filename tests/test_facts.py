"""What sentences may name: counts, lengths, dates and doubts, out of the records alone."""

from dataclasses import replace
from datetime import date

import pytest

from korea_map.dataset import load_dataset
from korea_map.facts import Fact, Kind, count_points, find_doubtful, find_facts
from korea_map.model import Certainty, Document, Plan, PlanKind, Proposal, Status, Toponym

DOCUMENT = Document("d", "d", date(1952, 1, 31), "en", "statute", None, None, None)


def lists(name, plan, claimed, *, half=None, radius=None):
    unit = "km" if radius else None
    return Proposal(
        name, plan, date(1953, 7, 27), f"Plan {plan}", "p", half, Status.OFFERED, "d",
        radius, unit, claimed, None, "d[1]", "note",
    )  # fmt: skip


def toponym(of, position, place, certainty=Certainty.CERTAIN):
    located = place is not None
    return Toponym(
        f"{of}-{position:02}", "d", of, position, "X", "en", place, place, None, None, None, None,
        38.0 if located else None, 127.0 if located else None, None, None, None,
        certainty if located else None, "e[1]", (), "d[1]",
    )  # fmt: skip


PLANS = [Plan("a", PlanKind.ZONES, "dot", 1), Plan("b", PlanKind.POINTS, "disc", 2)]
LISTS = [
    lists("a-north", "a", 5, half="north", radius=7.5),
    lists("a-south", "a", 1, half="south", radius=7.5),
    lists("b", "b", 2),
]
TOPONYMS = [
    toponym("a-north", 1, "p"),
    toponym("a-north", 2, "q", Certainty.UNCERTAIN),
    toponym("a-north", 3, None),
    toponym("a-south", 1, "q", Certainty.LESS_CERTAIN),
    toponym("b", 1, "q", Certainty.LESS_CERTAIN),
    toponym("b", 2, "r", Certainty.LESS_CERTAIN),
]


@pytest.fixture(scope="module")
def facts():
    def measure(plan, column):
        return {"north_share": 0.25, "sea_km2": 12.0}.get(column, 1.0) if plan == "a" else None

    return find_facts(
        DOCUMENT,
        PLANS,
        LISTS,
        TOPONYMS,
        sides=("south", "north"),
        beyond=("china",),
        steps=4,
        measure=measure,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plans", 2),
        ("zone-plans", 1),
        ("steps", 4),
        ("places", 3),
        ("claimed", 8),
        ("listed", 6),
        ("named", 5),
        ("unplaced", 1),
        ("unnamed", 2),
        ("a.claimed", 6),
        ("a.listed", 4),
        ("a.named", 3),
        ("a.unplaced", 1),
        ("a.unnamed", 2),
        ("a.north.claimed", 5),
        ("a.north.listed", 3),
        ("a.north.named", 2),
        ("a.north.unplaced", 1),
        ("a.north.unnamed", 2),
        ("a.south.claimed", 1),
        ("a.south.unnamed", 0),
        ("b.claimed", 2),
        ("b.north.claimed", 0),
        ("b.unnamed", 0),
        # each place once, by its first toponym; of plans with zones where no plan is named
        ("doubtful", 1),
        ("uncertain", 1),
        ("less-certain", 0),
        ("a.doubtful", 1),
        ("b.doubtful", 2),
        ("b.less-certain", 2),
        # how many of its points are places of a plan with zones
        ("a.shared", 3),
        ("b.shared", 1),
    ],
)
def test_points_are_counted(name, value, facts):
    assert facts[name] == Fact(Kind.COUNT, value)


def test_a_plan_has_its_title_date_and_radius(facts):
    assert facts["date"] == Fact(Kind.DATE, date(1952, 1, 31))
    assert facts["a.date"] == Fact(Kind.DATE, date(1953, 7, 27))
    assert facts["a.title"] == Fact(Kind.TEXT, "Plan a")
    assert facts["a.radius"] == Fact(Kind.LENGTH, 7.5, "km")
    assert facts["a.teams"] == Fact(Kind.COUNT, None)
    assert "b.radius" not in facts


def test_what_is_covered_is_measured_for_plans_with_zones(facts):
    assert facts["a.north.share"] == Fact(Kind.SHARE, 0.25)
    assert facts["a.sea.area"] == Fact(Kind.AREA, 12.0)
    areas = {name for name in facts if name.endswith(".area")}
    grounds = ("south", "north", "china", "sea", "outside", "union")
    assert areas == {f"a.{ground}.area" for ground in grounds}


def test_without_measures_the_names_are_the_same(facts):
    given = {"sides": ("south", "north"), "beyond": ("china",), "steps": 4}
    names = find_facts(DOCUMENT, PLANS, LISTS, TOPONYMS, **given)
    assert names.keys() == facts.keys()
    assert names["a.north.share"] == Fact(Kind.SHARE, None)


def test_a_list_with_more_rows_than_it_claims_has_no_negative_gap():
    counted = count_points([lists("a", "a", 0)], [toponym("a", 1, "p")])
    assert counted == {"claimed": 0, "listed": 1, "named": 1, "unplaced": 0, "unnamed": 0}


def test_doubt_is_of_a_place_and_told_by_its_first_toponym():
    assert [one.id for one in find_doubtful(TOPONYMS).values()] == ["a-north-02", "b-02"]


def test_a_document_with_another_radius_has_other_facts():
    dataset = load_dataset()
    changed = replace(
        dataset,
        proposals=tuple(
            replace(one, radius=25.0) if one.radius is not None else one
            for one in dataset.proposals
        ),
    )
    radii = {name: fact for name, fact in changed.facts().items() if name.endswith(".radius")}
    assert {fact.value for fact in radii.values()} == {25.0}

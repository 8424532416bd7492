"""What is found first and what may be called a match, name by name, with the reason.

`matches.csv` holds the judgement of a reader: what a careful person would say of the name,
and why. A change of a constant that makes another judgement fails here with that reason.
"""

import csv
from dataclasses import replace
from math import exp
from pathlib import Path

import pytest

from korea_map import Reconciler, load_places
from korea_map.errors import SpellingError
from korea_map.names.query import exchange_letters, read_query, split_names
from korea_map.names.rank_1945 import priors
from korea_map.names.slips import single_slips
from korea_map.names.within import find_inside

PLACES = load_places()

with Path(__file__).with_name("matches.csv").open(encoding="utf-8", newline="") as stream:
    NAMES = list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def reconciler() -> Reconciler:
    return Reconciler(PLACES)


def test_the_list_has_each_name_once_with_its_reason():
    assert len({row["name"] for row in NAMES}) == len(NAMES)
    for row in NAMES:
        assert row["shows"], row["name"]
        assert row["match"] in ("yes", "no"), row["name"]
        assert row["place"] in PLACES or (not row["place"] and row["match"] == "no"), row["name"]


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["name"])
def test_a_name_finds_the_place_and_is_a_match_as_a_reader_would_say(row, reconciler):
    found = reconciler.candidates(row["name"])
    first = found[0].place.id if found else ""
    matched = "yes" if found and found[0].match else "no"
    said = f"{row['name']}: {row['shows']}"
    assert first == (row["place"] or first), f"{said}; {row['place']} comes first, not {first}"
    assert matched == row["match"], f"{said}; match is {row['match']}, not {matched}"


def test_how_many_candidates_are_wanted_changes_neither_place_nor_match(reconciler):
    for row in NAMES:
        if row["place"]:
            (first,) = reconciler.candidates(row["name"], limit=1)
            assert (first.place.id, first.match) == (row["place"], row["match"] == "yes"), row


@pytest.mark.parametrize("name", ["Singisiu", "Suigei", "Taiko", "Sel", "Anzung", "해주시"])
def test_the_score_is_the_cost_for_each_letter_with_the_handicap_of_the_rank(name, reconciler):
    best = reconciler.candidates(name)[0]
    parts = (best.features.get(part, 0.0) for part in ("edit", "reading", "prior"))
    letters = max(4, len(read_query(name).letters))
    assert best.score == pytest.approx(100 * exp(-1.5 * sum(parts) / letters), abs=0.06)


def test_a_city_spelt_by_the_rules_has_the_full_score(reconciler):
    assert reconciler.candidates("Singisiu")[0].score == 100.0


def test_the_edges_of_a_box_belong_to_it():
    busan = PLACES["busan"]
    lon, lat = busan.lon, busan.lat
    inside = [
        (lon, lat - 1, lon + 1, lat + 1),
        (lon - 1, lat - 1, lon, lat + 1),
        (lon - 1, lat, lon + 1, lat + 1),
        (lon - 1, lat - 1, lon + 1, lat),
    ]
    outside = [
        (lon + 0.001, lat - 1, lon + 1, lat + 1),
        (lon - 1, lat - 1, lon - 0.001, lat + 1),
        (lon - 1, lat + 0.001, lon + 1, lat + 1),
        (lon - 1, lat - 1, lon + 1, lat - 0.001),
    ]
    assert [bool(find_inside([busan], box)[0]) for box in inside] == [True] * 4
    assert [bool(find_inside([busan], box)[0]) for box in outside] == [False] * 4


def test_a_circle_has_its_radius_in_kilometres():
    # Busan and Daegu are 88 km apart, Seoul and Daegu 237.
    daegu = PLACES["daegu"]
    some = [PLACES["busan"], PLACES["seoul"]]
    assert [list(find_inside(some, (daegu.lon, daegu.lat, r))) for r in (80, 95, 230, 245)] == [
        [False, False],
        [True, False],
        [True, False],
        [True, True],
    ]


def test_north_and_south_are_the_sides_of_today():
    some = [PLACES["kaesong"], PLACES["yangyang"]]
    assert list(find_inside(some, "north")) == [True, False]
    assert list(find_inside(some, "south")) == [False, True]


def handicap(**changes) -> float:
    """The handicap of a settlement of no rank, changed."""
    place = replace(PLACES["aewol"], unit_1945=None, variants=(), feature_code="PPL", geo_id="1")
    return priors([replace(place, **changes)])[0]


def test_ranks_of_1945_come_in_the_order_in_which_documents_name_them():
    ranks = {rank: handicap(unit_1945=f"道 {rank}") for rank in "府郡島道邑"}
    assert ranks["府"] == 0 < ranks["島"] < ranks["郡"] < ranks["道"] < ranks["邑"] < handicap()


@pytest.mark.parametrize(
    ("code", "rank"),
    [
        ("PPLC", "府"),
        ("PPLA", "府"),
        ("PPLA2", "郡"),
        ("ADM1", "道"),
        ("ADM1H", "道"),
        ("ADM2", "道"),
        ("PPLA3", "邑"),
        ("PRT", "邑"),
    ],
)
def test_a_place_of_a_dump_has_the_rank_that_its_code_stands_for(code, rank):
    assert handicap(feature_code=code) == handicap(unit_1945=f"道 {rank}")


@pytest.mark.parametrize("code", ["ADM3", "STM", "MTS"])
def test_townships_rivers_and_ranges_come_after_towns_and_before_villages(code):
    assert handicap(unit_1945="道 邑") < handicap(feature_code=code) < handicap()


def test_the_handicap_of_a_village_is_less_than_a_letter_misread_and_more_than_a_common_slip():
    assert 0.25 < handicap() < 0.3


def test_a_place_with_many_names_abroad_is_known_everywhere():
    names = tuple(("und", f"name {number}") for number in range(12))
    assert handicap(variants=names[:11]) == handicap()
    assert 0.1 < handicap(variants=names) < 0.15
    assert handicap(variants=names, feature_code="PPLA2") == 0
    assert handicap(variants=names, feature_class="H") == handicap()


def test_a_settlement_at_the_point_of_a_county_is_its_seat():
    county = replace(PLACES["aewol"], feature_class="A", unit_1945="道 郡", geo_id="7")
    seat = replace(PLACES["aewol"], unit_1945=None, variants=(), feature_code="PPL", geo_id="7")
    elsewhere = replace(seat, geo_id="8")
    of_county, of_seat, of_village = priors([county, seat, elsewhere])
    assert of_county < of_seat <= of_county + 0.05 < of_village


@pytest.mark.parametrize(
    ("name", "cost"),
    [
        ("Singisiu", 0.0),
        ("Sin-Gi.siu", 0.0),
        ("SINGISIU", 0.0),
        ("Seisinn", 0.08),
        ("Signisiu", 0.4),
    ],
)
def test_hyphens_cost_nothing_a_doubled_letter_little_an_exchange_more(name, cost, reconciler):
    assert reconciler.candidates(name)[0].features["edit"] == pytest.approx(cost)


def test_a_slip_may_be_at_every_place_where_its_letter_stands():
    assert {"ианан", "наиан", "нанаи"} <= set(dict(single_slips("нанан")))


def test_only_letters_that_differ_can_be_exchanged():
    assert [other.letters for other in exchange_letters(read_query("aab"))] == ["aba"]


def test_a_part_of_a_text_too_short_for_a_name_is_none():
    assert [query.letters for query in split_names("Taiden-Fu")] == ["taiden"]


def test_a_name_has_at_most_120_characters():
    assert len(read_query("a" * 120).letters) == 120
    with pytest.raises(SpellingError, match="121 characters are no place name"):
        read_query("a" * 121)


def test_north_says_the_half_of_a_province_not_the_first_character_of_a_name(reconciler):
    # 北靑 is a county by itself; a "northern" half of it is not in the authority.
    plain, said = (
        next(c for c in reconciler.candidates(name, limit=9) if c.place.id == "pukchong")
        for name in ("Pukchong", "Northern Pukchong")
    )
    assert said.features["prior"] == pytest.approx(plain.features["prior"] + 0.3)

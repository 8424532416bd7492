"""The two tiers of the authority: how many places, from which sources, with which characters."""

import re
from collections import Counter

import build_places
import derive_readings as readings
import pytest

from korea_map.geodesy import distance_m
from korea_map.sources import find_citations, read_sources

TIERS = build_places.FILES
SAME_PLACE_M = 2000
OTHERWISE = {"seoul", "ttukdo", "hunchun"}
"""서울 has no characters; 纛 and 琿 are read otherwise in these two names."""


@pytest.fixture(scope="module")
def tiers():
    return {name: build_places.read(name) for name in TIERS}


@pytest.fixture(scope="module")
def unihan():
    return readings.read_unihan()


@pytest.mark.parametrize("name", TIERS)
def test_a_tier_is_what_its_master_gives(name):
    text = (build_places.DATA / f"{name}.csv").read_text(encoding="utf-8")
    assert build_places.write(build_places.build(name=name)) == text


def test_the_first_tier_has_two_to_three_thousand_places_most_with_characters(tiers):
    places = tiers["places"]
    assert 2000 <= len(places) <= 3000
    assert sum(bool(place["hanja"]) for place in places) >= 1500


def test_the_second_tier_has_at_most_ten_thousand(tiers):
    assert 1500 <= len(tiers["places_more"]) <= 10_000


def test_settlements_townships_islands_rivers_and_mountains_are_there(tiers):
    kinds = Counter(place["feature_code"] for place in tiers["places"])
    assert kinds["PPL"] > 500
    assert kinds["PPLX"] > 400
    assert kinds["ADM3"] > 400
    assert kinds["PPLA2"] > 190
    assert kinds["ISL"] > 50
    assert kinds["STM"] >= 10
    assert kinds["MT"] + kinds["MTS"] >= 9


def test_no_id_and_no_place_of_a_gazetteer_stands_twice(tiers):
    rows = [row for name in TIERS for row in tiers[name]]
    assert len({row["id"] for row in rows}) == len(rows)
    settled = Counter(
        (row["geo_source"], row["geo_id"])
        for row in rows
        if row["feature_class"] == "P" and row["geo_id"]
    )
    # 江西 and 岐陽 are one town of GeoNames, as are the pairs of ONE_TOWN in test_places.
    assert [place for place, times in settled.items() if times > 2] == []
    assert sum(times > 1 for times in settled.values()) <= 4


def test_places_of_one_name_are_apart(tiers):
    at = {}
    for row in (row for name in TIERS for row in tiers[name]):
        # The county and the town of its seat may stand side by side.
        if row["feature_class"] == "P" and row["hangul"]:
            at.setdefault(row["hangul"], []).append(row)
    for rows in at.values():
        for number, one in enumerate(rows):
            for other in rows[:number]:
                where = [float(row[axis]) for row in (one, other) for axis in ("lon", "lat")]
                assert distance_m(*where) > SAME_PLACE_M, (one["id"], other["id"])


@pytest.mark.parametrize("name", TIERS)
def test_every_syllable_is_a_korean_reading_of_its_character(name, tiers, unihan):
    wrong = [
        row["id"]
        for row in tiers[name]
        if row["hanja"]
        and row["id"] not in OTHERWISE
        and not readings.agrees(row["hangul"], row["hanja"], unihan)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", TIERS)
def test_every_row_cites_a_source_that_the_list_has(name, tiers):
    known = set(read_sources())
    for row in tiers[name]:
        cited = {key for key, _ in find_citations(row["citation"])}
        assert cited, row["id"]
        assert cited <= known, row["id"]


@pytest.mark.parametrize("name", TIERS)
def test_a_dictionary_is_cited_by_the_word_whose_characters_the_row_has(name, tiers):
    for row in tiers[name]:
        for word in re.findall(r"libhangul\[(\w+)\]", row["citation"]):
            assert word[:-1] == row["hangul"], row["id"]
            assert word[-1] in "읍면동", row["id"]
            assert row["hanja"], row["id"]


def test_what_is_only_offered_keeps_clear_of_the_names_of_cities(tiers):
    """A namesake that was added takes no match: the first tier has none of a city of 1945."""
    cities = {row["hangul"] for row in tiers["places"] if row["unit_1945"].endswith("府")}
    added = {row["hangul"] for row in tiers["places"] if row["geo_source"] == "NGII"}
    assert not cities & added


@pytest.mark.parametrize(
    ("hanja", "tier"),
    [("陵谷", "places"), ("廢茂山", "places"), ("淸潭", "places_more")],
)
def test_stations_and_quarters_are_found_by_their_characters(hanja, tier, tiers):
    assert hanja in {row["hanja"] for row in tiers[tier]}

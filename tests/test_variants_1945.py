"""Names of the time in other languages, and names that stand at the wrong place."""

import build_places
import pytest


@pytest.fixture(scope="module")
def named() -> list[dict[str, str]]:
    return build_places.read("raw/variants_1945")


def test_a_name_starts_before_it_ends_and_the_other_way_round_is_refused_with_its_line():
    assert list(build_places.years_astray(build_places.read("raw/variants_1945"))) == []
    row = {"place_id": "seoul", "lang": "ja", "name": "Keijō", "start": "1945", "end": "1910"}
    assert list(build_places.years_astray([row])) == [
        "raw/variants_1945.csv:2:21: end 1910 is before start 1945; exchange or correct them"
    ]


def test_every_name_has_a_witness_and_a_place(named):
    places = {row["id"] for row in build_places.read("places")}
    for row in named:
        assert row["place_id"] in places, row
        assert row["citation"].endswith("]"), row


def test_seoul_has_the_names_of_the_kingdom_with_their_years(named):
    years = {row["name"]: (row["start"], row["end"]) for row in named if row["place_id"] == "seoul"}
    assert years["漢城"] in {("1392", "1910"), ("", "")}


def test_a_stray_is_no_variant_and_says_why():
    variants = {
        (row["id"], name.split(":", 1)[1])
        for row in build_places.read("places")
        for name in row["variants"].split("|")
        if name
    }
    strays = build_places.read("raw/strays_1945")
    assert ("seoul", "Syou-ouen") in {(row["place_id"], row["name"]) for row in strays}
    for row in strays:
        assert row["why"], row
        assert (row["place_id"], row["name"]) not in variants

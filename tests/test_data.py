"""What the decided data must say: counts, gaps, identities of the documents."""

from collections import Counter
from pathlib import Path

import pytest

from korea_map.gazetteer import load_places, load_toponyms, read_gazetteer
from korea_map.geodesy import distance_m
from korea_map.model import Certainty
from korea_map.proposals import count_unnamed, load_proposals
from korea_map.sources import find_citations, read_sources
from korea_map.zones import zones

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def toponyms():
    return load_toponyms()


@pytest.fixture(scope="module")
def by_id(toponyms):
    return {toponym.id: toponym for toponym in toponyms}


def test_the_lists_have_the_toponyms_of_their_documents(toponyms):
    names = {}
    for toponym in toponyms:
        names.setdefault(toponym.list, []).append(toponym.toponym)
    assert (
        names["unc-south"]
        == (
            "Seoul Chemulpo Dzioio Gensiu Tsiusiu Taiden Anto Dzensiu Gunzan Taiko Dzenten Pusan"
        ).split()
    )
    assert (
        names["unc-north"]
        == ("Singisiu Manpkhodin Kangge Khesandun Khekido Sengdzii Kaisiu").split()
    )
    assert names["cpv-north"] == ["Singisiu", "Seisin", "Khanko", "Manpkhodin", "one airport"]
    assert names["cpv-south"] == ["Pusan", "Chemulpo", "Suigei", "Reisui", "Khokodo"]
    assert names["march-1952-south"] == ["釜山", "仁川", "水原", "江陵", "群山"]
    assert names["march-1952-north"] == ["新义州", "清津", "兴南", "满浦", "新安州"]
    assert Counter(toponym.list for toponym in toponyms)["armistice-1953-north"] == 5


def test_eight_points_of_the_north_are_claimed_and_not_named(toponyms):
    unnamed = {proposal.id: count_unnamed(proposal, toponyms) for proposal in load_proposals()}
    assert {name: count for name, count in unnamed.items() if count} == {"unc-north": 8}


def test_the_airport_has_no_place_no_position_and_no_certainty(by_id):
    airport = by_id["cpv-north-05"]
    assert (airport.place_id, airport.lat, airport.lon, airport.certainty) == (None,) * 4
    assert read_gazetteer().set_index("id").loc["cpv-north-05", "geometry"] is None
    assert "cpv-north-05" not in set(zones(radius=5)["id"])


def test_no_other_toponym_lacks_a_position(toponyms):
    assert [toponym.id for toponym in toponyms if toponym.lat is None] == ["cpv-north-05"]


@pytest.mark.parametrize(
    ("name", "hanja", "reading", "certainty"),
    [
        ("unc-north-01", "新義州", "Shingishū", Certainty.CERTAIN),
        ("unc-south-08", "全州", "Zenshū", Certainty.CERTAIN),
        ("unc-south-10", "大邱", "Taikyū", Certainty.CERTAIN),
        ("unc-south-03", "襄陽", "Jōyō", Certainty.LESS_CERTAIN),
        ("unc-south-11", "順天", "Junten", Certainty.LESS_CERTAIN),
        ("unc-north-05", "碧潼", "Hekidō", Certainty.UNCERTAIN),
        ("unc-north-06", "城津", "Sŏngjin", Certainty.UNCERTAIN),
        ("cpv-south-05", "浦項洞", "Hokōdō", Certainty.CERTAIN),
    ],
)
def test_an_identification_has_its_characters_reading_and_certainty(
    by_id, name, hanja, reading, certainty
):
    toponym = by_id[name]
    assert (toponym.hanja, toponym.reading, toponym.certainty) == (hanja, reading, certainty)


def test_the_same_toponym_of_the_telegram_is_the_same_place(toponyms):
    places = {}
    for toponym in toponyms:
        if toponym.document == "mao-1952-01-31":
            places.setdefault(toponym.toponym, set()).add(toponym.place_id)
    assert all(len(found) == 1 for found in places.values())


def test_doubt_has_rivals(toponyms):
    for toponym in toponyms:
        if toponym.certainty in (Certainty.LESS_CERTAIN, Certainty.UNCERTAIN):
            assert toponym.rivals, toponym.id


def test_rivals_are_other_places_than_the_decided_one(toponyms):
    places = load_places()
    for toponym in toponyms:
        for rival in toponym.rivals:
            away_m = distance_m(toponym.lon, toponym.lat, places[rival].lon, places[rival].lat)
            assert away_m > 5000, (toponym.id, rival)


def test_the_ports_of_1953_have_the_printed_minutes(by_id):
    chongjin = by_id["armistice-1953-north-02"]
    assert (chongjin.lat, chongjin.lon) == pytest.approx((41 + 46 / 60, 129 + 49 / 60), abs=1e-5)
    sinuiju = by_id["armistice-1953-north-01"]
    assert sinuiju.lat == pytest.approx(40 + 6 / 60, abs=1e-5)
    assert "blank" in sinuiju.evidence
    for toponym in by_id.values():
        if toponym.document == "armistice-1953":
            assert toponym.geo_source == "Armistice Agreement"
            for degrees in (toponym.lat, toponym.lon):
                assert abs(degrees * 60 - round(degrees * 60)) < 0.001


def test_thirty_miles_are_stated_without_their_kind_and_five_kilometres_as_such():
    stated = {p.id: (p.radius, p.radius_unit) for p in load_proposals()}
    assert stated["unc-north"] == stated["unc-south"] == (30, "mile")
    assert stated["cpv-north"] == stated["cpv-south"] == (5, "km")
    assert stated["march-1952-north"] == stated["armistice-1953-south"] == (None, None)


def test_sources_read_as_references():
    sources = read_sources()
    telegram = sources["mao-1952-01-31"]
    assert "Ciphered Telegram No. 16008" in telegram.text
    assert "APRF, f. 45, op. 1, d. 342, ll. 73-77" in telegram.text
    assert telegram.url is not None
    for source in sources.values():
        assert "{" not in source.text
        assert "\n" not in source.text


def test_the_evidence_of_a_japanese_reading_answers_each_rival_by_its_own(toponyms):
    places = load_places()
    for toponym in toponyms:
        if toponym.reading_lang == "ja":
            for rival in toponym.rivals:
                assert places[rival].reading_ja in toponym.evidence, (toponym.id, rival)


def test_every_source_is_cited_and_every_cited_one_is_there():
    folders = [ROOT / "data", ROOT / "data" / "raw", ROOT / "korea_map" / "names" / "tables"]
    texts = [path.read_text(encoding="utf-8") for f in folders for path in f.glob("*.csv")]
    cited = {key for text in texts for key, _ in find_citations(text)}
    assert cited == set(read_sources())

"""How names of documents fare: the lists of tests/attested, which docs/names.md reports.

The bounds are those of the design. What the page shows is what the engine gives.
"""

import csv
from collections import Counter

import names_doc
import pytest
from bench_lists import (
    ATTESTED,
    FURTHER,
    MANY,
    Asked,
    behind,
    claimed,
    first_by_kind,
    judge,
    read_names,
    read_others,
    read_telegram,
    shares,
    sizes,
)

from korea_map.gazetteer import load_places
from korea_map.names import Reconciler

NAMES = read_names()
ALL = sizes(NAMES)


@pytest.fixture(scope="module")
def reconciler():
    return Reconciler.of_folder()


@pytest.fixture(scope="module")
def judged(reconciler):
    return judge(reconciler, NAMES)


def missed(judged, deepest):
    return [one.asked.spelling for one in judged if not 0 < one.rank <= deepest]


def test_the_right_place_comes_first_for_nine_in_ten(judged):
    assert shares(judged).first >= 0.90, missed(judged, 1)


def test_the_right_place_is_among_the_first_five_for_94_in_a_hundred(judged):
    assert shares(judged).five >= 0.94, missed(judged, 5)


def test_a_match_is_claimed_for_at_least_45_in_a_hundred(judged):
    assert shares(judged).matched >= 0.45


SLIPS_INTO_ANOTHER = {"Венсан"}
"""What matches and is wrong: a scan's slip made of one name another's, letter for letter."""


def test_a_match_is_right(judged):
    wrong = {one.asked.spelling for one in judged if one.match and one.rank != 1}
    assert wrong <= SLIPS_INTO_ANOTHER


@pytest.mark.parametrize("path", ["negatives.csv", "further_others.csv"])
def test_what_is_no_korean_place_is_no_match(path, reconciler):
    assert claimed(reconciler, read_others(ATTESTED / path)) == []


def test_names_that_were_collected_later_fare_little_worse(reconciler):
    judged = judge(reconciler, read_names(FURTHER))
    seen = shares(judged)
    assert seen.first >= 0.85, missed(judged, 1)
    assert seen.five >= 0.90, missed(judged, 5)
    assert seen.matched >= 0.45
    wrong = [one for one in judged if one.match and one.rank != 1]
    assert sum(one.asked.kind != "river" for one in wrong) <= 1, wrong


def test_every_name_of_the_telegram_comes_first(reconciler):
    assert missed(judge(reconciler, read_telegram()), 1) == []


@pytest.mark.parametrize("label", names_doc.read_peers())
def test_the_engine_is_ahead_of_every_peer_and_behind_in_no_kind_by_more_than_one(label, judged):
    ours, theirs = first_by_kind(judged), names_doc.read_peers()[label]
    assert sum(ours.values()) > sum(theirs.values())
    assert behind(ours, theirs, ALL) == []


def test_the_page_shows_what_the_engine_gives(reconciler):
    now = names_doc.tables_of(reconciler, names_doc.read_peers())
    assert names_doc.written_tables() == now, "python scripts/names_doc.py writes it anew"


@pytest.mark.slow
def test_the_figures_of_the_peers_are_what_they_give():
    now = names_doc.peers_csv(names_doc.peers_first())
    assert names_doc.PEERS.read_text(encoding="utf-8") == now, "python scripts/names_doc.py"


def test_the_romaniser_gives_the_peers_every_script():
    from bench_peers import peers

    places = list(load_places().values())
    find = peers([one for one in places if one.id in ("busan", "mokpo", "seoul")])
    asked = ("プサン", "목포", "木浦", "Пусан", "Soul")
    found = [find["uroman_jaro_winkler"](name)[0].id for name in asked]
    assert found == ["busan", "mokpo", "mokpo", "busan", "seoul"]


def test_a_list_has_each_name_once_in_order_with_its_source():
    with (ATTESTED / "names.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    keys = [(row["source_kind"], row["spelling"]) for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        assert all(row.values()), row
        assert 33 < float(row["lat"]) < 43.5, row
        assert 124 < float(row["lon"]) < 131.5, row


def test_every_kind_of_source_has_words_in_the_page():
    assert set(ALL) == set(names_doc.KINDS)


def test_what_is_a_korean_place_stands_in_one_list_alone():
    assert not {one.spelling for one in NAMES} & set(read_others())
    assert [name for name, number in Counter(read_others()).items() if number > 1] == []


def test_a_kind_counts_by_itself_from_seven_names_and_may_be_behind_by_one():
    sizes_of = {"few": MANY - 1, "many": MANY, "more": MANY}
    ours = {"few": 0, "many": 3, "more": 3}
    theirs = {"few": 6, "many": 4, "more": 5}
    assert behind(ours, theirs, sizes_of) == ["more"]


def test_right_is_what_lies_within_20_km():
    # from Seoul to Suwon it is 30 km
    places = load_places()
    seoul = Asked("Keijō", places["seoul"].lat, places["seoul"].lon)
    assert seoul.is_at(places["seoul"])
    assert not seoul.is_at(places["suwon"])

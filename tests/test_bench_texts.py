"""How the bench counts the places that are found in a text."""

from types import SimpleNamespace

import bench
import bench_texts
import pytest
from bench_texts import Named, Text, ask_alone, ask_uroman, best_threshold, count, stretches

import korea_map
from korea_map import Reconciler
from korea_map.gazetteer import load_places

TEXT = "Troops left Suwon for Kunu-ri and the Han River on Monday."
CSV = """offset,length,spelling,lat,lon,kind
12,5,Suwon,37.27,127.01,settlement
22,8,Kunu-ri,39.68,125.92,settlement
38,9,Han River,37.63,126.75,river
"""


@pytest.fixture(scope="module")
def places():
    return load_places()


def asked(text):
    return {text[start:end] for start, end in stretches(text)}


def test_stretches_are_words_with_a_capital_their_parts_and_up_to_three_of_them():
    assert asked("the Ch'ongch'on River Bridge Road") == {
        *("Ch'ongch'on", "Ch'ongch'on River", "Ch'ongch'on River Bridge"),
        *("River", "River Bridge", "River Bridge Road", "Bridge", "Bridge Road", "Road"),
    }
    assert asked("Daejeon-Andong") == {"Daejeon-Andong", "Daejeon", "Andong"}
    assert asked("Seoul, Incheon. in Генсю") == {"Seoul", "Incheon", "Генсю"}


def test_of_signs_stretches_are_runs_of_two_to_four():
    assert asked("元山에서 평") == {"元山에서", "元山에", "元山", "山에서", "山에", "에서"}


def test_what_is_found_is_held_against_what_there_is_letter_by_letter(places):
    suwon, seoul = places["suwon"], places["seoul"]
    unknown = Named(None, None, "settlement")
    text = Text(TEXT, {(12, 17): Named(37.27, 127.01, "settlement"), (22, 29): unknown})
    counted = count([text], lambda _: {(12, 17): suwon, (22, 29): seoul, (38, 41): seoul})
    assert (counted.named, counted.found, counted.hits) == (2, 3, 2)
    assert (counted.known, counted.placed, counted.right) == (1, 1, 1)
    assert counted.recall == 1
    assert counted.precision == pytest.approx(2 / 3)
    assert counted.mean == pytest.approx(0.8)
    assert counted.right_place == counted.right_of_all == 1
    short = count([text], lambda _: {(12, 16): suwon})
    assert (short.hits, short.right_place, short.right_of_all) == (0, None, 0)


def test_a_place_is_right_within_20_km_and_along_a_river_within_60(places):
    seoul = places["seoul"]
    assert Named(seoul.lat + 0.17, seoul.lon, "settlement").is_at(seoul)
    assert not Named(seoul.lat + 0.19, seoul.lon, "settlement").is_at(seoul)
    assert Named(seoul.lat + 0.53, seoul.lon, "river").is_at(seoul)
    assert not Named(seoul.lat + 0.55, seoul.lon, "river").is_at(seoul)
    assert not Named(None, None, "settlement").is_at(seoul)


def test_a_word_that_is_asked_alone_counts_where_it_is_a_match():
    found = ask_alone(Reconciler.of_folder())("From Monday on in Wonju and Taiko.")
    assert {stretch: place.id for stretch, place in found.items()} == {(18, 23): "wonju"}


def test_the_threshold_of_the_other_peer_is_the_one_that_serves_it_best(places):
    way = ask_uroman([places[one] for one in ("suwon", "seoul", "busan", "wonju")])
    text = Text("From Monday on in Suweon.", {(18, 24): Named(37.27, 127.01, "settlement")})
    threshold, counted = best_threshold([text], way)
    assert (counted.recall, counted.precision, counted.right_place) == (1, 1, 1)
    assert count([text], way(0.0)).precision < 1
    assert threshold in bench_texts.THRESHOLDS


def test_texts_are_read_with_the_project_beside_both_peers(tmp_path, monkeypatch, places):
    (tmp_path / "one.txt").write_bytes(TEXT.encode())
    (tmp_path / "one.csv").write_text(CSV, encoding="utf-8")
    suwon = SimpleNamespace(place=places["suwon"])
    mention = SimpleNamespace(offset=12, length=5, candidates=[suwon])
    monkeypatch.setattr(korea_map, "read_text", lambda _: [mention], raising=False)
    monkeypatch.setattr(bench_texts, "load_places", lambda: {"suwon": places["suwon"]})
    options = bench.read_options(["--only", "texts", "--texts", str(tmp_path)])
    head, ours, *lines = bench.measures(options)["texts"]({})
    assert head.what.endswith("1, which name 3 places")
    assert ours.what == "  the project: 1 spans"
    assert [line.seen for line in lines[:4]] == pytest.approx([1 / 3, 1, 1, 1 / 3])
    assert [line.what.split()[0] for line in lines[4:10:5]] == ["each", "uroman"]
    assert lines[-1].goal == "> 0"


def test_without_texts_nothing_is_measured_and_that_is_said():
    (line,) = bench.measures(bench.read_options([]))["texts"]({})
    assert line.what == "Texts: none is given (--texts)"


def test_a_folder_without_texts_or_without_their_places_is_refused(tmp_path, capsys):
    for said in ("is no folder with texts", "has no one.csv beside it"):
        with pytest.raises(SystemExit):
            bench.read_options(["--texts", str(tmp_path)])
        assert said in capsys.readouterr().err
        (tmp_path / "one.txt").write_bytes(b"Suwon")

"""The tables by which texts are read: every row is one that the code knows and a text may have."""

import csv
from pathlib import Path

import pytest

from korea_map.gazetteer import load_places
from korea_map.names.own_names import own_names
from korea_map.names.rank_1945 import rank_of
from korea_map.names.table_rules import engine_tables
from korea_map.reading import cues, signs
from korea_map.reading.cues import cues_of, reformed
from korea_map.reading.elsewhere import folded, no_places
from korea_map.reading.known import key
from korea_map.reading.words import find_words

ROOT = Path(__file__).resolve().parent.parent
WORDS = engine_tables().rows("text_words")
SIGNS = engine_tables().rows("text_signs")
NAMES = engine_tables().rows("no_places")


def by_hand() -> list[dict[str, str]]:
    with (ROOT / "scripts" / "no_places_by_hand.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def constants(module) -> set[str]:
    """Give the short texts that a module has as constants."""
    return {text for text in vars(module).values() if isinstance(text, str)}


@pytest.mark.parametrize(("rows", "module"), [(WORDS, cues), (SIGNS, signs)])
def test_what_a_row_says_is_what_the_code_knows(rows, module):
    said = {row["says"] for row in rows}
    assert said
    # numbers and measures are read by one module, from words as from characters
    assert said <= constants(module) | {cues.NUMBER, cues.MEASURE}


def test_words_stand_as_they_are_looked_up():
    for row in WORDS:
        if row["says"] != "ending":
            assert reformed(row["word"]) == row["word"]
        assert row["says"] in cues_of(row["word"])


def test_a_word_is_one_word_of_a_text():
    for row in WORDS:
        # jusqu'à and presqu'île are two, of which the second is the word
        if "'" not in row["word"] and "’" not in row["word"]:
            assert [one.folded for one in find_words(row["word"])] == [row["word"]]


def test_a_word_says_one_thing_once_in_each_language():
    said = [(row["word"], row["lang"], row["says"]) for row in WORDS]
    assert len(set(said)) == len(said)


def test_a_kind_and_no_other_word_has_a_class():
    for row in WORDS:
        kind = row["says"] in ("kind", "ending")
        assert kind == bool(row["feature_class"]), row["word"]
    kinds = {row["feature_class"] for row in WORDS} - {""}
    assert kinds == {"A", "H", "P", "T"}


def test_numbers_measures_and_directions_have_a_value():
    for row in WORDS:
        if row["says"] in ("number", "measure", "direction"):
            assert float(row["value"]) >= 0, row["word"]
        if row["says"] == "direction":
            assert float(row["value"]) in range(0, 360, 45), row["word"]


def test_numbers_and_measures_in_characters_have_a_value_and_nothing_else_has():
    for row in SIGNS:
        counts = row["says"] in ("number", "measure")
        assert counts == bool(row["value"]), row["signs"]


def test_signs_say_one_thing_once_in_each_language():
    said = [(row["signs"], row["lang"], row["says"]) for row in SIGNS]
    assert len(set(said)) == len(said)


def test_family_names_are_a_sign_or_two():
    names = {row["signs"] for row in SIGNS if row["says"] == "surname"}
    assert {"李", "朴", "彭"} <= names
    assert all(len(name) in (1, 2) for name in names)


def test_each_row_cites_what_it_is_from():
    for row in (*WORDS, *SIGNS, *NAMES):
        assert row["source"].strip()


# no_places.csv


def test_a_name_of_no_place_stands_once_and_in_order():
    names = [row["name"] for row in NAMES]
    assert names == sorted(set(names))
    assert set(no_places()) == set(names)


def test_a_name_of_no_place_has_no_blank_and_no_mark():
    for name in no_places():
        assert name.isalpha(), name
        assert name == name.lower(), name


def test_no_town_of_korea_is_called_a_place_elsewhere():
    ours = {folded(row["name"]) for row in by_hand()} | {row["name"] for row in by_hand()}
    for place in load_places().values():
        if not rank_of(place):
            continue
        names = {reformed(letters) for letters, _ in own_names(place)[0]}
        names |= {key(one) for one in (place.hanja or "").split("|") if one}
        for name in names - ours:
            assert name not in no_places(), place.id


def test_what_is_written_by_hand_is_in_the_table():
    for row in by_hand():
        letters = "".join(filter(str.isalpha, row["name"])).lower()
        if letters.isascii():
            assert no_places()[folded(row["name"])], row["name"]


def test_what_is_written_by_hand_stands_once_and_says_what_it_is():
    names = [row["name"] for row in by_hand()]
    assert len(set(names)) == len(names)
    for row in by_hand():
        assert row["what"] in {one["what"] for one in NAMES}
        assert row["source"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("January", "month"),
        ("января", "month"),
        ("Dezember", "month"),
        ("Japan", "country"),
        ("Япония", "country"),
        ("Tōkyō", "city"),
        ("Москва", "city"),
        ("Korea", "country"),
    ],
)
def test_what_a_name_of_no_place_is(name, what):
    assert no_places()[folded(name)] == what

"""Korean readings: as they are heard, letter by letter, and from today's spelling."""

import pytest

from korea_map.gazetteer import load_places
from korea_map.names.endings import short_names
from korea_map.names.japanese import is_hepburn, read_hanja, vary
from korea_map.names.korean import (
    is_mccune_reischauer,
    is_revised,
    mccune_from_revised,
    romanize_hangul,
)
from korea_map.names.letters import CYRILLIC
from korea_map.names.readings import read_latin, read_place
from korea_map.names.systems import written


@pytest.mark.parametrize(
    ("hangul", "heard", "letters"),
    [
        ("신의주", "sinŭiju", "sinŭiju"),
        ("만포진", "manp'ojin", "manp'ojin"),
        ("백령도", "paengnyŏngdo", "paekryŏngdo"),
        ("압록강", "amnokkang", "aprokkang"),
        ("울릉도", "ullŭngdo", "ulrŭngdo"),
        ("한강", "han'gang", "han'gang"),
        ("금강", "kŭmgang", "kŭmgang"),
        ("서울", "sŏul", "sŏul"),
        ("철원", "ch'ŏrwŏn", "ch'ŏrwŏn"),
        ("신라", "silla", "sinra"),
    ],
)
def test_hangul_is_written_as_heard_and_letter_by_letter(hangul, heard, letters):
    assert romanize_hangul(hangul) == heard
    assert romanize_hangul(hangul, letterwise=True) == letters


@pytest.mark.parametrize(
    ("hangul", "heard", "printed"),
    [
        ("길주", "kilju", "kilchu"),
        ("일동", "ildong", "iltong"),
        ("울진", "uljin", "ulchin"),
        ("철곡", "ch'ŏlgok", "ch'ŏlgok"),
        ("한강", "han'gang", "han'gang"),
    ],
)
def test_maps_print_t_and_ch_after_l_where_speech_voices_them(hangul, heard, printed):
    assert romanize_hangul(hangul) == heard
    assert romanize_hangul(hangul, printed=True) == printed


@pytest.mark.parametrize(
    ("revised", "mccune"),
    [
        ("gangneung", "kangnŭng"),
        ("jeonju", "chŏnju"),
        ("panmunjeom", "p'anmunjŏm"),
        ("geumcheon", "kŭmch'ŏn"),
        ("daegu", "taegu"),
        ("ulleungdo", "ullŭngdo"),
    ],
)
def test_revised_romanization_becomes_mccune_reischauer(revised, mccune):
    assert is_revised(revised)
    assert mccune_from_revised(revised) == mccune


def test_mccune_reischauer_is_told_from_other_latin_names():
    assert is_mccune_reischauer("p'anmunjŏm")
    assert not is_mccune_reischauer("quelpart")
    assert not is_mccune_reischauer("lazareff")


@pytest.mark.parametrize("name", ["kankō", "tokusan", "hekidō", "seishin", "gensan", "taiko"])
def test_names_made_of_on_readings_look_japanese(name):
    assert is_hepburn(name)


@pytest.mark.parametrize("name", ["jonchon", "chonju", "sŏul", "csondzsu", "lazareff"])
def test_other_names_do_not(name):
    assert not is_hepburn(name)


def test_a_latin_name_gets_the_readings_of_its_look():
    found = {(one.language, one.text) for one in read_latin("Tokusan-ri")}
    assert ("ja", "Tokusan-ri") in found
    assert ("ko", "Tokusan") in found
    assert {one.language for one in read_latin("Port Lazareff")} == {"en"}


def test_characters_are_read_by_unihan_the_usual_reading_first():
    assert read_hanja("新義州")[0][0] == "Shingishū"
    assert read_hanja("新义州")[0][0] == "Shingishū"
    assert read_hanja("新A州") == []
    # A reading that nobody noted costs less than a habit in the letters.
    assert 0 < read_hanja("新義州")[0][1] < 0.05


def test_a_latin_name_without_its_generic_part_costs_as_much_as_that_part():
    costs = {one.text: one.cost for one in read_latin("Tokusan-ri") if one.language == "ko"}
    assert costs["Tokusan"] - costs["Tokusan-ri"] == pytest.approx(0.1)


def test_a_generic_part_is_left_out_only_of_what_it_names():
    assert "咸鏡" in short_names("咸鏡道", "A")
    assert "咸鏡" not in short_names("咸鏡道", "P")
    assert "해주" in short_names("해주시", "P")
    assert short_names("강시", None) == {}


def test_a_variant_is_read_nearly_as_the_principal_reading():
    readings = read_place(load_places()["busan"])
    costs = {one.text: one.cost for one in readings if one.language == "ja"}
    assert costs["Fusan"] == 0 < costs["Fuzan"] < 0.05 < costs["Bousan"]


def test_dear_habits_are_listed_and_pieces_joined_of_cheap_ones():
    assert ("о", 0.3) in {(rule.written, rule.cost) for rule in written("ko", "a", CYRILLIC)}
    joined = {rule.written: rule.cost for rule in written("ko", "ngwa", CYRILLIC)}
    assert joined["нва"] == 0
    assert 0 < joined["нгоа"] <= 0.15


def test_a_reading_varies_by_voicing_and_by_one_character():
    assert "Gensan" in dict(vary("Genzan", "元山"))
    assert "Shōshin" in dict(vary("Seishin", "清津"))

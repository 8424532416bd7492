"""Korean readings: as they are heard, letter by letter, and from today's spelling."""

import pytest

from korea_map.names.japanese import is_hepburn, read_hanja, vary
from korea_map.names.korean import (
    is_mccune_reischauer,
    is_revised,
    mccune_from_revised,
    romanize_hangul,
)
from korea_map.names.readings import read_latin


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


def test_a_reading_varies_by_voicing_and_by_one_character():
    assert "Gensan" in dict(vary("Genzan", "元山"))
    assert "Shōshin" in dict(vary("Seishin", "清津"))

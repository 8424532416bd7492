"""Spellings of about 1900, Chinese readings in Latin letters, and declined Russian names."""

import pytest

from korea_map import reconcile


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Hpyeng-yang", "pyongyang"),
        ("Tchoung-tjyou", "chungju"),
        ("Tschöng-dschin", "chongjin"),
        ("Pjöng-jang", "pyongyang"),
        ("Chung-ju", "chungju"),
        ("Ham-heung", "hamhung"),
        ("Eui-ju", "uiju"),
        ("Hsinichou", "sinuiju"),
        ("P'ing-jang", "pyongyang"),
        ("Heizyō", "pyongyang"),
        ("Сѣулъ", "seoul"),
        ("Хамынъ", "hamhung"),
    ],
)
def test_a_name_in_a_system_of_the_time_finds_its_place_first(name, place):
    assert reconcile(name)[0].place.id == place


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("в Гензане", "wonsan"),
        ("до Пхеньяна", "pyongyang"),
        ("под Сеулом", "seoul"),
        ("из Фузана", "busan"),
        ("Паньмыньчжоня", "panmunjom"),
        ("пхеньянского", "pyongyang"),
        ("Синыйджу", "sinuiju"),
    ],
)
def test_a_declined_russian_name_finds_its_place(name, place):
    assert reconcile(name)[0].place.id == place


def test_the_case_ending_is_marked_in_the_derivation_and_costs_a_little():
    last = reconcile("в Гензане")[0].derivation[-1]
    assert last.text[slice(*last.irregular[-1])] == "е"
    assert last.cost >= 0.06


def test_a_name_that_fits_as_it_stands_comes_before_one_that_is_declined():
    assert reconcile("Хэйдзё")[0].score == reconcile("в Хэйдзё")[0].score

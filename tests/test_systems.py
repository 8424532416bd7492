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


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Luodong River", "nakdong-river"),
        ("Luodongjiang", "nakdong-river"),
        ("Qingchuan River", "chongchon-river"),
        ("Yalujiang", "yalu-river"),
        ("Longyuanli", "yongwon-kaechon"),
        ("Pingrangshi", "pyongyang"),
    ],
)
def test_a_chinese_reading_may_have_its_generic_part_or_not(name, place):
    assert place in [one.place.id for one in reconcile(name)[:2]]


@pytest.mark.parametrize(
    ("name", "place"),
    [("Гамильтона", "geomun-do"), ("Hamilton", "geomun-do"), ("Тумэнь-ула", "tumen-river")],
)
def test_an_older_name_is_known_without_the_word_for_its_kind(name, place):
    assert reconcile(name)[0].place.id == place


def test_a_name_of_travellers_is_not_read_as_a_korean_one():
    # Chosan is what some wrote for Busan, and a county whose name sounds so
    assert reconcile("チョサン")[0].place.id == "chosan"

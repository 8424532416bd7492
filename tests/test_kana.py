"""Names in kana: the Korean sound and the Japanese reading, in whatever width and usage."""

import pytest

from korea_map import Reconciler
from korea_map.names.kana import sounds, whole_kana


@pytest.fixture(scope="module")
def reconciler() -> Reconciler:
    """The package's own places."""
    return Reconciler.of_folder()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("プサン", "busan"),
        ("モッポ", "mokpo"),
        ("テグ", "daegu"),
        ("ピョンヤン", "pyongyang"),
        ("インチョン", "incheon"),
        ("スウォン", "suwon"),
        ("ハムン", "hamhung"),
        ("げんざん", "wonsan"),
        ("ケイジョウ", "seoul"),
        ("ケージョー", "seoul"),
        ("ジンセン", "incheon"),
        ("へいじやう", "pyongyang"),
        ("くわうしう", "gwangju-jeolla"),
    ],
)
def test_kana_give_the_korean_sound_or_the_japanese_reading(reconciler, name, place):
    assert reconciler.candidates(name)[0].place.id == place


@pytest.mark.parametrize("name", ["ﾌﾟｻﾝ", "フ\u309aサン", "ぷさん", "プサン1", "プサン港"])
def test_width_marks_apart_digits_and_generic_parts_do_not_count(reconciler, name):
    best = reconciler.candidates(name)[0]
    assert (best.place.id, best.match) == ("busan", True)


def test_a_small_tsu_a_long_mark_and_a_repeated_kana_are_heard():
    heard = {
        text: "".join(letter for letter, _ in sounds(text)) for text in ("モッポ", "スー", "バヾ")
    }
    assert heard == {"モッポ": "moqpo", "スー": "suu", "バヾ": "baba"}
    assert whole_kana("ﾊﾞ") == "バ"


@pytest.mark.parametrize("name", ["ー", "プサンという町", "ゝ"])
def test_kana_that_are_no_name_are_told_so(reconciler, name):
    assert reconciler.answer(name).problem


def test_the_derivation_shows_the_kana(reconciler):
    assert [step.text for step in reconciler.candidates("プサン")[0].derivation] == [
        "釜山", "Pusan", "プサン",
    ]  # fmt: skip


def test_a_great_city_of_china_or_japan_is_no_match(reconciler):
    for name in ("シャンハイ", "おおさか", "上海", "廣州", "広州"):
        assert not any(one.match for one in reconciler.candidates(name)), name

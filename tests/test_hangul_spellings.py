"""Hangul of the North, of before 1933 and in letters that stand apart."""

import pytest

from korea_map import Reconciler
from korea_map.names.hangul import compose, today, whole_hangul


@pytest.fixture(scope="module")
def reconciler() -> Reconciler:
    """The package's own places."""
    return Reconciler.of_folder()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("련천", "yeoncheon"),
        ("연천군", "yeoncheon"),
        ("라주", "naju"),
        ("션쳔", "sonchon"),
        ("뎐쥬", "jeonju"),
        ("텬안", "cheonan"),
        ("ㅍㅕㅇㅇㅑㅇ", "pyongyang"),
        ("\u1111\u1167\u11bc\u110b\u1163\u11bc", "pyongyang"),
        ("평안북도 의주군", "uiju"),
        ("두만강", "tumen-river"),
    ],
)
def test_other_spellings_find_the_place_as_a_match(reconciler, name, place):
    best = reconciler.candidates(name)[0]
    assert (best.place.id, best.match) == (place, True)


def test_spellings_lead_to_that_of_the_south_today():
    spelled = {old: today(old)[0] for old in ("룡림", "로동", "녕변", "됴", "쥬", "쟝", "신룡")}
    assert spelled == {
        "룡림": "용림", "로동": "노동", "녕변": "영변", "됴": "조", "쥬": "주", "쟝": "장",
        "신룡": "신룡",
    }  # fmt: skip
    assert today("서울") == ("서울", (0.0, 0.0))


def test_letters_no_longer_in_use_are_read_as_what_became_of_them():
    assert whole_hangul("\u1112\u119e\u11ab") == "한"
    assert whole_hangul("ㅎㆍㄴ") == "한"
    assert whole_hangul("ㅺㅏㅁ") == "깜"
    assert compose("ㅎ", "ㅏ", "ㄴ") == "한"


def test_what_is_only_close_scores_below_50_is_no_match_and_shows_what_differs(reconciler):
    for name in ("평앙", "원선", "開山", "평안남도없는군"):
        for one in reconciler.candidates(name):
            assert one.score <= 50, (name, one)
            assert not one.match, (name, one)
    best = reconciler.candidates("평앙")[0]
    assert (best.place.id, best.derivation[-1].irregular) == ("pyongyang", ((1, 2),))


def test_a_generic_of_a_settlement_is_none_of_a_range(reconciler):
    county, *others = reconciler.candidates("낭림군")
    assert (county.place.id, county.match) == ("rangnim", True)
    assert "nangnim-sanmaek" in {one.place.id for one in others if not one.match}


@pytest.mark.parametrize("name", ["1211고지", "고지 1211", "ㅍ", "가" * 10_000])
def test_what_is_no_name_is_told_so(reconciler, name):
    answer = reconciler.answer(name)
    assert answer.problem or not answer.candidates


def test_bad_names_leave_the_rest_of_a_list_answered(reconciler):
    names = [None, float("nan"), "", "プ1サ2ン3", "ㅍㅕㅇㅇㅑㅇ", "元" * 10_000, "원산"]
    answers = list(reconciler.reconcile_many(names))
    assert [bool(one.problem) for one in answers] == [True, True, True, False, False, True, False]
    assert answers[-1].candidates[0].place.id == "wonsan"

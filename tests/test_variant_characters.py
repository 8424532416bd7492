"""Simplified, Japanese and variant characters, generic parts, names in several scripts."""

from itertools import combinations

import pytest

from korea_map import Reconciler, load_places
from korea_map.names.characters import like_hanja, same_hanja
from korea_map.names.hangul import today
from korea_map.names.mixed import split_scripts


@pytest.fixture(scope="module")
def reconciler() -> Reconciler:
    """The package's own places."""
    return Reconciler.of_folder()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("平壌", "pyongyang"),
        ("平壌市", "pyongyang"),
        ("赴戦郡", "pujon"),
        ("横城", "hoengseong"),
        ("华川", "hwacheon"),
        ("清州", "cheongju"),
        ("青松", "cheongsong"),
        ("尚州", "sangju"),
        ("元山港", "wonsan"),
        ("元山시", "wonsan"),
        ("平安北道義州郡", "uiju"),
        ("江原道 淮陽", "hoeyang"),
        ("豆满江", "tumen-river"),
    ],
)
def test_a_form_of_a_character_finds_the_place_as_a_match(reconciler, name, place):
    best = reconciler.candidates(name)[0]
    assert (best.place.id, best.match) == (place, True)


def test_a_county_whose_great_namesake_is_in_china_comes_first_without_a_match(reconciler):
    best = reconciler.candidates("広州")[0]
    assert (best.place.id, best.match) == ("gwangju-gyeonggi", False)


def test_a_form_may_stand_for_several_characters_and_itself():
    for form, characters in {"里": "里裏", "谷": "谷穀", "沢": "澤", "壌": "壤"}.items():
        assert all(same_hanja(form, one) is not None for one in characters)
    assert same_hanja("川", "州") is None


def test_what_is_written_character_for_character_costs_least(reconciler):
    exact, variant = reconciler.candidates("平壤")[0], reconciler.candidates("平壌")[0]
    assert exact.score > variant.score


def test_no_two_places_of_other_names_are_one_by_their_variants():
    places = [place for place in load_places().values() if place.hanja and place.hangul]
    by_key: dict[str, list] = {}
    for place in places:
        for hanja in place.hanja.split("|"):
            by_key.setdefault(like_hanja(hanja), []).append((hanja, place))
    for some in by_key.values():
        for (one, here), (other, there) in combinations(some, 2):
            alike = all(same_hanja(a, b) is not None for a, b in zip(one, other, strict=True))
            if one != other and alike and here.id != there.id:
                assert today(here.hangul)[0] == today(there.hangul)[0], (here.id, there.id)


@pytest.mark.parametrize(
    "name", ["元山 원산 Wonsan", "Wonsan元山", "원산(元山)", "元山（げんざん）", "元山 ウォンサン"]
)
def test_one_name_in_several_scripts_is_read_in_each(reconciler, name):
    best = reconciler.candidates(name)[0]
    assert (best.place.id, best.match) == ("wonsan", True)


def test_a_text_is_split_by_its_scripts_and_not_at_a_generic_part():
    assert split_scripts("元山 원산 Wonsan") == ["元山", "원산", "Wonsan"]
    assert split_scripts("プサン港") == ["プサン港"]
    assert split_scripts("Cингисю") == ["Cингисю"]


@pytest.mark.parametrize("name", ["1211高地", "高地一二一一", "五九七点九高地", "元"])
def test_a_hill_number_is_no_name(reconciler, name):
    answer = reconciler.answer(name)
    assert answer.problem or not any(one.match for one in answer.candidates)


@pytest.mark.parametrize(("one", "other"), ["榆楡", "產産", "鐘鍾", "爲為"])
def test_what_countries_write_apart_is_one_character(one, other):
    assert same_hanja(one, other) is not None

"""Marks of a slider: its own always, others where there is room, none on another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from korea_map.languages import load_messages
from korea_map.webmap.language import Language
from korea_map.webmap.marks import CENTRED, LEFT, RIGHT, place_marks


@pytest.mark.parametrize(
    ("places", "own", "placed"),
    [
        ([0.05, 0.5], {1}, {0: CENTRED, 1: CENTRED}),
        ([0.05, 0.5, 0.57], {1, 2}, {0: CENTRED, 1: LEFT, 2: RIGHT}),
        ([0.01, 0.03, 0.2, 0.5], {0}, {0: CENTRED, 2: CENTRED, 3: CENTRED}),
        ([0.01, 0.03, 0.2, 0.5], {1}, {1: CENTRED, 2: CENTRED, 3: CENTRED}),
        ([0.5, 0.51, 0.52], {1}, {0: LEFT, 1: RIGHT}),
        ([0.5], set(), {0: CENTRED}),
        ([], set(), {}),
    ],
)
def test_marks_stand_beside_one_another(places, own, placed):
    assert place_marks(places, own) == placed


def test_its_own_mark_is_there_even_where_it_finds_no_room():
    assert place_marks([0.0, 0.001, 0.002], {0, 1, 2}).keys() == {0, 1, 2}


@given(st.lists(st.floats(0, 1), max_size=8, unique=True).map(sorted))
def test_no_text_lies_on_another(places):
    placed = place_marks(places, set())
    middles = [places[index] + 0.08 * lean for index, lean in placed.items()]
    assert all(other - one >= 0.16 - 1e-9 for one, other in pairwise(middles))


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (1e-9, "<0.1%"),
        (0.0004, "<0.1%"),
        (0.0006, "0.1%"),
        (0.004, "0.4%"),
        (0.5, "50%"),
    ],
)
def test_a_share_too_small_for_its_decimals_is_said_to_be_under_them(share, said):
    assert Language("en", load_messages()["en"], {}).percent(share) == said


@pytest.mark.browser
@pytest.mark.parametrize("share", [0, 1e-9, 0.0004, 0.0006, 0.004, 0.5])
def test_the_page_says_a_share_as_python_does(share, enter):
    tab = enter("i18n").speak({key: dict(words) for key, words in load_messages().items()}, "en")
    assert tab.call("i18n.percent", share) == Language("en", load_messages()["en"], {}).percent(
        share
    )

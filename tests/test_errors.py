"""The errors of the package travel: between processes, and as copies."""

import copy
import pickle

import pytest

from korea_map.errors import (
    ChoiceError,
    DataError,
    KoreaMapError,
    Problem,
    SpellingError,
    UnitError,
)
from korea_map.sentences import SentenceError

PROBLEMS = [Problem("b.csv", 2, 1, "is odd"), Problem("a.csv", 1, 1, "is odder")]
ERRORS = [
    DataError(PROBLEMS),
    SentenceError("} without {; delete it", 7),
    *(kind("what, where") for kind in (KoreaMapError, SpellingError, ChoiceError, UnitError)),
]


def post(error):
    return pickle.loads(pickle.dumps(error))  # noqa: S301 - our own


@pytest.mark.parametrize("travel", [copy.copy, copy.deepcopy, post])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_arrives_with_all_that_it_says(error, travel):
    error.add_note("seen")
    again = travel(error)
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_the_problems_of_an_error_arrive():
    assert post(DataError(PROBLEMS)).problems == sorted(PROBLEMS)

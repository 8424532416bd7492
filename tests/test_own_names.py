"""The engine knows its own names: each name of each place, asked back, gives that place.

Where another place bears the very name in the same sense, both may come first, with one score.
A spelling that gazetteer.csv decides stays with the place of the decision.
"""

from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

import pytest

from korea_map.gazetteer import load_places, load_toponyms
from korea_map.model import Place
from korea_map.names import Reconciler

PLACES = list(load_places().values())
COLUMNS = ("title", "title_mr", "hangul", "hanja", "reading_ja", "reading_zh", "variants")
DECIDED = {one.toponym: one.place_id for one in load_toponyms() if one.place_id}


def names_in(place: Place, column: str) -> Iterator[str]:
    """Each name that a column of a place holds."""
    given = getattr(place, column)
    if column == "variants":
        yield from (name for _, name in given)
    elif given:
        yield from given.split("|")


@pytest.fixture(scope="module")
def reconciler():
    return Reconciler.of_folder()


@pytest.fixture(scope="module")
def ask(reconciler):
    """Ask a name once, however many columns and places have it."""
    return cache(lambda name, limit: reconciler.answer(name, limit=limit).candidates)


NAMESAKES = 40
"""More places than any name has."""
WHOLE = 100.0
"""The score of a name that is spelt letter for letter."""


def comes_first(place_id, candidates):
    """Whether a place comes first, alone or beside namesakes that have the name as wholly."""
    level = {one.place.id for one in candidates if one.score == WHOLE}
    return place_id in level or (bool(candidates) and candidates[0].place.id == place_id)


@pytest.mark.slow
@pytest.mark.parametrize("column", COLUMNS)
def test_every_name_asked_back_gives_its_place(column, ask):
    missed = []
    for place in PLACES:
        for name in names_in(place, column):
            wanted = DECIDED.get(name, place.id)
            if comes_first(wanted, ask(name, 1)):
                continue
            found = ask(name, NAMESAKES)
            if not comes_first(wanted, found):
                others = ", ".join(f"{one.place.id} {one.score}" for one in found[:3])
                missed.append(f"{name} of {place.id} gives {others or 'nothing'}")
    assert not missed, "\n".join([f"{len(missed)} of {column}", *missed])


def test_a_decision_outranks_a_variant_but_not_what_its_marks_say(reconciler):
    (toejo,) = (one for one in PLACES if "Taiko" in dict(map(reversed, one.variants)))
    assert DECIDED["Taiko"] != toejo.id
    assert reconciler.candidates("Taiko")[0].place.id == DECIDED["Taiko"]
    marked = reconciler.candidates("Taikō")[0].place
    assert marked.reading_ja == "Taikō"
    assert marked.id == "daegwang"


MARKED = [
    one.title_mr for one in PLACES if one.title_mr and set("ŏŭ’") & set(one.title_mr.lower())
][::12]


def orders(reconciler, names):
    return [[one.place.id for one in reconciler.candidates(name)] for name in names]


@pytest.mark.parametrize("mark", ["'", "ʼ", "ʻ", "‘", "`", "´"])
def test_an_aspirate_is_one_mark_however_it_is_typed(mark, reconciler):
    names = [name for name in MARKED if "’" in name]
    assert names
    typed = [name.replace("’", mark) for name in names]
    assert orders(reconciler, typed) == orders(reconciler, names)


@pytest.mark.parametrize("typed", ["ǒǔǑǓ", "óúÓÚ", "öüÖÜ", "õũÕŨ"])
def test_a_breve_may_be_typed_as_another_mark(typed, reconciler):
    names = [name for name in MARKED if {"ŏ", "ŭ"} & set(name.lower())]
    others = [name.translate(str.maketrans("ŏŭŎŬ", typed)) for name in names]
    assert orders(reconciler, others) == orders(reconciler, names)


@pytest.mark.parametrize(
    ("typed", "place_id"),
    [("Taechon", "taechon"), ("Yongdong", "yeongdong"), ("Sinchon", "sinchon-hwanghae")],
)
def test_a_town_without_its_marks_comes_before_what_has_none_or_takes_a_slip(
    typed, place_id, reconciler
):
    assert reconciler.candidates(typed)[0].place.id == place_id


RIVERS = [one for one in PLACES if one.feature_code == "STM"]


@pytest.mark.parametrize("river", RIVERS, ids=lambda one: one.id)
def test_a_river_goes_by_its_name_alone(river, reconciler):
    bare = river.title.removesuffix(" River")
    found = reconciler.candidates(bare, limit=NAMESAKES)
    assert comes_first(river.id, found) or any(
        one.place.feature_class in "PA" and one.score > 95 for one in found[:2]
    )


@pytest.mark.parametrize("name", ["Naktong", "Yalu", "Tumen"])
def test_a_river_comes_before_a_village_on_its_banks(name, reconciler):
    assert reconciler.candidates(name)[0].place.feature_code == "STM"


def test_a_mark_that_is_apart_from_its_letter_is_the_same_mark(reconciler):
    typed = [normalize("NFD", name) for name in MARKED]
    assert orders(reconciler, typed) == orders(reconciler, MARKED)


A_HABIT = 0.05
"""What a habit of spelling may cost: less than any slip."""


def test_a_query_without_marks_is_not_held_against_a_title_that_has_them(reconciler):
    for place in PLACES:
        if place.title_mr in MARKED:
            bare = place.title_mr.translate(str.maketrans("ŏŭŎŬ", "ouOU", "’"))
            found = reconciler.candidates(bare, limit=20)
            (its,) = (one for one in found if one.place.id == place.id)
            assert its.features["edit"] <= A_HABIT, (bare, place.id)

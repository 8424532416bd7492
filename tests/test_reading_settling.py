"""Which of several places a name of a text means: what the text names beside it decides."""

import pytest
from read_texts import only, places, read

from korea_map.names import Reconciler
from korea_map.reading.distances_said import said_km
from korea_map.reading.judging import is_korean

ENGINE = Reconciler.of_folder()


def meant(text: str, spelling: str) -> str:
    """Give the place of the first mention of a spelling."""
    return next(one.place.id for one in read(text) if one.spelling == spelling)


# Kankō is the city 咸興 and the river 漢江


def test_one_reading_means_two_places_in_two_documents():
    north = "From Wŏnsan the steamer goes to Kankō and Seishin."
    capital = "The ferry over Kankō near Seoul was closed."
    assert meant(north, "Kankō") == "hamhung"
    assert meant(capital, "Kankō") == "han-river"


def test_the_same_in_cyrillic():
    assert meant("Пароход идёт из Гензана в Канко.", "Канко") == "hamhung"
    assert meant("Возле Сеула река Канко широка.", "Канко") == "han-river"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("North of Pyongyang lie Anju, Chongju and Sonchon.", "chongju"),
        ("From Pyongyang and Anju the line runs to Chongju and Sinuiju.", "chongju"),
        ("From Taejon and Kunsan the line runs to Chongju and Iri.", "jeonju"),
        ("Near Chochiwon lies Chongju, and Chongju has a market.", "cheongju"),
    ],
)
def test_chongju_is_that_of_its_neighbours(text, place):
    assert meant(text, "Chongju") == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("От Пхеньяна и Анчжу дорога идёт в Чончжу и Синыйчжу.", "chongju"),
        ("От Кунсана и Намвона дорога идёт в Чончжу.", "jeonju"),
    ],
)
def test_chongju_in_cyrillic_too(text, place):
    assert meant(text, "Чончжу") == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Koshu lies between Heijo and Sariwon.", "hwangju"),
        ("From Mokpo and Naju the road goes to Koshu.", "gwangju-jeolla"),
    ],
)
def test_koshu_is_that_of_its_neighbours(text, place):
    assert meant(text, "Koshu") == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kwangju, 25 km south-east of Seoul, is small.", "gwangju-gyeonggi"),
        ("Kwangju, 60 km north-east of Mokpo, is big.", "gwangju-jeolla"),
        ("Kwangju, fifteen miles from Seoul, is small.", "gwangju-gyeonggi"),
        ("Kwangju, à 25 km de Séoul, est petit.", "gwangju-gyeonggi"),
        ("Kwangju, 25 km von Seoul, ist klein.", "gwangju-gyeonggi"),
        ("Koshu, 30 km north of Sariwon, has a wall.", "hwangju"),
    ],
)
def test_a_distance_that_the_text_says_settles_and_is_the_reason(text, place):
    one = read(text)[0]
    assert one.place.id == place
    assert "as the text says" in one.why[-1]


def test_a_distance_outweighs_what_lies_nearer():
    # the nearest Kwangju to either name is the one near Seoul
    text = "Suwon is far. Kwangju, 60 km from Mokpo, is big."
    assert meant(text, "Kwangju") == "gwangju-jeolla"


@pytest.mark.parametrize(
    ("between", "km"),
    [
        (", 15 км севернее ", 15.0),
        (", 15 km north of ", 15.0),
        (", fifteen miles from ", 15 * 1.609344),
        (", 3.5 miles from ", 3.5 * 1.609344),
        (", 3,5 km von ", 3.5),
        (" lies 15-20 km from ", 20.0),
        (" trente kilomètres de ", 30.0),
        (" въ 25 верстахъ отъ ", 25 * 1.0668),
        (" and ", 0.0),
        (" 15 ", 0.0),
        (" miles away from ", 0.0),
        ("", 0.0),
    ],
)
def test_the_distance_that_words_say(between, km):
    assert said_km(between) == pytest.approx(km, rel=1e-3)


def test_a_second_name_in_brackets_settles():
    for text in ("Chonju (Dzensiu) is a town.", "Dzensiu [Chonju] is a town."):
        one = next(one for one in read(text) if one.spelling == "Chonju")
        assert one.place.id == "jeonju"
        assert "other name" in one.why[-1]
        assert "Dzensiu" in one.why[-1]


def test_a_second_name_in_brackets_outweighs_what_lies_nearer():
    assert meant("Koshu [Hwangju] lies by Mokpo.", "Koshu") == "hwangju"
    assert meant("Koshu lies by Mokpo.", "Koshu") == "gwangju-jeolla"


def test_a_village_that_is_spelt_so_comes_before_no_city():
    # Taikō is the reading of several villages letter for letter
    assert places("From Fusan the railway runs to Taiko.") == ["busan", "daegu"]
    assert places("In Taiko and Taegu rice is dear.") == ["daegu", "daegu"]


def test_what_stands_nearer_in_the_text_says_more():
    # either neighbour lies about 20 km from a Koshu of its own
    filler = "It rained, and nothing else happened on that day. " * 6
    text = f"Sariwon and Koshu lie near each other. {filler} Naju is a town."
    assert meant(text, "Koshu") == "hwangju"
    text = f"Naju and Koshu lie near each other. {filler} Sariwon is a town."
    assert meant(text, "Koshu") == "gwangju-jeolla"


def test_a_spelling_means_one_place_in_a_document():
    text = (
        "The mayor left Chongju for Anju. Rain fell. In Chongju the streets were wet, and "
        "everyone at Chongju slept."
    )
    assert [one.place.id for one in read(text) if one.spelling == "Chongju"] == ["chongju"] * 3


def test_what_is_settled_is_no_match():
    text = "From Pyongyang and Anju the line runs to Chongju and Sinuiju."
    for one in read(text):
        assert one.match == one.candidates[0].match
    settled = next(one for one in read(text) if one.spelling == "Chongju")
    assert (settled.match, settled.doubtful) == (False, True)


def test_the_reason_says_how_far_and_from_where():
    text = "From Pyongyang and Anju the line runs to Chongju and Sinuiju."
    why = next(one.why for one in read(text) if one.spelling == "Chongju")
    assert len(why) == 2
    assert "km from “Anju”" in why[1]


def test_a_match_needs_no_neighbour():
    for text in ("Boats lie at Mokpo.", "From Mokpo they sailed to Wonsan and Kanggye."):
        for one in read(text):
            assert one.match
            assert len(one.why) == 1


@pytest.mark.parametrize(
    "text",
    [
        "From Pyongyang and Anju the line runs to Chongju and Sinuiju.",
        "Koshu lies between Heijo and Sariwon.",
        "Kwangju, 25 km south-east of Seoul, is small.",
        "On va de Séoul à Fousan par Taikou.",
        "Пароход идёт из Гензана в Канко.",
        "От Пхеньяна и Анчжу дорога идёт в Чончжу и Синыйчжу.",
        "我们在平壤休息，随后前往元山和安州。",
        "배가 부산에서 인천까지 간다.",
    ],
)
def test_what_settles_changes_no_score(text):
    for one in read(text):
        alone = {it.place.id: it for it in ENGINE.answer(one.spelling, limit=50).candidates}
        for candidate in one.candidates:
            same = alone[candidate.place.id]
            assert (candidate.score, candidate.match) == (same.score, same.match)


def test_the_others_stand_as_reconcile_has_them():
    text = "From Pyongyang and Anju the line runs to Chongju and Sinuiju."
    one = next(one for one in read(text) if one.spelling == "Chongju")
    alone = [it.place.id for it in ENGINE.answer("Chongju", limit=10).candidates]
    assert alone[0] != one.place.id
    rest = [it for it in alone if it != one.place.id]
    assert [it.place.id for it in one.candidates] == [one.place.id, *rest]


def test_names_far_apart_in_a_text_tell_nothing_of_each_other():
    filler = "It rained, and nothing else happened on that day. " * 60
    far = only(f"The line runs to Chongju. {filler}")
    assert [far.place.id] == places("The line runs to Chongju.")
    text = f"The line runs to Chongju. {filler} Boats lie at Anju."
    assert meant(text, "Chongju") == far.place.id


def test_a_place_beyond_korea_that_is_meant_is_no_mention():
    text = "From Mukden by Antung to Sinuiju, then by Chongju to Seoul."
    assert places(text) == ["sinuiju", "chongju", "seoul"]
    assert not is_korean(ENGINE.answer("Antung").candidates[0])

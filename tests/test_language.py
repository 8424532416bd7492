"""Numbers, lengths, dates and names as a page writes them before any script runs."""

import re
from datetime import date

import pytest

from korea_map.dates import PartialDate
from korea_map.facts import Fact, Kind
from korea_map.languages import load_messages
from korea_map.rounding import round_half_up
from korea_map.spans import Span
from korea_map.webmap.content import read_content
from korea_map.webmap.language import Language


@pytest.fixture(scope="module")
def english():
    return read_content().language("en")


@pytest.fixture(scope="module")
def korean():
    return read_content().language("ko")


def speaking(tag: str, **texts: str) -> Language:
    """Return a language with the English messages in its own grammar."""
    messages = {**load_messages()["en"], "locale": tag, **texts}
    return Language(tag, messages, {})


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (0.0004, "<0.1%"),
        (0.0005, "0.1%"),
        (0.0036, "0.4%"),
        (0.0099, "1%"),
        (0.01, "1%"),
        (0.2394, "24%"),
        (0.125, "13%"),
        (0.5, "50%"),
        (1, "100%"),
    ],
)
def test_a_share_is_whole_percent_and_one_decimal_below_one(english, share, said):
    assert english.percent(share) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"), (0.0004, "<0.1%"), (0.0036, "about 0.4%"), (0.0094, "about 0.9%"),
        (0.0099, "1%"), (0.5909, "59%"),
    ],
)  # fmt: skip
def test_a_share_that_the_coast_tells_is_about_so_much(english, share, said):
    assert english.roughly(share) == said
    assert english.roughly(share, "near") == said.replace("about ", "≈")


@pytest.mark.parametrize(
    ("two", "said"),
    [
        ((0.58745, 0.59094), "58.7–59.1%"),
        ((0.2394, 0.2398), "23.9–24.0%"),
        ((0.00343, 0.00356), "0.34–0.36%"),
        ((0.5901, 0.5903), "59.0%"),
    ],
)
def test_shares_on_two_coastlines_have_a_digit_more_than_one(english, two, said):
    assert english.shares_apart(*two) == said


@pytest.mark.parametrize(
    ("two", "said"),
    [
        ((11_889.4, 12_034.8), "11,900–12,000 km²"),
        ((51.7, 52.0), "52 km²"),
        ((7.3, 7.6), "7–8 km²"),
        ((0, 0), "0 km²"),
    ],
)
def test_areas_on_two_coastlines_have_a_digit_more_than_one(english, two, said):
    assert english.areas_apart(*two) == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [("tr", "%58,7–59,1"), ("fr", "58,7–59,1\xa0%"), ("de", "58,7–59,1\xa0%")],
)
def test_a_sign_is_said_once_where_a_language_has_it(tag, said):
    assert speaking(tag).shares_apart(0.58745, 0.59094) == said


@pytest.mark.parametrize(
    ("km2", "said"),
    [
        (0.6, "1 km²"),
        (9.4, "9 km²"),
        (9.5, "10 km²"),
        (51.99, "50 km²"),
        (99.4, "100 km²"),
        (146.2, "150 km²"),
        (4_321, "4,300 km²"),
        (11_889, "12,000 km²"),
        (119_600, "120,000 km²"),
    ],
)
def test_an_area_has_no_more_digits_than_the_coast_carries(english, km2, said):
    assert english.area(km2) == said


@pytest.mark.parametrize(
    ("km", "said"),
    [(0.94, "0.9 km"), (9.96, "10 km"), (9.94, "9.9 km"), (10, "10 km"), (178.6, "179 km")],
)
def test_a_distance_has_a_decimal_below_ten(english, km, said):
    assert english.distance(km) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "km", "1 kilometre"),
        (5, "km", "5 kilometres"),
        (0.25, "statute_mile", "0.25 miles"),
        (12.5, "nautical_mile", "12.5 nautical miles"),
        (1000, "yard", "1,000 yards"),
        (914.4, "m", "914.4 metres"),
        (30, "mile", "30 miles"),
    ],
)
def test_a_length_is_told_in_the_unit_of_the_document(english, value, unit, said):
    assert english.length(value, unit) == said


def test_numbers_are_words_as_far_as_the_table_goes(english):
    assert english.length(30, "mile", words=True) == "thirty miles"
    assert english.length(37, "mile", words=True) == "37 miles"
    assert english.write(Fact(Kind.COUNT, 9), "words") == "nine"
    assert english.write(Fact(Kind.COUNT, 10), "ordinal") == "tenth"
    assert english.write(Fact(Kind.COUNT, 1234), "words") == "1,234"


def test_what_the_tables_do_not_say_is_an_ellipsis(english):
    assert english.write(Fact(Kind.COUNT, None)) == "…"


def test_each_kind_of_fact_is_written_its_own_way(english):
    assert english.write(Fact(Kind.COUNT, 1234)) == "1,234"
    assert english.write(Fact(Kind.LENGTH, 5, "km")) == "5 kilometres"
    assert english.write(Fact(Kind.SHARE, 0.5)) == "50%"
    assert english.write(Fact(Kind.AREA, 52)) == "50 km²"
    assert english.write(Fact(Kind.TEXT, "a title")) == "a title"
    assert english.write(Fact(Kind.DATE, date(1952, 1, 31)), "year") == "1952"


@pytest.mark.parametrize(
    ("day", "form", "said"),
    [
        (date(1952, 1, 31), "", "31 January 1952"),
        (date(1952, 1, 31), "month", "January 1952"),
        (date(1952, 1, 31), "year", "1952"),
        (PartialDate(1951, 10), "", "October 1951"),
        (PartialDate(1951, 10), "year", "1951"),
        (PartialDate(1951), "", "1951"),
        (PartialDate(1951), "month", "1951"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(english, day, form, said):
    assert english.date(day, form) == said


def test_dates_numbers_and_plurals_are_those_of_the_language(korean):
    assert korean.date(date(1952, 1, 31)) == "1952년 1월 31일"
    assert speaking("de").number(1234.5) == "1.234,5"
    assert speaking("fr").percent(0.24).endswith("%")
    polish = speaking(
        "pl", point="{count, plural, one {punkt} few {punkty} many {punktów} other {punktu}}"
    )
    said = [polish.text("point", count=number) for number in (1, 3, 5, 1.5)]
    assert said == ["punkt", "punkty", "punktów", "punktu"]


AREAS = {"china": 0.0, "russia": 0.0, "japan": 0.0, "outside": 0.0}
LANDS = ("china", "russia", "japan")


NOTHING = "The circles reach over nothing of China beyond the Yalu."


def test_a_land_that_is_reached_is_told_and_one_that_another_plan_reaches_too(english):
    said = english.beyond({**AREAS, "china": 11_889.0}, LANDS, ["china"])
    assert said.startswith("Drawn whole, the circles would reach over about 12,000 km² of China")
    assert said.endswith(english.text("coverage.meant"))
    assert english.beyond(AREAS, LANDS, ["china"]) == NOTHING
    assert english.beyond(AREAS, LANDS, []) == ""


def test_lands_that_are_reached_stand_in_one_sentence(english):
    said = english.beyond({**AREAS, "china": 340.0, "japan": 12.0}, LANDS, ["china"])
    assert re.search("about 340 km² of China.*, about 10 km² of Japan", said)
    assert said.count("Drawn whole") == 1


def test_less_than_half_a_square_kilometre_of_a_land_is_nothing(english):
    assert english.beyond({**AREAS, "china": 0.49}, LANDS, ["china"]) == NOTHING
    assert english.beyond({**AREAS, "china": 0.5}, LANDS, ["china"]) != NOTHING


def test_ground_beyond_the_map_is_said_not_to_be_measured(english):
    said = english.beyond({**AREAS, "outside": 4321.0}, LANDS, [])
    assert said == "About 4,300 km² lie beyond the land of this map and are not measured."
    assert english.beyond({**AREAS, "outside": 0.4}, LANDS, []) == ""


WIDE = {"south": Span(0.5909, 0.5909, 0.457), "north": Span(0.2394, 0.7181, 0.17)}


def test_shares_stand_in_a_line_with_the_names_of_the_sides(english):
    assert english.shares({"south": Span(0.59, 0.59, None)}) == "South 59%"
    assert english.shares({"all": Span(0.4, 0.4, None)}) == "All land 40%"


def test_at_most_is_never_told_without_its_condition(english, korean):
    told = "South 59%, North 24% to at most 72%"
    assert english.figures(WIDE) == told
    assert english.shares(WIDE) == f"{told}, if the named places are right"
    condition = "At most: if the named places are right"
    alone = "Certain names alone: South 46%, North 17%"
    assert [english.condition(WIDE), english.alone(WIDE)] == [condition, alone]
    assert "72%" in korean.shares(WIDE)
    assert "적힌 곳이 맞다면" in korean.shares(WIDE)


@pytest.mark.parametrize("span", [Span(0.24, 0.24, None), Span(0.2361, 0.2421, None)])
def test_where_least_and_most_are_told_the_same_there_is_one_figure(english, span):
    assert english.span(span) == "24%"
    assert english.most(span) == ""
    assert english.shares({"north": span}) == "North 24%"
    assert english.condition({"north": span}) == ""


def test_the_certain_names_alone_are_told_where_others_are_drawn(english):
    assert english.alone(WIDE) == "Certain names alone: South 46%, North 17%"
    assert english.alone({"all": Span(0.4, 0.4, 0.0)}) == "Certain names alone: All land 0%"
    assert english.alone({"all": Span(0.4, 0.4, None)}) == ""


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ko", ("신의주", "ko")),
        ("en", ("Sinŭiju", "ko-Latn")),
        ("zh-Hant", ("新義州", "ko-Hani")),
        ("zh-Hans", ("新義州", "ko-Hani")),
        ("ja", ("新義州", "ko-Hani")),
        ("pt-BR", ("Sinŭiju", "ko-Latn")),
        ("ru", ("Sinŭiju", "ko-Latn")),
    ],
)
def test_a_place_is_called_in_the_script_of_the_language(tag, name):
    assert speaking(tag).name("Sinŭiju", "신의주|義州", "新義州|另") == name


def test_a_place_without_a_name_in_the_script_has_its_title(korean):
    assert korean.name("Sinŭiju", None, None) == ("Sinŭiju", "ko-Latn")
    assert speaking("ja").called({"title": "Sinŭiju", "hangul": None, "hanja": None}) == "Sinŭiju"


@pytest.mark.parametrize(
    ("value", "digits", "half"), [(12.5, 0, 13), (0.125, 2, 0.13), (2.675, 2, 2.68)]
)
def test_halves_go_up_as_in_browsers(value, digits, half):
    assert round_half_up(value, digits) == half

"""Rooms of the page's program that measure and tell: an empty tab, each and what it needs."""

import itertools
import math

import pytest
from pyproj import Geod

pytestmark = pytest.mark.browser

WGS84 = Geod(ellps="WGS84")
MILE_M = 1609.344
NAUTICAL_M = 1852
WIDEST_M = 60 * MILE_M
SEOUL = (37.5665, 126.978)
NEW_YORK = (40.7128, -74.006)
CAPE_TOWN = (-33.9249, 18.4241)

WORDS = {
    "en": {
        "unit.mi": "{count, plural, one {{value} mile} other {{value} miles}}",
        "unit.km": "{value} kilometres", "unit.km.short": "{value} km",
        "unit.km2": "{value} km²", "coordinates": "{lat} N, {lon} E",
        "coverage.beyond.part": "{area} {of}", "coverage.beyond": "Reach: {parts}.",
        "coverage.beyond.none": "Nothing {of}.",
        "coverage.range": "{least} up to {most}", "coverage.if": "{figures}, if so",
        "coverage.condition": "if so", "coverage.certain": "certain: {figures}",
        "coverage.outside": "{area} not measured", "coverage.all": "All land",
        "coverage.all.of": "of the land", "coverage.side": "{side} {share}",
        "coverage.of": "{share} {of}", "list.join": "; ",
        "share.under": "under {share}", "share.about": "about {share}", "share.near": "≈{share}",
        "coverage.apart": "{low}–{high}", "coverage.coasts": "({figures})",
        "ground.far.of": "of Far", "ground.farther.of": "of Farther",
        "ground.up.name": "Up", "ground.up.of": "of Up",
        "greeting": "To {who}: {count} of {other}",
        "plan.wide.title": "wide plan", "plan.small.title": "small plan",
        "certainty.certain": "certain", "certainty.uncertain": "uncertain",
        "certainty.none": "unknown",
        "zone.radius": "within {length}", "zone.label": "{written}, {title}, {plan}, {radius}",
        "zone.label.point": "{written}, {title}, {plan}",
    },
    "ko": {"unit.mi": "{value}마일"},
    "pl": {"unit.mi": "{count, plural, one {{value} mila} few {{value} mile} "
                      "many {{value} mil} other {{value} mili}}"},
    "zh-Hant": {"greeting": "致{who}"},
}  # fmt: skip


# geodesic


@pytest.mark.parametrize("place", [SEOUL, NEW_YORK, CAPE_TOWN, (0.0, 0.0)])
def test_a_point_at_a_distance_is_where_geographiclib_has_it(enter, place):
    tab = enter("geodesic")
    for azimuth, metres in itertools.product((0, 30, 90, 179.5, 270), (0, 5000, WIDEST_M)):
        lat, lon = tab.call("geodesic.direct", *place, azimuth, metres)
        east, north, _ = WGS84.fwd(place[1], place[0], azimuth, metres)
        assert WGS84.inv(lon, lat, east, north)[2] < 0.001


def test_a_circle_runs_anticlockwise_from_the_east_at_its_radius(enter):
    circle = enter("geodesic").call("geodesic.circle", *SEOUL, 30 * MILE_M, 4)
    (lat, lon), ways = SEOUL, []
    for north, east in circle:
        azimuth, _, metres = WGS84.inv(lon, lat, east, north)
        ways.append(round(azimuth) % 360)
        assert metres == pytest.approx(30 * MILE_M, abs=0.001)
    assert ways == [90, 0, 270, 180]


# coverage, figures, what they are called


CURVE = {"radius_m": [0, 1000, 2000], "x": [0, 10, 40]}


@pytest.mark.parametrize(
    ("radius", "value"), [(0, 0), (500, 2.5), (1000, 10), (1500, 22.5), (2000, 40), (9999, 40)]
)
def test_between_nodes_coverage_grows_with_the_square_of_the_radius(enter, radius, value):
    assert enter("coverage").call("coverage.at", CURVE, radius)["x"] == pytest.approx(value)


CURVES = {
    "wide": {"radius_m": [0, 1000], "up_km2": [0, 50], "down_km2": [0, 30], "far_km2": [0, 7],
             "farther_km2": [0, 0.4], "sea_km2": [0, 9], "outside_km2": [0, 0],
             "union_km2": [0, 96.4]},
    "small": {"radius_m": [0, 1000], "up_km2": [0, 5], "down_km2": [0, 3], "far_km2": [0, 0.4],
              "farther_km2": [0, 0.4], "sea_km2": [0, 9], "outside_km2": [0, 2],
              "union_km2": [0, 19.8]},
}  # fmt: skip
GROUND = {
    "sides": ["up", "down"], "beyond": ["far", "farther"],
    "coverage": {
        "curve": CURVES, "lands": {"up": 100, "down": 120},
        "open": {"wide": {"up": 0, "down": 5}, "small": {"up": 99, "down": 0}},
        "certain": {"wide": {"radius_m": [0, 1000], "up_km2": [0, 20], "down_km2": [0, 12]}},
    },
    "plans": [
        {"id": "wide", "readings": {"": [1000, "km"]}},
        {"id": "small", "readings": {"statute": [900, "mi"], "nautical": [1000, "nmi"]}},
        {"id": "ports", "readings": None},
    ],
}  # fmt: skip
GROUND["plan"] = {plan["id"]: plan for plan in GROUND["plans"]}


def test_figures_are_shares_of_each_side_and_areas_of_every_land(enter):
    figures = enter("figures").call("figures.of", GROUND, "wide", 1000)
    assert figures["shares"] == {"up": 0.5, "down": 0.25}
    most = pytest.approx(0.25 + 5 * math.pi / 120)
    assert figures["spans"] == {
        "up": {"least": 0.5, "most": 0.5, "certain": 0.2},
        "down": {"least": 0.25, "most": most, "certain": 0.1},
    }
    assert figures["areas"] == {
        "up": 50, "down": 30, "far": 7, "farther": 0.4, "sea": 9, "outside": 0, "union": 96.4,
    }  # fmt: skip


def test_the_most_ends_at_all_land_and_follows_the_radius(enter):
    tab = enter("figures")
    spans = tab.call("figures.of", GROUND, "small", 1000)["spans"]
    assert spans["up"] == {"least": 0.05, "most": 1, "certain": None}
    at_500 = tab.call("figures.of", GROUND, "wide", 500)["spans"]["down"]
    assert at_500["most"] - at_500["least"] == pytest.approx(5 * math.pi * 0.25 / 120)
    nothing = tab.call("figures.of", GROUND, "wide", 0)["spans"]["down"]
    assert nothing == {"least": 0, "most": 0, "certain": 0}


def test_a_neighbour_is_told_of_every_plan_once_one_reaches_it(enter):
    assert enter("figures").call("figures.reached", GROUND, "nautical") == ["far"]
    hardly = {**GROUND, "plans": [GROUND["plan"]["small"]]}
    assert enter("figures").call("figures.reached", hardly, "nautical") == []


@pytest.mark.parametrize(
    ("far", "farther", "outside", "told", "said"),
    [
        (11_889, 0, 0, ["far"], "Reach: 12,000 km² of Far."),
        (0, 0, 0, ["far"], "Nothing of Far."),
        (0, 0, 0, [], ""),
        (0.49, 0.49, 0.49, ["far"], "Nothing of Far."),
        (0.5, 0, 0, [], "Reach: 1 km² of Far."),
        (0, 120, 0, ["far"], "Reach: 120 km² of Farther. Nothing of Far."),
        (140, 12, 0, [], "Reach: 140 km² of Far; 10 km² of Farther."),
        (0, 0, 33, [], "30 km² not measured"),
    ],
)
def test_what_lies_beyond_is_told_and_that_nothing_does(enter, far, farther, outside, told, said):
    tab = enter("figures").speak(WORDS)
    areas = {"far": far, "farther": farther, "outside": outside}
    assert tab.call("figures.beyond", GROUND, areas, told) == said


def test_what_the_plan_was_for_is_said_where_a_neighbour_is_reached(enter):
    words = {"en": {**WORDS["en"], "coverage.meant": "It was for Home."}}
    tab = enter("figures").speak(words)
    areas = {"far": 7, "farther": 0, "outside": 0}
    assert tab.call("figures.beyond", GROUND, areas, []) == "Reach: 7 km² of Far. It was for Home."
    assert tab.call("figures.beyond", GROUND, {**areas, "far": 0}, ["far"]) == "Nothing of Far."


COASTS = {"coasts": {"wide": {"statute": {"up": [0.00343, 0.00356]}}, "firm": {"": {}}}}


@pytest.mark.parametrize(
    ("plan", "readings", "miles", "told"),
    [
        ("wide", {"statute": [1, "mi"], "nautical": [2, "nmi"]}, "statute", "(0.34–0.36%)"),
        ("wide", {"statute": [1, "mi"], "nautical": [2, "nmi"]}, "nautical", ""),
        ("firm", {"": [1, "km"]}, "statute", ""),
    ],
)
def test_a_small_share_is_told_on_both_coastlines(enter, plan, readings, miles, told):
    tab = enter("figures").speak(WORDS)
    of = {"id": plan, "readings": readings}
    assert tab.call("figures.coasts", COASTS, of, miles, "up") == told


def spans(most=None, certain=None):
    return {
        "up": {"least": 0.594, "most": 0.594 if most is None else most, "certain": certain},
        "all": {"least": 0.0043, "most": 0.0043, "certain": certain},
    }


def test_shares_are_told_in_a_line_and_in_a_sentence(enter):
    tab = enter("figures").speak(WORDS)
    assert tab.call("figures.line", spans()) == "Up 59%; All land ≈0.4%"
    assert tab.call("figures.sentence", spans()) == "59% of Up; about 0.4% of the land"
    assert [tab.call(f"figures.{name}", spans()) for name in ("alone", "condition")] == ["", ""]


def test_the_most_is_told_with_its_condition_and_the_certain_names_alone(enter):
    tab = enter("figures").speak(WORDS)
    wide = spans(most=0.72, certain=0.1)
    assert tab.call("figures.plain", wide) == "Up 59% up to 72%; All land ≈0.4%"
    assert tab.call("figures.line", wide) == "Up 59% up to 72%; All land ≈0.4%, if so"
    said = "59% up to 72% of Up; about 0.4% of the land, if so"
    assert tab.call("figures.sentence", wide) == said
    assert tab.call("figures.alone", wide) == "certain: Up 10%; All land 10%"
    assert tab.call("figures.condition", wide) == "if so"
    assert tab.call("figures.line", spans(most=0.5941)) == "Up 59%; All land ≈0.4%"


# facts


FACTS = {
    "miles": "statute",
    "facts": {
        "date": ["date", "1952-01-31"], "small.radius": ["length", 5, "mi"],
        "small.up.share": ["share", 0.03], "small.union.area": ["area", 16],
        "small.up.most": ["share", 0.9], "small.up.certain": ["share", 0.03],
        "small.elsewhere.area": ["area", 1],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "statute", "nautical"),
    [
        ("date", ["date", "1952-01-31"], ["date", "1952-01-31"]),
        ("small.radius", ["length", 5, "mi"], ["length", 5, "mi"]),
        ("small.up.share", ["share", 0.03], ["share", 0.05]),
        ("small.up.most", ["share", 0.9], ["share", 1]),
        ("small.up.certain", ["share", 0.03], ["share", 0.05]),
        ("small.union.area", ["area", 16], ["area", 19.8]),
        ("small.elsewhere.area", ["area", 1], ["area", 1]),
        ("nothing", None, None), ("constructor", None, None),
    ],
)  # fmt: skip
def test_a_fact_is_the_builds_and_measured_anew_for_another_mile(enter, name, statute, nautical):
    found = enter("facts").run(
        """([data, name]) => ["statute", "nautical"].map((miles) =>
            koreaMap.facts.create(data)(name, miles) ?? null)""",
        [{**GROUND, **FACTS}, name],
    )
    assert found == [statute, nautical]


# units, radii


UNITS = {"mi": MILE_M, "nmi": NAUTICAL_M, "km": 1000, "yd": 0.9144, "m": 1}
SLIDER = {"reach_m": WIDEST_M, "steps": 500}


def with_units(tab, slider=SLIDER):
    tab.run("given => koreaMap.units.load(...given)", [UNITS, slider])
    return tab


def test_lengths_of_links_are_read_and_written(enter):
    tab = with_units(enter("units"))
    for text, metres in (("25mi", 25 * MILE_M), ("3.5nmi", 3.5 * NAUTICAL_M), ("0km", 0)):
        assert tab.call("units.read", text) == pytest.approx(metres)
        assert tab.call("units.write", metres, text.lstrip("0123456789.")) == text
    for text in ("", "25", "mi", "-1km", "1e9km", "25 mi", "25mi!", "5toString", "٣km", "1.km"):
        assert tab.call("units.read", text) is None, text


@pytest.mark.parametrize(
    ("reach", "unit", "step", "digits", "end"),
    [
        (WIDEST_M, "mi", 0.1, 1, 60), (WIDEST_M, "km", 0.1, 1, 96.6),
        (WIDEST_M, "yd", 100, 0, 105_600), (10_000, "km", 0.01, 2, 10), (1200, "m", 1, 0, 1200),
        (10_000, "m", 10, 0, 10_000),
    ],
)  # fmt: skip
def test_a_slider_goes_to_its_end_in_round_steps(enter, reach, unit, step, digits, end):
    tab = with_units(enter("units"), {"reach_m": reach, "steps": 500})
    assert tab.call("units.step", unit) == step
    assert tab.call("units.digits", unit) == digits
    assert tab.call("units.end", unit) == end


MILES = {"statute": [30 * MILE_M, "mi"], "nautical": [30 * NAUTICAL_M, "nmi"]}
PLANS = [
    {"id": "wide", "readings": MILES},
    {"id": "small", "readings": {"": [5000, "km"]}},
    {"id": "points", "readings": None},
]


@pytest.mark.parametrize(
    ("chosen", "miles", "metres", "units"),
    [
        ({}, "statute", {"wide": 30 * MILE_M, "small": 5000}, {"wide": "mi", "small": "km"}),
        ({}, "nautical", {"wide": 30 * NAUTICAL_M, "small": 5000}, {"wide": "nmi", "small": "km"}),
        ({"small": 0}, "statute", {"wide": 30 * MILE_M, "small": 0}, {"wide": "mi", "small": "yd"}),
    ],
)
def test_a_radius_is_the_readers_or_the_documents(enter, chosen, miles, metres, units):
    state = {"radius": chosen, "unit": "yd", "miles": miles}
    force = enter("radii").call("radii.inForce", PLANS, state)
    assert force["metres"] == pytest.approx(metres)
    assert force["units"] == units
    assert force["stated"]["small"] == 5000


# i18n, titles


@pytest.mark.parametrize(
    ("language", "miles", "said"),
    [
        ("en", 1, "1 mile"), ("en", 0, "0 miles"), ("en", 1.5, "1.5 miles"),
        ("en", 1234.56, "1,234.6 miles"), ("ko", 1, "1마일"), ("pl", 1, "1 mila"),
        ("pl", 3, "3 mile"), ("pl", 5, "5 mil"), ("pl", 22, "22 mile"), ("pl", 1.5, "1,5 mili"),
    ],
)  # fmt: skip
def test_lengths_take_the_plural_and_the_digits_of_their_language(enter, language, miles, said):
    tab = with_units(enter("i18n").speak(WORDS, language))
    assert tab.call("i18n.length", miles * MILE_M, "mi") == said


def test_numbers_are_rounded_to_what_is_known(enter):
    tab = enter("i18n").speak(WORDS)
    areas = [tab.call("i18n.area", km2) for km2 in (11_889, 1_000, 994, 99.6, 0.4)]
    assert areas == ["12,000 km²", "1,000 km²", "990 km²", "100 km²", "0 km²"]
    shares = [
        tab.call("i18n.percent", share) for share in (0, 0.0004, 0.0005, 0.0043, 0.00999, 0.594)
    ]
    assert shares == ["0%", "under 0.1%", "0.1%", "0.4%", "1%", "59%"]
    distances = [tab.call("i18n.distance", km) for km in (1.25, 9.96, 10.4, 178.7)]
    assert distances == ["1.3 km", "10 km", "10 km", "179 km"]
    assert tab.call("i18n.coordinates", 34.95061, 127.4) == "34.9506 N, 127.40 E"
    forms = [tab.call("i18n.date", "1952-01-31", form) for form in ("", "month", "year")]
    assert forms == ["January 31, 1952", "January 1952", "1952"]
    known = [
        tab.call("i18n.date", day, form) for day in ("1951-10", "1951") for form in ("", "month")
    ]
    assert known == ["October 1951", "October 1951", "1951", "1951"]


def test_placeholders_are_filled_once_and_with_what_is_given(enter):
    tab = enter("i18n").speak(WORDS)
    values = {"who": "{count} <b>", "count": 1200}
    assert tab.call("i18n.text", "greeting", values) == "To {count} <b>: 1,200 of {other}"
    assert tab.call("i18n.text", "greeting", {}) == "To {who}: {count} of {other}"


def test_a_message_that_is_nowhere_is_an_error_and_one_of_english_is_lent(enter):
    tab = enter("i18n").speak(WORDS, "ko")
    assert tab.call("i18n.text", "plan.wide.title") == "wide plan"
    told = tab.run("() => { try { koreaMap.i18n.text('nil'); } catch (e) { return e.message; } }")
    assert told == "no message nil"


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (["ko-KR"], "ko"), (["KO"], "ko"), (["fr", "ko"], "ko"), (["fr"], "en"), ([], "en"),
        (["zh-Hant"], "zh-Hant"), (["zh-hant-TW"], "zh-Hant"), (["zh"], "en"),
        (["constructor", "__proto__"], "en"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_tag_or_the_longest_head_of_it(enter, wanted, chosen):
    assert enter("i18n").speak(WORDS).call("i18n.choose", wanted) == chosen


def test_a_language_without_numbers_of_its_own_takes_those_of_its_locale(enter):
    words = {"x-plain": {"locale": "de", "unit.km2": "{value} km²"}}
    assert enter("i18n").speak(words, "x-plain").call("i18n.area", 11_889) == "12.000 km²"


SUNCHEON = {
    "id": "wide-11", "plan": "wide", "toponym": "Dzenten", "title": "Sunch'ŏn",
    "hangul": "순천|승주", "hanja": "順天", "today": {"hangul": "순천시", "hanja": None},
    "territory": "up", "certainty": "certain",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "today", "meant", "rival"),
    [
        ("en", ["Sunch'ŏn", "ko-Latn"], "Sunch'ŏn", "Sŏkto"),
        ("ko", ["순천시", "ko"], "순천", "석도"),
        ("zh-Hans", ["Sunch'ŏn", "ko-Latn"], "順天", "石島"),
        ("zh-Hant", ["Sunch'ŏn", "ko-Latn"], "順天", "石島"),
        ("zh-TW", ["Sunch'ŏn", "ko-Latn"], "順天", "石島"),
        ("ja", ["Sunch'ŏn", "ko-Latn"], "順天", "石島"),
        ("pl", ["Sunch'ŏn", "ko-Latn"], "Sunch'ŏn", "Sŏkto"),
    ],
)
def test_names_are_in_the_script_of_the_reader_or_in_latin_letters(
    enter, language, today, meant, rival
):
    tab = enter("titles").speak({language: {}}, language)
    assert tab.call("titles.today", SUNCHEON) == today
    assert tab.call("titles.meant", SUNCHEON) == meant
    names = {"title": "Sŏkto", "hangul": "석도", "hanja": "石島|石嶋"}
    assert tab.call("titles.place", names) == rival
    assert tab.call("titles.place", {"title": "Sŏkto", "hangul": None, "hanja": None}) == "Sŏkto"


def test_a_zone_is_said_with_its_radius_in_force_and_a_mark_without(enter):
    tab = with_units(enter("voice").speak(WORDS))
    force = {"metres": {"wide": 25 * MILE_M}, "units": {"wide": "mi"}}
    zone = {"id": "wide", "readings": MILES}
    said = tab.call("voice.describe", SUNCHEON, zone, force)
    assert said == "Dzenten, Sunch'ŏn, wide plan, Up, within 25 miles"
    said = tab.call("voice.describe", SUNCHEON, {"id": "wide", "readings": None}, force)
    assert said == "Dzenten, Sunch'ŏn, wide plan, Up"
    everywhere = {**SUNCHEON, "territory": None}
    said = tab.call("voice.describe", everywhere, {"id": "wide", "readings": None}, force)
    assert said == "Dzenten, Sunch'ŏn, wide plan"

"""Rooms of the page's program that measure and tell: an empty tab, each and what it needs."""

import itertools

import pytest
from pyproj import Geod

pytestmark = pytest.mark.browser

WGS84 = Geod(ellps="WGS84")
MILE_M = 1609.344
NAUTICAL_M = 1852
WIDEST_M = 60 * MILE_M
SEOUL = (37.5665, 126.978)
SINUIJU = (40.1, 124.4)
NEW_YORK = (40.7128, -74.006)
CAPE_TOWN = (-33.9249, 18.4241)

WORDS = {
    "en": {
        "unit.mi.one": "{value} mile", "unit.mi.other": "{value} miles",
        "unit.km.other": "{value} kilometres", "unit.km.short": "{value} km",
        "unit.km2": "{value} km²", "coordinates": "{lat} N, {lon} E",
        "coverage.china": "{area} of China.", "coverage.china.none": "Nothing of China.",
        "coverage.russia": "{area} of Russia.", "greeting": "To {who}: {count} of {other}",
        "plan.unc": "wide", "plan.cpv": "small", "territory.north": "North",
        "certainty.certain": "certain", "certainty.uncertain": "uncertain",
        "certainty.none": "unknown",
        "zone.radius": "within {length}", "zone.label": "{written}, {title}, {plan}, {radius}",
        "zone.label.point": "{written}, {title}, {plan}",
    },
    "ko": {"unit.mi.other": "{value}마일"},
    "pl": {"unit.mi.one": "{value} mila", "unit.mi.few": "{value} mile",
           "unit.mi.many": "{value} mil", "unit.mi.other": "{value} mili"},
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


# polyline


def test_a_line_is_read_as_its_format_is_published(enter):
    line = enter("polyline").call("polyline.decode", "_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5)
    assert line == [[38.5, -120.2], [40.7, -120.95], [43.252, -126.453]]


def test_a_line_without_vertices_is_empty(enter):
    assert enter("polyline").call("polyline.decode", "") == []


# coverage, figures, the panel's sentence


CURVE = {"radius_m": [0, 1000, 2000], "x": [0, 10, 40]}


@pytest.mark.parametrize(
    ("radius", "value"), [(0, 0), (500, 2.5), (1000, 10), (1500, 22.5), (2000, 40), (9999, 40)]
)
def test_between_nodes_coverage_grows_with_the_square_of_the_radius(enter, radius, value):
    assert enter("coverage").call("coverage.at", CURVE, radius)["x"] == pytest.approx(value)


def test_figures_are_shares_of_each_side_and_areas_beyond(enter):
    curve = {
        "radius_m": [0, 1000], "land_south_km2": [0, 50], "land_north_km2": [0, 30],
        "china_km2": [0, 7], "russia_km2": [0, 0],
    }  # fmt: skip
    land = {"land_south_km2": 100, "land_north_km2": 120}
    data = {"coverage": {"curve": {"unc": curve}, **land}}
    figures = enter("figures").call("figures.of", data, "unc", 1000)
    assert figures == pytest.approx({"south": 0.5, "north": 0.25, "china": 7, "russia": 0})


@pytest.mark.parametrize(
    ("china", "russia", "said"),
    [
        (11_889, 0, "11,900 km² of China."),
        (0, 0, "Nothing of China."),
        (0.49, 0.49, "Nothing of China."),
        (0.5, 0, "1 km² of China."),
        (0, 120, "Nothing of China. 120 km² of Russia."),
        (140, 12, "140 km² of China. 12 km² of Russia."),
    ],
)
def test_the_panel_says_what_lies_beyond_the_border(enter, china, russia, said):
    tab = enter("panel").speak(WORDS)
    assert tab.call("panel.beyond", {"china": china, "russia": russia}) == said


# units, radii


def test_lengths_of_links_are_read_and_written(enter):
    tab = enter("units")
    for text, metres in (("25mi", 25 * MILE_M), ("3.5nmi", 3.5 * NAUTICAL_M), ("0km", 0)):
        assert tab.call("units.read", text) == pytest.approx(metres)
        assert tab.call("units.write", metres, text.lstrip("0123456789.")) == text
    for text in ("", "25", "mi", "-1km", "1e9km", "25 mi", "25mi!", "5toString", "٣km", "1.km"):
        assert tab.call("units.read", text) is None, text


def test_a_radius_is_told_in_the_mile_that_the_reader_takes(enter):
    tab = enter("units")
    told = {
        (unit, miles): tab.call("units.stated", unit, miles)
        for unit in ("mile", "km")
        for miles in ("statute", "nautical")
    }
    assert told == {
        ("mile", "statute"): "mi", ("mile", "nautical"): "nmi",
        ("km", "statute"): "km", ("km", "nautical"): "km",
    }  # fmt: skip


PLANS = [
    {"id": "wide", "unit": "mile", "radius_m": 30 * MILE_M, "radius_nautical_m": 30 * NAUTICAL_M},
    {"id": "small", "unit": "km", "radius_m": 5000, "radius_nautical_m": 5000},
    {"id": "points", "unit": None, "radius_m": None, "radius_nautical_m": None},
]


@pytest.mark.parametrize(
    ("chosen", "miles", "metres", "units"),
    [
        ({}, "statute", {"wide": 30 * MILE_M, "small": 5000}, {"wide": "mi", "small": "km"}),
        ({}, "nautical", {"wide": 30 * NAUTICAL_M, "small": 5000}, {"wide": "nmi", "small": "km"}),
        ({"small": 0}, "statute", {"wide": 30 * MILE_M, "small": 0}, {"wide": "mi", "small": "mi"}),
    ],
)
def test_a_radius_is_the_readers_or_the_documents(enter, chosen, miles, metres, units):
    state = {"radius": chosen, "unit": "mi", "miles": miles}
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
    assert enter("i18n").speak(WORDS, language).call("i18n.length", miles * MILE_M, "mi") == said


def test_numbers_are_rounded_to_what_is_known(enter):
    tab = enter("i18n").speak(WORDS)
    areas = [tab.call("i18n.area", km2) for km2 in (11_889, 1_000, 994, 99.6, 0.4)]
    assert areas == ["11,900 km²", "1,000 km²", "990 km²", "100 km²", "0 km²"]
    shares = [tab.call("i18n.percent", share) for share in (0, 0.0043, 0.00999, 0.01, 0.594, 1)]
    assert shares == ["0%", "0.4%", "1.0%", "1%", "59%", "100%"]
    distances = [tab.call("i18n.distance", km) for km in (1.25, 9.96, 10.4, 178.7)]
    assert distances == ["1.3 km", "10 km", "10 km", "179 km"]
    assert tab.call("i18n.coordinates", 34.95061, 127.4) == "34.9506 N, 127.40 E"
    assert tab.call("i18n.date", "1952-01-31") == "31 January 1952"


def test_placeholders_are_filled_once_and_with_what_is_given(enter):
    tab = enter("i18n").speak(WORDS)
    values = {"who": "{count} <b>", "count": 1200}
    assert tab.call("i18n.text", "greeting", values) == "To {count} <b>: 1,200 of {other}"
    assert tab.call("i18n.text", "greeting", {}) == "To {who}: {count} of {other}"


def test_a_message_that_is_nowhere_is_an_error_and_one_of_english_is_lent(enter):
    tab = enter("i18n").speak(WORDS, "ko")
    assert tab.call("i18n.text", "plan.unc") == "wide"
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


SUNCHEON = {
    "id": "unc-south-11", "plan": "unc", "toponym": "Dzenten", "title": "Sunch'ŏn",
    "hangul": "순천|승주", "today": {"hangul": "순천시"}, "territory": "north",
    "certainty": "certain",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "today", "meant", "rival"),
    [
        ("en", ["Sunch'ŏn", "ko-Latn"], "Sunch'ŏn", "Sŏkto"),
        ("ko", ["순천시", "ko"], "순천", "석도"),
    ],
)
def test_readers_of_korean_have_the_names_in_hangul(enter, language, today, meant, rival):
    tab = enter("titles").speak(WORDS, language)
    assert tab.call("titles.today", SUNCHEON) == today
    assert tab.call("titles.meant", SUNCHEON) == meant
    assert tab.call("titles.place", {"title": "Sŏkto", "hangul": "석도"}) == rival
    assert tab.call("titles.place", {"title": "Sŏkto", "hangul": None}) == "Sŏkto"


def test_a_zone_is_said_with_its_radius_in_force_and_a_mark_without(enter):
    tab = enter("voice").speak(WORDS)
    force = {"metres": {"unc": 25 * MILE_M}, "units": {"unc": "mi"}}
    zone = {"id": "unc", "radius_m": 30 * MILE_M}
    said = tab.call("voice.describe", SUNCHEON, zone, force)
    assert said == "Dzenten, Sunch'ŏn, wide, within 25 miles"
    said = tab.call("voice.describe", SUNCHEON, {"id": "unc", "radius_m": None}, force)
    assert said == "Dzenten, Sunch'ŏn, wide"


# labels


FRAME = {"left": 0, "top": 0, "right": 300, "bottom": 300}


def label(name, x, y, **more):
    form = {"width": 60, "height": 14, "cost": 0}
    return {"id": name, "x": x, "y": y, "size": 4, "reach": 0, "weight": 1, "forms": [form], **more}


def placed(tab, items, frame=FRAME, obstacles=()):
    """Where each label went: {name: [left, top, right, bottom]}."""
    return tab.run(
        """given => Object.fromEntries([...koreaMap.labels.place(...given)].map(
            ([name, { area }]) => [name, [area.left, area.top, area.right, area.bottom]]))""",
        [items, frame, list(obstacles)],
    )


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_a_label_alone_stands_right_of_its_point(enter):
    assert placed(enter("labels"), [label("a", 100, 100)]) == {"a": [108, 93, 168, 107]}


def test_labels_that_find_no_room_are_left_out_rather_than_laid_on_others(enter):
    crowd = [label(str(i), 100 + 4 * (i % 10), 100 + 4 * (i // 10), size=2) for i in range(50)]
    boxes = placed(enter("labels"), crowd)
    assert 3 < len(boxes) < 50
    assert not any(meet(a, b) for a, b in itertools.combinations(boxes.values(), 2))


def test_a_label_keeps_within_its_frame_and_off_what_lies_over_the_map(enter):
    tab = enter("labels")
    at_the_edge = placed(tab, [label("a", 290, 150)])["a"]
    assert at_the_edge[2] < 290
    over = {"left": 100, "top": 0, "right": 300, "bottom": 300}
    assert placed(tab, [label("a", 95, 150)], obstacles=[over])["a"][2] <= 95


NARROW = {"left": 0, "top": 92, "right": 300, "bottom": 108}


@pytest.mark.parametrize(
    ("right", "left", "stands"),
    [
        (177, 23, True),  # nine pixels from either label's end, which is eight from its own point
        (169, 23, True),
        (177, 31, True),
        (169, 31, False),
    ],
)
def test_a_label_stands_nowhere_nearer_to_another_point_than_to_its_own(enter, right, left, stands):
    row = [label("own", 100, 100), label("right", right, 100), label("left", left, 100)]
    for other in row[1:]:
        other |= {"size": 0, "forms": []}
    tab = enter("labels")
    assert ("own" in placed(tab, row, NARROW)) == stands
    row[0] |= {"must": True}
    assert "own" in placed(tab, row, NARROW)


def test_a_name_that_must_be_there_is_there_all_the_same(enter):
    row = [label(str(i), 100 + 12 * i, 100) for i in range(5)]
    tab = enter("labels")
    assert "2" not in placed(tab, row, NARROW)
    row[2] |= {"must": True, "weight": 9}
    assert "2" in placed(tab, row, NARROW)


def test_of_two_names_the_weightier_has_the_room(enter):
    tab = enter("labels")
    tight = {"left": 0, "top": 93, "right": 170, "bottom": 107}
    for heavy, light in (("a", "b"), ("b", "a")):
        pair = [
            label(name, 100, 100, weight=9 if name == heavy else 1, fixed={"across": 1})
            for name in ("a", "b")
        ]
        assert list(placed(tab, pair, tight)) == [heavy], light


# camera


WINDOW = {"size": {"x": 1000, "y": 600}, "windowHeight": 700}


@pytest.mark.parametrize(
    ("over", "room"),
    [
        ({}, (12, 12, 12)),
        ({"card": {"width": 300, "height": 500}}, (12, 324, 12)),
        ({"card": {"width": 500, "height": 500}}, (12, 12, 12)),
        ({"walk": {"width": 300, "height": 200}}, (324, 12, 12)),
        ({"walk": {"width": 900, "height": 200}}, (12, 12, 220)),
        ({"card": {"width": 300, "height": 9}, "walk": {"width": 200, "height": 9}},
         (224, 324, 12)),
        ({"sheet": {"width": 1000, "height": 300}}, (12, 12, 212)),
        ({"sheet": {"width": 1000, "height": 50}}, (12, 12, 12)),
    ],
)  # fmt: skip
def test_what_lies_over_the_map_takes_its_room(enter, over, room):
    left, right, foot = room
    margins = enter("camera").call("camera.margins", {**WINDOW, **over})
    assert margins == {"left": left, "right": right, "foot": foot}

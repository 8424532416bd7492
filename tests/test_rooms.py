"""Each room of the page's program by itself: an empty tab, the room and what it needs."""

import csv
import io
import itertools
import json
from pathlib import Path

import pytest
from pyproj import Geod

from korea_map.webmap.rooms import assemble_rooms

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).resolve().parent.parent / "korea_map" / "webmap" / "templates" / "js"
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
        "table.unnamed": "no name",
        "plan.unc": "wide", "plan.cpv": "small", "territory.north": "North",
        "certainty.certain": "certain", "certainty.uncertain": "uncertain",
        "certainty.none": "unknown",
        "zone.radius": "within {length}", "zone.label": "{written}, {title}, {plan}, {radius}",
        "zone.label.point": "{written}, {title}, {plan}", "doubt.rival": "{title}, {distance}",
    },
    "ko": {"unit.mi.other": "{value}마일"},
    "pl": {"unit.mi.one": "{value} mila", "unit.mi.few": "{value} mile",
           "unit.mi.many": "{value} mil", "unit.mi.other": "{value} mili"},
    "zh-Hant": {"greeting": "致{who}"},
}  # fmt: skip


class Tab:
    """A tab with some rooms; `call("units.write", 1000, "km")` calls what one gives."""

    def __init__(self, page):
        self.page = page

    def run(self, script, argument=None):
        return self.page.evaluate(script, argument)

    def call(self, name, *arguments):
        return self.run(f"given => koreaMap.{name}(...given)", list(arguments))

    def speak(self, language="en"):
        self.run("words => koreaMap.i18n.load(words)", WORDS)
        self.run("tag => koreaMap.i18n.use(tag)", language)
        return self


@pytest.fixture(scope="module")
def blank(chromium):
    """One tab for all; what is opened in it begins anew."""
    context = chromium.new_context(locale="en-GB", offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def enter(blank):
    """Open an empty tab with the named rooms and all that they need; nothing may go wrong there."""
    complaints = []

    def complain(of):
        complaints.append(getattr(of, "text", str(of)))

    def open_tab(*rooms):
        blank.goto("about:blank")
        assert blank.evaluate("window.koreaMap") is None
        blank.add_script_tag(content=assemble_rooms(SCRIPTS, rooms))
        return Tab(blank)

    for kind in ("pageerror", "console"):
        blank.on(kind, complain)
    yield open_tab
    for kind in ("pageerror", "console"):
        blank.remove_listener(kind, complain)
    assert complaints == []


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
    tab = enter("panel").speak()
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
    assert enter("i18n").speak(language).call("i18n.length", miles * MILE_M, "mi") == said


def test_numbers_are_rounded_to_what_is_known(enter):
    tab = enter("i18n").speak()
    areas = [tab.call("i18n.area", km2) for km2 in (11_889, 1_000, 994, 99.6, 0.4)]
    assert areas == ["11,900 km²", "1,000 km²", "990 km²", "100 km²", "0 km²"]
    shares = [tab.call("i18n.percent", share) for share in (0, 0.0043, 0.00999, 0.01, 0.594, 1)]
    assert shares == ["0%", "0.4%", "1.0%", "1%", "59%", "100%"]
    distances = [tab.call("i18n.distance", km) for km in (1.25, 9.96, 10.4, 178.7)]
    assert distances == ["1.3 km", "10 km", "10 km", "179 km"]
    assert tab.call("i18n.coordinates", 34.95061, 127.4) == "34.9506 N, 127.40 E"
    assert tab.call("i18n.date", "1952-01-31") == "31 January 1952"


def test_placeholders_are_filled_once_and_with_what_is_given(enter):
    tab = enter("i18n").speak()
    values = {"who": "{count} <b>", "count": 1200}
    assert tab.call("i18n.text", "greeting", values) == "To {count} <b>: 1,200 of {other}"
    assert tab.call("i18n.text", "greeting", {}) == "To {who}: {count} of {other}"


def test_a_message_that_is_nowhere_is_an_error_and_one_of_english_is_lent(enter):
    tab = enter("i18n").speak("ko")
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
    assert enter("i18n").speak().call("i18n.choose", wanted) == chosen


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
    tab = enter("titles").speak(language)
    assert tab.call("titles.today", SUNCHEON) == today
    assert tab.call("titles.meant", SUNCHEON) == meant
    assert tab.call("titles.place", {"title": "Sŏkto", "hangul": "석도"}) == rival
    assert tab.call("titles.place", {"title": "Sŏkto", "hangul": None}) == "Sŏkto"


def test_a_zone_is_said_with_its_radius_in_force_and_a_mark_without(enter):
    tab = enter("voice").speak()
    force = {"metres": {"unc": 25 * MILE_M}, "units": {"unc": "mi"}}
    zone = {"id": "unc", "radius_m": 30 * MILE_M}
    said = tab.call("voice.describe", SUNCHEON, zone, force)
    assert said == "Dzenten, Sunch'ŏn, wide, within 25 miles"
    said = tab.call("voice.describe", SUNCHEON, {"id": "unc", "radius_m": None}, force)
    assert said == "Dzenten, Sunch'ŏn, wide"


# state, links, store


KNOWN = {
    "steps": 9, "plans": ["unc", "cpv", "march-1952"], "zonePlans": ["unc", "cpv"],
    "points": ["unc-north-05"],
}  # fmt: skip
START = {
    "step": None, "show": ["unc", "cpv"], "place": None, "radius": {}, "unit": "mi",
    "miles": "statute", "view": "over", "rivals": False, "lang": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "link"),
    [
        ({}, ""),
        ({"show": []}, "#show="),
        ({"lang": "ko"}, "#lang=ko"),
        ({"step": 3, "place": "unc-north-05", "lang": "en"}, "#step=3&place=unc-north-05&lang=en"),
        ({"show": ["march-1952"], "rivals": True}, "#show=march-1952&rivals=1"),
        ({"place": "unc-north-05", "view": "side"}, "#place=unc-north-05&view=side"),
        ({"radius": {"unc": 25 * MILE_M}, "miles": "nautical"}, "#radius=unc:25mi&miles=nautical"),
        ({"radius": {"unc": 9260, "cpv": 0}, "unit": "nmi"}, "#radius=unc:5nmi,cpv:0nmi&unit=nmi"),
        ({"radius": {"unc": 12_345.678}, "unit": "km"}, "#radius=unc:12.346km&unit=km"),
    ],
)
def test_a_state_is_a_short_link_that_gives_it_back(enter, change, link):
    tab = enter("state").speak()
    state = {**START, **change}
    assert tab.call("state.format", state) == link
    back = tab.call("state.parse", link, KNOWN)
    assert back.pop("radius") == pytest.approx(state.pop("radius"), abs=1)
    assert back == state


@pytest.mark.parametrize(
    "hostile",
    [
        "#step=0", "#step=10", "#step=1.5", "#step=x", "#place=nobody", "#show=nothing", "#=&&",
        "#lang=fr", "#lang=constructor", "#unit=toString", "#unit=", "#miles=metric", "#view=under",
        "#rivals=yes", "#radius=unc:1e9km", "#radius=unc:-5km", "#radius=unc:NaNkm", "#radius=,,:",
        "#radius=march-1952:5km", "#radius=__proto__:5km", "#radius=unc:5km:6km", "#points",
        "#%E0%A4%A", "#step=1;drop",
    ],
)  # fmt: skip
def test_what_a_link_has_wrong_leaves_the_state_as_at_the_start(enter, hostile):
    assert enter("state").speak().call("state.parse", hostile, KNOWN) == START


@pytest.mark.parametrize("asked", ["60.1mi", "61mi", "97km", "53nmi", "9" * 400 + "km"])
def test_a_link_asks_for_no_wider_radius_than_the_slider_has(enter, asked):
    state = enter("state").speak().call("state.parse", f"#radius=unc:{asked}", KNOWN)
    assert state["radius"] == {"unc": pytest.approx(WIDEST_M)}


def test_a_radius_just_within_the_limit_is_taken_as_it_is(enter):
    state = enter("state").speak().call("state.parse", "#radius=unc:59.9mi", KNOWN)
    assert state["radius"]["unc"] == pytest.approx(59.9 * MILE_M)


def test_a_radius_without_a_plan_is_meant_for_all_that_have_zones(enter):
    state = enter("state").speak().call("state.parse", "#radius=10km", KNOWN)
    assert state["radius"] == {"unc": 10_000, "cpv": 10_000}


def test_a_step_tells_what_the_documents_say_on_one_map(enter):
    tab = enter("state").speak()
    state = tab.call("state.parse", "#step=3&radius=unc:60mi&view=side", KNOWN)
    assert state == {**START, "step": 3}


def test_a_page_built_for_nautical_miles_begins_with_them(enter):
    tab = enter("state").speak()
    tab.call("state.assume", "nautical")
    assert tab.call("state.initial")["miles"] == "nautical"
    assert tab.call("state.format", {**START, "miles": "statute"}) == "#miles=statute"


def test_a_list_is_switched_on_where_the_document_has_it(enter):
    tab = enter("state")
    switched = [
        tab.call("state.switched", KNOWN["plans"], ["march-1952", "unc"], plan, on)
        for plan, on in (("cpv", True), ("unc", True), ("unc", False), ("cpv", False))
    ]
    assert switched == [
        ["unc", "cpv", "march-1952"], ["unc", "march-1952"], ["march-1952"], ["unc", "march-1952"],
    ]  # fmt: skip


def test_the_address_keeps_the_name_of_a_part_until_there_is_a_state(enter):
    tab = enter("links")
    assert tab.call("links.replaces", "#step=3", "")
    assert tab.call("links.replaces", "#step=3", "#points")
    assert tab.call("links.replaces", "", "#step=3")
    assert not tab.call("links.replaces", "#step=3", "#step=3")
    assert not tab.call("links.replaces", "", "#points")


def test_an_address_asks_for_a_state_unless_it_names_a_part(enter):
    tab = enter("links")
    assert tab.call("links.asks", "#step=3", "#step=2")
    assert tab.call("links.asks", "", "#step=2")
    assert not tab.call("links.asks", "#step=2", "#step=2")
    assert not tab.call("links.asks", "#points", "#step=2")


def test_a_store_tells_what_is_and_what_was_drawn(enter):
    told = enter("store").speak().run(
        """([state, plans]) => {
            const told = [];
            const store = koreaMap.store.create(state, plans, (now, before) => {
                told.push([now.place, now.metres.wide, now.language, before?.place]);
            });
            store.change({ place: "a" });
            store.note({ place: "b", radius: { wide: 7 } });
            store.change({});
            return [told, store.get().place, state.place];
        }""",
        [START, PLANS],
    )  # fmt: skip
    assert told == [[["a", 30 * MILE_M, "en", None], ["b", 7, "en", "a"]], "b", None]


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


# walk, keys, events


STEPS = [{"show": ["cpv", "unc"]}, {"show": ["march-1952"], "rivals": True}]


def test_a_step_shows_its_lists_in_the_documents_order_and_nothing_tried(enter):
    tab = enter("walk")
    assert tab.call("walk.arrive", STEPS, 1, KNOWN["plans"]) == {
        "step": 1, "show": ["unc", "cpv"], "place": None, "radius": {}, "rivals": False,
        "view": "over",
    }  # fmt: skip
    assert tab.call("walk.arrive", STEPS, 2, KNOWN["plans"])["rivals"] is True


def test_there_is_no_step_before_the_first_or_after_the_last(enter):
    tab = enter("walk")
    assert [tab.call("walk.arrive", STEPS, step, []) for step in (0, 3, -1, None)] == [None] * 4


WALKED = """([steps, known, first]) => {
    document.body.innerHTML = "<main><h2 id='walk-title' tabindex='-1'></h2></main>";
    const told = [];
    let now = { step: first };
    const page = {
        steps, known, home: "home", data: {}, nodes: {},
        store: { get: () => now, change(patch) { now = { ...now, ...patch }; } },
        camera: { fit: (bounds) => told.push(bounds ?? now.step), comeBack() {}, home() {} },
    };
    const walk = koreaMap.walk.create(page);
    for (const way of [1, 1, -1, -1]) { walk.turn(way); told.push(now.step); }
    return told;
}"""


def test_the_walk_goes_forth_and_back_between_its_ends(enter):
    steps = [{"show": [], "bounds": name} for name in ("a", "b")]
    told = enter("walk").run(WALKED, [steps, KNOWN, 1])
    assert told == ["b", 2, 2, "a", 1, 1]


def test_where_no_step_is_shown_none_is_next(enter):
    steps = [{"show": [], "bounds": "a"}]
    assert enter("walk").run(WALKED, [steps, KNOWN, None]) == [None] * 4


@pytest.mark.parametrize(
    ("key", "held", "way", "move"),
    [
        ("ArrowRight", {}, 1, 1), ("ArrowLeft", {}, -1, -1), ("ArrowUp", {}, 0, 1),
        ("ArrowDown", {}, 0, -1), ("ArrowRight", {"shiftKey": True}, 1, 0.1),
        ("ArrowRight", {"altKey": True}, 0, 0), ("ArrowLeft", {"ctrlKey": True}, 0, 0),
        ("ArrowLeft", {"metaKey": True}, 0, 0), ("a", {}, 0, 0),
    ],
)  # fmt: skip
def test_arrows_go_through_the_walk_and_move_a_slider(enter, key, held, way, move):
    tab = enter("keys")
    got = tab.run(
        """([key, held]) => {
            const event = { key, ...held, target: document.body };
            return [koreaMap.keys.way(event), koreaMap.keys.nudge(event)];
        }""",
        [key, held],
    )
    assert got == [way, move]


@pytest.mark.parametrize(
    ("tag", "steps"),
    [("button", [1]), ("input", []), ("textarea", []), ("select", []), ("div", [])],
)
def test_arrow_keys_in_a_field_or_on_the_map_are_not_the_walks(enter, tag, steps):
    turned = enter("events").run(
        """(tag) => {
            const node = koreaMap.dom.element(tag, { class: "leaflet-container" });
            if (tag !== "div") node.className = "";
            document.body.append(node);
            const turned = [];
            koreaMap.events.listen({
                store: { get: () => ({ step: 3, place: null }) },
                walk: { turn: (way) => turned.push(way) }, links: {}, cards: {}, known: {},
            });
            node.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
            return turned;
        }""",
        tag,
    )
    assert turned == steps


def test_escape_closes_the_card_first_and_then_the_walk(enter):
    done = enter("events").run(
        """() => {
            const done = [];
            let now = { step: 3, place: "a" };
            koreaMap.events.listen({
                store: { get: () => now }, links: {}, known: {},
                cards: { close() { done.push("card"); now = { step: 3, place: null }; } },
                walk: { leave() { done.push("walk"); now = { step: null, place: null }; } },
            });
            for (let time = 0; time < 3; time += 1) {
                document.body.dispatchEvent(
                    new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
            }
            return done;
        }"""
    )
    assert done == ["card", "walk"]


def test_the_walks_figures_are_those_of_the_documents_radii(enter):
    tab = enter("walk").speak()
    curve = {
        "radius_m": [0, 1000], "land_south_km2": [0, 50], "land_north_km2": [0, 30],
        "china_km2": [0, 7], "russia_km2": [0, 0],
    }  # fmt: skip
    data = {
        "coverage": {"curve": {"unc": curve}, "land_south_km2": 100, "land_north_km2": 120},
        "points": [
            {"plan": "unc", "place_id": "busan"}, {"plan": "unc", "place_id": "incheon"},
            {"plan": "armistice-1953", "place_id": "busan"},
            {"plan": "armistice-1953", "place_id": "gangneung"},
            {"plan": "march-1952", "place_id": "incheon"},
        ],
    }  # fmt: skip
    values = tab.call("walk.values", data, {"unc": 1000})
    assert (values["unc_south"], values["unc_north"]) == ("50%", "25%")
    assert (values["unc_china"], values["shared"]) == ("7 km²", "1")


# rivals, doubts


def point(name, plan, certainty, rivals=(), **more):
    return {
        "id": name, "plan": plan, "certainty": certainty, "lat": SINUIJU[0], "lon": SINUIJU[1],
        "place_id": name, "rivals": [{"id": rival, "km": 12} for rival in rivals], **more,
    }  # fmt: skip


POINTS = [
    point("a", "unc", "uncertain", ["x", "nowhere"]), point("b", "unc", "certain", ["y"]),
    point("c", "cpv", "less-certain", ["x"]),
]  # fmt: skip
PLACES = {"x": {"title": "X"}, "y": {"title": "Y"}}


@pytest.mark.parametrize(
    ("state", "plans", "pairs"),
    [
        ({"show": ["unc", "cpv"], "rivals": False}, ["unc", "cpv"], []),
        ({"show": ["unc", "cpv"], "rivals": True}, ["unc", "cpv"], ["ax", "cx"]),
        ({"show": ["unc"], "rivals": True}, ["unc", "cpv"], ["ax"]),
        ({"show": [], "rivals": True}, ["unc", "cpv"], []),
        ({"show": ["unc", "cpv"], "rivals": True}, ["cpv"], ["cx"]),
        ({"show": [], "rivals": False, "place": "b"}, ["unc"], ["by"]),
        ({"show": ["unc"], "rivals": True, "place": "b"}, ["unc"], ["ax", "by"]),
        ({"show": ["unc"], "rivals": True, "place": "a"}, ["cpv"], []),
    ],
)
def test_rivals_are_drawn_of_what_is_shown_and_of_the_open_place(enter, state, plans, pairs):
    asked = enter("rivals").run(
        """([points, places, state, plans]) => koreaMap.rivals
            .asked(points, places, state, (plan) => plans.includes(plan))
            .map(({ point, rival, place }) => [point.id + rival.id, place.title])""",
        [POINTS, PLACES, {"place": None, **state}, plans],
    )
    assert [pair for pair, _ in asked] == pairs
    assert all(title == pair[1].upper() for pair, title in asked)


def test_each_doubtful_place_with_a_zone_is_told_once(enter):
    data = {
        "plan": {"unc": {"radius_m": 1}, "cpv": {"radius_m": 1}, "march-1952": {"radius_m": None}},
        "points": [
            point("a", "unc", "uncertain"), point("b", "unc", "certain"),
            point("again", "cpv", "uncertain", place_id="a"), point("c", "cpv", "less-certain"),
            point("d", "march-1952", "uncertain"), point("e", "unc", None, lat=None),
        ],
    }  # fmt: skip
    assert [each["id"] for each in enter("doubts").call("doubts.among", data)] == ["a", "c"]


# card


SOURCES = {
    "kim-1950": {"short": "Kim 1950", "text": "Kim, Atlas. 1950."},
    "telegram": {"short": "Telegram", "text": "The telegram."},
}


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("So in kim-1950[p. 3].", "So in (Kim 1950, p. 3)."),
        ("So Kim 1950 kim-1950[p. 3].", "So Kim 1950 (p. 3)."),
        ("So Kim 1950 and telegram[sec. 5]", "So Kim 1950 and (Telegram, sec. 5)"),
        ("As telegram[text] has it", "As (Telegram) has it"),
        ("As the Telegram telegram[text]", "As the Telegram (Telegram)"),
        ("As nobody[p. 3] says", "As nobody[p. 3] says"),
        ("<b>kim-1950[p. 3]</b>", "<b>(Kim 1950, p. 3)</b>"),
    ],
)
def test_a_source_is_written_out_and_not_named_twice(enter, evidence, said):
    text = enter("card").run(
        """(given) => {
            const box = koreaMap.dom.element("p");
            box.append(...koreaMap.card.sourced(...given));
            return box.textContent;
        }""",
        [evidence, SOURCES],
    )
    assert text == said


def test_letters_that_no_rule_gives_are_marked(enter):
    marked = enter("card").run(
        """() => {
            const box = koreaMap.dom.element("p");
            box.append(...koreaMap.card.marked("Дзэ𠮷н", [[1, 2], [3, 5]]));
            return [box.textContent, koreaMap.dom.all("mark", box).map((m) => m.textContent)];
        }"""
    )
    assert marked == ["Дзэ𠮷н", ["з", "𠮷н"]]


# downloads


DATA = {
    "license": "CC BY 4.0", "credit": "Who made it",
    "plans": [
        {"id": "wide", "date": "1952-01-31", "radius_m": 30 * MILE_M, "radius": 30, "unit": "mile",
         "citation": "telegram[5]",
         "lists": {"north": {"id": "wide-north", "claimed": 4, "listed": 2}}},
        {"id": "points", "date": "1953-07-27", "radius_m": None, "radius": None, "unit": None,
         "citation": "armistice[43]",
         "lists": {"north": {"id": "points-north", "claimed": 1, "listed": 1}}},
    ],
    "points": [
        point("a", "wide", "uncertain", ["x", "y"], list="wide-north", position=1,
              toponym='Say "hi", you', territory="north", tolerance_km=5),
        point("airport", "wide", None, list="wide-north", position=2, lat=None, lon=None,
              toponym="one airport", territory="north"),
        point("port", "points", "certain", list="points-north", position=1, toponym="Port\nTwo",
              territory="north"),
    ],
}  # fmt: skip
DATA["plan"] = {plan["id"]: plan for plan in DATA["plans"]}
FORCE = {"metres": {"wide": 20 * MILE_M}, "stated": {"wide": 30 * MILE_M}}


def test_the_geojson_has_zones_marks_and_what_has_no_place(enter):
    made = json.loads(enter("downloads").speak().call("downloads.geojson", DATA, FORCE))
    assert (made["license"], made["citation"]) == ("CC BY 4.0", "Who made it")
    zone, airport, port = made["features"]
    (ring,) = zone["geometry"]["coordinates"]
    assert len(ring) == 361
    assert ring[0] == ring[-1]
    lat, lon = SINUIJU
    for east, north in ring[:-1]:
        assert WGS84.inv(lon, lat, east, north)[2] == pytest.approx(20 * MILE_M, abs=0.2)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    assert area > 0, "RFC 7946: the outer ring runs anticlockwise"
    assert zone["properties"]["radius_m"] == pytest.approx(20 * MILE_M)
    assert zone["properties"]["radius_document_m"] == pytest.approx(30 * MILE_M)
    assert zone["properties"]["rivals"] == "x|y"
    assert airport["geometry"] is None
    assert port["geometry"] == {"type": "Point", "coordinates": [lon, lat]}


def test_the_table_has_every_point_and_those_without_a_name(enter):
    text = enter("downloads").speak().call("downloads.csv", DATA, FORCE)
    assert text.startswith("\ufeffid,plan,list")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["id"], row["position"]) for row in rows] == [
        ("a", "1"), ("airport", "2"), ("port", "1"), ("", "3"), ("", "4"),
    ]  # fmt: skip
    assert rows[0]["toponym"] == 'Say "hi", you'
    assert rows[2]["toponym"] == "Port\nTwo"
    assert float(rows[0]["radius_m"]) == pytest.approx(20 * MILE_M)
    assert (rows[0]["radius_document"], rows[0]["unit"]) == ("30", "mile")
    assert (rows[0]["location_tolerance_km"], rows[0]["rivals"]) == ("5", "x|y")
    assert (rows[2]["radius_m"], rows[2]["rivals"]) == ("", "")
    assert (rows[3]["evidence"], rows[3]["citation"]) == ("no name", "telegram[5]")

"""Rooms of the page's program that follow the reader: an empty tab, each and what it needs."""

import csv
import io
import itertools
import json

import pytest
from pyproj import Geod

pytestmark = pytest.mark.browser

WGS84 = Geod(ellps="WGS84")
MILE_M = 1609.344
NAUTICAL_M = 1852
WIDEST_M = 60 * MILE_M
SINUIJU = (40.1, 124.4)

WORDS = {
    "en": {"unit.km2": "{value} km²", "table.unnamed": "no name"},
    "ko": {"unit.km2": "{value}km²"},
}
PLANS = [{"id": "wide", "unit": "mile", "radius_m": 30 * MILE_M}]


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
        ({"step": 9}, "#step=9"),
        ({"show": ["march-1952"], "rivals": True}, "#show=march-1952&rivals=1"),
        ({"place": "unc-north-05", "view": "side"}, "#place=unc-north-05&view=side"),
        ({"radius": {"unc": 25 * MILE_M}, "miles": "nautical"}, "#radius=unc:25mi&miles=nautical"),
        ({"radius": {"unc": 9260, "cpv": 0}, "unit": "nmi"}, "#radius=unc:5nmi,cpv:0nmi&unit=nmi"),
        ({"radius": {"unc": 12_345.678}, "unit": "km"}, "#radius=unc:12.346km&unit=km"),
    ],
)
def test_a_state_is_a_short_link_that_gives_it_back(enter, change, link):
    tab = enter("state").speak(WORDS)
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
    assert enter("state").speak(WORDS).call("state.parse", hostile, KNOWN) == START


@pytest.mark.parametrize("asked", ["60.1mi", "61mi", "97km", "53nmi", "9" * 400 + "km"])
def test_a_link_asks_for_no_wider_radius_than_the_slider_has(enter, asked):
    state = enter("state").speak(WORDS).call("state.parse", f"#radius=unc:{asked}", KNOWN)
    assert state["radius"] == {"unc": pytest.approx(WIDEST_M)}


def test_a_radius_just_within_the_limit_is_taken_as_it_is(enter):
    state = enter("state").speak(WORDS).call("state.parse", "#radius=unc:59.9mi", KNOWN)
    assert state["radius"]["unc"] == pytest.approx(59.9 * MILE_M)


def test_a_radius_without_a_plan_is_meant_for_all_that_have_zones(enter):
    state = enter("state").speak(WORDS).call("state.parse", "#radius=10km", KNOWN)
    assert state["radius"] == {"unc": 10_000, "cpv": 10_000}


def test_a_step_tells_what_the_documents_say_on_one_map(enter):
    tab = enter("state").speak(WORDS)
    state = tab.call("state.parse", "#step=3&radius=unc:60mi&view=side", KNOWN)
    assert state == {**START, "step": 3}


def test_a_page_built_for_nautical_miles_begins_with_them(enter):
    tab = enter("state").speak(WORDS)
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
    told = enter("store").speak(WORDS).run(
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
    tab = enter("walk").speak(WORDS)
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
    made = json.loads(enter("downloads").speak(WORDS).call("downloads.geojson", DATA, FORCE))
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
    text = enter("downloads").speak(WORDS).call("downloads.csv", DATA, FORCE)
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

"""Rooms of the page's program that follow the reader: an empty tab, each and what it needs."""

import itertools
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.browser

MILE_M = 1609.344
NAUTICAL_M = 1852
WIDEST_M = 60 * MILE_M

WORDS = {
    "en": {
        "unit.km2": "{value} km²", "walk.count": "{step} of {count}",
        "step.one.title": "{wide.radius:words}", "step.one.text": "{wide.up.share} of *it*",
        "step.two.title": "Two", "step.two.text": "No figures",
        "unit.mi": "{count, plural, one {{value} mile} other {{value} miles}}", "number.5": "five",
    },
    "ko": {"unit.km2": "{value}km²"},
}  # fmt: skip
MILES = {"statute": [30 * MILE_M, "mi"], "nautical": [30 * NAUTICAL_M, "nmi"]}
PLANS = [{"id": "wide", "readings": MILES}]
UNITS = {"mi": MILE_M, "nmi": NAUTICAL_M, "km": 1000}


# state, links, store


KNOWN = {
    "steps": [*"abcdefgh", "the-end"], "plans": ["wide", "small", "ports"],
    "zonePlans": ["wide", "small"], "points": ["wide-05"],
    "bounds": [[33, 124], [43, 131]], "zooms": [0, 12],
}  # fmt: skip
START = {
    "step": None, "show": ["wide", "small"], "place": None, "radius": {}, "unit": None,
    "miles": "statute", "view": "over", "rivals": False, "present": False, "at": None,
    "lang": None, "find": None,
}  # fmt: skip


@pytest.fixture
def links(enter):
    """A tab with the states of a document whose slider goes to sixty miles."""
    tab = enter("state").speak(WORDS)
    slider = {"reach_m": WIDEST_M, "steps": 500}
    tab.run("given => koreaMap.units.load(...given)", [UNITS, slider])
    first = {"show": START["show"], "unit": "mi", "miles": "statute", "reach": WIDEST_M}
    tab.run("first => koreaMap.state.assume(first)", first)
    return tab


@pytest.mark.parametrize(
    ("change", "link"),
    [
        ({}, ""),
        ({"show": []}, "#show="),
        ({"lang": "ko"}, "#lang=ko"),
        ({"step": 3, "place": "wide-05", "lang": "en"}, "#step=3&place=wide-05&lang=en"),
        ({"step": 9}, "#step=9"),
        ({"step": 1, "present": True}, "#present&step=1"),
        ({"show": ["ports"], "rivals": True}, "#show=ports&rivals=1"),
        ({"place": "wide-05", "view": "side"}, "#place=wide-05&view=side"),
        (
            {"radius": {"wide": 25 * MILE_M}, "miles": "nautical"},
            "#radius=wide:25mi&miles=nautical",
        ),
        (
            {"radius": {"wide": 9260, "small": 0}, "unit": "nmi"},
            "#radius=wide:5nmi,small:0nmi&unit=nmi",
        ),
        ({"radius": {"wide": 12_345.678}, "unit": "km"}, "#radius=wide:12.346km&unit=km"),
        ({"unit": "mi"}, "#unit=mi"),
        ({"at": [38.1234, 127.5678, 7.25]}, "#at=38.1234,127.5678,7.25"),
        ({"step": 3, "at": [33, 131, 12], "lang": "en"}, "#step=3&at=33,131,12&lang=en"),
    ],
)
def test_a_state_is_a_short_link_that_gives_it_back(links, change, link):
    state = {**START, **change}
    assert links.call("state.format", state) == link
    back = links.call("state.parse", link, KNOWN)
    assert back.pop("radius") == pytest.approx(state.pop("radius"), abs=1)
    assert back == state


@pytest.mark.parametrize(("asked", "step"), [("a", 1), ("the-end", 9), ("1", 1), ("9", 9)])
def test_a_step_is_asked_for_by_its_id_or_its_number(links, asked, step):
    assert links.call("state.parse", f"#step={asked}", KNOWN)["step"] == step


@pytest.mark.parametrize(
    "hostile",
    [
        "#step=0", "#step=10", "#present&step=10", "#present=yes", "#presents", "#step=10&present",
        "#step=1.5", "#step=x", "#step=", "#step=toString", "#place=nobody",
        "#show=nothing", "#=&&", "#lang=fr", "#lang=constructor", "#unit=toString", "#unit=",
        "#miles=metric", "#view=under", "#rivals=yes", "#radius=wide:1e9km", "#radius=wide:-5km",
        "#radius=wide:NaNkm", "#radius=,,:", "#radius=ports:5km", "#radius=__proto__:5km",
        "#radius=wide:5km:6km", "#points", "#%E0%A4%A", "#step=1;drop",
        "#step=01", "#step=1e0", "#step=0x2", "#step=+2", "#step=%202", "#step=2.0", "#step=2,5",
        "#step=2&step=3", "#show=wide,nothing", "#show=wide,,small", "#show=wide,wide",
        "#show=wide small", "#unit=mi,km", "#view=side,over", "#rivals=1,0", "#rivals=01",
        "#radius=wide:30,5mi", "#radius=30,5mi", "#radius=wide:20mi,5mi", "#radius=5mi,wide:20mi",
        "#radius=wide:20mi,ports:5mi", "#radius=wide:20mi,wide:3mi", "#radius=wide:20mi,",
        "#radius=wide:20 mi", "#radius=wide:20", "#radius=wide:mi", "#radius=wide:.5mi",
        "#radius=wide:5.mi", "#radius=wide:5e1mi", "#radius=wide:+5mi", "#radius=wide:5mi wide:6mi",
        "#at=38.1,127.5", "#at=38.1,127.5,7,1", "#at=38,1,127,5,7", "#at=a,b,c", "#at=,,",
        "#at=32.9,127,7", "#at=43.1,127,7", "#at=38,123.9,7", "#at=38,131.1,7", "#at=38,127,-1",
        "#at=38,127,12.5", "#at=38,127,1e1", "#at=NaN,127,7", "#at=38.,127,7", "#at= 38,127,7",
    ],
)  # fmt: skip
def test_what_a_link_has_wrong_leaves_the_state_as_at_the_start(links, hostile):
    assert links.call("state.parse", hostile, KNOWN) == START


@pytest.mark.parametrize("asked", ["60.1mi", "61mi", "97km", "53nmi", "9" * 400 + "km"])
def test_a_link_asks_for_no_wider_radius_than_the_slider_has(links, asked):
    state = links.call("state.parse", f"#radius=wide:{asked}", KNOWN)
    assert state["radius"] == {"wide": pytest.approx(WIDEST_M)}


def test_a_radius_just_within_the_limit_is_taken_as_it_is(links):
    state = links.call("state.parse", "#radius=wide:59.9mi", KNOWN)
    assert state["radius"]["wide"] == pytest.approx(59.9 * MILE_M)


LENGTHS = ["5mi", "30mi", "7.5km", "0nmi"]
WHOLE = {f"{plan}:{length}" for plan in KNOWN["zonePlans"] for length in LENGTHS}
MANGLED = st.builds(
    lambda text, at, put: text[:at] + put + text[at:],
    st.sampled_from(sorted(WHOLE | {",".join(pair) for pair in itertools.permutations(WHOLE, 2)})),
    st.integers(0, 20),
    st.text(",.:; -+eE0", max_size=3),
)


@given(texts=st.lists(MANGLED, min_size=40, max_size=40))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_radius_is_read_as_it_is_written_or_not_at_all(links, texts):
    """What is taken from a link, written again, gives the same parts: none is cut or made up."""
    read = links.run(
        """([texts, known]) => texts.map((text) => {
            const { radius } = koreaMap.state.parse(`#radius=${encodeURIComponent(text)}`, known);
            return Object.entries(radius).map(([plan, metres]) => [plan, metres]);
        })""",
        [texts, KNOWN],
    )
    for text, radius in zip(texts, read, strict=True):
        parts = [
            re.fullmatch(r"(?:(wide|small):)?(\d+(?:\.\d+)?)(mi|nmi|km)", part)
            for part in text.split(",")
        ]
        plans = [part and part[1] for part in parts]
        alone = len(parts) == 1 and plans == [None] and parts[0]
        if not all(parts) or len(set(plans)) < len(plans) or (None in plans and not alone):
            assert radius == [], text
            continue
        expected = {
            plan: min(WIDEST_M, float(part[2]) * UNITS[part[3]])
            for part in parts
            for plan in ([part[1]] if part[1] else KNOWN["zonePlans"])
        }
        assert dict(radius) == pytest.approx(expected), text


def test_a_radius_without_a_plan_is_meant_for_all_that_have_zones(links):
    state = links.call("state.parse", "#radius=10km", KNOWN)
    assert state["radius"] == {"wide": 10_000, "small": 10_000}


def test_a_step_tells_what_the_documents_say_on_one_map(links):
    state = links.call("state.parse", "#step=3&radius=wide:60mi&view=side", KNOWN)
    assert state == {**START, "step": 3}


def test_one_plan_is_not_set_beside_another(links):
    alone = {**KNOWN, "plans": ["wide"], "zonePlans": ["wide"]}
    assert links.call("state.parse", "#view=side", alone)["view"] == "over"


def test_a_page_begins_as_its_build_and_its_document_say(links):
    first = {"show": ["ports"], "unit": "km", "miles": "nautical", "reach": 5000}
    links.run("first => koreaMap.state.assume(first)", first)
    begun = links.call("state.initial")
    assert (begun["show"], begun["unit"], begun["miles"]) == (["ports"], None, "nautical")
    assert links.call("state.unitOf", begun) == "km"
    assert links.call("state.format", {**begun, "miles": "statute"}) == "#miles=statute"
    assert links.call("state.format", {**begun, "unit": "mi"}) == "#unit=mi"
    assert links.call("state.parse", "#radius=6km", KNOWN)["radius"] == {
        "wide": 5000, "small": 5000,
    }  # fmt: skip


def test_a_list_is_switched_on_where_the_document_has_it(enter):
    tab = enter("state")
    switched = [
        tab.call("state.switched", KNOWN["plans"], ["ports", "wide"], plan, on)
        for plan, on in (("small", True), ("wide", True), ("wide", False), ("small", False))
    ]
    assert switched == [
        ["wide", "small", "ports"], ["wide", "ports"], ["ports"], ["wide", "ports"],
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


def test_what_back_is_to_close_is_counted(enter):
    tab = enter("links")
    states = [
        {"step": step, "place": place, "find": None} for step in (None, 3) for place in (None, "a")
    ]
    assert [tab.call("links.opened", state) for state in states] == [0, 1, 1, 2]
    nothing, card, walk, both = states
    for then, now in ((nothing, card), (nothing, walk), (nothing, both), (walk, both)):
        assert tab.call("links.closes", then, now)
        assert not tab.call("links.closes", now, then)
    assert not tab.call("links.closes", {"step": 2, "place": None, "find": None}, both)
    town = {**both, "find": "b"}
    assert tab.call("links.opened", town) == 3
    assert tab.call("links.closes", both, town)
    assert not tab.call("links.closes", card, walk)


def test_a_rival_is_shown_for_one_place_alone(enter):
    assert enter("store").speak(WORDS).run(
        """([state, plans]) => {
            const store = koreaMap.store.create(state, plans, () => {});
            const seen = [store.get().rival, store.get().moving];
            for (const patch of [{ place: "a" }, { rival: "x" }, { place: "a", moving: true },
                { place: "b" }]) {
                store.change(patch);
                seen.push(store.get().rival);
            }
            return seen;
        }""",
        [START, PLANS],
    ) == [None, False, None, "x", "x", None]  # fmt: skip


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


STEPS = [{"show": ["small", "wide"]}, {"show": ["ports"], "rivals": "yes"}]


def test_a_step_shows_its_lists_in_the_documents_order_and_nothing_tried(enter):
    tab = enter("walk")
    assert tab.call("walk.arrive", STEPS, 1, KNOWN["plans"]) == {
        "step": 1, "show": ["wide", "small"], "place": None, "find": None, "radius": {},
        "rivals": False, "view": "over",
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
        steps, known, home: "home", data: {}, nodes: {}, announce() {},
        growing: { start() {}, stop() {} },
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
        ("ArrowRight", {}, 1, 10), ("ArrowLeft", {}, -1, -10), ("ArrowUp", {}, 0, 10),
        ("ArrowDown", {}, 0, -10), ("ArrowRight", {"shiftKey": True}, 1, 1),
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


def test_a_clickers_keys_go_through_the_walk_where_it_is_and_scroll_elsewhere(enter):
    got = enter("keys", "dom").run(
        """() => {
            const { element } = koreaMap.dom;
            const inside = element("button");
            const map = element("div", { class: "leaflet-container" });
            const card = element("div", { class: "card" }, element("a"));
            const scene = element("div", {}, inside, map, card);
            document.body.append(scene);
            const way = (key, target) => koreaMap.keys.way({ key, target }, scene);
            return [inside, map, card.firstChild, document.body].map((target) =>
                [way("PageDown", target), way("PageUp", target)]);
        }"""
    )
    assert got == [[1, -1], [1, -1], [0, 0], [0, 0]]


def test_what_is_heard_of_a_step_are_sentences(enter):
    words = ["Step 3 of 9", "Who *makes* sure?", "Nobody. ", "둘째"]
    said = enter("walk").call("walk.spoken", words)
    assert said == "Step 3 of 9. Who makes sure? Nobody. 둘째."


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
                walk: { turn: (way) => turned.push(way) }, links: { listen() {} }, cards: {},
                known: {},
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
                store: { get: () => now }, links: { listen() {} }, known: {},
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


TOLD = """([data, steps]) => {
    for (const id of ["walk-count", "walk-title", "walk-text", "walk-back", "walk-next"]) {
        document.body.append(koreaMap.dom.element("p", { id }));
    }
    koreaMap.units.load({ mi: 1609.344 }, { reach_m: 96560, steps: 500 });
    let miles = "statute";
    const fact = koreaMap.facts.create(data);
    koreaMap.i18n.know((name) => fact(name, miles));
    const walk = koreaMap.walk.create({
        steps, known: { plans: [] }, store: {}, nodes: { walk: document.createElement("div") },
        asking: { show() {} },
    });
    const read = (id) => document.getElementById(id).textContent;
    const state = (id) => document.getElementById(id).getAttribute("aria-disabled");
    return [[1, "statute"], [1, "nautical"], [2, "nautical"]].map(([step, mile]) => {
        miles = mile;
        walk.show({ step });
        return [read("walk-count"), read("walk-title"), read("walk-text"),
            state("walk-back"), state("walk-next")];
    });
}"""


def test_a_step_tells_the_documents_figures_in_the_mile_that_is_meant(enter):
    land = {"radius_m": [0, 1000], "up_km2": [0, 50]}
    empty = {f"{name}_km2": [0, 0] for name in ("sea", "outside", "union")}
    plan = {"id": "wide", "readings": {"statute": [800, "mi"], "nautical": [1000, "nmi"]}}
    data = {
        "miles": "statute", "sides": ["up"], "beyond": [], "plan": {"wide": plan},
        "coverage": {
            "curve": {"wide": {**land, **empty}}, "lands": {"up": 100},
            "open": {"wide": {"up": 0}}, "certain": {},
        },
        "facts": {"wide.radius": ["length", 5, "mi"], "wide.up.share": ["share", 0.32]},
    }  # fmt: skip
    tab = enter("walk", "facts").speak(WORDS)
    assert tab.run(TOLD, [data, [{"id": "one"}, {"id": "two"}]]) == [
        ["1 of 2", "Five miles", "32% of it", "true", "false"],
        ["1 of 2", "Five miles", "50% of it", "true", "false"],
        ["2 of 2", "Two", "No figures", "false", "true"],
    ]

"""Rooms of the page's program that tell of places: an empty tab, each and what it needs."""

import csv
import io
import itertools
import json

import pytest
from pyproj import Geod

from korea_map.fields import fields_of

pytestmark = pytest.mark.browser

WGS84 = Geod(ellps="WGS84")
MILE_M = 1609.344
SINUIJU = (40.1, 124.4)
WORDS = {"en": {"plan.wide.unnamed": "no name", "plan.small.unnamed": "no name"}}
MILES = {"statute": [30 * MILE_M, "mi"], "nautical": [55_560, "nmi"]}


# rivals, doubts


def point(name, plan, certainty, rivals=(), **more):
    return {
        "id": name, "plan": plan, "certainty": certainty, "lat": SINUIJU[0], "lon": SINUIJU[1],
        "place_id": name, "rivals": [{"id": rival, "km": 12} for rival in rivals],
        "evidence": ["As ", ["telegram", "5"]], "citation": [["telegram", "5"]], **more,
    }  # fmt: skip


POINTS = [
    point("a", "wide", "uncertain", ["x", "nowhere"]), point("b", "wide", "certain", ["y"]),
    point("c", "small", "less-certain", ["x"]), point("d", "wide", None, ["x"]),
]  # fmt: skip
PLACES = {"x": {"title": "X"}, "y": {"title": "Y"}}


@pytest.mark.parametrize(
    ("state", "plans", "pairs"),
    [
        ({"show": ["wide", "small"], "rivals": False}, ["wide", "small"], []),
        ({"show": ["wide", "small"], "rivals": True}, ["wide", "small"], ["ax", "cx"]),
        ({"show": ["wide"], "rivals": True}, ["wide", "small"], ["ax"]),
        ({"show": [], "rivals": True}, ["wide", "small"], []),
        ({"show": ["wide", "small"], "rivals": True}, ["small"], ["cx"]),
        ({"show": [], "rivals": False, "place": "b"}, ["wide"], ["by"]),
        ({"show": ["wide"], "rivals": True, "place": "b"}, ["wide"], ["ax", "by"]),
        ({"show": ["wide"], "rivals": True, "place": "a"}, ["small"], []),
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
        "plan": {
            "wide": {"readings": MILES}, "small": {"readings": MILES}, "ports": {"readings": None},
        },
        "points": [
            point("a", "wide", "uncertain"), point("b", "wide", "certain"),
            point("again", "small", "uncertain", place_id="a"), point("c", "small", "less-certain"),
            point("d", "ports", "uncertain"), point("e", "wide", None, lat=None),
            point("f", "wide", None, ["x"]),
        ],
    }  # fmt: skip
    assert [each["id"] for each in enter("doubts").call("doubts.among", data)] == ["a", "c"]


# card


SOURCES = {
    "kim-1950": {"short": "Kim 1950", "text": "Kim, Atlas. 1950."},
    "telegram": {"short": "Telegram", "text": "The telegram."},
}


KIM = ["kim-1950", "p. 3"]
WHOLE = ["telegram", "text"]


@pytest.mark.parametrize(
    ("pieces", "short", "full", "plain"),
    [
        (["So in ", KIM, "."], "So in (Kim 1950, p. 3).", "So in Kim, Atlas. 1950, p. 3.",
         "So in kim-1950[p. 3]."),
        (["So Kim 1950 ", KIM], "So Kim 1950 (p. 3)", "So Kim 1950 Kim, Atlas. 1950, p. 3",
         "So Kim 1950 kim-1950[p. 3]"),
        (["As ", WHOLE, " has it"], "As (Telegram) has it", "As The telegram has it",
         "As telegram[text] has it"),
        (["As the Telegram ", WHOLE], "As the Telegram (Telegram)", "As the Telegram The telegram",
         "As the Telegram telegram[text]"),
        ([KIM, WHOLE], "(Kim 1950, p. 3)(Telegram)", "Kim, Atlas. 1950, p. 3The telegram",
         "kim-1950[p. 3]telegram[text]"),
        (["<b>", KIM, "</b>"], "<b>(Kim 1950, p. 3)</b>", "<b>Kim, Atlas. 1950, p. 3</b>",
         "<b>kim-1950[p. 3]</b>"),
    ],
)  # fmt: skip
def test_a_source_is_written_out_and_not_named_twice(enter, pieces, short, full, plain):
    tab = enter("chain")
    said = tab.run(
        """(given) => {
            const box = koreaMap.dom.element("p");
            box.append(...koreaMap.chain.sourced(...given));
            return [box.textContent, koreaMap.dom.all("cite a", box)
                .map((link) => link.getAttribute("href"))];
        }""",
        [pieces, SOURCES],
    )
    assert said == [short, [f"#source-{p[0]}" for p in pieces if not isinstance(p, str)]]
    assert tab.call("citations.inFull", pieces, SOURCES) == full
    assert tab.call("citations.plain", pieces) == plain


def test_letters_that_no_rule_gives_are_marked(enter):
    marked = enter("chain").run(
        """() => {
            const box = koreaMap.dom.element("p");
            box.append(...koreaMap.chain.marked("Дзэ𠮷н", [[1, 2], [3, 5]]));
            return [box.textContent, koreaMap.dom.all("mark", box).map((m) => m.textContent)];
        }"""
    )
    assert marked == ["Дзэ𠮷н", ["з", "𠮷н"]]


# downloads


DATA = {
    "license": "CC BY 4.0", "credit": "Who made it",
    "plans": [
        {"id": "wide", "date": "1952-01-31", "readings": MILES, "radius": 30, "unit": "mile",
         "citation": [["telegram", "5"]],
         "lists": {"north": {
             "id": "wide-north", "document": "telegram", "claimed": 4, "listed": 2}}},
        {"id": "points", "date": "1953-07-27", "readings": None, "radius": None, "unit": None,
         "citation": [["armistice", "43"]],
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
DATA["fields"] = {one: " ".join(fields_of(one)) for one in ("geojson", "csv", "kml")}
FORCE = {
    "metres": {"wide": 20 * MILE_M},
    "stated": {"wide": 30 * MILE_M},
    "show": ["wide"],
}


def test_the_geojson_has_zones_marks_and_what_has_no_place(enter):
    made = json.loads(enter("downloads").speak(WORDS).call("downloads.geojson", DATA, FORCE))
    assert (made["license"], made["citation"]) == ("CC BY 4.0", "Who made it")
    zone, airport, port = made["features"]
    (ring,) = zone["geometry"]["coordinates"]
    assert len(ring) == 361
    assert ring[0] == ring[-1]
    lat, lon = SINUIJU
    for east, north in ring[:-1]:
        assert WGS84.inv(lon, lat, east, north)[2] == pytest.approx(20 * MILE_M, abs=0.02)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    assert area > 0, "RFC 7946: the outer ring runs anticlockwise"
    assert zone["properties"]["radius_m"] == pytest.approx(20 * MILE_M)
    assert zone["properties"]["radius_document_m"] == pytest.approx(30 * MILE_M)
    assert zone["properties"]["rivals"] == "x|y"
    assert zone["properties"]["evidence"] == "As telegram[5]"
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
    assert rows[0]["document"] == "telegram"
    assert (rows[0]["location_tolerance_km"], rows[0]["rivals"]) == ("5", "x|y")
    assert (rows[2]["radius_m"], rows[2]["rivals"]) == ("", "")
    assert (rows[3]["evidence"], rows[3]["citation"]) == ("no name", "telegram[5]")


def test_a_zone_without_a_radius_is_a_point(enter):
    force = {**FORCE, "metres": {"wide": 0}}
    made = json.loads(enter("downloads").speak(WORDS).call("downloads.geojson", DATA, force))
    lat, lon = SINUIJU
    assert made["features"][0]["geometry"] == {"type": "Point", "coordinates": [lon, lat]}
    assert made["features"][0]["properties"]["radius_m"] == 0


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1"]


@pytest.mark.parametrize("written", HOSTILE)
def test_no_cell_of_the_table_is_computed(enter, written):
    data = {**DATA, "points": [{**DATA["points"][0], "toponym": written, "lon": -124.4}]}
    text = enter("downloads").speak(WORDS).call("downloads.csv", data, FORCE)
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert row["toponym"] == f"'{written}"
    assert float(row["lon"]) == -124.4, "a number stays one"


def test_a_field_may_have_another_name_in_a_file(enter):
    data = {**DATA, "fields": {**DATA["fields"], "geojson": "name=toponym id"}}
    made = json.loads(enter("downloads").speak(WORDS).call("downloads.geojson", data, FORCE))
    assert made["features"][1]["properties"] == {"name": "one airport", "id": "airport"}

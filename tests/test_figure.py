"""The drawn figure: panels in Mercator, a bar to scale, labels that leave each other room."""

import math
import re
import xml.etree.ElementTree as ET

import pytest

from korea_map.geodesy import STATUTE_MILE_M, distance_m
from korea_map.webmap.content import read_content
from korea_map.webmap.figure import PANEL_WIDTH, Frame, draw_figure

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def content():
    return read_content()


@pytest.fixture(scope="module")
def drawn(content):
    return ET.fromstring(draw_figure(content, content.language("en")).standalone)  # noqa: S314


def groups(drawn):
    """Return the panel of each plan with zones."""
    return [g for g in drawn.findall(f"{SVG}g") if g.find(f"{SVG}text[@class='head']") is not None]


def dots(panel):
    found = []
    for node in panel.iter(f"{SVG}path"):
        if "dot" in node.get("class", "").split():
            x, y = re.match(r"translate\((-?[\d.]+) (-?[\d.]+)\)", node.get("transform")).groups()
            found.append((float(x), float(y)))
    return found


def labels(panel):
    """Return anchor, x and baseline of each label."""
    return [
        (node.get("text-anchor"), float(node.get("x")), float(node.get("y")))
        for node in panel.iter(f"{SVG}text")
        if node.get("class") == "label"
    ]


def test_there_is_a_panel_for_every_plan_with_zones(content, drawn):
    heads = [panel.find(f"{SVG}text[@class='head']").text for panel in groups(drawn)]
    english = content.language("en")
    assert heads == [english.text(f"plan.{plan.id}.figure") for plan in content.zone_plans]


def test_every_located_point_has_its_dot_where_mercator_has_it(content, drawn):
    frame = Frame(content.frame)
    for plan, panel in zip(content.zone_plans, groups(drawn), strict=True):
        wanted = [
            frame.project(toponym.lon, toponym.lat)
            for one in content.lists_of(plan).values()
            for toponym in content.toponyms_of(one)
            if toponym.lat is not None
        ]
        shown = dots(panel)
        assert len(shown) == len(wanted)
        for dot, place in zip(shown, wanted, strict=True):
            assert dot == pytest.approx(place, abs=0.06)


def test_every_zone_has_the_outline_of_its_certainty(content, drawn):
    for plan, panel in zip(content.zone_plans, groups(drawn), strict=True):
        certainties = content.zones[content.zones["plan"] == plan.id]["certainty"]
        shown = [
            node.get("class").split()[2]
            for node in panel.iter(f"{SVG}path")
            if node.get("class", "").split()[:2] == ["zone", f"zone-{plan.id}"]
        ]
        assert sorted(shown) == sorted(certainties)


def test_a_label_stands_beside_a_dot_and_within_its_panel(drawn):
    for panel in groups(drawn):
        points = dots(panel)
        for anchor, x, y in labels(panel):
            assert 0 < x < PANEL_WIDTH
            assert min(math.hypot(x - at, y - down) for at, down in points) < 25, (anchor, x, y)


def test_most_points_are_named_and_none_twice(drawn):
    for panel in groups(drawn):
        assert len(dots(panel)) * 0.8 <= len(labels(panel)) <= len(dots(panel))


def test_the_bars_are_as_long_as_they_say(content, drawn):
    frame = Frame(content.frame)
    path = groups(drawn)[0].find(f"{SVG}g[@class='scale']/{SVG}path").get("d")
    km_px, mile_px = (float(length) for length in re.findall(r"H([\d.]+)V", path))
    said = [
        node.text for node in groups(drawn)[0].find(f"{SVG}g[@class='scale']").iter(f"{SVG}text")
    ]
    assert said == ["100 km", "50 mi"]
    west, south, _, north = content.frame
    middle = (south + north) / 2
    a_degree_m = distance_m(west, middle, west + 1, middle)
    assert km_px / frame.scale * a_degree_m == pytest.approx(100_000, rel=0.01)
    assert mile_px / frame.scale * a_degree_m == pytest.approx(50 * STATUTE_MILE_M, rel=0.01)


def test_a_panel_is_as_high_as_mercator_makes_it():
    frame = Frame((120.0, 30.0, 130.0, 40.0))
    assert frame.scale == PANEL_WIDTH / 10
    assert frame.project(120.0, 40.0) == pytest.approx((0, 0))
    assert frame.project(130.0, 30.0) == pytest.approx((PANEL_WIDTH, frame.height), abs=0.5)
    steps = [frame.project(125, lat)[1] for lat in (30, 35, 40)]
    assert steps[0] - steps[1] < steps[1] - steps[2]

"""The drawn figure: panels in Mercator, a bar to scale, labels that leave each other room."""

import math
import re
import string
import subprocess
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from korea_map.geodesy import STATUTE_MILE_M, distance_m
from korea_map.webmap import build_map, save_html
from korea_map.webmap.content import read_content
from korea_map.webmap.figure import PANEL_WIDTH, SMALL_SIZE, TYPE, draw_figure
from korea_map.webmap.ground import Sheet
from korea_map.webmap.type_widths import SANS, SERIF_BOLD_ITALIC, widest

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def content():
    return read_content()


@pytest.fixture(scope="module")
def drawn(content):
    return ET.fromstring(draw_figure(content, content.language("en")).standalone)  # noqa: S314


def panel_of(bounds):
    """The ground that a panel shows, in its pixels."""
    west, _, east, _ = bounds
    return Sheet(bounds, PANEL_WIDTH / (east - west))


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
    frame = panel_of(content.frame)
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
    frame = panel_of(content.frame)
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
    frame = panel_of((120.0, 30.0, 130.0, 40.0))
    assert frame.scale == PANEL_WIDTH / 10
    assert frame.project(120.0, 40.0) == pytest.approx((0, 0))
    assert frame.project(130.0, 30.0) == pytest.approx((PANEL_WIDTH, frame.height), abs=0.5)
    steps = [frame.project(125, lat)[1] for lat in (30, 35, 40)]
    assert steps[0] - steps[1] < steps[1] - steps[2]


def installed():
    """The serif and sans faces that this machine has of the usual families."""
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    names = {name.strip() for line in listed.stdout.splitlines() for name in line.split(",")}
    pairs = [
        (f"{family} Serif{suffix}", f"{family} Sans{suffix}")
        for family in ("DejaVu", "Noto", "Liberation")
        for suffix in ("", " CJK KR")
    ]
    return [list(pair) for pair in pairs if names.issuperset(pair)]


BEYOND = """([serif, sans]) => {
    const sheet = document.createElementNS("http://www.w3.org/2000/svg", "style");
    sheet.textContent = `.drawn .head, .drawn .written { font-family: "${serif}" !important; }
        .drawn text, .drawn .title { font-family: "${sans}" !important; }`;
    document.documentElement.append(sheet);
    const frames = [...document.querySelectorAll(".frame")].map((n) => n.getBoundingClientRect());
    return [...document.querySelectorAll("text")].filter((node) => {
        const box = node.getBoundingClientRect();
        return !frames.some((frame) => box.left >= frame.left - 0.5
            && box.right <= frame.right + 0.5);
    }).map((node) => node.textContent);
}"""


@pytest.mark.browser
@pytest.mark.parametrize("faces", installed(), ids=lambda faces: faces[0])
@pytest.mark.parametrize("tag", sorted(read_content().languages))
def test_no_text_leaves_its_frame_in_any_font(visit, tmp_path, content, tag, faces):
    path = tmp_path / "figure.svg"
    path.write_text(draw_figure(content, content.language(tag)).standalone, encoding="utf-8")
    tab = visit(path, wait=False, size=(800, 700))
    assert tab.evaluate(BEYOND, faces) == []


# Letters of Times Bold Italic and Helvetica, A to Z and a to z, in thousandths: Liberation has
# the same widths.
TIMES = """667 667 667 722 667 667 722 778 389 500 667 611 889 722 722 611 722 667 556 611 722 667
    889 667 611 611 500 500 444 500 444 333 500 556 278 278 500 278 778 556 500 500 500 389 389
    278 556 444 667 500 444 389"""
HELVETICA = """667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722
    667 944 667 667 611 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333
    500 278 556 500 722 500 500 500"""


@pytest.mark.parametrize(
    ("face", "published"), [(SERIF_BOLD_ITALIC, TIMES), (SANS, HELVETICA)], ids=["serif", "sans"]
)
def test_liberation_is_no_wider_than_was_reckoned(face, published):
    letters = string.ascii_uppercase + string.ascii_lowercase
    for letter, width in zip(letters, published.split(), strict=True):
        assert int(width) <= widest(letter, face, 1000), letter


@pytest.mark.browser
def test_a_text_is_never_wider_than_was_reckoned(visit, tmp_path, content):
    written = {t.toponym for t in content.dataset.toponyms} | {"Wŏnsan", "Чжэнчжоу ?", "新義州"}
    titles = {t.title for t in content.dataset.toponyms if t.title} | {"신의주", "38th parallel"}
    path = tmp_path / "blank.html"
    path.write_text("<!doctype html><meta charset='utf-8'>", encoding="utf-8")
    tab = visit(path, wait=False)
    for face, font, texts in (
        (SERIF_BOLD_ITALIC, "italic 700 100px", sorted(written)),
        (SANS, "100px", sorted(titles)),
    ):
        names = ["DejaVu Serif", "Noto Serif CJK KR", "Liberation Serif", "serif"]
        if face is SANS:
            names = [name.replace("Serif", "Sans").replace("serif", "sans-serif") for name in names]
        measured = tab.evaluate(
            """([font, names, texts]) => {
                const pen = document.createElement("canvas").getContext("2d");
                return texts.map((text) => Math.max(...names.map((name) => {
                    pen.font = `${font} "${name}", ${name.split(" ").pop()}`;
                    return pen.measureText(text).width;
                })));
            }""",
            [font, names, texts],
        )
        for text, width in zip(texts, measured, strict=True):
            assert width <= widest(text, face, 100) + 1, (text, font)


def test_no_label_lies_on_another_or_on_a_scale(content):
    figure = ET.fromstring(draw_figure(content, content.language("en")).standalone)  # noqa: S314
    frame = panel_of(content.frame)
    for panel in groups(figure):
        for anchor, x, y in labels(panel):
            assert 0 < y < frame.height - 3
            assert not (anchor == "start" and x < 90 and y > frame.height - 30)


@pytest.mark.browser
@pytest.mark.parametrize("tag", sorted(read_content().languages))
def test_on_a_telephone_without_scripts_the_panels_stand_one_below_the_other(
    visit, tmp_path, content, tag
):
    page = save_html(build_map(lang=tag), tmp_path / "map.html")
    tab = visit(page, size=(360, 740), java_script_enabled=False)
    panels = [panel.bounding_box() for panel in tab.locator("svg.drawn").all()]
    assert len(panels) == len(content.zone_plans)
    for above, below in pairwise(panels):
        assert below["y"] >= above["y"] + above["height"]
    for panel in panels:
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= 360
        # the smallest type of the drawing, as large as it is seen
        assert SMALL_SIZE * panel["width"] / PANEL_WIDTH >= 9
    assert min(TYPE.written, TYPE.title) >= SMALL_SIZE

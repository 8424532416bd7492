"""The drawn figure as a file of its own: right in readers that know no style sheet."""

import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import resvg_py
import shapely
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from PIL import Image

from korea_map.exports.qgis import ground_colours
from korea_map.webmap.content import read_content
from korea_map.webmap.figure import PANEL_WIDTH, draw_figure
from korea_map.webmap.ground import Sheet
from korea_map.webmap.hatches import lay_hatch
from korea_map.webmap.plain_svg import write_in

SVG = "{http://www.w3.org/2000/svg}"
TAGS = sorted(read_content().languages)


@pytest.fixture(scope="module")
def content():
    return read_content()


def figure(content, tag="en"):
    return str(draw_figure(content, content.language(tag)).standalone)


def render(drawing, zoom=1):
    """What a reader that knows no style sheet makes of a drawing, as rows of pixels."""
    data = bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=zoom))
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


@pytest.mark.parametrize("tag", TAGS)
def test_everything_of_the_file_is_said_in_attributes(content, tag):
    drawing = figure(content, tag)
    assert re.findall(r"<style| style=|var\(|rgba\(|paint-order", drawing) == []
    shapes = [
        node for node in ET.fromstring(drawing).iter()  # noqa: S314
        if node.tag in {f"{SVG}{tag}" for tag in ("path", "rect", "circle", "text")}
    ]  # fmt: skip
    clip = re.search(r"<clipPath.*?</clipPath>", drawing)[0]
    without = [node for node in shapes if node.get("fill") is None]
    assert len(without) == clip.count("<rect")
    assert all(node.get("font-family") for node in shapes if node.tag == f"{SVG}text")
    assert drawing == figure(content, tag)


def test_it_has_the_words_of_the_figure_of_the_page_and_a_title(content):
    drawn = draw_figure(content, content.language("en"))
    root = ET.fromstring(drawn.standalone)  # noqa: S314
    title = root.find(f"{SVG}title")
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", title.get("id"))
    assert title.text == drawn.alt

    def said(text):
        return re.sub(r"\s+", " ", " ".join(re.findall(r">([^<]*)<", text))).split()

    halos = re.compile(r'<text[^>]* aria-hidden="true".*?</text>')
    words = said(halos.sub("", str(drawn.standalone)))
    assert set(said(str(drawn.inline))) <= set(words)
    heads = [node.text for node in root.iter(f"{SVG}text") if node.get("class") == "head"]
    assert heads == [content.language("en").text(f"plan.{p.id}.figure") for p in content.zone_plans]


def on_white(colour, opacity, under):
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return opacity * channels + (1 - opacity) * np.array(under)


def test_land_sea_and_zones_have_their_colours_where_they_lie(content):
    pixels = render(figure(content))
    colours = {
        name: [int(c) for c in text.split(",")[:3]] for name, text in ground_colours().items()
    }
    west, south, east, north = content.frame
    sheet = Sheet(content.frame, PANEL_WIDTH / (east - west))
    base = content.dataset.basemap
    home = shapely.union_all(base.land.geometry[base.land["country"].isin(base.home_countries)])
    land = shapely.union_all(base.land.geometry)
    grid = [
        shapely.Point(lon, lat)
        for lon in np.linspace(west + 0.1, east - 0.1, 60)
        for lat in np.linspace(south + 0.1, north - 0.1, 60)
    ]
    root = ET.fromstring(figure(content))  # noqa: S314
    panels = [g for g in root.findall(f"{SVG}g") if g.find(f"{SVG}text[@class='head']") is not None]
    for plan, panel in zip(content.zone_plans, panels, strict=True):
        left, top = (int(n) for n in re.findall(r"\d+", panel.get("transform")))
        of_plan = content.zones[content.zones["plan"] == plan.id]
        zones = shapely.union_all(of_plan.geometry)
        style = content.dataset.styles[plan.style]
        right = {"sea": [], "land": [], "zone": []}
        for point in grid:
            if shapely.distance(point, shapely.boundary(zones)) < 0.04:
                continue
            if shapely.distance(point, shapely.boundary(land)) < 0.04:
                continue
            ground = "land" if home.contains(point) else "sea"
            if ground == "sea" and land.contains(point):
                continue
            inside = zones.contains(point)
            x, y = sheet.project(point.x, point.y)
            seen = pixels[top + int(y), left + int(x)]
            wanted = colours[ground]
            if inside:
                wanted = on_white(style.light, style.tint, wanted)
            right["zone" if inside else ground].append(np.abs(seen - wanted).max() <= 3)
        # names, scale and hatches lie over some of it
        assert np.mean(right["sea"]) > 0.85
        assert np.mean(right["land"]) > 0.7
        if len(right["zone"]) > 20:
            assert np.mean(right["zone"]) > 0.3
        for shape in of_plan.itertuples():
            box = shapely.get_coordinates(shape.geometry)
            ring = [sheet.project(x, y) for x, y in box]
            ink = [pixels[top + int(y), left + int(x)] for x, y in ring if 1 < x < 359 and y > 1]
            wanted = on_white(style.print, 1, (0, 0, 0))
            near = [np.abs(pixel - wanted).max() < 90 for pixel in ink]
            assert np.mean(near) > 0.25, shape.id


HATCHES = [
    (7, 45, "M0 0v7"), (7, 0, "M0 0v7"), (7, 90, "M0 0v7"), (9, 45, "M0 0v9M0 0h9"),
    (7, 135, "m0 0V7"), (6, 0, "M3 2.9v0.2"), (8, 30, "M0 0L8 8"),
]  # fmt: skip


@pytest.mark.parametrize(("size", "angle", "path"), HATCHES)
def test_an_upright_tile_shows_what_turned_ones_beside_each_other_do(size, angle, path):
    laid = lay_hatch(size, angle, path)

    def drawing(turn, *paths):
        return render(
            f'<svg xmlns="{SVG[1:-1]}" width="60" height="60" '
            f'viewBox="0 0 {laid["size"]} {laid["size"]}">'
            f'<rect width="60" height="60" fill="#fff"/><g transform="rotate({turn})" '
            f'fill="none" stroke="#000" stroke-linecap="round">{"".join(paths)}</g></svg>'
        )

    tile = drawing(laid["angle"], f'<path d="{laid["path"]}"/>')
    around = [
        f'<path transform="translate({x * size} {y * size})" d="{path}"/>'
        for x in range(-4, 5)
        for y in range(-4, 5)
    ]
    assert tile.min() == 0
    assert np.abs(tile - drawing(angle - laid["turned"], *around)).mean() < 1
    assert (laid["turned"] == 0) == (angle % 45 == 0)


def written_in(drawing, sheet):
    return ET.fromstring(write_in(Markup(drawing), sheet))  # noqa: S314, S704


names = st.text("abc", min_size=1, max_size=2)


@given(st.lists(names, min_size=1, max_size=4), names, st.sampled_from(["1", "2"]))
def test_an_element_has_what_the_rules_of_its_classes_say(classes, wanted, width):
    sheet = f".a {{ stroke-width: 0; }} .{wanted} .{wanted} {{ stroke-width: {width}px }}"
    around = "".join(f'<g class="{name}">' for name in classes)
    drawing = f'<svg xmlns="{SVG[1:-1]}">{around}{"</g>" * len(classes)}</svg>'
    root = written_in(drawing, sheet)
    given_ = [node.get("stroke-width") for node in root.iter(f"{SVG}g")]
    for index, name in enumerate(classes):
        held = wanted in classes[:index] and name == wanted
        assert given_[index] == (width if held else "0" if name == "a" else None)


def test_what_an_element_says_itself_stands_and_a_halo_is_drawn_before_its_text():
    sheet = ".label { fill: #111; paint-order: stroke; stroke: rgba(255, 255, 255, 0.5); }"
    drawing = f'<svg xmlns="{SVG[1:-1]}"><text class="label" fill="#222">A&lt;b&gt;</text></svg>'
    halo, text = written_in(drawing, sheet)
    assert (text.get("fill"), text.get("stroke"), text.text) == ("#222", None, "A<b>")
    assert (halo.get("fill"), halo.get("stroke"), halo.text) == ("#ffffff", "#ffffff", "A<b>")
    assert (halo.get("stroke-opacity"), halo.get("aria-hidden")) == ("0.5", "true")

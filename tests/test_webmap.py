"""The parts of the page that need no browser: words, lines, figure, documents."""

import dataclasses
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest
from markupsafe import escape
from told import PLANS, ZONED, content, label, located, say

from korea_map.gazetteer import load_places, load_toponyms
from korea_map.rounding import round_half_up
from korea_map.webmap import InspectionMap, build_map, render_files
from korea_map.webmap.chains import chain_links
from korea_map.webmap.language import mark_up
from korea_map.webmap.page_data import describe_coverage

WEBMAP = Path(__file__).resolve().parent.parent / "korea_map" / "webmap"
TEMPLATES = WEBMAP / "templates"


@pytest.fixture(scope="module")
def page():
    return build_map()


def test_every_text_of_the_interface_is_used_and_every_used_text_is_there():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in [*TEMPLATES.rglob("*.j2"), *TEMPLATES.rglob("*.js"), *WEBMAP.glob("*.py")]
    )
    messages = content().dataset.messages["en"]
    for key in messages:
        name = key.removeprefix("neutral.")
        stems = [name, *(name.rsplit(".", n)[0] + "." for n in (1, 2, 3) if name.count(".") >= n)]
        beginnings = ("number", "ordinal")
        assert name.startswith(beginnings) or any(stem in source for stem in stems), key
    told = {key.removeprefix("neutral.") for key in messages}
    told |= set(content().language(None).catalogue)
    for key in re.findall(r'data-t(?:-label)?="([\w.-]+)"', source):
        assert key in told, f"{key} is not a message"


class VisibleText(HTMLParser):
    """Gathers text that a reader would see and attributes that a reader would hear."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("style", "script")
        for name, value in attrs:
            if name in ("title", "alt", "aria-label", "placeholder") and value:
                self.found.append(value)

    def handle_endtag(self, tag):
        self.silent -= tag in ("style", "script")

    def handle_data(self, data):
        if not self.silent:
            self.found.append(data)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html.j2")), ids=lambda p: p.name)
def test_templates_hold_no_words_of_their_own(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    parser = VisibleText()
    parser.feed(re.sub(r"\{\{.*?\}\}", "", text, flags=re.DOTALL))
    words = [word for piece in parser.found for word in re.findall(r"[^\W\d_]{2,}", piece)]
    assert words == []


def test_scripts_hold_no_words_of_their_own():
    for path in (TEMPLATES / "js").glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        sentences = re.findall(r"[\"'`][A-Z][a-z]+ [a-z]+[^\"'`]*[\"'`]", code)
        assert sentences == [], path.name


def test_scripts_read_no_string_as_html():
    for path in (TEMPLATES / "js").glob("*.js"):
        code = path.read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in code, f"{path.name}: {way}"
        assert "localStorage" not in code
        assert "cookie" not in code


def test_stars_are_emphasis_and_all_else_is_text():
    assert mark_up("a *b* <c>") == "a <em>b</em> &lt;c&gt;"


def chain(reading, lang, toponym, latin):
    """The links of a name in a document, of a place with Chinese characters."""
    pattern = next(t for t in load_toponyms() if t.hanja and t.place_id)
    row = dataclasses.replace(
        pattern, hanja="新義州", reading=reading, reading_lang=lang, toponym=toponym,
        toponym_lang=latin, place_id="sinuiju",
    )  # fmt: skip
    return chain_links(row, load_places())


def test_a_chain_runs_from_the_characters_to_the_spelling():
    links = chain("Shingishū", "ja", "Singisiu", "ru-Latn")
    assert [link["text"] for link in links] == ["新義州", "Shingishū", "Сингисю", "Singisiu"]
    assert [link["lang"] for link in links] == ["ko-Hani", "ja-Latn", "ru", "ru-Latn"]
    assert [link["irregular"] for link in links] == [(), (), (), ()]


def test_a_letter_that_no_rule_gives_is_marked_in_the_chain():
    link = chain("Shingishū", "ja", "Singisyu", "ru-Latn")[-1]
    assert [link["text"][start:end] for start, end in link["irregular"]] == ["yu"]


def test_every_chain_of_the_document_ends_with_the_name_as_it_is_written():
    places = load_places()
    for toponym in load_toponyms():
        for link in chain_links(toponym, places)[-1:]:
            assert link["text"].casefold() == toponym.toponym.casefold()


def test_the_curve_has_nodes_at_the_radii_that_the_page_can_name():
    lands = content().lands_km2
    for plan, curve in describe_coverage(content())["curve"].items():
        radii = [m for radius in content().radii.values() for m in radius.readings.values()]
        for metres in (0, *radii, content().reach_m):
            assert min(abs(node - metres) for node in curve["radius_m"]) < 0.001, plan
        for land in (*content().dataset.sides, *content().dataset.beyond):
            grows = curve.get(f"{land}_km2", [])
            assert grows == sorted(grows)
            # what no zone reaches has no column
            assert any(grows) == bool(grows)
        for side in content().dataset.sides:
            assert curve[f"{side}_km2"][-1] <= lands[side] + 0.1


def test_the_parts_of_a_curve_are_its_whole():
    for curve in describe_coverage(content())["curve"].values():
        lands = [half.id for half in content().dataset.basemap.halves]
        parts = [*lands, *content().dataset.beyond, "sea", "outside"]
        for index, union in enumerate(curve["union_km2"]):
            columns = (curve.get(f"{part}_km2") for part in parts)
            total = sum(column[index] for column in columns if column)
            assert total == pytest.approx(union, abs=1)


def test_halves_are_rounded_up_as_browsers_do():
    rounded = [round_half_up(value, 2) for value in (0.125, 0.135, 1.005, 0.0049, -0.125)]
    assert rounded == [0.13, 0.14, 1.01, 0.0, -0.13]
    assert round_half_up(10.5) == 11


def test_the_figure_stands_alone_as_an_svg_file(page):
    root = ET.fromstring(page.svg)  # noqa: S314
    svg = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{svg}svg"
    zones = [node for node in root.iter(f"{svg}path") if "zone" in node.get("class", "").split()]
    assert len(zones) == len(located(*ZONED))
    assert root.find(f"{svg}title").text
    for _, point in located(*ZONED).iterrows():
        if point["certainty"] == "uncertain":
            assert label(point) in page.svg
    assert 'href="http' not in page.svg


def test_a_notebook_shows_the_page_in_a_frame_and_the_figure_as_svg(page):
    assert 'sandbox="allow-scripts allow-downloads"' in page._repr_html_()
    assert page._repr_svg_() == page.svg


def test_the_map_is_a_folium_map(page):
    assert isinstance(page, folium.Map)
    bare = InspectionMap([37, 127], zoom_start=7)
    folium.CircleMarker([37, 127]).add_to(bare)
    html = bare.get_root().render()
    assert "L.circleMarker" in html
    assert "https://cdn" not in html


def test_a_build_is_a_page_a_figure_a_lesson_and_what_oembed_asks_for(page):
    files = render_files(page)
    assert list(files) == ["korea_map.html", "korea_map.svg", "lesson_demo.html", "oembed.json"]
    answer = json.loads(files["oembed.json"])
    assert answer["type"] == "rich"
    assert answer["version"] == "1.0"
    assert answer["html"] in files["lesson_demo.html"]
    assert len(files["korea_map.html"].encode()) < 800_000


@pytest.mark.parametrize("tag", sorted(content().languages))
def test_the_page_is_in_its_language_before_any_script_runs(tag):
    html = build_map(lang=tag).get_root().render()
    assert f'<html lang="{tag}"' in html
    assert f'<h1 data-t="title">{escape(say("title", tag))}</h1>' in html
    for plan in PLANS:
        assert escape(say(f"plan.{plan}.title", tag)) in html

"""The parts of the page that need no browser: words, lines, figure, documents."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest

from korea_map.gazetteer import load_places, load_toponyms
from korea_map.webmap import InspectionMap, build_map, render_files
from korea_map.webmap.chains import chain_links
from korea_map.webmap.content import coverage_layer, encode_line, read_content
from korea_map.webmap.figure import PANEL_HEIGHT, PANEL_WIDTH, project
from korea_map.webmap.messages import format_message, format_share, load_messages, mark_up

WEBMAP = Path(__file__).resolve().parent.parent / "korea_map" / "webmap"
TEMPLATES = WEBMAP / "templates"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def page():
    return build_map()


@pytest.fixture(scope="module")
def content():
    return read_content(None, miles="statute")


def base(key: str) -> str:
    """Return a key without the plural form at its end."""
    return re.sub(r"\.(zero|one|two|few|many|other)$", "", key)


def test_every_language_has_every_message():
    english = load_messages()["en"]
    for language, words in load_messages().items():
        assert {base(key) for key in words} == {base(key) for key in english}, language
        assert all(text.strip() for text in words.values())


def test_every_language_fills_the_same_placeholders():
    english = load_messages()["en"]
    for language, words in load_messages().items():
        for key in english.keys() & words.keys():
            wanted, given = (set(PLACEHOLDER.findall(m[key])) for m in (english, words))
            assert given == wanted, f"{language}: {key}"
            assert words[key].count("*") % 2 == 0, f"{language}: {key}"


def test_every_message_is_used_and_every_used_message_is_there():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in [*TEMPLATES.rglob("*.j2"), *TEMPLATES.rglob("*.js"), *WEBMAP.glob("*.py")]
    )
    for key in load_messages()["en"]:
        stems = [base(key), *(key.rsplit(".", n)[0] + "." for n in (1, 2) if key.count(".") >= n)]
        assert any(stem in source for stem in stems), f"{key} is not used"
    for key in re.findall(r'data-t(?:-label)?="([\w.-]+)"', source):
        assert key in load_messages()["en"], f"{key} is not a message"


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


def test_messages_are_filled_counted_and_marked_up():
    english = load_messages()["en"]
    assert format_message(english, "unit.mi", count=1, value="1") == "1 mile"
    assert format_message(english, "unit.mi", count=2, value="2") == "2 miles"
    assert format_message(english, "count.named", named=7, claimed=15) == "7 of 15 named"
    assert mark_up("a *b* <c>") == "a <em>b</em> &lt;c&gt;"
    assert [format_share(share) for share in (0, 0.0043, 0.59)] == ["0%", "0.4%", "59%"]


def test_an_encoded_line_keeps_its_decimals():
    assert encode_line([(0.0, 0.0), (0.0001, -0.0001)]) == "??@A"
    assert encode_line([(127.0, 38.0)]) != encode_line([(127.0001, 38.0)])


def test_chains_run_from_the_characters_to_the_spelling():
    places = load_places()
    toponyms = {toponym.id: toponym for toponym in load_toponyms()}
    links = chain_links(toponyms["unc-north-01"], places)
    assert [link["text"] for link in links] == ["新義州", "Shingishū", "Сингисю", "Singisiu"]
    assert [link["lang"] for link in links] == ["ko-Hani", "ja-Latn", "ru", "ru-Latn"]
    slip = chain_links(toponyms["cpv-south-03"], places)[-1]
    assert [slip["text"][start:end] for start, end in slip["irregular"]] == ["i"]
    assert chain_links(toponyms["march-1952-north-01"], places) == []
    assert chain_links(toponyms["cpv-north-05"], places)[-1]["text"] == "one airport"
    for toponym in toponyms.values():
        for link in chain_links(toponym, places)[-1:]:
            assert link["text"].casefold() == toponym.toponym.casefold()


def test_the_curve_has_nodes_at_the_radii_of_the_documents(content):
    layer = coverage_layer(content)
    for curve in layer["curve"].values():
        assert {0, 5000, 48280.32, 55560} <= set(curve["radius_m"])
        for column in ("land_north_km2", "land_south_km2", "china_km2"):
            assert curve[column] == sorted(curve[column])
        assert curve["land_south_km2"][-1] <= layer["land_south_km2"]


def test_the_figure_is_drawn_in_mercator_within_its_frame():
    for lon, lat in ((124.4, 40.1), (129.03, 35.1), (126.3, 33.2), (130.0, 42.9)):
        x, y = project(lon, lat)
        assert 0 < x < PANEL_WIDTH
        assert 0 < y < PANEL_HEIGHT
    equal_steps = [project(127, lat)[1] for lat in (34, 38, 42)]
    assert equal_steps[0] - equal_steps[1] < equal_steps[1] - equal_steps[2]


def test_the_figure_stands_alone_as_an_svg_file(page):
    root = ET.fromstring(page.svg)  # noqa: S314
    svg = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{svg}svg"
    zones = [node for node in root.iter(f"{svg}path") if "zone" in node.get("class", "").split()]
    assert len(zones) == 19 + 9
    assert root.find(f"{svg}title").text
    assert "Khekido ?" in page.svg
    assert 'href="http' not in page.svg


def test_a_notebook_shows_the_page_in_a_frame_and_the_figure_as_svg(page):
    frame = page._repr_html_()
    assert frame.startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts allow-downloads"' in frame
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
    assert len(files["korea_map.html"].encode()) < 700_000


def test_the_page_in_korean_is_korean_before_any_script_runs():
    html = build_map(lang="ko").get_root().render()
    assert '<html lang="ko">' in html
    assert '<h1 data-t="title">30마일인가, 5킬로미터인가?</h1>' in html

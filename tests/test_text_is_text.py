"""A value is text in every output: no star, brace, bracket or sign of it is mark-up."""

import dataclasses
import html
import io
import json
import xml.etree.ElementTree as ET

import pytest
from told import lay_out

import korea_map
from korea_map.lesson import make_lesson
from korea_map.webmap import render_files, save_html
from korea_map.webmap.content import read_content
from korea_map.webmap.language import mark_up
from korea_map.webmap.page import draw_map

MARKS = "*Dzioio _x_ <b>&amp; {} {unc.radius} $1 ${2} \\n #3 `4` [bold] :smile: %s ~ ^"
POINT = "unc-south-01"
RIVAL = "*Damyang & <i>"


@pytest.fixture(scope="module")
def content():
    own = read_content()
    data = own.dataset
    toponyms = [
        dataclasses.replace(one, toponym=MARKS, evidence=f"{MARKS}. {one.evidence}")
        if one.certainty
        else one
        for one in data.toponyms
    ]
    places = {key: dataclasses.replace(one, title=RIVAL) for key, one in data.places.items()}
    sources = {
        key: dataclasses.replace(one, short=f"*S {one.short}", reference=f"*R {one.reference}")
        for key, one in data.sources.items()
    }
    changed = dataclasses.replace(data, toponyms=toponyms, places=places, sources=sources)
    return dataclasses.replace(own, dataset=changed)


@pytest.fixture(scope="module")
def page(content, tmp_path_factory):
    return save_html(draw_map(content), tmp_path_factory.mktemp("marks") / "map.html")


def test_stars_of_a_message_are_mark_up_and_those_of_its_values_are_letters(content):
    own = content.language("en")
    language = dataclasses.replace(
        own, catalogue={**own.catalogue, "said": "*Own* {name}: *{name}*"}
    )
    assert language.text("said", name="*x*") == "*Own* *x*: **x**"
    assert language.plain("said", name="*x*") == "Own *x*: *x*"
    marked = mark_up(language.marked("said", name="*x<"))
    assert marked == "<em>Own</em> *x&lt;: <em>*x&lt;</em>"


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_has_every_letter_with_scripts_and_without(visit, page, scripts):
    tab = visit(page, java_script_enabled=scripts)
    row = tab.locator(f".places tr[data-row='{POINT}']")
    assert row.locator("th em").text_content() == MARKS
    assert row.locator(".evidence").text_content().startswith(f"{MARKS}. ")
    for told in tab.locator(".places td.evidence > small").all():
        assert RIVAL in told.text_content()
    if scripts:
        button = lay_out(tab).locator(f".places [data-open='{POINT}']")
        assert MARKS in button.get_attribute("aria-label")
    source = tab.locator(".printed-source[data-t]").text_content()
    assert "*S " in source
    assert "\0" not in tab.content()


@pytest.mark.browser
def test_what_is_printed_judged_and_translated_has_every_letter(visit, page):
    tab = visit(page, tail=f"#place={POINT}")
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert MARKS in tab.locator("#printed").text_content()
    tab.evaluate("koreaMap.page.change({ place: null }); koreaMap.i18n.use('ko');")
    tab.evaluate("koreaMap.translate.part()")
    assert "*S " in tab.locator(".printed-source[data-t]").text_content()
    assert "\0" not in tab.locator("body").text_content()


def test_the_drawing_alone_is_well_formed_and_has_no_mark_of_ours(content):
    files = render_files(draw_map(content))
    for name, text in files.items():
        assert "\0" not in text, name
    ET.fromstring(files["korea_map.svg"])  # noqa: S314


def test_the_lesson_has_every_letter_as_page_and_as_document(content):
    from docx import Document

    files = make_lesson(content, None)
    key = files["key.html"].decode()
    assert html.escape(MARKS).replace("&#x27;", "&#39;") in key
    assert "*R " in key
    assert "\0" not in key
    document = Document(io.BytesIO(files["key.docx"]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert MARKS in cells
    assert any(RIVAL in cell for cell in cells)
    assert any("*R " in one.text for one in document.paragraphs)


def test_files_for_programs_have_every_letter(tmp_path):
    points = korea_map.read_gazetteer()
    points.loc[0, "toponym"] = MARKS
    korea_map.export(to=tmp_path, points=points, formats=["geojson", "kml", "lpf", "csv"])
    told = json.loads((tmp_path / "korea_map.geojson").read_text(encoding="utf-8"))
    assert MARKS in {one["properties"].get("toponym") for one in told["features"]}
    kml = ET.parse(tmp_path / "korea_map.kml")  # noqa: S314
    assert MARKS in {one.text for one in kml.iter("{http://www.opengis.net/kml/2.2}name")}
    linked = json.loads((tmp_path / "korea_map_lpf.json").read_text(encoding="utf-8"))
    names = {name["toponym"] for one in linked["features"] for name in one.get("names", ())}
    assert MARKS in names

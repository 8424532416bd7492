"""GeoJSON, KML, CSV and BibTeX, each read back by a reader that is not ours."""

import csv
import io
import json
import re
from html import unescape

import bibtexparser
import geopandas as gpd
import pytest
import shapely
from fastkml import KML, Document, Folder, Placemark
from fastkml.styles import LineStyle, PolyStyle, Style
from fastkml.utils import find, find_all
from fastkml.validator import validate
from hypothesis import given
from hypothesis import strategies as st

import korea_map
from korea_map.credit import AUTHOR, PUBLISHED
from korea_map.fields import fields_of
from korea_map.latex import decode_latex, encode_latex
from korea_map.spreadsheets import from_cell, to_cell
from korea_map.webmap.content import read_content

POINTS = korea_map.read_gazetteer().fillna({"rivals": ""}).set_index("id", drop=False)
ZONES = korea_map.zones().set_index("id", drop=False)


# GeoJSON


@pytest.fixture(scope="module")
def collection(exported):
    return json.loads((exported / "korea_map.geojson").read_text(encoding="utf-8"))


def test_geojson_is_that_of_rfc_7946(collection):
    assert "crs" not in json.dumps(collection)
    assert collection["license"] == "CC BY 4.0"
    assert "GeoNames, CC BY 4.0" in collection["citation"]
    digits = 0
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "properties", "geometry"}
        assert list(feature["properties"]) == list(fields_of("geojson"))
        if feature["geometry"] is None:
            continue
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert shape.geom_type == "Point" or shape.exterior.is_ccw
        for degrees in shapely.get_coordinates(shape).ravel():
            digits = max(digits, len(str(degrees).partition(".")[2]))
    assert digits == 7


def test_geojson_has_the_same_points_zones_and_words(collection):
    features = {feature["id"]: feature for feature in collection["features"]}
    assert set(features) == set(POINTS.index)
    for name, feature in features.items():
        told, row = feature["properties"], POINTS.loc[name]
        for column in ("toponym", "title", "hangul", "evidence", "certainty", "citation"):
            assert told[column] == (None if row.isna()[column] else row[column])
        assert told["rivals"] == (row["rivals"] or None)
        shape = shapely.geometry.shape(feature["geometry"]) if feature["geometry"] else None
        if name in ZONES.index:
            assert shape.hausdorff_distance(ZONES.geometry[name]) < 1e-6
            assert told["radius_m"] == ZONES.loc[name, "radius_m"]
        else:
            assert shape == row.geometry
            assert told["radius_m"] is None


def test_geojson_is_taken_back_and_measured_again(exported):
    again = korea_map.coverage(gpd.read_file(exported / "korea_map.geojson"))
    own = korea_map.coverage()
    assert list(again["zones"]) == list(own["zones"])
    for column in own.columns[4:]:
        assert list(again[column]) == pytest.approx(list(own[column]), rel=1e-6, abs=1e-6), column


# KML


@pytest.fixture(scope="module")
def kml(exported):
    return KML.parse(exported / "korea_map.kml")


def test_kml_is_valid_by_its_schema(exported):
    assert validate(file_to_validate=exported / "korea_map.kml") is True


def test_kml_has_a_folder_for_each_list_with_its_points(kml):
    (document,) = kml.features
    lists = korea_map.read_proposals()
    folders = {folder.id: folder for folder in find_all(document, of_type=Folder)}
    assert set(folders) == set(lists.index)
    for name, folder in folders.items():
        marks = list(find_all(folder, of_type=Placemark))
        own = POINTS[POINTS["list"] == name].sort_values("position")
        assert [mark.name for mark in marks] == list(own["toponym"])
        assert folder.name
        for dated in (folder, *marks):
            assert str(dated.times.timestamp) == lists.loc[name, "date_text"]


def test_kml_draws_the_same_places_and_zones(kml):
    for mark in find_all(kml, of_type=Placemark):
        row = POINTS.loc[mark.id]
        if row.geometry is None:
            assert mark.geometry is None
            continue
        shape = shapely.geometry.shape(mark.geometry.__geo_interface__)
        parts = list(getattr(shape, "geoms", [shape]))
        assert parts[0].distance(row.geometry) < 1e-6
        assert (len(parts) == 2) == (mark.id in ZONES.index)
        if len(parts) == 2:
            assert parts[1].hausdorff_distance(ZONES.geometry[mark.id]) < 1e-6


def test_kml_tells_evidence_and_certainty_and_the_fields(kml):
    language = read_content().language("en")
    sources = korea_map.read_sources()
    for mark in find_all(kml, of_type=Placemark):
        row = POINTS.loc[mark.id]
        certain = None if row.isna()["certainty"] else row["certainty"]
        word = language.text(f"certainty.{certain or 'none'}")
        said = unescape(mark.description)
        assert f"<p>{word}</p>" in said
        for sentence in re.split(r"[\w-]+\[[^\]]+\]", row["evidence"]):
            assert sentence in said, "all but the citations is letter for letter"
        for key in re.findall(r"([\w-]+)\[", row["evidence"]):
            assert sources[key].short in said
        data = {one.name: one.value for one in mark.extended_data.elements}
        assert set(data) <= set(fields_of("kml"))
        assert (data["toponym"], data["evidence"]) == (row["toponym"], row["evidence"])
        assert data.get("certainty") == certain


def test_kml_has_the_colours_of_the_plans_and_thinner_lines_for_doubt(kml):
    dataset = read_content().dataset
    plans = {plan.id: dataset.styles[plan.style] for plan in dataset.plans}
    styles = {style.id: style for style in find(kml, of_type=Document).styles}
    for mark in find_all(kml, of_type=Placemark):
        style = styles[mark.style_url.url.removeprefix("#")]
        assert isinstance(style, Style)
        plan = mark.style_url.url[1:].rpartition(".")[0]
        line, fill = find(style, of_type=LineStyle), find(style, of_type=PolyStyle)
        blue, green, red = (line.color[at : at + 2] for at in (2, 4, 6))
        assert f"#{red}{green}{blue}" == plans[plan].light
        assert int(fill.color[:2], 16) == round(255 * plans[plan].tint)
    for plan in plans:
        widths = [
            find(styles[f"{plan}.{certainty}"], of_type=LineStyle).width
            for certainty in ("certain", "less-certain", "uncertain")
        ]
        assert sorted(set(widths), reverse=True) == widths


def test_kml_of_hostile_names_is_text(tmp_path):
    points = korea_map.read_gazetteer()
    names = ["<b>x</b> & \"y\" 'z'", "]]>", "\ud7ff\U0001f600", "{{ 7 * 7 }}"]
    points.loc[: len(names) - 1, "toponym"] = names
    points.loc[0, "evidence"] = "<script>alert(1)</script>"
    korea_map.export(to=tmp_path, points=points, formats="kml")
    assert validate(file_to_validate=tmp_path / "korea_map.kml") is True
    written = KML.parse(tmp_path / "korea_map.kml")
    marks = {mark.id: mark for mark in find_all(written, of_type=Placemark)}
    read = [marks[name].name for name in points["id"][: len(names)]]
    assert read == names
    balloon = marks[points["id"][0]].description
    assert "<script" not in balloon
    assert "<script>alert(1)</script>" in unescape(balloon)


# CSV


def test_csv_has_the_same_points_and_words(exported):
    raw = (exported / "korea_map.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "the mark by which spreadsheets know UTF-8"
    assert b"\r" not in raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(fields_of("csv"))
    assert {row["id"] for row in rows} == set(POINTS.index)
    for row in rows:
        own = POINTS.loc[row["id"]]
        for column in ("toponym", "title", "hanja", "evidence", "certainty", "citation"):
            assert row[column] == ("" if own.isna()[column] else own[column])
        assert row["rivals"] == own["rivals"]
        if row["lat"]:
            assert (float(row["lon"]), float(row["lat"])) == (own.geometry.x, own.geometry.y)
        if row["id"] in ZONES.index:
            assert float(row["radius_m"]) == ZONES.loc[row["id"], "radius_m"]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\u00a0@x"]
FORMULAS += ["＝1", "＋1", "－1", "＠x", '"=1', "'=1", "\u200b=1", "−1", "“+1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_would_be_computed_is_text(text):
    assert to_cell(text) == "'" + text.replace("\r", "\n")


@pytest.mark.parametrize(("value", "cell"), [(-1.5, "-1.5"), (0.0, "0"), (30.0, "30"), (3, "3")])
def test_a_number_stays_a_number(value, cell):
    assert to_cell(value) == cell
    assert float(cell) == value


@given(st.text())
def test_no_text_begins_as_a_formula(text):
    cell = to_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert from_cell(cell) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_hostile_names_travel_through_the_table(tmp_path):
    points = korea_map.read_gazetteer()
    # a name has one line; sentences may have more
    for at, text in enumerate(FORMULAS):
        points.loc[at, "evidence" if set(text) & set("\t\r\n") else "toponym"] = text
    points.loc[len(FORMULAS), "toponym"] = 'Say "hi", you and a|b'
    korea_map.export(to=tmp_path, points=points, formats="csv")
    with (tmp_path / "korea_map.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for name, text in zip(points["id"], FORMULAS, strict=False):
        told = (rows[name]["toponym"], rows[name]["evidence"])
        assert "'" + text.replace("\r", "\n") in told
    assert rows[points["id"][len(FORMULAS)]]["toponym"] == 'Say "hi", you and a|b'


# BibTeX


def test_bibtex_has_every_source_of_the_page_and_the_map_itself(exported, tmp_path):
    text = (exported / "korea_map.bib").read_text(encoding="utf-8")
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    own, *entries = library.entries
    sources = read_content().sources
    assert [entry.key for entry in entries] == list(sources)
    assert own["author"] == f"{{{AUTHOR}}}"
    assert (own["year"], own["version"]) == (PUBLISHED, korea_map.__version__)
    assert own["title"] == read_content().language("en").text("document-title")
    (tmp_path / "sources.bib").write_text(text, encoding="utf-8")
    again = korea_map.read_sources(tmp_path)
    assert {key: again[key] for key in sources} == sources
    again_text = bibtexparser.write_string(library)
    read = bibtexparser.parse_string(again_text).entries_dict
    assert {key: one.fields_dict.keys() for key, one in read.items()} == {
        key: one.fields_dict.keys() for key, one in library.entries_dict.items()
    }


HARD = r"""5 % of A & B, $3 #1 a_b ~c ^d {e} \f 'g' ``h'' -- i"""


def test_what_latex_would_stumble_over_is_escaped_and_read_back():
    assert decode_latex(encode_latex(HARD)) == HARD
    library = bibtexparser.parse_string(f"@misc{{a,\n  title = {{{encode_latex(HARD)}}}\n}}")
    assert library.failed_blocks == []
    assert decode_latex(library.entries[0]["title"]) == HARD


@given(st.text(alphabet="\\{}~^&%$#_-`'ab \"", max_size=12))
def test_any_plain_text_is_read_back_from_latex(text):
    assert decode_latex(encode_latex(text)) == text


def test_bibtex_is_safe_for_latex_and_says_the_same(small_data, tmp_path):
    hard = (
        "@string{who = {Smith & Sons}}\n"
        "@misc{hard,\n"
        "  author = {{Bureau of A & B and C}},\n"
        '  title = "100 % of {KOREA} & \\& #1_2 \\emph{x} $5 a^b",\n'
        "  shorttitle = {Hard & fast},\n"
        "  publisher = who,\n"
        "  month = jan,\n"
        "  year = 1952,\n"
        "  crossref = {a_b},\n"
        "  note = {See \\url{https://example.org/a_b} and https://example.org/~c_d?e=1&f=%20},\n"
        "  url = {https://example.org/a_b~c%20d}\n}\n\n"
    )
    path = small_data / "sources.bib"
    path.write_text(hard + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = korea_map.read_sources(small_data)["hard"]
    korea_map.export(small_data, to=tmp_path / "to", formats="bibtex")
    written = (tmp_path / "to" / "korea_map.bib").read_text(encoding="utf-8")
    entry = bibtexparser.parse_string(written).entries_dict["hard"]
    assert {field.key: field.value for field in entry.fields} == {
        "author": r"{Bureau of A \& B and C}",
        "title": r"100 \% of {KOREA} \& \& \#1\_2 \emph{x} \$5 a\textasciicircum{}b",
        "shorttitle": r"Hard \& fast",
        "publisher": r"Smith \& Sons",
        "month": "jan",
        "year": "1952",
        "crossref": "a_b",
        "note": r"See \url{https://example.org/a_b} and "
        r"https://example.org/\textasciitilde{}c\_d?e=1\&f=\%20",
        "url": "https://example.org/a_b~c%20d",
    }
    assert before.text.startswith("Bureau of A & B and C, 100 % of KOREA & & #1_2 x $5 a^b, ")
    (tmp_path / "sources.bib").write_text(written, encoding="utf-8")
    assert korea_map.read_sources(tmp_path)["hard"] == before


def test_a_name_that_is_no_first_and_last_name_is_one(exported):
    text = (exported / "korea_map.bib").read_text(encoding="utf-8")
    assert "author = {{Mao Zedong}}" in text
    assert f"author = {{{{{AUTHOR}}}}}" in text


def test_the_map_takes_no_key_of_a_source(small_data, tmp_path):
    path = small_data / "sources.bib"
    more = "@misc{korea-map,\n  title = {Another},\n  shorttitle = {Another}\n}\n\n"
    path.write_text(more + path.read_text(encoding="utf-8"), encoding="utf-8")
    korea_map.export(small_data, to=tmp_path / "to", formats="bibtex")
    library = bibtexparser.parse_file(tmp_path / "to" / "korea_map.bib")
    keys = [entry.key for entry in library.entries]
    assert keys[:2] == ["korea-map-map", "korea-map"]
    assert library.failed_blocks == []

"""What is exported, and what is refused: of any document, all files or none."""

import csv
import json
import re
import sqlite3
from pathlib import Path

import fields_doc
import geopandas as gpd
import pyogrio
import pytest
from click.testing import CliRunner
from shapely import Point

import korea_map
from korea_map.cli import main
from korea_map.exports import FORMATS
from korea_map.fields import load_fields
from korea_map.given import LANGUAGE_TAG
from korea_map.webmap.content import read_content

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "korea_map.geojson", "korea_map.gpkg", "korea_map.kml", "korea_map_lpf.json",
    "korea_map.tsv", "korea_map.csv", "korea_map.bib",
}  # fmt: skip


def rows_of(path):
    """The rows of an exported table of points."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def features_of(folder):
    return json.loads((folder / "korea_map.geojson").read_text(encoding="utf-8"))["features"]


def test_every_format_is_one_file(exported):
    assert {path.name for path in exported.iterdir()} == FILES == set(FORMATS.values())


@pytest.mark.parametrize(
    ("data", "lang"), [(None, "en"), (None, "ko"), (ROOT / "examples" / "neutral-zones-1951", "en")]
)
def test_no_placeholder_is_left_in_any_file(tmp_path, data, lang):
    for path in korea_map.export(data, to=tmp_path, lang=lang):
        assert re.findall(rb"\{[a-z][\w.:-]*\}", _braceless(path)) == [], path.name
    told = json.loads((tmp_path / "korea_map.geojson").read_text(encoding="utf-8"))
    title = read_content(data).language(lang).text("document-title")
    assert told["citation"].startswith(title)
    assert f"korea-map {korea_map.__version__}" in told["citation"]


def _braceless(path):
    """A file, without the braces in which BibTeX has the text of a field."""
    raw = path.read_bytes()
    return re.sub(rb"(?m)= \{(.*)\}(?=,?$)", rb"= \1", raw) if path.suffix == ".bib" else raw


def test_every_file_is_the_same_twice(exported, tmp_path):
    for path in korea_map.export(to=tmp_path):
        assert path.read_bytes() == (exported / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("formats", "names"),
    [
        ("csv", ["korea_map.csv"]),
        (["bibtex", "csv", "csv"], ["korea_map.csv", "korea_map.bib"]),
        (("lpf",), ["korea_map_lpf.json"]),
    ],
)
def test_some_formats_are_written_in_their_order(tmp_path, formats, names):
    paths = korea_map.export(to=tmp_path / "new" / "folder", formats=formats)
    assert [path.name for path in paths] == names
    assert sorted(names) == sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())


THERE_ARE = "there are geojson, gpkg, kml, lpf, lptsv, csv, bibtex"


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"formats": "shp"}, "ChoiceError", f"unknown format 'shp'; {THERE_ARE}"),
        ({"formats": ["csv", "GPKG"]}, "ChoiceError", f"unknown format 'GPKG'; {THERE_ARE}"),
        ({"formats": []}, "ChoiceError", f"no format is given; {THERE_ARE}"),
        ({"formats": 5}, "ChoiceError", f"unknown format 5; {THERE_ARE}"),
        ({"formats": [None]}, "ChoiceError", f"unknown format None; {THERE_ARE}"),
        ({"lang": "xx"}, "ChoiceError", "no messages in language 'xx'; there are en, ko"),
        ({"miles": "metric"}, "UnitError", "unknown kind of mile 'metric'"),
        ({"radius": 5, "unit": "furlong"}, "UnitError", "unknown unit 'furlong'"),
        ({"radius": -5}, "KoreaMapError", "-5 is no length; give a number from 0 up"),
        ({"radius": 0}, "KoreaMapError", "a radius of 0 km has no zone"),
        ({"unit": "mile"}, "KoreaMapError", "unit 'mile' without a radius says nothing"),
        ({"to": None}, "KoreaMapError", "None is no folder to write into"),
        ({"to": 5}, "KoreaMapError", "5 is no folder to write into"),
        ({"to": ""}, "KoreaMapError", "'' is no folder to write into"),
        ({"points": "nonsense"}, "KoreaMapError", "'nonsense' is no table of points"),
        ({"proposals": ["nonsense"]}, "KoreaMapError", "'nonsense' is no list"),
    ],
)
def test_what_cannot_be_exported_is_refused_with_the_choices(tmp_path, options, error, message):
    with pytest.raises(getattr(korea_map, error)) as refused:
        korea_map.export(**{"to": tmp_path, **options})
    assert message in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", ["gpkg", "bib"])
def test_files_are_written_all_or_none(tmp_path, fill_disk, word):
    korea_map.export(to=tmp_path, formats="csv", radius=7)
    before = (tmp_path / "korea_map.csv").read_bytes()
    fill_disk(word)
    with pytest.raises(korea_map.KoreaMapError, match="cannot be written: No space left"):
        korea_map.export(to=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["korea_map.csv"]
    assert (tmp_path / "korea_map.csv").read_bytes() == before


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "taken").write_text("here first", encoding="utf-8")
    with pytest.raises(korea_map.KoreaMapError, match="is no folder to write into but a file"):
        korea_map.export(to=tmp_path / "taken", formats="csv")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "here first"


ZONED = {"unc": 48280.32, "cpv": 5000}


@pytest.mark.parametrize(
    ("radius", "unit", "metres"),
    [
        (12.5, "mile", {"unc": 20116.8, "cpv": 20116.8}),
        ((10, "nautical_mile"), "km", {"unc": 18520, "cpv": 18520}),
        ({"unc": (12.5, "mile")}, "km", {**ZONED, "unc": 20116.8}),
        ({"unc": 7, "cpv": (500, "m")}, "km", {"unc": 7000, "cpv": 500}),
        ({"armistice-1953": 5}, "km", {**ZONED, "armistice-1953": 5000}),
        ({}, "km", ZONED),
    ],
)
def test_a_radius_is_tried_for_plans_with_zones_and_those_that_are_named(
    tmp_path, radius, unit, metres
):
    formats = ["csv", "gpkg", "geojson", "kml"]
    korea_map.export(to=tmp_path, formats=formats, radius=radius, unit=unit)
    rows = rows_of(tmp_path / "korea_map.csv")
    drawn = {(row["plan"], float(row["radius_m"])) for row in rows if row["radius_m"]}
    assert dict(drawn) == pytest.approx(metres)
    assert len(drawn) == len(metres)
    stated = {(row["plan"], row["radius_document"]) for row in rows}
    assert stated >= {("unc", "30"), ("cpv", "5"), ("armistice-1953", "")}
    circles = {
        one["id"]
        for one in features_of(tmp_path)
        if one["geometry"] and one["geometry"]["type"] == "Polygon"
    }
    assert circles == {row["id"] for row in rows if row["lat"] and row["plan"] in metres}
    zones = pyogrio.read_dataframe(tmp_path / "korea_map.gpkg", layer="zones")
    assert set(zones["id"]) == circles
    for plan, of_plan in zones.groupby("plan"):
        assert list(of_plan["radius_m"]) == pytest.approx([metres[plan]] * len(of_plan))
        own = of_plan["radius_document_m"]
        assert own.isna().all() if plan not in ZONED else set(own) == {ZONED[plan]}


def test_kml_says_that_a_radius_is_tried_and_what_the_document_states(tmp_path):
    korea_map.export(to=tmp_path, formats="kml", radius={"unc": (12.5, "km"), "armistice-1953": 5})
    kml = (tmp_path / "korea_map.kml").read_text(encoding="utf-8").replace("\u00a0", " ")
    rows = korea_map.read_gazetteer().merge(
        korea_map.read_proposals()["plan"], left_on="list", right_index=True
    )
    located = rows[~rows.geometry.is_empty & rows.geometry.notna()]
    said = (
        "Drawn with a radius of 12.5 kilometres, to see what follows; the document states 30 miles."
    )
    lists = korea_map.read_proposals()["plan"].tolist()
    assert kml.count(said) == sum(located["plan"] == "unc") + lists.count("unc")
    assert kml.count(" 5 kilometres, to see what follows; the document states none.") == sum(
        located["plan"] == "armistice-1953"
    ) + lists.count("armistice-1953")
    korea_map.export(to=tmp_path, formats="kml")
    assert "Drawn with" not in (tmp_path / "korea_map.kml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("radius", "message"),
    [
        ({"nato": 5}, "unknown plan 'nato'; there are "),
        ({"unc": -5}, "-5 is no length"),
        ({"unc": 0}, "a radius of 0 km has no zone"),
        ({"unc": None}, "radius None is no length"),
        ((5, "ell"), "unknown unit 'ell'"),
        (("5", "km"), "is no length"),
        (301, "wider than 300 km"),
        (float("nan"), "nan is no length"),
        (True, "radius True is no length"),
    ],
)
def test_a_radius_that_cannot_be_tried_is_refused(tmp_path, radius, message):
    with pytest.raises(korea_map.KoreaMapError) as refused:
        korea_map.export(to=tmp_path, radius=radius)
    assert message in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_an_argued_place_is_exported_where_it_was_put(tmp_path):
    points = korea_map.read_gazetteer().to_crs(5179)
    named = points["toponym"] == "Khekido"
    pyongyang = gpd.GeoSeries([Point(125.75432, 39.03385)], crs=4326).to_crs(5179)[0]
    points.loc[named, "geometry"] = pyongyang
    points.loc[named, ["place_id", "title"]] = ["pyongyang", "P’yŏngyang"]
    korea_map.export(to=tmp_path, points=points)
    (row,) = (row for row in rows_of(tmp_path / "korea_map.csv") if row["toponym"] == "Khekido")
    assert (float(row["lon"]), float(row["lat"])) == pytest.approx((125.75432, 39.03385))
    assert (row["place_id"], row["certainty"]) == ("pyongyang", "uncertain")
    assert row["evidence"].startswith("Moved by hand from")
    whole = json.loads((tmp_path / "korea_map_lpf.json").read_text(encoding="utf-8"))
    (place,) = (one for one in whole["features"] if one["@id"] == "koreamap:pyongyang")
    assert "Khekido" in [name["toponym"] for name in place["names"]]


def test_a_move_is_exported_as_the_map_takes_it(tmp_path):
    korea_map.export(to=tmp_path, points={"unc-north-05": "pyongyang"}, formats="csv")
    rows = {row["id"]: row for row in rows_of(tmp_path / "korea_map.csv")}
    assert rows["unc-north-05"]["place_id"] == "pyongyang"
    with pytest.raises(korea_map.ChoiceError, match="no row has the id 'unc-north-99'; there are"):
        korea_map.export(to=tmp_path, points={"unc-north-99": "pyongyang"})


def test_points_with_no_more_than_zones_need_are_exported(tmp_path):
    points = korea_map.read_gazetteer()
    few = points[["id", "list", "toponym", "title", "certainty", "geometry"]]
    korea_map.export(to=tmp_path, points=few.rename_geometry("geom"))
    assert len(rows_of(tmp_path / "korea_map.csv")) == len(points)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("certainty", "sure", "unknown certainty 'sure'; there are certain"),
        ("rivals", "atlantis", "unknown place 'atlantis' of"),
        ("list", "my-list", "unknown list 'my-list' of"),
    ],
)
def test_what_points_cannot_say_is_refused(tmp_path, column, value, message):
    points = korea_map.read_gazetteer().astype({column: object})
    points.loc[0, column] = value
    with pytest.raises(korea_map.ChoiceError, match=message):
        korea_map.export(to=tmp_path, points=points)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("toponym", "", "toponym of '{id}' is empty; give the name"),
        ("toponym", " \u3000", "toponym of '{id}' is empty; give the name"),
        ("toponym", None, "toponym of '{id}' is empty; give the name"),
        ("toponym", "Anto\0", "toponym of '{id}' has U+0000, no letter"),
        ("toponym", "Anto\x1b[2J", "toponym of '{id}' has U+001B"),
        ("toponym", "An\nto", "toponym of '{id}' has U+000A"),
        ("title", "Anto\x85", "title of '{id}' has U+0085"),
        ("evidence", "So\x07.", "evidence of '{id}' has U+0007"),
        ("hangul", "\ud800", "hangul of '{id}' has U+D800"),
        ("location_tolerance_km", -1, "location_tolerance_km -1 of '{id}' is no distance"),
        ("location_tolerance_km", float("inf"), "location_tolerance_km inf of '{id}' is no dis"),
        ("location_tolerance_km", "far", "location_tolerance_km 'far' of '{id}' is no number"),
        ("position", float("inf"), "position inf of '{id}' is no number"),
        ("position", -3, "position -3 of '{id}' is none; count from 1"),
        ("lat", "north", "lat 'north' of '{id}' is no number"),
        ("toponym_lang", "english", "toponym_lang 'english' of '{id}' is no BCP 47 tag; give one"),
        ("toponym_lang", "ko_Latn", "toponym_lang 'ko_Latn' of '{id}' is no BCP 47 tag"),
        ("toponym_lang", "ko-", "toponym_lang 'ko-' of '{id}' is no BCP 47 tag"),
        ("reading_lang", "ja Latn", "reading_lang 'ja Latn' of '{id}' is no BCP 47 tag"),
    ],
)
@pytest.mark.parametrize("take", [korea_map.build_map, korea_map.export])
def test_what_no_point_can_be_is_refused_with_its_row(tmp_path, column, value, message, take):
    points = korea_map.read_gazetteer().astype({column: object})
    points.loc[0, column] = value
    options = {"to": tmp_path} if take is korea_map.export else {}
    with pytest.raises(korea_map.KoreaMapError) as refused:
        take(points=points, **options)
    assert message.format(id=points["id"][0]) in str(refused.value)


@pytest.mark.parametrize(
    "tag", ["ko", "KO-latn", "zh-Hant-TW", "de-DE-1901", "sl-rozaj-biske", "ko-Latn-x-mcr", "und"]
)
def test_a_tag_of_bcp_47_is_taken(tag):
    assert LANGUAGE_TAG.fullmatch(tag)


def test_a_list_of_ones_own_is_a_plan_with_a_look_of_its_own(tmp_path):
    lists = korea_map.read_proposals()
    mine = lists.loc[["unc-south"]].rename(index={"unc-south": "mine"}).assign(plan="my plan's")
    points = korea_map.read_gazetteer()
    own = points[points["list"] == "unc-south"].assign(list="mine")
    korea_map.export(to=tmp_path, points=own, proposals=mine)
    rows = rows_of(tmp_path / "korea_map.csv")
    assert {row["plan"] for row in rows} == {"my plan's"}
    with sqlite3.connect(tmp_path / "korea_map.gpkg") as db:
        (style,) = db.execute(
            "select styleQML from layer_styles where f_table_name = 'zones'"
        ).fetchone()
    db.close()
    assert "'my plan''s'" in style.replace("&#39;", "'")


def test_a_list_that_says_little_is_filled_from_the_document(tmp_path):
    needed = ["plan", "territory", "radius", "radius_unit"]
    korea_map.export(to=tmp_path, proposals=korea_map.read_proposals()[needed])
    own, read = korea_map.read_proposals(), tmp_path / "korea_map.gpkg"
    lists = pyogrio.read_dataframe(read, layer="lists").set_index("id").loc[own.index]
    assert list(lists["points_claimed"]) == list(own["points_claimed"])
    assert list(lists["date"]) == list(own["date_text"])


def test_a_new_list_needs_no_more_than_zones_need(tmp_path):
    mine = korea_map.read_proposals()[["plan", "territory", "radius", "radius_unit"]].iloc[:1]
    mine = mine.set_axis(["mine"]).assign(plan="mine", radius=12.0, radius_unit="km")
    points = korea_map.read_gazetteer()
    own = points[points["list"] == "unc-south"].assign(list="mine")
    korea_map.export(to=tmp_path, points=own, proposals=mine)
    rows = rows_of(tmp_path / "korea_map.csv")
    assert {row["radius_m"] for row in rows} == {"12000"}
    assert {row["points_claimed"] for row in rows} == {str(len(own))}


def test_lists_alone_leave_out_the_points_of_others(tmp_path):
    korea_map.export(
        to=tmp_path, formats="csv", proposals=korea_map.read_proposals().loc[["cpv-north"]]
    )
    assert {row["list"] for row in rows_of(tmp_path / "korea_map.csv")} == {"cpv-north"}


def test_another_document_is_exported(tmp_path):
    data = ROOT / "examples" / "neutral-zones-1951"
    korea_map.export(data, to=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == FILES
    points, zones = korea_map.read_gazetteer(data), korea_map.zones(data=data)
    assert {one["id"] for one in features_of(tmp_path)} == set(points["id"])
    read = pyogrio.read_dataframe(tmp_path / "korea_map.gpkg", layer="zones")
    assert list(read["radius_m"]) == list(zones["radius_m"])
    whole = json.loads((tmp_path / "korea_map_lpf.json").read_text(encoding="utf-8"))
    spans = [one["when"]["timespans"] for one in whole["features"]]
    assert spans == [[{"start": {"in": "1951-10"}}]] * len(points), "no day is known"


def test_a_document_without_a_radius_has_points_alone(bare_data, edit, tmp_path):
    for old, new in ((",30,mile,3,", ",,,3,"), (",30,mile,1,", ",,,1,")):
        edit("proposals.csv", old, new)
    korea_map.export(bare_data, to=tmp_path)
    shapes = [one["geometry"] for one in features_of(tmp_path)]
    assert {shape["type"] for shape in shapes if shape} == {"Point"}
    assert len(pyogrio.read_dataframe(tmp_path / "korea_map.gpkg", layer="zones")) == 0


def test_a_document_that_names_no_point_is_exported(bare_data, tmp_path):
    path = bare_data / "gazetteer.csv"
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    korea_map.export(bare_data, to=tmp_path)
    assert features_of(tmp_path) == []
    layers = dict(pyogrio.list_layers(tmp_path / "korea_map.gpkg"))
    assert layers["places"] == layers["rivals"] == "Point"
    read = pyogrio.read_dataframe(tmp_path / "korea_map.gpkg", layer="lists")
    assert list(read["points_listed"]) == [0, 0]


def test_titles_are_in_the_language_that_is_asked_for(tmp_path):
    korea_map.export(to=tmp_path, formats=["gpkg", "kml"], lang="ko")
    korean = read_content().language("ko")
    kml = (tmp_path / "korea_map.kml").read_text(encoding="utf-8")
    lists = pyogrio.read_dataframe(tmp_path / "korea_map.gpkg", layer="lists")
    for row in lists.itertuples():
        assert row.plan_title == korean.text(f"plan.{row.plan}.title")
        assert f"<name>{row.plan_title}, {korean.side(row.territory)}</name>" in kml
    assert korean.text("certainty.less-certain") in kml


def test_many_points_at_one_place_are_written(tmp_path):
    count = 1500
    one = korea_map.read_gazetteer().query("list == 'unc-south'").iloc[[0] * count]
    ids = [f"many-{number}" for number in range(1, count + 1)]
    many = one.assign(id=ids, toponym=ids, position=range(1, count + 1))
    lists = korea_map.read_proposals().loc[["unc-south"]].assign(points_claimed=count)
    korea_map.export(to=tmp_path, points=many, proposals=lists, formats=["csv", "lptsv", "lpf"])
    assert len(rows_of(tmp_path / "korea_map.csv")) == count


# the command


def test_the_command_writes_and_says_what(tmp_path):
    done = CliRunner().invoke(
        main, ["export", "--format", "csv", "--format", "bibtex", "--to", str(tmp_path / "a b")]
    )
    assert done.exit_code == 0
    assert [Path(line).name for line in done.stderr.splitlines()] == [
        "korea_map.csv",
        "korea_map.bib",
    ]
    assert len(list((tmp_path / "a b").iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--format", "shp"], 2, f"unknown format 'shp'; {THERE_ARE}"),
        (["--lang", "xx"], 2, "there are en, ko"),
        (["--radius", "5", "--unit", "ell"], 2, "Invalid value for '--unit': unknown unit 'ell'"),
        (["--radius", "-1"], 2, "Invalid value for '--radius': -1"),
        (["--radius", "0"], 2, "Invalid value for '--radius': 0 has no zone"),
        (["--radius", "301"], 2, "Invalid value for '--radius': a radius of 301"),
        (["--radius", "5", "--unit", ""], 2, "Invalid value for '--unit': unknown unit ''"),
        (["--unit", "mile"], 2, "--unit mile without --radius says nothing; give --radius"),
        (["--to", ""], 2, "Invalid value for '--to': '' is no folder"),
        (["--to", __file__], 2, "is no folder but a file"),
        (["--radius", "much"], 2, "'much' is not a number"),
    ],
)
def test_the_command_refuses_with_the_choices(tmp_path, arguments, code, message):
    done = CliRunner().invoke(main, ["export", "--to", str(tmp_path / "new"), *arguments])
    assert (done.exit_code, (tmp_path / "new").exists()) == (code, False)
    assert message in done.stderr


def test_the_command_wants_to_know_where():
    done = CliRunner().invoke(main, ["export"])
    assert done.exit_code == 2
    assert "Missing option '--to'" in done.stderr


def test_a_broken_document_writes_nothing(small_data, edit, tmp_path):
    edit("proposals.csv", "wide-north,wide,1952-01-31", "wide-north,wide,1952-13-31")
    done = CliRunner().invoke(
        main, ["export", "--data", str(small_data), "--to", str(tmp_path / "new")]
    )
    assert done.exit_code == 1
    assert "proposals.csv:2:17: date '1952-13-31' is not a date" in done.stderr
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "new").exists()


# the one table of fields


def test_the_table_of_fields_is_on_the_page_of_the_exports():
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert page.endswith(f"{fields_doc.BEGIN}\n{fields_doc.fields_tables()}")
    for name, file in FORMATS.items():
        assert f"| `{file}` | `{name}` |" in page


def test_every_field_is_in_some_format():
    assert [field.name for field in load_fields() if not field.names] == []

"""What is exported, and what is refused: of any document, all files or none."""

import csv
import json
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
        ({"radius": -5}, "KoreaMapError", "radius -5 km is not between 0 and"),
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
    with pytest.raises(korea_map.KoreaMapError, match="cannot be written"):
        korea_map.export(to=tmp_path / "taken", formats="csv")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "here first"


def test_a_radius_is_tried_for_every_list(tmp_path):
    korea_map.export(to=tmp_path, formats=["csv", "gpkg"], radius=10, unit="nautical_mile")
    located = [row for row in rows_of(tmp_path / "korea_map.csv") if row["lat"]]
    assert {row["radius_m"] for row in located} == {"18520"}
    assert {row["radius_document"] for row in located} == {"", "5", "30"}
    assert len(pyogrio.read_dataframe(tmp_path / "korea_map.gpkg", layer="zones")) == len(located)


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
        (["--radius", "5", "--unit", "ell"], 2, "unknown unit 'ell'"),
        (["--radius", "-1"], 1, "km is not between 0 and"),
        (["--unit", "mile"], 1, "without a radius says nothing"),
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

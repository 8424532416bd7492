"""The data that a page gives away: as GeoJSON and as a table."""

import csv
import io
import json

import geopandas as gpd
import pytest
from click.testing import CliRunner
from fastkml import KML, Document, Folder, Placemark
from fastkml.utils import find_all
from told import PLANS, WIDE, ZONED, content, located, points, say, unnamed

import korea_map
from korea_map.cli import main

pytestmark = pytest.mark.browser

TRIED_M = 20_000


def take(tab, format_):
    """The text of a download."""
    with tab.expect_download() as got:
        tab.locator(f"#download-{format_}").click()
    return got.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("lists", [ZONED, PLANS], ids=["zones", "all"])
def test_downloads_come_out_of_the_file(visit, lists):
    tab = visit(tail=f"#show={','.join(lists)}&radius={WIDE}:20km")
    collection = json.loads(take(tab, "geojson"))
    assert len(collection["features"]) == len(points())
    kinds = [f["geometry"]["type"] if f["geometry"] else None for f in collection["features"]]
    assert kinds.count("Polygon") == len(located(*ZONED))
    assert kinds.count("Point") == len(located()) - len(located(*ZONED))
    assert kinds.count(None) == points()["geometry"].isna().sum()
    assert collection["license"] == "CC BY 4.0"
    assert "GeoNames, CC BY 4.0" in collection["citation"]
    for feature in collection["features"]:
        told = feature["properties"]
        row = points().loc[told["id"]]
        assert (told["toponym"], told["evidence"]) == (row["toponym"], row["evidence"])
        if feature["geometry"] and feature["geometry"]["type"] == "Polygon":
            (ring,) = feature["geometry"]["coordinates"]
            assert ring[0] == ring[-1]
            own = content().radii[told["plan"]].built_m
            assert told["radius_m"] == pytest.approx(TRIED_M if told["plan"] == WIDE else own)
            assert told["radius_document_m"] == pytest.approx(own)


def test_the_table_of_a_page_is_the_tables_of_the_document(visit):
    tab = visit(tail=f"#radius={WIDE}:20km")
    text = take(tab, "csv")
    assert text.startswith("\ufeffid,plan,list")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(points()) + unnamed().sum()
    lists = korea_map.read_proposals()
    for row in rows:
        of_list = lists.loc[row["list"]]
        assert row["plan"] == of_list["plan"]
        assert row["date"] == of_list["date_text"]
        if not row["id"]:
            assert (row["lat"], row["toponym"]) == ("", "")
            continue
        point = points().loc[row["id"]]
        assert row["position"] == str(point["position"])
        assert row["rivals"] == "|".join(point["rivals"])
        for column in ("toponym", "title", "citation", "evidence"):
            assert row[column] == (point[column] if isinstance(point[column], str) else "")
        if row["plan"] in ZONED:
            radius = content().radii[row["plan"]]
            assert (float(row["radius_document"]), row["unit"]) == (radius.value, radius.unit)
        else:
            assert row["radius_m"] == ""
    for name, count in unnamed().items():
        own = [int(row["position"]) for row in rows if row["list"] == name and not row["id"]]
        listed = (points()["list"] == name).sum()
        assert own == list(range(listed + 1, listed + count + 1))


def test_the_table_of_a_page_is_taken_back_by_the_command(visit):
    tab = visit()
    with tab.expect_download() as got:
        tab.locator("#download-csv").click()
    path = str(got.value.path())
    result = CliRunner().invoke(
        main, ["reconcile", "--file", path, "--column", "toponym", "--format", "jsonl"]
    )
    assert result.exit_code == 0
    names = [json.loads(line)["query"] for line in result.stdout.splitlines()]
    assert sorted(names) == sorted(points()["toponym"])
    assert f"without toponym, left out: {unnamed().sum()} lines" in result.stderr


def told(mark):
    """What a placemark says, but for its coordinates."""
    data = {one.name: one.value for one in mark.extended_data.elements}
    return mark.id, mark.name, mark.description, mark.style_url.url, str(mark.times.timestamp), data


def test_the_kml_of_a_page_is_that_of_the_command(visit, tmp_path):
    korea_map.export(to=tmp_path, formats="kml")
    written = KML.parse(tmp_path / "korea_map.kml")
    taken = KML.from_string(take(visit(), "kml").encode())
    kinds = (Document, Folder)
    assert [one.name for one in find_all(taken, of_type=kinds)] == [
        one.name for one in find_all(written, of_type=kinds)
    ]
    pairs = zip(
        find_all(taken, of_type=Placemark), find_all(written, of_type=Placemark), strict=True
    )
    for mine, yours in pairs:
        assert told(mine) == told(yours)
        assert (mine.geometry is None) == (yours.geometry is None)
        if mine.geometry:
            assert mine.geometry.geom_type == yours.geometry.geom_type
            assert mine.geometry.bounds == pytest.approx(yours.geometry.bounds, abs=1e-6)


def test_the_kml_of_a_page_says_which_radius_is_tried(visit):
    tried = say("whatif.applied", length=content().language(None).length(20, "km"))
    taken = KML.from_string(take(visit(tail=f"#radius={WIDE}:20km&unit=km"), "kml").encode())
    for mark in find_all(taken, of_type=Placemark):
        of_plan = mark.style_url.url.startswith(f"#{WIDE}.") and mark.geometry is not None
        assert (tried in mark.description) == of_plan


def test_a_page_gives_no_degenerate_zone_and_its_zones_are_measured_again(visit, tmp_path):
    tab = visit(tail=f"#radius={','.join(f'{plan}:0km' for plan in ZONED)}")
    kinds = [
        f["geometry"] and f["geometry"]["type"]
        for f in json.loads(take(tab, "geojson"))["features"]
    ]
    assert set(kinds) <= {"Point", None}
    path = tmp_path / "korea_map.geojson"
    path.write_text(take(visit(), "geojson"), encoding="utf-8")
    again = korea_map.coverage(gpd.read_file(path)).set_index(["plan", "list"])
    own = korea_map.coverage().set_index(["plan", "list"])
    for row in own.index:
        assert again.loc[row, "union_km2"] == pytest.approx(own.loc[row, "union_km2"], rel=1e-5)

"""The GeoPackage, read back by GDAL and by SQLite."""

import re
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing

import geopandas as gpd
import numpy as np
import pyogrio
import pytest

import korea_map
from korea_map.basemap import read_basemap
from korea_map.exports.label_sides import place_sides
from korea_map.fields import fields_of
from korea_map.webmap.content import read_content

LAYERS = {
    "places": "Point", "rivals": "Point", "zones": "Polygon", "lines": "MultiLineString",
    "rivers": "MultiLineString", "land": "MultiPolygon", "lists": None, "layer_styles": None,
}  # fmt: skip
CONTENTS = "select data_type from gpkg_contents where table_name"
STYLED = [name for name, kind in LAYERS.items() if kind]


@pytest.fixture(scope="module")
def path(exported):
    return exported / "korea_map.gpkg"


def read(path, layer):
    return pyogrio.read_dataframe(path, layer=layer)


def rows(path, sql):
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(sql)]


@pytest.fixture(scope="module")
def styles(path):
    """The parsed style of each layer."""
    said = rows(path, "select f_table_name, styleQML from layer_styles")
    return {row["f_table_name"]: ET.fromstring(row["styleQML"]) for row in said}  # noqa: S314


def test_the_layers_are_there_and_those_on_top_come_first(path):
    assert [tuple(one) for one in pyogrio.list_layers(path)] == list(LAYERS.items())


@pytest.mark.parametrize("layer", [name for name in LAYERS if name != "layer_styles"])
def test_a_layer_has_the_fields_of_the_table(path, layer):
    read_back = read(path, layer)
    assert [name for name in read_back if name != "geometry"] == list(fields_of("gpkg", layer))
    if LAYERS[layer]:
        assert read_back.crs == "EPSG:4326"


def test_the_points_are_those_of_the_gazetteer(path):
    own = korea_map.read_gazetteer().set_index("id")
    read_back = read(path, "places").set_index("id")
    assert set(read_back.index) == set(own.index)
    for name, row in read_back.iterrows():
        mine = own.loc[name]
        for column in ("list", "toponym", "title", "hanja", "certainty", "rivals", "evidence"):
            assert row[column] == mine[column] or (row.isna()[column] and mine.isna()[column])
        assert (row.geometry is None) == (mine.geometry is None)
        assert row.geometry is None or row.geometry.equals(mine.geometry)


def test_the_zones_are_those_that_are_drawn(path):
    own = korea_map.zones()
    read_back = read(path, "zones")
    assert list(read_back["id"]) == list(own["id"])
    assert np.allclose(read_back["radius_m"], own["radius_m"])
    assert all(a.equals(b) for a, b in zip(read_back.geometry, own.geometry, strict=True))
    measured = korea_map.coverage(gpd.GeoDataFrame(read_back))
    assert np.allclose(measured["union_km2"], korea_map.coverage()["union_km2"])


def test_the_lists_say_how_many_points_they_claim_and_name(path):
    own = korea_map.read_proposals()
    read_back = read(path, "lists").set_index("id")
    listed = korea_map.read_gazetteer().groupby("list")
    assert set(read_back.index) == set(own.index)
    for name, row in read_back.iterrows():
        assert row["points_claimed"] == own.loc[name, "points_claimed"]
        points = listed.get_group(name) if name in listed.groups else []
        assert row["points_listed"] == len(points)
        assert row["points_located"] == (0 if len(points) == 0 else points.geometry.notna().sum())


def test_a_rival_is_a_point_beside_each_name_that_it_might_be(path):
    own = korea_map.read_gazetteer().set_index("id")["rivals"]
    places = korea_map.load_places()
    read_back = read(path, "rivals")
    assert read_back["id"].is_unique
    for row in read_back.itertuples():
        assert row.place_id in own[row.point].split("|")
        place = places[row.place_id]
        assert (row.geometry.x, row.geometry.y, row.title) == (place.lon, place.lat, place.title)


def test_the_ground_is_that_of_the_basemap(path):
    ground = read_basemap()
    for layer in ("land", "rivers", "lines"):
        own = getattr(ground, layer)
        read_back = read(path, layer)
        assert len(read_back) == len(own)
        assert all(a.equals(b) for a, b in zip(read_back.geometry, own.geometry, strict=True))
    assert set(read(path, "land")["kind"].dropna()) == {"half", "neighbour"}


# styles


def test_each_layer_with_shapes_has_one_style_that_qgis_takes_by_default(path):
    found = rows(path, "select * from layer_styles")
    assert list(found[0]) == [
        "id", "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
        "styleName", "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui",
        "update_time",
    ]  # fmt: skip
    assert sorted(row["f_table_name"] for row in found) == sorted(STYLED)
    assert {row["useAsDefault"] for row in found} == {1}
    columns = rows(path, "select table_name, column_name from gpkg_geometry_columns")
    geometry = {row["table_name"]: row["column_name"] for row in columns}
    assert {row["f_table_name"]: row["f_geometry_column"] for row in found} == geometry
    (registered,) = rows(
        path, "select data_type from gpkg_contents where table_name = 'layer_styles'"
    )
    assert registered["data_type"] == "attributes"


@pytest.mark.parametrize("layer", STYLED)
def test_every_attribute_of_a_style_is_in_its_layer(styles, layer):
    root = styles[layer]
    texts = [rule.get("filter", "") for rule in root.iter("rule")]
    options = (one for one in root.iter("Option") if one.get("name") == "expression")
    texts += [one.get("value") for one in options]
    for label in root.iter("text-style"):
        said = label.get("fieldName")
        texts.append(said if label.get("isExpression") == "1" else f'"{said}"')
    named = set(re.findall(r'"(\w+)"', " ".join(texts)))
    assert named <= set(fields_of("gpkg", layer))
    if layer in ("places", "zones", "lines", "land"):
        assert named, "the style tells something apart"


@pytest.mark.parametrize("layer", STYLED)
def test_every_rule_of_a_style_has_its_symbol(styles, layer):
    root = styles[layer]
    (symbols,) = root.iter("symbols")
    drawn = {symbol.get("name") for symbol in symbols}
    assert {rule.get("symbol") for rule in root.iter("rule")} - {None} <= drawn
    assert drawn


def rules(root, depth):
    """The rules of a style, by their key."""
    found = root.findall("renderer-v2/rules/" + "/".join(["rule"] * depth))
    return {rule.get("key"): rule for rule in found}


def test_plans_with_zones_are_shown_and_the_others_wait_in_the_legend(styles):
    content = read_content()
    zoned = {plan.id for plan in content.zone_plans}
    marks = rules(styles["places"], 1)
    assert list(marks) == [plan.id for plan in content.dataset.plans]
    assert {key for key, rule in marks.items() if rule.get("checkstate") == "1"} == zoned
    assert set(rules(styles["zones"], 1)) == zoned
    for plan in content.dataset.plans:
        title = content.language("en").text(f"plan.{plan.id}.title")
        assert marks[plan.id].get("label") == title


def test_zones_have_the_colours_of_their_plan_and_dashes_by_certainty(styles):
    content = read_content()
    root = styles["zones"]
    symbols = {one.get("name"): one for one in root.find("renderer-v2/symbols")}

    def options(symbol):
        return {one.get("name"): one.get("value") for one in symbols[symbol].iter("Option")}

    for plan in content.zone_plans:
        style = content.dataset.styles[plan.style]
        colour = ",".join(str(int(style.light[at : at + 2], 16)) for at in (1, 3, 5))
        outlines = [key for key in rules(root, 2) if key.startswith(f"{plan.id}.")]
        assert [options(key)["line_color"] for key in outlines] == [f"{colour},255"] * len(outlines)
        dashes = [
            options(key)["customdash"] if options(key)["use_custom_dash"] == "1" else ""
            for key in outlines
        ]
        assert dashes[0] == ""
        assert len(set(dashes)) == len(outlines), "each certainty has an outline of its own"
        hatched = "SVGFill" in [layer.get("class") for layer in symbols[plan.id].iter("layer")]
        assert hatched == (style.hatch_path is not None)


def test_names_stand_on_sides_where_they_do_not_meet(path):
    places = read(path, "places")
    drawn = places[places["radius_m"].notna()]
    sides = drawn.groupby(["label", "lon", "lat"])["label_side"].nunique()
    assert set(sides) == {1}, "what is one name at one place is drawn once"


def test_a_name_gives_way_to_another():
    lone = place_sides([("Inchon", 126.6, 37.5)])
    assert list(lone.values()) == ["right"]
    pair = place_sides([("Inchon", 126.6, 37.5), ("Seoul", 126.8, 37.5)])
    assert pair["Inchon", 126.6, 37.5] != pair["Seoul", 126.8, 37.5]


@pytest.mark.parametrize(
    "error", [pyogrio.errors.DataSourceError("Failed to commit"), OSError(28, "Failed to commit")]
)
def test_a_disk_of_temporary_files_that_is_full_is_told(error, monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(pyogrio, "write_dataframe", refuse)
    with pytest.raises(korea_map.KoreaMapError, match="gpkg: cannot be written: Failed to commit;"):
        korea_map.export(to=tmp_path, formats="gpkg")
    assert list(tmp_path.iterdir()) == []

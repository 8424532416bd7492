"""The basemap: whose land it is, which river it is, what all is called, what a broken file says."""

import csv
import dataclasses
import importlib.util
import json
import shutil
import sys
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from korea_map.basemap import Basemap, read_basemap
from korea_map.errors import DataError, KoreaMapError
from korea_map.files import data_dir

WGS84 = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    return read_basemap()


@pytest.fixture(scope="module")
def land(basemap: Basemap) -> dict[str, shapely.MultiPolygon]:
    return dict(zip(basemap.land["country"], basemap.land.geometry, strict=True))


@pytest.fixture(scope="module")
def rivers(basemap: Basemap) -> dict[str, shapely.Geometry]:
    return dict(zip(basemap.rivers["id"], basemap.rivers.geometry, strict=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data folder with the basemap alone, to be broken."""
    shutil.copytree(data_dir() / "basemap", tmp_path / "basemap")
    shutil.copy(data_dir() / "datapackage.json", tmp_path)
    return tmp_path


def distance_km(geometry: shapely.Geometry, lon: float, lat: float) -> float:
    nearest = shapely.shortest_line(geometry, shapely.Point(lon, lat))
    return WGS84.geometry_length(nearest) / 1000


def area_km2(geometry: shapely.Geometry) -> float:
    return WGS84.geometry_area_perimeter(geometry)[0] / 1e6


# Land


def test_the_map_shows_both_koreas_and_their_neighbours(land):
    assert list(land) == ["KP", "KR", "CN", "RU", "JP", "MN"]


@pytest.mark.parametrize(
    ("name", "lon", "lat", "country"),
    [
        ("Baengnyeong", 124.66, 37.95, "KR"),
        ("Daecheong", 124.70, 37.82, "KR"),
        ("Yeonpyeong", 125.70, 37.66, "KR"),
        ("Gyodong", 126.27, 37.78, "KR"),
        ("Ganghwa", 126.45, 37.72, "KR"),
        ("Jeju", 126.55, 33.40, "KR"),
        ("Ulleung", 130.87, 37.50, "KR"),
        ("Sindo at the mouth of the Yalu", 124.23, 39.81, "KP"),
        ("Chodo", 124.84, 38.53, "KP"),
        ("Sunwido below the Ongjin peninsula", 125.28, 37.73, "KP"),
        ("Wihwado in the Yalu", 124.42, 40.13, "KP"),
        ("Pyongyang", 125.754, 39.034, "KP"),
        ("Kaesong", 126.554, 37.971, "KP"),
        ("Haeju", 125.71, 38.04, "KP"),
        ("Yangyang, north of the 38th parallel", 128.618, 38.078, "KR"),
        ("Seoul", 126.978, 37.566, "KR"),
        ("Dandong", 124.37, 40.13, "CN"),
        ("Ji'an, over the river from Manpo", 126.17, 41.13, "CN"),
        ("Khasan", 130.64, 42.43, "RU"),
        ("Tsushima", 129.33, 34.40, "JP"),
        ("the steppe east of Ulaanbaatar", 110.0, 47.0, "MN"),
    ],
)
def test_a_place_lies_in_its_country_and_in_no_other(land, name, lon, lat, country):
    here = shapely.Point(lon, lat)
    assert [code for code, area in land.items() if area.contains(here)] == [country], name


def test_areas_are_those_of_the_source(land):
    # computed from the unthinned polygons of Natural Earth; rounding moves them by 1 km2
    assert area_km2(land["KP"]) == pytest.approx(122_386, abs=2)
    assert area_km2(land["KR"]) == pytest.approx(98_544, abs=2)


def test_countries_share_their_borders_and_nothing_else(land):
    assert shapely.coverage_is_valid(list(land.values()))
    lengths = {
        pair: WGS84.geometry_length(land[pair[0]].boundary & land[pair[1]].boundary) / 1000
        for pair in [("KP", "KR"), ("KP", "CN"), ("KP", "RU"), ("CN", "RU"), ("CN", "MN")]
    }
    assert all(length > 0 for length in lengths.values())
    # the lengths of Natural Earth's own arcs: nothing of Korea's borders was thinned
    assert lengths["KP", "KR"] == pytest.approx(204.06, abs=0.02)
    assert lengths["KP", "CN"] == pytest.approx(1004.13, abs=0.02)
    assert lengths["KP", "RU"] == pytest.approx(31.67, abs=0.02)


def test_korea_keeps_all_its_islands(land):
    assert {code: len(land[code].geoms) for code in ("KP", "KR")} == {"KP": 10, "KR": 53}


def test_polygons_are_valid_and_wind_as_rfc_7946_asks(land):
    for country, area in land.items():
        assert area.is_valid, country
        assert all(part.exterior.is_ccw for part in area.geoms), country
        assert not any(hole.is_ccw for part in area.geoms for hole in part.interiors), country


def test_no_edge_of_land_is_cut_where_a_screen_may_show_it(basemap, land):
    # every vertex on the frame of the basemap is outside of 110-145 E, 28-50 N
    edges = shapely.box(110, 28, 145, 50)
    frame = basemap.frame
    whole = shapely.union_all(list(land.values()))
    assert frame.covers(whole)
    assert not (frame.boundary & whole).intersects(edges)
    # and land fills that screen to its edge in the north-west and nowhere stops short
    assert whole.covers(shapely.box(110, 40.5, 117, 50))
    (south, west), (north, east) = basemap.pan_bounds
    assert edges.covers(shapely.box(west, south, east, north))


def test_coordinates_have_at_most_four_decimals(land):
    for area in land.values():
        numbers = shapely.get_coordinates(area).ravel().tolist()
        assert all(number == round(number, 4) for number in numbers)


# Lines


def test_the_line_of_1953_is_the_border_and_passes_panmunjom(basemap, land):
    shared = land["KP"].boundary & land["KR"].boundary
    line = basemap.line("line-1953")
    assert shapely.line_merge(shared).equals(line)
    assert distance_km(line, 126.677, 37.956) < 3


def test_the_38th_parallel_reaches_beyond_the_land(basemap, land):
    parallel = basemap.line("parallel-38")
    assert {lat for _, lat in parallel.coords} == {38.0}
    crossed = parallel & (land["KP"] | land["KR"])
    assert parallel.bounds[0] < crossed.bounds[0] < 125.2
    assert 128.7 < crossed.bounds[2] < parallel.bounds[2]


# Rivers: the source names none of them; each is known by the towns on its banks


@pytest.mark.parametrize(
    ("river", "town", "lon", "lat", "within_km"),
    [
        ("amnok", "Sinuiju", 124.398, 40.101, 2),
        ("amnok", "Manpo", 126.289, 41.155, 2),
        ("amnok", "Hyesan", 128.178, 41.402, 2),
        ("tuman", "Musan", 129.208, 42.226, 2),
        ("tuman", "Hoeryong", 129.746, 42.441, 4),
        ("tuman", "Onsong", 129.993, 42.957, 2),
        ("taedong", "Tokchon", 126.258, 39.753, 4),
        ("taedong", "Sunchon", 125.933, 39.432, 2),
        ("taedong", "Pyongyang", 125.754, 39.034, 2),
        ("imjin", "Yeoncheon", 127.077, 38.101, 5),
        ("imjin", "Munsan", 126.785, 37.859, 4),
        ("han", "Chungju", 127.929, 36.977, 4),
        ("han", "Yeoju", 127.634, 37.296, 2),
        ("han", "Yongsan (Seoul)", 126.984, 37.545, 3),
        ("pukhan", "Hwacheon", 127.706, 38.107, 2),
        ("pukhan", "Chuncheon", 127.734, 37.875, 3),
        ("pukhan", "Gapyeong", 127.511, 37.831, 3),
        ("nakdong", "Andong", 128.723, 36.566, 2),
        ("nakdong", "Waegwan", 128.398, 35.993, 2),
        ("nakdong", "Busan", 129.030, 35.102, 7),
        ("geum", "Gongju", 127.125, 36.456, 2),
        ("geum", "Buyeo", 126.909, 36.275, 2),
    ],
)
def test_a_river_passes_its_towns(rivers, river, town, lon, lat, within_km):
    assert distance_km(rivers[river], lon, lat) < within_km, town
    assert min(rivers, key=lambda other: distance_km(rivers[other], lon, lat)) == river


def test_rivers_are_named_in_latin_hangul_and_hanja(basemap):
    names = basemap.rivers.set_index("id")
    assert names.loc["amnok", ["name", "hangul", "hanja"]].tolist() == [
        "Yalu / Amnok", "압록강", "鴨綠江"
    ]  # fmt: skip
    assert names.loc["han", ["name", "hangul", "hanja"]].tolist() == ["Han", "한강", "漢江"]
    assert all(name.endswith("강") for name in names["hangul"])
    assert all(name.endswith("江") for name in names["hanja"])


def test_rivers_stay_on_land(rivers, land):
    ground = shapely.union_all(list(land.values())).buffer(0.0002)
    for river, course in rivers.items():
        assert ground.covers(course), river


def test_a_river_that_is_the_border_is_drawn_once(rivers, land):
    for river in ("amnok", "tuman"):
        assert land["KP"].boundary.covers(rivers[river]), river


def test_every_river_but_the_delta_of_the_nakdong_is_one_line(rivers):
    several = {river for river, course in rivers.items() if course.geom_type != "LineString"}
    assert several == {"nakdong"}


# Files


@pytest.mark.parametrize("name", ["land", "rivers", "lines"])
def test_a_file_holds_one_feature_on_a_line_and_ends_its_lines_with_lf(name):
    raw = (data_dir() / "basemap" / f"{name}.geojson").read_bytes()
    collection = json.loads(raw)
    rows = [
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in collection["features"]
    ]
    bbox = "".join(
        f'"bbox":{json.dumps(edges, separators=(",", ":"))},'
        for edges in [collection.get("bbox")]
        if edges
    )
    again = f'{{"type":"FeatureCollection",{bbox}"features":[\n' + ",\n".join(rows) + "\n]}\n"
    assert raw == again.encode()


def test_the_basemap_leaves_the_page_room():
    drawn = [data_dir() / "basemap" / f"{name}.geojson" for name in ("land", "rivers", "lines")]
    assert sum(path.stat().st_size for path in drawn) < 220_000


def test_the_licence_of_the_rivers_is_beside_them():
    folder = data_dir() / "basemap"
    assert "GSHHG" in (folder / "NOTICE").read_text(encoding="utf-8")
    assert "GNU LESSER" in (folder / "COPYING.LESSER").read_text(encoding="utf-8")
    assert "GNU GENERAL" in (folder / "COPYING").read_text(encoding="utf-8")


@pytest.fixture
def make_basemap(monkeypatch):
    """The script that makes the shapes."""
    script = Path(__file__).parents[1] / "scripts" / "make_basemap.py"
    if not script.exists():
        pytest.skip("the script is in the checkout only")
    spec = importlib.util.spec_from_file_location("make_basemap", script)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "make_basemap", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["land", "lines"])
def test_the_script_writes_a_file_as_it_is(make_basemap, name, tmp_path, basemap):
    path = data_dir() / "basemap" / f"{name}.geojson"
    features = [
        (feature["properties"], shapely.geometry.shape(feature["geometry"]))
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    ]
    bbox = make_basemap.CLIP.bounds if name == "land" else None
    make_basemap.write_features(tmp_path / path.name, features, bbox)
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()
    assert make_basemap.CLIP.bounds == basemap.extent


def test_a_shared_border_stays_shared_when_the_neighbour_is_thinned(make_basemap, monkeypatch):
    # Two squares at 125 E, 38 N with a wavy border (arc 0), on a grid of 0.001 degrees:
    # west of it KP, east of it CN, whose own coast (arc 2) is as wavy.
    wave = [[1, 10], [-1, 10]] * 5
    codes = {"KP": "408", "CN": "156"}
    countries = [
        {"id": codes["KP"], "type": "Polygon", "arcs": [[0, 1]]},
        {"id": codes["CN"], "type": "Polygon", "arcs": [[~0, 2]]},
    ]
    topology = {
        "transform": {"scale": [0.001, 0.001], "translate": [125, 38]},
        "arcs": [
            [[0, 0], *wave],
            [[0, 100], [-100, 0], [0, -100], [100, 0]],
            [[0, 0], [100, 0], *wave, [-100, 0]],
        ],
        "objects": {"countries": {"geometries": countries}},
    }
    monkeypatch.setattr(make_basemap, "COUNTRIES", codes)
    atlas = make_basemap.Atlas(topology)
    border = atlas.border("KP", "CN")
    atlas.simplify(keep=["KP"])
    (korea,), (china,) = atlas.polygons("KP"), atlas.polygons("CN")
    assert korea.boundary.covers(border)
    assert china.boundary.covers(border)
    assert len(border.coords) == 11
    assert len(border.coords) < len(china.exterior.coords) < len(border.coords) + 5


@pytest.mark.parametrize(
    "name", ["land.geojson", "rivers.geojson", "lines.geojson", "geography.csv", "names.csv"]
)
def test_a_file_that_a_folder_has_not_is_that_of_the_package(folder, name, basemap):
    (folder / "basemap" / name).unlink()
    found = read_basemap(folder)
    assert found.features == basemap.features
    assert found.names == basemap.names
    assert found.extent == basemap.extent
    assert found.land.equals(basemap.land)


def test_a_file_of_a_folder_goes_before_that_of_the_package(folder):
    path = folder / "basemap" / "names.csv"
    text = path.read_text(encoding="utf-8").replace("North,in the North", "Up,up there")
    path.write_text(text, encoding="utf-8", newline="\n")
    assert read_basemap(folder).name_of("north", "en").within == "up there"


def test_a_file_that_is_nowhere_is_named_in_the_folder(folder, tmp_path, monkeypatch):
    nothing = tmp_path / "no-package"
    monkeypatch.setattr("korea_map.files.installed_data_dir", lambda: nothing)
    (folder / "basemap" / "land.geojson").unlink()
    with pytest.raises(DataError, match=r"basemap/land\.geojson:1:1: file not found; add it"):
        read_basemap(folder)


def test_bytes_that_are_not_utf_8_are_pointed_at(folder):
    path = folder / "basemap" / "rivers.geojson"
    path.write_bytes(path.read_bytes().replace("압".encode(), b"\xff"))
    with pytest.raises(DataError, match=r"rivers\.geojson:2:\d+: byte 0xff is not UTF-8"):
        read_basemap(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("land", "[\n{", "[\n{,", "land.geojson:2:2: not JSON"),
        (
            "land",
            '"features"',
            '"feature"',
            "land.geojson:1:1: not a GeoJSON Feature",
        ),
        ("land", '"KR"', '"KP"', "land.geojson:3:1: country 'KP' is there twice"),
        ("land", '"KR"', '"XX"', "geography.csv:13:14: land.geojson has no country 'KR'; it has"),
        ("land", '"bbox":[108.0,', '"box":[108.0,', "land.geojson:1:1: no bbox; give west, south"),
        ("land", "[108.0,27.0,", "[109.0,27.0,", "land.geojson:1:29: bbox [109.0, 27.0, 148.0"),
        ("land", "[108.0,27.0,", "[108.0,28.0,", "bbox [108.0, 28.0, 148.0, 51.0] does not hold"),
        (
            "land",
            "148.0,51.0],",
            f"{10**400},51.0],",
            "land.geojson:1:48: not usable JSON: a number",
        ),
        ("land", "148.0,51.0],", "147.0,51.0],", "bbox [108.0, 27.0, 147.0, 51.0] does not hold"),
        ("land", "148.0,51.0],", "148.0,50.0],", "bbox [108.0, 27.0, 148.0, 50.0] does not hold"),
        ("land", "[108.0,27.0,", "[-181.0,27.0,", "bbox [-181.0, 27.0, 148.0, 51.0] is not west"),
        ("land", "[108.0,27.0,", "[108.0,-91.0,", "bbox [108.0, -91.0, 148.0, 51.0] is not west"),
        ("land", "148.0,51.0],", "181.0,51.0],", "bbox [108.0, 27.0, 181.0, 51.0] is not west"),
        ("land", "148.0,51.0],", "148.0,91.0],", "bbox [108.0, 27.0, 148.0, 91.0] is not west"),
        ("land", "[108.0,27.0,", "[208.0,27.0,", "bbox [208.0, 27.0, 148.0, 51.0] is not west"),
        ("land", "[108.0,27.0,", "[27.0,", "bbox [27.0, 148.0, 51.0] is not west, south, east"),
        ("land", "[108.0,27.0,", '["108",27.0,', "bbox ['108', 27.0, 148.0, 51.0] is not west"),
        ("rivers", '"한강"', '""', "rivers.geojson:6:1: property 'hangul' is missing or empty"),
        ("lines", "parallel-38", "parallel-39", "geography.csv:9:1: lines.geojson has no line"),
        ("lines", "parallel-38", "parallel-39", "lines.geojson:3:1: geography.csv has no line"),
        ("lines", '"LineString"', '"Point"', "lines.geojson:2:1: the geometry must be a Line"),
        ("lines", "[129.2,38.0]", "[129.2]", "lines.geojson:3:1: the coordinates cannot be"),
        ("lines", "[129.2,38.0]", "[129.2,98.0]", "lines.geojson:3:1: coordinates must be"),
        ("lines", "[129.2,38.0]", '["x",38.0]', "lines.geojson:3:1: the coordinates cannot"),
    ],
)
def test_a_broken_file_says_where_and_what(folder, name, old, new, message):
    path = folder / "basemap" / f"{name}.geojson"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    with pytest.raises(DataError) as caught:
        read_basemap(folder)
    assert message in str(caught.value)


def test_every_broken_feature_of_a_file_is_named_at_once(folder):
    path = folder / "basemap" / "rivers.geojson"
    text = path.read_text(encoding="utf-8").replace("hanja", "kanji")
    path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(DataError) as caught:
        read_basemap(folder)
    assert [problem.line for problem in caught.value.problems] == list(range(2, 10))


def test_faults_of_several_files_are_told_together(folder):
    for name, old, new in (("rivers.geojson", '"한강"', '""'), ("names.csv", "of the North", "")):
        path = folder / "basemap" / name
        text = path.read_text(encoding="utf-8").replace(old, new)
        path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(DataError) as caught:
        read_basemap(folder)
    assert {Path(problem.file).name for problem in caught.value.problems} == {
        "names.csv",
        "rivers.geojson",
    }


# Geography: what the tables say


def rows_of(name: str) -> list[dict[str, str]]:
    with (data_dir() / "basemap" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_features_come_in_the_order_of_the_page_whatever_that_of_the_file(basemap):
    rows = rows_of("geography.csv")
    ordered = [row["id"] for row in sorted(rows, key=lambda row: int(row["position"]))]
    assert [feature.id for feature in basemap.features] == ordered
    assert ordered != [row["id"] for row in rows]


def test_features_are_found_by_their_kind(basemap):
    rows = rows_of("geography.csv")
    for kind in ("half", "neighbour", "sea", "line", "corner"):
        assert {feature.id for feature in basemap.of_kind(kind)} == {
            row["id"] for row in rows if row["kind"] == kind
        }
    assert basemap.halves == basemap.of_kind("half")
    assert basemap.neighbours == basemap.of_kind("neighbour")


def test_lands_are_the_halves_by_name_and_then_the_neighbours_as_on_the_page(basemap, land):
    assert list(basemap.lands) == [
        *sorted(half.id for half in basemap.halves),
        *(neighbour.id for neighbour in basemap.neighbours),
    ]
    for feature in (*basemap.halves, *basemap.neighbours):
        assert basemap.lands[feature.id].equals(land[feature.country])


def test_a_label_stands_where_it_belongs(basemap, land):
    ground = shapely.union_all(list(land.values()))
    for feature in basemap.features:
        if feature.lat is None:
            continue
        here = shapely.Point(feature.lon, feature.lat)
        if feature.kind == "neighbour":
            assert land[feature.country].contains(here), feature.id
        elif feature.kind == "sea":
            assert not ground.contains(here), feature.id
        elif feature.kind == "line":
            west, _, east, _ = basemap.line(feature.id).bounds
            assert feature.lon == pytest.approx(west if feature.side < 0 else east, abs=0.01)
            assert basemap.line(feature.id).distance(here) < 0.01


def test_every_row_of_the_ground_has_a_source():
    for row in rows_of("geography.csv"):
        source = "geonames[" if row["kind"] == "city" else "natural-earth["
        assert source in row["source"], row["id"]


def test_every_feature_with_a_name_has_it_in_both_languages_of_the_page(basemap):
    named = {feature.id for feature in basemap.features if feature.kind != "corner"}
    for lang in ("en", "ko"):
        assert {name.id for name in basemap.names.values() if name.lang == lang} == named


def test_a_name_says_where_and_of_what(basemap):
    name = basemap.name_of("south", "en")
    assert (name.name, name.within, name.of) == ("South", "in the South", "of the South")
    assert basemap.name_of("china", "ko").of == "압록강 너머 중국 땅"
    assert basemap.name_of("line-1953", "en").within is None


@pytest.mark.parametrize(("lang", "taken"), [("ko-KP", "ko"), ("ko", "ko"), ("zh-Hant", "en")])
def test_a_name_in_a_language_without_one_is_the_nearest(basemap, lang, taken):
    assert basemap.name_of("japan", lang).lang == taken


def test_a_feature_that_is_not_there_has_no_name(basemap):
    with pytest.raises(KoreaMapError, match="no name for 'atlantis'"):
        basemap.name_of("atlantis", "en")


def test_no_name_of_the_ground_speaks_of_a_document(basemap):
    for name in basemap.names.values():
        said = f"{name.name} {name.within} {name.of}"
        assert not any(word in said for word in ("telegram", "later", "전보", "나중")), said


def test_the_page_pans_between_the_corners_of_the_ground(basemap):
    rows = {row["id"]: row for row in rows_of("geography.csv")}
    assert basemap.pan_bounds == tuple(
        (float(rows[corner]["lat"]), float(rows[corner]["lon"]))
        for corner in ("pan-south-west", "pan-north-east")
    )


def test_without_corners_the_page_keeps_a_fifteenth_from_each_edge(basemap):
    rest = tuple(feature for feature in basemap.features if feature.kind != "corner")
    plain = dataclasses.replace(basemap, features=rest, extent=(0.0, 10.0, 30.0, 25.0))
    assert plain.pan_bounds == (pytest.approx((11, 2)), pytest.approx((24, 28)))


def test_a_country_may_be_drawn_that_is_not_measured(basemap):
    measured = {feature.country for feature in basemap.features if feature.country}
    assert measured < set(basemap.land["country"])


def test_a_ground_may_have_no_half(folder):
    path = folder / "basemap" / "geography.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if ",half," not in line)
    path.write_text(text, encoding="utf-8", newline="\n")
    names = folder / "basemap" / "names.csv"
    lines = names.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(("north,", "south,")))
    names.write_text(text, encoding="utf-8", newline="\n")
    ground = read_basemap(folder)
    assert ground.halves == []
    assert list(ground.lands) == [neighbour.id for neighbour in ground.neighbours]

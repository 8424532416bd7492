"""The basemap: whose land it is, which river it is, and what a broken file says."""

import importlib.util
import json
import shutil
import sys
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from korea_map.basemap import Basemap, read_basemap
from korea_map.errors import DataError
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


def test_no_edge_of_land_is_cut_where_a_screen_may_show_it(land):
    # every vertex on the frame of the basemap is outside of 110-145 E, 28-50 N
    edges = shapely.box(110, 28, 145, 50)
    frame = shapely.box(108, 27, 148, 51)
    whole = shapely.union_all(list(land.values()))
    assert frame.covers(whole)
    assert not (frame.boundary & whole).intersects(edges)
    # and land fills that screen to its edge in the north-west and nowhere stops short
    assert whole.covers(shapely.box(110, 40.5, 117, 50))


def test_coordinates_have_at_most_four_decimals(land):
    for area in land.values():
        numbers = shapely.get_coordinates(area).ravel().tolist()
        assert all(number == round(number, 4) for number in numbers)


# Lines


def test_the_line_of_1953_is_the_border_and_passes_panmunjom(basemap, land):
    shared = land["KP"].boundary & land["KR"].boundary
    assert shapely.line_merge(shared).equals(basemap.line_1953)
    assert distance_km(basemap.line_1953, 126.677, 37.956) < 3


def test_the_38th_parallel_reaches_beyond_the_land(basemap, land):
    parallel = basemap.parallel_38
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
    again = '{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}\n"
    assert raw == again.encode()


def test_the_basemap_leaves_the_page_room():
    files = (data_dir() / "basemap").glob("*.geojson")
    assert sum(path.stat().st_size for path in files) < 220_000


def test_the_licence_of_the_rivers_is_beside_them():
    folder = data_dir() / "basemap"
    assert "GSHHG" in (folder / "NOTICE").read_text(encoding="utf-8")
    assert "GNU LESSER" in (folder / "COPYING.LESSER").read_text(encoding="utf-8")
    assert "GNU GENERAL" in (folder / "COPYING").read_text(encoding="utf-8")


def test_a_shared_border_stays_shared_when_the_neighbour_is_thinned(monkeypatch):
    script = Path(__file__).parents[1] / "scripts" / "make_basemap.py"
    if not script.exists():
        pytest.skip("the script is in the checkout only")
    spec = importlib.util.spec_from_file_location("make_basemap", script)
    make_basemap = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "make_basemap", make_basemap)
    spec.loader.exec_module(make_basemap)
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


@pytest.mark.parametrize("name", ["land", "rivers", "lines"])
def test_a_missing_file_is_named(folder, name):
    (folder / "basemap" / f"{name}.geojson").unlink()
    with pytest.raises(DataError, match=rf"{name}\.geojson:1:1: file not found"):
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
        ("land", '"KR"', '"XX"', "land.geojson:1:1: no feature with country 'KR'"),
        ("rivers", '"한강"', '""', "rivers.geojson:6:1: property 'hangul' is missing or empty"),
        ("lines", "parallel-38", "parallel-39", "lines.geojson:1:1: no feature with id 'par"),
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

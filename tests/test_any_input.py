"""Whatever a caller brings: the right answer, or the package's own error with a sentence.

Each public function is called with every odd value in the place of each of its arguments, one
at a time. What is right for a value is told in the tests of the function; here nothing else
than an answer or a `KoreaMapError` may come of it.
"""

import decimal
import pathlib
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import korea_map
from korea_map.basemap import read_basemap
from korea_map.errors import KoreaMapError

POINTS = korea_map.read_gazetteer().query("list.str.startswith('cpv')")
ZONES = korea_map.zones(POINTS)
GROUND = read_basemap()
RECONCILER = korea_map.Reconciler(["busan", "daegu", "sinuiju"])
PAGE = korea_map.build_map()

ODD = {
    "None": None,
    "nan": float("nan"),
    "inf": float("inf"),
    "NA": pd.NA,
    "NaT": pd.NaT,
    "True": True,
    "no text": "",
    "a letter": "x",
    "a plan": "UNC",
    "a number as text": "10",
    "a control character": "\x00",
    "half a character": "\udc80",
    "bytes": b"x",
    "nothing": 0,
    "below nothing": -5,
    "half": 2.5,
    "endless": 10**400,
    "numpy number": np.float64(3),
    "complex": 1 + 2j,
    "decimal": decimal.Decimal(3),
    "empty list": [],
    "list of None": [None],
    "list of nan": [float("nan")],
    "list of text": ["x"],
    "ragged": [[1, 2], [3]],
    "pair": (127, 37),
    "empty dict": {},
    "dict": {"a": 1},
    "set": {1},
    "empty array": np.array([]),
    "array": np.array([127.0, 37.0]),
    "square array": np.zeros((2, 2)),
    "array of objects": np.array([None, "x"], dtype=object),
    "array of days": np.array(["1952-01-31"], dtype="M8[D]"),
    "series": pd.Series([1.0, None]),
    "index": pd.Index(["a"]),
    "table": pd.DataFrame({"a": [1]}),
    "empty table": pd.DataFrame(),
    "empty geometries": gpd.GeoDataFrame(geometry=[], crs=4326),
    "no rows": POINTS.iloc[:0],
    "no coordinate system": POINTS.set_crs(None, allow_override=True),
    "no geometry": gpd.GeoDataFrame({"a": [1]}),
    "points": POINTS,
    "zones": ZONES,
    "metres": ZONES.to_crs(5179),
    "another geometry name": POINTS.rename_geometry("geom"),
    "points nowhere": POINTS.set_geometry([None] * len(POINTS), crs=4326),
    "geometries alone": POINTS.geometry,
    "point": shapely.Point(127, 37),
    "object": object(),
    "function": len,
    "class": dict,
    "path": pathlib.Path("no/such/folder"),
    "module": np,
    "place": korea_map.load_places()["busan"],
    "candidate": korea_map.reconcile("Fusan")[0],
    "candidates": korea_map.reconcile("Fusan"),
    "answers": korea_map.reconcile(["Fusan"]),
    "lists": korea_map.read_proposals(),
}
DRAWN = {"plan": "cpv", "radius": 5, "unit": "km", "miles": "statute", "points": POINTS}
READ = {"proposals": None, "basemap": GROUND, "data": None}
ASKED = {"within": None, "feature_class": None, "limit": 2}
CALLS = {
    "zones": (korea_map.zones, DRAWN | {"vertices": 8, "proposals": None, "data": None}),
    "coverage": (korea_map.coverage, DRAWN | READ),
    "coverage of zones": (korea_map.coverage, {"zone_table": ZONES, "basemap": GROUND}),
    "coverage_curve": (korea_map.coverage_curve, DRAWN | READ | {"radius": [1, 2]}),
    "coverage_spans": (korea_map.coverage_spans, DRAWN | READ),
    "coverage_spans of zones": (korea_map.coverage_spans, {"zone_table": ZONES}),
    "geodesic_discs": (
        korea_map.geodesic_discs,
        {"lons": 127, "lats": 37, "radius_m": 5000, "vertices": 8},
    ),
    "distance": (
        korea_map.distance,
        {"a": "busan", "b": (127, 37), "unit": "km", "miles": "statute"},
    ),
    "cite": (korea_map.cite, {"text": "geonames[1]", "data": None}),
    "reconcile": (korea_map.reconcile, ASKED | {"name": "Fusan", "places": ["busan"]}),
    "explain": (
        korea_map.explain,
        {"spelling": "Fusan", "place": "busan", "reading": "Fusan", "reading_lang": "ja"},
    ),
    "spellings": (korea_map.spellings, {"place": "busan", "systems": None}),
    "read_text": (
        korea_map.read_text,
        {"text": "By rail to Fusan.", "places": ["busan"], "decisions": None},
    ),
    "Reading.explore": (
        korea_map.read_text("By rail to Fusan.", places=["busan"]).explore,
        {"m": PAGE},
    ),
    "explore": (korea_map.reconcile("Fusan").explore, {"m": PAGE}),
    "Reconciler": (korea_map.Reconciler, {"places": ["busan"]}),
    "Reconciler.of_folder": (korea_map.Reconciler.of_folder, {"data": None}),
    "Reconciler.candidates": (RECONCILER.candidates, ASKED | {"name": "Fusan"}),
    "Reconciler.answer": (RECONCILER.answer, ASKED | {"name": "Fusan"}),
    "Reconciler.reconcile": (RECONCILER.reconcile, ASKED | {"name": "Fusan"}),
    "Reconciler.reconcile_many": (
        lambda **options: list(RECONCILER.reconcile_many(**options)),
        ASKED | {"names": ["Fusan"], "workers": 1, "tell": str},
    ),
    "move_points": (
        korea_map.move_points,
        {"moves": {"cpv-north-01": "busan"}, "points": POINTS, "data": None},
    ),
    "move_points somewhere": (
        lambda where: korea_map.move_points({"cpv-north-01": where}, POINTS),
        {"where": "busan"},
    ),
    "save_html": (korea_map.save_html, {"page": PAGE}),
    **{
        name: (getattr(korea_map, name), {"data": None})
        for name in (
            *("check", "load_places", "read_basemap", "read_gazetteer", "read_places"),
            *("read_proposals", "read_sources"),
        )
    },
}


@pytest.fixture(autouse=True)
def _somewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("call", "argument"), [(call, argument) for call in CALLS for argument in CALLS[call][1]]
)
def test_an_odd_value_is_answered_or_refused_in_a_sentence(call, argument):
    function, usual = CALLS[call]
    for told, value in ODD.items():
        given = usual | {argument: value}
        if call == "save_html":
            given["path"] = "map.html"
        said = what_is_said(function, given)
        assert said is None or (" " in said and 12 <= len(said) < 1200), f"{told}: {said}"


def what_is_said(function, given):
    """Return the message of the package's error, None for an answer; nothing else may come."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            function(**given)
    except KoreaMapError as error:
        return str(error)
    return None


@pytest.mark.parametrize("path", [None, 5, True, b"x", "\x00", [], object()])
def test_a_path_that_is_none_is_refused(path):
    with pytest.raises(KoreaMapError, match="is no path; give that of a file"):
        korea_map.save_html(PAGE, path)


def moved(points, row, x, y):
    changed = points.copy()
    changed.loc[changed["id"] == row, "geometry"] = shapely.Point(x, y)
    return changed


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (
            lambda: korea_map.zones(POINTS.assign(list="my-list")),
            "'cpv-north-01' (row 10): unknown list 'my-list', and 9 more points likewise; there",
        ),
        (
            lambda: korea_map.coverage_curve(5, plan="cpv", points=POINTS.assign(list=None)),
            "'cpv-north-01' (row 10): no list",
        ),
        (
            lambda: korea_map.zones(moved(POINTS, "cpv-north-02", 127, 95)),
            "'cpv-north-02' (row 11): longitude 127, latitude 95 is no position",
        ),
        (
            lambda: korea_map.zones(moved(POINTS, "cpv-north-02", 179.99, 37)),
            "'cpv-north-02' (row 11): the disc at longitude 179.99, latitude 37 reaches over",
        ),
        (
            lambda: korea_map.zones(POINTS.set_geometry(POINTS.buffer(0.1))),
            "'cpv-north-01' (row 10): a geometry is no point but a Polygon",
        ),
        (
            lambda: korea_map.coverage(ZONES.assign(territory="West")),
            "'cpv-north-01' (row 0): unknown territory 'West'; there are north, south, or none",
        ),
        (
            lambda: korea_map.coverage(ZONES.assign(plan=None)),
            "'cpv-north-01' (row 0): no plan; name one",
        ),
        (lambda: korea_map.coverage(ZONES, plan="unc"), "unknown plan 'unc'; of the zones there"),
        (lambda: korea_map.coverage(ZONES, radius=5), "the zones are drawn already; give a radius"),
        (lambda: korea_map.zones(plan="march-1952"), "'march-1952' states no radius; give radius="),
        (
            lambda: korea_map.coverage("unc"),
            "give a GeoDataFrame of them, or the plan as plan='unc'",
        ),
        (
            lambda: korea_map.zones(pd.DataFrame(POINTS)),
            "geometry=gpd.points_from_xy(table.lon, table.lat), crs=4326",
        ),
        (
            lambda: korea_map.coverage_spans(ZONES.assign(radius_m=np.nan)),
            "radius_m nan of 'cpv-north-01' (row 0) is no radius",
        ),
        (
            lambda: korea_map.geodesic_discs([127, 128], [37, 95], 5000),
            "centre 1 (from 0): longitude 128, latitude 95 is no position",
        ),
        (lambda: korea_map.coverage(basemap="mine"), "a str is no basemap; give what read_basemap"),
        (lambda: korea_map.distance((37, 127), "busan"), "(37, 127) is no position; give (longi"),
        (lambda: korea_map.cite("doe2000[1]"), "sources.bib has no entry 'doe2000'; there are "),
        (lambda: korea_map.read_places(5), "5 is no folder; give the path of one with data files"),
    ],
)
@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_a_refusal_names_the_row_the_value_and_what_there_is(call, says):
    with pytest.raises(KoreaMapError) as caught:
        call()
    assert says in str(caught.value)


def lists_changed(**changes):
    return korea_map.read_proposals().assign(**changes)


@pytest.mark.parametrize(
    ("lists", "says"),
    [
        (lists_changed(points_claimed="many"), "points_claimed 'many' of the list 'armistice-"),
        (
            lists_changed(teams=2.5),
            "teams 2.5 of the list 'armistice-1953-north' is no",
        ),
        (
            lists_changed(status="odd"),
            "unknown status 'odd' of the list 'armistice-1953",
        ),
        (lists_changed(date="June 1956"), "date 'June 1956' of the list 'armistice-1953-north'"),
        (lists_changed(plan=None), "the list 'armistice-1953-north' has no plan; give it one"),
        (pd.concat([korea_map.read_proposals()] * 2), "'armistice-1953-north' is there twice"),
        ("unc", "a str holds no lists; give what load_proposals() or read_proposals() returns"),
        (5, "a int holds no lists"),
    ],
)
def test_lists_that_cannot_be_used_are_refused_by_name(lists, says):
    with pytest.raises(KoreaMapError) as caught:
        korea_map.zones(proposals=lists)
    assert says in str(caught.value)


# What is odd and right


@pytest.mark.parametrize(
    "change",
    [
        lambda points: points.rename_geometry("geom"),
        lambda points: points.to_crs(5179),
        lambda points: points.set_geometry(shapely.force_3d(points.geometry, 30)),
        lambda points: points.set_geometry([shapely.MultiPoint([one]) for one in points.geometry]),
        lambda points: points.assign(geom=points.geometry).set_geometry("geom"),
        lambda points: points.convert_dtypes(),
        lambda points: points.astype({"list": "category", "certainty": "category"}),
        lambda points: points.reset_index(drop=True),
        lambda points: points.set_index("toponym", drop=False),
        lambda points: pd.concat([points, points.iloc[:1].set_geometry([None], crs=4326)]),
    ],
)
def test_points_of_any_shape_have_the_same_zones(change):
    drawn = korea_map.zones(change(POINTS[POINTS.geometry.notna()]))
    assert drawn["id"].tolist() == ZONES["id"].tolist()
    assert drawn.geometry.geom_equals_exact(ZONES.geometry, 1e-6).all()


@pytest.mark.parametrize(
    "numbers",
    [np.float32, list, tuple, pd.Series, lambda row: pd.Series(row, dtype="Float64"), np.array],
)
def test_centres_may_stand_in_any_row(numbers):
    expected = korea_map.geodesic_discs([127.0, 128.0], [37.0, 38.0], 5000)
    found = korea_map.geodesic_discs(numbers([127.0, 128.0]), numbers([37.0, 38.0]), 5000)
    assert shapely.equals_exact(found, expected, 1e-9).all()


def test_the_zones_of_a_plan_are_measured_in_one_line():
    one = korea_map.coverage(plan="unc", radius=30, unit="mile")
    two = korea_map.coverage(korea_map.zones(plan="unc"))
    assert one.equals(two)
    assert korea_map.coverage(korea_map.zones(), plan="unc").equals(two)
    spans = korea_map.coverage_spans(plan="unc", radius=30, unit="mile")
    assert spans[two.columns].equals(two)


def test_a_page_gives_away_zones_and_points_and_its_zones_are_measured():
    given = ZONES.drop(columns=["unit", "method", "max_error_m"])
    points = korea_map.read_gazetteer().query("list == 'march-1952-north'")
    mixed = pd.concat([given, points[["id", "list", "geometry"]].assign(plan="march-1952")])
    nowhere = gpd.GeoDataFrame({"id": ["x"], "plan": ["cpv"]}, geometry=[None], crs=4326)
    assert korea_map.coverage(pd.concat([mixed, nowhere])).equals(korea_map.coverage(ZONES))


@pytest.mark.parametrize(
    "spot",
    [
        "busan",
        korea_map.load_places()["busan"],
        korea_map.reconcile("Fusan")[0],
        korea_map.read_places().query("id == 'busan'").iloc[0],
        next(korea_map.read_places().query("id == 'busan'").itertuples()),
        korea_map.read_places().query("id == 'busan'").geometry.iloc[0],
        (129.03004, 35.10168),
        np.array([129.03004, 35.10168]),
    ],
)
def test_a_distance_is_that_of_any_two_places(spot):
    assert korea_map.distance(spot, "busan") == pytest.approx(0, abs=0.01)
    km = korea_map.distance(spot, "seoul")
    assert 320 < km < 330
    assert korea_map.distance("seoul", spot, "mile") == pytest.approx(km / 1.609344)


def test_evidence_is_written_out_source_by_source():
    evidence = korea_map.read_gazetteer().set_index("id").loc["unc-north-01", "evidence"]
    lines = korea_map.cite(evidence).splitlines()
    assert len(lines) == 3
    assert lines[1] == "GeoNames, 2040893."
    assert korea_map.cite("geonames") == "GeoNames."

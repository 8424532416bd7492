"""What comes of a look-up: as a list, as a table, in a notebook and on a map."""

import pickle

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import korea_map
from korea_map import Answer, Answers, Candidates, KoreaMapError, explain, reconcile

COLUMNS = [
    *("query", "place_id", "title", "hanja", "lat", "lon", "score", "match"),
    *("reading", "reading_lang", "chain", "rank", "problem"),
]
SOME = ["Singisiu", "Taiko", "龘龘", ""]


@pytest.fixture(scope="module")
def taiko():
    return reconcile("Taiko")


@pytest.fixture(scope="module")
def answers():
    return reconcile(SOME)


def test_the_candidates_of_a_name_are_a_list(taiko):
    assert isinstance(taiko, list)
    assert len(taiko) == 5
    best, *others = taiko
    assert best is taiko[0]
    assert len(others) == 4
    assert taiko[-1] is others[-1]
    assert isinstance(taiko[:2], Candidates)
    assert reconcile("龘龘") == []
    assert not reconcile("龘龘")
    assert pickle.loads(pickle.dumps(taiko)).query == "Taiko"  # noqa: S301


@pytest.mark.parametrize(
    "names",
    [
        SOME,
        tuple(SOME),
        pd.Series(SOME),
        pd.Index(SOME),
        pd.Categorical(SOME),
        pd.Series(SOME, dtype="string"),
        np.array(SOME),
        np.array(SOME, dtype=object),
        (name for name in SOME),
        dict.fromkeys(SOME).keys(),
    ],
    ids=lambda names: type(names).__name__,
)
def test_many_names_have_an_answer_each_in_order(names):
    found = reconcile(names)
    assert isinstance(found, Answers)
    assert [answer.query for answer in found] == SOME
    assert [len(answer.candidates) for answer in found] == [5, 5, 0, 0]
    assert [answer.problem for answer in found] == [None, None, None, "the name is empty"]


def test_an_arrow_array_is_a_list_of_names():
    arrow = pytest.importorskip("pyarrow")
    found = reconcile(arrow.chunked_array([["Singisiu"], [None]]))
    assert [answer.problem for answer in found] == [None, "there is no name"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (None, "there is no name"),
        (np.nan, "there is no name"),
        (pd.NA, "there is no name"),
        (pd.NaT, "there is no name"),
        ("", "the name is empty"),
        (" ", "the name is empty"),
        (7, "a name is a text, not int"),
        (["Pusan"], "a name is a text, not list"),
        ("1952", "no Latin, Cyrillic, Korean or Chinese letters"),
        ("x" * 500, "500 characters are no place name"),
    ],
)
def test_what_is_no_name_is_answered_with_its_problem_and_the_others_are_answered(name, problem):
    first, second, third = reconcile(["Singisiu", name, "Suigei"])
    assert second.problem.startswith(problem)
    assert second.candidates == ()
    assert [one.candidates[0].place.id for one in (first, third)] == ["sinuiju", "suwon"]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ({"a": "Taiko"}, "a dict is no list of names; give one column"),
        (pd.DataFrame({"name": SOME}), "a DataFrame is no list of names; give one column"),
        ({"Taiko"}, "a set has no order"),
    ],
)
def test_names_without_an_order_are_refused(names, says):
    with pytest.raises(KoreaMapError, match=says):
        reconcile(names)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"limit": 0}, "limit must be at least 1, a whole number; 0 is not"),
        ({"limit": 2.5}, "2.5 is not"),
        ({"limit": True}, "True is not"),
        ({"limit": None}, "None is not"),
        ({"feature_class": "PPL"}, "no place is of the feature class 'PPL'; there are A, H, "),
        ({"feature_class": ["P"]}, r"no place is of the feature class \['P'\]; there are A, H, "),
        ({"within": "North"}, "within='North' is no area: give 'north', 'south'"),
        ({"within": 5}, "within=5 is no area"),
        ({"within": (1, 2)}, "is no area"),
        ({"within": ("127", "37", "30")}, "is no area"),
        ({"within": np.array([1e6, 2e6, 3e6, 4e6])}, "is no area"),
        ({"within": korea_map.read_gazetteer()}, "within=a GeoDataFrame is no area"),
        ({"places": "busan"}, "str is not places"),
        ({"places": 5}, "int is not places"),
    ],
)
def test_a_wrong_wish_is_refused_for_one_name_and_for_many(options, says):
    for names in ("Taiko", ["Taiko"], []):
        with pytest.raises(KoreaMapError, match=says):
            reconcile(names, **options)


def test_an_area_is_four_numbers_or_three_in_any_row():
    bounds = gpd.GeoSeries.from_xy([128, 129], [35, 36.5]).total_bounds
    expected = reconcile("Taiko", within=tuple(bounds.tolist()))
    for within in (bounds, list(bounds), pd.Series(bounds), np.float32(bounds)):
        assert reconcile("Taiko", within=within) == expected
    assert {one.place.id for one in reconcile("Taiko", within=np.array([128.6, 35.9, 20]))} >= {
        "daegu"
    }


# As tables


def test_a_table_has_a_row_for_each_candidate(taiko):
    table = taiko.to_frame()
    assert list(table.columns) == COLUMNS
    assert table["rank"].tolist() == [1, 2, 3, 4, 5]
    assert table["place_id"].tolist() == [one.place.id for one in taiko]
    assert table["score"].tolist() == [one.score for one in taiko]
    assert table["chain"][0] == "大邱 → Taikyū → Тайкю → Taik[o]"
    assert table["problem"].isna().all()


def test_no_name_is_lost_from_the_table_of_many(answers):
    table = answers.to_frame()
    assert list(table.columns) == COLUMNS
    assert table["query"].drop_duplicates().tolist() == SOME
    assert table.groupby("query", sort=False).size().tolist() == [5, 5, 1, 1]
    assert table["problem"].dropna().tolist() == ["the name is empty"]
    best = answers.to_frame(best=True)
    assert best["query"].tolist() == SOME
    assert best["rank"].fillna(0).tolist() == [1, 1, 0, 0]
    assert reconcile([]).to_frame().empty
    assert list(reconcile("龘龘").to_frame()["query"]) == ["龘龘"]


def test_the_answers_to_a_column_join_its_table():
    table = pd.DataFrame({"name": ["Suigei", None, "Singisiu"]}, index=[30, 10, 20])
    found = reconcile(table["name"])
    assert found.to_frame().index.tolist() == [30] * 5 + [10] + [20] * 5
    joined = table.join(found.to_frame(best=True)["place_id"])
    assert joined["place_id"].fillna("-").tolist() == ["suwon", "-", "sinuiju"]
    assert found[1:].to_frame(best=True).index.tolist() == [10, 20]


def test_candidates_are_points(taiko, answers):
    points = taiko.to_points()
    assert points.crs == "EPSG:4326"
    assert points.geometry.x.tolist() == [one.place.lon for one in taiko]
    many = answers.to_points(best=True)
    assert many.geometry.isna().tolist() == [False, False, True, True]
    assert Answers().to_points().empty


# In a notebook


def test_each_is_told_in_a_line(taiko, answers):
    assert repr(taiko) == "<'Taiko': Daegu 大邱 (daegu), score 92.8; 4 more>"
    assert repr(taiko[0]) == "<Candidate Daegu 大邱 (daegu), score 92.8>"
    assert repr(taiko[0].place) == "<Place Daegu 大邱 (daegu)>"
    assert repr(reconcile("Singisiu")[0]).endswith(", match>")
    assert repr(reconcile("龘龘")) == "<'龘龘': nothing comes near>"
    assert repr(answers) == "<4 answers: 1 match, 1 name near nothing, 1 problem>"
    assert repr(answers[1]) == "<Answer 'Taiko': Daegu 大邱 (daegu), score 92.8; 4 more>"
    assert repr(answers[3]) == "<Answer '': the name is empty>"
    assert repr(explain("Suigei", "suwon")) == "水原 → Suigen → Суйген → Suige[i]"


def test_a_notebook_shows_tables_with_irregular_letters_marked(taiko, answers):
    assert taiko._repr_html_().count("<tr>") == 6
    assert "<td>大邱 → Taikyū → Тайкю → Taik<mark>o</mark></td>" in taiko._repr_html_()
    assert answers._repr_html_().count("<td>Taiko</td>") == 1
    assert "the name is empty" in answers._repr_html_()
    assert "Taik<mark>o</mark>" in taiko[0]._repr_html_()
    assert "Taik<mark>o</mark>" in answers[1]._repr_html_()
    assert explain("Suigei", "suwon")._repr_html_().endswith("Suige<mark>i</mark></p>")


def test_a_long_batch_is_shown_in_part_and_says_so():
    many = Answers([Answer(f"n{number}", ()) for number in range(50)])
    assert many._repr_html_().count("<tr>") == 41
    assert "10 more names" in many._repr_html_()
    assert len(many.to_frame()) == 50


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "Taiko <b>[Taegu]", 'Tai"ko&'])
def test_what_was_asked_is_text(name):
    (answer,) = reconcile([name])
    for shown in (answer, Answers([answer]), Candidates(answer.candidates, name)):
        page = shown._repr_html_()
        assert name not in page
        assert "<img" not in page
    for candidate in answer.candidates:
        assert name not in candidate._repr_html_()


# On a map


def test_candidates_are_explored_on_the_projects_own_map_or_on_any(taiko, answers):
    page = taiko.explore()
    assert isinstance(page, korea_map.build_map().__class__)
    (layer,) = (one for one in page._children.values() if isinstance(one, folium.GeoJson))
    assert len(layer.data["features"]) == 5
    assert layer.data["features"][0]["properties"]["title"] == "Daegu"
    stock = folium.Map()
    assert answers.explore(m=stock) is stock
    assert "Daegu" in stock.get_root().render()


def test_there_has_to_be_something_to_explore(taiko):
    with pytest.raises(KoreaMapError, match="there is no candidate to show"):
        reconcile("龘龘").explore()
    with pytest.raises(KoreaMapError, match="'map' is no map; give what build_map"):
        taiko.explore("map")


def test_a_map_of_candidates_needs_no_network(taiko, tmp_path):
    path = korea_map.save_html(taiko.explore(), tmp_path / "taiko.html")
    assert "Daegwang" in path.read_text(encoding="utf-8")

"""The public names take what the public names give."""

import subprocess
import sys

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import korea_map
from korea_map import (
    ChoiceError,
    KoreaMapError,
    Place,
    Reconciler,
    errors,
    explain,
    load_places,
    read_gazetteer,
    read_places,
    reconcile,
    spellings,
)
from korea_map.gazetteer import to_places

PLACES = load_places()
SOME = ["sinuiju", "busan", "daegu", "suwon", "chongjin"]


@pytest.fixture(scope="module")
def table() -> gpd.GeoDataFrame:
    return read_places().set_index("id", drop=False).loc[SOME]


def test_a_table_of_places_is_the_places(table):
    assert to_places(table) == [PLACES[place] for place in SOME]
    assert to_places(read_places()) == list(PLACES.values())


def blank_with(value):
    def change(table):
        table = table.copy()
        for column in ("hanja", "reading_zh", "unit_1945", "geo_id"):
            table[column] = table[column].astype(object)
            table.loc["busan", column] = value
        return table

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.sort_values("lat"),
        lambda table: table.reset_index(drop=True),
        lambda table: table[table.lat > 0],
        lambda table: table.rename_geometry("where"),
        lambda table: pd.DataFrame(table.drop(columns="geometry")),
        lambda table: table[table.columns[::-1]].assign(note="mine"),
        lambda table: table.to_crs("EPSG:5179"),
        blank_with(None),
        blank_with(np.nan),
        blank_with(pd.NA),
        blank_with(""),
    ],
)
def test_a_table_may_be_sorted_cut_and_have_blanks(change, table):
    changed = change(table)
    found = Reconciler(changed).candidates("Singisiu")
    assert found[0].place == PLACES["sinuiju"]
    assert reconcile("Singisiu", places=changed)[0].place == PLACES["sinuiju"]
    busan = {place.id: place for place in to_places(changed)}["busan"]
    assert busan.hanja in (None, "釜山")
    assert busan.geo_id in (None, "1838524")


def test_numbers_that_pandas_made_of_ids_are_ids_again(table):
    changed = table.assign(geo_id=table["geo_id"].astype(float))
    assert to_places(changed) == to_places(table)


@pytest.mark.parametrize(
    "some",
    [
        PLACES,
        list(PLACES.values()),
        (place for place in PLACES.values()),
        SOME,
        reconcile("Singisiu"),
    ],
)
def test_records_are_taken_in_any_collection(some):
    assert reconcile("Singisiu", places=some)[0].place.id == "sinuiju"


@pytest.mark.parametrize(
    ("some", "message"),
    [
        ("busan", r"^str is not places; give what read_places\(\) or load_places\(\) gives"),
        (["busan", "pusan"], "^no place has the id 'pusan'; is one of these meant: .*busan"),
        ([None], r"^NoneType is not a place; give what read_places\(\) or load_places\(\) gives"),
        (7, "^int is not places; give"),
        ({"busan": 7}, "^int is not a place; give"),
        (read_places().drop(columns=["hanja", "lat"]), "^the table of places lacks hanja, lat; "),
        (read_gazetteer(), "^the table of places lacks title_mr, reading_ja, "),
        (read_places().assign(lat=np.nan), "^lat None of the place '[a-z-]+' is no number of deg"),
        (read_places().assign(lon=999), "^lon 999 of the place '[a-z-]+' is no number of degrees"),
        (read_places().assign(title=None), "^the place '[a-z-]+' has no title; give it one"),
    ],
)
def test_anything_else_is_refused_with_what_is_accepted(some, message):
    with pytest.raises(KoreaMapError, match=message):
        Reconciler(some)


def test_one_place_may_be_its_id_a_record_a_candidate_or_a_row(table):
    (best, *_) = reconcile("Singisiu")
    forms = [
        PLACES["sinuiju"],
        "sinuiju",
        best,
        table.loc["sinuiju"],
        next(table.itertuples()),
        next(table.itertuples(index=False, name="Row")),
    ]
    assert {tuple(explain("Singisiu", form)) for form in forms} == {best.derivation}
    assert len({tuple(spellings(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("Sinuiju", "no place has the id 'Sinuiju'; is one of these meant: sinuiju, "),
        ("pusan", "no place has the id 'pusan'; is one of these meant: .*busan"),
        ("zzzzzzzz", "no place has the id 'zzzzzzzz'$"),
    ],
)
def test_an_id_that_is_none_names_those_that_are_close(place, message):
    for use in (spellings, lambda place: explain("Singisiu", place)):
        with pytest.raises(ChoiceError, match=message):
            use(place)


def test_a_row_that_is_no_place_is_refused(table):
    with pytest.raises(KoreaMapError, match="the row of a place lacks hangul; give"):
        spellings(table.drop(columns="hangul").loc["busan"])
    with pytest.raises(KoreaMapError, match="NoneType is not a place; give"):
        spellings(None)


def test_a_system_that_is_none_names_those_that_are():
    with pytest.raises(ChoiceError, match="no system 'hepburm'; there are british, hepburn, "):
        spellings("busan", systems={"hepburm"})
    assert {one.systems for one in spellings("busan", systems="hepburn")} == {("hepburn",)}


def test_every_error_is_public():
    ours = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert ours <= set(korea_map.__all__)


def test_the_list_of_names_is_the_list_of_their_homes():
    assert set(korea_map.__all__) == {*korea_map._HOMES, "__version__"}
    assert len(korea_map.__all__) == len(set(korea_map.__all__))


def test_only_public_names_are_listed_each_once():
    code = "import korea_map, korea_map.names; korea_map.reconcile; print(*dir(korea_map))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    listed = done.stdout.split()
    assert len(listed) == len(set(listed))
    assert {name for name in listed if not name.startswith("__")} == {
        name for name in korea_map.__all__ if not name.startswith("__")
    }


def test_spelling_a_place_by_its_id_needs_neither_pandas_nor_geopandas():
    code = (
        "import sys; from korea_map import spellings, explain, reconcile;"
        "spellings('sinuiju'); explain('Singisiu', 'sinuiju'); reconcile('Singisiu');"
        "print([m for m in ('geopandas', 'folium', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_place_is_what_it_says():
    assert isinstance(PLACES["busan"], Place)

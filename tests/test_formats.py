"""What a table is made of survives a file: written and read again it is the same."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from told import DATA

import korea_map
from korea_map.gazetteer import load_toponyms, to_places
from korea_map.proposals import load_proposals, take_proposals


def zones_with_lists() -> gpd.GeoDataFrame:
    """Zones with what their lists say, dates and whole numbers among it."""
    lists = korea_map.read_proposals().drop(columns=["plan", "territory", "title"])
    return korea_map.zones().merge(lists, left_on="list", right_index=True)


TABLES = {
    "gazetteer": korea_map.read_gazetteer,
    "places": korea_map.read_places,
    "zones": zones_with_lists,
}
# KML keeps ids of its own, and whole numbers as text; GeoJSON takes what looks like a day for one
LIMITS = {"KML": {"id"}, "GeoJSON": {"date_text"}}


@pytest.fixture(scope="module", params=TABLES)
def table(request):
    return TABLES[request.param]()


def written_and_read(table, form, folder):
    path = folder / f"{len(list(folder.iterdir()))}.{form.lower()}"
    if form == "Parquet":
        pytest.importorskip("pyarrow")
        table.to_parquet(path)
        return gpd.read_parquet(path)
    table.to_file(path, driver=form)
    return gpd.read_file(path)


@pytest.mark.parametrize("form", ["GPKG", "GeoJSON", "KML", "Parquet"])
def test_a_table_is_the_same_after_a_file(table, form, tmp_path):
    again = written_and_read(table, form, tmp_path)
    assert len(again) == len(table)
    for name in table.columns.drop("geometry").difference(LIMITS.get(form, set())):
        blank = table[name].isna()
        assert again[name].isna().tolist() == blank.tolist(), name
        kept = again[name][~blank]
        if form == "KML" and table[name].dtype != "str":
            kept = kept.astype(table[name].dtype)
        if table[name].dtype == "float64":
            assert kept.tolist() == pytest.approx(table[name][~blank].tolist(), rel=1e-12), name
        else:
            assert kept.tolist() == table[name][~blank].tolist(), name
    for geometry, same in zip(table.geometry, again.geometry, strict=True):
        nowhere = geometry is None or same is None
        assert (geometry is None and same is None) if nowhere else geometry.equals_exact(same, 1e-7)


@pytest.mark.parametrize("form", ["GPKG", "GeoJSON", "KML", "Parquet"])
def test_what_was_read_again_is_taken_as_what_was_written(form, tmp_path):
    places = korea_map.read_places()
    again = written_and_read(places, form, tmp_path)
    if form == "KML":
        again["id"] = places["id"]
    assert [one.variants for one in to_places(again)] == [one.variants for one in to_places(places)]
    points = written_and_read(korea_map.read_gazetteer(), form, tmp_path)
    drawn = korea_map.zones(points, plan="cpv")
    assert drawn["radius_m"].tolist() == [5000.0] * 9
    measured = korea_map.coverage(written_and_read(drawn, form, tmp_path))
    expected = korea_map.coverage(plan="cpv")
    assert measured["union_km2"].tolist() == pytest.approx(expected["union_km2"].tolist(), rel=1e-4)


def test_the_columns_are_texts_days_and_whole_numbers():
    lists = korea_map.read_proposals()
    assert lists["date"].dtype == "datetime64[ms]"
    assert {str(lists[name].dtype) for name in ("points_claimed", "teams")} == {"Int64"}
    names = korea_map.read_gazetteer()
    assert names["position"].dtype == "Int64"
    assert names.set_index("id").loc["unc-north-05", "rivals"].split("|") == list(
        next(one.rivals for one in load_toponyms() if one.id == "unc-north-05")
    )
    places = korea_map.read_places().set_index("id")
    assert "|ja:Fuzan|und:Bousan|" in places.loc["busan", "variants"]
    for table in (lists, names, places):
        assert not [name for name in table if any(isinstance(cell, tuple) for cell in table[name])]


def test_a_date_of_which_no_day_is_known_is_text_alone():
    lists = korea_map.read_proposals()
    exact = [len(text) == len("1952-01-31") for text in lists["date_text"]]
    assert lists["date"].notna().tolist() == exact
    assert (
        lists["date"][exact].dt.strftime("%Y-%m-%d").tolist() == lists["date_text"][exact].tolist()
    )
    assert {len(text) for text in lists["date_text"][lists["date"].isna()]} <= {4, 7}


def as_objects(table):
    """The table as it was before its columns had types: tuples, days, numbers that may miss."""
    old = pd.DataFrame(table).astype(object)
    return old.where(old.notna(), None)


@pytest.mark.parametrize(
    "change",
    [
        lambda lists: lists,
        lambda lists: lists.reset_index(),
        as_objects,
        lambda lists: lists.assign(date=lists["date"].dt.date),
        lambda lists: lists.assign(date=lists["date_text"]).drop(columns="date_text"),
        lambda lists: lists.assign(teams=lists["teams"].astype(float)),
        lambda lists: lists.assign(points_claimed=lists["points_claimed"].astype(str)),
        lambda lists: lists.convert_dtypes(),
        lambda lists: lists.assign(territory=lists["territory"].fillna("")),
    ],
)
def test_lists_of_any_of_these_types_are_the_lists(change):
    assert take_proposals(change(korea_map.read_proposals())) == load_proposals()


def test_lists_saved_as_csv_are_the_lists(tmp_path):
    korea_map.read_proposals().to_csv(tmp_path / "lists.csv")
    assert take_proposals(pd.read_csv(tmp_path / "lists.csv")) == load_proposals()
    assert take_proposals(pd.read_csv(DATA / "proposals.csv")) == load_proposals()


@pytest.mark.parametrize(
    "old",
    [
        lambda cell: tuple(tuple(one.split(":", 1)) for one in cell.split("|")),
        lambda cell: [one.split(":", 1) for one in cell.split("|")],
        lambda cell: cell.split("|"),
    ],
)
def test_variants_may_be_pairs_or_lists_as_they_were(old):
    table = korea_map.read_places()
    pairs = [old(cell) if isinstance(cell, str) else () for cell in table["variants"]]
    changed = table.assign(variants=pd.Series(pairs, dtype="object"))
    assert to_places(changed) == list(korea_map.load_places().values())


def test_a_place_that_is_not_named_has_no_position():
    nowhere = korea_map.read_gazetteer()["geometry"].isna()
    assert nowhere.sum() == 1
    assert isinstance(korea_map.read_gazetteer().geometry.iloc[0], shapely.Point)

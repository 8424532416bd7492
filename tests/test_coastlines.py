"""How far the figures depend on the coastline, and that no more digits are told than that."""

import re

import compare_coastlines
import pandas as pd
import pytest
import shapely
from told import data_of

from korea_map import DataError, coverage, read_basemap
from korea_map.checks import check
from korea_map.files import data_dir
from korea_map.webmap import build_map
from korea_map.webmap.content import read_content
from korea_map.webmap.measuring import pair_coasts
from korea_map.webmap.page import render_html


@pytest.fixture(scope="module")
def second():
    return read_basemap(coast="second")


def figures(ground, plan):
    table = coverage(plan=plan, basemap=ground)
    return table.set_index("list").loc["both"]


# what own code measured on the finest grain of GSHHG: 58.69, 23.98 and 12,038; 0.34 and 0.21
@pytest.mark.parametrize(
    ("plan", "column", "first", "other", "within"),
    [
        ("unc", "south_share", 0.5909, 0.5869, 0.0006),
        ("unc", "north_share", 0.2394, 0.2398, 0.0002),
        ("unc", "china_km2", 11_889, 12_038, 5),
        ("cpv", "south_share", 0.00356, 0.00343, 0.00001),
        ("cpv", "north_share", 0.00203, 0.00206, 0.00001),
    ],
)
def test_the_zones_cover_what_other_code_measured(second, plan, column, first, other, within):
    assert figures(read_basemap(), plan)[column] == pytest.approx(first, abs=within)
    assert figures(second, plan)[column] == pytest.approx(other, abs=within)


def test_the_second_land_has_the_same_countries_side_by_side(second):
    first = read_basemap()
    assert {"KP", "KR", "CN", "RU", "JP"} == set(second.land["country"])
    assert shapely.coverage_is_valid(second.land.geometry.to_numpy())
    assert second.features == first.features
    assert second.halves_km2 == pytest.approx(first.halves_km2, rel=0.01)


@pytest.mark.parametrize("plan", ["unc", "cpv"])
def test_the_grain_that_comes_with_the_tests_gives_nearly_the_same(second, plan):
    first = read_basemap()
    coarse = compare_coastlines.stand_on(first, compare_coastlines.make_land("i", first))
    for column in ("south_share", "north_share", "china_km2"):
        of_coarse, of_second = (figures(ground, plan)[column] for ground in (coarse, second))
        assert of_coarse == pytest.approx(of_second, rel=0.12 if plan == "cpv" else 0.005)


def test_the_method_tells_both_figures_and_so_does_the_table():
    html = render_html(build_map())
    for told in ("58.7–59.1%", "23.9–24.0%", "11,900–12,000 km²", "0.34–0.36%", "0.20–0.21%"):
        assert told in html, told
    assert data_of(html)["coverage"]["coasts"] == {
        "unc": {"statute": {}, "nautical": {}},
        "cpv": {"": {"south": [0.003428, 0.003565], "north": [0.002032, 0.002062]}},
    }


def test_no_sentence_tells_an_area_with_more_digits_than_the_coast_carries():
    language = read_content().language("en")
    told = [language.text(key) for key in language.catalogue if key.startswith("plan.")]
    told += [language.beyond({"china": 11_889.0, "outside": 0}, ["china"], [])]
    areas = re.findall(r"([\d,]+) km²", " ".join(told))
    assert areas
    assert all(len(area.replace(",", "").rstrip("0")) <= 2 for area in areas), areas


def test_a_radius_that_the_document_does_not_state_has_no_second_figure():
    content = read_content(radius={"cpv": 6})
    assert content.coasts("cpv", 6000) == {}
    assert content.coasts("cpv", 5000).keys() >= {"north", "south", "china"}
    assert content.facts["cpv.south.coasts"].value is not None


@pytest.fixture
def own_land(small_data):
    """A document on a ground of its own, which has no second coastline."""
    (small_data / "basemap" / "second_land.geojson").unlink()
    return small_data


def test_a_ground_of_its_own_does_not_borrow_the_second_coastline(own_land):
    content = read_content(own_land)
    assert content.dataset.second is None
    assert content.second_curves == {}
    assert not content.language(None).has("coverage.coast")
    with pytest.raises(DataError, match=r"second_land\.geojson:1:1: file not found"):
        read_basemap(own_land, coast="second")


def test_zones_that_reach_beyond_the_second_coastline_are_told_on_the_first_alone():
    dataset = read_content().dataset
    columns = [f"{side}_share" for side in dataset.sides]
    columns += [f"{land}_km2" for land in (*dataset.beyond, "outside")]
    first = pd.Series(1.0, index=columns)
    within, beyond = first.copy(), first.copy()
    within["south_share"], beyond["outside_km2"] = 0.5, 2.0
    assert pair_coasts(dataset, first, within)["south"] == (0.5, 1.0)
    assert pair_coasts(dataset, first, beyond) == {}


def test_a_broken_second_land_is_a_problem_like_any_other(small_data):
    path = small_data / "basemap" / "second_land.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"KR"', '"KP"'), encoding="utf-8")
    told = [str(problem) for problem in check(small_data)]
    assert any("second_land.geojson" in one and "'KP' is there twice" in one for one in told), told


def test_a_coast_that_is_none_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match="unknown coast 'third'; there are first, second"):
        read_basemap(coast="third")


def test_the_file_says_where_it_is_from():
    notice = (data_dir() / "basemap" / "NOTICE").read_text(encoding="utf-8")
    assert "second_land.geojson" in notice

"""The example document: another document on the same ground, with nothing of the first."""

import json
import re
from pathlib import Path

import pytest
import shapely
from told import lay_out

from korea_map.checks import check
from korea_map.gazetteer import load_toponyms
from korea_map.geodesy import distance_m
from korea_map.proposals import load_proposals, read_proposals
from korea_map.webmap import build_map, render_files
from korea_map.webmap.content import read_content
from korea_map.zones import coverage, zones

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())
ZONES = ROOT / "examples" / "neutral-zones-1951"
YARD_M, MILE_M, NAUTICAL_MILE_M = 0.9144, 1609.344, 1852.0

# Words of the telegram, its people, its plans and its records.
TELEGRAM = re.compile(
    r"\bMao\b|Zedong|Stalin|Filippov|telegram|counter-?plan|UN Command|United Nations|inspect"
    r"|Wilson|113020|16008|APRF|RGASPI|\bunc\b|\bcpv\b|airport|armistice agreement|Taiko|Singisiu"
    r"|전보|마오|스탈린",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def files():
    return render_files(build_map(ZONES))


@pytest.fixture(scope="module")
def page(files, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("zones")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "korea_map.html"


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_has_no_problem_and_no_file_of_the_ground(folder):
    assert check(folder) == []
    ground = {"places.csv", "datapackage.json", "basemap", "raw", "styles.csv", "symbols.csv"}
    assert not ground & {path.name for path in folder.iterdir()}


def test_the_circles_are_those_of_the_source():
    table = read_proposals(ZONES)
    stated = {
        (plan, radius, unit, count)
        for plan, radius, unit, count in zip(
            table["plan"],
            table["radius"],
            table["radius_unit"],
            table["points_claimed"],
            strict=True,
        )
    }
    assert stated == {("panmunjom", 1000, "yard", 1), ("munsan-kaesong", 3, "mile", 2)}
    assert table["territory"].isna().all()
    assert table["date"].isna().all()
    assert set(table["date_text"]) == {"1951-10"}


@pytest.mark.parametrize(("miles", "mile_m"), [("statute", MILE_M), ("nautical", NAUTICAL_MILE_M)])
def test_every_circle_has_its_radius(miles, mile_m):
    drawn = zones(data=ZONES, miles=miles)
    centres = {one.id: (one.lon, one.lat) for one in load_toponyms(ZONES)}
    assert len(drawn) == 3
    for row in drawn.itertuples():
        radius_m = 1000 * YARD_M if row.plan == "panmunjom" else 3 * mile_m
        around = shapely.get_coordinates(row.geometry)
        lon, lat = centres[row.id]
        lengths = [distance_m(lon, lat, x, y) for x, y in around]
        assert lengths == pytest.approx([radius_m] * len(around), abs=0.001)


def test_the_circles_do_not_touch_and_no_side_is_told_apart():
    drawn = zones(data=ZONES)
    assert coverage(data=ZONES)["overlap_km2"].max() == pytest.approx(0)
    assert not drawn.geometry.iloc[0].intersects(drawn.geometry.iloc[2])
    assert read_content(ZONES).dataset.sides == ("all",)


def test_the_page_chooses_a_view_of_some_forty_kilometres():
    content = read_content(ZONES)
    west, south, east, north = content.view
    across_km = distance_m(west, (south + north) / 2, east, (south + north) / 2) / 1000
    assert 35 < across_km < 50
    assert content.view[0] < content.zones.total_bounds[0]


def test_every_plan_says_what_is_not_known():
    for one in load_proposals(ZONES):
        assert "does not say" in one.note
    for toponym in read_content(ZONES).dataset.toponyms:
        assert toponym.location_tolerance_km == 3
        assert "the source does not say" in toponym.evidence


@pytest.mark.parametrize(
    "name", ["korea_map.html", "korea_map.svg", "lesson_demo.html", "oembed.json"]
)
def test_not_one_word_of_the_telegram_is_in_a_file(name, files):
    text = files[name]
    found = {match[0] for match in TELEGRAM.finditer(text)}
    assert found == set()


def test_the_lesson_and_the_oembed_speak_of_the_zones(files):
    title = "How wide is a neutral zone? Panmunjom, Munsan and Kaesong, October 1951"
    assert json.loads(files["oembed.json"])["title"] == title
    assert "How wide is a neutral zone?</h1>" in files["lesson_demo.html"]
    assert "<ol>" not in files["lesson_demo.html"]


def test_the_same_files_come_out_twice(files):
    assert render_files(build_map(ZONES)) == files


browser = pytest.mark.browser


@browser
def test_it_shows_three_circles_two_keys_and_their_words(visit, page):
    tab = visit(page)
    assert tab.locator("#map_korea path.zone-panmunjom").count() == 1
    assert tab.locator("#map_korea path.zone-munsan-kaesong").count() == 2
    assert tab.locator("#legend input[name=show]").count() == 2
    names = set(tab.locator("#map_korea .name .written").all_inner_texts())
    assert names == {"Panmunjom", "Munsan", "Kaesong"}
    text = tab.locator("main").inner_text()
    assert "the center of a circular neutral zone of a 1,000 yard radius" in text
    assert "3 miles from each" in text
    assert "statute, 4.8 km" in text
    assert "nautical, 5.6 km" in text
    assert "<0.1%" in tab.locator(".plan-panmunjom .bars").inner_text()
    assert "October 1951" in tab.locator(".kicker").inner_text()


@browser
@pytest.mark.parametrize("tail", ["", "#lang=ko", "#lang=xx"])
def test_it_speaks_english_and_offers_no_other_language(tail, visit, page):
    tab = visit(page, tail=tail, locale="ko-KR")
    assert tab.locator("html").get_attribute("lang") == "en"
    assert tab.locator("[data-lang]").count() == 0
    assert tab.locator("h1").inner_text() == "How wide is a neutral zone?"


@browser
def test_what_it_has_not_is_left_away(visit, page):
    tab = visit(page)
    assert tab.locator("section.doubt").count() == 0
    assert tab.locator(".moments p").count() == 0
    assert tab.locator("tr.unnamed").count() == 0
    assert tab.locator("input[name=rivals]").count() == 0
    legend = tab.locator("#legend").inner_text()
    assert "uncertain" not in legend
    assert "line of 1953, later than these zones" in legend
    heads = lay_out(tab).locator(".coverage-table thead th").all_inner_texts()
    assert heads == ["Zone", "All land"]


@browser
def test_the_slider_is_marked_in_yards_and_miles_and_changes_the_circle(visit, page):
    tab = visit(page)
    marks = tab.locator(".slider-panmunjom .marks button").all_inner_texts()
    assert marks == ["1,000 yd", "3 mi", "3 nmi"]
    slider = tab.locator("#radius-panmunjom")
    assert float(slider.get_attribute("max")) == pytest.approx(6)
    assert float(slider.input_value()) == pytest.approx(1000 * YARD_M / MILE_M, abs=0.01)
    slider.fill("2")
    assert measured(tab, "panmunjom-01") == pytest.approx(2 * MILE_M, rel=1e-4)
    assert "2 miles" in tab.locator("#value-panmunjom").inner_text()
    tab.locator("input[name=unit][value=yd]").check()
    assert float(slider.get_attribute("max")) == pytest.approx(6 * 1760, abs=10)
    assert "yards" in tab.locator("#value-panmunjom").inner_text()


def measured(tab, point: str) -> float:
    """Mean distance from a point to the vertices of its zone as drawn, in metres."""
    drawn = tab.evaluate(
        """id => {
            const point = koreaMap.page.data.points.find((one) => one.id === id);
            return { lat: point.lat, lon: point.lon, ring: koreaMap.page.view.vertices(id) };
        }""",
        point,
    )
    lengths = [distance_m(drawn["lon"], drawn["lat"], lon, lat) for lat, lon in drawn["ring"]]
    return float(sum(lengths) / len(lengths))


@browser
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_circles_and_a_scale_of_some_kilometres_fit_the_map(size, visit, page):
    tab = visit(page, size=size)
    frame = tab.locator("#map_korea").bounding_box()
    for path in tab.locator("#map_korea path.zone").all():
        box = path.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]
        assert box["width"] > 12
    lines = tab.locator("#map_korea .leaflet-control-scale-line").all_inner_texts()
    assert [line.split()[1] for line in lines] == ["km", "mi"]
    assert all(1 <= float(line.split()[0]) <= 10 for line in lines)


@browser
def test_the_walk_has_three_steps_that_say_what_the_source_says(visit, page):
    tab = visit(page, tail="#step=1")
    assert tab.locator("#walk-count").inner_text() == "Step 1 of 3"
    titles = []
    for step in (1, 2, 3):
        titles.append(tab.locator("#walk-title").inner_text())
        if step < 3:
            tab.locator("#walk-next").click()
    assert titles == ["Three circles", "1,000 yards", "What is not known"]
    text = tab.locator("#walk-text").inner_text()
    assert "Two hundred meters on either side of the Kaesong-Munsan road" in text
    assert "coarse" in text


@browser
def test_side_by_side_each_map_has_its_own_circles(visit, page):
    tab = visit(page, tail="#view=side")
    assert tab.locator("#map_korea path.zone").count() == 1
    assert tab.locator("#map-side-map path.zone").count() == 2
    titles = tab.locator(".side-title").all_inner_texts()
    assert ["Panmunjom" in title for title in titles] == [True, False]


@browser
def test_without_scripts_the_figure_has_both_plans(visit, page):
    tab = visit(page, java_script_enabled=False)
    assert tab.locator("svg.drawn path.zone").count() == 3
    heads = tab.locator("svg.drawn .head").all_text_contents()
    assert heads == ["Panmunjom: 1,000 yards", "Munsan and Kaesong: 3 miles"]
    assert "is not drawn" in tab.locator("figcaption").inner_text()

"""A document of hundreds of points: checked, built, opened, with every point in reach."""

import json
import re

import pytest
from bench_documents import write_grown
from click.testing import CliRunner
from test_page_scripts import INK

from korea_map.cli import main
from korea_map.dataset import load_dataset
from korea_map.files import installed_data_dir
from korea_map.webmap import build_map, save_html
from korea_map.webmap.rows import ROWS_IN_A_PART, in_parts, split_groups

COUNT = 600


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_grown(tmp_path_factory.mktemp("scale") / "data", COUNT)


@pytest.fixture(scope="module")
def points(data):
    return load_dataset(data).toponyms


@pytest.fixture(scope="module")
def page(data, tmp_path_factory):
    return save_html(build_map(data), tmp_path_factory.mktemp("page") / "map.html")


def test_a_document_of_many_points_has_no_fault(data, points):
    answer = CliRunner().invoke(main, ["check", "--data", str(data)])
    assert answer.exit_code == 0, answer.output
    assert sum(point.lat is not None for point in points) == COUNT


def test_a_list_may_have_ten_thousand_points():
    package = json.loads((installed_data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    (lists,) = (one for one in package["resources"] if one["name"] == "proposals")
    (claimed,) = (one for one in lists["schema"]["fields"] if one["name"] == "points_claimed")
    assert claimed["constraints"]["maximum"] == 10_000


def test_a_list_is_in_the_order_of_its_numbers_whatever_their_length(page):
    shown = re.findall(r'data-row="([^"]+)"', page.read_text(encoding="utf-8"))
    longest = [one for one in shown if one.startswith("far-north-")]
    assert len(longest) > 100
    assert [int(one.rpartition("-")[2]) for one in longest] == list(range(1, len(longest) + 1))


def test_a_long_table_stands_in_parts_that_leave_nothing_out():
    rows = list(range(2 * ROWS_IN_A_PART + 1))
    parts = in_parts(rows, crowded=True)
    assert [row for part in parts for row in part] == rows
    assert max(len(part) for part in parts) == ROWS_IN_A_PART
    assert in_parts(rows, crowded=False) == [rows]
    assert in_parts([], crowded=True) == [[]]


def test_what_is_said_of_a_group_is_said_once_however_many_tables_it_fills():
    group = {"points": list(range(250)), "note": "a note", "unnamed": range(251, 253)}
    tables = split_groups([group, {**group, "points": [1]}], crowded=True)
    told = [one for table in tables for one in table]
    assert [one["note"] for one in told] == ["a note", None, None, None]
    assert [one["goes_on"] for one in told] == [False, True, True, False]
    assert [len(one["unnamed"]) for one in told] == [0, 0, 2, 2]


@pytest.mark.browser
def test_every_point_is_in_the_table_and_opens_its_card(visit, page, points):
    tab = visit(page, patience=60_000)
    buttons = tab.locator(".places button[data-open]")
    assert buttons.count() == COUNT
    assert tab.locator(".places tr[data-row]").count() == COUNT
    last = buttons.last
    assert points[-1].toponym in last.get_attribute("aria-label")
    last.scroll_into_view_if_needed()
    last.click()
    tab.locator("#card h2").wait_for()
    assert tab.locator(".leaflet-crowd-pane svg path").count() == 1
    tab.keyboard.press("Escape")
    tab.locator("#card").wait_for(state="hidden")
    assert tab.locator(".leaflet-crowd-pane svg path").count() == 0


@pytest.mark.browser
def test_every_place_of_the_matrix_is_a_button_in_the_end(visit, page):
    tab = visit(page, patience=60_000)
    tab.wait_for_function("() => !document.querySelector('.matrix span[data-open]')")
    assert tab.locator(".matrix button[data-open]").count() > 100


@pytest.mark.browser
def test_names_of_a_shut_list_open_their_card_once_the_list_is_opened(visit, page):
    tab = visit(page, patience=60_000)
    shut = tab.locator("details.list").first
    assert shut.locator("button.named").count() == 0
    shut.locator("summary").click()
    name = shut.locator("button.named").nth(120)
    name.click()
    tab.locator("#card h2").wait_for()


@pytest.mark.browser
def test_a_click_on_a_crowd_opens_the_point_that_is_nearest(visit, page):
    tab = visit(page, patience=60_000)
    wanted = tab.evaluate(
        """() => {
            const { data, view: { map } } = koreaMap.page;
            const one = data.points.find(({ plan }) => plan === data.plans[0].id);
            map.setView([one.lat, one.lon], 9, { animate: false });
            const { x, y } = map.latLngToContainerPoint([one.lat, one.lon]);
            const { left, top } = map.getContainer().getBoundingClientRect();
            return { id: one.id, x: left + x, y: top + y };
        }"""
    )
    tab.wait_for_timeout(100)
    tab.mouse.click(wanted["x"] + 1, wanted["y"] + 1)
    tab.wait_for_function("id => koreaMap.page.state().place === id", arg=wanted["id"])


@pytest.mark.browser
def test_a_zone_of_a_crowd_is_drawn_where_the_ellipsoid_has_it(visit, page):
    off = visit(page, patience=60_000).evaluate(
        """() => {
            const { data, view: { map } } = koreaMap.page;
            map.setView([38, 127], 9, { animate: false });
            const plan = data.plans[0];
            const points = data.points.filter((one) => one.plan === plan.id).slice(0, 5);
            const layer = koreaMap.crowdlayer.create(points, plan, {});
            layer._map = map;
            const far = { min: { x: -1e5, y: -1e5 }, max: { x: 1e5, y: 1e5 } };
            return Math.max(...layer.within(far).flatMap(({ point, x, y, wide, high }) =>
                koreaMap.geodesic.circle(point.lat, point.lon, plan.built_m, 360).map((at) => {
                    const spot = map.project(at).subtract(map.getPixelOrigin());
                    const part = Math.hypot((spot.x - x) / wide, (spot.y - y) / high);
                    return Math.abs(part - 1) * wide;
                })));
        }"""
    )
    assert off < 0.1


@pytest.mark.browser
def test_points_without_a_radius_are_a_crowd_too(visit, data, tmp_path):
    lists = (data / "proposals.csv").read_text(encoding="utf-8")
    bare = tmp_path / "bare"
    bare.mkdir()
    for file in data.iterdir():
        (bare / file.name).write_bytes(file.read_bytes())
    (bare / "proposals.csv").write_text(re.sub(",30,mile,|,5,km,", ",,,", lists), encoding="utf-8")
    tab = visit(save_html(build_map(bare), tmp_path / "map.html"), patience=60_000)
    assert tab.locator(".leaflet-marker-icon").count() == 0
    assert tab.evaluate(INK) > 0


def test_thousands_of_names_are_found_in_a_text(enter):
    found = enter("spotter").run(
        """() => {
            const letters = [..."abcdefghijklmn"];
            const names = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) =>
                ({ name: `${a.toUpperCase()}${b}an${c}iro`, ids: [a + b + c] }))));
            return koreaMap.spotter.create(names).find("Then Acandiro, then NMANAIRO.").found
                .map(({ at, ids }) => [at, ids[0]]);
        }"""
    )
    assert found == [[5, "acd"], [20, "nma"]]

"""What the page computes by itself, held against Python, and how much it can carry."""

import dataclasses
import json

import pytest

from korea_map.geodesy import WGS84
from korea_map.webmap import save_html
from korea_map.webmap.content import encode_line, read_content
from korea_map.webmap.page import draw_map

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def content():
    return read_content(None, miles="statute")


def test_the_direct_problem_is_solved_as_geographiclib_does(visit):
    tab = visit()
    for lat, lon in ((33.1, 126.3), (37.566, 126.978), (42.9, 130.0), (0.0, 0.0), (-55.0, -70.0)):
        for azimuth in (0, 30, 90, 179.5, 270):
            for metres in (0, 5000, 48280.32, 96560.64):
                x, y = tab.evaluate(
                    "a => koreaMap.geodesic.direct(...a)", [lat, lon, azimuth, metres]
                )[::-1]
                east, north, _ = WGS84.fwd(lon, lat, azimuth, metres)
                assert WGS84.inv(x, y, east, north)[2] < 0.001


def test_lines_are_read_as_they_were_written(visit):
    line = [(124.3686, 40.0975), (124.3866, 40.111), (131.0, 33.0001), (-0.5, -12.25)]
    tab = visit()
    for digits in (4, 5):
        read = tab.evaluate(
            "a => koreaMap.polyline.decode(...a)", [encode_line(line, digits=digits), digits]
        )
        assert read == [pytest.approx([lat, lon], abs=1e-9) for lon, lat in line]


def test_coverage_between_nodes_follows_the_area_of_a_disc(visit):
    curve = {"radius_m": [0, 1000, 2000], "x": [0, 10, 40]}
    tab = visit()
    radii = (0, 500, 1000, 1500, 9999)
    at = [tab.evaluate("a => koreaMap.coverage.at(...a).x", [curve, r]) for r in radii]
    assert at == pytest.approx([0, 2.5, 10, 22.5, 40])


def test_every_state_survives_its_link(visit):
    tab = visit()
    known = {
        "steps": 9, "plans": ["unc", "cpv", "march-1952", "armistice-1953"],
        "zonePlans": ["unc", "cpv"], "points": ["unc-north-05"],
    }  # fmt: skip
    start = tab.evaluate("koreaMap.state.initial()")
    for change in (
        {},
        {"show": []},
        {"lang": "ko"},
        {"step": 3, "lang": "en"},
        {"show": ["march-1952"], "rivals": True},
        {"place": "unc-north-05", "view": "side"},
        {"radius": {"unc": 25 * 1609.344}, "miles": "nautical"},
        {"radius": {"unc": 10_000, "cpv": 0}, "unit": "km"},
    ):
        state = {**start, **change}
        link = tab.evaluate("state => koreaMap.state.format(state)", state)
        back = tab.evaluate("a => koreaMap.state.parse(...a)", [link, known])
        radius = back.pop("radius")
        assert radius == pytest.approx(state.pop("radius"), abs=1)
        assert back == state, link


def test_numbers_and_units_follow_the_language(visit):
    tab = visit()
    words = (
        "(({ area, percent, length }) => [area(11889), percent(0.0043), length(1609.344, 'mi')])"
    )
    words += "(koreaMap.i18n)"
    assert tab.evaluate(words) == ["11,900 km²", "0.4%", "1 mile"]
    tab.locator("button[data-lang=ko]").click()
    assert tab.evaluate(words) == ["11,900 km²", "0.4%", "1마일"]


def test_labels_that_find_no_room_are_left_out_rather_than_laid_on_others(visit):
    items = [
        {"id": str(i), "x": 100 + 4 * (i % 10), "y": 100 + 4 * (i // 10), "size": 2, "weight": 1,
         "forms": [{"width": 60, "height": 14, "cost": 0}]}
        for i in range(50)
    ]  # fmt: skip
    frame = {"left": 0, "top": 0, "right": 300, "bottom": 300}
    placed = visit().evaluate(
        "a => [...koreaMap.labels.place(...a).values()].map(({ area }) => area)", [items, frame]
    )
    assert 3 < len(placed) < 50
    for i, a in enumerate(placed):
        for b in placed[i + 1 :]:
            assert (
                a["right"] <= b["left"] or b["right"] <= a["left"]
                or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
            )  # fmt: skip


def test_a_label_stands_by_its_own_point_and_one_that_must_be_there_is(visit):
    forms = [{"width": 60, "height": 14, "cost": 0}]
    points = [{"id": str(i), "x": 100 + 12 * i, "y": 100, "size": 4, "weight": 1, "forms": forms}
              for i in range(5)]  # fmt: skip
    frame = {"left": 0, "top": 92, "right": 300, "bottom": 108}
    place = "a => Object.fromEntries([...koreaMap.labels.place(...a)].map(([k, v]) => [k, v.area]))"
    tab = visit()
    placed = tab.evaluate(place, [points, frame])
    assert "2" not in placed
    for name, area in placed.items():
        away = [
            max(area["left"] - p["x"], 0, p["x"] - area["right"]) ** 2
            + max(area["top"] - 100, 0, 100 - area["bottom"]) ** 2
            for p in points
        ]
        assert away[int(name)] == min(away)
    points[2] |= {"must": True, "weight": 9}
    assert "2" in tab.evaluate(place, [points, frame])


def many(content, count):
    """A gazetteer of so many points, a grid over Korea, in the southern list of the UN plan."""
    pattern = next(t for t in content.toponyms if t.id == "unc-south-04")
    toponyms = [
        dataclasses.replace(
            pattern, id=f"unc-south-{i:05}", position=i, toponym=f"Name{i}", place_id=None,
            lat=34 + 8 * (i // 80) / (count // 80 + 1), lon=124.5 + 6 * (i % 80) / 80, rivals=(),
        )
        for i in range(count)
    ]  # fmt: skip
    others = [t for t in content.toponyms if not t.list.startswith("unc")]
    return dataclasses.replace(content, toponyms=[*toponyms, *others])


FRAMES = """async () => {
    const { map } = koreaMap.page.view;
    map.setZoom(8, { animate: false });
    const times = [];
    for (let step = 0; step < 6; step += 1) {
        const start = performance.now();
        map.panBy([40, 10], { animate: false });
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[3];
}"""


@pytest.mark.slow
def test_six_thousand_zones_still_move(visit, content, tmp_path):
    tab = visit(save_html(draw_map(many(content, 6000)), tmp_path / "map.html"), patience=90_000)
    assert tab.evaluate("koreaMap.page.view.many")
    assert tab.locator("#map_korea canvas").count() == 1
    assert tab.locator("#map_korea path.zone").count() == 0
    assert tab.evaluate(FRAMES) < 400
    painted = tab.evaluate(
        """() => {
            const canvas = document.querySelector("#map_korea canvas");
            const ink = canvas.getContext("2d");
            const { data } = ink.getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value > 0);
        }"""
    )
    assert painted


def test_sixty_zones_are_drawn_as_shapes(visit, content, tmp_path):
    tab = visit(save_html(draw_map(many(content, 60)), tmp_path / "map.html"))
    assert tab.locator("#map_korea path.zone-unc").count() == 60
    assert tab.evaluate(FRAMES) < 200
    assert json.loads(tab.locator("#korea-map-data").text_content())["points"][0]["zone"]

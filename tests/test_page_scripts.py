"""How much the page can carry: many zones, as shapes and on a canvas."""

import dataclasses

import pytest
from told import PLANS, WIDE, content, located

from korea_map.webmap import save_html
from korea_map.webmap.page import draw_map

pytestmark = pytest.mark.browser


def many(count):
    """The records with so many points, a grid over Korea, in one list of the widest plan."""
    dataset = content().dataset
    pattern = next(t for t in dataset.toponyms if t.id == located(WIDE)["id"].iloc[0])
    toponyms = [
        dataclasses.replace(
            pattern, id=f"{pattern.list}-{i:05}", position=i, toponym=f"Name{i}", place_id=None,
            lat=34 + 8 * (i // 80) / (count // 80 + 1), lon=124.5 + 6 * (i % 80) / 80, rivals=(),
        )
        for i in range(count)
    ]  # fmt: skip
    own = {one.id for one in dataset.proposals if one.plan == WIDE}
    others = [t for t in dataset.toponyms if t.list not in own]
    lists = [
        dataclasses.replace(one, points_claimed=max(one.points_claimed, count))
        if one.id == pattern.list else one
        for one in dataset.proposals
    ]  # fmt: skip
    more = dataclasses.replace(dataset, toponyms=[*toponyms, *others], proposals=lists)
    return dataclasses.replace(content(), dataset=more)


MOVED = """async () => {
    const { map } = koreaMap.page.view;
    map.setZoom(8, { animate: false });
    const before = map.getCenter().lng;
    map.panBy([40, 10], { animate: false });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return map.getCenter().lng - before;
}"""

INK = """() => {
    const canvas = document.querySelector("#map_korea canvas");
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3]) colours.add(`${data[at]} ${data[at + 1]} ${data[at + 2]}`);
    }
    return colours.size;
}"""


@pytest.mark.slow
def test_six_thousand_zones_are_drawn_on_a_canvas_with_the_hatch_of_their_plan(visit, tmp_path):
    tab = visit(save_html(draw_map(many(6000)), tmp_path / "map.html"), patience=90_000)
    assert tab.evaluate("koreaMap.page.view.many")
    assert tab.locator("#map_korea canvas").count() == 1
    assert tab.locator("#map_korea path.zone").count() == 0
    for plan in (WIDE, *[plan for plan in PLANS[1:] if plan in content().radii]):
        tab.evaluate("plan => koreaMap.page.change({ show: [plan] })", plan)
        tab.wait_for_timeout(200)
        assert tab.evaluate(INK) > 0, plan
    tab.evaluate("plan => koreaMap.page.change({ show: [plan] })", WIDE)
    assert tab.evaluate(MOVED) > 0
    tab.wait_for_timeout(200)
    assert tab.evaluate(INK) > 0


def test_sixty_zones_are_drawn_as_shapes(visit, tmp_path):
    tab = visit(save_html(draw_map(many(60)), tmp_path / "map.html"))
    assert tab.locator(f"#map_korea path.zone-{WIDE}").count() == 60
    assert tab.evaluate(MOVED) > 0
    rings = tab.evaluate(
        "koreaMap.page.data.points.slice(0, 60).map(p => koreaMap.page.view.vertices(p.id).length)"
    )
    assert set(rings) == {360}


HATCH = """async () => {
    const map = L.map(document.body.appendChild(Object.assign(document.createElement("div"), {
        style: "width: 200px; height: 200px",
    })), { center: [0, 0], zoom: 3, zoomAnimation: false });
    const renderer = koreaMap.hatch.canvas({ padding: 0 });
    const square = (west, fillColor, hatch) => L.polygon(
        [[-20, west], [20, west], [20, west + 14], [-20, west + 14]],
        { renderer, stroke: false, fillColor, fillOpacity: 0, hatch },
    ).addTo(map);
    square(-15, "#ff0000", { size: 7, angle: 45, path: "M0 0v7" });
    square(1, "#0000ff", { size: 6, angle: 0, path: "M0 0v6" });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
    const node = renderer._container;
    const { data } = node.getContext("2d").getImageData(0, 0, node.width, node.height);
    const seen = { red: 0, blue: 0, mixed: 0 };
    for (let at = 0; at < data.length; at += 4) {
        if (!data[at + 3]) continue;
        if (data[at] && data[at + 2]) seen.mixed += 1;
        else if (data[at]) seen.red += 1;
        else if (data[at + 2]) seen.blue += 1;
    }
    return seen;
}"""


def test_each_layer_of_a_canvas_has_the_hatch_of_its_own_plan(visit, tmp_path):
    page = save_html(draw_map(many(600)), tmp_path / "map.html")
    seen = visit(page, patience=60_000).evaluate(HATCH)
    assert seen["red"] > 100
    assert seen["blue"] > 100
    assert seen["mixed"] == 0

"""What is added last lies on top and answers the mouse, inside the zones too."""

import folium
import geopandas as gpd
import pytest
from told import WIDE, ZONED, content, located

import korea_map
from korea_map.webmap import build_map, save_html

pytestmark = pytest.mark.browser

TRIES = 20
# spread over a shape like throws of dice that never fall on one place twice
SPOTS = [[(0.5 + n * 0.7549) % 1, (0.5 + n * 0.5698) % 1] for n in range(TRIES)]

# what lies over the map on purpose: tools, keys, names of controls
OVER = ".over, .leaflet-control, .frame-start"

PLACES = """([selector, count, over]) => {
    // places inside the shapes that are on the screen, and what the mouse meets there
    const met = [];
    const stage = document.getElementById("map_korea").getBoundingClientRect();
    for (const shape of document.querySelectorAll(selector)) {
        const box = shape.getBoundingClientRect();
        for (const [u, v] of count) {
            const [x, y] = [box.left + u * box.width, box.top + v * box.height];
            if (x < stage.left || x > stage.right || y < stage.top || y > stage.bottom) continue;
            const inside = shape instanceof SVGGeometryElement
                ? shape.isPointInFill(new DOMPoint(x, y).matrixTransform(
                    shape.getScreenCTM().inverse())) : true;
            const hit = document.elementFromPoint(x, y);
            if (!inside || hit.closest(over)) continue;
            met.push([x, y, hit.matches(selector), hit.outerHTML.slice(0, 90)]);
        }
    }
    return met;
}"""


def circles():
    """Ten-kilometre zones in the middle of those of the document, as the notebook has them."""
    return korea_map.zones(radius=10, unit="km", plan=WIDE)[["toponym", "geometry"]]


def added(name):
    """A page with a layer, and what its shapes are to be found by."""
    page = build_map()
    mine = {"style_function": lambda _: {"className": "mine", "fillOpacity": 0.3}}
    tooltip = folium.GeoJsonTooltip(["toponym"])
    if name == "GeoJson":
        folium.GeoJson(circles(), tooltip=tooltip, **mine).add_to(page)
    elif name == "GeoJson with a LayerControl":
        folium.GeoJson(circles(), name="mine", tooltip=tooltip, **mine).add_to(page)
        folium.LayerControl().add_to(page)
    elif name == "Circle":
        for point in located(WIDE).itertuples():
            at = [point.geometry.y, point.geometry.x]
            folium.Circle(at, 10_000, fill=True, class_name="mine", tooltip=point.toponym).add_to(
                page
            )
    elif name == "explore":
        page = circles().explore(m=page, tooltip=["toponym"], style_kwds={"className": "mine"})
    elif name == "explore of points":
        points = gpd.GeoDataFrame(located(*ZONED)[["toponym", "geometry"]])
        kwds = {"radius": 12, "className": "mine"}
        page = points.explore(m=page, tooltip=["toponym"], marker_kwds=kwds)
    elif name == "FeatureGroup":
        group = folium.FeatureGroup("mine").add_to(page)
        folium.GeoJson(circles(), tooltip=tooltip, **mine).add_to(group)
    return page


@pytest.mark.parametrize(
    "name",
    [
        "GeoJson",
        "GeoJson with a LayerControl",
        "Circle",
        "explore",
        "explore of points",
        "FeatureGroup",
    ],
)
def test_an_area_that_was_added_answers_wherever_it_is_hovered(visit, tmp_path, name):
    tab = visit(save_html(added(name), tmp_path / "map.html"), size=(1366, 768))
    met = tab.evaluate(PLACES, ["path.mine", SPOTS, OVER])
    assert len(met) > 2 * TRIES
    assert [hit for *_, answers, hit in met if not answers] == []
    # and the mouse is heard: at a few of the places the tooltip says which it is
    names = sorted(set(located(*ZONED)["toponym"]))
    for x, y, *_ in met[:: len(met) // 5]:
        tab.mouse.move(x, y)
        tab.wait_for_function(
            "names => names.some((name) => [...document.querySelectorAll('.leaflet-tooltip')]"
            ".some((node) => node.textContent.includes(name)))",
            arg=names,
        )
        tab.mouse.move(0, 0)
        tab.wait_for_function("() => !document.querySelector('.leaflet-tooltip')")


@pytest.mark.parametrize("kind", ["Marker", "DivIcon", "GeoJson of points"])
def test_a_pin_that_was_added_answers_though_names_and_zones_are_there(visit, tmp_path, kind):
    page = build_map()
    points = located(WIDE)
    if kind == "GeoJson of points":
        some = gpd.GeoDataFrame(points[["toponym", "geometry"]])
        folium.GeoJson(some, tooltip=folium.GeoJsonTooltip(["toponym"])).add_to(page)
    else:
        for point in points.itertuples():
            at = [point.geometry.y, point.geometry.x]
            icon = folium.DivIcon(html="<b>!</b>") if kind == "DivIcon" else None
            folium.Marker(at, tooltip=point.toponym, icon=icon).add_to(page)
    tab = visit(save_html(page, tmp_path / "map.html"), size=(1366, 768))
    tab.locator(".leaflet-marker-pane .leaflet-marker-icon").first.wait_for()
    pins = ".leaflet-marker-pane .leaflet-marker-icon, .leaflet-marker-pane .leaflet-marker-icon *"
    met = tab.evaluate(PLACES, [pins, [[0.5, 0.5], [0.4, 0.3]], OVER])
    assert len(met) >= len(points)
    assert [hit for *_, answers, hit in met if not answers] == []


def test_beside_what_was_added_the_zones_answer_as_before(visit, tmp_path):
    tab = visit(save_html(added("GeoJson"), tmp_path / "map.html"), size=(1366, 768))
    zones = tab.evaluate(PLACES, [f"path.zone-{WIDE}", SPOTS, f"{OVER}, path.mine, .name"])
    # where zones overlap the later one lies on top; a small one of another plan is a zone, too
    strangers = [hit for *_, hit in zones if "zone" not in hit and "hit" not in hit]
    assert len(zones) > TRIES
    assert strangers == []
    x, y, *_ = next(met for met in zones if met[2])
    tab.mouse.click(x, y)
    tab.locator("#card h2").wait_for()


def test_what_was_added_lies_over_the_zones_of_a_crowd(visit, tmp_path):
    from test_page_scripts import many

    from korea_map.webmap.page import draw_map

    page = draw_map(many(600))
    folium.GeoJson(
        circles(), style_function=lambda _: {"className": "mine", "fillOpacity": 0.3}
    ).add_to(page)
    tab = visit(save_html(page, tmp_path / "map.html"), size=(1366, 768), patience=60_000)
    met = tab.evaluate(PLACES, ["path.mine", SPOTS, OVER])
    assert len(met) > TRIES
    assert [hit for *_, answers, hit in met if not answers] == []
    assert content().zone_plans

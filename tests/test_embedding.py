"""What a notebook adds to the map works in the page, offline."""

import base64
import html
import re

import folium
import pytest
from layers import BOUNDS, RED_DOT, SEA, TILES, page_with, square
from told import WIDE, boxes, doubtful, located, meet

import korea_map
from korea_map.webmap import InspectionMap, save_html

HOSTILE = [
    "a `tick` ${window.bad = 1}",
    "</script><script>window.bad = 1</script>",
    "<!-- <script> -->",
    "{{ 7 * 7 }}{% raw %}",
    '"quoted" \\ and \u2028',
]
CONTROL = ".leaflet-control-layers"


@pytest.fixture
def show(visit, tmp_path):
    """Write a map with layers and open it; the console stays empty (see `visit`)."""

    def open_map(*layers, **options):
        return visit(save_html(page_with(*layers), tmp_path / "map.html"), **options)

    return open_map


def middle_of(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def colour_of(locator):
    return locator.evaluate("node => getComputedStyle(node).color")


@pytest.mark.browser
def test_a_marker_has_its_pin_and_opens_its_popup_by_a_click(show):
    tab = show(folium.Marker(SEA, popup="A <b>popup</b>", tooltip="A tooltip"))
    pin = tab.locator("img.leaflet-marker-icon")
    assert pin.evaluate("node => node.naturalWidth") == 25
    pin.hover()
    assert tab.locator(".leaflet-tooltip").inner_text() == "A tooltip"
    pin.click()
    assert tab.locator(".leaflet-popup-content b").inner_text() == "popup"


@pytest.mark.browser
def test_points_of_the_gazetteer_are_pins(show):
    points = korea_map.read_gazetteer()[["toponym", "geometry"]]
    tab = show(folium.GeoJson(points))
    widths = tab.locator("img.leaflet-marker-icon").evaluate_all(
        "nodes => nodes.map(node => node.naturalWidth)"
    )
    assert widths == [25] * int(points.geometry.notna().sum())


@pytest.mark.browser
def test_a_pin_set_by_a_click_is_there(show):
    tab = show(folium.ClickForMarker())
    tab.mouse.click(700, 620)
    pin = tab.locator("img.leaflet-marker-icon")
    pin.wait_for()
    assert pin.evaluate("node => node.decode().then(() => node.naturalWidth)") == 25


@pytest.mark.browser
def test_polygons_have_tooltip_popup_style_and_highlight(show):
    tab = show(
        folium.GeoJson(
            {"type": "FeatureCollection", "features": [square(name="Mine", size=1200.5)]},
            style_function=lambda _: {"className": "mine", "color": "#00aa00"},
            highlight_function=lambda _: {"weight": 9},
            tooltip=folium.GeoJsonTooltip(["name"], aliases=["Name"], style="color: red"),
            popup=folium.GeoJsonPopup(["size"]),
        )
    )
    mine = tab.locator("path.mine")
    tab.mouse.move(*middle_of(mine))
    tip = tab.locator(".leaflet-tooltip")
    assert tip.inner_text().split() == ["Name", "Mine"]
    assert colour_of(tip) == "rgb(255, 0, 0)"
    assert mine.get_attribute("stroke-width") == "9"
    tab.mouse.click(*middle_of(mine))
    assert tab.locator(".leaflet-popup-content").inner_text().split() == ["size", "1,200.5"]


@pytest.mark.browser
def test_circles_lines_and_areas_are_drawn(show):
    tab = show(
        folium.Circle(SEA, radius=20_000, class_name="added"),
        folium.CircleMarker(SEA, radius=9, class_name="added"),
        folium.PolyLine([SEA, [34, 124]], class_name="added"),
        folium.Polygon([SEA, [34, 124], [34, 125]], class_name="added"),
        folium.Rectangle(BOUNDS, class_name="added"),
    )
    boxes = tab.locator("path.added").evaluate_all("nodes => nodes.map(n => n.getBBox().width)")
    assert len(boxes) == 5
    assert min(boxes) > 0


@pytest.mark.browser
def test_style_attributes_of_added_layers_count(show):
    tab = show(
        folium.Marker(SEA, icon=folium.DivIcon(html='<i id="icon" style="color:red">x</i>')),
        folium.Marker(
            [34, 125],
            icon=folium.DivIcon(html="y"),
            tooltip=folium.Tooltip('<b id="tip">hi</b>', style="color: red;", permanent=True),
            popup=folium.Popup('<p id="said" style="color:red">z</p>', show=True),
        ),
    )
    for name in ("icon", "tip", "said"):
        assert colour_of(tab.locator(f"#{name}")) == "rgb(255, 0, 0)", name


@pytest.mark.browser
def test_a_picture_that_the_layer_holds_is_shown(show):
    tab = show(
        folium.Marker(SEA, icon=folium.CustomIcon(RED_DOT, icon_size=(20, 20))),
        folium.raster_layers.ImageOverlay(RED_DOT, BOUNDS),
    )
    pictures = tab.locator("img.leaflet-marker-icon, img.leaflet-image-layer")
    assert pictures.evaluate_all("nodes => nodes.map(n => n.naturalWidth)") == [1, 1]


@pytest.mark.browser
def test_a_frame_in_a_popup_shows_its_text_and_runs_nothing(show):
    inner = "<p>framed</p><script>document.title = 'ran'</script>"
    popup = folium.Popup(folium.Html("<p>first</p>", script=True), show=True)
    popup.html.add_child(folium.IFrame(inner.partition("<script>")[0], width=200, height=80))
    tab = show(folium.Marker(SEA, popup=popup))
    assert tab.locator(".leaflet-popup-content p").inner_text() == "first"
    assert tab.frame_locator(".leaflet-popup-content iframe").locator("p").inner_text() == "framed"


@pytest.mark.browser
def test_layers_are_switched_by_mouse_and_keyboard(show):
    group = folium.FeatureGroup("My pins")
    folium.Marker(SEA).add_to(group)
    shapes = folium.GeoJson(
        {"type": "FeatureCollection", "features": [square()]},
        name="My shapes",
        style_function=lambda _: {"className": "mine"},
    )
    # the control comes first: it must wait for the layers that it names
    tab = show(folium.LayerControl(), group, shapes)
    toggle = tab.locator(".leaflet-control-layers-toggle")
    assert "data:image/png" in toggle.evaluate("node => getComputedStyle(node).backgroundImage")
    toggle.focus()
    tab.keyboard.press("Enter")
    boxes = tab.locator(".leaflet-control-layers-overlays input")
    assert [text.strip() for text in boxes.locator("xpath=..").all_inner_texts()] == [
        "My pins",
        "My shapes",
    ]
    boxes.first.focus()
    tab.keyboard.press("Space")
    assert tab.locator("img.leaflet-marker-icon").count() == 0
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    assert tab.locator("path.mine").count() == 0
    tab.keyboard.press("Space")
    assert tab.locator("path.mine").count() == 1
    boxes.first.click()
    assert tab.locator("img.leaflet-marker-icon").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("position", ["topright", "bottomright"])
def test_a_layer_control_lies_over_nothing_of_the_page(show, visit, tmp_path, position):
    group = folium.FeatureGroup("A layer with a name of some length")
    control = folium.LayerControl(position=position, collapsed=False)
    show(group, control)
    for size in ((1440, 900), (1024, 768), (390, 844)):
        tab = visit(tmp_path / "map.html", size=size, tail=f"#place={doubtful()['id']}")
        tab.locator("#card h2").wait_for()
        # between a card and the tools there is no room to compare
        parts = [".legend", ".pad", *[".compare"][: size[0] != 1024], *["#card"][: size[0] > 900]]
        stage, control, *others = boxes(tab, "#map_korea", CONTROL, *parts)
        for part, box in zip(parts, others, strict=True):
            assert not meet(control, box), (size, part)
        assert stage[0] <= control[0] < control[2] <= stage[2]


def wait_for_text(tab, selector, text):
    """Wait for an element with just this text; one shown before may still be fading beside it."""
    tab.wait_for_function(
        "([selector, text]) => [...document.querySelectorAll(selector)]"
        ".some((node) => node.textContent === text)",
        arg=[selector, text],
    )


@pytest.mark.browser
def test_hostile_text_in_tooltip_popup_and_icon_runs_nothing_and_hides_nothing(show):
    tab = show(
        *[
            # a map that pans to show a popup would pull the next pin from under the mouse
            folium.Marker(
                [38 - n, 124],
                tooltip=html.escape(text) if "</" in text else text,
                popup=folium.Popup(text, parse_html=True, auto_pan=False),
            )
            for n, text in enumerate(HOSTILE)
        ],
        *[
            folium.Marker([34, 125], icon=folium.DivIcon(html=text))
            for text in HOSTILE
            if "</" not in text  # a script is refused: see test_embedding_refused.py
        ],
    )
    for pin, text in zip(tab.locator("img.leaflet-marker-icon").all(), HOSTILE, strict=True):
        pin.hover()
        as_html = re.sub("<!--.*-->", "", text)
        wait_for_text(tab, ".leaflet-tooltip", as_html)
        pin.click()
        wait_for_text(tab, ".leaflet-popup-content", text)
        tab.keyboard.press("Escape")
    assert tab.evaluate("window.bad") is None


@pytest.mark.browser
def test_hostile_features_are_text(show):
    texts = [*HOSTILE, "<img src=x onerror='window.bad = 1'>", "1 < 2 & 3"]
    names = {f"{index} {text}": text for index, text in enumerate(texts)}
    tab = show(
        folium.GeoJson(
            {"type": "FeatureCollection", "features": [square(**names)]},
            style_function=lambda _: {"className": "mine"},
            tooltip=folium.GeoJsonTooltip(list(names), labels=False),
            popup=folium.GeoJsonPopup(list(names)),
        )
    )
    at = middle_of(tab.locator("path.mine"))
    tab.mouse.move(*at)
    assert tab.locator(".leaflet-tooltip td").all_text_contents() == texts
    tab.mouse.click(*at)
    assert tab.locator(".leaflet-popup-content td").all_text_contents() == texts
    assert tab.locator(".leaflet-popup-content th").all_text_contents() == list(names)
    assert tab.evaluate("window.bad") is None


@pytest.mark.browser
def test_a_map_without_the_page_fills_its_window(visit, tmp_path):
    page = page_with(folium.Marker(SEA), base=InspectionMap)
    tab = visit(save_html(page, tmp_path / "map.html"), wait=False)
    box = tab.locator("#map_korea").bounding_box()
    assert (box["width"], box["height"]) == (1440, 900)
    tab.locator("img.leaflet-marker-icon").first.wait_for()
    assert tab.locator("img.leaflet-marker-icon").count() == 1


@pytest.mark.browser
def test_two_maps_stand_in_one_notebook(visit, tmp_path):
    first = page_with(folium.Marker([34.2, 124.3], tooltip="first"))
    second = page_with(folium.Marker(SEA), folium.Marker([34, 125]), base=InspectionMap)
    notebook = tmp_path / "notebook.html"
    cells = "".join(f"<div>{page._repr_html_()}</div>" for page in (first, second))
    notebook.write_text(f"<!doctype html><meta charset=utf-8>{cells}", encoding="utf-8")
    tab = visit(notebook, wait=False, size=(1200, 1600))
    frames = [tab.frame_locator("iframe").nth(index) for index in (0, 1)]
    for frame, pins in zip(frames, (1, 2), strict=True):
        frame.locator("img.leaflet-marker-icon").first.wait_for()
        assert frame.locator("img.leaflet-marker-icon").count() == pins
    assert frames[0].locator(f"#map_korea path.zone-{WIDE}").count() == len(located(WIDE))
    frames[0].locator("img.leaflet-marker-icon").hover()
    assert frames[0].locator(".leaflet-tooltip").inner_text() == "first"
    heights = [frame.locator("html").evaluate("() => innerHeight") for frame in frames]
    assert heights == [480, 480]


@pytest.mark.browser
def test_a_background_that_was_allowed_is_loaded(chromium, tmp_path):
    page = page_with(folium.TileLayer(TILES, attr="<a href='https://example.org'>me</a>"))
    path = save_html(page, tmp_path / "map.html", online=True)
    dot = base64.b64decode(RED_DOT.partition(",")[2])
    said = []
    with chromium.new_context() as context:
        context.route(re.compile("^https:"), lambda route: route.fulfill(body=dot))
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.goto(path.as_uri())
        tile = tab.locator("img.leaflet-tile-loaded").first
        tile.wait_for(state="attached")
        assert tile.evaluate("node => node.naturalWidth") == 1
        assert tab.locator(".leaflet-control-attribution").inner_text().endswith("me")
    assert said == []

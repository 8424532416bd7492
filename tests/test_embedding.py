"""What a notebook adds to the map works in the page, offline, or is refused with a reason."""

import base64
import html
import json
import re

import folium
import pytest
from folium.plugins import Fullscreen
from told import WIDE, doubtful, located

import korea_map
from korea_map.errors import KoreaMapError
from korea_map.webmap import InspectionMap, build_map, save_html
from korea_map.webmap.policy import content_policy, source_of

RED_DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AA"
    "AAMBAQD3A0FDAAAAAElFTkSuQmCC"
)
SEA = [35.5, 125.0]  # where no zone and no label of the page lies
BOUNDS = [[34, 124], [35, 125]]
SQUARE = [[[124.5, 35], [125.5, 35], [125.5, 36], [124.5, 36], [124.5, 35]]]
HOSTILE = [
    "a `tick` ${window.bad = 1}",
    "</script><script>window.bad = 1</script>",
    "<!-- <script> -->",
    "{{ 7 * 7 }}{% raw %}",
    '"quoted" \\ and \u2028',
]
CONTROL = ".leaflet-control-layers"
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def square(**properties):
    return feature({"type": "Polygon", "coordinates": SQUARE}, **properties)


def page_with(*layers, base=build_map):
    made = base()
    for layer in layers:
        layer.add_to(made)
    return made


def policy_of(page):
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    return dict(part.split(" ", 1) for part in html.unescape(policy).split("; "))


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
        for part in (".compare", ".legend", ".pad", *["#card"][: size[0] > 900]):
            assert not overlap(tab, CONTROL, part), (size, part)
        box, stage = (tab.locator(s).bounding_box() for s in (CONTROL, "#map_korea"))
        assert stage["x"] <= box["x"] < box["x"] + box["width"] <= stage["x"] + stage["width"]


def overlap(tab, *selectors):
    one, two = (tab.locator(selector).first.bounding_box() for selector in selectors)
    if one is None or two is None:  # what is not shown lies nowhere
        return False
    return (
        one["x"] < two["x"] + two["width"]
        and two["x"] < one["x"] + one["width"]
        and one["y"] < two["y"] + two["height"]
        and two["y"] < one["y"] + one["height"]
    )


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
                tooltip=text,
                popup=folium.Popup(text, parse_html=True, auto_pan=False),
            )
            for n, text in enumerate(HOSTILE)
        ],
        *[folium.Marker([34, 125], icon=folium.DivIcon(html=text)) for text in HOSTILE],
    )
    for pin, text in zip(tab.locator("img.leaflet-marker-icon").all(), HOSTILE, strict=True):
        pin.hover()
        as_html = re.sub("<!--.*-->|</?script>", "", text)
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
    assert tab.locator("img.leaflet-marker-icon").count() == 1


@pytest.mark.browser
def test_two_maps_stand_in_one_notebook(visit, tmp_path):
    first = page_with(folium.Marker(SEA, tooltip="first"))
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
    assert frames[1].locator("#map_korea").bounding_box()["height"] == 720


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


@pytest.mark.parametrize(
    "layer",
    [
        folium.TileLayer(TILES, attr="me"),
        folium.WmsTileLayer("https://tiles.example.org/wms", layers="a"),
        folium.raster_layers.ImageOverlay("https://tiles.example.org/a.png", BOUNDS),
        folium.raster_layers.VideoOverlay("https://tiles.example.org/a.mp4", BOUNDS),
        folium.Marker(SEA, icon=folium.CustomIcon("https://tiles.example.org/a.png")),
        folium.Marker(SEA, popup='<img src="https://tiles.example.org/a.png" alt="">'),
        folium.Marker(SEA, tooltip="<img src=https://tiles.example.org/a.png>"),
        folium.GeoJson(
            feature({"type": "Point", "coordinates": [125, 35]}),
            marker=folium.Marker(icon=folium.CustomIcon("https://tiles.example.org/a.png")),
        ),
    ],
    ids=lambda layer: layer._name,
)
def test_a_layer_that_loads_pictures_is_named_before_anything_is_written(layer, tmp_path):
    target = tmp_path / "map.html"
    page = page_with(layer)
    with pytest.raises(KoreaMapError, match=r"would load from tiles\.example\.org;.*online=True"):
        save_html(page, target)
    assert not target.exists()
    policy = policy_of(save_html(page, target, online=True).read_text(encoding="utf-8"))
    allowed = policy["media-src"] if layer._name == "VideoOverlay" else policy["img-src"]
    assert allowed.split()[-1] == "https://tiles.example.org"


def test_a_background_that_the_map_was_made_with_is_written_without_asking(tmp_path):
    page = build_map(tiles="osm")
    folium.Marker(SEA).add_to(page)
    policy = policy_of(save_html(page, tmp_path / "map.html").read_text(encoding="utf-8"))
    assert policy["img-src"] == "data: https://tile.openstreetmap.org"
    folium.TileLayer(TILES, attr="me").add_to(page)
    with pytest.raises(KoreaMapError, match=r"would load from tiles\.example\.org;"):
        save_html(page, tmp_path / "map.html")


def test_a_plugin_that_loads_a_library_is_refused_with_its_hosts(tmp_path):
    page = page_with(Fullscreen())
    target = tmp_path / "map.html"
    with pytest.raises(KoreaMapError, match=r"would load from cdn\.jsdelivr\.net"):
        save_html(page, target)
    assert not target.exists()
    policy = policy_of(save_html(page, target, online=True).read_text(encoding="utf-8"))
    for directive in ("script-src", "style-src", "img-src", "font-src"):
        assert "https://cdn.jsdelivr.net" in policy[directive], directive


@pytest.mark.parametrize(
    "layer",
    [
        folium.Marker(SEA, icon=folium.Icon(icon="cloud")),
        folium.GeoJson(
            feature({"type": "Point", "coordinates": [125, 35]}),
            marker=folium.Marker(icon=folium.Icon()),
        ),
    ],
    ids=["marker", "geojson"],
)
def test_a_symbol_that_needs_the_network_is_refused(layer):
    with pytest.raises(KoreaMapError, match="draws its symbol with libraries"):
        page_with(layer).get_root().render()


def test_data_that_are_not_in_the_page_are_refused(tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(square()), encoding="utf-8")
    page = page_with(folium.GeoJson(str(path), embed=False))
    with pytest.raises(KoreaMapError, match="leave embed out"):
        page.get_root().render()


def test_a_picture_from_nowhere_is_refused():
    layer = folium.raster_layers.ImageOverlay("file:///a.png", BOUNDS)
    with pytest.raises(KoreaMapError, match=r"image_overlay_1 shows 'file:///a\.png'"):
        page_with(layer).get_root().render()


def test_a_script_that_would_end_the_pages_own_is_refused():
    layer = folium.ClickForMarker("</SCRIPT><script>alert(1)</script>")
    with pytest.raises(KoreaMapError, match="click_for_marker_1 holds '</SCRIPT'"):
        page_with(layer).get_root().render()


def test_only_added_layers_bring_style_attributes_into_the_policy():
    assert "style-src-attr" not in policy_of(build_map().get_root().render())
    policy = policy_of(page_with(folium.Marker(SEA)).get_root().render())
    assert policy["style-src-attr"] == "'unsafe-inline'"
    assert not any("unsafe" in policy[name] for name in policy if name != "style-src-attr")
    assert "style-src-attr" in content_policy('<p style="color: red">by hand</p>')


def test_a_script_of_ones_own_finds_the_map_and_keeps_its_braces():
    page = build_map()
    own = folium.Element("map_korea.getZoom();")
    page.get_root().script.add_child(own)
    folium.Marker(SEA, tooltip="{{ 7 * 7 }}").add_to(page)
    text = page.get_root().render()
    assert text.index("const map_korea =") < text.index("map_korea.getZoom();")
    assert "{{ 7 * 7 }}" in text


def test_a_page_with_added_layers_is_the_same_however_often_it_is_rendered(tmp_path):
    def build(name):
        group = folium.FeatureGroup(show=False)
        folium.Marker(SEA, popup="A popup", icon=folium.DivIcon(html="x")).add_to(group)
        return save_html(page := page_with(group, folium.LayerControl()), tmp_path / name), page

    (one, page), (two, _) = build("a.html"), build("b.html")
    assert one.read_bytes() == two.read_bytes()
    assert save_html(page, tmp_path / "c.html").read_bytes() == one.read_bytes()


def test_a_layer_added_after_the_map_was_shown_stands_in_its_own_place():
    page = build_map()
    hidden = folium.FeatureGroup("hidden", show=False).add_to(page)
    page._repr_html_()
    shown = folium.FeatureGroup("shown")
    page.add_child(shown, index=0)
    text = page.get_root().render()
    assert f"{shown.get_name()}.addTo(map_korea)" in text
    assert f"{hidden.get_name()}.addTo(map_korea)" not in text


def test_an_earlier_page_stays_where_a_build_fails(tmp_path):
    target = tmp_path / "map.html"
    target.write_text("earlier", encoding="utf-8")
    with pytest.raises(KoreaMapError):
        save_html(page_with(folium.Marker(SEA, icon=folium.Icon())), target)
    assert target.read_text(encoding="utf-8") == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("data:image/png;base64,AA", "data:"),
        ("https://tile.example.org/{z}/{x}/{y}.png", "https://tile.example.org"),
        ("https://{s}.example.org:8080/{z}.png", "https://*.example.org:8080"),
        ("https://{s}-tiles.example.org/", "https://*.example.org"),
        ("http://example.org?x=1", "http://example.org"),
        ("//example.org/x", "https://example.org"),
        ("pictures/a.png", None),
    ],
)
def test_an_address_is_known_to_the_policy_by_its_host(address, source):
    assert source_of(address) == source

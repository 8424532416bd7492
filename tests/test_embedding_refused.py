"""What of an added layer the page allows, what it refuses, and that it says why."""

import json

import folium
import pytest
from folium.plugins import Fullscreen
from layers import BOUNDS, SEA, TILES, feature, page_with, policy_of, square

from korea_map.errors import KoreaMapError
from korea_map.webmap import build_map, save_html
from korea_map.webmap.policy import content_policy, source_of


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

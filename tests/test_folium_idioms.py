"""Folium's own ways with a map, each held beside stock folium."""

import copy
import pickle
import re

import folium
import geopandas as gpd
import pytest
from branca.element import Element
from layers import RED_DOT, SEA, square

import korea_map
from korea_map.errors import KoreaMapError
from korea_map.webmap import InspectionMap, build_map, save_html


def stock():
    return folium.Map([38, 127], zoom_start=7, tiles=None)


MAKERS = {"stock": stock, "ours": build_map}
WIDTH = re.compile(r"width[:=]\s*\"?(\d+)")


def in_a_figure(page):
    figure = folium.Figure(width=600, height=400)
    figure.add_child(page)
    return figure.render(), figure._repr_html_()


def added_to_a_figure(page):
    figure = folium.Figure(title="A title of mine", height="300px")
    page.add_to(figure)
    return figure.render(), figure._repr_html_()


def with_a_title(page):
    page.get_root().html.add_child(Element("<h3>A title of mine</h3>"))
    return page.get_root().render(), page._repr_html_()


def with_a_style(page):
    page.get_root().header.add_child(Element("<style>.mine { color: red }</style>"))
    return page.get_root().render(), page._repr_html_()


def with_a_script(page):
    page.get_root().script.add_child(Element(f"{page.get_name()}.options.mine = 1;"))
    return page.get_root().render(), page._repr_html_()


def copied(page):
    folium.Marker(SEA, tooltip="mine").add_to(page)
    other = copy.deepcopy(page)
    folium.Marker(SEA, tooltip="of the copy alone").add_to(other)
    assert "of the copy alone" not in page.get_root().render()
    return other.get_root().render(), other._repr_html_()


def pickled(page):
    folium.Marker(SEA, tooltip="mine").add_to(page)
    other = pickle.loads(pickle.dumps(page))  # noqa: S301
    return other.get_root().render(), other._repr_html_()


def with_a_popup(page):
    html = f"<b style='color: red'>mine</b><img src='{RED_DOT}'><a href='https://example.org'>x</a>"
    folium.Marker(SEA, popup=folium.Popup(html)).add_to(page)
    return page.get_root().render(), page._repr_html_()


def with_layers(page):
    group = folium.FeatureGroup("my group").add_to(page)
    folium.GeoJson({"type": "FeatureCollection", "features": [square(a="1")]}).add_to(group)
    folium.LayerControl().add_to(page)
    page.fit_bounds([[34, 126], [38, 129]])
    page.keep_in_front(group)
    return page.get_root().render(), page._repr_html_()


def explored(page):
    shapes = gpd.GeoDataFrame.from_features([square(a="1")], crs=4326)
    other = shapes.explore(m=page, tooltip=["a"])
    assert other is page
    return page.get_root().render(), page._repr_html_()


def shown_twice(page):
    first = page.get_root().render()
    page._repr_html_()
    assert page.get_root().render() == first
    return first, page._repr_html_()


WAYS = {
    in_a_figure: ["width", "600", "400"],
    added_to_a_figure: ["A title of mine", "300px"],
    with_a_title: ["A title of mine"],
    with_a_style: [".mine { color: red }"],
    with_a_script: [".options.mine = 1;"],
    copied: ["mine", "of the copy alone"],
    pickled: ["mine"],
    with_a_popup: ["mine", "red", "data:image/png"],
    with_layers: ["my group", "fitBounds", "bringToFront"],
    explored: ["geo_json"],
    shown_twice: [],
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_way_of_folium_gives_what_it_gives_there(way, maker):
    page, cell = way(MAKERS[maker]())
    for part in WAYS[way]:
        assert part in page or part in cell, part
    assert "<iframe" in cell


def test_a_figure_gives_the_map_its_size_and_its_title():
    figure = folium.Figure(width=600, height=400, title="A title of mine")
    build_map(panel=True).add_to(figure)
    assert "width: 600px; height: 400px" in figure._repr_html_()
    assert "<title>A title of mine</title>" in figure.render()
    again = build_map(height=300, width="50%")
    assert "width: 50%; height: 300px" in again._repr_html_()
    # a figure that says nothing of it leaves the map its own
    again.add_to(folium.Figure())
    assert "width: 50%; height: 300px" in again._repr_html_()


def test_a_file_that_is_linked_to_is_asked_for_before_anything_is_written(tmp_path):
    page = build_map()
    page.add_css_link("mine", "https://example.org/mine.css")
    with pytest.raises(KoreaMapError, match=r"would load from example\.org"):
        save_html(page, tmp_path / "map.html")
    page.add_js_link("also mine", "https://example.org/mine.js")
    written = save_html(page, tmp_path / "map.html", online=True).read_text(encoding="utf-8")
    for name in ("mine.css", "mine.js"):
        assert f"https://example.org/{name}" in written
    # a link is that map's alone
    save_html(build_map(), tmp_path / "other.html")


def test_a_map_that_stands_in_no_figure_says_so():
    from branca.element import Div

    holder = Div()
    folium.Figure().add_child(holder)
    holder.add_child(build_map())
    with pytest.raises(KoreaMapError, match=r"add it to a folium\.Figure"):
        holder.get_root().render()


def test_what_was_given_to_the_page_is_kept_in_a_copy_and_in_a_file(tmp_path):
    page = build_map(show=["unc"], radius={"unc": (12.5, "mile")}, height=300)
    other = pickle.loads(pickle.dumps(copy.deepcopy(page)))  # noqa: S301
    assert other.opens == page.opens
    assert other._repr_html_() == page._repr_html_()
    assert other.svg == page.svg
    one, two = (save_html(each, tmp_path / name) for each, name in ((page, "a"), (other, "b")))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 768), (900, 480), (390, 844)])
@pytest.mark.parametrize("panel", [None, False])
def test_a_title_stands_above_the_map(visit, tmp_path, size, panel):
    page = build_map(panel=panel)
    page.get_root().html.add_child(Element("<h3 style='margin: 0'>A title of {mine}</h3>"))
    tab = visit(save_html(page, tmp_path / "map.html"), size=size)
    title, maps = (tab.locator(part).bounding_box() for part in ("h3 >> nth=0", ".maps"))
    assert tab.locator("h3 >> nth=0").inner_text() == "A title of {mine}"
    assert 0 <= title["y"] < 40
    if panel is False or size[0] > 900:
        assert title["y"] + title["height"] <= maps["y"] + 1
    if panel is False:
        assert maps["y"] + maps["height"] <= size[1]


PICTURE = "neither in the page nor on a host"
DEAD = {
    "<img src='photo.jpg'>": PICTURE,
    "<img src='../photo.jpg'>": PICTURE,
    "<img src='/home/photo.jpg'>": PICTURE,
    "<img src='file:///photo.jpg'>": PICTURE,
    "<img src='C:\\\\photo.jpg'>": PICTURE,
    "<img srcset='photo.jpg 2x'>": PICTURE,
    "<picture><source srcset='a.webp'></picture>": PICTURE,
    "<video src='film.mp4'></video>": PICTURE,
    "<audio src='talk.mp3'></audio>": PICTURE,
    "<svg><image href='photo.jpg'/></svg>": PICTURE,
    "<b style='background: url(photo.jpg)'>x</b>": PICTURE,
    "<style>b { background: url('photo.jpg') }</style>": PICTURE,
    "<table background='photo.jpg'></table>": PICTURE,
    "<iframe src='page.html'></iframe>": PICTURE,
    "<script>alert(1)</script>": "a script, which the page does not run",
    "<SCRIPT SRC='x.js'></SCRIPT>": "a script, which the page does not run",
    "<b onclick='x()'>x</b>": "a script (onclick=…)",
    "<svg onload=x()></svg>": "a script (onload=…)",
    "<a href='javascript:x()'>x</a>": "a script (href=",
    "<a href=' JavaScript:x()'>x</a>": "a script (href=",
    "<iframe srcdoc='<script>1</script>'></iframe>": "a script, which the page does not run",
    "<iframe src='data:text/html,<script>1</script>'></iframe>": "a script",
    "<iframe src='data:text/html,%3Cscript%3E1%3C/script%3E'></iframe>": "a script",
    "<object data='film.swf'></object>": "<object>",
    "<embed src='paper.pdf'>": "<embed>",
    "<link rel='stylesheet' href='mine.css'>": "a file 'mine.css'",
    "<form action='x'></form>": "a form, which the page does not send",
}
HOLDERS = {
    "popup": lambda html: folium.Marker(SEA, popup=folium.Popup(html)),
    "tooltip": lambda html: folium.Marker(SEA, tooltip=folium.Tooltip(html)),
    "icon": lambda html: folium.Marker(SEA, icon=folium.DivIcon(html=html)),
}


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("html", DEAD)
def test_what_the_page_would_leave_dead_is_refused_with_a_reason(html, holder):
    page = InspectionMap()
    HOLDERS[holder](html).add_to(page)
    with pytest.raises(KoreaMapError, match=re.escape(DEAD[html])):
        page.get_root().render()


def test_a_frame_of_folium_is_looked_into():
    page = build_map()
    frame = folium.IFrame("<p>x</p><script>1</script>", width=100, height=50)
    folium.Marker(SEA, popup=folium.Popup(frame)).add_to(page)
    with pytest.raises(KoreaMapError, match="a script"):
        page.get_root().render()


@pytest.mark.parametrize(
    "html",
    [
        "<b>bold</b> &amp; <i>italic</i>",
        f"<img src='{RED_DOT}'>",
        "<a href='https://example.org/x'>a link</a>",
        "<a href='mailto:a@example.org'>mail</a>",
        "<svg><use href='#ground'/></svg>",
        "1 < 2 and <3",
        "<!-- <script> -->",
        "<style>.x { color: red }</style>",
        korea_map.read_proposals().head(2).to_html(),
    ],
)
def test_html_that_works_is_taken(html):
    page = InspectionMap()
    for holder in HOLDERS.values():
        holder(html).add_to(page)
    page.get_root().render()


@pytest.mark.browser
def test_what_a_popup_holds_is_seen(visit, tmp_path):
    page = build_map()
    html = f"<style>.x {{ color: rgb(1, 2, 3) }}</style><b class='x'>seen</b><img src='{RED_DOT}'>"
    frame = folium.IFrame(f"{html}<p style='color: rgb(4, 5, 6)'>framed</p>", width=90, height=60)
    folium.Marker(SEA, popup=folium.Popup(html, show=True)).add_to(page)
    folium.Marker([34, 125], popup=folium.Popup(frame, show=True)).add_to(page)
    tab = visit(save_html(page, tmp_path / "map.html"))
    popup = tab.locator(".leaflet-popup-content")
    colour = "node => getComputedStyle(node).color"
    assert popup.locator("b.x").evaluate(colour) == "rgb(1, 2, 3)"
    assert popup.locator("img").evaluate("node => node.naturalWidth") == 1
    inner = tab.frame_locator(".leaflet-popup-content iframe")
    assert inner.locator("p").evaluate(colour) == "rgb(4, 5, 6)"
    assert inner.locator("b.x").evaluate(colour) == "rgb(1, 2, 3)"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<img src='photo.jpg'>", PICTURE),
        ("<b onclick='x()'>x</b>", "a script (onclick=…)"),
        ("<script src='x.js'></script>", "a script 'x.js'"),
    ],
)
def test_what_would_be_dead_above_the_map_is_refused_too(html, said):
    page = build_map()
    page.get_root().html.add_child(Element(html))
    with pytest.raises(KoreaMapError, match=re.escape(said)):
        page.get_root().render()

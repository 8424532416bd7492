"""The map in a cell of a notebook: compact, trusted or not, in a real browser."""

import re

import folium
import pytest
from hosts import write_host
from layers import SEA
from told import STEPS, WIDE, content, located, say

from korea_map.webmap import InspectionMap, build_map


@pytest.fixture
def cell(visit, tmp_path):
    """Put a map into a page as a notebook does; `edit` does to the HTML what a viewer does."""

    def show(page, *, edit=lambda html: html, **options):
        host = write_host(tmp_path / "notebook.html", edit(page._repr_html_()))
        return visit(host, wait=False, **options)

    return show


def sanitized(html):
    """What a notebook that is not trusted leaves: no frames, no scripts, no event handlers."""
    html = re.sub(r"<iframe.*?</iframe>|<script>.*?</script>", "", html, flags=re.DOTALL)
    assert "<iframe" not in html
    assert "<script" not in html
    return html


@pytest.mark.browser
def test_a_cell_shows_the_map_with_its_legend_in_480_pixels(cell):
    tab = cell(build_map(), size=(1000, 700))
    frame = tab.frame_locator("iframe")
    frame.locator(f"#map_korea path.zone-{WIDE}").first.wait_for()
    assert tab.locator("iframe").bounding_box()["height"] == 480
    assert frame.locator(f"#map_korea path.zone-{WIDE}").count() == len(located(WIDE))
    box = frame.locator("#map_korea").bounding_box()
    assert box["height"] > 400
    assert box["width"] > 600
    assert frame.locator("#legend").is_visible()
    # nothing of it needs to be scrolled for, and the drawn figure is not there a second time
    inner = frame.locator("html")
    assert inner.evaluate("node => node.scrollHeight - innerHeight") <= 0
    assert tab.locator(".korea-map-still").count() == 0
    assert frame.locator("#show-full").is_hidden()


@pytest.mark.browser
def test_beside_it_the_whole_page_is_opened(cell):
    tab = cell(build_map(show=[WIDE], step=None), size=(1000, 700))
    tab.frame_locator("iframe").locator(f"path.zone-{WIDE}").first.wait_for()
    with tab.context.expect_page() as opened:
        tab.get_by_role("button", name=say("cell.open")).click()
    whole = opened.value
    whole.wait_for_function("() => window.koreaMap?.page !== undefined")
    assert whole.locator("h1").is_visible()
    assert whole.locator("html.embed").count() == 0
    assert whole.evaluate("koreaMap.page.state().show") == [WIDE]


@pytest.mark.browser
def test_the_whole_page_stands_in_a_cell_where_it_is_asked_for(cell):
    tab = cell(build_map(panel=True, height=650, width="90%"), size=(1400, 700))
    frame = tab.frame_locator("iframe")
    frame.locator("h1").wait_for()
    box = tab.locator("iframe").bounding_box()
    assert box["height"] == 650
    assert box["width"] == pytest.approx(0.9 * (1400 - 16), abs=1)
    assert frame.locator(".panel .whatif").count() == 1


@pytest.mark.browser
def test_a_notebook_that_is_not_trusted_shows_the_drawn_figure_and_says_why(cell):
    tab = cell(build_map(show=[WIDE], radius=(20, "km")), edit=sanitized, size=(1000, 900))
    picture = tab.locator("img")
    assert (
        picture.evaluate("async (node) => { await node.decode(); return node.naturalWidth; }") > 300
    )
    assert picture.get_attribute("src").startswith("data:image/svg+xml;base64,")
    length = content().language(None).length(20, "km")
    assert say("whatif.applied", length=length) in picture.get_attribute("alt")
    assert say("cell.still") in tab.locator("body").inner_text()
    assert tab.locator("button").count() == 0


@pytest.mark.browser
def test_a_viewer_without_scripts_shows_map_and_figure(cell):
    tab = cell(build_map(), java_script_enabled=False, size=(1000, 1400))
    assert tab.locator("iframe").count() == 1
    assert tab.locator("img").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("panel", [None, True])
def test_links_inside_stay_inside(cell, panel):
    tab = cell(build_map(panel=panel), size=(1400, 900))
    frame = tab.frame_locator("iframe")
    frame.locator(f"path.zone-{WIDE}").first.wait_for()
    inner = next(one for one in tab.frames if one.parent_frame)
    inner.wait_for_function("() => window.koreaMap?.page !== undefined")
    address = tab.url
    links = frame.locator("a[href^='#']")
    for index in range(links.count()):
        links.nth(index).evaluate("node => node.click()")
        assert frame.locator("iframe").count() == 0
        assert inner.evaluate("document.title") == say("document-title")
    assert tab.url == address
    assert tab.evaluate("scrollY") == 0


@pytest.mark.browser
def test_what_python_asked_for_is_in_the_cell(cell):
    step, name, _ = STEPS[2]
    tab = cell(build_map(step=step), size=(1000, 700))
    frame = tab.frame_locator("iframe")
    frame.locator("#walk-title").wait_for()
    assert frame.locator("#walk-title").inner_text() == say(f"step.{name}.title")


@pytest.mark.browser
def test_a_layer_of_ones_own_is_in_the_cell_and_answers(cell):
    page = build_map(show=[])
    folium.Marker(SEA, tooltip="mine").add_to(page)
    tab = cell(page, size=(1000, 700))
    frame = tab.frame_locator("iframe")
    pin = frame.locator("img.leaflet-marker-icon")
    pin.wait_for()
    pin.hover()
    assert frame.locator(".leaflet-tooltip").inner_text() == "mine"
    assert frame.locator(f"#map_korea path.zone-{WIDE}").count() == 0


def test_a_map_without_a_document_has_no_figure_to_fall_back_on():
    html = InspectionMap()._repr_html_()
    assert "<img" not in html
    assert "<iframe" in html


def test_a_cell_is_the_same_however_often_it_is_shown():
    page = build_map()
    assert page._repr_html_() == page._repr_html_()
    assert "<html data-compact" not in page.get_root().render()


@pytest.mark.parametrize("tag", sorted(content().languages))
def test_a_cell_speaks_the_language_of_its_page(tag):
    html = build_map(lang=tag)._repr_html_()
    assert f'data-open="{say("cell.open", tag)}"' in html
    assert f"<p>{say('cell.still', tag)}</p>" in html

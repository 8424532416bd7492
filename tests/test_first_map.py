"""The first map: drawn by the build, there before any script, and where Leaflet draws it."""

import math
import re

import pytest
from told import ZONED, boxes, located, say

from korea_map.geodesy import geodesic_discs
from korea_map.webmap.ground import Sheet
from korea_map.webmap.waiting import wait_for_frame

SIZES = [
    (360, 740), (390, 844), (768, 1024), (1024, 768), (1280, 720), (1366, 768), (1440, 900),
    (1536, 864), (1920, 1080), (2560, 1440), (3840, 2160),
]  # fmt: skip

# Where the zones are as the build drew them, by the order of the page, before anything else runs.
WATCH = """
window.early = null;
new MutationObserver((changes, watcher) => {
  const zones = [...document.querySelectorAll('.first-map path.zone')];
  if (!zones.length || !document.querySelector('script[data-run]')) return;
  watcher.disconnect();
  window.early = zones.map((zone) => {
    const { left, top, width, height } = zone.getBoundingClientRect();
    return [left + width / 2, top + height / 2, width, height];
  });
}).observe(document, { childList: true, subtree: true });
"""
NOW = """
() => [...document.querySelectorAll('#map_korea path.zone')].map((zone) => {
  const { left, top, width, height } = zone.getBoundingClientRect();
  return [left + width / 2, top + height / 2, width, height];
})
"""


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_leaflet_draws_every_zone_where_it_stood_before_any_script(visit, size):
    tab = visit(first=WATCH, size=size)
    early, late = tab.evaluate("window.early"), tab.evaluate(NOW)
    assert len(early) == len(late) == sum(len(located(plan)) for plan in ZONED)
    for then in early:
        now = min(late, key=lambda zone: math.dist(zone[:2], then[:2]) + abs(zone[2] - then[2]))
        assert math.dist(now[:2], then[:2]) < 1
        # a ring of whole pixels may be one narrower or wider than the true one
        assert now[2:] == pytest.approx(then[2:], abs=1.01)


@pytest.mark.browser
def test_the_ground_that_was_shown_first_is_the_one_that_leaflet_keeps(visit):
    tab = visit()
    assert tab.locator(".first-map").count() == 0
    assert tab.locator("#map_korea .leaflet-base-pane svg.ground use").count() == 1
    assert tab.evaluate("document.querySelectorAll('#ground').length") == 1


@pytest.mark.browser
@pytest.mark.parametrize("size", [(390, 844), (1366, 768)], ids=str)
def test_without_scripts_the_first_map_is_the_map(visit, size):
    tab = visit(java_script_enabled=False, size=size)
    (stage,) = boxes(tab, ".stage")
    assert stage[3] - stage[1] > 0.4 * size[1]
    for plan in ZONED:
        assert tab.locator(f".first-map path.zone-{plan}").count() == len(located(plan))
    shown = [name for name in tab.locator(".first-map text").all() if name.is_visible()]
    assert len(shown) >= 10
    for name in shown:
        box = name.bounding_box()
        assert box["x"] >= stage[0] - 1
        assert box["x"] + box["width"] <= stage[2] + 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.browser
def test_names_stay_where_they_stood(visit):
    tab = visit(
        first="""
        window.named = null;
        new MutationObserver((changes, watcher) => {
          const names = [...document.querySelectorAll('.names-large [data-first] text')];
          if (!names.length || !document.querySelector('script[data-run]')) return;
          watcher.disconnect();
          window.named = Object.fromEntries(names.map((name) => {
            const { left, top } = name.getBoundingClientRect();
            return [name.querySelector('tspan').textContent, [left, top]];
          }));
        }).observe(document, { childList: true, subtree: true });
        """,
        size=(1440, 900),
    )
    then = tab.evaluate("window.named")
    now = tab.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('#map_korea .name .written')]
          .map((name) => {
            const { left, top } = name.getBoundingClientRect();
            return [name.textContent, [left, top]];
          }))"""
    )
    kept = [name for name in then if name in now and abs(then[name][0] - now[name][0]) < 4]
    assert len(kept) > 0.7 * len(then) > 10


@pytest.mark.browser
def test_a_page_that_wakes_runs_each_script_once_in_its_order(site, chromium, tmp_path):
    """Libraries first, whatever stands before them; a script that cannot load holds up no other."""
    page = (site / "korea_map.html").read_text(encoding="utf-8")
    begin, *_, wake = re.findall(r"<script>\n(.*?)</script>", page, re.DOTALL)
    texts = "".join(
        wait_for_frame(f"<script{head}>window.ran.push('{name}')</script>", turn)
        for name, head, turn in (
            ("uses", "", "then"), ("library", "", "first"), ("second", ' class="x"', "first"),
        )
    )  # fmt: skip
    gone = wait_for_frame('<script src="gone.js"></script>', "first")
    path = tmp_path / "page.html"
    path.write_text(
        f"<!DOCTYPE html><script>window.ran = [];</script><script>{begin}</script><body>{gone}"
        f"{texts}<script>{wake}</script>",
        encoding="utf-8",
    )
    tab = chromium.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_function("window.ran.length === 3")
    assert tab.evaluate("window.ran") == ["library", "second", "uses"]
    assert tab.locator("script.x").get_attribute("type") is None
    tab.close()


def test_a_script_waits_and_a_block_of_data_does_not():
    given = (
        "<p>a</p>\n<SCRIPT async type='module' src=\"a.js?b&amp;c\"></SCRIPT>"
        "<script type='application/json'>{}</script><script>let a = '<p>';</script>"
    )
    told = wait_for_frame(given, "then")
    assert told == (
        '<p>a</p>\n<script type="text/plain" data-run="then" async data-type="module" '
        "src=\"a.js?b&amp;c\"></SCRIPT><script type='application/json'>{}</script>"
        '<script type="text/plain" data-run="then">let a = \'<p>\';</script>'
    )
    assert wait_for_frame("<p>none</p>", "first") == "<p>none</p>"


@pytest.mark.parametrize("lat", [34, 38, 43])
@pytest.mark.parametrize("radius_m", [5_000, 55_560, 160_000])
def test_a_disc_of_four_quarters_follows_the_zone_to_a_thousandth(lat, radius_m):
    sheet = Sheet((111, 28, 144, 50))
    (disc,) = geodesic_discs([127], [lat], radius_m)
    start, *arcs = re.findall(r"-?[\d.]+", sheet.draw_disc(disc))
    numbers = [float(start), *map(float, arcs)]
    left, middle, wide, up = numbers[:4]
    down = float(re.findall(r"-?[\d.]+", sheet.draw_disc(disc).split("a")[3])[1])
    for lon, at in zip(*disc.exterior.xy, strict=True):
        x, y = sheet.project(lon, at)
        high = up if y < middle else down
        assert ((x - left - wide) / wide) ** 2 + ((y - middle) / high) ** 2 == pytest.approx(
            1, abs=0.003
        )


@pytest.mark.browser
def test_where_zones_overlap_the_tint_is_no_deeper(visit):
    """One path for the ground of a plan; its zones have outlines alone."""
    tab = visit()
    for plan in ZONED:
        tint = tab.locator(f"#map_korea path.tinted-{plan}")
        assert tint.count() == 1
        rings = tint.get_attribute("d").count("M")
        assert rings == len(located(plan))
        assert tint.evaluate("node => getComputedStyle(node).fillRule") == "nonzero"
        fills = tab.locator(f"#map_korea path.zone-{plan}").evaluate_all(
            "nodes => nodes.map((node) => getComputedStyle(node).fill)"
        )
        assert set(fills) == {"rgba(0, 0, 0, 0)"}
    tab.locator(f"input[name=show][value='{ZONED[0]}']").uncheck()
    assert tab.locator(f"#map_korea path.tinted-{ZONED[0]}").get_attribute("d") == "M0 0"


@pytest.mark.browser
def test_the_tint_goes_where_the_zones_go(visit):
    """Also where the box of the map changes and the view is put anew at once."""
    torn = """() => {
        const rings = (path) => path.getAttribute('d').split('M')
            .filter((ring) => ring && ring !== '0 0');  // what a plan has that is not shown
        return [...document.querySelectorAll('#map_korea path.tinted')].filter((tint) => {
            const zones = [...tint.parentElement.querySelectorAll('path.zone')];
            return String(rings(tint).sort()) !== String(zones.flatMap(rings).sort());
        }).length;
    }"""
    tab = visit(tail="?embed", size=(700, 450), reduced_motion="reduce")
    for sheet in ("points", "whatif"):
        tab.locator(f"[data-sheet={sheet}]").click()
        tab.wait_for_timeout(400)
        assert tab.evaluate(torn) == 0
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(400)
        assert tab.evaluate(torn) == 0
    tab.evaluate("koreaMap.page.goTo(5)")
    tab.wait_for_timeout(400)
    assert tab.evaluate(torn) == 0


@pytest.mark.browser
@pytest.mark.parametrize("size", [(390, 844), (1366, 768)], ids=str)
def test_no_zone_is_smaller_than_the_mark_of_its_centre(visit, size):
    tab = visit(size=size)
    for plan in ZONED:
        zones, dots = (
            tab.locator(f"#map_korea path.{kind}-{plan}").evaluate_all(
                "nodes => nodes.map((node) => node.getBBox().width)"
            )
            for kind in ("zone", "dot")
        )
        assert len(zones) == len(dots) > 0
        assert max(dots) < min(zones)


@pytest.mark.browser
def test_a_doubt_is_in_the_outline_and_in_the_name(visit):
    tab = visit(size=(1920, 1080))
    for plan in ZONED:
        for point in located(plan).itertuples():
            names = tab.locator(f"#map_korea .name-{plan} .written").all_inner_texts()
            sign = {"less-certain": " (?)", "uncertain": " ?"}.get(str(point.certainty), "")
            if any(name.startswith(point.toponym) for name in names):
                assert f"{point.toponym}{sign}" in names
            zone = tab.locator(f"#map_korea path[data-point='{point.Index}']")
            dashes = zone.evaluate("node => getComputedStyle(node).strokeDasharray")
            assert (dashes == "none") == (str(point.certainty) == "certain")


@pytest.mark.browser
def test_names_are_measured_anew_when_letters_are_set_wider(visit):
    tab = visit()
    tab.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('* { letter-spacing: 0.12em !important; }');
          document.adoptedStyleSheets.push(sheet);
        }"""
    )
    tab.wait_for_timeout(300)
    met = tab.evaluate(
        """() => {
          const boxes = [...document.querySelectorAll('#map_korea .name')]
            .map((name) => name.getBoundingClientRect());
          return boxes.filter((a, i) => boxes.some((b, j) => i < j
            && a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
        }"""
    )
    assert met == 0


@pytest.mark.browser
def test_the_emblem_follows_the_radii_in_force(visit):
    tab = visit(tail="#radius=unc:10km,cpv:5km")
    for emblem in tab.locator("[data-emblem]").all():
        assert emblem.locator("b").text_content() == say("emblem.ratio", ratio=4)
        wide, small = (
            float(emblem.locator(f"[data-disc={plan}]").get_attribute("r")) for plan in ZONED
        )
        assert wide == 2 * small
    assert tab.locator("[data-emblem]").count() == 2


@pytest.mark.browser
def test_north_south_and_two_cities_are_named(visit):
    tab = visit(tail="#show=cpv", size=(1440, 900))
    names = tab.locator("#map_korea .base-name").all_inner_texts()
    for key in ("north", "south", "pyongyang", "seoul"):
        name = say(f"ground.{key}.label")
        assert name.lower() in {text.lower() for text in names}
    tab.locator("input[name=show][value=unc]").check()
    names = tab.locator("#map_korea .base-city").all_inner_texts()
    assert names == [say("ground.pyongyang.label")]

"""The page in a real browser: what it shows, how it answers, that it keeps to itself."""

import csv
import io
import json

import pytest
from pypdf import PdfReader

from korea_map.gazetteer import read_gazetteer
from korea_map.geodesy import WGS84
from korea_map.zones import coverage, zones

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1024, 768), (768, 1024), (360, 740)]
MILE_M = 1609.344


def drawn(tab, plan):
    return tab.locator(f"#map_korea path.zone-{plan}").count()


def shares(tab, plan):
    bars = tab.locator(f".plan-{plan} .bars .figure")
    return [float(text.rstrip("%")) for text in bars.all_inner_texts()]


def test_first_glance_shows_both_plans_and_their_figures(visit):
    tab = visit()
    assert drawn(tab, "unc") == 12 + 7
    assert drawn(tab, "cpv") == 9
    assert tab.locator(".mark").count() == 0
    table = coverage().set_index(["plan", "list"])
    for plan in ("unc", "cpv"):
        row = table.loc[(plan, "both")]
        expected = [100 * row["south_share"], 100 * row["north_share"]]
        assert shares(tab, plan) == pytest.approx(expected, abs=0.5 if plan == "unc" else 0.05)
    assert "of China beyond the Yalu" in tab.locator("[data-beyond=unc]").inner_text()
    names = tab.locator("#map_korea .name .written").all_inner_texts()
    assert {"Singisiu", "Khekido ?", "Seisin"} <= set(names)
    assert tab.locator(".plan-unc .measure").inner_text() == "Land open to inspectors"
    assert "38th parallel" in tab.locator("#legend").inner_text()
    narrow = visit(size=(360, 740)).locator(".glance").inner_text()
    assert "Land open to inspectors" in narrow
    assert "11,900 km² of China" in narrow


def test_names_on_the_map_do_not_touch(visit):
    for size in SIZES:
        boxes = visit(size=size).evaluate(
            """() => [
                ...document.querySelectorAll("#map_korea .name:not(.base-name)")
            ].map((node) => {
                const box = node.getBoundingClientRect();
                return [node.textContent, box.left, box.top, box.right, box.bottom];
            })"""
        )
        assert len(boxes) >= 18, size
        for i, (name, *a) in enumerate(boxes):
            for other, *b in boxes[i + 1 :]:
                apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
                assert apart, f"{name} touches {other} at {size}"


def test_a_doubtful_name_is_never_left_out_for_want_of_room(visit):
    for tail in ("#step=1", "#step=6", "#step=8", "#step=9", "#view=side", "#view=side&lang=ko"):
        names = visit(tail=tail, size=(360, 740)).locator("#map_korea .written").all_inner_texts()
        assert {"Khekido ?", "Sengdzii ?"} <= set(names), tail


def test_switches_show_and_hide_each_list(visit):
    tab = visit()
    for plan, count in (("unc", 19), ("cpv", 9)):
        box = tab.locator(f"input[name=show][value={plan}]")
        box.uncheck()
        assert drawn(tab, plan) == 0
        box.check()
        assert drawn(tab, plan) == count
    for plan in ("march-1952", "armistice-1953"):
        tab.locator(f"input[name=show][value='{plan}']").check()
        assert tab.locator(f"#map_korea .mark-{plan}").count() == 10


def test_a_click_on_a_zone_opens_its_card(visit):
    tab = visit()
    box = tab.locator("path[data-point=unc-south-11]").bounding_box()
    tab.mouse.click(box["x"] + 12, box["y"] + box["height"] / 2)
    card = tab.locator("#card")
    assert card.locator("h2 em").inner_text() == "Dzenten"
    text = card.inner_text()
    for part in ("順天", "순천", "Suncheon", "less certain", "34.95", "GeoNames", "Junten"):
        assert part in text
    assert card.locator("[lang=ko-Hani]").first.inner_text()


def test_a_card_says_how_to_cite_it(visit):
    cited = visit(tail="#place=unc-north-05").locator("#card .citation").inner_text()
    for part in ("Khekido", "Ciphered Telegram No. 16008", "section 5", "#place=unc-north-05"):
        assert part in cited
    assert ".." not in cited


def test_a_card_draws_the_rivals_with_their_distance(visit):
    tab = visit(tail="#place=unc-north-05")
    assert tab.locator("#map_korea path.rival-line").count() == 3
    rivals = " ".join(tab.locator("#map_korea .rival-name").all_inner_texts())
    assert "平壤" in rivals
    assert "179 km" in rivals
    tab.keyboard.press("Escape")
    assert tab.locator("#card").is_hidden()
    assert tab.locator("#map_korea path.rival-line").count() == 0


def test_the_table_has_every_point_and_the_empty_places(visit):
    tab = visit()
    assert tab.locator(".places tr[data-row]").count() == 49
    assert tab.locator(".places tr.unnamed").count() == 8
    airport = tab.locator("tr[data-row=cpv-north-05]").inner_text()
    assert "one airport" in airport
    assert "no place given" in airport


def test_keyboard_reaches_and_names_every_zone(visit):
    tab = visit()
    reached = set()
    for _ in range(140):
        tab.keyboard.press("Tab")
        focus = tab.evaluate(
            """() => {
                const node = document.activeElement;
                const style = getComputedStyle(node);
                return {
                    point: node.dataset?.point, name: node.ariaLabel ?? node.textContent,
                    ring: style.outlineStyle !== "none", role: node.getAttribute("role"),
                    tag: node.tagName,
                };
            }"""
        )
        if focus["tag"] == "BODY":
            break
        assert focus["ring"] or focus["tag"] == "INPUT", focus
        if focus["point"]:
            reached.add(focus["point"])
            assert focus["role"] == "button"
            assert any(plan in focus["name"] for plan in ("UN Command", "Counter-plan"))
            assert "Within" in focus["name"]
            assert "certain" in focus["name"]
    assert len(reached) == 28


def test_enter_opens_escape_closes_and_focus_comes_back(visit):
    tab = visit()
    zone = tab.locator("path[data-point=unc-north-01]")
    zone.focus()
    tab.keyboard.press("Enter")
    assert "新義州" in tab.locator("#card").inner_text()
    assert tab.evaluate("document.activeElement.id") == "card-title"
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.dataset.point") == "unc-north-01"


def test_focus_is_kept_where_a_button_ends_its_work(visit):
    at = "document.activeElement.id || document.activeElement.tagName"
    tab = visit(tail="#step=8")
    tab.locator("#walk-next").click()
    assert tab.evaluate(at) == "walk-next"
    assert tab.locator("#walk-next").get_attribute("aria-disabled") == "true"
    tab.locator("#walk-next").click(force=True)
    assert tab.evaluate("location.hash") == "#step=9"
    tab.evaluate("koreaMap.page.goTo(2)")
    tab.locator("#walk-back").click()
    assert tab.evaluate(at) == "walk-back"
    tab = visit(tail="#radius=unc:20mi")
    tab.locator("#reset").click()
    assert tab.evaluate(at) == "radius-unc"
    tab = visit(tail="?embed")
    tab.locator("#show-full").click()
    assert tab.evaluate(at) == "H1"


def test_a_place_opened_from_the_table_gives_back_its_row(visit):
    tab = visit()
    row = tab.locator("tr[data-row=unc-north-05] [data-open]")
    row.focus()
    tab.wait_for_function("() => scrollY > 1000")
    tab.wait_for_timeout(1500)  # the page glides to what is focused; a reader waits for it too
    tab.keyboard.press("Enter")
    tab.wait_for_function(
        """() => {
            const box = document.getElementById("card-title").getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.dataset.open") == "unc-north-05"
    tab.wait_for_function(
        """() => {
            const box = document.activeElement.getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )


def test_a_ring_marks_what_the_keyboard_reached_alone(visit):
    ring = "getComputedStyle(document.getElementById('card-title')).outlineStyle"
    tab = visit()
    tab.locator("#doubts [data-open]").first.click()
    assert tab.evaluate("document.activeElement.id") == "card-title"
    assert tab.evaluate(ring) == "none"
    tab.keyboard.press("Escape")
    tab.locator("#doubts [data-open]").first.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate(ring) != "none"


def test_the_second_skip_link_goes_to_the_walk(visit):
    tab = visit()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => document.activeElement.id === 'start-walk'")


STEPS = [
    (1, ["unc", "cpv"]),
    (2, ["unc"]),
    (3, ["unc"]),
    (4, ["cpv"]),
    (5, ["unc"]),
    (6, ["unc", "cpv"]),
    (7, ["march-1952"]),
    (8, ["unc", "cpv", "armistice-1953"]),
    (9, ["unc", "cpv"]),
]


@pytest.mark.parametrize(("step", "shown"), STEPS)
def test_each_step_has_its_link(visit, step, shown):
    tab = visit(tail=f"#step={step}")
    assert tab.locator("#walk-count").inner_text() == f"Step {step} of 9"
    assert tab.locator("#walk-title").inner_text()
    text = tab.locator("#walk-text").inner_text()
    assert "{" not in text
    assert "*" not in text
    checked = tab.locator("input[name=show]:checked").evaluate_all("l => l.map(i => i.value)")
    assert checked == shown
    tab.keyboard.press("Escape")
    assert tab.locator("#walk").is_hidden()
    assert tab.evaluate("location.hash") == ""


def test_the_walk_is_stepped_by_keyboard(visit):
    tab = visit()
    tab.locator("#start-walk").focus()
    tab.keyboard.press("Enter")
    for step in range(1, 9):
        assert tab.evaluate("location.hash") == f"#step={step}"
        tab.keyboard.press("ArrowRight")
    assert tab.evaluate("location.hash") == "#step=9"
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("location.hash") == "#step=8"


def test_links_restore_what_the_reader_saw(visit):
    tail = "#show=unc,march-1952&place=unc-north-05&radius=unc:25mi&view=side&rivals=1"
    tab = visit(tail=tail)
    assert tab.evaluate("location.hash") == tail
    assert tab.locator("#value-unc").inner_text().startswith("25 miles")
    assert tab.locator("#card h2 em").inner_text() == "Khekido"
    assert tab.locator("#map-side .mark-march-1952").count() == 5 * 2
    tab.evaluate("location.hash = '#step=3'")
    tab.wait_for_function("() => document.getElementById('walk-count').textContent.includes('3')")


@pytest.mark.parametrize(
    "hostile", ["#step=99", "#place=nobody", "#radius=unc:1e9km", "#=&&", "#show=", "#show=x"]
)
def test_a_broken_link_opens_the_page_all_the_same(visit, hostile):
    tab = visit(tail=hostile)
    assert tab.locator("#map_korea path.land").count() > 3
    assert drawn(tab, "unc") == (0 if hostile == "#show=" else 19)


def test_a_step_tells_the_documents_and_a_what_if_says_that_it_is_one(visit):
    step = visit(tail="#step=3&radius=unc:60mi")
    assert "59%" in step.locator("#walk-text").inner_text()
    assert shares(step, "unc")[0] == 59
    assert step.locator(".applied:visible").count() == 0
    step.evaluate("koreaMap.page.change({ radius: { unc: 96000 } })")
    assert "59%" in step.locator("#walk-text").inner_text()
    tab = visit(tail="#radius=unc:60mi&view=side")
    assert tab.locator(".plan-unc .applied").inner_text() == "What if: 60 miles"
    assert "What if: 60 miles" in tab.locator(".side-title").first.inner_text()
    assert tab.locator(".plan-cpv .applied").is_hidden()
    tab.locator("#reset").click()
    assert tab.locator(".applied:visible").count() == 0


@pytest.mark.parametrize("plan", ["unc", "cpv"])
@pytest.mark.parametrize("miles", [2, 17, 41.5, 60])
def test_the_slider_shows_the_coverage_of_its_radius(visit, plan, miles):
    tab = visit(tail=f"#radius={plan}:{miles}mi")
    row = (
        coverage(zones(plan=plan, radius=miles, unit="statute_mile")).set_index("list").loc["both"]
    )
    at_page = tab.evaluate(
        f"koreaMap.panel.figures(koreaMap.page.data, '{plan}', {miles * MILE_M})"
    )
    assert at_page["south"] == pytest.approx(row["south_share"], abs=0.002)
    assert at_page["north"] == pytest.approx(row["north_share"], abs=0.002)
    assert shares(tab, plan)[0] == pytest.approx(100 * row["south_share"], abs=0.6)


def test_the_slider_moves_zones_and_figures_at_once(visit):
    tab = visit()
    before = tab.locator("path[data-point=unc-south-01]").bounding_box()["width"]
    slider = tab.locator("#radius-unc")
    slider.focus()
    tab.keyboard.press("End")
    assert tab.locator("path[data-point=unc-south-01]").bounding_box()["width"] > 1.9 * before
    assert tab.locator("#value-unc").inner_text().startswith("60 miles")
    assert shares(tab, "unc")[0] > 90
    tab.keyboard.press("ArrowLeft")
    assert tab.locator("#value-unc").inner_text().startswith("59 miles")
    tab.keyboard.press("Shift+ArrowUp")
    assert tab.locator("#value-unc").inner_text().startswith("59.1 miles")
    tab.keyboard.press("Home")
    assert shares(tab, "unc") == [0, 0]
    tab.locator("#reset").click()
    assert tab.locator("#value-unc").inner_text().startswith("30 miles")


def test_the_marks_of_the_slider_are_the_radii_of_the_documents(visit):
    tab = visit()
    buttons = tab.locator(".slider-cpv .marks button")
    for index, metres in enumerate([5000, 30 * MILE_M, 30 * 1852]):
        buttons.nth(index).click()
        assert tab.evaluate("koreaMap.page.derived().metres.cpv") == pytest.approx(metres)


def test_a_nautical_mile_is_longer(visit):
    tab = visit()
    statute = shares(tab, "unc")
    tab.locator("input[name=miles][value=nautical]").check()
    assert all(a > b for a, b in zip(shares(tab, "unc"), statute, strict=True))
    label = tab.locator("path[data-point=unc-south-01]").get_attribute("aria-label")
    assert "30 nautical miles" in label
    rows = tab.locator(".coverage-table tbody tr").all_inner_texts()
    assert len(rows) == 3
    for row, mile, share in zip(
        rows, ("statute", "nautical"), (statute[0], shares(tab, "unc")[0]), strict=False
    ):
        assert mile in row
        assert f"{share:.0f}%" in row


def test_units_follow_the_switch(visit):
    tab = visit(tail="#radius=unc:30mi")
    tab.locator("input[name=unit][value=km]").check()
    assert tab.locator("#value-unc").inner_text().startswith("48.3 kilometres")


def metres_between(vertices, polygon):
    """How far each [lat, lon] of the page is from the vertex of the built zone."""
    lats, lons = zip(*vertices, strict=True)
    x, y = zip(*polygon.exterior.coords[:-1], strict=True)
    return WGS84.inv(lons, lats, x, y)[2]


@pytest.mark.parametrize("miles", ["statute", "nautical"])
def test_circles_of_the_page_are_the_zones_of_the_build(visit, miles):
    tab = visit()
    built = zones(miles=miles).set_index("id")
    centres = read_gazetteer().set_index("id").geometry
    for point, zone in built.iterrows():
        centre = [centres[point].y, centres[point].x, zone["radius_m"], 360]
        vertices = tab.evaluate("(centre) => koreaMap.geodesic.circle(...centre)", centre)
        assert max(metres_between(vertices, zone.geometry)) < 5


def test_the_page_draws_the_zones_of_the_build(visit):
    tab = visit()
    for point, zone in zones().set_index("id").iterrows():
        vertices = tab.evaluate(f"koreaMap.page.view.vertices({point!r})")
        assert max(metres_between(vertices, zone.geometry)) < 1


def test_the_slider_answers_within_50_ms(visit):
    tab = visit()
    times = tab.evaluate(
        """() => {
            const slider = document.getElementById("radius-unc");
            const times = [];
            for (let step = 0; step < 30; step += 1) {
                slider.value = String(2 * step);
                const start = performance.now();
                slider.dispatchEvent(new Event("input", { bubbles: true }));
                document.body.offsetHeight;
                times.push(performance.now() - start);
            }
            return times.sort((a, b) => a - b);
        }"""
    )
    assert times[len(times) // 2] < 50


def test_side_by_side_shows_one_plan_each_and_moves_together(visit):
    tab = visit()
    tab.locator("input[name=view][value=side]").check(force=True)
    assert drawn(tab, "unc") == 19
    assert drawn(tab, "cpv") == 0
    assert tab.locator("#map-side path.zone-cpv").count() == 9
    tab.evaluate("koreaMap.page.view.map.setView([36, 128], 8, {animate: false})")
    other = tab.evaluate(
        "[koreaMap.page.second().map.getZoom(), koreaMap.page.second().map.getCenter().lat]"
    )
    assert other == pytest.approx([8, 36], abs=0.01)
    tab.locator("input[name=view][value=over]").check(force=True)
    assert drawn(tab, "cpv") == 9


def test_side_by_side_leaves_the_walk_with_both_plans(visit):
    tab = visit(tail="#step=4")
    tab.locator("input[name=view][value=side]").check(force=True)
    assert tab.locator("#walk").is_hidden()
    assert tab.evaluate("location.hash") == "#view=side"
    assert drawn(tab, "unc") == 19
    assert tab.locator("#map-side path.zone-cpv").count() == 9


def test_no_edge_of_the_drawn_land_comes_into_sight(visit):
    for size in [(1440, 900), (2560, 1440), (360, 740)]:
        tab = visit(size=size)
        seen = tab.evaluate(
            """() => {
                const { map } = koreaMap.page.view;
                map.setZoom(0, { animate: false });
                map.panBy([-5000, -5000], { animate: false });
                const box = map.getBounds();
                return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
            }"""
        )
        assert seen[0] > 110
        assert seen[1] > 28
        assert seen[2] < 145
        assert seen[3] < 50


@pytest.mark.parametrize("lists", ["unc,cpv", "unc,cpv,march-1952,armistice-1953"])
def test_downloads_come_out_of_the_file(visit, lists):
    tab = visit(tail=f"#show={lists}&radius=unc:20mi")
    with tab.expect_download() as got:
        tab.locator("#download-geojson").click()
    collection = json.loads(got.value.path().read_text(encoding="utf-8"))
    assert len(collection["features"]) == 49
    kinds = [f["geometry"]["type"] if f["geometry"] else None for f in collection["features"]]
    assert (kinds.count("Polygon"), kinds.count("Point"), kinds.count(None)) == (28, 20, 1)
    ring = collection["features"][0]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert collection["license"] == "CC BY 4.0"
    assert "GeoNames, CC BY 4.0" in collection["citation"]
    first = collection["features"][0]["properties"]
    assert first["radius_m"] == pytest.approx(20 * MILE_M)
    assert first["radius_document_m"] == pytest.approx(30 * MILE_M)
    with tab.expect_download() as got:
        tab.locator("#download-csv").click()
    text = got.value.path().read_text(encoding="utf-8")
    assert text.startswith("\ufeffid,plan,list")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 49 + 8
    khekido = next(row for row in rows if row["id"] == "unc-north-05")
    assert float(khekido["radius_m"]) == pytest.approx(20 * MILE_M)
    assert (khekido["radius_document"], khekido["unit"]) == ("30", "mile")
    assert (khekido["date"], khekido["territory"]) == ("1952-01-31", "north")
    assert (khekido["location_tolerance_km"], khekido["rivals"].count("|")) == ("5", 2)
    unnamed = [row for row in rows if not row["id"]]
    assert [row["position"] for row in unnamed] == [str(n) for n in range(8, 16)]
    assert not any(row["lat"] or row["toponym"] for row in unnamed)


@pytest.mark.parametrize(("paper", "tail"), [("A4", ""), ("Letter", ""), ("A4", "#step=3")])
def test_print_gives_a_handout(visit, tmp_path, paper, tail):
    tab = visit(tail=tail)
    tab.pdf(path=tmp_path / "handout.pdf", format=paper, print_background=True)
    pages = [
        " ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "handout.pdf").pages
    ]
    assert 4 <= len(pages) <= 7
    first = pages[0]
    for part in (
        "Thirty miles or five kilometres?",
        "UN Command proposal: 30 miles",
        "Counter-plan: 5 kilometres",
        "Khekido",
        "In a telegram Mao Zedong tells Stalin",
        "the line of 1953, later than the telegram",
        "How much land",
    ):
        assert part in first
    assert pages[1].lstrip().startswith("All points")
    rest = " ".join(pages[1:])
    for part in (
        "not named in the telegram",
        "one airport",
        "Ciphered Telegram No. 16008",
        "CC BY 4.0",
    ):
        assert part in rest


def test_without_scripts_there_are_the_drawing_the_table_and_the_text(visit):
    tab = visit(java_script_enabled=False)
    assert tab.locator("svg.drawn").bounding_box()["height"] > 500
    assert tab.locator("svg.drawn path.zone-unc").count() == 19
    assert tab.locator(".places tr[data-row]").first.is_visible()
    assert "59%" in tab.locator(".plan-unc").inner_text()
    assert "Khekido" in tab.locator(".doubt").inner_text()
    assert tab.locator(".stage").is_hidden()
    assert tab.locator("button:visible").count() == 0


def test_korean_by_link_by_browser_and_by_switch(visit):
    for options in ({"tail": "?lang=ko"}, {"locale": "ko-KR"}):
        tab = visit(**options)
        assert tab.evaluate("document.documentElement.lang") == "ko"
        assert tab.locator("h1").inner_text() == "30마일인가, 5킬로미터인가?"
        assert "신의주" in tab.locator("#map_korea .name-unc").all_inner_texts()[0] or any(
            "신의주" in text for text in tab.locator("#map_korea .name").all_inner_texts()
        )
    tab.locator("button[data-lang=en]").click()
    assert tab.evaluate("document.documentElement.lang") == "en"
    assert tab.evaluate("location.hash") == "#lang=en"
    tab.reload()
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")
    assert tab.evaluate("document.documentElement.lang") == "en"
    tab.evaluate("location.hash = '#step=3&lang=ko'")
    tab.wait_for_function("() => document.documentElement.lang === 'ko'")
    tab.locator("button[data-lang=en]").click()
    assert tab.evaluate("location.hash") == "#step=3&lang=en"
    assert tab.locator("h1").inner_text() == "Thirty miles or five kilometres?"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_light_of_the_room(visit, scheme):
    tab = visit(color_scheme=scheme)
    channels = tab.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (max(channels) < 64) == (scheme == "dark")


def test_in_a_sandboxed_frame_it_works_and_leaves_the_wheel_to_the_lesson(visit, site):
    tab = visit(site / "lesson_demo.html", size=(1024, 768), wait=False)
    frame = tab.frame_locator("iframe")
    frame.locator("#map_korea path.zone-unc").first.wait_for(state="attached")
    assert frame.locator("#map_korea path.zone-unc").count() == 19
    assert frame.locator(".lead").is_hidden()
    inner = next(frame for frame in tab.frames if "korea_map.html" in frame.url)
    zoom = inner.evaluate("koreaMap.page.view.map.getZoom()")
    tab.mouse.move(700, 600)
    tab.mouse.wheel(0, 300)
    tab.wait_for_timeout(300)
    assert inner.evaluate("koreaMap.page.view.map.getZoom()") == zoom
    inner.evaluate("koreaMap.page.goTo(4)")
    assert frame.locator("#walk-title").inner_text() == "Five kilometres"
    sandbox = tab.locator("iframe").get_attribute("sandbox")
    assert sandbox.split() == ["allow-scripts", "allow-downloads"]


def test_a_hidden_tab_shown_later_draws_right(visit, site, tmp_path):
    host = tmp_path / "tabs.html"
    uri = (site / "korea_map.html").as_uri()
    host.write_text(
        f'<div id="tab" hidden><iframe src="{uri}" width="900" height="600"></iframe></div>'
    )
    tab = visit(host, wait=False)
    inner = next(frame for frame in tab.frames if "korea_map.html" in frame.url)
    # by the clock: a frame that is not shown draws no frames to wait by
    inner.wait_for_function("() => window.koreaMap?.page !== undefined", polling=100)
    tab.evaluate("document.getElementById('tab').hidden = false")
    inner.wait_for_function("() => koreaMap.page.view.map.getSize().x > 300", polling=100)
    tab.wait_for_timeout(200)
    bounds = inner.evaluate(
        "koreaMap.page.view.map.getBounds().contains([[33.3, 124.4], [42.9, 130.6]])"
    )
    assert bounds


@pytest.mark.parametrize("size", [(360, 740), (640, 450), (720, 450)])
def test_nothing_is_cut_off_on_small_or_enlarged_screens(visit, size):
    tab = visit(size=size)
    tab.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { letter-spacing: 0.12em !important; line-height: 1.5 !important;
                word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    small = tab.evaluate(
        """() => [...document.querySelectorAll("button, input[type=range], label, summary, .mark")]
            .filter((node) => node.offsetParent && !node.closest("[hidden]"))
            .map((node) => [node.textContent || node.id, node.getBoundingClientRect()])
            .filter(([, box]) => box.height < 23.9 || box.width < 23.9)
            .map(([name]) => name)"""
    )
    assert small == []


BOX = "n => { const b = n.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"


def meet(a, b):
    return a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("size", [(320, 640), (360, 740), (1200, 420)])
def test_the_tools_over_the_map_do_not_lie_on_one_another(visit, size, lang):
    tab = visit(tail=f"?lang={lang}#step=9", size=size)
    tools = [tab.locator(s).evaluate(BOX) for s in (".pad", ".compare", "#walk")]
    for i, tool in enumerate(tools):
        assert tool[0] >= 0
        assert tool[2] <= size[0]
        assert not any(meet(tool, other) for other in tools[i + 1 :])
    if size[1] == 420:
        assert tab.locator(".stage").evaluate(BOX)[3] <= size[1]


def test_a_card_leaves_the_steps_free_on_a_projector(visit):
    tab = visit(tail="#step=2&place=unc-north-05", size=(1024, 768))
    assert tab.locator("#walk").is_hidden()
    tab.keyboard.press("Escape")
    assert tab.locator("#walk-next").is_visible()


def test_on_a_telephone_a_place_and_its_rivals_stand_above_the_sheet(visit):
    tab = visit(size=(360, 740), reduced_motion="reduce")
    tab.locator("#doubts [data-open=unc-north-05]").click()
    tab.wait_for_function("() => document.querySelector('.stage').getBoundingClientRect().top < 1")
    sheet = tab.locator("#card").evaluate(BOX)
    tab.wait_for_timeout(300)
    for mark in tab.locator("#map_korea path.rival-dot").all():
        box = mark.evaluate(BOX)
        assert 0 < box[0] < box[2] < 360
        assert 0 < box[1] < box[3] < sheet[1]
    zone = tab.locator("path[data-point=unc-north-05]").evaluate(BOX)
    assert 0 < (zone[1] + zone[3]) / 2 < sheet[1]


def test_the_walk_fits_into_a_small_frame(visit):
    tab = visit(tail="?embed", size=(400, 400), reduced_motion="reduce")
    tab.locator("#start-walk").click()
    tab.wait_for_timeout(200)
    assert tab.locator(".maps").evaluate(BOX)[1] == pytest.approx(0, abs=1)
    assert tab.locator("#walk").evaluate(BOX)[3] <= 401
    assert tab.locator(".maps").evaluate(BOX)[3] > 140


def test_the_way_to_the_table_leaves_the_map_as_it_is(visit):
    at_table = "() => document.getElementById('points').getBoundingClientRect().top < 60"
    tab = visit(tail="#show=cpv")
    tab.locator("a.button[href='#points']").click()
    tab.wait_for_function(at_table)
    assert drawn(tab, "unc") == 0
    assert drawn(tab, "cpv") == 9
    visit(tail="#points").wait_for_function(at_table)

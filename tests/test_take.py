"""The view that a reader takes along: a picture and a drawing of what is shown."""

import base64
import dataclasses
import io
import re

import numpy as np
import pytest
import resvg_py
from hosts import sandboxed, write_host
from lxml import etree
from PIL import Image
from test_page_scripts import many
from told import PLANS, STEPS, WIDE, ZONED, content, located, say

from korea_map.webmap import build_map, save_html
from korea_map.webmap.page import draw_map

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
OWN = {"http://www.w3.org/2000/svg", "http://www.w3.org/XML/1998/namespace"}


def take(tab, kind):
    """What a button gives, by name and as bytes."""
    with tab.expect_download() as got:
        tab.locator(f"#view-take [data-take={kind}]").click()
    return got.value.suggested_filename, got.value.path().read_bytes()


def drawing(tab):
    return etree.fromstring(take(tab, "svg")[1])


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def rendered(data):
    """What a reader that knows no style sheet makes of a drawing, as finely as the picture."""
    return pixels(bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), zoom=2)))


def rgb(colour):
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])


def share(picture, colour, within=8):
    return (np.abs(picture - colour).max(axis=2) <= within).mean()


def words(root):
    """The texts of a drawing but for their halos."""
    return [node.text for node in root.iter(f"{SVG}text") if node.get("aria-hidden") is None]


GROUND = {"sea": (223, 232, 236), "land": (251, 246, 230), "abroad": (236, 232, 218)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_has_land_sea_and_the_ink_of_each_plan_on_paper(visit, scheme):
    tab = visit(tail=f"#show={','.join(PLANS)}", size=(1366, 768), color_scheme=scheme)
    name, data = take(tab, "png")
    picture = pixels(data)
    assert name.startswith("korea_map-show-") and name.endswith(".png")  # noqa: PT018
    tab.locator("#view-take .take-status img").wait_for()
    assert say("take.done", file=name) in tab.locator("#view-take .take-status").inner_text()
    root = drawing(tab)
    size = int(root.get("width")), int(root.get("height"))
    assert picture.shape[:2] == (2 * size[1], 2 * size[0])
    assert size[0] >= tab.locator(".maps").bounding_box()["width"]
    for colour in GROUND.values():
        assert share(picture, np.array(colour)) > 0.02
    styles = content().dataset.styles
    for plan in content().dataset.plans:
        assert share(picture, rgb(styles[plan.style].light)) > 1e-5, plan.id
    assert tuple(picture[0, 0]) == (255, 255, 255)
    assert not tab.evaluate("document.documentElement.classList.contains('on-paper')")


VIEWS = ["", f"#radius={WIDE}:40mi", "#view=side", *(f"#step={step}" for step, _, _ in STEPS[:6:2])]


@pytest.mark.parametrize("tail", VIEWS)
def test_the_drawing_says_all_in_attributes_and_needs_nothing_from_elsewhere(visit, tail):
    tab = visit(tail=tail, size=(1100, 700))
    name, data = take(tab, "svg")
    assert re.fullmatch(r"korea_map[\w.-]*\.svg", name)
    text = data.decode()
    assert (
        re.findall(r"<style|<script|\sstyle=|\sclass=|var\(|data:|blob:|file:|/tmp|@", text) == []
    )
    assert set(re.findall(r"https?://[^\"\s]+", text)) <= OWN
    root = etree.fromstring(data)
    ids = set(root.xpath("//@id"))
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= ids
    for node in root.iter():
        if (
            node.tag.removeprefix(SVG) in ("path", "text")
            and node.getparent().tag != f"{SVG}clipPath"
        ):
            assert node.get("fill"), etree.tostring(node)
    said = words(root)
    source = content().sources[content().dataset.document.source]
    for part in (
        say("kicker"), say("title"), say("frame.source", source=source.short),
        say("map.credit").split(" · ")[0],
    ):  # fmt: skip
        assert any(part.replace("*", "") in line for line in said), part
    assert any(re.fullmatch(r"\d+ km", line) for line in said)
    (found,) = [line for line in said if line.startswith("korea_map.html")]
    assert found.startswith(f"korea_map.html{tail} · ")
    assert root.find(f"{SVG}title").text == say("document-title")
    assert " ".join(said[-1].split()) in root.find(f"{SVG}desc").text


@pytest.mark.parametrize("tail", VIEWS)
def test_a_reader_without_style_sheets_sees_what_the_browser_shows(visit, tail):
    tab = visit(tail=tail, size=(1100, 700))
    other, own = rendered(take(tab, "svg")[1]), pixels(take(tab, "png")[1])
    assert other.shape == own.shape
    assert np.abs(other - own).mean() < 3
    # what the map itself shows, with nothing over it; what is said around takes a part away
    tab.evaluate(
        "document.querySelectorAll('.over').forEach((box) => { box.style.visibility = 'hidden'; })"
    )
    shown = pixels(tab.locator(".maps").screenshot())
    step = own[32:-32:2, 32:-32:2]
    assert share(shown, np.array(GROUND["sea"])) == pytest.approx(
        share(step, np.array(GROUND["sea"])), abs=0.2
    )


def test_names_and_marks_stand_where_the_map_has_them(visit):
    tab = visit(tail=f"#show={','.join(PLANS)}", size=(1366, 768))
    root = drawing(tab)
    frame = root.find(f".//{SVG}clipPath/{SVG}rect")
    left, top = float(frame.get("x")), float(frame.get("y"))
    names = tab.evaluate(
        """() => { const map = document.querySelector(".maps").getBoundingClientRect();
            return [...document.querySelectorAll(".name .written")].map((node) => {
                const range = document.createRange();
                range.selectNodeContents(node.firstChild);
                const box = range.getBoundingClientRect();
                return [node.firstChild.textContent.trim(), box.left - map.left,
                    box.bottom - map.top, box.height];
            }); }"""
    )
    assert len(names) > 20
    texts = {
        (node.text, round(float(node.get("x")) - left)): float(node.get("y")) - top
        for node in root.iter(f"{SVG}text")
    }
    for text, x, foot, height in names:
        shown = [(key, y) for key, y in texts.items() if key[0].lower() == text.lower()]
        assert any(abs(key[1] - x) <= 1 and foot - height < y < foot for key, y in shown), text
    marks = tab.locator(".mark").count()
    colours = [
        content().dataset.styles[plan.style].light
        for plan in content().dataset.plans
        if plan.id not in ZONED
    ]
    inks = [f"rgb({','.join(str(part) for part in rgb(colour))})" for colour in colours]
    painted = [n for n in root.iter(f"{SVG}path") if {n.get("fill"), n.get("stroke")} & set(inks)]
    assert len(painted) >= marks > 0


def test_a_radius_that_is_tried_is_said_and_drawn(visit):
    tab = visit(tail=f"#radius={WIDE}:40mi&unit=mi")
    said = " ".join(words(drawing(tab)))
    tried = content().language(None).length(40, "statute_mile")
    assert say("whatif.applied", length=tried) in said
    assert said.count(tried) == 2


def test_side_by_side_both_maps_are_there_beside_one_another(visit):
    tab = visit(tail="#view=side", size=(1366, 768))
    root = drawing(tab)
    clips = [node for node in root.iter(f"{SVG}rect") if node.getparent().tag == f"{SVG}clipPath"]
    wide = [float(node.get("width")) for node in clips if float(node.get("width")) > 300]
    assert len(wide) == 2
    for plan in content().zone_plans:
        style = content().dataset.styles[plan.style]
        ink = f"rgb({','.join(str(part) for part in rgb(style.light))})"
        rings = [n for n in root.iter(f"{SVG}path") if n.get("stroke") == ink]
        assert len(rings) >= len(located(plan.id))


@pytest.mark.parametrize("tag", sorted(content().languages))
def test_it_speaks_the_language_of_the_reader_and_so_does_its_link(visit, tag):
    tab = visit(locale=tag)
    root = drawing(tab)
    said = words(root)
    assert root.get("lang") == tag
    assert say("title", tag) in said
    first = content().language(None).tag
    (found,) = [line for line in said if line.startswith("korea_map.html")]
    assert ("#lang=" in found) == (tag != first)


def test_what_an_open_step_draws_comes_along(visit):
    number, name, _ = STEPS[5]
    tab = visit(tail=f"#step={number}")
    root = drawing(tab)
    told = say("print.step", step=number, count=len(STEPS), title=say(f"step.{name}.title"))
    assert told.replace("*", "") in words(root)
    tab.evaluate(
        """() => { const pane = koreaMap.page.view.map.createPane("later");
            const made = (tag, more, ...inside) => { const node = document.createElementNS(
                "http://www.w3.org/2000/svg", tag);
                for (const [key, value] of Object.entries(more)) node.setAttribute(key, value);
                node.append(...inside); return node; };
            pane.append(made("svg", { width: 300, height: 300 },
                made("clipPath", { id: "later-edge" }, made("circle", { r: 40 })),
                made("g", { transform: "translate(100 100)", "clip-path": "url(#later-edge)" },
                    made("use", { href: "#ground", transform: "scale(0.02)" }),
                    made("circle", { r: 30, fill: "#ab12cd", "stroke-dasharray": "3 2" })),
                made("text", { x: 100, y: 160, "text-anchor": "end" }, "later"))); }"""
    )
    again = drawing(tab)
    (disc,) = [node for node in again.iter(f"{SVG}circle") if node.get("fill") == "rgb(171,18,205)"]
    assert disc.getparent().get("clip-path")
    assert "later" in words(again)


def test_six_hundred_zones_are_drawn_as_forms_in_the_colours_of_paper(visit, tmp_path):
    crowd = many(600)
    crowd = dataclasses.replace(crowd, dataset=dataclasses.replace(crowd.dataset, stops=()))
    page = save_html(draw_map(crowd), tmp_path / "map.html")
    tab = visit(page, color_scheme="dark", patience=60_000)
    root = drawing(tab)
    style = content().dataset.styles[content().dataset.plans[PLANS.index(WIDE)].style]
    ink = f"rgb({','.join(str(part) for part in rgb(style.light))})"
    rings = [
        node for node in root.iter(f"{SVG}path")
        if node.get("stroke") == ink and node.get("stroke-opacity", "1") != "1"
    ]  # fmt: skip
    assert len(rings) >= 500
    assert root.findall(f".//{SVG}image") == []
    assert tab.locator(".leaflet-crowd-pane svg").count() == 0


HOSTILE = '</text><script>window.bad = 1</script><img src=x onerror="window.bad = 1"> & \x0b'


def test_text_with_markup_is_text(visit):
    tab = visit()
    tab.evaluate(
        """text => { koreaMap.page.data.messages.en.title = text;
            document.querySelector(".name .written").textContent = text; }""",
        HOSTILE,
    )
    root = drawing(tab)
    shown = " ".join(HOSTILE.replace("\x0b", "").split())
    assert words(root).count(shown) == 2
    assert root.findall(f".//{SVG}script") == []
    take(tab, "png")
    assert tab.evaluate("window.bad") is None


def test_a_published_page_gives_its_address_and_a_file_on_a_disk_no_path(chromium, site):
    html = (site / "korea_map.html").read_text(encoding="utf-8")
    context = chromium.new_context(locale="en-GB")
    tab = context.new_page()
    tab.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
    tab.goto("https://maps.example/korea/map?lang=en#step=3")
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")
    said = words(drawing(tab))
    assert any(line.startswith("https://maps.example/korea/map#step=3 ·") for line in said)
    context.close()


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_where_a_frame_lets_nothing_go_the_reader_is_told_and_has_it_before_them(
    visit, site, tmp_path, kind
):
    html = (site / "korea_map.html").read_text(encoding="utf-8")
    host = write_host(tmp_path / "host.html", sandboxed(html, (900, 600)))
    tab = visit(host, wait=False, first="addEventListener('click', stay, true);"
        "function stay(event) { if (event.target.download) event.preventDefault(); }")  # fmt: skip
    frame = tab.frames[1]
    frame.wait_for_function("() => window.koreaMap?.page !== undefined", polling=100)
    frame.evaluate("koreaMap.page.goTo(2)")
    frame.locator(f"#view-take [data-take={kind}]").click()
    shown = frame.locator("#view-take .take-status")
    frame.locator(f"#view-take .take-status {'img' if kind == 'png' else 'textarea'}").wait_for()
    file = f"korea_map-step-2.{kind}"
    key = "take.done" if kind == "png" else "sources.downloads.done"
    assert say(key, file=file) in shown.inner_text()
    if kind == "png":
        address = shown.locator("img").get_attribute("src")
        head, _, body = address.partition(",")
        assert head == "data:image/png;base64"
        assert share(pixels(base64.b64decode(body)), np.array(GROUND["sea"])) > 0.02
    else:
        said = words(etree.fromstring(shown.locator("textarea").input_value().encode()))
        assert any(line.startswith("korea_map.html#step=2 ·") for line in said)


@pytest.mark.parametrize("size", [(350, 672), (960, 640)])
def test_in_a_frame_a_sheet_gives_the_view(visit, size):
    tab = visit(tail=f"?embed#radius={WIDE}:40mi", size=size)
    tab.locator("[data-sheet=take]").click()
    assert tab.locator("#frame-sheet #view-take").is_visible()
    said = words(drawing(tab))
    assert any(line.startswith(f"korea_map.html#radius={WIDE}:40mi") for line in said)


def test_on_a_large_screen_the_picture_is_no_larger_than_a_telephone_draws(visit):
    data = take(visit(size=(3000, 2000)), "png")[1]
    high, wide, _ = pixels(data).shape
    assert 14_000_000 < wide * high <= 16_777_216


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_buttons_of_the_panel_are_reached_by_keyboard(visit, size):
    tab = visit(size=size)
    button = tab.locator(".panel > .actions [data-take=png]")
    button.focus()
    with tab.expect_download() as got:
        tab.keyboard.press("Enter")
    assert got.value.suggested_filename == "korea_map.png"
    status = tab.locator(".panel > .take-status")
    status.locator("img").wait_for()
    assert status.get_attribute("role") == "status"
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_document_that_says_little_is_taken_along_without_faults(visit, bare_data, tmp_path):
    tab = visit(save_html(build_map(bare_data), tmp_path / "map.html"))
    said = words(drawing(tab))
    assert any(line.startswith("map.html · ") for line in said)
    assert not re.search(r"[{}\[\]]|undefined|null|NaN", " ".join(said))

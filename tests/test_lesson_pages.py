"""The pages of the lesson in a browser: on a screen beside the map, on paper, without a mouse."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from test_lesson import CONTENT, plan
from test_lesson_files import files
from test_page_access import violations

from korea_map.facts import find_doubtful

pytestmark = pytest.mark.browser

PAGES = ("lesson.html", "lesson.ko.html", "key.html", "key.ko.html")


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A folder with the lesson, as it is mailed."""
    made = tmp_path_factory.mktemp("lesson")
    for name, content in files().items():
        (made / name).write_bytes(content)
    return made


@pytest.fixture
def turn(visit, folder):
    """Open a page of the folder, without a network."""

    def open_page(name="lesson.html", **options):
        return visit(folder / name, wait=False, **options)

    return open_page


def print_it(tab, size: str) -> list[str]:
    """Return the text of each page of paper."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(tab.pdf(format=size))).pages]


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["lesson.html", "lesson.ko.html"])
def test_the_pupils_page_is_a_worksheet_of_two_pages(name, size, turn):
    first, second = print_it(turn(name), size)
    assert "Filippov" in first
    assert "Khekido" in second
    for screen in ("docx", "PDF", "https://"):
        assert screen not in first + second


@pytest.mark.parametrize("name", ["lesson.html", "lesson.ko.html"])
def test_the_reading_is_folded_until_it_is_wanted_and_not_on_the_worksheet(name, turn):
    tab = turn(name)
    reading = plan("ko" if ".ko." in name else "en").text("reading.second.text")
    told = tab.get_by_text(reading)
    assert not told.is_visible()
    tab.locator("summary").press("Enter")
    assert told.is_visible()
    assert tab.locator("details a").get_attribute("href").startswith("https://")
    assert violations(tab, "body") == []
    first, second = print_it(tab, "A4")
    assert reading[:20] not in first + second


def test_on_paper_the_drawn_maps_stand_in_for_the_map_and_there_are_lines_to_write_on(turn):
    tab = turn()
    picture = tab.locator(".picture img")
    assert not picture.is_visible()
    tab.emulate_media(media="print")
    assert picture.is_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
    assert not tab.locator("iframe").is_visible()
    lines = tab.locator(".question .rules i")
    assert lines.count() >= 10
    for line in lines.all():
        assert line.bounding_box()["height"] > 20


def test_what_a_pupil_types_is_printed_and_no_line_of_it_is_lost(turn):
    tab = turn()
    first = tab.locator(".question textarea").first
    first.fill("Neutral people.\nAt the ports.\nOn the railways.\nThe last line.")
    cell = tab.locator("td textarea").first
    cell.fill("12 and 15")
    pages = print_it(tab, "A4")
    assert "12 and 15" in "".join(pages)
    assert "The last line." in pages[0]


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["lesson.html", "lesson.ko.html"])
def test_a_worksheet_with_long_answers_in_every_field_is_still_two_pages(name, size, turn):
    tab = turn(name)
    told = "The other side wanted many places and a wide area; Mao few and a narrow one. " * 2
    if ".ko." in name:
        told = "상대측은 많은 지점과 넓은 구역을 바랐고 마오는 적은 지점과 좁은 구역을 바랐다. " * 3
    for field in tab.locator("textarea").all():
        field.fill(told[:112] + "End")
    pages = print_it(tab, size)
    assert len(pages) == 2
    said = "".join("".join(pages).split())
    assert said.count("End") == tab.locator("textarea").count()


def test_the_key_prints_its_cards_and_the_verdicts_on_other_pages(turn):
    pages = print_it(turn("key.html"), "A4")
    (cards,) = [i for i, text in enumerate(pages) if "Evidence cards to cut out" in text]
    (verdicts,) = [i for i, text in enumerate(pages) if "What this project says" in text]
    assert verdicts > cards
    assert "Khekido" not in pages[verdicts].split("What this project says")[0]


def test_the_map_is_beside_the_questions_and_speaks_the_language_of_the_page(turn):
    for name, heading in (("lesson.html", "Thirty miles"), ("lesson.ko.html", "30마일")):
        tab = turn(name, size=(1366, 768))
        inside = tab.frame_locator("iframe[name=map]")
        inside.locator(".leaflet-container, #map_korea").first.wait_for()
        assert heading in inside.locator("h1").first.inner_text()
        frame = tab.locator("iframe").bounding_box()
        text = tab.locator("h1").bounding_box()
        assert frame["width"] > 600
        assert frame["x"] + frame["width"] <= text["x"] + 1
        tab.mouse.wheel(0, 400)
        assert tab.locator("iframe").bounding_box()["y"] == frame["y"], "the map stays"


def test_a_link_of_a_phase_moves_the_map_and_not_the_page(turn):
    tab = turn(size=(1366, 768))
    inside = tab.frame(name="map")
    inside.wait_for_function("() => window.koreaMap?.page !== undefined")
    tab.locator("a.see").first.click()
    inside.wait_for_function("() => location.hash.includes('step=')")
    assert tab.url.endswith("lesson.html")


@pytest.mark.parametrize("name", ["lesson.html", "lesson.ko.html"])
def test_the_doubtful_name_is_judged_before_the_map_tells_its_word(name, turn):
    tab = turn(name, size=(1366, 768))
    inside = tab.frame(name="map")
    inside.wait_for_function("() => window.koreaMap?.page !== undefined")
    tab.locator("a.see").last.click()
    inside.locator("[data-sheet=doubt]").click()
    inside.locator("#judge").click()
    title = inside.locator("#judge-title")
    for _ in range(len(find_doubtful(CONTENT.dataset.toponyms))):
        if "Khekido" in title.inner_text():
            break
        inside.locator("#judge-other").click()
    assert "Khekido" in title.inner_text()
    shown = inside.locator("#frame-sheet .certainty, #card .certainty")
    assert not any(one.is_visible() for one in shown.all())
    inside.locator("#frame-sheet-close").click()
    inside.locator("[data-sheet=points]").click()
    unnamed = plan("ko" if ".ko." in name else "en").language.text("table.unnamed")
    told = inside.locator("#frame-sheet").inner_text()
    assert unnamed in told


def test_on_a_telephone_the_map_stays_above_the_question_that_is_answered(turn):
    tab = turn(size=(390, 844))
    field = tab.locator("td textarea").last
    field.focus()
    field.scroll_into_view_if_needed()
    frame, box = tab.locator(".map").bounding_box(), field.bounding_box()
    assert frame["y"] == pytest.approx(0, abs=1)
    assert frame["height"] < 430
    assert box["y"] >= frame["height"] - 1


@pytest.mark.parametrize("size", [(390, 844), (768, 1024), (1366, 768), (600, 400)])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_window(name, size, turn):
    tab = turn(name, size=size)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_barrier(name, scheme, turn):
    tab = turn(name, color_scheme=scheme)
    assert violations(tab, "body") == []


def test_every_field_has_a_name_and_is_reached_by_key(turn):
    tab = turn()
    fields = tab.locator("textarea, input")
    names = [field.evaluate("f => f.ariaLabel ?? f.labels[0]?.innerText") for field in fields.all()]
    assert all(names)
    reached = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement?.closest('.skip') !== null"):
            tab.keyboard.press("Enter")
        reached.append(tab.evaluate("document.activeElement?.ariaLabel"))
    asked = names[2:]
    assert [name for name in reached if name in asked][: len(asked)] == asked, (
        "past the map, in order"
    )


def test_the_languages_lead_to_each_other_and_to_paper(turn, folder):
    tab = turn()
    links = [link.get_attribute("href") for link in tab.locator("nav a").all()]
    assert links == ["lesson.ko.html", "worksheet.docx"]
    assert all((folder / link).exists() for link in links)
    tab.locator("nav a").first.click()
    tab.wait_for_url("**/lesson.ko.html")
    assert tab.locator("html").get_attribute("lang") == "ko"


def test_no_link_leads_out_of_the_folder_but_to_sources(folder, turn):
    for name in PAGES:
        tab = turn(name)
        for link in tab.locator("[href], [src]").all():
            target = link.get_attribute("href") or link.get_attribute("src")
            if target.startswith(("https://", "data:")):
                continue
            assert (folder / target.split("?")[0].split("#")[0]).exists(), target


def test_pupils_are_not_led_to_the_key(turn):
    for name in ("lesson.html", "lesson.ko.html"):
        assert "key" not in " ".join(
            link.get_attribute("href") for link in turn(name).locator("a").all()
        )

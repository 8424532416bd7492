"""The page on paper, and without scripts."""

import re
import unicodedata

import pytest
from pypdf import PdfReader
from told import STEPS, WIDE, ZONED, content, doubtful, located, points, say, unnamed

pytestmark = pytest.mark.browser


def even(text):
    return " ".join(text.split())


@pytest.fixture
def printed(tmp_path):
    """Print a tab; the text of each page."""

    def print_tab(tab, paper="A4"):
        tab.pdf(path=tmp_path / "handout.pdf", format=paper, print_background=True)
        return [even(page.extract_text()) for page in PdfReader(tmp_path / "handout.pdf").pages]

    return print_tab


PAPERS = ["A4", "Letter"]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("tail", ["", "#step=1", "?embed"])
def test_the_handout_is_one_page_with_title_figure_doubts_and_source(visit, printed, paper, tail):
    (page,) = printed(visit(tail=tail), paper)
    source = content().sources[content().dataset.document.source]
    for part in (
        say("title"), doubtful()["toponym"],
        *(say(f"plan.{plan}.figure") for plan in ZONED if "step" not in tail),
        " ".join(say("lead").split()[:5]), say("doubt.heading"), say("figure.lines"),
        say("frame.source", source=source.short), say("map.credit").split(" · ")[0],
    ):  # fmt: skip
        assert even(part) in page


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("tag", sorted(content().languages))
def test_the_handout_is_one_page_in_every_language(visit, printed, paper, tag):
    (page,) = printed(visit(tail=f"?lang={tag}"), paper)
    for part in (say("title", tag), say("doubt.heading", tag)):
        assert part.split()[0] in page


def test_the_handout_without_scripts_is_the_same_page_and_the_walk_in_words(visit, printed):
    pages = printed(visit(java_script_enabled=False))
    assert len(pages) == 2
    words = set(unicodedata.normalize("NFKC", pages[1]).split())
    for stop in content().dataset.stops:  # in columns: word by word
        for part in ("text", "answer"):
            if content().language(None).has(f"step.{stop.id}.{part}"):
                said = unicodedata.normalize("NFKC", say(f"step.{stop.id}.{part}"))
                assert set(said.split()) <= words
    for part in (say("title"), doubtful()["toponym"], say("doubt.heading")):
        assert even(part) in pages[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_what_the_reader_set_is_on_the_handout(visit, printed, paper):
    point = doubtful()
    tab = visit(tail=f"#radius={WIDE}:40mi&unit=mi&place={point['id']}")
    (page,) = printed(tab, paper)
    tried = tab.locator(f"#value-{WIDE}").inner_text().partition(":")[0]
    (stated,) = [p for p in content().dataset.plans if p.id == WIDE]
    radius = content().radii[stated.id]
    for part in (
        say(f"plan.{WIDE}.title"), tried,
        content().language(None).length(radius.value, content().slider_unit.name),
        point["toponym"], say(f"certainty.{point['certainty']}"),
        " ".join(re.sub(r"\S+\[[^]]*\]", "", point["evidence"]).split()[:4]),
    ):  # fmt: skip
        assert even(part) in page
    assert page.count(tried) == 2  # in a sentence, and over the panel that shows it


def test_an_open_step_is_on_the_handout(visit, printed):
    number, name, _ = STEPS[-1]
    (page,) = printed(visit(tail=f"#step={number}"))
    told = say("print.step", step=number, count=len(STEPS), title=say(f"step.{name}.title"))
    assert even(told) in page


@pytest.mark.parametrize("tail", [f"#radius={WIDE}:40mi", "#view=side", "#step=2", "#at=38,127,8"])
def test_a_view_that_was_asked_for_is_printed_in_the_place_of_the_figure(visit, printed, tail):
    tab = visit(tail=tail)
    (page,) = printed(tab)
    assert f"korea_map.html{tail}" in page.replace(" ", "")
    assert say("map.credit").split(" · ")[0] in page
    view = tab.locator("#printed-view > svg")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert view.bounding_box()["width"] > 300
    assert tab.locator(".drawing").is_hidden()
    assert "/" not in tab.locator("#printed-link").inner_text()
    tab.evaluate("koreaMap.page.change(koreaMap.state.initial())")
    tab.emulate_media(media="screen")
    tab.evaluate("koreaMap.page.fit(koreaMap.page.data.view, false)")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert view.count() == 0
    assert tab.locator(".drawing").is_visible()


def test_the_table_is_printed_when_it_is_asked_for(visit, printed):
    tab = visit()
    tab.evaluate("window.print = () => { window.asked = document.documentElement.className; }")
    tab.locator("[data-act=print-table]").click()
    assert "print-table" in tab.evaluate("window.asked")
    pages = printed(tab)
    assert 3 <= len(pages) <= 5 + len(points()) // 10
    rest = " ".join(pages[1:])
    assert say("table.heading").split(",")[0] in rest
    for _, point in points()[points()["geometry"].isna()].iterrows():
        assert point["toponym"] in rest
    source = content().sources[content().dataset.document.source]
    assert re.split(r"[.,]", source.text)[0] in rest
    assert "CC BY 4.0" in rest
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.locator("[data-act=print]").first.click()
    assert "print-table" not in tab.evaluate("window.asked")
    assert len(printed(tab)) == 1


def test_what_the_table_says_again_is_printed_once(visit):
    tab = visit()
    tab.evaluate("document.documentElement.classList.add('print-table')")
    tab.emulate_media(media="print")
    rows = "rows => rows.filter(row => row.checkVisibility()).map(row => row.innerText)"
    empty = tab.locator(".places tr.unnamed").evaluate_all(rows)
    lists = (unnamed() > 0).sum()
    assert len(empty) == lists
    evidence = [
        text
        for text in tab.locator(".places .evidence > .whole").evaluate_all(rows)
        if text.strip()
    ]
    assert len(evidence) == len(set(evidence))


def test_letters_that_no_rule_gives_are_underlined_straight_on_paper(visit):
    tab = visit()
    style = "getComputedStyle(document.querySelector('.places mark')).textDecorationStyle"
    assert tab.evaluate(style) == "wavy"
    tab.emulate_media(media="print")
    assert tab.evaluate(style) == "solid"


def test_without_scripts_there_are_the_drawing_the_table_and_the_text(visit):
    tab = visit(java_script_enabled=False)
    assert tab.locator("svg.drawn").first.bounding_box()["height"] > 400
    for plan in ZONED:
        assert tab.locator(f"svg.drawn path.zone-{plan}").count() == len(located(plan))
    assert tab.locator(".places tr[data-row]").first.is_visible()
    sentence = tab.locator(f".plan-{WIDE} .sentence").inner_text()
    assert sentence == say(f"plan.{WIDE}.sentence")
    assert tab.locator(".stage").is_visible()
    assert tab.locator("button:visible").count() == 0


def test_without_scripts_the_doubtful_places_are_listed_and_no_certain_one(visit):
    zoned = located(*ZONED)
    first = zoned[zoned["certainty"] != "certain"].drop_duplicates("place_id")
    items = visit(java_script_enabled=False).locator("#doubts li em").all_inner_texts()
    assert items == first["toponym"].to_list()


def test_with_scripts_the_same_places_are_in_doubt(visit):
    listed = [
        visit(java_script_enabled=on).locator("#doubts li em").all_inner_texts()
        for on in (True, False)
    ]
    assert listed[0] == listed[1]

"""The page on paper, and without scripts."""

import re

import pytest
from pypdf import PdfReader
from told import WIDE, ZONED, content, doubtful, located, points, say, unnamed

pytestmark = pytest.mark.browser


def even(text):
    return " ".join(text.split())


@pytest.mark.parametrize(("paper", "tail"), [("A4", ""), ("Letter", ""), ("A4", "#step=1")])
def test_print_gives_a_handout(visit, tmp_path, paper, tail):
    tab = visit(tail=tail)
    tab.pdf(path=tmp_path / "handout.pdf", format=paper, print_background=True)
    pages = [even(page.extract_text()) for page in PdfReader(tmp_path / "handout.pdf").pages]
    assert 3 <= len(pages) <= 4 + len(points()) // 10
    first = pages[0]
    figures = [say(f"plan.{plan}.figure") for plan in ZONED]
    for part in (
        say("title"), *figures, doubtful()["toponym"], " ".join(say("lead").split()[:5]),
        say("coverage.heading").split()[0],
        say("figure.lines"),
    ):  # fmt: skip
        assert even(part) in first
    assert pages[1].lstrip().startswith(say("table.heading").split(",")[0])
    rest = " ".join(pages[1:])
    for _, point in points()[points()["geometry"].isna()].iterrows():
        assert point["toponym"] in rest
    if unnamed().sum():
        assert say("table.unnamed") in rest
    source = content().sources[content().dataset.document.source]
    assert re.split(r"[.,]", source.text)[0] in rest
    assert "CC BY 4.0" in rest


def test_without_scripts_there_are_the_drawing_the_table_and_the_text(visit):
    tab = visit(java_script_enabled=False)
    assert tab.locator("svg.drawn").first.bounding_box()["height"] > 400
    for plan in ZONED:
        assert tab.locator(f"svg.drawn path.zone-{plan}").count() == len(located(plan))
    assert tab.locator(".places tr[data-row]").first.is_visible()
    sentence = tab.locator(f".plan-{WIDE} .sentence").inner_text()
    assert sentence == say(f"plan.{WIDE}.sentence")
    assert tab.locator(".stage").is_hidden()
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

"""Be the historian: the evidence piece by piece, one's own judgement, and then the map's."""

from pathlib import Path

import pytest
from test_page_access import violations
from told import content, located, rows, say

from korea_map.facts import find_doubtful
from korea_map.webmap import build_map, render_files
from korea_map.webmap.point_data import cite

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "neutral-zones-1951"

LIST = "#historian ol:not(.chain)"


def doubtful_points():
    """The doubtful names in the order of the page, each place once."""
    records = content()
    zoned = [one for plan in records.zone_plans for one in records.lists_of(plan).values()]
    every = [toponym for one in zoned for toponym in records.toponyms_of(one)]
    return [*find_doubtful(every).values()]


def begin(tab):
    tab.locator("#judge").click()
    return tab.locator("#historian")


def see_all(tab):
    """Ask for one piece after the other, until there is none."""
    step = tab.locator("#judge-next")
    seen = [tab.locator(f"{LIST} > li").count()]
    while step.get_attribute("aria-disabled") == "false":
        step.click()
        seen.append(tab.locator(f"{LIST} > li").count())
    assert seen == [*range(1, len(seen) + 1)]
    return seen[-1]


@pytest.fixture
def split(enter):
    tab = enter("pieces")

    def sentences(pieces, lang="en"):
        return tab.call("pieces.sentences", pieces, lang)

    return sentences


def test_evidence_is_split_into_sentences_that_keep_their_citations(split):
    text = "Read it so book[page 2]. Against it: 13 km away, p. 9 says no second[1]; or not. Third."
    assert split(cite(text)) == [
        ["Read it so ", ["book", "page 2"], "."],
        ["Against it: 13 km away, p. 9 says no ", ["second", "1"], "; or not."],
        ["Third."],
    ]


def test_a_citation_behind_the_full_stop_stays_with_its_sentence(split):
    assert split(["One. Two. ", ["a", "1"]]) == [["One."], ["Two. ", ["a", "1"]]]
    assert split([["a", "1"]]) == [[["a", "1"]]]
    assert split(["첫째 문장이다. 둘째 문장이다.", ["a", "1"]], "ko")[0] == ["첫째 문장이다."]


def test_a_sentence_that_weighs_the_evidence_is_told_apart(enter):
    tab = enter("pieces")
    words = ["certain", "uncertain"]
    assert tab.call("pieces.weighs", ["Two make it Certain ", ["a", "1"], "."], words)
    assert not tab.call("pieces.weighs", ["A list has it ", ["certain", "1"], "."], words)


def test_every_piece_of_every_doubtful_name_comes_without_its_certainty(visit):
    tab = visit(size=(1366, 768), reduced_motion="reduce")
    box = begin(tab)
    for point in doubtful_points():
        assert point.toponym in tab.locator("#judge-title").inner_text()
        assert tab.evaluate("document.activeElement.id") == "judge-title"
        assert tab.locator("#doubts").is_hidden()
        count = see_all(tab)
        assert count > len(point.rivals)
        told = tab.locator(f"{LIST} > li").all_inner_texts()
        for name in point.rivals:
            assert any(
                content().dataset.places[name].title in one for one in told[-len(point.rivals) :]
            )
        assert tab.locator(f"{LIST} cite a").count() > 0
        text = " ".join(told).lower()
        assert not any(say(f"certainty.{one}").lower() in text for one in ("certain", "uncertain"))
        assert not any(
            tab.locator(".names .sign, .name .sign").evaluate_all(
                "all => all.map((one) => one.checkVisibility())"
            )
        )
        dashes = tab.locator("#map_korea path.zone").evaluate_all(
            "all => all.map((one) => getComputedStyle(one).strokeDasharray)"
        )
        assert set(dashes) == {"none"}
        assert box.locator("input:checked").count() == 0
        tab.locator("#judge-other").click()
    assert doubtful_points()[0].toponym in tab.locator("#judge-title").inner_text()


def test_the_judgement_is_the_readers_and_then_the_reasons_are_told(visit):
    point = doubtful_points()[0]
    tab = visit(size=(1366, 768), reduced_motion="reduce")
    box = begin(tab)
    tell = tab.locator("#judge-tell")
    tell.evaluate("button => button.click()")
    assert box.locator("[role=status]").count() == 0
    assert violations(tab) == []
    tab.locator("#judge-title").focus()
    tab.keyboard.press("Tab")
    while tab.evaluate("document.activeElement.name") != "judged":
        tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    before = tab.evaluate("koreaMap.page.view.map.getBounds().toBBoxString()")
    tell.focus()
    tab.keyboard.press("Enter")
    said = say(
        "judge.told", mine=say("certainty.certain"), ours=say(f"certainty.{point.certainty}")
    )
    assert box.locator("[role=status]").inner_text() == said
    assert violations(tab) == []
    text = box.inner_text()
    for piece in cite(point.evidence):
        if isinstance(piece, str):
            assert piece.strip() in text
    tab.wait_for_function(
        "before => koreaMap.page.view.map.getBounds().toBBoxString() !== before", arg=before
    )
    inside = tab.evaluate(
        """(places) => places.every(([lat, lon]) =>
            koreaMap.page.view.map.getBounds().contains([lat, lon]))""",
        [
            [point.lat, point.lon],
            *([p.lat, p.lon] for p in map(content().dataset.places.get, point.rivals)),
        ],
    )
    assert inside
    assert tab.locator("#doubts").is_hidden()
    assert tab.locator("#map_korea .name .sign:visible").count() > 0
    assert tab.evaluate("[location.hash, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    tab.keyboard.press("Escape")
    assert tab.locator("#historian").is_hidden()
    assert tab.locator("#doubts").is_visible()
    assert tab.evaluate("document.activeElement.id") == "judge"


def test_it_can_be_closed_unfinished_and_speaks_the_language_of_the_page(visit):
    tab = visit(reduced_motion="reduce")
    box = begin(tab)
    tab.locator("[data-lang=ko]").click()
    assert tab.locator("#judge-tell").inner_text() == say("judge.tell", "ko")
    assert say("certainty.certain", "ko") in box.inner_text()
    tab.locator("#judge-close").click()
    assert box.is_hidden()
    assert tab.locator(".names .sign").first.is_visible()
    begin(tab)
    assert doubtful_points()[0].toponym in tab.locator("#judge-title").inner_text()


def test_on_a_telephone_it_is_a_sheet_below_the_map(visit):
    tab = visit(size=(390, 844), has_touch=True, is_mobile=True, reduced_motion="reduce")
    box = begin(tab)
    place = box.bounding_box()
    assert place["y"] > 844 * 0.4
    assert place["y"] + place["height"] == pytest.approx(844, abs=1)
    box.locator("input").first.check()
    tab.locator("#judge-tell").click()
    point = doubtful_points()[0]
    tab.wait_for_function(
        """([lat, lon]) => {
            const { map } = koreaMap.page.view;
            const at = map.latLngToContainerPoint([lat, lon]);
            const top = map.getContainer().getBoundingClientRect().top + at.y;
            const sheet = document.getElementById("historian").getBoundingClientRect();
            return top > 0 && top < sheet.top;
        }""",
        arg=[point.lat, point.lon],
    )
    tab.locator("#judge-close").click()
    assert tab.evaluate("document.activeElement.id") == "judge"
    assert tab.locator("#judge").is_visible()


def test_in_a_frame_it_stands_in_the_sheet_and_escape_closes_it_first(visit):
    tab = visit(tail="?embed", size=(600, 400))
    tab.locator("[data-sheet=doubt]").click()
    box = begin(tab)
    assert box.is_visible()
    assert not any(
        tab.locator(".name .sign").evaluate_all("all => all.map((o) => o.checkVisibility())")
    )
    tab.locator("#judge-next").focus()
    tab.keyboard.press("Escape")
    assert box.is_hidden()
    assert tab.locator("#frame-sheet").is_visible()
    begin(tab)
    tab.locator("#frame-sheet-close").click()
    assert tab.locator("#frame-sheet").is_hidden()
    assert tab.locator(".name .sign").first.is_visible()


def test_on_paper_and_without_scripts_the_doubtful_names_are_listed(visit):
    tab = visit()
    begin(tab)
    tab.emulate_media(media="print")
    assert tab.locator("#doubts").is_visible()
    assert tab.locator("#historian").is_hidden()
    plain = visit(java_script_enabled=False)
    assert plain.locator("#judge").is_hidden()


def test_where_no_name_is_in_doubt_there_is_nothing_to_judge(visit, tmp_path):
    assert len(located()) < len(rows("gazetteer"))
    path = tmp_path / "page.html"
    path.write_text(render_files(build_map(EXAMPLE))["korea_map.html"], encoding="utf-8")
    assert visit(path).locator("#judge, #historian").count() == 0

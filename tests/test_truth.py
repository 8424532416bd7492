"""What the page claims: no more than its sources, in words that favour no side."""

import re
from dataclasses import replace

import pytest
from told import content, say

from korea_map.gazetteer import read_gazetteer
from korea_map.names.attested import spelling_rules
from korea_map.sources import find_citations
from korea_map.webmap import build_map, render_files
from korea_map.webmap.chains import chain_links
from korea_map.webmap.content import read_content
from korea_map.zones import coverage, zones

CONSONANTS = "бвгджзклмнпрстфхцчшщ"

FAVOURING = {
    "en": r"allow|\bfree(ly)?\b|\bgains?\b|\basks for\b|\bdemand|open (to|points)|opened",
    "ko": r"허용|자유롭|이로운|열리는|요구한다",
}
"""Words that make one side a petitioner and the other a gatekeeper, or grant free entry."""

OF_ANOTHER_NAME = {"ko": r"사찰|감시원|맞제안|유엔군 사령부|둘레|덜 확실|독음"}
"""What has one word of its own: 시찰, 시찰소조, 대응안, 유엔군사령부, 반경, 유력, 한자음."""


def sentences(tag):
    """Every sentence of the document in a language, as a reader reads it."""
    language = content().language(tag)
    return {key: language.text(key) for key in content().dataset.words[tag]}


def links():
    """The links of the chain of every toponym, with the toponym."""
    dataset = content().dataset
    for toponym in dataset.toponyms:
        for link in chain_links(toponym, dataset.places):
            yield toponym, link


@pytest.mark.parametrize("tag", FAVOURING)
def test_no_sentence_favours_a_side(tag):
    for key, sentence in sentences(tag).items():
        assert not re.search(FAVOURING[tag], sentence, re.IGNORECASE), key


def test_one_thing_has_one_word_in_korean():
    texts = {**content().dataset.messages["ko"], **sentences("ko")}
    for key, text in texts.items():
        assert not re.search(OF_ANOTHER_NAME["ko"], text), key


def test_the_lead_is_one_sentence_that_names_the_war_the_watch_and_whose_words_are_whose():
    lead = say("lead")
    assert len(lead.split()) <= 35
    assert lead.count(".") == 1
    for part in ("Korean War", "new troops and arms", "“the American side” (the UN Command)"):
        assert part in lead


def test_the_walk_says_what_was_to_be_watched_who_asks_and_who_agrees():
    first = content().dataset.stops[0].id
    text = say(f"step.{first}.text")
    for part in ("troops", "combat aircraft", "tanks", "arms and ammunition", "the enemy"):
        assert part in text
    assert "asks whether his view is right" in say("step.will-stalin-agree.text")
    answer = say("step.will-stalin-agree.answer")
    assert "We agree with the plan" in answer
    assert "Of points, names and radius he says nothing" in answer


def test_all_three_objections_are_told():
    text = say("step.five-kilometres.text").lower()
    for part in ("too many", "too broad", "not equal"):
        assert part in text


def test_about_a_quarter_of_the_land_in_china_hangs_on_one_uncertain_name():
    names = read_gazetteer()
    without = coverage(zones(names[names["toponym"] != "Khekido"], plan="unc"))
    (left,) = without.loc[without["list"] == "both", "china_km2"]
    assert 1 - left / content().facts["unc.china.area"].value == pytest.approx(0.25, abs=0.03)


def test_reconstructed_cyrillic_is_spelt_as_it_is_attested():
    for toponym, link in links():
        if link["kind"] == "cyrillic" and toponym.reading_lang == "ja":
            assert not re.search(f"[{CONSONANTS}]э", link["text"].lower()), toponym.id
            if re.search(f"[{CONSONANTS}]е", link["text"].lower()) and link["rule"] is None:
                assert link["irregular"], toponym.id


def test_what_is_attested_is_what_is_shown():
    (rule,) = spelling_rules()
    shown = {link["text"] for _, link in links() if link["rule"]}
    assert rule.example in shown
    told = [one for one, link in links() if link["text"] == rule.example]
    assert all(rule.example in one.evidence and rule.source in one.evidence for one in told)


def test_a_rule_is_cited_by_a_source_of_the_page():
    cited = {key for rule in content().rules for key, _ in find_citations(rule.source)}
    assert cited
    assert cited <= set(content().sources)


def test_a_name_that_the_document_has_in_cyrillic_is_no_reconstruction():
    dataset = content().dataset
    (gensiu,) = (one for one in dataset.toponyms if one.toponym == "Gensiu")
    written = replace(gensiu, toponym="Генсю", toponym_lang="ru")
    last = chain_links(written, dataset.places)[-1]
    assert (last["text"], last["kind"], last["rule"]) == ("Генсю", "russian", None)


def test_the_name_of_today_has_no_characters_of_another_time():
    page = build_map().get_root().render()
    for row, names in (("unc-south-01", "서울"), ("march-1952-unc-north-01", "평양")):
        cell = re.search(rf'<tr[^>]*data-row="{row}">.*?</tr>', page, re.DOTALL)[0]
        today = re.findall(r"<td>(.*?)</td>", cell, re.DOTALL)[0]
        assert names in today
        assert ("ko-Hani" in today) is (row != "unc-south-01")
        assert "京城" not in today


def test_points_of_one_plan_with_the_radius_of_another_are_those_of_the_zones():
    facts = content().facts
    narrow = coverage(zones(plan="unc", radius=5, unit="km"))
    wide = coverage(zones(plan="cpv", radius=30, unit="statute_mile"))
    for plan, other, table in (("unc", "cpv", narrow), ("cpv", "unc", wide)):
        both = table[table["list"] == "both"].iloc[0]
        for side in ("south", "north"):
            value = facts[f"{plan}.at.{other}.{side}.share"].value
            assert value == pytest.approx(both[f"{side}_share"], abs=0.0002)


def test_the_radius_that_covers_half_does_and_a_little_less_does_not():
    half = content().facts["unc.north.half"]
    assert half.unit == "mile"
    for radius, reached in ((half.value, True), (half.value - 1, False)):
        table = coverage(zones(plan="unc", radius=radius, unit="statute_mile"))
        (share,) = table.loc[table["list"] == "both", "north_share"]
        assert (share >= 0.5) is reached


def test_one_circle_is_so_many_times_the_other():
    facts = content().facts
    areas = [facts[f"{plan}.zone.area"].value for plan in ("unc", "cpv")]
    assert facts["unc.times.cpv"].value == round(areas[0] / areas[1])
    assert areas[1] == pytest.approx(78.5, abs=0.1)


def test_the_lesson_has_an_answer_for_every_task_closed_for_the_pupils():
    for tag in ("en", "ko"):
        lesson = render_files(build_map(lang=tag))["lesson_demo.html"]
        answers = re.search(r"<details[^>]*>.*?</details>", lesson, re.DOTALL)[0]
        assert "<details open" not in answers
        assert say("lesson.answers", tag) in answers
        tasks = [key for key in content().dataset.words[tag] if key.startswith("lesson.task.")]
        assert answers.count("<li ") == len(tasks)
        assert "48" in answers


@pytest.fixture
def ended(small_data, edit):
    """The small document with a plan that says that none is left."""
    rows = small_data / "proposals.csv"
    rows.write_text(
        rows.read_text(encoding="utf-8").replace(
            "\nwide-north",
            "\nover,over,1956-06,All gone,both,,ended,letter-1952,,,0,,letter-1952[page 1],None."
            "\nwide-north",
        ),
        encoding="utf-8",
    )
    edit("plans.csv", "dot,1\n", "dot,1\nover,points,ring,2\n")
    return read_content(small_data)


def test_a_plan_that_has_ended_is_told_and_nothing_of_it_is_drawn(ended):
    messages = content().dataset.messages["en"]
    page = render_files(build_map(ended.dataset.folder))["korea_map.html"]
    later = re.search(r'<ol class="moments.*?</ol>', page, re.DOTALL)[0]
    for part in ("All gone", say("status.ended"), messages["neutral.plan.sentence.none"]):
        assert part in later
    table = re.search(r'<tbody class="list-over">.*?</tbody>', page, re.DOTALL)[0]
    assert f">{say('count.none')}</span>" in table
    assert "data-row" not in table
    assert "unnamed" not in table
    assert re.search(r'<input type="checkbox" name="show" value="over">', page)


@pytest.mark.browser
def test_a_card_says_what_is_reconstructed_and_by_which_rule(visit):
    card = visit(tail="#place=unc-south-04").locator("#card")
    for part in ("card.chain", "card.chain.unseen", "system.cyrillic", "status.reported"):
        assert say(part) in card.inner_text()
    (rule,) = spelling_rules()
    said = say("card.chain.rule", written=rule.written, usual=rule.usual, example=rule.example)
    assert said in card.inner_text()
    assert content().sources["torkunov-2000"].short in card.inner_text()
    plain = visit(tail="#place=unc-south-12").locator("#card").inner_text()
    assert say("card.chain.unseen") not in plain
    assert "Spelling rule" not in plain


@pytest.mark.browser
def test_korean_readers_get_the_evidence_in_short_and_are_told_once_that_it_is_english(visit):
    card = visit(tail="#place=unc-south-04&lang=ko").locator("#card .summary")
    for part in ("일본 한자음 Genshū", "모든 글자가", "GeoNames"):
        assert part in card.inner_text()
    table = visit(tail="#lang=ko")
    assert table.locator("#written-in").text_content() == "근거와 출처는 영어로 적혀 있다."
    table.locator("[data-lang=en]").click()
    assert not table.locator("#written-in").is_visible()
    english = visit(tail="#place=unc-south-04")
    assert english.locator("#card .summary").count() == 0


@pytest.mark.browser
def test_the_walk_shows_the_refused_wish_and_then_fewer_ports(visit):
    march = visit(tail="#step=radius-gone")
    assert march.locator("#map_korea .mark[data-point=march-1952-unc-north-01]").count() == 1
    last = visit(tail="#step=the-map-empties")
    points = last.locator("#map_korea [data-point]").evaluate_all(
        "nodes => [...new Set(nodes.map((node) => node.dataset.point))].sort()"
    )
    six = [one.id for one in content().dataset.toponyms if one.list.startswith("ports-1955")]
    assert points == sorted(six)
    assert last.locator("input[name=show][value=ports-1956]").is_checked()
    assert say("step.the-map-empties.text").split(":")[0] in last.locator("#walk").inner_text()

"""Links to a state of the page in a real browser, and the language in which it opens."""

import pytest
from told import DATA, MARKED, PLANS, STEPS, WIDE, ZONED, content, doubtful, drawn, located, say

pytestmark = pytest.mark.browser

TAGS = sorted(path.stem for path in (DATA / "words").glob("*.toml"))


def test_links_restore_what_the_reader_saw(visit):
    point, shown = doubtful(), [PLANS[0], *MARKED[:1]]
    tail = f"#show={','.join(shown)}&place={point['id']}&radius={WIDE}:25km&unit=km&view=side"
    if content().slider_unit.code == "km":
        tail = tail.replace("&unit=km", "")
    tail += "&rivals=1"
    tab = visit(tail=tail)
    assert tab.evaluate("location.hash") == tail
    length = content().language(None).length(25, "km")
    assert tab.locator(f"#value-{WIDE}").inner_text().startswith(length)
    assert tab.locator("#card h2 em").inner_text() == point["toponym"]
    for plan in MARKED[:1]:
        assert tab.locator(f"#map-side .mark-{plan}").count() == len(located(plan))
    for step, name, _ in STEPS[:3]:
        tab.evaluate("step => { location.hash = `#step=${step}`; }", step)
        said = say("walk.count", step=step, count=len(STEPS))
        tab.wait_for_function(
            "said => document.getElementById('walk-count').textContent === said", arg=said
        )
        assert tab.locator("#walk-title").inner_text() == say(f"step.{name}.title")


@pytest.mark.parametrize(
    "hostile", ["#step=99", "#place=nobody", "#radius=no:1e9km", "#=&&", "#show=", "#show=x"]
)
def test_a_broken_link_opens_the_page_all_the_same(visit, hostile):
    tab = visit(tail=hostile)
    assert tab.locator("#map_korea .ground use").count() == 1
    for plan in ZONED:
        assert drawn(tab, plan) == (0 if hostile == "#show=" else len(located(plan)))


def test_the_way_to_the_table_leaves_the_map_as_it_is(visit):
    at_table = "() => document.getElementById('points').getBoundingClientRect().top < 60"
    kept = ZONED[-1]
    tab = visit(tail=f"#show={kept}")
    tab.locator("a.button[href='#points']").click()
    tab.wait_for_function(at_table)
    for plan in ZONED:
        assert drawn(tab, plan) == (len(located(plan)) if plan == kept else 0)
    visit(tail="#points").wait_for_function(at_table)


@pytest.mark.parametrize("tag", TAGS)
def test_a_language_is_had_by_link_by_browser_and_by_switch(visit, tag):
    title = say("title", tag)
    other = next((one for one in TAGS if one != tag), tag)
    for options in (
        {"tail": f"?lang={tag}"},
        {"locale": f"{tag}-001"},
        {"tail": f"#lang={tag}"},
        {"tail": f"#lang={tag.upper()}"},
    ):
        tab = visit(**options)
        assert tab.evaluate("document.documentElement.lang") == tag
        assert tab.locator("h1").inner_text() == title
        assert tab.title() == say("document-title", tag)
    tab.locator(f"button[data-lang='{other}']").click()
    assert tab.evaluate("document.documentElement.lang") == other
    assert tab.locator("h1").inner_text() == say("title", other)
    assert tab.evaluate("location.hash") == f"#lang={other}"
    tab.reload()
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")
    assert tab.evaluate("document.documentElement.lang") == other


def test_a_link_changes_the_language_of_an_open_page(visit):
    step, name, _ = STEPS[0]
    tab = visit()
    for tag in (*TAGS, *TAGS):
        tab.evaluate("hash => { location.hash = hash; }", f"#step={step}&lang={tag}")
        tab.wait_for_function("tag => document.documentElement.lang === tag", arg=tag)
        assert tab.locator("#walk-title").inner_text() == say(f"step.{name}.title", tag)


def test_the_names_on_the_map_are_in_the_script_of_the_language(visit):
    for tag, language in content().languages.items():
        titles = visit(tail=f"?lang={tag}").locator("#map_korea .name .title").all_inner_texts()
        places = [content().dataset.places[one] for one in located(*ZONED)["place_id"]]
        called = {
            language.name(place.title, place.hangul, place.hanja)[0]
            for place in places
            if place.country == "KR"
        }
        assert len(called.intersection(titles)) > 3

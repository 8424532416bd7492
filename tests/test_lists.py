"""The lists of the document are the legend: in their order, by name, with what they leave open."""

from pathlib import Path

import pytest
from bench_documents import write_many_page
from test_cards import FREE
from told import ZONED, content, located, say

from korea_map.dataset import load_dataset
from korea_map.webmap import build_map, render_files
from korea_map.webmap.content import read_content
from korea_map.webmap.lists import order_lists
from korea_map.webmap.page_data import describe_page

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "neutral-zones-1951"
browser = pytest.mark.browser

NAMES = """
() => [...document.querySelectorAll(".list")].map((list) =>
    [...list.querySelectorAll(".names > li")].map((item) =>
        [item.querySelector(".named, em")?.firstChild.textContent ?? null,
         item.querySelector(".named")?.dataset.point ?? null]))
"""


def lists_of(folder=None):
    records = read_content(folder)
    return order_lists(records, describe_page(records, records.dataset.document.lang))


def expected(told):
    """What the page has of each list: name and id of each entry; no id without a place."""
    return [
        [
            [None, None] if point is None
            else [point["toponym"], point["id"] if point["lat"] is not None else None]
            for point in one["entries"]
        ]
        for lists in told.values()
        for one in lists
    ]  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    path = tmp_path_factory.mktemp("example") / "page.html"
    path.write_text(render_files(build_map(EXAMPLE))["korea_map.html"], encoding="utf-8")
    return path


def test_the_lists_stand_as_the_document_orders_them():
    told = lists_of()
    assert list(told) == ZONED
    of_plan = {(one.plan, one.territory): one.id for one in content().dataset.proposals}
    order = [of_plan[plan, one["half"]] for plan, lists in told.items() for one in lists]
    assert order == list(content().dataset.document.lists)


def test_each_list_has_as_many_entries_as_the_document_counts_by_position():
    counted = {(one.plan, one.territory): one for one in content().dataset.proposals}
    for plan, lists in lists_of().items():
        for one in lists:
            assert len(one["entries"]) == counted[plan, one["half"]].points_claimed
            for position, point in enumerate(one["entries"], start=1):
                assert point is None or point["position"] == position
            assert one["unnamed"] == one["entries"].count(None)


def test_a_position_that_is_left_out_is_a_gap_where_it_is_left_out(small_data, edit):
    row = "wide-north-0{0},letter-1952,wide-north,{0},"
    edit("gazetteer.csv", row.format(2), row.format(3))
    north = next(one for one in lists_of(small_data)["wide"] if one["half"] == "north")
    assert [point and point["position"] for point in north["entries"]] == [1, None, 3]


def test_without_an_order_of_its_own_a_document_has_that_of_the_page(small_data):
    assert [one["half"] for one in lists_of(small_data)["wide"]] == ["south", "north"]
    with (small_data / "document.toml").open("a", encoding="utf-8") as file:
        file.write('lists = ["wide-north"]\n')
    assert load_dataset(small_data).document.lists == ("wide-north",)
    assert [one["half"] for one in lists_of(small_data)["wide"]] == ["north", "south"]


@pytest.mark.parametrize("tag", ["en", "ko"])
def test_without_words_of_its_own_a_list_is_told_in_neutral_ones(bare_data, tag):
    language = read_content(bare_data).language(tag)
    for half, count in (("south", 1), ("north", 3)):
        said = language.text(f"plan.wide.list.{half}")
        assert str(count) in said
        assert "{" not in said
    where = language.text("ground.north.within")
    assert language.text("plan.wide.list.north").startswith(where[:1].upper() + where[1:])


def test_lists_for_no_half_and_plans_without_a_zone_are_told_too(bare_data, edit):
    for old, new in [(",30,mile,3,", ",,,3,"), (",30,mile,1,", ",,,1,")]:
        edit("proposals.csv", old, new)
    html = render_files(build_map(bare_data))["korea_map.html"]
    assert html.count('class="names"') == 2
    assert html.count('<li class="gap">') == 2
    assert [one["half"] for lists in lists_of(EXAMPLE).values() for one in lists] == ["all", "all"]


@browser
def test_the_names_are_on_the_page_with_and_without_scripts(visit):
    for scripts in (True, False):
        tab = visit(java_script_enabled=scripts)
        assert tab.evaluate(NAMES) == expected(lists_of())
        listed = tab.locator(".names em").all_inner_texts()
        named = [n for one in expected(lists_of()) for n, _ in one if n]
        assert listed == named
        assert tab.locator(".names button").count() == (len(located(*ZONED)) if scripts else 0)
        gaps = tab.locator(".names .gap:not(:has(em))")
        assert gaps.count() == sum(one.count([None, None]) for one in expected(lists_of()))
        assert set(gaps.all_text_contents()) == {say("list.gap")}
        assert all(tab.locator("details.list").evaluate_all("all => all.map(one => one.open)"))


@browser
def test_pointing_at_a_name_lights_its_zone_and_the_other_way_round(visit):
    tab = visit(size=(1366, 768), reduced_motion="reduce")
    for point in (located(ZONED[0]).iloc[3], located(ZONED[1]).iloc[1]):
        name = tab.locator(f".names [data-point='{point['id']}']")
        zone = tab.locator(f"#map_korea path[data-point='{point['id']}']")
        lit = tab.locator(".lit")
        name.scroll_into_view_if_needed()
        assert zone.is_visible()
        box = zone.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 768
        tab.mouse.move(5, 5)
        for start in (name.hover, name.focus):
            start()
            assert lit.evaluate_all("all => all.every(one => one.dataset.point)")
            assert "lit" in zone.get_attribute("class")
        tab.evaluate("document.activeElement.blur()")
        tab.mouse.move(5, 5)
        assert lit.count() == 0
        # the middle of a small zone is another part of the map, which is easier to hit
        middle = [box["x"] + box["width"] / 2 + 2, box["y"] + box["height"] / 2 + 2]
        tab.mouse.move(*(zone.evaluate(FREE) or middle if box["width"] > 30 else middle))
        assert name.get_attribute("class").split()[-1] == "lit"
        tab.mouse.move(5, 5)
    zone.focus()
    assert "lit" in name.get_attribute("class")


@browser
def test_side_by_side_each_map_lights_its_own(visit):
    tab = visit(tail="#view=side")
    for plan, where in zip(ZONED, ("#map_korea", "#map-side-map"), strict=True):
        point = located(plan).iloc[0]
        tab.locator(f".names [data-point='{point['id']}']").focus()
        assert tab.locator(f"{where} path.lit").count() == 1
        assert tab.locator("path.lit").get_attribute("data-point") == point["id"]


@browser
def test_a_name_of_a_list_that_is_not_shown_opens_its_card_and_brings_its_list(visit):
    shown, hidden = ZONED
    point = located(hidden).iloc[0]
    tab = visit(tail=f"#show={shown}")
    name = tab.locator(f".names [data-point='{point['id']}']")
    name.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#card h2 em").inner_text() == point["toponym"]
    assert tab.locator(f"input[name=show][value='{hidden}']").is_checked()
    tab.keyboard.press("Escape")
    assert name.evaluate("node => node === document.activeElement")


@browser
def test_on_a_touch_screen_a_name_is_large_enough_and_brings_the_map(visit):
    tab = visit(size=(390, 844), has_touch=True, is_mobile=True, reduced_motion="reduce")
    name = tab.locator(".names .named").first
    box = name.bounding_box()
    assert box["height"] >= 40
    assert box["width"] >= 44
    name.tap()
    tab.wait_for_function("() => document.querySelector('.scene').getBoundingClientRect().top < 50")
    assert tab.locator("#card").is_visible()


@browser
def test_of_very_many_zones_a_name_of_the_list_lights_the_name_on_the_map(visit, tmp_path):
    tab = visit(write_many_page(tmp_path), patience=60_000)
    lists = tab.locator("details.list")
    assert not any(lists.evaluate_all("all => all.map(one => one.open)"))
    lists.evaluate_all("all => all.forEach((one) => { one.open = true; })")
    name = tab.locator("#map_korea .name[data-point]").first
    point = name.get_attribute("data-point")
    tab.locator(f".names [data-point='{point}']").focus()
    assert "lit" in name.get_attribute("class")


@browser
def test_the_example_has_its_lists(visit, example):
    assert visit(example).evaluate(NAMES) == expected(lists_of(EXAMPLE))


@browser
def test_in_another_language_the_words_are_others_and_the_names_the_same(visit):
    tab = visit()
    tab.locator("[data-lang=ko]").click()
    told = [
        say(f"plan.{plan}.list.{one['half']}", "ko")
        for plan, lists in lists_of().items()
        for one in lists
    ]
    assert tab.locator(".list > :is(p, summary)").all_inner_texts() == told
    assert tab.evaluate(NAMES) == expected(lists_of())
    assert set(tab.locator(".gap:not(:has(em))").all_text_contents()) == {say("list.gap", "ko")}

"""The names on the map beside a text: what is sure and often named has one, none hides another."""

import re
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from readings import candidates

from korea_map.gazetteer import load_places
from korea_map.names.within import apart_km
from korea_map.reading import Mention, Reading
from korea_map.reading.drawing import SIDES, draw_places
from korea_map.reading.page import render_page

CITIES = ("seoul", "pyongyang", "busan", "daegu", "gwangju-jeolla")


@cache
def crowd():
    """Two hundred places: the cities, and those nearest to Seoul and Pyongyang."""
    places = load_places()

    def away(place):
        return min(
            apart_km(place.lon, place.lat, places[one].lon, places[one].lat) for one in CITIES[:2]
        )

    others = [one for one in places.values() if one.id not in CITIES]
    return [*map(places.__getitem__, CITIES), *sorted(others, key=away)[:195]]


def reading_of_crowd():
    """A text that names all of them, the cities last and twice, the others in doubt."""
    match, *_ = candidates("Fusan")
    text, mentions = "", []
    for place in [*reversed(crowd()), *crowd()[: len(CITIES)]]:
        found = replace(match, place=place, match=place.id in CITIES)
        mentions.append(Mention(len(text), len(place.title), place.title, place.title, (found,)))
        text += f"{place.title}. "
    return Reading(mentions, text, file="crowd.txt")


def boxes(dots, unit):
    """Left, top, right and bottom of every name that is shown, in pixels."""
    for dot in dots:
        x, y, wide = dot.x / unit, dot.y / unit, dot.wide * 13
        if dot.side in ("left", "right"):
            left = x + 9 if dot.side == "right" else x - 9 - wide
            yield left, y - 6, left + wide, y + 6
        elif dot.side:
            top = y - 22 if dot.side == "above" else y + 9
            yield x - wide / 2, top, x + wide / 2, top + 12


def are_apart(one, other):
    return (
        one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    )  # fmt: skip


def test_of_many_places_the_first_have_names_and_no_name_lies_on_another():
    drawing = draw_places(crowd())
    assert all(dot.side in SIDES for dot in drawing.dots[: len(CITIES)])
    shown = list(boxes(drawing.dots, drawing.unit))
    assert len(CITIES) < len(shown) < 200
    assert all(are_apart(*two) for two in combinations(shown, 2))


def test_no_name_of_a_lesser_place_lies_on_a_point_and_none_runs_out_of_the_map():
    drawing = draw_places(crowd())
    left, top, wide, high = (value / drawing.unit for value in drawing.view)
    points = [(dot.x / drawing.unit, dot.y / drawing.unit) for dot in drawing.dots]
    lesser = drawing.dots[8:]
    for box in boxes(lesser, drawing.unit):
        assert not any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in points)
        assert left <= box[0]
        assert top <= box[1]
        assert box[2] <= left + wide
        assert box[3] <= top + high


def test_what_is_sure_and_named_often_comes_before_what_is_in_doubt():
    text = render_page(reading_of_crowd())
    points = re.findall('class="point( doubt)?"', text)
    assert len(points) == 200
    # what comes last lies uppermost
    assert points[-len(CITIES) :] == [""] * len(CITIES)
    assert set(points[: -len(CITIES)]) == {" doubt"}


def test_a_text_of_standard_input_has_a_title():
    reading = reading_of_crowd()[:1]
    reading.file = "-"
    assert "<title>A text – places of Korea</title>" in render_page(reading)
    assert "<h1>A text</h1>" in render_page(reading)


@pytest.fixture
def crowded(tmp_path):
    path = tmp_path / "crowd.html"
    path.write_text(render_page(reading_of_crowd()), encoding="utf-8")
    return path


NAMED = """() => [...document.querySelectorAll('.point:not(.copy) text')]
    .filter((text) => getComputedStyle(text).display !== 'none')
    .map((text) => {
        const box = text.getBoundingClientRect();
        const middle = (box.top + box.bottom) / 2;
        return {
            anchor: text.closest('.point').id,
            box: [box.left, middle - 6, box.right, middle + 6],
        };
    })"""
"""What the page shows: letters of one line, without the room above and below them."""


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
@pytest.mark.parametrize("chosen", ["", "#at-gwangju-jeolla", "#at-busan"])
def test_the_cities_and_what_is_chosen_are_named_and_no_name_lies_on_another(
    visit, crowded, size, chosen
):
    tab = visit(crowded, size=size, tail=chosen, wait=False)
    shown = tab.evaluate(NAMED)
    assert {f"at-{one}" for one in CITIES} <= {one["anchor"] for one in shown}
    laid = [(one["anchor"], two["anchor"]) for one, two in combinations(shown, 2)
            if not are_apart(one["box"], two["box"])]  # fmt: skip
    assert laid == []


@pytest.mark.browser
@pytest.mark.parametrize("size", [(600, 400), (390, 844)])
def test_no_name_lies_under_the_buttons(visit, crowded, size):
    tab = visit(crowded, size=size, wait=False)
    boxes = """() => [...document.querySelectorAll('.zoom button')].map((one) => {
        const box = one.getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom];
    })"""
    buttons, shown = tab.evaluate(boxes), tab.evaluate(NAMED)
    assert len(buttons) == 3
    assert shown
    assert all(are_apart(one["box"], button) for one in shown for button in buttons)


@pytest.mark.browser
def test_any_place_that_is_chosen_is_named_alone_where_its_name_stands(visit, crowded):
    tab = visit(crowded, size=(1366, 768), wait=False)
    for place in crowd()[5:200:13]:
        tab.evaluate("one => document.querySelector(one).click()", f'.name[href="#at-{place.id}"]')
        shown = {one["anchor"]: one["box"] for one in tab.evaluate(NAMED)}
        own = shown.pop(f"at-{place.id}")
        assert all(are_apart(own, other) for other in shown.values())
    tab.keyboard.press("Escape")
    assert tab.locator(".copy").count() == 0


@pytest.mark.browser
def test_without_scripts_what_is_drawn_over_the_place_that_is_chosen_steps_back(visit, crowded):
    last = crowd()[-1].id
    tab = visit(crowded, tail=f"#at-{last}", wait=False, java_script_enabled=False)
    seen = "one => getComputedStyle(one).opacity"
    assert tab.locator("#at-seoul").evaluate(seen) == "0.3"
    assert tab.locator(f"#at-{last}").evaluate(seen) == "1"
    assert tab.locator(f"#at-{last} text").is_visible()


@pytest.mark.browser
def test_no_line_runs_under_the_blank_at_which_a_name_is_broken(visit, tmp_path):
    found = candidates("Fusan")[:1]
    text = "".join(f"{'n ' * number}Fusan Port.\n\n" for number in range(40))
    starts = [at for at in range(len(text)) if text.startswith("Fusan", at)]
    names = [Mention(at, len("Fusan Port"), "Fusan Port", "Fusan", found) for at in starts]
    path = tmp_path / "broken.html"
    path.write_text(render_page(Reading(names, text)), encoding="utf-8")
    tab = visit(path, size=(390, 844), wait=False)
    ends = tab.evaluate(
        """() => [...document.querySelectorAll('.name[id]')].map((name) => {
            const word = document.createRange();
            word.setStart(name.firstChild, 0);
            word.setEnd(name.firstChild, 5);
            const [line, next] = name.getClientRects();
            return next ? [line.right, word.getBoundingClientRect().right] : null;
        }).filter(Boolean)"""
    )
    assert ends
    assert all(line == pytest.approx(word, abs=0.5) for line, word in ends)

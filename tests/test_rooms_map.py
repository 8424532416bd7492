"""Rooms of the page's program that arrange the map: an empty tab, each and what it needs."""

import itertools

import pytest
from told import meet

pytestmark = pytest.mark.browser


# labels


FRAME = {"left": 0, "top": 0, "right": 300, "bottom": 300}


def label(name, x, y, **more):
    form = {"width": 60, "height": 14, "cost": 0}
    return {"id": name, "x": x, "y": y, "size": 4, "reach": 0, "weight": 1, "forms": [form], **more}


def placed(tab, items, frame=FRAME, obstacles=()):
    """Where each label went: {name: [left, top, right, bottom]}."""
    return tab.run(
        """given => Object.fromEntries([...koreaMap.labels.place(...given)].map(
            ([name, { area }]) => [name, [area.left, area.top, area.right, area.bottom]]))""",
        [items, frame, list(obstacles)],
    )


def test_a_label_alone_stands_right_of_its_point(enter):
    assert placed(enter("labels"), [label("a", 100, 100)]) == {"a": [108, 93, 168, 107]}


def test_labels_that_find_no_room_are_left_out_rather_than_laid_on_others(enter):
    crowd = [label(str(i), 100 + 4 * (i % 10), 100 + 4 * (i // 10), size=2) for i in range(50)]
    boxes = placed(enter("labels"), crowd)
    assert 3 < len(boxes) < 50
    assert not any(meet(a, b) for a, b in itertools.combinations(boxes.values(), 2))


def test_a_label_keeps_within_its_frame_and_off_what_lies_over_the_map(enter):
    tab = enter("labels")
    at_the_edge = placed(tab, [label("a", 290, 150)])["a"]
    assert at_the_edge[2] < 290
    over = {"left": 100, "top": 0, "right": 300, "bottom": 300}
    assert placed(tab, [label("a", 95, 150)], obstacles=[over])["a"][2] <= 95


NARROW = {"left": 0, "top": 92, "right": 300, "bottom": 108}


@pytest.mark.parametrize(
    ("right", "left", "stands"),
    [
        (177, 23, True),  # nine pixels from either label's end, which is eight from its own point
        (169, 23, True),
        (177, 31, True),
        (169, 31, False),
    ],
)
def test_a_label_stands_nowhere_nearer_to_another_point_than_to_its_own(enter, right, left, stands):
    row = [label("own", 100, 100), label("right", right, 100), label("left", left, 100)]
    for other in row[1:]:
        other |= {"size": 0, "forms": []}
    tab = enter("labels")
    assert ("own" in placed(tab, row, NARROW)) == stands
    row[0] |= {"must": True}
    assert "own" in placed(tab, row, NARROW)


def test_a_name_that_must_be_there_is_there_all_the_same(enter):
    row = [label(str(i), 100 + 12 * i, 100) for i in range(5)]
    tab = enter("labels")
    assert "2" not in placed(tab, row, NARROW)
    row[2] |= {"must": True, "weight": 9}
    assert "2" in placed(tab, row, NARROW)


def test_of_two_names_the_weightier_has_the_room(enter):
    tab = enter("labels")
    tight = {"left": 0, "top": 93, "right": 170, "bottom": 107}
    for heavy, light in (("a", "b"), ("b", "a")):
        pair = [
            label(name, 100, 100, weight=9 if name == heavy else 1, fixed={"across": 1})
            for name in ("a", "b")
        ]
        assert list(placed(tab, pair, tight)) == [heavy], light


# camera


WINDOW = {"size": {"x": 1000, "y": 600}, "windowHeight": 700}


@pytest.mark.parametrize(
    ("over", "room"),
    [
        ({}, (12, 12, 12)),
        ({"card": {"width": 300, "height": 500}}, (12, 324, 12)),
        ({"card": {"width": 500, "height": 500}}, (12, 12, 12)),
        ({"walk": {"width": 300, "height": 200}}, (324, 12, 12)),
        ({"walk": {"width": 900, "height": 200}}, (12, 12, 220)),
        ({"card": {"width": 300, "height": 9}, "walk": {"width": 200, "height": 9}},
         (224, 324, 12)),
        ({"town": {"width": 300, "height": 200, "left": 12, "top": 90}}, (324, 12, 12)),
        ({"town": {"width": 300, "height": 200, "left": 680, "top": 90}}, (12, 324, 12)),
        ({"town": {"width": 600, "height": 200, "left": 12, "top": 380}}, (12, 12, 232)),
        ({"town": {"width": 600, "height": 500, "left": 12, "top": 250}}, (12, 12, 300)),
        ({"sheet": {"width": 1000, "height": 300}}, (12, 12, 212)),
        ({"sheet": {"width": 1000, "height": 50}}, (12, 12, 12)),
    ],
)  # fmt: skip
def test_what_lies_over_the_map_takes_its_room(enter, over, room):
    left, right, foot = room
    margins = enter("leeway").call("leeway.of", {**WINDOW, **over})
    assert margins == {"left": left, "right": right, "foot": foot}

"""The page on telephones, in small frames and enlarged."""

import pytest
from told import PLANS, STEPS, ZONED, boxes, content, doubtful, label, located, meet

pytestmark = pytest.mark.browser

SIDE = ("#view=side", PLANS[:1])
VIEWS = [(f"#step={step}", show) for step, _, show in STEPS if show] + [SIDE]


@pytest.mark.parametrize(("tail", "show"), VIEWS)
def test_a_doubtful_name_is_never_left_out_for_want_of_room(visit, tail, show):
    tab = visit(tail=tail, size=(360, 740))
    named = located(*[plan for plan in PLANS if plan in show]).drop_duplicates("place_id")
    in_sight = tab.evaluate(
        """(all) => all.filter(([name, lat, lon]) =>
            koreaMap.page.view.map.getBounds().pad(-0.05).contains([lat, lon]))
            .map(([name]) => name)""",
        [
            [label(point), point.geometry.y, point.geometry.x]
            for _, point in named[named["certainty"] == "uncertain"].iterrows()
        ],
    )
    assert set(in_sight) <= set(tab.locator("#map_korea .written").all_inner_texts())


@pytest.mark.parametrize("size", [(360, 740), (640, 450), (720, 450)])
def test_nothing_is_cut_off_on_small_or_enlarged_screens(visit, size):
    tab = visit(size=size)
    tab.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { letter-spacing: 0.12em !important; line-height: 1.5 !important;
                word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    small = tab.evaluate(
        """() => [...document.querySelectorAll("button, input[type=range], label, summary, .mark")]
            .filter((node) => node.offsetParent && !node.closest("[hidden]"))
            .map((node) => [node.textContent || node.id, node.getBoundingClientRect()])
            .filter(([, box]) => box.height < 23.9 || box.width < 23.9)
            .map(([name]) => name)"""
    )
    assert small == []


@pytest.mark.parametrize("lang", sorted(content().languages))
@pytest.mark.parametrize("size", [(320, 640), (360, 740), (1200, 420)])
def test_the_tools_over_the_map_do_not_lie_on_one_another(visit, size, lang):
    tab = visit(tail=f"?lang={lang}#step={len(STEPS)}", size=size)
    *tools, stage = boxes(tab, ".pad", ".compare", "#walk", ".stage")
    assert None not in tools
    for i, tool in enumerate(tools):
        assert tool[0] >= 0
        assert tool[2] <= size[0]
        assert not any(meet(tool, other, 0.5) for other in tools[i + 1 :])
    if size[1] == 420:
        assert stage[3] <= size[1]


def test_on_a_telephone_a_place_and_its_rivals_stand_above_the_sheet(visit):
    point = doubtful()
    zoned = located(*ZONED)
    first = zoned[zoned["place_id"] == point["place_id"]].iloc[0]["id"]
    tab = visit(size=(360, 740), reduced_motion="reduce")
    tab.locator(f"#doubts [data-open='{first}']").click()
    tab.wait_for_function("() => document.querySelector('.stage').getBoundingClientRect().top < 1")
    tab.wait_for_timeout(300)
    rivals = len(zoned.loc[first]["rivals"])
    dots = [f"#map_korea :nth-child({n} of path.rival-dot)" for n in range(1, rivals + 1)]
    sheet, zone, *marks = boxes(tab, "#card", f"path[data-point='{first}']", *dots)
    assert tab.locator("#map_korea path.rival-dot").count() == len(marks) > 0
    for box in marks:
        assert 0 < box[0] < box[2] < 360
        assert 0 < box[1] < box[3] < sheet[1]
    assert 0 < (zone[1] + zone[3]) / 2 < sheet[1]


def test_the_walk_fits_into_a_small_frame(visit):
    tab = visit(tail="?embed", size=(400, 400), reduced_motion="reduce")
    tab.locator("#start-walk").click()
    tab.wait_for_timeout(200)
    maps, walk = boxes(tab, ".maps", "#walk")
    assert maps[1] == pytest.approx(0, abs=1)
    assert walk[3] <= 401
    assert maps[3] > 140

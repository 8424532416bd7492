"""The field that finds a town, in a real browser."""

import pytest
from pyproj import Geod
from told import ZONED, boxes, content, located, meet, say

import korea_map
from korea_map.webmap import build_map, save_html
from korea_map.webmap.town_names import look_up, names_today
from korea_map.webmap.towns import towns_of

pytestmark = pytest.mark.browser

WGS84 = Geod(ellps="WGS84")
PLACES = korea_map.load_places()
TOWN = "panmunjom"
SEOUL = located(*ZONED[:1])[lambda frame: frame["place_id"] == "seoul"].iloc[0]["id"]
WIDE = ZONED[0]
COUNTED = """
  window.opened = 0;
  const Real = window.DecompressionStream;
  window.DecompressionStream = class extends Real {
    constructor(...given) { super(...given); window.opened += 1; }
  };
"""


def ask(tab, text):
    """Type a name and press Enter; returns what is found, as it is read."""
    tab.locator("#find").fill(text)
    tab.locator("#find").press("Enter")
    return settle(tab)


def settle(tab):
    tab.wait_for_function("() => !document.getElementById('town').hidden")
    return tab.locator("#town").inner_text()


def row(tab, plan):
    """What is said of a plan."""
    rows = tab.locator("#town > ul > li").all_inner_texts()
    return next(one for one in rows if say(f"plan.{plan}.short") in one)


def doubt(kind, count, language="en"):
    """How a verdict goes on where the town is too near so many edges."""
    return say(f"find.{kind}", language, one="", count=count)


@pytest.mark.parametrize("place", [(37.57, 126.98), (33.2, 126.5), (43.4, 124.1)])
def test_how_far_two_places_are_is_as_geographiclib_has_it(enter, place):
    tab = enter("geodesic")
    for lat, lon in [(37.938, 126.645), (37.57, 126.98), (42.9, 131.9), (33.1, 130.0)]:
        metres = WGS84.inv(place[1], place[0], lon, lat)[2]
        told = tab.call("geodesic.distance", *place, lat, lon)
        assert abs(told - metres) < (0.02 if metres < 100_000 else 10)


def test_the_page_looks_a_name_up_as_python_does(visit):
    ranked = towns_of(content())
    names = ["Gwangju", "광주", "kwanju", "Pusan", "Fuzan", "s", "panmunjam", "板门店", "xyzzy"]
    names += ["xqzzyplk", "Atlantis", "q" * 80, "龘龘", "뷁뷁", "00ff", "Ω"]
    names += ["판ㅁ", "HAEJU", "sŏ", "Kanko", "-", "Ｓｅｏｕｌ"]
    names += [place.title_mr for place in ranked[::60]]
    told = visit().evaluate(
        """async (names) => {
            const index = await koreaMap.towns.open();
            const ids = (some) => some.map(({ id }) => id);
            return names.map((name) => index.find(name)).map(({ same, begin, near }) =>
                [ids(same), same.length ? [] : ids([...begin, ...near])
                    .slice(0, koreaMap.townnames.NEAREST)]);
        }""",
        names,
    )
    for name, (same, near) in zip(names, told, strict=True):
        found = look_up(name, ranked)
        assert same == [place.id for place in found.same], name
        assert near == [place.id for place in found.near], name


@pytest.mark.parametrize("asked", ["Panmunjom", "P'anmunjŏm", "panmunjeom", "판문점", "板門店"])
def test_panmunjom_is_outside_statute_and_inside_nautical_miles(visit, asked):
    tab = visit(reduced_motion="reduce")
    assert PLACES[TOWN].title in ask(tab, asked)
    assert tab.evaluate("location.hash") == f"#find={TOWN}"
    told = row(tab, WIDE)
    assert say("find.out", length="").strip(": ") in told
    assert "51 km" in told
    verdict, *points = (line for line in told.splitlines() if line.strip())
    assert doubt("close", 2) in verdict
    assert all(say("find.edge") in line for line in points)
    tab.locator("input[name=miles][value=nautical]").check()
    verdict, *points = (line for line in row(tab, WIDE).splitlines() if line.strip())
    assert say("find.in", length="", count=2).strip(": ") in verdict
    assert doubt("some", 1) in verdict
    marked = [line for line in points if say("find.edge") in line]
    assert len(marked) == 1
    assert "51 km" not in marked[0]


def test_the_map_goes_to_the_town_and_to_the_nearest_points(visit):
    tab = visit(tail=f"#find={TOWN}", reduced_motion="reduce")
    settle(tab)
    tab.wait_for_function("() => document.querySelector('.town-name')")
    frame, mark, box = boxes(tab, "#map_korea", ".town-dot", "#town")
    assert meet(mark, frame)
    assert not meet(mark, box)
    inside = tab.evaluate(
        "id => { const at = koreaMap.page.data.points.find((one) => one.id === id);"
        "return koreaMap.page.view.map.getBounds().contains([at.lat, at.lon]); }",
        SEOUL,
    )
    assert inside
    assert tab.evaluate("Number(koreaMap.page.view.map.getPane('town').style.zIndex) < 400")


def test_a_slider_moves_what_is_said_and_counted(visit):
    tab = visit(tail=f"#find={TOWN}", reduced_motion="reduce")
    before = settle(tab), tab.locator("[data-settled]").inner_text()
    tab.evaluate("plan => koreaMap.page.change({ radius: { [plan]: 60000 } })", WIDE)
    after = settle(tab), tab.locator("[data-settled]").inner_text()
    assert say("find.in", length="", count=2).strip(": ") in row(tab, WIDE)
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert after[1] in after[0]


def test_the_count_is_the_same_before_and_after_the_scripts(visit):
    alive = visit().locator("[data-settled]").text_content()
    assert visit(java_script_enabled=False).locator("[data-settled]").text_content() == alive


def test_the_field_is_worked_by_keyboard(visit):
    tab = visit(reduced_motion="reduce")
    field = tab.locator("#find")
    field.focus()
    field.press_sequentially("pan")
    tab.wait_for_selector("#find-list [role=option]")
    options = tab.locator("#find-list [role=option]")
    count = options.count()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    for key, at in [("ArrowDown", 0), ("ArrowDown", 1), ("End", count - 1), ("ArrowDown", 0),
                    ("ArrowUp", count - 1), ("Home", 0)]:  # fmt: skip
        field.press(key)
        assert field.get_attribute("aria-activedescendant") == f"find-list-{at}"
        assert options.nth(at).get_attribute("aria-selected") == "true"
    assert str(count)[:1] in tab.locator("#live").inner_text()
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.press("ArrowDown")
    tab.wait_for_selector("#find-list [role=option]")
    field.press("ArrowDown")
    field.press("Enter")
    settle(tab)
    assert tab.locator("#find-list").is_hidden()
    assert tab.evaluate("document.activeElement.id") == "find"
    tab.keyboard.press("Escape")
    assert tab.locator("#town").is_hidden()
    assert tab.evaluate("location.hash") == ""


def test_a_town_that_is_not_there_gets_the_nearest_spellings_as_buttons(visit):
    tab = visit(reduced_motion="reduce")
    told = ask(tab, "panmunjam")
    assert say("find.none") in told
    assert say("find.near") in told
    tab.locator("#town .link-button", has_text=PLACES[TOWN].title).click()
    tab.wait_for_function("id => location.hash === `#find=${id}`", arg=TOWN)
    tab.locator("#find").fill("xqzzyplk")
    tab.wait_for_selector("#find-list [role=option]")
    assert say("find.near") in ask(tab, "xqzzyplk")
    assert say("find.none") in tab.locator("#town").inner_text()
    offered = look_up("xqzzyplk", towns_of(content())).near
    buttons = tab.locator("#town .link-button").all_inner_texts()
    assert [text.split(" ")[0] for text in buttons] == [place.title for place in offered]


def test_a_town_is_called_as_it_is_today_and_answers_to_its_names_of_1945(visit):
    tab = visit(reduced_motion="reduce")
    changed = [one for one in towns_of(content()) if names_today(one)["hanja"] != one.hanja]
    assert {"seoul", "nampo-pyongan"} <= {one.id for one in changed}
    for place in changed:
        then = place.hanja.split("|")[0]
        tab.locator("#find").fill(then)
        option = tab.locator("#find-list [role=option]", has_text=place.title).first
        assert option.inner_text() == f"{place.title} {names_today(place)['hangul']}"
        ask(tab, then)
        tab.wait_for_function("id => location.hash === `#find=${id}`", arg=place.id)
        assert tab.locator("#town h2").inner_text() == place.title
        now, further = tab.locator("#town .forms").all_inner_texts()
        assert now == names_today(place)["hangul"]
        assert further.startswith(say("find.names"))
        assert then in further


def test_namesakes_are_told_and_open(visit):
    tab = visit(tail="#find=gwangju-jeolla", reduced_motion="reduce")
    assert say("find.namesakes") in settle(tab)
    tab.locator("#town .link-button", has_text="廣州").click()
    tab.wait_for_function("() => location.hash === '#find=gwangju-gyeonggi'")


HOSTILE = ["<img src=x onerror=alert(1)>", "constructor", "__proto__", "%00%ff", "\u202epan"]
HOSTILE += ["a" * 81]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_name_is_inert(visit, text):
    tab = visit(reduced_motion="reduce")
    assert say("find.none") in ask(tab, text)
    assert tab.locator("#town img").count() == 0
    tab.locator("#town .close").click()
    assert tab.locator("#town").is_hidden()


def test_a_pasted_book_is_cut_and_looked_up_no_longer_than_a_name(visit):
    tab = visit(reduced_motion="reduce")
    tab.evaluate(
        """() => {
            const field = document.getElementById("find");
            field.focus();
            field.value = "판문점 <b>panmunjom</b> ".repeat(50000);
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }"""
    )
    assert say("find.none") in settle(tab)
    assert len(tab.locator("#town h2").inner_text()) < 90
    assert len(tab.evaluate("location.hash")) < 900


@pytest.mark.parametrize("link", ["#find=", "#find=%20", f"#find={'x' * 81}", "#find=a&find=b"])
def test_a_link_that_asks_for_no_town_finds_none(visit, link):
    assert visit(tail=link).locator("#town").is_hidden()


def test_a_link_by_name_finds_the_town_and_is_then_one_by_id(visit):
    tab = visit(tail="#find=%ED%8C%90%EB%AC%B8%EC%A0%90")
    settle(tab)
    tab.wait_for_function("id => location.hash === `#find=${id}`", arg=TOWN)


def test_back_closes_the_town_and_not_the_page(visit):
    tab = visit(reduced_motion="reduce")
    ask(tab, "busan")
    tab.wait_for_function("() => location.hash === '#find=busan'")
    tab.locator("#town [data-open]").first.click()
    assert tab.locator("#card").is_visible()
    tab.go_back()
    tab.wait_for_function("() => document.getElementById('card').hidden")
    assert tab.locator("#town").is_visible()
    tab.go_back()
    tab.wait_for_function("() => document.getElementById('town').hidden")
    assert tab.evaluate("location.hash") == ""


def test_a_map_opens_with_the_town_that_python_named(visit, tmp_path):
    path = save_html(build_map(find="板門店"), tmp_path / "town.html")
    assert PLACES[TOWN].title in settle(visit(path))


def test_the_places_are_opened_when_the_field_is_first_used(visit):
    tab = visit(first=COUNTED)
    assert tab.evaluate("opened") == 0
    tab.locator("#find").focus()
    tab.wait_for_function("() => opened === 1")
    ask(tab, "busan")
    assert tab.evaluate("opened") == 1


def test_a_browser_that_cannot_open_them_says_so(visit):
    tab = visit(first="delete window.DecompressionStream;")
    assert say("find.unable") in ask(tab, "busan")


@pytest.mark.parametrize(
    ("size", "tail"),
    [((1366, 768), ""), ((1024, 768), ""), ((768, 1024), ""), ((390, 844), ""),
     ((600, 400), "?embed"), ((350, 672), "?embed"), ((960, 640), "?embed")],
)  # fmt: skip
def test_the_field_is_in_the_first_view_and_covers_nothing(visit, size, tail):
    tab = visit(tail=tail, size=size)
    parts = "#find", ".compare", "#legend", "#start-walk", ".pad button"
    field, *others = boxes(tab, ".finder", *parts[1:4])
    buttons = tab.locator(".pad button").all()
    others += [(b["x"], b["y"], b["x"] + b["width"], b["y"] + b["height"])
               for b in (button.bounding_box() for button in buttons)]  # fmt: skip
    assert field[0] >= 0
    assert field[3] <= size[1]
    for other in filter(None, others):
        assert not meet(field, other, 1), other
    tab.locator("#find").focus()
    assert tab.locator("#find").bounding_box()["width"] > 100


def test_what_was_found_speaks_the_language_of_the_page(visit):
    tab = visit(tail=f"#find={TOWN}&lang=ko")
    told = settle(tab)
    assert PLACES[TOWN].hangul in tab.locator("#town h2").inner_text()
    assert doubt("close", 2, "ko") in told
    tab.locator("[data-lang=en]").click()
    assert PLACES[TOWN].title in tab.locator("#town h2").inner_text()
    assert tab.locator("#find").get_attribute("placeholder") == say("find.label", "en")


def test_a_step_shows_its_own_ground_and_a_town_beside_it_is_closed_by_the_next(visit):
    tab = visit(tail=f"#step=2&find={TOWN}", reduced_motion="reduce")
    settle(tab)
    tab.locator("#walk-next").click()
    assert tab.locator("#town").is_hidden()

"""Back and Forward, and the address that the page writes, in a real browser."""

import pytest
from hosts import sandboxed, write_host
from told import STEPS, WIDE, doubtful, located

pytestmark = pytest.mark.browser

CARD = "#card h2"
HASH = "hash => location.hash === hash"
LENGTH = "history.length"


def at(tab, hash_):
    """Wait for an address: Back arrives a moment after it was asked for."""
    tab.wait_for_function(HASH, arg=hash_)


def test_back_closes_the_walk_whatever_step_it_is_at(visit):
    tab = visit()
    before = tab.evaluate(LENGTH)
    tab.locator("#start-walk").click()
    for _ in range(3):
        tab.locator("#walk-next").click()
    assert tab.evaluate("location.hash") == "#step=4"
    assert tab.evaluate(LENGTH) == before + 1
    tab.go_back()
    at(tab, "")
    assert tab.locator("#walk").is_hidden()
    assert tab.evaluate("document.activeElement.id") == "start-walk"
    tab.go_forward()
    at(tab, "#step=4")
    assert tab.locator("#walk").is_visible()


@pytest.mark.parametrize("closing", ["button", "Escape", "Back"])
def test_however_a_card_is_closed_its_entry_is_gone_and_the_rest_stays(visit, closing):
    point = doubtful()
    tab = visit(size=(390, 844))
    before = tab.evaluate(LENGTH)
    tab.evaluate("id => document.querySelector(`#doubts [data-open='${id}']`).click()", point["id"])
    at(tab, f"#place={point['id']}")
    assert tab.evaluate(LENGTH) == before + 1
    tab.evaluate("radius => koreaMap.page.change({ radius })", {WIDE: 20_000})
    radius = tab.evaluate("koreaMap.state.format({ ...koreaMap.page.state(), place: null })")
    if closing == "button":
        tab.locator("#card .close").click()
    elif closing == "Escape":
        tab.keyboard.press("Escape")
    else:
        tab.go_back()
    at(tab, radius)
    assert tab.locator("#card").is_hidden()
    assert tab.evaluate("(history.state?.held ?? 0)") == 0
    # the next Back does what is seen: it leaves the page, or opens what was there before
    tab.evaluate("koreaMap.page.goTo(1)")
    tab.go_back()
    at(tab, "")
    assert tab.locator("#walk").is_hidden()


def test_a_card_over_a_step_is_closed_first(visit):
    point = located(WIDE).iloc[0]["id"]
    tab = visit()
    tab.locator("#start-walk").click()
    tab.locator("#walk-next").click()
    tab.locator(f"path[data-point='{point}']").focus()
    tab.keyboard.press("Enter")
    at(tab, f"#step=2&place={point}")
    tab.go_back()
    at(tab, "#step=2")
    assert tab.locator("#card").is_hidden()
    tab.locator(f"path[data-point='{point}']").focus()
    tab.keyboard.press("Enter")
    at(tab, f"#step=2&place={point}")
    tab.locator("#walk-next").click()
    at(tab, "#step=3")
    tab.locator("#walk-leave").click()
    at(tab, "")
    assert tab.evaluate("(history.state?.held ?? 0)") == 0


def test_what_a_link_opened_is_closed_where_it_is(visit):
    tab = visit(tail=f"#step={len(STEPS)}")
    before = tab.evaluate(LENGTH)
    tab.keyboard.press("Escape")
    at(tab, "")
    assert tab.evaluate(LENGTH) == before
    tab.reload()
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")
    assert tab.locator("#walk").is_hidden()


def test_an_open_card_is_closed_after_the_page_was_loaded_anew(visit):
    point = located(WIDE).iloc[0]["id"]
    tab = visit()
    tab.locator(f"path[data-point='{point}']").focus()
    tab.keyboard.press("Enter")
    at(tab, f"#place={point}")
    tab.reload()
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")
    tab.locator("#card .close").click()
    at(tab, "")
    assert tab.locator("#card").is_hidden()


def test_a_frame_leaves_the_history_of_the_page_around_as_it_is(visit, site, tmp_path):
    html = (site / "korea_map.html").read_text(encoding="utf-8")
    host = write_host(
        tmp_path / "host.html",
        f'<iframe width="900" height="600" src="{(site / "korea_map.html").as_uri()}"></iframe>'
        + sandboxed(html, (900, 600)),
    )
    tab = visit(host, wait=False)
    before = tab.evaluate(LENGTH)
    for frame in tab.frames[1:]:
        frame.wait_for_function("() => window.koreaMap?.page !== undefined", polling=100)
        frame.evaluate("koreaMap.page.goTo(1)")
        frame.evaluate("place => koreaMap.page.change({ place })", doubtful()["id"])
        frame.evaluate("document.querySelector('#card .close').click()")
        frame.evaluate("document.querySelector('#walk-leave').click()")
        assert frame.locator("#walk").is_hidden()
    assert tab.evaluate(LENGTH) == before


def test_an_address_that_is_refused_is_written_later(visit):
    tab = visit()
    tab.clock.install()
    tab.evaluate(
        """() => {
            const { replaceState } = history;
            window.refused = 0;
            history.replaceState = function limited(...given) {
                window.refused += 1;
                if (window.refused < 3) throw new DOMException("too many", "SecurityError");
                replaceState.apply(this, given);
            };
        }"""
    )
    tab.evaluate("koreaMap.page.change({ unit: 'km' })")
    assert tab.evaluate("location.hash") == ""
    tab.clock.run_for(60_000)
    assert tab.evaluate("location.hash") == "#unit=km"
    assert tab.evaluate("window.refused") == 3


def test_the_address_waits_for_the_end_of_a_move_of_a_slider(visit):
    tab = visit()
    tab.evaluate(
        """() => {
            window.written = [];
            const { replaceState } = history;
            history.replaceState = function count(...given) {
                window.written.push(given[2]);
                replaceState.apply(this, given);
            };
        }"""
    )
    slider = tab.locator(f"#radius-{WIDE}")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    tab.mouse.move(box["x"] + box["width"] / 2, y)
    tab.mouse.down()
    for step in range(1, 11):
        tab.mouse.move(box["x"] + box["width"] * (0.5 + step / 40), y)
    assert tab.evaluate("koreaMap.page.derived().moving") is True
    assert tab.evaluate("window.written") == []
    tab.mouse.up()
    assert tab.evaluate("koreaMap.page.derived().moving") is False
    assert len(tab.evaluate("window.written")) == 1
    assert tab.evaluate("location.hash").startswith(f"#radius={WIDE}:")

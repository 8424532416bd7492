"""Where the map looks: at first, by a link, at a step, and where the reader took it."""

import itertools

import pytest
from told import STEPS, doubtful, located

pytestmark = pytest.mark.browser

SIZES = [(390, 844), (1366, 768), (1920, 1080)]
OTHERS = [(360, 740), (768, 1024), (1024, 768), (1280, 720), (2560, 1440), (3840, 2160)]
VIEW = """() => {
    const { map } = koreaMap.page.view;
    const { lat, lng } = map.getCenter();
    return [lat, lng, map.getZoom()];
}"""
STILL = "() => !koreaMap.view.gliding(koreaMap.page.view.map)"


def view(tab):
    """Where the map looks, once it has come to rest: [lat, lon, zoom]."""
    # two frames: one for the glide to begin, one for boxes that changed
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    tab.wait_for_function(STILL)
    return tab.evaluate(VIEW)


def same(one):
    return pytest.approx(one, abs=1e-6)


def load(tab, hash_):
    """Open a link anew in a tab."""
    tab.evaluate("hash => history.replaceState(null, '', hash || location.pathname)", hash_)
    tab.reload()
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")


@pytest.mark.parametrize("size", [*SIZES, *OTHERS])
def test_the_page_opens_at_the_view_of_the_home_button(visit, size):
    tab = visit(size=size)
    for tail in ("", "#view=side"):
        if tail:
            load(tab, tail)
        first = view(tab)
        tab.evaluate("document.querySelector('.pad-home').click()")
        assert view(tab) == same(first), tail
        bounds = tab.evaluate("koreaMap.page.data.view")
        assert tab.evaluate("bounds => koreaMap.page.view.map.getBounds().contains(bounds)", bounds)


@pytest.mark.parametrize("size", SIZES)
def test_a_step_by_its_link_is_seen_as_by_next(visit, size):
    tab, other = visit(size=size), visit(size=size)
    tab.evaluate("document.getElementById('start-walk').click()")
    reached = [view(tab)]
    for _ in STEPS[1:]:
        tab.evaluate("document.getElementById('walk-next').click()")
        reached.append(view(tab))
    # the first, the last, and each that looks elsewhere than the one before it
    wanted = {1, len(STEPS)} | {
        n for n, (a, b) in enumerate(itertools.pairwise(reached), 2) if a != same(b)
    }
    for step in sorted(wanted):
        load(other, f"#step={step}")
        assert view(other) == same(reached[step - 1]), step


@pytest.mark.parametrize("size", SIZES)
def test_a_place_by_its_link_is_seen_as_by_a_click(visit, size):
    name = doubtful()["id"]
    tab = visit(size=size)
    tab.evaluate(
        """(id) => document.querySelector(`path[data-point='${id}']`).dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))""",
        name,
    )
    clicked = view(tab)
    load(tab, f"#place={name}")
    assert view(tab) == same(clicked)


def test_a_view_is_asked_for_while_another_is_on_its_way(visit):
    tab = visit(tail=f"#step={len(STEPS)}")
    end = view(tab)
    tab.evaluate(
        """async (last) => {
            const wait = (ms) => new Promise((done) => setTimeout(done, ms));
            koreaMap.page.view.map.setZoom(9);
            await wait(60);
            for (const step of [5, 1, 5, last]) {
                koreaMap.page.goTo(step);
                await wait(step === 1 ? 0 : 60);
            }
        }""",
        len(STEPS),
    )
    assert view(tab) == same(end)
    assert "at=" not in tab.evaluate("location.hash")


@pytest.mark.parametrize("size", SIZES[:2])
def test_where_the_reader_took_the_map_is_in_the_link(visit, size):
    tab = visit(size=size)
    tab.evaluate("koreaMap.page.view.map.setView([37.5, 127.1], 7.83, { animate: false })")
    tab.wait_for_function("() => location.hash.startsWith('#at=')")
    taken = view(tab)
    load(tab, tab.evaluate("location.hash"))
    there = view(tab)
    assert there[:2] == pytest.approx(taken[:2], abs=1e-4)
    assert there[2] == pytest.approx(taken[2], abs=0.01)
    written = tab.evaluate("location.hash")
    # what is opened keeps it; home, a step and the end of the walk have views of their own
    name = located().iloc[0]["id"]
    tab.evaluate("place => koreaMap.page.change({ place })", name)
    assert tab.evaluate("location.hash") == f"#place={name}&{written[1:]}"
    tab.evaluate("koreaMap.page.change({ place: null })")
    tab.wait_for_function("hash => location.hash === hash", arg=written)
    assert view(tab) == same(there)
    tab.evaluate("document.querySelector('.pad-home').click()")
    tab.wait_for_function("() => location.hash === ''")
    view(tab)
    tab.evaluate("koreaMap.page.view.map.panBy([90, 40], { animate: false })")
    tab.wait_for_function("() => location.hash.startsWith('#at=')")
    tab.evaluate("koreaMap.page.goTo(1)")
    tab.wait_for_function("() => location.hash === '#step=1'")


@pytest.mark.parametrize("key", ["ArrowRight", "+"])
def test_the_keys_of_the_map_move_it_for_the_reader(visit, key):
    tab = visit()
    tab.locator("#map_korea").focus()
    tab.keyboard.press(key)
    tab.wait_for_function("() => location.hash.startsWith('#at=')")


def test_a_link_to_a_view_off_the_map_is_not_followed(visit):
    tab = visit()
    home = view(tab)
    for bad in ("#at=10,127,7", "#at=38,127,99", "#at=38;127;7", "#at=38,127"):
        load(tab, bad)
        assert view(tab) == same(home), bad


def test_a_window_that_changes_its_size_keeps_the_view(visit):
    tab = visit(tail="#step=5", size=(1366, 768))
    before = view(tab)
    for size in ((1920, 1080), (390, 844), (1366, 768)):
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        tab.wait_for_function("width => koreaMap.page.view.map.getSize().x <= width", arg=size[0])
        view(tab)
        tab.wait_for_timeout(250)  # Leaflet hears of the window a moment later
    assert view(tab) == same(before)
    assert tab.evaluate("location.hash") == "#step=5"

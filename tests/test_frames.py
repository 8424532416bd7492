"""The page in a frame of another page: it fits, it holds all, and the lesson stays where it is."""

import re

import pytest
from hosts import KINDS, LESSON, Host, drag, lesson
from told import STEPS, WIDE, ZONED, boxes, content, doubtful, rows, say

pytestmark = pytest.mark.browser

FRAMES = [(350, 672), (600, 400), (700, 450), (960, 640)]
SHEETS = [
    ("whatif", ".whatif"),
    ("points", "#points"),
    ("doubt", ".doubt"),
    ("code", "#embed-take"),
]
FITS = """() => [document.documentElement.scrollHeight - innerHeight,
    document.documentElement.scrollWidth - innerWidth]"""
RESTS = "addEventListener('scrollend', () => { window.restedAt = scrollY; })"
# a browser asks the page before it scrolls once the frame is shown in which the page asked for it
SHOWN = """() => new Promise((done) => {
    let left = 3;
    const next = () => (left-- ? requestAnimationFrame(next) : done());
    next();
})"""
SETTLED = "() => document.getAnimations().length === 0"


@pytest.fixture
def hold(chromium, site):
    """Open the page in a frame of a lesson; nothing may go wrong in either."""
    contexts, complaints = [], []
    text = (site / "korea_map.html").read_text(encoding="utf-8")

    def open_lesson(kind="sandboxed", *, query="?embed", size=(960, 640), **options):
        options = {"viewport": {"width": 1300, "height": 700}, **options}
        context = chromium.new_context(locale="en-GB", reduced_motion="reduce", **options)
        contexts.append(context)
        files = lesson(kind, text, query, size)

        def answer(route):
            path = route.request.url.removeprefix(LESSON).partition("?")[0]
            route.fulfill(body=files[path], content_type="text/html; charset=utf-8")

        context.route(f"{LESSON}**", answer)
        tab = context.new_page()
        tab.add_init_script(RESTS)
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(LESSON)
        page = tab.frames[1]
        page.wait_for_function("() => window.koreaMap?.page !== undefined")
        return Host(tab, page)

    yield open_lesson
    for context in contexts:
        context.close()
    assert complaints == []


def press(host, selector):
    """Click an element of the page as a mouse does, wherever it is; the lesson is at 200."""
    host.tab.evaluate("scrollTo(0, 200)")
    host.page.evaluate(
        """(selector) => {
            const node = document.querySelector(selector);
            const { left, top } = node.getBoundingClientRect();
            const at = { bubbles: true, cancelable: true, clientX: left + 9, clientY: top + 9 };
            for (const kind of ["pointerdown", "mousedown", "mouseup"]) {
                node.dispatchEvent(new MouseEvent(kind, at));
            }
            node.dispatchEvent(new MouseEvent("click", at));
        }""",
        selector,
    )
    host.page.evaluate("() => new Promise((done) => setTimeout(done, 150))")


@pytest.mark.parametrize(("query", "size"), [("?embed", (350, 672)), ("", (960, 640))])
@pytest.mark.parametrize("kind", KINDS)
def test_no_click_in_a_frame_moves_the_lesson(hold, kind, query, size):
    host = hold(kind, query=query, size=size)
    place = doubtful()["id"]
    for selector in (
        "#start-walk", "#walk-next", "#walk-back", "#walk-leave",
        f"#doubts [data-open='{place}']", "#card .close",
        f".places [data-open='{place}']", "#card .close",
        "#map_korea", ".pad-home", "a.button[href='#points']", "input[value=side]",
        f"[data-for='{WIDE}']", "#reset",
    ):  # fmt: skip
        press(host, selector)
        assert host.scrolled() == 200, selector


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_within_the_page_stays_in_its_frame(hold, kind):
    host = hold(kind, query="", size=(960, 640))
    press(host, "a.button[href='#points']")
    assert host.page.evaluate("document.activeElement.id") == "points"
    top = host.page.evaluate("document.getElementById('points').getBoundingClientRect().top")
    assert top == pytest.approx(0, abs=2)
    assert host.page.evaluate("document.getElementById('map_korea') !== null")


@pytest.mark.parametrize("size", FRAMES)
def test_the_page_is_no_higher_than_its_frame_and_shows_the_first_things(visit, size):
    tab = visit(tail="?embed", size=size)
    assert tab.evaluate(FITS) == [0, 0]
    first = [".frame-title", ".frame-figures", "#start-walk", "#map_korea", ".frame-source",
             "[data-sheet=doubt]", "[data-sheet=whatif]", "[data-sheet=points]"]  # fmt: skip
    for part, box in zip(first, boxes(tab, *first), strict=True):
        assert box is not None, part
        assert -0.5 <= box[0] < box[2] <= size[0] + 0.5, part
        assert -0.5 <= box[1] < box[3] <= size[1] + 0.5, part
    assert tab.locator(".frame-title").inner_text() == say("title")
    told = tab.locator(".frame-figures").inner_text()
    for plan in ZONED:
        assert say(f"plan.{plan}.short") in told
    left, top, right, bottom = boxes(tab, "#map_korea")[0]
    assert (right - left) * (bottom - top) > 0.6 * size[0] * size[1]


@pytest.mark.parametrize("size", FRAMES)
def test_in_a_frame_all_of_the_first_view_is_seen(visit, size):
    tab = visit(tail="?embed", size=size)
    west, south, east, north = content().view
    assert tab.evaluate(
        """([west, south, east, north]) => {
            const { map } = koreaMap.page.view;
            const [a, b] = [[north, west], [south, east]].map((at) =>
                map.latLngToContainerPoint(at));
            const { x, y } = map.getSize();
            return a.x > -1 && a.y > -1 && b.x < x + 1 && b.y < y + 1
                && Math.max((b.x - a.x) / x, (b.y - a.y) / y) > 0.85;
        }""",
        [west, south, east, north],
    )


@pytest.mark.parametrize("size", FRAMES)
def test_walk_card_and_sheets_stand_beside_the_map(visit, size):
    tab = visit(tail="?embed", size=size, reduced_motion="reduce")

    def beside(selector):
        tab.wait_for_function(SETTLED)
        side, maps = boxes(tab, selector, ".maps")
        assert tab.evaluate(FITS) == [0, 0], selector
        assert side[2] <= maps[0] + 0.5 or side[1] >= maps[3] - 0.5, selector
        assert min(maps[2] - maps[0], maps[3] - maps[1]) > 200, selector
        assert side[3] <= size[1] + 0.5, selector

    for name, part in SHEETS:
        button = tab.locator(f"[data-sheet={name}]")
        button.click()
        assert tab.locator(f"#frame-sheet {part}").is_visible()
        assert tab.evaluate("document.activeElement.matches('#frame-sheet :is(h2, h3)')")
        beside("#frame-sheet")
        wide = (
            "const n = document.getElementById('frame-sheet'); return n.scrollWidth - n.clientWidth"
        )
        assert tab.evaluate(f"() => {{ {wide} }}") <= 0, name
        if name == "points":
            tab.keyboard.press("Escape")
        else:
            tab.locator("#frame-sheet-close").click()
        assert tab.locator("#frame-sheet").is_hidden()
        assert tab.evaluate("document.activeElement.dataset.sheet") == name
    tab.evaluate("place => koreaMap.page.change({ place })", doubtful()["id"])
    beside("#card")
    tab.keyboard.press("Escape")
    tab.locator("#start-walk").click()
    for step in range(1, len(STEPS) + 1):
        assert tab.locator("#walk-count").inner_text() == say(
            "walk.count", step=step, count=len(STEPS)
        )
        beside("#walk")
        (button,) = boxes(tab, "#walk-next")
        assert button[3] <= size[1]
        tab.locator("#walk-next").click(force=True)
    tab.locator("#walk-leave").click()
    assert tab.locator("#start-walk").is_visible()


@pytest.mark.parametrize("size", FRAMES[:2])
@pytest.mark.parametrize("view", ["side", "over"])
def test_nothing_lies_over_the_choice_of_view_or_the_field(visit, size, view):
    tab = visit(tail=f"?embed#view={view}", size=size, reduced_motion="reduce")
    for unfolded in (False, True):
        tab.evaluate("open => { document.querySelector('#legend').open = open; }", unfolded)
        assert tab.evaluate(
            """() => [...document.querySelectorAll(".compare input, .finder label")].every(one => {
                const { left, top, right, bottom } = one.getBoundingClientRect();
                const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                return one.contains(there);
            })"""
        ), unfolded


@pytest.mark.parametrize("size", FRAMES[:2])
def test_the_walk_shows_that_its_text_goes_on_below(visit, size):
    tab = visit(tail="?embed", size=size, reduced_motion="reduce")
    frames = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
    cut = []
    for step in range(1, len(STEPS) + 1):
        tab.evaluate("step => koreaMap.page.goTo(step)", step)
        tab.evaluate(frames)
        assert tab.evaluate("document.getElementById('walk').scrollTop") == 0
        left, told = tab.evaluate(
            """() => {
                const { scrollHeight, clientHeight, classList } = document.getElementById("walk");
                return [scrollHeight - clientHeight, classList.contains("cut")];
            }"""
        )
        assert told == (left > 2), step
        if told:
            cut.append(step)
            shadow = "getComputedStyle(document.querySelector('.walk .actions')).boxShadow"
            assert tab.evaluate(shadow) != "none"
            tab.evaluate("document.getElementById('walk').scrollTop = 9999")
            tab.evaluate(frames)
            assert tab.evaluate("!document.getElementById('walk').matches('.cut')")
    assert cut


def test_all_names_in_doubt_are_seen_beside_a_low_map(visit):
    step = next(at for at, one in enumerate(rows("steps"), 1) if one.get("rivals") == "each")
    tab = visit(tail=f"?embed#step={step}", size=(600, 400), reduced_motion="reduce")
    actions = boxes(tab, ".walk .actions")[0]
    chips = [chip.bounding_box() for chip in tab.locator("[data-doubt]").all()]
    assert chips
    assert all(chip["y"] + chip["height"] <= actions[1] + 0.5 for chip in chips)


@pytest.mark.parametrize(("size", "tail"), [((350, 672), "?embed"), ((390, 844), "")])
def test_what_has_no_place_is_told_beside_the_zones(visit, size, tail):
    step = next(at for at, one in enumerate(rows("steps"), 1) if one.get("gaps"))
    tab = visit(tail=f"{tail}#step={step}", size=size, reduced_motion="reduce")
    tab.wait_for_selector(".margin text")
    words = tab.locator(".margin text").all_text_contents()
    assert not any(say(f"plan.{plan}.short") in word for plan in ZONED for word in words)
    assert len(words) > 2
    assert tab.evaluate(
        """() => {
            const all = (query) => [...document.querySelectorAll(query)]
                .map((node) => node.getBoundingClientRect());
            return all(".margin text").every((text) => all("#map_korea path.dot").every((dot) =>
                dot.right < text.left || dot.left > text.right
                || dot.bottom < text.top || dot.top > text.bottom));
        }"""
    )


def test_a_place_of_the_list_takes_the_sheets_room(visit):
    tab = visit(tail="?embed", size=(600, 400))
    tab.locator("[data-sheet=points]").click()
    place = doubtful()["id"]
    tab.locator(f"#frame-sheet .places [data-open='{place}']").click()
    assert tab.locator("#frame-sheet").is_hidden()
    assert tab.locator("#card").is_visible()
    tab.locator("#card .close").click()
    assert tab.evaluate("document.activeElement !== document.body")
    assert tab.locator("[data-sheet=points]").is_visible()


def test_what_if_is_tried_in_sight_of_the_map(visit):
    tab = visit(tail="?embed", size=(350, 672))
    tab.locator("[data-sheet=whatif]").click()
    slider = tab.locator(f"#radius-{WIDE}")
    before = boxes(tab, "#map_korea path.zone")[0]
    slider.fill(str(float(slider.input_value()) * 1.5))
    after, maps, at = boxes(tab, "#map_korea path.zone", ".maps", f"#radius-{WIDE}")
    assert after[2] - after[0] > before[2] - before[0]
    assert maps[1] >= 0
    assert at[1] >= maps[3]


@pytest.mark.parametrize(
    ("query", "embeds"),
    [("?embed", True), ("?embed=", True), ("?embed=true", True), ("?embed=1&lang=en", True),
     ("", False), ("?embed=false", False), ("?embed=0", False), ("?embed=FALSE", False)],
)  # fmt: skip
def test_who_asks_for_the_frames_page_gets_it_and_nobody_else(visit, query, embeds):
    tab = visit(tail=query)
    assert tab.locator(".frame-bar").is_visible() == embeds
    assert tab.locator(".panel .about").first.is_visible() != embeds
    assert tab.locator("#start-walk").count() == 1


def test_the_whole_page_is_there_for_who_asks_in_a_frame(visit):
    tab = visit(tail="?embed", size=(960, 640))
    tab.locator("[data-sheet=whatif]").click()
    tab.keyboard.press("Escape")
    tab.locator("#show-full").click()
    assert tab.evaluate("document.activeElement.tagName") == "H1"
    for part in (".panel .about", ".whatif", "#points", "#start-walk"):
        assert tab.locator(part).first.is_visible(), part
    assert tab.locator(".frame-bar").is_hidden()
    assert say("action.walk", count=len(STEPS)) in tab.locator("#start-walk").inner_text()


def code(tab):
    """The attributes of the frame whose code the page offers."""
    return tab.evaluate(
        """() => {
            const made = new DOMParser().parseFromString(
                document.getElementById("embed-code").textContent, "text/html");
            const { attributes } = made.querySelector("iframe");
            return Object.fromEntries([...attributes].map(({ name, value }) => [name, value]));
        }"""
    )


@pytest.mark.parametrize("query", ["", "?embed", "?embed=false"])
def test_the_code_to_copy_is_that_of_the_present_view(visit, query):
    tab = visit(tail=query)
    assert code(tab) == {
        "src": "korea_map.html?embed", "title": say("document-title"), "width": "100%",
        "height": "640", "sandbox": "allow-scripts allow-downloads", "loading": "lazy",
    }  # fmt: skip
    tab.evaluate("radius => koreaMap.page.change({ radius })", {WIDE: 20_000})
    assert code(tab)["src"] == "korea_map.html?embed" + tab.evaluate("location.hash")
    tab.evaluate("koreaMap.page.goTo(2)")
    assert code(tab)["src"] == "korea_map.html?embed" + tab.evaluate("location.hash")
    if query == "?embed":
        tab.keyboard.press("Escape")
        tab.locator("[data-sheet=code]").click()
    tab.locator("#copy-embed").click()
    tab.wait_for_function(
        "before => document.getElementById('copy-embed').textContent !== before",
        arg=say("card.cite.copy"),
    )


def test_the_copied_code_shows_the_view(hold):
    host = hold("same-origin", query="?embed", size=(600, 400))
    place = doubtful()["id"]
    host.page.evaluate("place => koreaMap.page.change({ place })", place)
    src = code(host.page)["src"]
    assert src.startswith(f"{LESSON}map.html?embed#")
    host.tab.evaluate("src => { document.querySelector('iframe').src = src; }", src)
    host.tab.frames[1].wait_for_function("() => window.koreaMap?.page !== undefined")
    assert host.tab.frames[1].locator("#card").is_visible()


def test_a_frame_from_a_text_gives_the_files_name(hold):
    host = hold("srcdoc")
    assert re.fullmatch(r"korea_map\.html\?embed", code(host.page)["src"])


@pytest.mark.parametrize("tag", sorted(content().languages))
def test_a_frame_speaks_every_language(visit, tag):
    tab = visit(tail=f"?embed&lang={tag}", size=(350, 672))
    assert tab.locator(".frame-title").inner_text() == say("title", tag)
    assert say("action.start", tag, count=len(STEPS)) in tab.locator("#start-walk").inner_text()
    assert tab.evaluate(FITS) == [0, 0]


def wait_for_scroll(host, past):
    """Wait until a gesture is over: what follows sooner goes where it went."""
    host.tab.wait_for_function("past => window.restedAt > past", arg=past)


@pytest.mark.parametrize("kind", ["sandboxed", "same-origin"])
def test_the_wheel_scrolls_the_lesson_until_the_map_is_clicked(hold, kind):
    host = hold(kind)
    before = host.view()
    host.tab.mouse.move(*host.spot("#map_korea", 0.1, 0.5))
    host.tab.mouse.wheel(0, 100)
    wait_for_scroll(host, 90)
    assert host.view() == before
    assert host.page.locator("#wheel-hint").inner_text() == say("map.wheel")
    host.tab.mouse.click(*host.spot("#map_korea", 0.1, 0.5))
    host.page.evaluate(SHOWN)
    host.tab.mouse.wheel(0, -100)
    host.page.wait_for_function(
        "zoom => koreaMap.page.view.map.getZoom() > zoom + 0.1", arg=before[2]
    )
    assert host.scrolled() == 100


TELEPHONE = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True,
    "device_scale_factor": 3,
}  # fmt: skip


def test_one_finger_scrolls_the_lesson_and_two_move_the_map(hold):
    host = hold(size=(350, 500), **TELEPHONE)
    before = host.view()
    drag(host.tab, host.spot("#map_korea", 0.75, 0.5), (0, -180))
    wait_for_scroll(host, 60)
    assert host.view() == before
    assert host.page.locator("#wheel-hint").inner_text() == say("map.touch")
    host.tab.evaluate("scrollTo(0, 0)")
    drag(host.tab, host.spot("#map_korea", 0.75, 0.5), (0, -100), fingers=2)
    host.page.wait_for_function(
        "lat => Math.abs(koreaMap.page.view.map.getCenter().lat - lat) > 0.3", arg=before[0]
    )
    assert host.scrolled() == 0


def test_on_a_telephone_one_finger_scrolls_the_page_itself(visit):
    options = {key: value for key, value in TELEPHONE.items() if key != "viewport"}
    tab = visit(size=(390, 844), first=RESTS, **options)
    host = Host(tab, tab.main_frame)
    before = host.view()
    left, top, _, bottom = boxes(tab, "#map_korea")[0]
    start = (left + 40, (max(top, 0) + min(bottom, 844)) / 2)
    drag(tab, start, (0, -180))
    wait_for_scroll(host, 60)
    assert host.view() == before
    assert tab.locator("#wheel-hint").inner_text() == say("map.touch")
    tab.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    drag(tab, start, (0, -100), fingers=2)
    tab.wait_for_function(
        "lat => Math.abs(koreaMap.page.view.map.getCenter().lat - lat) > 0.3", arg=before[0]
    )
    assert host.scrolled() == 0


def test_a_mouse_still_drags_the_map(visit):
    tab = visit()
    host = Host(tab, tab.main_frame)
    before = host.view()
    _, top, right, bottom = boxes(tab, "#map_korea")[0]
    tab.mouse.move(right - 200, (top + bottom) / 2)
    tab.mouse.down()
    tab.mouse.move(right - 260, (top + bottom) / 2 - 60, steps=5)
    tab.mouse.up()
    tab.wait_for_function(
        "lng => Math.abs(koreaMap.page.view.map.getCenter().lng - lng) > 0.1", arg=before[1]
    )


def test_where_nothing_can_be_scrolled_one_finger_moves_the_map(visit):
    tab = visit(size=(390, 844), has_touch=True)
    tab.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`html, body { height: 100%; overflow: hidden; }
                .panel, .document, .masthead { display: none !important; }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    tab.wait_for_function("() => !document.querySelector('#map_korea.yielding')")
    before = Host(tab, tab.main_frame).view()
    left, top, _, bottom = boxes(tab, "#map_korea")[0]
    drag(tab, (left + 40, (top + bottom) / 2), (0, -120))
    tab.wait_for_function(
        "lat => Math.abs(koreaMap.page.view.map.getCenter().lat - lat) > 0.3", arg=before[0]
    )

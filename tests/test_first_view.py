"""The first view, on every screen from a small telephone to the largest."""

import re
import socketserver
import time
from threading import Thread

import pytest
from told import ZONED, boxes, content, meet

pytestmark = pytest.mark.browser

TELEPHONES = [(360, 740), (390, 844)]
WIDE = [
    (1024, 768), (1280, 720), (1366, 768), (1440, 900), (1536, 864), (1920, 1080), (2560, 1440),
    (3840, 2160),
]  # fmt: skip
SIZES = [*TELEPHONES, (768, 1024), *WIDE]
TOUCH = {"has_touch": True, "is_mobile": True, "device_scale_factor": 3}

SHIFTS = """() => new Promise((done) => {
  const found = [];
  const watch = new PerformanceObserver((list) => {
    found.push(...list.getEntries().map(({ value, sources }) => [
      value, sources.map(({ node }) => node?.className?.baseVal ?? node?.className ?? ""),
    ]));
  });
  watch.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(found), 300);
})"""


def parts():
    """What must be in the first view: title, every plan with its bars, the button of the walk."""
    bars = [
        f"[data-bar={plan}-{side}] .{part}"
        for plan in ZONED
        for side in content().dataset.sides
        for part in ("figures", "bar")
    ]
    walk = ["#start-walk"] if content().dataset.stops else []
    return ["h1", *walk, *(f"#head-{plan}" for plan in ZONED), *bars]


@pytest.mark.parametrize("tag", sorted(content().languages))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_title_plans_figures_and_walk_are_wholly_in_the_first_view(visit, size, tag):
    tab = visit(tail=f"?lang={tag}", size=size, **(TOUCH if size in TELEPHONES else {}))
    width, height = tab.evaluate("[innerWidth, innerHeight]")
    assert (width, height) == size
    stage = boxes(tab, ".stage .maps")[0]
    for selector, box in zip(parts(), boxes(tab, *parts()), strict=True):
        assert box is not None, selector
        assert box[0] >= 0, selector
        assert box[1] >= 0, selector
        assert box[2] <= width, selector
        assert box[3] <= height, selector
        assert not meet(box, stage), f"{selector} lies on the map"


@pytest.mark.parametrize("tag", sorted(content().languages))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_the_map_is_as_large_as_the_view_allows(visit, size, tag):
    tab = visit(tail=f"?lang={tag}", size=size, **(TOUCH if size in TELEPHONES else {}))
    left, top, right, bottom = boxes(tab, ".stage .maps")[0]
    seen = (min(bottom, size[1]) - top) / size[1]
    if size in WIDE:
        assert seen == pytest.approx(1)
        assert (right - left) / size[0] > 0.6
    else:
        assert seen >= 0.45
        assert right - left == size[0]


def test_type_and_panel_grow_with_a_large_screen(visit):
    def look(size):
        tab = visit(size=size)
        (panel,) = boxes(tab, ".panel")
        return tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"), panel[2]

    sizes = [look(size) for size in [(1366, 768), (1920, 1080), (2560, 1440), (3840, 2160)]]
    assert [type_size for type_size, _ in sizes] == pytest.approx([16, 16, 20, 28], abs=0.1)
    assert sizes[-1][1] > 1.5 * sizes[0][1]


@pytest.mark.parametrize("size", [(360, 740), (768, 1024), (1024, 768), (1440, 900), (1920, 1080)])
def test_nothing_jumps_when_the_page_wakes(visit, size):
    shifts = visit(size=size).evaluate(SHIFTS)
    assert sum(value for value, _ in shifts) < 0.01, shifts


@pytest.fixture
def dripping(site):
    """The page's address on a line so slow that each element of the first view comes alone."""
    page = (site / "korea_map.html").read_bytes()
    start, drawn, after, end = (
        page.index(part)
        for part in (b"<body", b'<section class="stage"', b'<fieldset class="compare', b'id="walk"')
    )
    cuts = [
        first + tag.end()
        for first, last in ((start, drawn), (after, end))
        for tag in re.finditer(rb"<[^>]+>", page[first:last])
    ]

    class Line(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.recv(65_536)
            head = (
                f"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n"
            )
            self.request.sendall(head.encode())
            for start, end in zip([0, *cuts], [*cuts, len(page)], strict=True):
                self.request.sendall(page[start:end])
                time.sleep(0.01)

    with socketserver.TCPServer(("127.0.0.1", 0), Line) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("size", "tail"),
    [
        ((1440, 900), ""),
        ((768, 1024), ""),
        ((390, 844), ""),
        ((360, 740), ""),
        ((600, 400), "?embed"),
        ((350, 672), "?embed"),
    ],
)
def test_nothing_jumps_while_the_page_still_comes(chromium, dripping, size, tail):
    tab = chromium.new_page(viewport={"width": size[0], "height": size[1]})
    tab.goto(dripping + tail)
    shifts = tab.evaluate(SHIFTS)
    tab.close()
    assert sum(value for value, _ in shifts) < 0.001, shifts


@pytest.mark.parametrize("size", [(360, 740), (1440, 900)])
def test_the_build_writes_what_the_program_would(visit, size):
    given = visit(size=size, java_script_enabled=False)
    made = visit(size=size)
    live = "[data-live], [data-beyond], [data-bar], [data-stated]"
    for tab in (given, made):
        tab.wait_for_load_state()
    read = """(live) => [...document.querySelectorAll(live)].map((node) => node.textContent)"""
    assert given.evaluate(read, live) == made.evaluate(read, live)


def test_the_walk_comes_before_the_map_for_the_keyboard(visit):
    if not content().dataset.stops:
        pytest.skip("there is no walk")
    tab = visit()
    order = tab.evaluate(
        """() => document.getElementById("start-walk")
            .compareDocumentPosition(document.querySelector(".stage"))
            & Node.DOCUMENT_POSITION_FOLLOWING"""
    )
    assert order

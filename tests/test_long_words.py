"""A word of 600 letters, wherever it stands, breaks: nothing grows wider than the screen."""

import dataclasses

import pytest

from korea_map import reconcile
from korea_map.lesson import make_lesson
from korea_map.webmap import save_html
from korea_map.webmap.content import read_content
from korea_map.webmap.page import draw_map

LONG = "M" + "w" * 599
POINT = "unc-south-01"
STATES = ["", f"#place={POINT}", f"#place={POINT}&rivals", "#step=2", "#step=7", "#find=seoul"]
# the page itself, and every part that scrolls by itself but those that are meant to
GROWN = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const wide = [...document.querySelectorAll("table")].filter((one) =>
    !one.matches(".letters") && one.offsetWidth > 1.2 * document.documentElement.clientWidth + 720);
  return [document.documentElement.scrollWidth - document.documentElement.clientWidth,
    wide.map((one) => `${one.className} ${one.offsetWidth}`)];
}"""


def lengthen(record, *names):
    """Return a record with a long word in those of its texts that are not empty."""
    there = {name: getattr(record, name) for name in names}
    return dataclasses.replace(record, **{k: LONG + text for k, text in there.items() if text})


@pytest.fixture(scope="module")
def content():
    own = read_content()
    data = own.dataset
    names = ("title", "hangul", "hanja")
    changed = {
        "toponyms": [
            lengthen(one, "toponym", "evidence", "geo_source", "geo_id", "reading", *names)
            for one in data.toponyms
        ],
        "places": {key: lengthen(one, *names) for key, one in data.places.items()},
        "sources": {
            key: lengthen(one, "short", "text", "reference") for key, one in data.sources.items()
        },
        "words": {
            tag: {key: LONG + text if key.endswith(".short") else text for key, text in own.items()}
            for tag, own in data.words.items()
        },
        "proposals": [lengthen(one, "title", "note") for one in data.proposals],
    }
    return dataclasses.replace(own, dataset=dataclasses.replace(data, **changed))


@pytest.fixture(scope="module")
def page(content, tmp_path_factory):
    return save_html(draw_map(content), tmp_path_factory.mktemp("long") / "map.html")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_as_wide_as_the_screen_in_every_state(visit, page, width):
    for tail in STATES:
        tab = visit(page, tail=tail, size=(width, 800))
        assert tab.evaluate(GROWN) == [0, []], tail
    for tail in ("", "?embed"):
        still = visit(page, tail=tail, size=(width, 800), java_script_enabled=False)
        assert still.evaluate(GROWN) == [0, []], tail
    framed = visit(page, tail=f"?embed#place={POINT}", size=(width, 480))
    assert framed.evaluate(GROWN) == [0, []]
    printed = visit(page, tail=f"#place={POINT}", size=(width, 800))
    printed.emulate_media(media="print")
    assert printed.evaluate(GROWN)[0] <= 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_lesson_is_as_wide_as_the_screen(visit, content, tmp_path, width):
    files = make_lesson(content, None)
    for name, raw in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    for name in ("lesson.html", "key.html"):
        tab = visit(tmp_path / name, size=(width, 800), java_script_enabled=False)
        assert tab.evaluate(GROWN) == [0, []], name


@pytest.mark.browser
def test_an_answer_in_a_notebook_breaks_its_words(blank):
    best = reconcile("Taiko")[0]
    long = dataclasses.replace(best, place=lengthen(best.place, "title", "hanja"))
    blank.set_viewport_size({"width": 360, "height": 800})
    for shown in (long, dataclasses.replace(reconcile(["Taiko"])[0], candidates=(long,))):
        blank.set_content(f'<div style="width: 330px">{shown._repr_html_()}</div>')
        assert blank.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_label_of_a_blank_stands_on_one_line(visit, tmp_path, width):
    for name, raw in make_lesson(read_content(), None).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    tab = visit(tmp_path / "lesson.html", size=(width, 800), java_script_enabled=False)
    lines = tab.evaluate("""() => [...document.querySelectorAll(".blanks label")].map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one.firstChild);
        return range.getClientRects().length;
    })""")
    assert lines
    assert set(lines) == {1}

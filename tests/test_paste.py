"""A text that a reader brings: the names in it light up and open, and nothing of it is kept."""

import json
from pathlib import Path

import pytest
from test_page_access import violations
from told import ZONED, content, located, say

from korea_map.webmap import build_map, render_files

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "neutral-zones-1951"

NAMES = [
    {"name": "Seoul", "ids": ["a"]},
    {"name": "Manp’o", "ids": ["b"]},
    {"name": "Manpo", "ids": ["c"]},
    {"name": "Anto", "ids": ["d"]},
    {"name": "Anto Ri", "ids": ["e"]},
    {"name": "新义州", "ids": ["f"]},
    {"name": "부산", "ids": ["g"]},
    {"name": "a+b (c)", "ids": ["h"]},
    {"name": "Sinûiju", "ids": ["i"]},
]


@pytest.fixture
def find(enter):
    """Search a text in an empty tab; gives the text found and the names that were meant."""
    tab = enter("spotter")

    def search(text, names=NAMES):
        found = tab.run(
            "([names, text]) => koreaMap.spotter.create(names).find(text).found", [names, text]
        )
        return [(one["text"], "".join(one["ids"])) for one in found]

    return search


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("From Seoul.", [("Seoul", "a")]),
        ("SEOUL’S port, “Seoul”, l'Seoul, Seoul-si", [("SEOUL", "a")] + 3 * [("Seoul", "a")]),
        ("Seoulite, XSeoul, Seoul2, Seouĺ, seoul, SeOuL", []),
        ("Anto Ri, then Anto\nRi, then Anto", [("Anto Ri", "e"), ("Anto\nRi", "e"), ("Anto", "d")]),
        ("Manp’o Manp'o Manpo", [("Manp’o", "b"), ("Manp'o", "bc"), ("Manpo", "c")]),
        ("MANPO M'anpo", [("MANPO", "bc"), ("M'anpo", "bc")]),
        ("新义州市と新义州", [("新义州", "f")] * 2),
        ("부산에서, 대부산", [("부산", "g")]),
        ("a+b (c) aab (c)", [("a+b (c)", "h")]),
        ("Sinu\u0302iju", [("Sinûiju", "i")]),
        ("S\u00ade\u202eo\u200bul", [("Seoul", "a")]),
        ("", []),
        ("Сеул, سيول ,서울, ソウル", []),
    ],
)
def test_a_name_is_found_as_a_word_of_its_script(find, text, found):
    assert find(text) == found


def test_without_names_nothing_is_found(find):
    assert find("Seoul", []) == []


def test_a_name_of_signs_alone_does_not_end_the_search(find):
    assert find("’ Seoul", [{"name": "’", "ids": ["x"]}, *NAMES]) == [("Seoul", "a")]


def test_of_a_long_text_the_passages_about_names_are_shown_within_their_lines(enter):
    tab = enter("spotter")
    line = "word " * 100
    text = f"{line}\n{line}Seoul and Seoul {line}\n{line}"
    cut = tab.run(
        """([names, text]) => {
            const { find } = koreaMap.spotter.create(names);
            const { found } = find(text);
            return koreaMap.spotter.passages(text, found, { most: 100, about: 20 })
                .map(([from, to]) => text.slice(from, to));
        }""",
        [NAMES, text],
    )
    assert cut == [f"{line[-20:]}Seoul and Seoul {line[:19]}"]


def six_names():
    """Six names of the plan with the most, and one that another plan shares among them."""
    wide = located(ZONED[0])
    shared = set(wide["toponym"]) & set(located(ZONED[1])["toponym"])
    return [*sorted(shared)[:1], *wide[~wide["toponym"].isin(shared)]["toponym"].iloc[:5]]


PASTE = """
(text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, cancelable: true, bubbles: true });
    return document.getElementById("bring-text").dispatchEvent(event);
}
"""


def bring(tab, text):
    """Paste a text, look for the names in it, and return what is said of them."""
    if not tab.locator("#bring-text").is_visible():
        tab.locator(".bring summary").click()
    if tab.evaluate(PASTE, text):
        tab.locator("#bring-text").fill(text)
        tab.locator("#bring-find").click()
    return tab.locator("#bring-status").inner_text().strip()


def count_of(document):
    """How many names with a place the lists of a document have."""
    own = [t for t in content().dataset.toponyms if t.document == document and t.lat is not None]
    return len({t.toponym for t in own})


def test_three_sentences_of_a_readers_own_are_told_and_open(visit):
    shared, *others = six_names()
    one, two, three, four, five = others
    text = (
        f"A train left {shared} for {one} at dawn. In {two.upper()}, they said, {three}’s market "
        f"was closed.\nNobody had walked from {four} to {five} since, nor from {shared} to {four}."
    )
    tab = visit(size=(1366, 768), reduced_motion="reduce")
    document = content().dataset.document.source
    words = say("bring.found", found=6, count=count_of(document), times=8)
    assert bring(tab, text) == words
    shown = tab.locator("#bring-shown")
    assert shown.inner_text() == text
    assert shown.locator("button").all_inner_texts() == [
        shared, one, two.upper(), three, four, five, shared, four,
    ]  # fmt: skip
    assert violations(tab) == []
    # a name that two plans have lights both, and opens the one that is shown
    name = shown.locator("button").first
    ids = name.get_attribute("data-point").split()
    plans = [located().loc[one, "plan"] for one in ids]
    assert plans[:2] == ZONED
    name.hover()
    for one in ids[:2]:
        assert tab.locator(f"#map_korea path.lit[data-point='{one}']").count() == 1
        assert tab.locator(f".names .lit[data-point='{one}']").count() == 1
    zone = tab.locator(f"#map_korea path[data-point='{ids[1]}']")
    zone.focus()
    assert "lit" in name.get_attribute("class")
    tab.locator(f"input[name=show][value='{ZONED[0]}']").uncheck()
    name.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("koreaMap.page.state().place") == ids[1]
    tab.keyboard.press("Escape")
    assert name.evaluate("node => node === document.activeElement")
    tab.locator("[data-lang=ko]").click()
    korean = say("bring.found", "ko", found=6, count=count_of(document), times=8)
    assert tab.locator("#bring-status").inner_text().strip() == korean


def test_nothing_of_a_text_is_stored_or_stays(visit):
    tab = visit()
    name = six_names()[1]
    bring(tab, f"A secret of {name}.")
    told = tab.evaluate("[location.href, document.cookie, history.state]")
    assert "secret" not in json.dumps(told)
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    tab.locator("#bring-clear").click()
    assert tab.locator("#bring-text").input_value() == ""
    assert tab.locator("#bring-shown").is_hidden()
    assert tab.locator("#bring-status").inner_text() == ""
    assert tab.evaluate("document.activeElement.id") == "bring-text"
    bring(tab, f"A secret of {name}.")
    tab.reload()
    tab.wait_for_function("() => window.koreaMap?.page !== undefined")
    assert tab.locator("#bring-text").input_value() == ""
    assert "secret" not in tab.content()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Il n'y a rien ici. 여기에는 아무것도 없다. Здесь ничего нет. \u05d0\u05d9\u05df",
        "<img src=x onerror=\"document.title = 'x'\"><script>document.title = 'x'</script>",
        "${document.title} {count} {{ 7 * 7 }} *stars* &amp; \0 \u202e\u2066",
        "x" * 1_000_000,
        "word 新 " * 150_000,
    ],
    ids=["nothing", "languages", "markup", "templates", "one word", "many words"],
)
def test_a_text_without_names_is_inert_and_said_to_have_none(visit, text):
    tab = visit()
    title = tab.title()
    assert bring(tab, text) == say("bring.none")
    assert tab.locator("#bring-shown :not(p)").count() == 0
    assert tab.title() == title


def test_markup_about_a_name_stays_text(visit):
    name = six_names()[1]
    text = f"<b onclick='x'>{name}</b> ${{{name}}} \u202e{name} *{name}*"
    tab = visit()
    bring(tab, text)
    assert tab.locator("#bring-shown button").all_inner_texts() == [name] * 4
    assert tab.locator("#bring-shown b").count() == 0
    assert tab.locator("#bring-shown").inner_text() == text.replace("\u202e", "")


def test_of_a_megabyte_only_what_stands_about_the_names_is_shown(visit):
    name, other = six_names()[1:3]
    filler = "Nothing of it is a name. " * 20_000
    tab = visit()
    told = bring(tab, f"{filler}{name} {filler}\n{other}")
    assert say("bring.part", count=2) in told
    shown = tab.locator("#bring-shown p")
    assert shown.count() == 2
    assert all(len(text) < 500 for text in shown.all_inner_texts())
    assert shown.locator("button").all_inner_texts() == [name, other]
    assert len(tab.locator("#bring-text").input_value()) < 2000
    tab.locator("#bring-text").press("End")
    tab.keyboard.type(f" {name}")
    tab.locator("#bring-find").click()
    assert say("bring.part", count=2) not in tab.locator("#bring-status").inner_text()
    crowded = bring(tab, f"{name} " * (1_000_000 // (len(name) + 1)))
    assert say("bring.part", count=500) in crowded
    assert tab.locator("#bring-shown button").count() == 500


def test_the_example_finds_its_own_names_and_not_those_of_another(visit, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(render_files(build_map(EXAMPLE))["korea_map.html"], encoding="utf-8")
    tab = visit(path)
    assert bring(tab, "From Munsan by MUNSAN to Kaesong") == (
        f"{say('bring.found', found=2, count=3, times=3)} {say('bring.missing', names='Panmunjom')}"
    )
    assert bring(tab, six_names()[1]) == say("bring.none")

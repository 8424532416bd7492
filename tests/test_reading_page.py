"""The page with the text beside the map: links both ways, nothing of the text is obeyed."""

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from readings import LETTER, NAMES, candidates, letter, reading_of

from korea_map.chain import Chain
from korea_map.reading import Reading, page
from korea_map.reading.page import render_page

HOSTILE = (
    "</article></main><script>alert(1)</script> {{ 7 * 7 }} <img src=x onerror=alert(2)>\n"
    'Fusan " onmouseover="alert(3) \u202eTaiden\u202c <!-- \x00\x1b \ud83d &lt; \n'
)


class Read(HTMLParser):
    """Gathers elements with their attributes, and the text of the article."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.article, self._within, self._unseen = [], "", False, 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._within |= tag == "article"
        self._unseen += (dict(attrs).get("class") == "unseen") or (tag == "span" and self._unseen)

    def handle_endtag(self, tag):
        self._within &= tag != "article"
        self._unseen -= bool(tag == "span" and self._unseen)

    def handle_data(self, data):
        if self._within and not self._unseen:
            self.article += data

    def having(self, name, kind=None):
        found = (given for _, given in self.elements if name in given.get("class", "").split())
        return [given for given in found if kind is None or kind in given]


def test_every_name_leads_to_a_point_and_every_point_to_its_names():
    read = Read(render_page(letter()))
    ids = {given["id"] for _, given in read.elements if "id" in given}
    names = read.having("name", "href")
    assert [one["href"] for one in names] == ["#at-busan", "#at-daejeon", "#at-jeonju", "#at-busan"]
    points = read.having("point")
    assert {f"#{one['id']}" for one in points} == {one["href"] for one in names}
    assert {one["href"] for one in points} == {"#place-busan", "#place-daejeon", "#place-jeonju"}
    back = [given["href"] for tag, given in read.elements if tag == "a"]
    assert [one for one in back if re.fullmatch(r"#m\d", one)] == ["#m1", "#m4", "#m2", "#m3"]
    assert {one.removeprefix("#") for one in back} <= ids
    assert len(ids) == len([1 for _, given in read.elements if "id" in given])


def test_the_text_stands_there_as_it_is():
    read = Read(render_page(letter()))
    assert read.article.replace("\n", "") == LETTER.replace("\n", "")


def test_doubtful_names_are_marked_for_eyes_and_for_ears():
    text = render_page(letter())
    read = Read(text)
    assert [one["href"] for one in read.having("doubt", "href") if "name" in one["class"]] == [
        "#at-jeonju"
    ]
    assert text.count('<span class="unseen" lang="en"> (doubtful)</span>') == 1
    (point,) = [one for one in read.having("point") if "doubt" in one["class"]]
    assert point["aria-label"] == "Jeonju 全州 (jeonju), named once, doubtful"
    assert 'content:"?"' in text


def test_what_was_decided_and_what_speaks_for_it_stand_beside_the_map():
    reading = letter()
    reading[2] = replace(reading[2], decision="accepted", why=("decided: accepted: <b>",))
    text = render_page(reading)
    assert not [one for one in Read(text).having("doubt", "href") if "name" in one["class"]]
    assert "<b>accepted</b>" in text
    assert "decided: accepted: &lt;b&gt;" in text
    chain = Chain(reading[2].candidates[0].derivation)
    assert f'<p class="chain">{chain.html}</p>' in text
    assert "or Chŏngju 定州 (<code>chongju</code>) 96.6" in text


def test_whatever_a_text_holds_is_text():
    text = render_page(reading_of(HOSTILE, "Fusan", "Taiden", file="<i>&.txt"))
    text.encode("utf-8")
    read = Read(text)
    tags = [tag for tag, _ in read.elements]
    assert (tags.count("script"), tags.count("img"), tags.count("i")) == (1, 0, 0)
    assert not any(name.startswith("on") for _, given in read.elements for name in given)
    assert "alert(1)" in read.article
    assert "{{ 7 * 7 }}" in read.article
    assert "⟨U+202E⟩Taiden⟨U+202C⟩" in read.article
    assert "⟨U+0000⟩⟨U+001B⟩ ⟨U+D83D⟩" in read.article
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "<title>&lt;i&gt;&amp;.txt – places of Korea</title>" in text


def test_the_policy_allows_the_one_script_and_the_one_sheet_and_nothing_else():
    text = render_page(letter())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    rules = dict(part.split(" ", 1) for part in html.unescape(policy).split("; "))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert (rules["default-src"], rules["img-src"]) == ("'none'", "data:")
    assert (rules["base-uri"], rules["form-action"]) == ("'none'", "'none'")
    read = Read(text)
    assert not any("style" in given for _, given in read.elements)
    assert not [g for _, g in read.elements if g.get("src") or "://" in (g.get("href") or "")]


def test_the_same_text_gives_the_same_page():
    assert render_page(letter()) == render_page(letter())


def test_a_text_without_names_is_a_page_that_says_so():
    text = render_page(Reading([], "Nothing.", notes=["a <note>"]))
    assert "No name of a Korean place was found in the text." in text
    assert "a &lt;note&gt;" in text


def test_a_longer_text_than_a_page_shows_is_cut_before_a_name_and_says_so(monkeypatch):
    monkeypatch.setattr(page, "MOST_SHOWN", 24)
    read = Read(text := render_page(letter()))
    assert [one["href"] for one in read.having("name", "href")] == ["#at-busan"]
    assert "The page shows 22 of 66 characters; the other formats have all names." in text


@pytest.mark.parametrize(("reasons", "linked"), [(1, 100), (7, 700), (1000, 40)])
def test_a_place_that_is_named_very_often_has_a_bounded_list(reasons, linked):
    reading = reading_of("Fusan, " * 1000, *["Fusan"] * 1000)
    reading[:] = [replace(m, why=(f"why {n % reasons}",)) for n, m in enumerate(reading)]
    written = render_page(reading)
    assert f"… and {1000 - linked} more" in written
    assert len(re.findall(r'<a href="#m\d+">', written)) == linked
    assert len(Read(written).having("name", "href")) == 1000


def test_a_book_with_thousands_of_names_is_a_page_of_a_few_times_its_length():
    text = ("From Fusan they went on, as they had gone before, to Taiden. " * 10 + "\n\n") * 1600
    assert len(text) > 900_000
    reading = reading_of(text, *["Fusan", "Taiden"] * 16_000)
    assert len(render_page(reading)) < 5 * len(text)


def test_places_beyond_the_ground_are_kept_and_do_not_widen_the_map():
    reading = letter()
    best = reading[0].candidates[0]
    far = replace(best, place=replace(best.place, id="far", lat=-40.0, lon=20.0))
    before = re.search(r'viewBox="([^"]+)"', render_page(letter()))[1]
    reading[0] = replace(reading[0], candidates=(far,))
    text = render_page(reading)
    assert re.search(r'viewBox="([^"]+)"', text)[1] == before
    assert 'id="at-far"' in text


@pytest.fixture
def written(tmp_path):
    text = "\n\n".join([LETTER, *["A line without any name.\n" * 12] * 6, "To Fusan and Mampo.\n"])
    path = tmp_path / "letter.html"
    reading = reading_of(text, *NAMES, "Fusan", "Mampo")
    path.write_text(render_page(reading), encoding="utf-8")
    return path


def is_uppermost(shown):
    """Whether the beginning of an element is on the screen with nothing over it but its own."""
    return shown.evaluate(
        """one => {
            const box = one.getClientRects()[0];
            const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return Boolean(there && (one === there || one.contains(there)));
        }"""
    )


SIZES = [(1366, 768), (390, 844), (600, 400)]


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_a_name_shows_its_point_and_its_evidence(visit, written, size):
    tab = visit(written, size=size, wait=False)
    tab.click("#m3")
    assert tab.locator(".point.on:not(.copy)").get_attribute("id") == "at-jeonju"
    card = tab.locator(".card.on")
    assert card.get_attribute("id") == "place-jeonju"
    for shown in (card, tab.locator("#at-jeonju .dot"), tab.locator("#m3")):
        box = shown.bounding_box()
        assert box["x"] + box["width"] <= size[0] + 1
        assert 0 <= box["y"] < size[1]
    assert is_uppermost(tab.locator("#m3"))
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_a_point_goes_through_its_names_in_turn(visit, written, size):
    tab = visit(written, size=size, wait=False)
    seen = []
    for _ in range(4):
        tab.locator("#at-busan .dot").dispatch_event("click")
        seen.append(tab.locator(".name.now").get_attribute("id"))
        assert is_uppermost(tab.locator(".name.now"))
    assert seen == ["m1", "m4", "m5", "m1"]
    assert tab.evaluate("document.activeElement.id") == "m1"


@pytest.mark.browser
def test_the_page_works_by_the_keyboard_alone(visit, written):
    tab = visit(written, size=(1366, 768), wait=False)
    tab.locator("#m2").focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".card.on").get_attribute("id") == "place-daejeon"
    tab.locator("#at-busan").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "m1"
    tab.keyboard.press("Escape")
    assert tab.locator(".on, .now, .copy").count() == 0


@pytest.mark.browser
def test_of_points_that_lie_on_one_another_the_nearest_is_meant(visit, tmp_path):
    names = ("Keijo", "Jinsen", "Suigen")
    path = tmp_path / "near.html"
    path.write_text(render_page(reading_of(" and ".join(names), *names)), encoding="utf-8")
    tab = visit(path, size=(600, 400), wait=False)
    for number, name in enumerate(names, 1):
        box = tab.locator(f"#at-{candidates(name)[0].place.id} .dot").bounding_box()
        tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert tab.locator(".name.now").get_attribute("id") == f"m{number}"


@pytest.mark.browser
def test_the_map_is_moved_and_comes_back(visit, written):
    tab = visit(written, size=(1366, 768), wait=False)
    view = "() => document.querySelector('.map svg').getAttribute('viewBox')"
    first = tab.evaluate(view)
    tab.get_by_role("button", name="Nearer").click()
    near = tab.evaluate(view)
    assert float(near.split()[2]) < float(first.split()[2])
    box = tab.locator(".map svg").bounding_box()
    tab.mouse.move(box["x"] + 40, box["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 90, box["y"] + 90, steps=3)
    tab.mouse.up()
    assert tab.evaluate(view) != near
    tab.mouse.wheel(0, -200)
    tab.get_by_role("button", name="All").click()
    assert tab.evaluate(view) == first


@pytest.mark.browser
def test_a_link_to_a_name_or_a_place_opens_there(visit, written):
    tab = visit(written, tail="#m6", wait=False)
    assert tab.locator(".name.now").get_attribute("id") == "m6"
    tab = visit(written, tail="#place-daejeon", wait=False)
    assert tab.locator(".card.on").get_attribute("id") == "place-daejeon"


@pytest.mark.browser
def test_without_scripts_the_links_lead_both_ways(visit, written):
    tab = visit(written, size=(1366, 768), wait=False, java_script_enabled=False)
    tab.click("#m2")
    assert tab.url.endswith("#at-daejeon")
    assert tab.locator("#at-daejeon text").is_visible()
    tab.locator("#at-daejeon .dot").click(force=True)
    assert tab.url.endswith("#place-daejeon")
    tab.locator("#place-busan a[href='#m5']").click()
    assert tab.url.endswith("#m5")
    assert tab.locator("#m5").bounding_box()["y"] < 768
    assert not tab.locator(".zoom").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_out(visit, written, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    tab = visit(written, size=size, wait=False, color_scheme=scheme, bypass_csp=True)
    tab.click("#m3")
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()

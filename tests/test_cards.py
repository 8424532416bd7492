"""The card of a place in a real browser: what it tells, and the way there and back."""

import pytest
from told import ZONED, content, doubtful, located, say

from korea_map.geodesy import distance_m

pytestmark = pytest.mark.browser

FREE = """(node) => {
    const box = node.getBoundingClientRect();
    for (const far of [0.46, 0.4, 0.3, 0.2]) {
        for (let turn = 0; turn < 24; turn += 1) {
            const x = box.left + box.width * (0.5 + far * Math.cos((turn * Math.PI) / 12));
            const y = box.top + box.height * (0.5 + far * Math.sin((turn * Math.PI) / 12));
            if (document.elementFromPoint(x, y) === node) return [x, y];
        }
    }
    return null;
}"""


def places():
    return content().dataset.places


def test_a_click_on_a_zone_opens_its_card(visit):
    clicked = 0
    for name in located(ZONED[0])["id"][::5]:
        point = located().loc[name]
        tab = visit(reduced_motion="reduce")
        at = tab.locator(f"path[data-point='{name}']").evaluate(FREE)
        if at is None:  # wholly below others, or below a tool of the map
            continue
        tab.mouse.click(*at)
        clicked += 1
        card = tab.locator("#card")
        assert card.locator("h2 em").inner_text() == point["toponym"]
        text = card.inner_text()
        today = places()[point["place_id"]]
        hanja = [point["hanja"].split("|")[0]] if isinstance(point["hanja"], str) else []
        for part in (
            point["title"], *hanja, today.hangul.split("|")[0],
            say(f"certainty.{point['certainty']}"), str(point.geometry.y)[:4],
            point["geo_source"],
        ):  # fmt: skip
            assert part in text
        assert bool(hanja) is bool(card.locator(".chain [lang=ko-Hani]").count())
    assert clicked


def test_a_card_says_how_to_cite_it(visit):
    point = doubtful()
    cited = visit(tail=f"#place={point['id']}").locator("#card .citation").inner_text()
    source = content().sources[content().dataset.document.source].reference.rstrip(".")
    for part in (point["toponym"], say("citation"), source, f"#place={point['id']}"):
        assert part in cited
    assert ".." not in cited


def test_a_card_draws_the_rivals_with_their_distance(visit):
    point = doubtful()
    tab = visit(tail=f"#place={point['id']}", size=(1440, 1200))
    assert tab.locator("#map_korea path.rival-line").count() == len(point["rivals"])
    told = tab.locator("#card").inner_text()
    for name in point["rivals"]:
        rival = places()[name]
        km = distance_m(point.geometry.x, point.geometry.y, rival.lon, rival.lat) / 1000
        assert rival.title in told
        assert content().language(None).distance(round(float(km), 1)) in told
    drawn = " ".join(tab.locator("#map_korea .rival-name").all_inner_texts())
    assert any(places()[name].title in drawn for name in point["rivals"])
    tab.keyboard.press("Escape")
    assert tab.locator("#card").is_hidden()
    assert tab.locator("#map_korea path.rival-line").count() == 0


def test_keyboard_reaches_and_names_every_zone(visit):
    tab = visit()
    zoned = located(*ZONED)
    reached = set()
    for _ in range(5 * len(zoned) + 60):
        tab.keyboard.press("Tab")
        focus = tab.evaluate(
            """() => {
                const node = document.activeElement;
                const style = getComputedStyle(node);
                return {
                    point: node.dataset?.point, name: node.ariaLabel ?? node.textContent,
                    ring: style.outlineStyle !== "none", role: node.getAttribute("role"),
                    tag: node.tagName,
                };
            }"""
        )
        if focus["tag"] == "BODY":
            break
        assert focus["ring"] or focus["tag"] == "INPUT", focus
        if focus["point"]:
            reached.add(focus["point"])
            assert focus["role"] == "button"
            point = zoned.loc[focus["point"]]
            radius = content().radii[point["plan"]]
            length = content().language(None).length(radius.value, radius.unit)
            for part in (
                point["toponym"], say(f"plan.{point['plan']}.title"),
                say("zone.radius", length=length), say(f"certainty.{point['certainty']}"),
            ):  # fmt: skip
                assert part in focus["name"]
    assert reached == set(zoned.index)


def test_enter_opens_escape_closes_and_focus_comes_back(visit):
    point = located(ZONED[0]).iloc[0]
    tab = visit()
    tab.locator(f"path[data-point='{point['id']}']").focus()
    tab.keyboard.press("Enter")
    assert point["toponym"] in tab.locator("#card").inner_text()
    assert tab.evaluate("document.activeElement.id") == "card-title"
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.dataset.point") == point["id"]


def test_a_place_opened_from_the_table_gives_back_its_row(visit):
    name = doubtful()["id"]
    tab = visit()
    tab.locator(f"tr[data-row='{name}'] [data-open]").focus()
    tab.wait_for_function("() => scrollY > 1000")
    tab.wait_for_timeout(1500)  # the page glides to what is focused; a reader waits for it too
    tab.keyboard.press("Enter")
    tab.wait_for_function(
        """() => {
            const box = document.getElementById("card-title").getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.dataset.open") == name
    tab.wait_for_function(
        """() => {
            const box = document.activeElement.getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )


def test_a_ring_marks_what_the_keyboard_reached_alone(visit):
    name = doubtful()["place_id"]
    first = located(*ZONED)[located(*ZONED)["place_id"] == name].iloc[0]["id"]
    ring = "getComputedStyle(document.getElementById('card-title')).outlineStyle"
    tab = visit()
    open_button = tab.locator(f"#doubts [data-open='{first}']")
    open_button.click()
    assert tab.evaluate("document.activeElement.id") == "card-title"
    assert tab.evaluate(ring) == "none"
    tab.keyboard.press("Escape")
    open_button.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate(ring) != "none"

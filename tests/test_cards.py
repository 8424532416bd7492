"""The card of a place in a real browser: what it tells, and the way there and back."""

import pytest
from hosts import sandboxed, write_host
from told import MARKED, ZONED, content, doubtful, located, say

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
                    point: node.matches("path, .mark") && node.dataset.point,
                    name: node.ariaLabel ?? node.textContent,
                    ring: [style, getComputedStyle(node, "::after")].some(
                        ({ outlineStyle }) => outlineStyle !== "none"),
                    role: node.getAttribute("role"),
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


def test_a_citation_leads_to_the_list_of_sources_and_back(visit):
    point = doubtful()
    tab = visit(tail=f"#place={point['id']}", reduced_motion="reduce")
    link = tab.locator("#card cite a").first
    wanted = link.get_attribute("href")
    assert tab.locator("#card cite a").count() == tab.locator("#card cite").count()
    for way in ("back", "button"):
        link.click()
        tab.wait_for_function("hash => location.hash === hash", arg=wanted)
        assert tab.evaluate("document.activeElement.id") == wanted[1:]
        box = tab.locator(wanted).bounding_box()
        assert 0 <= box["y"] < 800
        if way == "back":
            tab.go_back()
        else:
            tab.locator(f"{wanted} .way-back").click()
        tab.wait_for_function("hash => location.hash === hash", arg=f"#place={point['id']}")
        tab.wait_for_function("() => scrollY === 0")
        assert tab.locator("#card h2 em").inner_text() == point["toponym"]
    assert link.evaluate("node => node === document.activeElement")


def test_in_a_frame_a_citation_stays_inside(visit, site, tmp_path):
    html = (site / "korea_map.html").read_text(encoding="utf-8")
    host = write_host(
        tmp_path / "host.html",
        '<body style="height: 4000px"><p style="height: 300px">A lesson'
        + sandboxed(html, (1000, 600)),
    )
    tab = visit(host, wait=False, reduced_motion="reduce")
    frame = tab.frames[1]
    frame.wait_for_function("() => window.koreaMap?.page !== undefined", polling=100)
    frame.evaluate("place => koreaMap.page.change({ place })", doubtful()["id"])
    frame.evaluate("document.querySelector('#card cite a').click()")
    frame.wait_for_function("() => document.activeElement.id.startsWith('source-')", polling=100)
    assert frame.evaluate("scrollY") > 500
    frame.evaluate("document.querySelector('.way-back').click()")
    frame.wait_for_function("() => document.activeElement.closest('#card')", polling=100)
    assert tab.evaluate("[scrollY, location.hash]") == [0, ""]
    assert frame.evaluate("location.href") == "about:srcdoc"


def test_where_the_list_of_sources_is_hidden_the_card_writes_them_out(visit):
    tab = visit(tail=f"?embed#place={doubtful()['id']}")
    link = tab.locator("#card cite a").first
    source = tab.locator(link.get_attribute("href")).text_content().strip()
    link.click()
    assert tab.locator("#card .unfolded").inner_text() == source
    link.click()
    assert tab.locator("#card .unfolded").count() == 0


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_rival_is_shown_on_the_map_with_its_line_and_distance(visit, size):
    point = doubtful()
    tab = visit(size=size, tail=f"#place={point['id']}", reduced_motion="reduce")
    for name in point["rivals"]:
        rival = places()[name]
        button = tab.locator(f"#card [data-rival='{name}']")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert tab.locator("#map_korea path.rival-line.chosen").count() == 1
        assert rival.title in tab.locator("#live").inner_text()
        shown = " ".join(tab.locator("#map_korea .rival-name").all_inner_texts())
        assert rival.title in shown
        free = tab.evaluate(
            """([lat, lon]) => {
                const { map } = koreaMap.page.view;
                const frame = map.getContainer().getBoundingClientRect();
                const at = map.latLngToContainerPoint([lat, lon]);
                const hit = document.elementFromPoint(frame.left + at.x, frame.top + at.y);
                return map.getContainer().contains(hit);
            }""",
            [rival.lat, rival.lon],
        )
        assert free, name
        about = tab.locator(f"#card [data-about='{name}']")
        assert f"{rival.lat:.2f}" in about.inner_text()
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert tab.locator("#map_korea path.rival-line.chosen").count() == 0


def test_a_rival_that_stands_in_a_list_opens_its_card_there(visit):
    of_place = located().drop_duplicates("place_id").set_index("place_id")
    found = [
        (name, rival)
        for name, point in located().iterrows()
        for rival in point["rivals"]
        if rival in of_place.index
    ]
    if not found:
        pytest.skip("no rival stands in a list")
    name, rival = found[0]
    tab = visit(tail=f"#place={name}")
    tab.locator(f"#card [data-rival='{rival}']").click()
    tab.locator(f"#card [data-about='{rival}'] button").first.click()
    shown = tab.evaluate("koreaMap.page.state().place")
    assert located().loc[shown, "place_id"] == rival


def test_a_place_of_a_list_that_was_not_shown_brings_its_list(visit):
    if not MARKED:
        pytest.skip("every list is shown at first")
    point = located(*MARKED).iloc[0]
    for tail in (f"#place={point['id']}", f"#step=1&place={point['id']}"):
        tab = visit(tail=tail)
        box = tab.locator(f"input[name=show][value='{point['plan']}']")
        assert box.is_checked()
        assert tab.locator(f"#map_korea [data-point='{point['id']}'].selected").count() == 1
    tab = visit()
    tab.evaluate("hash => { location.hash = hash; }", f"#place={point['id']}")
    tab.locator("#card h2").wait_for()
    assert tab.locator(f"input[name=show][value='{point['plan']}']").is_checked()

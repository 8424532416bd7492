"""What stands in the data stays text; what the page may load is only itself."""

import dataclasses
import html
import re

import pytest
from told import STEPS, WIDE, lay_out, located

from korea_map.errors import KoreaMapError
from korea_map.model import Toponym
from korea_map.webmap import save_html
from korea_map.webmap.content import read_content
from korea_map.webmap.page import draw_map
from korea_map.webmap.policy import content_policy, find_hosts

HOSTILE = [
    "${alert(1)}",
    "`+alert(1)+`",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% for x in y %}",
    "\u202egnihtemos\u202c\u200f",
    "'; alert(1); //",
    "<!-- <svg onload=alert(1)>",
]
TEXT_COLUMNS = [
    "id", "toponym", "toponym_lang", "title", "hangul", "hanja", "reading", "reading_lang",
    "geo_source", "geo_id", "evidence", "citation",
]  # fmt: skip


@pytest.fixture(scope="module")
def content():
    return read_content()


def with_hostile_names(content, columns):
    def spoil(index: int, toponym: Toponym) -> Toponym:
        text = HOSTILE[index % len(HOSTILE)]
        changes = {name: f"{text}{getattr(toponym, name) or ''}" for name in columns}
        return dataclasses.replace(toponym, **changes)

    toponyms = [spoil(i, toponym) for i, toponym in enumerate(content.dataset.toponyms)]
    dataset = dataclasses.replace(content.dataset, toponyms=toponyms)
    return dataclasses.replace(content, dataset=dataset)


@pytest.mark.browser
def test_hostile_names_in_every_column_are_text_and_run_nothing(visit, content, tmp_path):
    path = save_html(draw_map(with_hostile_names(content, TEXT_COLUMNS)), tmp_path / "map.html")
    tab = visit(path)
    assert tab.locator(f"#map_korea path.zone-{WIDE}").count() == len(located(WIDE))
    assert tab.evaluate("document.scripts.length") == visit().evaluate("document.scripts.length")
    assert tab.locator("img").count() == 0
    cells = " ".join(lay_out(tab).locator(".places").all_inner_texts())
    for text in HOSTILE:
        assert text.strip("\u202e\u202c\u200f") in cells
    assert "{{ 7 * 7 }}" in cells
    for point in tab.evaluate(
        "koreaMap.page.data.points.filter(p => p.lat !== null).map(p => p.id)"
    ):
        tab.evaluate("id => koreaMap.page.change({ place: id })", point)
        assert tab.locator("#card h2 em").inner_text()
    for step, _, _ in STEPS:
        tab.evaluate(f"koreaMap.page.goTo({step})")


@pytest.mark.browser
def test_hostile_names_travel_through_downloads_as_text(visit, content, tmp_path):
    hostile = with_hostile_names(content, ["toponym", "evidence"])
    tab = visit(save_html(draw_map(hostile), tmp_path / "map.html"))
    table = tab.evaluate("koreaMap.downloads.csv(koreaMap.page.data, koreaMap.page.derived())")
    assert '"""><img src=x onerror=alert(1)>' in table
    made = "koreaMap.downloads.geojson(koreaMap.page.data, koreaMap.page.derived())"
    assert tab.evaluate(f"JSON.parse({made}).type") == "FeatureCollection"


def policy_of(page: str) -> str:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    return html.unescape(policy)


def test_the_policy_allows_nothing_but_what_the_page_holds(content):
    page = draw_map(content).get_root().render()
    policy = policy_of(page)
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["img-src"] == "data:"
    assert directives["base-uri"] == directives["form-action"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    assert find_hosts(page) == []
    # in a program `style` is a name as any other
    assert " style=" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"<[a-z]+ [^>]*\bon[a-z]+=", page)


def test_the_policy_names_each_inline_script_by_its_hash():
    one = "<script>let a = 1;</script>"
    rest = "<style>p{}</style><script type='application/json'>{}</script>"
    assert content_policy(one + rest).count("sha256-") == 2
    assert content_policy(one) != content_policy("<script>let a = 2;</script>")


def test_a_background_from_the_network_is_told_and_allowed_alone(content):
    page = draw_map(content, tiles="osm").get_root().render()
    policy = policy_of(page)
    assert "img-src data: https://tile.openstreetmap.org;" in policy
    assert policy.count("https://") == 1
    assert "loads background map images from tile.openstreetmap.org" in page
    assert "tile.openstreetmap.org" not in draw_map(content).get_root().render()


def test_an_unknown_background_is_refused(content):
    with pytest.raises(KoreaMapError, match="no background 'nowhere'"):
        draw_map(content, tiles="nowhere")

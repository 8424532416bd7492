"""A third document: six plans, three languages, nothing in common with any other document.

`tests/documents/six-plans/` has the words of the document. The words of the interface in its
languages are made here: the package's English, each text with the mark of the language before
it, so that a text that was not translated shows.
"""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from korea_map.checks import check, write_derived
from korea_map.cli import main
from korea_map.languages import load_messages
from korea_map.webmap import build_map, render_files
from korea_map.webmap.content import read_content

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "tests" / "documents" / "six-plans"
OTHERS = (ROOT / "data", ROOT / "examples" / "neutral-zones-1951")
PLANS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")
ZONED = ("alpha", "bravo", "delta", "foxtrot")
LANGUAGES = {
    "fr": ("‹fr›", "français", "fr-FR"),
    "pt-BR": ("‹pt›", "português", "pt-BR"),
    "zh-Hant": ("‹zh›", "繁體中文", "zh-Hant-TW"),
}


def translate(tag: str) -> dict[str, str]:
    mark, name, locale = LANGUAGES[tag]
    english = load_messages()["en"]
    own = {"language": name, "locale": locale}
    return {
        key: own.get(key, mark + text)
        for key, text in english.items()
        if not key.startswith(("number.", "ordinal."))
    }


@pytest.fixture(scope="module")
def six_plans(tmp_path_factory) -> Path:
    """The document with its languages; positions as places.csv has them now."""
    folder = tmp_path_factory.mktemp("documents") / "six-plans"
    shutil.copytree(SOURCE, folder)
    (folder / "messages").mkdir()
    for tag in LANGUAGES:
        text = json.dumps(translate(tag), ensure_ascii=False, indent=1)
        (folder / "messages" / f"{tag}.json").write_text(text, encoding="utf-8")
    write_derived(folder)
    return folder


@pytest.fixture(scope="module")
def page(six_plans, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("six")
    for name, text in render_files(build_map(six_plans)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "korea_map.html"


def column(folder: Path, table: str, name: str) -> set[str]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)} - {""}


@pytest.mark.parametrize("other", OTHERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("gazetteer", "place_id"),
        ("gazetteer", "list"),
        ("gazetteer", "document"),
        ("proposals", "plan"),
        ("proposals", "radius"),
        ("proposals", "radius_unit"),
        ("proposals", "date"),
        ("steps", "id"),
    ],
)
def test_it_shares_nothing_with_another_document(table, name, other):
    assert not column(SOURCE, table, name) & column(other, table, name)


def test_it_has_six_plans_and_no_language_of_the_package(six_plans):
    assert check(six_plans) == []
    dataset = read_content(six_plans).dataset
    assert tuple(plan.id for plan in dataset.plans) == PLANS
    assert not set(dataset.words) & set(load_messages())
    assert len(dataset.stops) == 10


def test_a_plan_without_halves_stands_beside_plans_with_them(six_plans):
    content = read_content(six_plans)
    lists = {plan.id: list(content.lists_of(plan)) for plan in content.dataset.plans}
    assert lists["alpha"] == ["south", "north"]
    assert lists["delta"] == ["south"]
    assert lists["bravo"] == lists["echo"] == lists["foxtrot"] == ["all"]


def test_the_radii_are_those_of_the_table(six_plans):
    radii = {plan: radius.built_m for plan, radius in read_content(six_plans).radii.items()}
    assert radii == pytest.approx(
        {"alpha": 12 * 1852, "bravo": 2500, "delta": 45 * 1609.344, "foxtrot": 800}
    )


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_file_speaks_the_language_that_is_asked_for(tag, six_plans, tmp_path):
    from click.testing import CliRunner

    arguments = ["build", "--data", str(six_plans), "--out", str(tmp_path), "--lang", tag]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    page = (tmp_path / "korea_map.html").read_text(encoding="utf-8")
    figure = (tmp_path / "korea_map.svg").read_text(encoding="utf-8")
    assert f'<html lang="{tag}"' in page
    assert f'lang="{tag}"' in figure
    assert LANGUAGES[tag][0] in figure
    assert f'lang="{tag}"' in (tmp_path / "lesson_demo.html").read_text(encoding="utf-8")


def test_the_figure_has_a_panel_for_each_plan_with_zones(page):
    figure = (page.parent / "korea_map.svg").read_text(encoding="utf-8")
    for plan in PLANS:
        assert (f'class="zone zone-{plan} ' in figure) == (plan in ZONED)
    heads = re.findall(r'<text class="head"[^>]*>(.*?)</text>', figure)
    assert len(heads) == 4
    places = re.findall(r'<g transform="translate\((\d+) (\d+)\)">', figure)
    assert len(set(places)) == 4


browser = pytest.mark.browser


@browser
def test_six_keys_are_told_apart_without_colour(visit, page):
    tab = visit(page)
    boxes = tab.locator("#legend input[name=show]")
    assert [box.get_attribute("value") for box in boxes.all()] == list(PLANS)
    for box in boxes.all():
        box.check()
    hatches = tab.evaluate(
        """() => [...document.querySelectorAll(".patterns [id^=hatch-]")].map((pattern) => [
            pattern.getAttribute("width"), pattern.querySelector("path").getAttribute("transform"),
            pattern.querySelector("path").getAttribute("d"),
        ].join())"""
    )
    assert len(set(hatches)) == len(hatches) >= len(ZONED) - 1
    symbols = tab.evaluate("koreaMap.page.data.plans.map((plan) => plan.symbol)")
    assert len(set(symbols)) == len(PLANS)
    for plan in ZONED:
        assert tab.locator(f"#map_korea path.zone-{plan}").count() > 0
    for plan in ("charlie", "echo"):
        assert tab.locator(f"#map_korea .mark-{plan}").count() == 2


@browser
def test_every_plan_has_its_panel_and_those_with_zones_a_slider(visit, page):
    tab = visit(page)
    for section in (".glance section.plan", "main section.about"):
        assert tab.locator(section).count() == len(ZONED)
    assert tab.locator(".moments p").count() == len(PLANS) - len(ZONED)
    assert tab.locator("section.whatif .slider").count() == len(ZONED)
    assert tab.locator(".places tbody").count() == len(column(SOURCE, "proposals", "id"))
    assert "2 pontos" not in tab.locator("main").inner_text()
    assert "3 points nommés sur 5" in tab.locator(".plan-alpha .sentence").inner_text()
    assert "‹fr›12 nautical miles" in tab.locator(".plan-alpha .sentence").inner_text()


@browser
@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_link_by_tag_and_the_switch_speak_each_language(tag, visit, page):
    mark, name, _ = LANGUAGES[tag]
    linked = visit(page, tail=f"#lang={tag}")
    tab = visit(page, tail="#lang=fr")
    tab.locator(f"[data-lang='{tag}']").click()
    for each in (linked, tab):
        assert each.locator("html").get_attribute("lang") == tag
        assert each.locator("[aria-pressed=true][data-lang]").inner_text() == name
        assert each.locator("h1").inner_text().endswith(("6 plans", "6 planos", "6個方案"))
        assert untranslated(each, mark) == []
    assert tab.url.endswith(f"#lang={tag}")


def untranslated(tab, mark: str) -> list[str]:
    """Texts of the interface that stand on the page without the mark of the language."""
    said = tab.evaluate(
        """() => {
            const copy = document.body.cloneNode(true);
            for (const node of copy.querySelectorAll("script, style, pre, .still")) node.remove();
            const labels = [...copy.querySelectorAll("[aria-label]")].map((one) => one.ariaLabel);
            return [copy.textContent, ...labels].join("\\n");
        }"""
    )
    texts = list(load_messages()["en"].values())
    fixed = [
        text
        for text in texts
        if "{" not in text
        and len(text) > 6
        and sum(text.lower() in one.lower() for one in texts) == 1
    ]
    assert len(fixed) > 60
    return [text for text in fixed if re.search(rf"(?<!{mark}){re.escape(text)}", said)]


@browser
def test_names_are_in_the_script_of_the_language(visit, page):
    for tag, name in (("fr", "Jeju"), ("pt-BR", "Jeju"), ("zh-Hant", "濟州")):
        tab = visit(page, tail=f"#lang={tag}&place=delta-south-01")
        assert name in tab.locator("#card").inner_text()


@browser
def test_a_reader_of_another_language_gets_that_of_the_document(visit, page):
    assert visit(page, locale="en-GB").locator("html").get_attribute("lang") == "fr"
    assert visit(page, locale="pt-BR").locator("html").get_attribute("lang") == "pt-BR"
    assert visit(page, locale="zh-Hant-HK").locator("html").get_attribute("lang") == "zh-Hant"


@browser
def test_the_walk_has_ten_steps_and_each_shows_its_plans(visit, page):
    tab = visit(page, tail="#step=1")
    with (SOURCE / "steps.csv").open(encoding="utf-8", newline="") as file:
        steps = list(csv.DictReader(file))
    for number, step in enumerate(steps, start=1):
        assert tab.locator("#walk-count").inner_text() == f"‹fr›Step {number} of 10"
        assert tab.locator("#walk-title").inner_text() == f"Étape « {step['id']} »"
        shown = {
            plan
            for plan in PLANS
            if tab.locator(f"#map_korea path.zone-{plan}, #map_korea .mark-{plan}").count()
        }
        assert shown == set(step["show"].split("|"))
        if number < len(steps):
            tab.locator("#walk-next").click()


@browser
def test_side_by_side_the_first_plan_stands_beside_the_others(visit, page):
    tab = visit(page, tail="#view=side")
    assert tab.locator("#map_korea path.zone-alpha").count() == 3
    for plan in ZONED[1:]:
        assert tab.locator(f"#map-side-map path.zone-{plan}").count() > 0
    assert tab.locator("#map-side-map path.zone-alpha").count() == 0


@browser
def test_a_slider_of_each_plan_moves_its_own_zones(visit, page):
    tab = visit(page)
    for plan in ZONED:
        slider = tab.locator(f"#radius-{plan}")
        before = {one: tab.locator(f"#value-{one}").inner_text() for one in ZONED}
        slider.fill("20")
        changed = [one for one in ZONED if tab.locator(f"#value-{one}").inner_text() != before[one]]
        assert changed == [plan]
    assert "radius=" in tab.url


@browser
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_page_is_no_wider_than_the_window(size, visit, page):
    tab = visit(page, size=size)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]


WIDER_THAN_THEIR_BOX = """
() => [...document.querySelectorAll("#panel, .panel *, .masthead *, #legend *, article *")]
  .filter((node) => node.checkVisibility() && !node.closest(".off-screen, .scroller, svg"))
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1
    || (node.clientWidth && node.scrollWidth > node.clientWidth + 1))
  .map((node) => node.outerHTML.slice(0, 80))
"""


@browser
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_a_word_too_long_for_its_column_is_broken(size, visit, six_plans, tmp_path):
    long = tmp_path / "long"
    shutil.copytree(six_plans, long)
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    words = long / "words" / "fr.toml"
    text = re.sub(r'^((?:title|text) = )"', rf'\1"{word} ', words.read_text("utf-8"), flags=re.M)
    words.write_text(text, encoding="utf-8")
    (tmp_path / "long.html").write_text(
        render_files(build_map(long))["korea_map.html"], encoding="utf-8"
    )
    tab = visit(tmp_path / "long.html", tail="#lang=fr&step=1", size=size)
    assert tab.locator("h1").inner_text().startswith(word)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert tab.evaluate(WIDER_THAN_THEIR_BOX) == []

"""What a maintainer changes in the data shows on the page, in both languages, and nowhere else.

Each test edits a copy of `data/` and nothing but data, checks it, builds it and looks.
"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from told import lay_out

from korea_map.checks import check, write_derived
from korea_map.gazetteer import load_places, load_toponyms
from korea_map.geodesy import distance_m
from korea_map.webmap import build_map, render_files

ROOT = Path(__file__).resolve().parent.parent
MILE_M = 1609.344
Rows = list[dict[str, str]]


@pytest.fixture
def data(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit(path: Path, change: Callable[[Rows], object]) -> None:
    """Change the rows of a table; a spreadsheet does no more."""
    rows = read(path)
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def put(path: Path, key: str, value: str, **cells: object) -> None:
    """Put cells into the rows in which a column has a value."""

    def change(rows: Rows) -> None:
        chosen = [row for row in rows if row[key] == value]
        assert chosen
        for row in chosen:
            row |= {name: str(cell) for name, cell in cells.items()}

    edit(path, change)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def build(data: Path) -> Path:
    assert check(data) == []
    folder = data.parent / "output"
    folder.mkdir()
    for name, text in render_files(build_map(data)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "korea_map.html"


def radii(tab, plan: str) -> set[int]:
    """How far the drawn vertices of the zones of a plan lie from their points, whole metres."""
    drawn = tab.evaluate(
        """plan => koreaMap.page.data.points
            .filter((one) => one.plan === plan && one.lat !== null)
            .map(({ id, lat, lon }) => ({ lat, lon, ring: koreaMap.page.view.vertices(id) }))""",
        plan,
    )
    return {
        round(distance_m(one["lon"], one["lat"], lon, lat))
        for one in drawn
        for lat, lon in one["ring"]
    }


def figure_heads(tab) -> str:
    return " | ".join(tab.locator("svg.drawn .head").all_text_contents())


@pytest.mark.browser
@pytest.mark.parametrize(
    ("plan", "value", "metres", "english", "korean"),
    [
        ("unc", 25, 25 * MILE_M, "25 miles", "25마일"),
        ("cpv", 8, 8000, "8 kilometres", "8킬로미터"),
    ],
)
def test_another_radius_is_drawn_told_and_marked(plan, value, metres, english, korean, data, visit):
    put(data / "proposals.csv", "plan", plan, radius=value)
    page = build(data)
    for tag, length in (("en", english), ("ko", korean)):
        tab = visit(page, tail=f"#lang={tag}")
        assert {abs(radius - round(metres)) <= 1 for radius in radii(tab, plan)} == {True}
        assert length in tab.locator(f".plan-{plan} .sentence").inner_text()
        assert length in figure_heads(tab)
        assert length in tab.locator(".drawing").get_attribute("aria-label")
        assert tab.locator(f"#value-{plan}").inner_text().startswith(length)
        marks = tab.locator(f".slider-{plan} .marks button").all_inner_texts()
        assert {f"{value} mi", f"{value} km", f"{value}마일"} & set(marks)
        assert not ({"30 mi", "30마일"} if plan == "unc" else {"5 km"}) & set(marks)
        slider = tab.locator(f"#radius-{plan}")
        assert float(slider.input_value()) == pytest.approx(metres / MILE_M, abs=0.06)
    old = "thirty" if plan == "unc" else "five kilometres"
    text = lay_out(visit(page)).evaluate("document.body.innerText")
    assert old not in text.lower()
    step = {"unc": "thirty-miles", "cpv": "five-kilometres"}[plan]
    walk = visit(page, tail=f"#step={step}").locator("#walk")
    assert f"{value} " in walk.inner_text() or "eight" in walk.inner_text().lower()


@pytest.mark.browser
def test_a_further_plan_is_drawn_listed_and_told(data, visit):
    append(
        data / "sources.bib",
        "\n@misc{essai,\n  title = {Essai},\n  shorttitle = {Essai},\n  year = {1952}\n}\n",
    )
    row = dict.fromkeys(read(data / "proposals.csv")[0], "") | {
        "id": "essai-south", "plan": "essai", "date": "1952-02", "title": "Essai",
        "party": "both", "territory": "south", "status": "offered", "document": "essai",
        "radius": "12", "radius_unit": "nautical_mile", "points_claimed": "2",
        "citation": "essai[1]", "note": "For the tests.",
    }  # fmt: skip
    edit(data / "proposals.csv", lambda rows: sort_in(rows, row))
    looks = {"id": "essai", "kind": "zones", "symbol": "star", "style": "7"}
    edit(data / "plans.csv", lambda rows: rows.append(looks))
    place = load_places()["gyeongju"]
    toponym = dict.fromkeys(read(data / "gazetteer.csv")[0], "") | {
        "id": "essai-south-01", "document": "essai", "list": "essai-south", "position": "1",
        "toponym": "Quiongtcheou", "toponym_lang": "fr", "place_id": place.id,
        "location_tolerance_km": "3", "certainty": "uncertain", "hangul": place.hangul or "",
        "hanja": place.hanja or "", "evidence": "For the tests essai[1].", "citation": "essai[1]",
    }  # fmt: skip
    edit(data / "gazetteer.csv", lambda rows: sort_in(rows, toponym))
    write_derived(data)
    said = {
        "en": "{essai.named:words} of {essai.claimed}",
        "ko": "{essai.claimed}곳 가운데 {essai.named}곳",
    }
    for tag, sentence in said.items():
        words = (
            f'\n[plan.essai]\ntitle = "Essai {tag}"\nsentence = "{sentence}, {{essai.radius}}."\n'
        )
        append(data / "words" / f"{tag}.toml", words)
    page = build(data)
    for tag, sentence in (
        ("en", "One of 2, 12 nautical miles."),
        ("ko", "2곳 가운데 1곳, 12해리."),
    ):
        tab = visit(page, tail=f"#lang={tag}")
        assert {abs(radius - 12 * 1852) <= 1 for radius in radii(tab, "essai")} == {True}
        assert tab.locator(".plan-essai .sentence").inner_text() == sentence
        assert tab.locator("#legend input[name=show]").count() == len(read(data / "plans.csv"))
        assert f"Essai {tag}" in tab.locator("#legend").inner_text()
        assert tab.locator("tr[data-row=essai-south-01]").count() == 1
        assert tab.locator("tbody.list-essai tr.unnamed").count() == 1
        assert f"Essai {tag}" in figure_heads(tab)
        assert "12 nmi" in tab.locator(".slider-essai .marks").inner_text() or tag == "ko"
        assert "Quiongtcheou" in tab.locator("#doubts").inner_text()
        zone = tab.locator("#map_korea path[data-point=essai-south-01]")
        assert "uncertain" in zone.get_attribute("class").split()
    assert tab.locator("svg.drawn path.zone-essai").count() == 1


def sort_in(rows: Rows, row: dict[str, str]) -> None:
    rows.append(row)
    rows.sort(key=lambda one: one["id"])


@pytest.mark.browser
def test_a_further_step_is_walked(data, visit):
    step = dict.fromkeys(read(data / "steps.csv")[0], "") | {"id": "essai", "show": "cpv"}
    edit(data / "steps.csv", lambda rows: rows.append(step))
    count = len(read(data / "steps.csv"))
    titles = {"en": "A last look", "ko": "마지막으로"}
    for tag, title in titles.items():
        words = f'\n[step.essai]\ntitle = "{title}"\ntext = "{{steps}}: {{cpv.radius}}."\n'
        append(data / "words" / f"{tag}.toml", words)
    page = build(data)
    for tag, title in titles.items():
        tab = visit(page, tail=f"#step={count}&lang={tag}")
        assert tab.locator("#walk-title").inner_text() == title
        assert tab.locator("#walk-count").inner_text().count(str(count)) == 2
        assert tab.locator("#walk-text").inner_text().startswith(f"{count}: 5")
        assert tab.locator("#map_korea path.zone-unc").count() == 0
        assert tab.locator("#map_korea path.zone-cpv").count() > 0
        assert str(count) in tab.locator("#start-walk").inner_text()


@pytest.mark.browser
def test_a_name_that_becomes_certain_is_certain_everywhere(data, visit):
    toponyms = load_toponyms(data)
    doubtful = next(
        one for one in toponyms if one.list == "unc-north" and one.certainty == "uncertain"
    )
    for one in toponyms:
        if one.place_id == doubtful.place_id:
            put(data / "gazetteer.csv", "id", one.id, certainty="certain", rivals="")
    before = visit(tail="#step=what-is-missing")
    page = build(data)
    listed = before.locator("#doubts li").count()
    for tag, certain in (("en", "certain"), ("ko", "확실")):
        tab = lay_out(visit(page, tail=f"#lang={tag}"))
        zone = tab.locator(f"#map_korea path[data-point={doubtful.id}]")
        assert "certain" in zone.get_attribute("class").split()
        assert tab.locator("#doubts li").count() == listed - 1
        row = tab.locator(f"tr[data-row={doubtful.id}]")
        assert row.locator(".certainty").inner_text() == certain
        assert f"{doubtful.toponym} ?" not in tab.locator(".drawing").text_content()
    step = visit(page, tail="#step=what-is-missing").locator("#walk-text").inner_text()
    assert step != before.locator("#walk-text").inner_text()


@pytest.mark.browser
def test_a_place_that_moves_takes_its_points_with_it(data, visit):
    place = load_places(data)["daegu"]
    lat, lon = round(place.lat + 0.01, 5), round(place.lon - 0.01, 5)
    put(data / "places.csv", "id", place.id, lat=lat, lon=lon)
    problems = check(data)
    assert problems
    assert all(Path(problem.file).name == "gazetteer.csv" for problem in problems)
    assert f"lat '{place.lat}' is not that of 'daegu' in places.csv; put '{lat}'" in "\n".join(
        problem.message for problem in problems
    )
    changed = write_derived(data)
    moved = [one for one in load_toponyms(data) if (one.lat, one.lon) == (lat, lon)]
    assert len(changed) == 2 * len(moved) > 0
    page = build(data)
    for tag in ("en", "ko"):
        tab = lay_out(visit(page, tail=f"#lang={tag}"))
        for one in moved:
            where = tab.locator(f"tr[data-row={one.id}] .where").inner_text()
            assert f"{lat:.3f}" in where
            assert f"{lon:.3f}" in where
        (zoned,) = [one for one in moved if one.list == "unc-south"]
        ring = tab.evaluate("id => koreaMap.page.view.vertices(id)", zoned.id)
        lengths = [distance_m(lon, lat, x, y) for y, x in ring]
        assert lengths == pytest.approx([30 * MILE_M] * len(ring), abs=1)

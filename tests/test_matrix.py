"""Which list has which place: the table against the tables, and the moments on the map."""

import csv
import re
from html.parser import HTMLParser

import pytest
from test_page_access import violations
from told import DATA, content, lay_out, say

from korea_map.webmap import build_map
from korea_map.webmap.files import render_files

browser = pytest.mark.browser
SHOWN = """() => [...new Set([...document.querySelectorAll("#map_korea [data-point]")]
    .map((node) => node.dataset.point))].sort()"""
LOOK = "node => node.getBoundingClientRect().top"


def rows_of(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LISTS = {row["id"]: row for row in rows_of("proposals")}
POINTS = [
    {**row, "plan": LISTS[row["list"]]["plan"], "date": LISTS[row["list"]]["date"]}
    for row in rows_of("gazetteer")
]
DATES = {row["plan"]: row["date"] for row in LISTS.values()}
PLANS = sorted((row["id"] for row in rows_of("plans")), key=lambda plan: DATES[plan])
MOMENTS = sorted(set(DATES.values()))


class Table(HTMLParser):
    """The rows of the first table of a text, cells by their text; `kinds` are their classes."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.kinds, self.inside = [], [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "tr":
            self.rows.append([])
            self.kinds.append([])
        elif tag in ("td", "th"):
            self.inside = True
            self.rows[-1].append("")
            self.kinds[-1].append("")
        elif tag == "svg" and self.inside:
            self.kinds[-1][-1] += given["class"]

    def handle_endtag(self, tag):
        if tag in ("tr", "tbody", "thead", "tfoot"):
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def section(page):
    found = re.search(r'<section class="matrix".*?</section>', page, re.DOTALL)
    return found and found[0]


@pytest.fixture(scope="module")
def matrix(site):
    return section((site / "korea_map.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def table(matrix):
    return Table(matrix[matrix.index("<thead>") :])


def lasting():
    """The ids of the places, in the order of the page, by the tables alone."""
    places = {}
    for point in POINTS:
        if point["place_id"]:
            places.setdefault(point["place_id"], []).append(point)

    def rank(points):
        dates = [MOMENTS.index(point["date"]) for point in points]
        first = min(points, key=lambda point: PLANS.index(point["plan"]))
        return -max(dates), -len({point["plan"] for point in points}), min(dates), first["title"]

    return [points for _, points in sorted(places.items(), key=lambda item: rank(item[1]))]


# the table


def test_the_columns_are_the_plans_in_order_of_time_below_their_dates(table):
    assert table.rows[1] == [say(f"plan.{plan}.short") for plan in PLANS]
    dates = [content().language("en").date(one) for one in moment_dates()]
    assert table.rows[0] == [say("matrix.place"), *dates]


def moment_dates():
    told = {one.date.isoformat(): one.date for one in content().dataset.proposals}
    return [told[moment] for moment in MOMENTS]


def test_every_place_is_one_row_with_the_names_that_its_lists_have(table):
    rows = [row for row in table.rows[2:] if len(row) == 1 + len(PLANS)]
    expected = lasting()
    for row, points in zip(rows, expected, strict=False):
        assert row[0].startswith(points[0]["title"])
        for plan, cell in zip(PLANS, row[1:], strict=True):
            names = [point["toponym"] for point in points if point["plan"] == plan]
            assert cell.split(" ")[: len(names)] == names or cell.startswith(names[0])
            assert bool(cell) is bool(names)


def test_the_places_that_last_longest_come_first(table):
    titles = [points[0]["title"] for points in lasting()]
    heads = [row[0] for row in table.rows[2 : 2 + len(titles)]]
    assert [head.startswith(title) for head, title in zip(heads, titles, strict=True)] == (
        [True] * len(titles)
    )
    assert say("matrix.caption")


def test_four_places_are_on_the_most_lists(table):
    counts = {row[0]: sum(bool(cell) for cell in row[1:]) for row in table.rows[2:-2]}
    most = {name for name, count in counts.items() if count == max(counts.values())}
    assert {name.split()[0] for name in most} == {"Sinŭiju", "Manp’o", "Incheon", "Busan"}


def test_a_doubtful_cell_carries_its_sign_and_outline_and_no_other_does(table):
    doubts = {
        (point["title"], point["plan"]): point["certainty"]
        for point in POINTS
        if point["certainty"] in ("less-certain", "uncertain")
    }
    assert doubts
    for row, kinds in zip(table.rows[2:-2], table.kinds[2:-2], strict=True):
        for plan, cell, kind in zip(PLANS, row[1:], kinds[1:], strict=True):
            certainty = next(
                (word for (title, of), word in doubts.items()
                 if of == plan and row[0].startswith(title)), None,
            )  # fmt: skip
            if certainty is None:
                assert "?" not in cell
                assert "certain" not in kind
            else:
                sign, word = say(f"certainty.{certainty}.sign"), say(f"certainty.{certainty}")
                assert cell.endswith(f" {sign} {word}")
                assert certainty in kind


def test_what_has_no_place_and_what_has_no_name_stand_below(table):
    listed = {plan: [p for p in POINTS if p["plan"] == plan] for plan in PLANS}
    claimed = {
        plan: sum(int(one["points_claimed"]) for one in LISTS.values() if one["plan"] == plan)
        for plan in PLANS
    }
    apart = [point for point in POINTS if not point["place_id"]]
    *_, unnamed, whole = table.rows
    for row, point in zip(table.rows[-2 - len(apart) : -2], apart, strict=True):
        assert row[0] == say("certainty.none")
        assert row[1 + PLANS.index(point["plan"])] == point["toponym"]
    gaps = [claimed[plan] - len(listed[plan]) for plan in PLANS]
    assert unnamed == [say("matrix.unnamed"), *(str(gap or "") for gap in gaps)]
    assert whole == [say("matrix.claimed"), *(str(claimed[plan]) for plan in PLANS)]


def test_a_plan_without_points_keeps_its_empty_column_and_its_word(table, matrix):
    empty = [plan for plan in PLANS if not any(point["plan"] == plan for point in POINTS)]
    for plan in empty:
        at = 1 + PLANS.index(plan)
        assert {row[at] for row in table.rows[2:-1]} == {""}
        assert table.rows[1][at - 1] == say(f"plan.{plan}.short")
        assert say(f"plan.{plan}.sentence") in matrix


def test_what_is_said_of_a_plan_without_a_radius_stands_with_its_moment(matrix):
    for plan in content().point_plans:
        assert matrix.count(f'data-t="plan.{plan.id}.sentence"') == 1
    assert f'data-t="plan.{content().zone_plans[0].id}.sentence"' not in matrix


# other documents


def page_of(folder):
    return render_files(build_map(folder))["korea_map.html"]


def test_one_plan_has_nothing_to_compare(small_data):
    page = page_of(small_data)
    assert section(page) is None
    assert 'href="#matrix"' not in page


def test_one_plan_without_a_radius_is_told_in_the_panel(small_data, edit):
    edit("plans.csv", "zones", "points")
    for half in ("north", "south"):
        edit(
            "proposals.csv",
            f"{half},reported,letter-1952,30,mile",
            f"{half},reported,letter-1952,,",
        )
    edit("words/en.toml", "{wide.radius:words}", "Where")
    page = page_of(small_data)
    assert section(page) is None
    assert 'data-t="plan.wide.sentence"' in page


def add_plan(folder, date, places=("busan",)):
    """A second plan of the small document, without a radius; a doubtful point for each place."""
    proposals, points = folder / "proposals.csv", folder / "gazetteer.csv"
    told = proposals.read_text(encoding="utf-8")
    row = f"again,again,{date},Again,unc,,offered,letter-1952,,,2,,letter-1952[page 1],None.\n"
    head, rest = told.split("\n", 1)
    proposals.write_text(f"{head}\n{row}{rest}", encoding="utf-8")
    with (folder / "plans.csv").open("a", encoding="utf-8") as file:
        file.write("again,points,square,2\n")
    lines = points.read_text(encoding="utf-8").split("\n")
    model = next(line for line in lines if line.startswith("wide-south-01"))
    made = [
        model.replace("wide-south-01,letter-1952,wide-south,1", f"again-0{n},letter-1952,again,{n}")
        .replace(",certain,", ",uncertain,")
        for n, _ in enumerate(places, 1)
    ]  # fmt: skip
    points.write_text("\n".join([lines[0], *made, *lines[1:]]), encoding="utf-8")


def test_two_plans_of_one_date_are_one_moment(small_data):
    add_plan(small_data, "1952-01-31")
    found = section(page_of(small_data))
    assert found.count('class="moment"') == 1
    assert 'data-moment="wide,again"' in found
    assert Table(found[found.index("<thead>") :]).rows[1] == ["Wide plan", "Again"]


def test_an_earlier_plan_comes_first_and_a_doubtful_place_is_no_certain_one(small_data):
    add_plan(small_data, "1951")
    table = Table(section(page_of(small_data)).split("<thead>")[1])
    assert table.rows[1] == ["Again", "Wide plan"]
    busan, sinuiju = table.rows[2:4]
    assert busan == ["Busan 부산", "Pusan ? uncertain", "Pusan"]
    assert sinuiju == ["Sinŭiju 신의주", "", "Singisiu"]
    assert "uncertain" in table.kinds[2][1]
    assert "uncertain" not in table.kinds[2][2]


def test_two_points_of_one_place_on_one_list_are_both_in_its_cell(small_data):
    add_plan(small_data, "1953", ("busan", "busan"))
    table = Table(section(page_of(small_data)).split("<thead>")[1])
    assert table.rows[2][2] == "Pusan ? uncertain Pusan ? uncertain"


# in the browser


def of_moment(moment):
    return sorted(p["id"] for p in POINTS if p["date"] == moment and p["lat"])


@browser
@pytest.mark.parametrize("way", ["button", "keyboard", "link"])
def test_a_moment_shows_its_points_and_no_others(visit, way):
    tab = visit(tail="#step=6", reduced_motion="reduce")
    buttons = lay_out(tab).locator(".moment")
    for index, moment in enumerate(MOMENTS):
        button = buttons.nth(index)
        if way == "keyboard":
            button.focus()
            tab.keyboard.press("Enter")
        else:
            button.click()
        assert tab.evaluate(SHOWN) == of_moment(moment)
        pressed = [one.get_attribute("aria-pressed") for one in buttons.all()]
        assert pressed == [str(at == index).lower() for at in range(len(MOMENTS))]
        assert -1 < tab.locator(".scene").evaluate(LOOK) < 400
        assert tab.locator("#live").inner_text().startswith(say("matrix.now").split("{")[0].strip())
        if way == "link":
            hash_of = tab.evaluate("location.hash")
            again = visit(tail=hash_of)
            assert again.evaluate(SHOWN) == of_moment(moment)
            assert lay_out(again).locator(".moment[aria-pressed=true]").count() == 1


@browser
def test_a_place_lights_up_all_its_points_and_opens_the_card_of_a_list_that_is_shown(visit):
    tab = visit(tail="#show=armistice-1953", reduced_motion="reduce")
    points = lasting()[0]
    drawn = next(point["id"] for point in points if point["plan"] == "armistice-1953")
    row = lay_out(tab).locator(".matrix tbody tr").first
    button = row.locator("button")
    button.focus()
    assert "lit" in row.get_attribute("class")
    assert "lit" in tab.locator(f"#map_korea [data-point='{drawn}']").first.get_attribute("class")
    tab.locator(".moment").first.focus()
    assert "lit" not in row.get_attribute("class")
    button.click()
    assert f"place={drawn}" in tab.evaluate("location.hash")
    assert "show=armistice-1953&" in tab.evaluate("location.hash")
    tab.keyboard.press("Escape")
    assert button.evaluate("node => node === document.activeElement")


@browser
def test_a_point_on_the_map_lights_up_its_row(visit):
    tab = visit()
    point = next(p["id"] for p in lasting()[0] if p["plan"] == PLANS[0])
    lay_out(tab)
    tab.evaluate(
        "id => document.querySelector(`#map_korea [role=button][data-point='${id}']`).focus()",
        point,
    )
    assert "lit" in tab.locator(".matrix tbody tr").first.get_attribute("class")


@browser
def test_another_language_says_the_same_as_a_page_that_is_written_in_it(visit):
    tab = visit(tail="?lang=ko#matrix")
    told = Table(lay_out(tab).locator(".matrix").inner_html().split("<thead>")[1])
    written = section(render_files(build_map(lang="ko"))["korea_map.html"])
    assert told.rows == Table(written.split("<thead>")[1]).rows
    assert tab.locator(".moment b").all_inner_texts() == re.findall(
        r"<b data-date[^>]*>(.*?)</b>", written
    )


@browser
def test_without_scripts_the_small_maps_are_pictures(visit):
    tab = visit(java_script_enabled=False)
    assert tab.locator(".moments [href='#ground']").count() == len(MOMENTS)
    assert tab.locator(".matrix button").count() == 0


@browser
def test_on_a_phone_the_table_scrolls_and_its_first_column_stays(visit):
    tab = visit(size=(360, 740), tail="#matrix")
    lay_out(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    head = tab.locator(".matrix tbody th").first
    before = head.bounding_box()["x"]
    table = tab.locator(".matrix div.scroller")
    table.evaluate("node => { node.scrollLeft = 150; }")
    assert table.evaluate("node => node.scrollLeft") == 150
    assert head.bounding_box()["x"] == before


@browser
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_axe_finds_nothing_in_it(visit, size):
    tab = visit(size=size, tail="#matrix")
    lay_out(tab)
    assert violations(tab, ".matrix") == []

"""What a document leaves out is left away or said in neutral words; any radius builds."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from told import data_of

from korea_map.checks import check
from korea_map.geodesy import disc_km2
from korea_map.webmap import build_map, render_files
from korea_map.webmap.content import read_content
from korea_map.zones import coverage

SILENT = {"script", "style", "title"}


class Page(HTMLParser):
    """What is on a page: elements by name with their attributes, and the text that is seen."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.seen: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.data = data_of(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag in SILENT:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if not self.open:
            self.seen.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.seen).split())

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the elements of a name that have an id, or a class among others."""
        return [
            attributes
            for name, attributes in self.found
            if name == tag
            and wanted.get("id", attributes.get("id")) == attributes.get("id")
            and wanted.get("of", "") in ["", *attributes.get("class", "").split()]
        ]


def build(folder: Path) -> Page:
    """Check and build a document; nothing on its page is left to be filled in."""
    assert check(folder) == []
    files = render_files(build_map(folder))
    page = Page(files["korea_map.html"])
    assert re.findall(r".{0,30}[{}…].{0,30}", page.text) == []
    assert "{" not in re.sub(r"<style>.*?</style>", "", files["korea_map.svg"], flags=re.DOTALL)
    return page


def write(path: Path, *rows: str) -> None:
    """Write a table anew, with the header that it has."""
    header = path.read_text(encoding="utf-8").split("\n")[0]
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def leave_out_lists(folder: Path, *ids: str) -> None:
    """Take every toponym of some lists out of gazetteer.csv."""
    path = folder / "gazetteer.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[2] not in ids]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


NO_RADIUS = [(",30,mile,3,", ",,,3,"), (",30,mile,1,", ",,,1,")]


@pytest.fixture
def without_radius(bare_data, edit):
    for old, new in NO_RADIUS:
        edit("proposals.csv", old, new)
    return bare_data


@pytest.fixture
def without_halves(bare_data):
    write(
        bare_data / "proposals.csv",
        "wide,wide,1952-01-31,Wide plan,unc,,reported,letter-1952,30,mile,1,,letter-1952[p 1],One.",
    )
    rows = (bare_data / "gazetteer.csv").read_text(encoding="utf-8").split("\n")
    write(bare_data / "gazetteer.csv", rows[3].replace("wide-south", "wide"))
    return bare_data


def test_a_whole_small_document_has_walk_words_and_both_halves(small_data):
    page = build(small_data)
    assert len(page.all("button", id="start-walk")) == 1
    assert [step["id"] for step in page.data["steps"]] == ["first"]
    assert "Thirty miles?" in page.text
    assert page.data["sides"] == ["south", "north"]


def test_without_steps_no_walk_is_offered(bare_data):
    page = build(bare_data)
    assert page.all("button", id="start-walk") == []
    assert [link for link in page.all("a") if link.get("href") == "#start-walk"] == []
    assert page.data["steps"] == []


def test_a_table_of_steps_without_a_row_is_no_walk_either(small_data):
    write(small_data / "steps.csv")
    (small_data / "words" / "en.toml").write_text('title = "Short"\n', encoding="utf-8")
    assert build(small_data).all("button", id="start-walk") == []


def test_without_words_the_page_speaks_every_language_in_neutral_words(bare_data):
    page = build(bare_data)
    assert {button["data-lang"] for button in page.all("button") if "data-lang" in button} == {
        "en",
        "ko",
    }
    assert page.text.count("A small letter")
    assert "Thirty" not in page.text
    assert "4 points, 30 miles around each. 2 have a place" in page.text


def test_words_in_one_language_make_a_page_in_one_language(small_data):
    page = build(small_data)
    assert [button for button in page.all("button") if "data-lang" in button] == []


def test_one_plan_has_one_map_one_panel_and_no_comparison(small_data):
    page = build(small_data)
    assert page.all("div", id="map-side") == []
    assert page.all("fieldset", of="compare") == []
    assert len(page.all("text", of="head")) == 1
    assert len(page.all("section", of="plan")) == 1


def test_two_plans_are_compared(small_data):
    path = small_data / "proposals.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write(
            "x,x,1952-03-01,Other,unc,,offered,letter-1952,9,km,0,,letter-1952[page 3],None.\n"
        )
    with (small_data / "plans.csv").open("a", encoding="utf-8") as file:
        file.write("x,zones,disc,2\n")
    page = build(small_data)
    assert len(page.all("div", id="map-side")) == 1
    assert len(page.all("text", of="head")) == 2


def test_without_halves_there_is_one_column_for_all_land(without_halves):
    page = build(without_halves)
    assert page.data["sides"] == ["all"]
    assert len(page.all("svg", of="bar")) == 1
    assert "All land" in page.text
    for word in ("North", "South"):
        assert not re.search(rf"{word} \d", page.text)


def test_without_halves_the_most_is_of_all_land(without_halves, edit):
    edit("proposals.csv", ",mile,1,", ",mile,4,")
    made = read_content(without_halves)
    for plan, radius in made.radii.items():
        (one,) = made.spans(plan, radius.built_m).values()
        open_km2 = made.open_points[plan]["all"] * disc_km2(radius.built_m)
        assert made.open_points[plan] == {"all": 3}
        assert one.most == pytest.approx(one.least + open_km2 / made.lands_km2["all"])


def test_without_a_radius_there_are_points_and_no_slider_and_no_area(without_radius):
    page = build(without_radius)
    assert {one["type"] for one in page.all("input")} == {
        "checkbox",
        "text",
    }  # the last finds towns
    for gone in ("coverage-table", "whatif", "plan"):
        assert page.all("section", of=gone) == []
    assert page.all("path", of="zone") == []
    assert len(page.all("path", of="dot")) == 4  # on the first map and in the figure
    assert page.data["coverage"]["curve"] in ({}, [])


def test_without_unnamed_points_nothing_is_said_of_a_gap(bare_data, edit):
    whole = build(bare_data)
    assert len(whole.all("p", of="missing")) == 2
    assert len(whole.all("tr", of="unnamed")) == 1
    assert "not named" in whole.text
    leave_out_lists(bare_data, "wide-north")
    edit("proposals.csv", ",mile,3,", ",mile,0,")
    page = build(bare_data)
    assert page.all("p", of="missing") == []
    assert page.all("section", of="doubt") == []
    assert page.all("tr", of="unnamed") == []
    assert "if the named places are right" in whole.text
    assert "if the named places are right" not in page.text
    assert [one for one in page.all("rect") if one.get("fill") == "url(#more)"] == []


def test_a_list_without_a_row_and_without_a_point_is_legal(bare_data, edit):
    leave_out_lists(bare_data, "wide-north")
    edit("proposals.csv", ",mile,3,", ",mile,0,")
    page = build(bare_data)
    (plan,) = page.data["plans"]
    assert (plan["lists"]["north"]["claimed"], plan["lists"]["north"]["named"]) == (0, 0)
    rows = coverage(data=bare_data).set_index("list")
    assert list(rows.index) == ["south", "both"]
    assert rows.loc["both", "north_km2"] == 0


def test_a_list_of_points_that_are_all_unnamed_is_legal(bare_data):
    leave_out_lists(bare_data, "wide-north", "wide-south")
    page = build(bare_data)
    (plan,) = page.data["plans"]
    assert plan["lists"]["north"]["unnamed"] == 3
    assert page.data["points"] == []
    assert page.data["coverage"]["certain"] == {}
    assert re.search(r"North[^%]*0%[^%]* to (at most )?\d+%", page.text)
    assert coverage(data=bare_data).empty


def test_a_document_whose_plans_have_no_point_at_all_is_legal(without_radius, edit):
    leave_out_lists(without_radius, "wide-north", "wide-south")
    edit("proposals.csv", ",,,3,", ",,,0,")
    edit("proposals.csv", ",,,1,", ",,,0,")
    assert build(without_radius).data["points"] == []


@pytest.fixture
def without_a_place(small_data, edit):
    """A document that prints a position and for whose name no place was decided."""
    edit("gazetteer.csv", "ru-Latn,sinuiju,Sinŭiju,", "ru-Latn,,,")
    edit("gazetteer.csv", "GeoNames,2040893,3,certain,", "letter-1952,,3,,")
    edit("gazetteer.csv", "geonames[2040893].,uiju,", "letter-1952[page 1].,,")
    return small_data


def test_a_position_without_a_place_has_a_zone_and_no_certainty(without_a_place):
    content = read_content(without_a_place)
    zone = content.zones.set_index("id").loc["wide-north-01"]
    assert zone["certainty"] is None or zone["certainty"] != zone["certainty"]
    page = build(without_a_place)
    assert [one for one in page.all("path", of="zone") if "none" in one["class"].split()]


@pytest.mark.browser
def test_a_position_without_a_place_is_on_the_page_and_in_no_doubt(
    without_a_place, visit, tmp_path
):
    path = tmp_path / "page.html"
    path.write_text(render_files(build_map(without_a_place))["korea_map.html"], encoding="utf-8")
    tab = visit(path, tail="#place=wide-north-01")
    assert tab.locator("#card h2 .certainty.none").inner_text() == "not identified"
    assert tab.locator("#map_korea path.zone.none").count() == 1
    assert tab.locator("#doubts", has_text="Singisiu").count() == 0


def test_an_id_may_begin_with_a_digit(bare_data):
    path = bare_data / "proposals.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",wide,", ",1952-wide,"), "utf-8")
    assert "4 points, 30 miles around each" in build(bare_data).text


RADII = [
    ("30", "mile", 48_280.32, "30 miles"),
    ("1", "mile", 1_609.344, "1 mile"),
    ("0.25", "mile", 402.336, "0.25 miles"),
    ("30", "statute_mile", 48_280.32, "30 miles"),
    ("12.5", "nautical_mile", 23_150, "12.5 nautical miles"),
    ("5", "km", 5_000, "5 kilometres"),
    ("150", "km", 150_000, "150 kilometres"),
    ("300", "km", 300_000, "300 kilometres"),
    ("914.4", "m", 914.4, "914.4 metres"),
    ("1000", "yard", 914.4, "1,000 yards"),
    ("1", "m", 1, "1 metre"),
]


@pytest.mark.parametrize(("value", "unit", "metres", "said"), RADII, ids=lambda v: str(v))
def test_any_radius_in_any_unit_builds_and_is_said(value, unit, metres, said, bare_data):
    path = bare_data / "proposals.csv"
    text = path.read_text(encoding="utf-8").replace(",30,mile,", f",{value},{unit},")
    path.write_text(text, encoding="utf-8")
    page = build(bare_data)
    (plan,) = page.data["plans"]
    assert plan["built_m"] == pytest.approx(metres)
    assert (len(plan["readings"]) == 2) == (unit == "mile")
    assert f"{said} around each" in page.text
    (curve,) = page.data["coverage"]["curve"].values()
    assert page.data["slider"]["reach_m"] >= plan["built_m"]
    assert page.data["slider"]["reach_m"] <= 300_000
    assert curve
    assert not [mark for mark in page.data["slider"]["marks"] if mark["metres"] <= 0]

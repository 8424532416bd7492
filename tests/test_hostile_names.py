"""Names that every object of JavaScript has, and the linguist's star, are names as any other."""

import csv
import io
import re

import pytest
from conftest import ROOMS
from told import data_of

from korea_map.webmap import build_map, save_html

# how ids may be written leaves this one of what every object has; keys of sources leave more
IDS = {
    "wide-north-01": "constructor-north-01", "wide-north-02": "constructor-north-02",
    "wide-south-01": "constructor-south-01", "wide-north": "constructor-north",
    "wide-south": "constructor-south", "wide": "constructor", "uiju": "constructor",
    "first": "constructor", "letter-1952": "constructor",
}  # fmt: skip
KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"]
BARE = """() => {
  const rich = [];
  const look = (value, way) => {
    if (typeof value !== "object" || value === null) return;
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== null) rich.push(way);
    for (const [key, one] of Object.entries(value)) look(one, `${way}.${key}`);
  };
  look(koreaMap.page.data, "data");
  const now = koreaMap.page.derived();
  for (const name of ["radius", "metres", "stated", "units"]) look(now[name], name);
  return rich;
}"""


def rename(text):
    for old, new in IDS.items():
        text = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text)
    return text


def rewrite(path, change, by=None):
    """Change the cells of a table one by one; the rows may have to be in another order then."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        changed = [change(row) for row in rows]
        writer.writerows(sorted(changed, key=lambda row: row[by]) if by else changed)


@pytest.fixture
def hostile(small_data):
    """The small document with names of what every object has, wherever a name may be so."""
    for path in [
        *small_data.glob("*.csv"),
        *small_data.glob("*.toml"),
        *small_data.glob("words/*"),
    ]:
        path.write_text(rename(path.read_text(encoding="utf-8")), encoding="utf-8")
    rewrite(small_data / "places.csv", dict, by="id")
    bib = rename((small_data / "sources.bib").read_text(encoding="utf-8"))
    more = "".join(f"@misc{{{key},\n  title = {{T {key}}},\n  shorttitle = {{S {key}}}\n}}\n"
                   for key in KEYS if key != "constructor")  # fmt: skip
    (small_data / "sources.bib").write_text(bib + more, encoding="utf-8")
    cited = " ".join(f"{key}[page 5]" for key in KEYS)
    rewrite(
        small_data / "gazetteer.csv",
        lambda row: {
            **row,
            "evidence": f"Seen in {cited}.",
            "citation": "__proto__[page 5]",
        },
    )
    return small_data


@pytest.mark.browser
def test_a_document_of_such_names_has_the_whole_page(visit, hostile, tmp_path):
    path = save_html(build_map(hostile), tmp_path / "map.html")
    tab = visit(path)
    assert tab.evaluate(BARE) == []
    assert tab.locator("#map_korea path.zone").count() == 2
    told = tab.evaluate(
        "koreaMap.page.data.plans.map(({ id }) => koreaMap.page.derived().metres[id])"
    )
    assert told == [pytest.approx(30 * 1609.344)]
    for point in ("constructor-north-01", "constructor-south-01"):
        opened = visit(path, tail=f"#place={point}")
        text = opened.locator("#card").inner_text()
        for key in KEYS[2:]:
            assert f"(S {key}, page 5)" in text
        assert "S __proto__, page 5" in text
        assert opened.evaluate("koreaMap.page.state().place") == point
    for tail in ("#step=constructor", "#radius=constructor:3km", "#place=constructor"):
        opened = visit(path, tail=tail)
        assert opened.locator("#map_korea path.zone").count() == 2
    assert visit(path, tail="#step=constructor").evaluate("koreaMap.page.state().step") == 1
    tried = visit(path, tail="#radius=constructor:3km")
    assert tried.evaluate("koreaMap.page.derived().metres.constructor") == 3000
    tried.locator("#radius-constructor").fill("2")
    assert tried.evaluate("location.hash") == "#radius=constructor:2mi"


@pytest.mark.browser
def test_a_citation_of_such_a_key_leads_to_its_source_with_scripts_and_without(
    visit, hostile, tmp_path
):
    path = save_html(build_map(hostile), tmp_path / "map.html")
    for scripts in (True, False):
        cells = visit(path, java_script_enabled=scripts).locator(".places .whole")
        told = cells.first.text_content()
        assert told.startswith("Seen in (S __proto__, page 5)")
    tab = visit(path, tail="#place=constructor-north-01")
    link = tab.locator("#card a[href='#source-__proto__']").first
    link.click()
    assert tab.evaluate("document.activeElement.id") == "source-__proto__"


def test_what_is_cited_is_cut_into_pieces_once_and_the_program_knows_no_pattern_for_it(hostile):
    for point in data_of(build_map(hostile).get_root().render())["points"]:
        assert ["__proto__", "page 5"] in point["evidence"]
        assert point["citation"] == [["__proto__", "page 5"]]
    for path in ROOMS.glob("*.js"):
        # what cuts a text at brackets with something in them
        assert not re.search(r"\\\[.{0,12}\[\^.{0,3}\\?\]", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_no_room_keeps_names_of_the_data_in_an_object_that_has_more_than_was_put_there():
    fixed = {
        ("staging", "groups"), ("staging", "looks"),  # by the panes of that room
        ("units", "metresOf"), ("i18n", "catalogues"),  # until those of the data block are there
    }  # fmt: skip
    # what is made so is read by its entries, or unpacked and laid bare
    by_entries = {"packing", "downloads", "figures", "growing", "state"}
    for path in sorted(ROOMS.glob("*.js")):
        code = path.read_text(encoding="utf-8")
        made = set(re.findall(r"(?:const|let) (\w+) = \{\};", code))
        assert {(path.stem, name) for name in made} <= fixed, path.name
        assert not re.search(r"\w: \{\}[,; }]", code), path.name
        if "Object.fromEntries" in code:
            assert path.stem in by_entries, path.name


@pytest.mark.browser
def test_a_star_before_a_name_is_text_with_scripts_and_without(visit, small_data, tmp_path):
    rewrite(
        small_data / "gazetteer.csv",
        lambda row: {
            **row, "toponym": f"*{row['toponym']}", "title": row["title"] and f"*{row['title']}",
            "evidence": f"*Dz and *x: {row['evidence']}",
            "certainty": row["certainty"] and "uncertain",
        },
    )  # fmt: skip
    rewrite(small_data / "places.csv", lambda row: {**row, "title": f"*{row['title']}"})
    path = save_html(build_map(small_data), tmp_path / "map.html")
    read = """() => [...document.querySelectorAll(".places tbody td, .places tbody th, #doubts li, "
        + ".names li, .matrix th")]
        .map((node) => node.textContent.replace("◉", "").replace(/\\s+/g, " ").trim())"""
    still = visit(path, java_script_enabled=False).evaluate(read)
    tab = visit(path)
    assert tab.evaluate(read) == still
    doubts = tab.locator("#doubts").inner_text()
    assert "*Singisiu" in doubts
    assert "*Ŭiju" in doubts
    assert any("*Ŭiju (" in cell for cell in still)
    named = tab.locator("[aria-label*='*Singisiu, *Sinŭiju']")
    assert named.count() >= 1
    assert tab.locator(".places [data-open][aria-label*='*Singisiu']").count() == 1
    tab.evaluate("koreaMap.page.change({ place: 'wide-north-01' })")
    card = tab.locator("#card").inner_text()
    for text in ("*Singisiu", "*Sinŭiju", "*Ŭiju", "*Dz and *x"):
        assert text in card
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = tab.locator("#printed").text_content()
    assert "*Singisiu" in printed
    assert "*Dz and *x" in printed
    tab.locator("#judge").click()
    assert "that *Pusan is *Busan" in tab.locator("#judge-title").inner_text()
    # what the message itself marks is still emphasised
    tab.evaluate("koreaMap.page.goTo(1)")
    assert tab.locator("#walk-text em").all_text_contents() == ["Singisiu"]

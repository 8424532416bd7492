"""Each notebook is a lesson: it runs without a network, and its words hold what its cells show."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import draw_pictures
import nbformat
import numpy as np
import pytest
from PIL import Image, ImageDraw
from told import content, rows

import korea_map
from korea_map.dates import parse_date
from korea_map.webmap.language import Language

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = draw_pictures.NOTEBOOKS
NO_NETWORK = ROOT / "tests" / "no_network"
ANSWER = re.compile(
    r"<details><summary>An answer</summary>\n\n```python\n.+?```\n\n.+?\n\n</details>", re.DOTALL
)
HEADINGS = ("## Exercises", "## What this cannot show", "## Now with yours")

# what a notebook's words may count, for the tables say the same: docs/words.md has the names
SAID = ("{zone-plans:words} plans", "{unc.radius}", "{date}")
# what they may count besides: a title, and the rule of data/README.md
OWN = ("five minutes", "two witnesses")
# years that no table of the document has: the places are those of Korea around then
YEARS = {"1945"}
NUMBERS = re.compile(
    r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?)\b",
    re.IGNORECASE,
)

# a figure of land with more digits than the coastline carries
TOO_EXACT = re.compile(r"\d\.\d{4}|\d{3}\.\d")

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@cache
def read(path):
    return nbformat.read(path, as_version=4)


def cells(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def words(path):
    """What a notebook says, without its code."""
    text = "\n\n".join(cell.source for cell in cells(path, "markdown"))
    return re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", text, flags=re.DOTALL)


def told_code(path):
    """The code that stands in the words: answers, and what to try with material of one's own."""
    text = "\n\n".join(cell.source for cell in cells(path, "markdown"))
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


def trees(path):
    """The code of a notebook, that in its words too."""
    return [ast.parse(code) for code in code_of(path)]


def code_of(path):
    return [cell.source for cell in cells(path, "code")] + told_code(path)


def blocks(picture, like=None):
    """A picture as the mean grey of small squares, which a shifted edge hardly changes."""
    size = (like or picture).size
    grey = picture.convert("L").resize((size[0] // 8, size[1] // 8), Image.Resampling.BOX)
    return np.asarray(grey, dtype=float)


def is_same_picture(kept, drawn):
    """Whether two pictures show the same, as far as fonts and rounding may move a line."""
    if max(abs(a - b) for a, b in zip(kept.size, drawn.size, strict=True)) > 8:
        return False
    off = np.abs(blocks(kept) - blocks(drawn, like=kept)) > 24
    return off.mean() < 0.002


def printed(notebook):
    """The lines that cells print."""
    outputs = (one for cell in notebook.cells for one in cell.get("outputs", ()))
    return "".join(one.get("text", "") for one in outputs).splitlines()


def told_of_land(notebook):
    """The tables of shares and areas that cells show, as text."""
    shown = (data for cell in notebook.cells for data in draw_pictures.outputs_of(cell))
    texts = [data.get("text/plain", "") for data in shown]
    return [text for text in texts if "_share" in text or "_km2" in text]


@pytest.mark.loopback
@pytest.mark.slow
@each
def test_a_notebook_and_the_code_in_its_words_run_offline_and_draw_its_picture(path, tmp_path):
    code = told_code(path)
    done = draw_pictures.run(path, tmp_path, paths=[NO_NETWORK], further=code)
    for cell in done.cells[-len(code) :]:
        assert cell.outputs, f"this shows nothing: {cell.source}"
    assert [line for line in printed(done) if len(line) > 80] == [], "fill it: a page breaks words"
    assert [table for table in told_of_land(done) if TOO_EXACT.search(table)] == []
    with Image.open(draw_pictures.PICTURES / f"{path.stem}.png") as kept:
        assert is_same_picture(kept, draw_pictures.find_picture(done)), "run make pictures"


def test_what_runs_without_a_network_has_none():
    asked = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    for code in (asked, asked.replace("192.0.2.1", "example.org")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(NO_NETWORK)},
            capture_output=True,
            text=True,
        )
        assert "the network is off" in done.stderr


@each
def test_a_picture_that_shows_something_else_is_noticed(path):
    with Image.open(draw_pictures.PICTURES / f"{path.stem}.png") as kept:
        other = kept.convert("RGB")
        assert is_same_picture(kept, other)
        ImageDraw.Draw(other).ellipse((40, 40, 80, 80), fill="#0072b2")
        assert not is_same_picture(kept, other)


@each
def test_a_notebook_is_kept_clean_and_without_outputs(path):
    notebook = read(path)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z-]+", cell.id), "a cell is called by what it is for"
        assert set(cell.metadata) <= {"tags"}
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)


@each
def test_a_notebook_is_a_lesson(path):
    first, *_ = cells(path, "markdown")
    assert re.match(r"# .+\?\n", first.source), "its title is a question"
    ((alt, picture),) = re.findall(r"!\[(.+?)\]\((.+?)\)", first.source)
    assert picture == f"pictures/{path.stem}.png"
    assert len(alt) > 40
    assert 5 <= len(cells(path, "code")) <= 7
    titles = [one.source.splitlines()[0] for one in cells(path, "markdown")]
    assert tuple(titles[-3:]) == HEADINGS
    assert len(ANSWER.findall(cells(path, "markdown")[-3].source)) == 3


@each
def test_every_link_of_a_notebook_leads_somewhere(path):
    for cell in cells(path, "markdown"):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", cell.source):
            assert (path.parent / target).exists(), target


@each
def test_the_words_of_a_notebook_pin_no_number_that_the_tables_could_change(path):
    english = content().language("en")
    language = Language("en", {**english.catalogue, **{one: one for one in SAID}}, content().facts)
    text = " ".join(words(path).split())
    said_by_tables = [language.text(one) for one in SAID]
    for said in (*said_by_tables, *OWN):
        text = re.sub(re.escape(said), "", text, flags=re.IGNORECASE)
    for date in sorted(known_dates(), key=len, reverse=True):
        text = text.replace(date, "")
    found = [text[max(0, one.start() - 30) : one.end() + 20] for one in NUMBERS.finditer(text)]
    assert found == []


@cache
def known_dates():
    """Years and days that the tables and sources of the document have, as sentences write them."""
    bib = (ROOT / "data" / "sources.bib").read_text(encoding="utf-8")
    iso = set(re.findall(r"date = \{([\d-]+)\}", bib))
    iso |= {one["date"] for one in rows("proposals")}
    days = {content().language("en").date(parse_date(one)) for one in iso if len(one) == 10}
    months = {day.split(" ", 1)[1] for day in days}
    return YEARS | days | months | {one[:4] for one in iso}


@each
def test_a_notebook_uses_public_names_alone(path):
    for tree in trees(path):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
                assert not [name for name in names if name.startswith("korea_map.")]
            elif isinstance(node, ast.ImportFrom):
                assert not str(node.module).startswith("korea_map"), "say korea_map.name"
            elif isinstance(node, ast.Attribute):
                assert not node.attr.startswith("_")
                if isinstance(node.value, ast.Name) and node.value.id == "korea_map":
                    assert node.attr in korea_map.__all__


def test_the_extra_brings_what_the_notebooks_import():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["notebook"]
    brought = {re.match(r"[\w-]+", one)[0].lower() for one in wanted}
    homes = packages_distributions()
    for path in NOTEBOOKS:
        for node in (one for tree in trees(path) for one in ast.walk(tree)):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            tops = {name.split(".")[0] for name in names}
            for top in tops - sys.stdlib_module_names - {"korea_map"}:
                assert brought & {home.lower() for home in homes[top]}, f"{path.stem}: {top}"


@pytest.mark.parametrize("read", ["zones", "read_gazetteer", "read_places"])
def test_the_tables_plot_and_explore_with_that_extra(read):
    table = getattr(korea_map, read)().dropna(subset="geometry")
    assert table.plot().collections
    by_title = table[["title", "geometry"]].explore(column="title", tiles=None, legend=False)
    assert "geo_json" in by_title.get_root().render()


def test_the_page_of_the_notebooks_lists_each_with_its_question_picture_and_minutes():
    page = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    row = re.compile(
        r"^\| !\[\]\(\.\./notebooks/(pictures/[\w-]+\.png)\) "
        r"\| \[(.+?)\]\(\.\./notebooks/([\w-]+)\.ipynb\) \| (.+?) \| (\d+) \| (\d+) \|$",
        re.MULTILINE,
    )
    listed = row.findall(page)
    assert [stem for _, _, stem, *_ in listed] == [path.stem for path in NOTEBOOKS]
    for path, (picture, title, stem, question, to_read, to_do) in zip(
        NOTEBOOKS, listed, strict=True
    ):
        first = cells(path, "markdown")[0].source
        assert f"# {question}\n\n*{title}*\n" in first
        assert picture == f"pictures/{stem}.png"
        assert 0 < int(to_read) < int(to_do)


def test_one_line_opens_them_and_one_draws_their_pictures():
    page = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target, recipe in {
        "notebooks": "jupyter lab notebooks",
        "pictures": "python scripts/draw_pictures.py",
    }.items():
        assert f"make {target}" in page
        (own,) = re.findall(rf"^{target}: .*\n\t(.+)$", makefile, flags=re.MULTILINE)
        assert own == f"$(BIN)/{recipe}"


def test_pictures_are_small_and_each_belongs_to_a_notebook():
    kept = sorted((ROOT / "notebooks" / "pictures").iterdir())
    assert [one.name for one in kept] == [f"{path.stem}.png" for path in NOTEBOOKS]
    for picture in kept:
        assert picture.stat().st_size < 100_000

"""What the README promises is so."""

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import korea_map
from korea_map.cli import main
from korea_map.coverage_curve import interpolate
from korea_map.webmap.content import read_content
from korea_map.webmap.language import Language

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENT = read_content()


def test_every_local_link_leads_somewhere():
    pages = ("README.md", "CONTRIBUTING.md", "data/README.md", "data/basemap/README.md")
    for page in (*pages, "docs/notebooks.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_the_places_to_choose_from_are_counted():
    (told,) = re.findall(r"with ([\d,]+)\s+places of Korea around 1945", README)
    assert told == f"{len(korea_map.load_places()):,}"


def test_the_lines_of_python_give_a_changed_radius_and_a_layer_of_ones_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    changed, own_layer = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    exec(changed, names)  # noqa: S102
    assert len(names["zones"]) == DOCUMENT.facts["unc.named"].value
    assert set(names["zones"]["radius_m"]) == {12.5 * 1609.344}
    bare = (tmp_path / "my_map.html").stat().st_size
    exec(own_layer, names)  # noqa: S102
    korea_map.save_html(names["page"], tmp_path / "with_places.html")
    assert (tmp_path / "with_places.html").stat().st_size > bare + 100 * len(names["places"])


def test_the_line_for_qgis_writes_the_file_that_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line, written = re.search(r"QGIS: `korea-map (.+?)`, then drag `(.+?)`", README).groups()
    assert CliRunner().invoke(main, shlex.split(line)).exit_code == 0
    assert (tmp_path / written).exists()


def test_the_notebooks_are_counted():
    notebooks = list((ROOT / "notebooks").glob("*.ipynb"))
    number = DOCUMENT.language("en").in_words(len(notebooks))
    assert f"\n{number.capitalize()} notebooks" in README


def test_every_command_is_listed_and_every_listed_command_exists():
    (block,) = re.findall(r"```text\n(.*?)```", README, flags=re.DOTALL)
    assert set(re.findall(r"^korea-map (\w+)", block, flags=re.MULTILINE)) == set(main.commands)


def test_the_commands_for_a_document_of_ones_own_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.txt").write_text("Kaesong\n", encoding="utf-8")
    section = README.split("\n## Your own document\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)
    new, reconcile, check, build = [shlex.split(line)[1:] for line in block.splitlines()]
    assert CliRunner().invoke(main, new).exit_code == 0
    assert CliRunner().invoke(main, build).exit_code == 0
    assert (tmp_path / "my map" / "korea_map.html").exists()
    assert CliRunner().invoke(main, reconcile).exit_code == 0
    checked = CliRunner().invoke(main, check)
    assert checked.exit_code == 1
    assert "the place 'kaesong' is proposed, not decided" in checked.stdout


SAID = [
    "{unc.south.claimed} points in the South and {unc.north.claimed} in the North",
    "a zone of operation of {unc.radius} around each",
    "3 to {cpv.south.claimed} points a side, and {cpv.radius}",
    "a GeoDataFrame of {unc.named} polygons",
    "with {known} places of Korea around 1945",
    "counts {unc.north.claimed} points in the North and names {unc.north.named:words}",
    "{unc.north.unnamed:words} stay empty",
    "The radius is “{unc.radius}”",
    "{march-1952.north.claimed:words} ports each, as Xinhua reports it",
    "The {armistice-1953.claimed:words} ports of the Armistice Agreement",
    (
        "By coastline (Natural Earth, GSHHG) the UN proposal covers {unc.south.coasts} of the "
        "South, {unc.north.coasts} of the North and {unc.china.coasts} of China, the counter-plan "
        "{cpv.south.coasts} of the South and {cpv.north.coasts} of the North"
    ),
    "From {ports-1955.date} {ports-1955.claimed:words} ports are left, from {ports-1956.date} none",
]


@pytest.mark.parametrize("said", SAID)
def test_the_numbers_are_those_of_the_tables(said):
    values = {"known": len(DOCUMENT.dataset.places)}
    english = DOCUMENT.language("en")
    # the first word keeps a number word after it small, as within a sentence
    language = Language("en", {**english.catalogue, "said": f"… {said}"}, DOCUMENT.facts)
    sentence = language.text("said", **values).removeprefix("… ").replace("%", " %")
    sentence = sentence.replace("“", '"').replace("”", '"')
    assert sentence in " ".join(README.split()), "put this into README.md"


def test_the_coverage_is_that_of_the_tables_as_far_as_a_reader_minds():
    told = re.search(
        r"covers (\d+) % of the South.*? least (\d+) %.*? at most (\d+) %"
        r".*? it is (\d+) % and (\d+) %"
        r".*?covers about ([\d.]+) % of the South and ([\d.]+) % of the North"
        r", there at most ([\d.]+) %",
        " ".join(README.split()),
    )
    names = ["unc.south.share", "unc.north.share", "unc.north.most", "unc.south.certain"]
    names += ["unc.north.certain", "cpv.south.share", "cpv.north.share", "cpv.north.most"]
    for name, number in zip(names, told.groups(), strict=True):
        near = 2 if float(number) > 1 else 0.1
        expected = pytest.approx(100 * DOCUMENT.facts[name].value, abs=near)
        assert float(number) == expected, name


def test_the_land_beyond_the_border_is_told_with_no_more_digits_than_the_coast_carries():
    told = re.search(
        r"about ([\d,]+) km² of China .*?\(about ([\d,]+) km²", " ".join(README.split())
    )
    all_names, certain = (float(number.replace(",", "")) for number in told.groups())
    assert all_names == pytest.approx(DOCUMENT.facts["unc.china.area"].value, rel=0.1)
    alone = interpolate(DOCUMENT.certain_curves["unc"], DOCUMENT.radii["unc"].built_m)
    assert certain == pytest.approx(alone["china_km2"], rel=0.1)


def test_the_readings_of_the_names_are_counted():
    source = DOCUMENT.dataset.document.source
    named = [one for one in DOCUMENT.dataset.toponyms if one.document == source and one.reading]
    by_name = {one.toponym: one.reading_lang for one in named}
    counted = Counter(by_name.values())
    number = DOCUMENT.language("en").in_words(counted["ko"])
    assert f"({counted['ja']} of {len(by_name)})" in README
    assert f"{number} are Korean;" in " ".join(README.split())


def test_the_two_readings_of_the_mile_are_told():
    for metres in DOCUMENT.radii["unc"].readings.values():
        assert f"({metres / 1000:.1f} km)" in README


@pytest.mark.parametrize("page", ["README.md", "CITATION.cff"])
def test_the_version_is_the_packages(page):
    assert korea_map.__version__ in (ROOT / page).read_text(encoding="utf-8")

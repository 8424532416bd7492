"""The command `build`: every file whole, or nothing and the reason why."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from told import data_of as block_of

from korea_map.cli import main

ROOT = Path(__file__).resolve().parent.parent
BROKEN = ROOT / "tests" / "broken"
SUFFIXES = {".csv", ".toml", ".json", ".geojson", ".bib"}
UNUSED = {"hanja_readings.csv", "readings_corrections.csv"}
"""Tables from which places.csv is made."""
FILES = {"korea_map.html", "korea_map.svg", "lesson_demo.html", "oembed.json"}

# one fault of each kind of file; that every fault is told is tested with `check`
FAULTY = [
    "basemap-half-without-within.csv",
    "datapackage-not-json.json",
    "document-unknown-language.toml",
    "gazetteer-latitude-95.csv",
    "lesson/unknown-placeholder.toml",
    "messages/not-flat.json",
    "places-cites-nothing.csv",
    "places_more-another-place.csv",
    "plans-unknown-style.csv",
    "proposals-unknown-half.csv",
    "sources-not-bibtex.bib",
    "steps-unknown-plan.csv",
    "styles-tint-above-one.csv",
    "symbols-unknown-open.csv",
    "words/unknown-placeholder.toml",
]
with (BROKEN / "expected.csv").open(encoding="utf-8", newline="") as file:
    CASES = [row for row in csv.DictReader(file) if row["broken"] in FAULTY]


@pytest.fixture
def earlier(tmp_path) -> Path:
    """An output folder that holds an earlier page."""
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "korea_map.html").write_text("earlier", encoding="utf-8")
    return folder


@pytest.fixture
def whole_data(tmp_path) -> Path:
    """A copy of the project's data, to break."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "whole"))


def build(out: Path, *arguments: object):
    return CliRunner().invoke(main, ["build", "--out", str(out), *map(str, arguments)])


def assert_untouched(earlier: Path) -> None:
    assert [path.name for path in earlier.iterdir()] == ["korea_map.html"]
    assert (earlier / "korea_map.html").read_text(encoding="utf-8") == "earlier"


def test_a_build_writes_its_files_and_says_where_the_page_is(tmp_path):
    result = build(tmp_path / "new" / "folder")
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "new" / "folder").iterdir()} == FILES
    assert result.stderr.endswith("korea_map.html: open it in a browser; it needs no network\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['broken']}:{case['line']}")
def test_a_broken_file_is_named_and_the_earlier_page_kept(case, small_data, earlier):
    target = small_data / case["replaces"]
    target.parent.mkdir(exist_ok=True)
    shutil.copy(BROKEN / case["broken"], target)
    result = build(earlier, "--data", small_data)
    assert result.exit_code == 1
    where = f"{small_data.as_posix()}/{case['file']}:{case['line']}:{case['column']}"
    assert f"{where}: {case['message']}\n" in result.stderr
    assert "nothing was written" in result.stderr
    assert "Traceback" not in result.output
    assert_untouched(earlier)


def test_every_kind_of_file_has_its_fault_here():
    with (BROKEN / "expected.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["replaces"] for row in csv.DictReader(file)}
    here = {case["replaces"] for case in CASES}
    others = {kind.split("/")[0] for kind in kinds - here}
    assert others <= {"basemap", "words", "lesson", "messages"}


READS = """
import os, sys
from collections import Counter

read = Counter()


def count(event, given):
    if event == "open" and isinstance(given[0], (str, bytes, os.PathLike)):
        read[os.path.realpath(os.fsdecode(given[0]))] += 1


sys.addaudithook(count)
from korea_map.cli import main

main(["build", *sys.argv[1:]], standalone_mode=False)
for path, times in read.items():
    print(times, path)
"""


@pytest.mark.parametrize("own", [True, False], ids=["small data", "the project's"])
def test_a_build_reads_each_file_of_the_data_once(own, small_data, tmp_path):
    if own:
        shutil.copytree(ROOT / "korea_map" / "webmap" / "messages", small_data / "messages")
    data = small_data if own else ROOT / "data"
    call = [sys.executable, "-c", READS, "--out", str(tmp_path / "out"), "--data", str(data)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = (line.partition(" ") for line in done.stdout.splitlines())
    read = {Path(path): int(times) for times, _, path in lines}
    tables = ROOT / "korea_map" / "names" / "tables"
    wanted = {path for path in [*data.rglob("*.*"), *tables.glob("*.*")] if path.suffix in SUFFIXES}
    wanted -= {path for path in wanted if path.parent.name == "raw" or path.name in UNUSED}
    assert {path: read.get(path.resolve(), 0) for path in wanted} == dict.fromkeys(wanted, 1)
    ground = [path for path in read if path.is_relative_to(ROOT / "data")]
    assert all(read[path] == 1 for path in ground)


@pytest.mark.parametrize(
    ("arguments", "mile"),
    [((), "nautical"), (("--miles", "statute"), "statute"), (("--miles", "nautical"), "nautical")],
)
def test_a_mile_is_what_the_document_takes_it_for_unless_asked(
    arguments, mile, small_data, tmp_path
):
    path = small_data / "document.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'mile = "nautical"\n', encoding="utf-8")
    assert build(tmp_path, "--data", small_data, *arguments).exit_code == 0
    (plan,) = data_of(tmp_path)["plans"]
    metres = {"statute": 30 * 1609.344, "nautical": 30 * 1852}
    assert plan["built_m"] == pytest.approx(metres[mile])


@pytest.mark.parametrize(("arguments", "opens"), [((), "ko"), (("--lang", "en"), "en")])
def test_a_page_opens_in_the_language_of_the_document_unless_asked(
    arguments, opens, small_data, tmp_path
):
    path = small_data / "document.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"en"', '"ko"'), encoding="utf-8")
    shutil.copy(small_data / "words" / "en.toml", small_data / "words" / "ko.toml")
    assert build(tmp_path, "--data", small_data, *arguments).exit_code == 0
    page = (tmp_path / "korea_map.html").read_text(encoding="utf-8")
    assert re.search(r'<html[^>]* lang="(\w+)', page)[1] == opens


def data_of(folder: Path):
    """Return the data block of the page in a folder."""
    page = (folder / "korea_map.html").read_text(encoding="utf-8")
    return block_of(page)


def test_half_characters_in_the_basemap_are_refused(whole_data, earlier):
    path = whole_data / "basemap" / "rivers.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))
    features["features"][0]["properties"]["name"] = "\ud800"
    path.write_text(json.dumps(features), encoding="utf-8")
    result = build(earlier, "--data", whole_data)
    assert result.exit_code == 1
    assert "invisible character U+D800 by an escape; delete it" in result.stderr
    assert_untouched(earlier)


def test_a_folder_in_the_place_of_an_output_leaves_the_earlier_page(earlier):
    (earlier / "korea_map.svg").mkdir()
    result = build(earlier)
    assert result.exit_code == 1
    assert "korea_map.svg: is a folder" in result.stderr
    assert (earlier / "korea_map.html").read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--lang", "xx"), "no messages in language 'xx'; there are en, ko"),
        (("--tiles", "atlantis"), "no background 'atlantis'"),
        (("--miles", "roman"), "roman"),
    ],
)
def test_a_choice_that_is_not_known_is_wrong_use(arguments, says, earlier):
    result = build(earlier, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert_untouched(earlier)


def test_an_online_background_is_said_to_need_the_network(tmp_path):
    result = build(tmp_path, "--tiles", "osm")
    assert result.exit_code == 0
    assert "it loads its background osm from the network" in result.stderr

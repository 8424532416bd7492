"""The command `build`: every file whole, or nothing and the reason why."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map.cli import main

ROOT = Path(__file__).resolve().parent.parent
BROKEN = ROOT / "tests" / "broken"
FILES = {"korea_map.html", "korea_map.svg", "lesson_demo.html", "oembed.json"}

with (BROKEN / "expected.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


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
    shutil.copy(BROKEN / case["broken"], small_data / case["replaces"])
    result = build(earlier, "--data", small_data)
    assert result.exit_code == 1
    where = f"{small_data.as_posix()}/{case['file']}:{case['line']}:{case['column']}"
    assert f"{where}: {case['message']}\n" in result.stderr
    assert "nothing was written" in result.stderr
    assert "Traceback" not in result.output
    assert_untouched(earlier)


def test_a_plan_that_the_page_has_no_words_for_is_named(whole_data, earlier):
    path = whole_data / "proposals.csv"
    line = (
        "x-north,x,1952-02-01,Third,unc,north,offered,mao-1952-01-31,7,km,2,,mao-1952-01-31[p],N\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    result = build(earlier, "--data", whole_data)
    assert result.exit_code == 1
    assert "proposals.csv:10:1: the page has no words for the plan 'x'" in result.stderr
    assert_untouched(earlier)


def test_ports_of_1953_with_a_radius_are_refused(whole_data, earlier):
    path = whole_data / "proposals.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(",agreed,armistice-1953,,,", ",agreed,armistice-1953,5,km,"), "utf-8"
    )
    result = build(earlier, "--data", whole_data)
    assert result.exit_code == 1
    assert "the plan 'armistice-1953' has no radius there" in result.stderr
    assert_untouched(earlier)


def test_half_characters_in_the_basemap_are_refused(whole_data, earlier):
    path = whole_data / "basemap" / "rivers.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))
    features["features"][0]["properties"]["name"] = "\ud800"
    path.write_text(json.dumps(features), encoding="utf-8")
    result = build(earlier, "--data", whole_data)
    assert result.exit_code == 1
    assert "rivers.geojson:1:1: not usable JSON" in result.stderr
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

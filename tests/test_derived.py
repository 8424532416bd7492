"""What is computed beforehand follows from the tables as they are, or is not used."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import folium
import pytest
import sealing
from derive import derive, read
from layers import SEA, page_with, policy_of

from korea_map import derived
from korea_map.derived import (
    engine_digest,
    more_digest,
    places_digest,
    places_passed,
    read_derived,
)
from korea_map.errors import DataError
from korea_map.files import read_ahead, read_text
from korea_map.gazetteer import load_places
from korea_map.names.index import from_columns, list_rows, to_columns
from korea_map.names.table_files import FOLDER, read_files, read_passed_files
from korea_map.names.table_rules import check_names_tables, computed_before
from korea_map.offered import load_offered
from korea_map.webmap import build_map
from korea_map.webmap.policy import content_policy

ROOT = Path(__file__).resolve().parent.parent
ASKED = (
    "Yongpung",
    "Singisiu",
    "Suigei",
    "Taiko",
    "Хэйдзё",
    "해주",
    "新義州",
    "大邸",
    "Genzan [Wonsan]",
)


def test_the_derived_files_are_what_scripts_derive_makes():
    for path, text in derive().items():
        assert read(path) == text, f"run scripts/derive.py: {path.name} is stale"


def test_the_tables_that_are_not_checked_again_have_no_problem():
    assert check_names_tables(FOLDER) == []
    known = computed_before()
    assert known is not None
    checked, passed = read_files(FOLDER), read_passed_files(FOLDER, known["files"])
    assert dict(passed.tables) == checked.tables


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """A copy of the package's data, in the place of the package's own."""
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    monkeypatch.setattr(derived, "installed_data_dir", lambda: folder)
    return folder


def add_a_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_a_changed_byte_in_any_table_of_the_engine_is_noticed(name, tmp_path):
    tables = Path(shutil.copytree(FOLDER, tmp_path / "tables"))
    before = engine_digest(tables)
    assert before == engine_digest(FOLDER)
    add_a_byte(tables / name)
    assert engine_digest(tables) != before
    assert read_derived(derived.ENGINE, engine_digest(tables)) is None


def test_a_table_more_or_less_is_noticed(tmp_path):
    tables = Path(shutil.copytree(FOLDER, tmp_path / "tables"))
    (tables / "suffixes.csv").rename(tables / "aaa.csv")
    assert engine_digest(tables) != engine_digest(FOLDER)
    (tables / "aaa.csv").unlink()
    assert engine_digest(tables) != engine_digest(FOLDER)


def spoil_the_places(data: Path) -> None:
    add_a_byte(data / "places.csv")


def spoil_their_schema(data: Path) -> None:
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    (places,) = (one for one in package["resources"] if one["name"] == "places")
    places["schema"]["fields"][0]["constraints"]["required"] = False
    path.write_text(json.dumps(package), encoding="utf-8")


def spoil_the_package(data: Path) -> None:
    (data / "datapackage.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize("spoil", [spoil_the_places, spoil_their_schema, spoil_the_package])
def test_a_change_of_the_places_or_their_schema_is_noticed(spoil, data):
    before = places_digest()
    assert places_passed(data / "places.csv")
    spoil(data)
    assert places_digest() != before
    assert not places_passed(data / "places.csv")


@pytest.mark.parametrize("name", ["places.csv", "places_more.csv"])
def test_a_change_of_either_tier_is_noticed_by_the_second(name, data):
    before = more_digest()
    assert places_passed(data / "places_more.csv")
    add_a_byte(data / name)
    assert more_digest() != before
    assert not places_passed(data / "places_more.csv")


def test_readings_of_the_second_tier_are_kept_as_they_are_listed():
    rows = list_rows(list(load_offered().values()))
    kept = from_columns(json.loads(json.dumps(to_columns(rows))))
    assert kept.units == rows.units
    for column in ("place", "language", "which"):
        assert (getattr(kept, column) == getattr(rows, column)).all(), column
    assert kept.cost == pytest.approx(rows.cost)


def test_what_was_read_ahead_is_not_taken_for_what_is_there_now(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("before", encoding="utf-8")
    assert read_ahead(path) == b"before"
    path.write_text("after it", encoding="utf-8")
    assert read_text(path) == "after it"
    path.unlink()
    with pytest.raises(DataError):
        read_text(path)


def test_places_that_were_changed_are_checked_again(data):
    assert load_places(data) == load_places()
    path = data / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",KP,", ",XX,", 1), encoding="utf-8")
    with pytest.raises(DataError, match="country"):
        load_places(data)


def test_a_derived_file_that_is_missing_or_cut_is_not_used(data):
    index = data / derived.PLACES_INDEX
    index.write_bytes(b"\xff" + index.read_bytes())
    assert not places_passed(data / "places.csv")
    index.unlink()
    assert not places_passed(data / "places.csv")
    assert read_derived(index, places_digest()) is None


def run(*arguments: str, package: Path = ROOT, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "korea_map", *arguments],
        env={**os.environ, "PYTHONPATH": sealing.path(package), **environment},
        cwd=package,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_answers_are_the_same_where_nothing_was_computed_beforehand(tmp_path):
    shutil.copytree(ROOT / "korea_map", tmp_path / "korea_map")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "korea_map" / "names" / "engine.json").unlink()
    (tmp_path / "data" / derived.PLACES_INDEX).unlink()
    (tmp_path / "data" / derived.MORE_INDEX).unlink(missing_ok=True)
    asked = ("reconcile", "--format", "jsonl", *ASKED)
    assert run(*asked, package=tmp_path) == run(*asked)


def test_a_name_is_looked_up_without_tables_maps_or_what_checks_them():
    code = (
        "import sys; from korea_map.cli import main\n"
        "main(['reconcile', '--format', 'json', 'Singisiu'], standalone_mode=False)\n"
        "late = {'pandas', 'geopandas', 'shapely', 'folium', 'rich', 'bibtexparser', 'rapidfuzz'}\n"
        "print(sorted(late & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_compiled_templates_are_kept_only_where_python_keeps_its_own(tmp_path):
    kept, out = tmp_path / "kept", tmp_path / "out"
    here = {"PYTHONPYCACHEPREFIX": str(kept), "PYTHONDONTWRITEBYTECODE": "1"}
    run("build", "--out", str(out), **here)
    page = (out / "korea_map.html").read_bytes()
    assert not kept.exists()
    for _ in range(2):
        run("build", "--out", str(out), **{**here, "PYTHONDONTWRITEBYTECODE": ""})
        assert (out / "korea_map.html").read_bytes() == page
    assert [path for path in kept.rglob("*.pyc") if path.parent.name == "templates"]
    for path in kept.rglob("*.pyc"):
        if path.parent.name == "templates":
            path.write_bytes(b"nothing that was compiled")
    run("build", "--out", str(out), **{**here, "PYTHONDONTWRITEBYTECODE": ""})
    assert (out / "korea_map.html").read_bytes() == page


@pytest.mark.parametrize(
    "layers",
    [
        (),
        (folium.Marker(SEA, popup="a <b>name</b>"),),
        (folium.TileLayer("https://tiles.example.org/{z}/{x}/{y}.png", attr="somebody"),),
    ],
    ids=["none", "marker", "tiles"],
)
def test_the_policy_is_that_of_the_whole_page(layers):
    page = page_with(*layers, base=build_map)
    html = page.get_root().render()
    parsed = dict(part.split(" ", 1) for part in content_policy(html).split("; "))
    said = policy_of(html)
    for directive in ("script-src", "style-src", "default-src", "base-uri", "form-action"):
        assert said[directive] == parsed[directive]


def test_a_script_that_a_notebook_puts_into_the_page_is_in_its_policy():
    page = build_map()
    given = "<script>window.given = 1;</script><style>.given { color: red; }</style>"
    page.get_root().html.add_child(folium.Element(given))
    html = page.get_root().render()
    parsed = dict(part.split(" ", 1) for part in content_policy(html).split("; "))
    assert policy_of(html)["script-src"] == parsed["script-src"]
    assert policy_of(html)["style-src"] == parsed["style-src"]
    assert policy_of(html) != policy_of(build_map().get_root().render())

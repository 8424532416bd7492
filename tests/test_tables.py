"""Tables are written in one way, and a file is written whole or not at all."""

import csv
import json
from pathlib import Path

import pytest
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map import tables

ROOT = Path(__file__).resolve().parent.parent
TABLES = ["gazetteer", "places", "proposals"]


@pytest.mark.parametrize("name", TABLES)
def test_reading_and_writing_a_table_gives_the_same_bytes(name, tmp_path):
    path = ROOT / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tables.write_table(tmp_path / path.name, list(rows[0]), rows)
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()


@settings(derandomize=True, max_examples=200)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cc", "Cf", "Cs"], codec="utf-8"), min_size=1
        ).filter(lambda cell: cell == cell.strip()),
        min_size=2,
        max_size=5,
    )
)
def test_a_cell_begins_where_its_column_says(cells):
    line = tables._format_cells(cells)
    for cell, start in zip(cells, tables._cell_starts(cells), strict=True):
        assert line[start - 1 :].startswith(tables._format_cells([cell]))


def test_the_schema_describes_every_data_file_and_no_other():
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    folder = ROOT / "data"
    found = {
        path.relative_to(folder).as_posix()
        for pattern in ("*.csv", "raw/*.csv", "basemap/*.geojson")
        for path in folder.glob(pattern)
    }
    assert described == found


@pytest.mark.filterwarnings("ignore")  # what the reader itself warns of is not our matter
def test_the_data_package_is_valid_to_frictionless():
    report = validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "type", "message"])


def test_every_row_has_a_source():
    for name, column in (
        ("gazetteer", "citation"),
        ("places", "citation"),
        ("proposals", "citation"),
    ):
        schema = tables.find_resource(tables.read_package(ROOT / "data"), name)["schema"]
        (field,) = (field for field in schema["fields"] if field["name"] == column)
        assert field["constraints"]["required"]


def test_a_write_that_fails_leaves_the_earlier_file(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    tables.write_whole(path, b"earlier")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        tables.write_whole(path, b"later")
    assert path.read_bytes() == b"earlier"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_write_makes_the_folders_it_needs(tmp_path):
    tables.write_whole(tmp_path / "a" / "b" / "page.html", b"page")
    assert (tmp_path / "a" / "b" / "page.html").read_bytes() == b"page"

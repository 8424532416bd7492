"""Tables are written in one way, and a file is written whole or not at all."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map import tables
from korea_map.errors import DataError
from korea_map.model import Place, Proposal, Toponym
from korea_map.schema import Field, Schema
from korea_map.tables import read_table

ROOT = Path(__file__).resolve().parent.parent
TABLES = ["gazetteer", "places", "proposals"]
CSV = sorted(path.relative_to(ROOT / "data").as_posix() for path in ROOT.glob("data/**/*.csv"))


@pytest.mark.parametrize("name", CSV)
def test_reading_and_writing_a_table_gives_the_same_bytes(name, tmp_path):
    path = ROOT / "data" / name
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


COLUMNS = ["one", "two", "three"]
CELLS = st.text(st.sampled_from('ab,"ō é\u200b\r\n \u0304'), max_size=4)


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=3), st.booleans())
def test_a_table_is_read_whole_exactly_where_line_by_line_finds_nothing(rows, ending):
    lines = [",".join(COLUMNS), *(tables._format_cells(row) for row in rows)]
    text = "\n".join(lines) + ("\n" if ending else "")
    slow = tables._read_rows(Path("a.csv"), text, COLUMNS)
    whole = tables._read_canonical(text, COLUMNS)
    assert (whole is None) == bool(slow.problems)
    assert whole is None or whole == slow.rows


def test_rows_that_share_their_key_are_told(tmp_path):
    schema = Schema(
        "a.csv", tuple(Field(name, "string") for name in COLUMNS), (), key=("one", "two")
    )
    (tmp_path / "a.csv").write_text("one,two,three\na,b,1\na,c,2\na,b,3\n", encoding="utf-8")
    (problem,) = tables.read_file(tmp_path / "a.csv", schema).problems
    assert (problem.line, problem.column) == (4, 1)
    assert problem.message == "the same one, two as on line 2; delete one of the rows"


def test_columns_may_be_given_by_name_where_no_record_can_have_them(tmp_path):
    package = {
        "resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [
            {"name": "from", "type": "string"}, {"name": "class", "type": "integer"},
        ]}}]
    }  # fmt: skip
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (tmp_path / "a.csv").write_text("from,class\nx,1\n", encoding="utf-8")
    (row,) = read_table(tmp_path, "a", ["from", "class"]).rows
    assert (row["from"], row["class"], row.line, row.start_of("class")) == ("x", "1", 2, 3)


def test_a_spreadsheet_is_named_as_one(tmp_path):
    shutil.copy(ROOT / "data" / "datapackage.json", tmp_path)
    for beginning in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        (tmp_path / "places.csv").write_bytes(beginning + b"\xff\x00")
        with pytest.raises(DataError, match=r"places\.csv:1:1: a file of a spreadsheet"):
            read_table(tmp_path, "places", Place)


def test_the_schema_describes_every_data_file_and_no_other():
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    paths = [resource["path"] for resource in package["resources"]]
    described = {one for path in paths for one in ([path] if isinstance(path, str) else path)}
    folder = ROOT / "data"
    found = {
        path.relative_to(folder).as_posix()
        for kind in ("csv", "geojson", "toml")
        for path in folder.rglob(f"*.{kind}")
    }
    assert described == found


@pytest.mark.filterwarnings("ignore")  # what the reader itself warns of is not our matter
def test_the_data_package_is_valid_to_frictionless():
    report = validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "type", "message"])


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source(name):
    records = {"gazetteer": Toponym, "places": Place, "proposals": Proposal}
    assert all(row["citation"] for row in read_table(ROOT / "data", name, records[name]).rows)

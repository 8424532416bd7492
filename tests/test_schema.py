"""What a schema asks of a cell, and what is wrong with a schema itself."""

import json
import re

import pytest

from korea_map.errors import DataError
from korea_map.schema import Field, read_schema


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("0", "number"), ("-1", "number"), ("0.5", "number"), ("-0.25", "number"),
        ("123456789012345", "number"), ("0.123456789012345", "number"), ("10", "integer"),
        ("-7", "integer"), ("999999999999999", "integer"), ("1952-01-31", "date"),
        ("2000-02-29", "date"), ("1951-10", "date"), ("1951", "date"),
        ("anything, even 7", "string"), ("[1, 2]", "array"),
    ],
)  # fmt: skip
def test_a_cell_of_its_type_is_right(cell, kind):
    assert Field("a", kind).find_fault(cell) is None


@pytest.mark.parametrize(
    ("cell", "kind", "wanted"),
    [
        *((cell, "number", "a number") for cell in (
            "1e5", "nan", "inf", "1,5", "01", ".5", "5.", "+1", "1 000", "--1", "٣", "x",
            "1234567890123456", "0.1234567890123456", "1_000", "1,000", "40°06′N",
        )),
        *((cell, "integer", "a whole number") for cell in (
            "1.0", "1.", "01", "+1", "3-5", "２", "1234567890123456", "1.5",
        )),
        *((cell, "date", "a date (year-month-day, or as far as it is known)") for cell in (
            "1952-1-31", "31.1.1952", "1952-02-30", "1952-13-01", "1952-W05-4", "19520131",
            "1952-01-31T00", "0000", "52", "1952-1", "1952-00",
        )),
    ],
)  # fmt: skip
def test_a_cell_of_another_type_is_told(cell, kind, wanted):
    told = Field("a", kind).find_fault(cell)
    assert told.partition(";")[0] == f"a {cell!r} is not {wanted}"


def test_a_required_cell_is_not_empty_and_another_may_be():
    assert Field("a", "number", required=True).find_fault("") == "a is empty; it is required"
    assert Field("a", "number", minimum=1, enum=("x",)).find_fault("") is None


@pytest.mark.parametrize("cell", [" x", "x ", " ", "\tx"])
def test_blanks_at_an_end_are_told(cell):
    assert Field("a", "string").find_fault(cell) == "a has blanks at an end; delete them"


def test_a_limit_is_within_what_it_limits():
    field = Field("a", "number", minimum=-1.5, maximum=2)
    assert [field.find_fault(cell) for cell in ("-1.5", "0", "2")] == [None] * 3
    assert field.find_fault("-1.51") == "a -1.51 is below -1.5; give -1.5 to 2"
    assert field.find_fault("2.01") == "a 2.01 is above 2; give -1.5 to 2"


def test_a_limit_of_zero_is_one():
    assert Field("a", "integer", minimum=0).find_fault("-1") == "a -1 is below 0; give at least 0"
    assert Field("a", "integer", maximum=0).find_fault("1") == "a 1 is above 0; give at most 0"


def test_a_pattern_is_that_of_the_whole_cell():
    field = Field("a", "string", pattern=re.compile("[a-z]+"))
    assert field.find_fault("abc") is None
    assert field.find_fault("abc1") == "a 'abc1' does not have the form [a-z]+"


def test_a_choice_is_one_of_those_that_there_are():
    field = Field("a", "string", enum=("x", "y"))
    assert field.find_fault("y") is None
    assert field.find_fault("z") == "unknown a 'z'; use one of x, y"


def package(tmp_path, **schema):
    fields = [
        {"name": "a", "type": "integer", "constraints": {"required": True, "enum": [1, 2]}},
        {"name": "b", "type": "number", "constraints": {"unique": True, "minimum": 0}},
    ]
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": fields, **schema}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")


def test_a_schema_is_read_with_its_order_and_key(tmp_path):
    package(tmp_path, primaryKey=["a"], **{"korea_map:sort": ["b", "a"]})
    schema = read_schema(tmp_path, "t", ["a", "b"])
    assert (schema.path, schema.columns) == ("t.csv", ["a", "b"])
    assert (schema.sort, schema.key) == (("b", "a"), ("a",))
    first, second = schema.fields
    assert (first.required, first.unique, first.enum) == (True, False, ("1", "2"))
    assert (second.required, second.unique, second.minimum) == (False, True, 0)
    assert (first.minimum, second.maximum, second.pattern) == (None, None, None)


def test_a_changed_package_is_read_again(tmp_path):
    package(tmp_path)
    assert read_schema(tmp_path, "t", ["a", "b"]).sort == ()
    package(tmp_path, **{"korea_map:sort": ["a"]})
    assert read_schema(tmp_path, "t", ["a", "b"]).sort == ("a",)


@pytest.mark.parametrize("given", [{"primaryKey": ["c"]}, {"korea_map:sort": ["c"]}])
def test_an_order_or_key_of_no_column_is_told(given, tmp_path):
    package(tmp_path, **given)
    with pytest.raises(DataError, match=r"sorted by, or key of, unknown columns \['c'\]"):
        read_schema(tmp_path, "t", ["a", "b"])


@pytest.mark.parametrize("columns", [["a"], ["b", "a"], ["a", "b", "c"]])
def test_other_columns_than_the_program_knows_are_told(columns, tmp_path):
    package(tmp_path)
    with pytest.raises(DataError, match=f"'t' must have the columns {','.join(columns)}"):
        read_schema(tmp_path, "t", columns)

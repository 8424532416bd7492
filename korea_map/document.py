"""The document that a map is about: document.toml and plans.csv."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from korea_map.dates import parse_date
from korea_map.errors import DataError, Problem
from korea_map.model import Bounds, Document, Plan, PlanKind
from korea_map.schema import Schema, read_schema
from korea_map.tables import Row
from korea_map.toml import TomlFile, read_toml
from korea_map.walk import fault_of_bounds

FILE = "document.toml"
_AREAS = ("view", "figure")
_LISTS = "lists"


def read_document(folder: Path) -> TomlFile:
    """Read document.toml and hold it against its schema; `document_from` makes the record.

    Parameters
    ----------
    folder
        The folder of the document; it never has that of the package.

    Raises
    ------
    DataError
        With every fault of the file.
    """
    columns = [column.name for column in fields(Document)]
    schema = read_schema(folder, "document", columns)
    file = read_toml(folder / FILE)
    problems = list(_find_problems(file, schema))
    if problems:
        raise DataError(problems)
    return file


def document_from(file: TomlFile) -> Document:
    """Return document.toml as a record."""
    given = file.values
    return Document(
        id=given["id"],
        source=given["source"],
        date=parse_date(str(given["date"])),
        lang=given["lang"],
        mile=given.get("mile", "statute"),
        title=given.get("title"),
        view=_to_bounds(given.get("view")),
        figure=_to_bounds(given.get("figure")),
        lists=tuple(given.get("lists", ())),
    )


def plan_from(row: Row) -> Plan:
    """Return a row of plans.csv as a record."""
    return Plan(row["id"], PlanKind(row["kind"]), row["symbol"], int(row["style"]))


def _to_bounds(edges: list[float] | None) -> Bounds | None:
    if edges is None:
        return None
    west, south, east, north = edges
    return float(west), float(south), float(east), float(north)


def _find_problems(file: TomlFile, schema: Schema) -> Iterator[Problem]:
    known = {spec.name: spec for spec in schema.fields}
    for key, value in file.values.items():
        if key not in known:
            yield file.problem(key, f"{key!r} is not known; there are {', '.join(known)}")
        elif key in _AREAS:
            if fault := _fault_of_area(value):
                yield file.problem(key, f"{key} {fault}")
        elif key == _LISTS:
            if fault := _fault_of_lists(value):
                yield file.problem(key, f"{key} {fault}")
        elif fault := _fault_of_cell(value, known[key].kind):
            yield file.problem(key, f"{key} {fault}")
        elif fault := known[key].find_fault(str(value)):
            yield file.problem(key, fault)
    for key in file.empty:
        told = "is a table" if key in known else "is not known"
        yield file.problem(key, f"{key!r} {told}; there are {', '.join(known)}, each with a value")
    for name, spec in known.items():
        if spec.required and name not in file.values:
            yield file.problem(name, f"{name} is missing; add it")


def _fault_of_cell(value: Any, kind: str) -> str | None:
    if kind == "date":
        wrong = isinstance(value, datetime) or not isinstance(value, date | str)
        if wrong or _is_day_in_quotes(value):
            partial = 'or as "1952-01" or "1952" where no more is known'
            given = repr(value) if isinstance(value, str) else value
            return f"{given} is not a date; write it as 1952-01-31, without quotes, {partial}"
        return None  # what the text says is looked at as in a table
    return None if isinstance(value, str) else f"{value!r} is not text; write it in quotes"


def _is_day_in_quotes(value: Any) -> bool:
    try:
        return isinstance(value, str) and isinstance(parse_date(value), date)
    except ValueError:
        return False


def _fault_of_lists(value: Any) -> str | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return 'must be ids of proposals.csv in quotes, such as ["one-north", "one-south"]'
    twice = next((one for one in value if value.count(one) > 1), None)
    return None if twice is None else f"has {twice!r} twice; delete one"


def _fault_of_area(value: Any) -> str | None:
    numbers = isinstance(value, list) and all(
        isinstance(edge, int | float) and not isinstance(edge, bool) for edge in value
    )
    if not numbers or len(value) != 4:
        return "must be [west, south, east, north] in degrees"
    return fault_of_bounds(value)

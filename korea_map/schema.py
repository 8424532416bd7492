"""The schema of the tables, from `data/datapackage.json` (Frictionless Table Schema).

Nothing about a column is repeated in code but its name, which the records have too.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from korea_map.dates import begins, parse_date
from korea_map.errors import DataError, Problem
from korea_map.files import find_ground, read_json, shown_path, stamp
from korea_map.numerals import parse_number, remedy

PACKAGE_FILE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, its type and what its cells must obey."""

    name: str
    kind: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    minimum: float | None = None
    maximum: float | None = None

    def find_fault(self, cell: str) -> str | None:
        """Return what is wrong with a cell; None where nothing is."""
        if not cell:
            return f"{self.name} is empty; it is required" if self.required else None
        if cell != cell.strip():
            return f"{self.name} has blanks at an end; delete them"
        try:
            value = _TYPES[self.kind](cell)
        except ValueError as error:
            return f"{self.name} {cell!r} is not {error}"
        if self.enum and cell not in self.enum:
            return f"unknown {self.name} {cell!r}; use one of {', '.join(self.enum)}"
        if self.pattern and self.pattern.fullmatch(cell) is None:
            return f"{self.name} {cell!r} does not have the form {self.pattern.pattern}"
        if self.minimum is not None and value < self.minimum:
            return f"{self.name} {cell} is below {self.minimum:g}; {self._limits()}"
        if self.maximum is not None and value > self.maximum:
            return f"{self.name} {cell} is above {self.maximum:g}; {self._limits()}"
        return None

    def _limits(self) -> str:
        if self.minimum is None:
            return f"give at most {self.maximum:g}"
        if self.maximum is None:
            return f"give at least {self.minimum:g}"
        return f"give {self.minimum:g} to {self.maximum:g}"


@dataclass(frozen=True, slots=True)
class Schema:
    """A table: its file in the data folder, its columns, its order, its key.

    Attributes
    ----------
    path
        Of the file, below the data folder; with `*` where the schema is that of several.
    sort
        Columns by which the rows are sorted; empty for any order.
    key
        Columns whose cells together no two rows may share; empty where rows may be alike.
    """

    path: str
    fields: tuple[Field, ...]
    sort: tuple[str, ...]
    key: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in their order."""
        return [field.name for field in self.fields]


def read_schema(folder: Path, name: str, columns: Sequence[str], *, ground: bool = True) -> Schema:
    """Read the schema of one table of a data folder.

    Parameters
    ----------
    folder
        A data folder.
    name
        Name of the resource, e.g. `"gazetteer"`.
    columns
        The columns that the program knows.
    ground
        Whether the schema is the package's where the folder has none (see `find_ground`).

    Raises
    ------
    DataError
        If `datapackage.json` is missing, is not JSON, does not describe the table, or
        describes other columns.
    """
    path = find_ground(folder, PACKAGE_FILE) if ground else folder / PACKAGE_FILE
    package = read_package(path)
    try:
        schema = _to_schema(package, name)
    except (LookupError, TypeError, ValueError, AttributeError, re.error) as error:
        reason = f"{type(error).__name__}: {error}"
        message = f"resource {name!r} cannot be read as a table schema ({reason}); restore it"
        raise DataError([Problem(shown_path(path), 1, 1, message)]) from None
    if schema.columns != list(columns):
        message = f"resource {name!r} must have the columns {','.join(columns)}"
        raise DataError([Problem(shown_path(path), 1, 1, message)])
    return schema


def read_package(path: Path) -> Any:
    """Return a package, read once for all its tables and again when it has changed.

    Raises
    ------
    DataError
        If the file is missing or is not JSON.
    """
    return _read_package(path, *stamp(path))


@lru_cache(maxsize=16)
def _read_package(path: Path, changed_ns: int, size: int) -> Any:
    del changed_ns, size
    return read_json(path)


def _to_schema(package: Any, name: str) -> Schema:
    (resource,) = (entry for entry in package["resources"] if entry["name"] == name)
    fields = tuple(_to_field(spec) for spec in resource["schema"]["fields"])
    sort = tuple(resource["schema"].get("korea_map:sort", ()))
    key = tuple(resource["schema"].get("primaryKey", ()))
    unknown = {*sort, *key} - {field.name for field in fields}
    if unknown:
        raise ValueError(f"sorted by, or key of, unknown columns {sorted(unknown)}")
    return Schema(str(Path(resource["path"])), fields, sort, key)


def _to_field(spec: Mapping[str, Any]) -> Field:
    constraints = spec.get("constraints", {})
    if spec["type"] not in _TYPES:
        raise ValueError(f"unknown type {spec['type']!r}")
    limits = {
        key: float(constraints[key]) if key in constraints else None
        for key in ("minimum", "maximum")
    }
    return Field(
        name=spec["name"],
        kind=spec["type"],
        required=bool(constraints.get("required")),
        unique=bool(constraints.get("unique")),
        enum=tuple(str(value) for value in constraints.get("enum", ())),
        pattern=re.compile(constraints["pattern"]) if "pattern" in constraints else None,
        **limits,
    )


def _to_number(cell: str) -> float:
    number = parse_number(cell)
    if number is None:
        raise ValueError(f"a number{remedy(cell)}")
    return number


def _to_integer(cell: str) -> float:
    number = parse_number(cell)
    if number is None or "." in cell:
        raise ValueError(f"a whole number{remedy(cell, whole=True)}")
    return number


def _to_date(cell: str) -> float:
    try:
        return begins(parse_date(cell)).toordinal()
    except ValueError:
        raise ValueError("a date (year-month-day, or as far as it is known)") from None


_TYPES: Mapping[str, Callable[[str], float]] = {
    "string": lambda _: 0.0,
    "number": _to_number,
    "integer": _to_integer,
    "date": _to_date,
    "array": lambda _: 0.0,
}

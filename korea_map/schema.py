"""The schema of the tables, from `data/datapackage.json` (Frictionless Table Schema).

Nothing about a column is repeated in code but its name and type, which the records have too.

A document may bring a schema of its own. It narrows the package's: a cell obeys both, so that
nothing which the package demands is given up by a line that is missing or another.
"""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from korea_map.dates import begins, parse_date
from korea_map.errors import DataError, Problem, shown
from korea_map.files import (
    find_ground,
    installed_data_dir,
    read_json,
    read_text,
    shown_path,
    stamp,
)
from korea_map.numerals import parse_number, remedy
from korea_map.patterns import Pattern
from korea_map.texts import is_hidden, place_in

PACKAGE_FILE = "datapackage.json"

_CONSTRAINTS: Final = frozenset({"required", "unique", "enum", "pattern", "minimum", "maximum"})
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that are no files on Windows, with whatever ending."""
_LARGEST: Final = 10**15
"""Above every number of a cell."""
_NO_PACKAGE: Final = "describes no resources by their names; restore it, or delete the file"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, its type and what its cells must obey.

    Attributes
    ----------
    narrower
        What a document asks of its cells besides.
    """

    name: str
    kind: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: Pattern | None = None
    minimum: float | None = None
    maximum: float | None = None
    narrower: "Field | None" = None

    def find_fault(self, cell: str) -> str | None:
        """Return what is wrong with a cell; None where nothing is."""
        fault = self._find_fault(cell)
        if fault is None and self.narrower is not None:
            return self.narrower.find_fault(cell)
        return fault

    def _find_fault(self, cell: str) -> str | None:
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
        if self.pattern and (fault := self._fault_of_form(self.pattern, cell)):
            return fault
        if self.minimum is not None and value < self.minimum:
            return f"{self.name} {cell} is below {_plain(self.minimum)}; {self._limits()}"
        if self.maximum is not None and value > self.maximum:
            return f"{self.name} {cell} is above {_plain(self.maximum)}; {self._limits()}"
        return None

    def _fault_of_form(self, pattern: Pattern, cell: str) -> str | None:
        try:
            right = pattern.fullmatch(cell)
        except ValueError as error:
            return f"{self.name} cannot be held against the form {pattern.pattern!r}: {error}"
        form = pattern.pattern
        return None if right else f"{self.name} {cell!r} does not have the form {form}"

    def _limits(self) -> str:
        if self.minimum is not None and self.maximum is not None:
            return f"give {_plain(self.minimum)} to {_plain(self.maximum)}"
        if self.minimum is not None:
            return f"give at least {_plain(self.minimum)}"
        return "" if self.maximum is None else f"give at most {_plain(self.maximum)}"


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
    narrower
        What a document asks of its rows besides: another order, another key.
    """

    path: str
    fields: tuple[Field, ...]
    sort: tuple[str, ...]
    key: tuple[str, ...] = ()
    narrower: "Schema | None" = None

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
    installed = installed_data_dir() / PACKAGE_FILE
    if not ground or path == installed or path.resolve() == installed.resolve():
        return _read_schema(path, name, columns)
    if name not in _names_of(installed):  # a table that the package does not know
        return _read_schema(path, name, columns)
    base = _read_schema(installed, name, columns)
    if name not in _names_of(path):  # the document asks nothing besides
        return base
    return _narrow(base, _read_schema(path, name, columns))


def _names_of(path: Path) -> set[str]:
    """Return the names of the tables that a package describes; of a broken one, none."""
    package = read_package(path)
    try:
        resources = package["resources"]
        return {one["name"] for one in (resources if isinstance(resources, list) else [resources])}
    except (LookupError, TypeError):
        raise DataError([Problem(shown_path(path), 1, 1, _NO_PACKAGE)]) from None


def _read_schema(path: Path, name: str, columns: Sequence[str]) -> Schema:
    package = read_package(path)
    try:
        schema = _to_schema(package, name)
    except _FaultError as error:
        line, column = _place_of(path, name, *error.keys)
        message = f"resource {name!r}: {error}"
        raise DataError([Problem(shown_path(path), line, column, message)]) from None
    except Exception as error:  # JSON of any shape may stand there
        reason = f"{type(error).__name__}: {error}"
        message = f"resource {name!r} cannot be read as a table schema ({reason}); restore it"
        line, column = _place_of(path, name)
        raise DataError([Problem(shown_path(path), line, column, message)]) from None
    if schema.columns != list(columns):
        message = f"resource {name!r} must have the columns {','.join(columns)}"
        raise DataError([Problem(shown_path(path), *_place_of(path, name), message)])
    return schema


def _plain(limit: float) -> str:
    """Return a limit as tables write it: without powers of ten."""
    return f"{limit:g}" if abs(limit) < 100_000 else f"{limit:,.15g}"


class _FaultError(Exception):
    """What is wrong in a schema, and the names that lead to it."""

    def __init__(self, message: str, *keys: str) -> None:
        super().__init__(message)
        self.keys = keys


def _place_of(path: Path, *names: str) -> tuple[int, int]:
    """Return line and column in a package, found name by name: of a table, a column, a key."""
    text = read_text(path, is_json=True)
    at = 0
    for depth, name in enumerate(names):
        quoted = re.escape(json.dumps(name, ensure_ascii=False))
        sought = rf'"name"\s*:\s*{quoted}' if depth < 2 else rf"{quoted}\s*:"
        found = re.compile(sought).search(text, at)
        at = found.start() if found else at
    return place_in(text, at)


def _narrow(base: Schema, own: Schema) -> Schema:
    """Return a schema whose tables obey two."""
    pairs = zip(base.fields, own.fields, strict=True)
    fields = tuple(one if one == other else _narrow_field(one, other) for one, other in pairs)
    other = (own.sort, own.key) != (base.sort, base.key)
    return Schema(own.path, fields, base.sort, base.key, own if other else None)


def _narrow_field(base: Field, own: Field) -> Field:
    required, unique = base.required or own.required, base.unique or own.unique
    return replace(base, required=required, unique=unique, narrower=own)


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
    return Schema(_to_path(resource["path"]), fields, sort, key)


def _to_path(given: Any) -> str:
    """Return the path of a file below the folder: no other is read, on no system."""
    parts = given.split("/") if isinstance(given, str) else []
    outside = any(
        part in ("", ".", "..")
        or _DEVICE.fullmatch(part)
        or part != part.strip(" ")
        or part.endswith(".")
        or any(sign in '\\:<>"|?' or is_hidden(sign) for sign in part)
        for part in parts
    )
    if not parts or outside:
        raise _FaultError(f"path {shown(given)} is none below the folder; write one", "", "path")
    return str(PurePosixPath(given))


def _to_field(spec: Mapping[str, Any]) -> Field:
    name, kind = spec["name"], spec["type"]
    constraints = spec.get("constraints", {})
    if not isinstance(kind, str) or kind not in _TYPES:
        message = f"unknown type {shown(kind)}; there are {', '.join(_TYPES)}"
        raise _FaultError(message, name, "type")
    for key in sorted(constraints.keys() - _CONSTRAINTS):
        message = f"unknown constraint {shown(key)}; there are {', '.join(sorted(_CONSTRAINTS))}"
        raise _FaultError(message, name, key)
    for key in ("required", "unique"):
        if not isinstance(constraints.get(key, False), bool):
            raise _FaultError(
                f"{key} {shown(constraints[key])} is neither true nor false", name, key
            )
    enum = constraints.get("enum", ())
    if "enum" in constraints and not (isinstance(enum, list) and enum):
        raise _FaultError(f"enum {shown(enum)} is no list of values", name, "enum")
    return Field(
        name=name,
        kind=kind,
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(str(value) for value in enum),
        pattern=_to_pattern(name, constraints),
        minimum=_to_limit(name, "minimum", kind, constraints),
        maximum=_to_limit(name, "maximum", kind, constraints),
    )


def _to_pattern(name: str, constraints: Mapping[str, Any]) -> Pattern | None:
    if "pattern" not in constraints:
        return None
    given = constraints["pattern"]
    if not isinstance(given, str):
        raise _FaultError(f"pattern {shown(given)} is no text", name, "pattern")
    try:
        return _compile(given)
    except ValueError as error:
        message = f"pattern {given!r} cannot be used: {error}"
        raise _FaultError(message, name, "pattern") from None


_compile = lru_cache(maxsize=256)(Pattern)


def _to_limit(name: str, key: str, kind: str, constraints: Mapping[str, Any]) -> float | None:
    if key not in constraints:
        return None
    given = constraints[key]
    number = type(given) in (int, float) and abs(given) < _LARGEST and math.isfinite(given)
    if not number or kind not in ("number", "integer"):
        why = "is no number that a cell can have" if not number else f"limits no {kind}"
        raise _FaultError(f"{key} {shown(given)} {why}", name, key)
    return float(given)


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

"""The fields of the exports: one table for every format and for the downloads of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from korea_map.errors import DataError
from korea_map.schema import read_schema
from korea_map.tables import read_file

FOLDER: Final = Path(__file__).with_name("exports")
"""The table, `fields.csv`, with its schema beside it."""

FORMATS: Final = ("geojson", "csv", "gpkg", "kml", "lpf", "lptsv")
"""The columns of the table that say what a format calls a field."""


@dataclass(frozen=True, slots=True)
class ExportField:
    """A field of the exports.

    Attributes
    ----------
    table
        What its rows are of.
    kind
        `string`, `number`, `integer`, `date` or `array`.
    names
        What each format calls it; formats that do not have it are left out.
    """

    table: str
    name: str
    kind: str
    meaning: str
    names: Mapping[str, str]


@cache
def load_fields() -> tuple[ExportField, ...]:
    """Return the fields in the order of the columns.

    Raises
    ------
    DataError
        If the table breaks its schema.
    """
    columns = ("table", "field", "type", "meaning", *FORMATS)
    schema = read_schema(FOLDER, "fields", columns, ground=False)
    table = read_file(FOLDER / schema.path, schema)
    if table.problems:
        raise DataError(table.problems)
    return tuple(
        ExportField(
            row["table"],
            row["field"],
            row["type"],
            row["meaning"],
            {name: row[name] for name in FORMATS if row[name]},
        )
        for row in table.rows
    )


def fields_of(format_: str, table: str = "places") -> dict[str, ExportField]:
    """Return the fields of a table that a format has, by the name that it calls them.

    Examples
    --------
    >>> [name for name in fields_of("gpkg", "rivers")]
    ['id', 'name', 'hangul', 'hanja', 'source']
    """
    return {
        field.names[format_]: field
        for field in load_fields()
        if field.table == table and format_ in field.names
    }


def list_fields(*formats: str) -> dict[str, str]:
    """Return the fields of formats as one text, by the formats that share it.

    Each field has its name in the format, and its own behind an equals sign where that is
    another.

    Examples
    --------
    >>> list(list_fields("geojson", "csv", "kml"))
    ['geojson csv kml']
    """
    shared: dict[str, list[str]] = {}
    for one in formats:
        named = fields_of(one).items()
        told = (name if name == field.name else f"{name}={field.name}" for name, field in named)
        shared.setdefault(" ".join(told), []).append(one)
    return {" ".join(together): told for told, together in shared.items()}

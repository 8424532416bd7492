"""The points as a table for spreadsheets and for OpenRefine."""

import csv
import io
from typing import Any

from korea_map.exports.records import Records
from korea_map.fields import fields_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet would compute."""
_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def write_csv(records: Records) -> bytes:
    """Return a row for each point of each list.

    Numbers are numbers, with a point; a text that a spreadsheet would take for a formula has
    an apostrophe before it.
    """
    columns = fields_of("csv")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in records.place_rows:
        writer.writerow(to_cell(row[field.name]) for field in columns.values())
    return (_MARK + out.getvalue()).encode()


def number(value: float) -> str:
    """Return a number as tables write it: 30 and not 30.0."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def to_cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet computes.

    Examples
    --------
    >>> to_cell("=1+1"), to_cell(-1.5), to_cell(30.0), to_cell(None)
    ("'=1+1", '-1.5', '30', '')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return number(value)
    # the writer knows no other end of a line within a cell
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    # blanks before the sign do not keep every program from computing
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text

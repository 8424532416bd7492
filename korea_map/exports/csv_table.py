"""The points as a table for spreadsheets and for OpenRefine."""

import csv
import io

from korea_map.exports.records import Records
from korea_map.fields import fields_of
from korea_map.spreadsheets import to_cell

_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def write_csv(records: Records) -> bytes:
    """Return a row for each point of each list.

    Numbers are numbers, with a point; no text is one that a spreadsheet computes.
    """
    columns = fields_of("csv")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in records.place_rows:
        writer.writerow(to_cell(row[field.name]) for field in columns.values())
    return (_MARK + out.getvalue()).encode()

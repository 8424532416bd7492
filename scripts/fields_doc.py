"""Write the tables of fields into docs/exports.md, from korea_map/exports/fields.csv."""

from itertools import groupby
from pathlib import Path

from korea_map.fields import load_fields

PAGE = Path(__file__).resolve().parent.parent / "docs" / "exports.md"
BEGIN = "<!-- from korea_map/exports/fields.csv, by scripts/fields_doc.py -->\n"

ROWS = {
    "places": "`places`: a row for each name in a list",
    "zones": "`zones`: a row for each zone",
    "lists": "`lists`: a row for each list, without a shape",
    "rivals": "`rivals`: a row for each place that a name might mean instead",
    "rivers": "`rivers`",
    "land": "`land`",
    "lines": "`lines`",
    "gazetteer": "Linked Places and LP-TSV: a feature or line for each place",
}


def fields_tables() -> str:
    """Return a table for each kind of row."""
    parts = []
    for table, fields in groupby(load_fields(), key=lambda field: field.table):
        told = list(fields)
        formats = list(dict.fromkeys(name for field in told for name in field.names))
        head = ["field", *formats, "type", "what it is"]
        lines = [f"### {ROWS[table]}\n", _line(head), _line(["---"] * len(head))]
        for field in told:
            names = [f"`{field.names[name]}`" if name in field.names else "" for name in formats]
            # where every format calls it the same, once is enough
            alike = [("yes" if name == f"`{field.name}`" else name) for name in names]
            lines.append(_line([f"`{field.name}`", *alike, field.kind, field.meaning]))
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("  ", " ")


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8").split(BEGIN)[0]
    PAGE.write_text(f"{before}{BEGIN}\n{fields_tables()}", encoding="utf-8", newline="\n")

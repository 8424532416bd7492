"""The bibliography of the map as BibTeX: the map itself, then every source that it cites."""

from collections.abc import Mapping
from pathlib import Path

import bibtexparser
from bibtexparser.model import Entry

import korea_map
from korea_map.credit import AUTHOR, CREDIT, PUBLISHED
from korea_map.exports.records import Records
from korea_map.files import installed_data_dir, read_text
from korea_map.latex import encode_latex
from korea_map.references import to_field
from korea_map.sources import FILE

KEY = "korea-map"
"""Of the entry for the map itself."""


def write_bibtex(records: Records) -> bytes:
    """Return the entries of the sources in sources.bib, by the order of the page.

    They say what they say there; what LaTeX would stumble over is escaped.
    """
    own = _entries(records.dataset.folder / FILE)
    known = own if own.keys() >= records.sources.keys() else _entries(installed_data_dir() / FILE)
    entries = [_own_entry(records, {*own, *known})]
    entries += [own.get(key) or known[key] for key in records.sources]
    return ("\n\n".join(entries) + "\n").encode()


def _entries(path: Path) -> dict[str, str]:
    """Return the text of each entry of a bibliography by its key."""
    library = bibtexparser.parse_string(read_text(path))
    return {entry.key: _write(entry) for entry in library.entries}


def _write(entry: Entry) -> str:
    """Return an entry with its fields in braces; macros of the file are written out."""
    bare = entry.parser_metadata.get("removed_enclosing", {})
    fields = {
        # jan, feb ... are macros that every style has
        field.key: field.value
        if bare.get(field.key) == "no-enclosing" and field.key.lower() == "month"
        else to_field(field.key, str(field.value))
        for field in entry.fields
    }
    return _join(entry.entry_type, entry.key, fields)


def _join(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}\n}}"


def _own_entry(records: Records, taken: set[str]) -> str:
    """Return the entry of the map; its key is one that no source has."""
    key = KEY
    while key in taken:
        key += "-map"
    fields = {
        # in braces of its own: a project has no family name
        "author": f"{{{encode_latex(AUTHOR)}}}",
        "title": encode_latex(records.title),
        "shorttitle": "korea-map",
        "year": PUBLISHED,
        "version": korea_map.__version__,
        "howpublished": "Interactive map in one file, with its tables",
        "note": encode_latex(CREDIT),
        "langid": records.language.tag,
    }
    return _join("misc", key, {name: f"{{{value}}}" for name, value in fields.items()})

"""The bibliography of the map as BibTeX: the map itself, then every source that it cites."""

from pathlib import Path

import bibtexparser

import korea_map
from korea_map.credit import AUTHOR, CREDIT, PUBLISHED
from korea_map.exports.records import Records
from korea_map.files import installed_data_dir, read_text
from korea_map.sources import FILE

KEY = "korea-map"
"""Of the entry for the map itself."""


def write_bibtex(records: Records) -> bytes:
    """Return the entries of the sources as they stand in sources.bib, by the order of the page."""
    own = _entries(records.dataset.folder / FILE)
    known = own if own.keys() >= records.sources.keys() else _entries(installed_data_dir() / FILE)
    entries = [_own_entry(records, {*own, *known})]
    entries += [own.get(key) or known[key] for key in records.sources]
    return ("\n\n".join(entries) + "\n").encode()


def _entries(path: Path) -> dict[str, str]:
    """Return the text of each entry of a bibliography by its key."""
    library = bibtexparser.parse_string(read_text(path))
    return {entry.key: str(entry.raw).strip() for entry in library.entries}


def _own_entry(records: Records, taken: set[str]) -> str:
    """Return the entry of the map; its key is one that no source has."""
    key = KEY
    while key in taken:
        key += "-map"
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": _braced(records.title),
        "shorttitle": "korea-map",
        "year": PUBLISHED,
        "version": korea_map.__version__,
        "howpublished": "Interactive map in one file, with its tables",
        "note": CREDIT,
        "langid": records.language.tag,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}\n}}"


def _braced(text: str) -> str:
    """Return a text in which no brace is left that BibTeX would count."""
    return text.replace("{", "(").replace("}", ")")

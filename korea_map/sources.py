"""The sources that cells cite as `key[locus]`, read from `sources.bib`."""

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bibtexparser
from bibtexparser.library import Library

from korea_map.errors import DataError, Problem
from korea_map.files import data_dir, read_text, shown_path

FILE = "sources.bib"

# its warnings say what `read_sources` raises; the root logger still gets them if it wants
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

CITATION = re.compile(r"(?P<key>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\[(?P<locus>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the bibliography.

    Attributes
    ----------
    short
        What a sentence calls it, as in (Torkunov 2000, page 5).
    text
        The whole reference as one line for readers.
    url
        Where it can be seen; None where it is only in print.
    """

    key: str
    kind: str
    short: str
    text: str
    url: str | None


def read_sources(data: str | os.PathLike[str] | None = None) -> dict[str, Source]:
    """Read the bibliography of a data folder.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    dict of str to Source
        By key, in the order of the file.

    Raises
    ------
    DataError
        If the file is missing, not UTF-8, or an entry cannot be read.
    """
    path = data_dir(data) / FILE
    library = bibtexparser.parse_string(read_text(path))
    problems = list(_find_problems(library, path))
    if problems:
        raise DataError(problems)
    return {
        entry.key: Source(
            entry.key,
            entry.entry_type,
            str(entry["shorttitle"]),
            _format_reference({f.key: str(f.value) for f in entry.fields}),
            str(entry["url"]) if "url" in entry.fields_dict else None,
        )
        for entry in library.entries
    }


def find_citations(text: str) -> Iterator[tuple[str, int]]:
    """Yield the key of each `key[locus]` in a text, with its 0-based offset."""
    for match in CITATION.finditer(text):
        yield match["key"], match.start()


def find_glued(text: str) -> Iterator[tuple[str, int]]:
    """Stub until the citations branch is merged."""
    return iter(())


def _find_problems(library: Library, path: Path) -> Iterator[Problem]:
    shown = shown_path(path)
    for comment in library.comments:
        if not comment.raw.lstrip().startswith(("%", "@")):
            line = (comment.start_line or 0) + 1
            yield Problem(shown, line, 1, "text outside an entry; begin the line with %")
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        key = getattr(block, "key", None)
        reason = f"entry {key!r} twice; keep one" if key else "not BibTeX; mend the entry"
        yield Problem(shown, line, 1, reason)
    for entry in library.entries:
        line = (entry.start_line or 0) + 1
        given = {field.key: str(field.value).strip() for field in entry.fields}
        for field in ("title", "shorttitle"):
            if not given.get(field):
                yield Problem(shown, line, 1, f"entry {entry.key!r} has no {field}; add it")
        if not given.get("url", "https://").startswith(("https://", "http://")):
            yield Problem(shown, line, 1, f"the url of {entry.key!r} is no web address")


def _format_reference(fields: dict[str, str]) -> str:
    """Return author, title, container, date and archive as one readable line."""
    title = fields["title"].replace("{", "").replace("}", "")
    container = fields.get("journal") or fields.get("booktitle")
    parts = [
        fields.get("author", "").replace("{", "").replace("}", "").replace(" and ", "; "),
        f"“{title}”" if container or "howpublished" in fields else title,
        container or "",
        fields.get("volume", ""),
        fields.get("howpublished", ""),
        fields.get("publisher", ""),
        fields.get("date") or fields.get("year", ""),
        fields.get("pages", ""),
        fields.get("note", ""),
    ]
    return ", ".join(part for part in parts if part) + "."

"""What a file of BibTeX may hold: keys that texts can cite, fields that readers can read."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
)

from korea_map.errors import DataError, Problem
from korea_map.files import shown_path
from korea_map.latex import decode_latex
from korea_map.references import part_names

# its warnings say what `read_sources` raises; the root logger still gets them if it wants
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

# What BibTeX allows in a key and programs that keep bibliographies put there: `müller2001`,
# `doe:2000`, `o'neill.2001`, `smith+jones_2001`. It begins and ends with a letter or digit,
# so that a quotation mark or a colon before it is none of it.
KEY = r"\w(?:[\w.:+'’/&*!?@$^-]*\w)?"
# What is printed of an entry.
_SHOWN = frozenset(
    {
        "author", "title", "shorttitle", "journal", "booktitle", "volume", "howpublished",
        "publisher", "date", "year", "pages", "note",
    }
)  # fmt: skip

# What BibTeX itself has a word for.
_MONTHS = frozenset(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
)

# A value that ends, and goes on with the next field: what a comma that is missing makes of it.
_RUN_ON = re.compile(
    r'((?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|"[^"]*"|\w+)\s*)'
    r"(?:(?<=\n)[ \t]*\w+|(?:title|shorttitle|author|year|date|note|url|publisher|journal))"
    r'[ \t]*=[ \t]*["{\w]',
    re.IGNORECASE,
)

# Why an entry cannot be read, as the parser has it, and what to do.
_REASONS = {
    "Expected comma after entry key": "a comma is missing after the key; add it",
    "Expected a `=`": "a = is missing between a field and its text; add it",
    "Unexpected block start": "a brace of the entry is not closed; add it",
    "Unexpectedly reached end": "a brace of the entry is not closed; add it",
}


def parse(text: str, path: Path) -> Library:
    """Return the blocks of a bibliography, those that cannot be read among them.

    Raises
    ------
    DataError
        If the parser itself fails.
    """
    try:
        return bibtexparser.parse_string(text)
    except Exception as error:  # whatever a parser makes of foreign text is a fault of the text
        reason = f"not BibTeX: {type(error).__name__}; look for a brace that is not closed"
        raise DataError([Problem(shown_path(path), 1, 1, reason)]) from None


def fields_of(entry: Entry) -> dict[str, Field]:
    """Return the fields of an entry by their names, which may be in capitals."""
    return {field.key.lower(): field for field in entry.fields}


def to_text(name: str, value: object) -> str:
    """Return a value as readers see it: in one line, with letters for the commands of LaTeX."""
    text = " ".join(str(value).split())
    if name == "url":
        return re.sub(r"\\([%&_#~])", r"\1", text)
    if name == "author":
        text = part_names(text)
    return decode_latex(text) if name in _SHOWN else text


def find_problems(library: Library, path: Path) -> Iterator[Problem]:
    """Yield every fault of a bibliography."""
    shown = shown_path(path)
    torn = False
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, ImplicitComment):
            # what follows an entry that could not be read may be the rest of it
            if not torn:
                yield from _find_stray(str(block.comment), shown, line)
            continue
        torn = isinstance(block, ParsingFailedBlock)
        if isinstance(block, ParsingFailedBlock):
            yield _about_failed(block, shown, line)
    for entry in library.entries:
        yield from _find_faults(entry, shown)


def _find_stray(comment: str, shown: str, first: int) -> Iterator[Problem]:
    """Yield the first line between entries that is not meant as a comment."""
    for line, text in enumerate(comment.split("\n"), start=first):
        if begins := text.lstrip()[:1].replace("%", ""):
            message = "text outside an entry; begin the line with %"
            torn_head = "no entry: a { is missing after its kind; add it"
            yield Problem(shown, line, 1, torn_head if begins == "@" else message)
            return


def _about_failed(block: ParsingFailedBlock, shown: str, line: int) -> Problem:
    if isinstance(block, DuplicateFieldKeyBlock):
        twice = ", ".join(sorted(block.duplicate_keys))
        return Problem(shown, line, 1, f"{twice} twice in one entry; keep one")
    if isinstance(block, DuplicateBlockKeyBlock):
        return Problem(shown, line, 1, f"entry {block.key!r} twice; keep one")
    reason = str(getattr(block.error, "abort_reason", ""))
    for beginning, message in _REASONS.items():
        if reason.startswith(beginning):
            here = beginning == "Expected a `=`"
            at = line + str(block.raw).rstrip().count("\n") if here else line
            return Problem(shown, at, 1, f"not BibTeX: {message}")
    return Problem(shown, line, 1, "not BibTeX; mend the entry")


def _find_faults(entry: Entry, shown: str) -> Iterator[Problem]:
    line = (entry.start_line or 0) + 1
    fields = fields_of(entry)
    if re.fullmatch(KEY, entry.key) is None:
        message = f"no text can cite {entry.key!r}; use letters, digits and - _ . : + in a key"
        yield Problem(shown, line, 1, message)
    if len(fields) < len(entry.fields):
        names = [field.key.lower() for field in entry.fields]
        twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
        yield Problem(shown, line, 1, f"{twice} twice in entry {entry.key!r}; keep one")
    run_on = False
    bare = entry.parser_metadata.get("removed_enclosing", {})
    for name, field in fields.items():
        at = (field.start_line or 0) + 1
        if match := _RUN_ON.match(str(field.value)):
            run_on = True
            at += match[1].rstrip().count("\n")
            yield Problem(shown, at, 1, f"a comma is missing after {name}; add it at its end")
            continue
        value = str(field.value)
        named = bare.get(field.key) == "no-enclosing" and not value.isdecimal()
        if named and value.lower() not in _MONTHS:
            told = "is joined of several; write it as one" if "#" in value else "has no @string"
            yield Problem(shown, at, 1, f"{name} {value!r} {told}; put braces round its text")
            continue
        try:
            to_text(name, field.value)
        except ValueError as error:
            message = f"{name} has {error}, which is no letter; write what it means in UTF-8"
            yield Problem(shown, at, 1, message)
    for name in () if run_on else ("title", "shorttitle"):
        if name not in fields or not str(fields[name].value).strip():
            yield Problem(shown, line, 1, f"entry {entry.key!r} has no {name}; add it")
    url = str(fields["url"].value).strip() if "url" in fields else "https://"
    if not url.startswith(("https://", "http://")):
        yield Problem(
            shown, line, 1, f"the url of {entry.key!r} is no web address; begin it with https://"
        )
    elif "url" in fields and not _is_address(to_text("url", url)):
        message = f"the url of {entry.key!r} is no web address; copy it anew, blanks as %20"
        yield Problem(shown, line, 1, message)


def _is_address(url: str) -> bool:
    """Tell whether a text names a host, and nothing by which it would be another's."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    odd = "@" in parts.netloc or port == 0 or re.search(r'[\s<>"]', url) is not None
    return not odd and host is not None and all(host.split("."))

"""The sources that cells cite as `key[locus]`, read from `sources.bib`."""

import logging
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

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

from korea_map.errors import ChoiceError, DataError, KoreaMapError, Problem, shown
from korea_map.files import data_dir, read_text, shown_path
from korea_map.latex import decode_latex
from korea_map.references import format_reference, part_names, year_of
from korea_map.texts import LINE_END

FILE = "sources.bib"

# its warnings say what `read_sources` raises; the root logger still gets them if it wants
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

# What BibTeX allows in a key and programs that keep bibliographies put there: `müller2001`,
# `doe:2000`, `o'neill.2001`, `smith+jones_2001`. It begins and ends with a letter or digit,
# so that a quotation mark or a colon before it is none of it.
_KEY = r"\w(?:[\w.:+'’/&*!?@$^-]*\w)?"
# A letter right after the bracket makes it an editor's: Tai[d]en cites nothing.
CITATION = re.compile(rf"(?<!\w)(?P<key>{_KEY})\[(?P<locus>[^\]]+)\](?!\w)")
# What is printed of an entry.
_SHOWN = frozenset(
    {
        "author", "title", "shorttitle", "journal", "booktitle", "volume", "howpublished",
        "publisher", "date", "year", "pages", "note",
    }
)  # fmt: skip

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

_GLUED_AFTER = re.compile(rf"(?<!\w)(?P<key>{_KEY})\[[^\]]+\]\w")


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the place in it that a text cites.

    Attributes
    ----------
    key
        Of the entry in sources.bib.
    locus
        Where in the source: a page, a paragraph, a number.
    """

    key: str
    locus: str

    def __str__(self) -> str:
        return f"{self.key}[{self.locus}]"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the bibliography.

    Attributes
    ----------
    short
        What a sentence calls it, as in (Torkunov 2000, page 5).
    text
        The whole reference as one line for readers.
    reference
        The same without its note, to which a locus can be added.
    url
        Where it can be seen; None where it is only in print.
    year
        In which it came out; None where its entry names no single year.

    Examples
    --------
    >>> source = read_sources()["armistice-1953"]
    >>> source.short, source.kind, source.year
    ('Armistice Agreement', 'misc', '1953')
    """

    key: str
    kind: str
    short: str
    text: str
    reference: str
    url: str | None
    year: str | None = None


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
        If the file is missing, not UTF-8, an entry cannot be read, or no text could cite
        its key.

    Examples
    --------
    >>> read_sources()["geonames"].short
    'GeoNames'
    """
    path = data_dir(data) / FILE
    problems: list[Problem] = []
    text = LINE_END.sub("\n", read_text(path, problems))
    library = bibtexparser.parse_string(text)
    problems += _find_problems(library, path)
    if problems:
        raise DataError(problems)
    return {entry.key: _to_source(entry) for entry in library.entries}


def _to_source(entry: Entry) -> Source:
    fields = {name: _to_text(name, field.value) for name, field in _fields_of(entry).items()}
    return Source(
        entry.key,
        entry.entry_type,
        fields["shorttitle"],
        format_reference(fields),
        format_reference({name: fields[name] for name in fields if name != "note"}),
        fields.get("url"),
        year_of(fields.get("date") or fields.get("year", "")),
    )


def _fields_of(entry: Entry) -> dict[str, Field]:
    """Return the fields of an entry by their names, which may be in capitals."""
    return {field.key.lower(): field for field in entry.fields}


def _to_text(name: str, value: object) -> str:
    """Return a value as readers see it: in one line, with letters for the commands of LaTeX."""
    text = " ".join(str(value).split())
    if name == "url":
        return re.sub(r"\\([%&_#~])", r"\1", text)
    if name == "author":
        text = part_names(text)
    return decode_latex(text) if name in _SHOWN else text


def cite(text: str, data: str | os.PathLike[str] | None = None) -> str:
    """Write out the sources that a text cites.

    Parameters
    ----------
    text
        A key of sources.bib, a citation `key[locus]`, or a text that holds some: the
        `evidence` of a toponym, the `citation` of a place.
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    str
        The references with their loci, in the order of the text, a line each.

    Raises
    ------
    DataError
        If sources.bib cannot be read.
    ChoiceError
        If it has no such entry; the message names those that are close, or all.
    KoreaMapError
        If the text cites nothing.

    Examples
    --------
    >>> cite("admin-coree-1922[annexe IV]")
    '“La nouvelle administration de la Corée”, French Wikisource, annexe IV, 1922.'
    >>> cite("Shin-gishu in GeoNames geonames[2040893].")
    'GeoNames, 2040893.'
    """
    if not isinstance(text, str) or not text.strip():
        raise KoreaMapError(f"{shown(text)} cites nothing; give key[locus], or a text with some")
    known = read_sources(data)
    cited = [part for part in split_citations(text) if isinstance(part, Citation)]
    if not cited and " " not in text.strip():
        cited = [Citation(text.strip(), "")]
    if not cited:
        raise KoreaMapError(f"{shown(text)} cites nothing; write key[locus]")
    lines = []
    for one in cited:
        if one.key not in known:
            near = get_close_matches(one.key, known, n=5) or known
            raise ChoiceError(
                f"sources.bib has no entry {shown(one.key)}; there are {', '.join(near)}"
            )
        reference = known[one.key].reference.rstrip(".")
        said = one.locus in _WHOLE or f", {one.locus}," in f"{reference},"
        locus = "" if said else f", {one.locus}"
        lines.append(f"{reference}{locus}.")
    return "\n".join(dict.fromkeys(lines))


# a locus that says no more than that it is there
_WHOLE = ("", "text")


def find_citations(text: str) -> Iterator[tuple[str, int]]:
    """Yield the key of each `key[locus]` in a text, with its 0-based offset."""
    for match in CITATION.finditer(text):
        yield match["key"], match.start()


def split_citations(text: str) -> list[str | Citation]:
    """Divide a text into its citations and what stands between them.

    Parameters
    ----------
    text
        A sentence that cites sources as `key[locus]`.

    Returns
    -------
    list of str or Citation
        In the order of the text, no part empty; written one after the other they are the
        text again.

    Examples
    --------
    >>> [str(part) for part in split_citations("So doe2000[page 5], and others.")]
    ['So ', 'doe2000[page 5]', ', and others.']
    """
    parts: list[str | Citation] = []
    end = 0
    for match in CITATION.finditer(text):
        parts += [text[end : match.start()], Citation(match["key"], match["locus"])]
        end = match.end()
    parts.append(text[end:])
    return [part for part in parts if part]


def in_words(pieces: Sequence[str | Sequence[str]], shorts: Mapping[str, str]) -> str:
    """Return a text with its sources by their short names.

    Parameters
    ----------
    pieces
        Text, and for each citation its key and locus.
    shorts
        The short names by key. A source that was just named is not named again.
    """
    said = ""
    for piece in pieces:
        if isinstance(piece, str):
            said += piece
        else:
            key, locus = piece
            short = shorts.get(key, key)
            words = ["" if said.rstrip().endswith(short) else short]
            words.append("" if locus == "text" else locus)
            said += f"({', '.join(filter(None, words)) or short})"
    return said


def find_citation_faults(text: str, keys: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the citations of a text: unknown keys, keys without an edge.

    Parameters
    ----------
    text
        A sentence that cites sources as `key[locus]`.
    keys
        The keys that the bibliography has.

    Yields
    ------
    tuple of (int, str)
        0-based offset of the fault, and what is wrong and what to do.
    """
    for key, offset in find_citations(text):
        if key not in keys:
            glued = [known for known in keys if key.endswith(known)]
            if glued:
                known = max(glued, key=len)
                yield offset, f"{known!r} has {key.removesuffix(known)!r} before it; put a blank"
            else:
                yield offset, f"sources.bib has no entry {key!r}; add it or correct the key"
    for match in _GLUED_AFTER.finditer(text):
        if match["key"] in keys:
            yield match.end() - 1, f"{match[0][-1]!r} right after a citation; put a blank"


def _find_problems(library: Library, path: Path) -> Iterator[Problem]:
    shown = shown_path(path)
    torn = False
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, ImplicitComment):
            # what follows an entry that could not be read may be the rest of it
            begins = block.comment.lstrip()[:1]
            if not torn and begins != "%":
                message = "text outside an entry; begin the line with %"
                torn_head = "no entry: a { is missing after its kind; add it"
                yield Problem(shown, line, 1, torn_head if begins == "@" else message)
            continue
        torn = isinstance(block, ParsingFailedBlock)
        if isinstance(block, ParsingFailedBlock):
            yield _about_failed(block, shown, line)
    for entry in library.entries:
        yield from _find_faults(entry, shown)


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
    fields = _fields_of(entry)
    if re.fullmatch(_KEY, entry.key) is None:
        message = f"no text can cite {entry.key!r}; use letters, digits and - _ . : + in a key"
        yield Problem(shown, line, 1, message)
    if len(fields) < len(entry.fields):
        names = [field.key.lower() for field in entry.fields]
        twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
        yield Problem(shown, line, 1, f"{twice} twice in entry {entry.key!r}; keep one")
    run_on = False
    for name, field in fields.items():
        at = (field.start_line or 0) + 1
        if match := _RUN_ON.match(str(field.value)):
            run_on = True
            at += match[1].rstrip().count("\n")
            yield Problem(shown, at, 1, f"a comma is missing after {name}; add it at its end")
            continue
        try:
            _to_text(name, field.value)
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

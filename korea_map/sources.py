"""The sources that cells cite as `key[locus]`, read from `sources.bib`."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bibtexparser.model import Entry

from korea_map.bibliography import KEY, fields_of, find_problems, parse, to_text
from korea_map.errors import ChoiceError, DataError, KoreaMapError, Problem, shown
from korea_map.files import data_dir, read_text
from korea_map.references import format_reference, year_of
from korea_map.texts import LINE_END

FILE = "sources.bib"
_GROUND = "ground"
"""The keyword of sources of which only places.csv has need."""

# A letter right after the bracket makes it an editor's: Tai[d]en cites nothing.
CITATION = re.compile(rf"(?<!\w)(?P<key>{KEY})\[(?P<locus>[^\]]+)\](?!\w)")
_GLUED_AFTER = re.compile(rf"(?<!\w)(?P<key>{KEY})\[[^\]]+\]\w")


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
    of_ground
        Whether it is there for the places of the ground (`keywords = {ground}`): a page lists
        it only where something that the page shows cites it.

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
    of_ground: bool = False


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
    library = parse(text, path)
    problems += find_problems(library, path)
    if problems:
        raise DataError(problems)
    return {entry.key: _to_source(entry) for entry in library.entries}


def _to_source(entry: Entry) -> Source:
    fields = {name: to_text(name, field.value) for name, field in fields_of(entry).items()}
    return Source(
        entry.key,
        entry.entry_type,
        fields["shorttitle"],
        format_reference(fields),
        format_reference({name: fields[name] for name in fields if name != "note"}),
        fields.get("url"),
        year_of(fields.get("date") or fields.get("year", "")),
        _GROUND in re.split(r"\s*[,;]\s*", fields.get("keywords", "").strip().lower()),
    )


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
            near = get_close_matches(one.key, known, n=5) or sorted(known)[:_TOLD]
            more = f" and {len(known) - len(near)} more" if len(near) == _TOLD else ""
            raise ChoiceError(
                f"sources.bib has no entry {shown(one.key)}; there are {', '.join(near)}{more}"
            )
        reference = known[one.key].reference.rstrip(".")
        said = one.locus in _WHOLE or f", {one.locus}," in f"{reference},"
        locus = "" if said else f", {one.locus}"
        lines.append(f"{reference}{locus}.")
    return "\n".join(dict.fromkeys(lines))


# a locus that says no more than that it is there
_TOLD = 20
"""Keys that a message lists where none is like the one asked for."""
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

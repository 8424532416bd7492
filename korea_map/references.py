"""The fields of a bibliography: as a line for readers, and as LaTeX takes them."""

import re
from collections.abc import Mapping
from typing import Final

from korea_map.latex import escape_latex

VERBATIM: Final = frozenset(
    {"doi", "eprint", "file", "pdf", "url", "urlraw", "verba", "verbb", "verbc"}
)
"""Fields of addresses, which biblatex takes letter by letter."""
KEYS: Final = frozenset(
    {
        "crossref", "entryset", "execute", "gender", "ids", "keywords", "langid", "options",
        "related", "xdata", "xref",
    }
)  # fmt: skip
"""Fields of keys and options, which nobody prints."""


def format_reference(fields: Mapping[str, str]) -> str:
    """Return author, title, container, date and archive as one readable line.

    Parameters
    ----------
    fields
        Of an entry, as readers see them.

    Examples
    --------
    >>> format_reference({"author": "Matveev", "title": "Telegram", "date": "1950-10-08"})
    'Matveev, Telegram, 1950-10-08.'
    """
    title = fields["title"]
    container = fields.get("journal") or fields.get("booktitle")
    parts = [
        fields.get("author", ""),
        f"“{title}”" if container or "howpublished" in fields else title,
        container or "",
        fields.get("volume", ""),
        fields.get("howpublished", ""),
        fields.get("publisher", ""),
        fields.get("date") or fields.get("year", ""),
        fields.get("pages", ""),
    ]
    sentences = [", ".join(part for part in parts if part), fields.get("note", "")]
    return ". ".join(sentence for sentence in sentences if sentence) + "."


def part_names(text: str) -> str:
    """Return names with semicolons between them; an *and* in braces is part of a name.

    Examples
    --------
    >>> part_names("Meid, Pat and {History and Policy Program}")
    'Meid, Pat; {History and Policy Program}'
    """
    depth, parts = 0, []
    for piece in re.split(r"([{}]| and )", text):
        depth += (piece == "{") - (piece == "}")
        parts.append("; " if piece == " and " and not depth else piece)
    return "".join(parts)


def year_of(date: str) -> str | None:
    """Return the year of a date that names one; None of a range or a guess.

    Examples
    --------
    >>> year_of("1952-01-31"), year_of("1950/1953"), year_of("n.d.")
    ('1952', None, None)
    """
    match = re.fullmatch(r"(-?\d{4})(-\d\d){0,2}", date)
    return match[1] if match else None


def to_field(name: str, value: str) -> str:
    r"""Return the text of a field, in braces, so that LaTeX and biblatex read what it says.

    Parameters
    ----------
    name
        Of the field.
    value
        Its text, in which commands of LaTeX may stand; what LaTeX would take for a sign of its
        own is escaped, but not what is already.

    Examples
    --------
    >>> to_field("note", r"5 % of A & B \& C")
    '{5 \\% of A \\& B \\& C}'
    >>> to_field("url", r"https://example.org/a\_b%20c")
    '{https://example.org/a_b%20c}'
    """
    name = name.lower()
    if name in VERBATIM:
        return "{" + re.sub(r"\\([%&_#~])", r"\1", value) + "}"
    return "{" + (value if name in KEYS else escape_latex(value)) + "}"

"""The sources that a cell cites, as Linked Places writes them."""

import re
from collections.abc import Mapping
from typing import Any

from korea_map.dates import Date
from korea_map.sources import Citation, Source, split_citations


def citations_of(
    text: str, sources: Mapping[str, Source], day: Date | None = None
) -> list[dict[str, Any]]:
    """Return the sources of a text as Linked Places writes citations.

    Parameters
    ----------
    text
        A cell that cites sources as `key[locus]`.
    sources
        The bibliography.
    day
        When what cites them was written; the year of a citation is that.
    """
    year = {} if day is None else {"year": f"{day.year:04}"}
    found = []
    for piece in split_citations(text):
        if isinstance(piece, Citation) and piece.key in sources:
            source = sources[piece.key]
            label = {"label": f"{source.short}, {piece.locus}"}
            found.append({**label, **year, **({"@id": source.url} if _is_url(source.url) else {})})
    return found


def one_line(text: str) -> str:
    """Return a text with single blanks for what parts its words."""
    return " ".join(text.split())


def _is_url(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"https?://[\w.-]+(/\S*)?", text) is not None

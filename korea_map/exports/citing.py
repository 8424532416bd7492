"""The sources that a cell cites, as Linked Places writes them."""

import re
from collections.abc import Mapping
from typing import Any

from korea_map.model import Toponym
from korea_map.sources import Citation, Source, split_citations

GEONAMES = "https://www.geonames.org/"
"""Where GeoNames has a page for each place, under its id."""


def address_of(toponym: Toponym) -> str | None:
    """Return the page that GeoNames has on the position of a toponym; None where it is no source.

    Parameters
    ----------
    toponym
        A point of a list.
    """
    known = toponym.geo_source == "GeoNames" and toponym.geo_id
    return f"{GEONAMES}{toponym.geo_id}" if known else None


def citations_of(text: str, sources: Mapping[str, Source]) -> list[dict[str, Any]]:
    """Return the sources of a text as Linked Places writes citations.

    Parameters
    ----------
    text
        A cell that cites sources as `key[locus]`.
    sources
        The bibliography; the year of a citation is that of its source, where it has one.
    """
    found = []
    for piece in split_citations(text):
        if isinstance(piece, Citation) and piece.key in sources:
            source = sources[piece.key]
            address = _address(source, piece.locus)
            found.append(
                {
                    "label": f"{source.short}, {piece.locus}",
                    **({"year": source.year} if source.year else {}),
                    **({"@id": address} if _is_url(address) else {}),
                }
            )
    return found


def one_line(text: str) -> str:
    """Return a text with single blanks for what parts its words."""
    return " ".join(text.split())


def _address(source: Source, locus: str) -> str | None:
    """Return where a source can be seen; in GeoNames, the place that is cited."""
    of_place = source.url is not None and source.url.rstrip("/") == GEONAMES.rstrip("/")
    return f"{GEONAMES}{locus}" if of_place and locus.isdecimal() else source.url


def _is_url(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"https?://[\w.-]+(/\S*)?", text) is not None

"""Who made the map, as a citation of it says; the same stands in CITATION.cff and LICENSE."""

from typing import Final

AUTHOR: Final = "The korea-map maintainers"
PUBLISHED: Final = "2026"
"""Year of the version, as in LICENSE."""
LICENCE: Final = "CC BY 4.0"
CREDIT: Final = f"Coordinates: GeoNames, {LICENCE}"
"""What goes with every copy of the positions."""


def describe(title: str, lang: str) -> dict[str, str]:
    """Return what the head of a page says of itself, by which Zotero and others file it.

    Parameters
    ----------
    title
        What the map is called.
    lang
        BCP 47 tag of the page.

    Examples
    --------
    >>> describe("Where?", "en")["DC.type"]
    'map'
    """
    return {
        "citation_title": title,
        "citation_publication_date": PUBLISHED,
        # an author is split into first and last name, which a project has not
        "citation_publisher": AUTHOR,
        "citation_language": lang,
        # by the others alone it would be filed as a journal article
        "DC.type": "map",
        "DC.rights": LICENCE,
    }

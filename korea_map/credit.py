"""Who made the map, as a citation of it says; the same stands in CITATION.cff and LICENSE."""

from typing import Final

AUTHOR: Final = "The korea-map maintainers"
PUBLISHED: Final = "2026"
"""Year of the version, as in LICENSE."""
LICENCE: Final = "CC BY 4.0"
CREDIT: Final = f"Coordinates: GeoNames, {LICENCE}"
"""What goes with every copy of the positions."""


def describe(title: str, lang: str) -> dict[str, str]:
    """Return what the head of a page says of itself in Dublin Core, by which Zotero files it.

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
        "DC.title": title,
        # `citation_title` would make a journal article of it
        "DC.type": "map",
        # a creator is split into first and last name, which a project has not
        "DC.publisher": AUTHOR,
        "DC.date": PUBLISHED,
        "DC.language": lang,
        "DC.rights": LICENCE,
    }

"""Who made the map, as a citation of it says; the same stands in CITATION.cff and LICENSE."""

from typing import Final

AUTHOR: Final = "The korea-map maintainers"
PUBLISHED: Final = "2026"
"""Year of the version, as in LICENSE."""
LICENCE: Final = "CC BY 4.0"
CREDIT: Final = f"Coordinates: GeoNames, {LICENCE}"
"""What goes with every copy of the positions."""

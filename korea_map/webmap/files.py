"""The files of a build: the page and what goes with it."""

from korea_map.webmap.inspection_map import InspectionMap
from korea_map.webmap.page import render_html

PAGE = "korea_map.html"
FIGURE = "korea_map.svg"


def render_files(page: InspectionMap) -> dict[str, str]:
    """Return the text of every file of a build, by name, without writing any.

    Parameters
    ----------
    page
        The map, as `build_map` returns it.

    Raises
    ------
    KoreaMapError
        If the page would load a library from the network.
    """
    return {PAGE: render_html(page), FIGURE: page.svg}

"""A page in a cell of a notebook: in a frame of its own, with the drawn figure to fall back on."""

import base64
import re
import sys
from dataclasses import dataclass
from numbers import Real
from typing import Any

from korea_map.errors import KoreaMapError, shown
from korea_map.webmap.language import Language
from korea_map.webmap.templating import read_part, render

_COMPACT_PX, _WHOLE_PX = 480, 720
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:px|%|em|rem|vh|vw|cm|in)?")


@dataclass(frozen=True)
class Frame:
    """How a cell of a notebook shows a page.

    Attributes
    ----------
    panel
        True for the whole page, None for the compact one; False makes the page itself compact.
    height, width
        As CSS writes lengths; None for the usual.
    """

    panel: bool | None = None
    height: str | None = None
    width: str | None = None


def read_frame(*, panel: Any, height: Any, width: Any) -> Frame:
    """Return how a cell shows a page, of what a caller says; see `build_map`.

    Raises
    ------
    KoreaMapError
        If a size is no length, or `panel` is none of True, False and None.
    """
    if panel is not None and not isinstance(panel, bool):
        raise KoreaMapError(f"panel={shown(panel)} is none of True, False and None")
    return Frame(panel, _read_size("height", height), _read_size("width", width))


def _read_size(name: str, size: Any) -> str | None:
    if size is None:
        return None
    number = isinstance(size, Real) and not isinstance(size, bool)
    if number and 0 < size <= sys.float_info.max:
        return f"{float(size):g}px"
    found = _LENGTH.fullmatch(size.strip()) if isinstance(size, str) else None
    if found is None or float(found[1]) == 0:
        raise KoreaMapError(
            f'{name}={shown(size)} is no size; give pixels, or a length such as "30em"'
        )
    return found[0] if found[0] != found[1] else f"{found[1]}px"


@dataclass(frozen=True)
class Still:
    """The drawn figure, for viewers that keep the page out of a notebook.

    Attributes
    ----------
    svg
        Empty for none.
    alt
        What it shows, in words.
    """

    svg: str = ""
    alt: str = ""


def draw_cell(page: str, language: Language, frame: Frame, still: Still) -> str:
    """Return the HTML of a cell: the page in a frame, and the figure for who may not have that.

    Parameters
    ----------
    page
        The whole HTML document.
    language
        Of the words about it.
    frame
        Its size, and whether the page in it is compact.
    still
        The figure, if there is one.
    """
    whole = frame.panel is True
    default = _WHOLE_PX if whole else _COMPACT_PX
    shown = page if whole else page.replace("<html", '<html data-compact="cell"', 1)
    picture = base64.b64encode(still.svg.encode("utf-8")).decode("ascii")
    values = {
        "page": page if frame.panel is False else shown,
        "height": frame.height or f"{default}px",
        "width": frame.width or "100%",
        "picture": picture,
        "alt": still.alt,
        "script": read_part("cell.js"),
    }
    return str(render("cell.html.j2", language, **values))

"""Leaflet out of the installed XStatic-Leaflet package, to be written into the page."""

import base64
import re
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

from korea_map.webmap.shortening import shorten_script, shorten_style

# the package that brings Leaflet does not bring its licence
_LICENCE = Path(__file__).parent / "templates" / "leaflet-licence.txt"


@cache
def read_leaflet_script() -> str:
    """Return Leaflet's JavaScript with its licence."""
    text = _path("leaflet.js").read_text(encoding="utf-8")
    licence = _LICENCE.read_text(encoding="utf-8")
    return f"/*\n{licence}*/\n{shorten_script(text)}"


@cache
def read_leaflet_style() -> str:
    """Return Leaflet's style sheet without the rules that ask for images.

    They belong to the layer switch and the pin of `L.Marker`; `read_switch_images` and
    `read_marker_images` bring them to pages to which a notebook adds layers.
    """
    text = _path("leaflet.css").read_text(encoding="utf-8")
    return shorten_style(re.sub(r"background-image:\s*url\([^)]*\);?", "", text))


@cache
def read_marker_images() -> dict[str, str]:
    """Return the pin of `L.Marker` and its shadow as `data:` addresses, by icon option."""
    names = {
        "iconUrl": "marker-icon.png",
        "iconRetinaUrl": "marker-icon-2x.png",
        "shadowUrl": "marker-shadow.png",
    }
    return {option: _image(name) for option, name in names.items()}


@cache
def read_switch_images() -> dict[str, str]:
    """Return the symbol of the layer switch as `data:` addresses, by pixel density."""
    return {"1x": _image("layers.png"), "2x": _image("layers-2x.png")}


def _image(name: str) -> str:
    encoded = base64.b64encode(_path(f"images/{name}").read_bytes()).decode("ascii")
    return f"data:image/png;base64,{encoded}"


def _path(name: str) -> Path:
    return Path(leaflet.BASE_DIR) / name

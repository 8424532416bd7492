"""A folium map that carries its own library and needs no network."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import folium
from branca.element import Element
from jinja2 import Template

from korea_map.errors import KoreaMapError
from korea_map.webmap.document import Document, Verbatim
from korea_map.webmap.leaflet import (
    read_leaflet_script,
    read_leaflet_style,
    read_marker_images,
)
from korea_map.webmap.messages import load_messages
from korea_map.webmap.templating import environment, render


class InspectionMap(folium.Map):
    """A `folium.Map` whose HTML holds everything it needs.

    Leaflet is written into the page; there is no jQuery, Bootstrap or icon font. What a
    notebook adds to a folium map can be added here too: markers with pins or `DivIcon`,
    `GeoJson`, circles, tooltips, popups, layer controls. `folium.Icon` draws its symbol
    with libraries from the network and is refused with a message; plugins that load
    libraries work, and `save_html` then asks before it writes such a page. Style attributes
    in added HTML have no effect under the page's policy; options of the layers do.

    Parameters
    ----------
    location
        (lat, lon) of the first view, as folium has it.
    zoom_start
        Zoom of the first view.
    tiles
        Background as `folium.Map` takes it; None, the default, for none.
    lang
        Language of the words that are there before any script runs.
    image_hosts
        Hosts that a background loads its images from.
    **options
        Further options of `folium.Map`.
    """

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []

    def __init__(
        self,
        location: Sequence[float] = (38.3, 127.6),
        *,
        zoom_start: float = 6,
        tiles: Any = None,
        lang: str = "en",
        image_hosts: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(location=location, zoom_start=zoom_start, tiles=tiles, **options)
        self._id = "korea"
        self._template: Template = environment().get_template("map.j2")
        self.svg = ""
        document = Document(lang=lang, image_hosts=image_hosts)
        document.add_child(self)

    def render(self, **kwargs: Any) -> None:
        """Write the map and its children into the document."""
        document = self.get_root()
        _name_children(self)
        _check_children(self)
        macros = self._template.module.__dict__
        messages = load_messages()[document.lang]
        styles = [read_leaflet_style(), str(macros["style"](self))]
        scripts = [read_leaflet_script(), str(macros["prelude"](self))]
        if any(isinstance(child, folium.Marker) for child in _descendants(self)):
            scripts.append(str(macros["pins"](read_marker_images())))
        _set(document.header, "leaflet_css", _elements("style", styles))
        _set(document.header, "leaflet_js", _elements("script", scripts))
        stage = render("stage.html.j2", messages, map=self, panel=False)
        _set(document.html, self.get_name(), str(stage))
        _set(document.script, self.get_name(), str(macros["script"](self, kwargs)))
        for child in self._children.values():
            child.render(**kwargs)

    @property
    def attributed(self) -> bool:
        """Whether a background asks for its credit on the map."""
        return any(isinstance(child, folium.TileLayer) for child in _descendants(self))

    def _repr_svg_(self) -> str | None:
        """Return a drawn figure for viewers that run no scripts."""
        return self.svg or None


def _set(parent: Element, name: str, text: str) -> None:
    parent.add_child(Verbatim(text), name=name)


def _elements(tag: str, texts: list[str]) -> str:
    return "".join(f"<{tag}>{text}</{tag}>\n" for text in texts)


def _descendants(element: Element) -> Iterator[Element]:
    # a popup keeps what it shows apart from its children
    shown = element.html._children if isinstance(element, folium.Popup) else {}
    for child in [*element._children.values(), *shown.values()]:
        yield child
        yield from _descendants(child)


def _name_children(parent: Element) -> None:
    """Give the children numbers; random names would make every build another file."""
    counts: dict[str, int] = {}
    for child in _descendants(parent):
        counts[child._name] = counts.get(child._name, 0) + 1
        child._id = str(counts[child._name])


def _check_children(parent: Element) -> None:
    """Refuse what cannot work without libraries from the network."""
    for child in _descendants(parent):
        if isinstance(getattr(child, "icon", None), folium.Icon):
            raise KoreaMapError(
                "folium.Icon draws its symbol with libraries from the network; "
                "use folium.Marker without an icon, folium.DivIcon or folium.CircleMarker"
            )
        if isinstance(child, folium.Popup):
            child._template = environment().get_template("popup.j2")

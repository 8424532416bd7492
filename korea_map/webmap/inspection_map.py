"""A folium map that carries its own library and needs no network."""

from collections.abc import Sequence
from typing import Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from jinja2 import Template

from korea_map.errors import KoreaMapError
from korea_map.webmap import notebook_layers
from korea_map.webmap.cell import Still, read_frame
from korea_map.webmap.document import Document, put, put_scripts, put_styles, unchanged
from korea_map.webmap.language import Language
from korea_map.webmap.leaflet import (
    read_leaflet_script,
    read_leaflet_style,
    read_marker_images,
    read_switch_images,
)
from korea_map.webmap.policy import merge_sources, name_hosts
from korea_map.webmap.templating import environment, render
from korea_map.webmap.wording import interface_language


class PagePart(MacroElement):
    """A child of the map that belongs to the page, not to the layers of a notebook."""


class InspectionMap(folium.Map):
    """A `folium.Map` whose HTML holds everything it needs.

    Leaflet is written into the page; there is no jQuery, Bootstrap or icon font. What a
    notebook adds to a folium map can be added here too: markers with pins, `DivIcon` or
    `CustomIcon`, `GeoJson`, circles, lines, tooltips, popups, layer controls, backgrounds.
    Text of tooltips and popups is HTML, as in folium; the values that `GeoJsonTooltip` and
    `GeoJsonPopup` show are text. `folium.Icon` draws its symbol with libraries from the
    network and is refused with a message. Layers and plugins that load something from the
    network work, and `save_html` then asks before it writes such a page.

    The policy of a page without added layers allows no `style` attribute. With added
    layers it does (`style-src-attr 'unsafe-inline'`), because folium writes its own and
    theirs with it; scripts stay limited to those of the page.

    Parameters
    ----------
    location
        (lat, lon) of the first view, as folium has it.
    zoom_start
        Zoom of the first view.
    tiles
        Background as `folium.Map` takes it; None, the default, for none. Who names one here
        has asked for its images: `save_html` does not ask again.
    lang
        Language of the words that are there before any script runs.
    **options
        Further options of `folium.Map`.

    Attributes
    ----------
    opens
        What the page shows when it is opened, as the fragment of a link; empty for what its
        document has.

    Examples
    --------
    >>> import folium
    >>> page = build_map()
    >>> marker = folium.Marker([37.57, 126.98], tooltip="Seoul").add_to(page)
    >>> page.added == [marker]
    True
    """

    def __init__(
        self,
        location: Sequence[float] = (38.3, 127.6),
        *,
        zoom_start: float = 6,
        tiles: Any = None,
        lang: str | Language = "en",
        **options: Any,
    ) -> None:
        self._language = lang if isinstance(lang, Language) else interface_language(lang)
        # folium's own libraries are not needed; what a notebook links to is this map's alone
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        super().__init__(location=location, zoom_start=zoom_start, tiles=tiles, **options)
        self._id = "korea"
        self.opens = ""
        self._background = list(self._children.values())

    @property
    def _template(self) -> Template:
        """The template, which no copy of a map has to carry."""
        return environment().get_template("map.j2")

    @property
    def _parent(self) -> Element | None:
        return self.__dict__.get("_holder")

    @_parent.setter
    def _parent(self, parent: Element | None) -> None:
        """Stand in a document, or in a figure of branca's, which becomes one."""
        if type(parent) is Figure:
            before = self._parent if isinstance(self._parent, Document) else None
            Document.take(parent, self._language, before)
        self.__dict__["_holder"] = parent

    @property
    def svg(self) -> str:
        """A drawn figure of what the map shows; empty for none."""
        return str(self.get_root().still.svg)

    def set_still(self, still: Still) -> None:
        """Say what a viewer shows that keeps the page out of a notebook.

        Examples
        --------
        >>> page = build_map()
        >>> page.set_still(Still("<svg></svg>", "nothing"))
        >>> page.svg
        '<svg></svg>'
        """
        self.get_root().still = still

    def set_frame(
        self, *, panel: bool | None = None, height: Any = None, width: Any = None
    ) -> None:
        """Say how a cell of a notebook shows the map; see `build_map`.

        Raises
        ------
        KoreaMapError
            If a size is no length, or `panel` is none of True, False and None.

        Examples
        --------
        >>> page = build_map()
        >>> page.set_frame(panel=False, height=300)
        """
        self.get_root().frame = read_frame(panel=panel, height=height, width=width)

    def render(self, **kwargs: Any) -> None:
        """Write the map and its children into the document, as folium asks every element to.

        Examples
        --------
        >>> "map_korea" in build_map().get_root().render()
        True
        """
        document = self.get_root()
        if not isinstance(document, Document):
            raise KoreaMapError(
                f"the map stands in {type(self._parent).__name__}, which makes no page; "
                "add it to a folium.Figure, or to nothing"
            )
        notebook_layers.name_children(self)
        notebook_layers.fit_children(self)
        document.sources = notebook_layers.list_sources([*self._background, *self.added])
        macros = self._template.module.__dict__
        styles = [read_leaflet_style(), str(macros["style"](self))]
        scripts = [read_leaflet_script(), str(macros["prelude"](self))]
        if self.added:
            merge_sources(document.sources, {"style-src-attr": {"'unsafe-inline'"}})
            styles.append(str(macros["added_style"](read_switch_images())))
            scripts.append(str(macros["pins"](read_marker_images())))
        put_styles(document.header, "leaflet_css", styles)
        put_scripts(document, "leaflet_js", scripts)
        if not self.has_panel:  # which draws the stage itself
            plain = render(
                "stage.html.j2", document.language, map=self, panel=False, compares=False
            )
            put(document.html, self.get_name(), str(plain))
        put(document.script, self.get_name(), str(macros["script"](self, kwargs)))
        for links, kind in ((self.default_js, JavascriptLink), (self.default_css, CssLink)):
            for name, address in links:
                document.header.add_child(kind(address), name=name)
        with unchanged(list(notebook_layers.descendants(self))):
            # a layer control names the layers, so that they have to be there before it
            for child in sorted(self._children.values(), key=_is_control):
                child.render(**kwargs)

    @property
    def added(self) -> list[Element]:
        """What a notebook added: the children but the page's own and the background."""
        return [
            child
            for child in self._children.values()
            if not isinstance(child, PagePart) and child not in self._background
        ]

    @property
    def has_panel(self) -> bool:
        """Whether the page around the map is there, which gives it its size."""
        return any(isinstance(child, PagePart) for child in self._children.values())

    @property
    def added_hosts(self) -> list[str]:
        """Hosts that added layers load from when they are drawn, unless the background does."""
        asked_for = name_hosts(notebook_layers.list_sources(self._background))
        hosts = name_hosts(notebook_layers.list_sources(self.added))
        return [host for host in hosts if host not in asked_for]

    @property
    def attributed(self) -> bool:
        """Whether a background asks for its credit on the map."""
        return any(
            isinstance(child, folium.TileLayer) for child in notebook_layers.descendants(self)
        )

    def _repr_svg_(self) -> str | None:
        """Return a drawn figure for viewers that run no scripts."""
        return self.svg or None


def _is_control(element: Element) -> bool:
    return isinstance(element, folium.LayerControl)

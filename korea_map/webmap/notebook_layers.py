"""What a notebook adds to the map: fitted to a page with a policy, or refused."""

import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.raster_layers import ImageOverlay, VideoOverlay, WmsTileLayer

from korea_map.errors import KoreaMapError
from korea_map.webmap.dead_html import find_dead, open_frames
from korea_map.webmap.policy import (
    Sources,
    find_sources,
    hash_styles,
    merge_sources,
    source_of,
)
from korea_map.webmap.templating import environment

# folium writes these with jQuery or as JavaScript templates, in which a backtick ends the text
_TEMPLATES = {
    folium.Popup: "popup.j2",
    folium.Tooltip: "tooltip.j2",
    folium.GeoJsonTooltip: "details.j2",
    folium.GeoJsonPopup: "details.j2",
}
# folium's way to name one layer in the options of another
_LAYER_NAME = re.compile(r"\{\{'(\w+)'\}\}")


class _Once:
    """A template of a script that branca does not run a second time as a template.

    It would run, or stumble over, braces in somebody's data.
    """

    def __init__(self, template: Any) -> None:
        self._template = template

    @property
    def module(self) -> SimpleNamespace:
        macros = dict(self._template.module.__dict__)
        if "script" in macros:
            macros["script"] = lambda *values: _raw(self._template.module.script(*values))
        return SimpleNamespace(**macros)

    def render(self, **values: Any) -> str:
        return _raw(self._template.render(**values))


def _raw(script: str) -> str:
    text = _LAYER_NAME.sub(r"\1", str(script))
    # in JavaScript {% can only stand in a text, where the escape means the same
    return f"{{% raw %}}{text.replace('{%', chr(92) + 'u007b%')}{{% endraw %}}"


def descendants(element: Element) -> Iterator[Element]:
    """Give every element below one, also those that folium keeps apart from its children."""
    kept = list(element._children.values())
    if isinstance(element, folium.Popup):
        kept += element.html._children.values()
    if isinstance(element, folium.GeoJson) and element.marker is not None:
        kept.append(element.marker)
    for child in kept:
        yield child
        yield from descendants(child)


def name_children(parent: Element) -> None:
    """Give the children numbers; random names would make every build another file."""
    counts: dict[str, int] = {}
    for child in descendants(parent):
        unnamed = f"_{child._id}"
        counts[child._name] = counts.get(child._name, 0) + 1
        child._id = str(counts[child._name])
        # a layer without a name of its own has its first, random one, also in the layer control
        if len(unnamed) > 32 and getattr(child, "layer_name", "").endswith(unnamed):
            child.layer_name = child.get_name()


def fit_children(parent: Element) -> None:
    """Make the children work without jQuery, or refuse those that cannot."""
    for child in descendants(parent):
        if _needs_symbols(getattr(child, "icon", None)):
            raise KoreaMapError(
                "folium.Icon draws its symbol with libraries from the network; "
                "use folium.Marker without an icon, folium.DivIcon or folium.CircleMarker"
            )
        if isinstance(child, folium.GeoJson):
            _fit_geojson(child)
        for kind, template in _TEMPLATES.items():
            if isinstance(child, kind) and type(child)._template is kind._template:
                child._template = environment().get_template(template)
        if isinstance(child, MacroElement) and not isinstance(child._template, _Once):
            child._template = _Once(child._template)


def list_sources(elements: Iterable[Element]) -> Sources:
    """Return what layers load when they are drawn: policy directives with their sources.

    Raises
    ------
    KoreaMapError
        If a picture is neither held by the layer nor served by a host, or the HTML of a layer
        has something else that the page would leave dead.
    """
    found: Sources = {}
    for element in elements:
        for child in (element, *descendants(element)):
            for directive, address in _addresses(child):
                source = source_of(address)
                if source is None:
                    raise KoreaMapError(
                        f"{child.get_name()} shows {address!r}, which is neither in the page "
                        "nor on a host; give folium the picture itself"
                    )
                merge_sources(found, {directive: {source}})
            html = _html_of(child)
            for fault in find_dead(html):
                raise KoreaMapError(f"the text of {child.get_name()} holds {fault}")
            for document in open_frames(html):
                merge_sources(found, find_sources(document))
                merge_sources(found, {"style-src": hash_styles(document)})
    return found


def _needs_symbols(icon: Any) -> bool:
    return isinstance(icon, folium.Icon) and not isinstance(icon, folium.CustomIcon)


def _fit_geojson(layer: folium.GeoJson) -> None:
    if not layer.embed:
        raise KoreaMapError(
            "folium.GeoJson(…, embed=False) loads its data with jQuery from another file; "
            "leave embed out"
        )
    # folium tells features apart by a property, whose name it writes as code
    identifier = getattr(layer, "feature_identifier", "feature.id")
    field = identifier.removeprefix("feature.properties.")
    if identifier != "feature.id" and not field.isidentifier():
        for number, feature in enumerate(layer.data["features"]):
            feature["id"] = str(number)
        layer.feature_identifier = "feature.id"


def _addresses(child: Element) -> Iterator[tuple[str, str]]:
    if isinstance(child, folium.TileLayer):
        yield "img-src", child.tiles
    elif isinstance(child, ImageOverlay | WmsTileLayer):
        yield "img-src", child.url
    elif isinstance(child, VideoOverlay):
        yield "media-src", child.video_url
    elif isinstance(child, folium.CustomIcon):
        yield from (("img-src", child.options[key]) for key in _ICONS if key in child.options)


_ICONS = ("icon_url", "shadow_url")


def _html_of(child: Element) -> str:
    """Return the HTML that a child brings inside a script, where no parser would find it."""
    if isinstance(child, folium.Popup):
        return "".join(shown.render() for shown in child.html._children.values())
    if isinstance(child, folium.Tooltip):
        return str(child.text)
    if isinstance(child, folium.DivIcon):
        return str(child.options.get("html", ""))
    return ""

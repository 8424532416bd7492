"""The HTML document around a map, and what its Content-Security-Policy lets it do."""

import base64
import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from html.parser import HTMLParser
from typing import Any

from branca.element import Element, Figure

from korea_map.errors import KoreaMapError
from korea_map.webmap.messages import format_message, load_messages
from korea_map.webmap.templating import render

# Elements that make a browser fetch, with the attribute that says what.
_FETCHING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
    "embed": "src",
}
# What a policy calls what such an element fetches, where it is no script or style.
_DIRECTIVES = {
    "img": "img-src",
    "iframe": "frame-src",
    "source": "media-src",
    "video": "media-src",
    "audio": "media-src",
}
_HOST = re.compile(r"(?:(https?):)?//([^/?#]+)", re.IGNORECASE)
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)

Sources = dict[str, set[str]]


class Verbatim(Element):
    """Text that goes into the document as it is.

    Branca reads the text of an `Element` as a template once more, so that braces in a
    name would be run; this does not.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **kwargs: Any) -> str:
        """Return the text."""
        del kwargs
        return self.text


class Document(Figure):
    """The page that a map stands in.

    Parameters
    ----------
    lang
        Language of the words that are there before any script runs.

    Attributes
    ----------
    sources
        What the page may load or do beyond what it holds: policy directives with their
        values. The map sets it when it is rendered.
    """

    def __init__(self, *, lang: str = "en") -> None:
        super().__init__()
        self.header._children.clear()
        # what follows the program, so that the map need not wait for a long table
        self.tail = Element()
        self.tail._parent = self
        self.lang = lang
        self.sources: Sources = {}

    def render(self, **kwargs: Any) -> str:
        """Return the HTML document, with a policy made from its own scripts and styles.

        Raises
        ------
        KoreaMapError
            If a script holds text that would end the element it stands in.
        """
        sections = [self.header, self.html, self.script, self.tail]
        with unchanged(sections):
            given = [dict(section._children) for section in sections]
            for child in list(self._children.values()):
                child.render(**kwargs)
            for section, own in zip(sections, given, strict=True):
                _order(section, own)
            _check_scripts(self.script)
            parts = [section.render(**kwargs) for section in sections]
        messages = load_messages()[self.lang]
        names = ("head", "body", "script", "tail")
        values = {name: Verbatim(text).render() for name, text in zip(names, parts, strict=True)}
        values["lang"] = self.lang
        bare = render("document.html.j2", messages, policy="", **values)
        policy = content_policy(str(bare), also=self.sources)
        return str(render("document.html.j2", messages, policy=policy, **values))

    def _repr_html_(self, **kwargs: Any) -> str:
        """Return the page in a frame that keeps to itself, for a notebook."""
        title = format_message(load_messages()[self.lang], "document-title")
        return (
            f'<iframe srcdoc="{escape(self.render(**kwargs))}" title="{escape(title)}" '
            'width="100%" height="720" style="border: 0" '
            'sandbox="allow-scripts allow-downloads"></iframe>'
        )


@contextmanager
def unchanged(elements: Iterable[Element]) -> Iterator[None]:
    """Leave elements with the children they had; folium adds some whenever it renders."""
    before = [(element, element._children.copy()) for element in elements]
    try:
        yield
    finally:
        for element, children in before:
            element._children = children


def content_policy(html: str, *, also: Mapping[str, Iterable[str]] | None = None) -> str:
    """Return the Content-Security-Policy that allows a document what it holds and no more.

    Parameters
    ----------
    html
        The document.
    also
        Further sources, by directive.

    Returns
    -------
    str
        Directives. Inline scripts and styles are allowed by their SHA-256, external ones
        by their host; `style` attributes only where the document or `also` has them.
    """
    found = _scan(html)
    sheets = found.sources_of("link")
    sources: Sources = {
        "default-src": {"'none'"},
        "script-src": {*_hashes(found.scripts), *found.sources_of("script")},
        "style-src": {*_hashes(found.styles), *sheets},
        "img-src": {"data:", *sheets},
        "base-uri": {"'none'"},
        "form-action": {"'none'"},
    }
    if found.has_style_attributes:
        sources["style-src-attr"] = {"'unsafe-inline'"}
    if sheets:
        sources["font-src"] = sheets
    merge_sources(sources, find_sources(html))
    merge_sources(sources, also or {})
    return "; ".join(" ".join([name, *_in_order(values)]) for name, values in sources.items())


def find_hosts(html: str) -> list[str]:
    """Return the hosts that a document would load something from when it is opened."""
    return name_hosts({"": _scan(html).sources_of(*_FETCHING)})


def find_sources(html: str) -> Sources:
    """Return what pictures, frames and films HTML loads: policy directives with sources."""
    scan, found = _scan(html), Sources()
    for tag, directive in _DIRECTIVES.items():
        if sources := scan.sources_of(tag, data=True):
            merge_sources(found, {directive: sources})
    return found


def merge_sources(into: Sources, sources: Mapping[str, Iterable[str]]) -> None:
    """Add sources to those that are there, directive by directive."""
    for directive, values in sources.items():
        into.setdefault(directive, set()).update(values)


def name_hosts(sources: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the hosts among sources, sorted, each once."""
    matches = [_HOST.match(source) for values in sources.values() for source in values]
    return sorted({match[2] for match in matches if match})


def source_of(address: str) -> str | None:
    """Return what a policy calls the place of an address; None for a path without a host.

    A placeholder at the start of a host, such as the `{s}` of map tiles, stands for any name.
    """
    if address.lower().startswith("data:"):
        return "data:"
    match = _HOST.match(address)
    if match is None:
        return None
    scheme, host = match.groups()
    return f"{(scheme or 'https').lower()}://{re.sub(r'^[^.]*{[^.]*}[^.]*', '*', host)}"


def _order(section: Element, given: Mapping[str, Element]) -> None:
    """Put what was just rendered first, and what a notebook gave after it."""
    made = {k: v for k, v in section._children.items() if given.get(k) is not v}
    rest = {k: v for k, v in given.items() if k not in made}
    section._children = OrderedDict({**made, **rest})


def _check_scripts(scripts: Element) -> None:
    for name, child in scripts._children.items():
        if found := _ENDS_SCRIPT.search(child.render()):
            raise KoreaMapError(
                f"the script of {name} holds {found[0]!r}, which would end or hide the page's "
                "scripts; take it out of the texts of that layer"
            )


def _in_order(values: Iterable[str]) -> list[str]:
    """Sort sources, the page's own before hosts; without any, nothing is allowed."""
    return sorted(values, key=lambda value: ("//" in value, value)) or ["'none'"]


class _Scan(HTMLParser):
    """Gathers inline scripts and styles, and the addresses a browser would fetch."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.addresses: list[tuple[str, str]] = []
        self.has_style_attributes = False
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.has_style_attributes |= "style" in given
        address = given.get(_FETCHING.get(tag, ""))
        if address:
            self.addresses.append((tag, address))
        if tag == "script" and not address and given.get("type") not in _DATA_TYPES:
            self._into = self.scripts
            self.scripts.append("")
        elif tag == "style":
            self._into = self.styles
            self.styles.append("")

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._into = None

    def sources_of(self, *tags: str, data: bool = False) -> set[str]:
        found = (source_of(address) for tag, address in self.addresses if tag in tags)
        return {source for source in found if source and (data or source != "data:")}


def _scan(html: str) -> _Scan:
    scan = _Scan()
    scan.feed(html)
    scan.close()
    return scan


def _hashes(texts: Iterable[str]) -> list[str]:
    return sorted(
        {
            "'sha256-"
            + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
            + "'"
            for text in texts
        }
    )

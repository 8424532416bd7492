"""The Content-Security-Policy of a page, made from what the page holds and loads."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html.parser import HTMLParser

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
DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""Of script elements that hold data and run nothing."""


Sources = dict[str, set[str]]


def content_policy(
    html: str,
    *,
    also: Mapping[str, Iterable[str]] | None = None,
    scripts: Iterable[str] = (),
    styles: Iterable[str] = (),
) -> str:
    """Return the Content-Security-Policy that allows a document what it holds and no more.

    Parameters
    ----------
    html
        The document, or that part of it whose scripts and styles are not known.
    also
        Further sources, by directive.
    scripts, styles
        What else stands in script and style elements, letter by letter.

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
        "script-src": {*_hashes([*found.scripts, *scripts]), *found.sources_of("script")},
        "style-src": {*_hashes([*found.styles, *styles]), *sheets},
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


def hash_styles(html: str) -> set[str]:
    """Return what a policy calls the style elements of HTML."""
    return set(_hashes(_scan(html).styles))


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
        if tag == "script" and not address and given.get("type") not in DATA_TYPES:
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


@lru_cache(maxsize=4)
def _scan(html: str) -> _Scan:
    """Look through a document once, whoever asks."""
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

"""The HTML document around a map, and what its Content-Security-Policy lets it do."""

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import Any

from branca.element import Element, Figure

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
_HOST = re.compile(r"(?:https?:)?//([^/?#]+)")
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})


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
    image_hosts
        Hosts from which the page may load images, for a background map on request.
    """

    def __init__(self, *, lang: str = "en", image_hosts: Iterable[str] = ()) -> None:
        super().__init__()
        self.header._children.clear()
        # what follows the program, so that the map need not wait for a long table
        self.tail = Element()
        self.tail._parent = self
        self.lang = lang
        self.image_hosts = tuple(image_hosts)

    def render(self, **kwargs: Any) -> str:
        """Return the HTML document, with a policy made from its own scripts and styles."""
        for child in list(self._children.values()):
            child.render(**kwargs)
        messages = load_messages()[self.lang]
        parts = {
            "head": self.header.render(**kwargs),
            "body": self.html.render(**kwargs),
            "script": self.script.render(**kwargs),
            "tail": self.tail.render(**kwargs),
        }
        values = {name: Verbatim(text).render() for name, text in parts.items()}
        values["lang"] = self.lang
        bare = render("document.html.j2", messages, policy="", **values)
        policy = content_policy(str(bare), image_hosts=self.image_hosts)
        return str(render("document.html.j2", messages, policy=policy, **values))

    def _repr_html_(self, **kwargs: Any) -> str:
        """Return the page in a frame that keeps to itself, for a notebook."""
        title = format_message(load_messages()[self.lang], "document-title")
        return (
            f'<iframe srcdoc="{escape(self.render(**kwargs))}" title="{escape(title)}" '
            'width="100%" height="720" style="border: 0" '
            'sandbox="allow-scripts allow-downloads"></iframe>'
        )


def content_policy(html: str, *, image_hosts: Iterable[str] = ()) -> str:
    """Return the Content-Security-Policy that allows a document what it holds and no more.

    Parameters
    ----------
    html
        The document.
    image_hosts
        Hosts from which images may be loaded.

    Returns
    -------
    str
        Directives. Inline scripts and styles are allowed by their SHA-256, external ones
        by their host.
    """
    found = _scan(html)
    scripts = [*_hashes(found.scripts), *sorted(found.hosts_of("script"))]
    styles = [*_hashes(found.styles), *sorted(found.hosts_of("link"))]
    hosts = {f"https://{host}" for host in image_hosts} | found.hosts_of("img")
    directives = {
        "default-src": ["'none'"],
        "script-src": scripts or ["'none'"],
        "style-src": styles or ["'none'"],
        "img-src": ["data:", *sorted(hosts)],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def find_hosts(html: str) -> list[str]:
    """Return the hosts that a document would load something from when it is opened."""
    return sorted(host.removeprefix("https://") for host in _scan(html).hosts_of(*_FETCHING))


class _Scan(HTMLParser):
    """Gathers inline scripts and styles, and the addresses a browser would fetch."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.addresses: list[tuple[str, str]] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
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

    def hosts_of(self, *tags: str) -> set[str]:
        found = (_HOST.match(address) for tag, address in self.addresses if tag in tags)
        return {f"https://{match[1]}" for match in found if match}


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

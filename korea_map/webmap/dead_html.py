"""HTML that a notebook gives to a popup, a tooltip or the page, and what of it would be dead.

The policy of the page runs no script but its own and loads no file from beside it. What a
browser would drop without a word is refused with a reason.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from korea_map.webmap.policy import source_of

# Where an address stands that a browser fetches by itself.
_ADDRESSES = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "input": ("src",),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
    "th": ("background",),
}
_PLUGINS = frozenset({"object", "embed", "applet"})
_SCHEME = re.compile(r"\s*(?:java|vb)script\s*:", re.IGNORECASE)
_ESCAPE = re.compile(rb"%([0-9a-fA-F]{2})")
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]*)", re.IGNORECASE)
_NOWHERE = "which is neither in the page nor on a host"
_PICTURE = "give the picture itself, as a data: address, or one on a host"


def find_dead(html: str, *, runs_scripts: bool = False) -> Iterator[str]:
    """Yield what of some HTML the page would leave dead, and what to do about it.

    Parameters
    ----------
    html
        As a notebook gives it.
    runs_scripts
        Whether its script and style elements are read with the page, so that they work: those
        of a popup are not, since they come into the page later.
    """
    scan = _Scan(runs_scripts)
    scan.feed(html)
    scan.close()
    yield from scan.faults


def open_frames(html: str) -> list[str]:
    """Return some HTML, and the documents of the frames in it: one policy is for all."""
    scan = _Scan(runs_scripts=True)
    scan.feed(html)
    scan.close()
    return [html, *(inner for one in scan.documents for inner in open_frames(one))]


class _Scan(HTMLParser):
    """Gathers the faults of HTML, with those of the frames in it, and what these hold."""

    def __init__(self, runs_scripts: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.documents: list[str] = []
        self._runs_scripts = runs_scripts
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        if tag == "script":
            self._check_script(given)
        elif tag == "link" and self._is_beside(given.get("href", "")):
            self._fault(f"a file {given['href']!r}", "put the style into a style element")
        elif tag in _PLUGINS:
            self._fault(f"<{tag}>", "show a picture, or link to the file")
        elif tag == "form":
            self._fault("a form, which the page does not send", "link to it instead")
        for name, value in given.items():
            if name.startswith("on"):
                self._fault(f"a script ({name}=…), which the page does not run", "leave it out")
            if name in ("href", "xlink:href", "action", "src") and _SCHEME.match(value):
                self._fault(f"a script ({name}={value[:40]!r})", "leave it out")
        for name in _ADDRESSES.get(tag, ()):
            for address in _split(given.get(name, ""), name):
                if self._is_beside(address):
                    self._fault(f"{address!r}, {_NOWHERE}", _PICTURE)
        self._check_style(given.get("style", ""))
        if tag == "iframe":
            inner = given.get("srcdoc") or _unpack(given.get("src", ""))
            self.documents.append(inner)
            self.faults += find_dead(inner)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._check_style(data)

    def _check_script(self, given: dict[str, str]) -> None:
        if not self._runs_scripts:
            self._fault("a script, which the page does not run", "leave it out")
        elif self._is_beside(given.get("src", "")):
            self._fault(f"a script {given['src']!r}", "write it into the script element")

    def _check_style(self, style: str) -> None:
        for address in _CSS_ADDRESS.findall(style):
            if self._is_beside(address):
                self._fault(f"{address!r}, {_NOWHERE}", _PICTURE)

    def _fault(self, what: str, remedy: str) -> None:
        self.faults.append(f"{what}; {remedy}")

    @staticmethod
    def _is_beside(address: str) -> bool:
        """Return whether an address leads to a file beside the page, which it never loads."""
        address = address.strip()
        return bool(address) and not address.startswith("#") and source_of(address) is None


def _split(value: str, name: str) -> list[str]:
    if name != "srcset" or value.strip().lower().startswith("data:"):
        return [value]
    return [part.split()[0] for part in value.split(",") if part.split()]


def _unpack(address: str) -> str:
    """Return the HTML that an address of a frame holds itself; empty for any other."""
    head, comma, body = address.partition(",")
    if not comma or not head.lower().startswith("data:text/html"):
        return ""
    content = _ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()), body.encode("utf-8"))
    if head.lower().endswith(";base64"):
        try:
            content = base64.b64decode(content)
        except binascii.Error:
            return ""
    return content.decode("utf-8", errors="replace")

"""Scripts that wait: written as text, and run by `templates/wake.js` after the first frame."""

import re
from html import escape
from html.parser import HTMLParser
from typing import Literal

from korea_map.webmap.policy import DATA_TYPES

Turn = Literal["first", "then"]
"""Libraries and rooms run first, then what uses them."""


def waiting_script(program: str, turn: Turn) -> str:
    """Return the element of a script that waits."""
    return f"{_start_tag([], turn)}{program}</script>\n"


def wait_for_frame(html: str, turn: Turn) -> str:
    """Return HTML in which every script waits for the first frame.

    Parameters
    ----------
    html
        A part of a document.
    turn
        When its scripts run. Those of one turn keep their order.

    Returns
    -------
    str
        The same, each script with the type `text/plain`; blocks of data are left alone.
    """
    if not has_scripts(html):
        return html
    found = _StartTags()
    found.feed(html)
    found.close()
    lines = [0, *(match.end() for match in re.finditer("\n", html))]
    pieces, last = [], 0
    for line, column, raw, attributes in found.tags:
        start = lines[line - 1] + column
        pieces += [html[last:start], _start_tag(attributes, turn)]
        last = start + len(raw)
    return "".join([*pieces, html[last:]])


def has_scripts(html: str) -> bool:
    """Return whether there may be a script in a part of a document."""
    return "<script" in html.lower()


def _start_tag(attributes: list[tuple[str, str | None]], turn: Turn) -> str:
    kept = [("data-type" if name == "type" else name, value) for name, value in attributes]
    words = [
        name if value is None else f'{name}="{escape(value)}"'
        for name, value in [("type", "text/plain"), ("data-run", turn), *kept]
    ]
    return f"<script {' '.join(words)}>"


class _StartTags(HTMLParser):
    """Gathers the start tags of scripts that a browser would run, and where they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[int, int, str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and dict(attrs).get("type") not in DATA_TYPES:
            self.tags.append((*self.getpos(), self.get_starttag_text() or "", attrs))

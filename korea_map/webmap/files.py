"""The files of a build: the page and what goes with it."""

import json

from korea_map.webmap.inspection_map import InspectionMap
from korea_map.webmap.page import render_html
from korea_map.webmap.panel import PAGE
from korea_map.webmap.templating import render
from korea_map.webmap.wording import answers_of, tasks_of

FIGURE = "korea_map.svg"
LESSON = "lesson_demo.html"
OEMBED = "oembed.json"


def render_files(page: InspectionMap) -> dict[str, str]:
    """Return the text of every file of a build, by name, without writing any.

    Parameters
    ----------
    page
        The map, as `build_map` returns it.

    Returns
    -------
    dict of str to str
        The page; the drawn figure; a lesson that embeds the page; and an oEmbed answer of
        the type `rich` for whoever puts the page on a server.

    Raises
    ------
    KoreaMapError
        If the page would load a library from the network.
    """
    language = page.get_root().language
    snippet = render("embed.html.j2", language, src=PAGE)
    lesson = {
        "snippet": snippet,
        "tasks": tasks_of(language.catalogue),
        "answers": answers_of(language.catalogue),
    }
    return {
        PAGE: render_html(page),
        FIGURE: page.svg,
        LESSON: str(render("lesson_demo.html.j2", language, **lesson)),
        OEMBED: _describe(snippet.strip(), language.text("document-title")),
    }


def _describe(snippet: str, title: str) -> str:
    """Return what oEmbed 1.0 tells about the page."""
    answer = {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": "korea-map",
        "html": str(snippet),
        "width": 960,
        "height": 640,
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"

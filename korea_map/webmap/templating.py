"""The templates of the page: real files under `templates/`, escaped unless said otherwise."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import jinja2
from folium.template import tojavascript
from markupsafe import Markup

from korea_map.webmap.messages import (
    Catalogue,
    format_area,
    format_message,
    format_share,
    mark_up,
)
from korea_map.webmap.rooms import assemble_rooms

STYLES = ("colours", "page", "map", "panel", "card", "document", "figure", "print")


@cache
def environment() -> jinja2.Environment:
    """Return the template environment of the page."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("korea_map.webmap"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # folium's own filter for options: camel case, and < > & ' written as escapes
    made.filters["options"] = lambda value: Markup(tojavascript(value))  # noqa: S704
    made.filters["share"] = format_share
    made.filters["area"] = format_area
    return made


def render(template: str, messages: Catalogue, /, **values: object) -> Markup:
    """Render a template in one language.

    Parameters
    ----------
    template
        File under `templates/`.
    messages
        The catalogue of that language; the template's `t(key, …)` gives text from it
        and `rich(key, …)` text with the document's own words emphasised.
    values
        What the template names.

    Returns
    -------
    Markup
        HTML or SVG.
    """

    def t(key: str, **arguments: object) -> str:
        return format_message(messages, key, **arguments).replace("*", "")

    def rich(key: str, **arguments: object) -> Markup:
        return mark_up(format_message(messages, key, **arguments))

    return Markup(environment().get_template(template).render(t=t, rich=rich, **values))  # noqa: S704


def read_script() -> str:
    """Return the page's own JavaScript, each file after those that it needs."""
    return assemble_rooms(_templates() / "js")


def read_style() -> str:
    """Return the page's own style sheet."""
    return "\n".join(_read(f"css/{name}.css") for name in STYLES)


def _read(path: str) -> str:
    return (_templates() / path).read_text(encoding="utf-8")


def _templates() -> Traversable:
    return resources.files(__package__) / "templates"

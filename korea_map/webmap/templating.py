"""The templates of the page: real files under `templates/`, escaped unless said otherwise."""

import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import jinja2
from folium.template import tojavascript
from markupsafe import Markup

from korea_map import credit
from korea_map.errors import KoreaMapError
from korea_map.outputs import write_all
from korea_map.texts import has_long_word
from korea_map.webmap.language import NAME_TAGS, Language, mark_up
from korea_map.webmap.rooms import assemble_rooms
from korea_map.webmap.shortening import shorten_script, shorten_style

STYLES = (
    "colours",
    "page",
    "map",
    "panel",
    "card",
    "document",
    "matrix",
    "embed",
    "walk",
    "town",
    "figure",
    "print",
)

# line ends between the parts of a table, each of which would be a text of its own in the browser
_BETWEEN_CELLS = re.compile(r">\n+<(?=/?(?:td|th|tr|tbody|thead|tfoot)\b)")
_OF_A_CROWD = ("crowd",)
"""Rooms that a page of fewer points leaves out, with what only they need."""


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept where Python keeps compiled modules, if it keeps any.

    Jinja itself compiles anew what does not follow from the template as it is now.
    """

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill a bucket from its file, if there is one."""
        with suppress(OSError), self._path(bucket).open("rb") as stream:
            bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Write a bucket into its file, where that is allowed."""
        if not sys.dont_write_bytecode:
            with suppress(KoreaMapError):
                write_all({self._path(bucket): bucket.bytecode_to_string()}, lasting=False)

    def _path(self, bucket: jinja2.bccache.Bucket) -> Path:
        named = Path(__file__).with_name("templates") / f"{bucket.key}-{jinja2.__version__}.py"
        return Path(cache_from_source(str(named)))


def make_environment(
    package: str, *, bytecode_cache: jinja2.BytecodeCache | None = None
) -> jinja2.Environment:
    """Return an environment for the templates of a package: what it writes is escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=bytecode_cache,
    )
    made.globals["long"] = _mark_long
    return made


@cache
def environment() -> jinja2.Environment:
    """Return the template environment of the page."""
    made = make_environment("korea_map.webmap", bytecode_cache=_Compiled())
    made.globals["credit"] = credit
    # folium's own filter for options: camel case, and < > & ' written as escapes
    made.filters["options"] = lambda value: Markup(tojavascript(value))  # noqa: S704
    return made


def _mark_long(*values: object) -> Markup:
    """Return the mark of a row of a table in which a word is too long to stand unbroken."""
    return Markup(" data-long" if any(map(_is_long, values)) else "")  # noqa: S704


def _is_long(value: object) -> bool:
    if isinstance(value, str):
        return has_long_word(value)
    if isinstance(value, Mapping):
        return any(map(_is_long, value.values()))
    if is_dataclass(value):
        return any(_is_long(getattr(value, field.name)) for field in fields(value))
    return isinstance(value, list | tuple) and any(map(_is_long, value))


def render(template: str, language: Language, /, **values: object) -> Markup:
    """Render a template in one language.

    Parameters
    ----------
    template
        File under `templates/`.
    language
        The template's `t(key, …)` gives text in it, `rich(key, …)` text with the document's
        own words emphasised, `has(key)` whether there is such a text, `area(km2)`,
        `percent(share)`, `roughly(share)`, `apart(shares)`, `span(span)` and `distance(km)`
        figures, `date(day)` a date, and `shares({side: span})`, `figures({side: span})`,
        `condition({side: span})` and `alone({side: span})` a line.
    values
        What the template names.

    Returns
    -------
    Markup
        HTML or SVG.
    """

    def t(key: str, **arguments: object) -> str:
        return language.plain(key, **arguments)

    def rich(key: str, **arguments: object) -> Markup:
        return mark_up(language.marked(key, **arguments))

    given = {
        "t": t,
        "rich": rich,
        "has": language.has,
        "area": language.area,
        "percent": language.percent,
        "roughly": language.roughly,
        "apart": language.apart,
        "date": language.date,
        "distance": language.distance,
        "shares": language.shares,
        "span": language.span,
        "most_of": language.most,
        "figures": language.figures,
        "condition": language.condition,
        "alone": language.alone,
        "lang": language.tag,
        "name_tags": NAME_TAGS,
        **values,
    }
    text = environment().get_template(template).render(given)
    return Markup(_BETWEEN_CELLS.sub("><", text))  # noqa: S704


def read_script(*, crowded: bool) -> str:
    """Return the page's own JavaScript, each file after those that it needs.

    What draws a crowd of points is only with a page that has one.
    """
    without = () if crowded else _OF_A_CROWD
    return shorten_script(assemble_rooms(_templates() / "js", ["app"], without=without))


def read_part(name: str) -> str:
    """Return a script that does not wait: what begins the page, and what wakes the others."""
    return shorten_script(_read(name))


def read_style(looks: Sequence[Mapping[str, Any]], ratio: float) -> str:
    """Return the page's own style sheet.

    Parameters
    ----------
    looks
        Colours, hatches and symbols of the plans; see `looks.plan_looks`.
    ratio
        Width of the first view by its height.
    """
    plans = [_fill(f"css/{name}.css.j2", looks, ratio) for name in ("plans", "plans_figure")]
    *sheets, last = (_read(f"css/{name}.css") for name in STYLES)
    return shorten_style("\n".join([*sheets, *plans, last]))


def read_figure_style(looks: Sequence[Mapping[str, Any]]) -> str:
    """Return the style sheet of the drawn figure alone; `looks` as `read_style` has them."""
    return _read("css/figure.css") + _fill("css/plans_figure.css.j2", looks)


def _fill(path: str, looks: Sequence[Mapping[str, Any]], ratio: float | None = None) -> str:
    return environment().get_template(path).render(looks=looks, ratio=ratio)


def _read(path: str) -> str:
    return (_templates() / path).read_text(encoding="utf-8")


def _templates() -> Traversable:
    return resources.files(__package__) / "templates"

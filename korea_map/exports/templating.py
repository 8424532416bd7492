"""The templates of the exports: XML, escaped."""

import re
from functools import cache
from typing import Any

import jinja2

from korea_map.webmap.templating import make_environment

# What XML 1.0 has no way to write.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def _environment() -> jinja2.Environment:
    made = make_environment("korea_map.exports")
    made.filters["quoted"] = _quote
    return made


def _quote(text: str) -> str:
    """Return a text as QGIS writes it in an expression."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def render(name: str, **values: Any) -> str:
    """Return a template filled with values, without characters that XML cannot have."""
    return _FORBIDDEN.sub("", _environment().get_template(name).render(**values))

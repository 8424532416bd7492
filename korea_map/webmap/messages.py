"""The words of the page: one JSON catalogue per language."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from markupsafe import Markup

Catalogue = Mapping[str, str]


@cache
def load_messages() -> Mapping[str, Catalogue]:
    """Read every catalogue in `messages/`.

    Returns
    -------
    mapping of str to mapping of str to str
        Messages by key, by language tag.
    """
    folder = resources.files(__package__) / "messages"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    return MappingProxyType(
        {
            file.name.removesuffix(".json"): MappingProxyType(
                json.loads(file.read_text(encoding="utf-8"))
            )
            for file in files
        }
    )


def format_message(messages: Catalogue, key: str, /, **values: object) -> str:
    """Return a message with its placeholders filled, numbers as English writes them.

    The page itself does this again in the reader's language; this is for the drawn figure
    and for readers whose browser runs no scripts.

    Parameters
    ----------
    messages
        One catalogue.
    key
        Key of the message; with `count` among the values, the key before `.one` or `.other`.
    values
        What the `{placeholders}` stand for.

    Returns
    -------
    str
        The message, in which `*` still marks the document's own words.
    """
    if key not in messages and "count" in values:
        key = f"{key}.{'one' if values['count'] == 1 else 'other'}"

    def fill(match: re.Match[str]) -> str:
        value = values.get(match[1], match[0])
        return f"{value:,}" if isinstance(value, int | float) else str(value)

    return re.sub(r"\{(\w+)\}", fill, messages[key])


def mark_up(message: str) -> Markup:
    """Return a message as HTML in which `*words*` are emphasised and all else is text."""
    parts = message.split("*")
    return Markup("").join(
        Markup("<em>{}</em>").format(part) if index % 2 else part
        for index, part in enumerate(parts)
    )


def format_area(area_km2: float) -> str:
    """Return an area rounded to what the method supports, e.g. `11,900 km²`."""
    step = 100 if area_km2 >= 1000 else 10 if area_km2 >= 100 else 1
    return f"{round(area_km2 / step) * step:,} km²"


def format_share(share: float) -> str:
    """Return a share as percent, with one decimal below one percent."""
    return f"{100 * share:.{1 if 0 < share < 0.01 else 0}f}%"

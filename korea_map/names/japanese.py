"""Japanese readings: which Latin names are Hepburn, and how readings vary."""

import csv
import re
from functools import cache
from typing import Final

from korea_map.names.systems import TABLES

_HEPBURN: Final = re.compile(
    r"(?:(?:kk|ss|ssh|tt|tch|pp)?"
    r"(?:(?:[kgnhbpmr]y|sh|ch|ts|j|[kgsztdnhfbpmryw])?[aiueoāīūēō]|"
    r"n'?(?![aiueoāīūēōy])|m(?=[bpm])))+"
)
_FOREIGN: Final = re.compile(r"ae|oe|eo|eu(?!m)|wi|we|wu|yi|ye|tu|ti|si|di|du|hu|zi")


def is_hepburn(name: str) -> bool:
    """Tell whether a lower-case Latin name has the look of a Japanese reading."""
    return _HEPBURN.fullmatch(name) is not None and not _FOREIGN.search(name)


@cache
def _alternations() -> tuple[tuple[str, str, str, float], ...]:
    with (TABLES / "ja_voicing.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return tuple((r["hanja"], r["from"], r["to"], float(r["cost"])) for r in rows)


def vary(reading: str, hanja: str | None) -> list[tuple[str, float]]:
    """Give readings of the same characters that differ by voicing at the end.

    Returns
    -------
    list of (str, float)
        Each further reading with what it costs.
    """
    found = []
    for character, ending, other, cost in _alternations():
        if hanja and hanja.endswith(character) and reading.lower().endswith(ending):
            found.append((reading[: -len(ending)] + other, cost))
    return found

"""Exports: the records of a document as files for other programs.

`records` gathers what is written, `export` writes it. Each format is one module, and
`fields.csv` says which fields each has and what it calls them (`korea_map.fields` reads it).
"""

from typing import TYPE_CHECKING

from korea_map.lazy import load_late

if TYPE_CHECKING:
    from korea_map.exports.export import FORMATS, export

_HOMES = {"FORMATS": "export", "export": "export"}

__all__ = ["FORMATS", "export"]

load_late(__name__, _HOMES)

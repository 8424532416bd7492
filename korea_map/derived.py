"""Files that are computed beforehand, and used while nothing that they follow from has changed.

Each has in its first line the digest of every byte that it follows from: tables, their
schema, and the code that reads them and computes with them. Where the digest is another, or
the file is not there, what it holds is computed anew; the answers are the same, later. That
a file is there with the right digest says as well that its tables passed every check, for
`scripts/derive.py` writes no other.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from korea_map.errors import DataError
from korea_map.files import MORE, installed_data_dir, open_file, read_ahead, stamp
from korea_map.schema import PACKAGE_FILE, read_package

ENGINE: Final = Path(__file__).parent / "names" / "engine.json"
"""What the names engine makes of its tables: spellings of every piece of a reading."""

PLACES_INDEX: Final = "places_index.json"
"""In the data folder of the package: the readings of its places.csv."""

MORE_INDEX: Final = "places_more_index.json"
"""Beside it: the readings of places_more.csv, which only some names want."""

_CODE: Final = (
    "chain", "dates", "derived", "errors", "files", "gazetteer", "model", "numerals", "offered",
    "patterns", "schema", "tables", "texts",
)  # fmt: skip


def engine_digest(tables: Path) -> str:
    """Return the digest of the tables of a folder and of the code of the names engine."""
    package = Path(__file__).parent
    code = [package / f"{name}.py" for name in _CODE]
    code += sorted((package / "names").glob("*.py"))
    return _digest("", [*code, *sorted(tables.glob("*.csv")), tables / PACKAGE_FILE])


def places_digest() -> str:
    """Return the digest of the package's places.csv and of all that makes readings of it."""
    engine = engine_digest(ENGINE.parent / "tables")
    return _digest(f"{engine} {_schema_of('places')}", [installed_data_dir() / "places.csv"])


def more_digest() -> str:
    """Return the digest of the package's places_more.csv, and of what it is held against."""
    before = f"{places_digest()} {_schema_of('places_more')}"
    return _digest(before, [installed_data_dir() / MORE])


def _schema_of(table: str) -> str:
    try:
        resources = read_package(installed_data_dir() / PACKAGE_FILE)["resources"]
        return json.dumps([one for one in resources if one["name"] == table])
    except (DataError, LookupError, TypeError):
        return "[]"  # which is a digest of nothing that was ever written


def places_passed(path: Path) -> bool:
    """Tell whether a file is one of the package's tables of places, as it passed every check."""
    folder = installed_data_dir()
    if path.resolve() == (folder / "places.csv").resolve():
        return _is_of(folder / PLACES_INDEX, places_digest())
    if path.resolve() == (folder / MORE).resolve():
        return _is_of(folder / MORE_INDEX, more_digest())
    return False


def read_derived(path: Path, digest: str) -> Any:
    """Return what was computed beforehand; None where it does not follow from these bytes."""
    return json.loads(path.read_text(encoding="utf-8")) if _is_of(path, digest) else None


def format_derived(digest: str, value: Mapping[str, Any]) -> str:
    """Return the text of a derived file: a line for the digest and one for each key."""
    lines = [f'"digest": "{digest}"']
    for key, one in value.items():
        lines.append(f'"{key}": {json.dumps(one, ensure_ascii=False, separators=(",", ":"))}')
    return "{" + ",\n".join(lines) + "}\n"


def _is_of(path: Path, digest: str) -> bool:
    """Tell by its first line whether a derived file follows from what has a digest."""
    try:
        with open_file(path) as stream:
            first = f'{{"digest": "{digest}",\n'.encode()
            return stream.read(len(first)) == first
    except OSError:
        return False


def _digest(before: str, paths: Iterable[Path]) -> str:
    return _digest_of(before, tuple((path, *stamp(path)) for path in paths))


@lru_cache(maxsize=8)
def _digest_of(before: str, stamped: tuple[tuple[Path, int, int], ...]) -> str:
    """Return the digest of files by name and bytes; of one that is missing by name alone.

    The stamps make a file that was changed meanwhile another.
    """
    told = hashlib.sha256(before.encode())
    for path, _, _ in stamped:
        try:
            content = path.read_bytes() if path.suffix == ".py" else read_ahead(path)
        except OSError:
            content = b""
        told.update(f"\n{path.name} {len(content)}\n".encode())
        told.update(content)
    return told.hexdigest()

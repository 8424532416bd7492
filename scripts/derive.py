"""Compute beforehand what follows from the tables, so that no command has to wait for it.

Writes `korea_map/names/engine.json`, `data/places_index.json` and, where there are places that
are offered, `data/places_more_index.json` (see `korea_map/derived.py`),
after every check of the tables that they follow from; with --check it only compares. Run it
after a change of a table of the engine, of places.csv, of places_more.csv or of the code of the
names engine: until then answers are the same, and slower.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from korea_map.derived import (
    ENGINE,
    MORE_INDEX,
    PLACES_INDEX,
    engine_digest,
    format_derived,
    more_digest,
    places_digest,
)
from korea_map.files import MORE, installed_data_dir
from korea_map.gazetteer import load_places
from korea_map.model import Place
from korea_map.names.index import list_rows
from korea_map.names.index import to_columns as to_row_columns
from korea_map.names.letters import LETTERS
from korea_map.names.systems import languages, list_pieces
from korea_map.names.table_files import FOLDER, read_files
from korea_map.names.table_rules import check_names_tables
from korea_map.names.weigh import list_ways, to_columns
from korea_map.offered import find_clashes, load_offered
from korea_map.outputs import write_all
from korea_map.schema import read_schema
from korea_map.tables import read_file


def derive() -> dict[Path, str]:
    """Return the text of each derived file.

    Raises
    ------
    SystemExit
        With every problem of the tables; then nothing is to be written.
    """
    data = installed_data_dir()
    columns = list(Place.__dataclass_fields__)
    places = read_file(data / "places.csv", read_schema(data, "places", columns))
    problems = [*check_names_tables(FOLDER), *places.problems]
    if (data / MORE).exists():
        more = read_file(data / MORE, read_schema(data, "places_more", columns))
        problems += [*more.problems, *find_clashes(places, more)]
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    made = {
        ENGINE: format_derived(engine_digest(FOLDER), describe_engine()),
        data / PLACES_INDEX: format_derived(places_digest(), describe_places(load_places())),
    }
    if (data / MORE).exists():
        made[data / MORE_INDEX] = format_derived(more_digest(), describe_places(load_offered()))
    return made


def describe_engine() -> dict[str, Any]:
    """Return what the engine makes of its tables."""
    tables = read_files(FOLDER).tables
    return {
        "files": {name: [table.path.name for table in some] for name, some in tables.items()},
        "languages": languages(),
        "pieces": list_pieces(),
        "ways": {script: list(map(to_columns, list_ways(script))) for script in LETTERS},
    }


def describe_places(places: Mapping[str, Place]) -> dict[str, Any]:
    """Return the readings of places, as columns."""
    return to_row_columns(list_rows(list(places.values())))


def main() -> None:
    """Write the files, or compare them."""
    made = derive()
    if sys.argv[1:] == ["--check"]:
        stale = [path for path, text in made.items() if read(path) != text]
        raise SystemExit("\n".join(f"{p}: stale; run scripts/derive.py" for p in stale) or None)
    write_all({path: text.encode("utf-8") for path, text in made.items()})
    for path, text in made.items():
        print(f"{path.name}: {len(text.encode()) / 1000:.0f} kB")


def read(path: Path) -> str:
    """Return the text of a file; nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()

"""The tables of the names engine: one folder, one schema, each file read once.

`tables/datapackage.json` is the schema. A resource whose path has a `*` is a kind of table
with any number of files; the name of a file then says what it is about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from korea_map.errors import DataError, Problem
from korea_map.files import shown_path
from korea_map.schema import read_schema
from korea_map.tables import Row, Table, read_file, read_passed

FOLDER: Final = Path(__file__).with_name("tables")

_PATTERN_SHOWN: Final = "<from>-<to>-<system>.csv"

SYSTEMS: Final = "systems"
SLIPS: Final = "slips"

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    SYSTEMS: ("from", "to", "cost", "source"),
    SLIPS: ("from", "to", "cost", "example"),
    "partial_systems": ("system", "source"),
    "suffixes": ("lang", "reading", "hanja", "cost", "latin", "source"),
    "endings": (
        "hangul",
        "hanja",
        "reading_ja",
        "feature_class",
        "cost",
        "cost_added",
        "source",
    ),
    "generics": ("word", "feature_class", "part", "source"),
    "latin_endings": ("ending", "feature_class", "source"),
    "elsewhere": ("letters", "city", "source"),
    "hanja_variants": ("variant", "character", "source"),
    "hanja_shared": ("form", "character", "source"),
    "kana": ("kana", "letters", "source"),
    "hangul_spellings": ("where", "from", "to", "cost", "example", "source"),
    "native_generics": ("hangul", "hanja", "feature_class", "cost", "source"),
    "ja_onyomi": ("character", "readings", "source"),
    "ja_voicing": ("hanja", "from", "to", "cost", "source"),
    "attested_cyrillic": ("lang", "after", "from", "to", "example", "source"),
    "ru_cases": ("ending", "nominative", "cost", "example", "source"),
    "ru_prepositions": ("word", "source"),
    "text_words": ("word", "lang", "says", "feature_class", "value", "source"),
    "text_signs": ("signs", "lang", "says", "value", "source"),
    "no_places": ("name", "what", "source"),
}


@dataclass(frozen=True, slots=True)
class System:
    """A table of a transcription system, with what the name of its file says.

    Attributes
    ----------
    source
        Language of readings, or `cyrl`.
    target
        Script that it writes: `cyrl` or `latn`.
    name
        Of the system; several files may be of one.
    """

    source: str
    target: str
    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class TableSet:
    """Every table of a folder, by the name of its resource, with the faults of each file."""

    folder: Path
    tables: Mapping[str, Sequence[Table]]
    systems: Sequence[System]
    problems: list[Problem]

    def rows(self, name: str) -> Sequence[Row]:
        """Give the rows of a resource that is one file; none where it could not be read."""
        return self.tables[name][0].rows if self.tables[name] else ()

    def partial_systems(self) -> frozenset[str]:
        """Name the systems that write no whole name but loosen the others."""
        return frozenset(row["system"] for row in self.rows("partial_systems"))


def read_files(folder: Path) -> TableSet:
    """Read every table of a folder, with all that is wrong with its cells.

    Parameters
    ----------
    folder
        With a `datapackage.json`.
    """
    tables: dict[str, list[Table]] = {}
    problems: list[Problem] = []
    unread = set(folder.glob("*.csv"))
    described = True
    for name, columns in _COLUMNS.items():
        found = tables[name] = []
        try:
            schema = read_schema(folder, name, columns, ground=False)
        except DataError as error:
            problems += error.problems
            described = False
            continue
        several = "*" in schema.path
        paths = sorted(folder.glob(schema.path)) if several else [folder / schema.path]
        unread.difference_update(paths)
        for path in paths:
            try:
                found.append(read_file(path, schema))
            except DataError as error:
                problems += error.problems
            else:
                problems += found[-1].problems
        if several and not found:
            message = f"no file {schema.path} can be read; restore them"
            problems.append(Problem(shown_path(folder), 1, 1, message))
    for path in sorted(unread) if described else ():
        message = f"no table is called so; one of a system is {_PATTERN_SHOWN}; rename it"
        problems.append(Problem(shown_path(path), 1, 1, message))
    return TableSet(folder, tables, [_to_system(table) for table in tables[SYSTEMS]], problems)


class _Passed(Mapping[str, Sequence[Table]]):
    """Tables in which nothing is wrong, each kind read when it is asked for."""

    def __init__(self, folder: Path, files: Mapping[str, Sequence[str]]) -> None:
        self._folder, self._files = folder, files
        self._read: dict[str, Sequence[Table]] = {}

    def __getitem__(self, name: str) -> Sequence[Table]:
        if name not in self._read:
            paths = (self._folder / file for file in self._files[name])
            self._read[name] = [read_passed(path) for path in paths]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def read_passed_files(folder: Path, files: Mapping[str, Sequence[str]]) -> TableSet:
    """Read the tables of a folder of which it is known that they passed every check.

    Parameters
    ----------
    folder
        With the tables.
    files
        The names of the files of each kind of table.
    """
    tables = _Passed(folder, files)
    return TableSet(folder, tables, [_to_system(table) for table in tables[SYSTEMS]], [])


def _to_system(table: Table) -> System:
    source, target, name = table.path.stem.split("-", 2)
    return System(source, target, name, table)

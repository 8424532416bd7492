"""Rules of the names tables that no single cell shows: letters, pieces, one system with another.

The schema says what each cell must be; what is here says what the engine can use.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from korea_map.derived import ENGINE, engine_digest, read_derived
from korea_map.errors import DataError, Problem
from korea_map.files import shown_path
from korea_map.names.letters import (
    CYRILLIC,
    KANA,
    LATIN,
    LETTERS,
    has_kana_alone,
    is_hangul,
    is_hanja,
    is_kana,
)
from korea_map.names.pieces import piece_pattern, prepare
from korea_map.names.table_files import FOLDER, SLIPS, TableSet, read_files, read_passed_files
from korea_map.tables import Table

LANGUAGES: Final = ("en", "ja", "ko", "ru", "zh")
"""Of the readings that places have; each needs a table that writes it."""

SLIP_FILES: Final = {LATIN: "slips_latin", CYRILLIC: "slips_cyrillic", KANA: "slips_kana"}
_SCRIPT_NAMES: Final = {LATIN: "Latin", CYRILLIC: "Cyrillic", KANA: "kana"}
_MARKED_LETTERS: Final = {LATIN: "āēīōūŏŭü'", CYRILLIC: "", KANA: ""}
"""What pieces and readings have besides the letters of their script."""
_LAST_LETTERS: Final = {"ja": "aiueoāīūēōn", "ko": "aeiouŏŭklmnptg", "zh": "aeiouüngr"}
"""In which a reading can end; in any letter where the language is not here."""
_HANJA_COLUMNS: Final = (
    ("suffixes", "hanja"),
    ("endings", "hanja"),
    ("generics", "part"),
    ("hanja_variants", "variant"),
    ("hanja_variants", "character"),
    ("hanja_shared", "form"),
    ("hanja_shared", "character"),
    ("native_generics", "hanja"),
    ("ja_onyomi", "character"),
    ("ja_voicing", "hanja"),
)
_READING_COLUMNS: Final = (
    ("endings", "reading_ja"),
    ("ja_onyomi", "readings"),
    ("ja_voicing", "from"),
    ("ja_voicing", "to"),
)


@cache
def engine_tables() -> TableSet:
    """Give the tables of the package, read and checked once.

    Raises
    ------
    DataError
        A table is faulty; the error holds every fault of all tables.
    """
    tables, problems = _read_once(FOLDER)
    if problems:
        raise DataError(problems)
    return tables


@cache
def computed_before() -> Mapping[str, Any] | None:
    """Give what `derive` made of these very tables; None where they are others."""
    known: Mapping[str, Any] | None = read_derived(ENGINE, engine_digest(FOLDER))
    return known


@cache
def _read_once(folder: Path) -> tuple[TableSet, list[Problem]]:
    known = computed_before() if folder == FOLDER else None
    if known is not None:
        return read_passed_files(folder, known["files"]), []
    tables = read_files(folder)
    return tables, _find_problems(tables)


def check_names_tables(folder: Path | None = None) -> list[Problem]:
    """Find every problem of the names tables.

    Parameters
    ----------
    folder
        Folder of the tables, with their `datapackage.json`; None for the package's own.

    Returns
    -------
    list of Problem
        Sorted by file, line and column; empty where all is well.
    """
    if folder is None:
        return list(_read_once(FOLDER)[1])
    return _find_problems(read_files(folder))


def _find_problems(tables: TableSet) -> list[Problem]:
    found = [
        *_check_file_names(tables),
        *_check_systems(tables),
        *_check_partial_systems(tables),
        *_check_slips(tables),
        *_check_characters(tables),
        *_check_words(tables),
        *_check_attested(tables),
    ]
    systems = {shown_path(system.table.path) for system in tables.systems}
    told = {problem.file for problem in (*tables.problems, *found)}
    if systems and not systems & told:
        # What one system lacks can be told only of systems that are sound by themselves.
        found += [*_check_coverage(tables), *_check_readings(tables)]
    faulty = {(problem.file, problem.line) for problem in tables.problems}
    found = [problem for problem in found if (problem.file, problem.line) not in faulty]
    return sorted({*tables.problems, *found})


def _check_file_names(tables: TableSet) -> Iterator[Problem]:
    """Check that a file says from what, and in a script that is weighed, it writes."""
    for system in tables.systems:
        source, target = system.source, system.target
        if target not in LETTERS:
            message = f"names are written in {' or '.join(LETTERS)}, not in {target!r}"
        elif source == target:
            message = f"from {source!r} to itself"
        elif source in LETTERS and (source, target) != (CYRILLIC, LATIN):
            message = f"no spelling leads from {source!r} to {target!r}"
        else:
            continue
        yield Problem(shown_path(system.table.path), 1, 1, f"{message}; rename the file")
    for table in tables.tables[SLIPS]:
        if table.path.stem not in SLIP_FILES.values():
            known = " or ".join(f"{name}.csv" for name in SLIP_FILES.values())
            yield Problem(shown_path(table.path), 1, 1, f"slips are read from {known}; rename it")
    for name in SLIP_FILES.values():
        path = tables.folder / f"{name}.csv"
        if tables.tables[SLIPS] and not path.exists():
            yield Problem(shown_path(path), 1, 1, "file not found; restore it")


def _letter_fault(cell: str, script: str, *, marked: bool) -> tuple[int, str] | None:
    """Give the offset of a letter that a script has not, and what to do."""
    known = LETTERS[script] + (_MARKED_LETTERS[script] if marked else "")
    for offset, letter in enumerate(cell):
        if letter in known:
            continue
        if letter.lower() in known:
            return offset, f"capital {letter!r}; write {letter.lower()!r}"
        name = _SCRIPT_NAMES[script]
        return offset, f"{letter!r} (U+{ord(letter):04X}) is no {name} letter; use one of {known}"
    return None


def _check_letters(
    table: Table, column: str, script: str, *, marked: bool = False
) -> Iterator[Problem]:
    known = frozenset(LETTERS[script] + (_MARKED_LETTERS[script] if marked else ""))
    if known.issuperset("".join(row[column] for row in table.rows)):
        return
    for row in table.rows:
        fault = _letter_fault(row[column], script, marked=marked)
        if fault is not None:
            yield table.problem(row, column, fault[1], offset=fault[0])


def _script_of(text: str) -> str:
    """Tell of which script most letters of a text are."""
    return max(LETTERS, key=lambda script: sum(c.lower() in LETTERS[script] for c in text))


def _check_systems(tables: TableSet) -> Iterator[Problem]:
    for system in tables.systems:
        pieces = "".join(row["from"] for row in system.table.rows)
        yield from _check_letters(system.table, "from", _script_of(pieces), marked=True)
        if system.target in LETTERS:
            yield from _check_letters(system.table, "to", system.target)


def _pieces(tables: TableSet, source: str, target: str, *, whole: bool) -> set[str]:
    """Give the pieces that the files from one language or script to a script write."""
    partial = tables.partial_systems() if whole else frozenset()
    return {
        row["from"]
        for system in tables.systems
        if (system.source, system.target) == (source, target) and system.name not in partial
        for row in system.table.rows
    }


def _check_coverage(tables: TableSet) -> Iterator[Problem]:
    """Check that what one table knows the others of its language can write."""
    there = {system.source for system in tables.systems}
    for language in LANGUAGES:
        if language not in there:
            path = shown_path(tables.folder / f"{language}-*-*.csv")
            yield Problem(path, 1, 1, f"no table writes readings in {language!r}; restore one")
    missing = set(LETTERS[CYRILLIC]) - _pieces(tables, CYRILLIC, LATIN, whole=True)
    if missing:
        path = shown_path(tables.folder / f"{CYRILLIC}-{LATIN}-*.csv")
        message = f"no complete system writes {', '.join(sorted(missing))}; add rows to one"
        yield Problem(path, 1, 1, message)
    for language in sorted(there - set(LETTERS)):
        for script in LETTERS:
            whole = _pieces(tables, language, script, whole=True)
            if whole:
                yield from _check_pieces(tables, language, script, whole)


def _check_pieces(
    tables: TableSet, language: str, script: str, whole: set[str]
) -> Iterator[Problem]:
    """Check that every piece of a language is written in a script, whole or by its parts."""
    known = whole | _pieces(tables, language, script, whole=False)
    parts = piece_pattern(whole)
    for system in tables.systems:
        if system.source != language:
            continue
        told = set()
        for row in system.table.rows:
            piece = row["from"]
            lost = piece not in known and "".join(parts.findall(piece)) != piece
            if piece and lost and piece not in told:
                told.add(piece)
                message = f"no {language}-{script} table writes {piece!r}; add a row there"
                yield system.table.problem(row, "from", message)


def _check_partial_systems(tables: TableSet) -> Iterator[Problem]:
    names = {system.name for system in tables.systems}
    for table in tables.tables["partial_systems"]:
        for row in table.rows:
            if row["system"] and row["system"] not in names:
                message = f"no table is of a system {row['system']!r}; correct it or delete the row"
                yield table.problem(row, "system", message)


def _cutters(tables: TableSet) -> Mapping[str, Callable[[str], bool]]:
    """Give for each language whether its tables can cut a reading without leaving anything."""

    def cutter(language: str) -> Callable[[str], bool]:
        pattern = piece_pattern(
            row["from"]
            for system in tables.systems
            if system.source == language
            for row in system.table.rows
        )

        def can_cut(reading: str) -> bool:
            text = prepare(reading, language)
            return "".join(pattern.findall(text)) == text

        return can_cut

    return {language: cutter(language) for language in LANGUAGES}


def _check_readings(tables: TableSet) -> Iterator[Problem]:
    """Check that the tables of a language can cut the readings that other tables give."""
    cutters = _cutters(tables)
    for table in tables.tables["suffixes"]:
        for row in table.rows:
            language, reading = row["lang"], row["reading"]
            fits = reading == reading.lower() and language in cutters
            if reading and not (fits and cutters[language](reading)):
                yield table.problem(row, "reading", _cannot_cut(language, reading))
            elif reading and reading[-1] not in _LAST_LETTERS.get(language, reading):
                message = f"no reading in {language} ends in {reading[-1]!r}; write all of it"
                yield table.problem(row, "reading", message, offset=len(reading) - 1)
    for name, column in _READING_COLUMNS:
        for table in tables.tables[name]:
            readings = {one for row in table.rows for one in row[column].split()}
            lost = {one for one in readings if one != one.lower() or not cutters["ja"](one)}
            for row in table.rows if lost else ():
                for reading in row[column].split():
                    if reading in lost:
                        offset = row[column].index(reading)
                        message = _cannot_cut("ja", reading)
                        yield table.problem(row, column, message, offset=offset)


def _cannot_cut(language: str, reading: str) -> str:
    return (
        f"the tables of {language} cannot cut {reading!r} into pieces that they know; "
        "write it as they do, in lower case"
    )


def _check_slips(tables: TableSet) -> Iterator[Problem]:
    scripts = {name: script for script, name in SLIP_FILES.items()}
    for table in tables.tables[SLIPS]:
        if table.path.stem not in scripts:
            continue
        for column in ("from", "to"):
            yield from _check_letters(table, column, scripts[table.path.stem])
        for row in table.rows:
            for column in ("from", "to"):
                if len(row[column]) > 1:
                    message = f"{column} {row[column]!r} is more than one letter; a slip is of one"
                    yield table.problem(row, column, message)
            if row["from"] == row["to"]:
                yield table.problem(row, "to", "to is the same as from; a slip changes something")


def _check_characters(tables: TableSet) -> Iterator[Problem]:
    checks = [(name, column, is_hanja, "Chinese characters") for name, column in _HANJA_COLUMNS]
    checks.append(("endings", "hangul", is_hangul, "Hangul"))
    checks.append(("native_generics", "hangul", is_hangul, "Hangul"))
    checks.append(("kana", "kana", is_kana, "hiragana"))
    for name, column, holds, what in checks:
        for table in tables.tables[name]:
            if all(holds(row[column]) for row in table.rows if row[column]):
                continue
            for row in table.rows:
                if row[column] and not holds(row[column]):
                    message = f"{column} {row[column]!r} is not {what} alone; correct it"
                    yield table.problem(row, column, message)
    for table in tables.tables["hanja_variants"]:
        kept = {row["variant"] for row in table.rows}
        for row in table.rows:
            if row["character"] in kept:
                message = f"{row['character']!r} is itself a variant; give the form that is kept"
                yield table.problem(row, "character", message)
    for table in tables.tables["endings"]:
        for row in table.rows:
            if not (row["hangul"] or row["hanja"]):
                yield table.problem(row, "hangul", "neither hangul nor hanja is given; give one")
            for column, other in (("reading_ja", "hanja"), ("cost_added", "reading_ja")):
                if row[column] and not row[other]:
                    message = f"{other} is empty but {column} is given; give both"
                    yield table.problem(row, other, message)
    for name, column in (("hanja_shared", "form"), ("hangul_spellings", "from")):
        other = "character" if name == "hanja_shared" else "to"
        for table in tables.tables[name]:
            for row in table.rows:
                if row[column] == row[other]:
                    message = f"{other} is the same as {column}; give another"
                    yield table.problem(row, other, message)
    for table in tables.tables["native_generics"]:
        for row in table.rows:
            if not (row["hangul"] or row["hanja"]):
                yield table.problem(row, "hangul", "neither hangul nor hanja is given; give one")
    for table in tables.tables["ja_voicing"]:
        for row in table.rows:
            if row["from"] == row["to"]:
                yield table.problem(row, "to", "to is the same as from; give another reading")


def _check_attested(tables: TableSet) -> Iterator[Problem]:
    """Check that a spelling habit is of Cyrillic letters, changes one, and is shown by its name."""
    for table in tables.tables["attested_cyrillic"]:
        for column in ("after", "from", "to"):
            yield from _check_letters(table, column, CYRILLIC)
        for row in table.rows:
            if row["from"] == row["to"]:
                yield table.problem(row, "to", "to is the same as from; give the attested letter")
            elif row["to"] not in row["example"].lower():
                message = (
                    f"example {row['example']!r} has no {row['to']!r}; give a name that has it"
                )
                yield table.problem(row, "example", message)


def _check_words(tables: TableSet) -> Iterator[Problem]:
    """Check that words and names are lower case and of one script, as they are looked up."""
    for name, column, between in (("generics", "word", "-"), ("elsewhere", "letters", "")):
        for table in tables.tables[name]:
            for row in table.rows:
                word = row[column]
                if name == "elsewhere" and (is_hanja(word) or has_kana_alone(word)):
                    continue
                script = _script_of(word)
                known = LETTERS[script] + between
                if not frozenset(known).issuperset(word):
                    offset = next(n for n, letter in enumerate(word) if letter not in known)
                    fault = _letter_fault(word[offset], script, marked=False)
                    yield table.problem(row, column, fault[1] if fault else "", offset=offset)

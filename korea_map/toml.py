"""TOML files: read with the line of every key, for messages that lead there."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from korea_map.errors import DataError, Problem
from korea_map.files import read_text, shown_path
from korea_map.texts import LINE_END, fault_of_line_ends

_AT = re.compile(r"^(?P<reason>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end.*)\)$")
_NAME = r"""[\w-]+|"[^"\n]*"|'[^'\n]*'"""
_KEY = re.compile(rf"\s*(?P<key>(?:{_NAME})(?:\s*\.\s*(?:{_NAME}))*)\s*=\s*(?P<value>.*)$")
_TABLE = re.compile(rf"\s*\[{{1,2}}(?P<key>\s*(?:{_NAME})(?:\s*\.\s*(?:{_NAME}))*\s*)\]")
_PARTS = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file that was read.

    Attributes
    ----------
    values
        What is no table, by its whole key (`plan.unc.title`), in the order of the file.
    lines
        The line of each key, and of each table, from 1.
    texts
        The lines of the file.
    """

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    texts: tuple[str, ...]

    def problem(self, key: str, message: str, *, at: str = "") -> Problem:
        """Return a problem at a key, or at the first place in its text where `at` stands."""
        line = self._line_of(key)
        end = min((other for other in self.lines.values() if other > line), default=None)
        for number, text in enumerate(self.texts[line - 1 : end and end - 1], start=line):
            if at and at in text:
                return Problem(shown_path(self.path), number, text.index(at) + 1, message)
        first = self.texts[line - 1]
        column = len(first) - len(first.lstrip()) + 1
        return Problem(shown_path(self.path), line, column, message)

    def _line_of(self, key: str) -> int:
        """Return the line of a key, or of the table that it belongs to; 1 where there is none."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 1)


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file.

    Raises
    ------
    DataError
        If the file cannot be read as text, is not TOML, or holds characters that nobody
        sees or that are not in normal form C.
    """
    problems: list[Problem] = []
    text = read_text(path, problems)
    shown = shown_path(path)
    if fault := fault_of_line_ends(text):
        problems.append(Problem(shown, *fault))
        text = LINE_END.sub("\n", text)
    lines = tuple(text.split("\n"))
    problems += _find_faults(lines, shown)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(_locate(str(error), shown, len(lines)))
    except RecursionError:
        problems.append(Problem(shown, 1, 1, "not TOML: nested too deeply"))
    if problems:
        raise DataError(problems)
    file = TomlFile(path, dict(_flatten(values)), dict(_find_keys(lines)), lines)
    problems = list(_find_escaped(file))
    if problems:
        raise DataError(problems)
    return file


def _find_escaped(file: TomlFile) -> Iterator[Problem]:
    """Yield what an escape stands for that would be refused if it stood there itself."""
    for key, value in file.values.items():
        for character in value if isinstance(value, str) else "":
            if not character.isprintable() and character not in "\n\t":
                message = f"invisible character U+{ord(character):04X} by an escape; delete it"
                yield file.problem(key, message)
                break


def _find_faults(lines: tuple[str, ...], shown: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=1):
        for column, character in enumerate(line, start=1):
            if not character.isprintable() and character != "\t":
                message = f"invisible character U+{ord(character):04X}; delete it"
                yield Problem(shown, number, column, message)
                break
        if not unicodedata.is_normalized("NFC", line):
            yield Problem(shown, number, 1, "not in Unicode normal form C; normalise the line")


def _locate(message: str, shown: str, last: int) -> Problem:
    match = _AT.match(message)
    if match is None:
        return Problem(shown, 1, 1, f"not TOML: {message}")
    line = int(match["line"] or last)
    return Problem(shown, line, int(match["column"] or 1), f"not TOML: {match['reason']}")


def _flatten(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _find_keys(lines: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Yield every key with its line; text in several lines belongs to the key above it."""
    table, closing = "", ""
    for number, line in enumerate(lines, start=1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if header := _TABLE.match(line):
            table = _join(header["key"]) + "."
            yield table.removesuffix("."), number
        elif entry := _KEY.match(line):
            yield table + _join(entry["key"]), number
            for quotes in ('"""', "'''"):
                opens = entry["value"].startswith(quotes)
                if opens and quotes not in entry["value"][len(quotes) :]:
                    closing = quotes


def _join(key: str) -> str:
    return ".".join(part.strip("\"'") for part in _PARTS.findall(key))

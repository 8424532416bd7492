"""TOML files: read with the line of every key, for messages that lead there."""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from korea_map.errors import DataError, Problem
from korea_map.files import read_text, shown_path
from korea_map.numerals import parse_number, remedy
from korea_map.texts import LINE_END, fault_of_line_ends, fault_of_sign, find_hidden, place_in

_AT = re.compile(r"^(?P<reason>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end.*)\)$")
_NAME = r"""[\w-]+|"[^"\n]*"|'[^'\n]*'"""
_KEY = re.compile(rf"\s*(?P<key>(?:{_NAME})(?:\s*\.\s*(?:{_NAME}))*)\s*=\s*(?P<value>.*)$")
_TABLE = re.compile(rf"\s*\[{{1,2}}(?P<key>\s*(?:{_NAME})(?:\s*\.\s*(?:{_NAME}))*\s*)\]")
_PARTS = re.compile(_NAME)
MOST_PARTS = 8
"""Parts that a key may have, as in `plan.unc.list.south`: each is a table within a table."""

# in this order: text of several lines, what nobody reads, and keys; a text alone is one part
_TEXTS_AND_KEYS = re.compile(
    r""""{3}(?:[^\\]|\\.)*?(?:"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|#[^\n]*|"""
    r"""(?P<key>PART(?:[ \t]*\.[ \t]*PART)*)""".replace(
        "PART", r"""(?:[\w-]+|"(?:[^"\\\n]|\\[^\n])*"?|'[^'\n]*'?)"""
    ),
    re.DOTALL,
)
_PART = re.compile(r"""[\w-]+|"(?:[^"\\\n]|\\[^\n])*"?|'[^'\n]*'?""")
# text and dates, which are no numbers, or what stands for one
_NUMBERS = re.compile(
    rf"""{_NAME.partition("|")[2]}|#.*|\d{{4}}-\d\d[\w:.-]*|\d\d:[\d:.]+|([+-]?(?:\d|inf|nan)[\w.+-]*)"""
)


@dataclass(frozen=True)
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
    empty
        The whole keys of tables that hold nothing.
    """

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    texts: tuple[str, ...]
    empty: tuple[str, ...] = ()

    def problem(self, key: str, message: str, *, at: str = "") -> Problem:
        """Return a problem at a key, or at the first place in its text where `at` stands."""
        line = self._line_of(key)
        for number, text in enumerate(self.texts_of(line), start=line):
            if at and at in text:
                return Problem(self._shown, number, text.index(at) + 1, message)
        first = self.texts[line - 1]
        column = len(first) - len(first.lstrip()) + 1
        return Problem(self._shown, line, column, message)

    @cached_property
    def _shown(self) -> str:
        return shown_path(self.path)

    def texts_of(self, line: int) -> tuple[str, ...]:
        """Return the lines of what begins on one: up to the next key or table."""
        after = bisect_right(self._starts, line)
        return self.texts[line - 1 : self._starts[after] - 1 if after < len(self._starts) else None]

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self.lines.values())

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
    if fault := _fault_of_parts(text):
        raise DataError([*problems, Problem(shown, *fault)])
    try:
        # keys of keys of keys without end are found as they are written out
        found = dict(_flatten(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        problems.append(_locate(str(error), shown, len(lines)))
    except RecursionError:
        problems.append(Problem(shown, 1, 1, "not TOML: nested too deeply"))
    except Exception as error:  # whatever else the parser makes of foreign text is its fault
        problems.append(Problem(shown, 1, 1, f"not TOML: {error}"))
    if problems:
        raise DataError(problems)
    values = {key: value for key, value in found.items() if value != {}}
    empty = tuple(key for key in found if key not in values)
    file = TomlFile(path, values, dict(_find_keys(lines)), lines, empty)
    problems = [*_find_escaped(file), *_find_numbers(file)]
    if problems:
        raise DataError(problems)
    return file


def _fault_of_parts(text: str) -> tuple[int, int, str] | None:
    """Return where a key has more parts than any needs: what reads them takes room for each."""
    for match in _TEXTS_AND_KEYS.finditer(text):
        if match["key"] and match["key"].count(".") >= MOST_PARTS:
            parts = len(_PART.findall(match["key"]))
            if parts > MOST_PARTS:
                message = f"a key of {parts:,} parts; give it at most {MOST_PARTS}"
                return *place_in(text, match.start()), message
    return None


def _texts_of(value: Any) -> Iterator[str]:
    """Yield every text within a value: tables may stand in a list."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts_of(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _texts_of(one)


def _find_escaped(file: TomlFile) -> Iterator[Problem]:
    """Yield what an escape stands for that would be refused if it stood there itself."""
    if not any("\\" in line for line in file.texts):
        return
    for key, value in file.values.items():
        signs = key + "".join(_texts_of(value))
        hidden = find_hidden(signs) | ({"\r"} if "\r" in signs else set())
        if hidden:
            sign = min(hidden, key=signs.index)
            message = fault_of_sign(sign, by=" by an escape")
            yield file.problem(key, message)
        elif not unicodedata.is_normalized("NFC", signs):
            message = "not in Unicode normal form C by an escape; write the letter itself"
            yield file.problem(key, message)


def _find_numbers(file: TomlFile) -> Iterator[Problem]:
    """Yield the numbers that TOML allows and no table does: 3_5, 0x23, 1e2, inf, 400 digits."""
    for key, value in file.values.items():
        values = value if isinstance(value, list) else [value]
        if any(type(one) in (int, float) for one in values):
            text = "\n".join(file.texts_of(file.lines.get(key, 1)))
            for match in _NUMBERS.finditer(text.partition("=")[2]):
                number = match[1]
                if number and parse_number(number) is None:
                    message = f"{number!r} is not a number as tables write it{remedy(number)}"
                    yield file.problem(key, message, at=number)


def _locate(message: str, shown: str, last: int) -> Problem:
    match = _AT.match(message)
    if match is None:
        return Problem(shown, 1, 1, f"not TOML: {message}")
    line = int(match["line"] or last)
    return Problem(shown, line, int(match["column"] or 1), f"not TOML: {match['reason']}")


def _flatten(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict) and value:
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

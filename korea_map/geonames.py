"""GeoNames country dumps as an authority: read as they are, gzip, zip or plain."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from korea_map.errors import DataError, Problem
from korea_map.files import shown_path
from korea_map.model import Place
from korea_map.names.japanese import is_hepburn
from korea_map.names.letters import CYRILLIC_RANGE, LATIN_RANGE, is_hangul, is_hanja
from korea_map.numerals import parse_number, remedy
from korea_map.offered import DUMP
from korea_map.terminal import ECHOED, excerpt
from korea_map.texts import IN_UTF_16, LONGEST_LINE, Source, TextLines
from korea_map.unpacking import open_bounded

_COLUMNS: Final = 19
_NEEDED: Final = 9
_ENOUGH: Final = 100
"""Faulty rows without a place among them after which a file is none of ours."""
_SHOWN: Final = 5
_ECHOED: Final = 20
"""Characters of a number that a message repeats."""
_NO_DUMP: Final = f"this is no GeoNames dump: that has {_COLUMNS} columns between tabs"
_MARKS: Final = {"commas": ",", "semicolons": ";"}
_ID: Final = re.compile("[1-9][0-9]*")
_HALF: Final = re.compile("[\udc80-\udcff]")
_CYRILLIC: Final = re.compile(f"[{CYRILLIC_RANGE} .-]+")
_LATIN: Final = re.compile(f"[{LATIN_RANGE}āēīōūŏŭĀĒĪŌŪŎŬ’'ʼǔ .-]+")


class Collector(Protocol):
    """What collects problems: a list, or what keeps the first of a kind and counts."""

    def append(self, problem: Problem, /) -> None:
        """Take one."""


def read_dump(
    path: str | Path,
    *,
    progress: Callable[[float], None] | None = None,
    problems: Collector | None = None,
) -> list[Place]:
    """Read a GeoNames dump.

    Parameters
    ----------
    path
        `KR.txt`, `KR.zip` as GeoNames packs it, or either with gzip; the contents decide,
        not the name.
    progress
        Called now and then with the share of the file read, 0 to 1.
    problems
        Collects faulty rows, which are left out; None raises at the first.

    Raises
    ------
    DataError
        The file is missing, is no ordinary one, cannot be unpacked, is no dump, or holds a
        faulty row and nobody collects them.
    """
    path = Path(path)
    shown = shown_path(path)
    places: list[Place] = []
    faults: list[Problem] = []  # until there is a place, by which the file is known for a dump
    with open_bounded(path, partial(_dump_member, shown)) as (stream, share):
        for number, text in _open_lines(shown, stream):
            if progress and number % 2000 == 0:
                progress(share())
            found = _read_row(shown, number, text)
            if isinstance(found, Problem):
                faults.append(found)
                if not places and len(faults) == _ENOUGH:
                    break
            elif found is not None:
                places.append(found)
            if places and faults:
                if problems is None:
                    raise DataError(faults)
                for fault in faults:
                    problems.append(fault)
                faults.clear()
    if not places:
        raise DataError([Problem(shown, 1, 1, _about_stranger(path, faults))])
    if progress:
        progress(1.0)
    return places


def _open_lines(shown: str, stream: Source) -> TextLines:
    lines = TextLines(stream, file=shown)
    if lines.encoding == "utf-16":
        raise DataError([Problem(shown, 1, 1, IN_UTF_16)])
    return lines


def _dump_member(shown: str, members: Sequence[str]) -> str:
    """Return the one dump of an archive, beside which packers and systems put files of theirs."""
    names = [name for name in members if not name.endswith("/")]
    if "[Content_Types].xml" in names or "mimetype" in names:
        message = "a file of a spreadsheet program; give the dump as GeoNames packs it"
        raise DataError([Problem(shown, 1, 1, message)])
    dumps = [name for name in names if _may_be_dump(PurePosixPath(name))]
    if len(dumps) == 1:
        return dumps[0]
    held = ", ".join(name[:ECHOED] for name in (dumps or names)[:_SHOWN]) or "nothing"
    if dumps:
        message = f"the archive holds {len(dumps)} dumps; unpack it and give one of {held}"
    else:
        message = f"the archive holds no dump (.txt or .tsv), but {held}; pack KR.txt alone"
    raise DataError([Problem(shown, 1, 1, message)])


def _may_be_dump(name: PurePosixPath) -> bool:
    return (
        name.suffix.lower() in (".txt", ".tsv")
        and "readme" not in name.name.lower()
        and not name.name.startswith(".")
        and "__MACOSX" not in name.parts
    )


def _about_stranger(path: Path, faults: Sequence[Problem]) -> str:
    """Return what is said of a file in which no row is one of a dump."""
    if not faults:
        return "holds no places"
    shown = shown_path(path)
    with open_bounded(path, partial(_dump_member, shown)) as (stream, _):
        lines = (text for _, text in _open_lines(shown, stream))
        first = next((text for text in lines if text and text.strip()), "")
    if first.startswith("id,title,"):
        return "this is a table of places, no GeoNames dump; give its folder with --data"
    parted = {count: name for name, mark in _MARKS.items() if (count := first.count(mark)) >= 8}
    if "\t" not in first and parted:
        name = parted[max(parted)]
        return f"this is no GeoNames dump: its cells are parted by {name}; save it with tabs"
    columns = first.count("\t") + 1
    if columns < _NEEDED:
        return f"{_NO_DUMP}, this file {columns}; give KR.txt or KP.txt, packed or not"
    return f"{_NO_DUMP}, with latitude and longitude as the fifth and sixth; {faults[0].message}"


def _read_row(shown: str, number: int, text: str | None) -> Place | Problem | None:
    """Return the place of a row, or what is wrong with it; None where the row is blank."""
    if text is None:
        return Problem(shown, number, 1, f"the row is longer than {LONGEST_LINE} characters")
    if not text.isascii() and (match := _HALF.search(text)):
        return Problem(shown, number, match.start() + 1, "not UTF-8; save the dump in UTF-8")
    if not text.strip():
        return None
    fields = text.split("\t")
    if len(fields) < _NEEDED:
        message = f"a GeoNames row has {_COLUMNS} columns between tabs, this one {len(fields)}"
        return Problem(shown, number, len(text) + 1, f"{message}; mend it or delete it")
    if '"' in text:
        fields = [_unquote(field) for field in fields]
    if number == 1 and fields[4:6] == ["latitude", "longitude"]:
        return None  # the names of the columns, which a spreadsheet wants
    lat, lon = (parse_number(field) for field in fields[4:6])
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or lat == lon == 0:
        column = len("\t".join(text.split("\t")[:4])) + 2
        return Problem(shown, number, column, _about_position(*fields[4:6]))
    for place, what in ((0, "number"), (1, "name")):
        if not fields[place].strip():
            column = 1 if place == 0 else len(fields[0]) + 2
            message = f"the place has no {what}; write it, or delete the row"
            return Problem(shown, number, column, message)
    if not _ID.fullmatch(fields[0]):
        message = f"{excerpt(fields[0], _ECHOED)} is no GeoNames id, a whole number from 1 up"
        return Problem(shown, number, 1, f"{message}; correct it, or delete the row")
    return _to_place(fields, lat, lon)


def _unquote(field: str) -> str:
    """Return a cell without the quotes that a spreadsheet puts round it, doubling those in it."""
    inner = field[1:-1]
    if len(field) < 2 or field[0] != '"' or field[-1] != '"' or '"' in inner.replace('""', ""):
        return field
    return inner.replace('""', '"')


def _about_position(lat: str, lon: str) -> str:
    given = ", ".join(excerpt(text, _ECHOED) for text in (lat, lon))
    message = f"{given} are no latitude and longitude in degrees"
    one, other = parse_number(lat), parse_number(lon)
    if one == other == 0:
        return "latitude and longitude are 0; give the position, or delete the row"
    if one is not None and other is not None and abs(one) <= 180 and abs(other) <= 90:
        return f"{message}; they seem exchanged"
    hints = [remedy(text[:ECHOED]) for text, number in ((lat, one), (lon, other)) if number is None]
    return message + next(filter(None, hints), "; give both with decimals")


def _to_place(fields: list[str], lat: float, lon: float) -> Place:
    alternates = (name.strip() for name in fields[3].split(","))
    names = dict.fromkeys(unicodedata.normalize("NFC", name) for name in alternates if name)
    hangul = next((n for n in names if is_hangul(n)), None)
    hanja = next((n for n in names if is_hanja(n)), None)
    variants = tuple((tag, n) for n in names if (tag := _language(n)))
    return Place(
        fields[0], fields[1], fields[1], hangul, hanja, None, None, variants,
        fields[6], fields[7], None, fields[8], lat, lon, DUMP, fields[0], "",
    )  # fmt: skip


def _language(name: str) -> str | None:
    """Guess the language of an alternate name by its letters; None where it is of no use."""
    if _LATIN.fullmatch(name):
        if re.search("[āēīōū]", name) and is_hepburn(re.sub("[ -]", "", name.lower())):
            return "ja"
        return "ko" if re.search("[ŏŭ’']", name) else "und"
    if is_hangul(name):
        return "ko"
    if _CYRILLIC.fullmatch(name):
        return "ru"
    return "zh" if is_hanja(name) else None

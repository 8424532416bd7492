"""GeoNames country dumps as an authority: read as they are, gzip, zip or plain."""

import gzip
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from korea_map.errors import DataError, Problem
from korea_map.model import Place
from korea_map.names.japanese import is_hepburn
from korea_map.names.letters import CYRILLIC_RANGE, LATIN_RANGE, is_hangul, is_hanja

_COLUMNS: Final = 19
_NEEDED: Final = 9
_CYRILLIC: Final = re.compile(f"[{CYRILLIC_RANGE} .-]+")
_LATIN: Final = re.compile(f"[{LATIN_RANGE}āēīōūŏŭĀĒĪŌŪŎŬ’'ʼǔ .-]+")


def read_dump(
    path: str | Path,
    *,
    progress: Callable[[float], None] | None = None,
    problems: list[Problem] | None = None,
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
        The file is missing, is no dump, or holds faulty rows that nobody collects.
    """
    path = Path(path)
    places: list[Place] = []
    faults: list[Problem] = []
    try:
        with _lines(path, progress) as lines:
            for number, raw in enumerate(lines, 1):
                place = _read_row(path, number, raw, faults)
                if place is not None:
                    places.append(place)
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError([Problem(str(path), 1, 1, f"cannot be read: {reason}")]) from error
    if not places and not faults:
        faults.append(Problem(str(path), 1, 1, "holds no places"))
    if not places or (faults and problems is None):
        raise DataError(faults)
    if problems is not None:
        problems += faults
    return places


@contextmanager
def _lines(path: Path, progress: Callable[[float], None] | None) -> Iterator[Iterator[bytes]]:
    size = path.stat().st_size or 1
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        stream: io.BufferedIOBase
        if head.startswith(b"PK"):
            with (
                zipfile.ZipFile(file) as archive,
                archive.open(_dump_member(path, archive)) as member,
            ):
                yield _watched(member, file, size, progress)
            return
        stream = gzip.GzipFile(fileobj=file) if head.startswith(b"\x1f\x8b") else file
        yield _watched(stream, file, size, progress)


def _dump_member(path: Path, archive: zipfile.ZipFile) -> str:
    names = [
        n for n in archive.namelist() if n.endswith((".txt", ".tsv")) and "readme" not in n.lower()
    ]
    if len(names) != 1:
        message = f"the archive must hold one dump (.txt or .tsv), it holds {len(names)}"
        raise DataError([Problem(str(path), 1, 1, message)])
    return names[0]


def _watched(
    stream: Iterable[bytes],
    file: io.BufferedReader,
    size: int,
    progress: Callable[[float], None] | None,
) -> Iterator[bytes]:
    for number, line in enumerate(stream):
        if progress and number % 2000 == 0:
            progress(min(1.0, file.tell() / size))
        yield line
    if progress:
        progress(1.0)


def _read_row(path: Path, number: int, raw: bytes, faults: list[Problem]) -> Place | None:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        message = "not UTF-8; save the dump in UTF-8"
        faults.append(Problem(str(path), number, error.start + 1, message))
        return None
    if not text.strip():
        return None
    fields = text.split("\t")
    if len(fields) < _NEEDED:
        message = f"a GeoNames row has {_COLUMNS} columns between tabs, this one {len(fields)}"
        faults.append(Problem(str(path), number, len(text) + 1, message))
        return None
    try:
        lat, lon = float(fields[4]), float(fields[5])
    except ValueError:
        lat = lon = 999.0
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        column = len("\t".join(fields[:4])) + 2
        message = f"{fields[4]!r}, {fields[5]!r} are no latitude and longitude in degrees"
        faults.append(Problem(str(path), number, column, message))
        return None
    return _to_place(fields, lat, lon)


def _to_place(fields: list[str], lat: float, lon: float) -> Place:
    names = dict.fromkeys(unicodedata.normalize("NFC", n) for n in fields[3].split(",") if n)
    hangul = next((n for n in names if is_hangul(n)), None)
    hanja = next((n for n in names if is_hanja(n)), None)
    variants = tuple((tag, n) for n in names if (tag := _language(n)))
    return Place(
        fields[0], fields[1], fields[1], hangul, hanja, None, None, variants,
        fields[6], fields[7], None, fields[8], lat, lon, "GeoNames dump", fields[0], "",
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

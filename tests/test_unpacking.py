"""A dump that is a bomb, no file, or torn: one message, little memory, and an end."""

import bz2
import contextlib
import gzip
import io
import lzma
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from korea_map import unpacking
from korea_map.errors import DataError, Problem
from korea_map.geonames import read_dump
from korea_map.names_out import Few

ROOT = Path(__file__).resolve().parent.parent
ROW = "\t".join(["1", *["Taegu"] * 3, "35.87", "128.6", "P", "PPLA", "KR", *[""] * 10]) + "\n"
MEBIBYTE = 2**20
MOST_MB = 100


def zipped(content=b"", method=zipfile.ZIP_DEFLATED, names=("KR.txt",)):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
    return raw.getvalue()


def endless(piece, times):
    """Return a gzip of a piece many times over, which takes no memory to make."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def zip_of(piece, times):
    raw = io.BytesIO()
    with (
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("KR.txt", "w") as member,
    ):
        for _ in range(times):
            member.write(piece)
    return raw.getvalue()


BOMBS = {
    "one line": lambda: endless(b"a" * MEBIBYTE, 200),
    "zeros": lambda: endless(bytes(MEBIBYTE), 200),
    "blank lines": lambda: endless(b"\n" * MEBIBYTE, 100),
    "rows": lambda: endless(ROW.encode() * 10_000, 100),
    "bad rows": lambda: endless(ROW.encode() + b"1\tbad\n" * 100_000, 100),
    "a zip": lambda: zip_of(bytes(MEBIBYTE), 200),
    "a zip of zips": lambda: zipped(zip_of(bytes(MEBIBYTE), 200)),
    "many members": lambda: zipped(names=[f"{n}.txt" for n in range(30_000)]),
    "a zip by bzip2": lambda: zipped(bytes(50 * MEBIBYTE), zipfile.ZIP_BZIP2),
    "a zip by lzma": lambda: zipped(bytes(50 * MEBIBYTE), zipfile.ZIP_LZMA),
    "bzip2": lambda: bz2.compress(bytes(50 * MEBIBYTE)),
    "xz": lambda: lzma.compress(bytes(50 * MEBIBYTE)),
}
# in a process of its own, which tells the most memory that it had
READ = """
import sys
from korea_map.errors import DataError
from korea_map.geonames import read_dump
from korea_map.names_out import Few
try:
    read_dump(sys.argv[1], problems=Few())
except DataError as error:
    print(len(error.problems), error)
from pathlib import Path
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else ["VmHWM: 0 kB"]
print(next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")))
"""


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_with_little_memory(kind, tmp_path):
    path = tmp_path / "dump"
    path.write_bytes(BOMBS[kind]())
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr == ""
    told, most = done.stdout.splitlines()
    assert told.startswith(f"1 {path.as_posix()}:1:1: ")
    assert len(told) < 400
    assert float(most) < MOST_MB


def test_a_dump_of_the_usual_size_is_no_bomb(tmp_path):
    rows = "".join(
        ROW.replace("1\t", f"{n}\t", 1).replace("Taegu", f"Taegu{n:x}") for n in range(1, 9000 + 1)
    )
    for raw in (gzip.compress(rows.encode()), zipped(rows)):
        path = tmp_path / "dump"
        path.write_bytes(raw)
        assert len(read_dump(path)) == 9000


def test_a_plain_file_beyond_the_largest_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST", 2 * MEBIBYTE)
    path = tmp_path / "KR.txt"
    path.write_bytes(ROW.encode() * 60_000)
    with pytest.raises(DataError, match="is larger than 2 MB; give a part of it"):
        read_dump(path)


def spoiled(raw, at=60, by=b"\xff" * 12):
    return raw[:at] + by + raw[at + len(by) :]


def marked(raw, offset, value):
    """Change a field of a zip where its two headers have it."""
    changed = bytearray(raw)
    for mark, at in ((b"PK\3\4", offset), (b"PK\1\2", offset + 2)):
        changed[changed.index(mark) + at] = value
    return bytes(changed)


GOOD = ROW.encode() * 500
TORN = {
    "gzip": spoiled(gzip.compress(GOOD), 30),
    "half a gzip": gzip.compress(GOOD)[:40],
    "gzip by another sum": spoiled(gzip.compress(GOOD), len(gzip.compress(GOOD)) - 8, b"1234"),
    "zip": spoiled(zipped(GOOD), 50),
    "zip by another sum": spoiled(zipped(GOOD, zipfile.ZIP_STORED), 60, b"x"),
    "half a zip": zipped(GOOD)[:60],
    "no directory": zipped(GOOD)[:-30] + b"\0" * 30,
    "bzip2 within": spoiled(zipped(GOOD, zipfile.ZIP_BZIP2)),
    "lzma within": spoiled(zipped(GOOD, zipfile.ZIP_LZMA)),
    "locked": marked(zipped(GOOD), 6, 1),
    "an unknown way": marked(zipped(GOOD), 8, 99),
    "another name": zipped(GOOD).replace(b"KR.txt", b"KP.txt", 1),
}


@pytest.mark.parametrize("kind", TORN)
def test_what_is_torn_or_locked_is_one_problem_of_the_file(kind, tmp_path):
    path = tmp_path / "dump"
    path.write_bytes(TORN[kind])
    with pytest.raises(DataError) as caught:
        read_dump(path, problems=[])
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (1, 1)
    assert problem.message.startswith("cannot be read: ")


def test_every_byte_may_be_wrong(tmp_path):
    path = tmp_path / "dump"
    for raw in (gzip.compress(ROW.encode(), mtime=0), zipped(ROW)):
        for at in range(len(raw)):
            path.write_bytes(spoiled(raw, at, bytes([raw[at] ^ 0x55])))
            with contextlib.suppress(DataError):  # and no other error
                read_dump(path, problems=[])


STRANGE = {"a folder": Path.mkdir}
if hasattr(os, "mkfifo"):
    STRANGE["a pipe"] = os.mkfifo
if Path("/dev/zero").exists():
    STRANGE["a device"] = lambda path: path.symlink_to("/dev/zero")


@pytest.mark.parametrize("option", ["--gazetteer", "--file"])
@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_file_is_refused_and_never_waited_for(kind, option, tmp_path):
    path = tmp_path / "strange"
    STRANGE[kind](path)
    names = ["Taiko"] if option == "--gazetteer" else []
    done = subprocess.run(
        [sys.executable, "-m", "korea_map", "reconcile", *names, option, str(path)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    message = f"is no file but {kind}; give the path of a file"
    assert done.stderr == f"{path.as_posix()}:1:1: {message}\nkorea-map: 1 problem\n"


@pytest.mark.parametrize("path", ["no\0thing", "", "missing"])
def test_a_path_to_nothing_is_told(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError):
        read_dump(path)


def test_bad_rows_are_counted_and_few_are_kept():
    few = Few()
    for line in range(1, 200_001):
        few.append(Problem("KR.txt", line, 1, f"{line!r} is no place; mend it"))
    told = list(few)
    assert (few.count, len(told)) == (200_000, 21)
    assert told[-1].startswith("KR.txt: and 199980 more like 1:1: ")


def test_a_message_about_a_row_is_an_excerpt(tmp_path):
    path = tmp_path / "KR.txt"
    path.write_text(ROW + ROW.replace("35.87", "x" * 60_000), encoding="utf-8")
    with pytest.raises(DataError, match=r"'x{20}…', '128\.6' are no latitude") as caught:
        read_dump(path)
    assert len(str(caught.value)) < 300

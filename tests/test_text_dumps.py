"""Dumps as packers, spreadsheets and mistakes leave them."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map.cli import main
from korea_map.errors import DataError
from korea_map.geonames import read_dump

ROOT = Path(__file__).resolve().parent.parent
HEADER = "geonameid\tname\tasciiname\talternatenames\tlatitude\tlongitude\t" + "x\t" * 12 + "x\n"


def row(number="1", name="Taegu", alternates="Taegu,Taikyū,대구,大邱", lat="35.87", lon="128.6"):
    cells = [number, name, name, alternates, lat, lon, "P", "PPLA", "KR", *[""] * 10]
    return "\t".join(cells) + "\n"


DUMP = row() + row("2", 'Old "Fort" Pusan', "", "35.1", "129.0")


def quote(text):
    """Return a dump as a spreadsheet saves it: cells with commas or quotes in quotes."""
    return "".join(
        "\t".join(
            '"' + cell.replace('"', '""') + '"' if set(cell) & {",", '"'} else cell
            for cell in line.split("\t")
        )
        + "\n"
        for line in text.splitlines()
    )


def packed(**members):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return raw.getvalue()


MAC = {
    "KR.txt": DUMP,
    "__MACOSX/._KR.txt": b"\0\5\x16\7",
    "__MACOSX/KR.txt": b"\0",
    "._KR.txt": b"\0",
    ".DS_Store": b"\0\1",
    "readme.txt": "columns",
}
READ = {
    "as it comes": DUMP.encode(),
    "a byte order mark": b"\xef\xbb\xbf" + DUMP.encode(),
    "carriage returns and line feeds": DUMP.replace("\n", "\r\n").encode(),
    "carriage returns alone": DUMP.replace("\n", "\r").encode(),
    "quotes of a spreadsheet": quote(DUMP).encode(),
    "quotes and carriage returns": quote(DUMP).replace("\n", "\r\n").encode(),
    "every cell in quotes": "".join(
        "\t".join('"' + cell.replace('"', '""') + '"' for cell in line.split("\t")) + "\n"
        for line in DUMP.splitlines()
    ).encode(),
    "the names of the columns": (HEADER + DUMP).encode(),
    "blank lines": DUMP.replace("\n", "\n\n").encode(),
    "gzip": gzip.compress(DUMP.encode()),
    "packed on macOS": packed(**MAC),
    "packed in a folder": packed(**{"KR/": "", "KR/KR.txt": DUMP, "KR/README.TXT": "x"}),
    "packed with the litter of Windows": packed(**{"KR.TXT": DUMP, "Thumbs.db": b""}),
    "packed in a folder for readers": packed(**{"readme-first/KR.txt": DUMP}),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_a_dump_is_read_as_if_nothing_had_been_done_to_it(kind, tmp_path):
    path = tmp_path / "dump"
    path.write_bytes(READ[kind])
    plain = tmp_path / "plain"
    plain.write_text(DUMP, encoding="utf-8")
    assert read_dump(path) == read_dump(plain)
    first, second = read_dump(path)
    assert (first.hanja, first.hangul) == ("大邱", "대구")
    assert ("ja", "Taikyū") in first.variants
    assert second.title == 'Old "Fort" Pusan'


def test_quotes_that_belong_to_a_name_are_kept(tmp_path):
    path = tmp_path / "KR.txt"
    path.write_text(row(name='"Old" and "New"') + row("2", 'The "Fort"'), encoding="utf-8")
    assert [place.title for place in read_dump(path)] == ['"Old" and "New"', 'The "Fort"']


PLACES = (ROOT / "data" / "places.csv").read_bytes()
NONE = "this is no GeoNames dump"
REFUSED = {
    "empty": (b"", "holds no places"),
    "blank lines": (b"\n\n", "holds no places"),
    "our own table": (PLACES, "this is a table of places, no GeoNames dump; give its folder with"),
    "a text of 80,000 lines": (
        b"a line of words\n" * 80_000,
        f"{NONE}: that has 19 columns between tabs, this file 1; give KR.txt",
    ),
    "commas": (
        DUMP.replace("\t", ",").encode(),
        f"{NONE}: its cells are parted by commas; save it with tabs",
    ),
    "semicolons": (
        DUMP.replace("\t", ";").encode(),
        f"{NONE}: its cells are parted by semicolons; save it with tabs",
    ),
    "postal codes": (
        b"KR\t24141\tCity\tProvince\t11\tx\t\t\t\t37.1\t127.2\t4\n" * 200,
        f"{NONE}: that has 19 columns between tabs, with latitude and longitude as the fifth",
    ),
    "UTF-16": (DUMP.encode("utf-16"), "the file is in UTF-16; save it as UTF-8"),
    "UTF-16 that does not say so": (DUMP.encode("utf-16-le"), "the file looks like UTF-16 without"),
    "a spreadsheet": (
        packed(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}),
        "a file of a spreadsheet program; give the dump as GeoNames packs it",
    ),
    "an open spreadsheet": (
        packed(**{"mimetype": "", "content.xml": ""}),
        "a file of a spreadsheet program; give the dump as GeoNames packs it",
    ),
    "a tar": (
        gzip.compress(b"KR.txt".ljust(257, b"\0") + b"ustar".ljust(255, b"\0") + DUMP.encode()),
        "an archive made by tar; unpack it",
    ),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1", "a file of a spreadsheet program; save"),
    "two dumps": (
        packed(**{"KR.txt": DUMP, "KP.txt": DUMP}),
        "the archive holds 2 dumps; unpack it and give one of KR.txt, KP.txt",
    ),
    "no dump": (packed(**{"a.jpg": b""}), "the archive holds no dump (.txt or .tsv), but a.jpg"),
    "an empty archive": (b"PK\5\6" + bytes(18), "the archive holds no dump (.txt or .tsv), but n"),
    "half an archive": (packed(**{"KR.txt": DUMP})[:60], "cannot be read: File is not a zip file"),
    "half a gzip": (gzip.compress(DUMP.encode())[:60], "cannot be read: "),
    "a gzip with a fault": (
        gzip.compress(DUMP.encode())[:12] + b"\xff" * 40,
        "cannot be read: ",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_dump_is_refused_with_one_message(kind, tmp_path):
    raw, message = REFUSED[kind]
    path = tmp_path / "dump"
    path.write_bytes(raw)
    with pytest.raises(DataError) as caught:
        read_dump(path, problems=[])
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (1, 1)
    assert problem.message.startswith(message)


def test_a_locked_archive_is_told(tmp_path):
    raw = bytearray(packed(**{"KR.txt": DUMP}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        raw[raw.index(mark) + offset] |= 1
    path = tmp_path / "KR.zip"
    path.write_bytes(raw)
    with pytest.raises(DataError, match=r"cannot be read: .*password required"):
        read_dump(path)


POSITIONS = {
    "4_0.1": "write 40.1, with nothing between the digits",
    "٤٠": "write 40, with the digits 0 to 9",
    "0,0": "write 0.0, with a point",
    "35,87": "write 35.87, with a point",
    "1e1": "write 10, in plain digits",
    "40°06'N": "write 40.1, in degrees with decimals",
    "nan": "give both with decimals",
    "": "give both with decimals",
    "95": "give both with decimals",
}


@pytest.mark.parametrize("lat", POSITIONS)
def test_a_position_is_a_number_in_the_one_way_that_tables_have(lat, tmp_path):
    path = tmp_path / "KR.txt"
    path.write_text(DUMP + row("3", lat=lat), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_dump(path)
    (problem,) = caught.value.problems
    assert problem.line == 3
    start = f"{lat!r}, '128.6' are no latitude and longitude in degrees; "
    assert problem.message == start + POSITIONS[lat]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (row("3", lat="128.6", lon="35.87"), "; they seem exchanged"),
        (row("3", lat="0", lon="0"), "latitude and longitude are 0; give the position, or delete"),
        (row("3", name=""), "the place has no name; write it, or delete the row"),
        (row("3", name="  "), "the place has no name; write it, or delete the row"),
        (row(""), "the place has no number; write it, or delete the row"),
        (row("abc"), "'abc' is no GeoNames id, a whole number from 1 up; correct it, or delete"),
        (row("-5"), "'-5' is no GeoNames id, a whole number from 1 up; correct it, or delete"),
        (row("0"), "'0' is no GeoNames id, a whole number from 1 up; correct it, or delete the"),
        (row("٣"), "'٣' is no GeoNames id, a whole number from 1 up; correct it, or delete the"),
        ("3\tNowhere\n", "a GeoNames row has 19 columns between tabs, this one 2; mend it or"),
    ],
)
def test_a_row_that_is_no_place_is_left_out_and_named(bad, message, tmp_path):
    path = tmp_path / "KR.txt"
    path.write_text(DUMP + bad, encoding="utf-8")
    problems = []
    assert len(read_dump(path, problems=problems)) == 2
    (problem,) = problems
    assert problem.line == 3
    assert message in problem.message


def test_rows_with_the_same_fault_are_told_twenty_times_and_counted(tmp_path):
    path = tmp_path / "KR.txt"
    path.write_text(DUMP + "3\tNowhere\n" * 5000 + row("4", lat="99") * 300, encoding="utf-8")
    arguments = ["reconcile", "Taiko", "--gazetteer", str(path), "--format", "jsonl"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    *told, few, wrong = result.stderr.splitlines()
    assert len(told) == 40
    assert few.startswith(f"{path}: and 4980 more like 3:10: a GeoNames row has 19 columns")
    assert wrong.startswith(f"{path}: and 280 more like 5003:")

"""Names in files of every make: read where one reading is sure, else refused with the remedy."""

import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map.cli import main
from korea_map.errors import DataError
from korea_map.names_in import Notes, columns_of, read_csv, read_lines
from korea_map.texts import LONGEST_LINE, TextLines, fault_of_bytes


def utf_16(text, order="little"):
    """A text as *Unicode* in the dialogs of Windows, with its mark."""
    return text.encode("utf-16") if order == "little" else b"\xfe\xff" + text.encode("utf-16-be")


def lines_of(raw):
    notes = Notes("n")
    found = list(read_lines(io.BytesIO(raw), file="n", notes=notes))
    return [(one.name, one.line, one.problem) for one in found], list(notes)


def cells_of(raw, column="name"):
    notes = Notes("n")
    found = list(read_csv(io.BytesIO(raw), column, file="n", notes=notes))
    return [one.problem or one.name for one in found], list(notes)


# Lines of names.

TEXTS = {
    "line feeds": b"Taiko\nTaiden\n",
    "no end": b"Taiko\nTaiden",
    "carriage returns and line feeds": b"Taiko\r\nTaiden\r\n",
    "carriage returns alone": b"Taiko\rTaiden\r",
    "a byte order mark": b"\xef\xbb\xbfTaiko\nTaiden\n",
    "a byte order mark and carriage returns": b"\xef\xbb\xbfTaiko\r\nTaiden\r\n",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_lines_are_names_whatever_ends_them(kind):
    names = [("Taiko", 1, None), ("Taiden", 2, None)]
    assert lines_of(TEXTS[kind]) == (names, [])


def test_every_end_of_a_line_may_stand_in_one_file():
    found, _ = lines_of(b"Taiko\rTaiden\r\nAnto\nFusan")
    assert [name for name, _, _ in found] == ["Taiko", "Taiden", "Anto", "Fusan"]
    assert [line for _, line, _ in found] == [1, 2, 3, 4]


@pytest.mark.parametrize("order", ["little", "big"])
def test_utf_16_that_says_so_is_read_and_told(order):
    found, told = lines_of(utf_16("Taiko\r\n대구\r\n", order))
    assert [name for name, _, _ in found] == ["Taiko", "대구"]
    assert told == ["n: read as UTF-16"]


def test_blank_lines_are_no_fault_but_told_with_their_number():
    found, told = lines_of(b"Taiko\n\n  \nTaiden\n" + b"\n" * 5)
    assert [name for name, _, _ in found] == ["Taiko", "Taiden"]
    assert told == ["n: blank, left out: 7 lines (2, 3, 5, 6, 7 …)"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the file is empty; write a name a line"),
        (b"\xef\xbb\xbf", "the file is empty; write a name a line"),
        ("Taiko\n".encode("utf-16-le"), "the file looks like UTF-16 without a byte order mark"),
        ("Taiko\n".encode("utf-16-be"), "the file looks like UTF-16 without a byte order mark"),
        ("대구\n부산\n".encode("utf-16-le"), "the file looks like UTF-16 without a byte order"),
        ("Taiko\n".encode("utf-32"), "the file is in UTF-32; save it as UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a file of a spreadsheet program, or an archive; save"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of a spreadsheet program; save the sheet"),
        (b"\x1f\x8b\x08\x00\x00", "a packed file; unpack it"),
        (b"BZh91AY&SY", "a packed file; unpack it"),
        (b"names.txt".ljust(257, b"\0") + b"ustar\x0000", "an archive made by tar; unpack it"),
        (b"%PDF-1.7\n", "a PDF; copy its text"),
        (b"{\\rtf1\\ansi Taiko}", "rich text; save it as plain text in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_one_message(raw, message):
    with pytest.raises(DataError) as caught:
        lines_of(raw)
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("대구\n".encode("cp949"), "byte 0xb4 is not UTF-8; give names in UTF-8"),
        ("Pus\ufffdn\n".encode(), "a letter was lost where � stands; write the name anew"),
        (utf_16("Taiko") + b"\x00\xd8", "a letter was lost where � stands; write the name anew"),
        (
            b"a" * (LONGEST_LINE + 1) + b"\n",
            f"the line is longer than {LONGEST_LINE} characters",
        ),
    ],
)
def test_a_line_that_cannot_be_read_says_why(raw, problem):
    found, _ = lines_of(raw)
    assert [one for _, _, one in found] == [problem]


def test_a_nul_among_letters_is_no_sign_of_utf_16():
    assert fault_of_bytes(b"Tai\0ko\nTaiden\n") is None


class Dripping(io.BytesIO):
    """Bytes that come in pieces of a few."""

    def __init__(self, raw, size):
        super().__init__(raw)
        self.size = size

    def read1(self, _size=-1):
        return super().read1(self.size)


@settings(derandomize=True, max_examples=200)
@given(st.text(st.sampled_from("aō대\r\n\u2028 ,"), max_size=30), st.integers(1, 7), st.booleans())
def test_lines_are_the_same_in_whatever_pieces_they_come(text, size, wide):
    raw = utf_16(text) if wide else text.encode()
    lines = [line for _, line in TextLines(Dripping(raw, size), file="n")]
    expected = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert lines == (expected[:-1] if not expected[-1] else expected)


# Columns of names.

SHEETS = {
    "commas": ("id,name\n1,Taiko\n2,Taiden\n", []),
    "carriage returns alone": ("id,name\r1,Taiko\r2,Taiden\r", []),
    "quoted": ('"id","name"\r\n"1","Taiko"\r\n"2","Taiden"\r\n', []),
    "blanks about the header": ("id , name \n1,Taiko\n2,Taiden\n", []),
    "semicolons": ("id;name\n1;Taiko\n2;Taiden\n", ["n: cells are parted by semicolons"]),
    "semicolons and decimal commas": (
        "name;lat\nTaiko;35,9\nTaiden;36,3\n",
        ["n: cells are parted by semicolons"],
    ),
    "tabs": ("id\tname\n1\tTaiko\n2\tTaiden\n", ["n: cells are parted by tabs"]),
    "a line for the spreadsheet": (
        "sep=;\r\nid;name\r\n1;Taiko\r\n2;Taiden\r\n",
        ["n: cells are parted by semicolons"],
    ),
    "a quoted line for the spreadsheet": (
        '"sep=\t"\nid\tname\n1\tTaiko\n2\tTaiden\n',
        ["n: cells are parted by tabs"],
    ),
    "another sign that is named": (
        "sep=|\nid|name\n1|Taiko\n2|Taiden\n",
        ["n: cells are parted by '|'"],
    ),
    "a title": (
        "Names of the telegram\nid,name\n1,Taiko\n2,Taiden\n",
        ["n: above the header, left out: 1 line (1)"],
    ),
    "a title, a date and a blank line": (
        "Names;;\n1952;;\n;;\nid;name;note\n1;Taiko;\n2;Taiden;\n",
        ["n: above the header, left out: 2 lines (1, 2)", "n: cells are parted by semicolons"],
    ),
    "rows that a spreadsheet filled up": ("id,name,,\n1,Taiko,,\n2,Taiden,,,,\n", []),
    "rows that end early": ("id,name,note\n1,Taiko\n2,Taiden\n", []),
    "blank rows": (
        "id,name\n1,Taiko\n\n,\n2,Taiden\n",
        ["n: blank, left out: 2 lines (3, 4)"],
    ),
    "cells without a name": (
        "id,name\n1,Taiko\n8,\n9, \n2,Taiden\n",
        ["n: without name, left out: 2 lines (3, 4)"],
    ),
    "a cell across lines": ('note,name\n"two\r\nlines, ""so""",Taiko\nx,Taiden\n', []),
    "a name that is twice in the header but for case": ("Name,name\nx,Taiko\ny,Taiden\n", []),
}


@pytest.mark.parametrize("wide", [False, True], ids=["utf-8", "utf-16"])
@pytest.mark.parametrize("kind", SHEETS)
def test_a_column_is_read_where_one_reading_is_sure(kind, wide):
    text, told = SHEETS[kind]
    also = ["n: read as UTF-16"] if wide else []
    assert cells_of(utf_16(text) if wide else text.encode()) == (["Taiko", "Taiden"], also + told)


def test_the_names_of_a_file_of_one_column_may_hold_commas():
    raw = b'name\nTaiko, the city\n"Taiden, too"\nAnto,\n'
    found, told = cells_of(raw)
    assert found == ["Taiko, the city", "Taiden, too", "Anto"]
    assert told == ["n: read with the commas, as the file has one column: 1 line (2)"]


def test_a_header_in_letters_of_another_normal_form_is_the_same():
    assert cells_of("id,지명\n1,Taiko\n".encode(), "지명".encode().decode())[0] == ["Taiko"]
    decomposed = "\u110c\u1175\u1106\u1167\u11bc"
    assert cells_of(f"id,{decomposed}\n1,Taiko\n".encode(), "지명")[0] == ["Taiko"]


ROWS = {
    "more cells than the header": (
        b"id,name\n1,Taiko, the city\n",
        "3 cells, the header has 2; put a cell that holds commas in quotes",
    ),
    "more cells between semicolons": (
        b"id;name\n1;Taiko;x\n",
        "3 cells, the header has 2; put a cell that holds semicolons in quotes",
    ),
    "fewer cells than to the column": (
        b"id,name,note\n1\n",
        "the row ends before name; add its other cells",
    ),
    "a line break": (b'id,name\n1,"Taiko\nTaiden"\n', "a line break in the name; write it in one"),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_that_can_be_read_in_two_ways_is_named(kind):
    raw, problem = ROWS[kind]
    ((told,), _) = cells_of(raw)
    assert told.startswith(problem)


HEADERS = {
    "empty": (b"", "the file is empty; its first line is the header"),
    "no rows": (b"id,name\n", "no rows below the header; there is nothing to look up"),
    "another name": (b"id,Name\n1,Taiko\n", "no column 'name'; there are: id, Name"),
    "another name and semicolons": (b"id;Name;x\n1;Taiko;\n", "no column 'name'; there are: id, N"),
    "twice": (b"name,name\na,b\n", "2 columns are called 'name'; rename all but one"),
    "a title as wide as the header": (
        b"Names,1952\nid,name\n1,Taiko\n",
        "the column 'name' is in line 2, not in the first; delete the lines above it",
    ),
    "two lines that may be it": (
        b"Names\nid,name\n1,Taiko\nid,name\n2,Taiden\n",
        "lines 1 to 4 do not tell which is the header; delete what is none",
    ),
    "bars": (b"id|name\n1|Taiko\n", "no column 'name'; there are: id|name; a bar parts no cells"),
    "a page": (b"<html><table>\n", "no column 'name'; there are: <html><table>"),
}


@pytest.mark.parametrize("kind", HEADERS)
def test_a_header_that_cannot_be_used_is_one_message(kind):
    raw, message = HEADERS[kind]
    with pytest.raises(DataError) as caught:
        cells_of(raw)
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)


@pytest.mark.parametrize("text", ["id,name\n1,x\n", "id;name\n", "id\tname\n", "sep=;\nid;name\n"])
def test_the_columns_of_a_file_are_told_whatever_parts_them(text):
    assert columns_of(io.BytesIO(text.encode()), file="n") == ["id", "name"]


# Through the command.


def reconcile(*arguments, given=None):
    return CliRunner().invoke(main, ["reconcile", *map(str, arguments)], input=given)


def test_a_table_with_points_that_have_no_name_is_answered_and_the_others_are_told(tmp_path):
    path = tmp_path / "korea_map.csv"
    rows = ["id,position,toponym", "a,1,Taiko", ",2,", ",3,", "b,4,Taiden"]
    path.write_text("\ufeff" + "\r\n".join(rows) + "\r\n", encoding="utf-8", newline="")
    result = reconcile("--file", path, "--column", "toponym", "--format", "jsonl")
    assert result.exit_code == 0
    queries = [json.loads(line)["query"] for line in result.stdout.splitlines()]
    assert queries == ["Taiko", "Taiden"]
    assert result.stderr == f"{path.as_posix()}: without toponym, left out: 2 lines (3, 4)\n"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_nothing_is_written_where_nothing_can_be_read(form, tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("id,Name\n1,Taiko\n", encoding="utf-8")
    result = reconcile("--file", path, "--column", "name", "--format", form)
    assert (result.exit_code, result.stdout) == (1, "")
    said = "no column 'name'; there are: id, Name; write 'Name', letter by letter"
    assert result.stderr.endswith(f"{said}\nkorea-map: 1 problem\n")


def test_a_fault_that_comes_again_and_again_is_counted(tmp_path):
    path = tmp_path / "names.txt"
    path.write_bytes(b"Taiko\n" + "대구\n부산\n".encode("cp949") * 30)
    result = reconcile("--file", path, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 61
    *told, last = result.stderr.splitlines()
    assert len(told) == 20
    like = "2:1: byte 0xb4 is not UTF-8; give names in UTF-8"
    assert last == f"{path.as_posix()}: and 40 more like {like}"


def test_a_file_of_another_make_becomes_rows_of_a_draft_all_the_same(small_data, edit):
    edit("proposals.csv", "reported,letter-1952,30,mile,1,40", "reported,letter-1952,30,mile,9,40")
    before = (small_data / "gazetteer.csv").read_text(encoding="utf-8")
    result = reconcile(
        "--file", "-", "--column", "name", "--to", small_data / "gazetteer.csv", "--list",
        "wide-south", given=utf_16("id;name\r\n1;Taiko\r\n2;\r\n"),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    after = (small_data / "gazetteer.csv").read_text(encoding="utf-8")
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert "-: without name, left out: 1 line (3)" in result.stderr

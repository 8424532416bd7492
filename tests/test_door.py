"""One door in: what every file of a document has to be, whatever its format."""

import json
import os
import socket
import sys
import unicodedata

import pytest

from korea_map.checks import check
from korea_map.cli import main
from korea_map.errors import MOST_ALIKE, DataError, Problem, abridge
from korea_map.files import LARGEST_FILE, read_text
from korea_map.model import Toponym
from korea_map.tables import read_table
from korea_map.texts import LONGEST_LINE, fault_of_sign, find_text_faults, is_hidden

FILES = [
    "document.toml", "gazetteer.csv", "places.csv", "plans.csv", "proposals.csv", "sources.bib",
    "steps.csv", "words/en.toml", "datapackage.json", "basemap/lines.geojson",
    "basemap/names.csv",
]  # fmt: skip
HIDDEN = {
    "a control": "\0",
    "an escape": "\x1b",
    "a mark of direction": "\u202e",
    "an isolate": "\u2066",
    "no width": "\u200b",
    "a joiner": "\u200d",
    "a byte order mark": "\ufeff",
    "a line separator": "\u2028",
    "a next line": "\x85",
    "a no-break space": "\xa0",
    "a filler of Hangul": "\u3164",
    "a filler before a vowel": "\u115f",
    "a variation selector": "\ufe0f",
    "a tag": "\U000e0041",
    "private use": "\ue000",
    "no character": "\uffff",
    "no character of another plane": "\U0002fffe",
    "what is not assigned": "\u0378",
}


def told(folder, name):
    """The problems of one file of a document, with the way to it taken away."""
    found = [one for one in check(folder) if one.file.endswith(name)]
    return [f"{one.line}:{one.column}: {one.message}" for one in found]


# A file


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files")
@pytest.mark.parametrize("name", FILES)
def test_a_pipe_in_the_place_of_a_file_is_told_and_nobody_waits_for_it(name, small_data):
    (small_data / name).unlink()
    os.mkfifo(small_data / name)
    assert told(small_data, name)[0] == "1:1: is a pipe where a file belongs; put the file there"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices among files")
@pytest.mark.parametrize("name", ["document.toml", "sources.bib", "words/en.toml"])
def test_a_link_to_a_device_without_end_is_told(name, small_data):
    (small_data / name).unlink()
    (small_data / name).symlink_to("/dev/zero")
    (problem,) = [one for one in check(small_data) if "device" in one.message]
    assert problem.message == "is a device where a file belongs; put the file there"


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_the_place_of_a_file_is_told(name, small_data):
    (small_data / name).unlink()
    (small_data / name).mkdir()
    assert told(small_data, name)[0] == "1:1: is a folder where a file belongs; put the file there"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no sockets among files")
def test_a_socket_in_the_place_of_a_file_is_told(small_data, monkeypatch):
    (small_data / "sources.bib").unlink()
    monkeypatch.chdir(small_data)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("sources.bib")
        assert told(small_data, "sources.bib")[0].startswith("1:1: is a socket where a file")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_too_large_is_told_before_it_is_read(name, small_data):
    with (small_data / name).open("ab") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert told(small_data, name)[0] == (
        "1:1: has more than 16 MB; divide it, or leave out what is not needed"
    )


@pytest.mark.parametrize("name", ["gazetteer.csv", "sources.bib", "document.toml"])
def test_a_line_without_end_is_told_with_its_place(name, small_data):
    path = small_data / name
    lines = path.read_text(encoding="utf-8").count("\n")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("x" * (LONGEST_LINE + 1))
    (line,) = told(small_data, name)
    assert (
        line == f"{lines + 1}:{LONGEST_LINE + 1}: a line of more than 65,536 characters; shorten it"
    )


# Its characters


@pytest.mark.parametrize(
    ("sign", "remedy"),
    [
        ("\u200b", "delete it"),
        *(
            (blank, "write a plain blank instead")
            for blank in "\xa0\u202f\u2009\u3000\u2028\u3164\t"
        ),
        *((mark, "delete it, the sign before it may stay") for mark in "\ufe0f\u200d"),
    ],
)
def test_a_blank_is_never_taken_away_and_an_emoji_may_stay(sign, remedy):
    assert fault_of_sign(sign) == f"invisible character U+{ord(sign):04X}; {remedy}"


@pytest.mark.parametrize("kind", HIDDEN)
@pytest.mark.parametrize("name", FILES)
def test_what_nobody_sees_is_told_in_every_file(name, kind, small_data):
    path, sign = small_data / name, HIDDEN[kind]
    text = path.read_text(encoding="utf-8")
    at = text.index("korea" if name == "datapackage.json" else text.strip().split("\n")[0][-3:])
    path.write_text(text[:at] + sign + text[at:], encoding="utf-8")
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    said = f"{line}:{column}: {fault_of_sign(sign)}"
    assert said in told(small_data, name)


@pytest.mark.parametrize("sign", ["\u202e", "\0", "\x1b", "\u3164", "\ufeff", "\ud800"])
def test_an_escape_in_json_hides_nothing(sign, small_data):
    path = small_data / "basemap" / "lines.geojson"
    text = path.read_text(encoding="utf-8").replace('"name":"', f'"name":"\\u{ord(sign):04x}', 1)
    path.write_text(text, encoding="utf-8")
    (said,) = told(small_data, "lines.geojson")
    assert said.endswith(fault_of_sign(sign, by=" by an escape"))


def test_escapes_that_stand_for_letters_are_read(tmp_path):
    from korea_map.files import read_json

    (tmp_path / "a.json").write_text(r'["\uac00", "\ud840\udc00", "\\u202e", "\n\t\""]')
    assert read_json(tmp_path / "a.json") == ["가", "\U00020000", "\\u202e", '\n\t"']


def test_a_letter_that_was_lost_is_told_as_that(small_data):
    path = small_data / "sources.bib"
    path.write_text(path.read_text(encoding="utf-8").replace("A letter", "A l\ufffdtter"), "utf-8")
    (said,) = told(small_data, "sources.bib")
    assert said.endswith("U+FFFD stands where a letter was lost; write it anew")


@pytest.mark.parametrize(
    "ideograph", ["濟", "\U00020000", "\U0002b820", "\U00031350", "\U0003347a"]
)
def test_an_ideograph_is_a_letter_whichever_unicode_this_python_knows(ideograph):
    assert not is_hidden(ideograph)
    assert list(find_text_faults(f"{ideograph}\n")) == []


@pytest.mark.parametrize("name", ["sources.bib", "words/en.toml", "basemap/names.csv"])
def test_letters_in_two_parts_are_told_in_every_file(name, small_data):
    path = small_data / name
    path.write_text(path.read_text(encoding="utf-8").replace("a", "a\u0304", 1), "utf-8")
    assert any("not in Unicode normal form C" in one for one in told(small_data, name))


def test_a_text_that_is_clean_has_no_fault_however_it_is_looked_at():
    clean = "Busan 부산 釜山\tPusán\r\n" * 9
    assert unicodedata.is_normalized("NFC", clean)
    assert list(find_text_faults(clean)) == []


# What is said of it


def test_a_hundred_thousand_bad_rows_are_told_as_the_first_and_a_count(small_data):
    path = small_data / "gazetteer.csv"
    header = path.read_text(encoding="utf-8").partition("\n")[0]
    path.write_text(header + "\n" + "x,y\n" * 100_000, encoding="utf-8")
    told = str(DataError(read_table(small_data, "gazetteer", Toponym).problems))
    lines = told.splitlines()
    assert len(lines) == MOST_ALIKE + 1
    assert f"and {100_000 - MOST_ALIKE} more like 2:1: 2 cells" in lines[-1]
    assert len(told) < 10_000


@pytest.mark.parametrize(
    "word", ["x" * 60_000, "x " * 30_000, "'" * 60_000, "\"'" * 30_000, "é," * 9000]
)
def test_of_a_long_cell_a_message_has_the_beginning(word):
    for message in (f"unknown id {word!r}; use another", f"{word} is no id; use another"):
        kept = Problem("a.csv", 1, 1, message).message
        assert len(kept) <= 1000
        assert kept.endswith("; use another")


def test_each_cause_is_told_though_another_has_a_hundred_thousand_rows():
    many = [Problem("a.csv", line, 1, f"plan.p{line}.title is odd") for line in range(1, 100_000)]
    lines = list(abridge([*many, Problem("a.csv", 9, 1, "no line feed at the end; add it")]))
    assert len(lines) == MOST_ALIKE + 2
    assert any("no line feed" in line for line in lines)


def test_check_ends_with_one_line_where_a_file_is_a_folder(small_data, capsys):
    (small_data / "sources.bib").unlink()
    (small_data / "sources.bib").mkdir()
    with pytest.raises(SystemExit):
        main(["check", "--data", str(small_data)])
    said = capsys.readouterr()
    assert "sources.bib:1:1: is a folder where a file belongs" in said.out + said.err


# Numbers


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 400])
@pytest.mark.parametrize("name", ["basemap/lines.geojson", "datapackage.json"])
def test_what_is_no_number_is_told_in_every_json(name, number, small_data):
    path = small_data / name
    if "lines" in name:
        old, key, new = "[[", "[[", f"[[{number},37],["
    else:
        old, key, new = '"minimum": 32.5', '"minimum": ', f'"minimum": {number}'
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (said,) = told(small_data, name)
    place = text.index(old) + len(key)
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    assert said.startswith(f"{line}:{column}: not usable JSON: ")


@pytest.mark.parametrize(
    "position",
    [
        "[1e999, 37]",
        "[true, 37]",
        '["127", 37]',
        "[[127], 37]",
        "[127]",
        "null",
        "[127, null]",
        "{}",
        "7",
    ],
)
def test_a_position_that_is_none_is_told_without_a_warning(position, small_data):
    path = small_data / "basemap" / "lines.geojson"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[[", f"[{position},[", 1), encoding="utf-8")
    (said,) = told(small_data, "lines.geojson")
    assert said.startswith("2:1: the coordinates cannot be read: ")


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("1_24", "write 124, with nothing between the digits"),
        ("0x7C", "'0x7C' is not a number"),
        ("1.24e2", "write 124, in plain digits"),
        ("+124", "write 124, in plain digits"),
        ("inf", "'inf' is not a number"),
        ("nan", "'nan' is not a number"),
        ("9" * 400, "is not a number"),
        ("9" * 5000, "not TOML: "),
    ],
)
def test_toml_has_the_numbers_of_tables(number, says, small_data):
    path = small_data / "document.toml"
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f'view = [{number}, 33, # "9_9" is text\n  131, 43]\n')
    assert says in told(small_data, "document.toml")[0]


def test_json_that_is_no_package_of_its_own_is_told_once(small_data):
    for value in ([], {}, 7, None, {"resources": {}}, {"resources": [7]}):
        (small_data / "datapackage.json").write_text(json.dumps(value), encoding="utf-8")
        (said,) = told(small_data, "datapackage.json")
        assert said.startswith("1:1: describes no resources by their names")


def test_a_path_that_no_system_can_have_is_told(tmp_path):
    with pytest.raises(DataError, match="cannot be read: embedded null byte"):
        read_text(tmp_path / "a\0b")

"""`korea-map reconcile`: names, files, dumps, formats, and every kind of bad input."""

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map.cli import main
from korea_map.dump import read_dump
from korea_map.errors import DataError

# Two places in the columns of a GeoNames dump, invented ids, real names.
DUMP = "".join(
    "\t".join(fields) + "\n"
    for fields in [
        (
            "1",
            "Wonju",
            "Wonju",
            "Genshū,Wŏnju,원주,原州,Вонджу",
            "37.35",
            "127.95",
            "P",
            "PPLA2",
            "KR",
        ),
        (
            "2",
            "Kaech’ŏn",
            "Kaechon",
            "价川",
            "39.7",
            "125.9",
            "P",
            "PPLA2",
            "KP",
            "",
            "",
            "",
            "",
            "",
            "0",
        ),
    ]
)


def run(*arguments: object, given: str | bytes | None = None):
    return CliRunner().invoke(main, ["reconcile", *map(str, arguments)], input=given)


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_names_are_answered_with_the_chain_in_a_table():
    result = run("Singisiu", "Dzensiu")
    assert result.exit_code == 0
    assert "新義州 → Shingishū → Сингисю → Singisiu" in result.stdout
    assert result.stdout.index("Sinŭiju") < result.stdout.index("Jeonju")


def test_jsonl_has_the_keys_of_the_design_and_one_line_a_name():
    first, second = records(run("Singisiu", "Xyzzy", "--format", "jsonl"))
    assert list(first) == ["query", "candidates"]
    assert list(first["candidates"][0]) == [
        "id", "title", "hanja", "lat", "lon", "score", "match", "reading", "reading_lang",
        "derivation", "features",
    ]  # fmt: skip
    assert first["candidates"][0]["id"] == "sinuiju"
    assert first["candidates"][0]["match"] is True
    assert second["query"] == "Xyzzy"


def test_json_is_one_array_and_csv_one_table():
    assert [
        one["query"] for one in json.loads(run("Taiden", "Anto", "--format", "json").stdout)
    ] == [
        "Taiden",
        "Anto",
    ]
    table = list(csv.DictReader(io.StringIO(run("Taiden", "--format", "csv").stdout)))
    assert (table[0]["query"], table[0]["rank"], table[0]["id"]) == ("Taiden", "1", "daejeon")


def test_limit_and_area_narrow_the_answer():
    (one,) = records(run("Kinsen", "--format", "jsonl", "--limit", 2, "--within", "south"))
    assert len(one["candidates"]) == 2
    (one,) = records(run("Kanko", "--format", "jsonl", "--near", 127, 37.5, 60))
    assert one["candidates"][0]["id"] == "han-river"
    (one,) = records(run("Kanko", "--format", "jsonl", "--bbox", 127, 39, 128, 41))
    assert one["candidates"][0]["id"] == "hamhung"
    (one,) = records(run("Kanko", "--format", "jsonl", "--feature-class", "H"))
    assert one["candidates"][0]["id"] == "han-river"


def test_a_text_file_is_answered_line_by_line(tmp_path):
    file = tmp_path / "names.txt"
    file.write_text("\ufeffSingisiu\nХэйдзё\r\n해주\n", encoding="utf-8")
    result = run("--file", file, "--format", "jsonl", "--limit", 1)
    assert result.exit_code == 0
    assert [one["candidates"][0]["id"] for one in records(result)] == [
        "sinuiju",
        "pyongyang",
        "haeju",
    ]


def test_standard_input_is_read_as_a_file():
    result = run("--file", "-", "--format", "jsonl", "--limit", 1, given="Singisiu\nTaiden\n")
    assert [one["query"] for one in records(result)] == ["Singisiu", "Taiden"]


def test_a_column_of_a_csv_file_is_read(tmp_path):
    file = tmp_path / "names.csv"
    file.write_text('page,name\n1,Singisiu\n2,"Taiden"\n', encoding="utf-8")
    result = run("--file", file, "--column", "name", "--format", "jsonl", "--limit", 1)
    assert [one["query"] for one in records(result)] == ["Singisiu", "Taiden"]


def test_a_csv_file_without_the_column_is_named_with_those_it_has(tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("page,toponym\n1,Singisiu\n", encoding="utf-8")
    result = run("--file", file, "--column", "name", "--format", "jsonl")
    assert result.exit_code == 1
    assert f"{file.as_posix()}:1:1: no column 'name'; there are: page, toponym" in result.stderr


BAD_LINES = {
    "empty": (b"\n", "the name is empty"),
    "spaces": (b"   \n", "the name is empty"),
    "endless": (b"a" * 10_000 + b"\n", "10000 characters are no place name"),
    "emoji": ("🚂\n".encode(), "no Latin, Cyrillic, Korean or Chinese letters"),
    "control": (b"Pu\x07san\n", "control character U+0007 at character 3"),
    "bytes": (b"P\xffsan\n", "byte 0xff is not UTF-8; save the file as UTF-8"),
}


@pytest.mark.parametrize("kind", BAD_LINES)
def test_a_bad_line_is_named_and_the_others_are_answered(tmp_path, kind):
    line, message = BAD_LINES[kind]
    file = tmp_path / "names.txt"
    file.write_bytes(b"Singisiu\n" + line + b"Taiden\n")
    result = run("--file", file, "--format", "jsonl", "--limit", 1)
    assert result.exit_code == 1
    assert f"{file.as_posix()}:2:" in result.stderr
    assert message in result.stderr
    first, bad, last = records(result)
    assert first["candidates"][0]["id"] == "sinuiju"
    assert bad["candidates"] == []
    assert last["candidates"][0]["id"] == "daejeon"


def test_a_bad_name_among_the_arguments_is_numbered():
    result = run("Singisiu", "", "--format", "jsonl")
    assert result.exit_code == 1
    assert result.stderr == "name 2: the name is empty\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("Singisiu", "--file", "-"),
        ("Singisiu", "--column", "name"),
        ("Singisiu", "--within", "east"),
        ("Singisiu", "--within", "north", "--near", 127, 37, 50),
        ("Singisiu", "--limit", 0),
        ("Singisiu", "--bbox", 129, 39, 127, 41),
        ("Singisiu", "--near", 127, 37, -5),
        ("Singisiu", "--format", "xml"),
        ("--file", "not-there.txt"),
    ],
)
def test_wrong_use_is_exit_code_2(arguments):
    assert run(*arguments).exit_code == 2


def write_plain(path: Path) -> None:
    path.write_text(DUMP, encoding="utf-8")


def write_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(DUMP.encode()))


def write_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "columns of this file")
        archive.writestr("KR.txt", DUMP)


@pytest.mark.parametrize("write", [write_plain, write_gzip, write_zip])
def test_a_dump_stands_in_for_the_places_packed_or_not(tmp_path, write):
    dump = tmp_path / "dump"
    write(dump)
    result = run("Gensiu", "Кайсен", "--gazetteer", dump, "--format", "jsonl")
    assert result.exit_code == 0
    first, second = records(result)
    assert first["candidates"][0]["title"] == "Wonju"
    # 价川 has no Japanese name in the dump: its characters are read.
    assert second["candidates"][0]["title"] == "Kaech’ŏn"
    assert result.stderr == ""


def test_a_dump_with_bad_rows_is_used_without_them_and_each_is_named(tmp_path):
    dump = tmp_path / "KR.txt"
    bad = "3\tNowhere\n4\tFar\tFar\t\t95\t127\tP\tPPL\tKR\n"
    dump.write_bytes(DUMP.encode() + bad.encode() + b"5\tB\xffd\tBad\t\t1\t2\tP\tPPL\tKR\n")
    result = run("Gensiu", "--gazetteer", dump, "--format", "jsonl")
    assert result.exit_code == 1
    assert f"{dump}:3:10: a GeoNames row has 19 columns between tabs, this one 2" in result.stderr
    assert f"{dump}:4:12: '95', '127' are no latitude and longitude" in result.stderr
    assert f"{dump}:5:4: not UTF-8" in result.stderr
    assert records(result)[0]["candidates"][0]["title"] == "Wonju"


def test_a_dump_that_is_none_is_one_message(tmp_path):
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    torn = tmp_path / "torn.gz"
    torn.write_bytes(gzip.compress(DUMP.encode())[:40])
    for path, message in [
        (empty, "holds no places"),
        (torn, "cannot be read"),
        (tmp_path / "none", "cannot be read: No such file"),
    ]:
        result = run("Gensiu", "--gazetteer", path)
        assert result.exit_code == 1
        assert f"{path}:1:1: {message}" in result.stderr
        assert "Traceback" not in result.stderr


def test_the_first_bad_row_stops_a_reader_who_collects_none(tmp_path):
    dump = tmp_path / "KR.txt"
    dump.write_text(DUMP + "3\tNowhere\n", encoding="utf-8")
    with pytest.raises(DataError, match="this one 2"):
        read_dump(dump)


def test_reading_a_dump_tells_how_far_it_is(tmp_path):
    dump = tmp_path / "KR.txt"
    write_plain(dump)
    shares: list[float] = []
    places = read_dump(dump, progress=shares.append)
    assert [place.title for place in places] == ["Wonju", "Kaech’ŏn"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0

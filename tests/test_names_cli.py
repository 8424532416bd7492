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
from korea_map.errors import DataError
from korea_map.geonames import read_dump

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


def test_an_open_quote_is_named_and_the_rows_after_it_are_answered(tmp_path):
    file = tmp_path / "names.csv"
    file.write_text('page,name\n1,"Singisiu\n2,"Taiden"\n3,Anto\n', encoding="utf-8")
    result = run("--file", file, "--column", "name", "--format", "jsonl", "--limit", 1)
    assert result.exit_code == 1
    assert f"{file.as_posix()}:2:1: a quote that begins in this row is not closed" in result.stderr
    assert [one["query"] for one in records(result)] == ["", "Taiden", "Anto"]


def test_a_cell_may_hold_a_line_break_and_a_quote(tmp_path):
    file = tmp_path / "names.csv"
    file.write_text('note,name\n"two\nlines, ""so""",Taiden\nx,Anto\n', encoding="utf-8")
    result = run("--file", file, "--column", "name", "--format", "jsonl", "--limit", 1)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [one["query"] for one in records(result)] == ["Taiden", "Anto"]


def test_a_csv_file_needs_its_column(tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("page,name\n1,Singisiu\n", encoding="utf-8")
    result = run("--file", file)
    assert result.exit_code == 2
    assert "needs --column; its columns are: page, name" in result.stderr


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (b"name,name\n", "2 columns are called 'name'; rename all but one"),
    ],
)
def test_a_header_that_cannot_be_used_is_explained(tmp_path, header, message):
    file = tmp_path / "names.csv"
    file.write_bytes(header + b"1,Singisiu\n")
    result = run("--file", file, "--column", "name", "--format", "jsonl")
    assert result.exit_code == 1
    assert f"{file.as_posix()}:1:1: {message}" in result.stderr


def test_an_endless_line_is_read_in_bounds_and_not_echoed(tmp_path):
    file = tmp_path / "names.txt"
    file.write_bytes(b"Singisiu\n" + b"a" * 5_000_000 + b"\nTaiden\n")
    result = run("--file", file, "--format", "jsonl", "--limit", 1)
    assert f"{file.as_posix()}:2:1: the line is longer than 65536 characters" in result.stderr
    assert len(result.output) < 3000
    assert [one["query"] for one in records(result)] == ["Singisiu", "", "Taiden"]


def test_marks_that_nobody_sees_are_left_out_and_never_printed():
    result = run("Gen\u200bzan", "\u202eTaiden", "--limit", 1)
    assert result.exit_code == 0
    assert "Wŏnsan" in result.stdout
    assert r"\u202eTaiden" in result.stdout
    for form in ("table", "json", "jsonl", "csv"):
        output = run("Gen\u200bzan", "\u202eTaiden", "--format", form).output
        assert not {"\u200b", "\u202e"} & set(output)


def test_an_argument_that_is_not_utf8_is_refused():
    result = run("Gen\udcffzan", "Taiden", "--format", "jsonl", "--limit", 1)
    assert result.exit_code == 1
    assert result.stderr == "name 1: byte 0xff is not UTF-8; give names in UTF-8\n"
    assert [len(one["candidates"]) for one in records(result)] == [0, 1]


BAD_LINES = {
    "unseen": ("\u200b\n".encode(), "the name is empty"),
    "endless": (b"a" * 10_000 + b"\n", "10000 characters are no place name"),
    "emoji": ("🚂\n".encode(), "no Latin, Cyrillic, Korean or Chinese letters"),
    "control": (b"Pu\x07san\n", "control character U+0007 at character 3"),
    "bytes": (b"P\xffsan\n", "byte 0xff is not UTF-8; give names in UTF-8"),
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
        ("Singisiu", "--near", 200, 99, 5),
        ("Singisiu", "--near", "nan", 37, 5),
        ("Singisiu", "--near", 127, 37, "inf"),
        ("Singisiu", "--bbox", "nan", 39, 127, 41),
        ("Singisiu", "--bbox", 120, -95, 127, 41),
        ("Singisiu", "--gazetteer", "not-there.txt"),
        ("Singisiu", "--data", "not-there"),
        ("Singisiu", "--only"),
        ("Singisiu", "--format", "xml"),
        ("--file", "not-there.txt"),
    ],
)
def test_wrong_use_is_exit_code_2(arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--near", 37, 127, 50),
            "and kilometres, in degrees; longitude comes before latitude: --near 127 37 50",
        ),
        (("--bbox", 37, 126, 38, 128), "longitude comes before latitude: --bbox 126 37 128 38"),
        (("--near", "127,5", 37, 50), "'127,5' is not a number; write 127.5, with a point"),
        (("--near", "1_27", 37, 50), "'1_27' is not a number; write 127, with nothing between"),
        (("--near", "127", "37°30'N", 50), "is not a number; write 37.5, in degrees with decimals"),
    ],
)
def test_an_area_that_is_none_is_told_how_to_give_it(arguments, told):
    result = run("Taiko", *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def write_plain(path: Path) -> None:
    path.write_text(DUMP, encoding="utf-8")


def write_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(DUMP.encode()))


def write_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "columns of this file")
        archive.writestr("KR.txt", DUMP)


@pytest.mark.parametrize("write", [write_plain, write_gzip, write_zip])
def test_a_dump_alone_stands_in_for_the_places_packed_or_not(tmp_path, write):
    dump = tmp_path / "dump"
    write(dump)
    result = run("Gensiu", "Кайсен", "--gazetteer", dump, "--only", "--format", "jsonl")
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
    result = run("Gensiu", "--gazetteer", dump, "--only", "--format", "jsonl")
    assert result.exit_code == 1
    few = f"{dump}:3:10: a GeoNames row has 19 columns between tabs, this one 2; mend it"
    assert few in result.stderr
    assert f"{dump}:4:12: '95', '127' are no latitude and longitude" in result.stderr
    assert f"{dump}:5:4: not UTF-8" in result.stderr
    assert records(result)[0]["candidates"][0]["title"] == "Wonju"


@pytest.mark.parametrize("write", [write_plain, write_gzip, write_zip])
def test_a_dump_adds_to_the_places_packed_or_not(tmp_path, write):
    dump = tmp_path / "dump"
    write(dump)
    result = run("Gensiu", "Singisiu", "--gazetteer", dump, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = records(result)
    # 原州 is in both, under another number in the dump: of equal fit the authority stands first
    ids = [one["id"] for one in first["candidates"]]
    assert ids[0] == "wonju"
    assert "1" in ids
    assert second["candidates"][0]["id"] == "sinuiju"
    assert second["candidates"][0]["match"] is True


def line_of(number, name, lat="38.5", lon="126.5", alternates=""):
    return "\t".join([number, name, name, alternates, lat, lon, "P", "PPL", "KP"]) + "\n"


def test_a_place_of_a_dump_is_matched_beside_the_authority(tmp_path):
    dump = tmp_path / "KP.txt"
    dump.write_text(line_of("7", "Hwangmunbong"), encoding="utf-8")
    (one,) = records(run("Hwangmunbong", "--gazetteer", dump, "--format", "jsonl"))
    best = one["candidates"][0]
    assert (best["id"], best["match"], best["features"].get("tier")) == ("7", True, None)
    (alone,) = records(run("Hwangmunbong", "--format", "jsonl"))
    assert "7" not in [one["id"] for one in alone["candidates"]]


def test_a_row_with_the_number_of_a_place_is_that_place(tmp_path):
    dump = tmp_path / "KR.txt"
    dump.write_text(line_of("1838524", "Pusan", "35.1", "129.04"), encoding="utf-8")
    (one,) = records(run("Pusan", "--gazetteer", dump, "--format", "jsonl"))
    assert one["candidates"][0]["id"] == "busan"
    assert "1838524" not in [one["id"] for one in one["candidates"]]


def test_a_faulty_row_of_a_place_that_is_known_is_told_as_well(tmp_path):
    dump = tmp_path / "KR.txt"
    dump.write_text(DUMP + "1838524\tPusan\n", encoding="utf-8")
    result = run("Pusan", "--gazetteer", dump, "--format", "jsonl", "--limit", 1)
    assert result.exit_code == 1
    assert f"{dump}:3:14: a GeoNames row has 19 columns between tabs, this one 2" in result.stderr
    assert records(result)[0]["candidates"][0]["id"] == "busan"


def test_only_is_said_of_a_dump():
    result = run("Singisiu", "--only")
    assert result.exit_code == 2
    assert "--only goes with --gazetteer: it leaves the others out" in result.stderr


def test_a_dump_that_is_none_is_one_message(tmp_path):
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    torn = tmp_path / "torn.gz"
    torn.write_bytes(gzip.compress(DUMP.encode())[:40])
    for path, message in [
        (empty, "holds no places"),
        (torn, "cannot be read"),
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

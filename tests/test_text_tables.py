"""Tables of another make than ours: told what they are, one message a cause, counted."""

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map.checks import check
from korea_map.cli import main
from korea_map.errors import DataError, Problem, abridge
from korea_map.numerals import parse_number, remedy

# Numbers.

NUMBERS = {
    "39,6": "39.6, with a point",
    "-0,5": "-0.5, with a point",
    "40°06'N": "40.1, in degrees with decimals",
    "40° 6′ 30″": "40.10833, in degrees with decimals",
    "N 40º06'": "40.1, in degrees with decimals",
    "124°24′E": "124.4, in degrees with decimals",
    "58.5° W": "-58.5, in degrees with decimals",
    "39 36 00": "39.6, in degrees with decimals",
    "39.600.000": "a point before decimals, and nothing between thousands",
    "'36.02917": "36.02917, without the apostrophe",
    "39 N": "39, in degrees with decimals",
    "4_0.1": "40.1, with nothing between the digits",
    "1 000,5": "1000.5, with nothing between the digits",
    "1\u202f000": "1000, with nothing between the digits",
    "٤٠": "40, with the digits 0 to 9",
    "３９．６": "39.6, with the digits 0 to 9",
    "−40.1": "-40.1, with the digits 0 to 9",
    "1e2": "100, in plain digits",
    "+1": "1, in plain digits",
    "01": "1, in plain digits",
    ".5": "0.5, in plain digits",
    "1,000": "a point before decimals, and nothing between thousands",
    "북위 40°": "degrees with decimals, 40.1 for 40°06′",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_in_another_way_of_writing_is_told_how_tables_write_it(text):
    assert parse_number(text) is None
    assert remedy(text) == f"; write {NUMBERS[text]}"


@pytest.mark.parametrize(
    "text", ["", "x", "nan", "inf", "--1", "1,2,3", "40 06", "1" * 20, "1e999"]
)
def test_where_no_number_can_be_seen_none_is_proposed(text):
    assert (parse_number(text), remedy(text)) == (None, "")


@pytest.mark.parametrize(("text", "told"), [("1.0", "1, without decimals"), ("2,0", "2, without")])
def test_a_whole_number_has_no_decimals(text, told):
    assert remedy(text, whole=True).startswith(f"; write {told}")


@settings(derandomize=True, max_examples=200)
@given(st.text(st.sampled_from("0123456789.,-+eE_ °′NS٤"), max_size=8))
def test_what_is_proposed_can_be_read(text):
    told = remedy(text).removeprefix("; write ").partition(", ")[0]
    number = told.split(" ")[0] if told else "0"
    assert (
        parse_number(text) is not None
        or number in ("a", "degrees")
        or (parse_number(number) is not None)
    )


# Tables of data: of one form alone, so refused, with what they are.


def broken(folder, change, name="gazetteer.csv"):
    path = folder / name
    path.write_bytes(change(path.read_bytes()))
    return [
        f"{one.line}:{one.column}: {one.message}" for one in check(folder)
        if one.file == path.as_posix()
    ]  # fmt: skip


CRLF = "line ends with CR LF; save the file with LF alone"
BOM = "byte order mark; save the file as UTF-8 without it"
MAKES = {
    "semicolons": (
        lambda raw: raw.replace(b",", b";"),
        ["1:1: cells are parted by semicolons; save the file with commas"],
    ),
    "tabs": (
        lambda raw: raw.replace(b",", b"\t"),
        ["1:1: cells are parted by tabs; save the file with commas"],
    ),
    "a line for the spreadsheet": (
        lambda raw: b"sep=,\n" + raw,
        [
            "1:1: a line that only a spreadsheet reads stands above the header; delete what is abo",
        ],
    ),
    "a title": (
        lambda raw: b"My places,,,\n\n" + raw,
        ["1:1: 2 lines stand above the header; delete what is above line 3"],
    ),
    "a title and semicolons": (
        lambda raw: b"My places;;\n" + raw.replace(b",", b";"),
        [
            "1:1: cells are parted by semicolons; save the file with commas, and a line stands abo",
        ],
    ),
    "UTF-16": (
        lambda raw: raw.decode().encode("utf-16"),
        ["1:1: the file is in UTF-16; save it as UTF-8"],
    ),
    "UTF-16 with tabs": (
        lambda raw: raw.decode().replace(",", "\t").encode("utf-16"),
        [
            "1:1: cells are parted by tabs; save the file with commas",
            "1:1: the file is in UTF-16; save it as UTF-8",
        ],
    ),
    "UTF-16 that does not say so": (
        lambda raw: raw.decode().encode("utf-16-le"),
        ["1:1: the file looks like UTF-16 without a byte order mark; save it as UTF-8"],
    ),
    "carriage returns alone": (
        lambda raw: raw.replace(b"\n", b"\r"),
        ["1:179: line ends with CR; save the file with LF alone"],
    ),
    "a byte order mark and carriage returns": (
        lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
        [f"1:1: {BOM}", f"1:179: {CRLF}"],
    ),
    "a byte order mark and another fault": (
        lambda raw: b"\xef\xbb\xbf" + raw.replace(b",certain,", b",sure,"),
        [f"1:1: {BOM}", "2:132: unknown certainty 'sure'", "4:114: unknown certainty 'sure'"],
    ),
    "empty columns": (
        lambda raw: raw.replace(b"\n", b",,\n"),
        ["1:180: 2 empty columns after 'citation'; delete what is not needed"],
    ),
    "columns in another order": (
        lambda raw: raw.replace(b"id,document,", b"document,id,", 1),
        ["1:1: the columns are in another order; the header is id,document,list,"],
    ),
    "a column more": (
        lambda raw: raw.replace(b"citation\n", b"citation,mine\n", 1),
        ["1:180: column 'mine' is not known; delete it"],
    ),
    "decimal commas": (
        lambda raw: raw.replace(b"40.10056", b'"40,10056"'),
        ["2:94: lat '40,10056' is not a number; write 40.10056, with a point"],
    ),
    "degrees and minutes": (
        lambda raw: raw.replace(b"40.10056", "40°06′N".encode()),
        ["2:94: lat '40°06′N' is not a number; write 40.1, in degrees with decimals"],
    ),
    "latitude and longitude exchanged": (
        lambda raw: raw.replace(b"40.10056,124.39806", b"124.39806,40.10056"),
        ["2:94: lat 124.39806 and lon 40.10056 seem exchanged; latitude is the one from south"],
    ),
    "a position with decimals": (
        lambda raw: raw.replace(b"wide-north,1,", b"wide-north,1.0,"),
        ["2:38: position '1.0' is not a whole number; write 1, without decimals"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", MAKES)
def test_a_table_of_another_make_is_told_what_it_is_in_one_message_a_cause(kind, small_data):
    change, messages = MAKES[kind]
    found = broken(small_data, change)
    assert len(found) == len(messages), found
    for told, message in zip(found, messages, strict=True):
        assert told.startswith(message)


def test_exchanged_positions_of_places_are_told_too(small_data):
    (told,) = broken(
        small_data,
        lambda raw: raw.replace(b"35.10168,129.03004", b"129.03004,35.10168"),
        "places.csv",
    )
    assert told.startswith("2:58: lat 129.03004 and lon 35.10168 seem exchanged")


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (
            lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
            [f"1:1: {BOM}", f"1:19: {CRLF}"],
        ),
        (lambda raw: raw.replace(b"\n", b"\r"), ["1:19: line ends with CR; save the file with LF"]),
        (lambda raw: raw.decode().encode("utf-16"), ["1:1: the file is in UTF-16; save it as UTF"]),
    ],
)  # fmt: skip
def test_document_toml_of_another_make_is_told_what_it_is(change, messages, small_data):
    found = broken(small_data, change, "document.toml")
    for told, message in zip(found, messages, strict=True):
        assert told.startswith(message)


def test_one_fault_in_many_rows_is_told_twenty_times_and_counted(small_data):
    path = small_data / "gazetteer.csv"
    *rows, last = path.read_text(encoding="utf-8").splitlines()
    last = last.replace("35.10168", '"35,10168"')
    rows += [
        last.replace("-01,", f"-{n:02},").replace("south,1,", f"south,{n},") for n in range(1, 81)
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    for command in (["check", str(small_data)], ["build", "--data", str(small_data)]):
        result = CliRunner().invoke(main, command)
        told = [line for line in result.output.splitlines() if "'35,10168'" in line]
        assert result.exit_code == 1
        assert len(told) == 21
        assert f"{path.as_posix()}: and 60 more like 4:76: lat '35,10168' is not" in told[-1]
    assert len([one for one in check(small_data) if "35,10168" in one.message]) == 80


def test_kinds_are_counted_apart_and_by_file():
    problems = [
        Problem(file, line, 1, message)
        for file in ("a", "b")
        for line in range(1, 31)
        for message in (f"lat '{line}' is odd; mend '{line}'", f"byte 0x{line:02x} is no letter")
    ]
    told = list(abridge(problems))
    assert len(told) == 4 * 20 + 4
    assert [one.partition(" more")[0] for one in told[-4:]] == [
        "a: and 10", "a: and 10", "b: and 10", "b: and 10",
    ]  # fmt: skip


def test_an_error_of_the_package_is_abridged_and_holds_everything():
    error = DataError([Problem("a", line, 1, f"'{line}' is odd") for line in range(1, 501)])
    assert len(str(error).splitlines()) == 21
    assert len(error.problems) == 500


def test_a_folder_that_cannot_be_is_named_by_every_reader(small_data):
    from korea_map import build_map, read_gazetteer, read_sources

    for read in (read_gazetteer, read_sources, build_map):
        with pytest.raises(DataError, match="is a file; name the folder that holds it"):
            read(small_data / "gazetteer.csv")
        with pytest.raises(DataError, match="no such folder"):
            read(small_data / "none")

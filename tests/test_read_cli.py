"""`korea-map read`: texts, formats, decisions, a document, and every kind of bad input."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import korea_map
from korea_map.checks import check
from korea_map.cli import main

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Two trains left Singisiu for Wonsan.\r\nA third one went from Singisiu to Pyongyang.\r\n"
DUMP = "9\tWonsanpo\tWonsanpo\t\t39.1\t127.4\tP\tPPL\tKP" + "\t" * 10 + "\n"


def run(*arguments: object, given: str | bytes | None = None):
    return CliRunner().invoke(main, ["read", *map(str, arguments)], input=given)


@pytest.fixture
def text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "letter.txt"
    path.write_bytes(TEXT.encode())
    return path


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_is_read_into_a_table(text):
    result = run(text)
    assert result.exit_code == 0
    assert result.stdout.startswith("4 names, 3 places")
    assert "新義州" in result.stdout


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_offsets_count_what_stands_there_in_every_encoding(text, code):
    text.write_bytes(TEXT.encode(code))
    found = records(run(text, "--format", "jsonl"))
    assert [one["spelling"] for one in found] == ["Singisiu", "Wonsan", "Singisiu", "Pyongyang"]
    for one in found:
        assert TEXT[one["offset"] : one["offset"] + one["length"]] == one["spelling"]


def test_standard_input_is_read_as_a_file(text):
    del text
    found = records(run("-", "--format", "jsonl", given=TEXT.encode()))
    assert [one["candidates"][0]["id"] for one in found] == [
        *("sinuiju", "wonsan", "sinuiju", "pyongyang"),
    ]


def test_limit_is_the_most_candidates_of_a_name(text):
    for one in records(run(text, "--format", "jsonl", "--limit", 1)):
        assert len(one["candidates"]) == 1


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("csv", "offset,length,spelling"),
        ("geojson", '{"type": "FeatureCollection"'),
        ("html", "<!DOCTYPE html>"),
        ("webannotation", '{"@context"'),
        ("tei", "<?xml"),
    ],
)
def test_a_format_goes_into_a_file_or_to_standard_output_alike(text, form, begins):
    printed = run(text, "--format", form)
    assert printed.stdout.startswith(begins)
    result = run(text, "--format", form, "--out", "out/made")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("out/made: 4 names, 3 places")
    assert Path("out/made").read_bytes().decode() == printed.stdout


def test_a_text_without_names_is_told_and_is_no_fault(text):
    text.write_text("Es war einmal ein König, der hatte drei Töchter.\n", encoding="utf-8")
    for form in ("table", "jsonl"):
        result = run(text, "--format", form)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "letter.txt: no name of a Korean place was found\n"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", None),
        (b"From \xe9 on", "letter.txt:1:6: byte 0xe9 is not UTF-8; save the text as UTF-8\n"),
        (b"\x7fELF\x02\0\0", "letter.txt:1:6: a NUL, which no text has;"),
        (b"%PDF-1.4", "letter.txt:1:1: a PDF; copy its text into a file in UTF-8\n"),
    ],
)
def test_what_is_no_text_is_told_and_an_empty_one_is_read(text, raw, message):
    text.write_bytes(raw)
    result = run(text)
    assert result.exit_code == (1 if message else 0)
    assert result.stderr.startswith(message or "letter.txt: no name of a Korean place was found")


def test_a_text_of_a_gigabyte_is_refused(text):
    with text.open("wb") as stream:
        stream.truncate(1 << 30)
    result = run(text)
    assert result.exit_code == 1
    assert result.stderr.startswith("letter.txt:1:1: holds more than 8 MB; divide it")


def test_what_is_not_there_is_told(text):
    del text
    result = run("none.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("none.txt:1:1: file not found; correct its name\n")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--format", "docx"],
        ["--list", "x"],
        ["--to", "letter.txt", "--data", "."],
        ["--to", "letter.txt", "--doubts"],
        ["--limit", "0"],
        ["--doubts", "--out", "a.csv"],
        ["--to", "letter.txt", "--out", "a.csv"],
        ["--to", "letter.txt", "--format", "csv"],
        ["--doubts", "--format", "table"],
        ["--decisions", ""],
    ],
)
def test_wrong_use_is_exit_code_2(text, wrong):
    assert run(text, *wrong).exit_code == 2


@pytest.mark.parametrize("other", [["--doubts"], ["--to", "letter.txt"]])
def test_a_format_goes_with_what_is_written_in_it(text, other):
    result = run(text, *other, "--format", "csv")
    assert "--format says how names are written; leave it out with --to and --doubts" in (
        result.stderr
    )
    assert not Path("letter.txt.decisions.csv").exists()


def test_an_empty_name_is_told_as_such(text):
    del text
    assert "TEXT is empty; name a file" in run("").stderr


@pytest.mark.parametrize("out", ["letter.txt", "./letter.txt", "link.txt"])
def test_nothing_is_written_over_the_text(text, out):
    Path("link.txt").symlink_to("letter.txt")
    result = run(text, "--format", "tei", "--out", out)
    assert result.exit_code == 2
    assert "--out would write over the text" in result.stderr
    assert text.read_bytes() == TEXT.encode()


def test_doubts_of_standard_input_need_a_file_to_go_into(text):
    del text
    result = run("-", "--doubts", given=TEXT)
    assert result.exit_code == 2
    assert "--doubts needs --decisions where the text has no file" in result.stderr


def test_what_was_decided_holds_in_the_next_run_and_the_file_stays(text):
    beside = Path("letter.txt.decisions.csv")
    own = (
        "spelling,offset,decision,place_id,note\n"
        "Wonsan,,other,busan,the writer mixes the ports up\n"
        f"Singisiu,{TEXT.rindex('Singisiu')},none,,a ship\n"
    )
    beside.write_text(own, encoding="utf-8")
    for _ in range(2):
        found = records(run(text, "--format", "jsonl"))
        assert [(one["spelling"], one["candidates"][0]["id"]) for one in found] == [
            ("Singisiu", "sinuiju"),
            ("Wonsan", "busan"),
            ("Pyongyang", "pyongyang"),
        ]
        assert found[1]["decision"] == "other"
        assert "the writer mixes the ports up" in found[1]["why"][-1]
        assert beside.read_text(encoding="utf-8") == own


def test_doubtful_names_become_rows_to_decide_and_are_told(text):
    text.write_text("From Wonsan they went on to Chongju and to Mampo.\n", encoding="utf-8")
    doubtful = [
        one["spelling"] for one in records(run(text, "--format", "jsonl")) if not one["match"]
    ]
    assert doubtful
    result = run(text, "--doubts")
    assert result.exit_code == 0
    rows = Path("letter.txt.decisions.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows] == ["spelling", *doubtful]
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == doubtful
    assert "now write accepted, other or none into decision" in result.stderr
    assert run(text, "--doubts").stderr.endswith("0 rows added: every doubtful name has one\n")


def test_doubts_go_into_the_file_that_is_named(text):
    text.write_text("From Wonsan they went on to Chongju.\n", encoding="utf-8")
    run(text, "--doubts", "--decisions", "mine.csv")
    assert Path("mine.csv").exists()
    assert not Path("letter.txt.decisions.csv").exists()


def test_decisions_for_another_text_are_refused(text):
    other = "spelling,offset,decision,place_id,note\nKeijo,12,accepted,seoul,\n"
    Path("other.csv").write_text(other, encoding="utf-8")
    result = run(text, "--decisions", "other.csv")
    assert result.exit_code == 1
    assert "1 of 1 rows do not fit letter.txt, such as 'Keijo' at 12;" in result.stderr
    assert result.stdout == ""


def test_places_of_a_dump_are_found_as_well(text):
    Path("KP.txt").write_text(DUMP, encoding="utf-8")
    text.write_text("The road to Wonsanpo is closed.\n", encoding="utf-8")
    (alone,) = records(run(text, "--format", "jsonl"))
    (found,) = records(run(text, "--format", "jsonl", "--gazetteer", "KP.txt"))
    assert (alone["candidates"][0]["id"], found["candidates"][0]["id"]) == ("wonsan", "9")
    assert found["match"]


@pytest.fixture
def document(tmp_path):
    folder = tmp_path / "document"
    shutil.copytree(ROOT / "examples" / "neutral-zones-1951", folder)
    path = folder / "proposals.csv"
    path.write_text(path.read_text("utf-8").replace(",3,mile,2,", ",3,mile,20,"), "utf-8")
    assert check(folder) == []
    return folder


def test_names_are_handed_over_to_a_document_each_once_to_be_decided(text, document):
    gazetteer = document / "gazetteer.csv"
    before = gazetteer.read_text(encoding="utf-8").splitlines()
    result = run(text, "--to", gazetteer, "--list", "munsan-kaesong")
    assert result.exit_code == 0
    after = gazetteer.read_text(encoding="utf-8").splitlines()
    added = [line for line in after if line not in before]
    assert [line.split(",")[4] for line in added] == ["Singisiu", "Wonsan", "Pyongyang"]
    assert all("machine: " in line for line in added)
    assert "3 rows added to munsan-kaesong; now decide: korea-map check" in result.stderr
    assert len(check(document)) == 3


def test_the_place_that_was_decided_is_the_one_that_is_handed_over(text, document):
    own = "spelling,offset,decision,place_id,note\nWonsan,,other,busan,\nPyongyang,,none,,\n"
    Path("letter.txt.decisions.csv").write_text(own, encoding="utf-8")
    gazetteer = document / "gazetteer.csv"
    run(text, "--to", gazetteer, "--list", "munsan-kaesong")
    with gazetteer.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["evidence"].startswith("machine:")]
    assert [(row["toponym"], row["place_id"]) for row in rows] == [
        ("Singisiu", "sinuiju"),
        ("Wonsan", "busan"),
    ]


def test_a_decided_place_is_proposed_with_the_words_of_who_decided(text, document):
    text.write_text("They went to Sunchon, to Wonsan, and to Sunchon.\n", encoding="utf-8")
    own = (
        "spelling,offset,decision,place_id,note\n"
        "Sunchon,40,other,sunchon,north\nWonsan,,accepted,wonsan,\n"
    )
    Path("letter.txt.decisions.csv").write_text(own, encoding="utf-8")
    gazetteer = document / "gazetteer.csv"
    assert run(text, "--to", gazetteer, "--list", "munsan-kaesong").exit_code == 0
    with gazetteer.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["evidence"].startswith("machine:")]
    assert [(row["toponym"], row["place_id"], row["evidence"]) for row in rows] == [
        ("Sunchon", "sunchon", "machine: decided in the reading: north"),
        ("Wonsan", "wonsan", "machine: decided in the reading: accepted"),
    ]
    assert [problem.message for problem in check(document)]
    assert len(check(document)) == 2


def test_the_evidence_tells_the_context_beside_the_score_and_every_namesake(text, document):
    text.write_text("They reached Inje. Near Yoju, 15 km from Chipyong-ni.\n", encoding="utf-8")
    gazetteer = document / "gazetteer.csv"
    assert run(text, "--to", gazetteer, "--list", "munsan-kaesong").exit_code == 0
    with gazetteer.open(encoding="utf-8", newline="") as file:
        told = {row["toponym"]: row["evidence"] for row in csv.DictReader(file)}
    assert told["Inje"].startswith("machine: Inje 麟蹄 (inje) has 100.0 of 100, no match; next")
    letters, _, context = told["Chipyong-ni"].partition("; in the text: ")
    assert letters.startswith("machine: ")
    assert "15 km" not in letters
    assert context.endswith("about 15 km from “Yoju”, as the text says")
    near = [float(part.split()[-1]) for part in letters.partition("; next ")[2].split(", ")]
    assert len(near) == 3
    assert near == sorted(near, reverse=True)


def test_a_place_of_the_second_tier_is_named_in_the_evidence(text, document):
    own = "spelling,offset,decision,place_id,note\nWonsan,,other,yongsan-naju,a hamlet\n"
    Path("letter.txt.decisions.csv").write_text(own, encoding="utf-8")
    gazetteer = document / "gazetteer.csv"
    result = run(text, "--to", gazetteer, "--list", "munsan-kaesong")
    with gazetteer.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["toponym"] == "Wonsan")
    assert row["place_id"] == ""
    assert row["evidence"] == (
        "machine: decided in the reading: a hamlet; Yongsan 龍山 (yongsan-naju) is in no row of "
        "places.csv; give it one to name it here"
    )
    assert "a hamlet" in result.stdout


def test_one_name_that_was_decided_in_two_ways_is_told(text, document):
    rows = f"Singisiu,{TEXT.index('Singisiu')},accepted,sinuiju,\n"
    rows += f"Singisiu,{TEXT.rindex('Singisiu')},other,busan,\n"
    own = "spelling,offset,decision,place_id,note\n" + rows
    Path("letter.txt.decisions.csv").write_text(own, encoding="utf-8")
    result = run(text, "--to", document / "gazetteer.csv", "--list", "munsan-kaesong")
    where = TEXT.rindex("Singisiu")
    assert f"'Singisiu': decided as busan at {where}; the row has sinuiju" in result.stderr


def test_decisions_hold_where_a_text_has_grown_and_a_spreadsheet_has_saved_them(text):
    own = (
        "\ufeffspelling;offset;decision;place_id;note\r\n"
        f"Wonsan;{TEXT.index('Wonsan')};other;busan;\r\n"
        f"Pyongyang;{TEXT.index('Pyongyang')};none;;\r\n"
    )
    Path("letter.txt.decisions.csv").write_bytes(own.encode())
    text.write_bytes(b"X " + TEXT.encode())
    result = run(text, "--format", "jsonl")
    assert [(one["spelling"], one["candidates"][0]["id"]) for one in records(result)] == [
        *(("Singisiu", "sinuiju"), ("Wonsan", "busan"), ("Singisiu", "sinuiju")),
    ]
    assert "'Wonsan' stands at 31 now and not at 29; applied there" in result.stderr


def test_folders_that_are_missing_are_made(text):
    assert run(text, "--format", "csv", "--out", "new/folder/a.csv").exit_code == 0
    assert Path("new/folder/a.csv").read_text(encoding="utf-8").startswith("offset,")


def test_a_file_that_cannot_be_written_is_told(text):
    Path("folder").write_bytes(b"")
    result = run(text, "--format", "csv", "--out", "folder/a.csv")
    assert result.exit_code == 1
    assert "folder: is no folder" in result.stderr


@pytest.mark.parametrize("name", ["nosuch.txt", "Wonsan.TXT", "letters/1951.docx"])
def test_in_python_a_string_that_looks_like_a_file_is_told(text, name):
    del text
    (note,) = korea_map.read_text(name).notes
    assert note == (
        f"{name!r} looks like the name of a file, and none is there; a string is the text "
        "itself, give the Path of a file"
    )


@pytest.mark.parametrize("told", ["From Wonsan.", "See nosuch.txt", "txt", "Wonsan.\ntxt"])
def test_in_python_a_text_is_not_taken_for_the_name_of_a_file(text, told):
    del text
    assert korea_map.read_text(told).notes == ()


def test_in_python_a_string_is_the_text_and_the_name_of_a_file_is_told(text):
    assert korea_map.read_text(TEXT)[0].spelling == "Singisiu"
    assert len(korea_map.read_text(text)) == 4
    by_mistake = korea_map.read_text("letter.txt")
    assert list(by_mistake) == []
    assert by_mistake.notes == (
        "'letter.txt' is the name of a file; to read what is in it give Path('letter.txt')",
    )
    assert "is the name of a file" in by_mistake._repr_html_()


def test_in_python_decisions_beside_the_text_hold_and_others_can_be_named(text):
    header = "spelling,offset,decision,place_id,note\n"
    Path("letter.txt.decisions.csv").write_text(header + "Wonsan,,none,,\n", encoding="utf-8")
    Path("mine.csv").write_text(header + "Wonsan,,other,busan,\n", encoding="utf-8")
    assert korea_map.read_text(text)[1].place.id == "sinuiju"
    other = korea_map.read_text(text, decisions="mine.csv")
    assert (other[1].place.id, other[1].decision, other.file) == ("busan", "other", "letter.txt")
    with pytest.raises(korea_map.KoreaMapError, match="7 is no path; give that of a table"):
        korea_map.read_text(text, decisions=7)


def test_markup_in_a_text_is_text(text):
    text.write_text("<p>From <b>Wonsan</b></p><script>alert(1)</script>\n", encoding="utf-8")
    (found,) = records(run(text, "--format", "jsonl"))
    assert found["offset"] == len("<p>From <b>")
    page = run(text, "--format", "html").stdout
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

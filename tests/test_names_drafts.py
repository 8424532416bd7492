"""`korea-map reconcile --to`: names become rows that are proposed, and nothing else changes."""

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map.checks import check
from korea_map.cli import main
from korea_map.gazetteer import load_places

ROOT = Path(__file__).resolve().parent.parent
NAMES = "Singisiu\nTaiko\nХэйдзё\n해주\n新安州\n"


@pytest.fixture
def mine(tmp_path) -> Path:
    """A document of two lists, without a place of its own ground."""
    folder = tmp_path / "mine"
    shutil.copytree(ROOT / "examples" / "neutral-zones-1951", folder)
    shutil.rmtree(folder / "words")
    for name in ("plans.csv", "steps.csv"):
        (folder / name).unlink()
    document = folder / "document.toml"
    document.write_text(f'title = "Mine"\n{document.read_text(encoding="utf-8")}', "utf-8")
    claim(folder, 20)
    assert check(folder) == []
    return folder


def claim(folder: Path, count: int) -> None:
    path = folder / "proposals.csv"
    text = path.read_text(encoding="utf-8").replace(",3,mile,2,", f",3,mile,{count},")
    path.write_text(text, encoding="utf-8")


def add(folder: Path, *arguments: object, given: str | bytes = NAMES, to: str = "munsan-kaesong"):
    (folder.parent / "names.txt").write_bytes(given if isinstance(given, bytes) else given.encode())
    more = [*(["--list", to] if to else []), *map(str, arguments)]
    file = [] if {"--file", "--"} & set(more) else ["--file", str(folder.parent / "names.txt")]
    into = str(folder / "gazetteer.csv")
    return CliRunner().invoke(main, ["reconcile", *file, "--to", into, *more])


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_name_becomes_a_row_with_its_best_place_for_a_person_to_decide(mine):
    result = add(mine)
    assert result.exit_code == 0
    added = [row for row in rows_of(mine) if row["evidence"].startswith("machine:")]
    assert [row["toponym"] for row in added] == NAMES.split()
    assert [row["id"] for row in added] == [f"munsan-kaesong-0{n}" for n in range(3, 8)]
    places = load_places()
    for row, place in zip(
        added, ["sinuiju", "daegu", "pyongyang", "haeju", "sinanju"], strict=True
    ):
        assert row["place_id"] == place
        assert row["title"] == places[place].title
        assert (float(row["lat"]), float(row["lon"])) == (places[place].lat, places[place].lon)
        assert (row["geo_source"], row["geo_id"]) == (
            places[place].geo_source,
            places[place].geo_id or "",
        )
        assert row["certainty"] == row["location_tolerance_km"] == ""
        assert (row["document"], row["citation"]) == ("usmc-korea-5", "usmc-korea-5[chapter I]")
    first = added[0]
    assert (first["hangul"], first["hanja"]) == ("신의주", "新義州")
    assert (first["reading"], first["reading_lang"]) == ("Shingishū", "ja")
    assert [row["toponym_lang"] for row in added] == ["en", "en", "ru", "ko", "und-Hani"]


def test_the_evidence_tells_the_score_and_those_that_came_next(mine):
    add(mine, given="Taiko\n")
    row = rows_of(mine)[2]
    assert row["evidence"].startswith("machine: Daegu has 92.8 of 100, no match; next ")
    assert row["rivals"].split("|")[0] in {"daegwang", "daeheung"}
    assert row["place_id"] not in row["rivals"].split("|")


def test_check_names_each_row_until_a_person_has_decided(mine):
    add(mine)
    problems = check(mine)
    assert [problem.line for problem in problems] == [4, 5, 6, 7, 8]
    assert all("is proposed, not decided" in problem.message for problem in problems)
    assert CliRunner().invoke(main, ["build", "--data", str(mine)]).exit_code == 1


def test_rows_that_were_there_stay_byte_for_byte_and_the_file_keeps_its_order(mine):
    before = (mine / "gazetteer.csv").read_bytes().splitlines(keepends=True)
    add(mine)
    after = (mine / "gazetteer.csv").read_bytes().splitlines(keepends=True)
    assert [line for line in after if b"machine:" not in line] == before
    ids = [line.split(b",")[0] for line in after[1:]]
    assert ids == sorted(ids)


def test_a_name_that_the_list_has_is_told_and_not_added_again(mine):
    result = add(mine, given="Munsan\nSingisiu\nSingisiu\n")
    assert result.exit_code == 0
    assert "'Munsan' is in munsan-kaesong already, at 1\n" in result.stderr
    assert "'Singisiu' is in munsan-kaesong already, at 3\n" in result.stderr
    assert len(rows_of(mine)) == 4
    same = (mine / "gazetteer.csv").read_bytes()
    assert "0 rows added" in add(mine, given="Munsan\nSingisiu\n").stderr
    assert (mine / "gazetteer.csv").read_bytes() == same


def test_a_name_of_another_list_may_stand_in_this_one_too(mine):
    add(mine, given="Panmunjom\n")
    assert [row["list"] for row in rows_of(mine) if row["toponym"] == "Panmunjom"] == [
        "munsan-kaesong",
        "panmunjom",
    ]


def test_a_name_without_a_candidate_gets_a_row_without_a_place(mine):
    add(mine, "--bbox", 125.9, 33.0, 126.0, 33.1, given="Singisiu\n")
    row = rows_of(mine)[2]
    assert row["evidence"] == "machine: no place found"
    assert row["place_id"] == row["lat"] == row["rivals"] == row["reading_lang"] == ""
    (problem,) = check(mine)
    assert "no place was proposed" in problem.message


def test_what_is_no_name_is_told_and_the_others_are_added(mine):
    result = add(mine, given="???\nSingisiu\n\nTai\u200bko\n")
    assert result.exit_code == 1
    assert "names.txt:1:1: " in result.stderr
    assert "invisible character U+200B; delete it" in result.stderr
    assert [row["toponym"] for row in rows_of(mine)[2:-1]] == ["Singisiu"]


def test_names_come_from_the_command_line_or_a_column_as_well(mine):
    add(mine, "--", "Singisiu", "Genzan [Wonsan]")
    table = mine.parent / "names.csv"
    table.write_text('no,name\n1,Taiko\n2,"Dzen, siu"\n', encoding="utf-8")
    add(mine, "--file", table, "--column", "name")
    assert [row["toponym"] for row in rows_of(mine)[2:-1]] == [
        "Singisiu",
        "Genzan [Wonsan]",
        "Taiko",
        "Dzen, siu",
    ]
    assert {Path(problem.file).name for problem in check(mine)} == {"gazetteer.csv"}


def test_more_rows_than_points_claimed_are_for_the_person_to_put_right(mine):
    claim_before = (mine / "proposals.csv").read_bytes()
    text = claim_before.replace(b",3,mile,20,", b",3,mile,2,")
    (mine / "proposals.csv").write_bytes(text)
    assert add(mine, given="Singisiu\n").exit_code == 0
    assert (mine / "proposals.csv").read_bytes() == text
    assert "3 toponyms in gazetteer.csv but 2 points claimed" in [p.message for p in check(mine)]


def test_the_list_may_be_left_out_where_there_is_one(mine, tmp_path):
    result = add(mine, to="")
    assert result.exit_code == 2
    assert "2 lists; say with --list" in result.stderr
    assert "munsan-kaesong, panmunjom" in result.stderr
    folder = tmp_path / "new"
    CliRunner().invoke(main, ["new", str(folder)])
    assert add(folder, to="").exit_code == 0
    assert [row["id"] for row in rows_of(folder)][-1] == "panmunjom-06"


def test_a_gazetteer_without_rows_takes_the_first(tmp_path):
    folder = tmp_path / "new"
    CliRunner().invoke(main, ["new", str(folder)])
    path = folder / "gazetteer.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert add(folder, to="", given="Singisiu\n").exit_code == 0
    assert [row["id"] for row in rows_of(folder)] == ["panmunjom-01"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--list", "atlantis"], "no list 'atlantis'; there are munsan-kaesong, panmunjom"),
        (["--data", str(ROOT / "data")], "--to says which data"),
        (["--gazetteer", str(ROOT / "README.md")], "--to says which data"),
    ],
)
def test_wrong_use_names_the_choices_and_writes_nothing(arguments, says, mine):
    before = (mine / "gazetteer.csv").read_bytes()
    result = add(mine, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert (mine / "gazetteer.csv").read_bytes() == before


def test_a_list_without_a_gazetteer_is_wrong_use():
    result = CliRunner().invoke(main, ["reconcile", "Singisiu", "--list", "mine"])
    assert (result.exit_code, "--list goes with --to" in result.stderr) == (2, True)


def test_nothing_is_written_into_a_faulty_table_or_from_a_file_that_cannot_be_read(mine):
    path = mine / "gazetteer.csv"
    before = path.read_bytes()
    assert add(mine, given=NAMES.encode("utf-32")).exit_code == 1
    assert path.read_bytes() == before
    path.write_bytes(before.replace(b",37.85944,", b",north,"))
    result = add(mine)
    assert result.exit_code == 1
    assert "gazetteer.csv:2:" in result.stderr
    assert path.read_bytes() == before.replace(b",37.85944,", b",north,")


def test_only_a_gazetteer_takes_names(mine):
    other = mine / "proposals.csv"
    before = other.read_bytes()
    result = CliRunner().invoke(main, ["reconcile", "Singisiu", "--to", str(other)])
    assert result.exit_code == 1
    assert "names are added to the gazetteer.csv of a document" in result.stderr
    assert other.read_bytes() == before

"""One small broken file per rule: what `check` and the readers say of it."""

import csv
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from korea_map.checks import check
from korea_map.errors import DataError, Problem
from korea_map.files import NOT_FOUND
from korea_map.gazetteer import load_places, load_toponyms
from korea_map.proposals import load_proposals
from korea_map.sources import read_sources

BROKEN = Path(__file__).parent / "broken"

with (BROKEN / "expected.csv").open(encoding="utf-8", newline="") as file:
    CASES = {
        broken: list(rows)
        for broken, rows in groupby(csv.DictReader(file), key=lambda row: row["broken"])
    }


def test_the_data_of_the_project_have_no_problem():
    assert check() == []


def test_the_small_data_have_no_problem(small_data):
    assert check(small_data) == []


def test_each_broken_file_has_its_expectation_and_each_expectation_its_file():
    assert {path.name for path in BROKEN.glob("*.*")} - {"expected.csv"} == set(CASES)


@pytest.mark.parametrize("broken", CASES)
def test_a_broken_file_is_named_with_line_column_and_remedy(broken, small_data):
    shutil.copy(BROKEN / broken, small_data / CASES[broken][0]["replaces"])
    assert check(small_data) == [
        Problem(
            (small_data / row["file"]).as_posix(),
            int(row["line"]),
            int(row["column"]),
            row["message"],
        )
        for row in CASES[broken]
    ]


@pytest.mark.parametrize(
    "name",
    [
        "gazetteer.csv",
        "places.csv",
        "proposals.csv",
        "sources.bib",
        "datapackage.json",
    ],
)
def test_a_missing_file_is_named(name, small_data):
    (small_data / name).unlink()
    problems = check(small_data)
    assert Problem((small_data / name).as_posix(), 1, 1, NOT_FOUND) in problems


def test_a_missing_folder_is_named_file_by_file(tmp_path):
    assert {problem.message for problem in check(tmp_path / "none")} == {NOT_FOUND}


def test_every_problem_is_told_at_once(small_data):
    for broken in ("gazetteer-latitude-95.csv", "proposals-unknown-unit.csv"):
        shutil.copy(BROKEN / broken, small_data / CASES[broken][0]["replaces"])
    files = {Path(problem.file).name for problem in check(small_data)}
    assert files == {"gazetteer.csv", "proposals.csv"}


@pytest.mark.parametrize(
    ("read", "broken"),
    [
        (load_toponyms, "gazetteer-latitude-95.csv"),
        (load_places, "places-longitude-out-of-korea.csv"),
        (load_proposals, "proposals-unknown-unit.csv"),
        (read_sources, "sources-not-bibtex.bib"),
    ],
)
def test_a_reader_raises_what_check_says(read, broken, small_data):
    row = CASES[broken][-1]
    shutil.copy(BROKEN / broken, small_data / row["replaces"])
    with pytest.raises(DataError) as caught:
        read(small_data)
    assert {problem.file for problem in caught.value.problems} == {
        (small_data / row["replaces"]).as_posix()
    }
    assert str(caught.value.problems[0]) in str(caught.value)

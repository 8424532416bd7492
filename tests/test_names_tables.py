"""The tables of the names engine: well formed, sourced, and doing what they say."""

import csv
import os
import shutil
import subprocess
import sys
import warnings
from itertools import groupby
from pathlib import Path

import pytest
import sealing
from frictionless import Package, Resource

from korea_map.errors import DataError, Problem
from korea_map.files import NOT_FOUND, read_json
from korea_map.names.letters import CYRILLIC, LATIN
from korea_map.names.systems import complete_systems, cut, regular, romanized
from korea_map.names.table_files import FOLDER, read_files
from korea_map.names.table_rules import check_names_tables

ROOT = Path(__file__).resolve().parent.parent
BROKEN = ROOT / "tests" / "broken" / "names"

with (BROKEN / "expected.csv").open(encoding="utf-8", newline="") as stream:
    CASES = {
        broken: list(rows)
        for broken, rows in groupby(csv.DictReader(stream), key=lambda row: row["broken"])
    }


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the tables, to break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "tables"))


def test_the_tables_have_no_problem():
    assert check_names_tables() == []


def test_every_row_of_every_table_says_where_it_comes_from():
    for tables_of_a_kind in read_files(FOLDER).tables.values():
        for table in tables_of_a_kind:
            for row in table.rows:
                assert row.cells.get("source") or row.cells.get("example"), (table.path, row)


def test_every_table_is_described_and_valid_to_frictionless():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the reader itself warns of is not our matter
        described = read_json(FOLDER / "datapackage.json")
        single = []
        for resource in described["resources"]:
            for path in sorted(FOLDER.glob(resource["path"])):
                name = path.stem.replace("_", "-")
                single.append({**resource, "name": name, "path": path.name})
        assert {one["path"] for one in single} == {path.name for path in FOLDER.glob("*.csv")}
        package = Package(basepath=str(FOLDER))
        for one in single:
            package.add_resource(Resource.from_descriptor(one, basepath=str(FOLDER)))
        report = package.validate()
    assert report.valid, report.flatten(["path", "rowNumber", "type", "message"])


def test_each_broken_table_has_its_expectation_and_each_expectation_its_table():
    assert {path.name for path in BROKEN.iterdir()} - {"expected.csv"} == set(CASES)


@pytest.mark.parametrize("broken", CASES)
def test_a_broken_table_is_named_with_line_column_and_remedy(broken, tables):
    shutil.copy(BROKEN / broken, tables / CASES[broken][0]["replaces"])
    assert check_names_tables(tables) == [
        Problem(
            (tables / row["file"]).as_posix(), int(row["line"]), int(row["column"]), row["message"]
        )
        for row in CASES[broken]
    ]


NEEDED = {"cyrl-latn-loc.csv", "en-latn-plain.csv", "ru-cyrl-plain.csv", "datapackage.json"}


@pytest.mark.parametrize("name", sorted(NEEDED | {p.name for p in FOLDER.glob("[!-]*_*.csv")}))
def test_a_missing_table_is_named(name, tables):
    (tables / name).unlink()
    about = name.split("-")[0]
    assert all(about in problem.file for problem in check_names_tables(tables))
    assert check_names_tables(tables)


def test_a_missing_folder_is_told(tmp_path):
    messages = {problem.message for problem in check_names_tables(tmp_path / "none")}
    assert NOT_FOUND in messages


def test_problems_of_all_tables_are_told_at_once(tables):
    for broken in ("slips-two-letters.csv", "suffixes-no-table-can-cut.csv"):
        shutil.copy(BROKEN / broken, tables / CASES[broken][0]["replaces"])
    files = {Path(problem.file).name for problem in check_names_tables(tables)}
    assert files == {"slips_latin.csv", "suffixes.csv"}


@pytest.mark.parametrize("name", ["Singisiu", "Хэйдзё", "해주", "新義州"])
@pytest.mark.parametrize("broken", ["ja-cyrl-letter-of-ukrainian.csv", "system-cost-is-a-word.csv"])
def test_the_engine_tells_a_fault_as_check_does_whatever_is_asked(broken, name, engine_with):
    with pytest.raises(DataError) as caught:
        engine_with(broken).reconcile(name)
    assert [problem.message for problem in caught.value.problems] == [
        row["message"] for row in CASES[broken]
    ]


def test_the_command_names_the_table_from_where_one_stands_without_a_traceback(tmp_path):
    shutil.copytree(ROOT / "korea_map", tmp_path / "korea_map")
    (tmp_path / "data").symlink_to(ROOT / "data")
    broken = "ja-cyrl-letter-of-ukrainian.csv"
    folder = tmp_path / "korea_map" / "names" / "tables"
    shutil.copy(BROKEN / broken, folder / CASES[broken][0]["replaces"])
    for name in ("Singisiu", "Хэйдзё"):
        done = subprocess.run(
            [sys.executable, "-m", "korea_map", "reconcile", name],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": sealing.path(tmp_path)},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 1
        assert done.stderr.startswith("korea_map/names/tables/ja-cyrl-mine.csv:3:3: 'і'")
        assert "Traceback" not in done.stderr


@pytest.fixture
def engine_with(tables, monkeypatch):
    """The names package as it is when one of its tables is faulty."""

    def replace(broken: str):
        shutil.copy(BROKEN / broken, tables / CASES[broken][0]["replaces"])
        kept = {name: module for name, module in sys.modules.items() if is_of_names(name)}
        for name in kept:
            monkeypatch.delitem(sys.modules, name)
        import korea_map.names as fresh
        from korea_map.names import table_rules

        monkeypatch.setattr(table_rules, "FOLDER", tables)
        return fresh

    before = sys.modules["korea_map"].__dict__.get("names")
    yield replace
    for name in [name for name in sys.modules if is_of_names(name)]:
        monkeypatch.delitem(sys.modules, name)
    if before is not None:
        sys.modules["korea_map"].names = before


def is_of_names(module: str) -> bool:
    return module == "korea_map.names" or module.startswith("korea_map.names.")


def test_a_new_system_is_a_new_file(tables):
    rows = (FOLDER / "ja-latn-hepburn.csv").read_text(encoding="utf-8")
    kunrei = rows.replace("sh,sh,0,", "sh,sy,0,").replace("Hepburn", "Kunrei")
    (tables / "ja-latn-mine.csv").write_text(kunrei, encoding="utf-8")
    assert check_names_tables(tables) == []
    found = read_files(tables)
    assert "mine" in {system.name for system in found.systems} - found.partial_systems()


def test_systems_that_only_loosen_others_are_told_by_their_table():
    loosening = {"french", "german", "italian", "missionary", "polish", "postal", "western"}
    assert read_files(FOLDER).partial_systems() == loosening | {"habits", "northern", "prereform"}
    assert complete_systems("ko", CYRILLIC) == ("kholodovich", "kontsevich")
    assert complete_systems("ko", LATIN) == ("mccune-reischauer", "revised")
    assert complete_systems("zh", LATIN) == ("pinyin", "wade-giles")
    assert complete_systems("ja", LATIN) == ("hepburn", "kunrei")


@pytest.mark.parametrize(
    ("reading", "language", "cyrillic"),
    [
        ("Shingishū", "ja", "сингисю"),
        ("Jōyō", "ja", "дзёё"),
        ("Taikyū", "ja", "тайкю"),
        ("Seishin", "ja", "сэйсин"),
        ("Hanmonten", "ja", "хаммонтэн"),
        ("En’an", "ja", "энъан"),
        ("Heijō", "ja", "хэйдзё"),
        ("P'yŏngyang", "ko", "пхёнян"),
        ("Kanggye", "ko", "кангйе"),
        ("Ch'ŏngjin", "ko", "чхончжин"),
        ("Xinyizhou", "zh", "синьичжоу"),
        ("Hancheng", "zh", "ханьчэн"),
    ],
)
def test_the_rules_alone_write_well_known_readings(reading, language, cyrillic):
    written = regular(cut(reading, language), language, CYRILLIC)
    assert written is not None
    assert written[0] == cyrillic


@pytest.mark.parametrize(
    ("cyrillic", "latin"), [("сингисю", "singisiu"), ("дзёё", "dzioio"), ("хокодо", "khokodo")]
)
def test_the_library_of_congress_form_comes_first(cyrillic, latin):
    assert romanized(cyrillic)[0].written == latin
    assert romanized(cyrillic)[0].cost == 0

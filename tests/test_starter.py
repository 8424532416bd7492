"""`korea-map new`: a document to fill in, that builds as it is and explains itself."""

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map.checks import check
from korea_map.cli import main
from korea_map.document import read_document
from korea_map.gazetteer import load_places, load_toponyms
from korea_map.webmap import build_map

ROOT = Path(__file__).resolve().parent.parent
FILES = {"document.toml", "proposals.csv", "gazetteer.csv", "sources.bib", "README.md"}
EXPLAINED = ("document", "proposals", "gazetteer", "plans", "steps")


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def begun(tmp_path) -> Path:
    folder = tmp_path / "mine"
    assert run("new", folder).exit_code == 0
    return folder


@pytest.mark.parametrize("name", ["mine", "Mein Dokument, 2. Fassung", "한국 1951", "a/b/c"])
def test_a_new_document_has_no_problem_whatever_its_folder_is_called(name, tmp_path):
    folder = tmp_path / name
    result = run("new", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert {path.name for path in folder.iterdir()} == FILES
    assert check(folder) == []


def test_it_says_what_to_do_next(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new", "my map").stderr == (
        "my map: a document to fill in; read my map/README.md\n"
        "then run korea-map check 'my map' and korea-map build --data 'my map' "
        "--out 'my map'\n"
    )


def test_an_empty_folder_is_taken_and_the_one_one_stands_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new", ".").exit_code == 0
    assert check(tmp_path) == []


def test_each_table_has_one_worked_row(begun):
    for name in ("proposals", "gazetteer"):
        with (begun / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == 1
    assert (begun / "sources.bib").read_text(encoding="utf-8").count("\n@") == 1
    document = (begun / "document.toml").read_text(encoding="utf-8").splitlines()
    given = [line for line in document if re.match(r"\w+ = ", line)]
    explained = [line for line in document if "#" in line]
    assert len(given) == len(read_document(begun).values) < len(explained)


def test_the_worked_place_stands_where_the_authority_has_it(begun):
    (toponym,) = load_toponyms(begun)
    place = load_places()[toponym.place_id]
    assert (toponym.title, toponym.lat, toponym.lon) == (place.title, place.lat, place.lon)


def test_a_new_document_builds_and_says_nothing_of_any_other(begun, tmp_path):
    result = run("build", "--data", begun, "--out", tmp_path / "out")
    assert result.exit_code == 0
    page = (tmp_path / "out" / "korea_map.html").read_text(encoding="utf-8")
    assert '<h1 data-t="title">The neutral zone of Panmunjom</h1>' in page
    assert "1,000 yards" in page
    assert "Mao" not in page


def test_a_new_document_speaks_every_language_of_the_interface(begun):
    html = build_map(begun, lang="ko").get_root().render()
    assert 'lang="ko"' in html
    assert "1951년 10월" in html


@pytest.mark.parametrize("there", ["notes.txt", ".hidden"])
def test_a_folder_that_is_not_empty_is_left_as_it_is(there, tmp_path):
    (tmp_path / there).write_text("mine", encoding="utf-8")
    result = run("new", tmp_path)
    assert result.exit_code == 1
    assert f"is not empty ({there} is there); name a new folder" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_a_file_in_the_place_of_the_folder_is_left_as_it_is(tmp_path):
    path = tmp_path / "mine"
    path.write_text("mine", encoding="utf-8")
    result = run("new", path)
    assert result.exit_code == 1
    assert "is a file; name a new folder" in result.stderr
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_document_is_written_whole_or_not_at_all(tmp_path, fill_disk):
    fill_disk("sources")
    result = run("new", tmp_path / "mine")
    assert result.exit_code == 1
    assert "sources.bib: cannot be written: No space left on device" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_guide_has_the_meaning_of_every_column_from_the_data_package(begun):
    guide = (begun / "README.md").read_text(encoding="utf-8")
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["name"]: resource for resource in package["resources"]}
    for name in EXPLAINED:
        path = described[name]["path"]
        section = guide.split(f"\n### {path}\n")[1].split("\n### ")[0]
        for field in described[name]["schema"]["fields"]:
            meaning = field["description"].replace("|", "\\|")
            assert f"| `{field['name']}` | {meaning} | " in section, f"{path}: {field['name']}"
    assert "$" not in guide


def test_the_commands_of_the_guide_run_in_its_folder(begun, monkeypatch):
    monkeypatch.chdir(begun)
    guide = (begun / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^ {7}korea-map (.*)$", guide, flags=re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["check", "reconcile", "build"]
    proposals = begun / "proposals.csv"
    proposals.write_text(
        proposals.read_text(encoding="utf-8").replace(",1000,yard,1,", ",1000,yard,3,"), "utf-8"
    )
    (begun / "names.txt").write_text("Kaesong\nKaizyo\n", encoding="utf-8")
    checked, reconciled, _ = [run(*command.split()) for command in commands]
    assert (checked.exit_code, checked.stderr) == (0, "no problems\n")
    assert reconciled.exit_code == 0
    assert len(load_toponyms(begun)) == 3
    assert not (begun / "output").exists()
    decide(begun / "gazetteer.csv")
    checked, built = run(*commands[0].split()), run(*commands[2].split())
    assert (checked.exit_code, built.exit_code) == (0, 0), checked.stdout + built.stderr
    assert (begun / "output" / "korea_map.html").exists()


def decide(path: Path) -> None:
    """Do what a person does who agrees with every proposal of the machine."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["evidence"].startswith("machine:"):
            decided = {"location_tolerance_km": "3", "certainty": "less-certain"}
            row |= decided | {"evidence": "The name is that of the town usmc-korea-5[chapter I]."}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_the_words_of_the_guide_are_good_words(begun):
    guide = (begun / "README.md").read_text(encoding="utf-8")
    section = guide.split("\n### words/\n")[1]
    lines = re.findall(r"^ {4}(.*)$|^$", section.split("may begin so:\n\n")[1], flags=re.MULTILINE)
    (begun / "words").mkdir()
    text = "\n".join(
        lines[: lines.index('sentence = "{claimed} circle of {panmunjom.radius}."') + 1]
    )
    (begun / "words" / "en.toml").write_text(text + "\n", encoding="utf-8")
    assert check(begun) == []
    html = build_map(begun).get_root().render()
    assert "In October 1951 the ground within 1,000 yards of Panmunjom became neutral." in html


def test_a_name_of_the_guide_for_sentences_is_one_that_sentences_can_use(begun):
    guide = (begun / "README.md").read_text(encoding="utf-8")
    lists = guide.split("a placeholder may name\n")[1]
    names = [name for name in re.findall(r"`([^`]+)`", lists) if not name.startswith(":")]
    assert {"date", "claimed", "panmunjom.radius", "panmunjom.all.share"} <= set(names)
    (begun / "words").mkdir()
    words = begun / "words" / "en.toml"
    told = " ".join(f"{{{name}}}" for name in names if name != "panmunjom.teams")
    words.write_text(f'title = "T"\nlead = "{told}"\n', encoding="utf-8")
    assert check(begun) == []

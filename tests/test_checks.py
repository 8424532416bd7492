"""What `check` says of a data folder: one small broken file for every rule."""

import csv
import json
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from korea_map.checks import check, write_derived
from korea_map.errors import DataError, Problem
from korea_map.files import NOT_FOUND
from korea_map.gazetteer import load_places, load_toponyms
from korea_map.languages import load_messages
from korea_map.proposals import load_proposals
from korea_map.sources import read_sources
from korea_map.tables import read_table
from korea_map.webmap import build_map

ROOT = Path(__file__).resolve().parent.parent
BROKEN = ROOT / "tests" / "broken"

with (BROKEN / "expected.csv").open(encoding="utf-8", newline="") as file:
    CASES = {
        broken: list(rows)
        for broken, rows in groupby(csv.DictReader(file), key=lambda row: row["broken"])
    }


def break_with(broken: str, folder: Path) -> None:
    """Put a broken file into a data folder, in the place of the one that it replaces."""
    target = folder / CASES[broken][0]["replaces"]
    target.parent.mkdir(exist_ok=True)
    shutil.copy(BROKEN / broken, target)


def said(folder: Path) -> list[str]:
    """Return the problems of a folder without the way to it."""
    return [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in check(folder)]


def test_the_data_of_the_project_have_no_problem():
    assert check() == []


def test_the_small_data_have_no_problem(small_data):
    assert check(small_data) == []


def test_a_document_may_leave_out_plans_walk_and_words(bare_data):
    assert check(bare_data) == []


def test_each_broken_file_has_its_expectation_and_each_expectation_its_file():
    found = {path.relative_to(BROKEN) for path in BROKEN.rglob("*.*")}
    here = {path.as_posix() for path in found if path.parts[0] != "names"}
    assert here - {"expected.csv"} == set(CASES)


@pytest.mark.parametrize("broken", CASES)
def test_a_broken_file_is_named_with_its_remedy_and_no_map_is_built_of_it(broken, small_data):
    break_with(broken, small_data)
    expected = [
        Problem(
            (small_data / row["file"]).as_posix(),
            int(row["line"]),
            int(row["column"]),
            row["message"],
        )
        for row in CASES[broken]
    ]
    assert check(small_data) == expected
    with pytest.raises(DataError) as caught:
        build_map(small_data)
    assert caught.value.problems == expected


@pytest.mark.parametrize("name", ["document.toml", "gazetteer.csv", "proposals.csv", "sources.bib"])
def test_a_missing_file_of_the_document_is_named(name, small_data):
    (small_data / name).unlink()
    assert Problem((small_data / name).as_posix(), 1, 1, NOT_FOUND) in check(small_data)


@pytest.mark.parametrize(
    "name", ["places.csv", "datapackage.json", "basemap/names.csv", "basemap/land.geojson"]
)
def test_a_missing_file_of_the_ground_is_that_of_the_package(name, small_data):
    (small_data / name).unlink()
    assert check(small_data) == []


def test_a_missing_folder_is_named_once(tmp_path):
    (problem,) = check(tmp_path / "none")
    assert problem.file == (tmp_path / "none").as_posix()
    assert problem.message.startswith("no such folder")


def test_every_problem_is_told_at_once(small_data):
    for broken in ("gazetteer-latitude-95.csv", "proposals-unknown-unit.csv", "words/cr-lf.toml"):
        break_with(broken, small_data)
    files = {Path(problem.file).name for problem in check(small_data)}
    assert files == {"gazetteer.csv", "proposals.csv", "en.toml"}


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
    break_with(broken, small_data)
    with pytest.raises(DataError) as caught:
        read(small_data)
    assert {problem.file for problem in caught.value.problems} == {
        (small_data / row["replaces"]).as_posix()
    }
    assert str(caught.value.problems[0]) in str(caught.value)


# What must be given together: the table, the row (from 0), the cell that is blank, the one given.
TOGETHER = [
    ("gazetteer", 2, "lat", "lon"),
    ("gazetteer", 2, "lon", "lat"),
    ("gazetteer", 2, "lat", "geo_source"),
    ("gazetteer", 2, "geo_source", "lat"),
    ("gazetteer", 2, "lat", "location_tolerance_km"),
    ("gazetteer", 2, "location_tolerance_km", "lat"),
    ("gazetteer", 2, "place_id", "title"),
    ("gazetteer", 2, "title", "place_id"),
    ("gazetteer", 2, "place_id", "certainty"),
    ("gazetteer", 2, "certainty", "place_id"),
    ("gazetteer", 2, "reading", "reading_lang"),
    ("gazetteer", 2, "reading_lang", "reading"),
    ("proposals", 0, "radius", "radius_unit"),
    ("proposals", 0, "radius_unit", "radius"),
    ("styles", 0, "hatch_size", "hatch_path"),
    ("styles", 0, "hatch_path", "hatch_size"),
    ("styles", 0, "hatch_size", "hatch_angle"),
    ("styles", 0, "hatch_angle", "hatch_size"),
    ("steps", 0, "west", "south"),
    ("steps", 0, "south", "west"),
    ("steps", 0, "west", "east"),
    ("steps", 0, "east", "west"),
    ("steps", 0, "west", "north"),
    ("steps", 0, "north", "west"),
]


def set_cell(folder: Path, name: str, row: int, column: str, value: str) -> tuple[str, int]:
    """Put a value into a cell; return what the cell was, and where the new one begins."""
    path = folder / f"{name}.csv"
    if not path.exists():
        shutil.copy(ROOT / "data" / path.name, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    before, rows[row][column] = rows[row][column], value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    written = read_table(folder, name, list(rows[0]), ground=name in ("styles", "places"))
    return before, written.rows[row].start_of(column)


@pytest.mark.parametrize(("name", "row", "blank", "given"), TOGETHER)
def test_a_cell_without_its_fellow_is_named(name, row, blank, given, small_data):
    before, column = set_cell(small_data, name, row, blank, "")
    assert before
    message = f"{blank} is empty but {given} is given; give both or neither"
    assert f"{name}.csv:{row + 2}:{column}: {message}" in said(small_data)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("date", "1952-02-01"),
        ("title", "Another plan"),
        ("party", "kpa-cpv"),
        ("status", "agreed"),
        ("document", "geonames"),
        ("radius", "29"),
        ("radius_unit", "km"),
        ("teams", "41"),
    ],
)
def test_the_lists_of_a_plan_agree_on_what_is_the_plans(column, value, small_data):
    _, start = set_cell(small_data, "proposals", 1, column, value)
    message = f"{column} differs from line 2, of the same plan 'wide'"
    assert f"proposals.csv:3:{start}: {message}" in said(small_data)


def test_the_lists_of_a_plan_may_differ_in_what_is_theirs(small_data):
    set_cell(small_data, "proposals", 1, "points_claimed", "4")
    set_cell(small_data, "proposals", 1, "citation", "letter-1952[page 2]")
    set_cell(small_data, "proposals", 1, "note", "Another note.")
    assert check(small_data) == []


# Plans that can be told apart, and the one too many.


def add_plans(folder: Path, count: int, *, listed: bool = True) -> None:
    """Give the small document some plans without a point, the first of them after its own."""
    for number in range(count):
        line = f"x{number}-all,x{number},1952-03-0{number + 1},Plan {number},unc,,offered,"
        line += "letter-1952,,,0,,letter-1952[page 3],No point.\n"
        path = folder / "proposals.csv"
        path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
        if listed:
            look = ("disc", "square", "diamond", "triangle", "cross", "ring", "star", "sun")[number]
            path = folder / "plans.csv"
            line = f"x{number},points,{look},{number + 2}\n"
            path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


def test_eight_plans_can_be_told_apart(small_data):
    add_plans(small_data, 7)
    assert check(small_data) == []


def test_more_plans_than_can_be_told_apart_are_refused_with_the_number(small_data):
    add_plans(small_data, 8)
    assert "plans.csv:10:1: 9 plans; the page can tell 8 apart" in said(small_data)


def test_more_plans_than_can_be_told_apart_are_refused_without_plans_csv_too(bare_data):
    add_plans(bare_data, 7, listed=False)
    assert check(bare_data) == []
    add_plans(bare_data, 0)
    path = bare_data / "proposals.csv"
    last = path.read_text(encoding="utf-8").splitlines()[-1].replace("x6", "x7")
    path.write_text(f"{path.read_text(encoding='utf-8')}{last}\n", encoding="utf-8")
    assert said(bare_data) == ["proposals.csv:11:8: 9 plans; the page can tell 8 apart"]


def test_a_plan_with_zones_states_a_radius(small_data, edit):
    add_plans(small_data, 1)
    edit("plans.csv", "x0,points", "x0,zones")
    message = "the plan has no radius in proposals.csv, line 4; zones go with one"
    assert said(small_data) == [f"plans.csv:3:4: {message}"]


def test_the_ground_may_bring_further_styles_and_symbols(small_data):
    add_plans(small_data, 8)
    for name, last in (("styles", "8,"), ("symbols", "star,")):
        text = (ROOT / "data" / f"{name}.csv").read_text(encoding="utf-8")
        (row,) = (line for line in text.splitlines() if line.startswith(last))
        row = row.replace(last, "9," if name == "styles" else "sun,", 1)
        (small_data / f"{name}.csv").write_text(f"{text}{row}\n", encoding="utf-8")
    assert check(small_data) == []


# Cells that follow from the place.


def test_a_position_that_the_document_prints_is_its_own(small_data):
    for column, value in (("lat", "40.1"), ("geo_source", "The letter"), ("geo_id", "")):
        set_cell(small_data, "gazetteer", 0, column, value)
    assert check(small_data) == []


def test_a_number_that_the_place_has_not_is_taken_out(small_data):
    set_cell(small_data, "places", 1, "geo_id", "")
    message = "geo_id '2040893' is not that of 'sinuiju' in places.csv; leave it blank"
    (problem,) = said(small_data)
    assert problem.startswith(f"gazetteer.csv:2:122: {message}, or say in geo_source")


def test_a_position_is_compared_as_a_number_however_it_is_written(small_data):
    for lat, lon in (("39", "125.750"), ("39.0", "125.75"), ("39.00", "125.7500")):
        set_cell(small_data, "places", 1, "lat", "39.0")
        set_cell(small_data, "places", 1, "lon", "125.75")
        set_cell(small_data, "gazetteer", 0, "lat", lat)
        set_cell(small_data, "gazetteer", 0, "lon", lon)
        assert check(small_data) == []
        assert write_derived(small_data) == []
    set_cell(small_data, "gazetteer", 0, "lat", "39.01")
    assert any("lat '39.01' is not that of 'sinuiju'" in one for one in said(small_data))


def test_a_place_that_is_faulty_itself_is_not_what_to_put(small_data):
    break_with("places-longitude-out-of-korea.csv", small_data)
    assert not any("put '29.03004'" in problem for problem in said(small_data))


def test_a_position_at_its_tolerance_is_within_it_and_one_beyond_is_not(small_data):
    for column, value in (("geo_source", "The letter"), ("geo_id", ""), ("lat", "40.12")):
        set_cell(small_data, "gazetteer", 0, column, value)
    set_cell(small_data, "gazetteer", 0, "location_tolerance_km", "2.16")
    assert check(small_data) == []
    set_cell(small_data, "gazetteer", 0, "location_tolerance_km", "2.15")
    (problem,) = said(small_data)
    assert "2.2 km from 'sinuiju' in places.csv; location_tolerance_km is 2.15" in problem


def test_what_was_written_wrong_is_put_right_and_nothing_else(small_data):
    path = small_data / "gazetteer.csv"
    right = path.read_text(encoding="utf-8")
    set_cell(small_data, "gazetteer", 0, "lat", "40°06′")
    set_cell(small_data, "gazetteer", 0, "geo_id", "")
    set_cell(small_data, "gazetteer", 2, "title", "Pusan")
    shown = path.as_posix()
    assert write_derived(small_data) == [
        f"{shown}:2: wide-north-01: lat 40°06′ -> 40.10056",
        f"{shown}:2: wide-north-01: geo_id blank -> 2040893",
        f"{shown}:4: wide-south-01: title Pusan -> Busan",
    ]
    assert path.read_text(encoding="utf-8") == right
    assert write_derived(small_data) == []


def test_nothing_is_put_right_in_a_table_that_has_another_fault(small_data):
    set_cell(small_data, "gazetteer", 2, "title", "Pusan")
    set_cell(small_data, "gazetteer", 2, "certainty", "sure")
    before = (small_data / "gazetteer.csv").read_bytes()
    with pytest.raises(DataError, match="unknown certainty 'sure'"):
        write_derived(small_data)
    assert (small_data / "gazetteer.csv").read_bytes() == before


def test_nothing_is_put_right_from_places_that_have_a_fault(small_data):
    break_with("places-longitude-out-of-korea.csv", small_data)
    with pytest.raises(DataError, match=r"places\.csv:2:67: lon 29\.03004 is below"):
        write_derived(small_data)


def test_an_identification_that_is_proposed_needs_no_certainty_and_no_citation(small_data):
    break_with("gazetteer-machine-without-a-place.csv", small_data)
    assert len(check(small_data)) == 1


# The walk, the words and the languages.


def test_steps_without_any_words_are_named(small_data):
    shutil.rmtree(small_data / "words")
    message = "no words for the step 'first'; add words/en.toml, or another language"
    assert said(small_data) == [f"steps.csv:2:1: {message}"]


def test_a_title_stands_in_the_document_or_in_every_language(small_data, edit):
    edit("document.toml", 'title = "A small letter"\n', "")
    assert check(small_data) == []
    edit("words/en.toml", 'title = "{wide.radius:words}?"\n', "")
    message = "title is missing; add it here or in document.toml"
    assert said(small_data) == [f"words/en.toml:1:1: {message}"]


def test_a_document_without_words_has_its_title_in_document_toml(bare_data, edit):
    edit("document.toml", 'title = "A small letter"\n', "")
    assert said(bare_data) == ["document.toml:1:1: title is missing; add it"]


def test_a_number_that_the_tables_do_not_say_is_named(small_data, edit):
    edit("words/en.toml", "{date:year}", "{wide.teams} teams")
    assert check(small_data) == []
    for row in (0, 1):
        set_cell(small_data, "proposals", row, "teams", "")
    assert said(small_data) == ["words/en.toml:4:97: {wide.teams}: the tables do not say it"]


def test_every_placeholder_of_a_sentence_is_looked_at(small_data, edit):
    edit("words/en.toml", "*Singisiu* is", "{one} {two} {date, plural, other {{three}}} is")
    named = [problem.split(": ")[1].split(" names")[0] for problem in said(small_data)]
    assert named == ["{one}", "{two}", "{date} is no count; it has no plural", "{three}"]


def test_words_that_are_no_folder_are_told(small_data):
    shutil.rmtree(small_data / "words")
    (small_data / "words").write_text("title", encoding="utf-8")
    assert said(small_data) == ["words:1:1: is no folder; make it one, or delete it"]


def test_hidden_files_beside_the_words_are_none(small_data):
    (small_data / "words" / ".en.toml.swp").write_bytes(b"\x00")
    assert check(small_data) == []


@pytest.mark.parametrize("tag", ["zh-Hant", "pt-BR", "de", "es-419", "en-x-easy"])
def test_a_language_is_a_catalogue_and_words(tag, small_data):
    folder = small_data / "messages"
    folder.mkdir()
    (folder / f"{tag}.json").write_text(json.dumps(dict(load_messages()["en"])), encoding="utf-8")
    shutil.copy(small_data / "words" / "en.toml", small_data / "words" / f"{tag}.toml")
    assert check(small_data) == []


def translate(folder: Path, **changes: str | None) -> None:
    """Write a catalogue of French, a message a line; None takes a message out."""
    messages = {**load_messages()["en"], **changes}
    given = {key: text for key, text in messages.items() if text is not None}
    (folder / "messages").mkdir()
    text = json.dumps(given, ensure_ascii=False, indent=2)
    (folder / "messages" / "fr.json").write_text(text + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"action.walk": None}, "1:1: no message 'action.walk'; translate the package's: "),
        ({"action.dance": "Dansez"}, "'action.dance' is no message of the page; delete it"),
        ({"action.walk": "{steps} pas"}, "'action.walk' has no value {steps}"),
        ({"action.walk": "{count pas"}, "'action.walk': {count is not closed by }"),
    ],
)
def test_a_faulty_message_of_a_document_is_named(changes, says, small_data):
    translate(small_data, **changes)
    (problem,) = said(small_data)
    assert says in problem
    (key,) = changes
    text = (small_data / "messages" / "fr.json").read_text(encoding="utf-8").split("\n")
    line = next((n for n, part in enumerate(text, 1) if part.startswith(f'  "{key}"')), 1)
    assert problem.startswith(f"messages/fr.json:{line}:{3 if line > 1 else 1}: ")


def test_number_words_of_a_language_are_as_many_as_it_has(small_data):
    translate(small_data, **{"number.2": None, "ordinal.77": "septante-septième"})
    assert check(small_data) == []


def test_a_catalogue_for_no_language_is_named(small_data):
    translate(small_data)
    path = small_data / "messages" / "fr.json"
    path.rename(path.with_name("french.json"))
    assert "messages/french.json:1:1: 'french' is no language tag" in said(small_data)[0]

"""The command line as a user meets it: output, messages, exit codes."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map import __version__
from korea_map.cli import main
from korea_map.proposals import load_proposals
from korea_map.rounding import round_area, round_share
from korea_map.spans import coverage_spans
from korea_map.zones import coverage

BROKEN = Path(__file__).parent / "broken"


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_of_the_project_finds_nothing():
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "no problems\n")


def test_check_names_a_problem_as_file_line_column_message(small_data):
    shutil.copy(BROKEN / "gazetteer-latitude-95.csv", small_data / "gazetteer.csv")
    result = run("check", small_data)
    assert result.exit_code == 1
    where = f"{small_data.as_posix()}/gazetteer.csv:2:94"
    assert result.stdout == f"{where}: lat 95 is above 43.5; give 32.5 to 43.5\n"


def test_check_of_a_folder_that_is_not_there_says_so_once(tmp_path):
    result = run("check", tmp_path / "none")
    assert result.exit_code == 1
    (told,) = result.stdout.splitlines()
    assert told.endswith(
        "none:1:1: no such folder; correct its name, or make it with korea-map new"
    )


def test_check_of_a_file_where_a_folder_belongs_says_so_once(small_data):
    result = run("check", small_data / "gazetteer.csv")
    assert result.exit_code == 1
    (told,) = result.stdout.splitlines()
    holder = small_data.as_posix()
    assert told.endswith(f"gazetteer.csv:1:1: is a file; name the folder that holds it: {holder}")


@pytest.mark.parametrize("arguments", [("DIR",), ("--data", "DIR"), ("DIR", "--data", "DIR")])
def test_check_takes_its_folder_as_an_argument_or_as_the_other_commands_do(arguments, small_data):
    shutil.copy(BROKEN / "plans-unknown-style.csv", small_data / "plans.csv")
    result = run("check", *(small_data if one == "DIR" else one for one in arguments))
    assert result.exit_code == 1
    assert "plans.csv:2:16: styles.csv has no '77'" in result.stdout


def test_check_of_two_folders_is_wrong_use(small_data, tmp_path):
    result = run("check", small_data, "--data", tmp_path / "other")
    assert result.exit_code == 2
    assert "give one folder" in result.stderr


def test_check_writes_the_cells_that_follow_from_a_place_and_says_which(small_data):
    path = small_data / "gazetteer.csv"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("35.10168", "35.2").replace("Busan", "Pusan"), encoding="utf-8")
    result = run("check", "--write", small_data)
    assert (result.exit_code, result.stderr) == (0, "no problems\n")
    assert result.stdout.splitlines() == [
        f"{path.as_posix()}:4: wide-south-01: title Pusan -> Busan",
        f"{path.as_posix()}:4: wide-south-01: lat 35.2 -> 35.10168",
    ]
    assert path.read_text(encoding="utf-8") == right
    assert run("check", "--write", "--data", small_data).stdout == ""


def test_check_tells_what_is_left_after_writing(small_data):
    shutil.copy(BROKEN / "gazetteer-title-left-out.csv", small_data / "gazetteer.csv")
    shutil.copy(BROKEN / "plans-unknown-style.csv", small_data / "plans.csv")
    result = run("check", "--write", small_data)
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.endswith("gazetteer.csv:4: wide-south-01: title blank -> Busan")
    assert second.endswith("use one of 1, 2, 3, 4, 5, 6, 7, 8")


def test_check_writes_nothing_where_a_table_has_another_fault(small_data):
    shutil.copy(BROKEN / "gazetteer-unknown-certainty.csv", small_data / "gazetteer.csv")
    result = run("check", "--write", small_data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "unknown certainty 'sure'" in result.stderr
    assert "1 problem; nothing was written" in result.stderr


def test_coverage_prints_a_table_no_finer_than_the_coast():
    result = run("coverage")
    assert result.exit_code == 0
    for row in coverage_spans().to_dict("records"):
        (line,) = (
            line.split()
            for line in result.stdout.splitlines()
            if line.split()[:2] == [row["plan"], row["list"]]
        )
        assert line[2] == str(row["zones"])
        assert f"{round_area(row['union_km2']):,.0f}" in line
        for half, told in zip(("north", "south"), line[-2:], strict=True):
            shares = (row[f"{half}{which}_share"] for which in ("", "_most", "_certain"))
            assert told == "/".join(f"{100 * round_share(share):g}" for share in shares) + "%"
    assert "if the named places are right" in " ".join(result.stdout.split())


@pytest.mark.parametrize("form", ["json", "csv"])
def test_coverage_in_machine_forms_has_the_same_figures(form):
    text = run("coverage", "--format", form).stdout
    rows = json.loads(text) if form == "json" else list(csv.DictReader(io.StringIO(text)))
    computed = coverage_spans().to_dict("records")
    assert len(rows) == len(computed)
    assert list(rows[0])[: len(coverage().columns)] == list(coverage().columns)
    for row, figures in zip(rows, computed, strict=True):
        assert list(row) == list(figures)
        for column, figure in figures.items():
            if isinstance(figure, str):
                assert row[column] == figure
            else:
                assert float(row[column]) == pytest.approx(figure, abs=1e-6)


def test_nautical_miles_cover_more_where_miles_are_stated():
    def unions(*arguments):
        rows = json.loads(run("coverage", "--format", "json", *arguments).stdout)
        return {row["plan"]: row["union_km2"] for row in rows if row["list"] == "both"}

    units = {one.plan: one.radius_unit for one in load_proposals() if one.radius}
    statute, nautical = unions(), unions("--miles", "nautical")
    assert set(statute) == set(nautical) == set(units)
    for plan, unit in units.items():
        if unit == "mile":
            assert nautical[plan] > 1.1 * statute[plan]
        else:
            assert nautical[plan] == statute[plan]


def test_coverage_of_broken_data_prints_the_problem_and_no_figure(small_data):
    shutil.copy(BROKEN / "proposals-unknown-unit.csv", small_data / "proposals.csv")
    result = run("coverage", "--data", small_data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "proposals.csv:2:72: unknown radius_unit 'furlong'" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("coverage", "--format", "xml"),
        ("coverage", "--miles", "roman"),
        ("atlantis",),
        ("check", "a", "b"),
    ],
)
def test_wrong_use_is_exit_code_2(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert "Traceback" not in result.output


def test_the_version_is_the_packages():
    assert run("--version").stdout == f"korea-map, version {__version__}\n"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_and_option_has_help(command):
    assert run(command, "--help").exit_code == 0
    assert main.commands[command].help
    for parameter in main.commands[command].params:
        if parameter.param_type_name == "option":
            assert parameter.help, f"{command} {parameter.opts}"


@pytest.mark.parametrize("command", ["build", "lesson"])
@pytest.mark.parametrize(
    ("out", "message"), [("", "'' is no folder"), (__file__, "is no folder but a file")]
)
def test_what_is_no_folder_is_not_written_into(command, out, message):
    result = run(command, "--out", out)
    assert result.exit_code == 2
    assert "Invalid value for '--out'" in result.stderr
    assert message in result.stderr

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
    where, message = result.stdout.rstrip().rsplit(": ", 1)
    assert where == f"{small_data.as_posix()}/gazetteer.csv:2:94"
    assert message == "lat 95 is above 43.5"


def test_check_of_a_folder_that_is_not_there_names_its_files(tmp_path):
    result = run("check", tmp_path / "none")
    assert result.exit_code == 1
    assert "none/datapackage.json:1:1: file not found" in result.stdout


def test_coverage_prints_a_table_with_whole_square_kilometres():
    result = run("coverage")
    assert result.exit_code == 0
    assert "58,233" in result.stdout
    assert "59.09%" in result.stdout


@pytest.mark.parametrize("form", ["json", "csv"])
def test_coverage_in_machine_forms_has_the_same_figures(form):
    text = run("coverage", "--format", form).stdout
    rows = json.loads(text) if form == "json" else list(csv.DictReader(io.StringIO(text)))
    (both,) = (row for row in rows if (row["plan"], row["list"]) == ("unc", "both"))
    assert float(both["south_share"]) == pytest.approx(0.591, abs=0.001)
    assert float(both["china_km2"]) == pytest.approx(11_889, abs=5)


def test_nautical_miles_cover_more():
    def south(*arguments):
        rows = json.loads(run("coverage", "--format", "json", *arguments).stdout)
        return next(r["south_share"] for r in rows if (r["plan"], r["list"]) == ("unc", "both"))

    assert south("--miles", "nautical") > south() + 0.05


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

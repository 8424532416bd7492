"""Nothing that leaves to a terminal is obeyed by it, whichever command says it, and how."""

import ast
import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from korea_map.cli import main
from korea_map.terminal import draw, excerpt, printable, printable_lines, quoted

ROOT = Path(__file__).resolve().parent.parent
# what a screen obeys, turns round, hides, or takes for the end of a line
OBEYED = "\x1b\x07\x7f\x85\x9b\u202e\u2066\u200b\u2060\ufeff\u2028\u2029\u3164\u00ad\ufe0f"
STRANGE = f"a\x1b[31m{OBEYED}z"
LETTERS = "Pŏ한漢Ж é–“”→ m²…　"


def run(*arguments, given=None):
    return CliRunner().invoke(main, [str(one) for one in arguments], input=given)


def assert_harmless(result, *, told=True):
    said = result.stdout + result.stderr
    assert not set(OBEYED) & set(said)
    assert set(said) <= {"\n"} | {char for char in said if char.isprintable()}
    if told:
        assert r"\u001b[31m" in said or r"\x1b[31m" in said, said


def test_every_character_that_a_screen_obeys_or_hides_is_an_escape_and_letters_stay():
    assert json.loads(f'"{printable(OBEYED)}"') == OBEYED
    assert printable(OBEYED).isascii()
    assert printable(LETTERS) == LETTERS
    assert printable("\ud800\udcff") == r"\ud800\udcff"
    assert printable("\U000e0041\U000e0100") == r"\udb40\udc41\udb40\udd00"
    assert printable("one\ntwo") == r"one\ntwo"
    assert printable_lines("one\r\ntwo\n") == "one\\r\ntwo\n"


def test_a_message_repeats_the_beginning_of_a_text():
    assert excerpt("a" * 10**6) == f"'{'a' * 80}…'"


USAGE = {
    "no command": [STRANGE],
    "no option": ["coverage", f"--{STRANGE}"],
    "no choice": ["coverage", "--format", STRANGE],
    "no such folder": ["coverage", "--data", STRANGE],
    "no unit": ["export", "--to", "x", "--radius", "3", "--unit", STRANGE],
    "no number": ["export", "--to", "x", "--radius", STRANGE],
    "no format": ["export", "--to", "x", "--format", STRANGE],
    "no language": ["build", "--lang", STRANGE],
    "no background": ["build", "--tiles", STRANGE],
    "an argument too many": ["check", "a", STRANGE],
    "two folders": ["check", STRANGE, "--data", "b"],
    "a folder to check": ["check", STRANGE],
    "a file of names": ["reconcile", "--file", STRANGE],
    "a number of many digits": ["reconcile", "x", "--limit", STRANGE],
    "a box": ["reconcile", "x", "--bbox", "1", "2", "3", STRANGE],
    "a dump": ["reconcile", "x", "--gazetteer", STRANGE],
    "a draft": ["reconcile", "x", "--to", STRANGE],
    "a lesson": ["lesson", "--lang", STRANGE],
}


@pytest.mark.parametrize("case", USAGE)
def test_wrong_use_is_told_without_what_the_screen_would_obey(case):
    result = run(*USAGE[case])
    assert result.exit_code in (1, 2)
    assert_harmless(result)


needs_strange_names = pytest.mark.skipif(os.name == "nt", reason="no such file names there")


@needs_strange_names
def test_names_of_files_and_folders_are_shown_with_escapes_by_every_command(tmp_path):
    folder = tmp_path / STRANGE
    for arguments in (
        ["new", folder],
        ["check", folder],
        ["build", "--data", folder, "--out", folder],
        ["coverage", "--data", folder / "none"],
        ["lesson", "--data", folder, "--out", folder],
        ["export", "--data", folder, "--to", folder, "--format", "csv"],
        ["reconcile", "Kaesong", "--to", folder / "gazetteer.csv"],
    ):
        result = run(*arguments)
        assert result.exit_code in (0, 1, 2), arguments
        assert_harmless(result, told=result.stderr != "no problems\n")
    names = folder / "names.csv"
    names.write_text(f"a,{STRANGE.replace(chr(0x2028), '')}\n1,\n", encoding="utf-8")
    assert_harmless(run("reconcile", "--file", names))
    assert_harmless(run("reconcile", "--file", names, "--column", STRANGE))
    shutil.copy(names, folder / "names.txt")
    assert_harmless(run("reconcile", "--file", folder / "names.txt", "--format", "jsonl"))
    assert_harmless(run("reconcile", "x", "--gazetteer", names))


def test_data_with_such_characters_are_told_without_them(small_data):
    for name in ("gazetteer.csv", "places.csv", "proposals.csv", "sources.bib", "document.toml"):
        path = small_data / name
        own = path.read_text(encoding="utf-8")
        path.write_text(own.replace("a", STRANGE, 3), encoding="utf-8")
        for command in ("check", "build", "coverage"):
            result = run(command, "--data", small_data)
            assert result.exit_code == 1, (name, command)
            assert_harmless(result, told=False)
        path.write_text(own, encoding="utf-8")


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_names_out_of_a_dump_are_shown_with_escapes_in_every_form(form, tmp_path):
    name = f"[bold]:smile:\x1b[31m{OBEYED.replace(chr(0x2028), '').replace(chr(0x2029), '')}"
    cells = ["1", name, "Pukto", f"{name},북도", "37.5", "127.5", "P", "PPL", "KR", *[""] * 10]
    dump = tmp_path / "KR.txt"
    dump.write_text("\t".join(cells) + "\n", encoding="utf-8")
    result = run("reconcile", "Pukto", "--gazetteer", dump, "--only", "--format", form)
    assert result.exit_code == 0, result.stderr
    assert_harmless(result)
    told = result.stdout.replace("\n", "").replace(" ", "")
    assert "[bold]" in told
    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(result.stdout))
        assert row["title"] == printable(name)
    if form in ("json", "jsonl"):
        answer = json.loads(result.stdout)
        (one,) = (answer[0] if form == "json" else answer)["candidates"]
        assert one["title"] == name


def test_mark_up_of_tables_is_text_in_them():
    from rich.table import Table

    table = Table()
    table.add_column("[red]x[/red]")
    table.add_row("[bold]:smile:[/nothing]")
    assert "[bold]:smile:[/nothing]" in draw(table, 80)
    assert "[red]x[/red]" in draw(table, 80)


def test_coverage_of_lists_with_names_like_mark_up_is_a_table_all_the_same():
    import pandas as pd

    from korea_map.cli_coverage import coverage_csv, coverage_table

    row = {"plan": "[red]=1", "list": ":smile:", "zones": 1, "overlap_km2": 0.0, "union_km2": 1.0}
    table = pd.DataFrame([row | {"a[b]_km2": 9.0, "sea_km2": -1.5}])
    drawn = draw(coverage_table(table), 200)
    assert "[red]=1" in drawn
    assert ":smile:" in drawn
    (told,) = csv.DictReader(io.StringIO(coverage_csv(table.assign(plan="=1+1"))))
    assert told["plan"] == "'=1+1"
    assert told["sea_km2"] == "-1.500000"


def test_only_one_module_hands_text_to_the_terminal():
    for path in (ROOT / "korea_map").rglob("*.py"):
        called = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        if path.name not in ("cli_common.py", "terminal.py"):
            assert not called & {"echo", "secho", "print", "confirm", "prompt"}, path.name


@pytest.mark.parametrize("charset", ["cp1252", "cp949", "ascii", "utf-8"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["reconcile", "Singisiu"],
        ["reconcile", "Singisiu", "--format", "csv"],
        ["coverage"],
        ["check", "없음"],
        ["--help"],
        *([name, "--help"] for name in sorted(main.commands)),
    ],
    ids=" ".join,
)
def test_a_caller_in_the_same_process_gets_utf_8_whatever_it_expects(arguments, charset):
    result = CliRunner(charset=charset).invoke(main, arguments)
    assert result.exit_code in (0, 1)
    (result.stdout_bytes + result.stderr_bytes).decode("utf-8")


def test_a_caller_may_have_the_errors_for_itself():
    with pytest.raises(click.UsageError):
        main(["atlantis"], standalone_mode=False)


def test_arguments_are_text_on_windows_too(monkeypatch):
    seen = {}
    monkeypatch.setattr(click.Group, "main", lambda *_, **extra: seen.update(extra) or 0)
    with pytest.raises(SystemExit):
        main(["reconcile", "*Dzioio"])
    assert seen["windows_expand_args"] is False


@pytest.mark.parametrize(
    ("name", "posix", "windows"),
    [
        ("map", "map", "map"),
        ("my map", "'my map'", '"my map"'),
        ("it's", "'it'\"'\"'s'", "it's"),
    ],
)
def test_a_folder_is_told_as_the_shell_takes_it(name, posix, windows):
    assert (quoted(name, windows=False), quoted(name, windows=True)) == (posix, windows)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device there")
@pytest.mark.parametrize("asked", [["reconcile", "Taiko"], ["--help"], ["--version"]])
def test_a_full_disk_behind_standard_output_is_one_line(asked):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "korea_map", *asked],
            stdout=full, stderr=subprocess.PIPE, cwd=ROOT,
        )  # fmt: skip
    assert done.returncode != 0

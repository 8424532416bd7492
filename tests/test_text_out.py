"""Text leaves as UTF-8 with LF, whatever terminal, locale or code page say."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "small"

# What the surroundings may say of text.
SURROUNDINGS = {
    "windows": {"PYTHONIOENCODING": "cp1252"},
    "korean": {"PYTHONIOENCODING": "cp949"},
    "plain": {"PYTHONIOENCODING": "ascii"},
    "wide": {"PYTHONIOENCODING": "utf-16"},
    "none": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def run(*arguments, given=None, command=(sys.executable, "-m", "korea_map"), **surroundings):
    """Run a command in a process of its own, its output into pipes, and return it done."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, env=environment, input=given
    )


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_answers_are_utf_8_in_every_form(form, surroundings):
    done = run("reconcile", "Singisiu", "--format", form, **SURROUNDINGS[surroundings])
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("utf-8")
    assert "新義州 → Shingishū → Сингисю → Singisiu" in text
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_coverage_is_the_same_in_every_surroundings(form):
    told = {
        run("coverage", "--format", form, **surroundings).stdout
        for surroundings in (SURROUNDINGS["windows"], SURROUNDINGS["wide"])
    }
    (text,) = told
    assert ("km²" in text.decode("utf-8")) == (form == "table")


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_messages_are_utf_8_too(surroundings, tmp_path):
    names = tmp_path / "이름.txt"
    names.write_text("Пусан\nП\x07\n", encoding="utf-8")
    environment = SURROUNDINGS[surroundings]
    if surroundings != "none":  # there the name of the file cannot be given
        done = run("reconcile", "--file", names, "--format", "jsonl", **environment)
        assert f"{names.as_posix()}:2:1: control character U+0007" in done.stderr.decode("utf-8")
    checked = run("check", tmp_path / "없음", **environment)
    assert checked.returncode == 1
    assert b"Traceback" not in checked.stderr
    checked.stdout.decode("utf-8")


def test_every_command_ends_without_a_traceback_where_nothing_but_ascii_is_allowed(tmp_path):
    plain = SURROUNDINGS["plain"] | {"PYTHONIOENCODING": "ascii:strict"}
    new = tmp_path / "새 문서"
    for arguments in [
        ("--help",),
        ("--version",),
        ("new", new),
        ("check", new),
        ("check", "--write", new),
        ("build", "--data", new, "--out", tmp_path / "쪽"),
        ("coverage", "--data", new),
        ("reconcile", "--help"),
        ("reconcile", "Seoul", "--data", new),
    ]:
        done = run(*arguments, **plain)
        assert b"Traceback" not in done.stderr, arguments
        assert done.returncode in (0, 1), (arguments, done.stderr)
        (done.stdout + done.stderr).decode("utf-8")


def test_the_installed_command_writes_utf_8_as_the_module_does():
    code = "import sys; sys.argv[0] = 'korea-map'; from korea_map.__main__ import run; run()"
    done = run(
        "reconcile", "Singisiu", "--format", "csv",
        command=(sys.executable, "-c", code), **SURROUNDINGS["windows"],
    )  # fmt: skip
    assert "Sinŭiju,新義州" in done.stdout.decode("utf-8")


def test_a_name_in_utf_8_is_understood_where_the_locale_knows_ascii_alone():
    done = run("reconcile", "Пусан", "--format", "jsonl", **SURROUNDINGS["none"])
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["candidates"][0]["id"] == "busan"


def test_a_file_name_that_is_no_text_is_shown_with_escapes(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_bytes(b"P\xffsan\n")
    done = run("reconcile", "--file", os.fsdecode(name), "--format", "jsonl")
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert b"\\udcff.txt:1:2: byte 0xff is not UTF-8" in done.stderr


def test_a_name_cannot_end_a_line_or_turn_one_round():
    name = "Pu\u202esan\u2028Taiden\u0085x"
    for form in ("table", "json", "jsonl", "csv"):
        text = run("reconcile", name, "--format", form).stdout.decode("utf-8")
        assert not {"\u202e", "\u2028", "\u2029", "\u0085"} & set(text)
    rows = list(csv.reader(io.StringIO(run("reconcile", name, "--format", "csv").stdout.decode())))
    assert {len(row) for row in rows} == {13}


def test_a_process_without_output_still_runs():
    code = (
        "import sys; sys.stdout = None; from korea_map.terminal import write_utf_8; write_utf_8()"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0

"""What docs/reading.md shows can be done."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map import cli_read
from korea_map.cli import main
from korea_map.reading.decisions import read_decisions

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "reading.md").read_text(encoding="utf-8")
LETTER = "From Wonsan they went to Chongju, and back to Wonsan on the Victoria.\n"


@pytest.fixture(autouse=True)
def _in_a_folder_with_the_letter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text(LETTER, encoding="utf-8")


def test_the_commands_run_one_after_another():
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, flags=re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    assert len(lines) == 5
    for line in lines:
        result = CliRunner().invoke(main, shlex.split(line.removeprefix("korea-map ")))
        assert result.exit_code == 0, (line, result.stderr)
    assert Path("letter.html").exists()
    assert "Wonsan" in Path("my document/gazetteer.csv").read_text(encoding="utf-8")


def test_the_python_runs():
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102
    assert names["reading"][0].spelling == "Wonsan"
    assert Path("letter.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_table_of_decisions_is_one():
    (table,) = re.findall(r"```text\n(spelling,.*?)```", TEXT, flags=re.DOTALL)
    Path("a.csv").write_text(table, encoding="utf-8")
    assert [row["decision"] for row in read_decisions(Path("a.csv")).rows] == [
        *("accepted", "other", "none"),
    ]


def test_every_format_and_option_is_told():
    told = re.findall(r"^\| `(\w+)` \| ", TEXT.partition("## Formats")[2], re.MULTILINE)
    assert sorted(told[: len(cli_read.FORMATS)]) == sorted(cli_read.FORMATS)
    for option in ("--out", "--doubts", "--decisions", "--to"):
        assert option in TEXT

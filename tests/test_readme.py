"""What the README promises is so."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import korea_map
from korea_map.cli import main
from korea_map.gazetteer import load_toponyms
from korea_map.model import Certainty
from korea_map.zones import coverage

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_local_link_leads_somewhere():
    for page in ("README.md", "CONTRIBUTING.md", "data/README.md", "data/basemap/README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_the_three_lines_of_python_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102
    assert len(names["zones"]) == 19
    assert (tmp_path / "my_map.html").stat().st_size > 100_000


def test_every_command_is_listed_and_every_listed_command_exists():
    (block,) = re.findall(r"```text\n(.*?)```", README, flags=re.DOTALL)
    assert set(re.findall(r"^korea-map (\w+)", block, flags=re.MULTILINE)) == set(main.commands)


def test_the_commands_for_a_document_of_ones_own_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.txt").write_text("Kaesong\n", encoding="utf-8")
    section = README.split("\n## Your own document\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)
    new, reconcile, check, build = [shlex.split(line)[1:] for line in block.splitlines()]
    assert CliRunner().invoke(main, new).exit_code == 0
    assert CliRunner().invoke(main, build).exit_code == 0
    assert (tmp_path / "my map" / "korea_map.html").exists()
    assert CliRunner().invoke(main, reconcile).exit_code == 0
    checked = CliRunner().invoke(main, check)
    assert checked.exit_code == 1
    assert "the place 'kaesong' is proposed, not decided" in checked.stdout


def test_the_counts_of_certainty_are_those_of_the_table():
    named = [t for t in load_toponyms() if t.list.startswith("unc-")]
    by = {c: [t.toponym for t in named if t.certainty is c] for c in Certainty}
    assert (len(named), len(by[Certainty.CERTAIN])) == (19, 14)
    assert by[Certainty.LESS_CERTAIN] == ["Dzioio", "Tsiusiu", "Dzenten"]
    assert by[Certainty.UNCERTAIN] == ["Khekido", "Sengdzii"]


def test_the_figures_of_coverage_are_the_computed_ones():
    rows = coverage().set_index(["plan", "list"])
    unc, cpv = rows.loc[("unc", "both")], rows.loc[("cpv", "both")]
    text = " ".join(README.split())
    assert f"{unc['south_share']:.0%} of the South".replace("%", " %") in text
    assert f"{unc['north_share']:.0%} of the North".replace("%", " %") in text
    assert f"{round(unc['china_km2'], -2):,.0f} km² of China" in text
    assert f"{cpv['south_share']:.1%} and {cpv['north_share']:.1%}".replace("%", " %") in text


@pytest.mark.parametrize("page", ["README.md", "CITATION.cff"])
def test_the_version_is_the_packages(page):
    assert korea_map.__version__ in (ROOT / page).read_text(encoding="utf-8")

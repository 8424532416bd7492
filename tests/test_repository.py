"""What lies in the repository, and that its pages name only what is there."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP = set("data docs examples korea_map notebooks output scripts tests".split())
TOP |= {"CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md"}
TOP |= {"constraints.txt", "pyproject.toml"}

PAGES = [ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "README.md")]
PAGES += sorted((ROOT / "data").rglob("README.md")) + sorted((ROOT / "docs").glob("*.md"))
SOURCES = ("korea_map", "scripts", "data", "examples")
KINDS = {".py", ".js", ".j2", ".css", ".html", ".json", ".toml", ".csv", ".bib", ".md"}


def test_the_repository_holds_the_known_names_and_nothing_that_a_run_left():
    there = {path.name for path in ROOT.iterdir()}
    assert there >= TOP
    if (ROOT / ".git").exists():
        listed = ["git", "ls-files", "-z"]
        done = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True)
        kept = {name.split("/")[0] for name in done.stdout.decode(errors="replace").split("\0")}
        assert {name for name in kept if name and not name.startswith(".")} == TOP


def test_what_a_test_writes_where_it_runs_does_not_land_in_the_repository():
    assert ROOT not in [Path.cwd(), *Path.cwd().parents]


@cache
def written():
    """Every word of code, tables and templates, and of the names of files."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "pyproject.toml")]
    for path in (one for top in SOURCES for one in (ROOT / top).rglob("*")):
        texts.append(path.name)
        if path.suffix in KINDS - {".md"} and path.stat().st_size < 1_000_000:
            texts.append(path.read_text(encoding="utf-8"))
    return {*re.findall(r"\w+", " ".join(texts)), *(path.stem for path in PAGES)}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_names_only_modules_functions_and_fields_that_exist(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    # "`old` is `new`" tells of a name that went
    text = re.sub(r"`\w+` is (?=`)", "", text)
    names = re.findall(r"`([a-z_][\w./]*)(?:\(\))?`", text)
    names = [one for one in names if not (ROOT / one).exists()]
    assert [one for one in names if not written().issuperset(re.findall(r"\w+", one))] == []


def test_the_changes_say_what_each_module_is_called_now():
    page = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (entry,) = re.findall(r"^- Names of modules: (.*?)^- ", page, flags=re.MULTILINE | re.DOTALL)
    renamed = re.findall(r"`(\w+)` is ((?:`\w+`(?: and )?)+)", " ".join(entry.split()))
    assert len(renamed) == entry.count(",") + 1
    for old, new in renamed:
        assert not list((ROOT / "korea_map").glob(f"{old}.py")), old
        for name in re.findall(r"\w+(?=`)", new):
            found = [ROOT / "korea_map" / one for one in (f"{name}.py", f"{name}/__init__.py")]
            assert any(path.exists() for path in found), name

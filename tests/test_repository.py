"""What lies in the repository, and that its pages name only what is there."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TOP = set("data docs examples korea_map notebooks output scripts tests".split())
TOP |= {"CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md"}
TOP |= {"SECURITY.md", "constraints.txt", "pyproject.toml", "requirements.lock"}

PAGES = [ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "README.md", "SECURITY.md")]
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


@pytest.fixture
def promises():
    """What SECURITY.md promises, each with the tests that it names."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    part = page.split("## What is promised")[1].split("## ")[0]
    found = re.split(r"^\*\*(.*?)\*\*", part, flags=re.MULTILINE)[1:]
    return {
        head: re.findall(r"`(tests/\w+\.py)::(\w+)`", text)
        for head, text in zip(found[::2], found[1::2], strict=True)
    }


def test_each_promise_of_security_is_held_by_tests_that_exist(promises):
    assert len(promises) >= 8
    for promise, named in promises.items():
        assert named, promise
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert name in {getattr(node, "name", None) for node in tree.body}, f"{path}::{name}"


def test_security_is_found_from_the_pages_that_are_read_first():
    for name in ("README.md", "CONTRIBUTING.md"):
        assert "(SECURITY.md)" in (ROOT / name).read_text(encoding="utf-8"), name


WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())


def test_a_workflow_has_the_form_that_its_host_wants():
    call = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*call, *WORKFLOWS], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_workflow_tests_every_python_of_the_package_on_three_systems():
    (job,) = [yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"] for path in WORKFLOWS]
    matrix = job["test"]["strategy"]["matrix"]
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    classifiers = tomllib.loads(text)["project"]["classifiers"]
    assert matrix["python"] == re.findall(r"Python :: (3\.\d+)", "\n".join(classifiers))
    systems = [name.split("-")[0] for name in matrix["system"]]
    assert systems == ["ubuntu", "macos", "windows"]
    assert {"run": "make test"} in job["test"]["steps"]
    (site,) = [step for step in job["site"]["steps"] if "path" in step.get("with", {})]
    assert site["with"]["path"] == "output"


def test_a_workflow_may_do_no_more_than_it_needs_and_runs_only_what_it_names():
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        for name, job in workflow["jobs"].items():
            more = {"pages", "id-token"} if name == "site" else set()
            assert set(job.get("permissions", {})) == more, name
            assert 0 < job["timeout-minutes"] <= 120, name
        used = re.findall(r"uses: (.*)", text)
        assert [
            one for one in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v[\d.]+", one)
        ] == []
        assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_make_names_every_target_of_the_workflow_and_the_pages():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, flags=re.MULTILINE))
    text = "".join(path.read_text(encoding="utf-8") for path in [*PAGES, *WORKFLOWS])
    named = set(re.findall(r"`make ([\w-]+)|run: make (\w[\w-]*)", text))
    assert {one or other for one, other in named} - targets == set()

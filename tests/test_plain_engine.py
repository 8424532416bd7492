"""The engine knows no document: no id of one stands in a string of a program."""

import ast
import csv
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = sorted(
    path for folder in ("korea_map", "scripts") for path in (ROOT / folder).rglob("*.py")
)
DOCUMENTS = [ROOT / "data", *sorted((ROOT / "examples").glob("*/"))]
OF_EVERY_DOCUMENT = {"north", "south"}
"""Ids that a document shares with the ground."""


def read_column(path: Path, column: str) -> set[str]:
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file) if row[column]}


def find_ids(folder: Path) -> set[str]:
    """Return the ids that a document gives: its own, its plans', lists' and steps'."""
    document = tomllib.loads((folder / "document.toml").read_text(encoding="utf-8"))
    ids = {document["id"], document["source"]}
    ids |= read_column(folder / "plans.csv", "id") | read_column(folder / "steps.csv", "id")
    for column in ("id", "plan", "document"):
        ids |= read_column(folder / "proposals.csv", column)
    return ids - OF_EVERY_DOCUMENT


def find_strings(path: Path):
    """Yield every string of a program with its line; docstrings apart, f-strings in pieces."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(getattr(node, "body", None), list)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


@pytest.mark.parametrize("folder", DOCUMENTS, ids=lambda folder: folder.name)
def test_a_document_has_ids_to_look_for(folder):
    assert len(find_ids(folder)) >= 3


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_id_of_a_document_stands_in_a_string(path):
    ids = {one for folder in DOCUMENTS for one in find_ids(folder)}
    wanted = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, sorted(ids)))})(?![\w-])")
    found = [
        (line, match[0]) for line, text in find_strings(path) for match in wanted.finditer(text)
    ]
    assert found == []


def test_an_id_in_a_string_would_be_found(tmp_path):
    path = tmp_path / "program.py"
    path.write_text('"""unc"""\n\nA = f"plan-{1} unc.radius"\n"""unc too"""\nB = "punc"\n', "utf-8")
    assert {text for _, text in find_strings(path)} == {"plan-", " unc.radius", "punc"}

"""Change the code in many small places and tell which changes no test notices.

    python scripts/mutate.py [--number 100] [--seed 19520131] [--module zones ...]

Each change is made in a copy of the working tree, and the tests of its module are run there
without the browser. What survives is a rule that no test holds: write the test, or say why
the change makes no difference. Not part of `make test`: a hundred take some ten minutes.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "korea_map"
SEED = 19520131
LONGEST_S = 240

# Which tests are a module's own; every name of tests/ that a pattern fits.
TESTS = {
    "rules": ("test_checks*", "test_rules*"),
    "schema": ("test_tables*", "test_checks*", "test_schema*"),
    "document": ("test_checks*", "test_document*"),
    "words": ("test_words*", "test_checks*"),
    "sentences": ("test_sentences*", "test_words*"),
    "facts": ("test_facts*", "test_words*"),
    "dataset": ("test_dataset*", "test_checks*", "test_build*"),
    "zones": ("test_zones*",),
    "coverage_curve": ("test_coverage_curve*",),
    "geodesy": ("test_geodesy*", "test_zones*"),
    "names": ("test_names_*",),
    "webmap/content": ("test_webmap*", "test_content*", "test_output*", "test_build*"),
    "webmap/figure": ("test_webmap*", "test_figure*", "test_output*"),
    "webmap/wording": ("test_webmap*", "test_wording*", "test_build*", "test_output*"),
    "webmap/language": ("test_webmap*", "test_language*", "test_words*", "test_output*"),
    "webmap/page_data": ("test_webmap*", "test_page_data*", "test_output*"),
}
COMPARED = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
RECKONED = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "*"}


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of one file, and what is put in its place."""

    path: Path
    line: int
    start: int
    end: int
    after: str

    @property
    def module(self) -> str:
        """Name of the module in `TESTS`."""
        name = self.path.relative_to(PACKAGE).with_suffix("").as_posix()
        return "names" if name.startswith("names/") else name

    def apply(self, text: bytes) -> bytes:
        """Return the text of the file with the change."""
        return text[: self.start] + self.after.encode() + text[self.end :]

    def describe(self) -> str:
        """Return where it is and what it does."""
        before = self.path.read_bytes()[self.start : self.end].decode()
        where = f"{self.path.relative_to(ROOT).as_posix()}:{self.line}"
        return f"{where}: {' '.join(before.split())[:70]} -> {self.after[:70]}"


def main() -> None:
    """Draw changes, try them and print what came of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--module", action="append", choices=list(TESTS))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    modules = given.module or list(TESTS)
    every = [change for path in find_files(modules) for change in find_changes(path)]
    drawn = random.Random(given.seed).sample(every, min(given.number, len(every)))  # noqa: S311
    print(f"{len(every)} places to change; {len(drawn)} drawn with seed {given.seed}", flush=True)
    killed, tried = Counter(), Counter()
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        trees: Queue[Path] = Queue()
        for number in range(given.workers):
            trees.put(copy_tree(Path(folder) / str(number)))
        with ThreadPoolExecutor(given.workers) as pool:
            results = pool.map(lambda change: (change, survives(change, trees)), drawn)
            for change, alive in results:
                tried[change.module] += 1
                killed[change.module] += not alive
                if alive:
                    survivors.append(change)
                    print(f"survived  {change.describe()}", flush=True)
    for module in sorted(tried):
        print(f"{module:<22}{killed[module]:>4} of {tried[module]}")
    print(f"{'all':<22}{killed.total():>4} of {tried.total()}")


def find_files(modules: Iterable[str]) -> Iterator[Path]:
    """Yield the files of some modules."""
    for module in modules:
        if module == "names":
            yield from sorted((PACKAGE / "names").glob("*.py"))
        else:
            yield PACKAGE / f"{module}.py"


def copy_tree(target: Path) -> Path:
    """Copy what git knows of the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy)
    return target


def survives(change: Change, trees: Queue[Path]) -> bool:
    """Tell whether the tests of a module pass although it was changed."""
    tree = trees.get()
    file = tree / change.path.relative_to(ROOT)
    whole = file.read_bytes()
    try:
        file.write_bytes(change.apply(whole))
        tests = sorted(
            {
                path
                for pattern in TESTS[change.module]
                for path in (tree / "tests").glob(f"{pattern}.py")
            }
        )
        command = [
            sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider",
            "-m", "not browser and not slow", *map(str, tests),
        ]  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}
        try:
            done = subprocess.run(
                command, cwd=tree, env=environment, capture_output=True, timeout=LONGEST_S
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
    finally:
        file.write_bytes(whole)
        trees.put(tree)


def find_changes(path: Path) -> Iterator[Change]:
    """Yield every change that can be made to a file."""
    text = path.read_bytes()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def change(node: ast.expr | ast.stmt, after: str) -> Change:
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return Change(path, node.lineno, start, end, after)

    for node in _walk(ast.parse(text)):
        yield from (change(at, after) for at, after in _alter(node))


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield nodes whose change changes what the code does: no annotation, no message."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or _says_something(node):
                continue
            yield node
            yield from _walk(node)


def _says_something(node: ast.AST) -> bool:
    """Whether a node is a docstring, an import, an error with its message, or a text of one."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.JoinedStr | ast.Assert)


def _alter(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        other = COMPARED[type(node.ops[0])]
        right = ast.unparse(node.comparators[0])
        yield node, f"({ast.unparse(node.left)} {other} {right})"
    elif isinstance(node, ast.BinOp) and type(node.op) in RECKONED:
        if not any(
            isinstance(side, ast.Constant | ast.JoinedStr) and not _is_number(side)
            for side in (node.left, node.right)
        ):
            other = RECKONED[type(node.op)]
            yield node, f"({ast.unparse(node.left)} {other} {ast.unparse(node.right)})"
    elif isinstance(node, ast.BoolOp):
        word = " or " if isinstance(node.op, ast.And) else " and "
        yield node, f"({word.join(f'({ast.unparse(value)})' for value in node.values)})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, ast.unparse(node.operand)
    elif isinstance(node, ast.Constant) and _is_number(node):
        yield node, repr(node.value + 1)
        if node.value:
            yield node, repr(node.value * 2)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield node, repr(not node.value)
    elif isinstance(node, ast.If):
        yield node.test, f"(not ({ast.unparse(node.test)}))"
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield node, "return None"
    elif isinstance(node, ast.Continue):
        yield node, "break"


def _is_number(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    )


if __name__ == "__main__":
    main()

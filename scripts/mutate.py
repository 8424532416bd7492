"""Change the program in small ways, one at a time, and see whether its tests notice.

Each mutant is one change of one expression in a module; the tests of that module run on a
copy of the tree until the first fails. What survives is a line that no test holds. Not part
of `make test`: a hundred mutants take some time.

    python scripts/mutate.py [--number 100] [--seed 19520131] [--workers 2] [MODULE]...
"""

import argparse
import ast
import copy
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "korea_map"

PARTS = ("korea_map", "tests", "scripts", "data", "docs", "examples", "output", "notebooks")
"""What of the tree the tests need, besides the files beside them."""

RULES = ("checks", "small_documents", "cli")
PAGE = ("small_documents", "output", "content", "figure", "language", "webmap", "words_docs")
TESTS: Mapping[str, Sequence[str]] = {
    "rules": RULES,
    "schema": ("schema", "tables", "checks", "names_tables"),
    "document": ("checks", "small_documents", "dataset"),
    "words": ("checks", "words", "words_docs"),
    "dataset": (*RULES, "dataset", "facts", "build"),
    "facts": ("facts", "words", "output"),
    "sentences": ("sentences", "checks"),
    "toml": ("toml", "checks"),
    "languages": ("languages", "checks"),
    "zones": ("zones", "readme", "coverage_curve", "any_input"),
    "given": ("zones", "any_input", "spans"),
    "proposals": ("formats", "any_input", "zones"),
    "coverage_curve": ("coverage_curve", "content"),
    "geodesy": ("geodesy", "zones", "doctests"),
    "webmap/content": PAGE,
    "webmap/figure": PAGE,
    "webmap/wording": PAGE,
    "webmap/language": PAGE,
    "webmap/page_data": PAGE,
}
"""The tests of a module, as the names of their files: a file that is not there is left out."""

NAMES = "names/*"
"""Each module of the names engine has all tests whose files begin so."""

DEFAULT = (
    "rules schema document words dataset zones coverage_curve geodesy "
    f"{NAMES} webmap/content webmap/figure webmap/wording webmap/language webmap/page_data"
).split()

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
ARITHMETIC = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
_WITHIN_LIMIT = """
import resource, sys, pytest

limit_s = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s + 5))
sys.exit(pytest.main(sys.argv[1:]))
"""
"""Runs tests with so many seconds of a processor: a busy machine is no endless loop."""
_WAIT = 10
"""A mutant that waits for something gets so many times its limit on the clock."""
_FOR_PEOPLE = ast.Raise | ast.Import | ast.ImportFrom | ast.Assert | ast.JoinedStr
TOLD = {"message", "fault", "help", "hint", "reason", "told"}
"""Variables that hold what is said to people, not what is done."""


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes
    ----------
    path
        Of the module, below the root.
    line
        Where it is changed, from 1.
    before, after
        The changed statement or expression.
    text
        The whole module with the change.
    """

    path: Path
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{self.path}:{self.line}: {before} -> {after}"


def find_mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    spared = {id(node) for part in _find_spared(tree) for node in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in spared or not hasattr(node, "lineno"):
            continue
        for changed in _change(node):
            yield _to_mutant(path, text, node, changed)


def _find_spared(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is for people alone: docstrings, annotations, messages; and imports."""
    for node in ast.walk(tree):
        told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if told or isinstance(node, _FOR_PEOPLE):
            yield node
        elif isinstance(node, ast.AnnAssign):
            yield node.annotation
        elif isinstance(node, ast.FunctionDef):
            arguments = node.args
            every = [*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs]
            yield from (one.annotation for one in every if one.annotation)
            yield from node.decorator_list
            if node.returns:
                yield node.returns
        elif isinstance(node, ast.ClassDef):
            yield from node.decorator_list
        elif isinstance(node, ast.Assign) and _names_of(node) & TOLD:
            yield node.value
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield node
        elif isinstance(node, ast.BinOp) and ast.unparse(node.right) == "None":
            yield node  # a type


def _names_of(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def _change(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in the place of a node."""
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[index] = COMPARISONS[type(operator)]()
            yield changed
            if isinstance(operator, ast.Lt | ast.Gt):
                changed = copy.deepcopy(node)
                changed.ops[index] = ast.GtE() if isinstance(operator, ast.Lt) else ast.LtE()
                yield changed
        for index, other in enumerate(node.comparators):
            if isinstance(other, ast.Constant) and isinstance(other.value, str) and other.value:
                changed = copy.deepcopy(node)
                changed.comparators[index] = ast.Constant("")
                yield changed
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        if not any(isinstance(side, ast.JoinedStr) for side in (node.left, node.right)):
            changed = copy.deepcopy(node)
            changed.op = ARITHMETIC[type(node.op)]()
            yield changed
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            yield ast.Constant(node.value + 1)
            if node.value:
                yield ast.Constant(node.value * 2)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BoolOp):
        changed = copy.deepcopy(node)
        changed.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield changed
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.If):
        changed = copy.deepcopy(node)
        changed.test = ast.Constant(False)
        yield changed
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.Slice):
        for edge in ("lower", "upper"):
            if getattr(node, edge) is not None:
                changed = copy.deepcopy(node)
                moved = ast.BinOp(getattr(changed, edge), ast.Add(), ast.Constant(1))
                setattr(changed, edge, moved)
                yield changed


def _to_mutant(path: Path, text: str, node: ast.AST, changed: ast.AST) -> Mutant:
    """Put a changed node into the text of its module, and leave all else as it is written."""
    lines = text.split("\n")
    first, last = node.lineno - 1, node.end_lineno - 1
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset :].decode()
    ast.fix_missing_locations(changed)
    if isinstance(node, ast.If):  # its test alone changes, so that else branches keep their form
        return _to_mutant(path, text, node.test, changed.test)
    written = ast.unparse(changed)
    if isinstance(changed, ast.expr):
        written = f"({written})"
    after = [*lines[:first], f"{head}{written}{tail}", *lines[last + 1 :]]
    return Mutant(path.relative_to(ROOT), node.lineno, ast.unparse(node), written, "\n".join(after))


def draw(paths: Sequence[Path], number: int, seed: int) -> list[Mutant]:
    """Draw mutants by a seed, as many of each module as its share of all that are possible."""
    possible = [mutant for path in paths for mutant in find_mutants(path) if _compiles(mutant)]
    drawn = random.Random(seed).sample(possible, min(number, len(possible)))  # noqa: S311
    print(f"{len(drawn)} of {len(possible)} mutants of {len(paths)} modules, seed {seed}")
    return drawn


def _compiles(mutant: Mutant) -> bool:
    try:
        compile(mutant.text, str(mutant.path), "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def find_modules(names: Sequence[str]) -> list[Path]:
    """Return the files of some modules, by name; `names/*` is several."""
    found: set[Path] = set()
    for name in names:
        paths = {path for path in (ROOT / PACKAGE).glob(f"{name}.py") if path.name[:2] != "__"}
        if not paths:
            raise SystemExit(f"there is no module {name!r} in {PACKAGE}")
        found |= paths
    return sorted(found)


def tests_of(path: Path) -> list[str]:
    """Return the test files of a module, below the root."""
    name = path.relative_to(PACKAGE).with_suffix("").as_posix()
    if name.startswith("names/"):
        files = sorted((ROOT / "tests").glob("test_names_*.py"))
    elif name in TESTS:
        files = [ROOT / "tests" / f"test_{stem}.py" for stem in TESTS[name]]
    else:
        raise SystemExit(f"no tests are named for {name!r}; add them to TESTS")
    return [one.relative_to(ROOT).as_posix() for one in files if one.exists()]


def copy_tree(folder: Path) -> None:
    """Copy what the tests need into a folder."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            skip = shutil.ignore_patterns("__pycache__", "failures", ".*")
            shutil.copytree(ROOT / part, folder / part, ignore=skip)
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, folder)


def survives(mutant: Mutant, files: Sequence[str], folder: Path, limit_s: float) -> bool:
    """Run tests on a mutant in a copy of the tree; one that never ends is noticed too."""
    target = folder / mutant.path
    own = target.read_text(encoding="utf-8")
    target.write_text(mutant.text, encoding="utf-8", newline="\n")
    try:
        return run_tests(files, folder, limit_s)
    finally:
        target.write_text(own, encoding="utf-8", newline="\n")


def run_tests(files: Sequence[str], folder: Path, limit_s: float) -> bool:
    """Tell whether tests pass, within a time."""
    return _run(["-x", "-q", *files], folder, limit_s)[0] == 0


def find_failing(files: Sequence[str], folder: Path, limit_s: float) -> set[str]:
    """Return the test files that fail as they are, which would notice any mutant."""
    code, told = _run(["-q", "--tb=no", "-rfE", *files], folder, limit_s)
    words = [line.split() for line in told.splitlines()]
    failing = {one[1].partition("::")[0] for one in words if one[:1] in (["FAILED"], ["ERROR"])}
    if code and not failing:
        raise SystemExit(f"the tests end with {code} before any mutant:\n{told}")
    return failing


def _run(arguments: Sequence[str], folder: Path, limit_s: float) -> tuple[int, str]:
    """Run pytest in a folder; return its exit code, 1 for a time that is over, and its words."""
    command = [sys.executable, "-B", "-c", _WITHIN_LIMIT, str(int(limit_s)), *arguments]
    command += ["-p", "no:cacheprovider", "-m", "not browser and not slow"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=_WAIT * limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 1, ""
    return done.returncode, done.stdout


def run(mutants: Sequence[Mutant], workers: int, limit_s: float) -> list[Mutant]:
    """Try mutants, and return those that no test notices."""
    with tempfile.TemporaryDirectory() as temporary:
        folders: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            folder = Path(temporary) / str(number)
            folder.mkdir()
            copy_tree(folder)
            folders.put(folder)
        every = sorted({file for mutant in mutants for file in tests_of(mutant.path)})
        failing = find_failing(every, Path(temporary) / "0", _WAIT * limit_s)
        for file in sorted(failing):
            print(f"{file} fails as it is; it is left out")
        count = itertools.count(1)

        def attempt(mutant: Mutant) -> bool:
            folder = folders.get()
            started = time.monotonic()
            try:
                files = [file for file in tests_of(mutant.path) if file not in failing]
                survived = not files or survives(mutant, files, folder, limit_s)
            finally:
                folders.put(folder)
            verdict = "SURVIVED" if survived else "killed"
            took_s = time.monotonic() - started
            print(f"{next(count)}/{len(mutants)} {verdict} {mutant} ({took_s:.0f} s)", flush=True)
            return survived

        with ThreadPoolExecutor(workers) as pool:
            verdicts = list(pool.map(attempt, mutants))
    return [mutant for mutant, survived in zip(mutants, verdicts, strict=True) if survived]


def report(mutants: Sequence[Mutant], survivors: Sequence[Mutant]) -> None:
    """Print what was killed by module, and each survivor."""

    def tell(name: str, belongs: Callable[[Mutant], bool]) -> None:
        tried = sum(map(belongs, mutants))
        killed = tried - sum(map(belongs, survivors))
        print(f"{name:40} {killed:4}/{tried:<4} {killed / tried:.0%}")

    for path in sorted({mutant.path for mutant in mutants}):
        tell(path.as_posix(), lambda mutant, path=path: mutant.path == path)
    tell("all", lambda _: True)
    for mutant in sorted(survivors, key=lambda one: (one.path, one.line)):
        print(mutant)


def main() -> None:
    """Draw mutants, try them, and report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as rules or names/*")
    parser.add_argument("--number", type=int, default=100, help="how many (default: 100)")
    parser.add_argument("--seed", type=int, default=19520131)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=float, default=120.0, help="processor seconds of one")
    parser.add_argument("--list", action="store_true", help="show the mutants and try none")
    options = parser.parse_args()
    mutants = draw(find_modules(options.modules or DEFAULT), options.number, options.seed)
    if options.list:
        for mutant in mutants:
            print(mutant)
    elif mutants:
        report(mutants, run(mutants, options.workers, options.limit))


if __name__ == "__main__":
    main()

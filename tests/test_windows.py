"""What can be known here of Windows: names, line ends, modules, lines to type, code pages.

Nothing in it runs there. What opens files exclusively, or how a console shows letters, is not
seen by these tests.
"""

import ast
import re
import subprocess
from pathlib import Path, PureWindowsPath

import pytest

from korea_map import __main__ as process

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = sorted((ROOT / "korea_map").rglob("*.py"))
ONLY_POSIX = {"curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog"}
ONLY_POSIX |= {"termios", "tty"}
# what os and signal have nowhere but there
NOT_THERE = {"chown", "fork", "geteuid", "getpgid", "getuid", "killpg", "mkfifo", "uname"}
NOT_THERE |= {"SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "pause"}


def tracked():
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    names = [name for name in done.stdout.split("\0") if name]
    return names or pytest.skip("no repository")


def without_the_others(tree):
    """What a module is on Windows: of `if sys.platform == "win32"` the first branch alone."""
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "sys.platform == 'win32'":
            node.orelse = []
    return tree


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_needs_nothing_that_only_other_systems_have(path):
    for node in ast.walk(without_the_others(ast.parse(path.read_text(encoding="utf-8")))):
        if isinstance(node, ast.Import):
            assert not {one.name for one in node.names} & ONLY_POSIX
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in ONLY_POSIX
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in ("os", "signal"):
            assert node.attr not in NOT_THERE


def test_signals_that_a_system_has_not_are_left_out(monkeypatch):
    asked = []
    for name in ("SIGHUP", "SIGBREAK"):
        monkeypatch.delattr(process.signal, name, raising=False)
    monkeypatch.setattr(process.signal, "signal", lambda number, _: asked.append(number))
    monkeypatch.setattr(process.signal, "getsignal", lambda _: process.signal.SIG_DFL)
    monkeypatch.setattr(process.sys, "unraisablehook", process.sys.unraisablehook)
    process.heed_signals()
    assert process.signal.SIGINT in asked
    assert len(asked) <= 2


def test_text_is_written_with_lf_in_a_named_encoding():
    for path in [*CODE, *(ROOT / "scripts").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            given = {one.arg for one in node.keywords}
            if node.func.attr == "write_text":
                assert {"encoding", "newline"} <= given, f"{path.name}:{node.lineno}"
            elif node.func.attr == "read_text" and not node.args:
                assert "encoding" in given, f"{path.name}:{node.lineno}"


def test_every_file_of_the_repository_can_lie_on_windows():
    names = tracked()
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        path = PureWindowsPath(name)
        for part in path.parts:
            assert not re.search(r'[<>:"|?*\x00-\x1f]|[ .]$', part), name
            assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part), name
        assert len(name) < 150, f"{name}: a folder before it must fit into 260 characters too"


def test_a_checkout_has_lf_whatever_the_system_and_files_of_bytes_are_left_alone():
    rules = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "* text=auto eol=lf\n" in rules
    asked = {
        "data/gazetteer.csv": ("auto", "lf"),
        "data/sources.bib": ("auto", "lf"),
        "data/basemap/land.geojson": ("auto", "lf"),
        "korea_map/names/engine.json": ("auto", "lf"),
        "output/korea_map.html": ("auto", "lf"),
        "scripts/require_browser.sh": ("auto", "lf"),
        "tests/broken/gazetteer-cr-lf.csv": ("unset", "lf"),
        "output/lesson/key.docx": ("unset", "lf"),
    }
    tracked()
    for name, (text, eol) in asked.items():
        told = subprocess.run(
            ["git", "check-attr", "text", "eol", "--", name],
            cwd=ROOT, capture_output=True, text=True,
        ).stdout  # fmt: skip
        assert f"text: {text}\n" in told, name
        assert f"eol: {eol}\n" in told, name
    assert b"\r\n" in (ROOT / "tests" / "broken" / "gazetteer-cr-lf.csv").read_bytes()


def test_the_lines_for_windows_are_those_for_other_systems():
    (lines,) = re.findall(r"```powershell\n(.*?)```", README, flags=re.DOTALL)
    section = README.split("## Build it")[1].split("## ")[0]
    others = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)[-1]
    as_there = [line.replace("\\", "/").replace("Scripts", "bin") for line in lines.splitlines()]
    as_here = [re.sub("^python3 ", "python ", line) for line in others.splitlines()]
    assert as_there == as_here
    for line in lines.splitlines():
        program, *arguments = line.split()
        # a path of a program has backslashes in the command prompt, and nothing needs a quote
        assert PureWindowsPath(program).parts[:2] in (("python",), (".venv", "Scripts"))
        assert "/" not in program
        assert not re.search("[\"'`$%&|<>^;]", line)
        assert arguments


def test_no_line_of_a_shell_needs_more_than_any_shell_has():
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL):
        for line in block.splitlines():
            assert "'" not in line.partition("#")[0], line  # the command prompt knows no such quote

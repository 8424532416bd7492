"""Ctrl-C, and every other signal to stop: one line, the code that shells expect, nothing left."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map import __main__ as process
from korea_map.cli import main
from korea_map.terminal import STOPPED, say_stopped

ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="a signal cannot be sent to a process there")

# says that the moment is there, and waits for the signal, for ever; whoever runs the tests may
# have had signals ignored; a signal that comes before the waiting begins is heard by the pipe
WAIT = """
import os, signal, sys
heard, hear = os.pipe()
os.set_blocking(hear, False)
signal.set_wakeup_fd(hear)
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
def wait_once():
    sys.stdout.write("ready\\n"); sys.stdout.flush()
    os.read(heard, 1)
def wait(*a, **k):
    while True:
        wait_once()
"""
IMPORT = """
class AtImport:
    def find_spec(self, name, path=None, target=None):
        if name == MOMENT:
            sys.meta_path.remove(self)
            wait()
sys.meta_path.insert(0, AtImport())
"""
RUN = "\nsys.argv[0] = 'korea-map'\nfrom korea_map.__main__ import run\nrun()\n"


def stop(code, *arguments, number=signal.SIGINT):
    """Run code, send the signal when it says that it is ready, and return how it ended."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", WAIT + code + RUN, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True,
    ) as running:  # fmt: skip
        lines = []
        for line in running.stdout:
            lines.append(line)
            if line == "ready\n":
                break
        assert lines[-1:] == ["ready\n"], running.stderr.read()
        running.send_signal(number)
        try:
            _, told = running.communicate(timeout=60)
        finally:
            running.kill()  # one that hears nothing must not outlive its test
    return running.returncode, told


@posix
@pytest.mark.parametrize("moment", ["click", "korea_map.cli", "korea_map.terminal", "shlex"])
def test_while_the_program_begins(moment):
    assert stop(f"MOMENT = {moment!r}\n{IMPORT}", "coverage") == (130, f"{STOPPED}\n")


COMMANDS = {
    "build": ("korea_map.webmap.page", "draw_map", ["build", "--out", "OUT"]),
    "lesson": ("korea_map.webmap.content", "read_content", ["lesson", "--out", "OUT"]),
    "check": ("korea_map.checks", "check", ["check"]),
    "new": ("korea_map.starter", "begin_document", ["new", "OUT"]),
    "coverage": ("korea_map.spans", "coverage_spans", ["coverage"]),
    "export": ("korea_map.exports.export", "gather", ["export", "--to", "OUT"]),
    "serve": ("korea_map.service.catalogue", "open_catalogue", ["serve", "--port", "0"]),
    "reconcile": ("korea_map.names.finder", "Finder.answer", ["reconcile", "Taiko"]),
    "read": ("korea_map.reading.reader", "Reader.read", ["read", "TEXT", "--out", "OUT"]),
}


def test_every_command_is_stopped_below():
    assert set(COMMANDS) == set(main.commands)


@posix
@pytest.mark.parametrize("command", COMMANDS)
def test_while_a_command_works(command, tmp_path):
    module, name, arguments = COMMANDS[command]
    text, out = tmp_path / "taiko.txt", tmp_path / "out"
    text.write_text("They came to Taiko.", encoding="utf-8")
    code = f"import importlib; importlib.import_module({module!r}).{name} = wait"
    given = [{"OUT": out, "TEXT": text}.get(one, one) for one in arguments]
    assert stop(code, *given) == (130, f"{STOPPED}\n")
    assert not out.exists()


# waits for one signal before the first file is renamed, and renames it if that is to go on
ONCE = """
rename = os.replace
def replace(*a, **k):
    os.replace = rename
    wait_once()
    return rename(*a, **k)
os.replace = replace
"""


@posix
def test_ctrl_c_while_files_are_renamed_comes_when_all_are(tmp_path):
    out = tmp_path / "out"
    assert stop(ONCE, "build", "--out", out) == (130, f"{STOPPED}\n")
    names = {path.name for path in out.iterdir()}
    assert names == {"korea_map.html", "korea_map.svg", "lesson_demo.html", "oembed.json"}


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_while_files_are_written_nothing_is_left_behind(name, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "korea_map.html").write_text("before", encoding="utf-8")
    number = getattr(signal, name)
    code = "import os; os.replace = os.rename = wait"
    if sys.version_info < (3, 14):
        code += "\nimport pathlib; pathlib.Path.replace = pathlib.Path.rename = wait"
    assert stop(code, "build", "--out", out, number=number) == (128 + number, f"{STOPPED}\n")
    assert [path.name for path in out.iterdir()] == ["korea_map.html"]
    assert (out / "korea_map.html").read_text(encoding="utf-8") == "before"


@posix
def test_while_an_object_is_cleared_away_which_stops_nothing_else():
    code = "class Gone:\n    def __del__(self): wait()\nimport atexit; Gone()"
    # the object goes before the command line begins: heed the signal by hand
    code = "from korea_map.__main__ import heed_signals; heed_signals()\n" + code
    assert stop(code, "coverage") == (130, f"{STOPPED}\n")


@posix
def test_what_is_ignored_stays_ignored():
    code = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "from korea_map.__main__ import heed_signals; heed_signals();"
        "print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "True"


def test_after_the_work_a_signal_changes_nothing(monkeypatch):
    monkeypatch.setattr(process, "_done", False)
    with pytest.raises(KeyboardInterrupt):
        process._stop(signal.SIGINT, None)
    process._be_done()
    process._stop(signal.SIGINT, None)


def test_a_caller_in_the_same_process_sees_the_same(monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("korea_map.checks.check", stopped)
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", f"{STOPPED}\n")


def test_nobody_need_be_there_to_hear_it(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert say_stopped(KeyboardInterrupt()) == 130


def test_the_words_of_the_library_are_nowhere():
    for path in (ROOT / "korea_map").glob("*.py"):
        assert not re.search(r"Aborted!", path.read_text(encoding="utf-8")), path.name

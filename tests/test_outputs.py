"""A set of outputs is one: killed, disturbed, hindered or written twice at once."""

import errno
import json
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from kills import NAMES, a_set, state, write

from korea_map import outputs, turns
from korea_map.cli import main
from korea_map.errors import KoreaMapError
from korea_map.outputs import write_all

ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name != "posix", reason="modes, owners and signals of POSIX")
HIDDEN = f"{turns.OWN_PREFIX}0123456789abcdef"


@pytest.fixture(autouse=True)
def _heeding():
    """Let Ctrl-C be heard, also where whoever runs the tests has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def whole(text: str) -> dict[str, str]:
    return dict.fromkeys(NAMES, text)


def kills(folder: Path, after: str, prepared: str) -> list[list]:
    call = [sys.executable, str(ROOT / "tests" / "kills.py"), str(folder), after, prepared]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


# killed


@posix
@pytest.mark.parametrize("prepared", ["earlier", "nothing"])
def test_a_writer_killed_at_any_step_tears_no_file_and_shows_no_new_page_beside_older_files(
    prepared, tmp_path
):
    rows = kills(tmp_path, "the next", prepared)
    assert len(rows) > 25
    seen = set()
    for _, then, _ in rows:
        files = {name: then.get(name, "nothing") for name in NAMES}
        assert set(files.values()) <= {prepared, "killed"}
        if files["page.html"] == "killed":
            assert files == whole("killed")
        seen.add(tuple(files.values()).count("killed"))
    assert seen == {0, 1, 2, 3, 4}, "killed between all renames"


@posix
@pytest.mark.parametrize("prepared", ["earlier", "nothing"])
def test_the_next_writer_leaves_its_set_whole_and_nothing_else(prepared, tmp_path):
    for _, _, after in kills(tmp_path, "the next", prepared):
        assert after == whole("next")


@posix
def test_what_was_renamed_in_part_is_completed_by_whoever_writes_next_in_the_folder(tmp_path):
    rows = kills(tmp_path, "another file", "earlier")
    for _, then, after in rows:
        assert after.pop("other.txt") == "other"
        half = "killed" in [then[name] for name in NAMES]
        assert after == whole("killed" if half else "earlier")


def test_a_set_of_which_a_file_was_changed_since_is_not_completed(tmp_path):
    write(tmp_path, "earlier")
    new = tmp_path / f"{HIDDEN}-1.new"
    new.write_bytes(b"killed")
    row = [new.name, "page.html", *outputs._sign(new)]
    changed = [f"{HIDDEN}-0.new", "figure.svg", 1, 1]
    (tmp_path / f"{HIDDEN}.set").write_text(json.dumps([changed, row]), encoding="ascii")
    write_all({tmp_path / "other.txt": b"other"})
    assert state(tmp_path) == {**whole("earlier"), "other.txt": "other"}


@pytest.mark.parametrize(
    "target", ["../outside.txt", "sub/../../outside.txt", "{root}/outside.txt"]
)
def test_a_list_that_leads_out_of_its_folder_is_none(target, tmp_path):
    folder, outside = tmp_path / "output", tmp_path / "outside.txt"
    folder.mkdir()
    outside.write_bytes(b"mine")
    done, new = folder / "done.txt", folder / f"{HIDDEN}-1.new"
    for path in (done, new):
        path.write_bytes(b"theirs")
    rows = [
        [f"{HIDDEN}-0.new", done.name, *outputs._sign(done)],
        [new.name, target.format(root=tmp_path.as_posix()), *outputs._sign(new)],
    ]
    (folder / f"{HIDDEN}.set").write_text(json.dumps(rows), encoding="ascii")
    write_all({folder / "page.html": b"page"})
    assert outside.read_bytes() == b"mine"
    assert sorted(path.name for path in folder.iterdir()) == ["done.txt", "page.html"]


@pytest.mark.parametrize("text", ["", "{", "5", "[5]", '["abcd"]', '[["a", 1, 2, 3]]', "[" * 9999])
def test_a_list_that_cannot_be_read_is_cleared(text, tmp_path):
    (tmp_path / f"{HIDDEN}.set").write_text(text, encoding="utf-8")
    write(tmp_path, "next")
    assert state(tmp_path) == whole("next")


def test_what_others_keep_in_the_folder_stays(tmp_path):
    names = [".page.html.part", ".korea-map-notes.txt", f"{HIDDEN}.txt", "korea-map.new"]
    for name in names:
        (tmp_path / name).write_bytes(b"mine")
    write(tmp_path, "next")
    assert sorted(state(tmp_path)) == sorted([*names, *NAMES])


# disturbed


@posix
@pytest.mark.parametrize("which", range(4))
def test_ctrl_c_while_files_are_renamed_waits_for_the_last_of_them(which, tmp_path, monkeypatch):
    write(tmp_path, "earlier")
    replace, calls = Path.replace, []

    def press(path: Path, target: Path) -> Path:
        if len(calls) == which:
            os.kill(os.getpid(), signal.SIGINT)
        calls.append(path)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", press)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, "later")
    assert state(tmp_path) == whole("later")


@posix
@pytest.mark.parametrize("which", range(4))
def test_ctrl_c_while_files_are_written_leaves_the_earlier_ones(which, tmp_path, monkeypatch):
    write(tmp_path, "earlier")
    keep, calls = outputs._keep, []

    def press(*given) -> None:
        if len(calls) == which:
            os.kill(os.getpid(), signal.SIGINT)
        calls.append(given)
        keep(*given)

    monkeypatch.setattr(outputs, "_keep", press)
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, "later")
    # the last file is written when it is pressed there: then all are renamed
    assert state(tmp_path) == whole("later" if which == 3 else "earlier")
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "in use"), KeyboardInterrupt()])
@pytest.mark.parametrize("which", range(4))
def test_where_one_file_will_not_go_the_others_come_back(which, error, tmp_path, monkeypatch):
    write(tmp_path, "earlier")
    replace, calls = Path.replace, []

    def refuse(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == which + 1:
            raise error
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    told = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else KoreaMapError
    with pytest.raises(told):
        write(tmp_path, "later")
    assert state(tmp_path) == whole("earlier")


def test_a_set_that_is_new_leaves_nothing_where_it_fails(tmp_path, fill_disk):
    fill_disk("page")
    with pytest.raises(KoreaMapError, match=r"page\.html: cannot be written: No space left"):
        write(tmp_path / "a" / "b", "later")
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_disk_that_fills_up_leaves_every_earlier_file(tmp_path):
    write(tmp_path, "earlier")
    code = (
        "import resource, sys; from pathlib import Path; from kills import write;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700)); write(Path(sys.argv[1]), 'later')"
    )
    call = [sys.executable, "-c", code, str(tmp_path)]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        call, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert "cannot be written: File too large" in done.stderr.splitlines()[-1]
    assert state(tmp_path) == whole("earlier")


# two at once


def _write_in_turns(folder: Path, text: str, gate, rounds: int) -> None:
    for number in range(rounds):
        gate.wait()
        write_all(
            {path: content * 400 for path, content in a_set(folder / str(number), text).items()},
            head=folder / str(number) / "page.html",
        )


@posix
def test_of_two_writers_at_once_both_end_and_one_set_is_there(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    gate = spawn.Barrier(2)
    each = [spawn.Process(target=_write_in_turns, args=(tmp_path, text, gate, 30)) for text in "ab"]
    for one in each:
        one.start()
    for one in each:
        one.join()
    assert [one.exitcode for one in each] == [0, 0]
    for number in range(30):
        folder = tmp_path / str(number)
        found = {path.name: path.read_bytes() for path in folder.iterdir()}
        sets = [{p.name: c * 400 for p, c in a_set(folder, text).items()} for text in "ab"]
        assert found in sets


def test_of_two_builds_at_once_both_end_and_the_page_fits_the_files_beside_it(tmp_path):
    calls = [
        [sys.executable, "-m", "korea_map", "build", "--out", str(tmp_path), "--lang", tag]
        for tag in ("en", "ko")
    ]
    each = [subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE) for call in calls]
    told = [one.communicate()[1] for one in each]
    assert [one.returncode for one in each] == [0, 0], told
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["korea_map.html", "korea_map.svg", "lesson_demo.html", "oembed.json"]
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in names[:3]]
    tags = {text.partition('lang="')[2][:2] for text in texts}
    assert len(tags) == 1
    assert tags < {"en", "ko"}


@posix
def test_while_another_writes_nothing_of_it_is_touched(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "_PATIENCE_S", -1.0)
    staged = tmp_path / f"{HIDDEN}-0.new"
    staged.write_bytes(b"of a writer that lives")
    handle = turns._lock(tmp_path)
    try:
        with pytest.raises(KoreaMapError, match="another run has been writing here for a minute"):
            write(tmp_path, "later")
        assert state(tmp_path) == {staged.name: "of"}
    finally:
        os.close(handle)
    write(tmp_path, "later")
    assert state(tmp_path) == whole("later")


@posix
def test_where_there_are_no_locks_only_what_is_a_day_old_is_cleared(tmp_path, monkeypatch):
    def refuse(_folder: Path) -> int:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(turns, "_lock", refuse)
    old, young = tmp_path / f"{HIDDEN}-0.new", tmp_path / f"{HIDDEN}-1.new"
    for path in (old, young):
        path.write_bytes(b"left")
    then = old.stat().st_mtime - 90_000
    os.utime(old, (then, then))
    write(tmp_path, "later")
    assert state(tmp_path) == {**whole("later"), young.name: "left"}


@posix
def test_a_folder_that_one_writer_takes_away_again_is_made_by_the_other(tmp_path, monkeypatch):
    folder, lock, gone = tmp_path / "output", turns._lock, []

    def lose(path: Path) -> int:
        handle = lock(path)
        if not gone:
            gone.append(path)
            path.rmdir()
        return handle

    monkeypatch.setattr(turns, "_lock", lose)
    write(folder, "later")
    assert state(folder) == whole("later")


# what is there already


@posix
def test_a_link_stays_and_the_file_behind_it_is_written(tmp_path):
    behind = tmp_path / "site" / "index.html"
    behind.parent.mkdir()
    behind.write_bytes(b"earlier")
    (tmp_path / "output").mkdir()
    page, again = tmp_path / "output" / "page.html", tmp_path / "output" / "again.html"
    again.symlink_to("../site/index.html")
    page.symlink_to("again.html")
    write(tmp_path / "output", "later")
    assert page.is_symlink()
    assert again.is_symlink()
    assert behind.read_bytes() == a_set(page.parent, "later")[page]
    assert [path.name for path in behind.parent.iterdir()] == ["index.html"]
    (tmp_path / "linked").symlink_to("output")
    write(tmp_path / "linked", "last")
    assert behind.read_bytes() == a_set(page.parent, "last")[page]
    assert (tmp_path / "linked").is_symlink()


@posix
def test_a_file_keeps_its_mode_and_a_new_one_follows_the_umask(tmp_path):
    write(tmp_path, "earlier")
    (tmp_path / "page.html").chmod(0o600)
    (tmp_path / "figure.svg").chmod(0o664)
    (tmp_path / "lesson.html").unlink()
    earlier = os.umask(0o027)
    try:
        write(tmp_path, "later")
    finally:
        os.umask(earlier)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert (modes["page.html"], modes["figure.svg"]) == (0o600, 0o664)
    assert modes["lesson.html"] == 0o640


@posix
def test_a_file_keeps_its_owner_where_the_system_lets_it(tmp_path, monkeypatch):
    write(tmp_path, "earlier")
    asked = []
    before = os.stat_result((*(tmp_path / "page.html").stat()[:4], 4321, 8765, *[0] * 4))

    def refuse(_handle: int, owner: int, group: int) -> None:
        asked.append((owner, group))
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    with (tmp_path / "new").open("wb") as stream:
        outputs._keep(stream.fileno(), before, 0o640)
    assert asked == [(4321, 8765), (-1, 8765)]
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@posix
def test_another_hard_link_keeps_what_it_has(tmp_path):
    write(tmp_path, "earlier")
    kept = tmp_path.with_name(f"{tmp_path.name}-kept")
    os.link(tmp_path / "page.html", kept)
    write(tmp_path, "later")
    assert kept.read_bytes() == a_set(tmp_path, "earlier")[tmp_path / "page.html"]


@posix
def test_the_files_come_back_too_where_there_are_no_hard_links(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    write(tmp_path, "earlier")
    monkeypatch.setattr(os, "link", refuse)
    test_where_one_file_will_not_go_the_others_come_back(
        3, PermissionError(errno.EACCES, "in use"), tmp_path, monkeypatch
    )


def _folder(path: Path) -> None:
    path.mkdir()


def _link_to_folder(path: Path) -> None:
    path.with_name("folder").mkdir()
    path.symlink_to("folder")


def _link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing/at-all.html")


def _ring(path: Path) -> None:
    path.symlink_to("ring")
    path.with_name("ring").symlink_to(path.name)


def _itself(path: Path) -> None:
    path.symlink_to(path.name)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link_to_another_of_the_set(path: Path) -> None:
    path.with_name("figure.svg").write_bytes(b"earlier")
    path.symlink_to("figure.svg")


@posix
@pytest.mark.parametrize(
    ("put", "says"),
    [
        (_folder, "page.html: is a folder; move it away"),
        (_link_to_folder, "page.html: is a link to a folder; move it away"),
        (_link_to_nothing, "page.html: is a link that leads to nothing (nothing/at-all.html)"),
        (_ring, "page.html: is a link that leads back to itself; remove it"),
        (_itself, "page.html: is a link that leads back to itself; remove it"),
        (_pipe, "page.html: is a device or a pipe; name a file"),
        (_link_to_another_of_the_set, "page.html: is the same file as "),
    ],
)
def test_what_cannot_be_a_file_is_told_and_nothing_is_changed(put, says, tmp_path):
    folder = tmp_path / "output"
    folder.mkdir()
    put(folder / "page.html")
    before = sorted((path.name, path.lstat().st_mtime_ns) for path in folder.iterdir())
    with pytest.raises(KoreaMapError) as caught:
        write(folder, "later")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    after = sorted((path.name, path.lstat().st_mtime_ns) for path in folder.iterdir())
    assert after == before


@posix
def test_a_device_is_never_renamed_over():
    with pytest.raises(KoreaMapError, match="null: is a device or a pipe; name a file"):
        write_all({Path(os.devnull): b"page"})
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@posix
@pytest.mark.parametrize(
    ("put", "says"),
    [
        (lambda path: path.write_bytes(b"a file"), "output: is no folder; move it away"),
        (_link_to_nothing, "output: is a link that leads to nothing (nothing/at-all.html)"),
        (_itself, "output: is a link that leads back to itself; remove it"),
        (_pipe, "output: is no folder; move it away"),
    ],
)
def test_what_cannot_be_a_folder_is_told(put, says, tmp_path):
    put(tmp_path / "output")
    with pytest.raises(KoreaMapError) as caught:
        write(tmp_path / "output" / "sub", "later")
    assert says in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_name_too_long_is_told_and_nothing_is_written(tmp_path):
    long = "n" * 300
    with pytest.raises(KoreaMapError, match=f"{long}: cannot be written: "):
        write_all({tmp_path / "new" / "page.html": b"page", tmp_path / "new" / long: b"too long"})
    assert list(tmp_path.iterdir()) == []


@posix
def test_the_longest_name_that_there_is_is_written(tmp_path):
    path = tmp_path / ("n" * 255)
    write_all({path: b"page"})
    assert path.read_bytes() == b"page"


@pytest.fixture
def unprivileged():
    """A folder of its own for a user who may not write everywhere."""
    folder = Path(tempfile.mkdtemp())
    user = os.geteuid()
    if user == 0:
        folder.chmod(0o755)
        os.seteuid(65_534)
    yield folder
    if user == 0:
        os.seteuid(0)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@posix
def test_a_folder_that_may_not_be_written_is_told(unprivileged):
    if os.geteuid() != 65_534:
        unprivileged.chmod(0o555)
    with pytest.raises(KoreaMapError, match=r"lesson\.html: cannot be written: Permission denied"):
        write_all({unprivileged / "lesson.html": b"lesson", unprivileged / "page.html": b"page"})
    assert list(unprivileged.iterdir()) == []


def test_a_write_makes_the_folders_it_needs(tmp_path):
    write(tmp_path / "a" / "b", "new")
    assert state(tmp_path / "a" / "b") == whole("new")


def test_no_files_are_no_fault(tmp_path):
    write_all({})
    assert list(tmp_path.iterdir()) == []


# flushed, and the page last


@posix
def test_files_and_folder_are_flushed_before_the_page_is_renamed_and_after(tmp_path, monkeypatch):
    told = []
    flush, replace = os.fsync, Path.replace

    def note_flush(handle: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        flush(handle)

    def note_replace(path: Path, target: Path) -> Path:
        told.append(Path(target).name)
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(Path, "replace", note_replace)
    write(tmp_path, "new")
    *others, page = [name for name in told if name in NAMES]
    assert page == "page.html"
    files = ["file"] * (len(NAMES) + 1)  # and the list of them
    assert told == [*files, "folder", *others, "folder", page, "folder"]
    told.clear()
    write_all({tmp_path / "made_anew.pyc": b"code"}, lasting=False)
    assert told == ["made_anew.pyc"]


@posix
def test_a_file_system_that_flushes_nothing_is_no_fault_and_a_disk_that_fails_is(
    tmp_path, monkeypatch
):
    def fail(number: int):
        def fsync(_handle: int) -> None:
            raise OSError(number, os.strerror(number))

        return fsync

    monkeypatch.setattr(os, "fsync", fail(errno.EINVAL))
    write(tmp_path, "earlier")
    monkeypatch.setattr(os, "fsync", fail(errno.EIO))
    with pytest.raises(KoreaMapError, match="cannot be written: Input/output error"):
        write(tmp_path, "later")
    assert state(tmp_path) == whole("earlier")


@pytest.mark.parametrize(
    ("command", "page"), [("build", "korea_map.html"), ("lesson", "lesson.html")]
)
def test_the_page_of_a_command_is_renamed_last(command, page, tmp_path, monkeypatch):
    renamed = []
    replace = Path.replace

    def note(path: Path, target: Path) -> Path:
        renamed.append(Path(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", note)
    result = CliRunner().invoke(main, [command, "--out", str(tmp_path)])
    assert result.exit_code == 0
    written = [path.name for path in renamed if path.is_relative_to(tmp_path)]
    assert len(written) > 3
    assert written[-1] == page

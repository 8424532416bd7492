"""Many names: each looked up once, by one process or by several, in order and as they come."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import count, islice
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from korea_map import Reconciler
from korea_map.cli import main
from korea_map.errors import KoreaMapError
from korea_map.gazetteer import load_places
from korea_map.names import workers
from korea_map.names.coming import Coming
from korea_map.names.finder import Finder
from korea_map.names.kept import Kept

ROOT = Path(__file__).resolve().parent.parent
MEMORY = r"2 workers, with \d+ and \d+ MB of their own beside \d+ MB that is shared"
NAMES = [
    *("Singisiu", "Suigei", "Taiko", "", "Singisiu", "1952", "Генсю", "新義州", "평양", "Taiko"),
    *("Taiden-Fusan", "プサン", "Xyzzy", "Heijo/Pyongyang", "🚂", "Suigei", "Kanko", "Singisiu"),
]

forks = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin",
    reason="the index cannot be forked there, as the tests of one worker say",
)


@pytest.fixture(scope="module")
def places():
    return list(load_places().values())


@pytest.fixture
def reconciler(places):
    return Reconciler(places[::10])


@pytest.fixture
def forking(monkeypatch):
    """Let this process be forked: it may have a thread, which reports to who runs the tests."""
    monkeypatch.setattr(workers, "why_not", lambda: None)
    yield
    assert multiprocessing.active_children() == []


@pytest.fixture
def looked_up(monkeypatch, tmp_path):
    """Give what counts how often each name was looked up, in whatever process."""
    file = tmp_path / "looked_up"
    find = Finder._find_anew

    def find_and_note(self, name, wanted):
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"{name}\n")
        return find(self, name, wanted)

    monkeypatch.setattr(Finder, "_find_anew", find_and_note)
    monkeypatch.setattr(Finder, "get_ready", lambda self: self._kept.know(self._tiers.all_places))
    return lambda: Counter(file.read_text(encoding="utf-8").splitlines())


def once(names):
    return {name: 1 for name in names if name}


@pytest.mark.parametrize("number", [1, pytest.param(2, marks=forks)])
@pytest.mark.usefixtures("forking")
def test_each_distinct_name_is_looked_up_once(reconciler, looked_up, number):
    names = [name for name in NAMES if name not in ("1952", "🚂")]
    answers = list(reconciler.reconcile_many(names * 20, workers=number, tell=str))
    assert [answer.query for answer in answers] == names * 20
    assert looked_up() == once(names)


def test_of_a_list_too_each_distinct_name_is_looked_up_once(reconciler, looked_up):
    answers = reconciler.reconcile(pd.Series(["Suigei", "Taiko", None, "Suigei"]))
    assert [answer.query for answer in answers] == ["Suigei", "Taiko", "", "Suigei"]
    assert looked_up() == {"Suigei": 1, "Taiko": 1}


def test_names_that_come_again_after_thousands_are_still_known(reconciler, monkeypatch):
    asked = []

    def note(_finder, name, _wanted):
        asked.append(name)
        return ()

    monkeypatch.setattr(Finder, "_find_anew", note)
    names = [f"Fusan {number}" for number in range(3000)]
    assert len(list(reconciler.reconcile_many(names + names))) == 6000
    assert asked == names


def test_the_same_name_is_looked_up_anew_where_something_else_is_wanted(reconciler, looked_up):
    for limit in (1, 2):
        for within in (None, "south"):
            list(reconciler.reconcile_many(["Suigei"], limit=limit, within=within))
    assert looked_up() == {"Suigei": 4}


def test_answers_that_are_kept_are_the_same_again(places):
    found = [tuple(Reconciler(places).candidates(name)) for name in ("Генсю", "水原", "Suigei")]
    kept = Kept()
    assert [kept.unpack(kept.pack(one)) for one in found] == found
    assert kept.unpack(kept.pack(found[0]))[0].place is found[0][0].place


def test_the_answer_goes_that_was_wanted_longest_ago():
    kept = Kept(most=2)
    for name in ("one", "two"):
        kept.put(name, kept.pack(()))
    kept.get("one")
    kept.put("three", kept.pack(()))
    assert [kept.get(name) for name in ("one", "two", "three")] == [(), None, ()]
    assert len(kept) == 2


def test_long_answers_go_sooner_and_an_answer_that_is_put_again_counts_once(places):
    long = Kept().pack(Reconciler(places[::10]).candidates("Suigei", limit=10))
    kept = Kept(most_bytes=2 * len(long))
    for name in ("one", "two", "two", "one"):
        kept.put(name, long)
    assert len(kept) == 2
    kept.put("three", long)
    assert [name in kept for name in ("one", "two", "three")] == [True, False, True]


@forks
@pytest.mark.usefixtures("forking")
def test_two_workers_answer_as_one_does_in_the_order_of_the_names(places):
    one = list(Reconciler(places[::10]).reconcile_many(NAMES))
    told = []
    two = list(Reconciler(places[::10]).reconcile_many(NAMES, workers=2, tell=told.append))
    assert two == one
    assert [answer.problem for answer in two if answer.problem]
    (line,) = told
    assert pd.Series(line).str.fullmatch(MEMORY).all()


@forks
@pytest.mark.usefixtures("forking")
def test_what_is_offered_is_numbered_alike_in_every_process():
    names = ["Chukpyŏn", "Suigei", "Taejin"]
    one = list(Reconciler.of_folder().reconcile_many(names))
    assert list(Reconciler.of_folder().reconcile_many(names, workers=2)) == one
    assert any(candidate.offered for answer in one for candidate in answer.candidates)


@forks
@pytest.mark.usefixtures("forking")
def test_names_without_end_are_taken_a_few_ahead(reconciler):
    taken = []

    def names():
        for number in count():
            taken.append(number)
            yield f"Fusan{'n' * (number % 50)}"

    answers = reconciler.reconcile_many(names(), workers=2)
    assert len(list(islice(answers, 5))) == 5
    assert len(taken) <= 5 + 2 * workers.AHEAD
    answers.close()


class OneByOne:
    """Names of which the next comes only when the one before was answered."""

    def __init__(self, names):
        self.left, self.answered = list(names), True

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        assert self.answered, "an answer was due"
        self.answered = False
        return self.left.pop(0)

    def at_hand(self):
        return False


@forks
@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.usefixtures("forking")
def test_an_answer_that_is_due_waits_for_no_name_that_is_slow_to_come(
    reconciler, monkeypatch, tells
):
    monkeypatch.setattr(workers, "_SLOW_S", -1.0)  # where they do not tell, each was slow
    names = OneByOne(["Suigei", "Taiko", "Suigei", "", "Singisiu"])
    given = names if tells else (name for name in names)
    queries = []
    for answer in reconciler.reconcile_many(given, workers=2):
        names.answered = True
        queries.append(answer.query)
    assert queries == ["Suigei", "Taiko", "Suigei", "", "Singisiu"]


def test_names_that_a_thread_reads_come_in_order_with_the_fault_at_their_end():
    def names():
        yield from map(str, range(200))
        raise KoreaMapError("the file breaks off")

    coming = Coming(names())
    assert list(islice(coming, 200)) == [str(number) for number in range(200)]
    with pytest.raises(KoreaMapError, match="breaks off"):
        next(coming)
    assert coming.at_hand()
    assert list(coming) == []


@forks
@pytest.mark.usefixtures("forking")
def test_a_worker_that_is_killed_is_told(reconciler, monkeypatch):
    def die(*_asked):
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(Finder, "get_ready", lambda _finder: None)
    monkeypatch.setattr(Finder, "_find_anew", die)
    with pytest.raises(KoreaMapError, match="ended before it had answered: killed, or out of mem"):
        list(reconciler.reconcile_many(["Suigei", "Taiko"], workers=2))


@forks
@pytest.mark.usefixtures("forking")
def test_a_system_that_has_no_room_for_the_workers_says_so(reconciler, monkeypatch):
    def fork():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    with pytest.raises(KoreaMapError, match=r"cannot be begun: Resource .* unavailable; ask for f"):
        list(reconciler.reconcile_many(["Suigei"], workers=2))


@forks
@pytest.mark.usefixtures("forking")
def test_answers_that_nobody_wants_any_more_leave_no_process(reconciler):
    answers = reconciler.reconcile_many(NAMES * 50, workers=2)
    next(answers)
    assert len(multiprocessing.active_children()) == 2
    answers.close()
    assert multiprocessing.active_children() == []


@forks
@pytest.mark.usefixtures("forking")
def test_where_the_system_does_not_tell_memory_the_most_of_it_is_told(
    reconciler, monkeypatch, tmp_path
):
    monkeypatch.setattr(workers, "_PROC", tmp_path)
    told = []
    list(reconciler.reconcile_many(["Suigei"], workers=2, tell=told.append))
    assert pd.Series(told).str.fullmatch(r"2 workers, with at most \d+ MB each, what is .*").all()


def test_where_nothing_forks_one_worker_answers_and_says_so(reconciler, monkeypatch, looked_up):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    told = []
    answers = list(reconciler.reconcile_many(["Suigei", "Taiko"], workers=2, tell=told.append))
    assert [answer.query for answer in answers] == ["Suigei", "Taiko"]
    assert told == ["this system cannot fork the index; one worker answers"]
    with pytest.warns(RuntimeWarning, match="cannot fork the index; one worker answers"):
        assert list(reconciler.reconcile_many(["Suigei", "Taiko"], workers=2)) == answers
    assert looked_up() == {"Suigei": 1, "Taiko": 1}


@forks
def test_a_process_that_has_threads_is_not_forked(reconciler):
    told, end = [], threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        answers = reconciler.reconcile_many(["Suigei"], workers=2, tell=told.append)
        assert [answer.query for answer in answers] == ["Suigei"]
    finally:
        end.set()
        thread.join()
    assert told == ["this process has threads and cannot be forked; one worker answers"]


@pytest.mark.parametrize("number", [0, -1, 65, 1.5, True, "2", None, float("nan")])
def test_what_is_no_number_of_workers_is_refused(reconciler, number):
    with pytest.raises(KoreaMapError, match=r"workers must be a whole number from 1 to 64; .* not"):
        reconciler.reconcile_many(["Suigei"], workers=number)


def test_what_nothing_can_be_told_to_is_refused(reconciler):
    with pytest.raises(KoreaMapError, match=r"tell must be a function .*; 5 is none"):
        reconciler.reconcile_many(["Suigei"], tell=5)


@pytest.mark.parametrize("number", ["0", "65", "two"])
def test_the_command_refuses_what_is_no_number_of_workers(number):
    result = CliRunner().invoke(main, ["reconcile", "Suigei", "--workers", number])
    assert result.exit_code == 2
    assert "Invalid value for '--workers'" in result.stderr


@forks
@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.usefixtures("forking")
def test_the_command_writes_the_same_by_two_workers(tmp_path, form):
    file = tmp_path / "names.txt"
    file.write_text("\n".join(NAMES) + "\n", encoding="utf-8")
    one, two = (
        CliRunner().invoke(
            main, ["reconcile", "--file", str(file), "--format", form, "--workers", number]
        )
        for number in "12"
    )
    assert two.stdout == one.stdout
    assert two.exit_code == one.exit_code == 1
    *problems, blank = one.stderr.splitlines()
    *same, memory, again = two.stderr.splitlines()
    assert (same, again) == (problems, blank)
    assert pd.Series(memory).str.fullmatch(MEMORY).all()


def begin(*arguments, **more):
    """Begin the command in a process of its own, which hears Ctrl-C whoever runs the tests."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import sys; sys.argv[0] = 'korea-map'\n"
        "from korea_map.__main__ import run; run()"
    )
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, "reconcile", "--workers", "2", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])},
        **more,
    )  # fmt: skip


def feed(running, *names):
    running.stdin.write("".join(f"{name}\n" for name in names))
    running.stdin.flush()


def children(process):
    task = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in task.read_text(encoding="ascii").split()]


def are_gone(pids):
    """Wait until processes have ended, and end them where they do not."""
    for _ in range(3000):
        left = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        if not left:
            return True
        time.sleep(0.01)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return False


@forks
def test_each_name_of_a_pipe_is_answered_before_the_next_comes():
    with begin("--file", "-", "--format", "jsonl") as running:
        for names in (["Suigei"], ["Taiko", "Suigei", "Singisiu"]):
            feed(running, *names)
            answers = [json.loads(running.stdout.readline()) for _ in names]
            assert [answer["query"] for answer in answers] == names
        _, told = running.communicate()
    assert running.returncode == 0
    assert pd.Series(told.rstrip("\n")).str.fullmatch(MEMORY).all()


@forks
@pytest.mark.parametrize("whom", ["the process", "all of them"])
def test_ctrl_c_ends_all_with_one_line(whom):
    with begin("--file", "-", "--format", "jsonl") as running:
        feed(running, "Suigei")
        running.stdout.readline()
        pids = children(running)
        assert len(pids) == 2
        send = os.kill if whom == "the process" else os.killpg
        send(running.pid, signal.SIGINT)
        assert running.wait() == 130
        assert running.stderr.read() == "korea-map: stopped\n"
    assert are_gone(pids)


@forks
def test_workers_end_with_the_process_that_began_them():
    with begin("--file", "-", "--format", "jsonl") as running:
        feed(running, "Suigei")
        running.stdout.readline()
        pids = children(running)
        running.kill()
        assert are_gone(pids)


@forks
def test_the_command_says_that_a_worker_was_killed():
    with begin("--file", "-", "--format", "jsonl") as running:
        feed(running, "Suigei")
        running.stdout.readline()
        os.kill(children(running)[0], signal.SIGKILL)
        _, told = running.communicate("Taiko\nSingisiu\n")
    assert running.returncode == 1
    assert told.startswith("korea-map: a worker ended before it had answered: killed, or out of")
    assert len(told.splitlines()) == 1

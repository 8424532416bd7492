"""Tests have no network, nor have the processes that they start; here it is tried.

What is no Python is held by less: the browser by its own rules (below, and every tab is opened
offline), other programs by nothing, since nothing that works on every system holds them.
"""

import ast
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
import sealing

ROOT = Path(__file__).resolve().parent.parent
# nobody has these: RFC 5737 and RFC 6761 keep them for examples
FAR, NAMED = "192.0.2.1", "korea-map.invalid"
WAYS = {
    "a socket": "import socket; socket.socket().close()",
    "a socket of IPv6": "import socket; socket.socket(socket.AF_INET6)",
    "a socket of the module below": "import _socket; _socket.socket(_socket.AF_INET)",
    "a datagram": (
        f"from socket import *\nwith socket(type=SOCK_DGRAM) as one: one.sendto(b'', ('{FAR}', 9))"
    ),
    "a connection": f"import socket; socket.create_connection(('{FAR}', 80), timeout=1)",
    "a server": "import socketserver\nwith socketserver.TCPServer(('', 0), None): pass",
    "a name": f"import socket; socket.getaddrinfo('{NAMED}', 80)",
    "a name, the old way": f"import socket; socket.gethostbyname('{NAMED}')",
    "an address": f"import socket; socket.gethostbyaddr('{FAR}')",
    "a page": f"from urllib.request import urlopen; urlopen('http://{FAR}/', timeout=1)",
    "this machine": "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
}
CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
each = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@pytest.fixture
def tried():
    """Let a test be refused what it tries; the test that tries without it fails."""
    yield
    assert sealing.refused, "nothing was tried"
    sealing.refused.clear()


def run(code, *arguments):
    call = [sys.executable, "-c", code, *arguments]
    return subprocess.run(call, capture_output=True, text=True)


@each
@pytest.mark.usefixtures("tried")
def test_a_test_has_no_sockets_and_looks_no_name_up(way):
    with pytest.raises(OSError, match="the network is off"):
        exec(way, {})  # noqa: S102 - the same lines as in a process below


@each
def test_a_process_that_a_test_starts_has_none_either(way):
    done = run(way)
    assert (done.returncode, "NetworkOffError" in done.stderr) == (1, True)


def test_nor_has_one_that_such_a_process_starts():
    done = run(CHILD, WAYS["a socket"])
    assert (done.returncode, "NetworkOffError" in done.stderr) == (1, True)


@pytest.mark.usefixtures("tried")
def test_an_attempt_counts_though_somebody_catches_the_error():
    with suppress(OSError):
        exec(WAYS["a socket"], {})  # noqa: S102
    assert sealing.refused == ["socket.__new__: a socket"]


@pytest.fixture
def listener():
    """The port of a server on this machine that says one word."""
    import socketserver

    class Word(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.sendall(b"heard")

    with socketserver.TCPServer(("127.0.0.1", 0), Word) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


ASK = "import socket, sys; s = socket.create_connection(('127.0.0.1', int(sys.argv[1])));"
ASK += "print(s.recv(9).decode()); s.close()"


@pytest.mark.loopback
@pytest.mark.usefixtures("tried")
def test_one_that_speaks_with_this_machine_speaks_with_no_other(listener):
    assert run(ASK, str(listener)).stdout == "heard\n"
    for name in ("a datagram", "a connection", "a server", "a name", "an address"):
        with pytest.raises(sealing.NetworkOffError):
            exec(WAYS[name], {})  # noqa: S102
        assert "NetworkOffError" in run(WAYS[name]).stderr


@pytest.mark.network
def test_it_is_the_block_that_refuses_and_not_the_machine(listener, monkeypatch):
    import socket

    for way in ("a socket", "a server"):
        exec(WAYS[way], {})  # noqa: S102
    assert socket.getaddrinfo("127.0.0.1", 80)
    assert run(ASK, str(listener)).stdout == "heard\n"
    monkeypatch.setenv(sealing.LEVEL, "none")
    assert "NetworkOffError" in run(ASK, str(listener)).stderr


def marks_of(path):
    """The marks that a file puts on its tests, by the name of the test."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for one in getattr(node, "decorator_list", ()):
            yield ast.unparse(one).removeprefix("pytest.mark."), node.name


def test_which_tests_have_more_is_known():
    found = {"network": [], "loopback": []}
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        for mark, name in marks_of(path):
            if mark in found:
                found[mark].append(name)
    assert found == {
        "network": ["test_it_is_the_block_that_refuses_and_not_the_machine"],
        "loopback": [
            "test_the_corpus_of_the_page_is_answered_as_in_one_process",
            "test_nothing_jumps_while_the_page_still_comes",
            "test_one_that_speaks_with_this_machine_speaks_with_no_other",
            "test_a_browser_speaks_with_this_machine_and_no_other",
            "test_a_notebook_and_the_code_in_its_words_run_offline_and_draw_its_picture",
            "test_it_is_asked_at_the_address_that_it_tells",
            "test_a_client_of_others_reconciles_a_column",
            "test_the_same_client_narrows_by_type_and_property",
            "test_ten_megabytes_are_refused_with_a_sentence_and_the_next_is_answered",
            "test_a_hundred_at_once_are_each_answered_or_told_to_come_again",
            "test_what_is_no_request_ends_its_own_connection_alone",
            "test_a_head_that_is_too_large_has_its_own_sentence",
            "test_a_head_that_does_not_come_to_its_end_is_given_up",
            "test_the_body_of_a_request_that_is_answered_already_is_not_waited_for",
            "test_who_asks_on_and_takes_no_answer_is_not_waited_for",
            "test_who_comes_while_too_many_are_connected_is_told_to_come_again",
            "test_ctrl_c_ends_it_quietly_and_nothing_was_told_of_what_was_sent",
            "test_a_port_that_is_taken_is_told",
            "test_faulty_data_are_told_and_nothing_is_served",
        ],
    }


@pytest.mark.browser
@pytest.mark.loopback
def test_a_browser_speaks_with_this_machine_and_no_other(chromium, listener):
    tab = chromium.new_page()
    for host in (FAR, NAMED, "localhost", "127.0.0.2"):
        with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
            tab.goto(f"http://{host}:{listener}/")
    # it comes, and is not what a browser takes for an answer
    with pytest.raises(Exception, match="ERR_INVALID_HTTP_RESPONSE"):
        tab.goto(f"http://127.0.0.1:{listener}/")
    tab.close()

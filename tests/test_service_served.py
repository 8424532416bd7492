"""The service at its socket on this machine: `korea-map serve` in a process of its own."""

import errno
import http.client
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import ANY
from urllib.parse import urlsplit

import numpy as np
import pytest
import sealing
from asking import FORM, as_form, faults
from click.testing import CliRunner

import korea_map
from korea_map import cli_serve
from korea_map.cli import main
from korea_map.gazetteer import load_toponyms

ROOT = Path(__file__).resolve().parent.parent
TOLD = "give OpenRefine this address: "
# of the client: pandas says what it will not take any more
of_pandas = pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.drop")
posix = pytest.mark.skipif(os.name == "nt", reason="a signal cannot be sent to a process there")


@contextmanager
def served(*arguments):
    """Run `korea-map serve`; gives the process and the address that it tells."""
    environment = {**os.environ, "PYTHONPATH": sealing.path(ROOT), sealing.LEVEL: "loopback"}
    call = [sys.executable, "-m", "korea_map", "serve", "--port", "0", *map(str, arguments)]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, encoding="utf-8"
    ) as running:
        try:
            line = running.stdout.readline()
            assert line.startswith(TOLD), running.stderr.read()
            yield running, line.removeprefix(TOLD).strip()
        finally:
            running.kill()


@pytest.fixture(scope="module")
def address():
    with served() as (running, address):
        yield address
        assert running.poll() is None, "the server has gone down"


def call(address, *, body=None, path=None, method="GET", headers=None):
    """Ask once, over a connection of its own; gives status, headers and JSON."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    try:
        line.request(method, path or parts.path, body=body, headers=headers or {})
        answer = line.getresponse()
        return answer.status, dict(answer.headers), json.loads(answer.read())
    finally:
        line.close()


PROPERTIES = b"GET /suggest/property HTTP/1.1\r\nHost: a\r\n"
SLOW = {
    "status": "error",
    "message": "the head of the request did not come to its end; send it again",
}
BOUNDED = """
import sys
from korea_map.service import connection
from korea_map.service.app import make_app
from korea_map.service.listening import address_at, listen, serve
with listen("127.0.0.1", 0) as listener:
    print(address_at(listener), flush=True)
    head_within_s, most = float(sys.argv[1]), int(sys.argv[2])
    connection.TAKEN_WITHIN_S = connection._DONE_WITHIN_S = float(sys.argv[3])
    serve(make_app(None), listener, head_within_s=head_within_s, most_connections=most)
"""


@contextmanager
def bounded(*, head_within_s=600, most_connections=9, taken_within_s=600):
    """Run a service without places that has other bounds; gives its address."""
    environment = {**os.environ, "PYTHONPATH": sealing.path(ROOT), sealing.LEVEL: "loopback"}
    call = [
        sys.executable,
        "-c",
        BOUNDED,
        *map(str, (head_within_s, most_connections, taken_within_s)),
    ]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, encoding="utf-8"
    ) as running:
        try:
            yield running.stdout.readline().strip()
            assert running.poll() is None, "the server has gone down"
        finally:
            running.kill()
        assert running.stderr.read() == ""


def connect(address):
    import socket

    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def ask_on(line):
    """Ask until the line breaks, and take no answer."""
    while True:
        line.sendall((PROPERTIES + b"\r\n") * 999)


def read_answer(line):
    """Read one answer; gives status, headers and JSON."""
    answer = http.client.HTTPResponse(line)
    answer.begin()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return answer.status, headers, json.loads(answer.read())


def ask_batch(address, **queries):
    given = {"method": "POST", "headers": {"Content-Type": FORM}}
    return call(address, body=as_form({"queries": queries}), **given)


@pytest.mark.loopback
def test_it_is_asked_at_the_address_that_it_tells(address):
    status, _, told = call(address)
    assert status == 200
    assert faults(told, "manifest") == []
    base = told["suggest"]["entity"]["service_url"]
    assert address == f"{base}/reconcile"
    status, headers, answers = ask_batch(address, q0={"query": "Singisiu"})
    assert (status, headers["access-control-allow-origin"]) == (200, "*")
    assert "server" not in headers
    assert faults(answers, "reconciliation-result-batch") == []
    assert answers["q0"]["result"][0]["match"]


@of_pandas
@pytest.mark.loopback
def test_a_client_of_others_reconciles_a_column(address, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    # where a name has no candidate the client writes what numpy 2 has under this name alone
    monkeypatch.setattr(np, "NaN", np.nan, raising=False)
    import pandas as pd
    from reconciler import reconcile

    names = list(dict.fromkeys(one.toponym for one in load_toponyms() if one.place_id))
    column = pd.Series([*names, "1952"])
    found = reconcile(column, reconciliation_endpoint=address).set_index("input_value")
    for name in names:
        best = korea_map.reconcile(name)[0]
        given = found.loc[name]
        assert (given["id"], bool(given["match"])) == (best.place.id, best.match), name
        assert given["type_id"] in "PAHTS"
    assert pd.isna(found.loc["1952", "id"])


@of_pandas
@pytest.mark.loopback
def test_the_same_client_narrows_by_type_and_property(address, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    import pandas as pd
    from reconciler import reconcile

    table = pd.DataFrame({"name": ["Kinsen", "Kanko"], "side": ["north", "south"]})
    narrowed = reconcile(
        table["name"],
        type_id="P",
        top_res="all",
        property_mapping={"within": table["side"]},
        reconciliation_endpoint=address,
    )
    assert set(narrowed["type_id"]) == {"P"}
    places = {place.id: place for place in korea_map.load_places().values()}
    for name, country in (("Kinsen", "KP"), ("Kanko", "KR")):
        ids = narrowed.loc[narrowed["input_value"] == name, "id"]
        known = [places[one] for one in ids if one in places]
        assert known
        assert {place.country for place in known} == {country}


@pytest.mark.loopback
@pytest.mark.parametrize("chunked", [False, True], ids=["of a length", "without one"])
def test_ten_megabytes_are_refused_with_a_sentence_and_the_next_is_answered(address, chunked):
    body = b"queries=" + b"x" * 10_000_000
    parts = (body[at : at + 65536] for at in range(0, len(body), 65536))
    status, headers, told = call(
        address, body=parts if chunked else body, method="POST", headers={"Content-Type": FORM}
    )
    assert (status, headers["connection"]) == (413, "close")
    assert told["message"] == "the request is larger than 1024 KB; send fewer names"
    assert ask_batch(address, q0={"query": "Taiko"})[0] == 200


@pytest.mark.loopback
def test_a_hundred_at_once_are_each_answered_or_told_to_come_again(address):
    def ask(number):
        return ask_batch(address, q0={"query": f"Singisiu {number}"}, q1={"query": "Taiko"})

    with ThreadPoolExecutor(100) as pool:
        heard = list(pool.map(ask, range(100)))
    assert {status for status, _, _ in heard} <= {200, 503}
    assert sum(status == 200 for status, _, _ in heard) >= 1
    for status, headers, told in heard:
        if status == 200:
            assert faults(told, "reconciliation-result-batch") == []
            assert told["q1"]["result"][0]["id"] == "daegu"
        else:
            assert headers["retry-after"] == "2"
            assert told["message"].endswith("ask again in 2 seconds")
    assert ask_batch(address, q0={"query": "Taiko"})[0] == 200


CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: %b\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.loopback
@pytest.mark.parametrize(
    "sent",
    [
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "GET /?queries=Тайкю HTTP/1.1\r\nHost: a\r\n".encode(),
        CHUNKED % FORM.encode() + b"of no length",
    ],
    ids=[
        "half a line",
        "another protocol",
        "a length that is none",
        "raw letters",
        "a broken body",
    ],
)
def test_what_is_no_request_ends_its_own_connection_alone(address, sent):
    with connect(address) as line:
        line.sendall(sent + b"\r\n" * 2)
        status, headers, told = read_answer(line)
    assert (status, headers["content-type"]) == (400, "application/json")
    assert headers["access-control-allow-origin"] == "*"
    assert told["message"].startswith("this is no HTTP request; its head has at most 64 KB")
    assert call(address)[0] == 200


@pytest.mark.loopback
@pytest.mark.parametrize("ended", [b"\r\n\r\n", b""], ids=["whole", "without end"])
def test_a_head_that_is_too_large_has_its_own_sentence(address, ended):
    with connect(address) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"x" * 66 * 1024 + ended)
        status, headers, told = read_answer(line)
    assert (status, headers["connection"]) == (431, "close")
    assert headers["access-control-allow-origin"] == "*"
    assert told["message"].startswith("the head of the request is larger than 64 KB")
    assert call(address)[0] == 200


@pytest.mark.loopback
def test_a_head_that_does_not_come_to_its_end_is_given_up():
    with bounded(head_within_s=0.2) as address:
        with connect(address) as line:
            assert line.recv(9) == b""  # closed by the server
        with connect(address) as line:
            line.sendall(b"GET / HTTP/1.1\r\nA: ")
            assert read_answer(line) == (408, ANY, SLOW)
            assert line.recv(9) == b""
        with connect(address) as line:
            line.sendall(PROPERTIES + b"\r\n")
            assert read_answer(line)[0] == 200
            line.sendall(b"GET ")
            assert read_answer(line) == (408, ANY, SLOW)
            assert line.recv(9) == b""


@pytest.mark.loopback
def test_the_body_of_a_request_that_is_answered_already_is_not_waited_for():
    with bounded(head_within_s=0.2) as address, connect(address) as line:
        line.sendall(PROPERTIES + b"Content-Length: 9\r\n\r\n")
        assert read_answer(line)[0] == 200
        line.sendall(b"x")
        assert line.recv(9) == b""


@pytest.mark.loopback
def test_who_asks_on_and_takes_no_answer_is_not_waited_for():
    with bounded(taken_within_s=0.2) as address, connect(address) as line:
        # the server ends it, since what it has to send is taken by nobody
        with pytest.raises(ConnectionError):
            ask_on(line)
        assert call(f"{address}/suggest/property")[0] == 200


@pytest.mark.loopback
def test_who_comes_while_too_many_are_connected_is_told_to_come_again():
    with bounded(most_connections=2) as address:
        held = [connect(address) for _ in range(2)]
        with connect(address) as line, connect(address), connect(address) as fifth:
            assert fifth.recv(9) == b""  # beyond twice as many nobody is heard
            line.sendall(PROPERTIES + b"\r\n")
            status, headers, told = read_answer(line)
            assert line.recv(9) == b""
        assert (status, headers["retry-after"], headers["connection"]) == (503, "2", "close")
        assert headers["access-control-allow-origin"] == "*"
        assert told["message"] == "too many connections are open; ask again in 2 seconds"
        for one in held:
            one.close()
        with connect(address) as line:
            line.sendall(PROPERTIES + b"\r\n")
            assert read_answer(line)[0] == 200


@posix
@pytest.mark.loopback
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_quietly_and_nothing_was_told_of_what_was_sent(number):
    broken = {"Content-Type": "multipart/form-data; boundary=edge"}
    with served() as (running, address):
        assert call(address)[0] == 200
        assert call(address, method="POST", body=b"x" * 99, headers=broken)[0] == 400
        running.send_signal(number)
        rest, told = running.communicate(timeout=60)
    assert (running.returncode, rest, told) == (0, "", "Ctrl-C ends it\n")


@pytest.mark.loopback
def test_a_port_that_is_taken_is_told(address):
    port = urlsplit(address).port
    done = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"korea-map: cannot listen at http://127.0.0.1:{port}: ")
    assert done.stderr.endswith("; give another --port, or 0 for any that is free\n")


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_that_this_machine_does_not_have_is_told(monkeypatch, host):
    from korea_map.service import listening

    def refuse(*_, **__):
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    monkeypatch.setattr(listening.socket, "create_server", refuse)
    done = CliRunner().invoke(main, ["serve", "--host", host])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"korea-map: this machine does not have the address {host}; "
        "give --host 127.0.0.1, or another that it has\n"
    )


@pytest.mark.loopback
def test_faulty_data_are_told_and_nothing_is_served(small_data):
    (small_data / "gazetteer.csv").write_text("id\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["serve", "--port", "0", "--data", str(small_data)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "gazetteer.csv:1" in done.stderr


@pytest.mark.parametrize("host", ["atlantis", "127.0.0.1:80", "", "1.2.3"])
def test_a_host_that_is_no_address_is_wrong_use(host):
    done = CliRunner().invoke(main, ["serve", "--host", host])
    assert done.exit_code == 2
    assert f"host {host!r} is no IP address; give one of this machine" in done.stderr


def test_an_address_that_others_can_ask_is_warned_of(monkeypatch):
    from korea_map.service import listening

    class Listener:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def getsockname(self):
            return "0.0.0.0", 8000  # noqa: S104

    ran = []
    monkeypatch.setattr(listening, "listen", lambda *_: Listener())
    monkeypatch.setattr(listening, "serve", lambda *given: ran.append(given))
    for host, warned in (("0.0.0.0", True), ("127.0.0.1", False)):  # noqa: S104
        done = CliRunner().invoke(main, ["serve", "--host", host])
        assert done.exit_code == 0
        told = f"warning: {host} is open to other machines, and nobody is asked who he is"
        assert (told in done.stderr) is warned
    assert len(ran) == 2


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ({}, "starlette >= "),
        ({"starlette": "1.3.0"}, "starlette >= 1.3.1"),
        ({"starlette": "0.99.9"}, "starlette >= 1.3.1"),
    ],
)
def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch, there, missing):
    import importlib.metadata as metadata

    def version(name):
        if not there:
            raise metadata.PackageNotFoundError(name)
        return there.get(name, "99.0.0")

    monkeypatch.setattr(metadata, "version", version)
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 2
    assert missing in done.stderr
    assert 'python -m pip install "korea-map[serve]"' in " ".join(done.stderr.split())


def test_what_the_command_needs_is_what_the_extra_brings():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {f"{name}>={'.'.join(map(str, least))}" for name, least in cli_serve._NEEDED.items()}
    assert set(project["optional-dependencies"]["serve"]) == needed

"""The service as an application of the web, asked without a socket."""

import asyncio
import json
from threading import Event
from urllib.parse import urlencode

import pytest
from asking import FORM, HOST, as_form, ask, faults, post, run, send

from korea_map.names.weigh import weigh_name
from korea_map.names_out import Few
from korea_map.service import app as application
from korea_map.service import door
from korea_map.service.app import make_app
from korea_map.service.catalogue import open_catalogue
from korea_map.service.limits import LARGEST_BODY, LARGEST_HEAD, MOST_WAITING, Worker

CHUNK = b"queries=" + b"x" * 65528
QUERIES = {"queries": {"q0": {"query": "Singisiu"}}}
SINUIJU = "sinuiju"


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue(None, None, Few())


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def told():
    return []


@pytest.fixture
def app(catalogue, worker, told):
    return make_app(catalogue, worker=worker, tell=told.append)


def multipart(*parts):
    lines = []
    for head, text in parts:
        lines += ["--edge", f"Content-Disposition: form-data; {head}", "", text]
    return {
        "headers": [("content-type", "multipart/form-data; boundary=edge")],
        "body": ["\r\n".join([*lines, "--edge--", ""]).encode()],
    }


def test_it_is_asked_alike_where_a_loop_runs_already(app):
    async def ask_within():
        return ask(app, "/reconcile")

    assert run(ask_within()).record == ask(app, "/reconcile").record


@pytest.mark.parametrize("path", ["/", "/reconcile"])
def test_nothing_asked_gives_the_manifest_with_the_address_that_was_asked(app, path):
    heard = ask(app, path)
    assert (heard.status, heard.headers["content-type"]) == (200, "application/json")
    assert faults(heard.record, "manifest") == []
    for what in ("entity", "property", "type"):
        assert heard.record["suggest"][what]["service_url"] == f"http://{HOST}"
    assert heard.record["preview"]["url"] == f"http://{HOST}/preview?id={{{{id}}}}"


@pytest.mark.parametrize("host", ['evil.example/"><script>', "", "a b", "[::1", "x" * 400])
def test_a_host_that_is_none_does_not_come_back(app, host):
    async def change(scope, receive, send_out):
        kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
        await app({**scope, "headers": [*kept, (b"host", host.encode())]}, receive, send_out)

    assert ask(change, "/reconcile").record["view"]["url"].startswith("http://127.0.0.1:8000/")


def test_the_pages_that_the_manifest_names_are_there(app):
    told = ask(app, "/reconcile").record
    paths = [told["extend"]["propose_properties"]["service_path"] + "?type=P"]
    for what, one in (("entity", "busan"), ("property", "hanja"), ("type", "P")):
        there = told["suggest"][what]
        paths.append(there["service_path"] + "?prefix=b")
        paths.append(there["flyout_service_path"].replace("${id}", one))
    paths.append(told["preview"]["url"].removeprefix(f"http://{HOST}").replace("{{id}}", "busan"))
    paths.append(told["view"]["url"].removeprefix(f"http://{HOST}").replace("{{id}}", "busan"))
    for path in paths:
        assert ask(app, path).status == 200, path


def test_a_batch_is_answered_alike_whichever_way_it_comes(app):
    text = json.dumps(QUERIES["queries"])
    ways = [
        post(app, QUERIES),
        post(app, QUERIES, path="/"),
        ask(app, "/reconcile", query={"queries": text}),
        ask(app, "/reconcile", method="POST", **multipart(('name="queries"', text))),
        post(app, QUERIES, headers=[("content-type", f"{FORM}; charset=UTF-8")]),
        post(app, {}, query={"queries": text}),
    ]
    for heard in ways:
        assert heard.status == 200
        assert faults(heard.record, "reconciliation-result-batch") == []
        assert heard.record == ways[0].record
    assert ways[0].record["q0"]["result"][0]["id"] == SINUIJU


@pytest.mark.parametrize("name", ["Тайкю", "大邱", "대구"])
def test_letters_that_are_not_encoded_are_read_as_those_that_are(app, name):
    text = json.dumps({"q0": {"query": name}}, ensure_ascii=False)
    sent = f"queries={text}".encode()
    # a letter may come in two parts
    heard = post(app, {}, body=[sent[at : at + 1] for at in range(len(sent))])
    assert heard.record == post(app, {"queries": text}).record
    assert heard.record["q0"]["result"][0]["id"] == "daegu"


def test_a_sign_that_ends_no_field_is_part_of_it(app):
    area = [{"pid": "within", "v": "126; 37.5; 127; 39"}]
    text = json.dumps({"q0": {"query": "Kinsen", "properties": area}})
    heard = post(app, {}, body=[f"queries={text}".encode()])
    assert heard.record["q0"]["result"][0]["id"] == "kumchon"


def test_properties_of_places_are_given_whichever_way_they_are_asked(app):
    wish = {"ids": ["busan"], "properties": [{"id": "hanja"}]}
    sent = post(app, {"extend": wish})
    assert faults(sent.record, "data-extension-response") == []
    assert sent.record["rows"] == {"busan": {"hanja": [{"str": "釜山"}]}}
    assert ask(app, "/", query={"extend": json.dumps(wish)}).record == sent.record


REFUSED = {
    "broken JSON": ({"fields": {"queries": '{"q0": {'}}, 400, "queries is no JSON"),
    "a batch that is too large": (
        {"fields": {"queries": {key: {} for key in map(str, range(51))}}},
        413,
        "51 queries; send at most 50 at once",
    ),
    "two things at once": ({"fields": {**QUERIES, "extend": "{}"}}, 400, "queries and extend at"),
    "nothing": ({"fields": {}}, 400, "nothing is asked; give queries or extend"),
    "no form": (
        {"fields": {}, "headers": [("content-type", "application/json")], "body": [b"{}"]},
        400,
        "the request is no form",
    ),
    "no kind of form": ({"fields": {}, "headers": []}, 400, "the request is no form"),
    "too many fields": (
        {"fields": dict.fromkeys(map(str, range(21)), "")},
        400,
        "the form has more than 20 fields; give queries as a field of it",
    ),
    "too many parts": (
        multipart(*[(f'name="{number}"', "") for number in range(21)]),
        400,
        "Too many fields. Maximum number of fields is 20; give queries as a field",
    ),
    "a form that is not in UTF-8": (
        {"body": ['queries={"q0":{"query":"강릉"}}'.encode("euc-kr")]},
        400,
        "the form is not in UTF-8; percent-encode the UTF-8 of its letters",
    ),
    "such a form that is percent-encoded": (
        {"body": [b"queries=%B0%AD%B8%AA"]},
        400,
        "the form is not in UTF-8; percent-encode the UTF-8 of its letters",
    ),
    "a file": (multipart(('name="queries"; filename="q.json"', "{}")), 400, "Too many files"),
    "an edge that is none": (
        {"headers": [("content-type", "multipart/form-data")], "body": [b"x"]},
        400,
        "Missing boundary in multipart",
    ),
    "a form that breaks off": (
        {"headers": [("content-type", "multipart/form-data; boundary=edge")], "body": [b"x" * 99]},
        400,
        ("Invalid multipart data", "the request is no form"),  # by the version that reads it
    ),
}


@pytest.mark.parametrize(("given", "status", "message"), REFUSED.values(), ids=REFUSED)
def test_a_request_that_cannot_be_read_has_a_sentence(app, told, given, status, message):
    fields = given.get("fields", {})
    rest = {name: one for name, one in given.items() if name != "fields"}
    heard = post(app, fields, **rest)
    assert (heard.status, heard.headers["content-type"]) == (status, "application/json")
    assert heard.message.startswith(message)
    assert post(app, QUERIES).record["q0"]["result"][0]["id"] == SINUIJU
    assert told == []


@pytest.mark.parametrize(
    ("path", "method", "status", "message"),
    [
        ("/reconcile?queries=%7B", "GET", 400, "queries is no JSON"),
        ("/reconcile?query=Singisiu", "GET", 400, "nothing is asked; give queries or extend"),
        ("/suggest/entity?prefix=b&cursor=x", "GET", 400, "cursor='x' is no whole number"),
        ("/properties?type=P&limit=-1", "GET", 400, "limit='-1' is no whole number"),
        ("/flyout/type?id=castle", "GET", 404, "no type has the id 'castle'"),
        ("/atlantis", "GET", 404, "nothing is here; ask /reconcile"),
        ("/../../etc/passwd", "GET", 404, "nothing is here; ask /reconcile"),
        ("/reconcile", "DELETE", 405, "send GET or POST"),
        ("/preview", "POST", 405, "send GET"),
        ("/suggest/entity", "PUT", 405, "send GET"),
    ],
)
def test_what_is_not_there_has_a_sentence(app, path, method, status, message):
    heard = ask(app, path, method=method)
    assert heard.status == status
    assert heard.message.startswith(message)


@pytest.mark.parametrize(
    ("path", "methods", "message"),
    [
        ("/reconcile", "GET, HEAD, POST, OPTIONS", "send GET or POST"),
        ("/preview", "GET, HEAD, OPTIONS", "send GET"),
    ],
)
def test_a_method_that_is_not_heard_is_told_which_are(app, path, methods, message):
    heard = ask(app, path, method="DELETE")
    assert (heard.status, heard.headers["allow"], heard.message) == (405, methods, message)
    assert ask(app, path, method="OPTIONS").headers["allow"] == methods
    for method in ("GET", "HEAD", "OPTIONS"):
        assert ask(app, path, method=method).status != 405


@pytest.mark.parametrize(
    "headers",
    [[("cookie", "x" * LARGEST_HEAD)], [(f"x-{n}", "1") for n in range(LARGEST_HEAD // 8)]],
    ids=["one long line", "many lines"],
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_a_head_that_is_too_large_is_refused(app, headers, method):
    heard = ask(app, "/reconcile", method=method, headers=headers)
    assert heard.status == 431
    assert heard.message == (
        "the head of the request is larger than 64 KB; send long queries as a form"
    )
    assert heard.headers["connection"] == "close"
    assert "retry-after" not in heard.headers


def test_an_address_that_is_too_long_is_refused_and_one_that_fits_is_read(app):
    assert ask(app, "/reconcile", query={"queries": " " * LARGEST_HEAD}).status == 431
    few = {"queries": json.dumps(QUERIES["queries"]) + " " * (LARGEST_HEAD - 999)}
    assert ask(app, "/reconcile", query=few).status == 200


@pytest.mark.parametrize("path", ["http://maps.test:81/reconcile", "HTTP://maps.test:81"])
def test_a_whole_address_is_that_of_its_path_and_host(app, path):
    heard = ask(app, path)
    assert heard.status == 200
    assert heard.record["view"]["url"].startswith("http://maps.test:81/preview")
    assert ask(app, "http://maps.test/atlantis").status == 404


def test_every_answer_may_be_read_from_any_origin(app):
    answers = [
        ask(app, "/reconcile"),
        post(app, QUERIES),
        ask(app, "/suggest/entity?prefix=b"),
        ask(app, "/preview?id=busan"),
        ask(app, "/preview?id=atlantis"),
        ask(app, "/atlantis"),
        ask(app, "/reconcile", method="PUT"),
        post(app, {}, body=[CHUNK] * 20),
        ask(app, "/reconcile", method="OPTIONS"),
    ]
    assert [heard.status for heard in answers] == [200, 200, 200, 200, 404, 404, 405, 413, 204]
    for heard in answers:
        assert heard.headers["access-control-allow-origin"] == "*"
        assert heard.headers["x-content-type-options"] == "nosniff"
    asked_before = answers[-1].headers
    assert asked_before["access-control-allow-methods"] == "GET, POST, OPTIONS"
    assert "Content-Type" in asked_before["access-control-allow-headers"]


def test_a_preview_has_its_policy(app):
    for path in ("/preview?id=busan&query=Pusan", "/preview?id=%3Cscript%3E"):
        heard = ask(app, path)
        assert heard.headers["content-type"] == "text/html; charset=utf-8"
        assert heard.headers["content-security-policy"].startswith("default-src 'none'; style-src")
        assert "<script" not in heard.text


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=edge"])
def test_a_request_of_ten_megabytes_is_refused_at_its_first(app, kind):
    head = b'--edge\r\nContent-Disposition: form-data; name="queries"\r\n\r\n'
    parts = [head, *[CHUNK] * 160] if "edge" in kind else [CHUNK] * 160
    heard = post(app, {}, body=parts, headers=[("content-type", kind)])
    assert (heard.status, heard.headers["connection"]) == (413, "close")
    assert heard.message == "the request is larger than 1024 KB; send fewer names"
    # the answer leaves at once, and the rest runs past it
    assert LARGEST_BODY < heard.taken_first <= LARGEST_BODY + len(CHUNK)
    assert heard.taken == sum(map(len, parts))
    assert post(app, QUERIES).status == 200


def test_a_request_without_end_runs_past_within_bounds(app):
    def endless():
        while True:
            yield CHUNK

    heard = post(app, {}, body=endless())
    assert heard.status == 413
    assert heard.taken <= door._RUN_PAST + len(CHUNK)


def test_a_body_just_as_large_as_allowed_is_read(app):
    form = as_form(QUERIES)
    room = LARGEST_BODY - len(form) - len("&x=")
    assert post(app, {}, body=[form + b"&x=" + b"y" * room]).status == 200
    assert post(app, {}, body=[form + b"&x=" + b"y" * (room + 1)]).status == 413


def test_a_request_that_never_ends_is_given_up(app, monkeypatch):
    monkeypatch.setattr(application, "SENT_WITHIN_S", 0.05)
    monkeypatch.setattr(door, "_RUN_PAST_S", 0.05)

    async def hang(scope, _, send):
        async def receive():
            await asyncio.Event().wait()

        await app(scope, receive, send)

    heard = post(hang, QUERIES)
    assert (heard.status, heard.headers["connection"]) == (408, "close")
    assert heard.message == "the request did not come to its end; send it again"


def test_who_hangs_up_while_sending_is_no_fault(app, told):
    async def hang_up(scope, _, send):
        async def receive():
            return {"type": "http.disconnect"}

        await app(scope, receive, send)

    assert post(hang_up, QUERIES).status == 400
    assert told == []


class Held:
    """An engine that answers when it is let go."""

    def __init__(self, catalogue):
        self.go = Event()
        self.catalogue = catalogue

    def __getattr__(self, name):
        if name == "reconciler":
            self.go.wait(60)
        return getattr(self.catalogue, name)


def test_of_a_hundred_requests_at_once_each_is_answered_or_told_to_come_again(catalogue, worker):
    held = Held(catalogue)
    app = make_app(held, worker=worker)
    form = {"method": "POST", "headers": [("content-type", FORM)]}

    async def ask_all():
        asked = [
            asyncio.create_task(send(app, "/reconcile", body=[as_form(QUERIES)], **form))
            for _ in range(100)
        ]
        turned_away = 0
        while turned_away < 100 - MOST_WAITING:
            await asyncio.sleep(0)
            turned_away = sum(task.done() for task in asked)
        # while the engine is held, what needs none is answered
        manifest = await send(app, "/reconcile")
        properties = await send(app, "/suggest/property?prefix=h")
        held.go.set()
        return manifest, properties, await asyncio.gather(*asked)

    manifest, properties, heard = run(ask_all())
    assert (manifest.status, properties.status) == (200, 200)
    answered = [one for one in heard if one.status == 200]
    assert len(answered) == MOST_WAITING
    assert all(one.record["q0"]["result"][0]["id"] == SINUIJU for one in answered)
    away = [one for one in heard if one.status == 503]
    assert len(away) == 100 - MOST_WAITING
    for one in away:
        assert one.headers["retry-after"] == "2"
        assert one.message == f"{MOST_WAITING} requests wait already; ask again in 2 seconds"
    assert post(app, QUERIES).status == 200


def test_a_request_that_takes_too_long_is_given_up_and_the_next_is_answered(catalogue):
    held, worker = Held(catalogue), Worker(within_s=0.05)
    app = make_app(held, worker=worker)
    heard = post(app, QUERIES)
    held.go.set()
    assert (heard.status, heard.headers["retry-after"]) == (503, "2")
    assert heard.message.startswith("not answered within the time that a request has")
    worker.close()
    assert post(make_app(catalogue), QUERIES).status == 200


def test_what_waits_when_the_service_ends_is_told(catalogue):
    held, worker = Held(catalogue), Worker()
    app = make_app(held, worker=worker)

    async def ask_and_close():
        given = {"method": "POST", "headers": [("content-type", FORM)]}
        first = asyncio.create_task(
            send(app, "/", body=[as_form({"queries": {"a": {"query": "Taiko"}, "b": {}}})], **given)
        )
        while not worker._taken:
            await asyncio.sleep(0)
        worker.close()
        held.go.set()
        return await first

    heard = run(ask_and_close())
    assert (heard.status, heard.message) == (
        503,
        "the service is being stopped; start it and ask again",
    )


def test_who_waits_longer_than_the_end_of_the_service_is_told(catalogue, worker):
    held = Held(catalogue)
    app = make_app(held, worker=worker)

    async def ask_and_cancel():
        given = {"method": "POST", "headers": [("content-type", FORM)]}
        asked = asyncio.create_task(send(app, "/", body=[as_form(QUERIES)], **given))
        while not worker._taken:
            await asyncio.sleep(0)
        asked.cancel()
        return await asked

    heard = run(ask_and_cancel())
    held.go.set()
    assert (heard.status, heard.headers["connection"]) == (503, "close")
    assert heard.headers["access-control-allow-origin"] == "*"
    assert heard.message == "the service is being stopped; start it and ask again"


def test_nothing_is_kept_of_how_a_name_was_weighed(app):
    for path in (
        "/reconcile?" + urlencode({"queries": '{"q0": {"query": "Singisiu"}}'}),
        "/suggest/entity?prefix=Manpkhodin",
    ):
        assert ask(app, path).status == 200
        assert weigh_name.cache_info().currsize == 0


def test_a_fault_of_the_service_is_told_without_what_was_asked(worker, told):
    class Broken:
        def __getattr__(self, name):
            raise ZeroDivisionError("secret")

    app = make_app(Broken(), worker=worker, tell=told.append)

    async def keep(scope, receive, send_out):
        with pytest.raises(ZeroDivisionError):
            await app(scope, receive, send_out)

    heard = post(keep, {"queries": {"q0": {"query": "Secret"}}})
    assert (heard.status, heard.headers["access-control-allow-origin"]) == (500, "*")
    assert heard.message == "the service failed at this; ask for something else"
    assert told == ["a request to '/reconcile' failed: ZeroDivisionError"]


def test_half_a_character_travels_as_an_escape(app):
    text = '{"\\ud800": {"query": "Taiko\\ud800"}}'
    heard = ask(app, "/", query={"queries": text})
    assert heard.status == 200
    assert heard.record["\ud800"]["message"] == "character 6 is not UTF-8"
    wish = '{"ids": ["\\ud800"], "properties": [{"id": "\\ud800"}]}'
    assert ask(app, "/", query={"extend": wish}).record["rows"] == {"\ud800": {"\ud800": []}}


def test_nothing_is_told_of_what_is_asked(app, told, capfd):
    post(app, QUERIES)
    ask(app, "/preview?id=busan&query=Secret")
    assert told == []
    assert capfd.readouterr() == ("", "")

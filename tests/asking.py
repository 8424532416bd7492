"""The service asked without a socket, and the schemas that its answers are held to."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

SCHEMAS = Path(__file__).resolve().parent / "schemas" / "reconciliation-0.2"
ELSEWHERE = "http://swagger.io/v2/schema.json"
NO_PASSWORD = {"definitions": {"securityDefinitions": {"additionalProperties": {"not": {}}}}}
FORM = "application/x-www-form-urlencoded"
HOST = "127.0.0.1:8000"


@cache
def registry():
    """The schemas by their address; none is fetched from anywhere."""
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    named = [(schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas]
    return Registry().with_resources([*named, (ELSEWHERE, DRAFT7.create_resource(NO_PASSWORD))])


def faults(record, name):
    """What a schema has against a record, as JSON would hold it."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    checked = Draft7Validator(schema, registry=registry()).iter_errors(json.loads(to_json(record)))
    return [f"{error.json_path}: {error.message}" for error in checked]


def to_json(record):
    return json.dumps(record, allow_nan=False)


@dataclass
class Heard:
    """What came back."""

    status: int
    headers: dict
    text: str
    taken: int = 0
    taken_first: int = 0
    parts: list = field(default_factory=list)

    @property
    def record(self):
        return json.loads(self.text)

    @property
    def message(self):
        assert self.record["status"] == "error"
        return self.record["message"]


async def send(app, path, *, method="GET", body=(), headers=(), query=None):
    """Ask an application, and tell what came back and how much of the body it took."""
    path, _, given = path.partition("?")
    query = given if query is None else urlencode(query)
    heard = Heard(0, {}, "")
    parts = iter(body)
    lines = [(b"host", HOST.encode()), *((n.encode(), v.encode()) for n, v in headers)]
    if method == "POST":
        lines.append((b"transfer-encoding", b"chunked"))

    async def receive():
        part = next(parts, None)
        heard.taken += len(part or b"")
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    async def hear(message):
        if message["type"] == "http.response.start":
            heard.status = message["status"]
            heard.headers = {n.decode(): v.decode() for n, v in message["headers"]}
            heard.taken_first = heard.taken
        else:
            heard.parts.append(message["body"])

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": query.encode(), "headers": lines, "scheme": "http", "root_path": "",
        "http_version": "1.1", "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 50000),
        "asgi": {"version": "3.0"},
    }  # fmt: skip
    await app(scope, receive, hear)
    heard.text = b"".join(heard.parts).decode()
    return heard


def ask(app, path, **given):
    """Ask once."""
    return run(send(app, path, **given))


def run(coroutine):
    """Run a coroutine to its end in a thread of its own, and give or raise what comes of it.

    A browser that a test has opened before leaves a loop running in the thread of the tests.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def post(app, fields, path="/reconcile", **given):
    """Send a form."""
    sent = {"method": "POST", "headers": [("content-type", FORM)], "body": [as_form(fields)]}
    return ask(app, path, **(sent | given))


def as_form(fields):
    return urlencode(
        {name: one if isinstance(one, str) else json.dumps(one) for name, one in fields.items()}
    ).encode()

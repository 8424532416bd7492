"""The service as an application of the web: routes, forms, and what every answer carries.

The one module that knows Starlette.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from korea_map.service import manifest, preview, suggest
from korea_map.service.candidates import answer_batch
from korea_map.service.catalogue import Catalogue
from korea_map.service.door import Door
from korea_map.service.extend import extend, propose_properties, read_wish
from korea_map.service.limits import AGAIN_AFTER_S, LARGEST_BODY, SENT_WITHIN_S, Worker
from korea_map.service.queries import read_batch
from korea_map.service.refusals import BAD, BUSY, TOO_SLOW, RefusedError, as_record

_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_POSTED: Final = ("/", manifest.ENDPOINT)
"""Paths to which something may be sent."""
_FIELDS: Final = 20
"""Fields of a form; one is wanted."""
_HOST: Final = re.compile(
    r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?"
)
_FAULT: Final = 500


def make_app(
    catalogue: Catalogue, *, worker: Worker | None = None, tell: Callable[[str], None] | None = None
) -> ASGIApp:
    """Return the service.

    Parameters
    ----------
    catalogue
        The places.
    worker
        Asks the engine; None for one with the usual limits.
    tell
        Hears of a fault of the service itself, without what was asked; None for nobody.
    """
    desk = _Desk(catalogue, worker or Worker(), tell or (lambda _: None))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.worker.close()

    routes = [
        *(Route(path, desk.reconcile, methods=["GET", "POST"]) for path in _POSTED),
        Route(f"{manifest.SUGGEST}/entity", desk.suggest_places),
        Route(f"{manifest.SUGGEST}/property", desk.suggest_properties),
        Route(f"{manifest.SUGGEST}/type", desk.suggest_kinds),
        *(Route(f"{manifest.FLYOUT}/{what}", desk.fly_out) for what in suggest.WHATS),
        Route(manifest.PROPOSALS, desk.propose),
        Route(manifest.PREVIEW, desk.preview),
    ]
    handlers: dict[Any, Any] = {
        ClientDisconnect: _hang_up,
        RefusedError: _refuse,
        HTTPException: _refuse_http,
        Exception: desk.say_fault,
    }
    app = Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan)
    app.router.redirect_slashes = False
    return Door(app, posted=_POSTED)


class _Desk:
    """Takes a request in, and gives what the other modules make of it."""

    def __init__(self, catalogue: Catalogue, worker: Worker, tell: Callable[[str], None]) -> None:
        self.catalogue = catalogue
        self.worker = worker
        self.tell = tell

    async def reconcile(self, request: Request) -> Response:
        """Answer a batch or a wish for properties; else say what there is."""
        given = await _read_parameters(request)
        queries, wish = given.get("queries"), given.get("extend")
        if queries is not None and wish is not None:
            raise RefusedError(BAD, "queries and extend at once; ask one after the other")
        if queries is not None:
            batch = read_batch(queries)
            return _json(
                await self.worker.run(lambda until: answer_batch(self.catalogue, batch, until))
            )
        if wish is not None:
            return _json(extend(self.catalogue, read_wish(wish)))
        if request.method == "POST" or "query" in given:
            raise RefusedError(BAD, "nothing is asked; give queries or extend")
        return _json(manifest.describe_service(self.catalogue, _base(request)))

    async def suggest_places(self, request: Request) -> Response:
        """Suggest places."""
        prefix, skip = _read_prefix(request)
        found = await self.worker.run(
            lambda until: suggest.suggest_places(self.catalogue, prefix, until, skip=skip)
        )
        return _json(found)

    async def suggest_properties(self, request: Request) -> Response:
        """Suggest properties."""
        prefix, skip = _read_prefix(request)
        return _json(suggest.suggest_properties(prefix, skip=skip))

    async def suggest_kinds(self, request: Request) -> Response:
        """Suggest types."""
        prefix, skip = _read_prefix(request)
        return _json(suggest.suggest_kinds(self.catalogue, prefix, skip=skip))

    async def fly_out(self, request: Request) -> Response:
        """Show a suggestion."""
        what = request.url.path.rpartition("/")[2]
        one = request.query_params.get("id", "")
        return _json(suggest.fly_out(self.catalogue, what, one))

    async def propose(self, request: Request) -> Response:
        """Propose properties of places that are found."""
        limit = suggest.read_count(request.query_params.get("limit"), "limit")
        return _json(propose_properties(request.query_params.get("type", ""), limit))

    async def preview(self, request: Request) -> Response:
        """Show a place."""
        place_id = request.query_params.get("id", "")
        name = request.query_params.get("query", "")
        try:
            page = await self.worker.run(
                lambda _: preview.render_preview(self.catalogue, place_id, name)
            )
        except RefusedError as refusal:
            return _page(preview.render_refusal(str(refusal)), refusal.status)
        return _page(page)

    async def say_fault(self, request: Request, error: Exception) -> Response:
        """Say that the service itself failed, and to whoever runs it where."""
        self.tell(f"a request to {request.scope['path'][:40]!r} failed: {type(error).__name__}")
        return _json(as_record("the service failed at this; ask for something else"), _FAULT)


async def _read_parameters(request: Request) -> dict[str, str]:
    """Return the parameters of a request: those of the address, and of the form that is sent."""
    given = dict(request.query_params)
    if request.method != "POST":
        return given
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS:
        raise RefusedError(BAD, f"the request is no form; send it as {_FORMS[0]}")
    try:
        async with asyncio.timeout(SENT_WITHIN_S):
            sent = await (_read_urlencoded if kind == _FORMS[0] else _read_multipart)(request)
    except TimeoutError:
        raise RefusedError(TOO_SLOW, "the request did not come to its end; send it again") from None
    return given | sent


async def _read_urlencoded(request: Request) -> dict[str, str]:
    """Return the fields of a form, its letters percent-encoded or as they are.

    Starlette takes those that are not encoded for Latin-1, and curl -d sends Cyrillic so.
    """
    body = await request.body()
    if body.count(b"&") >= _FIELDS:
        raise RefusedError(
            BAD, f"the form has more than {_FIELDS} fields; give queries as a field of it"
        )
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise RefusedError(
            BAD, "the form is not in UTF-8; percent-encode the UTF-8 of its letters"
        ) from None
    return dict(pairs)


async def _read_multipart(request: Request) -> dict[str, str]:
    """Return the fields of a form that comes in parts; files are refused."""
    try:
        form = await request.form(max_files=0, max_fields=_FIELDS, max_part_size=LARGEST_BODY)
    except FormParserError:
        raise RefusedError(BAD, f"the request is no form of the kind {_FORMS[1]}") from None
    except HTTPException as error:
        reason = error.detail.rstrip(".")
        raise RefusedError(BAD, f"{reason}; give queries as a field of the form") from None
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _read_prefix(request: Request) -> tuple[str, int]:
    skip = suggest.read_count(request.query_params.get("cursor"), "cursor")
    return request.query_params.get("prefix", ""), skip or 0


def _base(request: Request) -> str:
    """Return the address under which the service was asked."""
    host = request.headers.get("host", "")
    if _HOST.fullmatch(host):
        return f"{request.url.scheme}://{host}"
    return manifest.address_of(*request.scope["server"])


def _json(record: Any, status: int = 200) -> Response:
    # in ASCII: half a character, as a hostile query may hold, has no UTF-8
    text = json.dumps(record, allow_nan=False, separators=(",", ":"))
    again = {"retry-after": str(AGAIN_AFTER_S)} if status == BUSY else None
    return Response(text, status, again, media_type="application/json")


def _page(text: str, status: int = 200) -> Response:
    made = Response(text, status, media_type="text/html")
    made.headers["content-security-policy"] = preview.policy()
    return made


async def _refuse(_: Request, refusal: RefusedError) -> Response:
    return _json(as_record(str(refusal)), refusal.status)


async def _hang_up(*_: object) -> Response:
    return Response(status_code=BAD)  # nobody is there to hear it


async def _refuse_http(request: Request, error: HTTPException) -> Response:
    methods = "GET or POST" if request.scope["path"] in _POSTED else "GET"
    known = {404: f"nothing is here; ask {manifest.ENDPOINT}", 405: f"send {methods}"}
    return _json(as_record(known.get(error.status_code, error.detail)), error.status_code)

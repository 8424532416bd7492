"""The door of the service: who may ask from where, and how much of a request is let in.

Every answer may be read by a page of any origin, as the API demands. What a request sends is
counted while it comes; one that sends too much is answered at once, and what still comes is
let run past, within bounds, so that the sender hears the answer instead of a broken line. Who is
still waiting when the service ends is told so. Of an address that is written out whole, as for a
proxy, the path is asked.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from korea_map.service.limits import AGAIN_AFTER_S, LARGEST_BODY, LARGEST_HEAD, STOPPING
from korea_map.service.refusals import BUSY, LONG_HEAD, TOO_LARGE, RefusedError, as_record

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_RUN_PAST: Final = 32 * 2**20
"""Bytes of a refused request that are let run past."""
_RUN_PAST_S: Final = 5.0
"""Seconds in which."""
TOO_LONG: Final = (
    f"the head of the request is larger than {LARGEST_HEAD // 1024} KB; send long queries as a form"
)
CROWDED: Final = f"too many connections are open; ask again in {AGAIN_AFTER_S} seconds"
_FAULTY: Final = 400
_NOT_SO: Final = 405
_CLOSE: Final = (b"connection", b"close")
EVERYWHERE: Final = [
    (b"access-control-allow-origin", b"*"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]
"""What every answer carries."""
_ASKED_BEFORE: Final = [
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, X-Requested-With"),
    (b"access-control-max-age", b"86400"),
]
_WHOLE: Final = re.compile(r"https?://(?P<host>[^/]*)(?P<path>/.*)?", re.IGNORECASE | re.DOTALL)
_BETWEEN: Final = len(": \r\n")
"""Bytes of a line of a head beside its name and its value."""


class Door:
    """An application behind which the service stands.

    Parameters
    ----------
    app
        The service.
    posted
        Paths to which something may be sent.
    largest
        Bytes that a request may send, its head not counted.
    """

    def __init__(
        self, app: ASGIApp, *, posted: Collection[str] = (), largest: int = LARGEST_BODY
    ) -> None:
        self._app = app
        self._posted = posted
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, and its answer out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        long = _size_of_head(scope) > LARGEST_HEAD
        scope = _without_host(scope)
        body = _Counted(scope, receive, self._largest)
        allowed = [(b"allow", self._tell_allowed(scope["path"]))]
        if scope["method"] == "OPTIONS" and not long:
            await _say_who_may(send, allowed)
            return
        begun = given_up = False

        async def let_out(message: Message) -> None:
            nonlocal begun, given_up
            if message["type"] == "http.response.start":
                begun = True
                given_up = message["status"] >= _FAULTY and not body.ended
                close = [_CLOSE] if given_up and _CLOSE not in message["headers"] else []
                more = allowed if message["status"] == _NOT_SO else []
                message = {**message, "headers": [*message["headers"], *EVERYWHERE, *close, *more]}
            elif given_up and not message.get("more_body", False):
                await send({**message, "more_body": True})
                await body.run_past()
                message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(message)

        if long:
            await _refuse(let_out, TOO_LONG, LONG_HEAD)
            return
        try:
            await self._app(scope, body.receive, let_out)
        except asyncio.CancelledError:
            if begun:
                raise
            body.ended = True  # nothing more is waited for
            await _refuse(let_out, STOPPING)

    def _tell_allowed(self, path: str) -> bytes:
        """Return by which methods a path may be asked."""
        return b"GET, HEAD, POST, OPTIONS" if path in self._posted else b"GET, HEAD, OPTIONS"


async def turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell who comes while too many are connected to come again, and end his connection."""

    async def refuse(_: Scope, __: Receive, send_out: Send) -> None:
        await _refuse(send_out, CROWDED)

    await Door(refuse)(scope, receive, send)


class _Counted:
    """What a request sends, counted."""

    def __init__(self, scope: Scope, receive: Receive, largest: int) -> None:
        names = {name for name, _ in scope["headers"]}
        self.ended = not names & {b"content-length", b"transfer-encoding"}
        self._receive = receive
        self._largest = largest
        self._taken = 0

    async def receive(self) -> Message:
        """Give the next part, or refuse the whole."""
        message = await self._take()
        if self._taken > self._largest:
            most = f"{self._largest // 1024} KB"
            raise RefusedError(TOO_LARGE, f"the request is larger than {most}; send fewer names")
        return message

    async def run_past(self) -> None:
        """Take what still comes, and keep nothing."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_RUN_PAST_S):
                while not self.ended and self._taken < _RUN_PAST:
                    await self._take()

    async def _take(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        self.ended = self.ended or not message.get("more_body", False)
        return message


async def _refuse(send: Send, sentence: str, status: int = BUSY) -> None:
    """Send a refusal after which the connection ends."""
    text = json.dumps(as_record(sentence)).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(text)).encode()),
        _CLOSE,
    ]
    if status == BUSY:
        headers.append((b"retry-after", str(AGAIN_AFTER_S).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


async def _say_who_may(send: Send, allowed: Iterable[tuple[bytes, bytes]]) -> None:
    """Answer a browser that asks before it sends: everybody may."""
    headers = [*EVERYWHERE, *_ASKED_BEFORE, *allowed]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _size_of_head(scope: Scope) -> int:
    """Return how many bytes the head of a request had, as it is usually written."""
    line = len(scope["method"]) + len(scope.get("raw_path") or b"") + len(scope["query_string"])
    lines = (len(name) + len(value) + _BETWEEN for name, value in scope["headers"])
    return line + sum(lines)


def _without_host(scope: Scope) -> Scope:
    """Return a request whose address is a path: before a whole one the header is not heard."""
    found = _WHOLE.fullmatch(scope["path"])
    if found is None:
        return scope
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    path = found["path"] or "/"
    host = found["host"].encode("utf-8", "replace")
    return {
        **scope,
        "path": path,
        "raw_path": path.encode("utf-8", "surrogateescape"),
        "headers": [(b"host", host), *others],
    }

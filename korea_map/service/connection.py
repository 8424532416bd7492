"""One connection to the service, as the server's library has it, with what that leaves open.

The library waits without end for the head of a request, and refuses in words of its own what it
cannot read. Here a head has its time, and every refusal is the same kind of sentence.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from korea_map.service.door import EVERYWHERE, TOO_LONG, turn_away
from korea_map.service.limits import (
    ANSWERED_WITHIN_S,
    HEAD_WITHIN_S,
    LARGEST_HEAD,
    MOST_CONNECTIONS,
    SENT_WITHIN_S,
    TAKEN_WITHIN_S,
)
from korea_map.service.refusals import BAD, LONG_HEAD, TOO_SLOW, as_record

if TYPE_CHECKING:
    import asyncio

UNREADABLE: Final = (
    f"this is no HTTP request; its head has at most {LARGEST_HEAD // 1024} KB, and its address "
    "no letters that are not percent-encoded"
)
SLOW_HEAD: Final = "the head of the request did not come to its end; send it again"
_PHRASES: Final = {
    BAD: b"Bad Request",
    TOO_SLOW: b"Request Timeout",
    LONG_HEAD: b"Request Header Fields Too Large",
}
_DONE_WITHIN_S: Final = SENT_WITHIN_S + ANSWERED_WITHIN_S + TAKEN_WITHIN_S
"""How long a request may be at work, whatever happens to it."""


class Connection(H11Protocol):
    """A connection that is closed when no whole head of a request comes in time.

    Attributes
    ----------
    head_within_s
        Seconds that it has, from the connection or from the answer before it.
    most
        Connections of which each is answered; who asks over a further one is turned away, and
        beyond twice as many nobody is heard.
    """

    head_within_s: ClassVar[float] = HEAD_WITHIN_S
    most: ClassVar[int] = MOST_CONNECTIONS

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._inside = self.app
        self._timer: asyncio.TimerHandle | None = None
        self._timed: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        if len(self.connections) > 2 * self.most:
            transport.abort()
        self._time()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes."""
        super().data_received(data)
        self._time()

    def on_response_complete(self) -> None:
        """Wait for the next head, whatever still comes of this request."""
        super().on_response_complete()
        self._time()

    def handle_events(self) -> None:
        """Let a request in, or turn it away where too many are connected."""
        crowded = max(len(self.connections), len(self.tasks)) > self.most
        self.app = turn_away if crowded else self._inside
        super().handle_events()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the library's own words
        """Refuse what cannot be read, and end the connection."""
        if self.conn.our_state is h11.IDLE and len(self.conn.trailing_data[0]) > LARGEST_HEAD:
            self._refuse(LONG_HEAD, TOO_LONG)
        else:
            self._refuse(BAD, UNREADABLE)

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _time(self) -> None:
        """Let a time begin with each thing that is waited for: a head, an answer, the end."""
        closing, answering = self.transport.is_closing(), self._answering
        timed = (closing, answering, self.cycle)
        if timed == self._timed:
            return
        self._timed = timed
        if self._timer is not None:
            self._timer.cancel()
        if closing or answering:
            # what is to be sent may be taken by nobody
            seconds = TAKEN_WITHIN_S if closing else _DONE_WITHIN_S
            self._timer = self.loop.call_later(seconds, self.transport.abort)
        else:
            self._timer = self.loop.call_later(self.head_within_s, self._give_up)

    def _give_up(self) -> None:
        """End a connection over which no whole head came; who had begun one is told."""
        if self.conn.our_state is h11.IDLE and self.conn.trailing_data[0]:
            self._refuse(TOO_SLOW, SLOW_HEAD)
        else:
            self._end()

    def _refuse(self, status: int, sentence: str) -> None:
        """Send a refusal where no answer was begun, and end the connection."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            text = json.dumps(as_record(sentence)).encode()
            headers = [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(text)).encode()),
                *EVERYWHERE,
                (b"connection", b"close"),
            ]
            for event in (
                h11.Response(status_code=status, headers=headers, reason=_PHRASES[status]),
                h11.Data(data=text),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self._end()

    def _end(self) -> None:
        if self._answering:
            # the service is not to answer what was refused while it came
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()
        self._time()

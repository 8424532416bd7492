"""One connection to the service, as the server's library has it, with what that leaves open.

The library waits without end for the head of a request, and refuses in words of its own what it
cannot read. Here a head has its time, and every refusal is the same kind of sentence.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from korea_map.service.door import EVERYWHERE, turn_away
from korea_map.service.limits import (
    HEAD_WITHIN_S,
    LARGEST_HEAD,
    MOST_CONNECTIONS,
    TAKEN_WITHIN_S,
)
from korea_map.service.refusals import BAD, TOO_SLOW, as_record

if TYPE_CHECKING:
    import asyncio

UNREADABLE: Final = (
    f"this is no HTTP request; its head has at most {LARGEST_HEAD // 1024} KB, and its address "
    "no letters that are not percent-encoded"
)
SLOW_HEAD: Final = "the head of the request did not come to its end; send it again"


class Connection(H11Protocol):
    """A connection that is closed when no whole head of a request comes in time.

    Attributes
    ----------
    head_within_s
        Seconds that it has, from the connection or from the answer before it.
    most
        Connections of which each is answered; who asks over a further one is turned away.
    """

    head_within_s: ClassVar[float] = HEAD_WITHIN_S
    most: ClassVar[int] = MOST_CONNECTIONS

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._inside = self.app
        self._waits: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._time()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop()
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
        crowded = len(self.connections) > self.most or len(self.tasks) > self.most
        self.app = turn_away if crowded else self._inside
        super().handle_events()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the library's own words
        """Refuse what cannot be read, and end the connection."""
        self._refuse(BAD, UNREADABLE)

    def _time(self) -> None:
        """Let the time run while no request is answered."""
        if self.transport.is_closing():
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._waits is None:
            self._waits = self.loop.call_later(self.head_within_s, self._give_up)

    def _stop(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _give_up(self) -> None:
        """End a connection over which no whole head came; who had begun one is told."""
        begun = bool(self.conn.trailing_data[0])
        if begun and self.conn.our_state is h11.IDLE:
            self._refuse(TOO_SLOW, SLOW_HEAD)
        else:
            self._end()

    def _refuse(self, status: int, sentence: str) -> None:
        """Send a refusal where none was begun, and end the connection."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            text = json.dumps(as_record(sentence)).encode()
            headers = [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(text)).encode()),
                *EVERYWHERE,
                (b"connection", b"close"),
            ]
            for event in (
                h11.Response(status_code=status, headers=headers),
                h11.Data(data=text),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self._end()

    def _end(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            # the service is not to answer what was refused while it came
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()
        # who takes nothing of what is still to be sent keeps the connection no longer
        self.loop.call_later(TAKEN_WITHIN_S, self.transport.abort)

"""The socket of the service, and the server that waits at it until it is told to stop."""

from __future__ import annotations

import errno
import ipaddress
import logging
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import uvicorn

from korea_map.errors import ChoiceError, KoreaMapError, shown
from korea_map.service.connection import Connection
from korea_map.service.limits import HEAD_WITHIN_S, LARGEST_HEAD, MOST_CONNECTIONS
from korea_map.service.manifest import address_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_LEAVES_WITHIN_S: Final = 3
"""Seconds that requests have to end when the service is stopped."""
_NOT_HERE: Final = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL)
"""What a system says of an address that it does not have."""


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine can ask at an address.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    return _address(host).is_loopback


def listen(host: str, port: int) -> socket.socket:
    """Open the socket at which the service is asked.

    Parameters
    ----------
    host
        An IP address of this machine, or localhost.
    port
        0 for any that is free.

    Raises
    ------
    ChoiceError
        The host is no address.
    KoreaMapError
        The machine does not have the address; the port is taken, or not to be had.
    """
    address = _address(host)
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        return socket.create_server((str(address), port), family=family, backlog=MOST_CONNECTIONS)
    except OSError as error:
        if error.errno in _NOT_HERE:
            raise KoreaMapError(
                f"this machine does not have the address {address}; "
                "give --host 127.0.0.1, or another that it has"
            ) from None
        reason = error.strerror or str(error)
        raise KoreaMapError(
            f"cannot listen at {address_of(str(address), port)}: {reason}; "
            "give another --port, or 0 for any that is free"
        ) from None


def address_at(listener: socket.socket) -> str:
    """Return the address of the service at a socket."""
    host, port = listener.getsockname()[:2]
    return address_of(host, port)


def serve(
    app: ASGIApp,
    listener: socket.socket,
    *,
    head_within_s: float = HEAD_WITHIN_S,
    most_connections: int = MOST_CONNECTIONS,
) -> None:
    """Answer at a socket until Ctrl-C, or another signal to stop.

    Parameters
    ----------
    app
        The service.
    listener
        The socket, which is closed at the end.
    head_within_s
        How long the head of a request may take to come.
    most_connections
        Connections of which each is answered.
    """

    class Bounded(Connection):
        pass

    Bounded.head_within_s, Bounded.most = head_within_s, most_connections
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=Bounded,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",  # what is asked is nobody's business
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_graceful_shutdown=_LEAVES_WITHIN_S,
    )
    # what others send is no news for a terminal
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    with listener, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise ChoiceError(
            f"host {shown(host)} is no IP address; give one of this machine, such as 127.0.0.1"
        ) from None

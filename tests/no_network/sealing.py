"""No sockets: which ones a Python process may have, for it and for the Pythons that it starts.

An audit hook hears of every socket, connection and look-up that Python code asks for, by
whatever module, and nothing in the process can take it off again. It does not hear of what is no
Python: the browser has rules of its own (`tests/conftest.py`), a library in C and another
program have none.
"""

import os
import sys

LEVEL = "KOREA_MAP_SOCKETS"
"""The variable that says what is allowed: `none` (also where it is unset), `loopback`, `open`."""
FOLDER = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - every Python pays
refused: list[str] = []
"""What was refused in this process, also where somebody caught the error."""

_hears = False
_UNIX = 1
_LOOKED_UP = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
_ADDRESSED = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}


class NetworkOffError(OSError):
    """A socket was asked for where there is none."""


def _hear(event: str, arguments: tuple) -> None:
    if event[:7] != "socket.":
        return
    level = os.environ.get(LEVEL, "none")
    if level == "open":
        return
    if event == "socket.__new__":
        wanted = None if level == "loopback" or arguments[1] == _UNIX else "a socket"
    elif event in _LOOKED_UP:
        wanted = _elsewhere(arguments[0], level)
    elif event in _ADDRESSED and isinstance(arguments[1], tuple):
        wanted = _elsewhere(arguments[1][0], level)
    else:
        return
    if wanted:
        refused.append(f"{event}: {wanted}")
        raise NetworkOffError(f"the network is off: {wanted}")


def _elsewhere(host: str | bytes | None, level: str) -> str | None:
    """Return the name of a host that may not be spoken to."""
    name = host.decode(errors="replace") if isinstance(host, bytes) else host
    here = name == "localhost" or name == "::1" or (name or "").startswith("127.")
    return None if here and level == "loopback" else f"{name!r}"


def seal() -> None:
    """Refuse from now on what the level does not allow, here and in Pythons started later."""
    global _hears
    if not _hears:
        sys.addaudithook(_hear)
        _hears = True
    os.environ["PYTHONPATH"] = path(os.environ.get("PYTHONPATH", ""))


def path(*folders: object) -> str:
    """Return folders as a PYTHONPATH of a process that has no network either."""
    given = [str(one) for one in folders if one]
    return os.pathsep.join(given if FOLDER in given else [FOLDER, *given])

"""Python without a network: put first on PYTHONPATH, for a process and those that it starts.

What is not this machine is refused. A kernel talks to its notebook through sockets of its own.
"""

import ipaddress
import socket


def _refuse_others(method):
    def connect(self, *arguments):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = arguments[-1][0]
            if not ipaddress.ip_address(host).is_loopback:
                raise OSError(f"the network is off: {host}")
        return method(self, *arguments)

    return connect


def _find_here(find):
    def getaddrinfo(host, *arguments, **options):
        if host not in (None, "localhost", "127.0.0.1", "::1"):
            raise OSError(f"the network is off: {host}")
        return find(host, *arguments, **options)

    return getaddrinfo


for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _refuse_others(getattr(socket.socket, _name)))
socket.getaddrinfo = _find_here(socket.getaddrinfo)

"""The command that serves the names engine to OpenRefine and others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from korea_map.cli_common import data_option, gazetteer_option, report_errors, tell

_NEEDED: Final = {"starlette": (1, 3, 1), "uvicorn": (0, 30), "python-multipart": (0, 0, 20)}
"""What the extra brings; older ones do not keep the limits on what a form may hold."""


@click.command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="IP address of this machine at which to listen.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port at which to listen; 0 for any that is free.",
)
@gazetteer_option
@data_option
@report_errors()
def serve_command(host: str, port: int, gazetteer: Path | None, data: Path | None) -> None:
    """Answer OpenRefine, and whatever else speaks the Reconciliation API 0.2.

    In OpenRefine: Reconcile, Start reconciling, Add standard service, and the address that
    is told here. It is answered as korea-map reconcile answers. Ctrl-C ends it.
    """
    if missing := list(_find_missing()):
        raise click.UsageError(
            f'korea-map serve needs {", ".join(missing)}: python -m pip install "korea-map[serve]"'
        )
    from korea_map.names_out import Few
    from korea_map.service.app import make_app
    from korea_map.service.catalogue import open_catalogue
    from korea_map.service.listening import address_at, is_loopback, listen, serve
    from korea_map.service.manifest import ENDPOINT

    open_to_all = not is_loopback(host)
    with listen(host, port) as listener:
        problems = Few()
        catalogue = open_catalogue(gazetteer, data, problems)
        for line in problems:
            tell(line, err=True)
        if open_to_all:
            tell(
                f"warning: {host} is open to other machines, and nobody is asked who he is",
                err=True,
            )
        tell(f"give OpenRefine this address: {address_at(listener)}{ENDPOINT}")
        tell("Ctrl-C ends it", err=True)
        serve(make_app(catalogue, tell=lambda text: tell(f"korea-map: {text}", err=True)), listener)


def _find_missing() -> Iterable[str]:
    """Yield the packages of the extra that are not installed, or too old."""
    from importlib.metadata import PackageNotFoundError, version

    for name, least in _NEEDED.items():
        try:
            there = tuple(int(part) for part in re.findall(r"\d+", version(name))[: len(least)])
        except PackageNotFoundError:
            there = ()
        if there < least:
            yield f"{name} >= {'.'.join(map(str, least))}"

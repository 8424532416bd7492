"""The command line; only it and its parts print or exit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from korea_map import __version__
from korea_map.cli_common import (
    PROBLEMS_FOUND,
    Commands,
    data_option,
    miles_option,
    report_errors,
    tell,
    to_folder,
)
from korea_map.cli_coverage import coverage_command
from korea_map.cli_export import export_command
from korea_map.cli_lesson import lesson_command
from korea_map.cli_names import reconcile_command
from korea_map.cli_read import read_command
from korea_map.cli_serve import serve_command
from korea_map.errors import abridge
from korea_map.files import shown_path
from korea_map.terminal import quoted


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="korea-map")
def main() -> None:
    """Places and zones of historical documents on a map of Korea."""


@main.command("build")
@click.option(
    "--out",
    callback=lambda *given: to_folder(given[-1]),
    default="output",
    show_default=True,
    metavar="DIR",
    help="Folder to write into.",
)
@data_option
@miles_option
@click.option(
    "--lang",
    metavar="TAG",
    help="Language of the page before any script runs. [default: that of document.toml]",
)
@click.option(
    "--tiles",
    metavar="NAME",
    help="Online background, such as osm. The page then asks its host for images. [default: none]",
)
@report_errors("; nothing was written")
def build_command(
    out: Path, data: Path | None, miles: Any, lang: str | None, tiles: str | None
) -> None:
    """Build the page, and the files that go with it.

    Every file is made before the first is written; if the data have a problem, nothing is
    written and an earlier page stays as it was.
    """
    from korea_map.outputs import write_all
    from korea_map.webmap import build_map, render_files

    files = render_files(build_map(data, miles=miles, tiles=tiles, lang=lang))
    page = out / "korea_map.html"
    write_all({out / name: text.encode("utf-8") for name, text in files.items()}, head=page)
    needs = f"it loads its background {tiles} from the network" if tiles else "it needs no network"
    tell(f"{shown_path(page)}: open it in a browser; {needs}", err=True)


@main.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder, as the other commands take it. [default: the data of the package]",
)
@click.option(
    "--write",
    is_flag=True,
    help="First put right the cells of gazetteer.csv that follow from places.csv.",
)
@report_errors("; nothing was written")
def check_command(folder: Path | None, data: Path | None, write: bool) -> None:
    """Name every problem of the data files as file:line:column: message."""
    from korea_map.checks import check, write_derived

    if folder and data and folder.resolve() != data.resolve():
        raise click.UsageError(f"give one folder: {folder} or {data}")
    checked = folder or data
    for change in write_derived(checked) if write else ():
        tell(change)
    problems = check(checked)
    for line in abridge(problems):
        tell(line)
    if problems:
        sys.exit(PROBLEMS_FOUND)
    tell("no problems", err=True)


@main.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@report_errors()
def new_command(folder: Path) -> None:
    """Begin a document of your own: the files of a map, with one worked row each.

    DIR is a folder that is new or empty. README.md in it says what every column means and
    what to do next.
    """
    from korea_map.starter import GUIDE, begin_document

    begin_document(folder)
    shown = shown_path(folder)
    tell(f"{shown}: a document to fill in; read {shown_path(folder / GUIDE)}", err=True)
    named = quoted(shown)
    tell(
        f"then run korea-map check {named} and korea-map build --data {named} --out {named}",
        err=True,
    )


main.add_command(coverage_command)
main.add_command(export_command)
main.add_command(lesson_command)
main.add_command(read_command)
main.add_command(reconcile_command)
main.add_command(serve_command)

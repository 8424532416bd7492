"""The command line; only it and its parts print or exit."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from korea_map import __version__
from korea_map.cli_common import PROBLEMS_FOUND, data_option, miles_option, report_errors
from korea_map.cli_export import export_command
from korea_map.cli_lesson import lesson_command
from korea_map.cli_names import reconcile_command
from korea_map.errors import abridge
from korea_map.files import shown_path


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="korea-map")
def main() -> None:
    """Places and zones of historical documents on a map of Korea."""


@main.command("build")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
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
    click.echo(f"{shown_path(page)}: open it in a browser; {needs}", err=True)


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
        click.echo(change)
    problems = check(checked)
    for line in abridge(problems):
        click.echo(line)
    if problems:
        sys.exit(PROBLEMS_FOUND)
    click.echo("no problems", err=True)


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
    click.echo(f"{shown}: a document to fill in; read {shown_path(folder / GUIDE)}", err=True)
    quoted = shlex.quote(shown)
    click.echo(
        f"then run korea-map check {quoted} and korea-map build --data {quoted} --out {quoted}",
        err=True,
    )


@main.command("coverage")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How the figures are written.",
)
@miles_option
@data_option
@report_errors()
def coverage_command(form: str, miles: Any, data: Path | None) -> None:
    """Print the land and sea under the zones of each plan, in km2 and percent.

    Ground under two zones counts once. Where the land of the map ends nothing is measured.
    Of each half the share is told at least (the points that are drawn), at most (each other
    point one more whole zone in its half, if the named places are right) and with the certain
    names alone. The table is rounded; csv and json have all digits.
    """
    from korea_map.dataset import load_dataset
    from korea_map.gazetteer import to_points
    from korea_map.spans import coverage_spans
    from korea_map.zones import zones

    dataset = load_dataset(data)
    drawn = zones(
        to_points(dataset.toponyms),
        proposals=dataset.proposals,
        miles=miles or dataset.document.mile,
    )
    table = coverage_spans(drawn, proposals=dataset.proposals, basemap=dataset.basemap)
    if form == "json":
        click.echo(table.to_json(orient="records", indent=2, force_ascii=False, double_precision=6))
    elif form == "csv":
        click.echo(table.to_csv(index=False, float_format="%.6f", lineterminator="\n"), nl=False)
    else:
        from rich.console import Console

        Console().print(coverage_table(table))


def coverage_table(table: Any) -> Any:
    """Return the figures of `coverage_spans` as a rich table, rounded as the page rounds.

    Lands that no zone reaches are left out, unless they are halves of the ground.
    """
    from rich import box
    from rich.table import Table

    from korea_map.rounding import LEAST_KM2, round_area

    halves = [name.removesuffix("_most_share") for name in table if name.endswith("_most_share")]
    measured = [name.removesuffix("_km2") for name in table if name.endswith("_km2")]
    areas = [
        name
        for name in (*halves, *(name for name in measured if name not in halves))
        if name not in ("overlap", "union")
        and (name in (*halves, "sea") or (table[f"{name}_km2"] >= LEAST_KM2).any())
    ]
    overlaps = [
        f"{row['plan']}: zones overlap by {round_area(row['overlap_km2']):,.0f} km², counted once"
        for row in table.to_dict("records")
        if row["list"] == "both"
    ]
    spans = "Shares: at least; at most, if the named places are right; certain names alone"
    caption = ". ".join([*overlaps, spans])
    shown = Table(box=box.SIMPLE_HEAD, padding=0, caption=caption)
    shown.add_column("plan")
    shown.add_column("list")
    headings = (f"{area}\nkm²" for area in (*areas, "union"))
    shares = (f"of the {half.capitalize()}:\nleast/most/\ncertain" for half in halves)
    for heading in ("zones", *headings, *shares):
        shown.add_column(heading, justify="right")
    for row in table.to_dict("records"):
        shown.add_row(
            row["plan"],
            row["list"],
            str(row["zones"]),
            *(f"{round_area(row[f'{area}_km2']):,.0f}" for area in (*areas, "union")),
            *(_written_shares(row, half) for half in halves),
        )
    return shown


def _written_shares(row: Mapping[str, Any], half: str) -> str:
    """Return how much at least, at most and with the certain names alone: 24/72/17%."""
    from korea_map.rounding import round_share

    shares = (row[f"{half}{which}_share"] for which in ("", "_most", "_certain"))
    return "/".join(f"{100 * round_share(share):g}" for share in shares) + "%"


main.add_command(export_command)
main.add_command(lesson_command)
main.add_command(reconcile_command)

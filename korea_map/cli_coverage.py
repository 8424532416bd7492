"""The command `coverage`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from korea_map.cli_common import data_option, miles_option, report_errors, tell_lines
from korea_map.spreadsheets import to_cell
from korea_map.terminal import draw, printable, width_of_lines


@click.command("coverage")
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
        written = table.to_json(orient="records", indent=2, force_ascii=False, double_precision=6)
        tell_lines(f"{written}\n")
    elif form == "csv":
        tell_lines(coverage_csv(table))
    else:
        tell_lines(draw(coverage_table(table), width_of_lines()))


def coverage_csv(table: Any) -> str:
    """Return the figures of `coverage_spans` as CSV, with all digits that the coast carries."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(to_cell, table.columns))
    for row in table.itertuples(index=False):
        writer.writerow(f"{cell:.6f}" if isinstance(cell, float) else to_cell(cell) for cell in row)
    return text.getvalue()


def coverage_table(table: Any) -> Any:
    """Return the figures of `coverage_spans` as a rich table, rounded as the page rounds.

    Lands that no zone reaches are left out, unless they are halves of the ground.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

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
    shown = Table(box=box.SIMPLE_HEAD, padding=0, caption=Text(caption))
    shown.add_column("plan")
    shown.add_column("list")
    headings = (f"{area}\nkm²" for area in (*areas, "union"))
    shares = (f"of the {half.capitalize()}:\nleast/most/\ncertain" for half in halves)
    for heading in ("zones", *headings, *shares):
        shown.add_column(Text(heading), justify="right")
    for row in table.to_dict("records"):
        shown.add_row(
            Text(printable(row["plan"])),
            Text(printable(row["list"])),
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

"""The command `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from korea_map.cli_common import data_option, miles_option, report_errors, to_number
from korea_map.files import shown_path


@click.command("export")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    help="geojson, gpkg, kml, lpf, lptsv, csv or bibtex; several times for several. [default: all]",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder to write into.",
)
@click.option("--radius", type=to_number, metavar="LENGTH", help="A radius to try for every list.")
@click.option("--unit", metavar="NAME", help="Its unit: m, km, yard, mile … [default: km]")
@click.option("--lang", metavar="TAG", help="Language of titles. [default: that of document.toml]")
@miles_option
@data_option
@report_errors("; nothing was written")
def export_command(
    formats: tuple[str, ...],
    to: Path,
    radius: float | None,
    unit: str | None,
    lang: str | None,
    miles: Any,
    data: Path | None,
) -> None:
    """Write zones, places and sources as files for other programs.

    GeoPackage with styles for QGIS, GeoJSON, KML for Google Earth, Linked Places and LP-TSV
    for gazetteers, CSV for spreadsheets, BibTeX. All files are written, or none.
    """
    from korea_map.exports import export

    paths = export(
        data,
        to=to,
        formats=formats or None,
        radius=radius,
        unit=unit or "km",
        miles=miles,
        lang=lang,
    )
    for path in paths:
        click.echo(shown_path(path), err=True)

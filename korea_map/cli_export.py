"""The command `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from korea_map.cli_common import (
    data_option,
    miles_option,
    report_errors,
    tell,
    to_folder,
    to_number,
)
from korea_map.errors import KoreaMapError, UnitError
from korea_map.files import shown_path


def check_radius(radius: float | None, unit: str | None, miles: Any) -> None:
    """Refuse a length that is none, in the words of the command line."""
    from korea_map.webmap.radii import read_tried

    if radius is None:
        if unit is not None:
            raise click.UsageError(f"--unit {unit} without --radius says nothing; give --radius")
        return
    try:
        tried = read_tried(radius, "km" if unit is None else unit, miles or "statute")
    except UnitError as error:
        raise click.BadParameter(str(error), param_hint="'--unit'") from None
    except KoreaMapError as error:
        raise click.BadParameter(str(error), param_hint="'--radius'") from None
    if not tried.metres:
        raise click.BadParameter("0 has no zone; give more", param_hint="'--radius'")


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
    callback=lambda *given: to_folder(given[-1]),
    required=True,
    metavar="DIR",
    help="Folder to write into.",
)
@click.option(
    "--radius", type=to_number, metavar="LENGTH", help="A radius to try for every list with zones."
)
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

    check_radius(radius, unit, miles)
    paths = export(
        data,
        to=to,
        formats=formats or None,
        radius=radius,
        unit="km" if unit is None else unit,
        miles=miles,
        lang=lang,
    )
    for path in paths:
        tell(shown_path(path), err=True)

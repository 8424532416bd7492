"""Writing the exports: every format from the same records, all files or none."""

import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

import geopandas as gpd
import pandas as pd

from korea_map.errors import ChoiceError, KoreaMapError, choose, shown
from korea_map.exports.records import Records, gather
from korea_map.model import Mile, Proposal
from korea_map.outputs import write_all
from korea_map.putting import Move
from korea_map.webmap.radii import Length

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "geojson": "korea_map.geojson",
        "gpkg": "korea_map.gpkg",
        "kml": "korea_map.kml",
        "lpf": "korea_map_lpf.json",
        "lptsv": "korea_map.tsv",
        "csv": "korea_map.csv",
        "bibtex": "korea_map.bib",
    }
)
"""The file that each format is written to. Recogito knows Linked Places by `lpf` in the name."""

_WRITERS: Final = {
    "geojson": ("geojson", "write_geojson"),
    "gpkg": ("geopackage", "write_gpkg"),
    "kml": ("kml", "write_kml"),
    "lpf": ("linked_places", "write_linked_places"),
    "lptsv": ("lp_tsv", "write_lp_tsv"),
    "csv": ("csv_table", "write_csv"),
    "bibtex": ("bibtex", "write_bibtex"),
}


def export(
    data: str | os.PathLike[str] | None = None,
    *,
    to: str | os.PathLike[str],
    formats: str | Iterable[str] | None = None,
    points: gpd.GeoDataFrame | Mapping[str, Move] | None = None,
    proposals: Iterable[Proposal] | pd.DataFrame | None = None,
    radius: float | Length | Mapping[str, float | Length] | None = None,
    unit: str = "km",
    miles: Mile | None = None,
    lang: str | None = None,
) -> list[Path]:
    """Write a document as files for QGIS, Google Earth, gazetteers, spreadsheets and citations.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.
    to
        Folder to write into; it is made if it is not there.
    formats
        Of `geojson`, `gpkg`, `kml`, `lpf` (Linked Places), `lptsv`, `csv`, `bibtex`: one or
        several; None for all.
    points, proposals
        Points and lists as `zones` takes them, perhaps changed, or moves of points as
        `move_points` takes them; None for those of the data folder. What is moved says so.
    radius, unit
        A radius to try instead of what the documents state: a number in `unit`, a number
        with its unit, `(12.5, "mile")`, or such for plans by their ids. One for all is for
        the plans that draw zones; points of a list without a radius stay points unless their
        plan is named. None for what the documents state.
    miles
        What an unspecified mile is taken for; None for what document.toml says.
    lang
        Language of titles and of words such as *less certain*; None for that of
        document.toml. Evidence is in the language of the document.

    Returns
    -------
    list of Path
        The files, in the order of the formats above. They are written all or not at all.

    Raises
    ------
    DataError
        With every problem that `check` finds.
    ChoiceError
        If there is no such format, plan, unit, mile or language; the message names those that are.
    KoreaMapError
        If a file cannot be written, or `points`, `proposals` or the radius are not such.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in export(to=folder, formats=["geojson", "csv"])]
    ['korea_map.geojson', 'korea_map.csv']
    """
    wanted = _take_formats(formats)
    if not isinstance(to, str | os.PathLike) or not str(to) or "\0" in str(to):
        raise KoreaMapError(f"{shown(to)} is no folder to write into; give its path")
    if Path(to).exists() and not Path(to).is_dir():
        raise KoreaMapError(f"{shown(to)} is no folder to write into but a file; name another")
    records = gather(
        data,
        points=points,
        proposals=proposals,
        radius=radius,
        unit=unit,
        miles=miles,
        lang=lang,
    )
    files = {Path(to) / FORMATS[name]: _writer(name)(records) for name in wanted}
    write_all(files)
    return list(files)


def _take_formats(formats: str | Iterable[str] | None) -> list[str]:
    """Return the formats that are wanted, each once, in their order."""
    if formats is None:
        return list(FORMATS)
    choices = ", ".join(FORMATS)
    if not isinstance(formats, Iterable):
        raise ChoiceError(f"unknown format {shown(formats)}; there are {choices}")
    given = [formats] if isinstance(formats, str) else list(formats)
    for one in given:
        choose("format", one, FORMATS)
    if not given:
        raise ChoiceError(f"no format is given; there are {choices}")
    return [name for name in FORMATS if name in given]


def _writer(name: str) -> Callable[[Records], bytes]:
    """Return what writes a format; each brings libraries of its own, and is loaded when used."""
    module, function = _WRITERS[name]
    writer: Callable[[Records], bytes] = getattr(
        import_module(f"korea_map.exports.{module}"), function
    )
    return writer

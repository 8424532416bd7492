"""Places of Korea, and the toponyms that documents write for them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from korea_map.errors import DataError
from korea_map.files import data_dir
from korea_map.model import Certainty, Place, Toponym
from korea_map.tables import Row, read_table

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"


def load_toponyms(data: str | os.PathLike[str] | None = None) -> list[Toponym]:
    """Read gazetteer.csv: one record per toponym as a list of a document writes it.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    list of Toponym
        In the order of the file.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.
    """
    return [to_toponym(row) for row in _rows(data, "gazetteer", Toponym)]


def load_places(data: str | os.PathLike[str] | None = None) -> dict[str, Place]:
    """Read places.csv: the places among which a name is looked up, by id.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    dict of str to Place
        In the order of the file.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.
    """
    return {row["id"]: to_place(row) for row in _rows(data, "places", Place, ground=True)}


def read_gazetteer(data: str | os.PathLike[str] | None = None) -> gpd.GeoDataFrame:
    """Read gazetteer.csv as a table of points.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of gazetteer.csv and `geometry`, points in EPSG:4326; None where the
        document names no place.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.
    """
    return to_points(load_toponyms(data))


def read_places(data: str | os.PathLike[str] | None = None) -> gpd.GeoDataFrame:
    """Read places.csv as a table of points.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of places.csv and `geometry`, points in EPSG:4326.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.
    """
    return to_points(load_places(data).values())


def to_points(records: Iterable[Toponym | Place]) -> gpd.GeoDataFrame:
    """Return records as a table of points in EPSG:4326; None where there is no position."""
    # here and not above: names are looked up without any geometry, a second sooner
    import geopandas as gpd
    import pandas as pd

    listed = list(records)
    columns = [column.name for column in fields(listed[0] if listed else Toponym)]
    table = pd.DataFrame([asdict(record) for record in listed], columns=columns)
    points = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=CRS)
    return gpd.GeoDataFrame(table, geometry=points.where(table["lon"].notna(), None), crs=CRS)


def split_list(cell: str) -> tuple[str, ...]:
    """Return the members of a cell that holds several, parted by `|`."""
    return tuple(cell.split("|")) if cell else ()


def _rows(
    data: str | os.PathLike[str] | None, name: str, record: type, *, ground: bool = False
) -> Sequence[Row]:
    table = read_table(data_dir(data), name, record, ground=ground)
    if table.problems:
        raise DataError(table.problems)
    return table.rows


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def to_toponym(row: Row) -> Toponym:
    """Return a row of gazetteer.csv as a record."""
    return Toponym(
        id=row["id"],
        document=row["document"],
        list=row["list"],
        position=int(row["position"]),
        toponym=row["toponym"],
        toponym_lang=row["toponym_lang"],
        place_id=row["place_id"] or None,
        title=row["title"] or None,
        hangul=row["hangul"] or None,
        hanja=row["hanja"] or None,
        reading=row["reading"] or None,
        reading_lang=row["reading_lang"] or None,
        lat=_number(row["lat"]),
        lon=_number(row["lon"]),
        geo_source=row["geo_source"] or None,
        geo_id=row["geo_id"] or None,
        location_tolerance_km=_number(row["location_tolerance_km"]),
        certainty=Certainty(row["certainty"]) if row["certainty"] else None,
        evidence=row["evidence"],
        rivals=split_list(row["rivals"]),
        citation=row["citation"],
    )


def to_place(row: Row) -> Place:
    """Return a row of places.csv as a record."""
    variants = (variant.partition(":") for variant in split_list(row["variants"]))
    return Place(
        id=row["id"],
        title=row["title"],
        title_mr=row["title_mr"],
        hangul=row["hangul"] or None,
        hanja=row["hanja"] or None,
        reading_ja=row["reading_ja"] or None,
        reading_zh=row["reading_zh"] or None,
        variants=tuple((lang, name) for lang, _, name in variants),
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        unit_1945=row["unit_1945"] or None,
        country=row["country"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        geo_source=row["geo_source"],
        geo_id=row["geo_id"] or None,
        citation=row["citation"],
    )

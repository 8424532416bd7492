"""Everything as one GeoPackage, with the styles by which QGIS draws it."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from korea_map.errors import KoreaMapError
from korea_map.exports.qgis import STYLE_COLUMNS, style_rows
from korea_map.exports.records import Records, Row
from korea_map.fields import ExportField, fields_of
from korea_map.gazetteer import CRS

_TYPES = {"number": "float64", "integer": "Int64"}
_FILE = "korea_map.gpkg"
_REFUSED = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError)
"""What the library makes of a disk that takes no more."""
_WRITTEN = "1970-01-01T00:00:00.000Z"
"""The time that stands in the file: the same records are the same bytes whenever they are
written."""


def write_gpkg(records: Records) -> bytes:
    """Return the layers, those that lie on top first, the lists, and `layer_styles`.

    Raises
    ------
    KoreaMapError
        If the disk of temporary files is full, or lets nobody write.
    """
    layers = list(_layers(records))
    styles = pd.DataFrame(style_rows(records), columns=STYLE_COLUMNS)
    styles["update_time"] = pd.to_datetime(styles["update_time"])
    try:
        with tempfile.TemporaryDirectory() as folder, _time_stands_still():
            path = Path(folder) / _FILE
            for name, rows, shapes, kind in layers:
                _write_layer(path, name, rows, shapes, kind)
            pyogrio.write_dataframe(styles, path, layer="layer_styles", layer_options={"FID": "id"})
            return path.read_bytes()
    except (OSError, *_REFUSED) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"{_FILE}: cannot be written: {reason}; look for room among temporary files"
        raise KoreaMapError(message) from error


def _layers(
    records: Records,
) -> Iterator[tuple[str, Sequence[Row], Sequence[BaseGeometry | None] | None, str]]:
    """Yield the name of each layer, its rows, their shapes and the kind of those."""
    places, rivals = records.place_rows, records.rival_rows
    yield "places", places, [_point(row) for row in places], "Point"
    yield "rivals", rivals, [_point(row) for row in rivals], "Point"
    yield "zones", records.zone_rows, list(records.zones.geometry), "Polygon"
    ground = records.dataset.basemap
    names = {
        one.id: records.language.text(f"ground.{one.id}.name")
        for one in ground.features
        if one.kind != "corner"
    }
    styles = ground.line_styles
    lines = [
        {**row, "name": names.get(row["id"], row["name"]), "style": styles.get(row["id"])}
        for row in _rows(ground.lines)
    ]
    yield "lines", lines, _many(ground.lines), "MultiLineString"
    yield "rivers", _rows(ground.rivers), _many(ground.rivers), "MultiLineString"
    called = {one.country: one for one in ground.features if one.country}
    land = [
        {
            **row,
            "name": names[called[row["country"]].id] if row["country"] in called else None,
            "kind": called[row["country"]].kind if row["country"] in called else None,
        }
        for row in _rows(ground.land)
    ]
    yield "land", land, _many(ground.land), "MultiPolygon"
    yield "lists", records.list_rows, None, ""


def _rows(table: gpd.GeoDataFrame) -> list[Row]:
    rows: list[Row] = table.drop(columns=table.geometry.name).to_dict("records")
    return rows


def _point(row: Row) -> BaseGeometry | None:
    return None if row["lon"] is None else shapely.Point(row["lon"], row["lat"])


def _many(table: gpd.GeoDataFrame) -> list[BaseGeometry]:
    """Return shapes as of one kind, as a layer has them."""
    kinds: dict[str, Any] = {
        "Polygon": shapely.MultiPolygon,
        "LineString": shapely.MultiLineString,
    }
    return [
        kinds[shape.geom_type]([shape]) if shape.geom_type in kinds else shape
        for shape in table.geometry
    ]


def _write_layer(
    path: Path,
    name: str,
    rows: Sequence[Row],
    shapes: Sequence[BaseGeometry | None] | None,
    kind: str,
) -> None:
    columns = fields_of("gpkg", name)
    table = pd.DataFrame(
        {column: _series([row[of.name] for row in rows], of) for column, of in columns.items()}
    )
    if shapes is None:
        pyogrio.write_dataframe(table, path, layer=name)
    else:
        drawn = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=CRS), crs=CRS)
        # the id is a column of its own: FID is what a GeoPackage counts its rows by
        options = {"FID": "fid", "GEOMETRY_NAME": "geom"}
        pyogrio.write_dataframe(drawn, path, layer=name, geometry_type=kind, layer_options=options)


def _series(values: Sequence[Any], of: ExportField) -> "pd.Series[Any]":
    """Return a column of the type of a field, also where it has no row or no value."""
    return pd.Series(values, dtype=_TYPES.get(of.kind, "string"))


@contextmanager
def _time_stands_still() -> Iterator[None]:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _WRITTEN})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})

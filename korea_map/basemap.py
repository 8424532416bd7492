"""The quiet ground of the map: land by country, rivers, the line of 1953, the 38th parallel.

`data/basemap/README.md` says where it comes from; `scripts/make_basemap.py` makes it.
"""

import os
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape

from korea_map.errors import DataError, Problem
from korea_map.files import data_dir, read_json, read_text, shown_path

CRS = "EPSG:4326"
AREAS = frozenset({"Polygon", "MultiPolygon"})
LINES = frozenset({"LineString", "MultiLineString"})
LANDS = frozenset({"CN", "JP", "KP", "KR", "RU"})


@dataclass(frozen=True)
class Basemap:
    """What the map draws under the zones; WGS84, longitude first.

    Attributes
    ----------
    land
        Columns `country` (ISO 3166-1 alpha-2: KP, KR, CN, RU, JP, MN) and `geometry`.
        Countries share their borders vertex by vertex and do not overlap.
    rivers
        Columns `id`, `name`, `hangul`, `hanja`, `source` and `geometry`, from mouth or
        source as it comes; all on land.
    line_1953
        The border of KP and KR, which follows the demarcation line of 1953.
    parallel_38
        A little longer at both ends than the land is wide.
    """

    land: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    line_1953: shapely.LineString | shapely.MultiLineString
    parallel_38: shapely.LineString | shapely.MultiLineString


def read_basemap(data: str | os.PathLike[str] | None = None) -> Basemap:
    """Read the basemap.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    Basemap
        Land, rivers and lines in EPSG:4326.

    Raises
    ------
    DataError
        If a file is missing, is not GeoJSON, or lacks a country, a line or a name that
        the map needs; the error holds every fault of the first file that has any.
    """
    folder = data_dir(data) / "basemap"
    land = _read_features(folder / "land.geojson", AREAS, ("country",), LANDS)
    rivers = _read_features(
        folder / "rivers.geojson", LINES, ("id", "name", "hangul", "hanja", "source")
    )
    lines = _read_features(
        folder / "lines.geojson", LINES, ("id", "name", "note"), {"line-1953", "parallel-38"}
    ).set_index("id")
    return Basemap(
        land,
        rivers,
        line_1953=lines.geometry["line-1953"],
        parallel_38=lines.geometry["parallel-38"],
    )


def _read_features(
    path: Path, kinds: frozenset[str], columns: Sequence[str], wanted: Set[str] = frozenset()
) -> gpd.GeoDataFrame:
    """Read a FeatureCollection; the first column is the key, `wanted` are keys it must have."""
    collection = read_json(path)
    shown = shown_path(path)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        message = "not a GeoJSON FeatureCollection; make it again with make_basemap.py"
        raise DataError([Problem(shown, 1, 1, message)])

    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    keys: set[str] = set()
    for number, feature in enumerate(features):
        try:
            row = _read_feature(feature, kinds, columns)
            key = row[columns[0]]
            if key in keys:
                raise ValueError(f"{columns[0]} {key!r} is there twice; delete one")
        except ValueError as error:
            problems.append(Problem(shown, _line_of_feature(path, number), 1, str(error)))
        else:
            keys.add(key)
            rows.append(row)
    if not problems:
        problems = [
            Problem(shown, 1, 1, f"no feature with {columns[0]} {key!r}; add it")
            for key in sorted(wanted - keys)
        ]
    if problems:
        raise DataError(problems)
    return gpd.GeoDataFrame(rows, columns=[*columns, "geometry"], geometry="geometry", crs=CRS)


def _read_feature(feature: Any, kinds: frozenset[str], columns: Sequence[str]) -> dict[str, Any]:
    """Return a feature as a row; a ValueError says what is wrong with it."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or feature.get("type") != "Feature":
        raise ValueError("not a GeoJSON feature with properties")
    for column in columns:
        if not isinstance(properties.get(column), str) or not properties[column]:
            raise ValueError(f"property {column!r} is missing or empty")
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or str(geometry.get("type")) not in kinds:
        raise ValueError(f"the geometry must be a {' or '.join(sorted(kinds))}")
    try:
        drawn = shape(geometry)
        west, south, east, north = drawn.bounds
    except (LookupError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"the coordinates cannot be read: {error}") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("coordinates must be longitude and latitude in degrees, and not empty")
    if not drawn.is_valid:
        raise ValueError(f"the geometry is not valid: {shapely.is_valid_reason(drawn)}")
    return {column: properties[column] for column in columns} | {"geometry": drawn}


def _line_of_feature(path: Path, number: int) -> int:
    """Return the line on which a feature (from 0) says that it is one; 1 if it does not."""
    text = read_text(path)
    starts = [match.start() for match in re.finditer(r'"type"\s*:\s*"Feature"', text)]
    return text.count("\n", 0, starts[number]) + 1 if number < len(starts) else 1

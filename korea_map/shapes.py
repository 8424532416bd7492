"""Shapes of the ground: GeoJSON files, feature by feature, with the place of what is wrong."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape

from korea_map.errors import DataError, Problem, shown
from korea_map.files import parse_json, read_text, shown_path
from korea_map.gazetteer import CRS

AREAS = frozenset({"Polygon", "MultiPolygon"})
LINES = frozenset({"LineString", "MultiLineString"})
# How many lists are around a list of positions.
_DEPTHS = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}


@dataclass(frozen=True)
class Layer:
    """A GeoJSON file that was read: its text, its bbox as it stands, its features."""

    path: Path
    text: str
    bbox: Any
    table: gpd.GeoDataFrame


def read_layer(path: Path, kinds: frozenset[str], columns: Sequence[str]) -> Layer:
    """Read a FeatureCollection; the first column is the key."""
    text = read_text(path, is_json=True)
    collection = parse_json(text, path)
    file = shown_path(path)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        message = "not a GeoJSON FeatureCollection; make it again with make_basemap.py"
        raise DataError([Problem(file, 1, 1, message)])

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
            problems.append(Problem(file, line_of_feature(text, number), 1, str(error)))
        else:
            keys.add(key)
            rows.append(row)
    if problems:
        raise DataError(problems)
    table = gpd.GeoDataFrame(rows, columns=[*columns, "geometry"], geometry="geometry", crs=CRS)
    return Layer(path, text, collection.get("bbox"), table)


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
    if fault := _fault_of_coordinates(geometry.get("coordinates"), _DEPTHS[geometry["type"]]):
        raise ValueError(f"the coordinates cannot be read: {fault}")
    try:
        drawn = shape(geometry)
    except Exception as error:  # whatever shapely makes of foreign numbers is a fault of theirs
        raise ValueError(f"the coordinates cannot be read: {error}") from None
    west, south, east, north = drawn.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("coordinates must be longitude and latitude in degrees, and not empty")
    if not drawn.is_valid:
        raise ValueError(f"the geometry is not valid: {shapely.is_valid_reason(drawn)}")
    return {column: properties[column] for column in columns} | {"geometry": drawn}


def _fault_of_coordinates(given: Any, depth: int) -> str | None:
    """Return why lists of positions, so many deep, are none; None where they are."""
    if not isinstance(given, list):
        return f"{shown(given)} where a list belongs"
    if depth:
        faults = (_fault_of_coordinates(one, depth - 1) for one in given)
        return next((fault for fault in faults if fault), None)
    if set(map(type, given)) == {list} and set(map(len, given)) <= {2, 3}:
        numbers = list(chain.from_iterable(given))
        if set(map(type, numbers)) <= {int, float} and math.isfinite(sum(numbers)):
            return None
    for position in given:
        if not isinstance(position, list) or len(position) not in (2, 3):
            return f"{shown(position)} is not longitude and latitude"
    for number in chain.from_iterable(given):
        if type(number) not in (int, float) or not math.isfinite(number):
            return f"{shown(number)} is no number of degrees"
    return None


def line_of_feature(text: str, number: int) -> int:
    """Return the line on which a feature (from 0) says that it is one; 1 if it does not."""
    starts = [match.start() for match in re.finditer(r'"type"\s*:\s*"Feature"', text)]
    return text.count("\n", 0, starts[number]) + 1 if number < len(starts) else 1

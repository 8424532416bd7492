"""Zones and points as GeoJSON (RFC 7946): a feature for each point of each list."""

import json
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from korea_map.credit import CREDIT, LICENCE
from korea_map.exports.records import Records, Row
from korea_map.fields import fields_of

DIGITS = 7
"""Decimals of a degree: a centimetre. More would say what nobody measured."""


def write_geojson(records: Records) -> bytes:
    """Return the zone of each point, the point where its list has no radius, or no geometry.

    Rings run anticlockwise; there is no `crs`, for RFC 7946 knows none but WGS84.
    """
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "properties": {name: row[field.name] for name, field in fields_of("geojson").items()},
            "geometry": to_geometry(shape_of(row, records)),
        }
        for row in records.place_rows
    ]
    citation = f"{records.language.text('citation')}. {CREDIT}"
    return write_collection(features, license=LICENCE, citation=citation)


def write_collection(features: list[dict[str, Any]], **members: str) -> bytes:
    """Return a collection with further members, each feature on a line of its own."""
    whole = {"type": "FeatureCollection", **members}
    head = json.dumps(whole, ensure_ascii=False).removesuffix("}")
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in features)
    return f'{head}, "features": [\n{lines}\n]}}\n'.encode()


def shape_of(row: Row, records: Records) -> BaseGeometry | None:
    """Return the zone of a row of `places`, or its point; None where it has no position."""
    if row["id"] in records.discs:
        return shapely.orient_polygons(records.discs[row["id"]])
    return None if row["lon"] is None else shapely.Point(row["lon"], row["lat"])


def to_geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """Return a shape as GeoJSON with rounded coordinates."""
    if shape is None:
        return None
    rounded = shapely.transform(shape, lambda degrees: degrees.round(DIGITS))
    geometry: dict[str, Any] = shapely.geometry.mapping(rounded)
    return geometry

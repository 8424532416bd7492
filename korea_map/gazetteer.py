"""Places of Korea, and the toponyms that documents write for them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from korea_map.errors import ChoiceError, KoreaMapError
from korea_map.frames import to_table
from korea_map.model import Candidate, Certainty, Place, Toponym
from korea_map.positions import cells_of, is_blank_point, locate_row
from korea_map.tables import Row, read_rows

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

CRS = "EPSG:4326"

Places: TypeAlias = "Iterable[Place] | Mapping[str, Place] | gpd.GeoDataFrame"
"""Places as `load_places` and `read_places` give them, whole or in part, in any order."""
OnePlace: TypeAlias = "Place | Candidate | str | pd.Series[Any] | tuple[Any, ...]"
"""A place, its id, a candidate, or a row of the table that `read_places` gives."""

_COLUMNS = tuple(column.name for column in fields(Place))
_OPTIONAL = frozenset(c.name for c in fields(Place) if type(None) in get_args(c.type))
_LIMITS = {"lat": 90.0, "lon": 180.0}


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
    return [toponym_from(row) for row in read_rows(data, "gazetteer", Toponym)]


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

    Examples
    --------
    >>> load_places()["busan"].hanja
    '釜山'
    """
    return {row["id"]: place_from(row) for row in read_rows(data, "places", Place, ground=True)}


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
        document names no place. `position` is `Int64`, several `rivals` are one text, parted
        by `|`, and a blank cell is a missing value.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.

    Notes
    -----
    `to_file` and `to_parquet` keep every column as it is; of KML the whole numbers come back
    as text, and `id` is its own. FlatGeobuf takes no row without a geometry: leave those out
    for it, by `names[names.geometry.notna()]`.

    Examples
    --------
    >>> names = read_gazetteer().set_index("id")
    >>> names.loc["unc-north-05", ["toponym", "title", "certainty", "rivals"]].tolist()
    ['Khekido', 'Pyŏktong', 'uncertain', 'pyoktan|pyonggang|pyongyang']
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
        The columns of places.csv and `geometry`, points in EPSG:4326. `variants` are one text
        (`ja:Fuzan|und:Bousan`), and a blank cell is a missing value.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.

    Examples
    --------
    >>> places = read_places().set_index("id")
    >>> places.loc["busan", ["title", "hanja", "reading_ja"]].tolist()
    ['Busan', '釜山', 'Fusan']
    """
    return to_points(load_places(data).values())


def to_points(records: Iterable[Toponym | Place]) -> gpd.GeoDataFrame:
    """Return records as a table of points in EPSG:4326; None where there is no position."""
    listed = list(records)
    return locate(to_table(listed, type(listed[0]) if listed else Toponym))


def locate(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a table with its `lon` and `lat` as points in EPSG:4326; None where they are blank."""
    # here and not above: names are looked up without any geometry, a second sooner
    import geopandas as gpd

    points = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=CRS)
    return gpd.GeoDataFrame(table, geometry=points.where(table["lon"].notna(), None), crs=CRS)


def to_places(places: Places) -> list[Place]:
    """Return places as records, from any form in which this package gives them.

    Parameters
    ----------
    places
        `Place` records, ids or candidates, as a list or as `load_places` gives them; or a
        table with the columns of `read_places`, in any order and with any others besides.

    Raises
    ------
    ChoiceError
        No place of places.csv has the id.
    KoreaMapError
        It is nothing of the kind, a column is missing, or a cell cannot be used.

    Examples
    --------
    >>> [place.hanja for place in to_places(["busan", "daegu"])]
    ['釜山', '大邱']
    >>> table = read_places()
    >>> [place.title for place in to_places(table[table.id == "busan"])]
    ['Busan']
    """
    if hasattr(places, "itertuples") and hasattr(places, "columns"):
        table: Any = places
        missing = [column for column in _COLUMNS if column not in table.columns]
        if missing:
            raise KoreaMapError(f"the table of places lacks {', '.join(missing)}; {_ACCEPTED}")
        if getattr(table, "active_geometry_name", None) is not None:
            _check_geometry(table)
        cells = zip(*(table[column] for column in _COLUMNS), strict=True)
        return [_from_cells(dict(zip(_COLUMNS, row, strict=True))) for row in cells]
    some = places.values() if isinstance(places, Mapping) else places
    if isinstance(some, str | bytes) or not isinstance(some, Iterable):
        raise KoreaMapError(f"{type(some).__name__} is not places; {_ACCEPTED}")
    return [to_place(one) for one in some]


def to_place(place: OnePlace) -> Place:
    """Return one place as a record.

    Parameters
    ----------
    place
        The record itself, the id of a place of places.csv, a candidate, or a row of the
        table that `read_places` gives (a Series, or a named tuple of `itertuples`).

    Raises
    ------
    ChoiceError
        No place of places.csv has the id.
    KoreaMapError
        It is none of these, or lacks a column.

    Examples
    --------
    >>> to_place("busan").hanja
    '釜山'
    """
    if not isinstance(place, str):
        return _to_record(place)
    known = _places_at_hand()
    if place not in known:
        raise ChoiceError(f"no place has the id {place!r}{hint_at_near(place, known)}")
    return known[place]


def hint_at_near(place_id: str, known: Mapping[str, Place]) -> str:
    """Return the end of a message about an id that no place has: which ones are like it.

    Examples
    --------
    >>> hint_at_near("suwn", {"suwon": load_places()["suwon"]})
    '; is one of these meant: suwon?'
    """
    from difflib import get_close_matches  # only here, and look-ups are to be quick

    near = get_close_matches(place_id.lower(), known, n=20, cutoff=0.5)
    # a city of 1945 is meant rather than a village
    near = sorted(near, key=lambda one: not (known[one].unit_1945 or "").endswith("府"))[:5]
    return f"; is one of these meant: {', '.join(near)}?" if near else ""


@cache
def _places_at_hand() -> dict[str, Place]:
    return load_places()


_ACCEPTED = "give what read_places() or load_places() gives, or Place records or their ids"


def _to_record(place: Any) -> Place:
    if isinstance(place, Place):
        return place
    if isinstance(place, Candidate):
        return place.place
    cells = cells_of(place)
    if cells is not None:
        lon, lat = locate_row(cells, repr(cells.get("id")))
        return _from_cells({**cells, "lon": lon, "lat": lat} if lon is not None else cells)
    raise KoreaMapError(f"{type(place).__name__} is not a place; {_ACCEPTED}")


def _check_geometry(table: Any) -> None:
    """Refuse a table of places of which a row says another position than its geometry."""
    import pandas as pd
    import shapely

    table = table if table.crs is None else table.to_crs(CRS)
    points = [None if is_blank_point(one) else one for one in table.geometry]
    for name, numbers in {"lon": shapely.get_x(points), "lat": shapely.get_y(points)}.items():
        said = pd.to_numeric(table[name], errors="coerce").abs() <= _LIMITS[name]
        apart = (pd.to_numeric(table[name], errors="coerce") - numbers).abs() > 1e-5
        for row in (said & apart).fillna(False).to_numpy().nonzero()[0]:
            cells = table.iloc[row].to_dict()
            locate_row(cells, repr(cells["id"]))


def _from_cells(cells: Mapping[str, Any]) -> Place:
    missing = [column for column in _COLUMNS if column not in cells]
    if missing:
        raise KoreaMapError(f"the row of a place lacks {', '.join(missing)}; {_ACCEPTED}")
    record: dict[str, Any] = {}
    for column in _COLUMNS:
        value = None if _is_blank(cells[column]) else cells[column]
        if column == "variants":
            record[column] = _to_variants(value, cells["id"])
        elif column in _LIMITS:
            record[column] = _to_degrees(value, column, cells["id"])
        elif value is None and column in ("id", "title"):
            raise KoreaMapError(f"the place {cells['id']!r} has no {column}; give it one")
        elif value is None:
            record[column] = None if column in _OPTIONAL else ""
        else:
            # an id that was read as a number, with blanks in the column, is 1838524.0
            whole = isinstance(value, float) and value.is_integer()
            record[column] = str(int(value) if whole else value)
    return Place(**record)


def _is_blank(value: Any) -> bool:
    if value is None or isinstance(value, str):
        return not value
    if hasattr(value, "__len__"):
        return len(value) == 0
    if isinstance(value, float | int):
        return value != value
    import pandas as pd  # only its tables have other marks of a blank

    return bool(pd.isna(value))


def _to_degrees(value: Any, column: str, place: Any) -> float:
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        degrees = float("nan")
    if not isfinite(degrees) or abs(degrees) > _LIMITS[column]:
        raise KoreaMapError(f"{column} {value!r} of the place {place!r} is no number of degrees")
    return degrees


def _to_variants(value: Any, place: Any = None) -> tuple[tuple[str, str], ...]:
    """Return names with their language, of a cell or a list of such cells or pairs."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = split_list(value)
    try:
        pairs = [tuple(one.split(":", 1)) if isinstance(one, str) else tuple(one) for one in value]
    except TypeError:
        pairs = [()]
    if not all(len(pair) == 2 for pair in pairs):
        raise KoreaMapError(
            f"variants {value!r} of the place {place!r} are no names with their languages; "
            "write them as ja:Fuzan|en:Fusan"
        )
    return tuple((str(language), str(name)) for language, name in pairs)


def split_list(cell: str) -> tuple[str, ...]:
    """Return the members of a cell that holds several, parted by `|`."""
    return tuple(cell.split("|")) if cell else ()


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def toponym_from(row: Row) -> Toponym:
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


def place_from(row: Row) -> Place:
    """Return a row of places.csv as a record."""
    return Place(
        id=row["id"],
        title=row["title"],
        title_mr=row["title_mr"],
        hangul=row["hangul"] or None,
        hanja=row["hanja"] or None,
        reading_ja=row["reading_ja"] or None,
        reading_zh=row["reading_zh"] or None,
        variants=_to_variants(row["variants"], row["id"]),
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

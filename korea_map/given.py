"""Points, zones and grounds that a caller brings: taken as they are meant, or refused."""

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import CRSError, ProjError

from korea_map.basemap import Basemap, read_basemap
from korea_map.errors import ChoiceError, KoreaMapError
from korea_map.gazetteer import CRS
from korea_map.model import Certainty, Proposal, Toponym
from korea_map.positions import find_fault, is_blank_point
from korea_map.shapes import AREAS
from korea_map.texts import find_unprintable

LANGUAGE_TAG: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+)",
    re.IGNORECASE | re.ASCII,
)
"""A tag as BCP 47 has them: language, script, region, variants, extensions, private use."""
WIDEST_TOLERANCE_KM: Final = 20_000
"""How far apart two places can be."""
_SENTENCES: Final = frozenset({"evidence", "citation"})


def take_points(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return points that a caller brings, in EPSG:4326, with `geometry` as their geometry.

    Raises
    ------
    KoreaMapError
        If they are no table, a column of `read_gazetteer` is missing that zones need, the
        coordinate system is not known, a geometry is no point or no position, or two points
        have one id.
    ChoiceError
        If a certainty is not known; the message names those that are.
    """
    table = _take(points, "points", {"id", "list", "toponym", "title", "certainty"})
    located = is_located(table)
    # a format that knows no single points gives each as a collection of one
    single = [_only_part(one) for one in table.geometry[located]]
    table.loc[located, "geometry"] = gpd.GeoSeries(single, index=table.index[located], crs=CRS)
    for at, point in enumerate(single):
        if point.geom_type != "Point":
            raise KoreaMapError(
                f"{name_row(table[located], at)}: a geometry is no point but a {point.geom_type}; "
                "take its centroid or leave it out"
            )
    for one, count in Counter(to_texts(table["id"][located])).items():
        if count > 1 and one is not None:
            raise KoreaMapError(f"{count} points have the id {one!r}; give each its own")
    check_certainty(table)
    return table


def check_certainty(table: pd.DataFrame) -> None:
    """Refuse rows whose certainty is none of those that there are; a blank is none.

    Raises
    ------
    ChoiceError
        The message names those that there are.
    """
    known = [str(one) for one in Certainty]
    for at, one in enumerate(to_texts(table["certainty"])):
        if one is not None and one not in known:
            raise ChoiceError(
                f"{name_row(table, at)}: unknown certainty {one!r}; there are {', '.join(known)}"
            )


def _only_part(geometry: Any) -> Any:
    parts = shapely.get_parts(geometry)
    return parts[0] if len(parts) == 1 else geometry


def check_toponym(toponym: Toponym) -> Toponym:
    """Return a point that a caller brings, if files and maps can say what it says.

    Raises
    ------
    KoreaMapError
        If it has no name, a text has a character that is none, a tag is none of BCP 47, or a
        number is none that it can be.
    """
    where = repr(toponym.id)
    for column in fields(toponym):
        cell = getattr(toponym, column.name)
        lines = column.name in _SENTENCES
        for text in cell if isinstance(cell, tuple) else (cell,):
            if isinstance(text, str) and (sign := find_unprintable(text, lines=lines)):
                raise KoreaMapError(f"{column.name} of {where} has {sign}, no letter; leave it out")
    if not toponym.toponym.strip():
        raise KoreaMapError(f"toponym of {where} is empty; give the name as the list has it")
    for name in ("toponym_lang", "reading_lang"):
        tag = getattr(toponym, name)
        if tag and LANGUAGE_TAG.fullmatch(tag) is None:
            raise KoreaMapError(
                f"{name} {tag!r} of {where} is no BCP 47 tag; give one such as ko, ko-Latn, "
                "ja-Latn, zh-Latn or en, or und where the language is not known"
            )
    tolerance = toponym.location_tolerance_km
    if tolerance is not None and not 0 <= tolerance <= WIDEST_TOLERANCE_KM:
        raise KoreaMapError(
            f"location_tolerance_km {tolerance:g} of {where} is no distance from 0 to "
            f"{WIDEST_TOLERANCE_KM} km; correct it or leave it empty"
        )
    if toponym.position is not None and toponym.position < 0:
        raise KoreaMapError(f"position {toponym.position} of {where} is none; count from 1")
    return toponym


def take_zones(zone_table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return zones that a caller brings, in EPSG:4326, with `geometry` as their geometry.

    Rows without a geometry are left out, and where the page gave its data away so are its
    points of lists that have no radius, or one of nothing.

    Raises
    ------
    KoreaMapError
        If they are no table, have no column `plan` or `territory`, the coordinate system is
        not known, a zone has no plan, or a geometry is no polygon or not a valid one.
    """
    table = _take(zone_table, "zones", {"plan", "territory"})
    table = table[is_located(table)].reset_index(drop=True)
    if "radius_m" in table.columns:
        nothing = pd.to_numeric(table["radius_m"], errors="coerce").fillna(0) == 0
        table = table[~((table.geom_type == "Point") & nothing)]
    for at, geometry in enumerate(table.geometry):
        if geometry.geom_type not in AREAS:
            raise KoreaMapError(
                f"{name_row(table, at)}: a zone is a {geometry.geom_type}; "
                "give the polygons of zones()"
            )
        if not geometry.is_valid:
            reason = shapely.is_valid_reason(geometry)
            raise KoreaMapError(
                f"{name_row(table, at)}: a zone is not valid ({reason}); make_valid() mends it"
            )
    plans = to_texts(table["plan"])
    if None in plans:
        raise KoreaMapError(f"{name_row(table, plans.index(None))}: no plan; name one")
    territories = pd.Series(to_texts(table["territory"]), index=table.index, dtype="object")
    return table.assign(plan=plans, territory=territories)


def take_basemap(basemap: Basemap | None, data: str | os.PathLike[str] | None = None) -> Basemap:
    """Return the ground that a caller brings, or read that of a folder.

    Raises
    ------
    DataError
        If it cannot be read.
    KoreaMapError
        If it is none.
    """
    if basemap is None:
        return read_basemap(data)
    if not isinstance(basemap, Basemap):
        raise KoreaMapError(
            f"a {type(basemap).__name__} is no basemap; give what read_basemap() returns"
        )
    return basemap


def check_territories(table: gpd.GeoDataFrame, ground: Basemap, *, every: bool) -> None:
    """Refuse zones for halves that the ground has not.

    Parameters
    ----------
    table
        Zones as `take_zones` returns them.
    ground
        The basemap.
    every
        Whether each territory has to be known; if not, none of them has to be, since the
        ground may be another than the document's.

    Raises
    ------
    ChoiceError
        The message names the halves.
    """
    halves = sorted(half.id for half in ground.halves)
    territories = list(table["territory"])
    strange = [at for at, one in enumerate(territories) if one not in (None, *halves)]
    if strange and halves and (every or set(halves) & set(territories)):
        at = strange[0]
        raise ChoiceError(
            f"{name_row(table, at)}: unknown territory {territories[at]!r}; there are "
            f"{', '.join(halves)}, or none"
        )


def check_lists(table: gpd.GeoDataFrame, known: Iterable[Proposal]) -> None:
    """Refuse points whose list is not known.

    Parameters
    ----------
    table
        Points that a caller brings.
    known
        The lists that there are.

    Raises
    ------
    ChoiceError
        The message names the lists that there are.
    """
    ids = {one.id for one in known}
    lists = to_texts(table["list"])
    strange = [at for at, one in enumerate(lists) if one not in ids]
    if strange:
        at = strange[0]
        missing = "no list" if lists[at] is None else f"unknown list {lists[at]!r}"
        rest = f", and {len(strange) - 1} more points likewise" if len(strange) > 1 else ""
        raise ChoiceError(
            f"{name_row(table, at)}: {missing}{rest}; there are {', '.join(sorted(ids))}"
        )


def check_renamed(
    table: gpd.GeoDataFrame, known: Iterable[Proposal], own: Iterable[Proposal]
) -> None:
    """Refuse lists that are new and have no point while points are of lists that are not there.

    Some lists alone, or one more, are as they are meant; one that is called otherwise than
    its points call it would lose them.

    Parameters
    ----------
    table
        The gazetteer.
    known
        Lists that a caller brings.
    own
        Those of the same folder.

    Raises
    ------
    ChoiceError
        The message names the lists, and how many points would be left out.
    """
    ids = [one.id for one in known]
    counts = Counter(table["list"])
    empty = sorted({*ids} - {one.id for one in own} - counts.keys())
    lost = {one: count for one, count in counts.items() if one not in ids}
    if empty and lost:
        told = ", ".join(f"{one} ({count})" for one, count in lost.items())
        raise ChoiceError(
            f"unknown list {empty[0]!r}: no point is of it, and {sum(lost.values())} points are of "
            f"lists that are not given: {told}; keep the ids of the lists, or give points= too"
        )


def is_located(table: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Return which rows of a table have a geometry that is not empty."""
    geometries = table.geometry.to_numpy()
    located = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    return pd.Series(located, index=table.index, dtype=bool)


def name_row(table: pd.DataFrame, at: int) -> str:
    """Return how a message calls a row of a table: by its id and its label."""
    label = table.index[at]
    one = table.iloc[at]["id"] if "id" in table.columns else None
    return f"row {label}" if one is None or pd.isna(one) else f"{str(one)!r} (row {label})"


def to_texts(column: "pd.Series[Any]") -> list[str | None]:
    """Return the cells of a column as texts; None for every kind of blank."""
    blank = column.isna()
    return [
        None if missing or value == "" else str(value)
        for value, missing in zip(column.astype(object), blank, strict=True)
    ]


def _take(table: gpd.GeoDataFrame, what: str, needed: set[str]) -> gpd.GeoDataFrame:
    if not isinstance(table, gpd.GeoDataFrame):
        given = repr(table) if isinstance(table, str) else f"a {type(table).__name__}"
        raise KoreaMapError(f"{given} is no table of {what}; {_way_to(table, what)}")
    missing = needed - set(table.columns)
    if missing:
        raise KoreaMapError(f"the {what} have no column {', '.join(sorted(missing))}")
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise KoreaMapError(f"the {what} have the column {twice[0]} twice; rename one")
    if table.active_geometry_name is None:
        raise KoreaMapError(f"the {what} have no geometry; name its column by set_geometry()")
    if table.crs is None:
        raise KoreaMapError(f"the {what} have no coordinate system; set_crs(4326) if degrees")
    table = _drop_blank_points(table)
    _refuse_degrees(table, what)
    try:
        degrees = table.to_crs(CRS)
    except (CRSError, ProjError) as error:
        raise KoreaMapError(
            f"the {what} are in {table.crs.name!r}, from which nothing leads to degrees ({error})"
        ) from None
    _check_positions(degrees)
    if degrees.active_geometry_name == "geometry":
        return degrees
    # a column that is called so and is not the geometry would be in the way
    return degrees.drop(columns="geometry", errors="ignore").rename_geometry("geometry")


def _drop_blank_points(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table in which a point of NaN, as a blank row gives it, is no geometry."""
    geometries = table.geometry.to_numpy()
    blank = np.array([one is not None and is_blank_point(one) for one in geometries], dtype=bool)
    return table.set_geometry(table.geometry.where(~blank, None)) if blank.any() else table


def _refuse_degrees(table: gpd.GeoDataFrame, what: str) -> None:
    """Refuse degrees that are called metres: all of them within a stone's throw of one spot."""
    metres = table.crs.is_projected and table.crs.axis_info[0].unit_name == "metre"
    corners = shapely.get_coordinates(table.geometry.to_numpy())
    if not metres or not len(corners):
        return
    east, north = corners.T
    near_korea = (east > 100) & (east < 150) & (north > 20) & (north < 60)
    if near_korea.all():
        raise KoreaMapError(
            f"the {what} seem to be in degrees, and their coordinate system, "
            f"{table.crs.name!r}, is in metres; set_crs(4326, allow_override=True) if so"
        )


def _check_positions(table: gpd.GeoDataFrame) -> None:
    """Refuse geometries in degrees of which some corner is nowhere."""
    corners, row = shapely.get_coordinates(table.geometry.to_numpy(), return_index=True)
    lon, lat = np.abs(corners.T)
    nowhere = np.flatnonzero(~((lon <= 180) & (lat <= 90)))
    if nowhere.size:
        at = int(nowhere[0])
        raise KoreaMapError(f"{name_row(table, int(row[at]))}: {find_fault(*corners[at])}")


def _way_to(table: object, what: str) -> str:
    if isinstance(table, pd.DataFrame) and {"lon", "lat"} <= set(table.columns):
        return (
            "give a GeoDataFrame: gpd.GeoDataFrame(table, "
            "geometry=gpd.points_from_xy(table.lon, table.lat), crs=4326)"
        )
    if isinstance(table, str) and what == "zones":
        return f"give a GeoDataFrame of them, or the plan as plan={table!r}"
    if isinstance(table, str):
        return f"give a GeoDataFrame of them; a plan is given as plan={table!r}"
    return "give a GeoDataFrame of them"

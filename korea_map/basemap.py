"""The quiet ground of the map: land by country, rivers, lines, and what all of it is called.

`data/basemap/README.md` says where it comes from; `scripts/make_basemap.py` makes the shapes,
`geography.csv` and `names.csv` are written by hand.
"""

import os
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from korea_map.errors import DataError, KoreaMapError, Problem, attempt, choose, shown
from korea_map.files import data_dir, find_ground, shown_path
from korea_map.geodesy import area_km2
from korea_map.geography import (
    CORNERS,
    Extent,
    Feature,
    FeatureName,
    Kind,
    check_countries,
    check_features,
    check_lines,
    check_names,
    read_ground_table,
    to_feature,
    to_name,
)
from korea_map.model import are_bounds
from korea_map.shapes import AREAS, LINES, Layer, line_of_feature, read_layer
from korea_map.texts import place_in

Coast = Literal["first", "second"]

SECOND_LAND = "second_land.geojson"
"""The same lands by another source; figures are measured on both where it is there."""


# What a page that names no corners keeps from the edges, as a part of width and height.
_MARGIN = 1 / 15


@dataclass(frozen=True)
class Basemap:
    """What the map draws under the zones; WGS84, longitude first.

    Attributes
    ----------
    land
        Columns `country` (ISO 3166-1 alpha-2) and `geometry`. Countries share their borders
        vertex by vertex and do not overlap. There may be more than `features` speaks of.
    rivers
        Columns `id`, `name`, `hangul`, `hanja`, `source` and `geometry`, from mouth or
        source as it comes; all on land.
    lines
        Columns `id`, `name`, `note` and `geometry`; each is a feature of kind `line`.
    features
        Halves, neighbours, seas, lines and corners, in the order of the page.
    names
        What they are called, by id and language.
    extent
        West, south, east and north of the area within which `land` is complete. Nothing is
        known beyond it.

    Examples
    --------
    >>> ground = read_basemap()
    >>> [half.id for half in ground.halves]
    ['south', 'north']
    """

    land: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame
    features: tuple[Feature, ...]
    names: Mapping[tuple[str, str], FeatureName]
    extent: Extent

    def of_kind(self, kind: Kind) -> list[Feature]:
        """Return the features of a kind, in the order of the page.

        Raises
        ------
        ChoiceError
            If there is no such kind; the message names those that there are.

        Examples
        --------
        >>> [line.id for line in read_basemap().of_kind("line")]
        ['parallel-38', 'line-1953']
        """
        choose("kind", kind, get_args(Kind))
        return [feature for feature in self.features if feature.kind == kind]

    @property
    def halves(self) -> list[Feature]:
        """The halves, in the order of the page."""
        return self.of_kind("half")

    @property
    def home_countries(self) -> frozenset[str | None]:
        """Countries of land.geojson that are halves."""
        return frozenset(half.country for half in self.halves)

    @property
    def line_styles(self) -> dict[str, str | None]:
        """How each line is drawn, by id."""
        return {line.id: line.style for line in self.of_kind("line")}

    @property
    def neighbours(self) -> list[Feature]:
        """The neighbours, in the order of the page."""
        return self.of_kind("neighbour")

    @property
    def lands(self) -> dict[str, BaseGeometry]:
        """The land of halves and neighbours by id: the halves by id, then the neighbours.

        This is the order of the columns of `coverage`, which does not change with the page.
        """
        by_country = self.land.set_index("country").geometry
        ordered = [*sorted(self.halves, key=lambda half: half.id), *self.neighbours]
        return {feature.id: by_country[feature.country] for feature in ordered}

    @cached_property
    def nameless(self) -> BaseGeometry:
        """The land of countries that are neither a half nor a neighbour."""
        named = [feature.country for feature in (*self.halves, *self.neighbours)]
        other = self.land.geometry[~self.land["country"].isin(named)]
        return shapely.union_all(other.to_numpy())

    @cached_property
    def halves_km2(self) -> dict[str, float]:
        """The area of each half by id, in the order of `lands`; measured once."""
        lands, halves = self.lands, {half.id for half in self.halves}
        return {name: area_km2(land) for name, land in lands.items() if name in halves}

    @property
    def frame(self) -> shapely.Polygon:
        """The extent as a rectangle in degrees."""
        return shapely.box(*self.extent)

    @property
    def pan_bounds(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """South-west and north-east as (lat, lon), beyond which a page does not pan.

        The corners of the ground; where it names none, the extent less a fifteenth of its
        width and height at each edge, so that no cut edge of land comes into view.
        """
        placed = {
            corner.id: (corner.lat, corner.lon)
            for corner in self.of_kind("corner")
            if corner.lat is not None and corner.lon is not None
        }
        if placed:
            return placed[CORNERS[0]], placed[CORNERS[1]]
        west, south, east, north = self.extent
        across, up = _MARGIN * (east - west), _MARGIN * (north - south)
        return (south + up, west + across), (north - up, east - across)

    def line(self, line_id: str) -> BaseGeometry:
        """Return the geometry of a line by its id.

        Raises
        ------
        ChoiceError
            If there is no such line; the message names those that there are.

        Examples
        --------
        >>> read_basemap().line("line-1953").geom_type
        'LineString'
        """
        choose("line", line_id, self.lines["id"])
        line: BaseGeometry = self.lines.set_index("id").geometry[line_id]
        return line

    def name_of(self, feature_id: str, lang: str) -> FeatureName:
        """Return what a feature is called in a language.

        Parameters
        ----------
        feature_id
            Id of a feature.
        lang
            BCP 47 tag. Where the ground has no name in it, its shorter forms are tried
            (`zh-Hant`, then `zh`), then the first language of the table that has one.

        Raises
        ------
        KoreaMapError
            If the ground has no name for such a feature.

        Examples
        --------
        >>> read_basemap().name_of("south", "ko").name
        '남쪽'
        """
        tag = lang
        while tag:
            if (feature_id, tag) in self.names:
                return self.names[feature_id, tag]
            tag = tag.rpartition("-")[0]
        named = [name for name in self.names.values() if name.id == feature_id]
        if not named:
            raise KoreaMapError(f"the basemap has no name for {feature_id!r}")
        return named[0]


def read_basemap(data: str | os.PathLike[str] | None = None, *, coast: Coast = "first") -> Basemap:
    """Read the basemap.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package. A file that the folder
        has not is taken from there too.
    coast
        `"second"` for the same lands by another source, with which figures are compared. It
        stands beside the first, in second_land.geojson, and may reach less far.

    Returns
    -------
    Basemap
        Land, rivers and lines in EPSG:4326, and what is known of them.

    Raises
    ------
    DataError
        If a file cannot be read, is not GeoJSON or breaks its schema, or the tables and
        the shapes do not agree; the error holds every fault.
    ChoiceError
        If there is no such coast; the message names those that there are.

    Examples
    --------
    >>> {half: round(km2, -3) for half, km2 in read_basemap().halves_km2.items()}
    {'north': 122000.0, 'south': 99000.0}
    >>> shares = coverage(plan="unc", basemap=read_basemap(coast="second")).set_index("list")
    >>> round(float(shares.loc["both", "south_share"]), 3)
    0.587
    """
    choose("coast", coast, get_args(Coast))
    folder = data_dir(data)
    problems: list[Problem] = []
    land_path, rivers_path, lines_path = (
        find_ground(folder, f"basemap/{name}.geojson") for name in ("land", "rivers", "lines")
    )
    land = attempt(problems, read_layer, land_path, AREAS, ("country",))
    extent = None if land is None else attempt(problems, _find_extent, land)
    rivers = attempt(
        problems, read_layer, rivers_path, LINES, ("id", "name", "hangul", "hanja", "source")
    )
    lines = attempt(problems, read_layer, lines_path, LINES, ("id", "name", "note"))
    geography = attempt(problems, read_ground_table, folder, "geography", Feature)
    names = attempt(problems, read_ground_table, folder, "names", FeatureName)
    if geography is not None:
        problems += [*geography.problems, *check_features(geography, extent)]
        if land is not None:
            problems += check_countries(geography, set(land.table["country"]))
        if lines is not None:
            problems += check_lines(geography, list(lines.table["id"]))
            wanted = {row["id"] for row in geography.rows if row["kind"] == "line"}
            problems += _check_drawn(lines, wanted)
    if names is not None:
        problems += names.problems
        if geography is not None:
            problems += check_names(names, geography)
    if (
        problems
        or land is None
        or extent is None
        or rivers is None
        or lines is None
        or geography is None
        or names is None
    ):
        raise DataError(problems)
    features = sorted((to_feature(row) for row in geography.rows), key=lambda f: f.position)
    called = {(name.id, name.lang): name for name in map(to_name, names.rows)}
    first = Basemap(land.table, rivers.table, lines.table, tuple(features), called, extent)
    return first if coast == "first" else to_second_coast(first, folder)


def has_second_coast(folder: Path) -> bool:
    """Tell whether the land of a data folder is there by a second source too."""
    return os.path.lexists(_find_second(folder))


def to_second_coast(first: Basemap, folder: Path) -> Basemap:
    """Return a ground with its lands as the second source has them, beside the first's file.

    Raises
    ------
    DataError
        If the file cannot be read, or lacks a country of the ground.
    """
    path = _find_second(folder)
    land = read_layer(path, AREAS, ("country",))
    extent = _find_extent(land)
    there = set(land.table["country"])
    lacking = [one.country for one in (*first.halves, *first.neighbours)]
    if lacking := [country for country in lacking if country not in there]:
        message = f"no country {', '.join(map(str, lacking))}; add it, or delete the file"
        raise DataError([Problem(shown_path(path), 1, 1, message)])
    return replace(first, land=land.table, extent=extent)


def _find_second(folder: Path) -> Path:
    return find_ground(folder, "basemap/land.geojson").with_name(SECOND_LAND)


def _find_extent(land: Layer) -> Extent:
    """Return the bbox of land.geojson (RFC 7946, section 5), within which all its land lies."""
    given = land.bbox
    west, south, east, north = (float(value) for value in land.table.total_bounds)
    at = max(0, land.text.find('"bbox"'))
    line, column = place_in(land.text, at)
    reaches = f"its land reaches from {west:g}, {south:g} to {east:g}, {north:g}"
    if given is None:
        fault = "no bbox; give west, south, east and north of the area whose land is complete"
    elif not _is_extent(given):
        fault = f"bbox {shown(given)} is not west, south, east and north in degrees"
    elif not (given[0] <= west and given[1] <= south and east <= given[2] and north <= given[3]):
        fault = f"bbox {shown(given)} does not hold the file"
    else:
        return (float(given[0]), float(given[1]), float(given[2]), float(given[3]))
    raise DataError([Problem(shown_path(land.path), line, column, f"{fault}; {reaches}")])


def _is_extent(value: Any) -> bool:
    four = isinstance(value, list) and len(value) == 4
    return four and all(type(edge) in (int, float) for edge in value) and are_bounds(*value)


def _check_drawn(lines: Layer, wanted: Set[str]) -> Iterator[Problem]:
    """Yield each line of lines.geojson that geography.csv does not speak of."""
    for number, line_id in enumerate(lines.table["id"]):
        if line_id not in wanted:
            message = f"geography.csv has no line {line_id!r}; add a row of kind line, or delete it"
            line = line_of_feature(lines.text, number)
            yield Problem(shown_path(lines.path), line, 1, message)

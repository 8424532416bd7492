"""The pages that are measured: ours, one of many zones, and those of the peers."""

import importlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import folium
import numpy as np
import shapely

from korea_map.basemap import Basemap, read_basemap
from korea_map.files import installed_data_dir, read_json
from korea_map.gazetteer import load_places, read_gazetteer
from korea_map.geodesy import distance_m
from korea_map.model import Place
from korea_map.schema import PACKAGE_FILE
from korea_map.tables import format_rows
from korea_map.webmap import build_map, save_html
from korea_map.zones import zones

OFFLINE: Final = "offlinefolium"
"""The module of folium-offline."""

WORD: Final = "<!DOCTYPE html><html lang='en'><title>Word</title><body><p>Word</p></body></html>"

_KEY: Final = "bench"
_PLANS: Final = (("far", "25", "mile"), ("mid", "20", "km"), ("near", "5", "km"))
_HALVES: Final = {"north": "KP", "south": "KR"}
_POINTS: Final = 100
MANY: Final = len(_PLANS) * len(_HALVES) * _POINTS
"""How many zones the document of many zones has."""

_GROWN: Final = (("far", "30", "mile"), ("near", "5", "km"))
_STRIDES: Final = (0.7548776662466927, 0.5698402909980532)
_SYLLABLES: Final = (
    ("ka", "가"), ("na", "나"), ("to", "도"), ("ra", "라"), ("mu", "무"), ("pi", "비"),
    ("sa", "사"), ("cho", "조"), ("ha", "하"), ("ko", "고"), ("nu", "누"), ("tae", "대"),
    ("ri", "리"), ("mi", "미"), ("po", "보"), ("su", "수"), ("o", "오"), ("chi", "지"),
    ("u", "우"), ("san", "산"), ("kang", "강"), ("won", "원"),
)  # fmt: skip
_NEAR_KM: Final = 19
_OF_A_PLACE: Final = ("place_id", "title", "certainty")
_CERTAINTIES: Final = ("certain", "certain", "less-certain", "uncertain")

_BIBLIOGRAPHY: Final = """\
% The one source of this document; there is no such paper.

@misc{bench,
  title = {Many zones},
  shorttitle = {Many zones},
  year = {1950},
  note = {A document made for measuring; nobody wrote it}
}
"""
_ABOUT: Final = """\
id = "bench"
source = "bench"
title = "Many zones"
date = "1950"
lang = "en"
mile = "statute"
"""


def find_offline() -> ModuleType | None:
    """Return folium-offline; None where it is not installed."""
    try:
        return importlib.import_module(OFFLINE)
    except ModuleNotFoundError:
        return None


def write_pages(folder: Path) -> dict[str, Path]:
    """Write this page and those of its peers into a folder; return them by name."""
    pages = {name: folder / f"{name}.html" for name in ("ours", "stock", "word")}
    save_html(build_map(), pages["ours"])
    peer_map(folium).save(str(pages["stock"]))
    pages["word"].write_text(WORD, encoding="utf-8", newline="\n")
    offline = find_offline()
    if offline is not None:
        pages["offline"] = folder / "offline.html"
        peer_map(offline).save(str(pages["offline"]))
    return pages


def peer_map(library: Any) -> Any:
    """Return a plain map of the same land, rivers, zones and their centres, by folium or its like.

    It has no background of the network, which would be refused, no tooltips and no popups.
    """
    plain = library.Map([38.3, 127.6], zoom_start=6, tiles=None)
    base = read_basemap()
    drawn = zones()
    points = read_gazetteer()
    centres = points[points["id"].isin(drawn["id"])][["geometry"]]
    for table in (base.land, base.rivers, drawn):
        library.GeoJson(json.loads(table.to_json())).add_to(plain)
    marker = library.CircleMarker(radius=3)
    library.GeoJson(json.loads(centres.to_json()), marker=marker).add_to(plain)
    return plain


def count_zones() -> int:
    """Return how many zones this document has."""
    return len(zones())


def write_many_page(folder: Path) -> Path:
    """Write a document of many zones and its page into a folder; return the page."""
    page = folder / "many.html"
    save_html(build_map(write_many(folder / "many")), page)
    return page


def write_many(data: Path) -> Path:
    """Write a document of many zones into a new folder; return it.

    Its points are the first places of each half by id, in turn one for each of three plans,
    as many as a list may have: the same every time.
    """
    rows: list[Mapping[str, str]] = []
    lists: list[Mapping[str, str]] = []
    for half, country in _HALVES.items():
        ground = [one for one in load_places().values() if one.country == country]
        for turn, (plan, radius, unit) in enumerate(_PLANS):
            key = f"{plan}-{half}"
            chosen = ground[turn :: len(_PLANS)][:_POINTS]
            rows += [_row_of(place, key, position) for position, place in enumerate(chosen, 1)]
            lists.append(_list_of(key, plan, half, (radius, unit), _POINTS))
    return _write_document(data, lists, rows)


def write_grown(data: Path, count: int) -> Path:
    """Write a document of so many points into a new folder; return it.

    Half of them lie in each half of the land, in two plans, of which the first has ten points
    for each of the second. Positions and names are made up, the same every time; two points in
    three are taken for the nearest place of the ground, as far as one is near.
    """
    ground = read_basemap()
    rows: list[Mapping[str, str]] = []
    lists: list[Mapping[str, str]] = []
    few = max(1, count // 22)
    for half, country in _HALVES.items():
        places = [one for one in load_places().values() if one.country == country]
        at = strew(ground, half, count // 2)
        near = shapely.STRtree(shapely.points([(one.lon, one.lat) for one in places]))
        of = [places[index] for index in near.nearest(shapely.points(at))]
        for (plan, *radius), (start, end) in zip(_GROWN, ((few, len(at)), (0, few)), strict=True):
            key = f"{plan}-{half}"
            rows += [
                _made_up(key, position, lon, lat, place)
                for position, ((lon, lat), place) in enumerate(
                    zip(at[start:end].tolist(), of[start:end], strict=True), 1
                )
            ]
            lists.append(_list_of(key, plan, half, radius, end - start))
    return _write_document(data, lists, rows)


def strew(ground: Basemap, half: str, count: int) -> np.ndarray:
    """Return so many points of a half of the land as [lon, lat], evenly strewn.

    They are the first of Roberts' sequence of two dimensions that fall on its land.
    """
    land = ground.lands[half]
    shapely.prepare(land)
    west, south, east, north = land.bounds
    steps = np.arange(1, 8 * count + 100)[:, None] * _STRIDES
    at = np.round([west, south] + steps % 1 * [east - west, north - south], 5)
    return at[shapely.contains_xy(land, *at.T)][:count]


def _list_of(key: str, plan: str, half: str, radius: Sequence[str], claimed: int) -> dict[str, str]:
    return {
        "id": key, "plan": plan, "date": "1950", "title": f"Plan {plan}",
        "party": _KEY, "territory": half, "status": "offered", "document": _KEY,
        "radius": radius[0], "radius_unit": radius[1], "points_claimed": str(claimed),
        "citation": f"{_KEY}[list]", "note": "For measuring.",
    }  # fmt: skip


def _write_document(
    data: Path, lists: Sequence[Mapping[str, str]], rows: Sequence[Mapping[str, str]]
) -> Path:
    data.mkdir()
    (data / "document.toml").write_text(_ABOUT, encoding="utf-8", newline="\n")
    (data / "sources.bib").write_text(_BIBLIOGRAPHY, encoding="utf-8", newline="\n")
    _write_table(data / "proposals.csv", lists)
    _write_table(data / "gazetteer.csv", rows)
    return data


def _made_up(key: str, position: int, lon: float, lat: float, place: Place) -> dict[str, str]:
    """Return the row of a point whose name is made of syllables, by its position."""
    latin, hangul, rest = "", "", position
    for _ in range(3):
        rest, syllable = divmod(rest, len(_SYLLABLES))
        latin += _SYLLABLES[syllable][0]
        hangul += _SYLLABLES[syllable][1]
    row = _row_of(place, key, position) | {
        "toponym": latin.capitalize(), "hangul": hangul, "hanja": "",
        "reading": latin.capitalize(), "lat": f"{lat:.5f}".rstrip("0"),
        "lon": f"{lon:.5f}".rstrip("0"), "geo_source": "Made up", "geo_id": "",
        "location_tolerance_km": "20", "certainty": _CERTAINTIES[position % len(_CERTAINTIES)],
        "evidence": f"The name of {key} {position} is made up, and so is where it lies, since "
        f"what is measured needs many {_KEY}[list, line {position}].",
    }  # fmt: skip
    near = distance_m(lon, lat, place.lon, place.lat) < 1000 * _NEAR_KM
    return row if position % 3 and near else row | dict.fromkeys(_OF_A_PLACE, "")


def _row_of(place: Place, key: str, position: int) -> dict[str, str]:
    return {
        "id": f"{key}-{position:02}", "document": _KEY, "list": key, "position": str(position),
        "toponym": place.title, "toponym_lang": "en", "place_id": place.id,
        "title": place.title, "hangul": place.hangul or "", "hanja": place.hanja or "",
        "reading": place.title_mr or place.title, "reading_lang": "ko",
        "lat": str(place.lat), "lon": str(place.lon), "geo_source": place.geo_source or "",
        "geo_id": place.geo_id or "", "location_tolerance_km": "4", "certainty": "certain",
        "evidence": f"For measuring {_KEY}[list].", "citation": f"{_KEY}[list]",
    }  # fmt: skip


def _write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows under the columns that the package has for the file."""
    package = read_json(installed_data_dir() / PACKAGE_FILE)
    (resource,) = (one for one in package["resources"] if one["name"] == path.stem)
    columns = [field["name"] for field in resource["schema"]["fields"]]
    cells = sorted([row.get(column, "") for column in columns] for row in rows)
    path.write_text(format_rows([columns, *cells]), encoding="utf-8", newline="\n")

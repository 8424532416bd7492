"""The pages that are measured: ours, one of many zones, and those of the peers."""

import importlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import folium

from korea_map.basemap import read_basemap
from korea_map.files import installed_data_dir, read_json
from korea_map.gazetteer import load_places, read_gazetteer
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
    data.mkdir()
    (data / "document.toml").write_text(_ABOUT, encoding="utf-8", newline="\n")
    (data / "sources.bib").write_text(_BIBLIOGRAPHY, encoding="utf-8", newline="\n")
    rows: list[Mapping[str, str]] = []
    lists: list[Mapping[str, str]] = []
    for half, country in _HALVES.items():
        ground = [one for one in load_places().values() if one.country == country]
        for turn, (plan, radius, unit) in enumerate(_PLANS):
            key = f"{plan}-{half}"
            chosen = ground[turn :: len(_PLANS)][:_POINTS]
            rows += [_row_of(place, key, position) for position, place in enumerate(chosen, 1)]
            lists.append(
                {
                    "id": key, "plan": plan, "date": "1950", "title": f"Plan {plan}",
                    "party": _KEY, "territory": half, "status": "offered", "document": _KEY,
                    "radius": radius, "radius_unit": unit, "points_claimed": str(_POINTS),
                    "citation": f"{_KEY}[list]", "note": "For measuring.",
                }
            )  # fmt: skip
    _write_table(data / "proposals.csv", lists)
    _write_table(data / "gazetteer.csv", rows)
    return data


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

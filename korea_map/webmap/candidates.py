"""Candidates of a name as a layer of a map."""

from typing import Any

import folium
import geopandas as gpd
from branca.element import Element

from korea_map.errors import KoreaMapError, shown
from korea_map.webmap.page import build_map

_SHOWN = {"query": "spelling", "title": "place", "hanja": "", "score": "score", "chain": "chain"}
_MATCH, _OTHER = "#1b5e20", "#5d4037"


def show_candidates(points: gpd.GeoDataFrame, m: folium.Map | None) -> folium.Map:
    """Add candidates to a map, or to a new one, and return it.

    Parameters
    ----------
    points
        As `Candidates.to_points` gives them, all with a geometry.
    m
        The map; None for a new one of the proposals.

    Raises
    ------
    KoreaMapError
        If `m` is nothing to which a layer can be added.
    """
    if not (m is None or isinstance(m, Element)):
        raise KoreaMapError(f"{shown(m)} is no map; give what build_map() or folium.Map() returns")
    target = build_map() if m is None else m
    told = points[[*_SHOWN, "match", "geometry"]].astype({"match": bool}).reset_index(drop=True)
    told["hanja"] = told["hanja"].fillna("")
    folium.GeoJson(
        told,
        name="candidates",
        marker=folium.CircleMarker(radius=7, weight=2, fill=True, fill_opacity=0.6),
        style_function=_style,
        tooltip=folium.GeoJsonTooltip(list(_SHOWN), aliases=list(_SHOWN.values())),
    ).add_to(target)
    return target


def _style(feature: dict[str, Any]) -> dict[str, Any]:
    colour = _MATCH if feature["properties"]["match"] else _OTHER
    return {"color": colour, "fillColor": colour}

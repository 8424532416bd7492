"""The steps of the walk, as plain dicts for the page."""

from typing import Any

import shapely

from korea_map.model import Bounds
from korea_map.walk import Stop
from korea_map.webmap.content import Content

_TRACE_TOLERANCE = 0.008
"""In degrees: what a line over the map may differ from the one that is drawn under it."""


def describe_steps(content: Content) -> list[dict[str, Any]]:
    """Return the steps in the order of the walk; what a step does not have is left out."""
    return [
        {key: value for key, value in _describe(content, stop).items() if value or key == "show"}
        for stop in content.dataset.stops
    ]


def corners(bounds: Bounds) -> list[list[float]]:
    """Return bounds as south-west and north-east, (lat, lon) each."""
    west, south, east, north = bounds
    return [[round(south, 5), round(west, 5)], [round(north, 5), round(east, 5)]]


def _describe(content: Content, stop: Stop) -> dict[str, Any]:
    plans = [plan.id for plan in content.dataset.plans]
    return {
        "id": stop.id,
        "show": [plan for plan in plans if plan in stop.show],
        "ghosts": [plan for plan in plans if plan in stop.ghosts],
        "from": stop.start,
        "points": list(stop.points),
        "trace": _trace(content, stop),
        "mark": _mark(content, stop),
        "gaps": stop.gaps,
        "rivals": stop.rivals,
        "loupe": stop.loupe,
        "chain": {"point": stop.chain, "cells": _cells(content, stop.chain)}
        if stop.chain
        else None,
        "choices": _choices(content, stop),
        "bounds": corners(stop.bounds or content.view),
    }


def _choices(content: Content, stop: Stop) -> list[str]:
    """Return the names of what readers may answer, in the order of the document's words."""
    catalogue = content.language(None).catalogue
    before = f"step.{stop.id}.choice."
    return [key.removeprefix(before) for key in catalogue if key.startswith(before)]


def _trace(content: Content, stop: Stop) -> list[list[list[float]]]:
    """Return the parts of a river or line as lists of (lat, lon)."""
    base = content.dataset.basemap
    geometry = next(
        (
            row.geometry
            for frame in (base.rivers, base.lines)
            for row in frame.itertuples()
            if row.id == stop.trace
        ),
        None,
    )
    if geometry is None:
        return []
    simple = shapely.simplify(shapely.line_merge(geometry), _TRACE_TOLERANCE)
    return [
        [[round(lat, 3), round(lon, 3)] for lon, lat in shapely.get_coordinates(part)]
        for part in shapely.get_parts(simple)
    ]


def _mark(content: Content, stop: Stop) -> dict[str, Any] | None:
    if stop.mark is None:
        return None
    place = content.dataset.places[stop.mark]
    return {
        "id": place.id,
        "title": place.title,
        "hangul": place.hangul,
        "hanja": place.hanja,
        "lat": place.lat,
        "lon": place.lon,
    }


def _cells(content: Content, point: str) -> list[list[list[int]]]:
    """Return the spans of each link that answer to one another; empty where it has none."""
    return [[list(span) for span in link["parts"]] for link in content.chains.get(point, [])]

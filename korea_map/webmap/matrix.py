"""Which list has which place: the places against the plans in order of time, and its moments."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from korea_map.dates import Date, begins
from korea_map.model import Certainty, Plan
from korea_map.webmap.content import Content
from korea_map.webmap.rows import in_parts

SYMBOL_SCALE = 0.7
"""Of the symbols of points in the small map of a moment."""

_WIDTH = 100
"""Of such a map."""


def describe_matrix(content: Content, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the places of all lists against the plans, and the moments of the plans.

    Parameters
    ----------
    content
        The records.
    data
        The same for the page; see `page_data.describe_page`.

    Returns
    -------
    dict
        None where there are no two plans to compare. `moments` are the dates in order of time,
        each with its `plans` and what its small map draws; `plans` those of all moments.
        `parts` are the rows of places, in as many tables as they need; those first that stay
        longest: by the last date of their lists, then by how many plans have them, then by the
        first, then by name. `apart` are the names of which no place is known, row by row. Each
        row has a cell a plan, with its points.
        `unnamed` and `claimed` are the further points of each plan, and all of them.
    """
    if len(content.dataset.plans) < 2:
        return None
    by_id = {plan["id"]: plan for plan in data["plans"]}
    dates = {
        plan.id: next(iter(content.lists_of(plan).values())).date for plan in content.dataset.plans
    }
    # `sorted` keeps the order of the page where plans have one date
    plans = sorted(content.dataset.plans, key=lambda plan: begins(dates[plan.id]))
    order = [plan.id for plan in plans]
    counts = [content.count(list(content.lists_of(plan).values())) for plan in plans]
    told = [by_id[plan] for plan in order]
    rows = [_row(points, order) for points in _gather(data["points"])]
    return {
        "moments": list(_moments(content, told, dates)),
        "plans": told,
        "parts": in_parts(
            _last_longest([row for row in rows if row["place"]], [p["date"] for p in told]),
            crowded=content.crowded,
        ),
        "apart": [row for row in rows if not row["place"]],
        "zoned": set(content.radii),
        "symbol_scale": SYMBOL_SCALE,
        "unnamed": [count["unnamed"] for count in counts],
        "claimed": [count["claimed"] for count in counts],
        "doubtful": [one for one in Certainty if _has(rows, one) and one is not Certainty.CERTAIN],
    }


def _gather(points: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield the points of one place together; one that has no place stands by itself."""
    places: dict[str, list[Mapping[str, Any]]] = {}
    for point in points:
        # no id of a place is that of a point with its sign
        places.setdefault(point["place_id"] or f"#{point['id']}", []).append(point)
    yield from places.values()


def _row(points: Sequence[Mapping[str, Any]], order: Sequence[str]) -> dict[str, Any]:
    first = min(points, key=lambda point: order.index(point["plan"]))
    located = [point["id"] for point in points if point["lat"] is not None]
    return {
        "name": first["title"] or first["toponym"],
        "hangul": (first["today"]["hangul"] or "").replace("|", " "),
        "first": first,
        "place": located or first["place_id"],
        "open": first["id"] if first["id"] in located else next(iter(located), None),
        "cells": [[point for point in points if point["plan"] == plan] for plan in order],
    }


def _last_longest(rows: Sequence[dict[str, Any]], dates: Sequence[str]) -> list[dict[str, Any]]:
    """Return rows, those first that stay longest; `dates` are those of the columns, rising."""

    def rank(row: Mapping[str, Any]) -> tuple[int, int, int, str]:
        among = [column for column, points in enumerate(row["cells"]) if points]
        # columns of one date are one moment
        first, last = (dates.index(dates[column]) for column in (among[0], among[-1]))
        return -last, -len(among), first, row["name"]

    return sorted(rows, key=rank)


def _has(rows: Sequence[Mapping[str, Any]], certainty: Certainty) -> bool:
    return any(
        point["certainty"] == certainty
        for row in rows
        for points in row["cells"]
        for point in points
    )


def _moments(
    content: Content, plans: Sequence[Mapping[str, Any]], dates: Mapping[str, Date]
) -> Iterator[dict[str, Any]]:
    """Yield the moments in order of time, with what their small maps draw."""
    left, top, wide, high = content.ground.sheet.box(content.view)
    scale = _WIDTH / wide
    for date in dict.fromkeys(plan["date"] for plan in plans):
        then = [plan for plan in plans if plan["date"] == date]
        ids = {plan["id"] for plan in then}
        yield {
            "date": dates[then[0]["id"]],
            "plans": then,
            # in the order in which a link has them
            "show": ",".join(plan.id for plan in content.dataset.plans if plan.id in ids),
            "view": f"0 0 {_WIDTH} {high * scale:.0f}",
            "ground": f"scale({scale:.4g}) translate({-left:.0f} {-top:.0f})",
            "drawn": [
                {"id": plan.id, "path": _draw(content, plan, (left, top), scale)}
                for plan in content.dataset.plans
                if plan.id in ids
            ],
        }


def _draw(content: Content, plan: Plan, corner: tuple[float, float], scale: float) -> str:
    """Return the zones of a plan to scale, or its symbols, as path data."""
    sheet = content.ground.sheet
    shape, size = content.dataset.symbols[plan.symbol].path, SYMBOL_SCALE
    if plan.id in content.radii:
        r, size = content.radii[plan.id].built_m / sheet.metres_per_unit * scale, 1.0
        # an arc that lacks a hair, and the hair
        shape = f"m0-{r:.2g}a{r:.2g} {r:.2g} 0 1 0 .01 0z"
    drawn = []
    for point in content.located_of(plan):
        x, y = sheet.project(point.lon or 0.0, point.lat or 0.0)
        across, down = ((at - edge) * scale / size for at, edge in zip((x, y), corner, strict=True))
        drawn.append(f"M{across:.1f} {down:.1f}{shape}")
    return "".join(drawn)

"""The drawn figure of both plans: for print, for pages without scripts, as a file."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from korea_map.gazetteer import to_points
from korea_map.webmap.content import ZONE_PLANS, Content
from korea_map.webmap.messages import format_share, load_messages
from korea_map.webmap.templating import render
from korea_map.zones import zones

WEST, SOUTH, EAST, NORTH = 123.4, 33.0, 131.2, 43.2
PANEL_WIDTH = 360
WRITTEN_SIZE, TITLE_SIZE = 10.5, 8.5
_TOLERANCE_PX = 0.35

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Figure:
    """The figure, for the page and as a file of its own."""

    inline: str
    standalone: str


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


_SCALE = PANEL_WIDTH / (EAST - WEST)
_TOP = _mercator(NORTH)
PANEL_HEIGHT = round((_TOP - _mercator(SOUTH)) * _SCALE)


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return the position in a panel, in pixels, of a point in degrees (Mercator)."""
    return (lon - WEST) * _SCALE, (_TOP - _mercator(lat)) * _SCALE


def draw_figure(content: Content, data: Mapping[str, Any], *, lang: str = "en") -> Figure:
    """Draw both plans.

    Parameters
    ----------
    content
        The records.
    data
        What the page shows of them, from `layers`.
    lang
        Language of the words.

    Returns
    -------
    Figure
        SVG, once styled by the page and once with its own style.
    """
    frame = shapely.box(WEST - 0.2, SOUTH - 0.2, EAST + 0.2, NORTH + 0.2)
    base = content.basemap
    values = {
        "width": PANEL_WIDTH,
        "height": PANEL_HEIGHT,
        "land": [
            {
                "korean": row.country in ("KP", "KR"),
                "path": _path(shapely.intersection(row.geometry, frame)),
            }
            for row in base.land.itertuples()
        ],
        "rivers": _path(shapely.intersection(shapely.union_all(base.rivers.geometry), frame)),
        "line_1953": _path(base.line("line-1953")),
        "parallel": round(project(0, 38)[1], 1),
        "panels": [_panel(plan, index, content, data) for index, plan in enumerate(ZONE_PLANS)],
        "kilometres": round(100_000 / (111_320 * math.cos(math.radians(38))) * _SCALE, 1),
        "miles": round(80_467.2 / (111_320 * math.cos(math.radians(38))) * _SCALE, 1),
    }
    messages = load_messages()[lang]
    return Figure(
        inline=render("figure.svg.j2", messages, standalone=False, **values),
        standalone=render("figure.svg.j2", messages, standalone=True, **values),
    )


def _panel(plan: str, index: int, content: Content, data: Mapping[str, Any]) -> dict[str, Any]:
    points = [p for p in data["points"] if p["plan"] == plan and p["lat"] is not None]
    coverage = data["coverage"]
    curve = coverage["curve"][plan]
    built_m = next(p["built_m"] for p in data["plans"] if p["id"] == plan)
    at = curve["radius_m"].index(round(built_m, 3))
    shapes = zones(
        to_points(content.toponyms),
        plan=plan,
        vertices=72,
        miles=content.miles,
        data=content.data,
    )
    if content.crowded:
        shapes = shapes.dissolve("certainty").reset_index()
    shares = {
        side: format_share(curve[f"land_{side}_km2"][at] / coverage[f"land_{side}_km2"])
        for side in ("south", "north")
    }
    return {
        "plan": plan,
        "left": index * (PANEL_WIDTH + 20),
        "shares": shares,
        "zones": [
            {"path": _path(row.geometry), "certainty": row.certainty} for row in shapes.itertuples()
        ],
        "dots": [[round(v, 1) for v in project(p["lon"], p["lat"])] for p in points],
        "labels": [] if content.crowded else list(_labels(points)),
    }


def _path(geometry: BaseGeometry) -> str:
    """Return lines and rings as SVG path data in panel pixels, to one decimal."""
    return "".join(_draw(part) for part in _rings(geometry))


def _rings(geometry: BaseGeometry) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    if geometry.is_empty:
        return
    for part in getattr(geometry, "geoms", [geometry]):
        closed = part.geom_type == "Polygon"
        for line in [part.exterior, *part.interiors] if closed else [part]:
            drawn = shapely.LineString([project(lon, lat) for lon, lat, *_ in line.coords])
            points = [(x, y) for x, y, *_ in drawn.simplify(_TOLERANCE_PX).coords]
            if not closed or len(points) > 3:
                yield points, closed


def _draw(ring: tuple[list[tuple[float, float]], bool]) -> str:
    points, closed = ring
    x, y = (round(10 * v) for v in points[0])
    text = [f"M{x / 10:g} {y / 10:g}l"]
    for px, py in points[1 : -1 if closed else None]:
        dx, dy = round(10 * px) - x, round(10 * py) - y
        if dx or dy:
            text.append(f"{dx / 10:g} {dy / 10:g} ")
            x, y = x + dx, y + dy
    return "".join(text).strip() + ("z" if closed else "")


def _labels(points: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a label for each point that does not touch another label or dot."""
    dots = [project(p["lon"], p["lat"]) for p in points]
    taken: list[Box] = [(x - 3, y - 3, x + 3, y + 3) for x, y in dots]
    order = sorted(range(len(points)), key=lambda i: (-_crowd(i, dots), dots[i][1]))
    for index in order:
        point, (x, y) = points[index], dots[index]
        written = point["toponym"] + (" ?" if point["certainty"] == "uncertain" else "")
        title = "" if point["title"] == point["toponym"] else point["title"]
        wide = 0.5 * WRITTEN_SIZE * len(written)
        both = wide + (5 + 0.53 * TITLE_SIZE * len(title) if title else 0)
        for stacked in (False, True) if title else (False,):
            width = max(wide, 0.53 * TITLE_SIZE * len(title)) if stacked else both
            height = 21.0 if stacked else 11.0
            spot = next(
                (
                    (box, anchor)
                    for box, anchor in _positions(x, y, width, height)
                    if box[0] > 2
                    and box[2] < PANEL_WIDTH - 2
                    and not any(_meet(box, other) for k, other in enumerate(taken) if k != index)
                    and not _astray(box, index, dots)
                ),
                None,
            )
            if spot:
                box, anchor = spot
                taken.append(box)
                yield {
                    "x": round(box[0] if anchor == "start" else box[2], 1),
                    "y": round(box[1] + 9, 1),
                    "anchor": anchor,
                    "written": written,
                    "title": title,
                    "lang": point["toponym_lang"],
                    "stacked": stacked,
                }
                break


def _crowd(index: int, dots: Sequence[tuple[float, float]]) -> int:
    x, y = dots[index]
    return sum(math.hypot(x - u, y - v) < 60 for u, v in dots)


def _astray(box: Box, index: int, dots: Sequence[tuple[float, float]]) -> bool:
    """Return whether a label would stand nearer to another point than to its own."""
    distances = [
        math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3])) for x, y in dots
    ]
    return any(distance < distances[index] for distance in distances)


def _positions(x: float, y: float, width: float, height: float) -> Iterator[tuple[Box, str]]:
    for dy in (0.0, -0.8, 0.8, -1.3, 1.3):
        top = y - height / 2 + dy * height * 0.8
        gap = 6 if abs(dy) < 1 else 2
        yield (x + gap, top, x + gap + width, top + height), "start"
        yield (x - gap - width, top, x - gap, top + height), "end"


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

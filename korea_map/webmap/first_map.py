"""The first map, as it stands in the page before any script: ground and zones, drawn to scale."""

from collections.abc import Iterator
from typing import Any

import shapely

from korea_map.geodesy import geodesic_discs
from korea_map.model import Plan, Toponym
from korea_map.webmap.content import Content
from korea_map.webmap.ground import Sheet
from korea_map.webmap.looks import centre_of

_VERTICES = 72
"""Enough for a zone that is drawn this once: a tenth of a pixel at thirty miles."""
_VERTICES_OF_MANY = 24
_USUAL_HEIGHT_PX = 744
"""Of the view on a school laptop; hatches are drawn for it."""


def draw_first_map(content: Content) -> dict[str, Any]:
    """Return what the page's first map is made of.

    Returns
    -------
    dict
        `shapes`, the ground as (class, path data); `view`, the box of it that is to be seen, as
        x, y, width and height; `units_per_pixel` on a usual screen; and by plan `zones`, their
        paths and `certainty`, the path of a `centre`, and the `centres` in percent of the view.
        Plans without zones have centres alone.
    """
    ground = content.ground
    view = ground.sheet.box(content.view)
    return {
        "shapes": ground.shapes,
        "units_per_pixel": round(view[3] / _USUAL_HEIGHT_PX, 1),
        "view": [round(value, 1) for value in view],
        "plans": [
            {
                "id": plan.id,
                "centre": centre_of(content, plan),
                "zones": list(_zones(plan, content, ground.sheet)),
                "centres": [
                    _percent(ground.sheet.project(point.lon, point.lat), view)
                    for point in _located(content, plan)
                    if point.lon is not None and point.lat is not None
                ],
            }
            for plan in content.zone_plans or content.point_plans
        ],
    }


def _located(content: Content, plan: Plan) -> list[Toponym]:
    lists = content.lists_of(plan).values()
    return [t for one in lists for t in content.toponyms_of(one) if t.lat is not None]


def _zones(plan: Plan, content: Content, sheet: Sheet) -> Iterator[dict[str, str]]:
    points = _located(content, plan)
    if plan.id not in content.radii or not points:
        return
    discs = geodesic_discs(
        [point.lon or 0.0 for point in points],
        [point.lat or 0.0 for point in points],
        content.radii[plan.id].built_m,
        vertices=_VERTICES_OF_MANY if content.crowded else _VERTICES,
    )
    for point, disc in zip(points, discs, strict=True):
        yield {
            "path": sheet.draw(shapely.Polygon(disc)),
            "certainty": str(point.certainty) if point.certainty else "none",
        }


def _percent(
    at: tuple[float, float], view: tuple[float, float, float, float]
) -> tuple[float, float]:
    left, top, width, height = view
    return round(100 * (at[0] - left) / width, 2), round(100 * (at[1] - top) / height, 2)

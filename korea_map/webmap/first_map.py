"""The first map, as it stands in the page before any script: ground and zones, drawn to scale."""

from collections.abc import Iterator, Sequence
from typing import Any

from korea_map.model import Plan, Toponym
from korea_map.webmap.content import Content
from korea_map.webmap.ground import Sheet
from korea_map.webmap.labels import Box, Type, place_labels
from korea_map.webmap.language import Language
from korea_map.webmap.looks import centre_of

_USUAL_HEIGHT_PX = 744
"""Of the view on a school laptop; hatches are drawn for it."""
_ROOM_PX = {"small": (320.0, 60.0), "large": (620.0, 160.0)}
"""Height of the views for which names are placed, and what is free to the left and right of them;
`map.css` shows those that fit."""
_TYPE = Type(written=15, title=13, gap=9)
"""As `map.css` sets names, where a letter is 16 pixels."""


def draw_first_map(content: Content, language: Language) -> dict[str, Any]:
    """Return what the page's first map is made of.

    Returns
    -------
    dict
        `shapes`, the ground as (class, path data); `view`, the box of it that is to be seen, as
        x, y, width and height; `units_per_pixel` on a usual screen; and by plan `zones`, their
        paths and `certainty`, the path of a `centre`, and the `centres` in percent of the view.
        Plans without zones have centres alone; in a `crowd` they are one path. `names`
        are the labels, placed for boxes of two sizes: those of the larger one hold in every box
        that is no smaller.
    """
    ground = content.ground
    view = ground.sheet.box(content.view)
    plans = [plan for plan in content.dataset.plans if plan.id in content.shown]
    per_pixel = round(view[3] / _USUAL_HEIGHT_PX, 1)
    return {
        "shapes": ground.shapes,
        "units_per_pixel": per_pixel,
        "view": [round(value, 1) for value in view],
        "plans": [
            {
                "id": plan.id,
                "centre": centre_of(content, plan),
                "zones": list(_zones(plan, content, ground.sheet)),
                "centres": list(_centres(plan, content, view)),
                "crowd": _crowd(plan, content, per_pixel),
            }
            for plan in plans
        ],
        "names": {
            size: list(_names(plans, content, language, view, *room))
            for size, room in _ROOM_PX.items()
        },
    }


def _zones(plan: Plan, content: Content, sheet: Sheet) -> Iterator[dict[str, str]]:
    """Yield a path for each zone; of a crowd, one for all that look alike."""
    alike: dict[str, list[str]] = {}
    draw = sheet.draw_roughly if content.crowded else sheet.draw_disc
    for row in content.zones[content.zones["plan"] == plan.id].itertuples():
        certainty = row.certainty if isinstance(row.certainty, str) else "none"
        alike.setdefault(certainty, []).append(draw(row.geometry))
        if not content.crowded:
            yield {"path": alike.pop(certainty)[0], "certainty": certainty}
    for certainty, paths in alike.items():
        yield {"path": "".join(paths), "certainty": certainty}


def _centres(plan: Plan, content: Content, view: Box) -> Iterator[tuple[float, float]]:
    """Yield where the centres lie, in percent of the view."""
    if not content.crowded:
        for x, y in _laid(plan, content):
            yield _percent((x, y), view)


def _crowd(plan: Plan, content: Content, per_pixel: float) -> str:
    """Return the marks of a crowd as one path, in pixels; its zones have none."""
    if not content.crowded or plan.id in content.radii:
        return ""
    centre = centre_of(content, plan)
    return "".join(
        f"M{x / per_pixel:.1f} {y / per_pixel:.1f}{centre}" for x, y in _laid(plan, content)
    )


def _laid(plan: Plan, content: Content) -> Iterator[tuple[float, float]]:
    for point in content.located_of(plan):
        if point.lon is not None and point.lat is not None:
            yield content.ground.sheet.project(point.lon, point.lat)


def _names(
    plans: Sequence[Plan],
    content: Content,
    language: Language,
    view: Box,
    height: float,
    beside: float,
) -> Iterator[dict[str, Any]]:
    """Yield the names of the points, each place once, in a view of a size in pixels."""
    places: dict[str, Toponym] = {}
    for plan in plans:
        for point in content.located_of(plan):
            places.setdefault(point.place_id or point.id, point)
    if content.crowded:
        return
    points = list(places.values())
    left, top, wide, high = view
    scale = height / high
    laid = [content.ground.sheet.project(p.lon or 0.0, p.lat or 0.0) for p in points]
    at = {
        p.id: ((x - left) * scale, (y - top) * scale)
        for p, (x, y) in zip(points, laid, strict=True)
    }
    labels = place_labels(
        points,
        [(x + beside, y) for x, y in at.values()],
        language,
        width=wide * scale + 2 * beside,
        height=height,
        type_=_TYPE,
    )
    for label in labels:
        x, y = at[label.id]
        yield {
            "label": label,
            "x": round(100 * x / (wide * scale), 2),
            "y": round(100 * y / height, 2),
            "dx": round(label.dx / _TYPE.written, 2),
            "below": round(label.dx / _TYPE.title, 2),
            "dy": round(label.dy / _TYPE.written, 2),
        }


def _percent(
    at: tuple[float, float], view: tuple[float, float, float, float]
) -> tuple[float, float]:
    left, top, width, height = view
    return round(100 * (at[0] - left) / width, 2), round(100 * (at[1] - top) / height, 2)

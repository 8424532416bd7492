"""The drawn figure of the plans: for print, for pages without scripts, as a file."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import shapely
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from korea_map.geodesy import UNITS
from korea_map.model import Plan
from korea_map.rounding import round_half_up
from korea_map.webmap.content import Content
from korea_map.webmap.ground import Sheet
from korea_map.webmap.labels import Box, Label, Point, Type, place_labels
from korea_map.webmap.language import Language
from korea_map.webmap.looks import patterns_of, plan_looks
from korea_map.webmap.plain_svg import write_in
from korea_map.webmap.radii import slider_step
from korea_map.webmap.templating import read_figure_style, render
from korea_map.webmap.type_widths import SANS, widest

PANEL_WIDTH = 360
PANELS_IN_A_ROW = 2
TYPE = Type(written=11.5, title=10, gap=6)
"""Of names: a panel on a telephone is not much smaller than it is drawn."""
SMALL_SIZE = 10

_GAP, _HEAD, _FOOT = 20, 72, 20
_TOLERANCE_PX = 0.35
_SCALE_PX = 55
_SCALE_LEFT, _SCALE_UP = 10, 18
_EDGE = 3
"""What stays free within the frame of a panel."""


@dataclass(frozen=True)
class Figure:
    """The figure, for the page and as a file of its own, and in words."""

    inline: Markup
    standalone: Markup
    alt: str


def draw_figure(content: Content, language: Language) -> Figure:
    """Draw a panel for every plan with zones; where there is none, for every plan.

    Parameters
    ----------
    content
        The records.
    language
        Of the words.

    Returns
    -------
    Figure
        SVG, once styled by the page and once whole by itself, in attributes alone.
    """
    west, _, east, _ = content.frame
    frame = Sheet(content.frame, PANEL_WIDTH / (east - west))
    panel_height = round(frame.height)
    line_labels = list(_line_labels(content, language, frame))
    scales = [_scale_bar(unit, language, frame) for unit in ("km", "statute_mile")]
    taken = [one["box"] for one in (*line_labels, *scales)]
    plans = drawn_plans(content)
    looks = plan_looks(content)
    rows = math.ceil(len(plans) / PANELS_IN_A_ROW)
    across = min(len(plans), PANELS_IN_A_ROW)
    alt = describe_figure(content, language)
    values = {
        "alt": alt,
        "follows": alt == language.plain("figure.alt"),
        "rows": rows,
        "crowded": content.crowded,
        "panel_width": PANEL_WIDTH,
        "panel_height": panel_height,
        "width": across * PANEL_WIDTH + (across - 1) * _GAP,
        "height": rows * (_HEAD + panel_height) + _FOOT,
        "head_height": _HEAD,
        "sizes": {"written": TYPE.written, "title": TYPE.title, "small": SMALL_SIZE},
        "scale_at": (_SCALE_LEFT, panel_height - _SCALE_UP),
        "from_ground": frame.part(content.ground.sheet),
        "ground": _ground(content, frame),
        "line_labels": line_labels,
        "patterns": patterns_of(content),
        "looks": looks,
        "panels": [
            _panel(plan, index, content, language, frame, taken) for index, plan in enumerate(plans)
        ],
        "scales": scales,
    }
    whole = render("figure.svg.j2", language, standalone=True, **values)
    return Figure(
        inline=render("figure.svg.j2", language, standalone=False, **values),
        standalone=write_in(whole, read_figure_style(looks)),
        alt=alt,
    )


def drawn_plans(content: Content) -> list[Plan]:
    """Return the plans that have a drawing of their own: of those shown, the ones with zones."""
    for some in (content.zone_plans, content.point_plans):
        shown = [plan for plan in some if plan.id in content.shown]
        if shown:
            return shown
    return content.zone_plans or content.point_plans


def describe_figure(content: Content, language: Language) -> str:
    """Return what the figure shows: in the document's words, unless others were asked for."""
    plans = drawn_plans(content)
    if plans == (content.zone_plans or content.point_plans) and not any(
        content.is_tried(plan.id) for plan in plans
    ):
        return language.plain("figure.alt")
    return ". ".join(_describe(plan.id, content, language) for plan in plans)


def _describe(plan: str, content: Content, language: Language) -> str:
    if plan not in content.radii:
        return language.text(f"plan.{plan}.figure")
    figures = language.shares(content.spans(plan, content.drawn_m(plan)))
    tried = say_tried(content, plan, language)
    head = language.text(f"plan.{plan}.{'title' if tried else 'figure'}")
    return f"{f'{head}. {tried}' if tried else head}: {figures}"


def say_tried(content: Content, plan: str, language: Language) -> str:
    """Return that a plan is drawn with a radius that is tried; empty where it is not."""
    if not content.is_tried(plan):
        return ""
    unit = content.opening.unit or content.slider_unit
    digits = max(0, -round(math.log10(slider_step(content.reach_m / unit.metres))))
    value = round_half_up(content.drawn_m(plan) / unit.metres, digits)
    return language.text("whatif.applied", length=language.length(value, unit.name))


def _ground(content: Content, frame: Sheet) -> list[tuple[str, str]]:
    """Return what lies under every panel, as (class, path data), from the lowest up."""
    west, south, east, north = content.frame
    clip = shapely.box(west - 0.2, south - 0.2, east + 0.2, north + 0.2)
    base = content.dataset.basemap
    shapes = [
        (
            "drawn-land home" if row.country in base.home_countries else "drawn-land",
            _draw(shapely.intersection(row.geometry, clip), frame),
        )
        for row in base.land.itertuples()
    ]
    rivers = shapely.intersection(shapely.union_all(base.rivers.geometry), clip)
    shapes.append(("drawn-river", _draw(rivers, frame)))
    shapes += [
        (f"drawn-line {base.line_styles[row.id]}", _draw(row.geometry, frame))
        for row in base.lines.itertuples()
    ]
    return [(name, path) for name, path in shapes if path]


def _scale_bar(unit: str, language: Language, frame: Sheet) -> dict[str, Any]:
    """Return a round length near that of the usual bar, in pixels, with its words and its box."""
    wanted = _SCALE_PX * frame.metres_per_unit / UNITS[unit].metres
    power = 10 ** math.floor(math.log10(wanted))
    value = max(length for length in (power, 2 * power, 5 * power) if length <= wanted)
    pixels = value * UNITS[unit].metres / frame.metres_per_unit
    text = language.text(f"unit.{UNITS[unit].code}.short", value=value)
    right = _SCALE_LEFT + pixels + 4 + widest(text, SANS, SMALL_SIZE)
    down = frame.height - _SCALE_UP
    return {
        "text": text,
        "pixels": round(pixels, 1),
        "box": (_SCALE_LEFT - 2, down - SMALL_SIZE, right, frame.height),
    }


def _line_labels(content: Content, language: Language, frame: Sheet) -> Iterator[dict[str, Any]]:
    """Yield where the name of a line that runs through the whole panel stands: at its left."""
    west, south, east, north = content.frame
    for row in content.dataset.basemap.lines.itertuples():
        left, bottom, right, top = row.geometry.bounds
        if bottom == top and south < top < north and left < east and right > west:
            _, y = frame.project(left, top)
            wide = widest(language.text(f"ground.{row.id}.label"), SANS, SMALL_SIZE)
            box = (_EDGE, y - 3 - SMALL_SIZE, _EDGE + 1 + wide, y)
            yield {"id": row.id, "x": _EDGE + 1, "y": round(y - 3, 1), "box": box}


def _panel(
    plan: Plan,
    index: int,
    content: Content,
    language: Language,
    frame: Sheet,
    taken: Sequence[Box],
) -> dict[str, Any]:
    points = content.located_of(plan)
    shapes = content.zones[content.zones["plan"] == plan.id]
    given = shapes["certainty"]
    shapes = shapes.assign(certainty=given.where(given.notna(), "none"))
    if content.crowded and len(shapes):
        shapes = shapes.dissolve("certainty").reset_index()
    shares = {}
    if plan.id in content.radii:
        shares = content.spans(plan.id, content.drawn_m(plan.id))
    dots = [frame.project(point.lon or 0, point.lat or 0) for point in points]
    placed = {point.id: dot for point, dot in zip(points, dots, strict=True)}
    labels: Sequence[Label] = []
    if not content.crowded:
        labels = list(
            place_labels(
                points, dots, language, width=PANEL_WIDTH, height=frame.height, type_=TYPE,
                taken=taken,
            )
        )  # fmt: skip
    # a circle is four arcs; zones of a crowd are one shape
    draw_zone = partial(_draw, frame=frame) if content.crowded else frame.draw_disc
    return {
        "plan": plan.id,
        "applied": say_tried(content, plan.id, language),
        "left": index % PANELS_IN_A_ROW * (PANEL_WIDTH + _GAP),
        "top": index // PANELS_IN_A_ROW * (_HEAD + round(frame.height)) + _HEAD,
        "shares": shares,
        "hatched": content.dataset.styles[plan.style].hatch_path is not None,
        "zones": [
            {
                "path": draw_zone(row.geometry),
                "certainty": row.certainty,
            }
            for row in shapes.itertuples()
        ],
        "dots": [[round(x, 1), round(y, 1)] for x, y in dots],
        "labels": [_label(label, placed[label.id]) for label in labels],
    }


def _label(label: Label, at: Point) -> dict[str, Any]:
    """Return where a label is held; `before` is where what stands before its last word ends.

    Not every reader sees that two words are held at one end together.
    """
    x, y = round(at[0] + label.dx, 1), round(at[1] + label.dy, 1)
    held = label.title and not label.stacked and label.side < 0
    wide = 1 + widest(label.title, SANS, TYPE.title) if held else 0
    return {"label": label, "x": x, "y": y, "before": round(x - wide, 1) if held else None}


def _draw(geometry: BaseGeometry, frame: Sheet) -> str:
    """Return lines and rings as SVG path data in panel pixels, to one decimal."""
    return frame.draw(geometry, tolerance=_TOLERANCE_PX, digits=1)

"""The drawn figure of the plans: for print, for pages without scripts, as a file."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from korea_map.geodesy import UNITS
from korea_map.model import Bounds, Certainty, Plan, Toponym
from korea_map.webmap.content import Content
from korea_map.webmap.ground import parts_of
from korea_map.webmap.language import Language
from korea_map.webmap.looks import patterns_of, plan_looks
from korea_map.webmap.templating import render
from korea_map.webmap.type_widths import SANS, SERIF_BOLD_ITALIC, widest

PANEL_WIDTH = 360
PANELS_IN_A_ROW = 2
WRITTEN_SIZE, TITLE_SIZE, SMALL_SIZE = 11.5, 10, 10
"""Sizes of type: a panel on a telephone is not much smaller than it is drawn."""

_GAP, _HEAD, _FOOT = 20, 58, 20
_TOLERANCE_PX = 0.35
_SCALE_PX = 55
_SCALE_LEFT, _SCALE_UP = 10, 18
_LABEL_GAP = 6
_EDGE = 3
"""What stays free within the frame of a panel."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Figure:
    """The figure, for the page and as a file of its own."""

    inline: Markup
    standalone: Markup


@dataclass(frozen=True)
class Frame:
    """A panel in Mercator: what of the ground it shows, and how long a degree is in pixels."""

    bounds: Bounds

    @property
    def scale(self) -> float:
        """Pixels a degree of longitude."""
        west, _, east, _ = self.bounds
        return PANEL_WIDTH / (east - west)

    @property
    def height(self) -> int:
        """Height of the panel in pixels."""
        _, south, _, north = self.bounds
        return round((_mercator(north) - _mercator(south)) * self.scale)

    @property
    def metres_per_pixel(self) -> float:
        """Length of a pixel at the middle of the panel."""
        _, south, _, north = self.bounds
        return 111_320 * math.cos(math.radians((south + north) / 2)) / self.scale

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the position in the panel, in pixels, of a point in degrees."""
        x, y = self._lay(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def lay(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in degrees as one in the pixels of the panel."""
        return shapely.transform(geometry, self._lay)

    def _lay(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        west, _, _, north = self.bounds
        x = degrees[:, 0] - west
        y = _mercator(north) - np.degrees(np.arcsinh(np.tan(np.radians(degrees[:, 1]))))
        return np.stack([x, y], axis=1) * self.scale


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


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
        SVG, once styled by the page and once with its own style.
    """
    frame = Frame(content.frame)
    line_labels = list(_line_labels(content, language, frame))
    scales = [_scale_bar(unit, language, frame) for unit in ("km", "statute_mile")]
    taken = [one["box"] for one in (*line_labels, *scales)]
    plans = content.zone_plans or content.point_plans
    rows = math.ceil(len(plans) / PANELS_IN_A_ROW)
    across = min(len(plans), PANELS_IN_A_ROW)
    values = {
        "rows": rows,
        "panel_width": PANEL_WIDTH,
        "panel_height": frame.height,
        "width": across * PANEL_WIDTH + (across - 1) * _GAP,
        "height": rows * (_HEAD + frame.height) + _FOOT,
        "head_height": _HEAD,
        "sizes": {"written": WRITTEN_SIZE, "title": TITLE_SIZE, "small": SMALL_SIZE},
        "scale_at": (_SCALE_LEFT, frame.height - _SCALE_UP),
        "frame": frame,
        "ground": _ground(content, frame),
        "line_labels": line_labels,
        "patterns": patterns_of(content),
        "looks": plan_looks(content),
        "panels": [
            _panel(plan, index, content, language, frame, taken) for index, plan in enumerate(plans)
        ],
        "scales": scales,
    }
    return Figure(
        inline=render("figure.svg.j2", language, standalone=False, **values),
        standalone=render("figure.svg.j2", language, standalone=True, **values),
    )


def _ground(content: Content, frame: Frame) -> list[tuple[str, str]]:
    """Return what lies under every panel, as (class, path data), from the lowest up."""
    west, south, east, north = content.frame
    clip = shapely.box(west - 0.2, south - 0.2, east + 0.2, north + 0.2)
    base = content.dataset.basemap
    shapes = [
        (
            "drawn-land home" if row.country in base.home_countries else "drawn-land",
            _path(shapely.intersection(row.geometry, clip), frame),
        )
        for row in base.land.itertuples()
    ]
    rivers = shapely.intersection(shapely.union_all(base.rivers.geometry), clip)
    shapes.append(("drawn-river", _path(rivers, frame)))
    shapes += [
        (f"drawn-line {base.line_styles[row.id]}", _path(row.geometry, frame))
        for row in base.lines.itertuples()
    ]
    return [(name, path) for name, path in shapes if path]


def _scale_bar(unit: str, language: Language, frame: Frame) -> dict[str, Any]:
    """Return a round length near that of the usual bar, in pixels, with its words and its box."""
    wanted = _SCALE_PX * frame.metres_per_pixel / UNITS[unit].metres
    power = 10 ** math.floor(math.log10(wanted))
    value = max(length for length in (power, 2 * power, 5 * power) if length <= wanted)
    pixels = value * UNITS[unit].metres / frame.metres_per_pixel
    text = language.text(f"unit.{UNITS[unit].code}.short", value=value)
    right = _SCALE_LEFT + pixels + 4 + widest(text, SANS, SMALL_SIZE)
    down = frame.height - _SCALE_UP
    return {
        "text": text,
        "pixels": round(pixels, 1),
        "box": (_SCALE_LEFT - 2, down - SMALL_SIZE, right, frame.height),
    }


def _line_labels(content: Content, language: Language, frame: Frame) -> Iterator[dict[str, Any]]:
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
    frame: Frame,
    taken: Sequence[Box],
) -> dict[str, Any]:
    lists = content.lists_of(plan).values()
    points = [t for one in lists for t in content.toponyms_of(one) if t.lat is not None]
    shapes = content.zones[content.zones["plan"] == plan.id]
    given = shapes["certainty"]
    shapes = shapes.assign(certainty=given.where(given.notna(), "none"))
    if content.crowded and len(shapes):
        shapes = shapes.dissolve("certainty").reset_index()
    shares = {}
    if plan.id in content.radii:
        shares = content.spans(plan.id, content.radii[plan.id].built_m)
    dots = [frame.project(point.lon or 0, point.lat or 0) for point in points]
    labels = [] if content.crowded else list(_labels(points, dots, language, frame, taken))
    return {
        "plan": plan.id,
        "left": index % PANELS_IN_A_ROW * (PANEL_WIDTH + _GAP),
        "top": index // PANELS_IN_A_ROW * (_HEAD + frame.height) + _HEAD,
        "shares": shares,
        "zones": [
            {
                "path": _path(row.geometry, frame),
                "certainty": row.certainty,
                "id": None if content.crowded else row.id,
            }
            for row in shapes.itertuples()
        ],
        "dots": [[round(x, 1), round(y, 1)] for x, y in dots],
        "labels": labels,
    }


def _path(geometry: BaseGeometry, frame: Frame) -> str:
    """Return lines and rings as SVG path data in panel pixels, to one decimal."""
    return "".join(_draw(part) for part in _rings(geometry, frame))


def _rings(geometry: BaseGeometry, frame: Frame) -> Iterator[tuple[list[list[float]], bool]]:
    if geometry.is_empty:
        return
    laid = frame.lay(shapely.force_2d(geometry))
    for part in parts_of(laid):
        closed = part.geom_type == "Polygon"
        for line in [part.exterior, *part.interiors] if closed else [part]:
            drawn = shapely.LineString(line.coords).simplify(_TOLERANCE_PX)
            points = shapely.get_coordinates(drawn).tolist()
            if not closed or len(points) > 3:
                yield points, closed


def _draw(ring: tuple[list[list[float]], bool]) -> str:
    points, closed = ring
    x, y = (round(10 * v) for v in points[0])
    text = [f"M{x / 10:g} {y / 10:g}l"]
    for px, py in points[1 : -1 if closed else None]:
        dx, dy = round(10 * px) - x, round(10 * py) - y
        if dx or dy:
            text.append(f"{dx / 10:g} {dy / 10:g} ")
            x, y = x + dx, y + dy
    return "".join(text).strip() + ("z" if closed else "")


def _labels(
    points: Sequence[Toponym],
    dots: Sequence[tuple[float, float]],
    language: Language,
    frame: Frame,
    already: Sequence[Box],
) -> Iterator[dict[str, Any]]:
    """Yield a label for each point that has room for one within the frame and beside all else."""
    taken: list[Box] = [*((x - 3, y - 3, x + 3, y + 3) for x, y in dots), *already]
    order = sorted(range(len(points)), key=lambda i: (-_crowd(i, dots), dots[i][1]))
    for index in order:
        point = points[index]
        written = point.toponym + (" ?" if point.certainty is Certainty.UNCERTAIN else "")
        title, _ = language.name(point.title, point.hangul, point.hanja)
        title = "" if title == point.toponym else title
        others = [box for k, box in enumerate(taken) if k != index]
        for stacked, width, height in _shapes(written, title):
            found = [
                (box, anchor)
                for box, anchor in _positions(*dots[index], width, height)
                if _within(box, frame)
                and not any(_meet(box, other) for other in others)
                and not _astray(box, index, dots)
            ]
            if found:
                box, anchor = found[0]
                taken.append(box)
                yield {
                    "id": point.id,
                    "x": round(box[0] if anchor == "start" else box[2], 1),
                    "y": round(box[1] + 0.85 * WRITTEN_SIZE, 1),
                    "anchor": anchor,
                    "written": written,
                    "title": title,
                    "lang": point.toponym_lang,
                    "stacked": stacked,
                }
                break


def _shapes(written: str, title: str) -> Iterator[tuple[bool, float, float]]:
    """Yield how a label can be set: whether in two lines, and how wide and high it is then."""
    wide = widest(written, SERIF_BOLD_ITALIC, WRITTEN_SIZE)
    below = widest(title, SANS, TITLE_SIZE)
    gap = 1 + widest(" ", SERIF_BOLD_ITALIC, WRITTEN_SIZE) if title else 0
    yield False, wide + gap + below, WRITTEN_SIZE + 1
    if title:
        yield True, max(wide, below), WRITTEN_SIZE + TITLE_SIZE + 2


def _within(box: Box, frame: Frame) -> bool:
    left, top, right, bottom = box
    return (
        left >= _EDGE
        and top >= _EDGE
        and right <= PANEL_WIDTH - _EDGE
        and bottom <= frame.height - _EDGE
    )


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
        yield (x + _LABEL_GAP, top, x + _LABEL_GAP + width, top + height), "start"
        yield (x - _LABEL_GAP - width, top, x - _LABEL_GAP, top + height), "end"


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

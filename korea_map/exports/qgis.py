"""How QGIS draws the layers of the GeoPackage: its table `layer_styles`, QML from templates.

Colours, hatches and marks are those of the plans on the page. Tints are laid so that ground
under two zones is no darker, and outlines tell how sure a place is.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Final

from korea_map.exports.records import Records
from korea_map.exports.templating import render
from korea_map.model import Certainty, PlanKind
from korea_map.styles import Style, Symbol

STYLE_COLUMNS: Final = (
    "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
    "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time",
)  # fmt: skip
"""Of `layer_styles`, as QGIS makes it, behind its id."""

STYLED: Final = ("places", "rivals", "zones", "lines", "rivers", "land")

DASHES: Final = {
    Certainty.CERTAIN: ("", ""),
    Certainty.LESS_CERTAIN: ("2.2;1.3", "0.9;0.6"),
    Certainty.UNCERTAIN: ("0.3;1.1", "0.2;0.7"),
}
"""Of outlines, in millimetres: of wide zones and of narrow ones."""

_QUADRANTS: Final = {
    "above left": 0, "above": 1, "above right": 2, "left": 3, "right": 5, "below left": 6,
    "below": 7, "below right": 8,
}  # fmt: skip
"""What QGIS calls the sides of a point."""

_HATCH_OPACITY = 0.42
_MM_A_PIXEL = 25.4 / 96


def style_rows(records: Records) -> list[dict[str, Any]]:
    """Return a default style for each layer with shapes."""
    plans = _plans(records)
    return [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": layer,
            "f_geometry_column": "geom",
            "styleName": layer,
            "styleQML": render(
                f"{layer}.qml.j2",
                plans=plans,
                quadrants=_QUADRANTS,
                ground=ground_colours(),
                lands=_lands(records),
                text=records.language.text,
            ),
            "styleSLD": "",
            "useAsDefault": True,
            "description": records.title,
            "owner": "",
            "ui": "",
            "update_time": "1970-01-01",
        }
        for layer in STYLED
    ]


def _plans(records: Records) -> list[dict[str, Any]]:
    """Return what the styles need of each plan; those with zones are shown at first."""
    zoned = {plan.id for plan in records.plans if plan.kind is PlanKind.ZONES}
    drawn = set(records.zones["plan"])
    made = []
    for plan in records.plans:
        style = records.dataset.styles[plan.style]
        symbol = records.dataset.symbols[plan.symbol]
        small = _is_small(plan.id, records)
        made.append(
            {
                "id": plan.id,
                "title": records.title_of(plan.id),
                "shown": plan.id in zoned or not zoned,
                "zones": plan.id in drawn,
                "colour": _rgba(style.light),
                "tint": _rgba(_on_white(style.light, style.tint)),
                "hatch": _hatch(style),
                "mark": _mark(symbol, style.light),
                "mark_size": 1.2 if small else 2.6,
                "unsure": any(
                    row["certainty"] is None for row in records.zone_rows if row["plan"] == plan.id
                ),
                "certainties": [
                    {
                        "id": str(certainty),
                        "title": records.language.text(f"certainty.{certainty}"),
                        "dash": DASHES[certainty][small],
                    }
                    for certainty in _certainties(plan.id, records)
                ],
            }
        )
    return made


def _is_small(plan: str, records: Records) -> bool:
    """Whether the zones of a plan are so narrow that a mark would hide them."""
    radii = [row["radius_m"] for row in records.zone_rows if row["plan"] == plan]
    return bool(radii) and max(radii) < 10_000


def _certainties(plan: str, records: Records) -> Iterator[Certainty]:
    there = {row["certainty"] for row in records.place_rows if row["plan"] == plan}
    yield from (certainty for certainty in Certainty if certainty in there)


def _lands(records: Records) -> dict[str, str]:
    """Return what halves and neighbours of the ground are called, as lines of a legend."""
    features = records.dataset.basemap.features
    return {
        kind: ", ".join(
            records.language.text(f"ground.{one.id}.name") for one in features if one.kind == kind
        )
        for kind in ("half", "neighbour")
    }


@cache
def ground_colours() -> dict[str, str]:
    """Return the colours of the drawn figure by their names in its style sheet."""
    sheet = resources.files("korea_map.webmap") / "templates" / "css" / "figure.css"
    named = re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", sheet.read_text(encoding="utf-8"))
    return {name: _rgba(_whole(colour)) for name, colour in named}


def _whole(colour: str) -> str:
    """Return #rgb as #rrggbb."""
    return "#" + "".join(2 * digit for digit in colour[1:]) if len(colour) == 4 else colour


def _rgba(colour: str, opacity: float = 1) -> str:
    """Return #rrggbb as QGIS writes it.

    Examples
    --------
    >>> _rgba("#0072b2")
    '0,114,178,255'
    """
    red, green, blue = _channels(colour)
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _on_white(colour: str, opacity: float) -> str:
    """Return the colour that a tint has on white paper."""
    mixed = (round(255 - opacity * (255 - channel)) for channel in _channels(colour))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _hatch(style: Style) -> dict[str, Any] | None:
    if style.hatch_path is None or style.hatch_size is None:
        return None
    red, green, blue = _channels(style.light)
    size = style.hatch_size
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size:g}" height="{size:g}" '
        f'viewBox="0 0 {size:g} {size:g}"><path d="{style.hatch_path}" fill="none" '
        f'stroke="rgb({red},{green},{blue})" stroke-opacity="{_HATCH_OPACITY}" '
        'stroke-width="1" stroke-linecap="round"/></svg>'
    )
    return {
        "drawing": _embedded(drawing),
        "width": round(size * _MM_A_PIXEL, 3),
        "angle": style.hatch_angle or 0,
    }


def _mark(symbol: Symbol, colour: str) -> str:
    """Return the mark of a plan as a drawing that QGIS takes from the style itself."""
    inside = "#ffffff" if symbol.open else colour
    return _embedded(
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="-10 -10 20 20">'
        f'<path d="M0 0{symbol.path}" fill="{inside}" fill-opacity="{0.6 if symbol.open else 1}" '
        f'stroke="{colour}" stroke-width="{1.6 if symbol.open else 0.6}"/></svg>'
    )


def _embedded(drawing: str) -> str:
    return "base64:" + b64encode(drawing.encode()).decode()

"""How the plans of a document look: their colours, hatches and marks, for CSS and figure."""

from typing import Any

from korea_map.model import Plan
from korea_map.webmap.content import Content
from korea_map.webmap.hatches import lay_hatch

_DARKER = 1.2
"""A tint is so much more opaque on a dark screen."""
_HATCH = 0.42
"""How opaque the lines of a hatch are."""

_HAIR = "m-0.8 0a0.8 0.8 0 1 0 1.6 0a0.8 0.8 0 1 0 -1.6 0z"


def centre_of(content: Content, plan: Plan) -> str:
    """Return the mark of a centre as path data: a hair's width where the zone is hardly wider."""
    small = plan.id in content.radii and content.is_small(plan.id)
    return _HAIR if small else content.dataset.symbols[plan.symbol].path


def plan_looks(content: Content) -> list[dict[str, Any]]:
    """Return what the style sheet and the figure need of each plan, in the order of the page."""
    looks = []
    for plan in content.dataset.plans:
        style = content.dataset.styles[plan.style]
        symbol = content.dataset.symbols[plan.symbol]
        looks.append(
            {
                "id": plan.id,
                "style": style,
                "zones": plan.id in content.radii,
                "small": plan.id in content.radii and content.is_small(plan.id),
                "tint": {
                    "light": _rgba(style.light, style.tint),
                    "dark": _rgba(style.dark, round(style.tint * _DARKER, 2)),
                },
                "stripe": {
                    "light": _rgba(style.light, _HATCH),
                    "dark": _rgba(style.dark, _HATCH),
                    "print": _rgba(style.print, 0.5),
                },
                "symbol": symbol,
                "centre": centre_of(content, plan),
            }
        )
    return looks


def patterns_of(content: Content) -> list[dict[str, Any]]:
    """Return the hatch of each plan with zones, as SVG needs it; see `lay_hatch`."""
    return [
        {
            "plan": plan.id,
            **lay_hatch(style.hatch_size or 8, style.hatch_angle or 0, style.hatch_path),
        }
        for plan in content.zone_plans
        for style in [content.dataset.styles[plan.style]]
    ]


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity:g})"

"""What the program of the page works with, as plain dicts for its JSON block."""

from collections.abc import Container, Sequence
from typing import Any

import pandas as pd

from korea_map.basemap import Basemap
from korea_map.chain import SpellingRule
from korea_map.credit import CREDIT, LICENCE
from korea_map.dates import Date
from korea_map.facts import Fact
from korea_map.fields import list_fields
from korea_map.geodesy import UNITS, find_unit
from korea_map.model import Plan, Proposal
from korea_map.rounding import is_apart
from korea_map.styles import Style
from korea_map.webmap.chains import LANGUAGES
from korea_map.webmap.content import Content
from korea_map.webmap.ground import parts_of
from korea_map.webmap.looks import centre_of
from korea_map.webmap.point_data import cite, describe_points, describe_rivals
from korea_map.webmap.radii import SLIDER_STEPS, Radius
from korea_map.webmap.settlements import describe_settlements
from korea_map.webmap.step_data import corners, describe_steps

UNIT_CODES = ("mi", "nmi", "km", "yd", "m")
"""Codes of the units in the order in which the page offers them."""

_ELSEWHERE = ("lesson.", "cell.", "export.", "still")
"""How the texts begin that stand in other files than the page, or where its program is not."""

_OF_NUMBERS = ("number", "ordinal")
_USUAL_UNITS = ("mi", "nmi", "km")
_RIVER_NAMES_FROM_ZOOM = 7.5


def describe_page(content: Content, lang: str) -> dict[str, Any]:
    """Return everything that the page holds, for a page that opens in a language.

    Of the texts all but those of the lesson and of notebooks, and of the facts those that
    the texts name; words for numbers, where these have them.
    """
    language = content.language(lang)
    citation = language.text("citation")
    messages = {
        tag: {key: text for key, text in one.catalogue.items() if not key.startswith(_ELSEWHERE)}
        for tag, one in content.languages.items()
    }
    facts = {
        name: _fact(fact)
        for name, fact in content.facts.items()
        if any(f"{{{name}" in text for texts in messages.values() for text in texts.values())
    }
    spoken = {f"{fact[1]:g}" for fact in facts.values() if isinstance(fact[1], int | float)}
    dataset = content.dataset
    return {
        "lang": lang,
        "written": dataset.document.lang,
        "messages": {
            tag: {key: text for key, text in texts.items() if _is_said(key, spoken)}
            for tag, texts in messages.items()
        },
        "facts": facts,
        "citation": citation,
        "license": LICENCE,
        "credit": f"{citation}. {CREDIT}",
        "miles": content.miles,
        "view": corners(content.view),
        "crowded": content.crowded,
        "units": {unit.code: unit.metres for unit in UNITS.values()},
        "slider": describe_slider(content),
        "sides": list(dataset.sides),
        "beyond": list(dataset.beyond),
        "plans": describe_plans(content),
        "steps": describe_steps(content),
        "fields": list_fields("geojson", "csv", "kml"),
        "points": describe_points(content),
        "places": describe_rivals(content),
        "link_langs": dict(LANGUAGES),
        "sources": describe_sources(content),
        "rules": [describe_rule(rule) for rule in content.rules],
        "coverage": describe_coverage(content),
        "settled": describe_settlements(content),
        "basemap": describe_basemap(content),
    }


def describe_plans(content: Content) -> list[dict[str, Any]]:
    """Return the plans in the order of the page, with their lists."""
    plans = []
    for plan in content.dataset.plans:
        lists = content.lists_of(plan)
        one = next(iter(lists.values()))
        plans.append(
            {
                "id": plan.id,
                "kind": str(plan.kind),
                "symbol": content.dataset.symbols[plan.symbol].path,
                "colour": content.dataset.styles[plan.style].light,
                "centre": centre_of(content, plan),
                "open": content.dataset.symbols[plan.symbol].open,
                "date": one.date.isoformat(),
                "status": str(one.status),
                **_radii(content, plan),
                "teams": one.teams,
                "citation": cite(one.citation),
                "lists": {side: _list(content, lists[side]) for side in lists},
            }
        )
    return plans


def describe_slider(content: Content) -> dict[str, Any]:
    """Return how far the slider goes, its steps and units, and the radii that it marks.

    The marks are the radii of the documents, in rising order.
    """
    marks: dict[float, dict[str, Any]] = {}
    for radius in content.radii.values():
        for kind, metres in radius.readings.items():
            code = find_unit(radius.unit, miles=kind or content.miles).code
            mark = {"metres": metres, "value": radius.value, "unit": code}
            marks.setdefault(round(metres, 3), mark)
    ordered = [marks[metres] for metres in sorted(marks)]
    own = {mark["unit"] for mark in ordered}
    return {
        "reach_m": content.reach_m,
        "steps": SLIDER_STEPS,
        "unit": content.slider_unit.code,
        "units": [code for code in UNIT_CODES if code in own or code in _USUAL_UNITS],
        "marks": ordered,
    }


def describe_coverage(content: Content) -> dict[str, Any]:
    """Return the land of each side, and the coverage of each plan as a curve.

    Beside it, how many points of each plan have no place, and where some places are not
    certain the curve of those that are.
    """
    sides = content.dataset.sides
    columns = [f"{land}_km2" for land in (*sides, *content.dataset.beyond)]
    return {
        "lands": {side: round(content.lands_km2[side], 1) for side in sides},
        "open": content.open_points,
        "curve": {
            plan: _curve(curve, [*columns, "sea_km2", "outside_km2", "union_km2"])
            for plan, curve in content.curves.items()
        },
        "certain": {
            plan: _curve(curve, [f"{side}_km2" for side in sides])
            for plan, curve in content.certain_curves.items()
        },
        "coasts": {plan: _coasts(content, plan, radius) for plan, radius in content.radii.items()},
    }


def _coasts(content: Content, plan: str, radius: Radius) -> dict[str, dict[str, list[float]]]:
    """Return the small shares of a plan on two coastlines, by what a mile is taken for."""
    return {
        mile or "": {
            side: [round(share, 6) for share in two]
            for side, two in content.coasts(plan, metres).items()
            if side in content.dataset.sides and is_apart(two)
        }
        for mile, metres in radius.readings.items()
    }


def _curve(curve: pd.DataFrame, columns: Sequence[str]) -> dict[str, list[float]]:
    values = {name: [_round(value, 1) for value in curve[name]] for name in columns}
    return {
        "radius_m": [_round(value, 3) for value in curve["radius_m"]],
        # what no zone ever reaches is left away
        **{name: column for name, column in values.items() if any(column)},
    }


def _is_said(key: str, numbers: Container[str]) -> bool:
    """Return whether a text may be said; words for numbers are, where a fact has the number."""
    table, _, number = key.partition(".")
    return table not in _OF_NUMBERS or number in numbers


def _round(value: float, digits: int) -> float:
    """Return a number rounded, a whole one without decimals: it is written shorter."""
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def describe_basemap(content: Content) -> dict[str, Any]:
    """Return what the drawn ground reaches over, and where its names stand."""
    basemap = content.dataset.basemap
    return {
        "bounds": basemap.pan_bounds,
        "size": [round(content.ground.sheet.width, 1), round(content.ground.sheet.height, 1)],
        "names": [*_ground_names(basemap), *_river_names(basemap)],
    }


def describe_sources(content: Content) -> dict[str, Any]:
    """Return the bibliography by key: the document's own, and what it cites of the ground's.

    `reference` is how many letters of the text stand before the note.
    """
    return {
        key: {
            "short": source.short,
            "text": source.text,
            "reference": len(source.reference),
            "url": source.url,
        }
        for key, source in content.sources.items()
    }


def describe_rule(rule: SpellingRule) -> dict[str, Any]:
    """Return a spelling habit that reconstructed forms follow, with what attests it."""
    return {
        "written": rule.written,
        "usual": rule.usual,
        "example": rule.example,
        "source": cite(rule.source),
    }


def _fact(fact: Fact) -> list[Any]:
    value: Any = fact.value.isoformat() if isinstance(fact.value, Date) else fact.value
    if isinstance(value, float):
        value = round(value, 6)
    if isinstance(value, tuple):
        value = [round(one, 6) for one in value]
    unit = [find_unit(fact.unit).code] if fact.unit else []
    return [str(fact.kind), value, *unit]


def _radii(content: Content, plan: Plan) -> dict[str, Any]:
    radius = content.radii.get(plan.id)
    if radius is None:
        return {"radius": None, "unit": None, "readings": None, "built_m": None, "small": False}
    return {
        "radius": radius.value,
        "unit": radius.unit,
        "readings": {
            kind or "": [metres, find_unit(radius.unit, miles=kind or content.miles).code]
            for kind, metres in radius.readings.items()
        },
        "built_m": radius.built_m,
        "small": content.is_small(plan.id),
        **_look(content.dataset.styles[plan.style]),
    }


def _look(style: Style) -> dict[str, Any]:
    """Return what a canvas, which no style sheet reaches, needs of a style."""
    hatch = None
    if style.hatch_path is not None:
        hatch = {
            "size": style.hatch_size,
            "angle": style.hatch_angle,
            "path": style.hatch_path,
        }
    return {"tint": style.tint, "hatch": hatch}


def _list(content: Content, one: Proposal) -> dict[str, Any]:
    of_list = {"id": one.id, "territory": one.territory, "document": one.document}
    return {**of_list, **content.count([one])}


def _ground_names(basemap: Basemap) -> list[dict[str, Any]]:
    """Return the places of the names of the ground; their texts are among the messages."""
    named = ("half", "neighbour", "sea", "line", "city")
    return [
        {
            "key": feature.id,
            "kind": feature.kind,
            "lat": feature.lat,
            "lon": feature.lon,
            **({"side": feature.side} if feature.side else {}),
        }
        for feature in basemap.features
        if feature.lat is not None and feature.kind in named
    ]


def _river_names(basemap: Basemap) -> list[dict[str, Any]]:
    names = []
    for row in basemap.rivers.itertuples():
        longest = max(parts_of(row.geometry), key=lambda part: part.length)
        middle = longest.interpolate(0.45, normalized=True)
        names.append(
            {
                "key": f"river-{row.id}",
                "kind": "river",
                "text": row.name,
                "lat": round(middle.y, 4),
                "lon": round(middle.x, 4),
                "min_zoom": _RIVER_NAMES_FROM_ZOOM,
            }
        )
    return names

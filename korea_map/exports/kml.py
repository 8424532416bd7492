"""Zones and points as KML 2.2 for Google Earth: a folder for each list."""

from html import escape
from itertools import product
from typing import Any

import shapely

from korea_map.credit import CREDIT
from korea_map.exports.geojson import DIGITS, shape_of
from korea_map.exports.records import Records, Row
from korea_map.exports.templating import render
from korea_map.fields import fields_of
from korea_map.model import Certainty, PlanKind, Proposal
from korea_map.spreadsheets import number

_WIDTHS = {Certainty.CERTAIN: 2.5, Certainty.LESS_CERTAIN: 1.5, Certainty.UNCERTAIN: 1}
"""Of outlines, in pixels: KML knows no dashes, so doubt is thinner."""


def write_kml(records: Records) -> bytes:
    """Return folders with a placemark for each point: a zone with its centre, a point, or none.

    Where there are plans with zones, the others are in the file and not yet shown.
    """
    kinds = {plan.id: plan.kind for plan in records.plans}
    shown = {plan for plan, kind in kinds.items() if kind is PlanKind.ZONES} or set(kinds)
    rows = {row["id"]: row for row in records.place_rows}
    return render(
        "korea_map.kml.j2",
        title=records.title,
        credit=CREDIT,
        looks=list(_looks(records)),
        folders=[
            {
                "id": one.id,
                "name": _name_of(one, records),
                "visibility": int(one.plan in shown),
                "description": _paragraphs(
                    records.say_tried(one), records.in_words(one.note or "")
                ),
                "date": row_of_list["date"],
                "marks": [
                    _mark(rows[t.id], records.say_tried(one), records)
                    for t in records.toponyms_of(one)
                ],
            }
            for one, row_of_list in zip(records.lists, records.list_rows, strict=True)
        ],
    ).encode()


def _name_of(one: Proposal, records: Records) -> str:
    half = records.language.side(one.territory) if one.territory else ""
    return ", ".join(filter(None, (records.title_of(one.plan), half)))


def _looks(records: Records) -> Any:
    """Yield the colours of each plan, by how sure its points are."""
    for plan, certainty in product(records.plans, [*Certainty, None]):
        style = records.dataset.styles[plan.style]
        yield {
            "id": _style_of(plan.id, certainty),
            "line": _colour(style.light, 1),
            "fill": _colour(style.light, style.tint),
            "width": _WIDTHS.get(certainty or Certainty.UNCERTAIN),
        }


def _style_of(plan: str, certainty: str | None) -> str:
    return f"{plan}.{certainty or 'none'}"


def _colour(colour: str, opacity: float) -> str:
    """Return #rrggbb as KML writes it: opacity, blue, green, red.

    Examples
    --------
    >>> _colour("#0072b2", 1)
    'ffb27200'
    """
    red, green, blue = (colour[at : at + 2] for at in (1, 3, 5))
    return f"{round(255 * opacity):02x}{blue}{green}{red}".lower()


def _mark(row: Row, tried: str, records: Records) -> dict[str, Any]:
    shape = shape_of(row, records)
    values = ((name, row[field.name]) for name, field in fields_of("kml").items())
    return {
        "id": row["id"],
        "name": row["toponym"],
        "certainty": records.language.text(f"certainty.{row['certainty'] or 'none'}"),
        "description": _describe(row, tried, records),
        "style": _style_of(row["plan"], row["certainty"]),
        "data": [(name, _text(value)) for name, value in values if value is not None],
        "point": "" if row["lon"] is None else _write_degrees([(row["lon"], row["lat"])]),
        "ring": _write_degrees(shape.exterior.coords) if isinstance(shape, shapely.Polygon) else "",
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else number(value)


def _write_degrees(coordinates: Any) -> str:
    return " ".join(f"{lon:.{DIGITS}f},{lat:.{DIGITS}f}" for lon, lat in coordinates)


def _describe(row: Row, tried: str, records: Records) -> str:
    """Return what a balloon says: which place, how sure, why, where it is named."""
    language = records.language
    today = " ".join(filter(None, (row["title"], row["hangul"], row["hanja"])))
    ids = (row["rivals"] or "").split("|")
    places = (records.dataset.places[one] for one in ids if one)
    rivals = ", ".join(language.name(one.title, one.hangul, one.hanja)[0] for one in places)
    return _paragraphs(
        today,
        language.text(f"certainty.{row['certainty'] or 'none'}"),
        tried if row["lon"] is not None else "",
        records.in_words(row["evidence"]),
        language.text("table.rivals", rivals=rivals) if rivals else "",
        records.in_words(row["citation"]),
    )


def _paragraphs(*texts: str) -> str:
    """Return texts as HTML, which is what a balloon is read as."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts if text)

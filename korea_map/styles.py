"""How plans look: colours and hatch by style, marks by symbol; tables of the ground."""

from collections.abc import Sequence
from dataclasses import dataclass

from korea_map.dates import begins
from korea_map.model import Plan, PlanKind, Proposal
from korea_map.tables import Row


@dataclass(frozen=True, slots=True)
class Style:
    """Colours and hatch of a plan.

    Attributes
    ----------
    light, dark, print
        Colour of outlines and marks on a light and a dark screen and on paper, as #rrggbb.
    light_text, dark_text
        The same where it must be read as text.
    tint
        How opaque the colour fills a zone, from 0 to 1.
    hatch_size, hatch_angle, hatch_path
        A tile of the hatch: its width in pixels, how far it is turned in degrees, and the
        SVG path that is drawn in it; None without a hatch.
    """

    id: int
    name: str
    light: str
    light_text: str
    dark: str
    dark_text: str
    print: str
    tint: float
    hatch_size: float | None
    hatch_angle: float | None
    hatch_path: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A mark of points.

    Attributes
    ----------
    path
        SVG path data in pixels, relative to the point from its first command on.
    open
        Whether its inside stays empty.
    """

    id: str
    path: str
    open: bool
    source: str


def default_plans(
    proposals: Sequence[Proposal], styles: Sequence[int], symbols: Sequence[str]
) -> tuple[Plan, ...]:
    """Return the plans of a document that says nothing of their order and look.

    They come in the order of their dates, then of the file; what has a radius has zones.
    """
    first: dict[str, Proposal] = {}
    for proposal in sorted(proposals, key=lambda proposal: begins(proposal.date)):
        first.setdefault(proposal.plan, proposal)
    return tuple(
        Plan(plan, PlanKind.POINTS if one.radius is None else PlanKind.ZONES, symbol, style)
        for (plan, one), symbol, style in zip(first.items(), symbols, styles, strict=False)
    )


def style_from(row: Row) -> Style:
    """Return a row of styles.csv as a record."""
    return Style(
        id=int(row["id"]),
        name=row["name"],
        light=row["light"],
        light_text=row["light_text"],
        dark=row["dark"],
        dark_text=row["dark_text"],
        print=row["print"],
        tint=float(row["tint"]),
        hatch_size=float(row["hatch_size"]) if row["hatch_size"] else None,
        hatch_angle=float(row["hatch_angle"]) if row["hatch_angle"] else None,
        hatch_path=row["hatch_path"] or None,
        source=row["source"],
    )


def symbol_from(row: Row) -> Symbol:
    """Return a row of symbols.csv as a record."""
    return Symbol(row["id"], row["path"], bool(row["open"]), row["source"])

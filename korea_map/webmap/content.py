"""What the page holds, as plain dicts for its JSON block."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from korea_map.basemap import Basemap, read_basemap
from korea_map.coverage_curve import coverage_curve
from korea_map.errors import DataError, Problem
from korea_map.files import data_dir, shown_path
from korea_map.gazetteer import load_places, load_toponyms, to_points
from korea_map.geodesy import NAUTICAL_MILE_M, STATUTE_MILE_M, Mile, area_km2, distance_m
from korea_map.model import Place, Proposal, Territory, Toponym
from korea_map.proposals import load_proposals, proposed_radius_m
from korea_map.sources import Source, read_sources
from korea_map.webmap.chains import chain_links
from korea_map.zones import zones

MILE_M = STATUTE_MILE_M
WIDEST_M = 60 * MILE_M
"""The end of the page's radius slider."""

ZONE_PLANS, POINT_PLANS = ("unc", "cpv"), ("march-1952", "armistice-1953")
"""The plans that the page has words for: with zones, and as points alone."""

MARKS_M = (5000.0, 30 * MILE_M, 30 * NAUTICAL_MILE_M)
"""Radii that the slider marks; the curve has a node at each, so that they are exact."""

MANY_POINTS = 400
"""Above this the page draws on a canvas, and zones get fewer vertices."""

# what the page calls the kinds of names, and the names of the two lines
_KINDS = {"neighbour": "country", "sea": "sea", "line": "line"}
_KEYS = {"parallel-38": "parallel", "line-1953": "line"}
RIVER_NAMES_FROM_ZOOM = 7.5

CURVE_COLUMNS = ("land_north_km2", "land_south_km2", "china_km2", "russia_km2", "sea_km2")


@dataclass(frozen=True)
class Content:
    """Everything that a map shows, read once."""

    toponyms: Sequence[Toponym]
    proposals: Sequence[Proposal]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    basemap: Basemap
    miles: Mile
    data: str | os.PathLike[str] | None

    @property
    def crowded(self) -> bool:
        """Whether there are more points than can be named and drawn one by one."""
        return len(self.toponyms) > MANY_POINTS


def read_content(data: str | os.PathLike[str] | None, *, miles: Mile) -> Content:
    """Read the tables and the basemap.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.
    miles
        What an unspecified mile is taken for.

    Returns
    -------
    Content
        The records, checked.

    Raises
    ------
    DataError
        If a table or the basemap cannot be read, or the plans are not those that the page
        has words for.
    """
    proposals = load_proposals(data)
    _check_plans(proposals, data_dir(data) / "proposals.csv")
    return Content(
        toponyms=load_toponyms(data),
        proposals=proposals,
        places=load_places(data),
        sources=read_sources(data),
        basemap=read_basemap(data),
        miles=miles,
        data=data,
    )


def _check_plans(proposals: Sequence[Proposal], path: Path) -> None:
    """Raise what keeps the page, whose words speak of four plans, from telling of these."""
    shown = shown_path(path)
    problems = []
    halves: dict[str, set[Territory]] = {plan: set() for plan in (*ZONE_PLANS, *POINT_PLANS)}
    for line, proposal in enumerate(proposals, start=2):
        if proposal.plan not in halves:
            message = f"the page has no words for the plan {proposal.plan!r}"
            problems.append(Problem(shown, line, 1, f"{message}; add them to webmap first"))
            continue
        halves[proposal.plan].add(proposal.territory)
        if (proposal.radius is not None) != (proposal.plan in ZONE_PLANS):
            wanted = "needs a radius" if proposal.plan in ZONE_PLANS else "has no radius"
            problems.append(Problem(shown, line, 1, f"the plan {proposal.plan!r} {wanted} there"))
    for plan, found in halves.items():
        for missing in sorted(set(Territory) - found):
            message = f"the page needs a list of the plan {plan!r} for the {missing}"
            problems.append(Problem(shown, 1, 1, message))
    if problems:
        raise DataError(problems)


def plan_layers(content: Content) -> list[dict[str, Any]]:
    """Return the plans in the order of the page, with their two lists."""
    plans: dict[str, dict[str, Any]] = {}
    for proposal in sorted(content.proposals, key=_by_place_in_the_story):
        listed = [t for t in content.toponyms if t.list == proposal.id]
        plan = plans.setdefault(
            proposal.plan,
            {
                "id": proposal.plan,
                "date": proposal.date.isoformat(),
                "status": str(proposal.status),
                "radius": proposal.radius,
                "unit": proposal.radius_unit,
                "radius_m": proposed_radius_m(proposal),
                "built_m": proposed_radius_m(proposal, miles=content.miles),
                "radius_nautical_m": proposed_radius_m(proposal, miles="nautical"),
                "teams": proposal.teams,
                "citation": proposal.citation,
                "lists": {},
            },
        )
        plan["lists"][str(proposal.territory)] = {
            "id": proposal.id,
            "claimed": proposal.points_claimed,
            "listed": len(listed),
            "named": sum(t.lat is not None for t in listed),
            "note": proposal.note,
        }
    return list(plans.values())


def point_layers(content: Content) -> list[dict[str, Any]]:
    """Return the points of every list in the order of the page, with their rivals."""
    proposals = {proposal.id: proposal for proposal in content.proposals}
    order = {plan["id"]: index for index, plan in enumerate(plan_layers(content))}
    toponyms = sorted(
        content.toponyms,
        key=lambda t: (
            order[proposals[t.list].plan],
            proposals[t.list].territory != "south",
            t.position,
        ),
    )
    rings = zone_rings(content)
    explained = not content.crowded
    return [
        {
            **_point(toponym, proposals[toponym.list], content.places, explained=explained),
            "zone": rings.get(toponym.id),
        }
        for toponym in toponyms
    ]


def zone_rings(content: Content) -> dict[str, str]:
    """Return the zone of each point that has one, as an encoded line without its last vertex."""
    points = to_points(content.toponyms)
    vertices = 60 if content.crowded else 360
    drawn = zones(points, miles=content.miles, vertices=vertices, data=content.data)
    return {
        row.id: encode_line(row.geometry.exterior.coords[:-1], digits=5)
        for row in drawn.itertuples()
    }


def ground_layers(content: Content) -> dict[str, list[list[str]]]:
    """Return the ground under all zones of each plan, where they are too many to fill apart."""
    if not content.crowded:
        return {}
    drawn = zones(to_points(content.toponyms), miles=content.miles, vertices=60, data=content.data)
    return {
        row.plan: [_encode_polygon(part) for part in _parts(row.geometry)]
        for row in drawn.dissolve("plan").reset_index().itertuples()
    }


def coverage_layer(content: Content) -> dict[str, Any]:
    """Return the land of both halves, and the coverage of each plan as a curve."""
    lands = content.basemap.land.set_index("country").geometry
    plans = {p["id"]: p["radius_m"] for p in plan_layers(content) if p["radius_m"] is not None}
    radii = sorted({*(MILE_M * miles for miles in range(61)), *MARKS_M, *plans.values()})
    points = to_points(content.toponyms)
    curves = {}
    for plan in plans:
        table = coverage_curve(
            radii, plan=plan, points=points, basemap=content.basemap, data=content.data
        ).rename(columns={"north_km2": "land_north_km2", "south_km2": "land_south_km2"})
        curves[plan] = {
            "radius_m": [round(value, 3) for value in table["radius_m"]],
            **{name: [round(value, 1) for value in table[name]] for name in CURVE_COLUMNS},
        }
    return {
        "land_north_km2": round(area_km2(lands["KP"]), 1),
        "land_south_km2": round(area_km2(lands["KR"]), 1),
        "curve": curves,
    }


def basemap_layer(basemap: Basemap) -> dict[str, Any]:
    """Return land, rivers and lines as encoded lines."""
    return {
        "bounds": basemap.pan_bounds,
        "land": {
            row.country: [_encode_polygon(part) for part in _parts(row.geometry)]
            for row in basemap.land.itertuples()
        },
        "rivers": [
            {"lines": [encode_line(part.coords) for part in _parts(row.geometry)]}
            for row in basemap.rivers.itertuples()
        ],
        "line_1953": [encode_line(part.coords) for part in _parts(basemap.line("line-1953"))],
        "parallel_38": [encode_line(part.coords) for part in _parts(basemap.line("parallel-38"))],
        "names": [
            *_feature_names(basemap, "neighbour", "sea"),
            *_river_names(basemap),
            *_feature_names(basemap, "line"),
        ],
    }


def source_layer(sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return the bibliography by key."""
    return {
        key: {"short": source.short, "text": source.text, "url": source.url}
        for key, source in sources.items()
    }


def encode_line(points: Iterable[Sequence[float]], *, digits: int = 4) -> str:
    """Return (lon, lat) vertices as text: differences of decimals, five bits a character.

    `digits` decimals of a degree are kept: 4 for the basemap, which has no more, 5 (a metre)
    for zones.

    The first value and then each difference is shifted left with its sign in the lowest
    bit, and written from the lowest five bits up; a character is 63 more than its bits.
    """
    text = []
    last = [0, 0]
    for lon, lat, *_ in points:
        for axis, degrees in enumerate((lat, lon)):
            value = round(degrees * 10**digits)
            difference = value - last[axis]
            last[axis] = value
            bits = ~(difference << 1) if difference < 0 else difference << 1
            while bits >= 32:
                text.append(chr((bits & 31 | 32) + 63))
                bits >>= 5
            text.append(chr(bits + 63))
    return "".join(text)


def _by_place_in_the_story(proposal: Proposal) -> tuple[str, bool, str, bool]:
    return (
        proposal.date.isoformat(),
        proposal.party != "unc",
        proposal.plan,
        proposal.territory != "south",
    )


def _point(
    toponym: Toponym, proposal: Proposal, places: Mapping[str, Place], *, explained: bool
) -> dict[str, Any]:
    return {
        "id": toponym.id,
        "plan": proposal.plan,
        "list": toponym.list,
        "territory": str(proposal.territory),
        "position": toponym.position,
        "toponym": toponym.toponym,
        "toponym_lang": toponym.toponym_lang,
        "place_id": toponym.place_id,
        "title": toponym.title,
        "hangul": toponym.hangul,
        "hanja": toponym.hanja,
        "today": _names_today(places.get(toponym.place_id or "")),
        "reading": toponym.reading,
        "lat": toponym.lat,
        "lon": toponym.lon,
        "geo_source": toponym.geo_source,
        "geo_id": toponym.geo_id,
        "tolerance_km": toponym.location_tolerance_km,
        "certainty": str(toponym.certainty) if toponym.certainty else None,
        "evidence": toponym.evidence,
        "citation": toponym.citation,
        "rivals": [_rival(toponym, places[rival]) for rival in toponym.rivals if rival in places],
        "chain": chain_links(toponym, places, explained=explained),
    }


def _names_today(place: Place | None) -> dict[str, str | None]:
    """Return the Hangul and hanja of a place today.

    A title in the North is the McCune-Reischauer form of the name; where it is not, the
    town has been renamed since, and its Hangul stands among the variants.
    """
    if place is None:
        return {"hangul": None, "hanja": None}
    if place.country == "KP" and place.title != place.title_mr:
        renamed = next((name for lang, name in place.variants if lang == "ko"), None)
        return {"hangul": renamed, "hanja": None}
    return {"hangul": place.hangul, "hanja": place.hanja}


def _rival(toponym: Toponym, rival: Place) -> dict[str, Any]:
    if toponym.lat is None or toponym.lon is None:
        return {"id": rival.id, "km": None}
    metres = distance_m(toponym.lon, toponym.lat, rival.lon, rival.lat)
    return {"id": rival.id, "km": round(float(metres) / 1000, 1)}


def rival_layers(content: Content) -> dict[str, Any]:
    """Return the places that some point might be instead, by id."""
    wanted = sorted({rival for toponym in content.toponyms for rival in toponym.rivals})
    return {
        key: {
            "title": place.title,
            "hangul": place.hangul,
            "hanja": place.hanja,
            "lat": place.lat,
            "lon": place.lon,
        }
        for key in wanted
        if (place := content.places.get(key))
    }


def _parts(geometry: BaseGeometry) -> list[Any]:
    return list(getattr(geometry, "geoms", [geometry]))


def _encode_polygon(polygon: shapely.Polygon) -> list[str]:
    """Return the rings of a polygon without the vertex that closes each."""
    rings = [polygon.exterior, *polygon.interiors]
    return [encode_line(list(ring.coords)[:-1]) for ring in rings]


def _river_names(basemap: Basemap) -> list[dict[str, Any]]:
    names = []
    for row in basemap.rivers.itertuples():
        middle = max(_parts(row.geometry), key=lambda part: part.length).interpolate(
            0.45, normalized=True
        )
        names.append(
            {
                "key": f"river-{row.id}",
                "kind": "river",
                "text": row.name,
                "hangul": row.hangul,
                "lat": round(middle.y, 4),
                "lon": round(middle.x, 4),
                "min_zoom": RIVER_NAMES_FROM_ZOOM,
            }
        )
    return names


def _feature_names(basemap: Basemap, *kinds: str) -> list[dict[str, Any]]:
    """Return the labels of features of some kinds."""
    return [
        {
            "key": _KEYS.get(feature.id, feature.id),
            "kind": _KINDS[feature.kind],
            "lat": feature.lat,
            "lon": feature.lon,
            **({"side": feature.side} if feature.side else {}),
        }
        for feature in basemap.features
        if feature.kind in kinds and feature.lat is not None
    ]

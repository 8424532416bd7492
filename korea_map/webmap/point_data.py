"""The points of the lists and what they might be instead, as plain dicts for the page."""

from typing import Any

from korea_map.geodesy import distance_m
from korea_map.model import Place, Proposal, Toponym
from korea_map.sources import Citation, split_citations
from korea_map.webmap.chains import Link
from korea_map.webmap.content import Content
from korea_map.webmap.town_names import names_today


def describe_points(content: Content) -> list[dict[str, Any]]:
    """Return the points of every list in the order of the page, with their rivals."""
    return [
        _point(content, toponym, one)
        for plan in content.dataset.plans
        for one in content.lists_of(plan).values()
        for toponym in content.toponyms_of(one)
    ]


def describe_rivals(content: Content) -> dict[str, Any]:
    """Return the places that some point might be instead, by id."""
    places = content.dataset.places
    wanted = sorted({rival for toponym in content.dataset.toponyms for rival in toponym.rivals})
    return {
        key: {
            "title": places[key].title,
            "hangul": places[key].hangul,
            "hanja": places[key].hanja,
            "lat": places[key].lat,
            "lon": places[key].lon,
        }
        for key in wanted
    }


def _point(content: Content, toponym: Toponym, one: Proposal) -> dict[str, Any]:
    places = content.dataset.places
    return {
        "id": toponym.id,
        # most often that of its list
        "document": None if toponym.document == one.document else toponym.document,
        "plan": one.plan,
        "list": toponym.list,
        "territory": one.territory,
        "position": toponym.position,
        "toponym": toponym.toponym,
        "toponym_lang": toponym.toponym_lang,
        "place_id": toponym.place_id,
        "title": toponym.title,
        "hangul": toponym.hangul,
        "hanja": toponym.hanja,
        "today": names_today(places.get(toponym.place_id or "")),
        "reading": toponym.reading,
        "reading_lang": toponym.reading_lang,
        "lat": toponym.lat,
        "lon": toponym.lon,
        "geo_source": toponym.geo_source,
        "geo_id": toponym.geo_id,
        "tolerance_km": toponym.location_tolerance_km,
        "certainty": str(toponym.certainty) if toponym.certainty else None,
        "evidence": cite(toponym.evidence),
        "citation": cite(toponym.citation),
        "rivals": [_rival(toponym, places[rival]) for rival in toponym.rivals],
        "chain": [_link(link, content) for link in content.chains[toponym.id]],
    }


def _link(link: Link, content: Content) -> dict[str, Any]:
    """Return a link of a chain; its language follows from its kind."""
    told = {"text": link["text"], "kind": link["kind"]}
    if link["irregular"]:
        told["irregular"] = link["irregular"]
    if link["rule"]:
        told["rule"] = content.rules.index(link["rule"])
    return told


def cite(text: str) -> list[str | list[str]]:
    """Return a text in pieces, a citation as its key and locus."""
    return [
        [piece.key, piece.locus] if isinstance(piece, Citation) else piece
        for piece in split_citations(text)
    ]


def _rival(toponym: Toponym, rival: Place) -> dict[str, Any]:
    if toponym.lat is None or toponym.lon is None:
        return {"id": rival.id, "km": None}
    metres = distance_m(toponym.lon, toponym.lat, rival.lon, rival.lat)
    return {"id": rival.id, "km": round(float(metres) / 1000, 1)}

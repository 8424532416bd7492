"""The places as Linked Places 1.3 (JSON-LD), for the World Historical Gazetteer and Recogito.

One feature a place: what the lists call it are its names, each with its source. Rivals are no
feature, for no document names them.
"""

from typing import Any

from korea_map.credit import CREDIT, LICENCE
from korea_map.dates import begins
from korea_map.exports.citing import address_of, citations_of, one_line
from korea_map.exports.geojson import DIGITS, write_collection
from korea_map.exports.records import Records
from korea_map.model import Certainty, Place, Proposal, Toponym

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
"""What the keys of the file mean; the format is at 1.3, its context still at 1.1."""

PREFIX = "koreamap"
"""Before the id of a place in places.csv. Linked Places wants an address or prefix:term. No
address of these records is published, so that an address would say what is not so, and `gn:`
would say that the record is GeoNames'. The term only names the place, and leads nowhere."""

UNKNOWN = "X"
"""The gazetteer's feature class of what is not known to be a town, a river or another."""

FEATURE_CODES = "https://www.geonames.org/ontology#"


def write_linked_places(records: Records) -> bytes:
    """Return a feature for each place that a list names, and for each point without a place."""
    dates = {one.id: one.date for one in records.dataset.proposals}
    features = [
        _feature(key, toponyms, dates, records) for key, toponyms in records.of_place().items()
    ]
    # its schema keeps `citation` for an object of another kind
    return write_collection(
        _in_one_line(features), **{"@context": CONTEXT, "license": LICENCE, "attribution": CREDIT}
    )


def match_of(toponyms: list[Toponym], place: Place | None) -> str | None:
    """Return the id of a place in GeoNames, as gazetteers write it; None where it has none."""
    if place is not None and place.geo_source == "GeoNames" and place.geo_id:
        return f"gn:{place.geo_id}"
    own = [one.geo_id for one in toponyms if one.geo_source == "GeoNames" and one.geo_id]
    return f"gn:{own[0]}" if own else None


def names_of(place: Place | None) -> list[tuple[str, str]]:
    """Return the names of a place beside those of the lists, with their languages."""
    if place is None:
        return []
    told = [
        (place.title, "ko-Latn"),
        (place.hangul, "ko"),
        (place.hanja, "ko-Hani"),
        (place.reading_ja, "ja-Latn"),
        (place.reading_zh, "zh-Latn"),
    ]
    return [(one, lang) for names, lang in told if names for one in names.split("|")]


def surest(toponyms: list[Toponym]) -> Certainty | None:
    """Return how sure a place is: as sure as the surest of the names that lead to it."""
    judged = [one.certainty for one in toponyms if one.certainty]
    return min(judged, key=list(Certainty).index) if judged else None


def _feature(
    key: str, toponyms: list[Toponym], dates: dict[str, Any], records: Records
) -> dict[str, Any]:
    place = records.place_of(toponyms[0])
    days = sorted({dates[one.list] for one in toponyms}, key=begins)
    feature: dict[str, Any] = {
        "@id": f"{PREFIX}:{key}",
        "type": "Feature",
        "properties": {
            "title": place.title if place else toponyms[0].title or toponyms[0].toponym,
            **({"ccodes": [place.country]} if place else {}),
            "fclasses": [place.feature_class if place else UNKNOWN],
        },
        "when": {"timespans": [_in(day.isoformat()) for day in days]},
        "names": [
            *_attestations(toponyms, dates, records),
            *_further_names(toponyms, place),
        ],
    }
    if place:
        code = f"{place.feature_class}.{place.feature_code}"
        feature["types"] = [{"identifier": FEATURE_CODES + code, "label": code}]
    feature["geometry"] = _geometry(toponyms, place, records)
    if match := match_of(toponyms, place):
        feature["links"] = [{"type": "closeMatch", "identifier": match}]
    said = dict.fromkeys(one.evidence for one in toponyms if one.evidence)
    lang = records.dataset.document.lang
    feature["descriptions"] = [
        {"value": records.in_words(evidence), "lang": lang} for evidence in said
    ]
    return feature


def _attestations(
    toponyms: list[Toponym], dates: dict[str, Any], records: Records
) -> list[dict[str, Any]]:
    """Return each name that a list has, once for each document that has it."""
    lists: dict[str, Proposal] = {one.id: one for one in records.dataset.proposals}
    seen: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in toponyms:
        day = dates[one.list]
        text = one.citation or lists[one.list].citation or ""
        cited = citations_of(text, records.dataset.sources)
        name = {
            "toponym": one.toponym,
            "lang": one.toponym_lang,
            "citations": cited or [{"label": lists[one.list].title or one.list}],
            "when": {"timespans": [_in(day.isoformat())]},
            **({"certainty": str(one.certainty)} if one.certainty else {}),
        }
        seen.setdefault((one.toponym, one.toponym_lang, one.citation), name)
    return list(seen.values())


def _further_names(toponyms: list[Toponym], place: Place | None) -> list[dict[str, Any]]:
    """Return the names of places.csv; no source, for readings are mostly derived."""
    there = {(one.toponym, one.toponym_lang) for one in toponyms}
    return [
        {"toponym": name, "lang": lang}
        for name, lang in names_of(place)
        if (name, lang) not in there
    ]


def _geometry(
    toponyms: list[Toponym], place: Place | None, records: Records
) -> dict[str, Any] | None:
    """Return where a place is; one geometry for each position that a list or GeoNames has."""
    found: dict[tuple[float, float], list[Toponym]] = {}
    for one in toponyms:
        if one.lon is not None and one.lat is not None:
            at = (round(one.lon, DIGITS), round(one.lat, DIGITS))
            found.setdefault(at, []).append(one)
    points = [_point(at, of, place, records) for at, of in found.items()]
    if len(points) > 1:
        return {"type": "GeometryCollection", "geometries": points}
    return points[0] if points else None


def _point(
    at: tuple[float, float], toponyms: list[Toponym], place: Place | None, records: Records
) -> dict[str, Any]:
    point: dict[str, Any] = {"type": "Point", "coordinates": list(at)}
    if certainty := surest(toponyms):
        point["certainty"] = str(certainty)
    tolerances = [one.location_tolerance_km for one in toponyms if one.location_tolerance_km]
    if tolerances:
        point["approximation"] = {"type": "geo:hasSpatialAccuracy", "tolerance": max(tolerances)}
    first = toponyms[0]
    of_place = place is not None and first.geo_source == place.geo_source
    text = place.citation if place and of_place else first.citation
    if address := address_of(first):
        point["citations"] = [{"label": f"{first.geo_source}, {first.geo_id}", "@id": address}]
    elif cited := citations_of(text, records.dataset.sources):
        point["citations"] = cited[:1]
    elif first.geo_source:
        point["citations"] = [{"label": first.geo_source}]
    return point


def _in_one_line(value: Any) -> Any:
    """Return a value whose texts are of one line each, as the schema wants them."""
    if isinstance(value, dict):
        return {key: _in_one_line(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_one_line(one) for one in value]
    return one_line(value) if isinstance(value, str) else value


def _in(day: str) -> dict[str, Any]:
    return {"start": {"in": day}}

"""Mentions as records: one object or several rows a mention, for JSON, CSV and GeoJSON."""

from collections.abc import Iterator
from typing import Any, Final

from korea_map.names_out import candidate_record
from korea_map.reading.mention import Mention, Reading

CSV_COLUMNS: Final = (
    "offset", "length", "spelling", "lemma", "decision", "rank", "id", "title", "hanja", "lat",
    "lon", "score", "match", "reading", "reading_lang", "derivation", "features", "why",
)  # fmt: skip


def to_record(mention: Mention) -> dict[str, Any]:
    """Give a mention as an object: where it stands, its candidates as `reconcile` gives them.

    Examples
    --------
    >>> record = to_record(read_text("From Wonsan on.")[0])
    >>> record["offset"], record["length"], record["candidates"][0]["id"]
    (5, 6, 'wonsan')
    """
    record = to_bare_record(mention)
    record["candidates"] = [candidate_record(candidate) for candidate in mention.candidates]
    return record


def to_bare_record(mention: Mention) -> dict[str, Any]:
    """Give a mention as `to_record` does, with no candidate in its list."""
    return {
        "offset": mention.offset,
        "length": mention.length,
        "spelling": mention.spelling,
        "lemma": mention.lemma,
        "candidates": [],
        "match": mention.match,
        "why": list(mention.why),
        "decision": mention.decision,
    }


def to_rows(mention: Mention) -> Iterator[dict[str, Any]]:
    """Yield a row for each candidate of a mention, the place that is meant first."""
    own = {
        "offset": mention.offset,
        "length": mention.length,
        "spelling": mention.spelling,
        "lemma": mention.lemma,
        "decision": mention.decision,
        "why": "; ".join(mention.why),
    }
    for rank, candidate in enumerate(mention.candidates, 1):
        yield {**own, "rank": rank, **candidate_record(candidate)}


def to_feature_collection(reading: Reading) -> dict[str, Any]:
    """Give a reading as GeoJSON (RFC 7946): a point for each mention, where its place lies."""
    return {"type": "FeatureCollection", "features": [to_feature(one) for one in reading]}


def to_feature(mention: Mention) -> dict[str, Any]:
    """Give a mention as a feature of GeoJSON."""
    best = candidate_record(mention.candidates[0])
    lat, lon = best.pop("lat"), best.pop("lon")
    record = to_bare_record(mention)
    del record["candidates"]
    rivals = [candidate.place.id for candidate in mention.candidates][1:]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {**record, **best, "doubtful": mention.doubtful, "rivals": rivals},
    }

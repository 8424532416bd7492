"""The places as LP-TSV 0.5, the table from which the World Historical Gazetteer reads them."""

from typing import Any

import korea_map
from korea_map.credit import PUBLISHED
from korea_map.dates import begins
from korea_map.exports.citing import address_of, one_line
from korea_map.exports.linked_places import UNKNOWN, match_of, names_of, surest
from korea_map.exports.records import Records, Row
from korea_map.fields import fields_of
from korea_map.model import Place, Toponym
from korea_map.sources import Source, find_citations
from korea_map.spreadsheets import number


def write_lp_tsv(records: Records) -> bytes:
    """Return a line for each place that a list names, and for each point without a place.

    The format has no quotes and no escape: a cell holds neither tab nor line end, and a variant
    neither what parts it from the next nor what parts it from its language. A name that has
    such a sign is told in the description, letter by letter.
    """
    columns = fields_of("lptsv", "gazetteer")
    rows = [_row(key, toponyms, records) for key, toponyms in records.of_place().items()]
    lines = [list(columns), *([_cell(row[of.name]) for of in columns.values()] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def _row(key: str, toponyms: list[Toponym], records: Records) -> Row:
    place = records.place_of(toponyms[0])
    dates = {one.id: one.date for one in records.dataset.proposals}
    at = next((one for one in toponyms if one.lon is not None), None)
    source = None if place else _source_of(toponyms[0], records)
    match = match_of(toponyms, place)
    told = dict.fromkeys((one.toponym, one.toponym_lang) for one in toponyms)
    title = place.title if place else toponyms[0].title or toponyms[0].toponym
    variants = dict.fromkeys([*told, *names_of(place)])
    said = " ".join(dict.fromkeys(one.evidence for one in toponyms))
    names = [*variants, *([(title, "und")] if title not in dict(variants) else [])]
    unwritten = [
        records.language.text("export.name", name=name, lang=lang)
        for name, lang in names
        if not _can_be_variant(name)
    ]
    tolerances = [one.location_tolerance_km for one in toponyms if one.location_tolerance_km]
    return {
        "id": key,
        "title": _typographic(title),
        "title_source": _title_source(toponyms[0], place, source),
        "fclasses": [place.feature_class if place else UNKNOWN],
        "types": [place.feature_code] if place else [],
        "attestation_year": PUBLISHED if place else source and source.year,
        "start": min((dates[one.list] for one in toponyms), key=begins).isoformat(),
        "title_uri": source.url if source else None,
        "ccodes": [place.country] if place else [],
        "matches": [match] if match else [],
        "variants": [f"{name}@{lang}" for name, lang in variants if _can_be_variant(name)],
        "lon": at.lon if at else None,
        "lat": at.lat if at else None,
        "geo_source": at.geo_source if at else None,
        "geo_id": address_of(at) if at else None,
        "approximation": max(tolerances, default=None),
        "certainty": surest(toponyms),
        "description": " ".join(filter(None, (_typographic(records.in_words(said)), *unwritten))),
    }


def _title_source(toponym: Toponym, place: Place | None, source: Source | None) -> str:
    """Return where the title is from: places.csv, or the document where no place was decided."""
    if place is not None:
        return f"korea-map {korea_map.__version__}, places.csv"
    return source.short if source else toponym.document or toponym.list


def _source_of(toponym: Toponym, records: Records) -> Source | None:
    """Return what a toponym cites, or else the document of its list."""
    keys = [*(key for key, _ in find_citations(toponym.citation)), toponym.document]
    return next((records.dataset.sources[k] for k in keys if k in records.dataset.sources), None)


def _can_be_variant(name: str) -> bool:
    return not set(name) & set('@;"')


def _typographic(text: str) -> str:
    """Return a text without the sign that a reader of tables would take for a quote of its own."""
    return text.replace('"', "”")


def _cell(value: Any) -> str:
    r"""Return a value as a cell.

    Examples
    --------
    >>> _cell(["P", "A"]), _cell("one\ntwo"), _cell(5.0), _cell(None)
    ('P;A', 'one two', '5', '')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return ";".join(map(_cell, value))
    return one_line(str(value))

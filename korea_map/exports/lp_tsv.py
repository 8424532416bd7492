"""The places as LP-TSV 0.5, the table from which the World Historical Gazetteer reads them."""

from typing import Any

import korea_map
from korea_map.credit import PUBLISHED
from korea_map.dates import begins
from korea_map.exports.citing import address_of, one_line
from korea_map.exports.csv_table import number
from korea_map.exports.linked_places import UNKNOWN, match_of, names_of, surest
from korea_map.exports.records import Records, Row
from korea_map.fields import fields_of
from korea_map.model import Place, Toponym
from korea_map.sources import Source, find_citations


def write_lp_tsv(records: Records) -> bytes:
    """Return a line for each place that a list names, and for each point without a place.

    The format has no quotes: a cell holds neither tab nor line end, and members of a cell are
    parted by semicolons, which no member has.
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
    tolerances = [one.location_tolerance_km for one in toponyms if one.location_tolerance_km]
    return {
        "id": key,
        "title": title,
        "title_source": _title_source(toponyms[0], place, source),
        "fclasses": [place.feature_class if place else UNKNOWN],
        "types": [place.feature_code] if place else [],
        "attestation_year": PUBLISHED if place else source and source.year,
        "start": min((dates[one.list] for one in toponyms), key=begins).isoformat(),
        "title_uri": source.url if source else None,
        "ccodes": [place.country] if place else [],
        "matches": [match] if match else [],
        "variants": [f"{name}@{lang}" for name, lang in variants if "@" not in name],
        "lon": at.lon if at else None,
        "lat": at.lat if at else None,
        "geo_source": at.geo_source if at else None,
        "geo_id": address_of(at) if at else None,
        "approximation": max(tolerances, default=None),
        "certainty": surest(toponyms),
        "description": records.in_words(" ".join(dict.fromkeys(t.evidence for t in toponyms))),
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


def _cell(value: Any) -> str:
    r"""Return a value as a cell.

    Examples
    --------
    >>> _cell(["P", "a;b"]), _cell(' say "hi"\n'), _cell(5.0), _cell(None)
    ('P;a,b', 'say ”hi”', '5', '')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return ";".join(_cell(one).replace(";", ",") for one in value)
    return one_line(str(value)).replace('"', "”")

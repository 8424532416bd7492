"""A reading as annotations of the text, by the Web Annotation Data Model of the W3C."""

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from korea_map.names.explain import format_derivation
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.places_named import address_of
from korea_map.spreadsheets import number

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_AROUND: Final = 32
"""Characters before and after a name by which it is found again in a text that was changed."""


def to_annotations(reading: Reading) -> dict[str, Any]:
    """Give a reading as a collection of annotations, all on its first page.

    The place is the body, with GeoNames' URI where its position is from there. The target is
    the stretch of the text, by what stands there and by its offsets in code points. The same
    text gives the same ids.

    Examples
    --------
    >>> collection = to_annotations(read_text("From Wonsan on."))
    >>> collection["first"]["items"][0]["target"]["selector"][0]
    {'type': 'TextQuoteSelector', 'exact': 'Wonsan', 'prefix': 'From ', 'suffix': ' on.'}
    """
    collection = bare_annotations(reading)
    collection["first"]["items"] = list(each_annotation(reading))
    return collection


def bare_annotations(reading: Reading) -> dict[str, Any]:
    """Give the collection as `to_annotations` does, with no annotation on its page."""
    names = _names_of(reading)
    page = {
        "id": _name(names, "page"),
        "type": "AnnotationPage",
        "partOf": _name(names, "collection"),
        "startIndex": 0,
        "items": [],
    }
    return {
        "@context": CONTEXT,
        "id": _name(names, "collection"),
        "type": "AnnotationCollection",
        "label": f"Places of Korea in {reading.name}",
        "total": len(reading),
        "first": page,
        "last": page["id"],
    }


def each_annotation(reading: Reading) -> Iterator[dict[str, Any]]:
    """Yield the annotation of each mention."""
    names = _names_of(reading)
    for mention in reading:
        yield _to_annotation(mention, reading, names)


def _names_of(reading: Reading) -> uuid.UUID:
    raw = reading.text.encode("utf-8", "surrogatepass")
    return uuid.UUID(bytes=hashlib.sha256(raw).digest()[:16], version=5)


def _to_annotation(mention: Mention, reading: Reading, names: uuid.UUID) -> dict[str, Any]:
    text = reading.text
    quotation = {
        "type": "TextQuoteSelector",
        "exact": mention.spelling,
        "prefix": text[max(mention.offset - _AROUND, 0) : mention.offset],
        "suffix": text[mention.end : mention.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": mention.offset, "end": mention.end}
    place = mention.place
    where = f"{place.called}, lat {number(place.lat)}, lon {number(place.lon)}"
    return {
        "id": _name(names, str(mention.offset)),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "SpecificResource", "purpose": "identifying", "source": address_of(place)},
            _words("describing", where),
            _words("assessing", _assess(mention)),
        ],
        "target": {"source": quote(reading.name), "selector": [quotation, position]},
    }


def _assess(mention: Mention) -> str:
    """Say in lines how sure the place is, and why."""
    best, *others = mention.candidates
    standing = ", ".join(filter(None, [f"score {best.score:g}", best.standing]))
    told = [f"certainty {mention.cert}: {standing}", *mention.why]
    if best.derivation:
        told.append(format_derivation(best.derivation))
    if others:
        rivals = (f"{one.place.called} {one.score:g}" for one in others)
        told.append(f"or {'; '.join(rivals)}")
    return "\n".join(told)


def _words(purpose: str, value: str) -> dict[str, str]:
    body = {"type": "TextualBody", "purpose": purpose, "value": value}
    return {**body, "format": "text/plain", "language": "en"}


def _name(names: uuid.UUID, what: str) -> str:
    return uuid.uuid5(names, what).urn

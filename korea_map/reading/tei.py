"""A reading as TEI: the text with its names marked, and the places that they mean."""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from korea_map.model import Place
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.places_named import GEONAMES, address_of, anchors_of, places_of
from korea_map.reading.showing import with_references
from korea_map.spreadsheets import number

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML can hold, not even as a reference."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_HYPHENS: Final = tuple("-\u2010\u2011\u00ad\u00ac=")
"""What stands at the end of a line where a word goes on."""
_LANGUAGES: Final = (("hangul", "ko"), ("hanja", "und-Hani"))


def lost_in_xml(text: str) -> int:
    r"""Count the characters of a text that XML cannot hold: each becomes U+FFFD.

    Examples
    --------
    >>> lost_in_xml("Tai\x0cko")
    1
    """
    return len(_NO_XML.findall(text))


def to_tei(reading: Reading) -> str:
    """Give a reading as a TEI document.

    Paragraphs are `p`, and a line begins with `lb`; what the paragraphs hold, one after another,
    is the text again, letter by letter.
    """
    places = places_of(reading)
    anchors = anchors_of(places)
    listed = "".join(_place(place, anchors[place.id]) for place in places.values())
    paragraphs = "".join(
        f"<p>{''.join(_pieces(reading, start, end, anchors))}</p>"
        for start, end in reading.paragraphs()
    )
    title = _in_xml(f"Places of Korea in {reading.name}")
    lost = lost_in_xml(reading.text)
    told = f"<p>Characters of the text that XML cannot hold, as U+FFFD: {lost}.</p>" if lost else ""
    stand_off = f"<standOff><listPlace>\n{listed}</listPlace></standOff>\n" if listed else ""
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Made by korea-map; not published.</p></publicationStmt>
<sourceDesc><p>{_in_xml(reading.name)}</p></sourceDesc>
</fileDesc>
<encodingDesc><p>Names of places were found and identified by a program; cert is high for a match \
and for what a person decided.</p>{told}</encodingDesc>
</teiHeader>
{stand_off}<text><body xml:space="preserve">{paragraphs or "<p/>"}</body></text>
</TEI>
"""
    return with_references(document)


def _pieces(reading: Reading, start: int, end: int, anchors: dict[str, str]) -> Iterator[str]:
    for piece in reading.pieces(start, end):
        if isinstance(piece, Mention):
            ref = quoteattr(f"#{anchors[piece.place.id]}")
            inner = _with_lines(piece.spelling, within=True)
            yield f'<placeName ref={ref} cert="{piece.cert}">{inner}</placeName>'
        else:
            yield _with_lines(piece)


def _with_lines(text: str, *, within: bool = False) -> str:
    """Return text with the beginning of each line marked; in a name, whether a word goes on."""
    out, end = [], 0
    for found in _LINE_END.finditer(text):
        goes_on = within and text[found.start() - 1 : found.start()] in _HYPHENS
        begin = '<lb break="no"/>' if goes_on else "<lb/>"
        out += [_in_xml(text[end : found.end()]), begin]
        end = found.end()
    return "".join([*out, _in_xml(text[end:])])


def _in_xml(text: str) -> str:
    # a reader of XML takes CR for LF unless it is a reference
    return escape(_NO_XML.sub("\ufffd", text), {"\r": "&#xD;"})


def _place(place: Place, anchor: str) -> str:
    names = [f"<placeName>{_in_xml(place.title)}</placeName>"]
    for field, tag in _LANGUAGES:
        given = filter(None, (getattr(place, field) or "").split("|"))
        names += [f'<placeName xml:lang="{tag}">{_in_xml(name)}</placeName>' for name in given]
    address = address_of(place)
    kind = "GeoNames" if address.startswith(GEONAMES) else "korea-map"
    return (
        f"<place xml:id={quoteattr(anchor)}>{''.join(names)}"
        f"<location><geo>{number(place.lat)} {number(place.lon)}</geo></location>"
        f'<idno type="{kind}">{_in_xml(address)}</idno></place>\n'
    )

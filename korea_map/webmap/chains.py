"""How each name probably came about, link by link, for the card and the table.

What no document prints is a reconstruction: the Cyrillic forms are computed from the tables
of `names`, and follow the spelling habits that are attested.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from korea_map.chain import Step
from korea_map.errors import SpellingError
from korea_map.model import Place, Toponym
from korea_map.names import explain

LANGUAGES = {
    "hanja": "ko-Hani",
    "ja": "ja-Latn",
    "ko": "ko-Latn",
    "zh": "zh-Latn",
    "en": "en",
    "cyrillic": "ru",
    "russian": "ru",
    "latin": "ru-Latn",
}
"""Kind of a link in a chain, and the BCP 47 tag of its text.

`cyrillic` is a form that is reconstructed, `russian` one that the document has.
"""


Link = dict[str, Any]
"""`text`, `kind`, `lang`, `irregular`, `rule` and `parts` of one link; see `chain_links`."""


def chain_links(
    toponym: Toponym, places: Mapping[str, Place], *, explained: bool = True
) -> list[Link]:
    """Return the links from the characters to the spelling.

    Parameters
    ----------
    toponym
        The name as written, with the reading decided for it.
    places
        The authority, by id.
    explained
        False to take only what the gazetteer itself says: the characters, the reading,
        the spelling. Names written by an English or Chinese hand have no more than that.

    Returns
    -------
    list of dict
        `text`, `kind` (see `LANGUAGES`), `lang`, `irregular` (spans that no rule gives) and
        `rule` (the attested spelling habit that a reconstructed form follows, or None) and
        `parts` (spans that are spelled together, see `Step`); empty where the document
        prints the characters themselves.
    """
    if toponym.toponym_lang.startswith("zh"):
        return []
    place = places.get(toponym.place_id or "")
    if explained and place and toponym.toponym_lang.startswith("ru"):
        hanja = toponym.hanja.split("|")[0] if toponym.hanja else place.hanja
        named = replace(place, hanja=hanja)
        try:
            steps = explain(toponym.toponym, named, toponym.reading, toponym.reading_lang)
        except SpellingError:
            pass
        else:
            return [_link(step, toponym.toponym) for step in steps]
    return [_link(step, toponym.toponym) for step in _known_steps(toponym)]


def _known_steps(toponym: Toponym) -> list[Step]:
    steps = []
    if toponym.hanja:
        steps.append(Step(toponym.hanja.split("|")[0], "hanja"))
    if toponym.reading and toponym.reading_lang:
        steps.append(Step(toponym.reading, toponym.reading_lang))
    if toponym.toponym not in {step.text for step in steps}:
        steps.append(Step(toponym.toponym, "latin"))
    return steps


def _link(step: Step, written: str) -> Link:
    kind = step.system if step.system in LANGUAGES else "latin"
    if re.search(r"[\u0400-\u04ff]", step.text):
        kind = "russian" if step.text == written else "cyrillic"
    return {
        "text": step.text,
        "kind": kind,
        "lang": LANGUAGES[kind],
        "irregular": step.irregular,
        "rule": step.rule,
        "parts": step.parts,
    }

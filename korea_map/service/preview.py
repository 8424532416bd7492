"""A place on a small page: its names, its chain, and the evidence of a document."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import jinja2

from korea_map.chain import Chain
from korea_map.errors import SpellingError, excerpt
from korea_map.model import Place, Toponym
from korea_map.names import explain, spellings
from korea_map.service.catalogue import Catalogue
from korea_map.service.kinds import kind_of
from korea_map.service.refusals import NOT_FOUND, RefusedError
from korea_map.service.words import SIDES
from korea_map.sources import Citation, in_words, split_citations

_SYSTEMS: Final = frozenset({"polivanov", "loc"})
"""The chain of the telegrams: into Russian letters, and from those into English ones."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A chain with the words that go with it.

    Attributes
    ----------
    name
        What is spelt.
    chain
        From the characters to it; empty where no reading leads there.
    certainty, evidence, citation
        What a document decided, in words; blank where it is no name of one.
    """

    name: str
    chain: Chain | tuple[()]
    certainty: str = ""
    evidence: str = ""
    citation: str = ""


def render_preview(catalogue: Catalogue, place_id: str, name: str = "") -> str:
    """Return the page of a place.

    Parameters
    ----------
    catalogue
        The places.
    place_id
        Id of the place.
    name
        A spelling whose chain is to be shown; blank for the chain that the tables give.

    Raises
    ------
    RefusedError
        No place has the id.
    """
    place = catalogue.places.get(place_id)
    if place is None:
        raise RefusedError(NOT_FOUND, excerpt(f"no place has the id {place_id!r}"))
    decided = [_decision(one, place, catalogue.shorts) for one in catalogue.decided_of(place)]
    return _template().render(
        place=place,
        kind=kind_of(place).name,
        side=SIDES.get(place.country, place.country),
        offered=place.id in catalogue.offered,
        asked=_ask(name, place) if name.strip() else None,
        regular=None if name.strip() or decided else _regular(place),
        decided=decided,
        style=style(),
    )


def render_refusal(message: str) -> str:
    """Return the page that says why there is none."""
    return _template("refusal.html.j2").render(message=message, style=style())


@cache
def style() -> str:
    """Return the style sheet of the pages."""
    path = resources.files(__package__) / "templates" / "preview.css"
    return path.read_text(encoding="utf-8").strip()


@cache
def policy() -> str:
    """Return the policy of the pages: their own style, and nothing else of anywhere."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _template(name: str = "preview.html.j2") -> jinja2.Template:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("korea_map.service"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template(name)


def _ask(name: str, place: Place) -> Telling:
    return Telling(excerpt(name.strip()), _explained(name, place))


def _decision(toponym: Toponym, place: Place, shorts: Mapping[str, str]) -> Telling:
    return Telling(
        toponym.toponym,
        _explained(toponym.toponym, place),
        str(toponym.certainty or ""),
        _told(toponym.evidence, shorts),
        _told(toponym.citation, shorts),
    )


def _regular(place: Place) -> Telling | None:
    """Return the chain that the tables give for the spelling of a telegram."""
    spelt = [one for one in spellings(place, systems=_SYSTEMS) if one.systems[-1] == "loc"]
    return Telling(spelt[0].text, spelt[0].derivation) if spelt else None


def _explained(name: str, place: Place) -> Chain | tuple[()]:
    try:
        return explain(name, place)
    except SpellingError:
        return ()


def _told(text: str, shorts: Mapping[str, str]) -> str:
    """Return a cell with its sources by their short names."""
    pieces = [
        (piece.key, piece.locus) if isinstance(piece, Citation) else piece
        for piece in split_citations(text)
    ]
    return in_words(pieces, shorts)

"""The doubtful names as evidence to weigh: piece by piece, without the project's word."""

import re
from dataclasses import dataclass

from korea_map.facts import find_doubtful
from korea_map.model import Place, Toponym
from korea_map.sources import in_words
from korea_map.webmap.content import Content
from korea_map.webmap.language import Language
from korea_map.webmap.page_data import describe_sources
from korea_map.webmap.point_data import cite

# a sentence ends before a capital; "no. 6" and "p. 98" go on
_ENDS = re.compile(r"(?<=\.) (?=[^\W\d_a-z])")


@dataclass(frozen=True, slots=True)
class Card:
    """A name, the places that it might be, its evidence, and what the project says.

    Attributes
    ----------
    candidates
        The place that was chosen and its rivals, by the alphabet: nothing tells which is which.
    """

    name: str
    candidates: tuple[str, ...]
    evidence: tuple[str, ...]
    place: str
    certainty: str


def make_cards(content: Content, language: Language) -> list[Card]:
    """Return a card for each place of plans with zones that is not certain."""
    zoned = [one for plan in content.zone_plans for one in content.lists_of(plan).values()]
    toponyms = [toponym for one in zoned for toponym in content.toponyms_of(one)]
    shorts = {key: source["short"] for key, source in describe_sources(content).items()}
    return [
        _card(toponym, content, language, shorts) for toponym in find_doubtful(toponyms).values()
    ]


def _card(toponym: Toponym, content: Content, language: Language, shorts: dict[str, str]) -> Card:
    places = content.dataset.places
    own = _called(toponym, language)
    rivals = [_called(places[rival], language) for rival in toponym.rivals]
    return Card(
        name=toponym.toponym,
        candidates=tuple(sorted({own, *rivals})),
        evidence=tuple(_ENDS.split(in_words(cite(toponym.evidence), shorts))),
        place=own,
        certainty=language.text(f"certainty.{toponym.certainty}"),
    )


def _called(place: Place | Toponym, language: Language) -> str:
    return language.name(place.title, place.hangul, place.hanja)[0]

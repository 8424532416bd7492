"""A page with a text beside the map: each name leads to its point, each point to its names.

It is one file that asks for nothing. The text goes in as text, whatever it holds; without
scripts the links lead from names to points, and from points to what speaks for them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import islice
from typing import Final

import jinja2
from markupsafe import Markup

from korea_map.chain import Chain
from korea_map.model import Candidate, Place
from korea_map.names.rank_1945 import priors
from korea_map.reading.drawing import Dot, draw_places
from korea_map.reading.mention import STREAM, Mention, Reading
from korea_map.reading.places_named import anchors_of, places_of
from korea_map.reading.showing import inert, with_references
from korea_map.webmap.policy import content_policy
from korea_map.webmap.shortening import shorten_script, shorten_style
from korea_map.webmap.templating import make_environment

MOST_SHOWN: Final = 2_000_000
"""Characters of a text that a page shows; a book has fewer."""
_MOST_LINKS: Final = 100
_MOST_REASONS: Final = 40
"""Mentions with the same reasons, and reasons of a name, that a page tells one by one."""
_RIVALS: Final = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: its number, where it leads, and the places before it."""

    number: int
    anchor: str
    text: str
    doubtful: bool
    called: str


@dataclass(slots=True)
class Reasons:
    """What of the text speaks for some names, each as its number and its letters."""

    why: tuple[str, ...]
    names: list[tuple[int, str]] = field(default_factory=list)

    @property
    def links(self) -> list[tuple[int, str]]:
        """The first names."""
        return self.names[:_MOST_LINKS]


@dataclass(slots=True)
class Evidence:
    """What speaks for a place where it is named in one way: the chain, the rivals, the reasons."""

    candidate: Candidate
    rivals: Sequence[Candidate]
    decision: str | None
    doubtful: bool
    by_why: dict[tuple[str, ...], Reasons] = field(default_factory=dict)

    @property
    def chain(self) -> Markup:
        """The chain, irregular letters marked."""
        return Markup(Chain(self.candidate.derivation).html)  # noqa: S704

    @property
    def count(self) -> int:
        """How often the text names it so."""
        return sum(len(one.names) for one in self.by_why.values())

    @property
    def reasons(self) -> list[Reasons]:
        """The first reasons."""
        return list(self.by_why.values())[:_MOST_REASONS]

    @property
    def left_out(self) -> int:
        """How many names have no link beside them."""
        return self.count - sum(len(one.links) for one in self.reasons)

    def add(self, why: tuple[str, ...], number: int, text: str) -> None:
        """Take a name."""
        self.by_why.setdefault(why, Reasons(why)).names.append((number, text))


@dataclass(frozen=True, slots=True)
class Card:
    """A place with all that speaks for it."""

    place: Place
    anchor: str
    dot: Dot
    evidence: Sequence[Evidence]

    @property
    def count(self) -> int:
        """How often the text names it."""
        return sum(one.count for one in self.evidence)

    @property
    def doubtful(self) -> bool:
        """Whether every name of it is doubtful."""
        return all(one.doubtful for one in self.evidence)


def render_page(reading: Reading) -> str:
    """Return a reading as the text of an HTML file."""
    end = min(MOST_SHOWN, len(reading.text))
    end = next((m.offset for m in reading if m.offset < end < m.end), end)
    shown = [mention for mention in reading if mention.end <= end]
    anchors = anchors_of(places_of(shown))
    numbers = {mention.offset: number for number, mention in enumerate(shown, 1)}
    style, script = _style(), _script()
    values = {
        "reading": reading,
        "title": "A text" if reading.file == STREAM else reading.name,
        "policy": content_policy("", scripts=[script], styles=[style]),
        "style": Markup(style),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "paragraphs": _paragraphs(reading, end, anchors, numbers),
        "left_out": f"{end:,} of {len(reading.text):,}" if end < len(reading.text) else "",
        **_draw(shown, anchors, numbers),
    }
    return with_references(_environment().get_template("reading.html.j2").render(values))


def _draw(
    shown: Sequence[Mention], anchors: Mapping[str, str], numbers: Mapping[int, int]
) -> dict[str, object]:
    """Return the map, its points, and the cards; what is named most often comes first."""
    gathered: dict[str, dict[object, Evidence]] = {}
    for mention in shown:
        rivals = mention.candidates[1 : _RIVALS + 1]
        key = mention.lemma, mention.decision, tuple(c.place.id for c in rivals)
        of_place = gathered.setdefault(mention.place.id, {})
        new = Evidence(mention.candidates[0], rivals, mention.decision, mention.doubtful)
        evidence = of_place.setdefault(key, new)
        evidence.add(mention.why, numbers[mention.offset], inert(mention.spelling))
    places = places_of(shown)
    drawing = draw_places(ordered := _in_order(places.values(), gathered))
    points = [
        Card(place, anchors[place.id], dot, list(gathered[place.id].values()))
        for place, dot in zip(ordered, drawing.dots, strict=True)
    ]
    first = {one: number for number, one in enumerate(places)}
    cards = sorted(points, key=lambda card: (-card.count, first[card.place.id]))
    return {"drawing": drawing, "points": points, "cards": cards}


def _in_order(
    places: Iterable[Place], gathered: Mapping[str, Mapping[object, Evidence]]
) -> list[Place]:
    """Return places as the map names them: what is sure, what is named often, and cities first."""

    def behind(place: Place) -> tuple[bool, int, float]:
        evidence = gathered[place.id].values()
        doubtful = all(one.doubtful for one in evidence)
        return doubtful, -sum(one.count for one in evidence), rank[place.id]

    listed = list(places)
    rank = dict(zip((place.id for place in listed), priors(listed), strict=True))
    return sorted(listed, key=behind)


def _paragraphs(
    reading: Reading, end: int, anchors: Mapping[str, str], numbers: Mapping[int, int]
) -> Iterator[Iterator[str | Name]]:
    for start, stop in reading.paragraphs(end):
        yield _pieces(reading, start, stop, anchors, numbers)


def _pieces(
    reading: Reading,
    start: int,
    stop: int,
    anchors: Mapping[str, str],
    numbers: Mapping[int, int],
) -> Iterator[str | Name]:
    for piece in reading.pieces(start, stop):
        if isinstance(piece, str):
            yield inert(piece)
        else:
            place = piece.place
            yield Name(
                numbers[piece.offset],
                anchors[place.id],
                inert(piece.spelling),
                piece.doubtful,
                inert(" ".join(islice(filter(None, (place.title, place.hanja)), 2))),
            )


@cache
def _style() -> str:
    colours = resources.files("korea_map.webmap") / "templates" / "css" / "colours.css"
    return shorten_style(colours.read_text(encoding="utf-8") + _read("reading.css"))


@cache
def _script() -> str:
    return shorten_script(_read("reading.js"))


def _read(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    made = make_environment("korea_map.reading")
    made.filters["inert"] = inert
    made.tests["text"] = lambda piece: isinstance(piece, str)
    return made

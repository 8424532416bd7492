"""Read a text: where it names places of Korea, and which."""

from __future__ import annotations

from functools import cached_property

from korea_map.model import Place
from korea_map.names import Reconciler
from korea_map.reading.judging import Found, is_korean, judge
from korea_map.reading.known import KnownNames
from korea_map.reading.lemma import lemma_of
from korea_map.reading.lookup import MOST_NAMES, Lookup
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.settling import Settled, settle
from korea_map.reading.signs import SignSpots
from korea_map.reading.spots import LetterSpots
from korea_map.reading.words import find_words


class Reader:
    """Finds the places of Korea that texts name.

    Parameters
    ----------
    reconciler
        The engine, with the places among which it looks.

    Examples
    --------
    >>> reader = Reader(Reconciler.of_folder())
    >>> [one.place.id for one in reader.read("From Fusan the railway runs to Taiko.")]
    ['busan', 'daegu']
    """

    def __init__(self, reconciler: Reconciler) -> None:
        self._engine = reconciler

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places that a text may mean, by their ids."""
        return {place.id: place for place in (*self._engine.offered, *self._engine.places)}

    @cached_property
    def _known(self) -> KnownNames:
        return KnownNames(self._engine.places, self._engine.offered)

    def read(self, text: str) -> Reading:
        """Read a text.

        Parameters
        ----------
        text
            As it stands, in any of the scripts that names are looked up in.
        """
        lookup = Lookup(self._engine, self._known)
        spots = [*LetterSpots(text, find_words(text)), *SignSpots(text, self._known)]
        found = judge(text, sorted(spots, key=lambda spot: spot.start), lookup)
        settled = settle(text, found)
        mentions = [
            _mention(text, one, meant)
            for one, meant in zip(found, settled, strict=True)
            if is_korean(meant.candidates[0])
        ]
        return Reading(mentions, text, notes=_notes(lookup))


def _mention(text: str, found: Found, settled: Settled) -> Mention:
    spot = found.spot
    why = tuple(filter(None, (found.why, settled.why)))
    spelling = text[spot.start : spot.end]
    lemma = lemma_of(spot.name, settled.candidates[0])
    return Mention(spot.start, spot.end - spot.start, spelling, lemma, settled.candidates, why)


def _notes(lookup: Lookup) -> list[str]:
    if not lookup.left:
        return []
    left = (
        f"{len(lookup.left):,} further distinct names were not looked up: {MOST_NAMES:,} are, "
        "of one text; divide it to read them"
    )
    return [left]

"""Read a text: where it names places of Korea, and which."""

from __future__ import annotations

from functools import cached_property

from korea_map.model import Place
from korea_map.names import Reconciler
from korea_map.reading.composing import Composed, compose
from korea_map.reading.following import follow
from korea_map.reading.judging import Found, is_korean, judge
from korea_map.reading.known import KnownNames
from korea_map.reading.lemma import lemma_of
from korea_map.reading.lookup import Lookup
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.settling import Settled, settle
from korea_map.reading.signs import SignSpots
from korea_map.reading.spots import LetterSpots
from korea_map.reading.subject import keep_likely
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
        composed = compose(text)
        seen = composed.text
        lookup = Lookup(self._engine, self._known)
        words = find_words(seen)
        spots = [*LetterSpots(seen, words, self._known), *SignSpots(seen, self._known)]
        judged = judge(sorted(spots, key=lambda spot: spot.start), lookup)
        found = follow(seen, judged, lookup)
        found = keep_likely(seen, words, found)
        settled = settle(seen, found)
        mentions = [
            _mention(text, composed, one, meant)
            for one, meant in zip(found, settled, strict=True)
            if is_korean(meant.candidates[0])
        ]
        return Reading(mentions, text, notes=_notes(lookup))


def _mention(text: str, composed: Composed, found: Found, settled: Settled) -> Mention:
    spot = found.spot
    start, end = composed.span(spot.start, spot.end)
    why = tuple(filter(None, (found.why, settled.why)))
    lemma = lemma_of(spot.name, settled.candidates[0])
    return Mention(start, end - start, text[start:end], lemma, settled.candidates, why)


def _notes(lookup: Lookup) -> list[str]:
    if not lookup.left:
        return []
    count = len(lookup.left)
    names = "name was" if count == 1 else "names were"
    told = f"{count:,} further distinct {names} not looked up: {lookup.most:,} are, of one text"
    return [f"{told}; divide it to read them"]

"""Read a text: which places of Korea it names, and which of several it means."""

from korea_map.model import Candidate
from korea_map.names import Reconciler
from korea_map.reading.judging import judge
from korea_map.reading.known import KnownNames
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.settling import settle
from korea_map.reading.signs import SignSpots
from korea_map.reading.spots import LetterSpots
from korea_map.reading.words import find_words


class Reader:
    """Finds the places of Korea that texts name.

    Parameters
    ----------
    reconciler
        The engine, with the places among which it looks.
    """

    def __init__(self, reconciler: Reconciler) -> None:
        self._engine = reconciler
        self._known = KnownNames(reconciler.places, reconciler.offered)
        self._answers: dict[str, tuple[Candidate, ...]] = {}

    def read(self, text: str) -> Reading:
        """Read a text."""
        spots = [*LetterSpots(text, find_words(text)), *SignSpots(text, self._known)]
        found = judge(text, sorted(spots, key=lambda s: s.start), self._known, self._ask)
        mentions = [
            Mention(
                one.found.spot.start,
                one.found.spot.end - one.found.spot.start,
                text[one.found.spot.start : one.found.spot.end],
                one.found.spot.name,
                one.candidates,
                tuple(filter(None, [one.found.accepted, one.why])),
            )
            for one in settle(text, found)
        ]
        return Reading(mentions, text)

    def _ask(self, name: str) -> tuple[Candidate, ...]:
        if name not in self._answers:
            self._answers[name] = self._engine.answer(name, limit=10).candidates
        return self._answers[name]

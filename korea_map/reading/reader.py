"""Read a text: which places of Korea it names, and which of several it means."""

from __future__ import annotations

import os
from pathlib import Path

from korea_map.errors import KoreaMapError, shown
from korea_map.gazetteer import Places
from korea_map.model import Candidate, Place
from korea_map.names import Reconciler
from korea_map.offered import load_offered
from korea_map.reading.decisions import decide, find_decisions, read_decisions
from korea_map.reading.judging import judge
from korea_map.reading.known import KnownNames
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.settling import settle
from korea_map.reading.signs import SignSpots
from korea_map.reading.spots import LetterSpots
from korea_map.reading.texts_in import Given, take_text
from korea_map.reading.words import find_words


class Reader:
    """Reads texts among the places of one reconciler."""

    def __init__(self, reconciler: Reconciler, offered: dict[str, Place]) -> None:
        self._reconciler = reconciler
        self._known = KnownNames(reconciler.places, offered.values())
        self.places = {**offered, **{place.id: place for place in reconciler.places}}
        self._answers: dict[str, tuple[Candidate, ...]] = {}

    def read(self, given: Given, decisions: Path | None = None) -> Reading:
        """Read a text, and do as a person decided."""
        text = given.text
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
        reading = Reading(mentions, text, file=given.file)
        if decisions is None:
            return reading
        return decide(reading, read_decisions(decisions), self.places)

    def _ask(self, name: str) -> tuple[Candidate, ...]:
        if name not in self._answers:
            self._answers[name] = self._reconciler.answer(name, limit=10).candidates
        return self._answers[name]


def read_text(
    text: str | os.PathLike[str],
    *,
    places: Places | None = None,
    decisions: str | os.PathLike[str] | None = None,
) -> Reading:
    """Find the Korean places that a text names, and say which of several it means.

    Parameters
    ----------
    text
        The text itself, or the `Path` of a file in UTF-8 or UTF-16. It is read as it stands.
    places
        Places of your own in the place of the authority; see `Reconciler`.
    decisions
        Path of a table of what a person decided; None for the one beside the file of the text, if
        it is there (`docs/reading.md`).

    Returns
    -------
    Reading
        The mentions in the order of the text; they never overlap.

    Raises
    ------
    DataError
        The file is no text, or a decision breaks a rule; with the place of every fault.
    KoreaMapError
        `text` is no text, or `decisions` no path.

    Examples
    --------
    >>> [(one.offset, one.spelling, one.place.id) for one in read_text("By rail to Wonsan.")]
    [(11, 'Wonsan', 'wonsan')]
    """
    given = take_text(text)
    if not (decisions is None or isinstance(decisions, str | os.PathLike)):
        raise KoreaMapError(f"{shown(decisions)} is no path; give that of a decisions file")
    if places is None:
        reader = Reader(Reconciler.of_folder(), load_offered())
    else:
        reader = Reader(Reconciler(places), {})
    beside = find_decisions(given.path) if given.path and decisions is None else None
    return reader.read(given, Path(decisions) if decisions is not None else beside)

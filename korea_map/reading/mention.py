"""What a text says of places: mentions, as a list, as tables and on a map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from korea_map.model import Candidate, Place

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True, repr=False)
class Mention:
    """A stretch of a text that names a place of Korea.

    Attributes
    ----------
    offset
        Where it begins: code points of the text as it stands before it.
    length
        Code points that it has, as printed: with what a line's end puts into it.
    spelling
        As printed: `text[offset : offset + length]`.
    lemma
        As it is looked up: joined where a line breaks it, in the nominative, without a mark of
        its case.
    candidates
        Places that it may mean, never none: first the one that is meant, then the others, best
        first. Scores are those that `reconcile` gives to the name alone.
    why
        What of the text speaks for it, a line each: why it is taken for a name, what settled
        which place is meant, what a person decided.
    decision
        What a person decided: `accepted`, `other`, or None for nothing.
    """

    offset: int
    length: int
    spelling: str
    lemma: str
    candidates: tuple[Candidate, ...]
    why: tuple[str, ...] = ()
    decision: str | None = None

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offset + self.length

    @property
    def place(self) -> Place:
        """The place that is meant."""
        return self.candidates[0].place

    @property
    def match(self) -> bool:
        """Whether the name alone is good and clear of others; what settled it is no match."""
        return self.candidates[0].match

    @property
    def doubtful(self) -> bool:
        """Whether a reader should look: no match, and nobody has decided."""
        return not self.match and self.decision is None

    def __repr__(self) -> str:
        return f"<Mention {self.spelling!r} at {self.offset}: {self.candidates[0]!r}>"


class Reading(list[Mention]):
    """The places that a text names, in its order: a list that shows as a table.

    Attributes
    ----------
    text
        The text, as it was read.
    file
        What messages call it; `text` where it came from no file.
    notes
        What a reader should know of it: what was left unread, which decisions no longer fit.
    """

    def __init__(
        self,
        mentions: Iterable[Mention],
        text: str,
        *,
        file: str = "text",
        notes: Iterable[str] = (),
    ) -> None:
        super().__init__(mentions)
        self.text, self.file, self.notes = text, file, tuple(notes)

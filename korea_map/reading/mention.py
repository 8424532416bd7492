"""What a text says of places: mentions, as a list, as tables and on a map."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, SupportsIndex, overload

from korea_map.chain import escaped
from korea_map.gazetteer import locate
from korea_map.model import Candidate, Place
from korea_map.names import Answer, Answers
from korea_map.reading.showing import inert

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


_BLANK_LINES: Final = re.compile(r"(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+")
STREAM: Final = "-"
"""What messages call a text that comes from standard input."""
_EXCERPT: Final = 4000
"""Characters of a text that a notebook shows; the table below them has every name."""
_TOLD: Final = 4
"""Candidates of a doubtful name that a notebook shows; of the others it shows the place."""


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
    note
        Why, in the words of that person.

    Examples
    --------
    >>> mention = read_text("From Taiden to Wonsan.")[1]
    >>> mention.offset, mention.length, mention.spelling, mention.place.id
    (15, 6, 'Wonsan', 'wonsan')
    """

    offset: int
    length: int
    spelling: str
    lemma: str
    candidates: tuple[Candidate, ...]
    why: tuple[str, ...] = ()
    decision: str | None = None
    note: str = ""

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

    @property
    def cert(self) -> str:
        """How sure it is in the three words of TEI: `high`, `medium` or `low`.

        High is a match or what a person decided, low is a place of the second tier.
        """
        if not self.doubtful:
            return "high"
        return "low" if self.candidates[0].offered else "medium"

    def __repr__(self) -> str:
        best = repr(self.candidates[0]).removeprefix("<Candidate ").removesuffix(">")
        return f"<Mention {self.spelling!r} at {self.offset}: {best}>"


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

    Examples
    --------
    >>> reading = read_text("Two trains left Singisiu for Wonsan.")
    >>> reading
    <Reading of text: 2 names, 2 places>
    >>> [mention.spelling for mention in reading]
    ['Singisiu', 'Wonsan']
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

    def __repr__(self) -> str:
        return f"<Reading of {self.file}: {self.told}>"

    @overload
    def __getitem__(self, at: SupportsIndex) -> Mention: ...
    @overload
    def __getitem__(self, at: slice) -> Reading: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Mention | Reading:
        if isinstance(at, slice):
            return Reading(super().__getitem__(at), self.text, file=self.file, notes=self.notes)
        return super().__getitem__(at)

    @property
    def told(self) -> str:
        """How many names, places and doubtful names there are, in a line."""
        doubtful = sum(mention.doubtful for mention in self)
        places = len({mention.place.id for mention in self})
        told = [_count(len(self), "name"), _count(places, "place")]
        return ", ".join(told + ([f"{doubtful} doubtful"] if doubtful else []))

    @property
    def name(self) -> str:
        """The name of the file, without its folders."""
        return "a text" if self.file == STREAM else self.file.replace("\\", "/").rpartition("/")[2]

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[str | Mention]:
        """Yield the text from one offset to another: what stands between mentions, and those.

        Examples
        --------
        >>> [str(piece) for piece in read_text("From Wonsan on.").pieces()]
        ['From ', "<Mention 'Wonsan' at 5: Wŏnsan 元山 (wonsan), score 100, match>", ' on.']
        """
        end = len(self.text) if end is None else end
        for number in range(bisect_left(self, start, key=_offset_of), len(self)):
            mention = self[number]
            if mention.end > end:
                break
            if mention.offset > start:
                yield self.text[start : mention.offset]
            yield mention
            start = mention.end
        if end > start:
            yield self.text[start:end]

    def paragraphs(self, end: int | None = None) -> Iterator[tuple[int, int]]:
        r"""Yield where paragraphs begin and end: after blank lines, but never within a name.

        Examples
        --------
        >>> list(read_text("From Wonsan\n\non.").paragraphs())
        [(0, 13), (13, 16)]
        """
        end = len(self.text) if end is None else end
        start = 0
        for found in _BLANK_LINES.finditer(self.text, 0, end):
            number = bisect_left(self, found.end(), key=_offset_of)
            if number and self[number - 1].end > found.start():
                continue
            yield start, found.end()
            start = found.end()
        if start < end:
            yield start, end

    def to_frame(self, *, best: bool = False) -> pd.DataFrame:
        """Return the mentions and their candidates as a table.

        Parameters
        ----------
        best
            True for one row a mention, that of the place that is meant.

        Returns
        -------
        pandas.DataFrame
            A row for each candidate with `offset, length, spelling, lemma, decision, why`, then
            the columns of `Answers.to_frame`. The index is the number of the mention.

        Examples
        --------
        >>> read_text("From Wonsan on.").to_frame(best=True)[["offset", "place_id"]].values.tolist()
        [[5, 'wonsan']]
        """
        import pandas as pd  # only here: a reading does without it

        answers = Answers((self._answer(m) for m in self), pd.RangeIndex(len(self)))
        table = answers.to_frame(best=best)
        cells = [
            (m.offset, m.length, m.spelling, m.lemma, m.decision, "; ".join(m.why)) for m in self
        ]
        for place, (name, dtype) in enumerate(_COLUMNS.items()):
            column = pd.Series([row[place] for row in cells], dtype=dtype)
            table.insert(place, name, column.reindex(table.index).to_numpy())
            table[name] = table[name].astype(dtype)
        return table

    def to_points(self, *, best: bool = True) -> gpd.GeoDataFrame:
        """Return the mentions as a table of points in EPSG:4326, with the columns of `to_frame`.

        Parameters
        ----------
        best
            False for a row for each candidate, and not of the places that are meant alone.

        Examples
        --------
        >>> read_text("From Wonsan on.").to_points().geometry.x.round(1).tolist()
        [127.4]
        """
        return locate(self.to_frame(best=best))

    def explore(self, m: Any = None) -> Any:
        """Show the places that are meant on a map; see `Candidates.explore`.

        Examples
        --------
        >>> page = build_map()
        >>> read_text("From Wonsan on.").explore(page) is page
        True
        """
        return Answers(Answer(one.lemma, one.candidates[:1]) for one in self).explore(m)

    def to_html(self) -> str:
        """Return a page with the text beside the map, as `korea-map read --format html` does.

        Examples
        --------
        >>> read_text("From Wonsan on.").to_html().startswith("<!DOCTYPE html>")
        True
        """
        from korea_map.reading.page import render_page  # the map is not needed for a list

        return render_page(self)

    def _repr_html_(self) -> str:
        cut = next((m.offset for m in self if m.offset < _EXCERPT < m.end), _EXCERPT)
        end = min(cut, len(self.text))
        shown = "".join(
            escaped(inert(piece)) if isinstance(piece, str) else _mark(piece)
            for piece in self.pieces(end=end)
        )
        more = " …" if end < len(self.text) else ""
        text = f'<p style="white-space: pre-wrap; overflow-wrap: anywhere">{shown}{more}</p>'
        notes = "".join(f"<p><i>{escaped(inert(note))}</i></p>" for note in self.notes)
        rows = (Answer(m.lemma, m.candidates[: _TOLD if m.doubtful else 1]) for m in self)
        return text + notes + Answers(rows)._repr_html_()

    def _answer(self, mention: Mention) -> Answer:
        return Answer(mention.lemma, mention.candidates)


_COLUMNS: Final[dict[str, Any]] = {
    "offset": "int64",
    "length": "int64",
    "spelling": "str",
    "lemma": "str",
    "decision": "str",
    "why": "str",
}


def _offset_of(mention: Mention) -> int:
    return mention.offset


def _mark(mention: Mention) -> str:
    doubt = "?" if mention.doubtful else ""
    title = escaped(inert(f"{mention.place.called}{doubt}"))
    return f'<mark title="{title}">{escaped(inert(mention.spelling))}{doubt}</mark>'


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"

"""What a person decided of the names of a text, in a small table beside it.

A row is about every mention of a spelling, or about the one at its offset. The table is the
person's: it is read, and rows are added to it, and what stands in it stays byte for byte.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from korea_map.errors import DataError, Problem
from korea_map.files import read_text as read_file_text
from korea_map.files import shown_path
from korea_map.gazetteer import hint_at_near
from korea_map.model import Candidate, Place
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.showing import in_one_line
from korea_map.schema import Field, Schema
from korea_map.tables import Row, Table, format_rows, read_file

ACCEPTED: Final = "accepted"
OTHER: Final = "other"
NONE: Final = "none"
ENDING: Final = ".decisions.csv"

_SCHEMA: Final = Schema(
    path=f"*{ENDING}",
    fields=(
        Field("spelling", "string", required=True),
        Field("offset", "integer", minimum=0),
        Field("decision", "string", enum=(ACCEPTED, OTHER, NONE)),
        Field("place_id", "string"),
        Field("note", "string"),
    ),
    sort=(),
    key=("spelling", "offset"),
)
_TOLD: Final = 3
"""Offsets that a note names."""


def decisions_beside(path: Path) -> Path:
    """Return where the decisions of a text are kept, unless they are told to be elsewhere.

    Examples
    --------
    >>> decisions_beside(Path("letters/1951.txt")).as_posix()
    'letters/1951.txt.decisions.csv'
    """
    return path.with_name(path.name + ENDING)


def find_decisions(path: Path) -> Path | None:
    """Return the decisions beside a text; None where there are none."""
    beside = decisions_beside(path)
    return beside if os.path.lexists(beside) else None


def read_decisions(path: Path) -> Table:
    """Read a table of decisions.

    Raises
    ------
    DataError
        If a cell breaks a rule of its own; the error holds every fault.
    """
    table = read_file(path, _SCHEMA)
    for row in table.rows:
        if row["decision"] in (ACCEPTED, OTHER) and not row["place_id"]:
            message = f"{row['decision']} without a place_id; write which place is meant"
            table.problems.append(table.problem(row, "decision", message))
    if table.problems:
        raise DataError(table.problems)
    return table


def decide(reading: Reading, table: Table, places: Mapping[str, Place]) -> Reading:
    """Do with the mentions of a text as a person decided.

    Parameters
    ----------
    reading
        What was found.
    table
        The decisions.
    places
        The places that may be meant, by id.

    Returns
    -------
    Reading
        Without the mentions that are no place. A decision that no longer fits the text is
        not applied, and a note says so.

    Raises
    ------
    DataError
        If a place is not known, or none that was offered; if most rows do not fit the text.
    """
    work = _Deciding(reading, table, places)
    work.check()
    work.apply()
    return work.decided()


def propose_rows(path: Path, reading: Reading) -> tuple[bytes, list[Mention]]:
    """Return a table of decisions with a row for each doubtful name that it has none for.

    Parameters
    ----------
    path
        The table; it need not be there.
    reading
        What was found, decisions applied.

    Returns
    -------
    tuple of (bytes, list of Mention)
        The file, what stood in it as it was, and the first mention of each name that is new.

    Raises
    ------
    DataError
        If the table that is there breaks a rule.
    """
    known: set[str] = set()
    text = format_rows([_SCHEMA.columns])
    if os.path.lexists(path):
        known = {row["spelling"] for row in read_decisions(path).rows}
        text = read_file_text(path)
    new: dict[str, Mention] = {}
    for mention in reading:
        spelling = in_one_line(mention.spelling)
        if mention.doubtful and spelling not in known:
            new.setdefault(spelling, mention)
    rows = [(spelling, "", "", mention.place.id, "") for spelling, mention in new.items()]
    return (text + format_rows(rows)).encode("utf-8"), list(new.values())


class _Deciding:
    """One text and its decisions."""

    def __init__(self, reading: Reading, table: Table, places: Mapping[str, Place]) -> None:
        self.reading, self.table, self.places = reading, table, places
        self.file = shown_path(table.path)
        self.notes: list[tuple[int, str]] = []
        self.found: dict[int, Mention] = {mention.offset: mention for mention in reading}
        self.mentions = dict(self.found)
        self.by_spelling: dict[str, list[int]] = {}
        for mention in reading:
            cell = in_one_line(mention.spelling)
            self.by_spelling.setdefault(cell, []).append(mention.offset)
        self.unfit = {row.line for row in table.rows if not self._fits(row)}

    def check(self) -> None:
        """Refuse decisions that are for another text, and places that nobody knows."""
        rows = self.table.rows
        if len(self.unfit) * 2 > len(rows):
            first = next(row for row in rows if row.line in self.unfit)
            where = f" at {first['offset']}" if first["offset"] else ""
            message = (
                f"{len(self.unfit)} of {len(rows)} rows do not fit {self.reading.file}, such as "
                f"{first['spelling']!r}{where}; these are decisions for another text: name the "
                "right ones with --decisions, or delete the rows"
            )
            raise DataError([Problem(self.file, first.line, 1, message)])
        if problems := list(self._faults()):
            raise DataError(problems)

    def apply(self) -> None:
        """Apply every row that fits, those for all mentions of a spelling first."""
        for row in sorted(self.table.rows, key=lambda row: row["offset"] != ""):
            if row["decision"] and row.line in self.unfit:
                self._note_unfit(row)
            elif row["decision"]:
                self._apply(row)

    def decided(self) -> Reading:
        """Return what comes of it."""
        kept = [self.mentions[offset] for offset in sorted(self.mentions)]
        notes = [*self.reading.notes, *(note for _, note in sorted(self.notes))]
        return Reading(kept, self.reading.text, file=self.reading.file, notes=notes)

    def _fits(self, row: Row) -> bool:
        spelling, text = row["spelling"], self.reading.text
        if not row["offset"]:
            return spelling in self.by_spelling or spelling in text
        offset = int(row["offset"])
        return offset in self.by_spelling.get(spelling, ()) or text.startswith(spelling, offset)

    def _faults(self) -> Iterator[Problem]:
        for row in self.table.rows:
            wanted = row["place_id"]
            if row["decision"] not in (ACCEPTED, OTHER) or row.line in self.unfit:
                continue
            if wanted not in self.places:
                message = f"no place has the id {wanted!r}{hint_at_near(wanted, self.places)}"
                yield self.table.problem(row, "place_id", message)
                continue
            offered = self._offered(row) if row["decision"] == ACCEPTED else {}
            if offered and wanted not in offered:
                there = ", ".join(list(offered)[:_TOLD])
                message = (
                    f"{wanted!r} is no candidate of {row['spelling']!r}, which has {there}; "
                    f"write {OTHER} for another place"
                )
                yield self.table.problem(row, "place_id", message)

    def _offered(self, row: Row) -> dict[str, None]:
        """Return the ids of the candidates of what a row is about, in their order."""
        found = (self.found[offset] for offset in self._targets(row))
        return {one.place.id: None for mention in found for one in mention.candidates}

    def _targets(self, row: Row) -> list[int]:
        """Return where the mentions begin that a row is about."""
        there = self.by_spelling.get(row["spelling"], ())
        return [at for at in there if not row["offset"] or at == int(row["offset"])]

    def _apply(self, row: Row) -> None:
        targets = self._targets(row)
        if row["decision"] == NONE:
            for offset in targets:
                self.mentions.pop(offset, None)
            return
        place = self.places[row["place_id"]]
        for offset in targets:
            mention = self.found[offset]  # as it was found: one row replaces another
            offered = any(one.place.id == place.id for one in mention.candidates)
            if offered or row["decision"] == OTHER:
                self.mentions[offset] = _put_first(mention, place, row)
            else:
                self._note(row, f"{place.id} is no candidate at {offset}; not applied there")
        if not targets:
            self._add(row, place)

    def _add(self, row: Row, place: Place) -> None:
        """Make a mention where a person saw a name that was not found."""
        spelling = row["spelling"]
        if not row["offset"]:
            self._note(row, f"{spelling!r} was not found as a name; give an offset to add it")
            return
        start = int(row["offset"])
        end = start + len(spelling)
        across = next((m for m in self.mentions.values() if m.offset < end and start < m.end), None)
        if across is not None:
            where = f"{across.spelling!r} at {across.offset}"
            self._note(row, f"{spelling!r} lies across the name {where}; not applied")
            return
        candidates = (_unscored(place),)
        self.mentions[start] = Mention(
            start, len(spelling), spelling, spelling, candidates, (_tell(row),), row["decision"]
        )

    def _note_unfit(self, row: Row) -> None:
        spelling, text = row["spelling"], self.reading.text
        where = f" at {row['offset']}" if row["offset"] else ""
        now = _offsets_of(spelling, text)
        told = f"; it stands at {', '.join(now)} now, correct it" if now else ""
        self._note(row, f"{spelling!r} is not in {self.reading.file}{where}; not applied{told}")

    def _note(self, row: Row, message: str) -> None:
        self.notes.append((row.line, f"{self.file}:{row.line}: {message}"))


def _put_first(mention: Mention, place: Place, row: Row) -> Mention:
    """Return a mention that means a place, its candidates and their scores as they were."""
    was = mention.candidates[0]
    chosen = next((one for one in mention.candidates if one.place.id == place.id), None)
    others = tuple(one for one in mention.candidates if one.place.id != place.id)
    return replace(
        mention,
        candidates=(chosen or _unscored(place), *others),
        why=(*mention.why, _tell(row, was.place.called if was.place.id != place.id else "")),
        decision=row["decision"],
    )


def _tell(row: Row, instead_of: str = "") -> str:
    """Return the line that a mention says of a decision."""
    told = f"decided: {row['decision']}" + (f", not {instead_of}" if instead_of else "")
    return f"{told}: {row['note']}" if row["note"] else told


def _unscored(place: Place) -> Candidate:
    """Return a place for which the letters of a name do not speak."""
    return Candidate(place, 0.0, False, "", "", (), {})


def _offsets_of(spelling: str, text: str) -> list[str]:
    """Return the first places where a spelling stands."""
    found: list[str] = []
    start = text.find(spelling)
    while start >= 0 and len(found) < _TOLD:
        found.append(str(start))
        start = text.find(spelling, start + 1)
    return found

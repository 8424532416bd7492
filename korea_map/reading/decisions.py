"""What a person decided of the names of a text, in a small table beside it.

A row is about every mention of a spelling, or about the one at its offset. The table is the
person's: it is read as editors and spreadsheets leave it, rows are added to it, and what stands
in it stays byte for byte.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from korea_map.errors import DataError, Problem
from korea_map.files import shown_path
from korea_map.gazetteer import hint_at_near
from korea_map.model import Candidate, Place
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.sheet_in import Sheet, read_sheet
from korea_map.reading.showing import in_one_line
from korea_map.reading.standing import Standing, is_across
from korea_map.schema import Field, Schema
from korea_map.tables import Row, Table, format_rows

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
    """Read a table of decisions, as an editor or a spreadsheet has left it.

    Raises
    ------
    DataError
        If a cell breaks a rule of its own; the error holds every fault.
    """
    return _read(path).table


def _read(path: Path) -> Sheet:
    sheet = read_sheet(path, _SCHEMA)
    table = sheet.table
    for row in table.rows:
        if row["decision"] in (ACCEPTED, OTHER) and not row["place_id"]:
            message = f"{row['decision']} without a place_id; write which place is meant"
            table.problems.append(table.problem(row, "decision", message))
    if table.problems:
        raise DataError(table.problems)
    return sheet


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
    table = Table(path, [])
    sheet = Sheet(table, ",", "\n", format_rows([_SCHEMA.columns]).encode("utf-8"))
    if os.path.lexists(path):
        sheet = _read(path)
    known = {row["spelling"] for row in sheet.table.rows}
    new: dict[str, Mention] = {}
    for mention in reading:
        spelling = in_one_line(mention.spelling)
        if mention.doubtful and spelling not in known:
            new.setdefault(spelling, mention)
    rows = [(spelling, "", "", mention.place.id, "") for spelling, mention in new.items()]
    return sheet.with_rows(rows), list(new.values())


class _Deciding:
    """One text and its decisions."""

    def __init__(self, reading: Reading, table: Table, places: Mapping[str, Place]) -> None:
        self.reading, self.table, self.places = reading, table, places
        self.file = shown_path(table.path)
        self.notes: list[tuple[int, str]] = []
        self.found: dict[int, Mention] = {mention.offset: mention for mention in reading}
        self.mentions = dict(self.found)
        self.standing = Standing(reading.text, ((one.offset, one.end) for one in reading))
        self.at = {row.line: int(row["offset"]) for row in table.rows if row["offset"]}
        self.unfit = {row.line for row in table.rows if not self._fits(row)}
        self._follow()

    def check(self) -> None:
        """Refuse decisions that are for another text, and places that nobody knows."""
        rows = self.table.rows
        lost = [row for row in rows if not self.standing.stands(row["spelling"])]
        if len(lost) * 2 > len(rows):
            first = lost[0]
            where = f" at {first['offset']}" if first["offset"] else ""
            message = (
                f"{len(lost)} of {len(rows)} rows do not fit {self.reading.file}, such as "
                f"{first['spelling']!r}{where}; these are decisions for another text: name the "
                "right ones with --decisions, or delete the rows"
            )
            raise DataError([Problem(self.file, first.line, 1, message)])
        if problems := list(self._faults()):
            raise DataError(problems)

    def apply(self) -> None:
        """Apply every row that fits, those for all mentions of a spelling first."""
        # the longer spelling takes what both would add
        for row in sorted(
            self.table.rows, key=lambda row: (row["offset"] != "", -len(row["spelling"]))
        ):
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
        spelling = row["spelling"]
        if not row["offset"]:
            return self.standing.stands(spelling)
        return self.standing.at(spelling, self.at[row.line]) is not None

    def _follow(self) -> None:
        """Take rows to where their spellings stand now, if it is plain where that is."""
        rows = [row for row in self.table.rows if row["offset"] and row.line in self.unfit]
        taken = [at for line, at in self.at.items() if line not in self.unfit]
        moved = self.standing.moved([(row["spelling"], self.at[row.line]) for row in rows], taken)
        for number, at in moved.items():
            row = rows[number]
            self.unfit.remove(row.line)
            self.at[row.line] = at
            if row["decision"]:
                told = f"{row['spelling']!r} stands at {at} now and not at {row['offset']}"
                self._note(row, f"{told}; applied there, correct the offset")

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
        there = self.standing.names(row["spelling"])
        return [at for at in there if not row["offset"] or at == self.at[row.line]]

    def _apply(self, row: Row) -> None:
        targets = self._targets(row)
        if row["decision"] == NONE:
            for offset in targets or [self.at.get(row.line, -1)]:  # or what a row has added
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
        if row["offset"] and not targets:
            self._add_at(row, place)
        elif not row["offset"]:
            self._add_all(row, place, named=bool(targets))

    def _add_at(self, row: Row, place: Place) -> None:
        """Make a mention where a person saw a name that was not found."""
        spelling = row["spelling"]
        span = self.standing.at(spelling, self.at[row.line])
        if span is None:
            return
        start, end = span
        if start not in self.found:
            self.mentions.pop(start, None)  # a row for the whole text was first
        across = next((m for m in self.mentions.values() if m.offset < end and start < m.end), None)
        if across is not None:
            where = f"{across.spelling!r} at {across.offset}"
            self._note(row, f"{spelling!r} lies across the name {where}; not applied")
            return
        self._add(row, place, start, end)

    def _add_all(self, row: Row, place: Place, *, named: bool) -> None:
        """Make a mention wherever a spelling stands that no name covers, if it is to be one."""
        spelling = row["spelling"]
        if row["decision"] != OTHER:
            if not named:
                self._note(row, f"{spelling!r} was not found as a name; write {OTHER} to add it")
            return
        # what a person took for no place covers its letters as well
        names = {**self.found, **self.mentions}.values()
        covered = sorted((mention.offset, mention.end) for mention in names)
        free = [one for one in self.standing.words(spelling) if not is_across(covered, *one)]
        for start, end in free:
            self._add(row, place, start, end)
        if not free and not named:
            message = f"{spelling!r} stands within other words or names alone; give an offset"
            self._note(row, f"{message} to add it")

    def _add(self, row: Row, place: Place, start: int, end: int) -> None:
        spelling = self.reading.text[start:end]
        self.mentions[start] = Mention(
            start, end - start, spelling, row["spelling"], (_unscored(place),), (_tell(row),),
            row["decision"], row["note"],
        )  # fmt: skip

    def _note_unfit(self, row: Row) -> None:
        spelling = row["spelling"]
        where = f" at {row['offset']}" if row["offset"] else ""
        now = [str(start) for start, _ in self.standing.words(spelling)]
        more = ", …" if len(now) > _TOLD else ""
        told = f"; it stands at {', '.join(now[:_TOLD])}{more} now, correct it" if now else ""
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
        note=row["note"],
    )


def _tell(row: Row, instead_of: str = "") -> str:
    """Return the line that a mention says of a decision."""
    told = f"decided: {row['decision']}" + (f", not {instead_of}" if instead_of else "")
    return f"{told}: {row['note']}" if row["note"] else told


def _unscored(place: Place) -> Candidate:
    """Return a place for which the letters of a name do not speak."""
    return Candidate(place, 0.0, False, "", "", (), {})

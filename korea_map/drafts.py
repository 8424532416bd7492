"""Rows of gazetteer.csv whose identification is proposed, for a person to decide."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from korea_map.errors import ChoiceError, DataError, KoreaMapError, SpellingError
from korea_map.files import read_text, shown_path
from korea_map.model import Candidate, Place, Proposal, Toponym
from korea_map.names import Answer
from korea_map.names.letters import CYRILLIC, HANGUL, HANJA
from korea_map.names.query import read_alternatives
from korea_map.outputs import write_all
from korea_map.rules import PROPOSED, derive_cells
from korea_map.tables import Row, Table, format_rows, read_table
from korea_map.texts import fault_of_sign, is_hidden

FILE: Final = "gazetteer.csv"

_WORTH: Final = 10.0
"""A candidate is worth a look whose score is so near that of the best."""
_MOST_RIVALS: Final = 3
_LANGUAGES: Final[Mapping[str, str]] = {CYRILLIC: "ru", HANGUL: "ko", HANJA: "und-Hani"}
"""What a name is taken to be written in where its list has no name in the same letters."""


@dataclass
class Draft:
    """A gazetteer.csv that grows by rows, and what is to be said of them.

    Attributes
    ----------
    table, places
        As read.
    chosen
        The row of proposals.csv to whose list the rows belong.
    added
        Cells of the new rows.
    told
        Why a name was not added, a line a name.
    unfit
        How many of these no cell can hold.
    """

    table: Table
    places: Mapping[str, Row]
    chosen: Row
    added: list[dict[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    unfit: int = 0

    @property
    def path(self) -> Path:
        """The file."""
        return self.table.path

    def write(self) -> None:
        """Write the file whole, unless nothing was added.

        Raises
        ------
        KoreaMapError
            If it cannot be written; it is then as it was.
        """
        if self.added:
            write_all({self.path: self.to_bytes()})

    def add(self, answer: Answer, *, decided: str = "", context: str = "") -> bool:
        """Add a row for a name with the place that it most probably means.

        Parameters
        ----------
        answer
            The name and its candidates.
        decided
            What a person said who decided elsewhere which place is meant: it stands in the
            evidence where else stands what the letters say. The row is to be decided all the same.
        context
            What the words around the name say of it, which the scores do not hold.

        Returns
        -------
        bool
            Whether there is a new row; where there is none `told` says why, unless the
            answer does.
        """
        if answer.problem:
            return False
        name = unicodedata.normalize("NFC", answer.query.strip())
        hidden = next((char for char in name if is_hidden(char)), None)
        if hidden is not None:
            self.told.append(f"{name!r}: {fault_of_sign(hidden)}")
            self.unfit += 1
            return False
        rows = self._of_the_list()
        known = {row["toponym"]: row["position"] for row in rows}
        if name in known:
            self.told.append(f"{name!r} is in {self.chosen['id']} already, at {known[name]}")
            return False
        position = str(max((int(row["position"]) for row in rows), default=0) + 1)
        cells = dict.fromkeys(self.columns, "")
        cells |= {
            "id": f"{self.chosen['id']}-{position:0>2}",
            "document": self.chosen["document"],
            "list": self.chosen["id"],
            "position": position,
            "toponym": name,
            "toponym_lang": _language_of(name, rows),
            "citation": self.chosen["citation"],
        }
        said = f"{PROPOSED} {decided}" if decided else _say(answer.candidates)
        said += f"; in the text: {context}" if context else ""
        self.added.append(cells | self._propose(answer.candidates, said))
        return True

    @property
    def columns(self) -> list[str]:
        """The columns of the table."""
        return list(Toponym.__dataclass_fields__)

    def to_bytes(self) -> bytes:
        """Return the file with its rows, those that were there byte for byte, in their order."""
        header, *lines = read_text(self.table.path).splitlines(keepends=True)
        rows = list(zip((row["id"] for row in self.table.rows), lines, strict=True))
        rows += [
            (cells["id"], format_rows([[cells[name] for name in self.columns]]))
            for cells in self.added
        ]
        return "".join([header, *(line for _, line in sorted(rows))]).encode("utf-8")

    def _of_the_list(self) -> list[Row | Mapping[str, str]]:
        rows: list[Row | Mapping[str, str]] = [*self.table.rows, *self.added]
        return [row for row in rows if row["list"] == self.chosen["id"]]

    def _propose(self, candidates: Sequence[Candidate], evidence: str) -> dict[str, str]:
        if not candidates:
            return {"evidence": evidence}
        best, *others = candidates
        if best.place.id not in self.places:
            absent = f"{best.place.called} is in no row of places.csv; give it one to name it here"
            return {"evidence": f"{evidence}; {absent}"}
        others = [one for one in others if one.place.id in self.places]
        near = [one for one in others if best.score - one.score <= _WORTH][:_MOST_RIVALS]
        row = self.places[best.place.id]
        return {
            "place_id": best.place.id,
            "hangul": _first(best.place.hangul),
            "hanja": _hanja_of(best),
            "reading": best.reading,
            "reading_lang": best.reading_lang if best.reading else "",
            **derive_cells("", row),
            "evidence": evidence,
            "rivals": "|".join(one.place.id for one in near),
        }


def open_draft(path: Path, wanted: str | None) -> Draft:
    """Read a gazetteer.csv, and what rows of it need.

    Parameters
    ----------
    path
        The gazetteer.csv of a document.
    wanted
        Id of the list in its proposals.csv to which names belong; None where it has one.

    Raises
    ------
    ChoiceError
        If there is no such list, or several and none is named.
    KoreaMapError
        If the file is called otherwise.
    DataError
        If one of the tables breaks its schema.
    """
    if path.name != FILE:
        raise KoreaMapError(f"{shown_path(path)}: names are added to the {FILE} of a document")
    table = read_table(path.parent, "gazetteer", Toponym)
    proposals = read_table(path.parent, "proposals", Proposal)
    places = read_table(path.parent, "places", Place, ground=True)
    problems = [*table.problems, *proposals.problems, *places.problems]
    if problems:
        raise DataError(problems)
    lists = {row["id"]: row for row in proposals.rows}
    known = ", ".join(lists) or "none"
    if wanted is None and len(lists) != 1:
        raise ChoiceError(f"{len(lists)} lists; say with --list to which names belong: {known}")
    if wanted is not None and wanted not in lists:
        raise ChoiceError(f"{shown_path(proposals.path)} has no list {wanted!r}; there are {known}")
    chosen = lists[wanted] if wanted is not None else next(iter(lists.values()))
    return Draft(table, {row["id"]: row for row in places.rows}, chosen)


def _say(candidates: Sequence[Candidate]) -> str:
    """Return what speaks for the first candidate, as a person reads it who will decide."""
    if not candidates:
        return f"{PROPOSED} no place found"
    best, *others = candidates
    match = "a match" if best.match else "no match"
    # places of the second tier as well, and those that score more where the text has decided
    others = sorted(others, key=lambda one: -one.score)[:_MOST_RIVALS]
    titles = Counter(one.place.title for one in (best, *others))
    next_ones = ", ".join(f"{_call(one, titles)} {one.score:.1f}" for one in others)
    after = f"; next {next_ones}" if next_ones else ""
    return f"{PROPOSED} {_call(best, titles)} has {best.score:.1f} of 100, {match}{after}"


def _call(one: Candidate, titles: Mapping[str, int]) -> str:
    """Return what a line calls a place: of namesakes with what tells them apart."""
    return one.place.called if titles[one.place.title] > 1 else one.place.title


def _hanja_of(candidate: Candidate) -> str:
    """Return the characters that the name was read from, where the place has several."""
    written = (candidate.place.hanja or "").split("|")
    return next((step.text for step in candidate.derivation if step.text in written), written[0])


def _language_of(name: str, rows: Iterable[Row | Mapping[str, str]]) -> str:
    """Return what a list's own names in the same letters are written in, or a guess."""
    script = _script_of(name)
    tags = Counter(row["toponym_lang"] for row in rows if _script_of(row["toponym"]) == script)
    return tags.most_common(1)[0][0] if tags else _LANGUAGES.get(script, "und")


@cache
def _script_of(name: str) -> str:
    try:
        return read_alternatives(name)[0].script
    except SpellingError:
        return ""


def _first(names: str | None) -> str:
    return (names or "").split("|")[0]

"""The words of a lesson as records, with their figures filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from korea_map.webmap.language import Language

_OWN = "own."
"""How the keys of a lesson begin among the texts of a language."""


@dataclass(frozen=True)
class Question:
    """A question and what the teacher expects."""

    ask: str
    answer: str


@dataclass(frozen=True)
class Row:
    """A row of a chart: what to look for, and the cells by column."""

    ask: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Phase:
    """A part of a lesson.

    Attributes
    ----------
    text, teacher
        What pupils do, and a note for the teacher; empty for none.
    link
        Where on the map, as the fragment of a link; empty for nowhere.
    reading
        The reading that pupils may have for it, told anew; empty where the language has none.
    reads
        Whether it asks for a reading.
    lines
        How many lines an answer has.
    columns
        Headings of its chart by column; none where it has no chart. What is in a column `note`
        is for the teacher.
    """

    id: str
    title: str
    minutes: int
    text: str
    teacher: str
    link: str
    reading: str
    reads: bool
    lines: int
    questions: tuple[Question, ...]
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


NOTE = "note"
"""The column of a chart that only the teacher sees."""


@dataclass(frozen=True)
class Plan:
    """The lesson of a document in one language.

    Attributes
    ----------
    language
        Of the page, which writes figures and units.
    words
        Texts, numbers and addresses by key, as `lesson/<tag>.toml` has them.
    """

    language: Language
    words: Mapping[str, Any]

    @cached_property
    def _told(self) -> Language:
        texts = {f"{_OWN}{key}": text for key, text in self.words.items() if isinstance(text, str)}
        catalogue = {**self.language.catalogue, **texts}
        return Language(self.language.tag, catalogue, self.language.facts)

    def text(self, key: str) -> str:
        """Return a marked text of the lesson; empty where it has none."""
        return self._told.marked(f"{_OWN}{key}") if key in self.words else ""

    def message(self, key: str, /, **values: object) -> str:
        """Return a word of the interface."""
        return self.language.text(f"lesson.{key}", **values)

    def list(self, before: str) -> dict[str, str]:
        """Return the texts below a key by what follows it, in the order of the file."""
        begin = f"{before}."
        return {
            key.removeprefix(begin): self.text(key) for key in self.words if key.startswith(begin)
        }

    def groups(self, before: str) -> dict[str, dict[str, str]]:
        """Return the texts two steps below a key, group by group."""
        found: dict[str, dict[str, str]] = {}
        for key, text in self.list(before).items():
            group, _, name = key.partition(".")
            found.setdefault(group, {})[name] = text
        return found

    @property
    def minutes(self) -> int:
        """How long the lesson takes."""
        return int(self.words["minutes"])

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The parts of the lesson, in the order of the file."""
        return tuple(self._phases())

    def _phases(self) -> Iterator[Phase]:
        for name in dict.fromkeys(k.split(".")[1] for k in self.words if k.startswith("phase.")):
            key = f"phase.{name}"
            columns = self.list(f"{key}.column")
            rows = self.groups(f"{key}.row").values()
            yield Phase(
                id=name,
                title=self.text(f"{key}.title"),
                minutes=int(self.words[f"{key}.minutes"]),
                text=self.text(f"{key}.text"),
                teacher=self.text(f"{key}.teacher"),
                link=self._link(key),
                reading=self.text(f"reading.{self.words.get(f'{key}.reading')}.text"),
                reads=f"{key}.reading" in self.words,
                lines=int(self.words.get(f"{key}.lines", 2)),
                questions=tuple(
                    Question(ask, self.text(f"{key}.answer.{one}"))
                    for one, ask in self.list(f"{key}.ask").items()
                ),
                columns=columns,
                rows=tuple(Row(row["ask"], {one: row[one] for one in columns}) for row in rows),
            )

    def _link(self, key: str) -> str:
        for name in ("step", "show", "place"):
            if f"{key}.{name}" in self.words:
                return f"{name}={self.words[f'{key}.{name}']}"
        return ""

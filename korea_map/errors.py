"""What can go wrong, told with the place where it did."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a data file.

    Attributes
    ----------
    file
        Path of the file, as the reader named it.
    line, column
        1-based position of the first character of the faulty field; 1 where the
        whole file is meant.
    message
        What is wrong and what to do.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class KoreaMapError(ValueError):
    """Base of every error that this package raises on purpose."""


class DataError(KoreaMapError):
    """Data files that break their schema; `problems` holds every fault found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SpellingError(KoreaMapError):
    """A name that cannot be reconciled because it is not a name at all."""


class ChoiceError(KoreaMapError):
    """A choice that is none of the known ones: a unit, a language, a background."""


class UnitError(ChoiceError):
    """A unit of length that is not known."""


_SHOWN = 80


def shown(value: object) -> str:
    """Return how a message shows a value: as it is written, or what it is where that is long."""
    text = f"{value:g}" if isinstance(value, float) else _written(value)
    whole = len(text) <= _SHOWN and "\n" not in text
    return text if whole else f"a {type(value).__name__}"


def _written(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return "…" * (_SHOWN + 1)


def attempt(problems: list[Problem], read: Callable[..., T], *arguments: Any) -> T | None:
    """Return what a reader gives, or None and add what is wrong to `problems`."""
    try:
        return read(*arguments)
    except DataError as error:
        problems += error.problems
        return None

"""What can go wrong, told with the place where it did."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

T = TypeVar("T")

MOST_ALIKE: Final = 20
"""Problems of one kind in one file that are told one by one; of the others only the number."""

_QUOTED: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_PARTICULAR: Final = re.compile(
    rf"{_QUOTED}|\{{[^}}]*\}}|(?:0x|U\+|-?\d)[\dA-Fa-f.,]*|[^\s,;:]*\w[._][^\s,;:]*"
)

_SHOWN: Final = 80
"""Characters of a value that a message shows."""

_LONGEST: Final = 1000
"""Characters of a message: room for a list of what there is."""

_REMEDY: Final = 200
"""Characters of its end, which says what to do."""

_LONG: Final = re.compile(rf"{_QUOTED}|[^\s,'\"]{{{_SHOWN + 1},}}")


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

    Examples
    --------
    >>> str(Problem("gazetteer.csv", 3, 5, "'Busann' is no place; correct it"))
    "gazetteer.csv:3:5: 'Busann' is no place; correct it"
    """

    file: str
    line: int
    column: int
    message: str

    def __post_init__(self) -> None:
        """Keep of a long cell, line or word an excerpt: whoever words a message need not."""
        if len(self.message) > _SHOWN:
            object.__setattr__(self, "message", excerpt(self.message))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class KoreaMapError(ValueError):
    """Base of every error that this package raises on purpose.

    Examples
    --------
    >>> try:
    ...     zones(plan="unc", radius=-5)
    ... except KoreaMapError as error:
    ...     print(error)
    radius -5 km is not between 0 and 10,000 km
    """


class DataError(KoreaMapError):
    """Data files that break their schema; `problems` holds every fault found.

    Examples
    --------
    >>> try:
    ...     read_gazetteer("no/such/folder")
    ... except DataError as error:
    ...     print(len(error.problems), error.problems[0].file)
    1 no/such/folder
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(abridge(self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle with the problems, of which the message is made anew."""
        return type(self), (self.problems,), self.__dict__


class SpellingError(KoreaMapError):
    """A name that cannot be reconciled because it is not a name at all.

    Examples
    --------
    >>> try:
    ...     reconcile("1952")
    ... except SpellingError as error:
    ...     print(error)
    no Latin, Cyrillic, Korean or Chinese letters in '1952'
    """


class ChoiceError(KoreaMapError):
    """A choice that is none of the known ones: a unit, a language, a background.

    Examples
    --------
    >>> try:
    ...     spellings("pusan")
    ... except ChoiceError as error:
    ...     print(error)
    no place has the id 'pusan'; is one of these meant: busan, gunsan, usan, yusan, ulsan?
    """


class UnitError(ChoiceError):
    """A unit of length that is not known.

    Examples
    --------
    >>> try:
    ...     zones(radius=5, unit="miles")
    ... except UnitError as error:
    ...     print(error)
    unknown unit 'miles'; there are m, km, yard, statute_mile, nautical_mile, mile
    """


def excerpt(message: str) -> str:
    """Return a message that is no longer than a few lines, whatever a file holds.

    Of a long text in quotes and of a long word the beginning is left, of a long list its
    beginning and what is said at the end.

    Examples
    --------
    >>> excerpt(f"'{'a' * 9000}' is no place; correct it")[70:]
    "aaaaaaaaa…' is no place; correct it"
    """
    short = _LONG.sub(_cut, message) if len(message) > _SHOWN else message
    if len(short) <= _LONGEST:
        return short
    return f"{short[: _LONGEST - _REMEDY - 3]} … {short[-_REMEDY:]}"


def _cut(match: re.Match[str]) -> str:
    text = match[0]
    if len(text) <= _SHOWN + 2:  # with its quotes
        return text
    quote = text[0] if text[0] in "'\"" else ""
    return f"{text[: _SHOWN - 1]}…{quote}"


def shown(value: object) -> str:
    """Return how a message shows a value: as it is written, or what it is where that is long."""
    text = str(value) if isinstance(value, float) else _written(value)
    whole = len(text) <= _SHOWN and "\n" not in text
    return text if whole else f"a {type(value).__name__}"


def choose(what: str, value: object, known: Iterable[str]) -> str:
    """Return a value that is one of the known ones.

    Raises
    ------
    ChoiceError
        If it is none; the message names those that there are.
    """
    there = list(known)
    if isinstance(value, str) and value in there:
        return value
    raise ChoiceError(f"unknown {what} {shown(value)}; there are {', '.join(there) or 'none'}")


def _written(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return "…" * (_SHOWN + 1)


@dataclass(slots=True)
class Tally:
    """How often each kind of problem was met, so that one cause does not drown the others.

    Two are of a kind where they are about the same file and say the same up to the remedy, but
    for numbers, what stands in quotes or braces, and words with a point in them such as keys.
    """

    _first: dict[tuple[str, str], Problem] = field(default_factory=dict)
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def takes(self, problem: Problem) -> bool:
        """Count a problem, and tell whether it is one of the first of its kind."""
        kind = (problem.file, _PARTICULAR.sub("", problem.message).partition(";")[0])
        self._first.setdefault(kind, problem)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind] <= MOST_ALIKE

    def rest(self) -> Iterator[str]:
        """Say of each kind how many were not told, and which one they are like."""
        for kind, count in self._counts.items():
            if count > MOST_ALIKE:
                one = self._first[kind]
                like = f"{one.line}:{one.column}: {one.message}"
                yield f"{one.file}: and {count - MOST_ALIKE} more like {like}"


def abridge(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield problems as text: the first of each kind, then how many more there are.

    Examples
    --------
    >>> problems = [Problem("a.csv", line, 1, f"lat '{line}' is odd") for line in range(1, 81)]
    >>> *told, last = abridge(problems)
    >>> len(told)
    20
    >>> last
    "a.csv: and 60 more like 1:1: lat '1' is odd"
    """
    tally = Tally()
    for problem in problems:
        if tally.takes(problem):
            yield str(problem)
    yield from tally.rest()


def attempt(problems: list[Problem], read: Callable[..., T], *arguments: Any) -> T | None:
    """Return what a reader gives, or None and add what is wrong to `problems`."""
    try:
        return read(*arguments)
    except DataError as error:
        problems += error.problems
        return None

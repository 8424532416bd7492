"""The one table in which the bench prints what it saw, beside what is wanted."""

import operator
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# A goal as it is printed: "< 16 ms", ">= 0.90", "at most" or "at least" a figure.
_HOLDS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
_WIDTHS: Final = (58, 12, 12, 12, 3)
_BEFORE: Final = 2
_TO_THE_LEFT: Final = (0, 4)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what was measured, what came out, what is wanted.

    Attributes
    ----------
    what
        What was measured, or a heading where nothing else stands.
    seen
        The figure; None where it could not be had.
    unit
        What the figure counts: `ms`, `x`, `kB`, or nothing.
    digits
        Digits behind the point, in which the figure is held against its goal too.
    before
        The same of the page that `--against` names.
    goal
        A sign and a number, `<= 0.5`; nothing where the design sets none.
    """

    what: str
    seen: float | None = None
    unit: str = ""
    digits: int = 0
    before: float | None = None
    goal: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none, or no figure."""
        if not self.goal or self.seen is None:
            return None
        sign, number = self.goal.split()
        holds = _HOLDS[sign]
        return holds(round(self.seen, self.digits), float(number))

    def cells(self) -> tuple[str, str, str, str, str]:
        """Return the line as it is printed."""
        goal = f"{self.goal} {self.unit}".strip() if self.goal else ""
        met = {True: "yes", False: "NO", None: ""}[self.met]
        return (self.what, self._write(self.seen), self._write(self.before), goal, met)

    def _write(self, figure: float | None) -> str:
        return "" if figure is None else f"{figure:.{self.digits}f} {self.unit}".strip()


def format_head(*, before: bool = False) -> str:
    """Return the heading; with a column for the other page if it is measured too."""
    return _lay_out(("what", "seen", "before", "goal", "met"), before)


def format_lines(lines: Iterable[Line], *, before: bool = False) -> str:
    """Return lines as they stand under that heading."""
    return "\n".join(_lay_out(line.cells(), before) for line in lines)


def _lay_out(cells: Sequence[str], before: bool) -> str:
    columns = [column for column in range(len(cells)) if before or column != _BEFORE]
    first, *rest = (
        f"{cells[column]:<{_WIDTHS[column]}}"
        if column in _TO_THE_LEFT
        else f"{cells[column]:>{_WIDTHS[column]}}"
        for column in columns
    )
    return "  ".join([first, *rest]).rstrip()


def median(figures: Iterable[float | None]) -> float | None:
    """Return the median of the figures that are there; None where none is."""
    known = [figure for figure in figures if figure is not None]
    return statistics.median(known) if known else None


def median_ratio(ours: Iterable[float | None], theirs: Iterable[float | None]) -> float | None:
    """Return the median over rounds of one figure by another of the same round.

    What slows the machine for a while then slows both, and drops out.
    """
    return median(
        one / other if one is not None and other else None
        for one, other in zip(ours, theirs, strict=True)
    )

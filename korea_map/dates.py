"""Dates as far as they are known: a day, a month or a year."""

import re
from datetime import date
from typing import NamedTuple, TypeAlias

_PARTIAL = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>0[1-9]|1[0-2]))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class PartialDate(NamedTuple):
    """A date of which no day is known: a month, or a year.

    Attributes
    ----------
    month
        From 1; None where only the year is known.
    """

    year: int
    month: int | None = None

    def isoformat(self) -> str:
        """Return it as ISO 8601 writes it, e.g. 1951-10."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    def first_day(self) -> date:
        """Return the day on which it begins."""
        return date(self.year, self.month or 1, 1)


Date: TypeAlias = date | PartialDate


def parse_date(text: str) -> Date:
    """Return a date that is written as year-month-day, year-month or year.

    Raises
    ------
    ValueError
        If the text is none, or there is no such day.

    Examples
    --------
    >>> parse_date("1951-10").isoformat()
    '1951-10'
    """
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if (match := _PARTIAL.fullmatch(text)) and match["year"] != "0000":
        return PartialDate(int(match["year"]), int(match["month"]) if match["month"] else None)
    raise ValueError(f"{text!r} is no date")


def begins(day: Date) -> date:
    """Return the first day that a date can mean, to put dates in order."""
    return day.first_day() if isinstance(day, PartialDate) else day

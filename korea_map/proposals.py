"""Who proposed what, when: the lists of points and the radius that goes with each."""

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import pandas as pd

from korea_map.dates import PartialDate, parse_date
from korea_map.errors import ChoiceError, KoreaMapError, UnitError, choose, shown
from korea_map.frames import to_table
from korea_map.geodesy import DEFAULT_MILE, UNITS, to_metres, to_radius_m
from korea_map.model import Mile, Proposal, Status, Toponym
from korea_map.tables import Row, read_rows


def load_proposals(data: str | os.PathLike[str] | None = None) -> list[Proposal]:
    """Read proposals.csv: one record per list of points.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    list of Proposal
        In the order of the file.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.
    """
    return [proposal_from(row) for row in read_rows(data, "proposals", Proposal)]


def read_proposals(data: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Read proposals.csv as a table.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    pandas.DataFrame
        The columns of proposals.csv, indexed by `id`. `date` holds days (`datetime64`) and
        is missing where only a month or a year is known; `date_text` keeps each as it is
        stated. `points_claimed` and `teams` are `Int64`.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.

    Notes
    -----
    `folium.GeoJson` takes no days: give it `date_text`, or leave `date` out.

    Examples
    --------
    >>> lists = read_proposals()
    >>> print(lists.loc["unc-north", "radius"], lists.loc["unc-north", "radius_unit"])
    30.0 mile
    >>> lists.loc["ports-1956-north", "date_text"]
    '1956-06'
    """
    return to_table(load_proposals(data), Proposal).set_index("id")


def take_proposals(proposals: Iterable[Proposal] | pd.DataFrame) -> list[Proposal]:
    """Return lists that a caller brings, as records.

    Parameters
    ----------
    proposals
        Records, or a table as `read_proposals` returns it, perhaps changed, or written to a
        file and read again; of its columns `plan`, `territory`, `radius` and `radius_unit`
        are needed.

    Raises
    ------
    KoreaMapError
        If one of these columns is missing, a list is there twice, a cell cannot be used, or
        what comes are neither records nor a table.

    Examples
    --------
    >>> take_proposals(read_proposals()) == load_proposals()
    True
    """
    if not isinstance(proposals, pd.DataFrame):
        if isinstance(proposals, str | bytes | Mapping | Proposal) or not isinstance(
            proposals, Iterable
        ):
            raise KoreaMapError(f"a {type(proposals).__name__} {_NO_LISTS}")
        records = list(proposals)
        strange = [record for record in records if not isinstance(record, Proposal)]
        if strange:
            raise KoreaMapError(f"{shown(strange[0])} is no list; {_WANTED}")
    else:
        records = _from_table(proposals)
    ids = [record.id for record in records]
    for one in ids:
        if ids.count(one) > 1:
            raise KoreaMapError(f"the list {one!r} is there twice; keep one")
    stated: dict[str, Proposal] = {}
    for record in records:
        _check_radius(record)
        other = stated.setdefault(record.plan, record)
        if (record.radius is None) != (other.radius is None):
            with_one, without = (other, record) if record.radius is None else (record, other)
            raise KoreaMapError(
                f"the list {without.id!r} has no radius, but {with_one.id!r}, of the plan "
                f"{record.plan!r} too, has one; give both one, or none"
            )
    return records


def _check_radius(one: Proposal) -> None:
    """Refuse a radius without a unit, a unit without a radius, and what is no radius."""
    units = ", ".join([*UNITS, "mile"])
    if one.radius is None and one.radius_unit is None:
        return
    if one.radius_unit is None:
        raise KoreaMapError(
            f"the list {one.id!r} has radius {_number_as_said(one.radius)} and no unit; give one "
            f"of {units}"
        )
    if one.radius is None:
        raise KoreaMapError(
            f"the list {one.id!r} has the unit {shown(one.radius_unit)} and no radius; give both, "
            "or none"
        )
    try:
        metres = to_radius_m(one.radius, one.radius_unit)
    except UnitError as error:
        raise UnitError(f"the list {one.id!r}: {error}") from None
    except KoreaMapError as error:
        raise KoreaMapError(f"the list {one.id!r}: {error}") from None
    if metres == 0:
        raise KoreaMapError(f"the list {one.id!r} has a radius of 0, and no zone; give more than 0")


def _number_as_said(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else shown(value)


def check_claimed(lists: Iterable[Proposal]) -> None:
    """Refuse lists that do not say how many points they have.

    Raises
    ------
    KoreaMapError
        The message names the list.
    """
    for one in lists:
        if one.points_claimed is None:
            raise KoreaMapError(
                f"the list {one.id!r} has no points_claimed; give how many points it claims"
            )


_WANTED = "give what load_proposals() or read_proposals() returns"
_NO_LISTS = f"holds no lists; {_WANTED}"


def _from_table(table: pd.DataFrame) -> list[Proposal]:
    named = table if "id" in table.columns else table.rename_axis("id").reset_index()
    missing = {"plan", "territory", "radius", "radius_unit"} - set(named.columns)
    if missing:
        raise KoreaMapError(f"the proposals have no column {', '.join(sorted(missing))}")
    columns = [field.name for field in fields(Proposal)] + ["date_text"]
    cells = named.reindex(columns=columns).astype(object)
    rows = cells.where(cells.notna(), None).to_dict("records")
    return [_from_cells({str(name): value for name, value in row.items()}) for row in rows]


def _from_cells(cells: dict[str, Any]) -> Proposal:
    """Return a row of a table as a record: what is text, a day or a number may come as any."""
    exact = cells.pop("date_text")
    for name in _BLANK_IS_NONE:
        cells[name] = None if cells[name] == "" else cells[name]
    for name in ("id", "plan"):
        if cells[name] in (None, ""):
            raise KoreaMapError(f"the list {cells['id']!r} has no {name}; give it one")
        cells[name] = str(cells[name])
    for name in ("points_claimed", "teams"):
        cells[name] = _to_count(cells, name)
    cells["status"] = _to_status(cells)
    cells["date"] = _to_date(cells["date"], exact, cells["id"])
    cells["note"] = cells["note"] or ""
    return Proposal(**cells)


_BLANK_IS_NONE = ("territory", "radius", "radius_unit", "points_claimed", "teams", "date", "status")


def _to_count(cells: Mapping[str, Any], name: str) -> int | None:
    value = cells[name]
    if value is None:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(value, bool) or not (number >= 0 and number.is_integer()):
        raise KoreaMapError(f"{name} {value!r} of the list {cells['id']!r} is no whole number")
    return int(number)


def _to_status(cells: Mapping[str, Any]) -> Any:
    status = cells["status"]
    known = [str(one) for one in Status]
    if status is not None and status not in known:
        there = ", ".join(known)
        raise ChoiceError(
            f"unknown status {status!r} of the list {cells['id']!r}; there are {there}"
        )
    return None if status is None else Status(status)


def _to_date(day: Any, exact: Any, one: str) -> Any:
    """Return a date from the column of days, or where that has none from that of texts."""
    given = exact if day is None else day
    if isinstance(given, datetime):  # a Timestamp is one
        return given.date()
    if given is None or isinstance(given, date | PartialDate):
        return given
    try:
        return parse_date(str(given)[: len("1952-01-31")])
    except ValueError:
        raise KoreaMapError(
            f"date {given!r} of the list {one!r} is none; write year-month-day, year-month or year"
        ) from None


def select_lists(proposals: Sequence[Proposal], plan: str | None) -> list[Proposal]:
    """Return the lists of a plan; all of them for None.

    Raises
    ------
    ChoiceError
        If there is no such plan; the message names those that there are.
    """
    plans = sorted({proposal.plan for proposal in proposals})
    if plan is not None:
        choose("plan", plan, plans)
    return [proposal for proposal in proposals if plan in (None, proposal.plan)]


def proposed_radius_m(proposal: Proposal, *, miles: Mile = DEFAULT_MILE) -> float | None:
    """Return the radius that a proposal states, in metres; None where it states none."""
    if proposal.radius is None or proposal.radius_unit is None:
        return None
    return to_metres(proposal.radius, proposal.radius_unit, miles=miles)


def count_unnamed(proposal: Proposal, toponyms: Iterable[Toponym]) -> int:
    """Return how many points a list claims but does not list in any words."""
    return proposal.points_claimed - sum(t.list == proposal.id for t in toponyms)


def proposal_from(row: Row) -> Proposal:
    """Return a row of proposals.csv as a record."""
    return Proposal(
        id=row["id"],
        plan=row["plan"],
        date=parse_date(row["date"]),
        title=row["title"],
        party=row["party"],
        territory=row["territory"] or None,
        status=Status(row["status"]),
        document=row["document"],
        radius=float(row["radius"]) if row["radius"] else None,
        radius_unit=row["radius_unit"] or None,
        points_claimed=int(row["points_claimed"]),
        teams=int(row["teams"]) if row["teams"] else None,
        citation=row["citation"],
        note=row["note"],
    )

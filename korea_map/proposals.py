"""Who proposed what, when: the lists of points and the radius that goes with each."""

import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

import pandas as pd

from korea_map.errors import DataError
from korea_map.files import data_dir
from korea_map.geodesy import DEFAULT_MILE, Mile, to_metres
from korea_map.model import Party, Proposal, Status, Territory, Toponym
from korea_map.tables import Row, read_table


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
    table = read_table(data_dir(data), "proposals", Proposal)
    if table.problems:
        raise DataError(table.problems)
    return [_to_proposal(row) for row in table.rows]


def read_proposals(data: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Read proposals.csv as a table.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    pandas.DataFrame
        The columns of proposals.csv, indexed by `id`.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.
    """
    return pd.DataFrame([asdict(p) for p in load_proposals(data)]).set_index("id")


def proposed_radius_m(proposal: Proposal, *, miles: Mile = DEFAULT_MILE) -> float | None:
    """Return the radius that a proposal states, in metres; None where it states none."""
    if proposal.radius is None or proposal.radius_unit is None:
        return None
    return to_metres(proposal.radius, proposal.radius_unit, miles=miles)


def count_unnamed(proposal: Proposal, toponyms: Iterable[Toponym]) -> int:
    """Return how many points a list claims but does not list in any words."""
    return proposal.points_claimed - sum(t.list == proposal.id for t in toponyms)


def _to_proposal(row: Row) -> Proposal:
    return Proposal(
        id=row["id"],
        plan=row["plan"],
        date=date.fromisoformat(row["date"]),
        title=row["title"],
        party=Party(row["party"]),
        territory=Territory(row["territory"]),
        status=Status(row["status"]),
        document=row["document"],
        radius=float(row["radius"]) if row["radius"] else None,
        radius_unit=row["radius_unit"] or None,
        points_claimed=int(row["points_claimed"]),
        teams=int(row["teams"]) if row["teams"] else None,
        citation=row["citation"],
        note=row["note"],
    )

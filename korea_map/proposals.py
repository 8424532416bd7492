"""Who proposed what, when: the lists of points and the radius that goes with each."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

import pandas as pd

from korea_map.dates import parse_date
from korea_map.errors import ChoiceError, KoreaMapError
from korea_map.geodesy import DEFAULT_MILE, to_metres
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
        The columns of proposals.csv, indexed by `id`.

    Raises
    ------
    DataError
        If a cell breaks the schema; the error holds every fault.
    """
    columns = [column.name for column in fields(Proposal)]
    rows = [asdict(proposal) for proposal in load_proposals(data)]
    return pd.DataFrame(rows, columns=columns).set_index("id")


def take_proposals(proposals: Iterable[Proposal] | pd.DataFrame) -> list[Proposal]:
    """Return lists that a caller brings, as records.

    Parameters
    ----------
    proposals
        Records, or a table as `read_proposals` returns it, perhaps changed; of its columns
        `plan`, `territory`, `radius` and `radius_unit` are needed.

    Raises
    ------
    KoreaMapError
        If one of these columns is missing, or what comes are neither records nor a table.
    """
    if not isinstance(proposals, pd.DataFrame):
        records = list(proposals)
        strange = [record for record in records if not isinstance(record, Proposal)]
        if strange:
            raise KoreaMapError(
                f"{strange[0]!r} is no list; give what load_proposals or read_proposals returns"
            )
        return records
    table = proposals if "id" in proposals.columns else proposals.rename_axis("id").reset_index()
    missing = {"plan", "territory", "radius", "radius_unit"} - set(table.columns)
    if missing:
        raise KoreaMapError(f"the proposals have no column {', '.join(sorted(missing))}")
    columns = [field.name for field in fields(Proposal)]
    cells = table.reindex(columns=columns).astype(object)
    rows = cells.where(cells.notna(), None).to_dict("records")
    return [Proposal(**{str(name): value for name, value in row.items()}) for row in rows]


def select_lists(proposals: Sequence[Proposal], plan: str | None) -> list[Proposal]:
    """Return the lists of a plan; all of them for None.

    Raises
    ------
    ChoiceError
        If there is no such plan; the message names those that there are.
    """
    plans = sorted({proposal.plan for proposal in proposals})
    if plan is not None and plan not in plans:
        raise ChoiceError(f"unknown plan {plan!r}; there are {', '.join(plans) or 'none'}")
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

"""Every problem of a data folder, and what of it follows so plainly that it can be put right."""

import os
from collections.abc import Mapping

from korea_map.dataset import read_dataset
from korea_map.errors import DataError, Problem
from korea_map.files import data_dir
from korea_map.model import Place, Toponym
from korea_map.numerals import is_same
from korea_map.rules import derive_cells
from korea_map.tables import read_table, write_table


def check(data: str | os.PathLike[str] | None = None) -> list[Problem]:
    """Find every problem of a data folder: what keeps a map from being built of it.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package. Files of the ground that
        it has not are the package's.

    Returns
    -------
    list of Problem
        Sorted by file, line and column; empty where all is well. A file that is missing
        or cannot be read is a problem like any other.

    Examples
    --------
    >>> check()
    []
    """
    try:
        return read_dataset(data)[1]
    except DataError as error:  # there is no such folder
        return error.problems


def write_derived(data: str | os.PathLike[str] | None = None) -> list[str]:
    """Put the cells of gazetteer.csv right that follow from places.csv, and no others.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.

    Returns
    -------
    list of str
        What was changed, a line a cell; empty where all was right and nothing was written.

    Raises
    ------
    DataError
        If a table breaks its schema otherwise, so that it cannot be written again.
    """
    folder = data_dir(data)
    gazetteer = read_table(folder, "gazetteer", Toponym)
    places = read_table(folder, "places", Place, ground=True)
    if places.problems:
        raise DataError(places.problems)
    known = {row["id"]: row for row in places.rows}
    changed: list[str] = []
    mended: set[tuple[int, int]] = set()
    rows: list[Mapping[str, str]] = []
    for row in gazetteer.rows:
        place = known.get(row["place_id"])
        derived = derive_cells(row["geo_source"], place) if place else {}
        derived = {name: cell for name, cell in derived.items() if not is_same(row[name], cell)}
        for column, value in derived.items():
            where = gazetteer.problem(row, column, "")
            mended.add((where.line, where.column))
            told = f"{row[column] or 'blank'} -> {value or 'blank'}"
            changed.append(f"{where.file}:{where.line}: {row['id']}: {column} {told}")
        rows.append({**row.cells, **derived})
    rest = [fault for fault in gazetteer.problems if (fault.line, fault.column) not in mended]
    if rest:
        raise DataError(rest)
    if changed:
        write_table(gazetteer.path, list(gazetteer.rows[0].cells), rows)
    return changed

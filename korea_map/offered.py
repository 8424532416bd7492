"""The second tier: places of places_more.csv, which are offered for a name and never matched."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from korea_map.derived import places_passed
from korea_map.errors import DataError, Problem
from korea_map.files import MORE, data_dir, find_ground
from korea_map.gazetteer import place_from
from korea_map.model import Place
from korea_map.tables import Table, read_table

MOST: Final = 10_000
"""Places that it may hold: what is in it has to be worth an offer."""

DUMP: Final = "GeoNames dump"
"""What is said of where a position is from that a user's dump gives."""

_GEONAMES: Final = frozenset({"GeoNames", DUMP})


def load_offered(data: str | os.PathLike[str] | None = None) -> dict[str, Place]:
    """Read places_more.csv: places that are offered for a name and never matched, by id.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package. A folder without places of
        its own has those of the package; beside a places.csv of its own there are no others.

    Returns
    -------
    dict of str to Place
        In the order of the file; empty where there is none.

    Raises
    ------
    DataError
        If a cell breaks the schema, or a place is in places.csv as well; the error holds
        every fault.

    Examples
    --------
    >>> offered = load_offered()
    >>> offered.keys() & load_places().keys()
    set()
    """
    folder = data_dir(data)
    path = find_ground(folder, MORE)
    if not os.path.lexists(path):
        return {}
    more = read_table(folder, "places_more", Place, ground=True)
    problems = list(more.problems)
    if not places_passed(path):
        problems += find_clashes(read_table(folder, "places", Place, ground=True), more)
    if problems:
        raise DataError(problems)
    return {row["id"]: place_from(row) for row in more.rows}


def find_clashes(places: Table | None, more: Table) -> Iterator[Problem]:
    """Yield what is wrong with places that are offered, beside those of the authority."""
    for row in more.rows[MOST : MOST + 1]:
        message = f"{len(more.rows)} places; at most {MOST} are offered, delete the others"
        yield more.problem(row, "id", message)
    if places is None:
        return
    known = {row["id"]: row for row in places.rows}
    numbers = {row["geo_id"]: row for row in places.rows if row["geo_source"] in _GEONAMES}
    for row in more.rows:
        same = known.get(row["id"])
        if same is not None:
            of = "that place" if same.texts == row.texts else f"{same['title']}, another place"
            message = f"id {row['id']!r} is {of} of places.csv, line {same.line}"
            remedy = "delete the row" if same.texts == row.texts else "give it another"
            yield more.problem(row, "id", f"{message}; {remedy}")
        elif row["geo_source"] in _GEONAMES and row["geo_id"] in numbers:
            same = numbers[row["geo_id"]]
            message = f"geo_id {row['geo_id']!r} is that of {same['id']!r} in places.csv"
            yield more.problem(row, "geo_id", f"{message}; delete the row, or correct the number")


def numbers_of(places: Iterable[Place]) -> set[str]:
    """Return the GeoNames ids of places, where that is where their position is from."""
    return {place.geo_id for place in places if place.geo_id and place.geo_source in _GEONAMES}


def find_others(known: Sequence[Place], more: Sequence[Place]) -> list[bool]:
    """Tell which of some places are none of those that are known, by id and GeoNames id."""
    ids, numbers = {place.id for place in known}, numbers_of(known)
    return [
        not (place.id in ids or (place.geo_source in _GEONAMES and place.geo_id in numbers))
        for place in more
    ]

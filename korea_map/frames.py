"""Records as tables whose columns survive being written to a file and read again.

Text is text, whole numbers are `Int64` whether or not all are known, and what holds several
is one text parted by `|`, as the CSV has it. A date has two columns: the day, as `datetime64`,
which is missing where only a month or a year is known, and the text that says what is known.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Union, get_args, get_origin

from korea_map.dates import PartialDate

if TYPE_CHECKING:
    import pandas as pd

# what GeoPackage, GeoJSON and Parquet keep: a finer unit would come back as another
_DAYS: Final = "datetime64[ms]"


def to_table(records: Iterable[Any], kind: type) -> pd.DataFrame:
    """Return records as a table, a column for each field; a blank is a missing value.

    Parameters
    ----------
    records
        Of one dataclass.
    kind
        That dataclass: its annotations say what each column is.

    Examples
    --------
    >>> busan = load_places()["busan"]
    >>> "ja:Fuzan" in to_table([busan], Place)["variants"].loc[0].split("|")
    True
    """
    import pandas as pd  # here and not above: names are looked up without it, a second sooner

    listed = list(records)
    columns = {}
    for column in fields(kind):
        values = [getattr(record, column.name) for record in listed]
        kinds = _kinds_of(column.type)
        if date in kinds:
            days = [value if isinstance(value, date) else None for value in values]
            columns[column.name] = pd.Series(days, dtype="object").astype(_DAYS)
            columns[f"{column.name}_text"] = _to_texts(values)
        elif int in kinds:
            columns[column.name] = pd.Series(values, dtype="Int64")
        elif float in kinds:
            columns[column.name] = pd.Series(values, dtype="float64")
        else:
            columns[column.name] = _to_texts(values)
    return pd.DataFrame(columns)


def _to_texts(values: Iterable[Any]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series([_to_text(value) for value in values], dtype="str")


def _to_text(value: Any) -> str | None:
    if isinstance(value, date | PartialDate):
        return value.isoformat()
    if isinstance(value, tuple):
        value = "|".join(one if isinstance(one, str) else ":".join(one) for one in value)
    return None if value is None or value == "" else str(value)


def _kinds_of(annotation: Any) -> tuple[Any, ...]:
    """Return the types that a field may hold."""
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (annotation,)

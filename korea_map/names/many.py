"""Names that a caller brings: one, or many in a list, a column, an array."""

from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any, Final

from korea_map.errors import KoreaMapError, shown

MOST_WORKERS: Final = 64
"""Processes that may look names up at the same time."""


def to_one_name(name: Any) -> Any:
    """Return the name in an array that has no dimension, and everything else as it is."""
    return name.item() if getattr(name, "ndim", None) == 0 and hasattr(name, "item") else name


def is_one_name(name: object) -> bool:
    """Tell whether something is to be looked up as one name, not as many."""
    return isinstance(name, str | bytes) or not isinstance(name, Iterable)


def is_blank(name: object) -> bool:
    """Tell whether something stands for a name that is not there: None, NaN, `NA`, nothing."""
    if name is None or isinstance(name, str):
        return not name
    if isinstance(name, float):
        return name != name
    # pandas and Arrow have marks of their own; neither has to be loaded to know them
    return type(name).__name__ in ("NAType", "NaTType", "NullScalar")


def take_names(names: Any, *, keep: bool = True) -> tuple[Iterable[Any], Any]:
    """Return many names one by one, and the labels of a column that has some.

    Parameters
    ----------
    names
        A list, a Series, an Index, an array; what of it is no name stays in its place.
    keep
        True to take them all at once.

    Raises
    ------
    KoreaMapError
        It is a table, or names by key.
    """
    if isinstance(names, Mapping) or hasattr(names, "columns"):
        kind = type(names).__name__
        raise KoreaMapError(f"a {kind} is no list of names; give one column, or its values")
    if isinstance(names, set | frozenset):
        raise KoreaMapError("a set has no order in which to answer; give sorted(names)")
    if hasattr(names, "to_pylist"):  # an Arrow array
        names = names.to_pylist()
    # a list and an Index have something of this name too, which holds no labels
    labels = getattr(names, "index", None)
    index = None if callable(labels) else labels
    return (list(names) if keep else names), index


def to_workers(workers: Any) -> int:
    """Return a number of workers as it is used, or refuse what is none.

    Raises
    ------
    KoreaMapError
        It is no whole number from 1 to 64.
    """
    whole = isinstance(workers, Integral) and not isinstance(workers, bool)
    if not whole or not 1 <= workers <= MOST_WORKERS:
        message = f"workers must be a whole number from 1 to {MOST_WORKERS}"
        raise KoreaMapError(f"{message}; {shown(workers)} is not")
    return int(workers)


def check_teller(tell: Any) -> None:
    """Refuse what nothing can be told to.

    Raises
    ------
    KoreaMapError
        It is neither None nor a function.
    """
    if tell is not None and not callable(tell):
        raise KoreaMapError(f"tell must be a function that takes a sentence; {shown(tell)} is none")

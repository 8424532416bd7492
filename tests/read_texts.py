"""Short texts as they are read, for tests of what they name."""

from functools import cache

from korea_map.names import Reconciler
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.reader import Reader


@cache
def reader() -> Reader:
    """Give the reader over the places of the package, made once."""
    return Reader(Reconciler.of_folder())


def read(text: str) -> Reading:
    """Read a text."""
    return reader().read(text)


def named(text: str) -> list[tuple[str, str]]:
    """Give the names of a text as printed, each with the place that it means."""
    return [(one.spelling, one.place.id) for one in read(text)]


def places(text: str) -> list[str]:
    """Give the places that a text names, in its order."""
    return [one.place.id for one in read(text)]


def only(text: str) -> Mention:
    """Give the one name of a text."""
    (one,) = read(text)
    return one

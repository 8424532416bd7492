"""Look names up among the places that the package brings, with an index made once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import overload

from korea_map.gazetteer import Places
from korea_map.names.answers import Answers, Candidates
from korea_map.names.reconciler import Reconciler
from korea_map.names.within import Within


@overload
def reconcile(  # type: ignore[overload-overlap]
    name: str,
    *,
    places: Places | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> Candidates: ...
@overload
def reconcile(
    name: Iterable[str | None],
    *,
    places: Places | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> Answers: ...
def reconcile(
    name: str | Iterable[str | None],
    *,
    places: Places | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> Candidates | Answers:
    """Rank the places that a transliterated name may mean, or each of many names.

    For places of your own make a `Reconciler` once: it keeps the index that this function
    builds anew for every call with `places`.

    Parameters
    ----------
    name
        In Latin or Cyrillic letters, Hangul or Chinese characters; several spellings of
        one name apart by brackets or a slash. Or many such names: a list, a Series, an Index,
        an array.
    places
        Among which to look, as `Reconciler` takes them; None for those of places.csv.
    within
        `"north"` or `"south"` (the side on which a place lies today), a box
        (west, south, east, north) such as `total_bounds`, or a point and radius
        (lon, lat, km), WGS84 degrees; None for everywhere.
    feature_class
        Only places of one GeoNames class, such as P for settlements or H for waters;
        None for all.
    limit
        Most candidates wanted.

    Returns
    -------
    Candidates or Answers
        Of one name a list of candidates, best first, empty where nothing comes near;
        `match` is true for the first alone, and only where it is good and clear of the next.
        Of many a list of answers, one for each, in order: what is no name (None, a blank) is
        answered with what is wrong with it. Both show as a table, and `to_frame` gives one.

    Raises
    ------
    SpellingError
        The text is no name, or `within` is no area.
    ChoiceError
        No place is of the class; the message names those that there are.
    KoreaMapError
        `places` is no table or list of places, `limit` no whole number from 1 up.

    See Also
    --------
    korea_map.Reconciler : For places of your own, and for names without end.
    korea_map.explain : The chain to a place that is already known.

    Examples
    --------
    >>> best, *others = reconcile("Singisiu")
    >>> best.place.hanja, best.match
    ('新義州', True)
    >>> best.reading, best.reading_lang
    ('Shingishū', 'ja')
    >>> reconcile(["Singisiu", "Taiko"]).to_frame(best=True)["title"].tolist()
    ['Sinŭiju', 'Daegu']
    """
    reconciler = _at_hand() if places is None else Reconciler(places)
    return reconciler.reconcile(name, within=within, feature_class=feature_class, limit=limit)


@cache
def _at_hand() -> Reconciler:
    return Reconciler.of_folder()

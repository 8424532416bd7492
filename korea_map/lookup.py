"""Names looked up among the places that came with the package, or among others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from korea_map.gazetteer import load_places
from korea_map.model import Candidate, Place
from korea_map.names import Reconciler, Within


def reconcile(
    name: str,
    *,
    places: Iterable[Place] | None = None,
    within: Within | None = None,
    feature_class: str | None = None,
    limit: int = 5,
) -> list[Candidate]:
    """Rank the places that a transliterated name may mean.

    For many names, or for places of your own, make a `Reconciler` once: it keeps the
    index that this function builds anew for every call with `places`.

    Parameters
    ----------
    name
        In Latin or Cyrillic letters, Hangul or Chinese characters; several spellings of
        one name apart by brackets or a slash.
    places
        Among which to look; None for those of places.csv.
    within
        `"north"` or `"south"` (the side on which a place lies today), a box
        (west, south, east, north) or a point and radius (lon, lat, km), WGS84 degrees;
        None for everywhere.
    feature_class
        Only places of one GeoNames class, such as P for settlements or H for waters;
        None for all.
    limit
        Most candidates wanted.

    Returns
    -------
    list of Candidate
        Best first; empty where nothing comes near. `match` is true for the first alone,
        and only where it is good and clear of the next.

    Raises
    ------
    SpellingError
        The text is no name, or `within` is no area.

    See Also
    --------
    korea_map.Reconciler : For many names, or for places of your own.
    korea_map.explain : The chain to a place that is already known.

    Examples
    --------
    >>> best, *others = reconcile("Singisiu")
    >>> best.place.hanja, best.match
    ('新義州', True)
    >>> best.reading, best.reading_lang
    ('Shingishū', 'ja')
    """
    reconciler = _at_hand() if places is None else Reconciler(places)
    return reconciler.candidates(name, within=within, feature_class=feature_class, limit=limit)


@cache
def _at_hand() -> Reconciler:
    return Reconciler(load_places().values())

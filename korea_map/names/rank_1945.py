"""Which places documents name most: a small handicap for the others."""

from collections.abc import Sequence
from typing import Final

from korea_map.model import Place

RIVER: Final = "STM"
"""The GeoNames code of streams."""
PROVINCE: Final = "道"
"""The rank of a province."""
_PROVINCES: Final = ("ADM1", "ADM1H")
_BY_RANK: Final = {"府": 0.0, "島": 0.08, "郡": 0.12, "道": 0.15, "邑": 0.2}
"""By the rank in 1945: city, island district, county or its seat, province, town. A name without
its generic part, which costs something, means the island rather than its town."""
_BY_CODE: Final = {
    "PPLC": 0.0, "PPLA": 0.0, "PPLA2": 0.12, "PPLA3": 0.2, "ADM1": 0.15, "ADM1H": 0.15,
    "ADM2": 0.15, "ADM3": 0.25, "PRT": 0.2, RIVER: 0.22, "MTS": 0.25,
}  # fmt: skip
_OTHERWISE: Final = 0.28
"""Less than a letter misread (0.3 and more), so that an exact spelling of a village comes
before a misspelt city; more than the commonest slips (0.2 to 0.25), which do not tell."""
_BY_ANOTHER_NAME: Final = 0.05
_KNOWN_EVERYWHERE: Final = 0.15
_EVERYWHERE: Final = 12
"""So many names in other languages mark a place that the world knows."""


def priors(places: Sequence[Place]) -> list[float]:
    """Give the handicap of each place, 0 for the cities that documents name most.

    It settles near-equal spellings: a county seat comes before a village, and a city with
    one common slip is about as likely as a village without. A settlement at the very point
    of a county that bears another name is its seat and has its rank.
    """
    counties = {
        place.geo_id: _BY_RANK[rank]
        for place in places
        if place.feature_class == "A" and (rank := rank_of(place)) in _BY_RANK
    }
    return [_prior(place, counties.get(place.geo_id)) for place in places]


def rank_of(place: Place) -> str:
    """Give the rank that `unit_1945` ends with (慶尙北道 郡); empty where it has none."""
    return (place.unit_1945 or "").partition(" ")[2]


def is_province(place: Place) -> bool:
    """Tell whether a place is one of the provinces, or of those that were halved in 1896."""
    return rank_of(place) == PROVINCE or place.feature_code in _PROVINCES


def _prior(place: Place, as_seat: float | None) -> float:
    if rank_of(place) in _BY_RANK:
        return _BY_RANK[rank_of(place)]
    handicap = _BY_CODE.get(place.feature_code, _OTHERWISE)
    if place.feature_class == "P" and len(place.variants) >= _EVERYWHERE:
        handicap -= _KNOWN_EVERYWHERE
    if place.feature_class == "P" and as_seat is not None:
        handicap = min(handicap, as_seat + _BY_ANOTHER_NAME)
    return max(handicap, 0.0)

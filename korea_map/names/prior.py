"""Which places documents name most: a small handicap for the others."""

from typing import Final

from korea_map.model import Place

_BY_CODE: Final = {
    "PPLC": 0.0, "PPLA": 0.0, "PPLA2": 0.12, "ADM1": 0.12, "ADM2": 0.14, "PPLA3": 0.2,
    "ADM3": 0.25, "PPLX": 0.3, "PPL": 0.3, "STM": 0.3, "RSTN": 0.25, "PRT": 0.15, "AIRF": 0.25,
    "AIRB": 0.25,
}  # fmt: skip
_OTHERWISE: Final = 0.35
_KNOWN_EVERYWHERE: Final = 12
"""Names in so many languages mark a place that the world knows."""


def prior(place: Place) -> float:
    """Give the handicap of a place, 0 for the cities that documents name most.

    Equal spellings are settled by it: a county seat comes before a village. It is too
    small to turn one clear letter against another.
    """
    handicap = _BY_CODE.get(place.feature_code, _OTHERWISE)
    if len(place.variants) >= _KNOWN_EVERYWHERE:
        handicap -= 0.2
    elif len(place.variants) >= _KNOWN_EVERYWHERE // 2:
        handicap -= 0.08
    return max(handicap, 0.0)

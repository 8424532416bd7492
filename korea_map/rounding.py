"""How far figures are told: no further than the coastline that they were measured on carries.

Tables keep all their digits; sentences, and tables that are printed, are rounded by these.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

LEAST_KM2 = 0.5
"""Less than this of a land is not told: the coast is not known to it."""


def round_half_up(value: float, digits: int = 0) -> float:
    """Return a number rounded as browsers do, halves up: 12.5 is 13, where Python has 12."""
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP))


def round_share(share: float) -> float:
    """Return a share as it is told: in whole percent, or to a decimal below one percent."""
    return round_half_up(share, 3 if 0 < share < 0.01 else 2)


def round_area(km2: float) -> float:
    """Return an area as it is told: to two digits, below a hundred to tens, below ten whole.

    >>> round_area(11_889), round_area(146.2), round_area(52.4), round_area(7.6)
    (12000.0, 150.0, 50.0, 8.0)
    """
    digits = len(str(math.floor(km2)))
    step = 1 if digits < 2 else 10 ** max(1, digits - 2)
    return round_half_up(km2 / step) * step

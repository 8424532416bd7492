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


def say_above(value: float, limit: float) -> str:
    """Return a number that is above a limit, in as many digits as it takes to see that.

    >>> say_above(300.024, 300), say_above(300.0001, 300)
    ('300.024', '300.0001')
    """
    ways = (f"{value:.{digits}g}" for digits in range(6, 18))
    return next((way for way in ways if float(way) > limit), repr(value))


SMALL_SHARE = 0.01
"""Shares below it are told to a decimal, and as being about so much."""


def round_share(share: float) -> float:
    """Return a share as it is told: in whole percent, or to a decimal below one percent."""
    return round_half_up(share, 3 if 0 < share < SMALL_SHARE else 2)


def round_area(km2: float, more: int = 0) -> float:
    """Return an area as it is told: to two digits, below a hundred to tens, below ten whole.

    `more` digits are for two areas that are told together, since they differ.

    >>> round_area(11_889), round_area(146.2), round_area(52.4), round_area(7.6)
    (12000.0, 150.0, 50.0, 8.0)
    >>> round_area(11_889, more=1), round_area(52.4, more=1)
    (11900.0, 52.0)
    """
    digits = len(str(math.floor(km2)))
    step = 1 if digits < 2 else 10 ** max(1 - more, digits - 2 - more)
    return round_half_up(km2 / step) * step


def apart_digits(high: float) -> int:
    """Return the decimals of shares that are told together, the higher of which is given."""
    return 4 if high < SMALL_SHARE else 3


def is_apart(two: tuple[float, float], *, small: bool = True) -> bool:
    """Tell whether two shares, perhaps only small ones, are not the same when told together."""
    return not (small and two[1] >= SMALL_SHARE) and len(set(round_apart(*two))) > 1


def round_apart(low: float, high: float) -> tuple[float, float]:
    """Return two shares told together: to a digit more than one alone, both to the same.

    >>> round_apart(0.58745, 0.59094), round_apart(0.00343, 0.00356)
    ((0.587, 0.591), (0.0034, 0.0036))
    """
    digits = apart_digits(high)
    return round_half_up(low, digits), round_half_up(high, digits)

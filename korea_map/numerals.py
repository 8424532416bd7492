"""Numbers in cells: one way to write them, and what to write for one in another way."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

# ASCII digits only: no nan, no exponent, no separators, no leading zeros
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")

_DEGREES: Final = (
    r"(?P<before>[NSEW])?\s*(?P<sign>[-−])?(?P<degrees>\d{1,3}(?:\.\d+)?)\s*[°º˚]?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['′’ʹ]?\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:[\"″”ʺ]|['′’ʹ]{2})?\s*)?(?P<after>[NSEW])?"
)
_POSITION_DIGITS: Final = 5
"""Decimals of a position in degrees: a metre."""
_BETWEEN_DIGITS: Final = r"(?<=\d)(?:_(?=\d)|[ '’\u00a0\u2009\u202f](?=\d{3}(?!\d)))"
_SIGNS: Final = {"−": "-", "–": "-", "٫": ".", "．": ".", "，": ","}


def parse_number(text: str) -> float | None:
    """Return the number that a text is in the one way that tables write it, else None.

    Examples
    --------
    >>> parse_number("40.1")
    40.1
    >>> parse_number("4_0.1"), parse_number("٤٠"), parse_number("1e2"), parse_number("nan")
    (None, None, None, None)
    """
    return float(text) if _NUMBER.fullmatch(text) else None


def is_same(one: str, other: str) -> bool:
    """Tell whether two cells say the same: the same text, or the same number.

    Examples
    --------
    >>> is_same("39.0", "39"), is_same("39.0", "39.01"), is_same("", "0")
    (True, False, False)
    """
    numbers = parse_number(one), parse_number(other)
    return one == other or (None not in numbers and numbers[0] == numbers[1])


def remedy(text: str, *, whole: bool = False) -> str:
    """Return what to write for a number that is written in another way, to follow a message.

    Parameters
    ----------
    text
        What `parse_number` does not take.
    whole
        Whether a whole number is wanted.

    Returns
    -------
    str
        Beginning with a semicolon; empty where no number can be seen in the text.

    Examples
    --------
    >>> remedy("39,6")
    '; write 39.6, with a point'
    >>> remedy("40°06'N")
    '; write 40.1, in degrees with decimals'
    """
    match = re.fullmatch(_DEGREES, text.strip(), re.IGNORECASE)
    parted = not whole and re.fullmatch(r"-?\d{1,3}(\s+[0-5]?\d){2}(\.\d+)?", text.strip())
    if match and (match["before"] or match["after"] or parted or re.search("[°º˚]", text)):
        return f"; write {_to_degrees(match)}, in degrees with decimals"
    if "°" in text:
        return "; write degrees with decimals, 40.1 for 40°06′"
    # 1,000 may be either, and so may 39.600.000
    if re.fullmatch(r"[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3}){2,})", text):
        return "; write a point before decimals, and nothing between thousands"
    plain, why = text, ""
    for change, reason in (
        (partial(re.sub, r"^['’`]", ""), "without the apostrophe"),
        (_to_ascii, "with the digits 0 to 9"),
        (partial(re.sub, _BETWEEN_DIGITS, ""), "with nothing between the digits"),
        (partial(re.sub, r"^([^.,]+),([^.,]+)$", r"\1.\2"), "with a point"),
        (_write_out, "in plain digits"),
    ):
        before, plain = plain, change(plain)
        why = why or (reason if plain != before else "")
    if whole and re.fullmatch(r"-?\d+\.0+", plain):
        plain, why = plain.partition(".")[0], "without decimals"
    wrong = not why or parse_number(plain) is None or (whole and "." in plain)
    return "" if wrong else f"; write {plain}, {why}"


def _to_degrees(match: re.Match[str]) -> str:
    degrees, minutes, seconds = (
        float(match[part] or 0) for part in ("degrees", "minutes", "seconds")
    )
    letter = (match["before"] or match["after"] or "").upper()
    sign = "-" if match["sign"] or letter in ("S", "W") else ""
    value = round(degrees + minutes / 60 + seconds / 3600, _POSITION_DIGITS)
    return f"{sign}{value:.{_POSITION_DIGITS}f}".rstrip("0").rstrip(".")


def _to_ascii(text: str) -> str:
    """Return a text with the digits of every script, and the signs of print, as ASCII has them."""
    return "".join(
        _SIGNS.get(char, str(unicodedata.digit(char)) if char.isdecimal() else char)
        for char in text.strip()
    )


def _write_out(text: str) -> str:
    """Return a number without exponent, plus, needless zeros before it and bare points."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < 20 else text

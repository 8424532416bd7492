"""Cells of CSV that no spreadsheet computes, and the texts that such cells stand for.

By the advice of OWASP on CSV injection: a text that begins with `=`, `+`, `-` or `@` in any
width, or with a tab or an end of a line, gets an apostrophe before it; so does the rest of one
after a semicolon, where many a spreadsheet begins another cell. Numbers are numbers. The page
has the same rule (`templates/js/downloads.js`).
"""

import re
from numbers import Real
from typing import Any, Final

# what programs pass over: white space, quotes, marks that nobody sees
_PASSED: Final = r"\s\"'`‘-‟«»‹›＂＇\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_SIGN: Final = "=+@＝＋－＠﹢﹣﹦﹫⁺⁻⁼₊₋₌−\\-"
_COMPUTED: Final = rf"(?=[{_PASSED}]*[{_SIGN}])"
_BEGINS: Final = re.compile(rf"^(?:{_COMPUTED}|(?='*[\t\r\n]))|(?<=;){_COMPUTED}")
_GUARDED: Final = re.compile(rf"^'(?:{_COMPUTED}|(?='*[\t\r\n]))|(?<=;)'{_COMPUTED}")


def number(value: float) -> str:
    """Return a number as tables write it: 30 and not 30.0.

    Examples
    --------
    >>> number(30.0), number(-1.5)
    ('30', '-1.5')
    """
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def to_cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet computes.

    Examples
    --------
    >>> to_cell("=1+1"), to_cell("＝1"), to_cell(-1.5), to_cell(30.0), to_cell(None)
    ("'=1+1", "'＝1", '-1.5', '30', '')
    """
    if value is None:
        return ""
    if isinstance(value, Real):
        return number(float(value))
    # the writer knows no other end of a line within a cell
    return _BEGINS.sub("'", str(value).replace("\r\n", "\n").replace("\r", "\n"))


def from_cell(cell: str) -> str:
    """Return the text of a cell that `to_cell` made, without what guards it.

    Examples
    --------
    >>> from_cell("'=1+1"), from_cell("'tis"), from_cell("''=1+1")
    ('=1+1', "'tis", "'=1+1")
    """
    return _GUARDED.sub("", cell)

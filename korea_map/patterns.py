r"""Forms that a schema gives to cells: matched in a time that grows with the cell, and no faster.

Python's own `re` tries one way after another, and `(a+)+$` has more ways than anybody can wait
for; a data package may come from anywhere. Here all ways are followed at once (Thompson), so
that a form can be as odd as it likes. What a form may use is what nearly all use: letters,
`.`, `[a-z]`, `\d`, `\w`, `\s` and their opposites, `(...)`, `|`, `?`, `*`, `+`, `{2,5}`.
"""

import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

LONGEST: Final = 2000
"""Characters of a form."""

_DEEPEST: Final = 50
_MOST_STEPS: Final = 2000
"""Letters and choices of a form once what it repeats is written out."""
_MOST_WORK: Final = 500_000
"""Steps looked at until the cells are found too laborious; met steps are remembered."""

_REPEAT: Final = re.compile(r"[*+?]|\{(?=[\d,])(\d*)(?:(,)(\d*))?\}")
_CLASS: Final = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_CODE: Final = re.compile(r"\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))")
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}

Test = Callable[[str], Any]
Node = tuple[Any, ...]


class Pattern:
    """A form, to be held against whole cells.

    Parameters
    ----------
    text
        The form.

    Raises
    ------
    ValueError
        If it is none of those that are taken; the message says what is in the way.

    Examples
    --------
    >>> form = Pattern("[a-z0-9]+(-[a-z0-9]+)*")
    >>> form.fullmatch("north-east"), form.fullmatch("north-")
    (True, False)
    >>> Pattern("(a+)+$").fullmatch("a" * 5000 + "b")
    False
    """

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ValueError(f"it has more than {LONGEST} characters")
        self.pattern = text
        reader = _Reader(text)
        tree = reader.read()
        if _size(tree) > _MOST_STEPS:
            raise ValueError("it is too large once what it repeats is written out")
        steps = _Steps()
        end = steps.add()
        self._steps = steps
        self._end = end
        start = steps.closure([steps.build(tree, end)])
        self._sets: dict[frozenset[int], int] = {start: 0}
        self._known = [start]
        self._moves: dict[tuple[int, str], int] = {}
        self._work = 0

    def fullmatch(self, cell: str) -> bool:
        """Tell whether a whole cell has the form.

        Raises
        ------
        ValueError
            If that cannot be told in a sensible time.
        """
        now, moves = 0, self._moves
        for sign in cell:
            after = moves.get((now, sign))
            now = self._move(now, sign) if after is None else after
        return self._end in self._known[now]

    def _move(self, now: int, sign: str) -> int:
        places = self._known[now]
        self._work += 1 + len(places)
        if self._work > _MOST_WORK:
            raise ValueError("it takes too long; write a simpler form")
        tests, after = self._steps.tests, self._steps.after
        found = [after[one][0] for one in places if (test := tests[one]) and test(sign)]
        moved = self._steps.closure(found)
        number = self._sets.setdefault(moved, len(self._known))
        if number == len(self._known):
            self._known.append(moved)
        self._moves[now, sign] = number
        return number


@dataclass(slots=True)
class _Steps:
    """Steps from here to there: by a character that passes a test, or by none."""

    tests: list[Test | None] = field(default_factory=list)
    after: list[list[int]] = field(default_factory=list)

    def add(self, test: Test | None = None, *after: int) -> int:
        self.tests.append(test)
        self.after.append(list(after))
        return len(self.tests) - 1

    def build(self, node: Node, end: int) -> int:
        """Add the steps of a part that lead to `end`, and return where they begin."""
        kind, *rest = node
        if kind == "sign":
            return self.add(rest[0], end)
        if kind == "row":
            for one in reversed(rest[0]):
                end = self.build(one, end)
            return end
        if kind == "choice":
            return self.add(None, *(self.build(one, end) for one in rest[0]))
        part, least, most = rest
        if most is None:
            again = self.add(None)
            self.after[again] = [self.build(part, again), end]
            end = again
        else:
            last = end
            for _ in range(most - least):
                end = self.add(None, self.build(part, end), last)
        for _ in range(least):
            end = self.build(part, end)
        return end

    def closure(self, places: list[int]) -> frozenset[int]:
        """Return places with all that are reached from them without a character."""
        found, ahead = set(places), list(places)
        while ahead:
            one = ahead.pop()
            if self.tests[one] is None:
                fresh = [after for after in self.after[one] if after not in found]
                found.update(fresh)
                ahead += fresh
        return frozenset(found)


def _size(node: Node) -> int:
    kind, *rest = node
    if kind == "sign":
        return 1
    if kind in ("row", "choice"):
        return 1 + sum(map(_size, rest[0]))
    part, least, most = rest
    times: int = least + 1 if most is None else most
    return 1 + _size(part) * times + (most or 0)


class _Reader:
    """Reads a form from left to right into a tree."""

    def __init__(self, text: str) -> None:
        begin, end = text.startswith("^"), text.endswith("$") and not text.endswith("\\$")
        self.text = text[begin : len(text) - end]
        self.at = 0

    def read(self) -> Node:
        tree = self._choice(0)
        if self.at < len(self.text):
            raise ValueError("a ) has no (")
        return tree

    def _choice(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise ValueError(f"more than {_DEEPEST} brackets are within each other")
        rows: list[Node] = []
        while True:
            row: list[Node] = []
            while self.at < len(self.text) and self.text[self.at] not in "|)":
                row.append(self._repeated(self._one(depth)))
            rows.append(("row", row))
            if not self.text.startswith("|", self.at):
                return rows[0] if len(rows) == 1 else ("choice", rows)
            self.at += 1

    def _one(self, depth: int) -> Node:
        sign = self.text[self.at]
        if sign == "(":
            return self._group(depth)
        if sign in "*+?" or _REPEAT.match(self.text, self.at):
            raise ValueError(f"{sign} repeats nothing")
        if sign in "^$":
            raise ValueError(f"{sign} can only stand at an end")
        if sign == "[":
            found = _CLASS.match(self.text, self.at)
            if found is None:
                raise ValueError("a [ has no ]")
            self.at = found.end()
            return ("sign", _to_test(found[0]))
        if sign == "\\":
            return self._escape()
        self.at += 1
        return ("sign", _not_line_end if sign == "." else sign.__eq__)

    def _group(self, depth: int) -> Node:
        self.at += 1
        if self.text.startswith("?", self.at):
            if not self.text.startswith("?:", self.at):
                raise ValueError(f"({self.text[self.at : self.at + 2]} is not taken here")
            self.at += 2
        tree = self._choice(depth + 1)
        if not self.text.startswith(")", self.at):
            raise ValueError("a ( has no )")
        self.at += 1
        return tree

    def _escape(self) -> Node:
        if code := _CODE.match(self.text, self.at):
            self.at = code.end()
            number = int(code[1] or code[2] or code[3], 16)
            if number > sys.maxunicode:
                raise ValueError(f"{code[0]} is no character")
            return ("sign", chr(number).__eq__)
        sign = self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if sign and sign in "dDwWsS":
            return ("sign", _to_test(f"\\{sign}"))
        if not sign or (sign.isalnum() and sign not in _CONTROLS):
            raise ValueError(f"\\{sign} is not taken here")
        return ("sign", _CONTROLS.get(sign, sign).__eq__)

    def _repeated(self, node: Node) -> Node:
        found = _REPEAT.match(self.text, self.at)
        if found is None:
            return node
        self.at = found.end()
        if self.text.startswith("?", self.at):  # as few as can be: the same cells
            self.at += 1
        if _REPEAT.match(self.text, self.at):
            raise ValueError("two signs that repeat follow each other")
        if found[0] in "*+?":
            bounds: tuple[int, int | None] = {"*": (0, None), "+": (1, None), "?": (0, 1)}[found[0]]
        else:
            low, more, high = found.groups()
            if max(len(low), len(high or "")) > 4:
                raise ValueError(f"{found[0][:20]} repeats too often")
            most = int(high) if high else None if more else int(low)
            bounds = (int(low or 0), most)
        if bounds[1] is not None and bounds[1] < bounds[0]:
            raise ValueError(f"{found[0]} is from more to less")
        return ("repeat", node, *bounds)


def _to_test(text: str) -> Test:
    """Return the test of a class of characters: one character alone is quickly tried."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return re.compile(text).fullmatch
        except (re.error, OverflowError, Warning) as error:
            raise ValueError(f"{text[:40]}: {error}") from None


def _not_line_end(sign: str) -> bool:
    return sign != "\n"

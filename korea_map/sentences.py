"""Sentences with placeholders: `{unc.radius}`, `{doubtful:words}`, and forms by number.

`{name}` stands for a value, `{name:form}` for it written another way, and
`{name, plural, one {…} other {…}}` for one of several texts by the plural category of a
number (as in CLDR), which may hold placeholders themselves. JavaScript reads the same
(`templates/js/sentences.js`); the tests hold the two against each other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

CATEGORIES = ("zero", "one", "two", "few", "many", "other")

DEEPEST = 8
"""How many plurals may stand within one another."""

_NAME = re.compile(r"\w[\w-]*(?:\.[\w-]+)*", re.ASCII)
_PLURAL = re.compile(r"\s*,\s*plural\s*,\s*")
_STARTS = re.compile(r"(?:^|[.!?]\s+|^[*“‘\"'(]+)$")


class SentenceError(ValueError):
    """A sentence that cannot be read; `offset` is where."""

    def __init__(self, message: str, offset: int) -> None:
        self.message, self.offset = message, offset
        super().__init__(message, offset)

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Value:
    """A placeholder: the name of a value, and how to write it (empty: the usual way)."""

    name: str
    form: str
    offset: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Texts by plural category of the value of a name."""

    name: str
    texts: MappingProxyType[str, tuple["Part", ...]]
    offset: int


Part: TypeAlias = str | Value | Choice


@cache
def parse(text: str) -> tuple[Part, ...]:
    """Return the parts of a sentence.

    Raises
    ------
    SentenceError
        A brace without its other, a placeholder without a name, a plural without `other`,
        more than `DEEPEST` plurals within one another.
    """
    parts, end = _read_parts(text, 0, depth=0)
    if end < len(text):
        raise SentenceError("} without {; delete it", end)
    return parts


def fill(text: str, write: Callable[[Value], str], choose: Callable[[str], str]) -> str:
    """Return a sentence with its placeholders filled.

    Parameters
    ----------
    text
        The sentence.
    write
        Gives the text of a placeholder.
    choose
        Gives the plural category of the value of a name.
    """
    return "".join(_fill(parse(text), write, choose, []))


def find_placeholders(text: str) -> Iterator[Value | Choice]:
    """Yield every placeholder of a sentence, those within plural texts too."""
    yield from _walk(parse(text))


def _walk(parts: tuple[Part, ...]) -> Iterator[Value | Choice]:
    for part in parts:
        if isinstance(part, str):
            continue
        yield part
        if isinstance(part, Choice):
            for nested in part.texts.values():
                yield from _walk(nested)


def _fill(
    parts: tuple[Part, ...],
    write: Callable[[Value], str],
    choose: Callable[[str], str],
    done: list[str],
) -> list[str]:
    for part in parts:
        if isinstance(part, str):
            done.append(part)
        elif isinstance(part, Value):
            written = write(part)
            # number words begin a sentence like any other word: with a capital
            if part.form and _STARTS.search("".join(done)):
                written = written[:1].upper() + written[1:]
            done.append(written)
        else:
            chosen = part.texts.get(choose(part.name), part.texts["other"])
            _fill(chosen, write, choose, done)
    return done


def _read_parts(text: str, at: int, *, depth: int) -> tuple[tuple[Part, ...], int]:
    parts: list[Part] = []
    start = at
    while at < len(text) and text[at] != "}":
        if text[at] == "{":
            if at > start:
                parts.append(text[start:at])
            part, at = _read_placeholder(text, at, depth)
            parts.append(part)
            start = at
        else:
            at += 1
    if depth and at >= len(text):
        raise SentenceError("{ without }; close it", start - 1)
    if at > start:
        parts.append(text[start:at])
    return tuple(parts), at


def _read_placeholder(text: str, start: int, depth: int) -> tuple[Part, int]:
    name = _NAME.match(text, start + 1)
    if name is None:
        raise SentenceError("{ without the name of a value; see docs/words.md", start)
    at = name.end()
    if plural := _PLURAL.match(text, at):
        return _read_choice(text, start, name[0], plural.end(), depth + 1)
    form = ""
    if text.startswith(":", at) and (written := _NAME.match(text, at + 1)):
        form, at = written[0], written.end()
    if not text.startswith("}", at):
        raise SentenceError(f"{{{name[0]} is not closed by }}", start)
    return Value(name[0], form, start), at + 1


def _read_choice(text: str, start: int, name: str, at: int, depth: int) -> tuple[Part, int]:
    if depth > DEEPEST:
        raise SentenceError(f"more than {DEEPEST} plurals within one another; write fewer", start)
    texts: dict[str, tuple[Part, ...]] = {}
    while not text.startswith("}", at):
        category = _NAME.match(text, at)
        opening = text.find("{", at)
        if (
            category is None
            or opening < 0
            or category[0] not in CATEGORIES
            or text[category.end() : opening].strip()
        ):
            known = ", ".join(CATEGORIES)
            raise SentenceError(f"plural texts of {name} begin with one of {known}", start)
        texts[category[0]], at = _read_parts(text, opening + 1, depth=depth)
        at += 1
        at += len(text[at:]) - len(text[at:].lstrip())
        if at >= len(text):
            raise SentenceError("{ without }; close it", start)
    if "other" not in texts:
        raise SentenceError(f"the plural of {name} lacks the text for other", start)
    return Choice(name, MappingProxyType(texts), start), at + 1

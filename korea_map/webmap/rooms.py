"""The rooms of the page's program: what each file needs, and the order that follows from it.

A file `walk.js` is one room and begins, after a comment and `"use strict";`, with its head:
`koreaMap.define("walk", ["dom", "i18n"], (dom, i18n) => {`. What it gives to others it returns.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Final

from korea_map.errors import KoreaMapError, Problem
from korea_map.webmap.shortening import find_unclear

NAMESPACE: Final = "namespace"
# what the namespace itself has under the one global name
_RESERVED: Final = frozenset({"define", "page", "start"})

_HEAD: Final = re.compile(
    r"""\s*(?:/\*.*?\*/\s*)? "use\ strict";\s*
    koreaMap\.define\(\s* "(?P<name>\w+)",\s*
    \[(?P<needs>[\w",\s]*)\],\s* \((?P<given>[\w,\s]*)\)\s*=>\s*\{""",
    re.DOTALL | re.VERBOSE,
)
_FOOT: Final = re.compile(r"\}\);\s*\Z")
_GLOBAL: Final = re.compile(r"(?<![\w$])koreaMap\b(?:\s*\??\.\s*(?P<member>\w+))?")
# a room's property, its key, its word in a comment or text is another thing than the room
_USED: Final = re.compile(r"(?<![\w$])(?:(?<=\.\.\.)|(?<!\.))(\w+)(?![\w$])(?!\s*:)")
# A slash begins a pattern, not a division, after one of these. Templates stay: they hold code.
_NO_CODE: Final = re.compile(
    r"""(?P<template>`(?:\\.|[^`\\])*`)
    | /\*.*?\*/ | //[^\n]*
    | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
    | (?<=[(,=:\[!&|?{};])\s*/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Room:
    """One file of the program.

    Attributes
    ----------
    name
        What it is called, by its head.
    needs
        Rooms that it is made of, in the order of its parameters.
    file, text
        Where it stands, below the folder's name, and all that is written there.
    problems
        What is wrong with the file by itself.
    """

    name: str
    needs: tuple[str, ...]
    file: str
    text: str
    problems: tuple[Problem, ...] = field(default=(), compare=False)


def assemble_rooms(
    folder: Traversable, wanted: Iterable[str] | None = None, *, without: Container[str] = ()
) -> str:
    """Return a program: the namespace, then rooms, each after those that it needs.

    Parameters
    ----------
    folder
        Folder with `namespace.js` and one file for each room.
    wanted
        Rooms to have, with all that they need; None for every one in the folder.
    without
        Rooms that those which need them can do without: they are given nothing instead.

    Returns
    -------
    str
        JavaScript.

    Raises
    ------
    KoreaMapError
        If a file is no room as its head says, or a need is missing, circular, not used or not
        told. Every fault is named with its file and line.
    """
    namespace = folder / f"{NAMESPACE}.js"
    if not namespace.is_file():
        problem = Problem(f"{folder.name}/{namespace.name}", 1, 1, "there is no such file")
        raise KoreaMapError(str(problem))
    rooms = order_rooms(read_rooms(folder), wanted, without=without)
    return "\n".join([namespace.read_text(encoding="utf-8"), *(room.text for room in rooms)])


def read_rooms(folder: Traversable) -> dict[str, Room]:
    """Return the rooms of a folder by name, or refuse what is wrong with any of them."""
    files = sorted(folder.iterdir(), key=lambda path: path.name)
    rooms = [
        _read(f"{folder.name}/{path.name}", path.read_text(encoding="utf-8"))
        for path in files
        if path.name.endswith(".js") and path.name != f"{NAMESPACE}.js"
    ]
    _refuse([*(p for room in rooms for p in room.problems), *_twice(rooms), *_missing(rooms)])
    return {room.name: room for room in rooms}


def order_rooms(
    rooms: Mapping[str, Room],
    wanted: Iterable[str] | None = None,
    *,
    without: Container[str] = (),
) -> list[Room]:
    """Return rooms, each after those that it needs, or refuse a circle of needs.

    Parameters
    ----------
    rooms
        Rooms by name, with all their needs among them.
    wanted
        Names of rooms to have, with what they need; None for all.
    without
        Rooms that are left out, with all that only they need.
    """
    ordered: dict[str, Room] = {}

    def enter(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            circle = " -> ".join([*way[way.index(name) :], name])
            _refuse([_at_need(rooms[way[-1]], name, f"the needs go in a circle: {circle}")])
        if name in ordered:
            return
        for need in rooms[name].needs:
            if need not in without:
                enter(need, (*way, name))
        ordered[name] = rooms[name]

    for name in rooms if wanted is None else wanted:
        enter(name, ())
    return list(ordered.values())


def _read(file: str, text: str) -> Room:
    """Return the room of a file, with what is wrong there."""
    own = file.rpartition("/")[2].removesuffix(".js")
    head = _HEAD.match(text)
    if head is None or _FOOT.search(text) is None:
        form = f'koreaMap.define("{own}", ["need"], (need) => {{ … }});'
        message = f'after a comment and "use strict"; a file is {form}, and no more'
        return Room(own, (), file, text, (Problem(file, 1, 1, message),))
    needs = tuple(re.findall(r'"(\w+)"', head["needs"]))
    room = Room(head["name"], needs, file, text)
    return Room(room.name, needs, file, text, tuple(_faults(room, own, head)))


def _faults(room: Room, own: str, head: re.Match[str]) -> Iterator[Problem]:
    name = room.name
    if name != own:
        message = f'the room is called "{name}", its file "{own}"; give both one name'
        yield _at(room, head.start("name"), message)
    if name in _RESERVED:
        yield _at(room, head.start("name"), f'"{name}" is a name of the namespace; take another')
    given = tuple(re.findall(r"\w+", head["given"]))
    if given != room.needs:
        message = f"the parameters are not the needs; write ({', '.join(room.needs)}) => {{"
        yield _at(room, head.start("given"), message)
    code = _blank(room.text)
    used = set(_USED.findall(code, head.end()))
    for need, times in Counter(room.needs).items():
        if times > 1:
            yield _at_need(room, need, f'"{need}" is needed {times} times; name it once')
        if need not in used:
            yield _at_need(room, need, f'"{need}" is never used; take it out of the head')
    for mention in _GLOBAL.finditer(code, head.end()):
        yield _at(room, mention.start(), _reproach(room, mention["member"]))
    for place, message in find_unclear(room.text):
        yield _at(room, place, message)


def _reproach(room: Room, member: str | None) -> str:
    if member is None:
        return "koreaMap is touched outside the head; take what is needed as a parameter"
    if member in room.needs:
        return f"koreaMap.{member} is a parameter here; write {member}"
    return f'koreaMap.{member} is not among the needs of "{room.name}"; add it to the head'


def _blank(text: str) -> str:
    """Return a text with spaces for its comments, strings and patterns."""

    def blanked(found: re.Match[str]) -> str:
        lines = found[0].split("\n")
        return found["template"] or "\n".join(" " * len(line) for line in lines)

    return _NO_CODE.sub(blanked, text)


def _twice(rooms: Iterable[Room]) -> Iterator[Problem]:
    first: dict[str, Room] = {}
    for room in rooms:
        other = first.setdefault(room.name, room)
        if other is not room:
            yield Problem(room.file, 1, 1, f'"{room.name}" is already defined in {other.file}')


def _missing(rooms: Iterable[Room]) -> Iterator[Problem]:
    names = {room.name for room in rooms}
    for room in rooms:
        for need in room.needs:
            if need not in names:
                message = f'no file defines "{need}"; write {need}.js or take it out of the head'
                yield _at_need(room, need, message)


def _at_need(room: Room, need: str, message: str) -> Problem:
    return _at(room, room.text.index(f'"{need}"', room.text.index("[")), message)


def _at(room: Room, place: int, message: str) -> Problem:
    """Return a problem at a place in a room's text."""
    before = room.text[:place]
    line_start = before.rfind("\n") + 1
    return Problem(room.file, before.count("\n") + 1, place - line_start + 1, message)


def _refuse(problems: Iterable[Problem]) -> None:
    found = sorted(set(problems))
    if found:
        raise KoreaMapError("\n".join(str(problem) for problem in found))

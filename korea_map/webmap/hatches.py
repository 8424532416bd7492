"""Hatches as tiles that stand upright: some readers of SVG do not turn a pattern."""

import math
import re
from typing import Any

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_ACROSS = {"M": (0,), "L": (0,), "H": (0,), "A": (5,)}
_DOWN = {"M": (1,), "L": (1,), "V": (0,), "A": (6,)}
_LENGTH = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7}
"""Which numbers of a command are positions, and after how many it begins again."""

_EDGE = 1.0
"""How far a stroke reaches beyond its tile."""


def lay_hatch(size: float, angle: float, path: str | None) -> dict[str, Any]:
    """Return a hatch whose tile is turned as one whose tile stands upright, where there is one.

    Parameters
    ----------
    size, angle, path
        The tile: its width, how far it is turned in degrees, and what is drawn in it.

    Returns
    -------
    dict
        `size` of the upright tile; `path`, which is to be turned by `angle` in it; and `turned`,
        by how much the tile itself must be: 0 for a multiple of 45 degrees.

    Examples
    --------
    >>> lay_hatch(7, 0, None)
    {'size': 7, 'angle': 0, 'turned': 0, 'path': ''}
    >>> lay_hatch(7, 45, "M0 0v7")["size"]
    9.8995
    """
    if not path:
        return {"size": size, "angle": 0, "turned": 0, "path": ""}
    turned = angle if angle % 45 else 0
    angle -= turned
    wide = round(size * (math.sqrt(2) if angle % 90 else 1), 4)
    return {
        "size": wide,
        "angle": angle,
        "turned": turned,
        "path": "".join(
            _move(path, column * size, row * size)
            for column in range(-2, 3)
            for row in range(-2, 3)
            if _meets(column * size, row * size, size, angle, wide)
        ),
    }


def _meets(left: float, top: float, size: float, angle: float, wide: float) -> bool:
    """Whether a tile, turned about the origin, lies within an upright one or touches it."""
    half, turn = size / 2, math.radians(angle)
    x, y = left + half, top + half
    middle = (
        x * math.cos(turn) - y * math.sin(turn) - wide / 2,
        x * math.sin(turn) + y * math.cos(turn) - wide / 2,
    )
    across, down = (max(0.0, abs(value) - wide / 2) for value in middle)
    if angle % 90 == 0:
        return max(across, down) < half + _EDGE
    return across + down < half * math.sqrt(2) + _EDGE


def _move(path: str, across: float, down: float) -> str:
    """Return path data moved by a distance."""
    moved = []
    for index, (command, given) in enumerate(_COMMAND.findall(path)):
        name = "M" if index == 0 else command
        numbers = [float(number) for number in _NUMBER.findall(given)]
        for at in range(len(numbers)):
            place = at % _LENGTH.get(name, 1)
            numbers[at] += across * (place in _ACROSS.get(name, ()))
            numbers[at] += down * (place in _DOWN.get(name, ()))
        moved.append(name + " ".join(f"{number:.6g}" for number in numbers))
    return "".join(moved)

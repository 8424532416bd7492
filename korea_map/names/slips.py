"""Slips of ear, pen and scan: what a letter may turn into, and at what cost.

The costs are data (`tables/slips_*.csv`), each with its example; letters that no row
pairs fall back to the plain costs below.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from korea_map.names.letters import CYRILLIC, LETTERS
from korea_map.names.table_files import SLIPS
from korea_map.names.table_rules import SLIP_FILES, engine_tables

Floats = npt.NDArray[np.float32]

_VOWELS: Final = frozenset("aeiouyаеийоуыэюяё")
_VOWEL_FOR_VOWEL: Final = 0.65
_CONSONANT_FOR_CONSONANT: Final = 0.9
_VOWEL_FOR_CONSONANT: Final = 1.3
_PUT_IN_OR_LEFT_OUT: Final = 0.75
_REPEATED: Final = 0.08
"""A letter written twice for once."""


@dataclass(frozen=True, slots=True)
class Slips:
    """Costs of single letters of one script.

    Attributes
    ----------
    swapped
        Matrix, meant letter by written letter.
    left_out, put_in
        One cost per letter.
    """

    script: str
    swapped: Floats
    left_out: Floats
    put_in: Floats

    def number(self, letters: str) -> npt.NDArray[np.intp]:
        """Turn letters into their numbers in this script."""
        places = _places(self.script)
        return np.array([places[letter] for letter in letters], dtype=np.intp)


@cache
def _places(script: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(LETTERS[script])}


@cache
def slip_rows(script: str) -> tuple[tuple[str, str, float], ...]:
    """Give the listed slips of a script: what is meant, what is written, the cost."""
    tables = engine_tables().tables[SLIPS]
    (table,) = (table for table in tables if table.path.stem == SLIP_FILES[script])
    return tuple((row["from"], row["to"], float(row["cost"])) for row in table.rows)


@cache
def slips(script: str) -> Slips:
    """Give the costs of a script, listed or plain."""
    letters = LETTERS[script]
    size = len(letters)
    vowel = np.array([letter in _VOWELS for letter in letters])
    swapped = np.full((size, size), _CONSONANT_FOR_CONSONANT, dtype=np.float32)
    swapped[vowel[:, None] & vowel] = _VOWEL_FOR_VOWEL
    swapped[vowel[:, None] ^ vowel] = _VOWEL_FOR_CONSONANT
    np.fill_diagonal(swapped, 0.0)
    left_out = np.full(size, _PUT_IN_OR_LEFT_OUT, dtype=np.float32)
    put_in = left_out.copy()
    places = _places(script)
    for meant, written, cost in slip_rows(script):
        if not meant:
            put_in[places[written]] = cost
        elif not written:
            left_out[places[meant]] = cost
        else:
            swapped[places[meant], places[written]] = cost
    return Slips(script, swapped, left_out, put_in)


def put_in_costs(table: Slips, numbers: npt.NDArray[np.intp]) -> Floats:
    """Give the cost of each letter of a query if nothing stands for it."""
    costs = table.put_in[numbers].copy()
    if len(numbers) > 1:
        repeated = numbers[1:] == numbers[:-1]
        costs[1:][repeated] = np.minimum(costs[1:][repeated], _REPEATED)
    return costs


@cache
def single_slips(text: str) -> tuple[tuple[str, float], ...]:
    """Give a Cyrillic spelling and what one listed slip makes of it, with the cost."""
    found = {text: 0.0}
    for meant, written, cost in slip_rows(CYRILLIC):
        start = text.find(meant) if meant else -1
        while start >= 0:
            other = text[:start] + written + text[start + len(meant) :]
            found[other] = min(cost, found.get(other, cost))
            start = text.find(meant, start + 1)
    return tuple(found.items())

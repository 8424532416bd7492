"""What the words around a name say: that a place follows, of which kind, or that it is none."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from korea_map.names.table_rules import engine_tables

AT: Final = "at"
AND: Final = "and"
ARTICLE: Final = "article"
SKIP: Final = "skip"
KIND: Final = "kind"
ENDING: Final = "ending"
KOREA: Final = "korea"
BEARER: Final = "bearer"
PART: Final = "part"
TAIL: Final = "tail"
TITLE: Final = "title"
UNIT: Final = "unit"
DIRECTION: Final = "direction"
MEASURE: Final = "measure"
NUMBER: Final = "number"

_BEFORE_1918: Final = str.maketrans("іѣѳѵ", "иефи")
_HARD_END: Final = re.compile(r"ъ(?!\w)")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word says of the name beside it.

    Attributes
    ----------
    word, lang
        As the table has it.
    says
        `at`, `article`, `and`, `skip`, `kind`, `ending`, `bearer`, `part`, `tail`, `title`, `unit`,
        `direction`, `measure`, `number`, `korea`.
    feature_class
        The GeoNames class of a kind; empty for the others.
    value
        Degrees of a direction, kilometres of a measure, or a number.
    """

    word: str
    lang: str
    says: str
    feature_class: str
    value: float


def reformed(word: str) -> str:
    """Give a small word as Russian is spelt since 1918; others as they are."""
    return _HARD_END.sub("", word.lower().translate(_BEFORE_1918))


@cache
def _cues() -> dict[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for row in engine_tables().rows("text_words"):
        cue = Cue(
            row["word"], row["lang"], row["says"], row["feature_class"], float(row["value"] or 0)
        )
        found[reformed(row["word"])] = (*found.get(reformed(row["word"]), ()), cue)
    return found


def cues_of(word: str) -> dict[str, Cue]:
    """Give what a word may say, by what kind of thing it says."""
    return {cue.says: cue for cue in _cues().get(reformed(word), ())}

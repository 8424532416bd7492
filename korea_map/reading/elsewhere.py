"""What texts name that is no place of Korea: cities elsewhere, countries, persons, words."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from korea_map.errors import SpellingError
from korea_map.names.cases import nominatives
from korea_map.names.letters import is_written_in_signs, unmarked
from korea_map.names.query import read_query
from korea_map.names.table_rules import engine_tables
from korea_map.reading.cues import KOREA, cues_of, reformed

_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_WIDE: Final = ("country", "region")
_KEPT: Final = 1 << 16
"""Names of texts that are kept: corpora repeat them."""


@cache
def no_places() -> dict[str, str]:
    """Give what names in texts are that are no places of Korea, by their letters."""
    return {row["name"]: row["what"] for row in engine_tables().rows("no_places")}


@cache
def no_places_beyond_latin() -> frozenset[str]:
    """Give those of them that are not in Latin letters."""
    return frozenset(name for name in no_places() if not name.isascii())


def folded(name: str) -> str:
    """Give a name as `no_places` has it: its letters, Russian as it is spelt since 1918."""
    letters = "".join(filter(str.isalpha, unicodedata.normalize("NFC", name)))
    if _CYRILLIC.search(letters):
        return reformed(letters).replace("ё", "е")
    return (letters if is_written_in_signs(letters) else unmarked(letters)).lower()


@lru_cache(maxsize=_KEPT)
def is_no_place(name: str) -> bool:
    """Tell whether a name, declined or not, is none of a place of Korea."""
    if folded(name) in no_places():
        return True
    try:
        forms = nominatives(read_query(name))
    except SpellingError:
        return False
    return any(folded(form.letters) in no_places() for form in forms)


def is_region_elsewhere(name: str) -> bool:
    """Tell whether a name is that of a region or a country other than Korea."""
    return no_places().get(folded(name)) in _WIDE and not is_korea(name)


def is_korea(name: str) -> bool:
    """Tell whether a name is that of Korea."""
    return KOREA in cues_of(name.lower())

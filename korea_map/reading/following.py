"""Names that are taken for one because of others: those beside them, and the rest of the text."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from korea_map.names.letters import is_written_in_signs
from korea_map.reading.cues import AND, AT, KIND, SKIP, cues_of
from korea_map.reading.judging import NEAR, Found, is_none, spells_town
from korea_map.reading.lookup import Lookup
from korea_map.reading.words import find_words

_LINKED: Final = 80.0
"""Score of a name which nothing but a comma or an "and" parts from one that is certain."""
_LINK: Final = re.compile(r"[\s,、，;:()\[\]（）/=»«\"“”„'’–—‐‑-]*")
_LONGEST_LINK: Final = 60
_A_NAME: Final = 2
"""Letters from which a name is the same wherever a text has it."""


def follow(text: str, found: Sequence[Found], lookup: Lookup) -> list[Found]:
    """Give what is taken for a name: by itself, or because of what else the text names.

    Parameters
    ----------
    text
        The text.
    found
        As `judge` gives them.
    lookup
        Answers for their names.
    """
    _follow_links(text, found, lookup)
    _follow_themselves(found, lookup)
    return [one for one in found if one.why]


def _follow_links(text: str, found: Sequence[Found], lookup: Lookup) -> None:
    """Take names that nothing but a comma or the like parts from one that is taken."""
    each = list(pairwise(found))
    # forth and back: no third pass finds more
    for one, other in (*each, *reversed(each)):
        if bool(one.why) == bool(other.why):
            continue
        sure, weak = (one, other) if one.why else (other, one)
        least = _least_of_link(text, one.spot.end, other.spot.start)
        if least and _may_follow(weak, lookup, least):
            weak.why = f"linked with “{sure.spot.name}”"


def _may_follow(one: Found, lookup: Lookup, least: float) -> bool:
    around, name = one.spot.around, one.spot.name
    signs = is_written_in_signs(name)
    ordinary = around.common and not (signs and one.ranked)
    if is_none(one) or ordinary or (around.beside and not signs):
        return False
    least = max(least, NEAR) if around.loud or around.initial else least
    known = one.known is not None and (signs or one.letters > 2)
    least_letters = 2 if around.loan else 3
    if not known and (signs or one.letters < least_letters or not lookup.may_score(name, least)):
        return False
    one.candidates = one.candidates or lookup.answer(name, one.kind)
    if not one.candidates or (around.loan and not spells_town(one)):
        return False
    return known or one.best.match or (one.letters > 3 and one.best.score >= least)


def _follow_themselves(found: Sequence[Found], lookup: Lookup) -> None:
    """Take names that the text has elsewhere too, where more speaks for them."""
    sure = {one.spot.name for one in found if one.why and one.letters >= _A_NAME}
    for one in found:
        around = one.spot.around
        if one.why or one.spot.name not in sure or around.common or is_none(one):
            continue
        one.candidates = lookup.answer(one.spot.name, one.kind)
        one.why = "a name of a place elsewhere in the text"


def _least_of_link(text: str, end: int, start: int) -> float:
    """Give the score that a name must have beside another; 0 where nothing links the two.

    An "and" or a comma makes two of a kind; before "in" and "near" may be anything.
    """
    between = text[end:start]
    if len(between) > _LONGEST_LINK:
        return 0.0
    rest, least = between, _LINKED
    for word in reversed(find_words(between)):
        cues = cues_of(word.folded).keys()
        if not cues & {AND, AT, KIND, SKIP}:
            return 0.0
        if AND not in cues:
            least = NEAR
        rest = rest[: word.start] + rest[word.end :]
    if between.isspace():
        return 0.0
    return least if _LINK.fullmatch(rest) else 0.0

"""Names that are taken for one because of others: those beside them, and the rest of the text."""

import re
from bisect import bisect
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

from korea_map.names.letters import is_hangul, is_written_in_signs
from korea_map.reading.cues import AND, AT, KIND, SKIP, cues_of
from korea_map.reading.elsewhere import is_korea, is_no_place, is_region_elsewhere
from korea_map.reading.judging import NEAR, TOWN, Found, is_korean, is_none, spells_town
from korea_map.reading.lookup import Lookup
from korea_map.reading.signs import speaks_of_korea
from korea_map.reading.words import find_words

_LINKED: Final = 80.0
"""Score of a name which nothing but a comma or an "and" parts from one that is certain."""
_LINK: Final = re.compile(r"[\s,、，;:()\[\]（）/=»«\"“”„'’–—‐‑-]*")
_COMMAS: Final = re.compile(r"[\s,、，;]*")
_LONGEST_LINK: Final = 60
SECOND_NAME: Final = re.compile(r"\s*[\[(（［]\s*(?:[a-z.]{1,4}\s)?")
"""What opens the brackets of a second name: Incheon [Jemulpo]."""
_WITHIN: Final = re.compile(r",\s*|[\s,]+(?:in|of|en|au|dans le|в|въ)\s+")
"""What goes between a place and the province that it is of: Pingyang, Shansi."""
_NEAR_BY: Final = 1000
"""Characters within which other names say what a text speaks of."""
_OTHERS: Final = 2
"""Other places that do."""
_SPELT: Final = 94.0
"""Score of a name that spells a town nearly letter for letter."""
_LETTERS: Final = 4
"""Letters from which it is none by chance."""
_TWO: Final = 2
"""Signs of a name that is as soon another's."""
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
    found = _leave_what_is_elsewhere(text, found)
    _follow_links(text, found, lookup)
    _follow_the_subject(found, lookup)
    _leave_what_is_shared(text, found)
    _follow_themselves(found, lookup)
    return [one for one in found if one.why]


def is_list(between: str) -> bool:
    """Tell whether nothing but a comma or an "and" parts two names of a list."""
    if len(between) > _LONGEST_LINK or not between.strip():
        return False
    words, rest = _take_apart(between)
    return all(AND in cues for cues in words) and _COMMAS.fullmatch(rest) is not None


def _leave_what_is_elsewhere(text: str, found: Sequence[Found]) -> list[Found]:
    """Leave out a name whose second name in brackets is a city's elsewhere: Andong [Dandong]."""
    elsewhere = {
        id(one)
        for one, other in pairwise(found)
        if _says_elsewhere(text[one.spot.end : other.spot.start], other.spot.name)
    }
    return [one for one in found if id(one) not in elsewhere]


def _says_elsewhere(between: str, other: str) -> bool:
    """Tell whether a name that follows says that the one before is elsewhere."""
    if SECOND_NAME.fullmatch(between):
        return is_no_place(other) and not is_korea(other)
    return _WITHIN.fullmatch(between) is not None and is_region_elsewhere(other)


def _follow_the_subject(found: Sequence[Found], lookup: Lookup) -> None:
    """Take what spells a town, where the text names others near by."""
    taken = [one for one in found if one.why and is_korean(one.best) and not one.spot.around.shared]
    starts = [one.spot.start for one in taken]
    for one in found:
        if one.why or not _may_be_a_town(one):
            continue
        place = one.spot.start
        near = taken[bisect(starts, place - _NEAR_BY) : bisect(starts, place + _NEAR_BY)]
        if len({other.best.place.id for other in near}) < _OTHERS:
            continue
        if _spells_a_town(one, lookup):
            one.why = "a name that the authority has, among others near by"


def _leave_what_is_shared(text: str, found: Sequence[Found]) -> None:
    """Leave out names that places elsewhere have too, where nothing near by speaks of Korea."""
    own = [one.spot.start for one in found if one.why and _is_of_korea(one)]
    for one in found:
        if not (one.why and one.spot.around.shared):
            continue
        first, last = max(one.spot.start - _NEAR_BY, 0), one.spot.end + _NEAR_BY
        others = bisect(own, last) - bisect(own, first)
        if not others and not speaks_of_korea(text[first:last]):
            one.why = ""


def _is_of_korea(one: Found) -> bool:
    """Tell whether a name is none elsewhere: a town's own, a river's, or one of three signs."""
    return not one.spot.around.shared and (one.ranked or one.letters > _TWO)


def _may_be_a_town(one: Found) -> bool:
    around, name = one.spot.around, one.spot.name
    if is_none(one) or around.loan:
        return False
    if is_hangul(name):
        return bool(around.at) and not around.common
    if is_written_in_signs(name):
        return one.ranked and (bool(around.at) or not (around.common or around.shared))
    # a hyphen between capitals says more than a sentence's beginning
    initial = around.initial and "-" not in name
    chance = around.common or around.beside or around.several or around.loud or initial
    return not chance and one.letters >= _LETTERS


def _spells_a_town(one: Found, lookup: Lookup) -> bool:
    name = one.spot.name
    if not one.candidates and lookup.may_score(name, _SPELT):
        one.candidates = lookup.answer(name, one.kind)
    if not one.candidates or not is_korean(one.best):
        return False
    town = float(one.best.features.get("prior", 1.0)) < TOWN
    own = one.known is not None and one.known.first and not one.known.exchanged
    if is_written_in_signs(name):
        return own
    return (town and one.best.score >= _SPELT) or (own and one.letters > _LETTERS)


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
    if len(between) > _LONGEST_LINK or between.isspace():
        return 0.0
    words, rest = _take_apart(between)
    if not all(cues & {AND, AT, KIND, SKIP} for cues in words) or not _LINK.fullmatch(rest):
        return 0.0
    return _LINKED if all(AND in cues for cues in words) else NEAR


def _take_apart(between: str) -> tuple[list[Set[str]], str]:
    """Give what each word between two names says, and what stands there besides the words."""
    words, rest = find_words(between), between
    for word in reversed(words):
        rest = rest[: word.start] + rest[word.end :]
    return [cues_of(word.folded).keys() for word in words], rest

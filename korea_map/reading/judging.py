"""Which of the spots of a text name a place of Korea."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from korea_map.model import Candidate
from korea_map.names.letters import is_hangul, is_written_in_signs
from korea_map.reading.cues import AND, AT, KIND, SKIP, cues_of
from korea_map.reading.elsewhere import is_no_place
from korea_map.reading.known import Known
from korea_map.reading.lookup import NATURE, Lookup
from korea_map.reading.spot import Spot
from korea_map.reading.words import find_words

_MATCH: Final = 92.0
"""No match has less for its letters."""
_NEAR: Final = 88.0
"""Score of a name where a word says that a place follows."""
_OF_A_KIND: Final = 82.0
"""The same where a word says which kind of place it is."""
_LINKED: Final = 80.0
"""The same where nothing but a comma or an "and" parts it from a name that is certain."""
_KNOWN: Final = 90.0
_WHOLE: Final = 96.0
_TOWN: Final = 0.25
"""Handicap below which a place is more than a village."""
_RIVER: Final = "H"
_PROVINCE: Final = "A"
_KOREA: Final = ("KP", "KR")
_A_NAME: Final = 2
"""Letters from which a name is the same wherever a text has it."""
_SHORT_KANA: Final = 3
_LONG_KANA: Final = 4
_TOWN_OF_1945: Final = 0.13
"""Handicap of a city or the seat of a county."""
_LETTER_FOR_LETTER: Final = 0.05
_FEW: Final = 3
_UNKNOWN: Final = 5
_UNKNOWN_FIRST: Final = 7
"""Letters from which a match that no table has is none by chance; at a sentence's beginning."""
_LONG: Final = 6
"""Letters from which a match is none by chance, with another capital beside it."""
_LINK: Final = re.compile(r"[\s,、，;:()\[\]（）/=»«\"“”„'’–—‐‑-]*")
_LONGEST_LINK: Final = 60


@dataclass(slots=True)
class Found:
    """A spot with what is known of its name.

    Attributes
    ----------
    spot
        Where it is.
    known
        What the table of own names has.
    candidates
        Places that it may mean, best first; empty until it is asked for.
    why
        Why it is taken for a name of a place; empty where it is not.
    """

    spot: Spot
    known: Known | None
    candidates: tuple[Candidate, ...] = ()
    why: str = ""

    @property
    def best(self) -> Candidate:
        """The first candidate."""
        return self.candidates[0]

    @property
    def ranked(self) -> bool:
        """Whether it is the name of a town or more."""
        return self.known is not None and self.known.ranked

    @property
    def kind(self) -> str:
        """The kind that the words beside it say, a river's where an article does."""
        around = self.spot.around
        return around.kind or (_RIVER if around.article else "")

    @property
    def letters(self) -> int:
        """Letters of its name."""
        return sum(map(str.isalpha, self.spot.name))


def judge(text: str, spots: Iterable[Spot], lookup: Lookup) -> list[Found]:
    """Find the names among the spots of a text.

    Parameters
    ----------
    text
        The text.
    spots
        In order.
    lookup
        Answers for its names.

    Returns
    -------
    list of Found
        Those that are taken for names, in order, each with candidates.
    """
    found = [one for spot in spots for one in _resolve(spot, lookup)]
    for one in found:
        if one.why:
            one.candidates = lookup.answer(one.spot.name)
        else:
            one.why = _say_alone(one, lookup)
    _follow_links(text, found, lookup)
    _follow_themselves(found, lookup)
    return [one for one in found if one.why]


def is_korean(one: Candidate) -> bool:
    """Tell whether a place lies in Korea."""
    return one.place.country in _KOREA


def _resolve(spot: Spot, lookup: Lookup) -> Iterator[Found]:
    """Give a spot, or its parts where each is a name: Seoul-Busan, but Sang-gam-ryong."""
    known = lookup.known(spot.kept or spot.name)
    if spot.wider is not None and _is_province(spot.wider.name, lookup):
        yield Found(spot.wider, lookup.known(spot.wider.name), why="a province with its direction")
        return
    if spot.joined is not None and known is None and _is_whole(spot.joined.name, lookup):
        yield Found(spot.joined, lookup.known(spot.joined.name))
        return
    if spot.parts and known is None:
        parts = [Found(part, lookup.known(part.name)) for part in spot.parts]
        good = [_is_good_part(part, lookup) for part in parts]
        if (sum(good) > 1 or all(good)) and not _is_match(spot.name, lookup):
            for part in parts:
                # what is linked by hyphens is no person's name
                part.spot = replace(part.spot, around=replace(part.spot.around, beside=False))
                yield part
            return
    yield Found(spot, known)


def _find_best(name: str, lookup: Lookup, score: float) -> Candidate | None:
    """Give the first candidate of a name, if a place may have a score for it."""
    return next(iter(lookup.answer(name)), None) if lookup.may_score(name, score) else None


def _is_province(name: str, lookup: Lookup) -> bool:
    best = _find_best(name, lookup, _NEAR)
    return best is not None and best.score >= _NEAR and best.place.feature_class == _PROVINCE


def _is_good_part(part: Found, lookup: Lookup) -> bool:
    if part.letters < 4:
        return False
    if part.known is not None:
        return True
    best = _find_best(part.spot.name, lookup, _NEAR)
    return best is not None and (best.match or best.score >= _NEAR)


def _is_match(name: str, lookup: Lookup) -> bool:
    best = _find_best(name, lookup, _MATCH)
    return best is not None and best.match


def _is_whole(name: str, lookup: Lookup) -> bool:
    """Tell whether two pieces are one name: a match, or another name letter for letter."""
    best = _find_best(name, lookup, _MATCH)
    return best is not None and (best.match or best.score >= _WHOLE)


def _is_none(spot: Spot) -> bool:
    """Tell whether a spot names a person, or what is no place of Korea."""
    if spot.around.bearer:
        return True
    # the Tumen River is no city of China
    names = (spot.kept, spot.name) if spot.kept and spot.around.kind not in NATURE else (spot.name,)
    return spot.around.person or any(map(is_no_place, names))


def _say_alone(one: Found, lookup: Lookup) -> str:
    """Say why a spot by itself is taken for a name; empty where it is not."""
    if _is_none(one.spot):
        return ""
    if is_written_in_signs(one.spot.name):
        return _say_in_signs(one, lookup)
    around, letters = one.spot.around, one.letters
    cue = around.at or around.kind
    if (around.common or around.several) and not (one.ranked and cue):
        return ""
    crowded = around.beside and not (one.ranked and cue and not around.ending)
    if crowded and not cue and (around.initial or letters < _LONG):
        return ""
    expected = bool(cue) and not (around.initial or around.loud or around.loan)
    least = _MATCH
    if _is_told(one):
        least = _OF_A_KIND
    elif expected and letters > 2:
        least = _NEAR
    if one.known is None and not lookup.may_score(one.spot.name, least):
        return ""
    one.candidates = lookup.answer(one.spot.name, one.kind)
    if not one.candidates or (one.best.match and not is_korean(one.best)):
        return ""
    score = one.best.score
    town = float(one.best.features.get("prior", 1.0)) < _TOWN
    if crowded and not (one.best.match and (cue or town)):
        return ""
    if around.loan:
        return _say_in_kana(one)
    if one.best.match:
        return _because("the name alone is clear", one) if _is_enough(one) else ""
    if one.known is not None and score >= _KNOWN and (cue or letters > (4 if one.ranked else 6)):
        return _because("a name that the authority has", one)
    if expected and score >= _NEAR and (letters > 3 or (around.at and town)) and not around.unit:
        return _because("near a name that the authority has", one)
    if _is_told(one) and score >= _OF_A_KIND:
        return _because("near a name that the authority has", one)
    return ""


def _is_enough(one: Found) -> bool:
    """Tell whether a match is more than a word that happens to be spelt as a name might be."""
    around, letters = one.spot.around, one.letters
    if one.ranked or (around.at or around.kind):
        return True
    if one.known is not None or not one.spot.name.isascii():
        return letters > _FEW
    if around.loud:
        return False
    return letters >= (_UNKNOWN_FIRST if around.initial else _UNKNOWN)


def _say_in_kana(one: Found) -> str:
    """Say the same of katakana, which write every foreign word: none but a town's own reading."""
    city = float(one.best.features.get("prior", 1.0)) <= 0.0
    enough = one.letters >= (_SHORT_KANA if city else _LONG_KANA) or one.spot.around.of_kind
    return _because("the name alone is clear", one) if enough and spells_town(one) else ""


def spells_town(one: Found) -> bool:
    """Tell whether a name spells a city or the seat of a county, letter for letter."""
    handicap, edit = (float(one.best.features.get(key, 1.0)) for key in ("prior", "edit"))
    return handicap <= _TOWN_OF_1945 and edit <= _LETTER_FOR_LETTER


def _is_told(one: Found) -> bool:
    """Tell whether the words beside a name say that it is one, if it is not too short."""
    around = one.spot.around
    if around.loud or around.loan:
        return False
    return (bool(around.kind) and one.letters > 4) or (around.sure and one.letters > 3)


def _because(what: str, one: Found) -> str:
    around = one.spot.around
    if around.at:
        return f"{what}, after “{around.at}”"
    return f"{what}, beside “{around.kind_word}”" if around.kind_word else what


def _say_in_signs(one: Found, lookup: Lookup) -> str:
    around, town = one.spot.around, one.ranked
    if is_hangul(one.spot.name):
        return _say_in_hangul(one, lookup)
    begins = bool(around.at) or around.apart
    whole = not around.beside
    own = one.known is not None and one.known.first
    if around.common and not (whole and town and begins) and not (around.of_kind and own):
        return ""
    one.candidates = lookup.answer(one.spot.name, around.kind)
    if not one.candidates:
        return ""
    if around.common or one.spot.kept:
        # a word, or a city of China, has the name too; X里 may be another place than X
        one.candidates = tuple(replace(each, match=False) for each in one.candidates)
    long = len(one.spot.name) > 2
    if (
        ((long or town) and (begins or whole))
        or (long and one.best.match)
        or (begins and whole and own)
        or (around.of_kind and own)
    ):
        return _because("a name that the authority has", one)
    return ""


def _say_in_hangul(one: Found, lookup: Lookup) -> str:
    """Say the same of Hangul: two syllables are as soon a word."""
    around, town = one.spot.around, one.ranked
    long = len(one.spot.name) > 2 and not around.common
    nature = one.known is not None and one.known.nature and not around.common
    said = bool(around.at or around.kind_word)
    if not (around.of_kind or nature or long or (town and (said or not around.common))):
        return ""
    one.candidates = lookup.answer(one.spot.name)
    return _because("a name that the authority has", one) if one.candidates else ""


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
    if _is_none(one.spot) or ordinary or (around.beside and not signs):
        return False
    least = max(least, _NEAR) if around.loud or around.initial else least
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
        if one.why or one.spot.name not in sure or around.common or _is_none(one.spot):
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
            least = _NEAR
        rest = rest[: word.start] + rest[word.end :]
    if between.isspace():
        return 0.0
    return least if _LINK.fullmatch(rest) else 0.0

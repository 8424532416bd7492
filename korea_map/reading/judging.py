"""Which of the spots of a text name a place of Korea."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from korea_map.model import Candidate
from korea_map.names.letters import is_hangul, is_written_in_signs
from korea_map.reading.elsewhere import is_no_place
from korea_map.reading.known import Known
from korea_map.reading.lookup import NATURE, Lookup
from korea_map.reading.spot import Spot

_MATCH: Final = 92.0
"""No match has less for its letters."""
NEAR: Final = 88.0
"""Score of a name where a word says that a place follows."""
_OF_A_KIND: Final = 82.0
"""The same where a word says which kind of place it is."""
_NEARER: Final = 4.0
"""Points that a name put together has more than its first piece."""
_KNOWN: Final = 90.0
_WHOLE: Final = 96.0
TOWN: Final = 0.25
"""Handicap below which a place is more than a village."""
_RIVER: Final = "H"
_PROVINCE: Final = "A"
_KOREA: Final = ("KP", "KR")
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


def judge(spots: Iterable[Spot], lookup: Lookup) -> list[Found]:
    """Judge each spot of a text by itself and by the words beside it.

    Parameters
    ----------
    spots
        In order.
    lookup
        Answers for their names.

    Returns
    -------
    list of Found
        In order; those that are taken for names say why, and have candidates.
    """
    found = list(_resolve_each(spots, lookup))
    for one in found:
        if one.why:
            one.candidates = lookup.answer(one.spot.name)
        else:
            one.why = _say_alone(one, lookup)
    return found


def is_korean(one: Candidate) -> bool:
    """Tell whether a place lies in Korea."""
    return one.place.country in _KOREA


def _resolve_each(spots: Iterable[Spot], lookup: Lookup) -> Iterator[Found]:
    """Give spots of which none overlaps the one before."""
    end = 0
    for spot in spots:
        if spot.start < end:
            continue
        for one in _resolve(spot, lookup):
            end = max(end, one.spot.end)
            yield one


def _resolve(spot: Spot, lookup: Lookup) -> Iterator[Found]:
    """Give a spot, or its parts where each is a name: Seoul-Busan, but Sang-gam-ryong."""
    known = lookup.known(spot.kept or spot.name)
    if spot.wider is not None and _is_province(spot.wider.name, lookup):
        yield Found(spot.wider, lookup.known(spot.wider.name), why="a province with its direction")
        return
    if spot.joined is not None and known is None:
        joined = _join(spot, spot.joined, lookup)
        if joined is not None:
            yield joined
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
    best = _find_best(name, lookup, NEAR)
    return best is not None and best.score >= NEAR and best.place.feature_class == _PROVINCE


def _is_good_part(part: Found, lookup: Lookup) -> bool:
    if part.letters < 4:
        return False
    if part.known is not None:
        return True
    best = _find_best(part.spot.name, lookup, NEAR)
    return best is not None and (best.match or best.score >= NEAR)


def _is_match(name: str, lookup: Lookup) -> bool:
    best = _find_best(name, lookup, _MATCH)
    return best is not None and best.match


def _join(spot: Spot, joined: Spot, lookup: Lookup) -> Found | None:
    """Give two pieces as one name: a match, or another name letter for letter."""
    best = _find_best(joined.name, lookup, _MATCH)
    if best is None or not (best.match or best.score >= _WHOLE):
        return None
    if joined.around.several:
        # what two words with capitals spell is a town or a chance
        town = float(best.features.get("prior", 1.0)) <= _TOWN_OF_1945
        return Found(joined, Known(ranked=True, first=True)) if town else None
    # what comes as near to the same name alone was not split
    alone = _find_best(spot.name, lookup, NEAR)
    same = alone is not None and alone.place.id == best.place.id
    whole = same and alone is not None and alone.score > best.score - _NEARER
    return None if whole else Found(joined, lookup.known(joined.name))


def is_none(one: Found) -> bool:
    """Tell whether a spot names a person, or what is no place of Korea."""
    spot, around = one.spot, one.spot.around
    if around.bearer or around.person:
        return True
    river = around.kind in NATURE or around.article
    if river and one.known is not None and one.known.bare:
        # the Tumen is no city of China
        return False
    return is_no_place(spot.name) or bool(spot.kept and is_no_place(spot.kept))


def _say_alone(one: Found, lookup: Lookup) -> str:
    """Say why a spot by itself is taken for a name; empty where it is not."""
    if is_none(one):
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
        least = NEAR
    if one.known is None and not lookup.may_score(one.spot.name, least):
        return ""
    one.candidates = lookup.answer(one.spot.name, one.kind)
    if not one.candidates or (one.best.match and not is_korean(one.best)):
        return ""
    score = one.best.score
    town = float(one.best.features.get("prior", 1.0)) < TOWN
    if crowded and not (one.best.match and (cue or town)):
        return ""
    if around.loan:
        return _say_in_kana(one)
    if one.best.match:
        return _because("the name alone is clear", one) if _is_enough(one) else ""
    if one.known is not None and score >= _KNOWN and (cue or letters > (4 if one.ranked else 6)):
        return _because("a name that the authority has", one)
    if expected and score >= NEAR and (letters > 3 or (around.at and town)) and not around.unit:
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

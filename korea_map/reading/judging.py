"""Which of the spots of a text name a place of Korea."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from korea_map.model import Candidate
from korea_map.names.letters import HANGUL_RANGE, HANJA_RANGE
from korea_map.reading.cues import AND, AT, KIND, SKIP, cues_of
from korea_map.reading.known import Known, KnownNames
from korea_map.reading.spots import Around, Spot, folded, no_places
from korea_map.reading.words import find_words

_NEAR: Final = 88.0
_FAR: Final = 79.0
_NATIVE: Final = re.compile(f"[{HANGUL_RANGE}{HANJA_RANGE}]")
_LINK: Final = re.compile(r"[\s,、，;:()\[\]（）/=»«\"“”„'’–—‐‑-]*")


@dataclass(slots=True)
class Found:
    """A spot with what the engine says of it."""

    spot: Spot
    candidates: tuple[Candidate, ...]
    known: Known | None
    accepted: str = ""

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @property
    def match(self) -> bool:
        return bool(self.candidates) and self.candidates[0].match


def is_native(name: str) -> bool:
    """Tell whether a name is in Chinese characters or Hangul."""
    return _NATIVE.search(name) is not None


def judge(text: str, spots: Iterable[Spot], known: KnownNames, ask: Callable[[str], tuple[Candidate, ...]]) -> list[Found]:
    found = []
    for spot in spots:
        for one in _resolve(spot, known, ask):
            found.append(one)
    for one in found:
        one.accepted = _alone(one)
    for _ in range(3):
        changed = False
        for a, b in zip(found, found[1:]):
            if bool(a.accepted) != bool(b.accepted) and is_linked(text, a.spot.end, b.spot.start):
                weak = b if a.accepted else a
                if _linked(weak):
                    weak.accepted = "linked"
                    changed = True
        if not changed:
            break
    return [one for one in found if one.accepted]


def _resolve(spot: Spot, known: KnownNames, ask) -> list[Found]:
    if spot.parts:
        whole = known.find(spot.name)
        each = [known.find(part.name) for part in spot.parts]
        answer = ask(spot.name)
        if whole is None and not (answer and answer[0].match):
            answers = [ask(part.name) for part in spot.parts]
            good = sum(
                bool(a and (a[0].match or k is not None or a[0].score >= _NEAR)) and len(p.name) >= 4
                for a, k, p in zip(answers, each, spot.parts)
            )
            if good >= 2 or (good and good == len(spot.parts)):
                return [Found(p, a, k) for p, a, k in zip(spot.parts, answers, each)]
        return [Found(spot, answer, whole)]
    return [Found(spot, ask(spot.name), known.find(spot.kept or spot.name))]


def _is_none(one: Found) -> bool:
    around = one.spot.around
    what = no_places().get(folded(one.spot.kept or one.spot.name)) or no_places().get(folded(one.spot.name))
    if what is not None:
        return True
    return around.person


def _alone(one: Found) -> str:
    """Say why a spot by itself is taken for a name; empty where it is not."""
    around, best = one.spot.around, one.best
    if best is None or _is_none(one):
        return ""
    if is_native(one.spot.name):
        return _alone_in_signs(one)
    letters = sum(map(str.isalpha, one.spot.name))
    cue = around.at or around.kind
    ranked = one.known is not None and one.known.ranked
    if around.beside and not (ranked and best.score >= 95 and (cue or not around.initial)):
        return "beside" if cue and one.match else ""
    if around.common and not (ranked and cue):
        return ""
    if one.match:
        return "match" if letters >= 4 or cue or ranked else ""
    if best.score >= 89 and around.at and one.spot.name[0].isupper() and not around.initial and letters >= 3 and best.features.get("prior", 1) < 0.25:
        return "near"
    if ranked and best.score >= 93 and (cue or letters > 4):
        return "known"
    if one.known is not None and best.score >= 90 and (cue or letters > 6):
        return "known"
    if cue and letters >= 4 and not around.initial and best.score >= _NEAR and not around.unit:
        return "near"
    if around.kind and letters >= 5 and best.score >= 82:
        return "kind"
    return ""


def _alone_in_signs(one: Found) -> str:
    around, best = one.spot.around, one.best
    ranked = one.known is not None and one.known.ranked
    whole = not around.beside
    if around.common and not (around.at and whole and ranked):
        return ""
    if len(one.spot.name) > 2 and (best.match or around.at or whole):
        return "known"
    if ranked and (around.at or whole):
        return "known"
    return "near" if around.at and whole and (best.match or (one.known and one.known.first)) else ""


def _linked(one: Found) -> bool:
    around, best = one.spot.around, one.best
    if best is None or _is_none(one) or around.beside or around.common:
        return False
    letters = sum(map(str.isalpha, one.spot.name))
    if is_native(one.spot.name):
        return one.known is not None
    return (one.known is not None and letters > 2) or (letters > 3 and best.score >= _FAR)


def is_linked(text: str, end: int, start: int) -> bool:
    """Tell whether nothing but links lies between two spots."""
    between = text[end:start]
    if len(between) > 60:
        return False
    words = find_words(between)
    rest = between
    for word in reversed(words):
        cues = cues_of(word.folded)
        if not cues.keys() & {AND, AT, KIND, SKIP}:
            return False
        rest = rest[: word.start] + rest[word.end :]
    return _LINK.fullmatch(rest) is not None

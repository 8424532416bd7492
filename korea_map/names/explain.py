"""Why a spelling may mean a place: the chain from the characters, step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from korea_map.chain import Chain, Step
from korea_map.errors import ChoiceError, SpellingError, shown
from korea_map.gazetteer import OnePlace, to_place
from korea_map.model import Place
from korea_map.names.attested import write_as_attested
from korea_map.names.cases import nominatives, without_preposition
from korea_map.names.letters import CYRILLIC, HANGUL, HANJA, titled
from korea_map.names.query import Query, exchange_letters, read_alternatives
from korea_map.names.readings import Reading, read_place
from korea_map.names.systems import cut, languages, regular, units
from korea_map.names.weigh import INFINITE, Spelling, Weights, weigh

Spans = tuple[tuple[int, int], ...]

_SHOWN = 0.025
"""Costs below this are habits so common (е for э) that marking them would mislead."""


_EXCHANGES_FROM: Final = 0.4
"""Cost from which it is worth seeing whether two letters were exchanged."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A unit of the reading and the letters of the query that stand for it."""

    spelling: Spelling | None
    start: int
    end: int
    cost: float


def format_derivation(steps: Sequence[Step]) -> str:
    """Write a derivation in one line, irregular letters in brackets.

    Examples
    --------
    >>> format_derivation(explain("Suigei", "suwon"))
    '水原 → Suigen → Суйген → Suige[i]'
    """
    return str(Chain(steps))


def explain(
    spelling: str, place: OnePlace, reading: str | None = None, reading_lang: str | None = None
) -> Chain:
    """Explain how a place's name may have come to be spelled in a given way.

    Parameters
    ----------
    spelling
        As a document writes it, in Latin or Cyrillic letters.
    place
        The place that is meant: a record, its id in places.csv, a candidate, or a row of
        the table that `read_places` gives.
    reading, reading_lang
        The reading to start from (`ja`, `ko`, `zh`, `ru`, `en`); None takes the reading
        of the place that explains the spelling at the lowest cost.

    Returns
    -------
    Chain
        Steps from the characters to the spelling, with costs and irregular letters: a tuple
        of `Step` that shows as one line.

    Raises
    ------
    SpellingError
        The spelling is no name, or the reading cannot be written in its script.
    ChoiceError
        No place has the id; the message names those that are close.

    Examples
    --------
    >>> explain("Singisiu", "sinuiju")
    新義州 → Shingishū → Сингисю → Singisiu
    >>> [step.system for step in explain("Singisiu", "sinuiju")]
    ['hanja', 'ja', 'polivanov', 'loc']
    """
    place = to_place(place)
    queries = read_alternatives(spelling)
    for query in queries:
        if query.script in (HANGUL, HANJA):
            return Chain([Step(query.text, "hanja" if query.script == HANJA else "hangul")])
    if reading is not None or reading_lang is not None:
        readings = [_given_reading(reading, reading_lang)]
    else:
        readings = read_place(place)
    whole = _numbers(readings[0]) if reading is not None else None
    best = min((_explain(query, place, readings, whole) for query in queries), key=_first)
    named = (one for query in queries for one in nominatives(without_preposition(query)))
    best = min((best, *(_explain(one, place, readings, whole) for one in named)), key=_first)
    if best[0] > _EXCHANGES_FROM:
        others = (other for query in queries for other in exchange_letters(query))
        exchanged = (_explain(other, place, readings, whole) for other in others)
        best = min((best, *exchanged), key=_first)
    if best[0] >= INFINITE:
        raise SpellingError(f"no reading of {place.title} can be written as {spelling!r}")
    return Chain(best[1])


def _given_reading(reading: object, lang: object) -> Reading:
    """Return the reading that a caller brings, or refuse what is none."""
    known = languages()
    if not isinstance(lang, str | None) or (lang or "en") not in known:
        there = ", ".join(sorted(known))
        raise ChoiceError(f"unknown language {shown(lang)} of a reading; there are {there}")
    if reading is None:
        raise SpellingError(f"reading_lang {lang!r} without a reading says nothing; give both")
    if not isinstance(reading, str) or not any(char.isalpha() for char in reading):
        raise SpellingError(f"reading {shown(reading)} is no name in letters")
    return Reading(reading, lang or "en")


def _explain(
    query: Query, place: Place, readings: Sequence[Reading], whole: Sequence[int] | None
) -> tuple[float, tuple[Step, ...]]:
    """Give the cheapest derivation of one way to give the name, with its cost."""
    weights = weigh(query, whole)
    best: tuple[float, tuple[Step, ...]] = (float(INFINITE), ())
    for one in readings:
        for route in range(len(weights.routes)):
            cost, steps, _ = derive(weights, route, place, one)
            best = min(best, (cost + one.cost, steps), key=_first)
    return best


def _first(one: tuple[float, tuple[Step, ...]]) -> float:
    return one[0]


def derive(
    weights: Weights, route: int, place: Place, reading: Reading
) -> tuple[float, tuple[Step, ...], str]:
    """Align a reading with a query along one route.

    Returns
    -------
    tuple
        The cost of the letters, the steps of the derivation, the transcription system.
    """
    pieces = cut(reading.text, reading.language)
    cost, parts = _align(weights, route, _numbers(reading), reading.language)
    if cost >= INFINITE:
        return float(INFINITE), (), ""
    cost += weights.query.cost
    steps = [] if reading.language == "en" and not place.hanja else [_origin(place)]
    query = weights.query
    # A plain Latin or Russian name is its own reading: say it once.
    plain = reading.language in ("en", "ru") and _bare(reading.text) == _bare(query.text)
    cells = _cells(query, parts, reading.text, pieces)
    if not plain and _bare(reading.text) != _bare(steps[-1].text if steps else ""):
        steps.append(Step(reading.text, reading.language, reading.cost, parts=cells[0]))
    cyrillic = query.script == CYRILLIC
    if weights.routes[route].name == "direct":
        system = next((p.spelling.latin_system for p in parts if p.spelling), "plain")
        steps.append(replace(_last_step(query, parts, system), parts=cells[2]))
        return cost, tuple(steps), system
    middle = _cyrillic_step(parts, pieces, reading.language)
    slipped = (
        bool(query.declined)
        or query.exchanged is not None
        or any(_slip(part) >= _SHOWN for part in parts)
    )
    if cyrillic and not slipped and _bare(middle.text) == query.letters:
        spans = _spans(query, parts, _habit)
        steps.append(Step(query.text, middle.system, middle.cost, spans))
    else:
        if not cyrillic:  # from Latin letters nobody can tell э from е
            shown, rule = write_as_attested(middle.text, reading.language)
            middle = replace(middle, text=shown, rule=rule)
        last = _last_step(query, parts, "slips" if cyrillic else "loc")
        steps += [replace(middle, parts=cells[1]), replace(last, parts=cells[2])]
    return cost, tuple(steps), middle.system


def _cells(
    query: Query, parts: Sequence[_Part], reading: str, pieces: Sequence[str]
) -> tuple[Spans, Spans, Spans]:
    """Give the spans that are spelled together: in the reading, in Cyrillic, in the query.

    Three empty ones where some letter of one belongs to none of another.
    """
    none: Spans = ()
    spelled = [part.spelling.cyrillic for part in parts if part.spelling]
    if len(spelled) != len(pieces) or any(part.start == part.end for part in parts):
        return none, none, none
    sounds = reading.lower().replace("’", "'")
    read, at = [], 0
    for piece in pieces:
        at += sounds[at:].startswith("-")
        # shu is sh and yu: the glide is heard in the letters before it
        forms = [piece, piece[1:]] if piece[0] in "yw" else [piece]
        heard = (form for form in forms if form and sounds[at:].startswith(form))
        length = len(next(heard, ""))
        if not length:
            return none, none, none
        read.append((at, at + length))
        at += length
    ends = [sum(map(len, spelled[: index + 1])) for index in range(len(spelled))]
    middle = [(end - len(text), end) for end, text in zip(ends, spelled, strict=True)]
    places = [query.places[part.start : part.end] for part in parts]
    last = [(min(span), max(span) + 1) for span in places]
    whole = (at == len(reading), all(spelled) or not any(spelled), last[-1][1] == len(query.text))
    return (tuple(read), tuple(middle), tuple(last)) if all(whole) else (none, none, none)


def _numbers(reading: Reading) -> list[int]:
    return [units()[reading.language, piece] for piece in cut(reading.text, reading.language)]


def _origin(place: Place) -> Step:
    if place.hanja:
        return Step(place.hanja.split("|")[0], "hanja")
    if place.hangul:
        return Step(place.hangul, "hangul")
    return Step(place.title, "title")


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())


def _habit(part: _Part) -> float:
    return part.spelling.habit if part.spelling else 0.0


def _slip(part: _Part) -> float:
    """Cost of the letters on the last step: slips, and the Latin system's own habits."""
    return part.cost - _habit(part)


def _cyrillic_step(parts: list[_Part], pieces: Sequence[str], language: str) -> Step:
    text, spans, cost = "", [], 0.0
    system = ""
    for part in parts:
        if part.spelling is None:
            continue
        start = len(text)
        text += part.spelling.cyrillic
        system = system or part.spelling.system
        if part.spelling.habit >= _SHOWN:
            cost += part.spelling.habit
            if len(text) > start:
                spans.append((start, len(text)))
    named = regular(pieces, language, CYRILLIC)
    return Step(titled(text), named[1] if named else system, round(cost, 3), tuple(spans))


def _last_step(query: Query, parts: list[_Part], system: str) -> Step:
    cost = sum(_slip(part) for part in parts) + query.cost
    return Step(query.text, system, round(max(cost, 0.0), 3), _spans(query, parts, _slip))


def _spans(
    query: Query, parts: list[_Part], cost: Callable[[_Part], float]
) -> tuple[tuple[int, int], ...]:
    letters = [(part.start, part.end) for part in parts if cost(part) >= _SHOWN]
    marked = []
    if query.declined:
        end = len(query.text.rstrip()) - 1
        marked.append((end - len(query.declined) + 1, end + 1))
    if query.exchanged is not None:
        letters.append((query.exchanged, query.exchanged + 2))
    for start, end in letters:
        # A letter left out has no place of its own: mark the one before it.
        first, last = (start, end) if start < end else (max(start - 1, 0), max(start, 1))
        places = query.places[first:last]
        marked.append((min(places), max(places) + 1))
    spans: list[tuple[int, int]] = []
    for begin, stop in sorted(marked):
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((begin, stop))
    return tuple(spans)


def _align(
    weights: Weights, route: int, numbers: Sequence[int], language: str
) -> tuple[float, list[_Part]]:
    costs = weights.units[route]
    size = len(weights.query.letters)
    span = costs.shape[2] - 1
    best = np.full((len(numbers) + 1, size + 1), INFINITE, dtype=np.float64)
    best[0, 0] = 0.0
    taken = np.zeros((len(numbers) + 1, size + 1), dtype=np.intp)
    for i, unit in enumerate(numbers):
        for k in range(min(span, size) + 1):
            reached = best[i, : size + 1 - k] + costs[unit, : size + 1 - k, k]
            better = reached < best[i + 1, k:]
            best[i + 1, k:][better] = reached[better]
            taken[i + 1, k:][better] = k
    closing = best[-1] + weights.endings[route, languages().index(language)]
    end = int(closing.argmin())
    total = float(closing[end])
    if total >= INFINITE:
        return total, []
    parts = []
    j = end
    for i in range(len(numbers), 0, -1):
        k = int(taken[i, j])
        parts.append(_part(weights, route, numbers[i - 1], j - k, k))
        j -= k
    parts.reverse()
    if end < size:
        parts.append(_Part(None, end, size, total - float(best[-1, end])))
    return total, parts


def _part(weights: Weights, route: int, unit: int, start: int, length: int) -> _Part:
    way = weights.routes[route]
    choices = way.of_unit(unit)
    texts = way.texts[choices.start : choices.stop]
    costs = weights.spelled[route][length, start, texts] + way.costs[choices.start : choices.stop]
    chosen = int(costs.argmin())
    return _Part(way.spellings[choices.start + chosen], start, start + length, float(costs[chosen]))

"""The spellings that the tables give for a place: the chain run forward."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from korea_map.chain import Chain, Step
from korea_map.errors import ChoiceError, KoreaMapError, shown
from korea_map.gazetteer import OnePlace, to_place
from korea_map.model import Place
from korea_map.names.letters import CYRILLIC, LATIN, titled
from korea_map.names.pieces import settle
from korea_map.names.readings import Reading, read_place
from korea_map.names.systems import (
    Rule,
    complete_systems,
    cut,
    languages,
    rules,
    written,
)


@dataclass(frozen=True, slots=True, repr=False)
class Spelled:
    """A spelling with the chain that gives it.

    Attributes
    ----------
    text
        The spelling, capitalised.
    systems
        Transcription systems passed through, e.g. `("polivanov", "loc")`.
    cost
        0 where every letter follows the rules.
    derivation
        From the characters to the spelling.

    Examples
    --------
    >>> first = spellings("suwon", systems={"polivanov", "loc"})[1]
    >>> first.text, first.systems, first.cost
    ('Suigen', ('polivanov', 'loc'), 0.0)
    >>> first
    <Spelled 水原 → Suigen → Суйгэн → Suigen>
    """

    text: str
    systems: tuple[str, ...]
    cost: float
    derivation: Chain

    def __repr__(self) -> str:
        return f"<Spelled {self.derivation}>"

    def _repr_html_(self) -> str:
        return self.derivation._repr_html_()


def spellings(place: OnePlace, *, systems: Collection[str] | None = None) -> list[Spelled]:
    """Give the spellings of a place that the transcription systems lead to.

    Parameters
    ----------
    place
        The place to spell: a record, its id in places.csv, a candidate, or a row of the
        table that `read_places` gives.
    systems
        Keep only chains through these systems, e.g. `{"polivanov", "loc"}`; None keeps
        all. A system is called as its tables `names/tables/<from>-<to>-<system>.csv` are.

    Returns
    -------
    list of Spelled
        Regular spellings, each once, those of the cheapest readings first.

    Raises
    ------
    ChoiceError
        No place has the id, or no tables are of such a system; the message names those
        that there are.

    Examples
    --------
    >>> [spelled.text for spelled in spellings("sinuiju", systems={"polivanov", "loc"})][:2]
    ['Сингисю', 'Singisiu']
    """
    place = to_place(place)
    wanted = None if systems is None else _checked_systems(systems)
    best: dict[tuple[str, str], Spelled] = {}
    for reading in sorted(read_place(place), key=lambda reading: reading.cost):
        for spelled in _spell(place, reading):
            if wanted is None or wanted.issuperset(spelled.systems):
                best.setdefault((spelled.text, spelled.systems[-1]), spelled)
    return list(best.values())


def _checked_systems(systems: Collection[str]) -> frozenset[str]:
    given = [systems] if isinstance(systems, str) else systems
    if not isinstance(given, Iterable) or hasattr(given, "columns"):
        raise KoreaMapError(f"systems={shown(given)} are none; give their names")
    listed = list(given)
    strange = [one for one in listed if not isinstance(one, str)]
    if strange:
        raise KoreaMapError(f"systems are names, and {shown(strange[0])} is none")
    wanted = frozenset(listed)
    known = {
        system
        for source in (*languages(), CYRILLIC)
        for target in (CYRILLIC, LATIN)
        for system in complete_systems(source, target)
    }
    for system in sorted(wanted - known):
        raise ChoiceError(f"no system {system!r}; there are {', '.join(sorted(known))}")
    return wanted


def _spell(place: Place, reading: Reading) -> Iterator[Spelled]:
    pieces = cut(reading.text, reading.language)
    if not pieces:
        return
    origin = place.hanja or place.hangul or place.title
    steps = [Step(origin, "hanja" if place.hanja else "hangul" if place.hangul else "title")]
    if reading.text != origin:
        steps.append(Step(reading.text, reading.language, reading.cost))
    for system in complete_systems(reading.language, CYRILLIC):
        text = _write(pieces, reading.language, CYRILLIC, system)
        middle = [*steps, Step(titled(text), system)]
        yield Spelled(titled(text), (system,), reading.cost, Chain(middle))
        for latin in complete_systems(CYRILLIC, LATIN):
            last = titled(_romanize(text, latin))
            chain = Chain([*middle, Step(last, latin)])
            yield Spelled(last, (system, latin), reading.cost, chain)
    for system in complete_systems(reading.language, LATIN):
        text = _write(pieces, reading.language, LATIN, system)
        text = titled(settle(text, reading.language))
        yield Spelled(text, (system,), reading.cost, Chain([*steps, Step(text, system)]))


def _write(pieces: Sequence[str], language: str, script: str, system: str) -> str:
    return "".join(_rule(written(language, piece, script), system).written for piece in pieces)


def _rule(some: Iterable[Rule], system: str) -> Rule:
    """Choose a system's own rule for a piece, else the cheapest there is."""
    listed = list(some)
    return next((rule for rule in listed if rule.system == system), listed[0])


def _romanize(text: str, system: str) -> str:
    table = rules(CYRILLIC, LATIN)
    return "".join(_rule(table[letter], system).written for letter in text)

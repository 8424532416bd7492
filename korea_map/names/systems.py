"""Transcription systems, read from the tables: how a reading is cut and how it is written.

A table is named `<from>-<to>-<system>.csv`: `ja-cyrl-polivanov.csv` writes Japanese
readings in Cyrillic, `cyrl-latn-loc.csv` Cyrillic in Latin letters. Its rows give a piece
of the source, a spelling and what the spelling costs: nothing where it is the rule.
Adding a system means adding a file; `partial_systems.csv` names those that only loosen others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from korea_map.names.letters import CYRILLIC, LATIN, LETTERS
from korea_map.names.pieces import piece_pattern, prepare
from korea_map.names.table_rules import computed_before, engine_tables

_DEAREST: Final = 0.5
"""Spellings that cost more are left to the slips, which weigh single letters."""
_DEAREST_JOINED: Final = 0.15
"""The same for pieces that are written by their parts."""


class Rule(NamedTuple):
    """One row of a table: a piece, how it is written, at what cost, in which system."""

    piece: str
    written: str
    cost: float
    system: str


@cache
def rules(source: str, target: str) -> dict[str, tuple[Rule, ...]]:
    """Give every rule that writes a language or script in another script, cheapest first."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for system in engine_tables().systems:
        if (system.source, system.target) == (source, target):
            for row in system.table.rows:
                rule = Rule(row["from"], row["to"], float(row["cost"]), system.name)
                found[rule.piece].append(rule)
    partial = _partial_systems()

    def habit_last(rule: Rule) -> tuple[float, bool, str]:
        """Put habits after the rule they loosen, so that the rule names the derivation."""
        return (rule.cost, rule.system in partial, rule.system)

    return {piece: tuple(sorted(some, key=habit_last)) for piece, some in found.items()}


@cache
def _partial_systems() -> frozenset[str]:
    return engine_tables().partial_systems()


@cache
def _whole_pieces(language: str, script: str) -> frozenset[str]:
    """Give the pieces that a complete system writes."""
    partial = _partial_systems()
    return frozenset(
        piece
        for piece, some in rules(language, script).items()
        if any(rule.system not in partial for rule in some)
    )


@cache
def _whole_pattern(language: str, script: str) -> re.Pattern[str]:
    return piece_pattern(_whole_pieces(language, script))


@cache
def complete_systems(source: str, target: str) -> tuple[str, ...]:
    """Name the systems that can write a whole name, by the alphabet; habits only loosen."""
    found = {rule.system for some in rules(source, target).values() for rule in some}
    return tuple(sorted(found - _partial_systems()))


@cache
def languages() -> tuple[str, ...]:
    """Name the languages of readings that some table writes."""
    known = computed_before()
    if known is not None:
        return tuple(known["languages"])
    found = {system.source for system in engine_tables().systems}
    return tuple(sorted(found - set(LETTERS)))


@cache
def _pieces(language: str) -> re.Pattern[str]:
    return piece_pattern(piece for tongue, piece in units() if tongue == language)


@cache
def units() -> dict[tuple[str, str], int]:
    """Give every piece of every language a number from 1; 0 is the end of a reading."""
    known = computed_before()
    pieces = known["pieces"] if known is not None else list_pieces()
    return {(language, piece): number for number, (language, piece) in enumerate(pieces, 1)}


def list_pieces() -> list[tuple[str, str]]:
    """Give every piece of every language in the order of their numbers."""
    listed = (
        (language, piece)
        for language in languages()
        for script in (CYRILLIC, LATIN)
        for piece in rules(language, script)
    )
    return list(dict.fromkeys(listed))


def cut(reading: str, language: str) -> tuple[str, ...]:
    """Cut a reading into the pieces that the tables of its language know.

    The longest piece wins; what no table knows (spaces, digits) is passed over.
    """
    return tuple(_pieces(language).findall(prepare(reading, language)))


@cache
def written(language: str, piece: str, script: str) -> tuple[Rule, ...]:
    """Give the ways in which a script writes a piece, cheapest first; none if it cannot."""
    table = rules(language, script)
    listed = table.get(piece, ())
    whole = _whole_pieces(language, script)
    if piece in whole:
        return listed
    # Where only habits know a piece, the systems write it by its parts.
    parts = _whole_pattern(language, script).findall(piece) if whole else []
    if not parts or "".join(parts) != piece:
        return listed
    joined = [Rule(piece, "", 0.0, table[parts[0]][0].system)]
    for part in parts:
        joined = [
            Rule(piece, a.written + b.written, a.cost + b.cost, a.system)
            for a in joined
            for b in table[part]
            if a.cost + b.cost <= _DEAREST_JOINED
        ]
    return tuple(_cheapest([*joined, *listed]))


def _cheapest(some: Iterable[Rule]) -> list[Rule]:
    best: dict[str, Rule] = {}
    for rule in sorted(some, key=lambda rule: rule.cost):
        if rule.cost <= _DEAREST:
            best.setdefault(rule.written, rule)
    return list(best.values())


@cache
def romanized(text: str) -> tuple[Rule, ...]:
    """Give the ways in which the Latin systems write Cyrillic letters, cheapest first."""
    if not text:
        return (Rule("", "", 0.0, ""),)
    found = []
    for piece, some in rules(CYRILLIC, LATIN).items():
        if text.startswith(piece):
            for rest in romanized(text[len(piece) :]):
                found += [
                    Rule(text, r.written + rest.written, r.cost + rest.cost, r.system) for r in some
                ]
    return tuple(_cheapest(found))


def regular(pieces: Iterable[str], language: str, script: str) -> tuple[str, str] | None:
    """Write a reading by the rules alone.

    Returns
    -------
    tuple or None
        The spelling and its system; None where no table of the script writes the pieces.
    """
    chosen = [written(language, piece, script)[:1] for piece in pieces]
    if not chosen or not all(chosen):
        return None
    return "".join(c[0].written for c in chosen), chosen[0][0].system

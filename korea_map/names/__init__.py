"""Reconcile transliterated Korean place names: from a spelling back to places.

`docs/names.md` tells the six steps; they are read in this order:

1. Readings of a place: `readings`, with `japanese`, `korean`, `characters`, `endings`;
   Korean as it is romanized today: `revised`.
2. Letters, which write a reading piece by piece: `pieces`, `systems`.
3. Slips, which turn letters into others: `slips`.
4. Search for what a `query` may spell: `weigh`, `index`; `kana` are read by their sounds,
   names in `hangul`, in whatever spelling, and Chinese characters are looked up as they are:
   `hangul_hanja`. A name in several scripts at once is taken apart: `mixed`.
5. Rank: `rank_1945`, `ranking`; first of all comes what has the name letter for letter,
   `own_names`, and a Russian name may be declined: `cases`.
6. Match: `match`.

All of it comes together in `reconciler`, one of them `at_hand`, over the `tier`s of places, some
with their readings `listed` beforehand; `many` takes the names, `within` narrows them to an
area, `answers` are what comes of it. The `finder` looks each name up once, what it found is
`kept`; `workers` are processes that look up beside it, also for names that are still `coming`.
`explain` and
`spell` run the chain forward, from a place to a spelling. What the engine knows are
`tables/*.csv`: `table_files` reads them, `table_rules` says what they must obey, `letters`
has the scripts, `attested` the spelling habits that a reconstructed form follows.
"""

from typing import TYPE_CHECKING

from korea_map.lazy import load_late

if TYPE_CHECKING:
    from korea_map.names.answers import Answer, Answers, Candidates
    from korea_map.names.at_hand import reconcile
    from korea_map.names.explain import explain, format_derivation
    from korea_map.names.reconciler import Reconciler
    from korea_map.names.spell import Spelled, spellings
    from korea_map.names.within import Within

_HOMES = {
    "Answer": "answers",
    "Answers": "answers",
    "Candidates": "answers",
    "Reconciler": "reconciler",
    "Spelled": "spell",
    "Within": "within",
    "explain": "explain",
    "format_derivation": "explain",
    "reconcile": "at_hand",
    "spellings": "spell",
}

__all__ = [
    "Answer",
    "Answers",
    "Candidates",
    "Reconciler",
    "Spelled",
    "Within",
    "explain",
    "format_derivation",
    "reconcile",
    "spellings",
]

# a page needs the chains, not the search
load_late(__name__, _HOMES)

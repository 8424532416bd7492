"""Reconcile transliterated Korean place names: from a spelling back to places."""

from korea_map.names.explain import explain, format_derivation
from korea_map.names.reconciler import Answer, Reconciler, reconcile
from korea_map.names.spell import Spelled, spellings
from korea_map.names.within import Within

__all__ = [
    "Answer",
    "Reconciler",
    "Spelled",
    "Within",
    "explain",
    "format_derivation",
    "reconcile",
    "spellings",
]

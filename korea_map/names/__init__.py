"""Reconcile transliterated Korean place names: from a spelling back to places."""

from korea_map.names.area import Within
from korea_map.names.explain import explain, format_derivation
from korea_map.names.reconcile import Answer, Reconciler
from korea_map.names.spell import Spelled, spellings

__all__ = ["Answer", "Reconciler", "Spelled", "Within", "explain", "format_derivation", "spellings"]

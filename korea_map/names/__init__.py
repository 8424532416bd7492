"""Reconcile transliterated Korean place names: from a spelling back to places."""

from korea_map.names.explain import explain, format_derivation
from korea_map.names.reconcile import Answer, Reconciler

__all__ = ["Answer", "Reconciler", "explain", "format_derivation"]

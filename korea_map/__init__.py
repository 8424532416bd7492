"""Where neutral inspectors might have gone in Korea: proposals of 1952 and 1953 on a map.

The public names are below; each is loaded when it is first used, so that looking up a
name does not wait for the map.
"""

from typing import TYPE_CHECKING

from korea_map.lazy import load_late

__version__ = "0.1.0"

if TYPE_CHECKING:
    from korea_map.basemap import Basemap, read_basemap
    from korea_map.chain import Chain, Step
    from korea_map.checks import check
    from korea_map.coverage_curve import coverage_curve
    from korea_map.distances import distance
    from korea_map.errors import (
        ChoiceError,
        DataError,
        KoreaMapError,
        Problem,
        SpellingError,
        UnitError,
    )
    from korea_map.exports import export
    from korea_map.gazetteer import load_places, read_gazetteer, read_places
    from korea_map.geodesy import geodesic_discs
    from korea_map.model import Candidate, Place
    from korea_map.moves import move_points
    from korea_map.names import (
        Answer,
        Answers,
        Candidates,
        Reconciler,
        Spelled,
        explain,
        reconcile,
        spellings,
    )
    from korea_map.proposals import read_proposals
    from korea_map.reading import Mention, Reading, read_text
    from korea_map.sources import Source, cite, read_sources
    from korea_map.spans import coverage_spans
    from korea_map.webmap import InspectionMap, build_map, save_html
    from korea_map.zones import coverage, zones

_HOMES = {
    "Answer": "names",
    "Answers": "names",
    "Basemap": "basemap",
    "Candidate": "model",
    "Candidates": "names",
    "Chain": "chain",
    "ChoiceError": "errors",
    "DataError": "errors",
    "InspectionMap": "webmap",
    "KoreaMapError": "errors",
    "Mention": "reading",
    "Place": "model",
    "Problem": "errors",
    "Reading": "reading",
    "Reconciler": "names",
    "Source": "sources",
    "Spelled": "names",
    "SpellingError": "errors",
    "Step": "chain",
    "UnitError": "errors",
    "build_map": "webmap",
    "check": "checks",
    "cite": "sources",
    "coverage": "zones",
    "coverage_curve": "coverage_curve",
    "coverage_spans": "spans",
    "distance": "distances",
    "explain": "names",
    "export": "exports",
    "geodesic_discs": "geodesy",
    "load_places": "gazetteer",
    "move_points": "moves",
    "read_basemap": "basemap",
    "read_gazetteer": "gazetteer",
    "read_places": "gazetteer",
    "read_proposals": "proposals",
    "read_sources": "sources",
    "read_text": "reading",
    "reconcile": "names",
    "save_html": "webmap",
    "spellings": "names",
    "zones": "zones",
}

__all__ = [
    "Answer",
    "Answers",
    "Basemap",
    "Candidate",
    "Candidates",
    "Chain",
    "ChoiceError",
    "DataError",
    "InspectionMap",
    "KoreaMapError",
    "Mention",
    "Place",
    "Problem",
    "Reading",
    "Reconciler",
    "Source",
    "Spelled",
    "SpellingError",
    "Step",
    "UnitError",
    "__version__",
    "build_map",
    "check",
    "cite",
    "coverage",
    "coverage_curve",
    "coverage_spans",
    "distance",
    "explain",
    "export",
    "geodesic_discs",
    "load_places",
    "move_points",
    "read_basemap",
    "read_gazetteer",
    "read_places",
    "read_proposals",
    "read_sources",
    "read_text",
    "reconcile",
    "save_html",
    "spellings",
    "zones",
]

load_late(__name__, _HOMES)

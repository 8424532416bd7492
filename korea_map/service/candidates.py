"""The candidates that answer a batch of queries."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from korea_map.errors import KoreaMapError, SpellingError, excerpt
from korea_map.model import Candidate, Place
from korea_map.names import format_derivation
from korea_map.service.catalogue import Catalogue
from korea_map.service.kinds import KINDS, types_of
from korea_map.service.limits import MOST_CANDIDATES, Deadline
from korea_map.service.queries import Query, read_query
from korea_map.service.words import call_place, describe_place

_FEATURES: Final = ("edit", "reading", "prior")
"""What speaks for a candidate in numbers: costs, the least the best."""


def answer_batch(
    catalogue: Catalogue, batch: Mapping[str, Any], deadline: Deadline
) -> dict[str, dict[str, Any]]:
    """Answer every query of a batch; one that is faulty has no candidate, and a message.

    Parameters
    ----------
    catalogue
        The places.
    batch
        As `queries.read_batch` gives it.
    deadline
        Checked before each name.

    Raises
    ------
    RefusedError
        The time is over: a batch is answered whole, or not at all.

    Examples
    --------
    >>> from korea_map import Reconciler
    >>> batch = {"q0": {"query": "Singisiu", "limit": 1}, "q1": {"query": "1952"}}
    >>> answers = answer_batch(Catalogue(Reconciler.of_folder()), batch, Deadline())
    >>> answers["q0"]["result"][0]["name"], answers["q0"]["result"][0]["match"]
    ('Sinŭiju 新義州', True)
    >>> answers["q1"]
    {'result': [], 'message': "no Latin, Cyrillic, Korean or Chinese letters in '1952'"}
    """
    answers: dict[str, dict[str, Any]] = {}
    for key, record in batch.items():
        deadline.check()
        try:
            query = read_query(record)
            answers[key] = {"result": _results(catalogue, query)}
        except KoreaMapError as error:
            answers[key] = {"result": [], "message": excerpt(str(error))}
            continue
        finally:
            catalogue.forget()
        if query.notes:
            answers[key]["message"] = excerpt("; ".join(query.notes))
    return answers


def _results(catalogue: Catalogue, query: Query) -> list[dict[str, Any]]:
    """Give the candidates of a query, and the place whose id it is."""
    classes = query.classes
    if classes is not None and not classes & {kind.id for kind in catalogue.kinds}:
        there = ", ".join(kind.name for kind in catalogue.kinds if kind.id in KINDS)
        raise KoreaMapError(f"no place is of that class; there are {there}")
    one_class = next(iter(classes)) if classes is not None and len(classes) == 1 else None
    several = classes is not None and one_class is None
    narrowed = classes is not None or query.within is not None
    own = None if narrowed else catalogue.places.get(query.name.strip())
    try:
        found = list(
            catalogue.reconciler.candidates(
                query.name,
                within=query.within,
                feature_class=one_class,
                limit=MOST_CANDIDATES if several else query.limit,
            )
        )
    except SpellingError:
        if own is None:  # the id of a place of a dump is a number
            raise
        found = []
    if several:
        found = [one for one in found if one.place.feature_class in (classes or ())]
    results = [_to_record(catalogue, one) for one in found]
    for before, result in pairwise(results):
        # a place that is offered stands among the others by its letters, not by its score
        result["score"] = min(result["score"], before["score"])
    if own is not None:
        results = _with_own(catalogue, own, results)
    return results[: query.limit]


def _to_record(catalogue: Catalogue, candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    features = [
        {"id": name, "value": candidate.features[name]}
        for name in _FEATURES
        if name in candidate.features
    ]
    features.append({"id": "offered", "value": candidate.offered})
    chain = format_derivation(candidate.derivation)
    about = describe_place(place, offered=place.id in catalogue.offered)
    return {
        "id": place.id,
        "name": call_place(place),
        "description": f"{chain}; {about}",
        "score": candidate.score,
        "match": candidate.match,
        "type": types_of(place),
        "features": features,
    }


def _with_own(
    catalogue: Catalogue, place: Place, results: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Put the place whose id was asked first, or behind what is a match; it is none itself."""
    own = next((one for one in results if one["id"] == place.id), None)
    others = [one for one in results if one is not own]
    if own is None:
        own = {
            "id": place.id,
            "name": call_place(place),
            "description": describe_place(place, offered=place.id in catalogue.offered),
            "match": False,
            "type": types_of(place),
            "features": [{"id": "offered", "value": place.id in catalogue.offered}],
        }
    if own["match"]:
        return [own, *others]
    matched = sum(one["match"] for one in others)
    score = others[0]["score"] if matched else 100.0
    return [*others[:matched], {**own, "score": score}, *others[matched:]]

"""The lists of a document as it has them: every name in its place, and what they leave open."""

from collections.abc import Mapping
from typing import Any

from korea_map.webmap.content import Content


def order_lists(content: Content, data: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the lists that the page tells name by name, by plan, as the document orders them.

    Parameters
    ----------
    content
        The records.
    data
        What the page holds; see `describe_page`.

    Returns
    -------
    dict of str to list of dict
        Of each list its `half`; `entries`, one for each point that the document counts, None
        where it has no name; and `unnamed`, how many those are.
    """
    points: dict[str, dict[int, Any]] = {}
    for point in data["points"]:
        points.setdefault(point["list"], {})[point["position"]] = point
    first = {name: place for place, name in enumerate(content.dataset.document.lists)}
    told = {}
    for plan in content.dataset.told_plans:
        lists = content.lists_of(plan).items()
        told[plan.id] = [
            {
                "half": half,
                "entries": entries,
                "unnamed": entries.count(None),
            }
            for half, one in sorted(lists, key=lambda item: first.get(item[1].id, len(first)))
            if (entries := _entries(points.get(one.id, {}), one.points_claimed))
        ]
    return told


def _entries(points: Mapping[int, Any], claimed: int) -> list[Any]:
    return [points.get(position) for position in range(1, claimed + 1)]

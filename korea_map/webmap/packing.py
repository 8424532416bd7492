"""The JSON block of a page, in which no name of a field and no key stands for every row anew.

The program unpacks it first of all (`templates/js/packing.js`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

_CURVES = ("curve", "certain")


def pack(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page holds in fewer letters.

    Parameters
    ----------
    data
        What `page_data.describe_page` returns.

    Returns
    -------
    dict
        The same, but for `messages`: their `keys`, and by language the `texts` in that order,
        None where it has none; `points`: `fields`, and `rows` of their values; and the radii of
        the curves, which are the same in each, once.
    """
    coverage = data["coverage"]
    curves = [curve for of in _CURVES for curve in coverage[of].values()]
    return {
        **data,
        "messages": _pack_texts(data["messages"]),
        "points": _pack_rows(data["points"]),
        "coverage": {
            **coverage,
            **{of: {plan: _rest(one) for plan, one in coverage[of].items()} for of in _CURVES},
            "radius_m": curves[0]["radius_m"] if curves else [],
        },
    }


def _pack_texts(texts: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    keys = list(dict.fromkeys(key for one in texts.values() for key in one))
    return {"keys": keys, "texts": {tag: [one.get(k) for k in keys] for tag, one in texts.items()}}


def _pack_rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    fields = list(rows[0]) if rows else []
    return {"fields": fields, "rows": [[row[name] for name in fields] for row in rows]}


def _rest(curve: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values for name, values in curve.items() if name != "radius_m"}

"""The rows of the page: every point in its table, and those that are in doubt."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from korea_map.facts import ALL, find_doubtful
from korea_map.sources import in_words
from korea_map.webmap.chains import Link
from korea_map.webmap.content import Content
from korea_map.webmap.language import Language
from korea_map.webmap.point_data import cite

ROWS_IN_A_PART: Final = 100
"""Of a table that is too long to be laid out as a whole when the page opens."""

T = TypeVar("T")


def list_doubtful(
    content: Content, language: Language, data: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the points of plans with zones whose place is not certain, each place once."""
    zoned = [one for plan in content.zone_plans for one in content.lists_of(plan).values()]
    toponyms = [toponym for one in zoned for toponym in content.toponyms_of(one)]
    points = {point["id"]: point for point in data["points"]}
    doubtful = []
    for toponym in find_doubtful(toponyms).values():
        point = points[toponym.id]
        rivals = [
            {"called": language.called(data["places"][rival["id"]]), "km": rival["km"]}
            for rival in point["rivals"]
            if rival["km"] is not None
        ]
        today = {**point["today"], "title": point["title"]}
        doubtful.append({**point, "called": language.called(today), "rivals": rivals})
    return doubtful


def in_parts(rows: Sequence[T], *, crowded: bool) -> list[Sequence[T]]:
    """Return the rows of a table; those of a crowd in parts, each laid out when it is near."""
    size = ROWS_IN_A_PART if crowded else max(len(rows), 1)
    return [rows[at : at + size] for at in range(0, len(rows), size)] or [rows]


def split_groups(groups: Sequence[dict[str, Any]], *, crowded: bool) -> list[list[dict[str, Any]]]:
    """Return the groups of the table of all points in tables; a crowd has several.

    `goes_on` is whether a table before has the head of a group. Its note stands there where no
    group before has it too, and its unnamed points in the last table that it is in.
    """
    tables: list[list[dict[str, Any]]] = [[]]
    notes = set()
    for group in groups:
        parts = in_parts(group["points"], crowded=crowded)
        for number, points in enumerate(parts):
            if number:
                tables.append([])
            last = number == len(parts) - 1
            told = group["note"] in notes
            notes.add(group["note"])
            tables[-1].append(
                {
                    **group,
                    "points": points,
                    "goes_on": number > 0,
                    "note": None if told else group["note"],
                    "unnamed": group["unnamed"] if last else (),
                }
            )
    return tables


def group_points(content: Content, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the table of all points, by plan and half in the order of the page."""
    notes = {one.id: one.note for one in content.dataset.proposals}
    shorts = {key: source["short"] for key, source in data["sources"].items()}
    groups: list[dict[str, Any]] = []
    for plan in data["plans"]:
        for half, numbers in plan["lists"].items():
            points = [p for p in data["points"] if p["list"] == numbers["id"]]
            groups.append(
                {
                    "plan": plan["id"],
                    "status": plan["status"],
                    "note": in_words(cite(notes[numbers["id"]]), shorts),
                    "half": None if half == ALL else half,
                    "named": numbers["named"],
                    "claimed": numbers["claimed"],
                    "points": [
                        _table_row(point, data, content.chains[point["id"]]) for point in points
                    ],
                    "unnamed": range(len(points) + 1, numbers["claimed"] + 1),
                }
            )
    _note_repetition(point for group in groups for point in group["points"])
    return groups


def _note_repetition(points: Iterable[dict[str, Any]]) -> None:
    """Note with each point whose evidence an earlier one has too how that one is written."""
    said: dict[str, str] = {}
    for point in points:
        point["again"] = said.get(point["evidence"])
        said.setdefault(point["evidence"], point["toponym"])


def _table_row(
    point: Mapping[str, Any], data: Mapping[str, Any], chain: Sequence[Link]
) -> dict[str, Any]:
    rivals = [
        f"{data['places'][rival['id']]['title']} ({rival['km']:.0f} km)"
        for rival in point["rivals"]
        if rival["km"] is not None
    ]
    steps = [{**step, "pieces": _pieces(step)} for step in chain]
    shorts = {key: source["short"] for key, source in data["sources"].items()}
    evidence = in_words(point["evidence"], shorts)
    return {**point, "chain": steps, "rival_names": ", ".join(rivals), "evidence": evidence}


def _pieces(step: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a word in pieces, by whether a rule gives their letters."""
    text, pieces, at = step["text"], [], 0
    for start, end in step["irregular"]:
        pieces += [
            {"text": text[at:start], "irregular": False},
            {"text": text[start:end], "irregular": True},
        ]
        at = end
    return [*pieces, {"text": text[at:], "irregular": False}]

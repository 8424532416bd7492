"""A reading written as text, in one of the formats that `korea-map read` knows."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, Generic, TypeVar

from korea_map.errors import choose
from korea_map.names_out import candidate_record, format_csv
from korea_map.reading.annotations import bare_annotations, each_annotation
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.records import (
    CSV_COLUMNS,
    to_bare_record,
    to_feature,
    to_feature_collection,
    to_rows,
)
from korea_map.reading.showing import in_one_line
from korea_map.reading.tei import to_tei
from korea_map.terminal import draw, printable

FORMATS: Final = ("table", "jsonl", "csv", "geojson", "html", "webannotation", "tei")

_NO_CANDIDATES: Final = '"candidates": []'
_BEFORE: Final = ("offset", "length", "spelling", "lemma", "decision")
_BETWEEN: Final = tuple(name for name in CSV_COLUMNS if name not in (*_BEFORE, "why"))
_AFTER: Final = ("rank", "why")
"""Columns of CSV that are of the mention; before the last stands one that is left blank here."""
_MOST_SHARED: Final = 4096
"""Names whose candidates are kept as text."""

_Written = TypeVar("_Written")


def render(reading: Reading, form: str, *, width: int = 160) -> str:
    """Write a reading as text.

    Parameters
    ----------
    reading
        The mentions and their text.
    form
        One of `FORMATS`.
    width
        Characters a line of a table may have.

    Raises
    ------
    ChoiceError
        If there is no such format.

    Examples
    --------
    >>> print(render(read_text("From Wonsan on."), "csv").splitlines()[1][:27])
    5,6,Wonsan,Wonsan,,1,wonsan
    """
    return "".join(render_pieces(reading, form, width=width))


def render_pieces(reading: Reading, form: str, *, width: int = 160) -> Iterator[str]:
    """Write a reading as text, piece by piece: see `render`.

    What has a line or an object for each mention is never held whole.

    Raises
    ------
    ChoiceError
        If there is no such format, before the first piece.
    """
    choose("format", form, FORMATS)
    if form == "html":
        return iter([reading.to_html()])
    if form == "tei":
        return iter([to_tei(reading)])
    if form == "jsonl":
        return _to_lines(reading)
    if form == "geojson":
        features = (to_feature(mention) for mention in reading)
        return _fill(to_feature_collection(reading[:0]), "features", features)
    if form == "webannotation":
        return _fill(bare_annotations(reading), "items", each_annotation(reading))
    if form == "csv":
        return _to_csv(reading)
    return iter([_to_table(reading, width)])


class _Shared(Generic[_Written]):
    """What is written of candidates, made once for all mentions that have the very same."""

    def __init__(self, write: Callable[[Mention], _Written]) -> None:
        self._write = write
        self._known: dict[tuple[int, ...], _Written] = {}

    def of(self, mention: Mention) -> _Written:
        # by the objects themselves, which the reading keeps: two of a place may differ in score
        key = tuple(map(id, mention.candidates))
        written = self._known.get(key)
        if written is None:
            if len(self._known) >= _MOST_SHARED:
                self._known.clear()
            written = self._known[key] = self._write(mention)
        return written


def _to_lines(reading: Reading) -> Iterator[str]:
    shared = _Shared(_candidates_in_json)
    for mention in reading:
        # no text within JSON has a quote that is not escaped: the empty list is the one meant
        before, _, after = _to_json(to_bare_record(mention)).partition(_NO_CANDIDATES)
        yield f'{before}"candidates": {shared.of(mention)}{after}\n'


def _candidates_in_json(mention: Mention) -> str:
    return _to_json([candidate_record(candidate) for candidate in mention.candidates])


def _to_csv(reading: Reading) -> Iterator[str]:
    yield ",".join(CSV_COLUMNS) + "\n"
    shared = _Shared(_candidates_in_csv)
    for mention in reading:
        own = next(to_rows(replace(mention, candidates=mention.candidates[:1])))
        before = format_csv(_BEFORE, [{name: own[name] for name in _BEFORE}])[:-1]
        after = format_csv(_AFTER, [{"rank": "", "why": own["why"]}])
        yield "".join(f"{before},{one}{after}" for one in shared.of(mention))


def _candidates_in_csv(mention: Mention) -> list[str]:
    return [
        format_csv(_BETWEEN, [{name: row[name] for name in _BETWEEN}])[:-1]
        for row in to_rows(mention)
    ]


def _fill(frame: dict[str, Any], name: str, items: Iterable[Any]) -> Iterator[str]:
    """Write an object of JSON whose one empty list of a name takes items, each as it comes."""
    before, _, after = _to_json(frame).partition(f'"{name}": []')
    yield f'{before}"{name}": ['
    for number, item in enumerate(items):
        yield (", " if number else "") + _to_json(item)
    yield f"]{after}\n"


def _to_json(value: Any) -> str:
    return printable(json.dumps(value, ensure_ascii=False))


def _to_table(reading: Reading, width: int) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, title=Text(printable(reading.told)), title_justify="left")
    for heading in ("line", "spelling", "", "score", "place", "hanja", "lat", "lon", "why"):
        number = heading in ("line", "score", "lat", "lon")
        shown.add_column(heading, justify="right" if number else "left", no_wrap=number)
    line, end = 1, 0
    for mention in reading:
        line, end = line + reading.text.count("\n", end, mention.offset), mention.offset
        best = mention.candidates[0]
        shown.add_row(
            str(line),
            Text(printable(in_one_line(mention.spelling))),
            _standing(mention),
            f"{best.score:.1f}",
            Text(printable(best.place.title)),
            Text(printable(best.place.hanja or "")),
            f"{best.place.lat:.2f}",
            f"{best.place.lon:.2f}",
            Text(printable("; ".join(mention.why))),
        )
    return draw(shown, width)


def _standing(mention: Mention) -> str:
    """Return what a table says of a mention: what was decided, a match, or a sign of doubt."""
    if mention.decision:
        return mention.decision
    return mention.candidates[0].standing or "?"

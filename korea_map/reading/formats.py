"""A reading written as text, in one of the formats that `korea-map read` knows."""

import json
from typing import Any, Final

from korea_map.errors import choose
from korea_map.names_out import format_csv
from korea_map.reading.annotations import to_annotations
from korea_map.reading.mention import Mention, Reading
from korea_map.reading.records import CSV_COLUMNS, to_feature_collection, to_record, to_rows
from korea_map.reading.showing import in_one_line
from korea_map.reading.tei import to_tei
from korea_map.terminal import draw, printable

FORMATS: Final = ("table", "jsonl", "csv", "geojson", "html", "webannotation", "tei")


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
    choose("format", form, FORMATS)
    if form == "html":
        return reading.to_html()
    if form == "tei":
        return to_tei(reading)
    if form == "jsonl":
        return "".join(f"{_to_json(to_record(mention))}\n" for mention in reading)
    if form == "geojson":
        return _to_json(to_feature_collection(reading)) + "\n"
    if form == "webannotation":
        return _to_json(to_annotations(reading)) + "\n"
    if form == "csv":
        rows = (row for mention in reading for row in to_rows(mention))
        return ",".join(CSV_COLUMNS) + "\n" + format_csv(CSV_COLUMNS, rows)
    return _to_table(reading, width)


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

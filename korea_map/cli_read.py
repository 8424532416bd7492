"""The command that reads a text and finds the places of Korea that it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from korea_map.cli_common import (
    data_option,
    gazetteer_option,
    is_stream,
    list_option,
    report_errors,
    tell,
    tell_added,
    tell_lines,
)
from korea_map.files import shown_path
from korea_map.terminal import width_of_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from korea_map.reading.mention import Mention, Reading
    from korea_map.reading.texts_in import Given
    from korea_map.texts import Source

FORMATS = ("table", "jsonl", "csv", "geojson", "html", "webannotation", "tei")
"""As `reading.formats` has them, which is not loaded before there is a text."""

_RIVALS = 4
"""Other places of a doubtful name that are told, for a person to choose from."""


@click.command("read")
@click.argument("text", metavar="TEXT", type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How the names are written. html is a page with the text beside the map.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write into a file; folders that are missing are made. [default: standard output]",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10),
    default=5,
    show_default=True,
    help="Most candidates of a name.",
)
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What you decided of its names. [default: TEXT.decisions.csv, if it is there]",
)
@click.option(
    "--doubts",
    is_flag=True,
    help="Add a row to the decisions for each doubtful name that has none, for you to decide.",
)
@click.option(
    "--to",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="GAZETTEER",
    help="Add the names to the gazetteer.csv of a document, each once, with the place that is "
    "meant, for you to decide.",
)
@list_option
@gazetteer_option
@data_option
@report_errors()
def read_command(
    text: str,
    form: str,
    out: Path | None,
    limit: int,
    decisions: Path | None,
    doubts: bool,
    to: Path | None,
    to_list: str | None,
    gazetteer: Path | None,
    data: Path | None,
) -> None:
    """Find the places of Korea that a text names, and say which of several it means.

    TEXT is a plain text in UTF-8 or UTF-16, or - for standard input. Offsets count the
    characters of the text as it stands. A name is doubtful where letters alone do not tell
    which place is meant, or whether it is one.

    What you decide in TEXT.decisions.csv (accepted, other, none) holds in every later run;
    --doubts begins that file.
    """
    if to_list and not to:
        raise click.UsageError("--list goes with --to")
    if to and (gazetteer or data):
        raise click.UsageError(
            "--to says which data: those beside it; leave --data or --gazetteer out"
        )
    if to and doubts:
        raise click.UsageError("decide first: give --doubts or --to, not both")
    if out and (to or doubts):
        raise click.UsageError("--out goes with a format; leave it out with --to and --doubts")
    if (to or doubts) and not _is_default("form"):
        raise click.UsageError(
            "--format says how names are written; leave it out with --to and --doubts"
        )
    if not text or (decisions and not decisions.name):
        what = "--decisions" if text else "TEXT"
        raise click.UsageError(f"{what} is empty; name a file")
    if out and _are_same(out, text):
        raise click.UsageError(f"--out would write over the text {text}; name another file")
    if doubts and is_stream(text) and not decisions:
        raise click.UsageError("--doubts needs --decisions where the text has no file")
    given = _open(text)
    reading = _read(given, decisions, to.parent if to else data, gazetteer, doubts=doubts)
    for note in reading.notes:
        tell(note, err=True)
    if not reading:
        tell(f"{given.file}: no name of a Korean place was found", err=True)
    if doubts:
        _add_doubts(_place_of(given, decisions), reading)
    elif to:
        _add_names(to, to_list, reading)
    else:
        _write(reading, form, limit, out)


def _is_default(name: str) -> bool:
    """Tell whether nobody has given an option."""
    source = click.get_current_context().get_parameter_source(name)
    return source in (None, click.core.ParameterSource.DEFAULT)


def _are_same(out: Path, text: str) -> bool:
    """Tell whether a file that is to be written is the text itself, by whatever way."""
    try:
        return not is_stream(text) and out.samefile(text)
    except (OSError, ValueError):  # one of them is not there
        return False


def _open(text: str) -> Given:
    from korea_map.reading.texts_in import open_text, read_stream

    if not is_stream(text):
        return open_text(Path(text))
    stream = click.get_current_context().with_resource(click.open_file(text, "rb"))
    return read_stream(cast("Source", stream), text)


def _place_of(given: Given, decisions: Path | None) -> Path:
    from korea_map.reading.decisions import decisions_beside

    return decisions or decisions_beside(given.path or Path("-"))


def _read(
    given: Given, decisions: Path | None, data: Path | None, dump: Path | None, *, doubts: bool
) -> Reading:
    """Read a text, with the decisions that are there."""
    import os

    from korea_map.names_out import Few, open_reconciler
    from korea_map.reading.decisions import find_decisions
    from korea_map.reading.door import read_given
    from korea_map.reading.reader import Reader

    chosen = decisions
    if decisions is None and given.path:
        chosen = find_decisions(given.path)
    elif decisions and doubts and not os.path.lexists(decisions):
        chosen = None  # it is about to be begun
    problems = Few()
    reconciler = open_reconciler(dump, data, problems)
    for line in problems:
        tell(line, err=True)
    return read_given(given, Reader(reconciler), chosen)


def _write(reading: Reading, form: str, limit: int, out: Path | None) -> None:
    from dataclasses import replace

    from korea_map.reading.formats import render_pieces
    from korea_map.reading.mention import Reading
    from korea_map.reading.tei import lost_in_xml

    cut = (replace(one, candidates=one.candidates[:limit]) for one in reading)
    shown = Reading(cut, reading.text, file=reading.file, notes=reading.notes)
    if form == "tei" and (lost := lost_in_xml(reading.text)):
        tell(f"{reading.file}: {lost} characters that XML cannot hold are U+FFFD there", err=True)
    if form == "table" and not reading:
        return
    pieces = render_pieces(shown, form, width=160 if out else width_of_lines())
    if out is None:
        for piece in pieces:
            tell_lines(piece)
        return
    _write_whole(out, pieces)
    tell(f"{shown_path(out)}: {reading.told}", err=True)


def _write_whole(out: Path, pieces: Iterable[str]) -> None:
    """Write a file of pieces, which lie on the disk and not in memory until it is written."""
    import mmap
    import tempfile

    from korea_map.errors import KoreaMapError
    from korea_map.outputs import write_all

    try:
        with tempfile.TemporaryFile() as spool:
            spool.writelines(piece.encode("utf-8") for piece in pieces)
            if not spool.tell():
                write_all({out: b""})
                return
            spool.flush()
            with mmap.mmap(spool.fileno(), 0, access=mmap.ACCESS_READ) as written:
                write_all({out: cast("bytes", written)})  # it is written as bytes are
    except OSError as error:
        reason = error.strerror or str(error)
        raise KoreaMapError(f"{shown_path(out)}: cannot be written: {reason}") from error


def _add_doubts(path: Path, reading: Reading) -> None:
    """Add rows for doubtful names, and say of each what it may mean."""
    from korea_map.outputs import write_all
    from korea_map.reading.decisions import propose_rows

    content, new = propose_rows(path, reading)
    if new:
        write_all({path: content})
    for mention in new:
        tell(_weigh(mention))
    noun = "row" if len(new) == 1 else "rows"
    told = f"{shown_path(path)}: {len(new)} {noun} added"
    decide = "; now write accepted, other or none into decision, and read the text again"
    tell(told + (decide if new else ": every doubtful name has one"), err=True)


def _weigh(mention: Mention) -> str:
    """Say what a doubtful name may mean."""
    from korea_map.reading.showing import in_one_line

    may = mention.candidates[: _RIVALS + 1]
    told = "; or ".join(f"{one.place.called} {one.score:.1f}" for one in may)
    return f"{in_one_line(mention.spelling)}: {told}"


def _add_names(path: Path, wanted: str | None, reading: Reading) -> None:
    """Add each name once to a gazetteer.csv, and say what came of it."""
    from korea_map.drafts import open_draft
    from korea_map.names import Answer
    from korea_map.reading.showing import in_one_line

    draft = open_draft(path, wanted)
    named: dict[str, Mention] = {}
    for mention in reading:
        chosen = named.setdefault(mention.lemma, mention)
        if not mention.decision:
            continue
        if not chosen.decision:
            named[mention.lemma] = mention
        elif chosen.place.id != mention.place.id:
            other = f"decided as {mention.place.id} at {mention.offset}"
            draft.told.append(f"{mention.lemma!r}: {other}; the row has {chosen.place.id}")
    for lemma, mention in named.items():
        said = in_one_line(mention.note) or mention.decision
        decided = f"decided in the reading: {said}" if said else ""
        context = "" if said else in_one_line("; ".join(mention.why))
        draft.add(Answer(lemma, mention.candidates), decided=decided, context=context)
    draft.write()
    tell_added(draft)

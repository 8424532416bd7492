"""The command that looks names up: the other half of the command line."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from korea_map.cli_common import (
    PROBLEMS_FOUND,
    data_option,
    gazetteer_option,
    is_stream,
    list_option,
    report_errors,
    tell,
    tell_added,
    tell_lines,
    to_number,
)
from korea_map.errors import Problem
from korea_map.files import shown_path
from korea_map.terminal import width_of_lines

if TYPE_CHECKING:
    from korea_map.names import Answer
    from korea_map.texts import Source


@click.command("reconcile")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--file",
    "names_file",
    type=click.Path(exists=True, allow_dash=True),
    metavar="FILE",
    help="Names to look up, one a line, or a CSV file with --column (cells parted by commas, "
    "semicolons or tabs); - for standard input.",
)
@click.option("--column", metavar="NAME", help="Column of the CSV file that holds the names.")
@click.option("--within", type=click.Choice(["north", "south"]), help="One side, as of today.")
@click.option(
    "--bbox",
    type=to_number,
    nargs=4,
    metavar="W S E N",
    help="Only places inside a box, in degrees.",
)
@click.option(
    "--near",
    type=to_number,
    nargs=3,
    metavar="LON LAT KM",
    help="Only places around a point.",
)
@click.option(
    "--feature-class",
    type=click.Choice(list("AHLPRSTUV")),
    help="Only places of one GeoNames class: P settlements, H waters, T heights, A regions.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="Most candidates of a name.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="How the candidates are written.",
)
@gazetteer_option
@click.option("--only", is_flag=True, help="With --gazetteer: among the places of the dump alone.")
@click.option(
    "--to",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="GAZETTEER",
    help="Add the names to the gazetteer.csv of a document, each with the place it most "
    "probably means, for you to decide.",
)
@list_option
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that look names up, sharing one index; worth it from some hundred names on.",
)
@data_option
@report_errors()
def reconcile_command(
    names: tuple[str, ...],
    names_file: str | None,
    column: str | None,
    within: str | None,
    bbox: tuple[float, float, float, float] | None,
    near: tuple[float, float, float] | None,
    feature_class: str | None,
    limit: int,
    form: str,
    gazetteer: Path | None,
    only: bool,
    to: Path | None,
    to_list: str | None,
    workers: int,
    data: Path | None,
) -> None:
    """Look up transliterated names of Korean places, and show why.

    Answers come in the order of the names, each as soon as it is found. A name that
    cannot be looked up is reported and the others are answered; the exit code is then 1.

    A place marked "offered" is of places_more.csv, of which none is claimed as a match.

    With --to, each name becomes a row at the end of a list of a document. Its place is
    proposed, not decided: korea-map check names the row until you write the evidence.
    """
    from korea_map import names_in, names_out
    from korea_map.errors import Tally
    from korea_map.names import Answer
    from korea_map.names.coming import Coming

    areas = [area for area in (within, bbox, near) if area is not None]
    if len(areas) > 1:
        raise click.UsageError("give only one of --within, --bbox and --near")
    if bool(names) == bool(names_file):
        raise click.UsageError("give names, or --file with names, not both")
    if column and not names_file:
        raise click.UsageError("--column goes with --file")
    if only and not gazetteer:
        raise click.UsageError("--only goes with --gazetteer: it leaves the others out")
    if only and data:
        raise click.UsageError("--only leaves out the places of --data; give one of them")
    if to_list and not to:
        raise click.UsageError("--list goes with --to")
    if to and (gazetteer or data):
        raise click.UsageError(
            "--to says which data: those beside it; leave --data or --gazetteer out"
        )
    area = areas[0] if areas else None
    if area is not None and not isinstance(area, str):
        _check_area(area)

    file = shown_path(Path(names_file)) if names_file not in (None, "-") else "-"
    source = _open_names(names_file, file, ahead=workers > 1) if names_file else None
    if source and not column and file.lower().endswith((".csv", ".tsv")):
        there = ", ".join(names_in.columns_of(source, file=file))
        raise click.UsageError(f"{file} needs --column; its columns are: {there}")

    problems = names_out.Few()
    reconciler = names_out.open_reconciler(
        gazetteer, to.parent if to else data, problems, only=only, offered=not to
    )
    for line in problems:
        tell(line, err=True)
    faulty = problems.count
    notes = names_in.Notes(file)
    tally = Tally()
    if source is None:
        asked: Iterable[names_in.NameAt] = (
            names_in.check_name(names_in.as_utf_8(name), number, 1)
            for number, name in enumerate(names, 1)
        )
    elif column:
        column = names_in.as_utf_8(column)
        asked = names_in.read_csv(source, column, file=file, notes=notes)
    else:
        asked = names_in.read_lines(source, file=file, notes=notes)

    taken: deque[names_in.NameAt] = deque()

    def to_ask() -> Iterator[str | None]:
        for one in asked:
            taken.append(one)
            yield None if one.problem else one.name

    def answers() -> Generator[Answer]:
        nonlocal faulty
        for answer in reconciler.reconcile_many(
            Coming(to_ask()) if source and workers > 1 else to_ask(),
            within=area,
            feature_class=feature_class,
            limit=limit,
            workers=workers,
            tell=partial(tell, err=True),
        ):
            one = taken.popleft()
            if one.problem:
                answer = Answer(one.name, (), one.problem)
            if answer.problem:
                faulty += 1
                problem = Problem(file, one.line, one.column, answer.problem)
                if not source:
                    tell(f"name {one.line}: {answer.problem}", err=True)
                elif tally.takes(problem):
                    tell(str(problem), err=True)
            yield answer

    with closing(answers()) as answered:
        if to:
            unfit = _add_rows(to, to_list, answered)
            faulty += unfit
        else:
            for text in names_out.render(answered, form, width=width_of_lines()):
                tell_lines(text)
    for told in (*tally.rest(), *notes):
        tell(told, err=True)
    if faulty:
        sys.exit(PROBLEMS_FOUND)


def _open_names(path: str, shown: str, *, ahead: bool) -> Source:
    """Give the bytes of a file of names, or of standard input.

    What is read ahead of its answers has no buffer: a thread that waits in one, for what never
    comes, would keep the process from ending.
    """
    from korea_map.unpacking import Bounded, Unbuffered, refuse_strange

    if not is_stream(path):
        refuse_strange(Path(path))
    stream = click.get_current_context().with_resource(click.open_file(path, "rb"))
    source = cast("Source", stream)
    return Bounded(Unbuffered(stream) if ahead else source, shown)


def _check_area(area: tuple[float, ...]) -> None:
    """Refuse numbers that are no box and no circle, and say in which order they come."""
    from korea_map.errors import SpellingError
    from korea_map.names.within import find_inside

    def is_one(numbers: tuple[float, ...]) -> bool:
        try:
            find_inside((), numbers)
        except SpellingError:
            return False
        return True

    if is_one(area):
        return
    box = len(area) == 4
    option, order = ("--bbox", (1, 0, 3, 2)) if box else ("--near", (1, 0, 2))
    turned = tuple(area[place] for place in order)
    wanted = "west, south, east and north" if box else "longitude, latitude and kilometres"
    message = f"{option} takes {wanted}, in degrees"
    if is_one(turned):
        shown = " ".join(f"{number:g}" for number in turned)
        message += f"; longitude comes before latitude: {option} {shown}"
    raise click.UsageError(message)


def _add_rows(path: Path, wanted: str | None, answers: Iterable[Answer]) -> int:
    """Add names to a gazetteer.csv, say of each what came of it, and count the unfit."""
    from korea_map.drafts import open_draft

    draft = open_draft(path, wanted)
    for answer in answers:
        draft.add(answer)
    draft.write()
    tell_added(draft)
    return draft.unfit

"""The command line: the only module that prints or exits."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ParamSpec

import click

from korea_map import __version__
from korea_map.errors import ChoiceError, DataError, KoreaMapError, Problem
from korea_map.files import shown_path

if TYPE_CHECKING:
    from korea_map.names import Answer

P = ParamSpec("P")

PROBLEMS_FOUND = 1

data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with other data files. [default: those that came with the package]",
)
miles_option = click.option(
    "--miles",
    type=click.Choice(["statute", "nautical"]),
    default="statute",
    show_default=True,
    help="What the telegram's unspecified mile is taken for.",
)


def report_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turn the errors of the package and of the file system into messages and exit code 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except DataError as error:
            fail_with(error.problems)
        except ChoiceError as error:
            raise click.UsageError(str(error)) from None
        except KoreaMapError as error:
            click.echo(f"korea-map: {error}", err=True)
            sys.exit(PROBLEMS_FOUND)
        except BrokenPipeError:
            raise  # the reader of a pipe has seen enough: click ends quietly
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"korea-map: {where}{error.strerror}", err=True)
            sys.exit(PROBLEMS_FOUND)

    return run


def fail_with(problems: Iterable[Problem]) -> None:
    """Print problems, one a line, and exit."""
    listed = list(problems)
    for problem in listed:
        click.echo(str(problem), err=True)
    noun = "problem" if len(listed) == 1 else "problems"
    click.echo(f"korea-map: {len(listed)} {noun}; nothing was written", err=True)
    sys.exit(PROBLEMS_FOUND)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="korea-map")
def main() -> None:
    """Where neutral inspectors might have gone in Korea, 1952-1953."""


@main.command("build")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    metavar="DIR",
    help="Folder to write into.",
)
@data_option
@click.option(
    "--miles",
    type=click.Choice(["statute", "nautical"]),
    help="What an unspecified mile is taken for. [default: what document.toml says]",
)
@click.option(
    "--lang",
    metavar="TAG",
    help="Language of the page before any script runs. [default: that of document.toml]",
)
@click.option(
    "--tiles",
    metavar="NAME",
    help="Online background, such as osm. The page then asks its host for images. [default: none]",
)
@report_errors
def build_command(
    out: Path, data: Path | None, miles: Any, lang: str | None, tiles: str | None
) -> None:
    """Build the page, and the files that go with it.

    Every file is made before the first is written; if the data have a problem, nothing is
    written and an earlier page stays as it was.
    """
    from korea_map.files import write_all
    from korea_map.webmap import build_map, render_files

    files = render_files(build_map(data, miles=miles, tiles=tiles, lang=lang))
    write_all({out / name: text.encode("utf-8") for name, text in files.items()})
    page = out / "korea_map.html"
    needs = f"it loads its background {tiles} from the network" if tiles else "it needs no network"
    click.echo(f"{shown_path(page)}: open it in a browser; {needs}", err=True)


@main.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder, as the other commands take it. [default: the data of the package]",
)
@click.option(
    "--write",
    is_flag=True,
    help="First put right the cells of gazetteer.csv that follow from places.csv.",
)
@report_errors
def check_command(folder: Path | None, data: Path | None, write: bool) -> None:
    """Name every problem of the data files as file:line:column: message."""
    from korea_map.checks import check, write_derived

    if folder and data and folder.resolve() != data.resolve():
        raise click.UsageError(f"give one folder: {folder} or {data}")
    checked = folder or data
    for change in write_derived(checked) if write else ():
        click.echo(change)
    problems = check(checked)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        sys.exit(PROBLEMS_FOUND)
    click.echo("no problems", err=True)


@main.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@report_errors
def new_command(folder: Path) -> None:
    """Begin a document of your own: the files of a map, with one worked row each.

    DIR is a folder that is new or empty. README.md in it says what every column means and
    what to do next.
    """
    from korea_map.starter import GUIDE, begin_document

    begin_document(folder)
    shown = shown_path(folder)
    click.echo(f"{shown}: a document to fill in; read {shown_path(folder / GUIDE)}", err=True)
    quoted = shlex.quote(shown)
    click.echo(f"then run korea-map check {quoted} and korea-map build --data {quoted}", err=True)


@main.command("coverage")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How the figures are written.",
)
@miles_option
@data_option
@report_errors
def coverage_command(form: str, miles: Any, data: Path | None) -> None:
    """Print the land and sea under the zones of each plan, in km2 and percent.

    Ground under two zones counts once. North and South are parted by the line of 1953.
    """
    from korea_map.zones import coverage

    table = coverage(miles=miles, data=data)
    if form == "json":
        click.echo(table.to_json(orient="records", indent=2, force_ascii=False, double_precision=6))
    elif form == "csv":
        click.echo(table.to_csv(index=False, float_format="%.6f", lineterminator="\n"), nl=False)
    else:
        from rich.console import Console

        Console().print(coverage_table(table))


def coverage_table(table: Any) -> Any:
    """Return the figures of `coverage` as a rich table, whole km2 and percent."""
    from rich import box
    from rich.table import Table

    areas = ("north", "south", "china", "russia", "sea", "union")
    caption = ". ".join(
        f"{row['plan']}: zones overlap by {row['overlap_km2']:,.0f} km², counted once"
        for row in table.to_dict("records")
        if row["list"] == "both"
    )
    shown = Table(box=box.SIMPLE_HEAD, padding=0, caption=caption)
    shown.add_column("plan")
    shown.add_column("list")
    for heading in ("zones", *(f"{area}\nkm²" for area in areas), "of the\nNorth", "of the\nSouth"):
        shown.add_column(heading, justify="right")
    for row in table.to_dict("records"):
        shown.add_row(
            row["plan"],
            row["list"],
            str(row["zones"]),
            *(f"{row[f'{area}_km2']:,.0f}" for area in areas),
            *(f"{row[f'{half}_share']:.2%}" for half in ("north", "south")),
        )
    return shown


@main.command("reconcile")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--file",
    "source",
    type=click.File("rb", lazy=False),
    metavar="FILE",
    help="Names to look up, one a line, or a CSV file with --column; - for standard input.",
)
@click.option("--column", metavar="NAME", help="Column of the CSV file that holds the names.")
@click.option("--within", type=click.Choice(["north", "south"]), help="One side, as of today.")
@click.option(
    "--bbox",
    type=float,
    nargs=4,
    metavar="W S E N",
    help="Only places inside a box, in degrees.",
)
@click.option(
    "--near",
    type=float,
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
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="DUMP",
    help="A GeoNames country dump (plain, gzip or zip) instead of the package's places.",
)
@click.option(
    "--to",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="GAZETTEER",
    help="Add the names to the gazetteer.csv of a document, each with the place it most "
    "probably means, for you to decide.",
)
@click.option(
    "--list",
    "to_list",
    metavar="LIST",
    help="With --to: id in proposals.csv of the list that has the names. [default: the one list]",
)
@data_option
@report_errors
def reconcile_command(
    names: tuple[str, ...],
    source: IO[bytes] | None,
    column: str | None,
    within: str | None,
    bbox: tuple[float, float, float, float] | None,
    near: tuple[float, float, float] | None,
    feature_class: str | None,
    limit: int,
    form: str,
    gazetteer: Path | None,
    to: Path | None,
    to_list: str | None,
    data: Path | None,
) -> None:
    """Look up transliterated names of Korean places, and show why.

    Answers come in the order of the names, each as soon as it is found. A name that
    cannot be looked up is reported and the others are answered; the exit code is then 1.

    With --to, each name becomes a row at the end of a list of a document. Its place is
    proposed, not decided: korea-map check names the row until you write the evidence.
    """
    from korea_map import names_io
    from korea_map.errors import SpellingError
    from korea_map.names import Answer
    from korea_map.names.within import find_inside

    areas = [area for area in (within, bbox, near) if area is not None]
    if len(areas) > 1:
        raise click.UsageError("give only one of --within, --bbox and --near")
    if bool(names) == bool(source):
        raise click.UsageError("give names, or --file with names, not both")
    if column and not source:
        raise click.UsageError("--column goes with --file")
    if to_list and not to:
        raise click.UsageError("--list goes with --to")
    if to and (gazetteer or data):
        raise click.UsageError(
            "--to says which data: those beside it; leave --data or --gazetteer out"
        )
    area = areas[0] if areas else None
    if area is not None:
        try:
            find_inside((), area)
        except SpellingError as error:
            raise click.UsageError(str(error)) from None

    name = getattr(source, "name", "<stdin>")
    file = "-" if name == "<stdin>" else shown_path(Path(name))
    if source and not column and name.lower().endswith(".csv"):
        there = names_io.printable(", ".join(names_io.columns_of(source, file=file)))
        raise click.UsageError(f"{file} needs --column; its columns are: {there}")

    problems: list[Problem] = []
    reconciler = names_io.open_reconciler(gazetteer, to.parent if to else data, problems)
    for problem in problems:
        click.echo(str(problem), err=True)
    faulty = len(problems)
    if source is None:
        asked: Iterable[names_io.NameAt] = (
            names_io.check_name(name, number, 1) for number, name in enumerate(names, 1)
        )
    elif column:
        asked = names_io.read_csv(source, column, file=file)
    else:
        asked = names_io.read_lines(source, file=file)

    def answers() -> Iterator[Answer]:
        nonlocal faulty
        for one in asked:
            answer = Answer(one.name, (), one.problem)
            if not one.problem:
                answer = reconciler.answer(
                    one.name, within=area, feature_class=feature_class, limit=limit
                )
            if answer.problem:
                faulty += 1
                where = f"{file}:{one.line}:{one.column}" if source else f"name {one.line}"
                click.echo(f"{where}: {answer.problem}", err=True)
            yield answer

    if to:
        unfit = _add_rows(to, to_list, answers())
        faulty += unfit
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 160
        for text in names_io.render(answers(), form, width=width):
            click.echo(text, nl=False)
    if faulty:
        sys.exit(PROBLEMS_FOUND)


def _add_rows(path: Path, wanted: str | None, answers: Iterable[Answer]) -> int:
    """Add names to a gazetteer.csv, say of each what came of it, and count the unfit."""
    from korea_map.drafts import open_draft
    from korea_map.names_io import printable

    draft = open_draft(path, wanted)
    for answer in answers:
        draft.add(answer)
    draft.write()
    for row in draft.added:
        click.echo(printable(f"{row['id']}: {row['toponym']}: {row['evidence']}"))
    for told in draft.told:
        click.echo(printable(told), err=True)
    noun = "row" if len(draft.added) == 1 else "rows"
    done = f"{shown_path(path)}: {len(draft.added)} {noun} added to {draft.chosen['id']}"
    decide = f"; now decide: korea-map check {shlex.quote(shown_path(path.parent))}"
    click.echo(done + (decide if draft.added else ""), err=True)
    return draft.unfit

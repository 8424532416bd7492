"""What the commands share: options, how they say things, errors as messages with an exit code."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec

import click

from korea_map.errors import ChoiceError, DataError, KoreaMapError, Problem, abridge
from korea_map.files import shown_path
from korea_map.terminal import printable, printable_lines, quoted, say_stopped, write_utf_8

if TYPE_CHECKING:
    from korea_map.drafts import Draft

P = ParamSpec("P")

PROBLEMS_FOUND = 1

_HANDED_OVER = re.compile(r"/dev/(?:fd/[0-9]+|stdin)")


def tell(text: str, *, err: bool = False) -> None:
    """Write one line, whatever the text has in it."""
    click.echo(printable(text), err=err)


def tell_lines(text: str) -> None:
    """Write lines that are made already: a table, JSON, CSV."""
    click.echo(printable_lines(text), nl=False)


def tell_added(draft: Draft) -> None:
    """Say of each row that was added to a gazetteer.csv what it proposes, and what to do next."""
    for row in draft.added:
        tell(f"{row['id']}: {row['toponym']}: {row['evidence']}")
    for told in draft.told:
        tell(told, err=True)
    noun = "row" if len(draft.added) == 1 else "rows"
    done = f"{shown_path(draft.path)}: {len(draft.added)} {noun} added to {draft.chosen['id']}"
    decide = f"; now decide: korea-map check {quoted(shown_path(draft.path.parent))}"
    tell(done + (decide if draft.added else ""), err=True)


class Commands(click.Group):
    """Commands that write UTF-8 and say in one line what is wrong, or that they were stopped."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _own_words():
            return super().invoke(ctx)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments."""
        with _own_words():
            return super().make_context(*args, **extra)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run what the arguments name, and exit."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        write_utf_8()
        extra.setdefault("windows_expand_args", False)  # a star, a dollar, a percent are text
        try:
            code = super().main(args, prog_name, standalone_mode=False, **extra)
        except (_Stopped, click.Abort, KeyboardInterrupt) as error:
            code = say_stopped(error)
        except click.ClickException as error:
            if not isinstance(error, click.exceptions.NoArgsIsHelpError):
                message = printable(error.format_message())
                error.format_message = lambda: message  # type: ignore[method-assign]
            error.show()
            code = error.exit_code
        except OSError as error:  # help and version that cannot be written
            say_unwritten(error)
        sys.exit(code)


def say_unwritten(error: OSError) -> NoReturn:
    """Say in one line what the system refused, and exit."""
    where = f"{error.filename}: " if error.filename else ""
    tell(f"korea-map: {where}{error.strerror}", err=True)
    sys.exit(PROBLEMS_FOUND)


class _Stopped(BaseException):
    """Ctrl-C, or another signal to stop, while a command runs."""


@contextmanager
def _own_words() -> Iterator[None]:
    """Let Ctrl-C through to `Commands.main` before click makes words of its own of it."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise _Stopped(*error.args) from None


def to_number(text: str) -> float:
    """Return the number that an option is given, written as the tables write it."""
    from korea_map.numerals import parse_number, remedy

    number = parse_number(text)
    if number is None:
        raise click.BadParameter(f"{text!r} is not a number{remedy(text)}")
    return number


def is_stream(path: str) -> bool:
    """Tell whether a path is standard input, or open already: what a shell hands over by <(…)."""
    return path == "-" or _HANDED_OVER.fullmatch(path) is not None


def to_folder(text: str) -> Path:
    """Return the folder that is to be written into."""
    if not text.strip() or "\0" in text:
        raise click.BadParameter(f"{text!r} is no folder; give the path of one to write into")
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise click.BadParameter(f"{text!r} is no folder but a file; name another")
    return path


data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with other data files. [default: those that came with the package]",
)
gazetteer_option = click.option(
    "--gazetteer",
    type=click.Path(exists=True, path_type=Path),
    metavar="DUMP",
    help="Look among the places of a GeoNames country dump (plain, gzip or zip) as well.",
)
list_option = click.option(
    "--list",
    "to_list",
    metavar="LIST",
    help="With --to: id in proposals.csv of the list that has the names. [default: the one list]",
)
miles_option = click.option(
    "--miles",
    type=click.Choice(["statute", "nautical"]),
    help="What an unspecified mile is taken for. [default: what document.toml says]",
)


def report_errors(so: str = "") -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Turn the errors of the package and of the file system into messages and exit code 1.

    Parameters
    ----------
    so
        What follows where the data have problems, said after their number.
    """

    def decorate(command: Callable[P, None]) -> Callable[P, None]:
        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                command(*args, **kwargs)
            except DataError as error:
                fail_with(error.problems, so)
            except ChoiceError as error:
                raise click.UsageError(str(error)) from None
            except KoreaMapError as error:
                tell(f"korea-map: {error}", err=True)
                sys.exit(PROBLEMS_FOUND)
            except BrokenPipeError:
                raise  # the reader of a pipe has seen enough: click ends quietly
            except OSError as error:
                say_unwritten(error)

        return run

    return decorate


def fail_with(problems: Iterable[Problem], so: str = "") -> None:
    """Print problems, one a line, what follows from them, and exit."""
    listed = list(problems)
    for line in abridge(listed):
        tell(line, err=True)
    noun = "problem" if len(listed) == 1 else "problems"
    tell(f"korea-map: {len(listed)} {noun}{so}", err=True)
    sys.exit(PROBLEMS_FOUND)

"""What the commands share: options, and errors as messages with an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from korea_map.errors import ChoiceError, DataError, KoreaMapError, Problem, abridge

P = ParamSpec("P")

PROBLEMS_FOUND = 1


def to_number(text: str) -> float:
    """Return the number that an option is given, written as the tables write it."""
    from korea_map.numerals import parse_number, remedy

    number = parse_number(text)
    if number is None:
        raise click.BadParameter(f"{text!r} is not a number{remedy(text)}")
    return number


data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with other data files. [default: those that came with the package]",
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
                click.echo(f"korea-map: {error}", err=True)
                sys.exit(PROBLEMS_FOUND)
            except BrokenPipeError:
                raise  # the reader of a pipe has seen enough: click ends quietly
            except OSError as error:
                where = f"{error.filename}: " if error.filename else ""
                click.echo(f"korea-map: {where}{error.strerror}", err=True)
                sys.exit(PROBLEMS_FOUND)

        return run

    return decorate


def fail_with(problems: Iterable[Problem], so: str = "") -> None:
    """Print problems, one a line, what follows from them, and exit."""
    listed = list(problems)
    for line in abridge(listed):
        click.echo(line, err=True)
    noun = "problem" if len(listed) == 1 else "problems"
    click.echo(f"korea-map: {len(listed)} {noun}{so}", err=True)
    sys.exit(PROBLEMS_FOUND)

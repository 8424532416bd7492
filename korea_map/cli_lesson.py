"""The command `lesson`."""

from __future__ import annotations

from pathlib import Path

import click

from korea_map.cli_common import data_option, report_errors, tell, to_folder
from korea_map.files import shown_path


@click.command("lesson")
@click.option(
    "--out",
    callback=lambda *given: to_folder(given[-1]),
    default="output/lesson",
    show_default="output/lesson",
    metavar="DIR",
    help="Folder to write into.",
)
@data_option
@click.option(
    "--lang",
    metavar="TAG",
    help="Language of the files without a tag in their names. [default: that of document.toml]",
)
@report_errors("; nothing was written")
def lesson_command(out: Path, data: Path | None, lang: str | None) -> None:
    """Write the lesson of a document: a folder for a class, whole by itself.

    Pages for pupils and teacher beside their own copy of the map, the same as documents for
    Word, and a Common Cartridge for Moodle and Canvas, in every language of the lesson's words.
    All files are written, or none.
    """
    from korea_map.lesson import make_lesson
    from korea_map.outputs import write_all
    from korea_map.webmap.content import read_content

    files = make_lesson(read_content(data), lang)
    page = out / "lesson.html"
    write_all({out / name: content for name, content in files.items()}, head=page)
    tell(f"{shown_path(page)}: open it in a browser; the folder needs no network", err=True)

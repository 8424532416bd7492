"""Sheets as HTML: on a screen beside the map, on paper as a worksheet."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from korea_map.lesson.blocks import Sheet
from korea_map.webmap.language import mark_up, settle
from korea_map.webmap.panel import PAGE
from korea_map.webmap.templating import make_environment


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies beside a page.

    Attributes
    ----------
    picture
        File with the drawn maps.
    paper
        The same sheet for Word, with what it is called; empty for none.
    others
        The same page in other languages: tag, what the language calls itself, file.
    lang
        The language that the map is to speak; empty for that in which it opens.
    screen
        Whether there is a map to embed and something to type into; False where a program reads
        the page that keeps neither.
    unpacked
        File with the map to unpack, and what it is called; for such a program.
    """

    picture: str
    paper: tuple[str, str] = ("", "")
    others: tuple[tuple[str, str, str], ...] = ()
    lang: str = ""
    screen: bool = True
    unpacked: tuple[str, str] = ("", "")

    def map_link(self, fragment: str = "") -> str:
        """Return the address of the map beside the page, at a view."""
        spoken = f"lang={self.lang}" if self.lang else ""
        parts = "&".join(part for part in (fragment, spoken) if part)
        return f"{PAGE}?embed#{parts}" if parts else f"{PAGE}?embed"


def render_page(sheet: Sheet, around: Surroundings) -> str:
    """Return a sheet as the text of an HTML file."""
    style = (resources.files(__package__) / "templates" / "sheet.css").read_text(encoding="utf-8")
    template = _environment().get_template("sheet.html.j2")
    return settle(template.render(sheet=sheet, around=around, style=Markup(style)))  # noqa: S704


@cache
def _environment() -> jinja2.Environment:
    made = make_environment("korea_map.lesson")
    made.filters["rich"] = mark_up
    made.tests["block"] = lambda block, name: type(block).__name__ == name
    return made

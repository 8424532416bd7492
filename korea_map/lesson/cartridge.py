"""A Common Cartridge 1.1: what Moodle and Canvas read, with lesson, map and licences.

What the two make of it was read in their converters. Moodle keeps of an HTML page its text
alone and copies no HTML file, so that the map comes packed too; Canvas takes every file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import jinja2

from korea_map import credit
from korea_map.lesson.archives import pack
from korea_map.webmap.templating import make_environment

MANIFEST = "imsmanifest.xml"
WEB = "webcontent"
ASSOCIATED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a cartridge.

    Attributes
    ----------
    files
        Their names, the one that is opened first.
    title
        What it is called where it is listed; empty where it is not.
    taught
        Whether it is for the teacher alone.
    """

    files: tuple[str, ...]
    title: str = ""
    kind: str = WEB
    taught: bool = False

    @property
    def id(self) -> str:
        """An id that XML takes."""
        return "r-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in self.files[0])


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a cartridge, as a course lists it."""

    id: str
    title: str
    resources: tuple[Resource, ...]


def write_cartridge(
    title: str,
    lang: str,
    modules: Sequence[Module],
    others: Sequence[Resource],
    files: Mapping[str, bytes],
) -> bytes:
    """Return a cartridge.

    Parameters
    ----------
    title, lang
        Of the course.
    modules
        What is listed.
    others
        Resources that are there and not listed.
    files
        The files of all resources by name.
    """
    resources = {one.id: one for one in _every(modules, others)}
    manifest = _environment().get_template("imsmanifest.xml.j2")
    text = manifest.render(
        title=title,
        lang=lang,
        modules=modules,
        resources=list(resources.values()),
        rights=f"{credit.LICENCE}. {credit.CREDIT}",
    )
    wanted = dict.fromkeys(name for one in resources.values() for name in one.files)
    return pack({MANIFEST: text.encode("utf-8"), **{name: files[name] for name in wanted}})


def _every(modules: Sequence[Module], others: Sequence[Resource]) -> Iterator[Resource]:
    for module in modules:
        yield from module.resources
    yield from others


@cache
def _environment() -> jinja2.Environment:
    return make_environment("korea_map.lesson")

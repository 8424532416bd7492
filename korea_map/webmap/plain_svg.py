"""A drawing without a style sheet: its rules as attributes, for readers that know no CSS."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from markupsafe import Markup

SVG = "http://www.w3.org/2000/svg"

_ATTRIBUTES = re.compile(
    r"(?:fill|stroke)(?:-(?:dasharray|linecap|linejoin|opacity|rule|width))?"
    r"|font-(?:family|size|style|weight)|paint-order"
)
"""What a sheet says that SVG knows as an attribute; the rest is for pages."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_STEP = re.compile(r"([a-z]*)((?:\.[\w-]+)*)")
_RGBA = re.compile(r"rgba\((\d+), *(\d+), *(\d+), *([\d.]+)\)")


@dataclass(frozen=True)
class _Rule:
    """Elements, the last with those that hold it, as (tag, classes), and what is said of them."""

    steps: tuple[tuple[str, frozenset[str]], ...]
    said: dict[str, str]

    @property
    def weight(self) -> tuple[int, int]:
        """What it counts against others: classes first, then tags."""
        return sum(len(names) for _, names in self.steps), sum(bool(tag) for tag, _ in self.steps)

    def fits(self, path: Sequence[ET.Element]) -> bool:
        """Whether it is said of the last of the elements, each of which holds the next."""
        *held, last = self.steps
        if not _is(path[-1], last):
            return False
        around = iter(reversed(path[:-1]))
        return all(any(_is(node, step) for node in around) for step in reversed(held))


def write_in(drawing: Markup, sheet: str) -> Markup:
    """Return an SVG with the rules of a style sheet written into its elements.

    Parameters
    ----------
    drawing
        The SVG, with classes.
    sheet
        CSS of tags, classes and what lies within them; its variables are known everywhere.
        What an element says itself stands.

    Returns
    -------
    Markup
        The SVG; its classes stay.

    Examples
    --------
    >>> sheet = ".map { --sea: #def; } .map .sea { fill: var(--sea); max-width: 100%; }"
    >>> drawing = f'<svg xmlns="{SVG}" class="map"><rect class="sea"/></svg>'
    >>> print(write_in(Markup(drawing), sheet).strip())
    <svg xmlns="http://www.w3.org/2000/svg" class="map"><rect class="sea" fill="#def" /></svg>
    """
    rules = sorted(_read(sheet), key=lambda rule: rule.weight)
    root = ET.fromstring(str(drawing))  # noqa: S314
    _give(root, (), rules)
    _lay_halos(root)
    ET.register_namespace("", SVG)
    return Markup(ET.tostring(root, encoding="unicode") + "\n")  # noqa: S704


def _give(node: ET.Element, around: tuple[ET.Element, ...], rules: Sequence[_Rule]) -> None:
    path = (*around, node)
    said: dict[str, str] = {}
    for rule in rules:
        if rule.fits(path):
            said.update(rule.said)
    for name, value in said.items():
        node.attrib.setdefault(name, value)
    for child in node:
        _give(child, path, rules)


def _lay_halos(node: ET.Element) -> None:
    """Draw a text that is stroked before it is filled as two: not every reader knows the order."""
    for index, child in reversed(list(enumerate(node))):
        _lay_halos(child)
        if child.attrib.pop("paint-order", None) is None:
            continue
        halo = deepcopy(child)
        halo.set("aria-hidden", "true")
        halo.set("fill", child.get("stroke", "none"))
        halo.set("fill-opacity", child.get("stroke-opacity", "1"))
        for part in halo.iter():
            part.attrib.pop("class", None)
            if part is not halo:
                part.attrib.pop("fill", None)
        halo.tail = child.tail
        for name in [name for name in child.attrib if name.startswith("stroke")]:
            del child.attrib[name]
        node.insert(index, halo)


def _is(node: ET.Element, step: tuple[str, frozenset[str]]) -> bool:
    tag, names = step
    return node.tag.endswith(f"}}{tag}" if tag else "") and names <= set(
        node.get("class", "").split()
    )


def _read(sheet: str) -> Iterator[_Rule]:
    rules = _RULE.findall(sheet)
    known = dict(pair for _, body in rules for pair in _pairs(body) if pair[0].startswith("--"))
    for selectors, body in rules:
        said: dict[str, str] = {}
        for name, value in _pairs(body):
            if _ATTRIBUTES.fullmatch(name):
                said |= _plain(name, re.sub(r"var\((--[\w-]+)\)", lambda m: known[m[1]], value))
        for selector in selectors.split(","):
            steps = (_STEP.fullmatch(one) for one in selector.split())
            yield _Rule(
                tuple((step[1], frozenset(step[2].split(".")[1:])) for step in steps if step), said
            )


def _pairs(body: str) -> Iterator[tuple[str, str]]:
    for line in body.split(";"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _plain(name: str, value: str) -> dict[str, str]:
    """Return a value as older readers have it: opacity apart, lengths without a unit."""
    found = _RGBA.fullmatch(value)
    if found:
        colour = "#" + "".join(f"{int(channel):02x}" for channel in found.groups()[:3])
        return {name: colour, f"{name}-opacity": found[4]}
    value = re.sub(r"(?<=\d)px\b", "", value).replace('url("', "url(").replace('")', ")")
    return {name: value.replace('"', "'")}

"""Write docs/api.md: every public name with its signature and what its docstring says.

python scripts/make_api.py
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import korea_map

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"

# the module that a name comes from says where in the page it stands
PARTS = {
    "Tables": ("gazetteer", "proposals", "basemap"),
    "Zones and the land under them": (
        *("zones", "coverage_curve", "spans", "geodesy", "distances", "moves"),
    ),
    "Names": ("names", "chain", "model"),
    "Texts": ("reading",),
    "The map": ("webmap", "exports"),
    "Sources and checks": ("sources", "checks"),
    "Errors": ("errors",),
}
HEAD = """# What Python offers

Made from the docstrings by `python scripts/make_api.py`; the examples are run by the tests.
Every function refuses what it cannot take with a `KoreaMapError` that says what and why.
"""


def make() -> str:
    """Return the page as text."""
    homes = korea_map._HOMES
    placed = [home for some in PARTS.values() for home in some]
    parts = {**PARTS, "More": tuple(sorted({*homes.values()} - {*placed}))}
    pieces = [HEAD]
    for title, modules in parts.items():
        names = [name for home in modules for name in sorted(homes) if homes[name] == home]
        if names:
            pieces.append(f"## {title}\n")
            pieces += [piece for name in names for piece in describe(name)]
    return "\n".join(pieces)


def describe(name: str) -> Iterator[str]:
    """Yield the pieces about a public name: a class is followed by its methods."""
    public = getattr(korea_map, name)
    yield f"### {name}\n"
    if not inspect.isclass(public):
        yield code(signature(public, name))
    elif "__init__" in vars(public) and "__dataclass_fields__" not in vars(public):
        yield code(signature(public.__init__, name))
    yield to_markdown(inspect.getdoc(public) or "")
    if inspect.isclass(public):
        for method, function in methods(public):
            yield f"#### {name}.{method}\n"
            yield code(signature(function, method))
            yield to_markdown(inspect.getdoc(function) or "")


def methods(public: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods that a class itself defines."""
    for name, member in vars(public).items():
        function = member.__func__ if isinstance(member, classmethod) else member
        if inspect.isfunction(function) and not name.startswith("_"):
            yield name, function


def signature(function: Any, name: str) -> str:
    """Return how a function is called, without its types, which the text tells in words."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition: Any = tree.body[0]
    arguments = definition.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        argument.annotation = None
    for star in (arguments.vararg, arguments.kwarg):
        if star is not None:
            star.annotation = None
    written = re.sub(r"^(self|cls)(, )?", "", ast.unparse(arguments))
    return f"{name}({written})".replace("'", '"')


def code(text: str) -> str:
    """Return a text as a block of code."""
    return f"```python\n{text}\n```\n"


def to_markdown(docstring: str) -> str:
    """Return a numpydoc docstring as Markdown."""
    first, *rest = re.split(r"^([A-Z][\w ]+)\n-{3,}\n", docstring, flags=re.MULTILINE)
    pieces = [first.strip(), ""]
    for title, text in zip(rest[::2], rest[1::2], strict=True):
        pieces += [f"**{title}**", ""]
        pieces += [code(text.strip()) if title == "Examples" else listed(text), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(pieces)).rstrip() + "\n"


def listed(text: str) -> str:
    """Return entries, each a line with indented text below, as a list; other text as it is."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line and not line.startswith(" "):
            lines.append(f"- `{line}`:" if "`" not in line and is_entry(text) else line)
        else:
            lines.append(line and f"  {line.strip()}")
    return "\n".join(lines)


def is_entry(text: str) -> bool:
    """Tell whether a section is made of entries with indented text."""
    return any(line.startswith("    ") for line in text.splitlines())


if __name__ == "__main__":
    PAGE.write_text(make(), encoding="utf-8", newline="\n")

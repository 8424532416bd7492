"""The beginning of a document of one's own: files with a worked row each, and what they mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any, Final

from korea_map.document import FILE as DOCUMENT
from korea_map.document import document_from, read_document
from korea_map.errors import KoreaMapError
from korea_map.facts import ALL, FORMS, find_facts
from korea_map.files import installed_data_dir, read_json, shown_path
from korea_map.model import Place, Proposal, Toponym
from korea_map.outputs import write_all
from korea_map.proposals import proposal_from
from korea_map.rules import derive_cells
from korea_map.schema import PACKAGE_FILE
from korea_map.styles import default_plans
from korea_map.tables import format_rows, read_table
from korea_map.words import text_keys

GUIDE: Final = "README.md"

_TEMPLATES: Final = Path(str(resources.files("korea_map") / "new_document"))
_TABLES: Final = ("proposals", "gazetteer")
_EXPLAINED: Final = ("document", *_TABLES, "plans", "steps")


def begin_document(folder: Path) -> list[Path]:
    """Write the files of a new document: one worked row each, and a guide to them.

    Parameters
    ----------
    folder
        Where to write; it is made where it is missing.

    Returns
    -------
    list of Path
        The files, written whole or not at all.

    Raises
    ------
    KoreaMapError
        If the folder holds anything already, or cannot be written.
    """
    try:
        taken = next(iter(sorted(folder.iterdir())), None)
    except FileNotFoundError:
        taken = None
    except NotADirectoryError:
        raise KoreaMapError(f"{shown_path(folder)}: is a file; name a new folder") from None
    if taken is not None:
        message = f"is not empty ({taken.name} is there); name a new folder"
        raise KoreaMapError(f"{shown_path(folder)}: {message}")
    files = {folder / name: text.encode("utf-8") for name, text in _render_files().items()}
    write_all(files)
    return list(files)


def _render_files() -> dict[str, str]:
    copied = (DOCUMENT, "proposals.csv", "sources.bib")
    return {
        **{name: (_TEMPLATES / name).read_text(encoding="utf-8") for name in copied},
        "gazetteer.csv": _fill_gazetteer(),
        GUIDE: _render_guide(),
    }


def _fill_gazetteer() -> str:
    """Return the worked row with the name and position that its place has now."""
    table = read_table(_TEMPLATES, "gazetteer", Toponym)
    places = read_table(installed_data_dir(), "places", Place)
    known = {row["id"]: row for row in places.rows}
    columns = list(Toponym.__dataclass_fields__)
    rows = [
        {**row.cells, **derive_cells(row["geo_source"], known[row["place_id"]])}
        for row in table.rows
    ]
    return format_rows([columns, *([row[column] for column in columns] for row in rows)])


def _render_guide() -> str:
    """Return the guide; what it says of tables and columns is what datapackage.json says."""
    package = read_json(installed_data_dir() / PACKAGE_FILE)
    described = {resource["name"]: resource for resource in package["resources"]}
    values = {}
    for name in (*_EXPLAINED, "words"):
        values[f"rows_of_{name}"] = described[name]["description"]
    for name in _EXPLAINED:
        values[f"columns_of_{name}"] = "\n".join(_tabulate(described[name]["schema"]["fields"]))
    proposals = [proposal_from(row) for row in read_table(_TEMPLATES, "proposals", Proposal).rows]
    plans = sorted({one.plan for one in proposals})
    values["keys_of_words"] = _enumerate(sorted(text_keys(plans, ["<id>"], ["<id>"], ["<half>"])))
    values["facts_of_words"] = "\n".join(_list_facts(proposals))
    return Template((_TEMPLATES / GUIDE).read_text(encoding="utf-8")).substitute(values)


def _tabulate(fields: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table of columns: name, meaning, and what a cell may hold."""
    yield "| column | meaning | a cell |"
    yield "|---|---|---|"
    for field in fields:
        cell = "; ".join(_say_limits(field))
        meaning = field["description"].replace("|", "\\|")
        yield f"| `{field['name']}` | {meaning} | {cell} |"


def _say_limits(field: Mapping[str, Any]) -> Iterator[str]:
    limits = field.get("constraints", {})
    yield "always given" if limits.get("required") else "may be blank"
    if "enum" in limits:
        yield f"one of {', '.join(f'`{value}`' for value in limits['enum'])}"
    elif field["type"] in ("number", "integer"):
        kind = "a whole number" if field["type"] == "integer" else "a number"
        least = f" from {limits['minimum']}" if "minimum" in limits else ""
        most = f" to {limits['maximum']}" if "maximum" in limits else ""
        yield f"{kind}{least}{most}"
    if limits.get("unique"):
        yield "no two alike"


def _list_facts(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield the names that sentences of the worked document may use, and their forms."""
    facts = find_facts(
        document_from(read_document(_TEMPLATES)),
        default_plans(proposals, range(1, 9), [str(number) for number in range(1, 9)]),
        proposals,
        [],
        sides=[ALL],
        beyond=[],
        steps=0,
    )
    for kind, forms in FORMS.items():
        names = sorted(name for name, fact in facts.items() if fact.kind is kind)
        if names:
            also = f" (also as {_enumerate(f':{form}' for form in forms)})" if forms else ""
            yield f"- {kind}s{also}: {_enumerate(names)}"


def _enumerate(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)

"""What a document says in its lesson, in each language: `lesson/<tag>.toml`.

The keys are those of `docs/words.md`. A lesson has as many phases, questions, rows and notes
as its file gives it; every language has the same, so that no page is the poorer.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from korea_map.errors import Problem
from korea_map.facts import Fact
from korea_map.toml import TomlFile
from korea_map.words import find_text_faults, read_words

FOLDER = "lesson"

_ID = r"[\w-]+"
_TEXTS = (
    "title",
    "question",
    "intro",
    "claim",
    "cards",
    f"need.{_ID}",
    f"phase.{_ID}.(?:title|text|teacher)",
    f"phase.{_ID}.(?:ask|answer|column).{_ID}",
    f"phase.{_ID}.row.{_ID}.{_ID}",
    f"misconception.{_ID}.(?:said|answer)",
    f"avoid.{_ID}",
    f"adapt.{_ID}.(?:title|text)",
    f"quote.{_ID}",
    f"word.{_ID}.(?:word|meaning)",
    f"reading.{_ID}.(?:title|text)",
    f"curriculum.{_ID}.text",
)
_ADDRESSES = (f"curriculum.{_ID}.url",)
_NUMBERS = ("minutes", f"phase.{_ID}.(?:minutes|lines)")
_STEPS = (f"phase.{_ID}.step",)
_ROWS = (f"phase.{_ID}.place",)
_READINGS = (f"phase.{_ID}.reading",)
_PLANS = (f"phase.{_ID}.show",)
_NEEDED = ("title", "question", "intro", "minutes", "claim")
_PAIRS = {
    "misconception": ("said", "answer"),
    "adapt": ("title", "text"),
    "word": ("word", "meaning"),
    "reading": ("title", "text"),
    "curriculum": ("text", "url"),
}
_CELL = re.compile(rf"phase\.(?P<phase>{_ID})\.row\.(?P<row>{_ID})\.(?P<cell>{_ID})")
_OWN = "reading."
"""What a language may have that the others have not: readings of its own."""


def read_lesson(folder: Path) -> tuple[dict[str, TomlFile], list[Problem]]:
    """Read the lesson of a document in every language; see `words.read_words`."""
    return read_words(folder, FOLDER)


def find_lesson_faults(
    files: Mapping[str, TomlFile],
    facts: Mapping[str, Fact],
    *,
    model: str,
    languages: Collection[str],
    steps: Sequence[str],
    points: Collection[str],
    plans: Collection[str],
) -> Iterator[Problem]:
    """Yield every fault of a lesson.

    Parameters
    ----------
    files
        Of each language.
    facts
        What placeholders may name.
    model
        The language of the document, whose keys the others must have.
    languages
        Those of the page; a lesson in another has no map.
    steps
        Ids of the steps of the walk, in their order.
    points
        Ids of the points that a phase may lead to.
    plans
        Ids of the plans that a phase may show.
    """
    readings = {key.split(".")[1] for file in files.values() for key in file.values if _reads(key)}
    there = {"step": steps, "row": points, "plans": plans, "reading": readings}
    first = files.get(model) or next(iter(files.values()), None)
    for tag, file in files.items():
        if tag not in languages:
            spoken = ", ".join(languages)
            yield file.problem(
                "", f"the page is not in {tag!r} but in {spoken}; add words/{tag}.toml"
            )
        for key, value in file.values.items():
            yield from _find_faults_of(file, key, value, facts, there)
        for key in file.empty:
            if not _is_table(key):
                message = f"{key!r} is nothing of a lesson; docs/words.md lists its keys"
                yield file.problem(key, message)
        yield from _find_gaps(file, tag)
        yield from _find_sum(file)
        if first is not None and file is not first:
            yield from _compare(file, tag, first)


def kind_of(key: str) -> str | None:
    """Return what a key of a lesson holds, as one of the kinds below; None for no key."""
    kinds = {
        "text": _TEXTS,
        "address": _ADDRESSES,
        "number": _NUMBERS,
        "step": _STEPS,
        "row": _ROWS,
        "reading": _READINGS,
        "plans": _PLANS,
    }
    for kind, patterns in kinds.items():
        if any(re.fullmatch(pattern.replace(".", r"\."), key) for pattern in patterns):
            return kind
    return None


def _is_table(key: str) -> bool:
    """Tell whether keys of a lesson stand below another."""
    depth = key.count(".") + 1
    patterns = (pattern.split(".") for pattern in _TEXTS)
    return any(
        len(parts) > depth and re.fullmatch(r"\.".join(parts[:depth]), key) for parts in patterns
    )


def _reads(key: str) -> bool:
    return re.fullmatch(rf"reading\.{_ID}\.text", key) is not None


def _find_faults_of(
    file: TomlFile,
    key: str,
    value: Any,
    facts: Mapping[str, Fact],
    there: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    kind = kind_of(key)
    if kind is None:
        yield file.problem(key, f"{key!r} is nothing of a lesson; docs/words.md lists its keys")
    elif kind == "number":
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            yield file.problem(key, f"{key!r} is no whole number from 1; write it without quotes")
    elif kind == "step":
        steps = there["step"]
        if value not in (*steps, *range(1, len(steps) + 1)) or isinstance(value, bool):
            known = f"it has {', '.join(steps)}, or numbers from 1" if steps else "it has none"
            yield file.problem(key, f"the walk has no step {value!r}; {known}")
    elif not isinstance(value, str) or not value.strip():
        yield file.problem(key, f"{key!r} is no text; write it in quotes or delete it")
    elif kind == "row":
        if value not in there["row"]:
            yield file.problem(key, f"{value!r} is no row of gazetteer.csv that has a position")
    elif kind == "reading":
        if value not in there["reading"]:
            yield file.problem(key, f"there is no reading {value!r}; add [reading.{value}]")
    elif kind == "plans":
        if not set(value.split(",")) <= set(there["plans"]):
            known = ", ".join(there["plans"])
            yield file.problem(key, f"{value!r} are no plans; there are {known}: write a,b")
    elif kind == "address":
        if re.fullmatch(r"https?://\S+", value) is None:
            yield file.problem(key, f"{value!r} is no address; it begins with https://")
    else:
        yield from find_text_faults(file, key, value, facts)


def _find_gaps(file: TomlFile, tag: str) -> Iterator[Problem]:
    """Yield what a lesson cannot do without, and what belongs to something that is there."""
    needed = dict.fromkeys(_NEEDED, "every lesson has one")
    phases = dict.fromkeys(key.split(".")[1] for key in file.values if key.startswith("phase."))
    if not phases:
        yield file.problem("", f"the lesson in {tag!r} has no phase; add [phase.<id>]")
    for phase in phases:
        needed |= {f"phase.{phase}.{name}": "every phase has one" for name in ("title", "minutes")}
    for key in file.values:
        needed |= _goes_with(key)
        if match := _CELL.fullmatch(key):
            before = f"phase.{match['phase']}.column."
            columns = [one.removeprefix(before) for one in file.values if one.startswith(before)]
            row = f"phase.{match['phase']}.row.{match['row']}"
            needed |= {f"{row}.{cell}": "every row has all cells" for cell in ("ask", *columns)}
            if match["cell"] not in ("ask", *columns):
                message = f"{key}: the chart has no column {match['cell']!r}"
                yield file.problem(key, f"{message}; add it under [{before[:-1]}], or delete this")
    for key, why in needed.items():
        if key not in file.values:
            yield file.problem(key, f"{key} is missing in the lesson in {tag!r}: {why}; add it")


def _goes_with(key: str) -> dict[str, str]:
    """Return the keys without which one is not whole, and why."""
    if match := re.fullmatch(rf"(phase\.{_ID}\.)(?:ask|answer)(\.{_ID})", key):
        why = "question and answer go together"
        return {f"{match[1]}{name}{match[2]}": why for name in ("ask", "answer")}
    group, _, rest = key.partition(".")
    if group in _PAIRS and "." in rest:
        one = f"{group}.{rest.partition('.')[0]}"
        return {f"{one}.{name}": f"{group} has both" for name in _PAIRS[group]}
    return {}


def _find_sum(file: TomlFile) -> Iterator[Problem]:
    """Yield that the minutes of the phases are not those of the lesson."""
    parts = [
        value
        for key, value in file.values.items()
        if re.fullmatch(rf"phase\.{_ID}\.minutes", key) and isinstance(value, int)
    ]
    whole = file.values.get("minutes")
    if parts and isinstance(whole, int) and sum(parts) != whole:
        message = f"the phases take {sum(parts)} minutes, the lesson {whole}; make them one"
        yield file.problem("minutes", message)


def _compare(file: TomlFile, tag: str, first: TomlFile) -> Iterator[Problem]:
    """Yield what one language of a lesson has and another has not, or has another number for."""
    name = first.path.name
    for key, value in first.values.items():
        if key.startswith(_OWN):
            continue
        if key not in file.values:
            yield file.problem(
                key, f"{key} is missing in the lesson in {tag!r}; {name} has it: add it"
            )
        elif kind_of(key) != "text" and file.values[key] != value:
            message = f"{key} is {file.values[key]!r}, but {value!r} in {name}; make them one"
            yield file.problem(key, message)
    for key in file.values:
        if key not in first.values and not key.startswith(_OWN) and kind_of(key):
            message = f"{key} is only in the lesson in {tag!r}; add it to {name}, or delete it"
            yield file.problem(key, message)

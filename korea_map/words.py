"""What a document says of itself in each language: `words/<tag>.toml`."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from korea_map.errors import DataError, Problem
from korea_map.facts import ALL, FORMS, Fact, Kind
from korea_map.files import shown_path
from korea_map.sentences import SentenceError, Value, find_placeholders
from korea_map.toml import TomlFile, read_toml

FOLDER = "words"

# BCP 47: language, script, region and variants; what begins with x- is private
TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[0-9a-z]{5,8})*(-x(-[0-9a-z]{1,8})+)?"
)

_OF_A_PLAN = (
    "title",
    "by",
    "short",
    "sentence",
    "figure",
    "whatif",
    "unnamed",
    "unnamed-evidence",
)
_OF_A_STEP = ("title", "text", "answer", "mark")
_NEEDED_OF_A_STEP = ("title", "text")
_CHOICE = re.compile(r"step\.([a-z0-9-]+)\.choice\.[a-z0-9]+(-[a-z0-9]+)*")
_OF_THE_GROUND = ("name", "within", "of", "legend", "label")
_FIXED = frozenset(
    [
        "title",
        "document-title",
        "kicker",
        "lead",
        "citation",
        "map.label",
        "map.side-label",
        "map.home",
        "legend.show",
        "coverage.heading",
        "coverage.plan",
        "coverage.measure",
        "coverage.named",
        "coverage.meant",
        "coverage.coast",
        "coverage.caption",
        "miles.label",
        "whatif.lead",
        "doubt.unnamed",
        "doubt.unplaced",
        "table.caption",
        "table.unnamed",
        "table.unnamed-evidence",
        "figure.caption",
        "figure.lines",
        "figure.alt",
        "sources.document",
        "sources.names",
        "sources.zones",
        "sources.coverage",
        "sources.limits",
        "lesson.title",
        "lesson.kicker",
        "lesson.intro",
        "lesson.after",
    ]
)
_OF_THE_LESSON = ("lesson.task.", "lesson.answer.")
"""How the keys begin of the tasks and of their answers, as many as the document has."""
_TEXTS = frozenset({"title", "version"})
"""Names that any sentence may use besides the facts."""


def read_words(folder: Path, name: str = FOLDER) -> tuple[dict[str, TomlFile], list[Problem]]:
    """Read every language of a document.

    Parameters
    ----------
    folder
        The folder of the document.
    name
        Of the folder in it that has a file for each language.

    Returns
    -------
    dict of str to TomlFile
        By language tag, by the alphabet; empty where the document has no words.
    list of Problem
        What keeps a file from being read.
    """
    found: dict[str, TomlFile] = {}
    problems: list[Problem] = []
    own = folder / name
    if os.path.lexists(own) and not own.is_dir():
        problems.append(Problem(shown_path(own), 1, 1, "is no folder; make it one, or delete it"))
        return found, problems
    for path in sorted(own.glob("*")):
        tag = path.name.removesuffix(".toml")
        if path.name.startswith("."):
            continue
        if tag == path.name or TAG.fullmatch(tag) is None:
            message = "the name is no language tag with .toml, such as en.toml or zh-Hant.toml"
            problems.append(Problem(shown_path(path), 1, 1, message))
            continue
        try:
            found[tag] = read_toml(path)
        except DataError as error:
            problems += error.problems
    return found, problems


def text_keys(
    plans: Collection[str],
    steps: Collection[str],
    ground: Collection[str],
    halves: Collection[str],
) -> frozenset[str]:
    """Return the keys of the texts that a document may have, tasks and answers of its lesson apart.

    Parameters
    ----------
    plans, steps, ground, halves
        Ids of its plans, of the steps of its walk, of what is on the ground, and of its halves.
    """
    return _FIXED.union(
        (f"plan.{plan}.{name}" for plan in plans for name in _OF_A_PLAN),
        (f"plan.{plan}.list.{half}" for plan in plans for half in (*halves, ALL)),
        (f"step.{step}.{name}" for step in steps for name in _OF_A_STEP),
        (f"ground.{feature}.{name}" for feature in ground for name in _OF_THE_GROUND),
    )


def find_choices(words: TomlFile) -> list[str]:
    """Return the keys of the answers that readers may choose from, in the order of the file."""
    return [key for key in words.values if _CHOICE.fullmatch(key)]


def find_faults(
    words: TomlFile,
    facts: Mapping[str, Fact],
    *,
    plans: Collection[str],
    steps: Collection[str],
    marked: Collection[str],
    choices: Collection[str],
    ground: Collection[str],
    halves: Collection[str],
) -> Iterator[Problem]:
    """Yield every fault of one language: keys, placeholders, marks, steps without words.

    Parameters
    ----------
    words
        The file.
    facts
        What its placeholders may name.
    plans, steps, ground, halves
        Ids whose words it may hold.
    marked
        Ids of the steps that mark a place.
    choices
        Keys of the choices that some language has: each language has all of them.
    """
    of_steps = {choice for choice in choices if choice.split(".")[1] in steps}
    known = text_keys(plans, steps, ground, halves) | of_steps
    for key in words.empty:
        if not any(one.startswith(f"{key}.") for one in (*known, *_OF_THE_LESSON)):
            yield words.problem(key, f"{key!r} is no text of the page; docs/words.md lists them")
    for key, text in words.values.items():
        if key not in known and not key.startswith(_OF_THE_LESSON):
            yield words.problem(key, f"{key!r} is no text of the page; docs/words.md lists them")
        elif not isinstance(text, str) or not text.strip():
            yield words.problem(key, f"{key!r} is no text; write it in quotes or delete it")
        else:
            yield from find_text_faults(words, key, text, facts)
    for step in steps:
        needed = [*_NEEDED_OF_A_STEP, *(["mark"] if step in marked else [])]
        asked = sorted(c.partition(f".{step}.")[2] for c in of_steps if c.split(".")[1] == step)
        for name in [*needed, *(["answer"] if asked else []), *asked]:
            key = f"step.{step}.{name}"
            if key not in words.values:
                yield words.problem(
                    key, f"no words for the step {step!r}: add {name} under [step.{step}]"
                )


def find_text_faults(
    words: TomlFile, key: str, text: str, facts: Mapping[str, Fact]
) -> Iterator[Problem]:
    """Yield every fault of one text of a language: its marks and its placeholders."""
    if text.count("*") % 2:
        yield words.problem(key, "* without its other; the document's own words stand between two")
    try:
        placeholders = list(find_placeholders(text))
    except SentenceError as error:
        # as far as the file has it letter by letter
        (at,) = re.findall(r'^[^"\\\n]{0,20}', text[error.offset :])
        yield words.problem(key, str(error), at=at)
        return
    for placeholder in placeholders:
        name = placeholder.name
        at = text[placeholder.offset :][: len(name) + 2]
        if name in _TEXTS and not (name == "title" and key == "title"):
            continue
        if name not in facts:
            near = _near(name, facts)
            yield words.problem(key, f"{{{name}}} names nothing{near}", at=at)
        elif facts[name].value is None and facts[name].kind in (Kind.COUNT, Kind.LENGTH):
            yield words.problem(key, f"{{{name}}}: the tables do not say it", at=at)
        elif isinstance(placeholder, Value):
            forms = FORMS[facts[name].kind]
            if placeholder.form and placeholder.form not in forms:
                can = f"it can be {', '.join(forms)}" if forms else "it has one form"
                yield words.problem(key, f"{{{name}}} cannot be {placeholder.form!r}; {can}", at=at)
        elif facts[name].kind is not Kind.COUNT:
            yield words.problem(key, f"{{{name}}} is no count; it has no plural", at=at)


def _near(name: str, facts: Collection[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong

    close = get_close_matches(name, sorted(facts), n=3)
    return f"; did you mean {' or '.join(close)}?" if close else "; docs/words.md lists the names"

"""The languages of the page: the words of its interface, one catalogue each.

`webmap/messages/<tag>.json` is flat, text to text. A document may bring further languages
in a folder `messages/` of its own.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale, UnknownLocaleError

from korea_map.errors import ChoiceError, DataError, Problem, shown
from korea_map.files import parse_json, read_text, shown_path
from korea_map.sentences import SentenceError, find_placeholders
from korea_map.texts import place_in
from korea_map.words import TAG

Catalogue = Mapping[str, str]

FOLDER = "messages"
MODEL = "en"
"""The catalogue that the others translate."""

_INSTALLED = Path(str(resources.files("korea_map") / "webmap" / FOLDER))
_TABLE = re.compile(r"(number|ordinal)\.\d+")
"""Keys of a small table of words, which a language has as far as it needs it."""


def load_messages() -> Mapping[str, Catalogue]:
    """Read the catalogues that came with the package.

    Returns
    -------
    mapping of str to mapping of str to str
        Messages by key, by language tag.

    Raises
    ------
    DataError
        A catalogue that lacks a message, or has one that cannot be read.
    """
    found, problems = _read_installed()
    if problems:
        raise DataError(problems)
    return found


def read_messages(folder: Path) -> tuple[dict[str, Catalogue], list[Problem]]:
    """Read the catalogues for a document: the package's, and its own over them.

    Parameters
    ----------
    folder
        The folder of the document.

    Returns
    -------
    dict of str to mapping
        Messages by key, by language tag.
    list of Problem
        What is wrong with them.
    """
    installed, problems = _read_installed()
    own, of_own = _read_folder(folder / FOLDER, installed.get(MODEL))
    return {**installed, **own}, [*problems, *of_own]


@cache
def _read_installed() -> tuple[Mapping[str, Catalogue], list[Problem]]:
    found, problems = _read_folder(_INSTALLED, None)
    return MappingProxyType({tag: MappingProxyType(found[tag]) for tag in found}), problems


def _read_folder(
    folder: Path, model: Catalogue | None
) -> tuple[dict[str, Catalogue], list[Problem]]:
    """Return the catalogues that are whole, and the faults of the others.

    Without a `model` they are held against the folder's own.
    """
    found: dict[str, Catalogue] = {}
    problems: list[Problem] = []
    paths = folder.glob("*.json") if folder.is_dir() else []
    for path in sorted(paths, key=lambda path: (path.stem != MODEL, path)):
        try:
            text = read_text(path, is_json=True)
            messages = parse_json(text, path)
        except DataError as error:
            problems += error.problems
            continue
        faults = list(_find_faults(path, text, messages, messages if model is None else model))
        problems += faults
        if not faults:
            found[path.stem] = messages
            if model is None and path.stem == MODEL:
                model = messages
    return found, problems


def choose_language(tag: str, known: Collection[str]) -> str:
    """Return which of the known tags is meant; BCP 47 knows no case.

    Raises
    ------
    ChoiceError
        If it is none; the message names those that there are.
    """
    for one in known:
        if isinstance(tag, str) and one.lower() == tag.lower():
            return one
    raise ChoiceError(f"no messages in language {shown(tag)}; there are {', '.join(sorted(known))}")


def fault_of_tag(tag: str) -> str | None:
    """Return why a text is no language tag; None where it is one."""
    if TAG.fullmatch(tag) is None:
        return f"{tag!r} is no language tag such as en, zh-Hant or pt-BR"
    try:
        Locale.parse(tag.partition("-x-")[0], sep="-")
    except (ValueError, UnknownLocaleError):
        return f"{tag!r} is no language whose numbers and dates are known"
    return None


def _find_faults(path: Path, text: str, messages: Any, model: Catalogue) -> Iterator[Problem]:
    shown = shown_path(path)
    if fault := fault_of_tag(path.stem):
        yield Problem(shown, 1, 1, fault)
        return
    texts = isinstance(messages, dict) and all(isinstance(text, str) for text in messages.values())
    if not texts:
        yield Problem(shown, 1, 1, "not a flat object of texts; see the package's en.json")
        return
    if fault := fault_of_tag(messages.get("locale", path.stem)):
        yield Problem(shown, *_place_of("locale", text), fault)
    for key in sorted(model.keys() - messages.keys()):
        if not _TABLE.fullmatch(key):
            yield Problem(shown, 1, 1, f"no message {key!r}; translate the package's: {model[key]}")
    for key, message in messages.items():
        if fault := _fault_of_message(key, message, model):
            yield Problem(shown, *_place_of(key, text), fault)


def _fault_of_message(key: str, message: str, model: Catalogue) -> str | None:
    if key not in model:
        known = _TABLE.fullmatch(key)
        return None if known else f"{key!r} is no message of the page; delete it"
    try:
        given = {placeholder.name for placeholder in find_placeholders(message)}
    except SentenceError as error:
        return f"{key!r}: {error}"
    unknown = given - {placeholder.name for placeholder in find_placeholders(model[key])}
    return f"{key!r} has no value {{{', '.join(sorted(unknown))}}}" if unknown else None


def _place_of(key: str, text: str) -> tuple[int, int]:
    """Return line and column of a key in the text of a JSON file."""
    found = re.search(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", text)
    at = found.start() if found else 0
    return place_in(text, at)

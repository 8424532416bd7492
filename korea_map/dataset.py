"""Everything of a data folder: each file read once, held against every rule, as records.

`check` tells the problems that are found here and `build_map` builds from the records, so
that the two always agree.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from korea_map import rules, walk
from korea_map.basemap import Basemap, has_second_coast, read_basemap, to_second_coast
from korea_map.comparisons import find_comparisons
from korea_map.derived import places_passed
from korea_map.document import document_from, plan_from, read_document
from korea_map.errors import DataError, Problem, attempt
from korea_map.facts import ALL, Coasts, Fact, Measure, find_facts
from korea_map.files import data_dir, find_ground, installed_data_dir
from korea_map.gazetteer import place_from, toponym_from
from korea_map.languages import Catalogue, fault_of_tag, read_messages
from korea_map.lesson_facts import Cover, find_lesson_facts
from korea_map.lesson_words import find_lesson_faults, read_lesson
from korea_map.model import Document, Place, Plan, PlanKind, Proposal, Toponym
from korea_map.names.table_rules import engine_tables
from korea_map.proposals import proposal_from
from korea_map.sources import Source, find_citations, read_sources
from korea_map.styles import Style, Symbol, default_plans, style_from, symbol_from
from korea_map.tables import Table, read_table
from korea_map.toml import TomlFile
from korea_map.words import find_choices, find_faults, read_words

# The tables of a folder: their records, whether they are the ground's, whether they may lack.
_TABLES: Mapping[str, tuple[type, bool, bool]] = {
    "gazetteer": (Toponym, False, False),
    "proposals": (Proposal, False, False),
    "plans": (Plan, False, True),
    "steps": (walk.Stop, False, True),
    "places": (Place, True, False),
    "places_more": (Place, True, True),
    "styles": (Style, True, False),
    "symbols": (Symbol, True, False),
}


@dataclass(frozen=True)
class Dataset:
    """A document and the ground that it stands on.

    Attributes
    ----------
    plans
        In the order of the page.
    stops
        The steps of the walk; none where the document has no walk.
    words
        What the document says of itself: text by key, by language tag.
    messages
        The words of the page's interface, by language tag.
    sources
        The document's own, then those that the ground cites, by key.
    own_sources
        Keys of the document's own.
    lesson
        What its lesson says: text, number or address by key, by language tag.
    second
        The ground on another coastline, where there is one.
    """

    folder: Path
    document: Document
    plans: tuple[Plan, ...]
    proposals: tuple[Proposal, ...]
    toponyms: tuple[Toponym, ...]
    stops: tuple[walk.Stop, ...]
    words: Mapping[str, Mapping[str, str]]
    places: Mapping[str, Place]
    styles: Mapping[int, Style]
    symbols: Mapping[str, Symbol]
    messages: Mapping[str, Catalogue]
    sources: Mapping[str, Source]
    own_sources: frozenset[str]
    basemap: Basemap
    lesson: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    second: Basemap | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Tags of the languages of its page: those of its words, or all where it has none."""
        return tuple(self.words or self.messages)

    @property
    def sides(self) -> tuple[str, ...]:
        """Ids of the halves, in the order of the page; `ALL` where no list is for a half."""
        if any(proposal.territory for proposal in self.proposals):
            return tuple(half.id for half in self.basemap.halves)
        return (ALL,)

    @property
    def told_plans(self) -> list[Plan]:
        """The plans whose lists the page tells name by name: those with zones, or else all."""
        return [plan for plan in self.plans if plan.kind is PlanKind.ZONES] or [*self.plans]

    @property
    def cited(self) -> set[str]:
        """Keys that the document's tables and words cite."""
        texts = [text for one in self.toponyms for text in (one.evidence, one.citation)]
        texts += [text for one in self.proposals for text in (one.citation, one.note)]
        texts += [text for words in self.words.values() for text in words.values()]
        return {key for text in texts for key, _ in find_citations(text)}

    @property
    def beyond(self) -> tuple[str, ...]:
        """Ids of the lands beyond the halves, in the order of the page."""
        return tuple(land.id for land in self.basemap.neighbours)

    def facts(
        self, measure: Measure | None = None, coasts: Coasts | None = None
    ) -> dict[str, Fact]:
        """Return what sentences may name; see `find_facts` and `find_comparisons`."""
        facts = find_facts(
            self.document,
            self.plans,
            self.proposals,
            self.toponyms,
            sides=self.sides,
            beyond=self.beyond,
            steps=len(self.stops),
            measure=measure,
            coasts=coasts,
        )
        compared = find_comparisons(
            self.plans,
            self.proposals,
            sides=self.sides,
            mile=self.document.mile,
            measure=measure,
        )
        return facts | dict(compared)

    def lesson_facts(self, cover: Cover | None = None) -> dict[str, Fact]:
        """Return what a lesson may name besides; see `find_lesson_facts`."""
        return find_lesson_facts(
            self.plans, self.proposals, sides=self.sides, mile=self.document.mile, cover=cover
        )


def load_dataset(data: str | os.PathLike[str] | None = None) -> Dataset:
    """Read a data folder.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package. Files of the ground that
        it has not are the package's.

    Raises
    ------
    DataError
        With every problem that `check` finds.
    """
    dataset, problems = read_dataset(data)
    if dataset is None:
        raise DataError(problems)
    return dataset


def read_dataset(
    data: str | os.PathLike[str] | None = None,
) -> tuple[Dataset | None, list[Problem]]:
    """Read a data folder and find every problem of it.

    Returns
    -------
    Dataset or None
        None where there is any problem.
    list of Problem
        Sorted by file, line and column.
    """
    folder = data_dir(data)
    problems: list[Problem] = []
    attempt(problems, engine_tables)
    document = attempt(problems, read_document, folder)
    tables = _read_tables(folder, problems)
    sources = attempt(problems, _read_sources, folder, tables)
    basemap = attempt(problems, read_basemap, folder)
    second = None
    if basemap is not None and has_second_coast(folder):
        second = attempt(problems, to_second_coast, basemap, folder)
    files, faults = read_words(folder)
    lesson, of_lesson = read_lesson(folder)
    messages, of_messages = read_messages(folder)
    problems += faults + of_lesson + of_messages
    problems += _check_tags(files)
    if not faults and not of_messages:  # else it is not known which languages there are
        problems += _check_languages(document, files, messages)
        if "steps" in tables and not files:
            problems += _say_wordless(tables["steps"])
    problems += rules.find_problems(
        tables,
        document,
        keys=None if sources is None else {*sources.own, *sources.ground, *sources.offered},
        halves=None if basemap is None else [half.id for half in basemap.halves],
        traces=None if basemap is None else {*basemap.rivers["id"], *basemap.lines["id"]},
    )
    if document is not None and "proposals" in tables:
        problems += _check_order(document, tables["proposals"])
    if problems or document is None or sources is None or basemap is None:
        return None, sorted(set(problems))
    dataset = _to_records(
        folder, document_from(document), tables, files, lesson, messages, sources, basemap, second
    )
    problems += _check_words(dataset, files)
    problems += _check_lesson(dataset, lesson)
    return (None if problems else dataset), sorted(set(problems))


def _read_tables(folder: Path, problems: list[Problem]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for name, (record, ground, may_lack) in _TABLES.items():
        path = find_ground(folder, f"{name}.csv") if ground else folder / f"{name}.csv"
        if may_lack and (not os.path.lexists(path) or (ground and places_passed(path))):
            continue  # no page is made of the second tier: it is only held against the rules
        columns = walk.COLUMNS if record is walk.Stop else record
        table = attempt(problems, partial(read_table, ground=ground), folder, name, columns)
        if table is not None:
            tables[name] = table
            problems += table.problems
    return tables


@dataclass(frozen=True)
class _Sources:
    own: Mapping[str, Source]
    ground: Mapping[str, Source]
    offered: frozenset[str] = frozenset()


def _read_sources(folder: Path, tables: Mapping[str, Table]) -> _Sources:
    """Return the document's own sources, and the package's that the ground cites."""
    own = read_sources(folder)
    if "places" not in tables or folder.resolve() == installed_data_dir().resolve():
        return _Sources(own, {})
    cited = _cited_by(tables["places"]) - own.keys()
    more = _cited_by(tables["places_more"]) - own.keys() if "places_more" in tables else set()
    ground = read_sources() if cited or more else {}
    known = {key: ground[key] for key in ground if key in cited}
    return _Sources(own, known, frozenset(more & ground.keys()))


def _cited_by(places: Table) -> set[str]:
    return {key for row in places.rows for key, _ in find_citations(row["citation"])}


def _to_records(
    folder: Path,
    document: Document,
    tables: Mapping[str, Table],
    files: Mapping[str, TomlFile],
    lesson: Mapping[str, TomlFile],
    messages: Mapping[str, Catalogue],
    sources: _Sources,
    basemap: Basemap,
    second: Basemap | None,
) -> Dataset:
    proposals = tuple(proposal_from(row) for row in tables["proposals"].rows)
    styles = {style.id: style for style in map(style_from, tables["styles"].rows)}
    symbols = {symbol.id: symbol for symbol in map(symbol_from, tables["symbols"].rows)}
    if "plans" in tables:
        plans = tuple(plan_from(row) for row in tables["plans"].rows)
    else:
        plans = default_plans(proposals, list(styles), list(symbols))
    places = [place_from(row) for row in tables["places"].rows]
    return Dataset(
        folder=folder,
        document=document,
        plans=plans,
        proposals=proposals,
        toponyms=tuple(toponym_from(row) for row in tables["gazetteer"].rows),
        stops=tuple(walk.stop_from(row) for row in tables["steps"].rows)
        if "steps" in tables
        else (),
        words={tag: file.values for tag, file in files.items()},
        places={place.id: place for place in places},
        styles=styles,
        symbols=symbols,
        # the catalogues that are kept can be neither changed nor copied; a map can be copied
        messages={tag: dict(catalogue) for tag, catalogue in messages.items()},
        sources={**sources.own, **sources.ground},
        own_sources=frozenset(sources.own),
        basemap=basemap,
        lesson={tag: file.values for tag, file in lesson.items()},
        second=second,
    )


def _say_wordless(steps: Table) -> Iterator[Problem]:
    """Yield a problem for the steps of a document that says nothing of them in any language."""
    for row in steps.rows[:1]:
        message = f"no words for the step {row['id']!r}; add words/en.toml, or another language"
        yield steps.problem(row, "id", message)


def _check_order(document: TomlFile, proposals: Table) -> Iterator[Problem]:
    """Check that the lists whose order document.toml tells are lists of proposals.csv."""
    known = [row["id"] for row in proposals.rows]
    for one in document.values.get("lists", ()):
        if one not in known:
            message = f"proposals.csv has no list {one!r}; there are {', '.join(known)}"
            yield document.problem("lists", message, at=one)


def _check_tags(files: Mapping[str, TomlFile]) -> Iterator[Problem]:
    for tag, file in files.items():
        if fault := fault_of_tag(tag):
            yield file.problem("", fault)


def _check_languages(
    document: TomlFile | None, files: Mapping[str, TomlFile], messages: Mapping[str, Catalogue]
) -> Iterator[Problem]:
    for tag, file in files.items():
        if tag not in messages and not fault_of_tag(tag):
            message = f"the interface has no words in {tag!r}; add messages/{tag}.json"
            yield file.problem("", f"{message}, a translation of the package's en.json")
    there = list(files or messages)
    if document is not None and document.values["lang"] not in there:
        message = f"lang {document.values['lang']!r} is none of the languages: {', '.join(there)}"
        yield document.problem("lang", message)
    if document is not None and "title" not in document.values:
        for file in files.values():
            if "title" not in file.values:
                yield file.problem("title", "title is missing; add it here or in document.toml")
        if not files:
            yield document.problem("title", "title is missing; add it")


def _check_words(dataset: Dataset, files: Mapping[str, TomlFile]) -> list[Problem]:
    facts = dataset.facts()
    choices = {choice for file in files.values() for choice in find_choices(file)}
    return [
        problem
        for file in files.values()
        for problem in find_faults(
            file,
            facts,
            plans=[plan.id for plan in dataset.plans],
            steps=[stop.id for stop in dataset.stops],
            marked=[stop.id for stop in dataset.stops if stop.mark],
            choices=choices,
            ground=[feature.id for feature in dataset.basemap.features],
            halves=[half.id for half in dataset.basemap.halves],
        )
    ]


def _check_lesson(dataset: Dataset, files: Mapping[str, TomlFile]) -> Iterator[Problem]:
    if not files:
        return
    yield from find_lesson_faults(
        files,
        dataset.facts() | dataset.lesson_facts(),
        model=dataset.document.lang,
        languages=dataset.languages,
        steps=[stop.id for stop in dataset.stops],
        points=[one.id for one in dataset.toponyms if one.lat is not None],
        plans=[one.id for one in dataset.plans],
    )

"""The files of a lesson, in every language that it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from korea_map.errors import KoreaMapError
from korea_map.files import read_text, shown_path
from korea_map.languages import choose_language
from korea_map.lesson.archives import pack
from korea_map.lesson.blocks import Sheet
from korea_map.lesson.cards import make_cards
from korea_map.lesson.cartridge import ASSOCIATED, Module, Resource, write_cartridge
from korea_map.lesson.pages import Surroundings, render_page
from korea_map.lesson.picture import draw_png
from korea_map.lesson.plan import Plan
from korea_map.lesson.sheets import make_key, make_worksheet
from korea_map.lesson.word import write_docx
from korea_map.webmap.content import Content
from korea_map.webmap.figure import draw_figure
from korea_map.webmap.language import Language, settle
from korea_map.webmap.page import draw_map, render_html
from korea_map.webmap.panel import PAGE

CARTRIDGE: Final = "korea_map.imscc"
LICENCE: Final = "LICENSE.txt"
_UNPACKED: Final = "korea_map.zip"


@dataclass(frozen=True)
class _Part:
    """The lesson in one language: its sheets, its picture, and what its files are called."""

    plan: Plan
    worksheet: Sheet
    key: Sheet
    picture: bytes
    suffix: str

    def file(self, name: str) -> str:
        """Return what a file is called in this language."""
        stem, _, kind = name.rpartition(".")
        return f"{stem}{self.suffix}.{kind}"


def make_lesson(content: Content, lang: str | None = None) -> dict[str, bytes]:
    """Return every file of the lesson of a document by name, without writing any.

    Parameters
    ----------
    content
        The records of the document.
    lang
        The language of the files without a tag in their names, and of the map before any
        script runs; None for that of the document.

    Returns
    -------
    dict of str to bytes
        The map; pages, worksheets and keys in each language; a cartridge; the licences.

    Raises
    ------
    KoreaMapError
        If the document has no lesson; the message says what to write.
    ChoiceError
        If it has none in this language; the message names those that it has.
    """
    lessons = content.dataset.lesson
    if not lessons:
        where = shown_path(content.dataset.folder / "lesson")
        message = f"the document has no lesson; write {where}/{content.dataset.document.lang}.toml"
        raise KoreaMapError(f"{message}, with the keys that docs/words.md lists")
    opens = content.dataset.document.lang
    first = choose_language(lang or (opens if opens in lessons else next(iter(lessons))), lessons)
    parts = [_make_part(content, tag, first) for tag in sorted(lessons, key=lambda t: t != first)]
    page = render_html(draw_map(content, lang=first)).encode("utf-8")
    files = {PAGE: page, LICENCE: _say_licences(content, parts[0].plan.language)}
    for part in parts:
        files |= _write(part, parts, opens)
    return files | {CARTRIDGE: _bind(parts, files)}


def _make_part(content: Content, tag: str, first: str) -> _Part:
    dataset = content.dataset
    language = content.language(tag)
    facts = {**language.facts, **dataset.lesson_facts(content.cover)}
    plan = Plan(replace(language, facts=facts), dataset.lesson[tag])
    figure = draw_figure(content, language)
    source = content.sources[dataset.document.source]
    cards = make_cards(content, plan.language)
    return _Part(
        plan=plan,
        worksheet=make_worksheet(plan, source, figure.alt),
        key=make_key(plan, cards, source, dataset.document.lang),
        picture=draw_png(str(figure.standalone)),
        suffix="" if tag == first else f".{tag}",
    )


def _write(part: _Part, parts: list[_Part], opens: str) -> dict[str, bytes]:
    """Return the files of one language."""
    tag = part.plan.language.tag
    files = {part.file("map.png"): part.picture}
    say = part.plan.message
    for name, sheet, paper, called in (
        ("lesson.html", part.worksheet, "worksheet.docx", say("paper")),
        ("key.html", part.key, "key.docx", f"{say('key')} (docx)"),
    ):
        around = Surroundings(
            picture=part.file("map.png"),
            paper=(part.file(paper), called),
            others=tuple(
                (other.plan.language.tag, other.plan.language.text("language"), other.file(name))
                for other in parts
                if other is not part
            ),
            lang="" if tag == opens and not part.suffix else tag,
        )
        files[part.file(name)] = render_page(sheet, around).encode("utf-8")
        files[part.file(paper)] = write_docx(sheet, part.picture)
    return files


def _bind(parts: list[_Part], files: Mapping[str, bytes]) -> bytes:
    """Return the cartridge: a module for each language."""
    own = {**files, _UNPACKED: pack({PAGE: files[PAGE]})}
    modules = []
    for number, part in enumerate(parts, start=1):
        say, file = part.plan.message, part.file
        lesson = file("lesson.html")
        picture = file("map.png")
        around = Surroundings(picture=picture, screen=False, unpacked=(_UNPACKED, say("unpack")))
        own[lesson] = render_page(part.worksheet, around).encode("utf-8")
        listed = (
            Resource((lesson, picture, _UNPACKED), settle(part.worksheet.title)),
            Resource((_UNPACKED,), say("unpack"), ASSOCIATED),
            Resource((file("worksheet.docx"),), say("paper")),
            Resource((file("key.docx"),), say("key"), taught=True),
            Resource((LICENCE,), say("licence")),
        )
        modules.append(Module(f"module-{number}", settle(part.worksheet.title), listed))
    main = parts[0].plan
    others = [Resource((PAGE,), kind=ASSOCIATED)]
    return write_cartridge(main.text("title"), main.language.tag, modules, others, own)


def _say_licences(content: Content, language: Language) -> bytes:
    texts = [language.text("citation"), language.text("sources.licences.text")]
    own = content.dataset.folder / "LICENSE"
    if own.is_file():
        texts.append(read_text(own).strip())
    return ("\n\n".join(texts) + "\n").encode("utf-8")

"""The pupils' worksheet and the teacher's key, as blocks."""

from collections.abc import Iterator, Sequence

from korea_map.lesson.blocks import (
    Answer,
    Blanks,
    Block,
    Fold,
    Frame,
    Heading,
    Link,
    Picture,
    Points,
    Sheet,
    Slips,
    Table,
    Text,
)
from korea_map.lesson.cards import Card
from korea_map.lesson.plan import NOTE, Phase, Plan
from korea_map.lesson.readability import count_words, grade
from korea_map.sources import Source
from korea_map.webmap.language import keep

_MEASURED = "en"
"""The language whose readings are measured: the index is made for English."""


def make_worksheet(plan: Plan, source: Source, alt: str) -> Sheet:
    """Return what pupils work with: on two pages of paper, or on a screen beside the map.

    Parameters
    ----------
    plan
        The lesson in one language.
    source
        What it is about.
    alt
        What the drawn maps show, in words.
    """
    blocks: list[Block] = [
        Blanks((plan.message("name"), plan.message("class"))),
        Text(plan.text("question"), "lead"),
        Text(plan.text("intro")),
        Text(f"{plan.message('source')}: {keep(source.reference)}", "small"),
        Frame(plan.language.text("document-title"), plan.message("skip")),
        Text(plan.message("typed"), "small screen"),
    ]
    half = _half(plan.phases)
    for index, phase in enumerate(plan.phases):
        if index == half:
            blocks.append(Picture(alt))
        blocks += _for_pupils(phase, plan, source, anew=index == half)
    return Sheet(plan.text("title"), plan.language.tag, tuple(blocks))


def _half(phases: Sequence[Phase]) -> int:
    """Return the phase with which the second page begins: the first with a chart."""
    charts = [index for index, phase in enumerate(phases) if phase.rows]
    return charts[0] if charts else len(phases)


def _for_pupils(phase: Phase, plan: Plan, source: Source, *, anew: bool) -> Iterator[Block]:
    yield Heading(phase.title, aside=plan.message("minutes", count=phase.minutes), anew=anew)
    if phase.text:
        yield Text(phase.text)
    if phase.reads:
        yield _reading(phase, plan, source)
    if phase.link:
        yield Link(plan.message("see"), fragment=phase.link)
    if phase.rows:
        yield _chart(phase, plan, answered=False)
    for question in phase.questions:
        yield Answer(question.ask, phase.lines)


def _reading(phase: Phase, plan: Plan, source: Source) -> Fold:
    """Return what pupils read where they have neither the source nor a teacher."""
    blocks: list[Text | Points | Link] = [Text(phase.reading)] if phase.reading else []
    quotes = tuple(plan.list("quote").values())
    if quotes:
        blocks += [Text(plan.message("quotes"), "named"), Points(quotes)]
    blocks.append(Text(f"{plan.message('source')}: {keep(source.reference)}", "small"))
    if source.url:
        blocks.append(Link(source.url, url=source.url))
    return Fold(plan.message("reading"), tuple(blocks))


def _chart(phase: Phase, plan: Plan, *, answered: bool) -> Table:
    columns = [one for one in phase.columns if answered or one != NOTE]
    return Table(
        head=(plan.message("look"), *(phase.columns[one] for one in columns)),
        rows=tuple(
            (row.ask, *(row.cells[one] if answered else None for one in columns))
            for row in phase.rows
        ),
        caption=phase.title,
        lines=phase.lines,
    )


def make_key(plan: Plan, cards: Sequence[Card], source: Source, written: str) -> Sheet:
    """Return what the teacher has: times, answers, doubts, readings, cards.

    Parameters
    ----------
    plan
        The lesson in one language.
    cards
        The doubtful names.
    source
        What the lesson is about.
    written
        The language of the evidence.
    """
    blocks = [
        Text(plan.text("question"), "lead"),
        *_preparation(plan, source),
        *_times(plan),
        *_expected(plan),
        Heading(plan.message("claim")),
        Text(plan.text("claim")),
        *_doubts(plan),
        *_readings(plan),
        *_adaptations(plan),
        *_curriculum(plan),
        *_cards(plan, cards, written),
    ]
    title = f"{plan.message('key')}: {plan.text('title')}"
    return Sheet(title, plan.language.tag, tuple(blocks))


def _preparation(plan: Plan, source: Source) -> Iterator[Block]:
    needed = tuple(plan.list("need").values())
    if needed:
        yield Heading(plan.message("needed"))
        yield Points(needed)
    yield Text(f"{plan.message('source')}: {keep(source.reference)}", "small")
    if source.url:
        yield Link(source.url, url=source.url)


def _times(plan: Plan) -> Iterator[Block]:
    rows = [(phase.title, plan.language.number(phase.minutes), phase.text) for phase in plan.phases]
    total = (plan.message("total"), plan.language.number(plan.minutes), "")
    yield Heading(plan.message("time"), aside=plan.message("minutes", count=plan.minutes))
    yield Table(
        head=tuple(plan.message(name) for name in ("part", "lasts", "does")),
        rows=(*rows, total),
        caption=plan.message("time"),
    )


def _expected(plan: Plan) -> Iterator[Block]:
    yield Heading(plan.message("expected"))
    for phase in plan.phases:
        yield Heading(phase.title, 3, plan.message("minutes", count=phase.minutes))
        if phase.teacher:
            yield Text(phase.teacher)
        if phase.rows:
            yield _chart(phase, plan, answered=True)
        for question in phase.questions:
            yield Text(question.ask, "named")
            yield Text(question.answer)


def _doubts(plan: Plan) -> Iterator[Block]:
    said = plan.groups("misconception")
    if said:
        yield Heading(plan.message("misconceptions"))
        yield Table(
            head=(plan.message("said"), plan.message("better")),
            rows=tuple((one["said"], one["answer"]) for one in said.values()),
            caption=plan.message("misconceptions"),
        )
    avoided = tuple(plan.list("avoid").values())
    if avoided:
        yield Heading(plan.message("avoid"))
        yield Points(avoided)


def _readings(plan: Plan) -> Iterator[Block]:
    readings = plan.groups("reading")
    if readings:
        yield Heading(plan.message("readings"))
    for one in readings.values():
        yield Heading(one["title"], 3)
        yield Text(one["text"])
        if plan.language.locale.language == _MEASURED:
            reached = grade(one["text"])
            told = plan.language.number(reached, 1)
            words = count_words(one["text"])
            yield Text(plan.message("measured", words=words, grade=told), "small")


def _adaptations(plan: Plan) -> Iterator[Block]:
    adapted = plan.groups("adapt")
    if adapted:
        yield Heading(plan.message("adaptations"))
    for one in adapted.values():
        yield Text(one["title"], "named")
        yield Text(one["text"])
    quotes = tuple(plan.list("quote").values())
    if quotes:
        yield Heading(plan.message("quotes"), 3)
        yield Points(quotes)
    words = plan.groups("word")
    if words:
        yield Heading(plan.message("words"), 3)
        yield Points(tuple(f"{one['word']}: {one['meaning']}" for one in words.values()))


def _curriculum(plan: Plan) -> Iterator[Block]:
    named = plan.list("curriculum")
    texts = [key for key in named if key.endswith(".text")]
    if texts:
        yield Heading(plan.message("curriculum"))
    for key in texts:
        url = named[key.replace(".text", ".url")]
        yield Text(named[key])
        yield Link(url, url=url)


def _cards(plan: Plan, cards: Sequence[Card], written: str) -> Iterator[Block]:
    if not cards:
        return
    language = plan.language
    yield Heading(plan.message("cards"), anew=True)
    if plan.text("cards"):
        yield Text(plan.text("cards"))
    if written != language.tag:
        told = language.name_of_language(written)
        yield Text(language.text("table.written-in", language=told), "small")
    yield Text(plan.message("scissors"), "small")
    for card in cards:
        might = language.text("list.join").join(card.candidates)
        yield Slips(keep(card.name), f"{plan.message('might')}: {might}", card.evidence, written)
    yield Heading(plan.message("verdicts"), 3, anew=True)
    yield Table(
        head=(plan.message("written"), plan.message("place"), plan.message("word")),
        rows=tuple((keep(card.name), keep(card.place), card.certainty) for card in cards),
        caption=plan.message("verdicts"),
    )

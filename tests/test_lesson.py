"""The lesson pack: its words, its figures, and that it is written whole or not at all."""

import re
import shutil
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_words import find_numbers, find_texts, known_values

from korea_map.cli import main
from korea_map.errors import ChoiceError, KoreaMapError
from korea_map.facts import Kind, find_doubtful
from korea_map.lesson import make_lesson
from korea_map.lesson.blocks import Answer, Fold, Heading, Sheet, Slips, Table, Text
from korea_map.lesson.cards import make_cards
from korea_map.lesson.plan import NOTE, Plan
from korea_map.lesson.readability import grade
from korea_map.lesson.sheets import make_key, make_worksheet
from korea_map.lesson_words import kind_of
from korea_map.sentences import Choice, parse
from korea_map.webmap.content import read_content
from korea_map.webmap.language import Language

ROOT = Path(__file__).resolve().parent.parent
CONTENT = read_content()
LANGUAGES = tuple(CONTENT.dataset.lesson)


@cache
def plan(tag: str = "en") -> Plan:
    language = CONTENT.language(tag)
    facts = {**language.facts, **CONTENT.dataset.lesson_facts(CONTENT.cover)}
    return Plan(Language(tag, language.catalogue, facts), CONTENT.dataset.lesson[tag])


@cache
def key(tag: str = "en"):
    source = CONTENT.sources[CONTENT.dataset.document.source]
    return make_key(plan(tag), make_cards(CONTENT, plan(tag).language), source, "en")


@cache
def worksheet(tag: str = "en"):
    source = CONTENT.sources[CONTENT.dataset.document.source]
    return make_worksheet(plan(tag), source, "two maps")


def texts_of(sheet) -> str:
    """Return everything that a sheet says, one text a line."""
    said = [sheet.title]
    for block in sheet.blocks:
        for name in type(block).__slots__:
            value = getattr(block, name)
            rows = value if isinstance(value, tuple) else [value]
            for row in rows:
                said += [str(cell) for cell in (row if isinstance(row, tuple) else [row]) if cell]
    return "\n".join(said)


# The words.


def test_the_lesson_is_in_english_and_korean():
    assert set(LANGUAGES) == {"en", "ko"}


@pytest.mark.parametrize("name", ["claim", "phase.chart.row.reach.note", "avoid.won"])
def test_a_missing_key_is_told_with_the_language_that_lacks_it(name, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("raw"))
    path = data / "lesson" / "ko.toml"
    table, _, last = name.rpartition(".")
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index(f"[{table}]") if table else 0
    found = next(i for i in range(at, len(lines)) if lines[i].startswith(f"{last} ="))
    del lines[found]
    path.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(main, ["lesson", "--data", str(data), "--out", str(tmp_path / "to")])
    assert done.exit_code == 1
    assert f"lesson/ko.toml:{at + 1}:1: {name} is missing in the lesson in 'ko'" in done.stderr
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "to").exists()


def two_languages(folder: Path, change: tuple[str, str]) -> None:
    """Give small data a page and a lesson in two languages; of the second, one text is another."""
    shutil.copy(folder / "words" / "en.toml", folder / "words" / "ko.toml")
    (folder / "lesson").mkdir()
    text = (ROOT / "tests" / "broken" / "lesson" / "step-that-is-none.toml").read_text("utf-8")
    text = text.replace('step = "third"', 'step = "first"')
    (folder / "lesson" / "en.toml").write_text(text, "utf-8")
    assert change[0] in text
    (folder / "lesson" / "ko.toml").write_text(text.replace(*change), "utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('title = "Measure"', 'title = "Measure"\nplace = "wide-south-01"'), "is only in the"),
        (('step = "first"', "step = 1"), "phase.map.step is 1, but 'first' in en.toml; make them"),
        (("claim =", 'cards = "Cut."\nclaim ='), "cards is only in the lesson in 'ko'; add it to"),
    ],
)
def test_the_languages_of_a_lesson_are_held_against_each_other(change, message, small_data):
    from korea_map.checks import check

    two_languages(small_data, ("claim", "claim"))
    assert check(small_data) == []
    shutil.rmtree(small_data / "lesson")
    two_languages(small_data, change)
    assert any(message in problem.message for problem in check(small_data))


RANGE = "the telegram says 3 to 5 points a side; the 3 is in no table"
WORD = "a word of another kind that is a number word too"
OTHERWISE = "a number of something else, in no table"


def find_written(tag: str) -> set[tuple[str, float]]:
    """Return every number of the lesson that some fact has too."""
    values = {
        round(fact.value, 4)
        for fact in plan(tag).language.facts.values()
        if fact.kind in (Kind.COUNT, Kind.LENGTH, Kind.REACH, Kind.NUMBER) and fact.value
    }
    return {
        (name, number)
        for name, text in plan(tag).words.items()
        if kind_of(name) == "text"
        for part in find_texts(parse(text))
        for number in find_numbers(tag, part)
        if number in values | known_values() and number != 1
    }


_RANGES = (
    "phase.chart.row.points.note", "phase.chart.row.points.second", "phase.context.row.number.note",
)  # fmt: skip
EXCEPTIONS = {
    "en": {
        **{(name, 3.0): RANGE for name in (*_RANGES, "reading.first.text", "reading.second.text")},
        ("reading.third.text", 3.0): RANGE,
        ("intro", 2.0): WORD,
        ("misconception.alone.said", 2.0): WORD,
        ("reading.first.text", 2.0): WORD,
        ("adapt.easier.text", 3.0): OTHERWISE,
        ("adapt.paper.text", 2.0): OTHERWISE,
        ("curriculum.c3.text", 3.0): OTHERWISE,
        ("misconception.line.answer", 3.0): OTHERWISE,
        ("reading.first.title", 12.0): OTHERWISE,
    },
    "ko": {
        **{(name, 3.0): RANGE for name in (*_RANGES, "reading.second.text")},
        **{(f"{name}.{last}", 2.0): WORD for name, last in (
            ("adapt.stronger", "text"), ("need", "folder"), ("phase.do-now.answer", "who"),
            ("phase.doubt.answer", "name"), ("word.armistice", "meaning"),
        )},
        ("intro", 2.0): WORD,
        ("claim", 2.0): WORD,
        ("adapt.easier.text", 3.0): OTHERWISE,
        ("reading.second.text", 2.0): WORD,
        ("adapt.paper.text", 2.0): OTHERWISE,
        ("curriculum.c3.text", 3.0): OTHERWISE,
        ("phase.exit.answer.next", 10.0): OTHERWISE,
    },
}  # fmt: skip
"""Numbers that only happen to be a value of some fact: key, number, why, by language."""


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_figure_is_written_that_a_placeholder_could_give(tag):
    excused = EXCEPTIONS[tag]
    assert find_written(tag) == set(excused), "write these as placeholders (docs/words.md)"


def test_no_sentence_of_the_page_stands_in_the_lesson_too():
    for tag in LANGUAGES:
        words = {text for text in CONTENT.dataset.words[tag].values() if len(text) > 25}
        lesson = {text for text in plan(tag).words.values() if isinstance(text, str)}
        assert words & lesson == set()


def test_the_keys_of_a_lesson_are_described():
    text = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`([^`]+)`", text.split("## Keys of the lesson")[1]))
    for name in CONTENT.dataset.lesson["en"]:
        group, *rest = name.split(".")
        fixed = {"title", "text", "teacher", "minutes", "lines", "step", "show", "place"}
        fixed |= {"said", "answer", "reading"}
        fixed |= {"word", "meaning", "url", "ask", "column", "row"}
        shape = [part if part in fixed and index else "T" for index, part in enumerate(rest)]
        shape = shape[:1] and [rest[0] if group == "x" else "T", *shape[1:]]
        if "row" in shape or "column" in shape or (len(shape) == 3):
            shape = [*shape[:2], *("T" for _ in shape[2:])]
        assert ".".join([group, *shape]) in listed, name


def test_the_facts_of_a_lesson_are_described():
    text = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`([^`]+)`", text.split("## Names of the lesson")[1]))
    ids = [one.id for one in CONTENT.dataset.plans]
    for name in CONTENT.dataset.lesson_facts():
        parts = [
            "P" if p in ids else "H" if p in CONTENT.dataset.sides else p for p in name.split(".")
        ]
        assert ".".join(parts) in listed, name
    assert not set(CONTENT.dataset.lesson_facts()) & set(CONTENT.facts)


# The time, the figures, the doubts.


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_minutes_add_up_to_those_of_a_lesson(tag):
    assert sum(phase.minutes for phase in plan(tag).phases) == plan(tag).minutes == 45
    (table,) = [
        block
        for block in key(tag).blocks
        if isinstance(block, Table) and block.caption == plan(tag).message("time")
    ]
    assert sum(int(row[1]) for row in table.rows[:-1]) == int(table.rows[-1][1]) == 45


def cover(*options: str) -> dict[str, float]:
    """Return what `korea-map coverage` prints, by plan and column."""
    import csv
    import io

    done = CliRunner().invoke(main, ["coverage", "--format", "csv", *options])
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {
        f"{row['plan']} {name}": float(value)
        for row in rows
        if row["list"] in ("both", "all")
        for name, value in row.items()
        if name not in ("plan", "list", "miles") and re.fullmatch(r"[\d.]+", value or "")
    }


def percent(share: float) -> str:
    return f"{100 * share:.1f}%" if share < 0.01 else f"{100 * share:.0f}%"


def cells(phase: str, row: int) -> dict[str, str]:
    (one,) = [each for each in plan().phases if each.id == phase]
    return dict(one.rows[row].cells)


def test_the_figures_of_the_key_are_those_of_the_coverage_rounded():
    told = cover()
    land = cells("chart", 2)
    for plan_id, column, about in (("unc", "first", ""), ("cpv", "second", "about ")):
        south, north = told[f"{plan_id} south_share"], told[f"{plan_id} north_share"]
        most = told[f"{plan_id} north_most_share"]
        begin = (
            f"South {about}{percent(south)}, "
            f"North at least {percent(north)} and at most {percent(most)}"
        )
        assert land[column].startswith(begin)
    alone = [percent(told[f"unc {half}_certain_share"]) for half in ("south", "north")]
    assert f"With the certain names alone {' and '.join(alone)}" in land["first"]
    nautical = cover("--miles", "nautical")
    alone = [percent(nautical[f"unc {half}_share"]) for half in ("south", "north")]
    assert f"With nautical miles {' and '.join(alone)}" in land["first"]
    times = round(told["unc union_km2"] / told["cpv union_km2"])
    assert land[NOTE].endswith(f"{times} to 1")


def test_the_figures_that_a_teacher_compares_are_those_of_the_telegram():
    said = texts_of(key())
    for told in (
        "27 points against 3 to 5 a side",
        "30 miles: 48.3 kilometres, or 55.6 kilometres if they are nautical miles. 7,323 km²",
        "78.5 km²",
        "93 to 1. The telegram does not say which mile",
        "120,000 km² against 710 km²: 169 to 1",
        "16: 10 at the points, the others in reserve",
        "1953: 20, 10 of them at the ports, the others mobile",
        "With 5 kilometres: 0.9% and 0.3%",
        "With 30 miles: 19% and 14%",
        "by a factor of about 50 to 70",
        "7 of 10; Hungnam, Sinanju and Kangnung are not",
    ):
        assert told in said, told


def test_what_is_said_of_later_lists_is_so():
    rows = CONTENT.dataset.toponyms
    lists = {one.id: one.plan for one in CONTENT.dataset.proposals}
    zoned = {one.id for one in CONTENT.zone_plans}
    early = {one.place_id for one in rows if lists[one.list] in zoned}
    later = [one for one in rows if lists[one.list] == "armistice-1953"]
    new = {one.toponym for one in later if one.place_id not in early}
    assert new == {"Hungnam", "Sinanju", "Kangnung"}
    lowest = CONTENT.facts["unc.north.certain"].value
    assert lowest == pytest.approx(1 / 6, abs=0.01), "a sixth"
    share = CONTENT.facts["unc.north.share"].value
    assert share == pytest.approx(1 / 4, abs=0.015), "a quarter"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_key_has_answers_doubts_and_what_must_not_be_claimed(tag):
    said = texts_of(key(tag))
    for phase in plan(tag).phases:
        for question in phase.questions:
            assert question.ask in said
            assert question.answer in said
        for row in phase.rows:
            assert all(cell in said for cell in row.cells.values())
    assert len(plan(tag).groups("misconception")) >= 9
    assert len(plan(tag).list("avoid")) >= 8
    assert all(text in said for text in plan(tag).list("avoid").values())


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_pupils_have_the_questions_and_no_answer(tag):
    said = texts_of(worksheet(tag))
    for phase in plan(tag).phases:
        for question in phase.questions:
            assert question.ask in said
            assert question.answer not in said
        for row in phase.rows:
            assert row.ask in said
            assert all(len(cell) < 4 or cell not in said for cell in row.cells.values())
    charts = [block for block in worksheet(tag).blocks if isinstance(block, Table)]
    assert charts
    assert all(cell is None for chart in charts for row in chart.rows for cell in row[1:])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_pupils_have_the_reading_and_the_quotes_of_the_key_and_where_the_source_is(tag):
    (fold,) = [block for block in worksheet(tag).blocks if isinstance(block, Fold)]
    said = texts_of(Sheet(fold.title, tag, fold.blocks))
    reading = plan(tag).text("reading.second.text")
    assert reading
    source = CONTENT.sources[CONTENT.dataset.document.source]
    for text in (reading, *plan(tag).list("quote").values(), source.reference, source.url):
        assert text in said
        assert text in texts_of(key(tag))


def test_the_questions_are_neutral_and_nothing_invites_a_guess():
    asked = "\n".join(b.ask for b in worksheet().blocks if isinstance(b, Answer)).lower()
    for leading in ("gain", "win", "allow", "guess", "which eight", "could the others", "imagine"):
        assert re.search(rf"\b{leading}", asked) is None
    unnamed = CONTENT.facts["unc.north.unnamed"]
    words = plan().language.in_words(unnamed.value)
    assert f"Which the {words} points without a name were" in texts_of(key())


def test_no_figure_is_left_open_and_no_placeholder_unfilled():
    for tag in LANGUAGES:
        for sheet in (key(tag), worksheet(tag)):
            assert not re.search(r"[{}…]", texts_of(sheet))


def test_the_readings_are_as_hard_as_they_say():
    texts = [one["text"] for one in plan().groups("reading").values()]
    easy, standard, advanced = map(grade, texts)
    assert 5.5 < easy < 7.5  # pupils of about twelve
    assert 8.5 < standard < 11
    assert 14 < advanced < 18
    said = texts_of(key())
    for measured in (easy, standard, advanced):
        assert f"Automated Readability Index {measured:.1f}, as measured" in said


def test_a_text_of_longer_words_and_sentences_is_harder():
    short = "He came. He saw it. It was a map."
    long = "Consequently the representatives investigated considerable administrative difficulties."
    assert grade(short) < 3 < 12 < grade(long)


def test_the_cards_hold_the_evidence_and_hide_the_word():
    language = plan().language
    cards = make_cards(CONTENT, language)
    zoned = [one for each in CONTENT.zone_plans for one in CONTENT.lists_of(each).values()]
    doubtful = find_doubtful(t for one in zoned for t in CONTENT.toponyms_of(one)).values()
    assert [card.name for card in cards] == [one.toponym for one in doubtful]
    slips = [block for block in key().blocks if isinstance(block, Slips)]
    for card, slip in zip(cards, slips, strict=True):
        assert card.place in card.candidates
        assert list(card.candidates) == sorted(card.candidates)
        assert len(slip.items) == len(card.evidence) >= 2
        assert not any(card.certainty in piece for piece in (*slip.items, slip.note))
    blocks = key().blocks
    (verdicts,) = [
        i for i, b in enumerate(blocks) if isinstance(b, Table) and b.rows[0][0] == cards[0].name
    ]
    assert isinstance(blocks[verdicts - 1], Heading)
    assert blocks[verdicts - 1].anew, "the project's word is on a page of its own"


def test_a_curriculum_is_named_only_with_the_source_that_says_so():
    for one in plan().groups("curriculum").values():
        assert one["url"].startswith("https://")
        assert one["url"] in texts_of(key())


def test_a_plural_in_a_lesson_word_is_filled_like_any():
    told = Plan(
        CONTENT.language("en"), {"title": "{doubtful, plural, one {one} other {{doubtful}}}"}
    )
    assert told.text("title") == str(CONTENT.facts["doubtful"].value)
    assert any(isinstance(part, Choice) for part in parse(told.words["title"]))


# The command.

FILES = {
    "LICENSE.txt", "korea_map.html", "korea_map.imscc",
    *(f"{name}{tag}.{kind}" for tag in ("", ".ko") for name, kind in (
        ("lesson", "html"), ("key", "html"), ("map", "png"), ("worksheet", "docx"), ("key", "docx"),
    )),
}  # fmt: skip


def test_the_command_writes_the_folder_and_says_where_to_begin(tmp_path):
    out = tmp_path / "new" / "lesson"
    done = CliRunner().invoke(main, ["lesson", "--out", str(out)])
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in out.iterdir()} == FILES
    assert done.stderr.endswith("lesson.html: open it in a browser; the folder needs no network\n")


def test_a_lesson_is_written_whole_or_not_at_all(tmp_path, fill_disk):
    out = tmp_path / "lesson"
    out.mkdir()
    (out / "lesson.html").write_text("earlier", encoding="utf-8")
    fill_disk("imscc")
    done = CliRunner().invoke(main, ["lesson", "--out", str(out)])
    assert done.exit_code == 1
    assert "korea_map.imscc: cannot be written: No space left on device" in done.stderr
    assert [path.name for path in out.iterdir()] == ["lesson.html"]
    assert (out / "lesson.html").read_text(encoding="utf-8") == "earlier"


def test_a_document_without_lesson_words_has_no_lesson_and_is_told_what_to_write(tmp_path):
    example = ROOT / "examples" / "neutral-zones-1951"
    call = ["lesson", "--data", str(example), "--out", str(tmp_path / "to")]
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 1
    assert "the document has no lesson; write " in done.stderr
    assert "lesson/en.toml, with the keys that docs/words.md lists" in done.stderr
    assert not (tmp_path / "to").exists()


def test_a_build_alone_makes_no_lesson_and_the_page_carries_none(site):
    assert not (site / "lesson").exists()
    page = (site / "korea_map.html").read_text(encoding="utf-8")
    for text in (plan().text("question"), plan().text("intro"), "Readability"):
        assert text not in page


def test_a_small_lesson_of_another_document_is_written_in_its_own_words(small_data):
    (small_data / "lesson").mkdir()
    broken = ROOT / "tests" / "broken" / "lesson" / "step-that-is-none.toml"
    text = broken.read_text("utf-8").replace('step = "third"\n', "")
    (small_data / "lesson" / "en.toml").write_text(text, "utf-8")
    files = make_lesson(read_content(small_data))
    assert set(files) == {name for name in FILES if ".ko." not in name}
    page = files["lesson.html"].decode("utf-8")
    assert "<h1>Who may go where?</h1>" in page
    for own in ("Mao", "Stalin", "Korea"):
        assert own not in re.sub(r"korea_map\.html|<title>.*?</title>", "", page)


def test_a_language_that_a_lesson_has_not_is_refused_with_those_that_it_has():
    with pytest.raises(ChoiceError, match="there are en, ko"):
        make_lesson(CONTENT, "fr")
    with pytest.raises(KoreaMapError, match="has no lesson"):
        make_lesson(read_content(ROOT / "examples" / "neutral-zones-1951"))


def test_in_another_language_first_that_one_has_the_plain_names():
    files = make_lesson(CONTENT, "ko")
    assert '<html lang="ko">' in files["lesson.html"].decode("utf-8")
    assert '<html lang="en">' in files["lesson.en.html"].decode("utf-8")
    assert '<html lang="ko"' in files["korea_map.html"].decode("utf-8")[:400]


def test_phases_lead_to_views_that_the_map_has():
    fragments = [phase.link for phase in plan().phases if phase.link]
    assert fragments
    stops = {stop.id for stop in CONTENT.dataset.stops}
    numbers = {str(n + 1) for n in range(len(stops))}
    rows = {one.id for one in CONTENT.dataset.toponyms}
    for fragment in fragments:
        name, _, value = fragment.partition("=")
        plans = {one.id for one in CONTENT.dataset.plans}
        known = {"step": {*stops, *numbers}, "place": rows, "show": plans}[name]
        assert set(value.split(",")) <= known


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_chart_is_filled_from_views_that_show_both_plans(tag):
    (phase,) = [one for one in plan(tag).phases if one.id == "chart"]
    assert phase.link == f"show={','.join(one.id for one in CONTENT.zone_plans)}"
    language = plan(tag).language
    asked = "\n".join((phase.text, *(row.ask for row in phase.rows)))
    for name in ("legend.heading", "action.table", "whatif.heading"):
        assert language.text(name) in asked, name
    (stop,) = [one for one in CONTENT.dataset.stops if one.id == "five-kilometres"]
    step = language.text(f"step.{stop.id}.text")
    for plan_id in ("unc", "cpv"):
        assert str(CONTENT.facts[f"{plan_id}.teams"].value) in step
    assert language.text(f"step.{stop.id}.title").lower() in asked


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_name_is_judged_without_its_card_and_by_the_words_of_the_map(tag):
    (phase,) = [one for one in plan(tag).phases if one.id == "doubt"]
    assert not phase.link.startswith("place="), "a card begins with the word of the map"
    language = plan(tag).language
    count = CONTENT.facts["doubtful"].value
    assert language.text("frame.doubt", count=count) in phase.text
    for name in ("judge.open", "judge.other", "action.table"):
        assert language.text(name) in phase.text, name


def test_headings_follow_one_another_without_a_gap():
    for sheet in (key(), worksheet()):
        levels = [1, *(block.level for block in sheet.blocks if isinstance(block, Heading))]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert any(isinstance(block, Text) and block.kind == "lead" for block in sheet.blocks)

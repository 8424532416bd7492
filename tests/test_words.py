"""What a document says in words, and that it says no number which a placeholder could give."""

import re
from datetime import date
from functools import cache

import pytest

from korea_map.dataset import load_dataset
from korea_map.facts import Kind
from korea_map.sentences import Choice, parse

RANGE = "the telegram says 3 to 5 points a side; the 3 is in no table"
ANSWER = "the day of Stalin's answer, which proposes nothing and is in no table"
QUARTER = "a part that tests/test_truth.py holds against the tables"
PRINTED = "the day on which a newspaper prints it, a day after the date of the plan"
LESSON = "what pupils are asked to do"
EXCEPTIONS = {
    ("en", "plan.cpv.sentence", 3): RANGE,
    ("ko", "plan.cpv.sentence", 3): RANGE,
    ("en", "step.five-kilometres.text", 3): RANGE,
    ("ko", "step.five-kilometres.text", 3): RANGE,
    ("en", "step.will-stalin-agree.answer", 3): ANSWER,
    ("ko", "step.will-stalin-agree.answer", 3): ANSWER,
    ("ko", "step.will-stalin-agree.answer", 2): ANSWER,
    ("ko", "step.the-river.text", 4): QUARTER,
    ("en", "lesson.answer.first", 3): RANGE,
    ("ko", "lesson.answer.first", 3): RANGE,
    ("en", "lesson.task.first", 2): LESSON,
    ("ko", "lesson.task.first", 2): LESSON,
    ("en", "lesson.task.first", 3): LESSON,
    ("ko", "lesson.task.first", 3): LESSON,
    ("ko", "map.side-label", 2): "the second of the maps side by side",
}
"""Numbers that only happen to be a value of some fact: language, key, number, why."""


@cache
def document():
    return load_dataset()


def find_texts(parts):
    """Yield what stands between the placeholders of a sentence, within plural texts too."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Choice):
            for nested in part.texts.values():
                yield from find_texts(nested)


@cache
def known_values() -> frozenset[float]:
    """Return every value that a placeholder could give: counts, lengths, years and days."""
    values: set[float] = set()
    for fact in document().facts().values():
        if fact.kind in (Kind.COUNT, Kind.LENGTH) and fact.value is not None:
            values.add(fact.value)
        elif fact.kind is Kind.DATE:
            values.add(fact.value.year)
            values |= {fact.value.day} if isinstance(fact.value, date) else set()
    return frozenset(value for value in values if value >= 2)


def find_numbers(tag: str, text: str):
    """Yield the numbers of a text, in digits and in the number words of its language."""
    for digits in re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)*", text):
        yield float(digits.replace(",", ""))
    for key, word in document().messages[tag].items():
        if key.startswith("number."):
            for _ in re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
                yield float(key.removeprefix("number."))


def find_written(tag: str) -> set[tuple[str, str, float]]:
    """Return every number that the words of a language have outside placeholders."""
    return {
        (tag, key, number)
        for key, text in document().words[tag].items()
        for part in find_texts(parse(text))
        for number in find_numbers(tag, part)
    }


@pytest.mark.parametrize("tag", load_dataset().words)
def test_no_number_is_written_that_a_placeholder_could_give(tag):
    found = {one for one in find_written(tag) if one[2] in known_values()}
    assert found - set(EXCEPTIONS) == set(), "write these as placeholders (docs/words.md)"


def test_no_exception_is_stale():
    written = {one for tag in document().words for one in find_written(tag)}
    assert set(EXCEPTIONS) - written == set(), "these are no longer there; delete them"


def test_digits_and_number_words_are_found_wherever_they_stand():
    assert list(find_numbers("en", "Thirty miles, 5 km, (1,952) and 0.25; fiveteen x7")) == [
        5,
        1952,
        0.25,
        30,
    ]
    assert list(find_numbers("ko", "두 장, 다섯째 3절")) == [3, 2]
    nested = parse("{a, plural, one {two {b}} other {{c} three}} four")
    assert " ".join(find_texts(nested)).split() == ["two", "three", "four"]

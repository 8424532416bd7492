"""Dates as far as they are known, in tables, in document.toml and in sentences."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from korea_map.checks import check
from korea_map.dates import PartialDate, begins, parse_date
from korea_map.facts import Fact, Kind
from korea_map.languages import load_messages
from korea_map.webmap.language import Language

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1951-10-25", date(1951, 10, 25)),
        ("1951-10", PartialDate(1951, 10)),
        ("1951", PartialDate(1951)),
    ],
)
def test_a_date_is_written_as_it_was_read(text, known):
    assert parse_date(text) == known
    assert parse_date(text).isoformat() == text


@pytest.mark.parametrize(
    "text", ["", "1951-13", "1951-00", "1951-10-32", "1951-1", "51", "0000", "1951-W10", "1951-10-"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"is no date|day is out of range|month must be"):
        parse_date(text)


def test_dates_come_in_the_order_in_which_they_begin():
    texts = ["1951", "1951-10", "1951-10-02", "1951-11", "1952"]
    days = [begins(parse_date(text)) for text in texts]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("tag", "text", "plain", "month", "year"),
    [
        ("en", "1951-10-25", "25 October 1951", "October 1951", "1951"),
        ("en", "1951-10", "October 1951", "October 1951", "1951"),
        ("en", "1951", "1951", "1951", "1951"),
        ("ko", "1951-10", "1951년 10월", "1951년 10월", "1951년"),
        ("ko", "1951", "1951년", "1951년", "1951년"),
    ],
)
def test_a_sentence_says_no_more_of_a_date_than_is_known(tag, text, plain, month, year):
    language = Language(tag, load_messages()[tag], {})
    fact = Fact(Kind.DATE, parse_date(text))
    said = [language.write(fact, form) for form in ("", "month", "year")]
    assert said == [plain, month, year]


@pytest.mark.browser
@pytest.mark.parametrize("tag", ["en", "ko"])
@pytest.mark.parametrize("text", ["1951-10-25", "1951-10", "1951"])
def test_the_page_says_a_date_as_python_does(text, tag, enter):
    tab = enter("i18n").speak({key: dict(words) for key, words in load_messages().items()}, tag)
    language = Language(tag, load_messages()[tag], {})
    for form in ("", "month", "year"):
        assert tab.call("i18n.date", text, form) == language.date(parse_date(text), form)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('"1951-10"', None),
        ("1951-10-25", None),
        ('"October 1951"', "is not a date (year-month-day, or as far as it is known)"),
        ("1951", 'write it as 1952-01-31, without quotes, or as "1952-01" or "1952"'),
    ],
)
def test_a_document_tells_its_date_as_far_as_it_is_known(written, says, tmp_path):
    folder = shutil.copytree(ROOT / "examples" / "neutral-zones-1951", tmp_path / "mine")
    path = folder / "document.toml"
    text = path.read_text(encoding="utf-8").replace('date = "1951-10"', f"date = {written}")
    path.write_text(text, encoding="utf-8")
    messages = [problem.message for problem in check(folder)]
    assert len(messages) == (0 if says is None else 1)
    assert says is None or says in messages[0]

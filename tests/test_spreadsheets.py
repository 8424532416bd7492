"""No cell of our CSV is computed by a spreadsheet, and all are read back as they were."""

import csv
import io
import itertools

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from korea_map.cli import main
from korea_map.names_in import Notes, read_csv
from korea_map.spreadsheets import from_cell, to_cell

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫⁺⁻⁼−"
BEFORE = ["", " ", "\u3000", '"', "'", "“", "\u200b", "\ufeff", ' "', "a;", 'a; "', "=1;"]
COMPUTED = [f"{before}{sign}1+1" for before in BEFORE for sign in SIGNS]
COMPUTED += ["\t1", "\r1", "\n1", "=cmd|' /C calc'!A0", '=HYPERLINK("a")', "@SUM(A1)"]
PLAIN = ["Sinŭiju", "*Dzioio", "_x_", "it's", "a-b", "a; b", "1950-1953", "(=1)", "{}$\\#&<b>", ""]


@pytest.mark.parametrize("text", COMPUTED)
def test_a_text_that_would_be_computed_is_guarded_in_every_part(text):
    cell = to_cell(text)
    assert cell != text
    for part in cell.split(";"):
        assert not part.strip(' "\u3000\u200b\ufeff“').startswith(tuple(SIGNS)), cell
    assert from_cell(cell) == text.replace("\r", "\n")


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_stay_as_they_are(text):
    assert to_cell(text) == text == from_cell(text)


@pytest.mark.parametrize("number", [-5, -1.5, 0, 30.0, 1e-7])
def test_numbers_are_numbers_also_below_zero(number):
    assert float(to_cell(number)) == number
    assert not to_cell(number).startswith("'")


@given(st.text(alphabet=st.sampled_from([*SIGNS, *" ;'\"\t\nab1“"])))
def test_what_guards_is_taken_off_again_whatever_the_text(text):
    assert from_cell(to_cell(text)) == text


@pytest.mark.browser
def test_the_page_has_the_same_rule(visit):
    texts = [*COMPUTED, *PLAIN, *map("".join, itertools.product("=;' a\t", repeat=3))]
    # the page leaves ends of lines within cells as they are
    texts = [text for text in texts if "\r" not in text]
    made = visit().evaluate(
        """texts => texts.map((toponym) => {
          const { page, downloads, records } = koreaMap;
          const data = { ...page.data, points: [{ ...page.data.points[0], toponym }], plans: [] };
          return downloads.csv(data, page.derived());
        })""",
        texts,
    )
    for text, table in zip(texts, made, strict=True):
        (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
        assert row["toponym"] == to_cell(text), repr(text)


NAMES = ["=1+1 Pusan", "-2+3 Taiko", "@Taiden", "＝Anto", "*Dzioio"]


def test_answers_as_csv_are_guarded_and_their_names_are_read_back():
    arguments = ["reconcile", "--format", "csv", "--limit", "2", "--", *NAMES]
    table = CliRunner().invoke(main, arguments).stdout
    for row in csv.DictReader(io.StringIO(table)):
        for name, cell in row.items():
            number = name in ("rank", "lat", "lon", "score") and cell
            assert float(cell) if number else not cell.startswith(tuple(SIGNS))
    raw = io.BufferedReader(io.BytesIO(table.encode()))
    again = [one.name for one in read_csv(raw, "query", file="x.csv", notes=Notes("x.csv"))]
    assert list(dict.fromkeys(again)) == NAMES


def test_coverage_as_csv_has_numbers_as_numbers():
    table = CliRunner().invoke(main, ["coverage", "--format", "csv"]).stdout
    for row in csv.DictReader(io.StringIO(table)):
        assert all(float(cell) >= 0 for name, cell in row.items() if name not in ("plan", "list"))

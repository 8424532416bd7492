"""TOML is read with the line of every key, so that a message leads there."""

from datetime import date

import pytest

from korea_map.errors import DataError
from korea_map.toml import read_toml

TEXT = '''# a comment = 1
id = "x"
"quoted key" = 1
a.b = "dotted"

[one]
date = 1952-01-31
  indented = "yes {here} and {here}"
[one.two]
long = """
three = "not a key"
[four]
{there}"""
five = \'\'\'on one line\'\'\'
['six'.seven]
list = [
  1,
  2,
]
in = {line = "table"}
[[many]]
x = 1
'''


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a.toml").write_text(TEXT, encoding="utf-8")
    return read_toml(tmp_path / "a.toml")


def test_values_are_known_by_their_whole_key_in_the_order_of_the_file(file):
    assert list(file.values.items()) == [
        ("id", "x"),
        ("quoted key", 1),
        ("a.b", "dotted"),
        ("one.date", date(1952, 1, 31)),
        ("one.indented", "yes {here} and {here}"),
        ("one.two.long", 'three = "not a key"\n[four]\n{there}'),
        ("one.two.five", "on one line"),
        ("six.seven.list", [1, 2]),
        ("six.seven.in.line", "table"),
        ("many", [{"x": 1}]),
    ]


@pytest.mark.parametrize(
    ("key", "at", "line", "column"),
    [
        ("id", "", 2, 1),
        ("quoted key", "", 3, 1),
        ("a.b", "", 4, 1),
        ("one.date", "", 7, 1),
        ("one.indented", "", 8, 3),
        ("one.indented", "{here}", 8, 19),
        ("one.indented", "{nowhere}", 8, 3),
        ("one.two.long", "", 10, 1),
        ("one.two.long", "{there}", 13, 1),
        ("one.two.long", "on one line", 10, 1),
        ("one.two.five", "", 14, 1),
        ("six.seven.list", "2", 18, 3),
        ("six.seven.in.line", "", 20, 1),
        ("six.seven.none", "", 15, 1),
        ("many", "", 21, 1),
        ("none", "", 1, 1),
        ("", "", 1, 1),
    ],
)
def test_a_problem_leads_to_its_key_and_to_the_text_within(key, at, line, column, file):
    problem = file.problem(key, "says", at=at)
    assert (problem.line, problem.column, problem.message) == (line, column, "says")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a = 1\nb = \n", 2, 5, "not TOML: Invalid value"),
        ("a = 1\nb\n", 2, 2, "not TOML: Expected '=' after a key in a key/value pair"),
        ('a = "', 1, 1, "not TOML: Unterminated string"),
        ("a = [1,\n\n", 3, 1, "not TOML: Invalid value"),
        ("a = 1\na = 2\n", 2, 6, "not TOML: Cannot overwrite a value"),
        ("a = 1\r\nb = 2\r\n", 1, 6, "line ends with CR LF; save the file with LF alone"),
        ('a = "\u200b"\n', 1, 6, "invisible character U+200B; delete it"),
        ('a = "u\u0308"\n', 1, 1, "not in Unicode normal form C; normalise the line"),
        (f"a = {'[' * 2000}", 1, 1, "not TOML: nested too deeply"),
        (f"a = 1\n{'b.' * 30_000}c = 1\n", 2, 1, "a key of 30,001 parts; give it at most 8"),
        (f"[k{'.a' * 300}]\n" * 3000, 1, 2, "a key of 301 parts; give it at most 8"),
        ("a = {b" + ' . "c.d"' * 8 + " = 1}\n", 1, 6, "a key of 9 parts; give it at most 8"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(text, line, column, message, tmp_path):
    (tmp_path / "a.toml").write_bytes(text.encode())
    with pytest.raises(DataError) as caught:
        read_toml(tmp_path / "a.toml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.message) == (line, column, message)


@pytest.mark.parametrize(
    "line",
    [
        "a.b.c.d.e.f.g.h = 1",
        '"a.b.c.d.e.f.g.h.i.j" = 1',
        'a = "a.b.c.d.e.f.g.h.i.j \\"a.b.c.d.e.f.g.h.i.j\\""',
        "a = 'a.b.c.d.e.f.g.h.i.j'",
        'a = """\n"a" a.b.c.d.e.f.g.h.i.j\n"""',
        "a = '''\n'a' a.b.c.d.e.f.g.h.i.j\n'''",
        "a = 1  # a.b.c.d.e.f.g.h.i.j",
    ],
)
def test_texts_may_have_as_many_points_as_they_like(line, tmp_path):
    (tmp_path / "a.toml").write_text(f"{line}\n", encoding="utf-8")
    assert len(read_toml(tmp_path / "a.toml").values) == 1


def test_a_table_that_holds_nothing_is_known_with_its_line(tmp_path):
    (tmp_path / "a.toml").write_text("a = 1\n[no.thing]\n[b]\nc = {}\n", encoding="utf-8")
    file = read_toml(tmp_path / "a.toml")
    assert (dict(file.values), file.empty) == ({"a": 1}, ("no.thing", "b.c"))
    assert file.problem("no.thing", "is odd").line == 2


def test_tabs_are_no_fault(tmp_path):
    (tmp_path / "a.toml").write_text("a =\t1\n", encoding="utf-8")
    assert read_toml(tmp_path / "a.toml").values == {"a": 1}

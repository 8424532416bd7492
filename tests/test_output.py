"""The committed files of `output/` are what the build gives, today and tomorrow.

The drawn figure and the oEmbed answer are compared byte by byte. Of the page and the lesson it
is told what differs: a key of the data, or a heading; the rest of them has tests of its own.
"""

import re
from pathlib import Path

import pytest
from told import data_of

from korea_map.lesson import make_lesson
from korea_map.webmap import build_map, render_files
from korea_map.webmap.content import read_content

OUTPUT = Path(__file__).resolve().parent.parent / "output"
REMEDY = "run `korea-map build` and commit output/"


@pytest.fixture(scope="module")
def files():
    return render_files(build_map())


def committed(name: str) -> str:
    return (OUTPUT / name).read_bytes().decode("utf-8")


def headings_of(page: str) -> list[tuple[str, str]]:
    """Return the headings of a page by their level, without the marks within them."""
    found = re.findall(r"<(h[1-6]|title|caption|th)\b[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [(tag, " ".join(re.sub(r"<[^>]+>", " ", text).split())) for tag, text in found]


def differences(one, other, key: str = "data"):
    """Yield the keys under which two values differ, as deep as they have the same shape."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            if name not in one or name not in other:
                yield f"{key}.{name}"
            else:
                yield from differences(one[name], other[name], f"{key}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            named = left.get("id", number) if isinstance(left, dict) else number
            yield from differences(left, right, f"{key}[{named}]")
    elif one != other or type(one) is not type(other):
        yield key


def test_two_builds_are_the_same(files):
    assert render_files(build_map()) == files


def test_output_holds_the_files_of_the_build_and_no_other(files):
    assert {path.name for path in OUTPUT.iterdir()} == {*files, "lesson"}


def test_the_lesson_beside_it_is_that_of_the_command():
    made, remedy = make_lesson(read_content()), REMEDY.replace("build", "lesson")
    assert {path.name for path in (OUTPUT / "lesson").iterdir()} == set(made)
    for name in (name for name in made if name.endswith(".html") and name != "korea_map.html"):
        assert committed(f"lesson/{name}") == made[name].decode("utf-8"), remedy


@pytest.mark.parametrize("name", ["korea_map.svg", "oembed.json"])
def test_a_small_file_is_that_of_the_build_byte_by_byte(name, files):
    assert committed(name) == files[name], REMEDY


def test_the_data_of_the_page_are_those_of_the_build(files):
    built, old = data_of(files["korea_map.html"]), data_of(committed("korea_map.html"))
    assert list(differences(old, built)) == [], REMEDY


@pytest.mark.parametrize("name", ["korea_map.html", "lesson_demo.html"])
def test_the_headings_are_those_of_the_build(name, files):
    assert headings_of(committed(name)) == headings_of(files[name]), REMEDY


def test_a_difference_is_told_by_its_key():
    one = {"a": 1, "b": {"c": [1, 2]}, "d": [{"id": "x", "e": 1}], "f": 1, "g": [1]}
    other = {"a": 1, "b": {"c": [1, 3]}, "d": [{"id": "x", "e": 2}], "g": [1, 2], "h": 0}
    assert list(differences(one, other)) == [
        "data.b.c[1]",
        "data.d[x].e",
        "data.f",
        "data.g",
        "data.h",
    ]

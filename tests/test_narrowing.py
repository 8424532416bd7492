"""A document's own datapackage.json narrows the schema of the package, and never weakens it."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from korea_map.checks import check
from korea_map.patterns import Pattern

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def respell(small_data):
    """Change the schema of the small data: its tables and columns by name."""

    def change(table, column, how):
        path = small_data / "datapackage.json"
        package = json.loads(path.read_text(encoding="utf-8"))
        tables = {one["name"]: one for one in package["resources"]}
        columns = {one["name"]: one for one in tables[table]["schema"]["fields"]}
        how(columns[column] if column else tables[table])
        path.write_text(json.dumps(package, indent=1, ensure_ascii=False), encoding="utf-8")

    return change


def constrain(**constraints):
    return lambda spec: spec.setdefault("constraints", {}).update(constraints)


def drop(key):
    return lambda spec: spec["constraints"].pop(key)


# How the schema is weakened, the cell that only the weaker one would pass, and what is said.
WEAKENED = {
    "enum left out": (
        ("gazetteer", "certainty", drop("enum")),
        ("gazetteer.csv", ",certain,", ",sure,"),
        "unknown certainty 'sure'; use one of certain, less-certain, uncertain",
    ),
    "enum widened": (
        ("gazetteer", "certainty", constrain(enum=["certain", "sure", "uncertain"])),
        ("gazetteer.csv", ",certain,", ",sure,"),
        "unknown certainty 'sure'; use one of certain, less-certain, uncertain",
    ),
    "another type": (
        ("gazetteer", "lat", lambda spec: spec.update(type="string", constraints={})),
        ("gazetteer.csv", ",35.10168,", ",far,"),
        "lat 'far' is not a number",
    ),
    "no longer required": (
        ("proposals", "points_claimed", constrain(required=False)),
        ("proposals.csv", None, "points_claimed"),
        "points_claimed is empty; it is required",
    ),
    "a lower minimum": (
        ("gazetteer", "lat", constrain(minimum=-90)),
        ("gazetteer.csv", ",35.10168,", ",-35.10168,"),
        "lat -35.10168 is below 32.5; give 32.5 to 43.5",
    ),
    "a higher maximum": (
        ("gazetteer", "lat", constrain(maximum=90)),
        ("gazetteer.csv", ",35.10168,", ",65.10168,"),
        "lat 65.10168 is above 43.5; give 32.5 to 43.5",
    ),
    "a wider pattern": (
        ("places", "id", constrain(pattern=".*")),
        ("places.csv", "\nbusan,", "\nBusan,"),
        "id 'Busan' does not have the form [a-z0-9]+(-[a-z0-9]+)*",
    ),
    "no pattern": (
        ("places", "id", drop("pattern")),
        ("places.csv", "\nbusan,", "\nBusan,"),
        "id 'Busan' does not have the form [a-z0-9]+(-[a-z0-9]+)*",
    ),
    "no order": (
        ("places", "", lambda table: table["schema"].pop("korea_map:sort")),
        ("places.csv", "\nbusan,", "\nzz-busan,"),
        "out of order; the file is sorted by id",
    ),
}


@pytest.mark.parametrize("kind", WEAKENED)
def test_what_the_package_demands_stays_demanded(kind, small_data, respell):
    weaken, (name, old, new), message = WEAKENED[kind]
    respell(*weaken)
    path = small_data / name
    text = path.read_text(encoding="utf-8")
    if old is None:
        header, first, *rest = text.split("\n")
        cells = first.split(",")
        cells[header.split(",").index(new)] = ""
        changed = "\n".join([header, ",".join(cells), *rest])
    else:
        assert old in text
        changed = text.replace(old, new, 1)
    path.write_text(changed, encoding="utf-8")
    assert message in [problem.message for problem in check(small_data)]


@pytest.mark.parametrize("table", ["gazetteer", "places", "steps", "basemap-names", "document"])
def test_a_table_that_is_left_out_has_the_schema_of_the_package(table, small_data):
    path = small_data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] != table]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert check(small_data) == []
    gazetteer = small_data / "gazetteer.csv"
    text = gazetteer.read_text(encoding="utf-8")
    gazetteer.write_text(text.replace(",certain,", ",sure,", 1), encoding="utf-8")
    assert any("unknown certainty 'sure'" in one.message for one in check(small_data))


def test_a_document_may_ask_for_more(small_data, respell):
    respell("gazetteer", "certainty", constrain(enum=["uncertain"]))
    respell("gazetteer", "title", constrain(pattern="[A-Z].*n", required=True))
    respell("places", "lat", constrain(maximum=36))
    told = {problem.message for problem in check(small_data)}
    assert "unknown certainty 'certain'; use one of uncertain" in told
    assert any(one.endswith("does not have the form [A-Z].*n") for one in told)
    assert any(one.endswith("give at most 36") or "is above 36" in one for one in told)


# What no schema may say


ODD = {
    "a count without end": (constrain(pattern="a{99999999999999999999}"), "repeats too often"),
    "a thousand letters often": (constrain(pattern="((a{50}){50}){50}"), "it is too large once"),
    "brackets without end": (constrain(pattern="(" * 900 + ")" * 900), "more than 50 brackets"),
    "a form of many thousands": (constrain(pattern="a" * 3000), "it has more than 2000"),
    "a look ahead": (constrain(pattern="(?=a)b"), "(?= is not taken here"),
    "an echo": (constrain(pattern=r"(a)\1"), r"\1 is not taken here"),
    "a torn bracket": (constrain(pattern="(a"), "a ( has no )"),
    "a torn class": (constrain(pattern="[a"), "a [ has no ]"),
    "no text": (constrain(pattern=7), "pattern 7 is no text"),
    "an unknown constraint": (constrain(minLength=3), "unknown constraint 'minLength'; there are"),
    "an unknown type": (lambda spec: spec.update(type="roman"), "unknown type 'roman'; there are"),
    "a type that is a list": (lambda spec: spec.update(type=[]), "unknown type []; there are"),
    "required in words": (constrain(required="no"), "required 'no' is neither true nor false"),
    "a choice of none": (constrain(enum=[]), "enum [] is no list of values"),
    "a limit in quotes": (constrain(minimum="3"), "minimum '3' is no number that a cell can have"),
    "a limit of a text": (constrain(maximum=3), "maximum 3 limits no string"),
    "a limit beyond measure": (constrain(minimum=1e300), "minimum 1e+300 is no number that"),
}


@pytest.mark.parametrize("kind", ODD)
def test_a_schema_that_cannot_be_used_is_told_where_it_is(kind, small_data, respell):
    change, message = ODD[kind]
    respell("gazetteer", "title", change)
    (problem,) = [one for one in check(small_data) if one.file.endswith("datapackage.json")]
    assert message in problem.message
    lines = (small_data / "datapackage.json").read_text(encoding="utf-8").split("\n")
    near = "\n".join(lines[problem.line - 1 : problem.line + 1])
    assert any(key in near for key in ("pattern", "type", "enum", "imum", "required", "minLength"))


PATHS = [
    "../../../../etc/passwd", "/etc/passwd", "a/../../b.csv", "./gazetteer.csv", "", "a//b.csv",
    "C:/gazetteer.csv", "c:gazetteer.csv", "..\\gazetteer.csv", "\\\\host\\share\\a.csv", "NUL",
    "con.csv", "tables/com1.csv", "gazetteer.csv.", "gazetteer.csv ", "a?.csv", "//host/a.csv",
    7, None, ["gazetteer.csv"], "~/../../x", "file:///etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_path_out_of_the_folder_is_told_and_nothing_of_it_is_read(path, small_data, respell):
    respell("gazetteer", "", lambda table: table.update(path=path))
    told = [one for one in check(small_data) if "gazetteer" in one.message]
    assert [one.message for one in told if one.file.endswith("datapackage.json")] == [
        f"resource 'gazetteer': path {path!r} is none below the folder; write one"
    ]
    assert "root:" not in str(told)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_out_of_the_folder_is_told_and_not_followed(small_data, tmp_path):
    elsewhere = tmp_path / "elsewhere.csv"
    shutil.move(small_data / "gazetteer.csv", elsewhere)
    (small_data / "gazetteer.csv").symlink_to(elsewhere)
    told = [str(one) for one in check(small_data)]
    place = (small_data / "gazetteer.csv").as_posix()
    assert f"{place}:1:1: a link leads out of the folder; put the file itself there" in told


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_within_the_folder_is_followed(small_data):
    (small_data / "gazetteer.csv").rename(small_data / "mine.csv")
    (small_data / "gazetteer.csv").symlink_to("mine.csv")
    assert check(small_data) == []


# Forms


@pytest.mark.parametrize("form", ["(.*a)*(.*b)*(.*c)*x", "(a+)+$", "(a|a)*b", "(a?){30}a{30}b"])
def test_no_form_keeps_anybody_waiting(form):
    assert not Pattern(form).fullmatch("a" * 60_000 + "!")


def test_a_form_that_is_too_laborious_says_so():
    form = Pattern("(" + ".?" * 300 + ")*x")
    with pytest.raises(ValueError, match="it takes too long; write a simpler form"):
        form.fullmatch("".join(map(chr, range(0x4E00, 0x4E00 + 5000))))


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("[a-z0-9]+(-[a-z0-9]+)*", ["a", "a-1", "north-east-2"], ["", "-a", "a-", "A", "a--b"]),
        (r"\d{4}(-\d{2}){0,2}", ["1952", "1952-01", "1952-01-31"], ["195", "1952-1", "1952-01-"]),
        ("^(ru|en|)$", ["ru", "en", ""], ["r", "ruen", "^ru"]),
        (r"[^\d\s]+?", ["부산", "a-b"], ["", "a b", "1"]),
        (r".{2,}\.", ["ab.", "...", "釜山."], ["a.", "ab"]),
        (r"\u00e9|\x41|\U00020000", ["é", "A", "\U00020000"], ["e", "u00e9"]),
        ("[]a]{1,2}", ["]", "a]"], ["", "]]]", "b"]),
        ("a{,2}b{2}", ["bb", "aabb"], ["aaabb", "ab"]),
    ],
)
def test_a_form_is_that_of_the_whole_cell(form, right, wrong):
    pattern = Pattern(form)
    assert [cell for cell in right if not pattern.fullmatch(cell)] == []
    assert [cell for cell in wrong if pattern.fullmatch(cell)] == []

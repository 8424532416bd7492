"""What `check` passes, `build` builds: every column of every table is walked to its limits."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from korea_map import DataError
from korea_map.checks import check
from korea_map.webmap import build_map, render_files

ROOT = Path(__file__).resolve().parent.parent
GROUND = ("styles", "symbols")
SCHEMA = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
TABLES = {
    resource["name"]: resource
    for resource in SCHEMA["resources"]
    if str(resource["path"]).endswith(".csv") and "raw/" not in resource["path"]
}
READ = ("gazetteer", "places", "plans", "proposals", "steps", *GROUND)
READ_GROUND = ("basemap-geography", "basemap-names")
COLUMNS = [
    (name, field["name"])
    for name in (*READ, *READ_GROUND)
    for field in TABLES[name]["schema"]["fields"]
]

HOSTILE = (
    "*star* {brace {unc.radius} </script><b>&amp; ${x}` %(x)s\\n [red]x[/red] =1+1 __proto__ "
    + "가" * 40
)
TEXTS = ("", HOSTILE, "x" * 600, "wide-north-01", "letter-1952[page 1]")
DATES = ("0001-01-01", "9999-12-31", "1952", "1952-02", "1953-02-29", "")
BEYOND = ("", "-1", "nan", "9" * 400, "1.5")


def limits_of(field):
    """Values at the limits of a column, and just beyond them."""
    rule = field.get("constraints", {})
    if field["type"] == "date":
        return DATES
    if field["type"] in ("number", "integer"):
        step = 1 if field["type"] == "integer" else 0.001
        least, most = rule.get("minimum"), rule.get("maximum")
        values = [str(value) for value in rule.get("enum", ())]
        if least is not None:
            values += [f"{least:g}", f"{least - step:g}"]
        values += [str(most), f"{most + step:.3f}"] if most is not None else ["100000000"]
        return (*values, *BEYOND)
    if "enum" in rule:
        return (*rule["enum"], "none-of-these", "")
    return TEXTS


def constrained(name, column):
    fields = {field["name"]: field for field in TABLES[name]["schema"]["fields"]}
    return fields[column]


@pytest.fixture
def document(small_data):
    for name in GROUND:
        shutil.copy(ROOT / "data" / f"{name}.csv", small_data)
    return small_data


def put(path, column, value, *, every):
    """Put a value into a column: into every row, or into the first where each needs its own."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    at = header.index(column)
    for row in rows if every else rows[:1]:
        row[at] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def assert_alike(document):
    """Hold the build against the check: both pass, or both tell the same."""
    problems = check(document)
    if problems:
        with pytest.raises(DataError) as caught:
            build_map(document)
        assert caught.value.problems == problems
    else:
        assert render_files(build_map(document))


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_what_passes_the_check_is_built_and_what_does_not_is_refused_alike(document, name, column):
    field = constrained(name, column)
    path = document / TABLES[name]["path"]
    before = path.read_bytes()
    passed, refused = [], False
    for value in limits_of(field):
        put(path, column, value, every=not field.get("constraints", {}).get("unique"))
        problems = check(document)
        if not problems:
            passed.append(path.read_bytes())
        elif not refused:
            with pytest.raises(DataError) as caught:
                build_map(document)
            assert caught.value.problems == problems, value
            refused = True
        path.write_bytes(before)
    # the first and the last are at the ends of what passes; a build takes as long as ten checks
    for raw in dict.fromkeys([*passed[:1], *passed[-1:]]):
        path.write_bytes(raw)
        assert all(render_files(build_map(document)).values()), raw
    path.write_bytes(before)
    assert not check(document)
    assert passed or refused


WHOLE = [
    ('lang = "en"', 'lang = "en"\nmile = "nautical"'), ('lang = "en"', 'lang = "en"\nmile = "sea"'),
    ("date = 1952-01-31", "date = 0001-01-01"), ("date = 1952-01-31", "date = 9999-12-31"),
    ("date = 1952-01-31", 'date = "1952"'), ('lang = "en"', 'lang = "ko"'),
    ('lang = "en"', 'lang = "xx"'), ('title = "A small letter"', 'title = "*A* {small} letter"'),
]  # fmt: skip


@pytest.mark.parametrize(("radius", "unit"), [
    ("0.001", "m"), ("0.9", "m"), ("1", "m"), ("1", "yard"), ("12.5", "mile"), ("29.5", "mile"),
    ("31.7", "mile"), ("186.411", "mile"), ("186.412", "statute_mile"),
    ("161.987", "nautical_mile"), ("300", "km"), ("300.001", "km"), ("300000", "m"),
    ("1000000", "m"), ("328083", "yard"), ("25", "statute_mile"),
    ("40", "nautical_mile"), ("1000000", "km"), ("30", ""), ("", "mile"),
])  # fmt: skip
def test_every_radius_in_every_unit_is_built_or_refused_by_the_check(document, radius, unit):
    for column, value in (("radius", radius), ("radius_unit", unit)):
        put(document / "proposals.csv", column, value, every=True)
    assert_alike(document)


@pytest.mark.parametrize(("old", "new"), WHOLE)
def test_every_value_of_the_document_is_built_or_refused_by_the_check(document, old, new):
    path = document / "document.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert_alike(document)

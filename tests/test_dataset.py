"""A data folder as records: what of it is the document's own and what the ground's."""

import shutil
from datetime import date

import pytest

from korea_map.dataset import load_dataset, read_dataset
from korea_map.document import fault_of_bounds
from korea_map.errors import DataError
from korea_map.facts import ALL
from korea_map.model import PlanKind
from korea_map.webmap import build_map, render_files


def test_a_folder_is_read_into_records(small_data):
    dataset, problems = read_dataset(small_data)
    assert problems == []
    document = dataset.document
    assert (document.id, document.source, document.date) == (
        "letter-1952",
        "letter-1952",
        date(1952, 1, 31),
    )
    assert (document.lang, document.mile, document.title) == ("en", "statute", "A small letter")
    assert (document.view, document.figure) == (None, None)
    (plan,) = dataset.plans
    assert (plan.id, plan.kind, plan.symbol, plan.style) == ("wide", PlanKind.ZONES, "dot", 1)
    (stop,) = dataset.stops
    assert (stop.id, stop.show, stop.rivals, stop.points) == (
        "first",
        ("wide",),
        None,
        ("wide-north-01",),
    )
    assert stop.bounds == (124, 39, 126, 41)
    assert [one.id for one in dataset.proposals] == ["wide-north", "wide-south"]
    assert [one.position for one in dataset.toponyms] == [1, 2, 1]
    assert list(dataset.places) == ["busan", "sinuiju", "uiju"]
    assert list(dataset.styles) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert dataset.symbols["square"].open
    assert not dataset.symbols["dot"].open
    assert dataset.words["en"]["step.first.title"] == "A name"


def test_a_folder_with_a_problem_is_no_dataset(small_data, edit):
    edit("proposals.csv", ",mile,1,", ",mile,x,")
    dataset, problems = read_dataset(small_data)
    assert dataset is None
    with pytest.raises(DataError) as caught:
        load_dataset(small_data)
    assert caught.value.problems == problems


def test_views_and_the_mile_are_as_the_document_says(small_data):
    with (small_data / "document.toml").open("a", encoding="utf-8") as file:
        file.write('mile = "nautical"\nview = [124, 33, 131, 43]\nfigure = [123.5, 33, 131, 43]\n')
    document = load_dataset(small_data).document
    assert document.mile == "nautical"
    assert document.view == (124, 33, 131, 43)
    assert document.figure == (123.5, 33, 131, 43)


def test_languages_are_those_of_the_words_else_those_of_the_interface(small_data):
    assert load_dataset(small_data).languages == ("en",)
    shutil.copy(small_data / "words" / "en.toml", small_data / "words" / "ko.toml")
    assert load_dataset(small_data).languages == ("en", "ko")
    shutil.rmtree(small_data / "words")
    (small_data / "steps.csv").unlink()
    assert load_dataset(small_data).languages == ("en", "ko")


def test_sides_are_the_halves_of_the_ground_where_a_list_is_for_one(small_data, edit):
    assert load_dataset(small_data).sides == ("south", "north")
    edit("proposals.csv", "unc,south,", "unc,,")
    assert load_dataset(small_data).sides == ("south", "north")
    edit("proposals.csv", "unc,north,", "unc,south,")
    assert load_dataset(small_data).sides == ("south", "north")
    edit("proposals.csv", "unc,south,", "unc,,")
    path = small_data / "gazetteer.csv"
    rows = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([*rows[:3], ""]), encoding="utf-8")
    path = small_data / "proposals.csv"
    rows = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([*rows[:2], ""]), encoding="utf-8")
    assert load_dataset(small_data).sides == (ALL,)


def test_plans_without_a_table_come_by_date_then_as_they_stand_and_look_apart(bare_data):
    lines = [
        "x,late,1953-01-01,Late,unc,,offered,letter-1952,,,0,,letter-1952[3],None.",
        "y,early,1951-01-01,Early,unc,,offered,letter-1952,9,km,0,,letter-1952[3],None.",
        "z,same,1952-01-31,Same,unc,,offered,letter-1952,,,0,,letter-1952[3],None.",
    ]
    with (bare_data / "proposals.csv").open("a", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
    plans = load_dataset(bare_data).plans
    assert [(plan.id, plan.kind.value, plan.symbol, plan.style) for plan in plans] == [
        ("early", "zones", "dot", 1),
        ("wide", "zones", "disc", 2),
        ("same", "points", "square", 3),
        ("late", "points", "diamond", 4),
    ]


def own_sources_alone(folder):
    """Leave a document its own source; what its places cite is in the package's."""
    path = folder / "sources.bib"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("@misc{geonames")], encoding="utf-8")


def test_the_ground_brings_the_sources_that_it_cites(small_data):
    own_sources_alone(small_data)
    dataset = load_dataset(small_data)
    assert list(dataset.sources) == ["letter-1952", "geonames"]
    assert dataset.own_sources == {"letter-1952"}


def test_a_source_that_neither_the_document_nor_its_ground_has_is_a_fault(small_data, edit):
    own_sources_alone(small_data)
    edit("gazetteer.csv", "geonames[1838524].", "torkunov-2000[1].")
    _, problems = read_dataset(small_data)
    assert "no entry 'torkunov-2000'" in problems[0].message


def test_a_document_may_be_a_source_of_the_ground(small_data, edit):
    own_sources_alone(small_data)
    edit("document.toml", 'source = "letter-1952"', 'source = "geonames"')
    path = small_data / "gazetteer.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("geonames[", "letter-1952["), encoding="utf-8")
    assert "GeoNames" in render_files(build_map(small_data))["korea_map.html"]


@pytest.mark.parametrize(
    "edges", [[-180, -90, 180, 90], [124, 33, 131, 43], [0, 0, 0.1, 0.1], [-10, -20, -5, -10]]
)
def test_bounds_are_within_the_globe(edges):
    assert fault_of_bounds(edges) is None


@pytest.mark.parametrize(
    "edges",
    [
        [124, 33, 124, 43],
        [131, 33, 124, 43],
        [124, 43, 131, 43],
        [124, 43, 131, 33],
        [-180.1, 33, 131, 43],
        [124, -90.1, 131, 43],
        [124, 33, 180.1, 43],
        [124, 33, 131, 90.1],
    ],
)
def test_bounds_that_are_none_are_told(edges):
    message = "west must be less than east and south less than north, in degrees"
    assert fault_of_bounds(edges) == message

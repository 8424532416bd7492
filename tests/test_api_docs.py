"""Every public name has an example, and the page of the API is made of what they say."""

import inspect

import make_api
import pytest

import korea_map

NAMES = sorted(set(korea_map.__all__) - {"__version__"})
METHODS = [
    f"{name}.{method}"
    for name in NAMES
    if inspect.isclass(getattr(korea_map, name))
    for method, _ in make_api.methods(getattr(korea_map, name))
]


@pytest.mark.parametrize("name", [*NAMES, *METHODS])
def test_every_public_name_has_an_example_that_the_doctests_run(name):
    public, _, method = name.partition(".")
    thing = getattr(korea_map, public)
    docstring = inspect.getdoc(getattr(thing, method) if method else thing)
    assert "\nExamples\n--------\n>>> " in docstring


def test_the_page_of_the_api_is_what_the_docstrings_say():
    assert make_api.PAGE.read_text(encoding="utf-8") == make_api.make(), (
        "run python scripts/make_api.py"
    )


def test_the_page_has_every_name_once():
    page = make_api.make()
    for name in NAMES:
        assert page.count(f"\n### {name}\n") == 1, name
    for name in METHODS:
        assert page.count(f"\n#### {name}\n") == 1, name


def test_a_signature_is_told_without_its_types():
    assert make_api.signature(korea_map.geodesic_discs, "geodesic_discs") == (
        "geodesic_discs(lons, lats, radius_m, *, vertices=360)"
    )
    assert make_api.signature(korea_map.Reconciler.answer, "answer").startswith("answer(name, *, ")

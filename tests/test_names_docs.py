"""What docs/names.md shows is what the engine gives."""

import re
from pathlib import Path

import pytest

from korea_map import names, reconcile
from korea_map.gazetteer import load_places
from korea_map.names import explain, format_derivation

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "names.md").read_text(encoding="utf-8")
CHAINS = re.findall(r"^(\w+): ((\S+) → (\S+) → .*)$", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("name", "chain", "hanja", "reading"), CHAINS)
def test_each_chain_of_the_page_is_what_the_engine_says(name, chain, hanja, reading):
    (place,) = (p for p in load_places().values() if p.hanja == hanja and p.reading_ja == reading)
    assert format_derivation(explain(name, place, reading, "ja")) == chain


def test_the_three_names_match_as_the_page_says():
    assert [reconcile(name)[0].match for name in ("Singisiu", "Suigei", "Taiko")] == [
        True,
        True,
        False,
    ]
    assert reconcile("Taiko")[0].place.id == "daegu"


def test_every_table_that_the_page_names_is_there():
    tables = Path(reconcile.__code__.co_filename).parent / "tables"
    for name in re.findall(r"`(\w+\.csv)`", TEXT):
        assert (tables / name).exists() or name in ("places.csv", "places_more.csv"), name


def test_every_module_that_the_page_or_the_package_names_is_there():
    folder = Path(reconcile.__code__.co_filename).parent
    there = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert set(re.findall(r"`(\w+)\.py`", TEXT)) <= there
    assert there <= set(re.findall(r"`(\w+)`", names.__doc__))

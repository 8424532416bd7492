"""The committed files of `output/` are what the build gives, today and tomorrow."""

from pathlib import Path

import pytest

from korea_map.webmap import build_map, render_files

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def files():
    return render_files(build_map())


def test_two_builds_are_the_same(files):
    assert render_files(build_map()) == files


def test_output_holds_the_files_of_the_build_and_no_other(files):
    assert {path.name for path in (ROOT / "output").iterdir()} == set(files)


def test_the_committed_files_are_those_of_the_build(files):
    stale = [
        name
        for name, text in files.items()
        if (ROOT / "output" / name).read_bytes() != text.encode("utf-8")
    ]
    assert stale == [], "run `korea-map build` and commit output/"

"""The built wheel works outside the checkout, data and all."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The unpacked wheel, as an installer lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-index", "--wheel-dir", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(installed)!r}); {code}"],
        cwd=installed.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_the_wheel_brings_its_data(installed):
    where, problems = run(
        installed,
        "import korea_map; from korea_map.files import data_dir;"
        "print(data_dir()); print(korea_map.check())",
    ).splitlines()
    assert Path(where) == installed / "korea_map" / "_data"
    assert problems == "[]"


@pytest.mark.slow
def test_the_wheel_knows_what_was_computed_beforehand(installed):
    code = (
        "from korea_map.derived import places_passed; from korea_map.files import data_dir;"
        "from korea_map.names.table_rules import computed_before;"
        "print(places_passed(data_dir() / 'places.csv'), computed_before() is not None)"
    )
    assert run(installed, code) == "True True"


@pytest.mark.slow
def test_the_wheel_builds_the_page(installed):
    code = (
        "from korea_map.webmap import build_map, render_files;"
        "print(len(render_files(build_map())['korea_map.html']))"
    )
    assert int(run(installed, code)) > 100_000


@pytest.mark.slow
def test_the_wheel_begins_a_document(installed):
    code = (
        "from korea_map.starter import begin_document; from pathlib import Path;"
        "import korea_map; folder = Path('mine'); begin_document(folder);"
        "print(korea_map.check(folder), len(list(folder.iterdir())))"
    )
    assert run(installed, code) == "[] 5"


def test_the_wheel_carries_every_licence(installed):
    names = {path.name for path in installed.rglob("licenses/**/*") if path.is_file()}
    assert {"LICENSE", "COPYING", "COPYING.LESSER", "NOTICE"} <= names


@pytest.mark.slow
def test_the_wheel_exports(installed):
    code = "import korea_map; print(len(korea_map.export(to='exported')))"
    assert run(installed, code) == "7"
    assert (installed.parent / "exported" / "korea_map.gpkg").stat().st_size > 100_000

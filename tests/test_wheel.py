"""Wheel and sdist, as `make dist` builds them of a clean checkout, and what they carry."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# a licence of the expression, its text among the files, and by what it is known there
LICENCES = {
    "BSD-3-Clause": ("LICENSE", "BSD 3-Clause License"),
    "BSD-2-Clause": ("korea_map/webmap/templates/leaflet-licence.txt", "BSD 2-Clause License"),
    "CC-BY-4.0": ("data/LICENSE", "Creative Commons Attribution 4.0"),
    "LGPL-3.0-or-later": ("data/basemap/COPYING.LESSER", "GNU LESSER GENERAL PUBLIC LICENSE"),
    "Unicode-3.0": ("data/LICENSE.Unicode", "UNICODE LICENSE V3"),
}
# beside those: what the LGPL adds to, and who is owed what in the basemap
BESIDE = {"data/basemap/COPYING", "data/basemap/NOTICE"}


def kept() -> list[str]:
    """The files of the checkout, as a clone has them."""
    if not (ROOT / ".git").exists():
        listed = (path for path in ROOT.rglob("*") if path.is_file())
        return [
            path.relative_to(ROOT).as_posix() for path in listed if "__pycache__" not in path.parts
        ]
    call = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, check=True)
    return [name for name in done.stdout.decode().split("\0") if (ROOT / name).is_file()]


def clone(folder: Path) -> Path:
    """Write what a clone would hold."""
    for name in kept():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def build(folder: Path, **surroundings: str) -> dict[str, Path]:
    """Build sdist and, from it, the wheel."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", "built"],
        cwd=folder,
        env={**os.environ, **surroundings},
        capture_output=True,
        check=True,
    )
    return {path.suffix: path for path in (folder / "built").iterdir()}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, Path]:
    """The sdist (`.gz`) and the wheel (`.whl`) of a clean checkout."""
    return build(clone(tmp_path_factory.mktemp("clone")))


@pytest.fixture(scope="module")
def installed(tmp_path_factory, built) -> Path:
    """The unpacked wheel, as an installer lays it out."""
    folder = tmp_path_factory.mktemp("wheel") / "site"
    with zipfile.ZipFile(built[".whl"]) as archive:
        archive.extractall(folder)  # noqa: S202 - our own
    return folder


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory, built) -> Path:
    """The unpacked sdist."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built[".gz"]) as archive:
        archive.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top


def run(installed: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(installed)!r}); {code}"],
        cwd=installed.parent,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
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
def test_the_wheel_brings_all_data_but_what_it_is_made_from(installed):
    data = installed / "korea_map" / "_data"
    there = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    kept_here = {name.removeprefix("data/") for name in kept() if name.startswith("data/")}
    beside = {name for name in kept_here if "LICENSE" in name or "COPYING" in name}
    made_from = {name for name in kept_here if name.startswith("raw/")}
    assert there == kept_here - made_from - beside - {"basemap/NOTICE"}


@pytest.mark.slow
def test_the_wheel_is_small(built):
    assert built[".whl"].stat().st_size < 1_700_000


@pytest.mark.slow
def test_the_wheel_knows_what_was_computed_beforehand(installed):
    code = (
        "from korea_map.derived import places_passed; from korea_map.files import data_dir;"
        "from korea_map.names.table_rules import computed_before;"
        "print(places_passed(data_dir() / 'places.csv'), computed_before() is not None)"
    )
    assert run(installed, code) == "True True"


@pytest.mark.slow
def test_the_wheel_builds_the_page_of_the_checkout_byte_for_byte(installed, site):
    code = (
        "from hashlib import sha256; from korea_map.webmap import build_map, render_files;"
        "print(*(f'{name} {sha256(text.encode()).hexdigest()}'"
        " for name, text in render_files(build_map()).items()), sep='\\n')"
    )
    told = dict(line.split() for line in run(installed, code).splitlines())
    here = {
        path.name: sha256(path.read_text(encoding="utf-8").encode()).hexdigest()
        for path in site.iterdir()
    }
    assert told == here


@pytest.mark.slow
def test_the_wheel_begins_a_document(installed):
    code = (
        "from korea_map.starter import begin_document; from pathlib import Path;"
        "import korea_map; folder = Path('mine'); begin_document(folder);"
        "print(korea_map.check(folder), len(list(folder.iterdir())))"
    )
    assert run(installed, code) == "[] 5"


@pytest.mark.slow
def test_the_wheel_exports(installed):
    code = "import korea_map; print(len(korea_map.export(to='exported')))"
    assert run(installed, code) == "7"
    assert (installed.parent / "exported" / "korea_map.gpkg").stat().st_size > 100_000


@pytest.mark.slow
def test_two_builds_are_the_same_whenever_and_by_whomever(built, tmp_path):
    other = clone(tmp_path)
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = build(other, TZ="Pacific/Kiritimati", PYTHONHASHSEED="4711")
    assert {one.name: one.read_bytes() for one in again.values()} == {
        one.name: one.read_bytes() for one in built.values()
    }


@pytest.mark.slow
def test_the_sdist_holds_the_whole_checkout(unpacked):
    # how the checkout itself is kept and tested is no part of what is published
    outside = {".gitattributes", ".ci/run"}
    there = {
        path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()
    }
    assert there - {"PKG-INFO"} == set(kept()) - outside - {"PKG-INFO"}


@pytest.mark.slow
@pytest.mark.timeout(900)  # every test is read, on whatever else the machine does
def test_tests_run_from_the_sdist(unpacked):
    def call(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments],
            cwd=unpacked,
            env={**os.environ, "PYTHONPATH": str(unpacked)},
            capture_output=True,
            text=True,
        )

    listed = call("--collect-only")
    assert listed.returncode == 0, listed.stdout[-2000:]
    done = call("tests/test_tables.py", "tests/test_geodesy.py")
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.slow
def test_what_is_published_is_described_as_an_index_wants_it(built, installed):
    call = [sys.executable, "-m", "twine", "check", "--strict", *built.values()]
    done = subprocess.run(call, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count("PASSED")) == (0, 2), done.stdout
    (path,) = installed.glob("*.dist-info/METADATA")
    told = message_from_string(path.read_text(encoding="utf-8"))
    assert told["Name"] == PROJECT["name"]
    assert told["License-Expression"] == PROJECT["license"]
    assert told["Requires-Python"] == PROJECT["requires-python"]
    assert set(told.get_all("Provides-Extra")) == set(PROJECT["optional-dependencies"])
    plain = [one for one in told.get_all("Requires-Dist") if "extra ==" not in one]
    assert len(plain) == len(PROJECT["dependencies"])


@pytest.mark.slow
def test_the_licence_expression_is_that_of_the_files_carried(installed, unpacked):
    assert set(PROJECT["license"].split(" AND ")) == set(LICENCES)
    (folder,) = installed.glob("*.dist-info/licenses")
    carried = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert carried == BESIDE | {"data/LICENSE.Unicode"} | {path for path, _ in LICENCES.values()}
    for path, words in LICENCES.values():
        for top in (folder, unpacked):
            assert words in (top / path).read_text(encoding="utf-8"), path


def test_what_the_page_holds_of_others_has_its_licence_there(site):
    page = (site / "korea_map.html").read_text(encoding="utf-8")
    leaflet = (ROOT / LICENCES["BSD-2-Clause"][0]).read_text(encoding="utf-8")
    assert leaflet in page
    for words in ("BSD 3-Clause", "CC BY 4.0", "GeoNames", "Natural Earth", "GSHHG"):
        assert words in page, words

"""constraints.txt and requirements.lock name every package of every extra and of the build.

The packages are those that the installed ones ask for. Of a package that is not installed here
(one of another system, or of an extra that the tests do without) nobody can tell what it asks
for; there the lock's own word counts, which names who asks.
"""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pin_versions import without_hashes

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = PROJECT["project"]["name"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
BUILD = PROJECT["build-system"]["requires"]
SYSTEMS = {
    "linux": {"os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
    "darwin": {"os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
    "win32": {"os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
}
PYTHONS = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
PLACES = [
    default_environment()
    | more
    | {"sys_platform": system, "python_version": version, "python_full_version": f"{version}.0"}
    for (system, more), version in product(SYSTEMS.items(), PYTHONS)
]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def pins():
    """What constraints.txt says, by the name of the package."""
    lines = [line for line in read("constraints.txt").splitlines() if not line.startswith("#")]
    found = [Requirement(line) for line in lines]
    assert len({one.name for one in found}) == len(found), "a package has one version"
    return {canonicalize_name(one.name): one for one in found}


@cache
def locked():
    """The parts of requirements.lock, by the name of the package."""
    parts = re.split(r"^(?=\w)", read("requirements.lock"), flags=re.MULTILINE)[1:]
    return {canonicalize_name(re.match(r"[\w.-]+", part)[0]): part for part in parts}


def asked_by(name, extras):
    """The packages that a package asks for, anywhere; none where it is not installed."""
    try:
        texts = distribution(name).requires or ()
    except PackageNotFoundError:
        return
    for one in map(Requirement, texts):
        wanted = [place | {"extra": extra} for place in PLACES for extra in (*extras, "")]
        if one.marker is None or any(map(one.marker.evaluate, wanted)):
            yield one


def closure(roots):
    """The names of all packages that come with these, and of those that are not installed."""
    found, absent, waiting = set(), set(), [Requirement(text) for text in roots]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        for known in {(name, extra) for extra in (*one.extras, "")} - found:
            found.add(known)
            own = {"": PROJECT["project"]["dependencies"], **EXTRAS} if name == NAME else {}
            waiting += map(Requirement, own[known[1]]) if own else asked_by(name, one.extras)
        if name != NAME and not is_installed(name):
            absent.add(name)
    return {name for name, _ in found} - {NAME}, absent


def is_installed(name):
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def is_here(one):
    return one.marker is None or one.marker.evaluate()


ALL = [*PROJECT["project"]["dependencies"], *BUILD, *(f"{NAME}[{extra}]" for extra in EXTRAS)]


@pytest.mark.pinned
@pytest.mark.parametrize("extra", [*EXTRAS, "the build"])
def test_all_that_an_extra_or_the_build_needs_is_pinned(extra):
    wanted = BUILD if extra == "the build" else [f"{NAME}[{extra}]"]
    needed, _ = closure([*PROJECT["project"]["dependencies"], *wanted])
    assert needed - set(pins()) == set()


@pytest.mark.pinned
def test_nothing_is_pinned_that_nobody_needs():
    needed, absent = closure(ALL)
    # what is asked for by packages that are not here
    while more := {
        name
        for name, part in locked().items()
        if name not in needed and absent.intersection(re.findall(r"#\s+(?:via )?([\w.-]+)", part))
    }:
        needed |= more
        absent |= more
    assert set(pins()) - needed == set()


@pytest.mark.pinned
def test_what_is_installed_is_what_is_pinned():
    here = {name: one for name, one in pins().items() if is_installed(name) and is_here(one)}
    other = {
        name: distribution(name).version
        for name, one in here.items()
        if not one.specifier.contains(distribution(name).version, prereleases=True)
    }
    assert other == {}, "run make test, which installs the versions of constraints.txt"
    needed, _ = closure([f"{NAME}[test]"])
    assert {name for name in needed if is_here(pins()[name])} - set(here) == set()


def test_what_builds_the_package_comes_with_the_extra_that_publishes_it():
    assert set(BUILD) <= set(EXTRAS["release"])


def test_a_requirement_of_another_system_counts():
    needed, absent = closure(["ipython"])
    assert {"pexpect", "colorama"} <= needed  # of Linux and macOS, and of Windows
    assert absent <= {"pexpect", "ptyprocess", "colorama"}


def test_lock_and_constraints_say_the_same():
    head, *lines = read("constraints.txt").splitlines(keepends=True)
    assert head.startswith("#")
    assert without_hashes(read("requirements.lock")) == "".join(lines)


def test_every_pin_has_the_hashes_of_its_files_and_no_address():
    assert set(locked()) == set(pins())
    for name, part in locked().items():
        hashes = re.findall(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$", part, flags=re.MULTILINE)
        assert hashes, name
        assert part.count("--hash") == len(hashes), name
    for name in ("requirements.lock", "constraints.txt", "Makefile"):
        assert "://" not in read(name), name


def make_wheel(folder):
    """Write the smallest wheel there is, and give its path."""
    path = folder / "pinned_thing-1.0-py3-none-any.whl"
    info = "pinned_thing-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pinned_thing.py", "told = 1\n")
        archive.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: pinned-thing\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


def install(lock, folder):
    options = "--isolated --no-index --require-hashes --no-deps --disable-pip-version-check"
    pip = [sys.executable, "-m", "pip", "install", *options.split()]
    return subprocess.run(
        [*pip, "--find-links", folder, "--requirement", lock, "--target", folder / "installed"],
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_a_file_of_which_a_byte_was_changed_is_not_installed(tmp_path):
    wheel = make_wheel(tmp_path)
    lock = tmp_path / "some.lock"
    lock.write_text(
        f"pinned-thing==1.0 \\\n    --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"
    )
    good = install(lock, tmp_path)
    assert (good.returncode, (tmp_path / "installed" / "pinned_thing.py").exists()) == (0, True)
    shutil.rmtree(tmp_path / "installed")
    changed = wheel.read_bytes().replace(b"told = 1", b"told = 2")
    assert changed != wheel.read_bytes()
    wheel.write_bytes(changed)
    bad = install(lock, tmp_path)
    assert bad.returncode == 1
    assert "DO NOT MATCH THE HASHES" in bad.stderr
    assert not (tmp_path / "installed").exists()


@pytest.mark.slow
def test_what_has_no_hash_is_not_installed(tmp_path):
    make_wheel(tmp_path)
    lock = tmp_path / "some.lock"
    lock.write_text("pinned-thing==1.0\n")
    assert "Hashes are required" in install(lock, tmp_path).stderr

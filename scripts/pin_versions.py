"""Write which versions are installed: constraints.txt and, with hashes, requirements.lock.

Every extra of pyproject.toml and what builds the package are resolved together, once for every
Python and every system that the project runs on: one version of each package, the newest that
fits. The lock names the sha256 of all files of that version, wherever they fit, and who needs
it; constraints.txt is the lock without either. No address stands in them: which index is asked
is a setting of uv.

    python scripts/pin_versions.py                     # both files, anew
    python scripts/pin_versions.py --lowest FILE       # what pyproject.toml allows at least
"""

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
CONSTRAINTS = ROOT / "constraints.txt"
HEADS = {
    LOCK: "every package of every extra and of the build, with the sha256 of each of its files",
    CONSTRAINTS: "requirements.lock without hashes",
}


def main() -> None:
    """Resolve and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lowest", type=Path, metavar="FILE", help="write the floors there")
    lowest = parser.parse_args().lowest
    if lowest:
        # of this Python alone: a floor may have no file for another
        resolve("--resolution=lowest-direct", "--no-annotate", "--extra=test", to=lowest)
        return
    everywhere = ("--universal", f"--python-version={lowest_python()}", "--fork-strategy=fewest")
    resolve("--all-extras", *everywhere, "--upgrade", "--generate-hashes", to=LOCK)
    locked = LOCK.read_text(encoding="utf-8")
    write(LOCK, locked)
    write(CONSTRAINTS, without_hashes(locked))


def resolve(*options: str, to: Path) -> None:
    """Let uv write the versions that pyproject.toml and its build need."""
    tables = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    subprocess.run(
        [
            *(sys.executable, "-m", "uv", "--quiet", "pip", "compile", "--no-header", *options),
            *(f"--output-file={to}", PROJECT.name, "-"),
        ],
        cwd=ROOT,
        input="\n".join(tables["build-system"]["requires"]),
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        check=True,
    )


def lowest_python() -> str:
    """Return the lowest Python that pyproject.toml admits."""
    tables = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    return tables["project"]["requires-python"].removeprefix(">=")


def without_hashes(locked: str) -> str:
    """Return the pins of a lock, one a line."""
    pins = re.findall(r"^\w.*?(?= \\$|$)", locked, flags=re.MULTILINE)
    return "".join(f"{pin}\n" for pin in pins)


def write(path: Path, text: str) -> None:
    """Write a file of versions with what it is at its head, the same on every system."""
    head = f"# {HEADS[path]}; written by `make constraints`\n"
    path.write_text(head + text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

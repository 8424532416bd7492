"""Measure the commands in CPU seconds of their processes, against importing what they stand on."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bench_table import Line, median, median_ratio

BASE: Final = ("-c", "import geopandas, folium")
_NAME: Final = "Singisiu"


def measure_commands(rounds: int) -> list[Line]:
    """Time build and reconcile beside the bare import, in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = ["-m", "korea_map", "build", "--out", str(folder / "out")]
        fresh = {"XDG_CACHE_HOME": str(folder / "cache")}
        commands: list[tuple[str, Sequence[str], Mapping[str, str]]] = [
            ("import", BASE, {}),
            ("build", build, {}),
            ("fresh", build, fresh),
            ("reconcile", ["-m", "korea_map", "reconcile", _NAME], {}),
        ]
        spent: dict[str, list[float]] = {key: [] for key, _, _ in commands}
        for number in range(rounds + 1):
            for key, arguments, extra in commands:
                seconds = time_command(arguments, extra)
                if number:  # the first round writes byte-code and whatever is kept
                    spent[key].append(seconds)
                _empty(folder / "cache")
    lines = [
        Line("Commands, CPU of the process"),
        Line(f"  {BASE[1]}", median(spent["import"]), "s", 2),
    ]
    for key, called, goal in (
        ("build", "korea-map build", "< 1.60"),
        ("fresh", "the same, with nothing remembered", ""),
        ("reconcile", f"korea-map reconcile {_NAME}", "< 0.50"),
    ):
        ratio = median_ratio(spent[key], spent["import"])
        lines.append(Line(f"  {called}", median(spent[key]), "s", 2))
        lines.append(Line("    against the import", ratio, "x", 2, goal=goal))
    return lines


def time_command(arguments: Sequence[str], extra: Mapping[str, str]) -> float:
    """Run Python with arguments; return the CPU seconds of the process and its children."""
    start = _spent_by_children()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **extra},
    )
    return _spent_by_children() - start


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()

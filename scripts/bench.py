"""Measure what the project promises, and print it in one table beside what is wanted.

It is a measurement, not a test: whatever the figures, it ends with 0. Every comparison is made
in one run, in turns, by CPU time and medians, so that the ratios hold on a machine that has
other work to do; how each figure comes about is told at the head of the part that measures it
(`bench_page.py`, `bench_use.py`, `bench_scale.py`, `bench_commands.py`, `bench_names.py`,
`bench_texts.py`, `bench_discs.py`).

    python scripts/bench.py --only zones,use --rounds 3
    python scripts/bench.py --only zones --against OTHER/korea_map.html
    python scripts/bench.py --only names --dev NAMES.csv --gazetteer KR.txt
    python scripts/bench.py --only texts --texts FOLDER
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from bench_table import Line, format_head, format_lines

PARTS: Final = ("discs", "size", "shift", "zones", "use", "scale", "commands", "names", "texts")
ROUNDS: Final = 7
_OF_THE_PAGE: Final = {"size", "shift", "zones", "use", "scale"}


def main(given: list[str] | None = None) -> None:
    """Measure the parts that are asked for, and print the table."""
    options = read_options(given)
    parts = measures(options)
    before = options.against is not None
    with tempfile.TemporaryDirectory() as name:
        pages = prepare_pages(Path(name), options)
        print(format_head(before=before), flush=True)
        for part in options.only:
            print(format_lines(parts[part](pages), before=before), flush=True)


def read_options(given: list[str] | None) -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--only", type=_parts, default=PARTS, metavar="PARTS",
        help=f"what to measure, by commas: {', '.join(PARTS)}; all of it if not given",
    )  # fmt: skip
    parser.add_argument("--rounds", type=_count, default=ROUNDS, help=f"turns of each; {ROUNDS}")
    parser.add_argument("--against", type=_file, help="another built page, measured in turns")
    parser.add_argument("--dev", type=_file, help="names: CSV with spelling, lat, lon")
    parser.add_argument("--others", type=_file, help="names: CSV with spelling, of no Korean place")
    parser.add_argument("--gazetteer", type=_file, help="names: a GeoNames dump")
    parser.add_argument("--texts", type=_texts, help="texts: a folder of NAME.txt and NAME.csv")
    return parser.parse_args(given)


def measures(
    options: argparse.Namespace,
) -> Mapping[str, Callable[[Mapping[str, Path]], list[Line]]]:
    """Return what measures each part; the libraries of a part are loaded when it is measured."""

    def names(_: Mapping[str, Path]) -> list[Line]:
        from bench_names import measure_names

        return measure_names(options.dev, options.others, options.gazetteer)

    def discs(_: Mapping[str, Path]) -> list[Line]:
        from bench_discs import measure_discs

        return measure_discs()

    def commands(_: Mapping[str, Path]) -> list[Line]:
        from bench_commands import measure_commands

        return measure_commands(options.rounds)

    def size(pages: Mapping[str, Path]) -> list[Line]:
        from bench_page import measure_size

        return measure_size(pages)

    def shift(pages: Mapping[str, Path]) -> list[Line]:
        from bench_page import measure_shift

        return measure_shift(pages)

    def zones(pages: Mapping[str, Path]) -> list[Line]:
        from bench_page import measure_zones

        return measure_zones(pages, options.rounds)

    def use(pages: Mapping[str, Path]) -> list[Line]:
        from bench_use import measure_use

        return measure_use(pages, options.rounds)

    def scale(pages: Mapping[str, Path]) -> list[Line]:
        from bench_scale import measure_scale

        return measure_scale(pages["ours"].parent, pages, options.rounds)

    def texts(_: Mapping[str, Path]) -> list[Line]:
        from bench_texts import measure_texts

        return measure_texts(options.texts)

    parts = (commands, discs, names, scale, shift, size, texts, use, zones)
    return {part.__name__: part for part in parts}


def prepare_pages(folder: Path, options: argparse.Namespace) -> Mapping[str, Path]:
    """Write the pages that the parts need."""
    if not _OF_THE_PAGE & set(options.only):
        return {}
    from bench_documents import find_offline, write_many_page, write_pages

    tell("writing the pages …")
    pages = write_pages(folder)
    if "zones" in options.only and find_offline() is None:
        tell('folium-offline is not installed and is left out: pip install -e ".[bench]"')
    if "use" in options.only:
        pages["many"] = write_many_page(folder)
    if options.against:
        pages["before"] = options.against.resolve()
    return pages


def tell(what: str) -> None:
    """Say what is going on, apart from the table."""
    print(what, file=sys.stderr, flush=True)


def _parts(text: str) -> tuple[str, ...]:
    asked = [part.strip() for part in text.split(",") if part.strip()]
    unknown = sorted(set(asked) - set(PARTS))
    if unknown or not asked:
        wrong = f"{', '.join(unknown)} is none of them" if unknown else "nothing is named"
        raise argparse.ArgumentTypeError(f"{wrong}; choose from {', '.join(PARTS)}")
    return tuple(part for part in PARTS if part in asked)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of rounds; give 1 or more")
    return int(text)


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text} is no file")
    return path


def _texts(text: str) -> Path:
    folder = Path(text)
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        raise argparse.ArgumentTypeError(f"{text} is no folder with texts, NAME.txt and NAME.csv")
    for path in texts:
        if not path.with_suffix(".csv").is_file():
            beside = path.with_suffix(".csv").name
            raise argparse.ArgumentTypeError(f"{path} has no {beside} beside it")
    return folder


if __name__ == "__main__":
    main()

"""Write the tables of docs/names.md that tell how names fare, and tests/attested/peers.csv.

    python scripts/names_doc.py

After a change of the engine, its tables or places.csv; a test compares.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bench_lists import (
    ATTESTED,
    FURTHER,
    FURTHER_OTHERS,
    Judged,
    behind,
    claimed,
    first_by_kind,
    judge,
    judge_peer,
    read_names,
    read_others,
    read_telegram,
    shares,
    sizes,
)

from korea_map.gazetteer import load_places
from korea_map.names import Reconciler

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "names.md"
PEERS: Final = ATTESTED / "peers.csv"
BEGIN: Final = "<!-- by scripts/names_doc.py -->\n"
END: Final = "<!-- to here -->\n"

KINDS: Final = {
    "fr_de_gb": "French, German and British books",
    "ja_kana": "Japanese, kana",
    "ja_kanji": "Japanese, characters",
    "ko_north": "North Korean Hangul",
    "missionary_travel": "missionaries and travellers",
    "polish_sieroszewski": "a Polish book of 1905",
    "ru_1904": "Russian, war of 1904",
    "ru_pre1904": "Russian, before 1904",
    "ru_press": "Russian, newspapers of 1950-51",
    "ru_soviet": "Russian, Soviet books and later",
    "ru_telegram": "Russian, telegrams of 1949-51",
    "telegram_en": "telegrams of 1950 in English",
    "us_army_cia": "US Army and CIA",
    "wilson_en": "editors of translated telegrams",
    "zh_hans": "Chinese, simplified characters",
    "zh_hant": "Chinese, full characters",
    "zh_pinyin": "Chinese, pinyin",
    "zh_wade_giles": "Chinese readings, Wade-Giles and before",
}


def main() -> None:
    """Measure and write."""
    PEERS.write_text(peers_csv(peers_first()), encoding="utf-8", newline="\n")
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    tables = tables_of(Reconciler.of_folder(), read_peers())
    PAGE.write_text(f"{head}{BEGIN}\n{tables}\n{END}{tail}", encoding="utf-8", newline="\n")


def written_tables() -> str:
    """Return the tables as they stand in the page."""
    return PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip("\n") + "\n"


def peers_first() -> dict[str, dict[str, int]]:
    """Count for each peer the names of each kind whose right place it puts first."""
    from bench_peers import peers  # uroman takes seconds to load

    names = read_names()
    ways = peers(list(load_places().values()))
    return {label: first_by_kind(judge_peer(finder, names)) for label, finder in ways.items()}


def peers_csv(firsts: Mapping[str, Mapping[str, int]]) -> str:
    """Write those counts as a table, a row a kind."""
    stream = io.StringIO()
    write = csv.writer(stream, lineterminator="\n")
    write.writerow(["source_kind", "names", *firsts])
    for kind, number in sizes(read_names()).items():
        write.writerow([kind, number, *(counted[kind] for counted in firsts.values())])
    return stream.getvalue()


def read_peers() -> dict[str, dict[str, int]]:
    """Read those counts."""
    with PEERS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    labels = list(rows[0])[2:]
    return {label: {row["source_kind"]: int(row[label]) for row in rows} for label in labels}


def strongest(firsts: Mapping[str, Mapping[str, int]]) -> str:
    """Return the peer that puts most right places first."""
    return max(firsts, key=lambda label: sum(firsts[label].values()))


def strongest_without_uroman(firsts: Mapping[str, Mapping[str, int]]) -> str:
    """Return the strongest of those that do without a romaniser."""
    return strongest({label: firsts[label] for label in firsts if "uroman" not in label})


def tables_of(reconciler: Reconciler, firsts: Mapping[str, Mapping[str, int]]) -> str:
    """Return what the page shows: the whole lists, then every kind."""
    judged = judge(reconciler, read_names())
    return f"{_of_lists(reconciler, judged)}\n{_of_kinds(judged, firsts)}"


def _of_lists(reconciler: Reconciler, judged: Sequence[Judged]) -> str:
    lines = [_line("names", "first", "in five", "matched", "matches right"), _line(*["---"] * 5)]
    for what, some in (
        ("of the telegram", judge(reconciler, read_telegram())),
        ("attested", judged),
        ("further", judge(reconciler, read_names(FURTHER))),
    ):
        seen = shares(some)
        matched = round(seen.matched * len(some))
        right = "-" if seen.right is None else f"{round(seen.right * matched)} of {matched}"
        lines.append(
            _line(f"{len(some)} {what}", _share(seen.first), _share(seen.five),
                  _share(seen.matched), right)
        )  # fmt: skip
    for what, others in (
        ("of other places, persons, things", read_others()),
        ("further such", read_others(FURTHER_OTHERS)),
    ):
        wrong = _share(len(claimed(reconciler, others)) / len(others))
        lines.append(_line(f"{len(others)} {what}", "-", "-", wrong, "-"))
    return "\n".join(lines) + "\n"


def _of_kinds(judged: Sequence[Judged], firsts: Mapping[str, Mapping[str, int]]) -> str:
    best, plain = strongest(firsts), strongest_without_uroman(firsts)
    ours, counted = first_by_kind(judged), sizes(one.asked for one in judged)
    late = behind(ours, firsts[best], counted)
    lines = [
        _line("kind of source", "names", "engine", _title(best), _title(plain)),
        _line(*["---"] * 5),
    ]
    for kind, number in counted.items():
        mark = ", behind" if kind in late else ""
        cells = (ours[kind], firsts[best][kind], firsts[plain][kind])
        lines.append(_line(KINDS.get(kind, kind) + mark, str(number), *map(str, cells)))
    sums = (sum(counted.values()), *(sum(one.values()) for one in (ours, firsts[best])))
    lines.append(_line("all", *map(str, sums), str(sum(firsts[plain].values()))))
    return "\n".join(lines) + "\n"


def _title(label: str) -> str:
    """Return what a peer is called in the page: `uroman_jaro_winkler`, uroman + Jaro-Winkler."""
    called = {"jaro_winkler": "Jaro-Winkler", "wratio": "WRatio", "ratio": "ratio"}
    scorer = label.removeprefix("uroman_")
    return ("uroman + " if scorer != label else "") + called.get(scorer, scorer)


def _share(figure: float) -> str:
    return f"{figure:.3f}"


def _line(*cells: str) -> str:
    return re.sub(r" {2,}", " ", f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()

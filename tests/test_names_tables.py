"""The tables of the names engine: well formed, sourced, and doing what they say."""

import csv
from pathlib import Path

import pytest

from korea_map.errors import DataError
from korea_map.names.slips import LETTERS
from korea_map.names.systems import (
    CYRILLIC,
    LATIN,
    TABLES,
    cut,
    read_table,
    regular,
    romanized,
)

CHAINS = sorted(TABLES.glob("*-*-*.csv"))
SLIPS = sorted(TABLES.glob("slips_*.csv"))
ALL = sorted(TABLES.glob("*.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_every_row_of_every_table_says_where_it_comes_from(path):
    for row in rows(path):
        assert row.get("source") or row.get("example"), row


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_tables_are_canonical_csv(path):
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert len({tuple(row.values()) for row in rows(path)}) == len(rows(path))


@pytest.mark.parametrize("path", CHAINS, ids=lambda p: p.name)
def test_a_system_writes_each_piece_one_way_at_each_cost_between_rule_and_slip(path):
    seen = set()
    for row in rows(path):
        assert 0 <= float(row["cost"]) <= 0.5
        assert (row["from"], row["to"]) not in seen
        seen.add((row["from"], row["to"]))
        script = LATIN if "-latn-" in path.name else CYRILLIC
        assert set(row["to"]) <= set(LETTERS[script]), row


@pytest.mark.parametrize("path", SLIPS, ids=lambda p: p.name)
def test_a_slip_turns_one_letter_into_another_and_costs_something(path):
    script = LATIN if "latin" in path.name else CYRILLIC
    for row in rows(path):
        assert len(row["from"]) <= 1
        assert len(row["to"]) <= 1
        assert row["from"] != row["to"]
        assert set(row["from"] + row["to"]) <= set(LETTERS[script])
        assert 0 < float(row["cost"]) <= 0.5


def test_a_cost_that_is_no_number_is_named_with_its_line(tmp_path):
    broken = tmp_path / "ja-cyrl-mine.csv"
    broken.write_text("from,to,cost,source\na,а,0,me\nk,к,cheap,me\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"ja-cyrl-mine\.csv:3:1: 'cheap' is no cost"):
        list(read_table(broken, ("from", "to", "cost", "source")))


def test_a_table_with_other_columns_is_refused(tmp_path):
    broken = tmp_path / "ja-cyrl-mine.csv"
    broken.write_text("from,to\na,а\n", encoding="utf-8")
    with pytest.raises(DataError, match="the columns must be from,to,cost,source"):
        list(read_table(broken, ("from", "to", "cost", "source")))


@pytest.mark.parametrize(
    ("reading", "language", "cyrillic"),
    [
        ("Shingishū", "ja", "сингисю"),
        ("Jōyō", "ja", "дзёё"),
        ("Taikyū", "ja", "тайкю"),
        ("Seishin", "ja", "сэйсин"),
        ("Hanmonten", "ja", "хаммонтэн"),
        ("En’an", "ja", "энъан"),
        ("Heijō", "ja", "хэйдзё"),
        ("P'yŏngyang", "ko", "пхёнян"),
        ("Kanggye", "ko", "кангйе"),
        ("Ch'ŏngjin", "ko", "чхончжин"),
        ("Xinyizhou", "zh", "синьичжоу"),
        ("Hancheng", "zh", "ханьчэн"),
    ],
)
def test_the_rules_alone_write_well_known_readings(reading, language, cyrillic):
    written = regular(cut(reading, language), language, CYRILLIC)
    assert written is not None
    assert written[0] == cyrillic


@pytest.mark.parametrize(
    ("cyrillic", "latin"), [("сингисю", "singisiu"), ("дзёё", "dzioio"), ("хокодо", "khokodo")]
)
def test_the_library_of_congress_form_comes_first(cyrillic, latin):
    assert romanized(cyrillic)[0].written == latin
    assert romanized(cyrillic)[0].cost == 0

"""Places that histories of the war of 1950 to 1953 name, each by work and chapter."""

import csv
import re
from pathlib import Path

import pytest

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
AMERICAN = r"usmc-korea-[1-5]|appleman-1961|mossman-1990"
CHINESE = r"kangmei-zhanzhengshi-[1-3]"
HISTORY = re.compile(rf"({AMERICAN}|{CHINESE})\[chapter [IVX\d]+\]")


def places() -> list[dict[str, str]]:
    """Read the master table."""
    with (RAW / "places_1945.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_histories_are_cited_by_chapter() -> None:
    cited = [row for row in places() if HISTORY.search(row["citation"])]
    assert len(cited) >= 500
    works = {match[1] for row in cited for match in HISTORY.finditer(row["citation"])}
    assert {f"usmc-korea-{volume}" for volume in range(1, 6)} <= works
    assert {f"kangmei-zhanzhengshi-{volume}" for volume in range(1, 4)} <= works


def test_histories_of_both_sides_name_them() -> None:
    one = {row["id"] for row in places() if re.search(AMERICAN, row["citation"])}
    other = {row["id"] for row in places() if re.search(CHINESE, row["citation"])}
    assert len(one) >= 150
    assert len(other) >= 400
    assert len(one & other) >= 100


def test_what_the_chinese_history_names_has_characters() -> None:
    named = [row for row in places() if re.search(CHINESE, row["citation"])]
    assert sum(bool(row["hanja"]) for row in named) / len(named) > 0.95


def test_no_place_stands_twice() -> None:
    ids = [row["id"] for row in places()]
    assert len(ids) == len(set(ids))
    named = [row for row in places() if HISTORY.search(row["citation"])]
    # A county, class A, has the point of its office, which may be a city's: Ch’angwŏn, Masan.
    known = [row["geo_id"] for row in named if row["geo_id"] and row["feature_class"] != "A"]
    assert len(known) == len(set(known))


@pytest.mark.parametrize(
    ("hanja", "lat", "lon"),
    [
        ("柳潭", 40.482, 127.113),
        ("下碣隅", 40.385, 127.253),
        ("古土", 40.289, 127.295),
        ("縣里", 37.954, 128.319),
        ("長津湖", 40.483, 127.2),
    ],
)
def test_battlefields_are_where_they_were(hanja: str, lat: float, lon: float) -> None:
    (row,) = [row for row in places() if row["hanja"] == hanja]
    assert (float(row["lat"]), float(row["lon"])) == pytest.approx((lat, lon), abs=0.02)

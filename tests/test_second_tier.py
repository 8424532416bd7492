"""Places that are offered for a name and never matched: where they stand, and their file."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from korea_map.checks import check
from korea_map.cli import main
from korea_map.errors import DataError
from korea_map.gazetteer import load_places
from korea_map.names import Reconciler
from korea_map.names.query import read_alternatives
from korea_map.names.tier import Limits, Tiers
from korea_map.offered import MOST, load_offered

ROOT = Path(__file__).resolve().parent.parent
PLACES = load_places()


def village(name: str, **cells: object):
    """A village in the hills of Hamgyong, far from every place of the tests."""
    bare = replace(
        PLACES["sinuiju"], title=name, title_mr=name, hangul=None, hanja=None, reading_ja=None,
        reading_zh=None, variants=(), feature_code="PPL", unit_1945=None, lat=41.2, lon=127.9,
        geo_id="9", id=f"{name.lower()}-more",
    )  # fmt: skip
    return replace(bare, **cells)


def ask(name: str, *offered: object):
    return Reconciler(PLACES, offered=offered).candidates(name, limit=10)


def test_a_place_that_is_offered_comes_first_by_its_letters_and_is_no_match():
    best = ask("Hwangmunbong", village("Hwangmunbong"))[0]
    assert best.place.id == "hwangmunbong-more"
    assert (best.match, best.offered, best.standing) == (False, True, "offered")
    assert best.features["tier"] == "offered"
    assert repr(best).endswith(", offered>")


def test_of_equal_fit_the_authority_stands_first():
    # the offered one would be a city by its rank
    for name in ("Taiko", "Daegwang", "대광", "大光"):
        alone = [one.place.id for one in Reconciler(PLACES).candidates(name, limit=10)]
        other = village("Daegwang", hangul="대광", hanja="大光", reading_ja="Taikō",
                        feature_code="PPLA")  # fmt: skip
        found = ask(name, other)
        ids = [one.place.id for one in found]
        assert ids[0] == alone[0], name
        if "daegwang-more" in ids:
            assert ids.index("daegwang") < ids.index("daegwang-more"), name
        scores = [one.score for one in found]
        assert scores == sorted(scores, reverse=True), name


def test_a_match_is_taken_away_only_letter_for_letter():
    """Suigei is Suwon, whose reading is Suigen, with a slip."""
    assert ask("Suigei")[0].match
    near_miss = village("Suigeri", variants=(("ja", "Suigeri"),))
    kept = ask("Suigei", near_miss)
    assert (kept[0].place.id, kept[0].match) == ("suwon", True)
    spelt_so = village("Suigei", variants=(("ja", "Suigei"),))
    assert not any(one.match for one in ask("Suigei", spelt_so))


def test_a_match_letter_for_letter_stays_whatever_is_offered():
    same = village("Singisiu", reading_ja="Shingishū")
    best = ask("Singisiu", same)[0]
    assert (best.place.id, best.match) == ("sinuiju", True)


def test_a_place_that_is_offered_beside_the_match_takes_nothing_away():
    suwon = PLACES["suwon"]
    beside = village("Suigei", variants=(("ja", "Suigei"),), lat=suwon.lat, lon=suwon.lon + 0.05)
    assert [one.place.id for one in ask("Suigei", beside) if one.match] == ["suwon"]


def test_a_place_that_the_authority_has_is_not_offered_again():
    busan = PLACES["busan"]
    for again in (busan, replace(busan, id="pusan-again")):
        assert not any(one.offered for one in ask("Pusam", again))


def test_the_second_tier_is_not_read_for_a_match_letter_for_letter():
    def read():
        raise AssertionError("read")

    tiers = Tiers(list(PLACES.values()), None, offered=read)
    assert tiers.rank(read_alternatives("Singisiu"), Limits(None, None, 20, 5)).matched
    with pytest.raises(AssertionError, match="read"):
        tiers.rank(read_alternatives("Xyzzy"), Limits(None, None, 20, 5))


def test_an_area_and_a_class_hold_for_what_is_offered():
    asked = Reconciler(PLACES, offered=[village("Hwangmunbong")])
    for narrowed in ({"within": "south"}, {"feature_class": "H"}):
        assert not any(one.offered for one in asked.candidates("Hwangmunbong", **narrowed))
    assert asked.candidates("Hwangmunbong", within=(127.9, 41.2, 10))[0].offered


def test_the_places_of_the_package_are_offered():
    place = next(iter(load_offered().values()))
    found = Reconciler.of_folder().candidates(place.title, limit=20)
    assert place.id in [one.place.id for one in found]
    without = Reconciler.of_folder(offered=False).candidates(place.title, limit=20)
    assert not any(one.offered for one in without)


def test_the_command_says_which_are_offered():
    place = next(iter(load_offered().values()))
    result = CliRunner().invoke(main, ["reconcile", place.title, "--limit", "20"])
    assert result.exit_code == 0
    assert " offered " in result.stdout


# the file

HEADER = (ROOT / "data" / "places_more.csv").read_text(encoding="utf-8").splitlines()[0]
ROW = "hwangmun,Hwangmun,Hwangmun,,,,,,P,PPL,,KP,41.2,127.9,GeoNames,9,geonames[9]"


def write_more(folder: Path, *rows: str) -> None:
    (folder / "places_more.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")


def test_beside_places_of_its_own_a_document_has_its_own_second_tier_or_none(small_data):
    assert load_offered(small_data) == {}
    write_more(small_data, ROW)
    assert check(small_data) == []
    assert list(load_offered(small_data)) == ["hwangmun"]
    found = Reconciler.of_folder(small_data).candidates("Hwangmun")
    assert found[0].offered


def test_a_document_without_places_stands_on_both_tiers_of_the_package(small_data):
    (small_data / "places.csv").unlink()
    assert load_offered(small_data) == load_offered()
    write_more(small_data, ROW)
    assert list(load_offered(small_data)) == ["hwangmun"]


def test_a_place_that_the_authority_has_is_refused_not_dropped(small_data):
    write_more(small_data, ROW.replace("hwangmun,", "busan,", 1))
    (problem,) = check(small_data)
    assert str(problem).endswith(
        "places_more.csv:2:1: id 'busan' is Busan, another place of places.csv, line 2; "
        "give it another"
    )
    with pytest.raises(DataError, match="another place of places"):
        Reconciler.of_folder(small_data)


def test_there_are_at_most_ten_thousand(small_data):
    rows = [ROW.replace("hwangmun,", f"a{number:05},", 1) for number in range(MOST + 2)]
    write_more(small_data, *rows)
    (problem,) = check(small_data)
    assert (problem.line, problem.column) == (MOST + 2, 1)
    assert problem.message == "10002 places; at most 10000 are offered, delete the others"


def test_the_second_tier_of_the_package_has_no_place_of_the_authority():
    with (ROOT / "data" / "places_more.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) <= MOST
    assert not {row["id"] for row in rows} & PLACES.keys()
    numbers = {place.geo_id for place in PLACES.values() if place.geo_source == "GeoNames"}
    assert not {row["geo_id"] for row in rows if row["geo_source"] == "GeoNames"} & numbers


def test_names_are_put_into_a_document_from_its_authority_alone(small_data):
    write_more(small_data, ROW)
    gazetteer = small_data / "gazetteer.csv"
    before = shutil.copy(gazetteer, small_data.parent / "before.csv").read_text(encoding="utf-8")
    arguments = ["reconcile", "Hwangmun", "--to", str(gazetteer), "--list", "wide-north"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    after = gazetteer.read_text(encoding="utf-8")
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert "hwangmun," not in after

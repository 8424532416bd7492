"""What the authority of places holds, and that it follows from its sources."""

import csv
import unicodedata
from collections import Counter, defaultdict

import build_places
import compare_readings
import derive_readings as readings
import pytest
import shapely
from romanize_korean import romanize

from korea_map.geodesy import distance_m

DATA = build_places.DATA
PROVINCES = 13
CITIES_1945 = (
    "京城 仁川 開城 大田 全州 群山 木浦 光州 大邱 釜山 馬山 晉州 海州 平壤 鎭南浦 新義州 "
    "元山 咸興 興南 淸津 城津 羅津"
)
ONE_TOWN = (
    ["charyongwan", "tongnim"],
    ["kangso", "kiyang"],
    ["kyomipo", "songnim"],
    ["unjon", "yongmi"],
)
COUNTIES = {
    "京畿道": 20,
    "忠淸北道": 10,
    "忠淸南道": 14,
    "全羅北道": 14,
    "全羅南道": 21,
    "慶尙北道": 22,
    "慶尙南道": 19,
    "黃海道": 17,
    "平安南道": 14,
    "平安北道": 19,
    "江原道": 21,
    "咸鏡南道": 16,
    "咸鏡北道": 11,
}


@pytest.fixture(scope="module")
def places():
    return {row["id"]: row for row in build_places.read("places")}


@pytest.fixture(scope="module")
def unihan():
    return readings.read_unihan()


def with_rank(places, rank):
    return [row for row in places.values() if row["unit_1945"].endswith(f" {rank}")]


def test_the_file_is_what_master_geonames_and_unihan_give():
    text = (DATA / "places.csv").read_text(encoding="utf-8")
    assert build_places.write(build_places.build()) == text


def test_there_are_over_eight_hundred_places_each_with_a_position(places):
    assert len(places) > 800
    for row in places.values():
        assert 32.5 < float(row["lat"]) < 43.5, row["id"]
        assert 123.5 < float(row["lon"]) < 132.5, row["id"]
        assert row["geo_source"], row["id"]


def test_the_units_of_1945_are_all_there(places):
    assert len(with_rank(places, "道")) == PROVINCES
    assert {row["hanja"] for row in with_rank(places, "島")} == {"濟州島", "鬱陵島"}
    assert sorted(row["hanja"] for row in with_rank(places, "府")) == sorted(CITIES_1945.split())
    counties = Counter(row["unit_1945"].split()[0] for row in with_rank(places, "郡"))
    assert counties == COUNTIES
    assert sum(counties.values()) == 218


def test_each_class_is_represented(places):
    counts = Counter(row["feature_class"] for row in places.values())
    assert counts["P"] > 650
    assert counts["T"] > 60
    assert counts["H"] >= 10
    islands = [row["hanja"] for row in places.values() if row["feature_code"] == "ISL"]
    assert {"江華島", "白翎島", "延坪島", "巨濟島", "椒島", "身彌島"} <= set(islands)


@pytest.mark.parametrize(
    ("hanja", "place_id"),
    [
        ("板門店", "panmunjom"),
        ("高浪浦", "gorangpo"),
        ("下碣隅", "hagaru"),
        ("砥平", "jipyeong"),
        ("碧團", "pyoktan"),
        ("庫底", "kojo"),
        ("漢江", "han-river"),
        ("安東", "dandong"),
    ],
)
def test_places_of_the_war_and_the_talks_are_found_by_hanja(places, hanja, place_id):
    assert places[place_id]["hanja"] == hanja


def test_every_place_of_a_province_lies_in_its_rough_extent(places):
    extents = {
        row["unit_1945"]: shapely.from_wkt(row["extent"]).buffer(0.06)
        for row in build_places.read("raw/province_extents")
    }
    assert len(extents) == PROVINCES
    for row in places.values():
        if row["unit_1945"]:
            point = shapely.Point(float(row["lon"]), float(row["lat"]))
            assert extents[row["unit_1945"].split()[0]].covers(point), row["id"]


@pytest.mark.parametrize(
    ("one", "other", "least_km"),
    [
        ("gwangju-jeolla", "gwangju-gyeonggi", 200),
        ("goseong", "kosong", 300),
        ("suncheon", "sunchon", 400),
        ("andong", "dandong", 400),
        ("chongju", "jeonju", 300),
    ],
)
def test_homonyms_are_kept_apart(places, one, other, least_km):
    positions = [float(places[place][axis]) for place in (one, other) for axis in ("lon", "lat")]
    assert distance_m(*positions) / 1000 > least_km


def test_places_that_share_a_position_are_one_town_under_two_names(places):
    at = defaultdict(list)
    for row in places.values():
        at[row["lat"], row["lon"]].append(row)
    for rows in at.values():
        towns = [row["id"] for row in rows if row["feature_class"] == "P"]
        assert len(towns) <= 1 or sorted(towns) in ONE_TOWN, towns


def test_hangul_and_hanja_agree_by_unihan(places, unihan):
    # 서울 has no characters; 纛 and 琿 are read otherwise in these two names.
    otherwise = {"seoul", "ttukdo", "hunchun"}
    wrong = [
        row["id"]
        for row in places.values()
        if row["hanja"]
        and row["id"] not in otherwise
        and not readings.agrees(row["hangul"], row["hanja"], unihan)
    ]
    assert wrong == []


def test_an_initial_sound_softens_at_the_head_of_a_name(unihan):
    assert readings.agrees("나주", "羅州", unihan)
    assert readings.agrees("여수", "麗水", unihan)
    assert readings.agrees("은율", "殷栗", unihan)
    assert not readings.agrees("다주", "羅州", unihan)


@pytest.mark.parametrize(
    ("hanja", "japanese"),
    [
        ("新義州", "Shingishū"),
        ("元山", "Genzan"),
        ("鎭南浦", "Chinnampo"),
        ("新安州", "Shin’anshū"),
        ("襄陽", "Jōyō"),
        ("大邱", "Taikyū"),
        ("麗水", "Reisui"),
        ("咸興", "Kankō"),
    ],
)
def test_readings_follow_from_the_characters(hanja, japanese, unihan):
    assert readings.japanese(hanja, unihan, readings.read_rules()) == japanese


def test_readings_that_no_rule_gives_have_a_witness(places):
    corrections = build_places.read("readings_corrections")
    assert {row["place_id"] for row in corrections} <= set(places)
    for row in corrections:
        assert row["witness"].endswith("]")
        assert places[row["place_id"]]["reading_ja"] == row["reading_ja"]
    assert places["seoul"]["reading_ja"] == "Keijō"
    assert places["busan"]["reading_ja"] == "Fusan"
    assert places["mokpo"]["reading_ja"] == "Mokpo"


def test_no_correction_repeats_what_the_rules_give(places, unihan):
    rules = readings.read_rules()
    for row in build_places.read("readings_corrections"):
        derived = readings.japanese(places[row["place_id"]]["hanja"], unihan, rules)
        assert derived != row["reading_ja"], row["place_id"]


def test_derived_readings_agree_with_geonames_and_with_the_list_of_1922():
    geonames = list(compare_readings.with_geonames())
    assert len(geonames) > 450
    assert sum(row.derived_agrees for row in geonames) / len(geonames) > 0.95
    printed = list(compare_readings.with_1922())
    assert [row.place_id for row in printed if not row.final_agrees] == [
        "gunsan",  # both Gunzan and Kunsan are attested
        "hwanghae-do",  # the list errs: Kwodai-do for Kōkaidō
        "sonchon",  # the list has Senzen, GeoNames Sensen
        "yeongdeungpo",  # the list errs: Teitcho
    ]


def test_no_spelling_of_the_telegram_is_among_the_names(places):
    # Gunzan, Taiden, Chemulpo are names of their own in GeoNames, Taikō a reading of 大光.
    garbled = "Khanko Dzioio Tsiusiu Gensiu Dzensiu Dzenten Singisiu Khekido Sengdzii"
    garbled += " Kaisiu Suigei Khokodo Khesandun Manpkhodin"
    known = {
        build_places.plain(name.split(":")[-1])
        for row in places.values()
        for name in [row["title"], row["title_mr"], row["reading_ja"], *row["variants"].split("|")]
    }
    assert not known & {name.lower() for name in garbled.split()}


def test_variants_are_sorted_tagged_and_say_more_than_the_row(places):
    for row in places.values():
        variants = [name.split(":", 1) for name in row["variants"].split("|") if name]
        assert len({tuple(variant) for variant in variants}) == len(variants)
        assert [lang for lang, _ in variants] == sorted(lang for lang, _ in variants)
        korean = {name for lang, name in variants if lang != "ja"}
        assert not korean & {row["title"], row["title_mr"]}


def test_older_european_names_have_a_witness(places):
    names = {(row["place_id"], row["name"]) for row in build_places.read("raw/variants_1945")}
    assert {("jeju-do", "Quelpart"), ("wonsan", "Port Lazareff")} < names
    assert "en:Port Hamilton" in places["geomun-do"]["variants"].split("|")
    assert "und:Chemulpo" in places["incheon"]["variants"].split("|")


@pytest.mark.parametrize(
    ("hangul", "mccune", "revised"),
    [
        ("신의주", "Sinŭiju", "Sinuiju"),
        ("강릉", "Kangnŭng", "Gangneung"),
        ("벽동", "Pyŏktong", "Byeokdong"),
        ("한강", "Han’gang", "Hangang"),
        ("울진", "Ulchin", "Uljin"),
        ("설악", "Sŏrak", "Seorak"),
    ],
)
def test_korean_names_are_romanized_as_pronounced(hangul, mccune, revised):
    assert romanize(hangul) == mccune
    assert romanize(hangul, system="rr") == revised


def test_titles_are_the_romanization_of_the_side_they_lie_on(places):
    # Names of today where they are not those of 1945, or the North's own spelling.
    others = {"seoul", "kimchaek", "nampo-pyongan", "paechon", "rajin", "ranam", "ryokpo"}
    for row in places.values():
        if row["hangul"] and row["feature_class"] == "P" and row["country"] in {"KP", "KR"}:
            system = "rr" if row["country"] == "KR" else "mr"
            expected = build_places.plain(romanize(row["hangul"], system=system))
            assert row["id"] in others or build_places.plain(row["title"]) == expected, row["id"]


@pytest.mark.parametrize("name", ["places", "hanja_readings", "readings_corrections"])
def test_tables_are_in_canonical_form(name):
    text = (DATA / f"{name}.csv").read_bytes().decode()
    rows = list(csv.reader(text.splitlines()))
    assert text == unicodedata.normalize("NFC", text)
    assert [row[0] for row in rows[1:]] == sorted({row[0] for row in rows[1:]})
    assert build_places.write(build_places.read(name), rows[0]) == text

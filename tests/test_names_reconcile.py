"""Reconciliation: the telegram's names, homophones, names that are none, every script."""

import csv
import tracemalloc
from itertools import islice, repeat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map import names, reconcile
from korea_map.errors import SpellingError
from korea_map.gazetteer import load_places, load_toponyms
from korea_map.names import Reconciler, explain, format_derivation, spellings
from korea_map.names.within import apart_km

PLACES = load_places()
TELEGRAM = [
    toponym
    for toponym in load_toponyms()
    if toponym.place_id and toponym.list.startswith(("unc-", "cpv-"))
]
RIVALS = Path(__file__).with_name("rivals_explained.csv")


@pytest.fixture(scope="module")
def reconciler() -> Reconciler:
    return Reconciler(PLACES.values())


def test_the_telegram_names_24_places():
    assert len({toponym.toponym for toponym in TELEGRAM}) == 24


@pytest.mark.parametrize("toponym", TELEGRAM, ids=lambda t: t.id)
def test_each_name_of_the_telegram_finds_its_place_first(reconciler, toponym):
    best = reconciler.candidates(toponym.toponym)[0]
    assert best.place.id == toponym.place_id


@pytest.mark.parametrize("toponym", TELEGRAM, ids=lambda t: t.id)
def test_a_match_among_the_telegram_is_right(reconciler, toponym):
    best = reconciler.candidates(toponym.toponym)[0]
    assert not best.match or best.place.id == toponym.place_id


def test_no_spelling_of_the_telegram_entered_the_places_from_it():
    # GeoNames itself has these two; the other 22 are reached by the chain alone.
    given = {
        toponym.toponym
        for toponym in TELEGRAM
        for _, name in PLACES[toponym.place_id].variants
        if name == toponym.toponym
    }
    assert given == {"Chemulpo", "Seisin"}


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("Kanko", {"hamhung", "han-river"}),
        ("Kinsen", {"gimcheon", "kumchon"}),
        ("Koshu", {"gwangju-jeolla", "gongju"}),
    ],
)
def test_homophones_come_side_by_side_and_none_matches(reconciler, name, among):
    found = reconciler.candidates(name, limit=8)
    assert among <= {candidate.place.id for candidate in found}
    assert not any(candidate.match for candidate in found)


@pytest.mark.parametrize("name", ["Xyzzy", "London", "Ganghwa-Jin-an", "Berlin", "Кот"])
def test_a_name_that_is_no_korean_place_matches_nothing(reconciler, name):
    assert not any(candidate.match for candidate in reconciler.candidates(name))


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("해주", "haeju"),
        ("함흥시", "hamhung"),
        ("咸興", "hamhung"),
        ("咸兴市", "hamhung"),
        ("Хэйдзё", "pyongyang"),
        ("Пхеньян", "pyongyang"),
        ("Seoul", "seoul"),
        ("порт Фусан", "busan"),
        ("SHIN-GISHŪ", "sinuiju"),
        ("Haeju", "haeju"),
        ("Sinŭiju", "sinuiju"),
    ],
)
def test_every_script_and_habit_is_understood(reconciler, name, place):
    best = reconciler.candidates(name)[0]
    assert (best.place.id, best.match) == (place, True)


def test_candidates_fall_in_score_and_at_most_the_first_matches(reconciler):
    for toponym in TELEGRAM:
        found = reconciler.candidates(toponym.toponym, limit=8)
        scores = [candidate.score for candidate in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)
        assert not any(candidate.match for candidate in found[1:])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Kanko (river)", "han-river"),
        ("река Канко", "han-river"),
        ("г. Канко", "hamhung"),
        ("Port Kanko", "hamhung"),
    ],
)
def test_a_word_that_says_what_the_place_is_counts_for_its_kind(reconciler, name, place):
    assert reconciler.candidates(name)[0].place.id == place


def test_the_side_narrows_the_places(reconciler):
    assert {c.place.country for c in reconciler.candidates("Junsen", within="north")} == {"KP"}
    assert {c.place.country for c in reconciler.candidates("Junsen", within="south")} == {"KR"}


def test_a_box_and_a_circle_narrow_the_places(reconciler):
    box = (125.0, 39.0, 128.0, 41.0)
    for candidate in reconciler.candidates("Kanko", within=box):
        assert 125 <= candidate.place.lon <= 128
        assert 39 <= candidate.place.lat <= 41
    for candidate in reconciler.candidates("Kanko", within=(127.0, 37.5, 60.0)):
        assert apart_km(127.0, 37.5, candidate.place.lon, candidate.place.lat) <= 60


def test_the_feature_class_narrows_the_places(reconciler):
    (best, *_) = reconciler.candidates("Kanko", feature_class="H")
    assert best.place.id == "han-river"


def test_a_list_says_the_same_area_as_a_tuple(reconciler):
    box = (124.0, 37.0, 128.0, 41.0)
    (one,), (other,) = (
        reconciler.reconcile_many(["Kanko"], within=area) for area in (box, list(box))
    )
    assert one == other
    assert reconciler.candidates("Kanko", within=list(box)) == list(one.candidates)


@pytest.mark.parametrize(
    "within", ["east", (1.0, 2.0), (129.0, 38.0, 126.0, 40.0), (127.0, 38.0, 0.0)]
)
def test_an_area_that_is_none_is_refused(reconciler, within):
    with pytest.raises(SpellingError, match="is no area"):
        reconciler.candidates("Kanko", within=within)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "the name is empty"),
        (" \t ", "the name is empty"),
        ("a" * 10_000, "10000 characters are no place name"),
        ("🚂🚃", "no Latin, Cyrillic, Korean or Chinese letters"),
        ("1952", "no Latin, Cyrillic, Korean or Chinese letters"),
        ("Pu\x00san", r"control character U\+0000 at character 3"),
        ("Хэйдзё heijo seul", "mixes scripts"),
    ],
)
def test_a_text_that_is_no_name_is_refused_with_its_reason(name, message):
    with pytest.raises(SpellingError, match=message):
        reconcile(name)


@pytest.mark.parametrize("name", [None, 7, b"Pusan", float("nan")])
def test_what_is_no_text_is_refused_and_told_what_is_taken(name):
    says = f"a name is a text, not {type(name).__name__}; give one, or a list of them"
    with pytest.raises(SpellingError, match=says):
        reconcile(name)


@pytest.mark.parametrize(
    ("spelling", "place", "line"),
    [
        ("Singisiu", "sinuiju", "新義州 → Shingishū → Сингисю → Singisiu"),
        ("Sikkisiu", "sinuiju", "新義州 → Shingishū → Сингисю → Si[kk]isiu"),
        ("Suigei", "suwon", "水原 → Suigen → Суйген → Suige[i]"),
        ("Manpkhodin", "manpo", "滿浦 → Manp'ojin → Манпхо[д]ин → Manpkhodin"),
        ("Seoul", "seoul", "京城 → Seoul"),
    ],
)
def test_a_chain_is_explained_in_one_line(spelling, place, line):
    assert format_derivation(explain(spelling, PLACES[place])) == line


def test_a_given_reading_is_the_one_explained():
    steps = explain("Taiko", PLACES["daegu"], "Taikyū", "ja")
    assert [step.text for step in steps] == ["大邱", "Taikyū", "Тайкю", "Taiko"]
    assert steps[-1].irregular == ((4, 5),)
    assert steps[-1].cost > 0
    assert all(step.cost == 0 for step in steps[:-1])


def test_the_chain_of_every_toponym_ends_in_what_the_document_writes():
    for toponym in TELEGRAM:
        place = PLACES[toponym.place_id]
        steps = explain(toponym.toponym, place, toponym.reading, toponym.reading_lang)
        assert steps[-1].text == toponym.toponym
        for step in steps:
            assert all(0 <= a < b <= len(step.text) for a, b in step.irregular)


def test_spellings_run_the_chain_forward():
    found = {spelled.text: spelled for spelled in spellings(PLACES["sinuiju"])}
    assert found["Singisiu"].systems == ("polivanov", "loc")
    assert found["Singisiu"].cost == 0
    assert {"Сингисю", "Синьичжоу", "Shingishu"} <= set(found)
    only = spellings(PLACES["sinuiju"], systems={"polivanov"})
    assert {spelled.systems for spelled in only} == {("polivanov",)}


@settings(derandomize=True, deadline=None, max_examples=80)
@given(st.data())
def test_every_generated_spelling_finds_its_place(reconciler, data):
    place = data.draw(st.sampled_from(list(PLACES.values())))
    spelled = data.draw(st.sampled_from([s for s in spellings(place) if len(s.text) > 2]))
    found = reconciler.candidates(spelled.text, limit=40)
    assert place.id in {candidate.place.id for candidate in found}


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=40))
def test_any_text_is_answered_or_refused_with_a_reason(reconciler, text):
    answer = reconciler.answer(text)
    assert answer.problem or len(answer.candidates) <= 5


def test_many_names_are_answered_in_order_and_a_bad_one_does_not_stop_them(reconciler):
    names = ["Singisiu", "", "Taiden", "🚂", "해주"]
    answers = list(reconciler.reconcile_many(names))
    assert [answer.query for answer in answers] == names
    assert [bool(answer.candidates) for answer in answers] == [True, False, True, False, True]
    assert [answer.problem is None for answer in answers] == [True, False, True, False, True]


def test_names_are_read_only_as_they_are_answered(reconciler):
    read = []

    def names():
        for name in repeat("Singisiu"):
            read.append(name)
            yield name

    assert len(list(islice(reconciler.reconcile_many(names()), 3))) == 3
    assert len(read) == 3


def test_many_names_need_no_more_memory_than_few(reconciler):
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in reconciler.reconcile_many(islice(repeat("Kaisiu"), count)):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(3)
    assert peak(600) < peak(6) + 10_000


def test_rivals_that_the_engine_does_not_name_are_explained(reconciler):
    with RIVALS.open(encoding="utf-8", newline="") as stream:
        explained = {(row["toponym"], row["rival"]): row["why"] for row in csv.DictReader(stream)}
    differences = {
        (toponym.id, rival)
        for toponym in TELEGRAM
        for rival in toponym.rivals
        if rival not in {c.place.id for c in reconciler.candidates(toponym.toponym, limit=10)}
    }
    assert differences == set(explained)
    assert all(why.endswith(".") for why in explained.values())


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Taiko [Taegu]", "daegu"),
        ("Taiko (Taegu)", "daegu"),
        ("Heijo/Pyongyang", "pyongyang"),
        ("Seisin (淸津)", "chongjin"),
        ("Tai[d]en [sic]", "daejeon"),
        ("port of Seisin", "chongjin"),
        ("Keijō-fu", "seoul"),
        ("京城府", "seoul"),
    ],
)
def test_a_name_given_twice_or_with_its_rank_matches(reconciler, name, place):
    best = reconciler.candidates(name)[0]
    assert (best.place.id, best.match) == (place, True)


def test_two_spellings_that_disagree_are_no_match(reconciler):
    first, second = reconciler.candidates("Taiden [Fusan]", limit=2)
    assert {first.place.id, second.place.id} == {"daejeon", "busan"}
    assert not first.match


@pytest.mark.parametrize(
    "name", ["Taiden-Fusan", "Taiden, Fusan", "Taiden and Fusan", "Taiden-Fousan"]
)
def test_two_names_are_answered_side_by_side(reconciler, name):
    found = reconciler.candidates(name)
    assert [candidate.place.id for candidate in found[:2]] == ["daejeon", "busan"]
    assert not any(candidate.match for candidate in found)


@pytest.mark.parametrize(
    ("name", "hanja"),
    [
        ("Northern Hamgyong province", "咸鏡北道"),
        ("South Hamgyong", "咸鏡南道"),
        ("Южный Пхёнан", "平安南道"),
        ("о-в Сайсю", "濟州島"),
    ],
)
def test_halves_of_provinces_and_islands_are_told_by_their_words(reconciler, name, hanja):
    assert reconciler.candidates(name)[0].place.hanja == hanja


def test_two_letters_in_the_other_order_are_one_slip(reconciler):
    best = reconciler.candidates("Signisiu")[0]
    assert best.place.id == "sinuiju"
    assert format_derivation(best.derivation) == "新義州 → Shingishū → Сингисю → Si[gn]isiu"
    assert format_derivation(explain("Signisiu", PLACES["sinuiju"])) == format_derivation(
        best.derivation
    )


def test_a_chinese_reading_matches_only_in_chinese(reconciler):
    (latin, *_) = reconciler.candidates("Xinyizhou")
    assert (latin.place.id, latin.match) == ("sinuiju", False)
    (chinese, *_) = reconciler.candidates("新義州")
    assert (chinese.place.id, chinese.match) == ("sinuiju", True)


def test_no_great_city_of_china_or_japan_is_a_match(reconciler):
    with (Path(names.__file__).parent / "tables" / "elsewhere.csv").open(encoding="utf-8") as file:
        cities = [row["letters"] for row in csv.DictReader(file)]
    assert len(cities) > 100
    assert not [city for city in cities if any(c.match for c in reconciler.candidates(city))]


def test_an_exact_spelling_comes_before_a_letter_misread(reconciler):
    # The least that a letter misread costs in a city is more than a village's handicap.
    for place in list(PLACES.values())[::15]:
        for spelled in spellings(place, systems={"polivanov", "loc"}):
            if spelled.cost == 0 and len(spelled.text) > 3:
                best = reconciler.candidates(spelled.text)[0].features
                assert best["edit"] + best["reading"] < 0.3, spelled.text


def test_a_name_asked_again_is_answered_alike(reconciler):
    assert reconciler.candidates("Kaisiu") == reconciler.candidates("Kaisiu")
    assert reconciler.candidates("Kaisiu", limit=1) == reconciler.candidates("Kaisiu")[:1]


def test_five_candidates_are_given_unless_more_are_asked_for(reconciler):
    assert len(reconciler.candidates("Pusan")) == 5
    assert len(reconciler.candidates("Pusan", limit=7)) == 7


def test_names_of_four_letters_are_names_of_their_own(reconciler):
    found = [candidate.place.id for candidate in reconciler.candidates("Anto-Pusan")]
    assert found[:2] == ["andong", "busan"]


def test_a_text_of_which_one_part_is_no_name_is_not_taken_for_several(reconciler):
    assert reconciler.candidates("Pusan-Xqzwv") == []

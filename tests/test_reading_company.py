"""What a name keeps company with: the rest of the text, its list, its province, names elsewhere."""

import pytest
from read_texts import named, places, read

# names that places elsewhere have too


@pytest.mark.parametrize(
    "text",
    [
        "红军长征过全州，进湘江，又到会宁。",
        "劉備取江陵，關羽守江陵。",
        "光州、黄州、安州、海州皆宋之州。",
        "部队在平山县西柏坡，后到定州、保定。",
        "水原茂が監督となり、南原繁総長が来た。",
        "平山郁夫は絵を描き、江原素六は学校を建てた。",
        "清州会議のあと、南原商店は閉じた。",
    ],
)
def test_what_china_and_japan_have_too_is_none_by_itself(text):
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我军经平壤到平山。", ["pyongyang", "pyongsan"]),
        ("朝鲜之平山，有敌军。", ["pyongsan"]),
        ("敌在水原、利川之间。", ["suwon", "icheon"]),
        ("部队从釜山出发，全州、光州已被占领。", ["busan", "jeonju", "gwangju-jeolla"]),
        # 新安 is a county of China, 新安州 is none
        ("敌沿清川江退至安州、新安州一线。", ["chongchon-river", "anju", "sinanju"]),
    ],
)
def test_where_the_text_speaks_of_korea_it_is_one(text, names):
    assert places(text) == names


def test_in_a_list_with_a_city_of_china_it_is_that_of_china():
    assert places("平壤来电：沧州、平山整训。") == ["pyongyang"]


def test_months_in_characters_are_none():
    assert places("一九五〇年九月，於九月被俘，自九月起在平壤。") == ["pyongyang"]


def test_a_region_behind_a_name_says_that_it_is_elsewhere():
    assert places("The mission at Pingyang, Shansi, was closed. Taiku in Shansi too.") == []
    assert places("The mission at Pingyang, Korea, was closed.") == ["pyongyang"]


def test_a_second_name_in_brackets_says_so_too():
    assert places("From Pyongyang to Andong [Dandong] the line is cut.") == ["pyongyang"]


# names in a row


def test_one_sign_is_no_part_of_two_names():
    text = "慶尙南道山淸郡有山。长津江西岸有敌。济州岛山地。"
    found = read(text)
    assert [one.spelling for one in found] == ["慶尙南道", "山淸", "长津江", "济州岛"]


def test_the_word_of_the_kind_belongs_to_the_name_before_it():
    text = "The marines left the Chosin Reservoir. Pusan was safe.\nHan River\nSeoul\nYalu River\n"
    assert named(text) == [
        ("Chosin Reservoir", "changjin-reservoir"),
        ("Pusan", "busan"),
        ("Han River", "han-river"),
        ("Seoul", "seoul"),
        ("Yalu River", "yalu-river"),
    ]


def test_a_sentence_ends_a_name():
    assert named("We swam in the Lake. Pusan was far. Mt. Paektu is in Korea.") == [
        ("Pusan", "busan"),
        ("Mt. Paektu", "paektu-san"),
    ]


def test_the_word_of_a_kind_may_be_that_of_two_names():
    assert named("before the freezing of the Yalu and Tumen Rivers") == [
        ("Yalu", "yalu-river"),
        ("Tumen", "tumen-river"),
    ]


def test_a_chain_of_towns_in_characters_is_a_name_each():
    assert places("安州价川肃川顺川成川江东等城") == [
        *("anju", "kaechon", "sukchon", "sunchon", "songchon", "kangdong"),
    ]


def test_particles_in_katakana_part_names_as_those_in_hiragana_do():
    text = "旅団ハ仁川ニ上陸シ京城ニ入ル。平壌ヨリ義州ニ向ヒ、咸興ヲ経テ永興ニ至ル。"
    assert places(text) == ["incheon", "seoul", "pyongyang", "uiju", "hamhung", "yonghung"]


@pytest.mark.parametrize(
    "text", ["The Ялу River at Seoul.", "Северная Hamgyong, Seoul.", "Seoul\nРека"]
)
def test_words_of_two_scripts_are_never_one_name(text):
    assert ("Seoul", "seoul") in named(text)


# syllables and persons


@pytest.mark.parametrize(
    ("text", "spelling", "place"),
    [
        ("We rode on to Pyeng Yang in Korea.", "Pyeng Yang", "pyongyang"),
        ("We came to Eui Ju in Korea.", "Eui Ju", "uiju"),
        ("Ils partent de Ko San Jin pour Séoul.", "Ko San Jin", "kosan"),
    ],
)
def test_a_name_in_syllables_is_one(text, spelling, place):
    assert (spelling, place) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The office under YANG Wi-song, at Seoul.",
        "Kim Ku and Pak Hon Yong met Cho Man Sik at Seoul.",
        "At Seoul they heard Kim Chaek and Li Hung Chang.",
    ],
)
def test_syllables_of_persons_are_none(text):
    assert places(text) == ["seoul"]


def test_a_word_behind_a_name_is_no_part_of_it():
    assert named("Le bateau passe devant le port de Massampo où il mouille.") == [
        ("Massampo", "masan")
    ]


def test_a_letter_is_an_island_with_a_full_stop_alone():
    assert places("В Сеуле говорили о Курэ.") == ["seoul"]
    assert places("В Сеуле видели о. Чеджудо.") == ["seoul", "jeju-do"]


# towns spelt nearly, among others


def test_among_others_near_by_a_town_that_is_spelt_nearly_is_one():
    near = "From Kunsan and Seoul the mail is slow, and so Kong-joo has a fair."
    assert named(near)[-1] == ("Kong-joo", "gongju")
    assert places("The mail is slow, and so Kong-joo has a fair.") == []


def test_a_name_letter_for_letter_of_a_lesser_place_is_one_there_too():
    text = "Troops from Sinuiju and Antung came to protect the Suiho zone near the Yalu River."
    assert ("Suiho", "supung-ho") in named(text)


# the province that the text says


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Sunchon in South Pyongan has coal. Sunchon in South Cholla has none.",
            ["sunchon", "pyongan-namdo", "suncheon", "jeollanam-do"],
        ),
        (
            "Kwangju, east of Seoul. Kwangju in South Cholla.",
            ["gwangju-gyeonggi", "seoul", "gwangju-jeolla", "jeollanam-do"],
        ),
        (
            "전라남도 순천, 평안남도 순천.",
            ["jeollanam-do", "suncheon", "pyongan-namdo", "sunchon"],
        ),
        ("平安南道順川と全羅南道順天。", ["pyongan-namdo", "sunchon", "jeollanam-do", "suncheon"]),
    ],
)
def test_a_name_means_the_place_in_the_province_that_the_text_says(text, names):
    assert places(text) == names


def test_the_reason_names_the_province():
    (first, *_) = read("Sunchon in South Cholla was quiet.")
    assert any("Jeollanam-do, as the text says" in why for why in first.why)


def test_a_province_is_no_nearer_than_its_halves():
    assert places("乱党于全州由全罗犯忠清。")[1:] == ["jeolla-do", "chungcheong-do"]


# towns before hamlets, and two places where two names are listed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("마산이 싸움터였다. 유엔군은 인천에 상륙하였다.", ["masan", "incheon"]),
        ("Hwanghae was poor. In Hwanghae the rice failed.", ["hwanghae-do", "hwanghae-do"]),
        ("Hongsong, Hoengsong and Wonju were taken.", ["hongseong", "hoengseong", "wonju"]),
        ("Sonchon, Songchon and Pyongyang.", ["sonchon", "songchon", "pyongyang"]),
    ],
)
def test_the_town_is_meant_and_each_name_of_a_list_its_own(text, names):
    assert places(text) == names


def test_another_spelling_that_means_the_same_place_is_told_as_that():
    (first, *_) = read("Masan fell. 마산과 부산.")
    assert first.why[-1] == "“마산” near by means it too"


def test_a_town_beside_its_river_breaks_nothing():
    assert len(places("From Chongsong we marched to the Chongsong river.")) == 2

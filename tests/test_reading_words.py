"""Words as printers, scanners and grammar leave them: what is looked up, and the span printed."""

import pytest
from read_texts import named, only, places, read

from korea_map.reading.words import find_words

SOFT = "\u00ad"


@pytest.mark.parametrize(
    ("text", "spelling", "lemma", "place"),
    [
        ("The convoy left Pyong-\nyang before dawn.", "Pyong-\nyang", "Pyongyang", "pyongyang"),
        ("They unloaded at Chin-\n   nampo for a week.", "Chin-\n   nampo", "Chinnampo",
         "nampo-pyongan"),
        ("Le navire a quitté Tché-\nmoulpo de nuit.", "Tché-\nmoulpo", "Tchémoulpo", "incheon"),
        ("Der Dampfer verließ Tschemul-\npo am Abend.", "Tschemul-\npo", "Tschemulpo", "incheon"),
        ("Пароходъ вышелъ изъ Чемуль-\nпо вечеромъ.", "Чемуль-\nпо", "Чемульпо", "incheon"),
        ("Поезд пришёл в Пхень-\nян утром.", "Пхень-\nян", "Пхеньян", "pyongyang"),
    ],
)  # fmt: skip
def test_a_word_broken_at_the_end_of_a_line_is_one_and_printed_with_its_break(
    text, spelling, lemma, place
):
    one = only(text)
    assert (one.spelling, one.lemma, one.place.id) == (spelling, lemma, place)


def test_the_end_of_a_line_counts_as_many_signs_as_the_text_has():
    for end in ("\n", "\r\n", "\r"):
        one = only(f"The convoy left Pyong-{end}yang before dawn.")
        assert one.spelling == f"Pyong-{end}yang"
        assert one.length == len("Pyongyang-") + len(end)


def test_a_line_that_ends_before_a_name_joins_nothing():
    assert named("The train goes on to\nPusan.\nWonsan lies on the coast.") == [
        ("Pusan", "busan"),
        ("Wonsan", "wonsan"),
    ]


def test_two_names_with_a_hyphen_at_the_end_of_a_line_are_two():
    assert named("The line Seoul-\nPusan was cut.") == [("Seoul", "seoul"), ("Pusan", "busan")]


def test_a_soft_hyphen_is_printed_and_not_looked_up():
    one = only(f"The convoy left Pyong{SOFT}yang before dawn.")
    assert one.spelling == f"Pyong{SOFT}yang"
    assert (one.lemma, one.place.id) == ("Pyongyang", "pyongyang")


@pytest.mark.parametrize(
    ("text", "spelling", "place"),
    [
        ("The road to S E O U L is long.", "S E O U L", "seoul"),
        ("Die Bahn nach F u s a n fährt täglich.", "F u s a n", "busan"),
        ("Пароходъ пришелъ въ П у с а н ъ вечеромъ.", "П у с а н ъ", "busan"),
        ("Дорога на С е у л закрыта.", "С е у л", "seoul"),
        ("Отряд вышел из П х е н ь я н а.", "П х е н ь я н а", "pyongyang"),
    ],
)
def test_letters_set_apart_are_one_word(text, spelling, place):
    assert named(text) == [(spelling, place)]


def test_letters_of_a_list_are_no_word():
    assert [one.text for one in find_words("Points A, B, C, D and E")] == [
        "Points", "A", "B", "C", "D", "and", "E",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "spelling", "lemma", "place"),
    [
        ("Из Се ула сообщают о дожде.", "Се ула", "Сеул", "seoul"),
        ("В порту Нам. пхо стоят два парохода.", "Нам. пхо", "Нампхо", "nampo-pyongan"),
    ],
)
def test_a_word_that_a_scan_splits_is_joined(text, spelling, lemma, place):
    one = only(text)
    assert (one.spelling, one.lemma, one.place.id) == (spelling, lemma, place)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry from Pusan2 was late.",
        "The ferry from Pusan.2 It was late.",
        "The ferry from Pusan¹ was late.",
        "The ferry from Pusan[3] was late.",
        "The ferry from Pusan* was late.",
    ],
)
def test_the_figure_of_a_footnote_is_no_part_of_a_name(text):
    assert named(text) == [("Pusan", "busan")]


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_a_possessive_is_no_part_of_a_name(mark):
    assert named(f"The old walls are Seoul{mark}s pride.") == [("Seoul", "seoul")]


@pytest.mark.parametrize(
    ("text", "spelling", "place"),
    [
        ("Le port d'Incheon est petit.", "Incheon", "incheon"),
        ("Le vapeur vient d’Inchon.", "Inchon", "incheon"),
        ("Il vient d’Andong.", "Andong", "andong"),
    ],
)
def test_a_french_article_before_a_vowel_is_no_part_of_a_name(text, spelling, place):
    assert named(text) == [(spelling, place)]


@pytest.mark.parametrize("name", ["T'aech'on", "T’aech’ŏn", "P'yŏngyang", "Ch’ŏngju", "In'ch'on"])
def test_an_apostrophe_before_a_breath_is_part_of_the_name(name):
    assert only(f"The bus stops at {name} every day.").spelling == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Seoul-Pusan railway was cut.", ["Seoul", "Pusan"]),
        ("The Seoul–Pusan railway was cut.", ["Seoul", "Pusan"]),
        ("The road Kaesong-Panmunjom-Munsan is open.", ["Kaesong", "Panmunjom", "Munsan"]),
        ("The line Wŏnsan-Hamhŭng is open.", ["Wŏnsan", "Hamhŭng"]),
        ("La ligne Séoul-Fousan est coupée.", ["Séoul", "Fousan"]),
        ("Die Bahn Seoul-Fusan ist unterbrochen.", ["Seoul", "Fusan"]),
        ("Железная дорога Сеул-Пусан закрыта.", ["Сеул", "Пусан"]),
        ("Железная дорога Сеул—Пусан закрыта.", ["Сеул", "Пусан"]),
    ],
)
def test_hyphens_between_names_make_a_chain_of_several(text, names):
    assert [one.spelling for one in read(text)] == names


@pytest.mark.parametrize(
    ("text", "spelling", "place"),
    [
        ("They marched to Sang-ju in the rain.", "Sang-ju", "sangju"),
        ("The ship left Che-mul-po at noon.", "Che-mul-po", "incheon"),
        ("Le train quitte Pyong-yang.", "Pyong-yang", "pyongyang"),
        ("Пароходъ въ Чи-нам-по.", "Чи-нам-по", "nampo-pyongan"),
    ],
)
def test_hyphens_between_syllables_make_one_name(text, spelling, place):
    assert named(text) == [(spelling, place)]


@pytest.mark.parametrize(
    ("text", "names", "place"),
    [
        ("Ships lie at Incheon [Jemulpo] and wait.", ["Incheon", "Jemulpo"], "incheon"),
        ("Ships lie at Chinnampo (Nampo) and wait.", ["Chinnampo", "Nampo"], "nampo-pyongan"),
        ("Die Stadt Pjöngjang (Heijo) liegt am Fluss.", ["Pjöngjang", "Heijo"], "pyongyang"),
        ("В порту Инчхон (Чемульпо) стоит пароход.", ["Инчхон", "Чемульпо"], "incheon"),
        ("Le train part de Keijo [Séoul] à midi.", ["Keijo", "Séoul"], "seoul"),
        ("船は仁川（済物浦）に着いた。", ["仁川", "済物浦"], "incheon"),
    ],
)
def test_brackets_after_a_name_have_a_second_name_of_the_same_place(text, names, place):
    assert named(text) == [(name, place) for name in names]


def test_a_telegram_in_capitals_is_read():
    text = (
        "TRAIN LEFT SEOUL FOR PUSAN MONDAY STOP BRIDGE NEAR SUWON DAMAGED STOP REPAIRS TAKE TWO "
        "DAYS STOP INFORM STATION MASTERS TAEGU AND TAEJON STOP"
    )
    assert places(text) == ["seoul", "busan", "suwon", "daegu", "daejeon"]


def test_a_line_of_capitals_among_others_is_read():
    text = "NEWS FROM WONSAN\n\nThe harbor was quiet. Two boats left for Hungnam in the evening."
    assert places(text) == ["wonsan", "hungnam"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sang-ju is one.", [("Sang", ""), ("ju", "-"), ("is", " "), ("one", " ")]),
        ("l’île d'Ullung", [("île", "l’"), ("Ullung", " d'")]),
        ("Ё\u0301лка, e\u0301cole", [("Ё\u0301лка", ""), ("e\u0301cole", ", ")]),
        ("", []),
        ("12, 13 — 平壤", []),
    ],
)
def test_words_know_what_parts_them(text, words):
    assert [(one.text, one.before) for one in find_words(text)] == words


def test_words_stand_where_they_say():
    text = "The S E O U L line: Pyong-\r\nyang’s port, d'Andong."
    for one in find_words(text):
        letters = [char for char in text[one.start : one.end] if char.isalpha()]
        assert "".join(letters) == one.text

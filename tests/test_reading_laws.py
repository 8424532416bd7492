"""What holds of every reading, whatever the text: sound spans, candidates as of reconcile."""

import unicodedata
from functools import partial

import pytest
from read_texts import named, read

from korea_map.names import Reconciler
from korea_map.reading import reader as reader_module
from korea_map.reading.known import KnownNames
from korea_map.reading.lookup import Lookup
from korea_map.reading.reader import Reader

ENGINE = Reconciler.of_folder()

PLAIN = (
    "Boats lie at Mokpo; the Seoul-Pusan line is cut [Fusan], and 平壤 is far. 부산에서 인천까지."
)
MARKED = "W\u0306o\u0306nsan a\u0301\u0301\u0301 Wo\u0306nsan and \u0301 Pusan"

TEXTS = {
    "empty": "",
    "blanks": " \t\n\r\n  \u3000\u00a0",
    "digits": "12 345 6,7 ٣ ３ Ⅻ ½",
    "plain": PLAIN,
    "emoji": "😀😀 Pusan 𠀀𠀀 平壤 😀 Seoul 👩‍👩‍👧",
    "ideographs beyond the basic plane": "𠮷野 𠀀平壤𠀀 𪚥釜山 Seoul",
    "combining marks": MARKED,
    "marks alone": "\u0301\u0306" * 500 + "Pusan",
    "controls": "\x01\x02 Pusan\x0b \x1b[31mSeoul\x7f \x85 Wonsan",
    "marks of direction": "\u200fPusan\u202e and \u2067Seoul\u2069 שלום مرحبا",
    "joiners": "Pu\u200bsan Won\u200dsan \ufeffSeoul",
    "soft hyphens": "\u00ad" * 500 + "Pu\u00ad\u00adsan at Seo\u00adul",
    "commas": "," * 10_000,
    "hyphens": "-" * 5_000 + "Pusan" + "-" * 5_000,
    "brackets": "(" * 5_000 + "Pusan" + ")" * 5_000,
    "quotes": "'" * 5_000 + "Pusan" + "’" * 5_000,
    "line ends": "\n" * 5_000 + "Seoul" + "\r\n" * 5_000 + "平壤",
    "blanks between": "Pusan" + " " * 10_000 + "Seoul",
    "markup": "<p class='Pusan'><script>alert('Seoul')</script>&amp; Wonsan</p>",
    "a table": "| Pusan | 1 |\n| Seoul | 2 |\nPusan;3\nSeoul\t4",
    "one word of 100,000 letters": "P" + "usan" * 25_000,
    "the same in Cyrillic": "П" + "усан" * 25_000,
    "the same in characters": "平" * 100_000,
    "the same in kana": "プサン" * 30_000,
    "a long word of Hangul": "부산" * 800,
    "letters apart": "P " * 20_000,
    "dots": "Se. " * 3_000,
    "halves of characters": "\ud800 Pusan \udc80 Seoul\udfff 平\ud83d壤",
    "mixed scripts": "Сеoul Pусан 부san 平yang Seoul평양 京城Seoul",
    "a chain": "-".join(["Seoul", "Pusan"] * 500),
    "one name often": "Pusan, Taegu. " * 1_000,
    "broken lines": "Pyong-\n-\nyang Pu=\nsan Pu¬\nsan Pu\u00ad\nsan Seo-\r\nul Won-\n\nsan",
    "other scripts": "Ελλάδα Հայաստան भारत ไทย ᠮᠣᠩᠭᠣᠯ ᏣᎳᎩ Seoul",
    "dotted capitals": "İnchon and ISTANBUL ı STRAßE ẞ ŉ ǰ ΐ",
    "ligatures and wide letters": "ﬁsh at Pusan ﬂ Ｐｕｓａｎ ㍿ ㌔",
    "Hangul in its letters": unicodedata.normalize("NFD", "부산에서 서울까지") + " ㄱㄴ ᄀ",
    "another language": "Quo usque tandem abutere, patientia nostra? Ny båt kom i går.",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_spans_are_sorted_apart_and_as_printed(kind):
    text, end = TEXTS[kind], 0
    for one in read(text):
        assert one.offset >= end
        assert one.length > 0
        end = one.offset + one.length
        assert text[one.offset : end] == one.spelling
        assert one.spelling.strip() == one.spelling
    assert end <= len(text)


@pytest.mark.parametrize("kind", TEXTS)
def test_each_name_has_candidates_a_lemma_and_a_reason(kind):
    for one in read(TEXTS[kind]):
        assert one.candidates
        assert one.place is one.candidates[0].place
        assert one.place.country in ("KP", "KR")
        assert one.lemma
        assert one.why
        assert all(one.why)
        assert one.decision is None
        assert not any(other.match for other in one.candidates[1:])
        ids = [other.place.id for other in one.candidates]
        assert len(set(ids)) == len(ids)
        assert all(0 <= other.score <= 100 for other in one.candidates)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_read_twice_is_read_the_same(kind):
    text = TEXTS[kind]
    assert list(Reader(ENGINE).read(text)) == list(read(text))


def test_names_in_odd_texts_are_found():
    assert named(TEXTS["emoji"]) == [("Pusan", "busan"), ("平壤", "pyongyang"), ("Seoul", "seoul")]
    assert named(TEXTS["brackets"]) == [("Pusan", "busan")]
    assert named(TEXTS["markup"]) == [("Pusan", "busan"), ("Seoul", "seoul"), ("Wonsan", "wonsan")]
    assert named(TEXTS["halves of characters"])[:2] == [("Pusan", "busan"), ("Seoul", "seoul")]
    assert len(read(TEXTS["a chain"])) == 1_000
    assert len(read(TEXTS["one name often"])) == 2_000
    assert named(TEXTS["another language"]) == []


@pytest.mark.parametrize("kind", ["empty", "blanks", "digits", "commas", "another language"])
def test_a_text_without_names_is_an_empty_reading(kind):
    reading = read(TEXTS[kind])
    assert (list(reading), reading.text, reading.notes) == ([], TEXTS[kind], ())


@pytest.mark.parametrize("before", ["😀", "𠀀。\n\n", "\ufeff", "a \u0301\r\n\r\n", "12 (", "— "])
@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Pyong-\r\nyang lies north of Seoul.",
        "Изъ Сеула въ П у с а н ъ везутъ рисъ.",
        "我们在平壤休息，随后前往元山。",
        "평양과 원산.",
        "From Anju the line runs to Chongju.",
    ],
)
def test_what_stands_before_a_text_moves_it_by_its_code_points(before, text):
    alone = [(one.offset + len(before), one.spelling, one.place.id) for one in read(text)]
    assert [(one.offset, one.spelling, one.place.id) for one in read(before + text)] == alone
    assert alone


def test_candidates_are_those_of_reconcile():
    text = "Boats lie at Mokpo, Fusan and Gensan; 平壤 is far, 부산 is near, и Сеул тоже."
    reading = read(text)
    assert len(reading) == 6
    for one in reading:
        alone = ENGINE.answer(one.spelling, limit=10).candidates
        assert list(one.candidates) == list(alone)


def test_a_list_of_two_thousand_names_is_a_name_each():
    some = ["Pusan", "Seoul", "Wonsan", "Mokpo", "Kunsan", "Sinuiju", "Hamhung", "Kanggye"]
    text = ", ".join(some[number % 8] for number in range(2_000))
    assert [one.spelling for one in read(text)] == text.split(", ")


def test_several_texts_tell_nothing_of_each_other():
    before = named("The line runs to Chongju.")
    read("From Pyongyang and Anju the line runs to Chongju.")
    assert named("The line runs to Chongju.") == before


# bounds


def lookup(most: int) -> Lookup:
    return Lookup(ENGINE, KnownNames(ENGINE.places, ENGINE.offered), most)


def test_no_more_names_are_looked_up_than_the_most():
    few = lookup(2)
    assert few.answer("Mokpo")
    assert few.may_score("Wonsan", 92.0)
    assert few.answer("Seoul") == ()
    assert not few.may_score("Seoul", 1.0)
    assert few.left == {"Seoul"}


def test_a_name_that_was_looked_up_is_answered_again():
    few = lookup(1)
    first = few.answer("Mokpo")
    few.answer("Wonsan")
    assert few.answer("Mokpo") is first
    assert few.left == {"Wonsan"}


def test_names_beyond_the_most_are_told_and_the_rest_is_read(monkeypatch):
    monkeypatch.setattr(reader_module, "Lookup", partial(Lookup, most=3))
    invented = "In Bartolow, in Venwick, in Ostergate and in Quillmoor it rained."
    reading = Reader(ENGINE).read(f"{invented} At Seoul, Pusan, Taegu and Seoul it did not.")
    assert [one.place.id for one in reading] == ["seoul", "busan", "daegu", "seoul"]
    (note,) = reading.notes
    assert "1 further distinct name was not looked up: 3 are" in note


def test_a_name_of_nature_stands_behind_with_the_kind_of_the_text():
    # 漢江, the river, is offered where the text says river, in addition to what the name is alone
    alone = lookup(9).answer("Канко")
    river = lookup(9).answer("Канко", "H")
    assert {one.place.id for one in alone} <= {one.place.id for one in river}
    assert any(one.place.feature_class == "H" for one in river)
    assert not any(one.match for one in river[len(alone) :])


def test_what_no_engine_reads_has_no_answer():
    assert not lookup(9).may_score("\u0301", 1.0)
    assert lookup(9).known("Ж" * 300) is None


def test_the_table_of_names_knows_names_and_their_cases():
    known = KnownNames(ENGINE.places, ENGINE.offered)
    for name in ("Seoul", "Keijō", "Fusan", "Пхеньян", "Пхеньяне", "平壤", "新义州", "부산"):
        found = known.find(name)
        assert found is not None, name
        assert (found.ranked, found.first) == (True, True), name
    assert known.find("Bartolow") is None

"""The grammar of sentences with placeholders, and the words of a fact in a language."""

import pytest

from korea_map.sentences import Choice, SentenceError, Value, fill, find_placeholders, parse


def filled(text, values=None, category="other"):
    known = values or {}
    return fill(text, lambda part: f"{known.get(part.name, part.name)}", lambda _: category)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ""),
        ("plain", "plain"),
        ("{a}", "7"),
        ("{a}{b.c-d.e}", "78"),
        ("x {a} y {a} z", "x 7 y 7 z"),
        ("{1952-a}", "9"),
        ("{a, plural, one {one} other {{a} of them}}!", "7 of them!"),
        ("{a,plural,other{x}}", "x"),
        ("{a , plural , other {x} }", "x"),
        ("{a, plural, other {{b.c-d.e, plural, other {deep {a}}}}} end", "deep 7 end"),
    ],
)
def test_a_sentence_is_filled(text, says):
    assert filled(text, {"a": 7, "b.c-d.e": 8, "1952-a": 9}) == says


@pytest.mark.parametrize(
    ("category", "says"), [("one", "1 point"), ("few", "few"), ("many", "points"), ("zero", "none")]
)
def test_the_text_of_a_category_is_chosen_and_else_the_other(category, says):
    text = "{n, plural, zero {none} one {1 point} few {few} other {points}}"
    assert filled(text, category=category) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{a:words} points", "Four points"),
        ("Yes. {a:words} points", "Yes. Four points"),
        ("Why? {a:words}", "Why? Four"),
        ("So! {a:words}", "So! Four"),
        ("*{a:words} points*", "*Four points*"),
        ("“{a:words} points”", "“Four points”"),
        ("('{a:words}", "('Four"),
        ("the {a:words} points", "the four points"),
        ("the *{a:words}*", "the *four*"),
        ("No.{a:words}", "No.four"),
        ("{a} points", "four points"),
        ("{b, plural, other {{a:words} points}}", "Four points"),
        ("In {b, plural, other {{a:words} points}}", "In four points"),
    ],
)
def test_a_number_in_words_begins_a_sentence_with_a_capital(text, says):
    assert filled(text, {"a": "four"}) == says


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("a } b", "} without {; delete it", 2),
        ("a {", "{ without the name of a value; see docs/words.md", 2),
        ("a {} b", "{ without the name of a value; see docs/words.md", 2),
        ("a { b}", "{ without the name of a value; see docs/words.md", 2),
        ("a {b", "{b is not closed by }", 2),
        ("a {b c}", "{b is not closed by }", 2),
        ("a {b:}", "{b is not closed by }", 2),
        ("a {b:words", "{b is not closed by }", 2),
        ("a {ü}", "{ without the name of a value; see docs/words.md", 2),
        ("a {b, plural, one {x}}", "the plural of b lacks the text for other", 2),
        ("a {b, plural, }", "the plural of b lacks the text for other", 2),
        (
            "a {b, plural, none {x} other {y}}",
            "plural texts of b begin with one of zero, one, two, few, many, other",
            2,
        ),
        (
            "a {b, plural, one x {x} other {y}}",
            "plural texts of b begin with one of zero, one, two, few, many, other",
            2,
        ),
        (
            "a {b, plural, other",
            "plural texts of b begin with one of zero, one, two, few, many, other",
            2,
        ),
        ("a {b, plural, other {y}", "{ without }; close it", 2),
        ("a {b, plural, other {y", "{ without }; close it", 20),
        ("a {b, plural, other {", "{ without }; close it", 20),
        ("{b, plural, other {" * 9, "more than 8 plurals within one another; write fewer", 152),
    ],
)
def test_a_fault_is_told_with_its_place(text, message, offset):
    with pytest.raises(SentenceError) as caught:
        parse(text)
    assert (str(caught.value), caught.value.offset) == (message, offset)


def test_plurals_stand_within_one_another_as_deep_as_anybody_writes():
    assert filled("{b, plural, other {" * 8 + "x" + "}}" * 8) == "x"


def test_every_placeholder_is_found_with_its_place_those_within_plurals_too():
    text = "{a} {b:words} {c, plural, one {{d}} other {x {e.f}}}"
    found = list(find_placeholders(text))
    assert [(one.name, one.offset) for one in found] == [
        ("a", 0),
        ("b", 4),
        ("c", 14),
        ("d", 31),
        ("e.f", 45),
    ]
    assert [type(one) for one in found] == [Value, Value, Choice, Value, Value]
    assert [one.form for one in found if isinstance(one, Value)] == ["", "words", "", ""]

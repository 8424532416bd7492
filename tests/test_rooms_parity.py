"""The page says in every language exactly what the build says, kinds of blanks apart."""

import dataclasses
import itertools
import re
from datetime import date

import pytest

from korea_map.dates import PartialDate
from korea_map.facts import FORMS, Fact, Kind
from korea_map.geodesy import UNITS, find_unit
from korea_map.sentences import SentenceError, parse
from korea_map.spans import Span
from korea_map.webmap.content import read_content
from korea_map.webmap.language import Language
from korea_map.webmap.page_data import describe_page

pytestmark = pytest.mark.browser

TAGS = ["en", "en-US", "ko", "pl", "ru", "fr", "de", "es", "pt-BR", "cs", "ar", "fa", "he", "hi",
        "tr", "ja", "zh-Hant", "zh-Hans", "th"]  # fmt: skip
BLANKS = re.compile("[\u00a0\u202f\u2009]")
NUMBERS = [0, 1, 2, 3, 4, 5, 11, 12, 21, 22, 100, 101, 1000, 1234, 30000, 0.5, 1.5, 2.25, 1.0005,
           0.0625, 12345.5]  # fmt: skip
SHARES = [0, 0.0004, 0.0005, 0.0043, 0.00999, 0.01, 0.015, 0.125, 0.135, 0.594, 1]
AREAS = [0, 0.4, 0.5, 2.5, 99.5, 104, 105, 994.9, 995, 1049.9, 1050, 11_889.4, 150]
DAYS = [date(1952, 1, 31), date(1953, 7, 27), date(1955, 9, 5), date(1904, 2, 29),
        date(2000, 12, 1), PartialDate(1951, 10), PartialDate(1951)]  # fmt: skip
PLURAL = (
    "{{{name}, plural, zero {{zero}} one {{one}} two {{two}} few {{few}} many {{many}} "
    "other {{other}}}}"
)


def even(text):
    """A text with one kind of blank."""
    return BLANKS.sub(" ", text)


@pytest.fixture(scope="module")
def content():
    return read_content()


def made_facts():
    """A fact of every kind and every value that is tried."""
    facts = {f"count-{i}": Fact(Kind.COUNT, number) for i, number in enumerate(NUMBERS)}
    facts |= {f"share-{i}": Fact(Kind.SHARE, share) for i, share in enumerate(SHARES)}
    facts |= {f"area-{i}": Fact(Kind.AREA, float(area)) for i, area in enumerate(AREAS)}
    facts |= {f"date-{i}": Fact(Kind.DATE, day) for i, day in enumerate(DAYS)}
    for unit, (i, number) in itertools.product(UNITS, enumerate(NUMBERS)):
        facts[f"length-{find_unit(unit).code}-{i}"] = Fact(Kind.LENGTH, number, unit)
    facts |= {"text": Fact(Kind.TEXT, "a {b} *c*"), "unsaid": Fact(Kind.SHARE, None)}
    return facts


def sentences_of(facts):
    """A text for each fact in each way to write it, and one for its plural."""
    texts = {}
    for name, fact in facts.items():
        for form in ("", *FORMS[fact.kind]):
            texts[f"say.{name}.{form}"] = f"{{{name}:{form}}} and {{{name}:{form}}}".replace(
                ":}", "}"
            )
        texts[f"say.{name}.plural"] = PLURAL.format(name=name)
    return texts


def words_of():
    """Units and numbers of a language that is made up, but for its numbers and dates."""
    many = PLURAL.format(name="count")
    units = {f"unit.{find_unit(unit).code}": f"{{value}} {unit} {many}" for unit in UNITS}
    numbers = {f"number.{n}": f"n{n}" for n in (0, 1, 5, 1.5, 100)}
    return {
        **units,
        **numbers,
        "ordinal.2": "second",
        "unit.km2": "{value} km²",
        "share.under": "<{share}",
        "share.about": "about {share}",
        "share.near": "≈{share}",
        "coverage.apart": "{low} to {high}",
    }


SAID = """([messages, facts, units, tag]) => {
    const { i18n } = koreaMap;
    koreaMap.units.load(units, { reach_m: 96560.64, steps: 500 });
    i18n.load(messages, tag);
    i18n.know((name) => facts[name]);
    return Object.fromEntries(Object.keys(messages[tag]).map((key) => [key, i18n.text(key)]));
}"""
METRES = {unit.code: unit.metres for unit in UNITS.values()}


def plain(facts):
    """Facts as the page has them."""
    return {
        name: [
            str(fact.kind),
            fact.value.isoformat() if fact.kind is Kind.DATE else fact.value,
            *([find_unit(fact.unit).code] if fact.unit else []),
        ]
        for name, fact in facts.items()
    }


def differences(said, language):
    """What the page says otherwise than the build, by key: [page, build]."""
    return {
        key: [text, language.plain(key)]
        for key, text in said.items()
        if even(text) != even(language.plain(key))
    }


@pytest.mark.parametrize("tag", TAGS)
def test_numbers_lengths_areas_shares_dates_and_plurals_are_those_of_the_build(enter, tag):
    facts = made_facts()
    language = Language(tag, {**words_of(), **sentences_of(facts)}, facts)
    given = [{tag: dict(language.catalogue)}, plain(facts), METRES, tag]
    said = enter("i18n").run(SAID, given)
    assert len(said) > 400
    assert differences(said, language) == {}


@pytest.mark.parametrize("tag", ["pl", "ar", "fr"])
def test_a_language_without_words_of_its_own_fills_the_documents_sentences(enter, content, tag):
    page = describe_page(content, "en")
    catalogue = {**page["messages"]["en"], "locale": tag}
    language = Language(tag, catalogue, content.facts)
    facts = page["facts"]
    said = enter("i18n").run(SAID, [{tag: catalogue}, facts, METRES, tag])
    assert differences(said, language) == {}


def test_the_page_says_every_message_as_the_build_does(visit, content):
    tab = visit()
    messages = describe_page(content, "en")["messages"]
    for tag, language in content.languages.items():
        tab.locator(f"button[data-lang={tag}]").click()
        said = tab.evaluate(
            """(keys) => Object.fromEntries(
                keys.map((key) => [key, koreaMap.i18n.text(key)]))""",
            list(messages[tag]),
        )
        assert differences(said, language) == {}, tag
        assert len(said) > 200


@pytest.mark.parametrize("tag", TAGS)
def test_distances_and_lines_of_figures_are_those_of_the_build(enter, tag):
    words = {
        "unit.km.short": "{value} km", "coverage.side": "{side} {share}", "list.join": "; ",
        "coverage.all": "All", "coverage.all.of": "of all", "ground.up.name": "Up",
        "ground.up.of": "of Up", "ground.far.of": "of Far", "unit.km2": "{value} km²",
        "coverage.beyond.part": "{area} {of}", "coverage.beyond": "Reach: {parts}.",
        "coverage.beyond.none": "Nothing {of}.", "coverage.meant": "It was for Home.",
        "coverage.most": "to {most}",
        "coverage.range": "{least} up to {most}", "coverage.if": "{figures}, if so",
        "coverage.condition": "if so", "coverage.certain": "certain: {figures}",
        "coverage.outside": "{area} not measured", "coverage.of": "{share} {of}",
        "share.under": "<{share}", "share.about": "about {share}",
        "share.near": "≈{share}",
    }  # fmt: skip
    language = Language(tag, words, {})
    tab = enter("figures")
    tab.run("given => koreaMap.i18n.load(...given)", [{tag: words}, tag])
    for km in (0, 0.04, 0.05, 1.25, 9.94, 9.95, 9.96, 10.4, 10.5, 178.7, 1234.5):
        assert even(tab.call("i18n.distance", km)) == even(language.distance(km)), km
    for share in SHARES:
        for so in ("about", "near"):
            page = tab.call("i18n.roughly", share, so)
            assert even(page) == even(language.roughly(share, so)), share
        spans = {
            "up": Span(share, min(1, share + 0.004), None if share > 0.5 else share / 2),
            "all": Span(1 - share, 1 - share, None if share > 0.5 else 0.01),
        }
        given = {side: dataclasses.asdict(one) for side, one in spans.items()}
        of_build = {"line": language.shares, "plain": language.figures}
        for name, tell in {
            **of_build,
            "alone": language.alone,
            "condition": language.condition,
        }.items():
            assert even(tab.call(f"figures.{name}", given)) == even(tell(spans)), name
    for far, outside, told in itertools.product((0, 0.49, 0.5, 7000), (0, 12), ([], ["far"])):
        areas = {"far": far, "outside": outside}
        page = tab.call("figures.beyond", {"beyond": ["far"]}, areas, told)
        assert even(page) == even(language.beyond(areas, ["far"], told))


NESTED = "{y, plural, one {one} other {{x, plural, one {a} other {{y} of {x:words}}}}}"
SENTENCES = [
    "", "no placeholder", "{x}", "{x:words}", "a {x:words} b", "{missing} and {missing:words}",
    "One. {x:words} two. {x:ordinal} three", "*{x:words}* of it", "“{x:words}”", "What? {x:words}!",
    "One. *{x:words}*", "a.{x:words}", "{word}", "{word:words}", "{other.key} twice: {other.key}",
    "{x, plural, one {a} other {b}}", "{x,plural,other{b}}", "{x , plural , other {b}  }",
    "{x, plural, one {{x} a}\tfew {b}\n other {{x:words} c}}", "{word, plural, one {a} other {b}}",
    "{missing, plural, one {a} other {b}}", "{y, plural, other {{x:words} first}} then",
    "One. {y, plural, other {{x:words}}}", "{d} {d:year} {d:month}", "{l} {l:words}. {l:words}",
    "{x}{y}{x:words}", "{a.b-c.d_e}", "{x, plural, other {}}", NESTED, f"So: {NESTED} {NESTED}",
]  # fmt: skip


@pytest.mark.parametrize("tag", ["en", "pl", "ar"])
@pytest.mark.parametrize("given", [1, 3, 1.5])
def test_a_sentence_is_read_as_the_build_reads_it(enter, tag, given):
    facts = {
        "x": Fact(Kind.COUNT, 2), "y": Fact(Kind.COUNT, given), "word": Fact(Kind.TEXT, "word"),
        "d": Fact(Kind.DATE, DAYS[0]), "l": Fact(Kind.LENGTH, given, "mile"),
        "a.b-c.d_e": Fact(Kind.COUNT, 7),
    }  # fmt: skip
    texts = {f"s.{i}": sentence for i, sentence in enumerate(SENTENCES)}
    own = {"number.2": "two", "number.1": "one", "ordinal.2": "second", "other.key": "{x:words}"}
    language = Language(tag, {**words_of(), **own, **texts}, facts)
    said = enter("i18n").run(SAID, [{tag: dict(language.catalogue)}, plain(facts), METRES, tag])
    assert differences(said, language) == {}


def test_what_is_given_goes_before_facts_and_messages(enter):
    facts = {"x": Fact(Kind.COUNT, 2)}
    words = {"s": "{x} {given} {n} {n, plural, one {a} other {b}}", "given": "message"}
    language = Language("en", words, facts)
    tab = enter("i18n")
    tab.run(SAID, [{"en": words}, plain(facts), METRES, "en"])
    for values in ({}, {"x": "other"}, {"given": "{x}"}, {"n": 1}, {"n": 1234.5678}, {"n": "1"}):
        assert tab.call("i18n.text", "s", values) == language.text("s", **values)


def test_what_the_build_refuses_is_no_sentence_of_the_page():
    for broken in ("{", "}", "{x", "{x:", "{x, plural, one {a}}", "{x, plural, other {a}"):
        with pytest.raises(SentenceError):
            parse(broken)

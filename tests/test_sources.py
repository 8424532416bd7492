"""Citations: what is one, what only looks like one, and keys of every usual make."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map import read_sources
from korea_map.checks import check
from korea_map.dataset import load_dataset
from korea_map.errors import DataError
from korea_map.sources import Citation, find_citation_faults, find_citations, split_citations

ENTRY = "@book{{{key},\n  title = {{A book}},\n  shorttitle = {{Book}},\n}}\n"
KEYS = [
    "armistice-1953",
    "doe_book_2000",
    "Doe2000",
    "doe:2000",
    "müller2001",
    "o'neill.2001",
    "smith+jones_2001",
    "DOE2000a",
    "DBLP:conf/icml/Doe2000",
    "1984",
    "김2001",
]


@pytest.mark.parametrize("key", KEYS)
def test_every_usual_key_can_be_cited_and_stand_in_the_bibliography(key, tmp_path):
    text = f"It says so ({key}[page 5])."
    assert list(find_citations(text)) == [(key, 12)]
    assert split_citations(text) == ["It says so (", Citation(key, "page 5"), ")."]
    (tmp_path / "sources.bib").write_text(ENTRY.format(key=key), encoding="utf-8")
    assert list(read_sources(tmp_path)) == [key]
    assert list(find_citation_faults(text, {key})) == []


@pytest.mark.parametrize("key", ["doe 2000", "doe[2000", "-doe2000", "doe2000:", "doe(2000)"])
def test_a_key_that_no_text_can_cite_is_a_fault_of_the_bibliography(key, tmp_path):
    (tmp_path / "sources.bib").write_text("% ours\n" + ENTRY.format(key=key), encoding="utf-8")
    with pytest.raises(DataError, match=r"sources\.bib:2:1: no text can cite"):
        read_sources(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "“[Inchon]”",
        "Incheon [Jemulpo]",
        "Incheon: [Jemulpo]",
        "Incheon:[Jemulpo]",
        "Tai[d]en as the editor has it",
        "armistice-1953",
        "armistice-1953[]",
        "armistice-1953 [paragraph 43]",
    ],
)
def test_brackets_of_ordinary_text_cite_nothing(text):
    assert list(find_citations(text)) == []
    assert split_citations(text) == [text]
    assert list(find_citation_faults(text, {"armistice-1953"})) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("So Xarmistice-1953[1].", (3, "'armistice-1953' has 'X' before it; put a blank")),
        ("So 3armistice-1953[1].", (3, "'armistice-1953' has '3' before it; put a blank")),
        ("So see:armistice-1953[1].", (3, "'armistice-1953' has 'see:' before it; put a blank")),
        ("So armistice-1953[1]and on.", (20, "'a' right after a citation; put a blank")),
        (
            "So armistice-1954[1].",
            (3, "sources.bib has no entry 'armistice-1954'; add it or correct the key"),
        ),
    ],
)
def test_a_citation_has_edges_and_an_entry(text, fault):
    assert list(find_citation_faults(text, {"armistice-1953", "geonames"})) == [fault]


def test_citations_in_a_row_are_each_found():
    text = "geonames[1] armistice-1953[43]; 'usmc-korea-5[appendix, 43]'"
    assert [key for key, _ in find_citations(text)] == [
        "geonames",
        "armistice-1953",
        "usmc-korea-5",
    ]


@settings(derandomize=True, max_examples=200)
@given(st.text(st.sampled_from("ab-1[]:. 'é조("), max_size=40))
def test_the_parts_of_a_text_are_the_text(text):
    parts = split_citations(text)
    assert "".join(map(str, parts)) == text
    assert all(str(part) for part in parts)
    assert [part.key for part in parts if isinstance(part, Citation)] == [
        key for key, _ in find_citations(text)
    ]


# Files as other programs write them.


def bibliography(folder, text, **options):
    (folder / "sources.bib").write_text(text, encoding="utf-8", newline="", **options)
    return read_sources(folder)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"Zagado{\v c}naia Koreja", "Zagadočnaia Koreja"),
        (r"M{\"u}ller", "Müller"),
        (r"M\"uller", "Müller"),
        (r"M{\"{u}}ller", "Müller"),
        (r"Ky\={o}to", "Kyōto"),
        (r"Ch\u{o}s\u{o}n", "Chŏsŏn"),
        (r"{\L}\'od\'z", "Łódź"),
        (r"S{\o}ren {\AA}ngstr{\"o}m, Stra{\ss}e", "Søren Ångström, Straße"),
        (r"Mar{\'\i}a and \'{\i}", "María and í"),
        (r"\c{c}a \.Z H{\d{a}}", "ça Ż Hạ"),
        (r"Smith \& Sons, 5\% of \$2", "Smith & Sons, 5% of $2"),
        (r"1952--1953 --- ``so''", "1952–1953 — “so”"),
        (r"The {K}orean \emph{War}", "The Korean War"),
        (r"\url{https://x/~a_b--c} and https://y/~d", "https://x/~a_b--c and https://y/~d"),
        ("A title\n  in two lines", "A title in two lines"),
        ("Ōsaka, 大邱, Тайкю", "Ōsaka, 大邱, Тайкю"),
    ],
)
def test_letters_of_latex_are_letters(written, read, tmp_path):
    sources = bibliography(tmp_path, f"@misc{{a, title = {{{written}}}, shorttitle = {{S}}}}\n")
    assert sources["a"].text == f"{read}."


def test_fields_and_kinds_may_be_in_capitals_and_in_several_lines(tmp_path):
    text = '@MISC{a,\r\n  TITLE = "T",\r\n  ShortTitle = {S\r\n  more},\r\n  NOTE = {x}\r\n}\r\n'
    source = bibliography(tmp_path, text)["a"]
    assert (source.short, source.text, source.reference) == ("S more", "T. x.", "T.")


def test_an_address_is_as_it_is_and_what_is_not_printed_may_be_anything(tmp_path):
    text = r"@misc{a, title={T}, shorttitle={S}, url={https://x/a\_b%20c~d}, file={C:\x\y}}"
    assert bibliography(tmp_path, text)["a"].url == "https://x/a_b%20c~d"


ENTRIES = {
    "no comma after a field": (
        "@misc{a,\n  title = {T}\n  shorttitle = {S}\n}\n",
        "2:1: a comma is missing after title; add it at its end",
    ),
    "no comma after several lines": (
        "@misc{a,\n  title = {T\n  more}\n  shorttitle = {S}\n}\n",
        "3:1: a comma is missing after title; add it at its end",
    ),
    "no comma after quotes": (
        '@misc{a,\n  shorttitle = {S},\n  title = "T"\n  year = 2000\n}\n',
        "3:1: a comma is missing after title; add it at its end",
    ),
    "no comma after a number": (
        "@misc{a,\n  title={T}, shorttitle={S},\n  year = 2000\n  note = {x}\n}\n",
        "3:1: a comma is missing after year; add it at its end",
    ),
    "no comma in one line": (
        "@misc{a, title={T} shorttitle={S}}\n",
        "1:1: a comma is missing after title; add it at its end",
    ),
    "no comma after the key": (
        "@misc{a\n  title = {T},\n  shorttitle = {S}\n}\n",
        "1:1: not BibTeX: a comma is missing after the key; add it",
    ),
    "no equals sign": (
        "@misc{a,\n  shorttitle = {S},\n  title {T}\n}\n",
        "3:1: not BibTeX: a = is missing between a field and its text; add it",
    ),
    "an open brace": (
        "@misc{a,\n  title = {T,\n  shorttitle = {S}\n}\n",
        "1:1: not BibTeX: a brace of the entry is not closed; add it",
    ),
    "no brace": (
        "@misc a, title={T}, shorttitle={S}}\n",
        "1:1: no entry: a { is missing after its kind; add it",
    ),
    "a field twice": (
        "@misc{a, title={T}, title={U}, shorttitle={S}}\n",
        "1:1: title twice in one entry; keep one",
    ),
    "a field twice but for case": (
        "@misc{a, title={T}, TITLE={U}, shorttitle={S}}\n",
        "1:1: title twice in entry 'a'; keep one",
    ),
    "a command that is no letter": (
        "@misc{a,\n  title = {T},\n  shorttitle = {\\foo S}\n}\n",
        "3:1: shorttitle has \\foo, which is no letter; write what it means in UTF-8",
    ),
    "a byte order mark": (
        "\ufeff@misc{a, title={T}, shorttitle={S}}\n",
        "1:1: byte order mark; save the file as UTF-8 without it",
    ),
}


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_fault_of_an_entry_is_named_where_it_is_and_once(kind, tmp_path):
    text, message = ENTRIES[kind]
    with pytest.raises(DataError) as caught:
        bibliography(tmp_path, text)
    (told,) = (f"{one.line}:{one.column}: {one.message}" for one in caught.value.problems)
    assert told == message


@pytest.mark.parametrize("key", read_sources())
def test_every_key_of_the_document_is_found_and_no_longer_one_is_taken_for_it(key):
    keys = set(read_sources())
    assert list(find_citation_faults(f"So {key}[page 1], or {key}[2].", keys)) == []
    for before in ("X", "3", "x-", "조"):
        ((place, told),) = find_citation_faults(f"So {before}{key}[page 1].", keys)
        assert (place, repr(key) in told) == (3, True)
    assert [one for one, _ in find_citations(f"({key}[1])")] == [key]


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://www.gutenberg.org/ebooks/65011", True),
        ("https://fr.wikisource.org/wiki/La_Corée/Annexes/4?a=[1]#b", True),
        ("http://[::1]:8000/", True),
        ("http://", False),
        ("http://[::1", False),
        ("https://a b.org/", False),
        ("https://a.org/b c", False),
        ("https://a.org:99999/", False),
        ("https://bank.com@evil.com/", False),
        ("https://a..org/", False),
        ('https://a.org/"><script>', False),
    ],
)
def test_a_web_address_names_a_host(url, right, small_data):
    path = small_data / "sources.bib"
    text = path.read_text(encoding="utf-8").replace("https://www.geonames.org/", url)
    path.write_text(text, encoding="utf-8")
    said = "the url of 'geonames' is no web address; copy it anew, blanks as %20"
    assert [one.message for one in check(small_data)] == ([] if right else [said])


def test_a_source_of_which_only_the_ground_has_need_says_so():
    dataset = load_dataset()
    uncited = set(read_sources()) - dataset.cited - {dataset.document.source}
    drawn = {"gshhg"}  # the rivers of the basemap, whose licence wants it named
    other = {key for key in uncited - drawn if not read_sources()[key].of_ground}
    assert not other, f"give these keywords = {{ground}} in sources.bib: {sorted(other)}"

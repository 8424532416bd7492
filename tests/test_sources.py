"""Citations: what is one, what only looks like one, and keys of every usual make."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_map import read_sources
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

"""What the page carries of its programs and style sheets: less, and the same."""

import pytest

from korea_map.errors import KoreaMapError
from korea_map.webmap.leaflet import read_leaflet_script
from korea_map.webmap.shortening import shorten_script, shorten_style


def test_comments_and_needless_spaces_are_left_away_and_texts_kept():
    program = """
      /* why */
      const told = `a  ${one}  // b`;  // here
      const way = /[/*] "/.test(text) ? "x  /* y */" : 'z';
    """
    assert shorten_script(program) == (
        'const told=`a  ${one}  // b`;const way=/[/*] "/.test(text)?"x  /* y */":\'z\';'
    )


def test_a_line_that_ends_a_statement_still_ends_it():
    assert shorten_script("let a = b\n++c\nreturn\nd") == "let a=b\n++c\nreturn\nd"


def test_what_begins_and_wakes_the_page_is_held_to_the_same_templates():
    with pytest.raises(KoreaMapError, match=r"line 2: a template runs over lines.*: let a = `b"):
        shorten_script("one();\nlet a = `b\nc`;")


@pytest.mark.parametrize(
    "rule",
    [
        "a{width:calc(100% - 2px + (3px * 4))}",
        "a :is(b,c) > d{}a:is(b){}",
        "@media screen and (min-width:3rem) and (not (hover)){a{b:c}}",
        "@container map (width < 3rem){a{b:c}}",
        "a{& b{c:d}&:hover{c:d}}",
        'a::after{content:"a  /* b */ : c"}',
        'a{--one: ;grid-template:"a b" auto/1fr}',
        "@font-face{unicode-range:U+26,U+0-7F}",
    ],
)
def test_a_style_sheet_keeps_the_spaces_that_mean_something(rule):
    spread = rule.replace("{", " {\n /* why */  ").replace("}", "\n}\n")
    kept = shorten_style(spread)
    assert kept == shorten_style(kept)
    for part in ("100% - 2px + (3px * 4)", "a :is(", "and (not (hover))", "map (", "& b", "a b",
                 '"a  /* b */ : c"'):  # fmt: skip
        assert (part in kept) == (part in rule)
    assert "why" not in kept


def test_a_licence_stays():
    assert "/*! whose */" in shorten_script("/*! whose */ one( );")
    assert "/*! whose */" in shorten_style("/*! whose */ a { b: c }")
    assert "Copyright (c) 2010-2022, Volodymyr Agafonkin" in read_leaflet_script()

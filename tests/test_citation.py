"""How the map is cited: CITATION.cff by its schema, and what the head of the page says."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import bibtexparser
import pytest
import yaml
from jsonschema import Draft7Validator

import korea_map
from korea_map.credit import AUTHOR, LICENCE, PUBLISHED
from korea_map.webmap.content import read_content
from korea_map.webmap.page import build_map

ROOT = Path(__file__).resolve().parent.parent


class Head(HTMLParser):
    """The meta tags of a page by their names."""

    def __init__(self, html):
        super().__init__()
        self.tags = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "meta" and told.get("name", "").startswith(("citation_", "DC.")):
            assert told["name"] not in self.tags
            self.tags[told["name"]] = told["content"]


@pytest.fixture(scope="module")
def citation():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    # dates stay text, as the schema wants them
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


def test_the_citation_file_is_valid_by_its_schema(citation):
    schema = json.loads((ROOT / "tests" / "schemas" / "cff_1.2.0.json").read_text("utf-8"))
    assert list(Draft7Validator(schema).iter_errors(citation)) == []
    assert list(Draft7Validator(schema).iter_errors({**citation, "license": ["Mine"]})) != []


def test_author_and_year_are_the_same_wherever_they_stand(citation):
    assert [one["name"] for one in citation["authors"]] == [AUTHOR]
    assert citation["version"] == korea_map.__version__
    (year, name) = re.search(
        r"Copyright \(c\) (\d{4}), (.+)", (ROOT / "LICENSE").read_text(encoding="utf-8")
    ).groups()
    assert (year, name.lower()) == (PUBLISHED, AUTHOR.lower())


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_head_of_the_page_says_how_it_is_cited(lang):
    page = build_map(lang=lang).get_root().render()
    assert Head(page).tags == {
        "citation_title": read_content().language(lang).text("document-title"),
        "citation_publication_date": PUBLISHED,
        "citation_publisher": AUTHOR,
        "citation_language": lang,
        "DC.type": "map",
        "DC.rights": LICENCE,
    }


def test_the_work_has_one_title_wherever_it_is_cited(citation, exported):
    title = read_content().language("en").text("document-title")
    assert citation["title"] == title
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"*{title}*" in readme
    bib = bibtexparser.parse_file(str(exported / "korea_map.bib"))
    assert bib.entries_dict["korea-map"]["title"] == title
    told = json.loads((exported / "korea_map.geojson").read_text(encoding="utf-8"))
    assert told["citation"].startswith(f"{title}. korea-map {korea_map.__version__}")


@pytest.mark.parametrize("data", [None, ROOT / "examples" / "neutral-zones-1951"])
def test_the_citation_of_a_page_begins_with_its_title(data):
    for language in read_content(data).languages.values():
        assert language.text("citation").startswith(language.text("document-title"))

"""What docs/words.md lists is what sentences may name and which texts there are."""

import re
from pathlib import Path

from korea_map.dataset import load_dataset
from korea_map.facts import ALL, FORMS
from korea_map.webmap.content import read_content
from korea_map.words import text_keys

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
DATA = load_dataset()
LISTED = set(re.findall(r"`([^`]+)`", TEXT))


def generic(name: str) -> str:
    """Return a name with the ids of this document and ground as the page writes them."""
    for first, letter in (("ground", "F"), ("step", "S")):
        if name.startswith(f"{first}."):
            return re.sub(rf"^{first}\.[\w-]+", f"{first}.{letter}", name)
    for ids, letter in (
        ([plan.id for plan in DATA.plans], "P"),
        ([*DATA.sides, ALL], "H"),
    ):
        for one in ids:
            name = re.sub(rf"(^|\.){re.escape(one)}(?=\.|$)", rf"\1{letter}", name)
    return name


def test_every_fact_is_on_the_page_and_no_other():
    for name in DATA.facts():
        shape = re.sub(r"^P\.(?:[\w-]+(?=\.area)|(?!H\b)[\w-]+(?=\.coasts))", "P.L", generic(name))
        assert shape in LISTED, name


def test_every_key_is_on_the_page():
    keys = text_keys(
        [plan.id for plan in DATA.plans],
        [stop.id for stop in DATA.stops],
        [feature.id for feature in DATA.basemap.features],
        [half.id for half in DATA.basemap.halves],
    )
    for key in keys:
        assert generic(key) in LISTED, key


def test_every_form_is_on_the_page():
    for forms in FORMS.values():
        for form in forms:
            assert any(f":{form}}}" in listed for listed in LISTED), form


def test_the_examples_say_what_the_page_says_they_do():
    english = read_content().language("en")
    shown = {
        "{unc.radius}": "30 miles",
        "{date:month}": "January 1952",
        "{unc.south.share}": "59%",
        "{unc.china.area}": "12,000 km²",
        "{cpv.claimed:ordinal}": "Tenth",
    }
    for text, said in shown.items():
        assert text in LISTED
        catalogue = {**english.catalogue, "example": text}
        assert type(english)("en", catalogue, english.facts).text("example") == said

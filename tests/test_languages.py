"""Languages: which tags are such, and what a catalogue of a document must have."""

import json

import pytest

from korea_map.languages import fault_of_tag, load_messages, read_messages
from korea_map.sentences import find_placeholders


@pytest.mark.parametrize(
    "tag", ["en", "ko", "zh-Hant", "zh-Hant-TW", "pt-BR", "es-419", "sr-Latn", "en-x-easy", "yue"]
)
def test_any_language_tag_is_one(tag):
    assert fault_of_tag(tag) is None


@pytest.mark.parametrize("tag", ["", "EN", "english", "en_GB", "en-gb", "zh-hant", "e", "en-"])
def test_what_is_no_language_tag_is_told(tag):
    assert fault_of_tag(tag) == f"{tag!r} is no language tag such as en, zh-Hant or pt-BR"


@pytest.mark.parametrize("tag", ["qx", "xx", "qqq"])
def test_a_tag_of_no_language_that_is_known_is_told(tag):
    assert fault_of_tag(tag) == f"{tag!r} is no language whose numbers and dates are known"


@pytest.mark.parametrize("tag", load_messages())
def test_a_catalogue_of_the_package_says_the_same_as_the_first(tag):
    model = next(iter(load_messages().values()))
    messages = load_messages()[tag]
    tables = ("number.", "ordinal.")
    assert {key for key in model if not key.startswith(tables)} == {
        key for key in messages if not key.startswith(tables)
    }
    for key, text in messages.items():
        if key in model:
            given = {one.name for one in find_placeholders(text)}
            assert given <= {one.name for one in find_placeholders(model[key])}, key


def test_without_a_folder_of_its_own_a_document_has_the_package_s(tmp_path):
    assert read_messages(tmp_path) == (dict(load_messages()), [])


def test_a_document_may_bring_a_language_and_change_one(tmp_path):
    (tmp_path / "messages").mkdir()
    english = dict(load_messages()["en"])
    for tag, text in (("en", "Start here"), ("fr", "Commencer")):
        path = tmp_path / "messages" / f"{tag}.json"
        path.write_text(json.dumps({**english, "action.walk": text}), encoding="utf-8")
    messages, problems = read_messages(tmp_path)
    assert problems == []
    assert [*messages] == ["en", "ko", "fr"]
    assert messages["en"]["action.walk"] == "Start here"
    assert messages["ko"] is load_messages()["ko"]


def test_a_faulty_catalogue_is_left_out_and_the_others_stay(tmp_path):
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "fr.json").write_text('{\n  "nothing": "rien"\n}\n', encoding="utf-8")
    messages, problems = read_messages(tmp_path)
    assert [*messages] == ["en", "ko"]
    last = max(problems)
    assert (last.line, last.column) == (2, 3)
    assert last.message == "'nothing' is no message of the page; delete it"
    assert len(problems) > 100

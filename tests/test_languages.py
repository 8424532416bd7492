"""Languages: which tags are such, and what a catalogue of a document must have."""

import json
import shutil

import pytest

from korea_map import languages
from korea_map.errors import DataError
from korea_map.languages import fault_of_tag, load_messages, read_messages


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


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Return a copy of the package's catalogues which is read in their place."""
    folder = tmp_path / "installed"
    shutil.copytree(languages._INSTALLED, folder)
    monkeypatch.setattr(languages, "_INSTALLED", folder)
    languages._read_installed.cache_clear()
    yield folder
    languages._read_installed.cache_clear()


def edit(path, **messages):
    """Change messages of a catalogue; None takes one out."""
    whole = {**json.loads(path.read_text(encoding="utf-8")), **messages}
    kept = {key: text for key, text in whole.items() if text is not None}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2), encoding="utf-8")


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ({"action.walk": None}, "no message 'action.walk'; translate the package's: "),
        ({"action.wlak": "x"}, "'action.wlak' is no message of the page; delete it"),
        ({"action.walk": 1}, "not a flat object of texts; see the package's en.json"),
        ({"action.walk": "{"}, "'action.walk': { without the name of a value"),
        ({"online": "{hostt}"}, "'online' has no value {hostt}"),
        ({"locale": "xx"}, "'xx' is no language whose numbers and dates are known"),
        ({"locale": "en_GB"}, "'en_GB' is no language tag such as en, zh-Hant or pt-BR"),
    ],
)
@pytest.mark.parametrize("of", ["package", "document"])
def test_every_fault_of_a_catalogue_is_told_whosever_it_is(tmp_path, installed, messages, told, of):
    if of == "document":
        (tmp_path / "messages").mkdir()
        shutil.copy(installed / "ko.json", tmp_path / "messages" / "ko.json")
    path = (tmp_path / "messages" if of == "document" else installed) / "ko.json"
    edit(path, **messages)
    _, problems = read_messages(tmp_path)
    assert [problem.message for problem in problems if problem.message.startswith(told)]
    assert {problem.file for problem in problems} == {str(path)}


def test_a_catalogue_of_the_package_with_a_fault_ends_in_a_problem(tmp_path, installed):
    edit(installed / "en.json", online="{host")
    with pytest.raises(DataError, match=r"'online': \{host is not closed by \}"):
        load_messages()
    assert len(read_messages(tmp_path)[1]) == 1


@pytest.mark.parametrize("name", ["zh_Hant", "DE", "german"])
def test_a_catalogue_that_is_named_for_no_language_is_told(tmp_path, installed, name):
    shutil.copy(installed / "en.json", installed / f"{name}.json")
    _, (problem,) = read_messages(tmp_path)
    assert problem.message == f"{name!r} is no language tag such as en, zh-Hant or pt-BR"


def test_a_language_before_english_is_held_against_english(tmp_path, installed):
    shutil.copy(installed / "en.json", installed / "de.json")
    edit(installed / "de.json", online=None, locale="de")
    messages, (problem,) = read_messages(tmp_path)
    assert problem.message.startswith("no message 'online'; translate the package's:")
    assert [*messages] == ["en", "ko"]

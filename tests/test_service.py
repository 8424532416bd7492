"""What the service answers: records from texts, without any server."""

import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from asking import faults

import korea_map
from korea_map.gazetteer import load_toponyms
from korea_map.model import OFFERED
from korea_map.names_out import Few
from korea_map.service import extend, manifest, preview, suggest
from korea_map.service.candidates import answer_batch
from korea_map.service.catalogue import open_catalogue
from korea_map.service.limits import BATCH, MOST_CANDIDATES, MOST_IDS, Deadline
from korea_map.service.properties import PROPERTIES
from korea_map.service.queries import read_batch
from korea_map.service.refusals import RefusedError

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue(None, None, Few())


def answer(catalogue, **queries):
    """Answer queries; both sides are held to their schemas."""
    assert faults(queries, "reconciliation-query-batch") == []
    batch = read_batch(json.dumps(queries))
    answers = answer_batch(catalogue, batch, Deadline())
    assert faults(answers, "reconciliation-result-batch") == []
    assert answers.keys() == queries.keys()
    return answers


def candidates(catalogue, name, **given):
    return answer(catalogue, q0={"query": name, **given})["q0"]["result"]


def property_(pid, value):
    return {"properties": [{"pid": pid, "v": value}]}


def test_the_schemas_find_what_is_wrong():
    whole = {"versions": ["0.2"], "name": "n", "identifierSpace": "i", "schemaSpace": "s"}
    assert faults(whole, "manifest") == []
    for fault in (
        {"versions": ["0.1"]},
        {"view": {"url": "no place for the id"}},
        {"defaultTypes": [{"id": "P"}]},
        {"authentication": {"type": "basic"}},
        {"suggest": {"entity": {"flyout_service_path": "/flyout"}}},
    ):
        assert faults(whole | fault, "manifest"), fault
    unscored = {"q0": {"result": [{"id": "busan", "name": "Busan"}]}}
    assert faults(unscored, "reconciliation-result-batch")
    assert faults({"meta": [], "rows": {"a": {"b": [{"str": 1}]}}}, "data-extension-response")
    assert faults({"result": [{"id": "a"}]}, "suggest-entities-response")


def test_the_manifest_is_one_and_says_what_there_is(catalogue):
    told = manifest.describe_service(catalogue, BASE)
    assert faults(told, "manifest") == []
    assert told["versions"] == ["0.1", "0.2"]
    assert told["batchSize"] == BATCH
    assert told["defaultTypes"][0]["id"] == "place"
    classes = {place.feature_class for place in korea_map.load_places().values()} - {"", "L"}
    assert {one["id"] for one in told["defaultTypes"]} >= classes | {"place"}
    assert told["serviceVersion"] == korea_map.__version__


def test_every_name_of_the_document_is_answered_as_the_engine_answers(catalogue):
    names = sorted({toponym.toponym for toponym in load_toponyms()})
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        answers = answer(catalogue, **{name: {"query": name} for name in some})
        for name in some:
            given = [(one["id"], one["match"]) for one in answers[name]["result"]]
            found = korea_map.reconcile(name)
            assert given == [(one.place.id, one.match) for one in found], name
            assert answers[name]["result"][0]["score"] == found[0].score


def test_a_candidate_says_its_characters_its_kind_and_its_chain(catalogue):
    (best,) = candidates(catalogue, "Suigei", limit=1)
    assert (best["id"], best["name"], best["match"]) == ("suwon", "Suwon 水原", True)
    assert best["description"] == (
        "水原 → Suigen → Суйген → Suige[i]; 水原 수원, settlement, 京畿道 郡, south"
    )
    assert best["type"] == [{"id": "P", "name": "settlement"}, {"id": "place", "name": "place"}]
    features = {one["id"]: one["value"] for one in best["features"]}
    assert features.keys() == {"edit", "reading", "prior", "offered"}
    assert (features["edit"], features["offered"]) == (0.25, False)


def test_a_place_that_is_offered_says_so_and_is_never_matched(catalogue):
    for number, place_id in enumerate(sorted(catalogue.offered)[::200]):
        place = catalogue.places[place_id]
        given = candidates(catalogue, place.hangul or place.title, limit=MOST_CANDIDATES)
        for one in given:
            features = {feature["id"]: feature["value"] for feature in one["features"]}
            offered = one["id"] in catalogue.offered
            assert features["offered"] is offered
            assert (f"{OFFERED}, never matched" in one["description"]) is offered
            assert not (offered and one["match"])
        assert number < 40


def test_scores_fall_from_candidate_to_candidate(catalogue):
    for name in ("Kanko", "Taiko", "acheon-gyeongsang", "sinuiju", "金川"):
        scores = [one["score"] for one in candidates(catalogue, name, limit=20)]
        assert scores == sorted(scores, reverse=True), name
        assert all(0 <= score <= 100 for score in scores)


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("north", "kumchon"),
        ("South", "gimcheon"),
        ("126,37.5,127,39", "kumchon"),
        ("126; 37.5; 127; 39", "kumchon"),
        ("128.1, 36.1, 30", "gimcheon"),
        ([" north "], "kumchon"),
        ({"id": "north"}, "kumchon"),
    ],
)
def test_within_narrows_to_a_side_a_box_or_a_circle(catalogue, value, first):
    found = candidates(catalogue, "Kinsen", **property_("within", value))
    assert found[0]["id"] == first
    everywhere = {one["id"] for one in candidates(catalogue, "Kinsen", limit=50)}
    assert {"kumchon", "gimcheon"} <= everywhere


@pytest.mark.parametrize("value", ["", " ", [], None])
def test_a_blank_cell_narrows_nothing(catalogue, value):
    query = {"query": "Kinsen", "properties": [{"pid": "within", "v": value}]}
    (given,) = answer_batch(catalogue, {"q0": query}, Deadline()).values()
    assert given == answer(catalogue, q0={"query": "Kinsen"})["q0"]


@pytest.mark.parametrize("value", ["P", "settlement", "Settlements", ["settlement"]])
def test_class_narrows_as_a_type_does(catalogue, value):
    by_class = candidates(catalogue, "Kanko", limit=10, **property_("class", value))
    by_type = candidates(catalogue, "Kanko", limit=10, type="P")
    assert by_class == by_type
    assert {one["type"][0]["id"] for one in by_class} == {"P"}


def test_several_types_are_all_looked_among(catalogue):
    found = candidates(catalogue, "Kanko", limit=10, type=["H", "A"])
    assert {one["type"][0]["id"] for one in found} == {"H", "A"}
    assert candidates(catalogue, "Kanko", type=["H", "place"]) == candidates(catalogue, "Kanko")


def test_several_properties_of_one_id_are_as_one_with_their_values(catalogue):
    both = [{"pid": "class", "v": "H"}, {"pid": "class", "v": "region"}]
    found = candidates(catalogue, "Kanko", limit=10, properties=both)
    assert found == candidates(catalogue, "Kanko", limit=10, type=["H", "A"])
    areas = [{"pid": "within", "v": "north"}, {"pid": "within", "v": "south"}]
    given = answer(catalogue, q0={"query": "Kinsen", "properties": areas})["q0"]
    assert given == {"result": [], "message": "within has 2 values; give one"}


def test_type_and_class_that_exclude_each_other_leave_nothing(catalogue):
    given = answer(catalogue, q0={"query": "Kanko", "type": "P", **property_("class", "H")})["q0"]
    assert given["result"] == []
    assert given["message"].startswith("no place is of that class; there are settlement")


def test_an_unknown_property_is_left_out_and_told(catalogue):
    given = answer(catalogue, q0={"query": "Singisiu", **property_("mayor", "somebody")})["q0"]
    assert given["result"] == candidates(catalogue, "Singisiu")
    assert given["message"] == "property 'mayor' left out; a query may have within, class"


def test_a_type_that_is_none_narrows_nothing(catalogue):
    batch = {"q0": {"query": "Singisiu", "type": json.loads(DEEP)}}
    given = answer_batch(catalogue, batch, Deadline())["q0"]
    assert given["result"] == candidates(catalogue, "Singisiu")
    assert given["message"].startswith("unknown type a list left out")


def test_an_unknown_type_narrows_nothing_and_is_told(catalogue):
    given = answer(catalogue, q0={"query": "Singisiu", "type": "/location/citytown"})["q0"]
    assert given["result"] == candidates(catalogue, "Singisiu")
    assert given["message"].startswith("unknown type '/location/citytown' left out; there are")


# JSON that is read, and that no sentence could show
DEEP = "[" * 500 + "]" * 500
FAULTY = {
    "no object": (5, "5 is no query"),
    "no object but lists in lists": (json.loads(DEEP), "a list is no query"),
    "a name in lists": ({"query": json.loads(DEEP)}, "a list is no name"),
    "a limit in lists": ({"query": "T", "limit": json.loads(DEEP)}, "limit a list is no whole"),
    "a property in lists": ({"query": "T", "properties": json.loads(DEEP)}, "a list is no prop"),
    "a value in lists": (
        {"query": "T", **property_("class", json.loads(DEEP))},
        "class has a list for a value; give a text",
    ),
    "no name": ({}, "there is no name"),
    "a name that is a number": ({"query": 1952}, "1952 is no name"),
    "a blank name": ({"query": " "}, "the name is empty"),
    "no letters": ({"query": "1952"}, "no Latin, Cyrillic, Korean or Chinese letters in '1952'"),
    "a sentence": ({"query": "x" * 5000}, "5000 characters are no place name"),
    "half a character": ({"query": "Taiko\ud800"}, "character 6 is not UTF-8"),
    "a control character": ({"query": "Tai\u0007ko"}, "control character U+0007"),
    "a limit of nothing": ({"query": "Taiko", "limit": 0}, "limit 0 is no whole number"),
    "a limit in words": ({"query": "Taiko", "limit": "five"}, "limit 'five' is no whole number"),
    "half a limit": ({"query": "Taiko", "limit": 2.5}, "limit 2.5 is no whole number"),
    "a limit that is no number": ({"query": "T", "limit": float("nan")}, "limit nan is no whole"),
    "a limit without end": ({"query": "T", "limit": float("inf")}, "limit inf is no whole"),
    "properties that are none": ({"query": "T", "properties": {}}, "properties is no list"),
    "a property without an id": ({"query": "T", "properties": [{}]}, "an object is no property"),
    "no area": (
        {"query": "Kinsen", **property_("within", "Pyongyang")},
        "within 'Pyongyang' is no area; give north, south, W,S,E,N in degrees, or LON,LAT,KM",
    ),
    "a box turned round": (
        {"query": "Kinsen", **property_("within", "129,39,126,37")},
        "within '129,39,126,37' is no area",
    ),
    "two areas": (
        {"query": "Kinsen", **property_("within", ["north", "south"])},
        "within has 2 values; give one",
    ),
    "no class": ({"query": "Kinsen", **property_("class", "castle")}, "no class 'castle'"),
    "a class that nothing is of": (
        {"query": "Kinsen", **property_("class", "V")},
        "no place is of that class",
    ),
}


@pytest.mark.parametrize(("query", "message"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_query_has_a_sentence_and_the_others_are_answered(catalogue, query, message):
    answers = answer_batch(catalogue, {"q0": query, "q1": {"query": "Singisiu"}}, Deadline())
    assert faults(answers, "reconciliation-result-batch") == []
    assert answers["q0"]["result"] == []
    assert answers["q0"]["message"].startswith(message)
    assert len(answers["q0"]["message"]) <= 1000
    assert answers["q1"]["result"][0]["id"] == "sinuiju"


@pytest.mark.parametrize(("limit", "most"), [(1, 1), (3.0, 3), (100000, MOST_CANDIDATES)])
def test_a_limit_is_kept_and_bounded(catalogue, limit, most):
    assert len(candidates(catalogue, "Kanko", limit=limit)) == most


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ('{"q0": {', 400, "queries is no JSON: Expecting property name"),
        ("", 400, "queries is no JSON: Expecting value at character 1"),
        ("[]", 400, 'queries is no batch; give {"q0": {"query": "Singisiu"}}'),
        ("[" * 200_000, 400, "queries is nested too deep"),
        ('{"q0": ' + "9" * 5000 + "}", 400, "queries holds a number that is too long"),
        (
            json.dumps({str(key): {} for key in range(BATCH + 1)}),
            413,
            "51 queries; send at most 50",
        ),
    ],
    ids=["broken", "empty", "a list", "nested", "a long number", "too many"],
)
def test_a_batch_that_is_none_is_refused(text, status, message):
    with pytest.raises(RefusedError) as refused:
        read_batch(text)
    assert refused.value.status == status
    assert str(refused.value).startswith(message)


def test_a_batch_is_answered_whole_or_not_at_all(catalogue):
    with pytest.raises(RefusedError, match="send fewer names") as refused:
        answer_batch(catalogue, {"q0": {"query": "Singisiu"}}, Deadline(0))
    assert refused.value.status == 503


def test_an_id_gives_its_place_first_and_no_match_by_itself(catalogue):
    village = candidates(catalogue, "acheon-gyeongsang")[0]
    assert (village["id"], village["score"], village["match"]) == ("acheon-gyeongsang", 100, False)
    assert candidates(catalogue, "sinuiju", limit=1)[0]["match"]
    narrowed = candidates(catalogue, "acheon-gyeongsang", **property_("within", "north"))
    assert "acheon-gyeongsang" not in {one["id"] for one in narrowed}


# suggest


def suggested(catalogue, prefix, skip=0):
    given = suggest.suggest_places(catalogue, prefix, Deadline(), skip=skip)
    assert faults(given, "suggest-entities-response") == []
    return given["result"]


@pytest.mark.parametrize("prefix", ["Sinŭiju", "sinui", "SHINGISHU", "신의주", "신의ㅈ", "新義"])
def test_a_place_is_suggested_by_the_beginning_of_any_of_its_names(catalogue, prefix):
    assert "sinuiju" in [one["id"] for one in suggested(catalogue, prefix)]


@pytest.mark.parametrize("place_id", ["busan", "acheon-gyeongsang", "kumchon"])
def test_what_is_called_just_so_comes_first_by_name_and_by_id(catalogue, place_id):
    assert suggested(catalogue, place_id)[0]["id"] == place_id


def test_a_spelling_that_begins_no_name_gives_what_it_may_mean(catalogue):
    assert suggested(catalogue, "Manpkhodin")[0]["id"] == "manpo"
    for prefix in ("", "?!", "1952", "\ud800", "z" * 100_000):
        assert suggested(catalogue, prefix) == []


def test_a_cursor_goes_on_where_the_last_answer_ended(catalogue):
    first, second = suggested(catalogue, "s"), suggested(catalogue, "s", suggest.MOST)
    assert len(first) == len(second) == suggest.MOST
    assert not {one["id"] for one in first} & {one["id"] for one in second}
    assert suggested(catalogue, "s", 1_000_000) == []


@pytest.mark.parametrize("text", ["-1", "x", "1.5", "1" * 20, "٣"])
def test_a_cursor_that_is_no_number_is_refused(text):
    with pytest.raises(RefusedError, match="is no whole number"):
        suggest.read_count(text, "cursor")


def test_properties_and_kinds_are_suggested(catalogue):
    every = suggest.suggest_properties("")
    assert faults(every, "suggest-properties-response") == []
    assert [one["id"] for one in every["result"]] == list(PROPERTIES)
    assert [one["id"] for one in suggest.suggest_properties("with")["result"]] == ["within"]
    kinds = suggest.suggest_kinds(catalogue, "")
    assert faults(kinds, "suggest-types-response") == []
    assert kinds["result"][0]["id"] == "place"
    for prefix in ("H", "wat", "waters"):
        assert suggest.suggest_kinds(catalogue, prefix)["result"][0]["id"] == "H"
    assert suggest.suggest_kinds(catalogue, "castle") == {"result": []}


@pytest.mark.parametrize(
    ("what", "one"), [("entity", "busan"), ("property", "hanja"), ("type", "H")]
)
def test_a_suggestion_flies_out_as_text(catalogue, what, one):
    told = suggest.fly_out(catalogue, what, one)
    assert told["id"] == one
    assert re.fullmatch("<p><b>[^<>]+</b></p><p>[^<>]+</p>", told["html"])
    with pytest.raises(RefusedError, match=f"no {what} has the id '<b>'"):
        suggest.fly_out(catalogue, what, "<b>")


# extend


def extended(catalogue, ids, properties):
    text = json.dumps({"ids": ids, "properties": [{"id": one} for one in properties]})
    assert faults(json.loads(text), "data-extension-query") == []
    given = extend.extend(catalogue, extend.read_wish(text))
    assert faults(given, "data-extension-response") == []
    assert [one["id"] for one in given["meta"]] == properties
    assert given["rows"].keys() == set(ids)
    assert all(list(row) == properties for row in given["rows"].values())
    return given


def test_coordinates_characters_and_numbers_are_added(catalogue):
    wanted = ["coordinates", "hanja", "hangul", "geonames", "lat", "lon", "within", "class"]
    given = extended(catalogue, ["sinuiju", "acha-san"], wanted)
    place = korea_map.load_places()["sinuiju"]
    assert given["rows"]["sinuiju"] == {
        "coordinates": [{"str": f"{place.lat},{place.lon}"}],
        "hanja": [{"str": "新義州"}],
        "hangul": [{"str": "신의주"}],
        "geonames": [{"str": place.geo_id}],
        "lat": [{"float": place.lat}],
        "lon": [{"float": place.lon}],
        "within": [{"str": "north"}],
        "class": [{"str": "settlement"}],
    }
    # its position is no one's number at GeoNames, and it has no characters
    assert given["rows"]["acha-san"]["geonames"] == given["rows"]["acha-san"]["hanja"] == []
    assert "message" not in given


def test_every_property_of_many_places_has_the_form_of_the_api(catalogue):
    ids = list(catalogue.places)[::9]
    for start in range(0, len(ids), MOST_IDS):
        extended(catalogue, ids[start : start + MOST_IDS], list(PROPERTIES))


def test_an_unknown_place_and_an_unknown_property_have_empty_cells(catalogue):
    given = extended(catalogue, ["busan", "atlantis"], ["mayor", "hanja"])
    assert given["rows"]["atlantis"] == {"mayor": [], "hanja": []}
    assert given["rows"]["busan"] == {"mayor": [], "hanja": [{"str": "釜山"}]}
    assert given["message"].startswith("no property 'mayor', its cells are empty; there are coord")


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ("{", 400, "extend is no JSON"),
        ("[]", 400, "extend is no object"),
        ('{"ids": []}', 400, "extend has no list properties"),
        ('{"ids": "busan", "properties": []}', 400, "extend has no list ids"),
        ('{"ids": [1], "properties": []}', 400, "ids holds one that has no id as a text"),
        ('{"ids": [], "properties": ["hanja"]}', 400, "properties holds one that has no id"),
        (json.dumps({"ids": ["a"] * 1001, "properties": []}), 413, "1001 ids; send at most 1000"),
        (json.dumps({"ids": [], "properties": [{"id": "a"}] * 51}), 413, "51 properties; send at"),
    ],
)
def test_a_wish_that_is_none_is_refused(text, status, message):
    with pytest.raises(RefusedError) as refused:
        extend.read_wish(text)
    assert refused.value.status == status
    assert str(refused.value).startswith(message)


def test_properties_are_proposed_for_any_type():
    every, some = extend.propose_properties("P"), extend.propose_properties("", 2)
    for given in (every, some):
        assert faults(given, "data-extension-property-proposal") == []
    assert [one["id"] for one in every["properties"]] == list(PROPERTIES)
    assert (len(some["properties"]), some["limit"]) == (2, 2)


# preview


def test_a_preview_shows_names_chain_certainty_and_evidence(catalogue):
    page = preview.render_preview(catalogue, "pyoktong")
    for text in (">碧潼<", ">벽동<", "40.62417, 125.435", "平安北道 郡", "Hekidō"):
        assert text in page
    assert "碧潼 → Hekidō → Хекидо → Khekido" in page
    decided = next(one for one in catalogue.decided_of(catalogue.places["pyoktong"]))
    assert f'<span class="quiet">{decided.certainty}</span>' in page
    assert "Against it: GeoNames gives Hekido to Pyŏktan too" in page
    assert "by Russian letters" not in page


def test_a_place_of_no_document_shows_the_chain_of_the_tables(catalogue):
    page = preview.render_preview(catalogue, "sangju")
    assert "尙州 → Shōshū → Сёсю → Siosiu" in page
    assert "by Russian letters, as the tables give it" in page


def test_a_name_that_is_asked_has_its_own_chain(catalogue):
    page = preview.render_preview(catalogue, "suwon", "Suigei")
    assert "水原 → Suigen → Суйген → Suige<mark>i</mark>" in page
    other = preview.render_preview(catalogue, "suwon", "1952")
    assert "No reading of the place leads to this spelling." in other


def test_what_is_asked_stays_text(catalogue):
    page = preview.render_preview(catalogue, "busan", "<script>alert(1)</script>Pusan")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    with pytest.raises(RefusedError) as refused:
        preview.render_preview(catalogue, "<img src=x>")
    assert refused.value.status == 404
    assert "<img" not in preview.render_refusal(str(refused.value))


def test_every_place_has_a_preview_and_an_offered_one_says_so(catalogue):
    for place_id in [*list(catalogue.places)[::400], *sorted(catalogue.offered)[::800]]:
        page = preview.render_preview(catalogue, place_id)
        assert page.count("<h1>") == 1
        assert ("offered for a name, never matched" in page) is (place_id in catalogue.offered)


def test_the_policy_allows_the_style_of_the_page_and_nothing_else(catalogue):
    page = preview.render_preview(catalogue, "busan")
    (style,) = re.findall("<style>(.*?)</style>", page, flags=re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in preview.policy()
    assert "default-src 'none'" in preview.policy()
    assert not re.search(r"<script|\son\w+=|https?://", page)


# what it is made of


def test_a_document_of_ones_own_brings_its_own_names(small_data):
    own = open_catalogue(None, small_data, Few())
    assert [one.toponym for one in own.decided_of(own.places["busan"])]
    assert preview.render_preview(own, "busan").count("<h2>") >= 1


def test_a_folder_with_places_alone_will_do(small_data):
    for name in ("gazetteer.csv", "sources.bib"):
        (small_data / name).unlink()
    own = open_catalogue(None, small_data, Few())
    assert own.decided_of(own.places["busan"]) == []


def test_a_dump_adds_its_places_by_their_numbers(tmp_path):
    row = ["9000001", "Haksan-ni", "", "학산리,鶴山里", "39.5", "126.5", "P", "PPL", "KP"]
    dump = tmp_path / "KP.txt"
    dump.write_text("\t".join(row + [""] * 10) + "\nbroken\n", encoding="utf-8")
    problems = Few()
    own = open_catalogue(dump, None, problems)
    assert problems.count == 1
    assert candidates(own, "9000001")[0]["id"] == "9000001"
    assert "9000001" in {one["id"] for one in suggested(own, "鶴山里")}
    assert extended(own, ["9000001"], ["geonames"])["rows"]["9000001"]["geonames"] == [
        {"str": "9000001"}
    ]

"""Linked Places by the schema of the World Historical Gazetteer, and LP-TSV by its own rules."""

import copy
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

import korea_map
from korea_map.fields import fields_of

SCHEMAS = Path(__file__).resolve().parent / "schemas"
SCHEMA = Draft7Validator(json.loads((SCHEMAS / "lpf_v2.0.jsonld").read_text(encoding="utf-8")))
POINTS = korea_map.read_gazetteer().fillna({"rivals": ""})
LISTS = korea_map.read_proposals()
PLACES = korea_map.load_places()
DATES = LISTS["date_text"].to_dict()


@pytest.fixture(scope="module")
def whole(exported):
    return json.loads((exported / "korea_map_lpf.json").read_text(encoding="utf-8"))


def points_of(place):
    """The rows of the gazetteer of a feature, by the id behind its prefix."""
    key = place.removeprefix("koreamap:")
    return POINTS[(POINTS["place_id"] == key) | (POINTS["id"] == key)]


def has_time(feature):
    """Whether a feature says when: the schema lets one through that says nothing."""
    spans = feature.get("when", {}).get("timespans", [])
    years = [one.get("year") for name in feature["names"] for one in name.get("citations", [])]
    return bool(spans) or any(years)


def test_the_schema_of_the_gazetteer_finds_no_fault(whole):
    assert list(SCHEMA.iter_errors(whole)) == []


def test_there_is_one_feature_for_each_place_and_for_each_point_without(whole):
    ids = [feature["@id"] for feature in whole["features"]]
    unplaced = POINTS.loc[POINTS["place_id"].isna(), "id"]
    assert len(ids) == len(set(ids))
    assert set(ids) == {f"koreamap:{key}" for key in [*POINTS["place_id"].dropna(), *unplaced]}


def test_every_attestation_is_a_name_with_its_source_and_year(whole):
    sources = korea_map.read_sources()
    for feature in whole["features"]:
        names = feature["names"]
        for row in points_of(feature["@id"]).itertuples():
            date = DATES[row.list]
            (name,) = (
                one
                for one in names
                if (one["toponym"], one["lang"]) == (row.toponym, row.toponym_lang)
                and {"start": {"in": date}} in one.get("when", {}).get("timespans", [])
            )
            key, locus = re.fullmatch(r"([\w-]+)\[([^\]]+)\].*", row.citation).groups()
            cited = name["citations"][0]
            assert cited["label"] == f"{sources[key].short}, {locus}"
            assert cited.get("year") == sources[key].year
            assert name.get("certainty") == (
                row.certainty if row.place_id == row.place_id else None
            )


def test_the_year_of_a_citation_is_that_of_its_source(bare_data, tmp_path):
    korea_map.export(bare_data, to=tmp_path, formats="lpf")
    sources = korea_map.read_sources(bare_data)
    whole = json.loads((tmp_path / "korea_map_lpf.json").read_text(encoding="utf-8"))
    cited = [
        one
        for feature in whole["features"]
        for name in feature["names"]
        for one in name.get("citations", [])
    ]
    years = {one.short: one.year for one in sources.values()}
    assert cited
    for one in cited:
        assert one.get("year") == years[one["label"].rpartition(", ")[0]]


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("date = {1952-01-31}", "1952"),
        ("date = {1952-01}", "1952"),
        ("year = {1972}", "1972"),
        ("year = {{1972}}", "1972"),
        ("year = 1972", "1972"),
        ("year = {n.d.}", None),
        ("year = {c. 1950}", None),
        ("date = {1950/1953}", None),
        ("note = {1972}", None),
    ],
)
def test_a_source_has_the_year_that_its_entry_names(tmp_path, date, year):
    entry = f"@book{{one,\n  title = {{One}},\n  shorttitle = {{One}},\n  {date}\n}}\n"
    (tmp_path / "sources.bib").write_text(entry, encoding="utf-8")
    assert korea_map.read_sources(tmp_path)["one"].year == year


def test_a_position_is_cited_by_the_page_of_its_place(whole):
    for feature in whole["features"]:
        shape = feature["geometry"] or {"geometries": []}
        for part in shape.get("geometries", [shape]):
            (cited,) = part["citations"]
            rows = points_of(feature["@id"]).query("geo_source == 'GeoNames'")
            ids = {f"https://www.geonames.org/{one}" for one in rows["geo_id"]}
            assert cited.get("@id") != "https://www.geonames.org/"
            if cited["label"].startswith("GeoNames"):
                assert cited["@id"] in ids


def test_every_feature_says_when(whole):
    for feature in whole["features"]:
        assert has_time(feature)
        spans = [one["start"]["in"] for one in feature["when"]["timespans"]]
        assert set(spans) == {DATES[name] for name in points_of(feature["@id"])["list"]}


def test_places_are_where_the_gazetteer_has_them(whole):
    for feature in whole["features"]:
        rows, shape = points_of(feature["@id"]), feature["geometry"]
        own = {(point.x, point.y) for point in rows.geometry if point is not None}
        if shape is None:
            assert own == set()
            continue
        parts = shape.get("geometries", [shape])
        assert {tuple(part["coordinates"]) for part in parts} == own
        for part in parts:
            tolerances = {row.location_tolerance_km for row in rows.itertuples()}
            assert part["approximation"]["type"] == "geo:hasSpatialAccuracy"
            assert part["approximation"]["tolerance"] in tolerances
            assert part["certainty"] in set(rows["certainty"])


def test_what_is_not_named_has_no_geometry(whole):
    nowhere = [one["properties"]["title"] for one in whole["features"] if one["geometry"] is None]
    assert nowhere == list(POINTS.loc[POINTS.geometry.isna(), "toponym"])


def test_rivals_are_no_features(whole):
    rivals = {rival for cell in POINTS["rivals"] for rival in cell.split("|") if rival}
    named = set(POINTS["place_id"].dropna())
    assert not {f"koreamap:{one}" for one in rivals - named} & {
        feature["@id"] for feature in whole["features"]
    }
    assert rivals - named, "some rival is named by no list"


def test_places_have_class_country_type_and_match(whole):
    for feature in whole["features"]:
        place = PLACES.get(feature["@id"].removeprefix("koreamap:"))
        told = feature["properties"]
        if place is None:
            assert (told["fclasses"], "links" in feature, "types" in feature) == (
                ["X"],
                False,
                False,
            )
            continue
        assert (told["title"], told["ccodes"]) == (place.title, [place.country])
        assert told["fclasses"] == [place.feature_class]
        code = f"{place.feature_class}.{place.feature_code}"
        assert [one["label"] for one in feature["types"]] == [code]
        assert feature["links"] == [{"type": "closeMatch", "identifier": f"gn:{place.geo_id}"}]
        languages = {name["lang"]: name["toponym"] for name in feature["names"]}
        assert languages["ko"] == place.hangul.split("|")[0]


def without(key):
    return lambda feature: feature.pop(key)


def swap(feature):
    feature["geometry"]["coordinates"].reverse()


MUTANTS = {
    "no class": lambda feature: (feature.pop("types"), feature["properties"].pop("fclasses")),
    "no names": without("names"),
    "odd certainty": lambda feature: feature["geometry"].update(certainty="probably"),
    "odd date": lambda f: f["when"]["timespans"][0]["start"].update({"in": "31 January 1952"}),
    "bare id": lambda feature: feature.update({"@id": "seoul"}),
    "swapped coordinates": swap,
}


@pytest.fixture
def mutant(whole):
    feature = copy.deepcopy(next(one for one in whole["features"] if one["@id"].endswith(":wonju")))
    collection = {"type": "FeatureCollection", "features": [feature]}
    assert list(SCHEMA.iter_errors(collection)) == []
    return collection


@pytest.mark.parametrize("name", MUTANTS)
def test_the_schema_finds_what_is_wrong(mutant, name):
    MUTANTS[name](mutant["features"][0])
    assert list(SCHEMA.iter_errors(mutant)) != []


def test_our_own_rule_finds_a_feature_without_a_time(mutant):
    (feature,) = mutant["features"]
    del feature["when"]
    for name in feature["names"]:
        name.pop("when", None)
        name.pop("citations", None)
    assert list(SCHEMA.iter_errors(mutant)) == [], "the schema lets it through"
    assert not has_time(feature)


# LP-TSV


REQUIRED = ("id", "title", "title_source", "fclasses")
ALIASES = "bnf|cerl|dbp|gn|gnd|gov|loc|pl|tgn|viaf|wd|wp"


def read_lp_tsv(path):
    """What the description of LP-TSV 0.5 says, and nothing more: tabs, no quotes."""
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    head, *rows = (line.split("\t") for line in lines)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def table(exported):
    return read_lp_tsv(exported / "korea_map.tsv")


def test_the_table_keeps_the_rules_of_lp_tsv(exported, table):
    assert list(table[0]) == list(fields_of("lptsv", "gazetteer"))
    text = (exported / "korea_map.tsv").read_text(encoding="utf-8")
    assert not set('"\r\u2028') & set(text)
    ids = [row["id"] for row in table]
    assert len(ids) == len(set(ids))
    for row in table:
        assert all(row[name] for name in REQUIRED)
        assert re.fullmatch(r"[AHLPRSTX](;[AHLPRSTX])*", row["fclasses"])
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["start"])
        assert re.fullmatch(r"\d{4}", row["attestation_year"])
        assert re.fullmatch(rf"((^|;)({ALIASES}):\d+)*", row["matches"])
        assert all(re.fullmatch(r"[^@;]+@[\w-]+", one) for one in row["variants"].split(";"))
        assert re.fullmatch(r"(https://www\.geonames\.org/\d+)?", row["geo_id"])
        assert bool(row["lon"]) == bool(row["lat"])


def test_the_table_has_the_same_places_and_words(table, whole):
    features = {one["@id"].removeprefix("koreamap:"): one for one in whole["features"]}
    assert [row["id"] for row in table] == list(features)
    for row in table:
        feature, rows = features[row["id"]], points_of(row["id"])
        assert row["title"] == feature["properties"]["title"]
        names = {f"{name['toponym']}@{name['lang']}" for name in feature["names"]}
        assert set(row["variants"].split(";")) == names
        assert row["start"] == min(DATES[name] for name in rows["list"])
        for part in feature["descriptions"]:
            assert part["value"].replace('"', "”") in row["description"]
        if row["lon"]:
            at = (float(row["lon"]), float(row["lat"]))
            assert at in {(point.x, point.y) for point in rows.geometry}
        else:
            assert feature["geometry"] is None


def test_hostile_names_are_one_line_each(tmp_path):
    points = korea_map.read_gazetteer()
    points.loc[0, ["toponym", "evidence"]] = ['a b;"c" d@e', 'one\r\ntwo\t"three"']
    points.loc[0, "place_id"] = None
    korea_map.export(to=tmp_path, points=points, formats=["lptsv", "lpf"])
    rows = {row["id"]: row for row in read_lp_tsv(tmp_path / "korea_map.tsv")}
    row = rows[points["id"][0]]
    assert row["description"] == "one two ”three”"
    assert not set('\t"') & set("".join(row.values()))
    written = json.loads((tmp_path / "korea_map_lpf.json").read_text(encoding="utf-8"))
    assert list(SCHEMA.iter_errors(written)) == []

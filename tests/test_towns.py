"""Finding a town: its names, what the page carries of it, and the count of settlements."""

import base64
import dataclasses
import json
import math
import re
import zlib

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from told import ZONED, content, located

import korea_map
from korea_map.errors import ChoiceError, KoreaMapError
from korea_map.gazetteer import to_points
from korea_map.geodesy import distance_m, geodesic_discs
from korea_map.names.rank_1945 import priors, rank_of
from korea_map.names.revised import revise
from korea_map.webmap import build_map
from korea_map.webmap.content import read_content
from korea_map.webmap.settlements import (
    STEP_M,
    count_within,
    describe_settlements,
    list_settlements,
    nearest_m,
)
from korea_map.webmap.town_names import LEAST_UNLIKE, NEAREST, find_town, fold, look_up, rank
from korea_map.webmap.towns import LIMIT, choose_towns, pack_towns, squeeze, towns_of

PLACES = list(korea_map.load_places().values())
RANKED = rank(PLACES)
SEOUL = located()[located()["place_id"] == "seoul"].iloc[0]["id"]
SETTLED = list_settlements(PLACES)[1]


def unpack(packed):
    """The places of a packed table: lists of cells."""
    letters = packed.translate(str.maketrans(",.:[", "&<>`"))
    text = zlib.decompress(base64.b85decode(letters), wbits=-15).decode("utf-8")
    _, _, *columns, lats, lons = text.split("\n")
    rows = [column.split("\t") for column in columns]
    return list(zip(*rows, *(degrees(line, len(rows[0])) for line in (lats, lons)), strict=True))


def degrees(line, count):
    least, digits = line.split(",")
    width = len(digits) // count
    assert len(digits) == width * count
    return [
        (int(least) + int(digits[at : at + width])) / 1000 for at in range(0, len(digits), width)
    ]


# Revised Romanization: the examples of the rules of 2000, and the names of the ground

PUBLISHED = {
    "구미": "Gumi", "영동": "Yeongdong", "백암": "Baegam", "옥천": "Okcheon", "합덕": "Hapdeok",
    "호법": "Hobeop", "월곶": "Wolgot", "벚꽃": "Beotkkot", "한밭": "Hanbat", "구리": "Guri",
    "설악": "Seorak", "칠곡": "Chilgok", "임실": "Imsil", "울릉": "Ulleung",
    "대관령": "Daegwallyeong", "백마": "Baengma", "종로": "Jongno", "왕십리": "Wangsimni",
    "별내": "Byeollae", "신라": "Silla", "해돋이": "Haedoji", "같이": "Gachi", "좋고": "Joko",
    "놓다": "Nota", "낳지": "Nachi", "묵호": "Mukho", "집현전": "Jiphyeonjeon",
    "압구정": "Apgujeong", "낙동강": "Nakdonggang", "죽변": "Jukbyeon", "낙성대": "Nakseongdae",
    "합정": "Hapjeong", "팔당": "Paldang", "샛별": "Saetbyeol", "울산": "Ulsan",
    "속리산": "Songnisan", "독립문": "Dongnimmun", "촉석루": "Chokseongnu",
    "현충사": "Hyeonchungsa", "오죽헌": "Ojukheon", "판문점": "Panmunjeom", "": "",
}  # fmt: skip


@pytest.mark.parametrize("hangul", PUBLISHED)
def test_hangul_is_romanized_as_the_rules_print_it(hangul):
    assert revise(hangul) == PUBLISHED[hangul]


def test_the_towns_of_the_south_are_romanized_as_they_are_called():
    other = [
        place.id
        for place in PLACES
        if place.country == "KR" and place.hangul and place.feature_class != "H"
        and fold(revise(place.hangul)) != fold(place.title)
    ]  # fmt: skip
    assert other == []


# names


@pytest.mark.parametrize(
    "asked",
    ["Panmunjom", "P'anmunjŏm", "P’ANMUNJǑM", "Pʼanmunjo\u0306m", "panmunjeom", "판문점",
     "판문점".encode().decode(), "\u1111\u1161\u11ab\u1106\u116e\u11ab\u110c\u1165\u11b7",
     "板門店", "板门店", "Ｐanmun-jom", " pan munjom ", "Hammonten", "Bammonten", "panmunjom"],
)  # fmt: skip
def test_panmunjom_is_found_by_any_of_its_names(asked):
    assert find_town(asked, PLACES) == "panmunjom"


def test_a_town_is_a_link_of_the_page_by_its_id():
    assert build_map(find="板门店").opens == "find=panmunjom"


def test_a_record_a_candidate_and_a_row_are_towns_too():
    record = korea_map.load_places()["busan"]
    (best, *_) = korea_map.reconcile("Fusan")
    row = korea_map.read_places().set_index("id", drop=False).loc["busan"]
    assert {find_town(one, PLACES) for one in (record, best, row, "Fuzan")} == {"busan"}


@pytest.mark.parametrize("place", RANKED[::20], ids=lambda place: place.id)
def test_each_place_answers_to_its_id_and_among_others_to_each_of_its_names(place):
    assert find_town(place.id, PLACES) == place.id
    names = [place.title, place.title_mr, place.reading_ja, *(name for _, name in place.variants)]
    names += [form for cell in (place.hangul, place.hanja) if cell for form in cell.split("|")]
    for name in filter(None, names):
        assert place in look_up(name, RANKED).same, name


def test_of_namesakes_the_one_of_higher_rank_comes_first():
    first, second = look_up("광주", RANKED).same[:2]
    assert (first.hanja, second.hanja) == ("光州", "廣州")


def test_a_name_that_is_there_comes_before_places_of_which_it_is_a_variant():
    for place in RANKED[::10]:
        found = look_up(place.title, RANKED).same
        bearing = [fold(place.title) in {fold(one.title), fold(one.title_mr)} for one in found]
        # other romanizations of the name count as borne, too
        assert bearing[0] or fold(place.title) == fold(revise(found[0].hangul or ""))


NOT_THERE = {
    "panmunjam": "no place has the name 'panmunjam'; nearest spellings: P’anmunjŏm (panmunjom)",
    "kwanju": "nearest spellings: Gwangju (gwangju-jeolla)",
    "팜문점": "nearest spellings: P’anmunjŏm (panmunjom)",
    "板門占": "P’anmunjŏm (panmunjom)",
    "Atlantis": "no place has the name 'Atlantis'; nearest spellings: ",
    "xqzzyplk": "no place has the name 'xqzzyplk'; nearest spellings: ",
    "": "no place has the name ''; give a name of it, or its id",
    "<b>": "no place has the name '<b>'",
}


@pytest.mark.parametrize("asked", NOT_THERE)
def test_a_town_that_is_not_there_is_refused_with_the_nearest_spellings(asked):
    with pytest.raises(ChoiceError, match=re.escape(NOT_THERE[asked])):
        build_map(find=asked)


@pytest.mark.parametrize("asked", [3, True, ["busan"], b"busan", float("nan")])
def test_what_is_no_name_is_refused(asked):
    with pytest.raises(KoreaMapError, match="is no town; give a name of it, or its id"):
        build_map(find=asked)


def test_no_more_spellings_are_offered_than_a_line_holds():
    assert len(look_up("s", RANKED).near) == NEAREST


@pytest.mark.parametrize("asked", ["xqzzyplk", "q" * 400, "龘", "뷁", "0", "Ω"])
def test_whatever_a_name_is_spelled_like_some_are_offered(asked):
    assert len(look_up(asked, RANKED).near) == LEAST_UNLIKE


@given(st.text(max_size=300))
def test_any_text_is_looked_up_without_harm(text):
    found = look_up(text, RANKED[:20])
    assert not (found.same and found.near)
    assert fold(fold(text)) == fold(text)[: len(fold(fold(text)))]


def test_a_town_goes_with_all_else_that_a_map_can_open_with():
    page = build_map(find="panmunjom", radius=20, place="seoul", view=(37.9, 126.7, 8))
    assert page.opens == (
        f"place={SEOUL}&find=panmunjom&"
        f"radius={','.join(f'{plan}:20km' for plan in ZONED)}&unit=km&at=37.9,126.7,8"
    )  # fmt: skip
    assert build_map(find="panmunjom", step=2).opens == "step=2&find=panmunjom"


# what the page carries


def test_the_page_carries_places_with_their_names_by_rank():
    rows = unpack(pack_towns(content()))
    carried = towns_of(content())
    assert [row[1] for row in rows] == [place.title for place in carried]
    ids = [row[0] or fold(row[1]) for row in rows]
    assert ids == [place.id for place in carried]
    assert carried == [place for place in RANKED if place in carried]
    for row, place in zip(rows, carried, strict=True):
        assert math.isclose(row[-2], place.lat, abs_tol=0.000501)
        assert math.isclose(row[-1], place.lon, abs_tol=0.000501)


def test_the_page_carries_every_city_province_and_county_and_what_the_document_names():
    there = {place.id for place in towns_of(content())}
    ranks = {"府", "郡", "島", "道"}
    assert {place.id for place in PLACES if rank_of(place) in ranks} <= there
    assert "panmunjom" in there
    assert {stop.mark for stop in content().dataset.stops if stop.mark} <= there
    assert {rival for one in content().dataset.toponyms for rival in one.rivals} <= there


def test_a_place_that_only_the_words_name_is_carried_whatever_its_rank(crowd):
    dataset = content().dataset
    low = dataclasses.replace(RANKED[-1], id="low-down", title="Lŏwdown")
    places = {**dataset.places, **{one.id: one for one in [*crowd, low]}}
    tag, *_ = dataset.words
    words = {**dataset.words, tag: {**dataset.words[tag], "title": "What of Lowdown?"}}
    named = dataclasses.replace(dataset, places=places, words=words)
    there = {place.id for place in towns_of(dataclasses.replace(content(), dataset=named))}
    assert "low-down" in there


def test_of_one_rank_those_come_first_that_more_sources_name(crowd):
    order = dict(zip((place.id for place in crowd), priors(crowd), strict=True))
    kept = {place.id for place in choose_towns(crowd, ())}
    lowest = max(order[one] for one in kept)
    last = next(one for one in rank(crowd) if one.id not in kept and order[one.id] == lowest)
    told = dataclasses.replace(last, citation="; ".join(f"source-{n}[page {n}]" for n in range(9)))
    others = [place for place in crowd if place is not last]
    assert told in choose_towns([*others, told], ())


def test_the_same_places_are_the_same_text():
    assert pack_towns(content()) == pack_towns(read_content())


@pytest.fixture(scope="module")
def crowd():
    """An authority that has grown to thousands of places, none of which is like another."""
    grown = []
    for copy in range(4):
        grown += [
            dataclasses.replace(
                place,
                id=f"{place.id}-{copy}",
                hanja=place.hanja and place.hanja[::-1] + chr(0x4E00 + 37 * copy + index),
                variants=tuple((lang, f"{name}{index}{copy}") for lang, name in place.variants),
                lat=round(place.lat + index / 9999, 5),
            )
            for index, place in enumerate(PLACES)
        ]
    return grown


def test_whatever_the_authority_grows_to_the_page_carries_no_more_than_its_limit(crowd):
    needed = {crowd[-1].id, crowd[-300].id, RANKED[-1].id + "-3"}
    kept = choose_towns(crowd, needed)
    assert 0.97 * LIMIT < len(squeeze(kept, len(crowd))) <= LIMIT
    there = {place.id for place in kept}
    assert needed <= there
    order = dict(zip((place.id for place in crowd), priors(crowd), strict=True))
    left = [order[place.id] for place in crowd if place.id not in there]
    assert max(order[one] for one in there - needed) <= min(left)


def test_what_is_looked_up_and_what_the_lists_name_is_carried_whatever_its_rank(crowd):
    dataset = content().dataset
    low = dataclasses.replace(RANKED[-1], id="low-down", title="Lowdown")
    grown = dataclasses.replace(
        dataset, places={**dataset.places, **{one.id: one for one in [*crowd, low]}}
    )
    found = dataclasses.replace(content(), dataset=grown)
    there = {row[0] or fold(row[1]) for row in unpack(pack_towns(found))}
    assert {one.place_id for one in dataset.toponyms if one.place_id} <= there
    assert "low-down" not in there
    opened = dataclasses.replace(found.opening, find="low-down")
    asked = unpack(pack_towns(dataclasses.replace(found, opening=opened)))
    assert "low-down" in {row[0] or fold(row[1]) for row in asked}


def test_a_ground_without_places_has_no_field():
    bare = dataclasses.replace(content().dataset, places={})
    assert pack_towns(dataclasses.replace(content(), dataset=bare)) == ""


def test_the_towns_are_those_of_the_ground_that_the_document_stands_on(small_data):
    found = read_content(small_data)
    there = {row[0] or fold(row[1]) for row in unpack(pack_towns(found))}
    assert there == {place.id for place in towns_of(found)} <= set(found.dataset.places)


# settlements


def test_the_cities_and_counties_of_1945_are_counted_however_many_villages_there_are():
    said, settled = list_settlements(PLACES)
    assert (said, len(settled)) == ("settled.seats", 22 + 218 + 2)
    village = next(place for place in PLACES if place not in settled)
    assert list_settlements([*PLACES, dataclasses.replace(village, id="another")])[1] == settled


def test_of_a_ground_without_ranks_its_cities_towns_and_villages_are_counted():
    bare = [dataclasses.replace(place, unit_1945=None) for place in PLACES[:50]]
    said, settled = list_settlements(bare)
    assert said == "settled"
    assert settled == [place for place in bare if place.feature_class == "P"]


def count(plan, radius_m):
    """Count settlements pair by pair."""
    points = content().located_of(next(one for one in content().zone_plans if one.id == plan))
    return sum(
        any(distance_m(place.lon, place.lat, one.lon, one.lat) <= radius_m for one in points)
        for place in SETTLED
    )


def test_the_page_counts_the_settlements_that_are_within_the_zones():
    described = describe_settlements(content())
    assert described["count"] == len(SETTLED)
    for plan in ZONED:
        for radius, within in described["plans"][plan]["exact"]:
            assert within == count(plan, radius)


def test_the_same_places_are_inside_the_drawn_zones():
    for plan in ZONED:
        zoned = content().zones[content().zones["plan"] == plan].geometry.union_all()
        inside = int(to_points(SETTLED).within(zoned).sum())
        stated = content().radii[plan].built_m
        assert inside == count_within(describe_settlements(content())["plans"][plan], stated)


@pytest.mark.parametrize("radius_m", [0, 249, 250, 777, 12_300, 48_300, 70_001, 96_000])
def test_between_the_stated_radii_the_count_is_that_of_the_last_step(radius_m):
    described = describe_settlements(content())
    for plan in ZONED:
        told = count_within(described["plans"][plan], radius_m)
        assert count(plan, radius_m - STEP_M) <= told <= count(plan, radius_m)


def test_the_nearest_point_is_that_of_geographiclib():
    for plan in content().zone_plans:
        points = content().located_of(plan)
        metres = nearest_m(SETTLED, points)
        for place, told in list(zip(SETTLED, metres, strict=True))[::7]:
            least = min(distance_m(place.lon, place.lat, one.lon, one.lat) for one in points)
            assert math.isclose(told, least, abs_tol=0.001)


def test_of_a_plan_without_points_nothing_is_near():
    assert nearest_m(SETTLED[:3], []).tolist() == [math.inf] * 3
    assert nearest_m([], content().located_of(content().zone_plans[0])).tolist() == []


def test_the_count_is_written_before_any_script_and_follows_a_radius_that_is_tried():
    wide = ZONED[0]
    for tried in ({}, {"radius": {wide: (12.5, "mile")}}):
        html = build_map(**tried).get_root().render()
        (told,) = re.findall(r"<p[^>]* data-settled>([^<]*)</p>", html)
        radius = 12.5 * 1609.344 if tried else content().radii[wide].built_m
        assert f"{len(SETTLED)} " in told
        assert f"{count(wide, radius)} (" in told


def test_panmunjom_lies_outside_statute_and_inside_nautical_miles():
    town, seoul = (korea_map.load_places()[key] for key in ("panmunjom", "seoul"))
    km = distance_m(town.lon, town.lat, seoul.lon, seoul.lat) / 1000
    assert round(km) == 51
    assert 30 * 1.609344 < km < 30 * 1.852
    assert isinstance(json.dumps(describe_settlements(content())), str)
    disc = gpd.GeoSeries(geodesic_discs([seoul.lon], [seoul.lat], 30 * 1852))
    assert disc.contains(shapely.Point(town.lon, town.lat)).all()

"""What a link of the page can say, Python can say; words, panel, table and figure follow."""

import re
import xml.etree.ElementTree as ET
from html import escape

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point
from told import MARKED, PLANS, STEPS, WIDE, ZONED, content, doubtful, located, say

import korea_map
from korea_map.errors import ChoiceError, KoreaMapError, UnitError
from korea_map.geodesy import distance_m
from korea_map.webmap import build_map, save_html

SMALL = ZONED[-1]
ROW = doubtful()["id"]
ELSEWHERE = next(
    place
    for place, record in korea_map.load_places().items()
    if record.feature_class == "P" and place not in set(located()["place_id"])
)

SAID = {
    "nothing": ({}, ""),
    "one plan": ({"show": WIDE}, f"show={WIDE}"),
    "plans in the order of the page": (
        {"show": [*MARKED[:1], WIDE]},
        f"show={WIDE},{MARKED[0]}",
    ),
    "no plan": ({"show": []}, "show="),
    "a length for all": (
        {"radius": 12.5, "unit": "mile"},
        "radius=" + ",".join(f"{plan}:12.5mi" for plan in ZONED) + "&unit=mi",
    ),
    "a length with its unit": (
        {"radius": (20, "km")},
        "radius=" + ",".join(f"{plan}:20km" for plan in ZONED) + "&unit=km",
    ),
    "a length for one": (
        {"radius": {WIDE: (12.5, "mile")}},
        f"radius={WIDE}:12.5mi&unit=mi",
    ),
    "each in its unit": (
        {"radius": {SMALL: (500, "yard"), WIDE: (12.5, "nautical_mile")}},
        f"radius={WIDE}:12.5nmi,{SMALL}:500yd&unit=nmi",
    ),
    "numbers of numpy": (
        {"radius": {WIDE: np.float64(20)}, "step": None},
        f"radius={WIDE}:20km&unit=km",
    ),
    "a mile that is nautical": (
        {"radius": {WIDE: (10, "mile")}, "miles": "nautical"},
        f"radius={WIDE}:10nmi&unit=nmi",
    ),
    "a step by its number": ({"step": 2}, "step=2"),
    "a step by its id": ({"step": STEPS[2][1]}, "step=3"),
    "a place by its row": ({"place": ROW}, f"place={ROW}"),
    "a place by its id": ({"place": doubtful()["place_id"]}, f"place={ROW}"),
    "rivals": ({"rivals": True}, "rivals=1"),
    "side by side": ({"view": "side"}, "view=side"),
    "a view": ({"view": (37.5, 127, 8)}, "at=37.5,127,8"),
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_said_in_python_is_a_link_of_the_page(case):
    given, link = SAID[case]
    assert build_map(**given).opens == link


REFUSED = {
    "a plan": ({"show": "UNC"}, ChoiceError, f"unknown plan 'UNC'; there are {', '.join(PLANS)}"),
    "a plan among others": ({"show": [WIDE, None]}, ChoiceError, "unknown plan None; there are"),
    "no list": ({"show": 3}, KoreaMapError, "show=3 is no list of plans"),
    "a radius of a plan without zones": (
        {"radius": {MARKED[0]: (1, "km")}},
        ChoiceError,
        f"unknown plan with zones '{MARKED[0]}'; there are {', '.join(ZONED)}",
    ),
    "a radius in words": ({"radius": "12"}, KoreaMapError, "radius '12' is no length"),
    "a truth": ({"radius": True}, KoreaMapError, "radius True is no length"),
    "below nothing": ({"radius": -5}, KoreaMapError, "-5"),
    "no number": ({"radius": float("nan")}, KoreaMapError, "nan"),
    "too far": ({"radius": 5000}, KoreaMapError, "5000 km is wider than 300 km"),
    "a unit": ({"radius": (3, "miles")}, UnitError, "unknown unit 'miles'; there are m, km"),
    "a unit of nothing": ({"unit": "mile"}, KoreaMapError, "unit 'mile' without a radius"),
    "a mile": ({"miles": "land"}, UnitError, "unknown kind of mile 'land'"),
    "a step": (
        {"step": 99},
        ChoiceError,
        f"unknown step 99; give 1 to {len(STEPS)}, or one of {STEPS[0][1]}",
    ),
    "a step by name": ({"step": "last"}, ChoiceError, "unknown step 'last'"),
    "a step that is a truth": ({"step": True}, ChoiceError, "unknown step True"),
    "a step and a radius": (
        {"step": 2, "radius": 3},
        KoreaMapError,
        "leave out radius",
    ),
    "a step and plans": ({"step": 2, "show": []}, KoreaMapError, "leave out show"),
    "a place": ({"place": "nowhere"}, ChoiceError, "unknown place 'nowhere'; there are"),
    "a place of no list": (
        {"place": ELSEWHERE},
        ChoiceError,
        f"no list has the place '{ELSEWHERE}'",
    ),
    "a place that is a number": ({"place": 3}, ChoiceError, "unknown place 3"),
    "a view": ({"view": "both"}, ChoiceError, "unknown view 'both'; there are over, side"),
    "a view of two numbers": ({"view": (37, 127)}, KoreaMapError, "(37, 127) is no view"),
    "a view beyond the map": ({"view": (51.5, 0, 8)}, KoreaMapError, "lies beyond the map"),
    "a zoom": ({"view": (37, 127, 40)}, KoreaMapError, "zoom 40 is not between 0 and 12"),
    "a height": ({"height": "tall"}, KoreaMapError, "height='tall' is no size"),
    "no height": ({"height": 0}, KoreaMapError, "height=0 is no size"),
    "a width that is a style": ({"width": "1px; color: red"}, KoreaMapError, "is no size"),
    "a panel": ({"panel": "no"}, KoreaMapError, "panel='no' is none of True, False and None"),
    "a language": ({"lang": "xx"}, ChoiceError, "xx"),
    "points": ({"points": 3}, KoreaMapError, "no table of points"),
    "a move of nothing": (
        {"points": {"nobody": ELSEWHERE}},
        ChoiceError,
        "no row has the id 'nobody'",
    ),
    "a move to nowhere": ({"points": {ROW: "nowhere"}}, ChoiceError, "nowhere"),
    "a move to a number": ({"points": {ROW: 3}}, KoreaMapError, "which is no place"),
    "a move off the globe": ({"points": {ROW: (127, 137)}}, KoreaMapError, "137"),
    "lists": ({"proposals": [1]}, KoreaMapError, "no list"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_shown_is_refused_with_the_choices(case):
    given, error, said = REFUSED[case]
    with pytest.raises(error, match=re.escape(said)):
        build_map(**given)


def test_before_any_script_the_page_shows_what_was_asked_for():
    metres = 20_000
    html = build_map(show=[WIDE], radius={WIDE: (20, "km")}).get_root().render()
    assert f'name="show" value="{WIDE}" checked' in html
    assert f'name="show" value="{SMALL}">' in html
    tried = content().cover(WIDE, metres)
    first = content().dataset.sides[0]
    share = content().language(None).percent(float(tried[f"{first}_share"]))
    bar = html[html.index(f'data-bar="{WIDE}-{first}"') :]
    assert f'<b class="figure" aria-hidden="true">{share}</b>' in bar[: bar.index("</li>")]
    applied = say("whatif.applied", length=content().language(None).length(20, "km"))
    assert f'data-whatif="{WIDE}">{applied}' in html
    assert f'data-stated="{WIDE}" data-t="plan.{WIDE}.radius" hidden' in html


def test_the_drawn_figure_has_the_plans_and_the_radius():
    svg = "{http://www.w3.org/2000/svg}"
    drawn = build_map(show=WIDE, radius=(20, "km")).svg
    root = ET.fromstring(drawn)  # noqa: S314
    assert {
        name
        for node in root.iter(f"{svg}path")
        for name in node.get("class", "").split()
        if name.startswith("zone-")
    } == {f"zone-{WIDE}"}
    assert say("whatif.applied", length=content().language(None).length(20, "km")) in drawn
    # a radius that is written back is no trial
    stated = content().radii[WIDE]
    same = build_map(radius={WIDE: (stated.built_m, "m")}).svg
    assert say("whatif.applied", length="").strip() not in same


SAID_OF_THE_FIGURE = {
    "the document": ({}, [say("figure.alt")]),
    "one plan": ({"show": SMALL}, [say(f"plan.{SMALL}.figure"), "%"]),
    "a radius": (
        {"radius": {WIDE: (12.5, "mile")}},
        [say(f"plan.{WIDE}.title"), "12.5 miles", say(f"plan.{SMALL}.figure")],
    ),
    "a plan without zones": ({"show": MARKED[:1]}, [say(f"plan.{MARKED[0]}.figure")]),
    "a step": ({"step": 2}, ["%"]),
}


@pytest.mark.parametrize("case", SAID_OF_THE_FIGURE)
def test_the_figure_says_in_words_what_it_shows(case):
    given, parts = SAID_OF_THE_FIGURE[case]
    page = build_map(**given)
    title = ET.fromstring(page.svg).find("{http://www.w3.org/2000/svg}title")  # noqa: S314
    for part in parts:
        assert part in title.text
    if given:
        assert say("figure.alt") not in title.text
    assert f'alt="{escape(title.text)}"' in page._repr_html_().replace("&#x27;", "&#39;")


def test_of_no_plan_no_figure_is_drawn():
    page = build_map(show=[])
    assert page.svg == ""
    assert page._repr_svg_() is None
    assert "korea-map-still" in page._repr_html_()  # in its script alone
    assert "<img" not in page._repr_html_()


@pytest.mark.browser
def test_a_page_opens_with_what_was_asked_for_and_links_go_on_from_there(visit, tmp_path):
    opening = {"show": [SMALL], "radius": {SMALL: (10, "km")}, "place": None}
    path = save_html(build_map(**opening), tmp_path / "map.html")
    tab = visit(path)
    state = tab.evaluate("koreaMap.page.state()")
    assert state["show"] == [SMALL]
    assert state["radius"] == {SMALL: 10_000}
    assert tab.evaluate("location.hash") == ""
    # what the reader does is in the address, and so is the way back to the documents
    tab.evaluate("koreaMap.page.change({ rivals: true })")
    tab.wait_for_function("() => location.hash.includes('rivals=1')")
    tab.locator("#reset").click()
    tab.evaluate("show => koreaMap.page.change({ rivals: false, show })", ZONED)
    tab.wait_for_function("() => location.hash === '#view=over'")
    again = visit(path, tail="#view=over")
    assert again.evaluate("koreaMap.page.state().show") == ZONED
    other = visit(path, tail=f"#show={WIDE}")
    assert other.evaluate("koreaMap.page.state().radius") == {}


@pytest.mark.browser
@pytest.mark.parametrize("case", [case for case in SAID if case != "nothing"])
def test_the_page_reads_what_python_writes(visit, tmp_path, case):
    given, link = SAID[case]
    path = save_html(build_map(**given), tmp_path / "map.html")
    tab = visit(path)
    assert tab.evaluate("location.hash") == ""
    opened = tab.evaluate("koreaMap.page.state()")
    stock = visit(
        save_html(build_map(miles=given.get("miles")), tmp_path / "stock.html"), tail=f"#{link}"
    )
    linked = stock.evaluate("koreaMap.page.state()")
    for name in ("show", "step", "place", "rivals", "view", "at", "miles", "unit"):
        assert opened[name] == linked[name], name
    assert opened["radius"] == pytest.approx(linked["radius"])


# points and lists of one's own


def test_a_point_is_moved_to_a_place_and_says_so():
    before = korea_map.read_gazetteer().set_index("id").loc[ROW]
    moved = korea_map.move_points({ROW: ELSEWHERE}).set_index("id").loc[ROW]
    place = korea_map.load_places()[ELSEWHERE]
    assert (moved["title"], moved["place_id"]) == (place.title, ELSEWHERE)
    assert (moved.geometry.x, moved.geometry.y) == (place.lon, place.lat)
    assert moved["certainty"] == "uncertain"
    assert before["place_id"] in moved["rivals"].split("|")
    assert "Moved by hand" in moved["evidence"]
    assert "no source says so" in moved["evidence"]


@pytest.mark.parametrize(
    "where", [(126.0, 39.0), [126.0, 39.0], np.array([126.0, 39.0]), Point(126, 39)]
)
def test_a_point_is_moved_to_a_position_in_any_form(where):
    moved = korea_map.move_points({ROW: where}).set_index("id").loc[ROW]
    assert (moved.geometry.x, moved.geometry.y) == (126, 39)
    assert pd.isna(moved["place_id"])
    assert pd.isna(moved["title"])


def test_a_table_that_was_changed_is_argued_with_in_any_coordinate_system(tmp_path):
    table = korea_map.read_gazetteer()
    at = table.index[table["id"] == ROW][0]
    table.loc[at, "geometry"] = Point(126, 39)
    table.to_crs(5179).rename_geometry("geom").to_file(tmp_path / "points.gpkg")
    pages = [
        build_map(points=points).get_root().render()
        for points in (table, table.to_crs(3857), gpd.read_file(tmp_path / "points.gpkg"))
    ]
    for page in pages:
        assert "Moved by hand" in page
    stated = build_map().get_root().render()
    assert "Moved by hand" not in stated


def test_numbers_that_were_changed_without_the_geometry_are_not_passed_over():
    table = korea_map.read_gazetteer()
    table.loc[table["id"] == ROW, ["lon", "lat"]] = [126.0, 39.0]
    with pytest.raises(KoreaMapError, match=f"'{ROW}': lon and lat say"):
        build_map(points=table)


def test_moves_change_figures_words_and_table():
    side = content().dataset.sides[-1]
    row = located(WIDE).iloc[0]
    away = min(
        (place for place in korea_map.load_places().values() if place.feature_class == "P"),
        key=lambda place: -distance_m(row.geometry.x, row.geometry.y, place.lon, place.lat),
    )
    page = build_map(points={row["id"]: away.id})
    assert page.svg != build_map().svg
    html = page.get_root().render()
    cell = html[html.index(f'data-row="{row["id"]}"') :]
    assert away.title in cell[: cell.index("</tr>")]
    assert side in html


def test_a_point_may_be_left_out_and_another_put_in():
    table = korea_map.read_gazetteer()
    fewer = build_map(points=table[table["id"] != ROW]).get_root().render()
    assert f'data-row="{ROW}"' not in fewer
    own = table[table["id"] == ROW].assign(id="mine", toponym="Mine", place_id=None, position=None)
    more = pd.concat([table[table["id"] != ROW], own])
    html = build_map(points=gpd.GeoDataFrame(more, crs=4326)).get_root().render()
    assert "Mine" in html


WRONG_POINTS = {
    "an unknown list": ({"list": "my-list"}, ChoiceError, "unknown list 'my-list'"),
    "an unknown place": ({"place_id": "nowhere"}, ChoiceError, "unknown place 'nowhere'"),
    "an unknown rival": ({"rivals": "nowhere|busan"}, ChoiceError, "unknown place 'nowhere'"),
    "an unknown certainty": ({"certainty": "sure"}, ChoiceError, "unknown certainty 'sure'"),
    "an unknown source": ({"evidence": "see Nobody[p. 1]"}, KoreaMapError, "sources.bib has no"),
    "one id twice": ({"id": "same"}, KoreaMapError, "have the id 'same'"),
}


@pytest.mark.parametrize("case", WRONG_POINTS)
def test_points_that_do_not_fit_the_document_are_refused(case):
    cells, error, said = WRONG_POINTS[case]
    table = korea_map.read_gazetteer()
    some = table["id"].isin(located(WIDE)["id"])
    for column, value in cells.items():
        table.loc[some, column] = value
    with pytest.raises(error, match=re.escape(said)):
        build_map(points=table)


def test_more_points_than_a_list_claims_need_a_list_that_claims_them():
    table = korea_map.read_gazetteer()
    listed = table.groupby("list").size()
    full = next(
        one
        for one in content().dataset.proposals
        if one.points_claimed and one.points_claimed == listed.get(one.id)
    )
    row = table[table["list"] == full.id].head(1)
    more = gpd.GeoDataFrame(pd.concat([table, row.assign(id="one-more", position=None)]), crs=4326)
    with pytest.raises(KoreaMapError, match=f"claims {full.points_claimed} points"):
        build_map(points=more)
    lists = korea_map.read_proposals()
    lists.loc[full.id, "points_claimed"] += 1
    assert "one-more" in build_map(points=more, proposals=lists).get_root().render()


def test_a_list_that_was_changed_moves_circles_and_words():
    lists = korea_map.read_proposals()
    lists.loc[lists["plan"] == WIDE, ["radius", "radius_unit"]] = [12.0, "km"]
    html = build_map(proposals=lists).get_root().render()
    assert "12 kilometres" in html
    lists.loc[lists["plan"] == WIDE, "plan"] = "mine"
    with pytest.raises(ChoiceError, match="unknown plan 'mine'"):
        build_map(proposals=lists)

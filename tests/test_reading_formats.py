"""A reading in every format: offsets hold, texts come back, nothing of them is obeyed."""

import copy
import csv
import io
import json
import pickle
import re
from dataclasses import replace

import geopandas as gpd
import pytest
from lxml import etree
from readings import LETTER, NAMES, candidates, letter, reading_of

from korea_map import cli_read, names_out
from korea_map.errors import ChoiceError
from korea_map.names import Answer
from korea_map.names_out import format_csv, to_record
from korea_map.reading import Reading, formats, records
from korea_map.reading.annotations import to_annotations
from korea_map.reading.formats import FORMATS, render, render_pieces
from korea_map.reading.showing import inert
from korea_map.terminal import printable

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

HOSTILE = (
    "<script>alert(1)</script> & ]]> \"Fusan\"\r\n\r\n'Taiden'\rTai\u202edzu\u2066 \x0b\x1b[31m"
    "\tTaiden\u2028e\u0301 𠮷 \ud83d \ufffe {{ 7 * 7 }} <!-- -->\n\n\n=1+1 Fusan\n"
)


def hostile():
    return reading_of(HOSTILE, "Fusan", "Taiden", "Taiden", "Fusan", file="<b>.txt")


def lines(reading, form):
    return [json.loads(line) for line in render(reading, form).splitlines()]


def test_the_command_knows_the_formats_that_there_are():
    assert cli_read.FORMATS == FORMATS


def test_an_unknown_format_is_told_with_those_that_there_are():
    with pytest.raises(ChoiceError, match="unknown format 'docx'; there are table, jsonl"):
        render(letter(), "docx")


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_without_names_and_one_that_is_empty_have_every_format(form):
    for text in ("", "Nothing is named here.\n"):
        written = render(Reading([], text), form)
        assert (written == "") == (form == "jsonl")
        if form in ("geojson", "webannotation"):
            json.loads(written)
        elif form == "tei":
            etree.fromstring(written.encode())


@pytest.mark.parametrize("form", FORMATS)
def test_whatever_a_text_holds_it_leaves_as_utf_8_with_nothing_that_a_screen_obeys(form):
    written = render(hostile(), form)
    written.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", written)
    assert written == render(hostile(), form)


def test_jsonl_has_a_line_a_mention_with_candidates_as_reconcile_gives_them():
    records = lines(letter(), "jsonl")
    assert [record["spelling"] for record in records] == list(NAMES)
    for record in records:
        start = record["offset"]
        assert LETTER[start : start + record["length"]] == record["spelling"]
        answer = to_record(Answer(record["lemma"], candidates(record["lemma"])))
        assert record["candidates"] == json.loads(json.dumps(answer["candidates"]))
    assert [record["match"] for record in records] == [True, True, False, True]
    assert records[0]["why"] == ["said by the test"]
    assert records[0]["decision"] is None


def test_offsets_count_code_points_beyond_the_basic_plane_and_both_of_cr_lf():
    records = lines(hostile(), "jsonl")
    for record in records:
        start = record["offset"]
        assert HOSTILE[start : start + record["length"]] == record["spelling"]
    assert records[1]["offset"] == HOSTILE.index("\r\n\r\n") + 5


def test_csv_has_a_row_a_candidate_and_no_cell_that_a_spreadsheet_computes():
    reading = letter()
    reading[0] = replace(reading[0], why=("=1+1", "two\nlines"))
    rows = list(csv.DictReader(io.StringIO(render(reading, "csv"))))
    assert len(rows) == sum(len(mention.candidates) for mention in reading)
    assert rows[0]["why"].startswith("'=1+1; two")
    first = [row for row in rows if row["rank"] == "1"]
    assert [row["id"] for row in first] == [mention.place.id for mention in reading]
    assert [row["match"] for row in first] == ["true", "true", "false", "true"]
    assert json.loads(rows[0]["features"])["system"] == "polivanov"


def test_geojson_has_a_point_a_mention_where_its_place_lies():
    table = gpd.read_file(render(letter(), "geojson"), engine="pyogrio")
    assert table["spelling"].tolist() == list(NAMES)
    assert table["id"].tolist()[:2] == ["busan", "daejeon"]
    assert table["doubtful"].tolist() == [False, False, True, False]
    assert [round(point.x, 1) for point in table.geometry] == [129.0, 127.4, 127.1, 129.0]


def test_annotations_find_their_names_by_what_stands_there_and_by_offsets():
    collection = json.loads(render(hostile(), "webannotation"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    page = collection["first"]
    assert page["partOf"] == collection["id"]
    assert (collection["total"], len(page["items"])) == (4, 4)
    assert len({item["id"] for item in page["items"]}) == 4
    for item in page["items"]:
        quoted, position = item["target"]["selector"]
        assert (quoted["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
        assert around in HOSTILE
        assert HOSTILE[position["start"] : position["end"]] == quoted["exact"]
        assert item["target"]["source"] == "%3Cb%3E.txt"
        body = item["body"][0]
        assert (body["purpose"], body["type"]) == ("identifying", "SpecificResource")
        assert re.fullmatch(
            r"https://sws\.geonames\.org/\d+/|urn:korea-map:place:\S+", body["source"]
        )


def test_an_annotation_says_how_sure_the_place_is_and_what_else_it_may_be():
    item = json.loads(render(letter(), "webannotation"))["first"]["items"][2]
    assessed = item["body"][2]
    assert assessed["purpose"] == "assessing"
    assert assessed["value"].startswith("certainty medium: score 97\nsaid by the test\n")
    assert "\nor Chŏngju 定州 (chongju) 96.6; " in assessed["value"]


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        "Fusan\r\n\r\n \t\r\nTaiden\rChongju\n\nFusan",
        "\n\n  Fusan ]]> &amp; <p> Taiden\tChongju\u2028\x85 Fusan \u00ad\ufeff 𠮷",
    ],
)
def test_tei_holds_the_very_text_and_a_place_for_every_name(text):
    reading = reading_of(text, *NAMES)
    root = etree.fromstring(render(reading, "tei").encode())
    body = root.find(f".//{TEI}body")
    assert "".join(body.itertext()) == text
    assert [child.tag for child in body] == [f"{TEI}p"] * len(body)
    assert len(list(body.iter(f"{TEI}lb"))) == len(re.findall(r"\r\n|\r|\n", text))
    names = list(body.iter(f"{TEI}placeName"))
    assert ["".join(name.itertext()) for name in names] == list(NAMES)
    assert [name.get("cert") for name in names] == ["high", "high", "medium", "high"]
    places = {place.get(XML_ID): place for place in root.iter(f"{TEI}place")}
    assert [name.get("ref") for name in names] == ["#busan", "#daejeon", "#jeonju", "#busan"]
    lat, lon = places["busan"].findtext(f"{TEI}location/{TEI}geo").split()
    assert (float(lat), float(lon)) == (reading[0].place.lat, reading[0].place.lon)


def test_tei_says_how_many_characters_no_xml_can_hold():
    root = etree.fromstring(render(hostile(), "tei").encode())
    text = "".join(root.find(f".//{TEI}body").itertext())
    lost = [char for char, kept in zip(HOSTILE, text, strict=True) if char != kept]
    assert lost == ["\x0b", "\x1b", "\ud83d", "\ufffe"]
    assert set(text) - set(HOSTILE) == {"\ufffd"}
    told = "".join(root.find(f".//{TEI}encodingDesc").itertext())
    assert told.endswith("that XML cannot hold, as U+FFFD: 4.")


def test_a_name_that_is_broken_at_the_end_of_a_line_goes_on_in_tei():
    reading = reading_of("to Chong-\r\nju on", "Chong-\r\nju", lemmas={"Chong-\r\nju": "Chongju"})
    root = etree.fromstring(render(reading, "tei").encode())
    name = root.find(f".//{TEI}p/{TEI}placeName")
    assert [child.get("break") for child in name] == ["no"]


def test_ids_that_no_xml_can_have_are_numbers():
    reading = letter()
    best = reading[0].candidates[0]
    odd = replace(best, place=replace(best.place, id="1 <b>"))
    reading[0] = replace(reading[0], candidates=(odd,))
    root = etree.fromstring(render(reading, "tei").encode())
    assert root.find(f".//{TEI}p/{TEI}placeName").get("ref") == "#number.1"
    assert root.find(f".//{TEI}place").get(XML_ID) == "number.1"


def test_the_table_says_in_which_line_a_name_stands_and_which_are_doubtful():
    told = render(letter(), "table")
    assert told.startswith("4 names, 3 places, 1 doubtful")
    rows = [line.split() for line in told.splitlines() if re.match(r" +\d", line)]
    assert [row[:3] for row in rows] == [
        ["1", "Fusan", "match"],
        ["1", "Taiden", "match"],
        ["3", "Chongju", "?"],
        ["3", "Fusan", "match"],
    ]


def test_the_frame_has_the_mentions_before_the_columns_of_answers():
    reading = letter()
    table = reading.to_frame()
    assert table.columns[:7].tolist() == [
        *("offset", "length", "spelling", "lemma", "decision", "why", "query"),
    ]
    assert table.index.unique().tolist() == [0, 1, 2, 3]
    best = reading.to_frame(best=True)
    assert best["place_id"].tolist() == ["busan", "daejeon", "jeonju", "busan"]
    assert best["offset"].tolist() == [m.offset for m in reading]
    assert best["why"].tolist() == ["said by the test"] * 4
    empty = Reading([], "").to_frame()
    assert (len(empty), empty.dtypes["offset"]) == (0, "int64")


def test_the_points_are_those_of_the_places_that_are_meant():
    points = letter().to_points()
    assert len(points) == 4
    assert points.crs == "EPSG:4326"
    assert len(letter().to_points(best=False)) > 4


def test_a_reading_is_shown_on_a_map_that_is_there():
    import folium

    ground = folium.Map()
    assert letter().explore(ground) is ground
    assert any(isinstance(child, folium.GeoJson) for child in ground._children.values())


def test_a_notebook_shows_the_text_with_its_names_marked_and_nothing_of_it_runs():
    shown = hostile()._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert shown.count("<mark title=") == 4
    assert "\u202e" not in shown
    long = reading_of("x" * 3998 + "Fusan" + "Q" * 9000, "Fusan")._repr_html_()
    assert "Q" not in long.partition("<table")[0]
    assert " …</p>" in long


def test_a_notebook_shows_one_place_of_a_clear_name_and_what_else_a_doubtful_one_may_be():
    reading = letter()
    assert [one.doubtful for one in reading] == [False, False, True, False]
    assert all(len(one.candidates) > 4 for one in reading)
    ids = re.findall(r"<code>([\w-]+)</code>", reading._repr_html_())
    chongju = [one.place.id for one in reading[2].candidates[:4]]
    assert ids == [reading[0].place.id, reading[1].place.id, *chongju, reading[3].place.id]


@pytest.mark.parametrize(
    "sign",
    ["\u200b", "\u2060", "\ufeff", "\u2029", "\u3164", "\u034f", "\ufff9", "\U000e0041"],
)
def test_what_nobody_sees_is_shown(sign):
    assert inert(f"Tai{sign}ko").startswith(f"Tai⟨U+{ord(sign):04X}⟩")
    assert f"Tai⟨U+{ord(sign):04X}⟩" in reading_of(f"Tai{sign}ko, Fusan", "Fusan").to_html()


@pytest.mark.parametrize(
    "word", ["Tai\u00adko", "क्\u200dष", "می\u200cخواهم", "❤\ufe0f\u200d🔥", "葛\U000e0100"]
)
def test_what_belongs_to_a_word_or_a_sign_stays(word):
    assert inert(word) == word


@pytest.mark.parametrize(
    "loose", [" \u200d", "\ufe0f", "a\u00ad\u00ad", "葛\ufe00\ufe01", "a\u200c\u200d"]
)
def test_a_mark_that_belongs_to_nothing_is_shown(loose):
    assert inert(loose) == f"{loose[:-1]}⟨U+{ord(loose[-1]):04X}⟩"


def test_marks_of_direction_and_controls_are_shown_and_line_ends_are_one():
    assert inert("a\r\nb\rc\u2028d\u202ee\x00\ud800") == (
        "a\nb\nc⟨U+2028⟩\nd⟨U+202E⟩e⟨U+0000⟩⟨U+D800⟩"
    )


def test_a_part_of_a_reading_is_a_reading_of_the_same_text():
    part = letter()[1:3]
    assert repr(part) == "<Reading of letter.txt: 2 names, 2 places, 1 doubtful>"
    assert part.text == LETTER
    assert [one if isinstance(one, str) else one.spelling for one in part.pieces()][1] == "Taiden"


def test_a_reading_is_copied_and_pickled_whole():
    for again in (copy.deepcopy(letter()), pickle.loads(pickle.dumps(letter()))):  # noqa: S301
        assert (list(again), again.text, again.file) == (list(letter()), LETTER, "letter.txt")


def test_what_a_reading_says_of_itself_counts_names_places_and_doubts():
    assert repr(letter()) == "<Reading of letter.txt: 4 names, 3 places, 1 doubtful>"
    assert repr(Reading([], "")) == "<Reading of text: 0 names, 0 places>"
    assert repr(letter()[2]).startswith("<Mention 'Chongju' at 39: Jeonju 全州 (jeonju), score 97")


def test_paragraphs_end_after_blank_lines_but_never_within_a_name():
    text = "Fu\n\nsan\n\nTaiden"
    reading = reading_of(text, "Fu\n\nsan", "Taiden", lemmas={"Fu\n\nsan": "Fusan"})
    assert list(reading.paragraphs()) == [(0, 9), (9, 15)]
    pieces = [one if isinstance(one, str) else one.spelling for one in reading.pieces(0, 9)]
    assert pieces == ["Fu\n\nsan", "\n\n"]


def as_records(reading, form):
    """Write a reading as the objects say that the pieces must give together."""
    if form == "csv":
        rows = (row for mention in reading for row in records.to_rows(mention))
        return ",".join(records.CSV_COLUMNS) + "\n" + format_csv(records.CSV_COLUMNS, rows)
    if form == "jsonl":
        objects = [records.to_record(mention) for mention in reading]
    elif form == "geojson":
        objects = [records.to_feature_collection(reading)]
    else:
        objects = [to_annotations(reading)]
    return "".join(printable(json.dumps(one, ensure_ascii=False)) + "\n" for one in objects)


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson", "webannotation"])
def test_pieces_give_what_a_reading_is_as_records(form):
    same_place_unscored = letter()
    unscored = replace(same_place_unscored[0].candidates[0], score=0.0, match=False)
    same_place_unscored[3] = replace(
        same_place_unscored[3], candidates=(unscored,), why=(), decision="other"
    )
    tricky = reading_of('Fusan "candidates": [] "items": [] Fusan', "Fusan", 'candidates": []')
    for reading in (hostile(), letter(), letter()[:0], same_place_unscored, tricky):
        assert render(reading, form) == as_records(reading, form)


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson", "webannotation"])
def test_no_piece_has_more_than_a_mention(form):
    few, many = (reading_of("Fusan " * count, *["Fusan"] * count) for count in (2, 50))
    longest = [max(map(len, render_pieces(one, form))) for one in (few, many)]
    assert longest[1] <= longest[0] + 100


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_candidates_of_the_same_names_are_written_once(form, monkeypatch):
    calls = []

    def counted(candidate):
        calls.append(candidate)
        return names_out.candidate_record(candidate)

    monkeypatch.setattr(formats, "candidate_record", counted)
    monkeypatch.setattr(records, "candidate_record", counted)
    reading = reading_of("Fusan " * 50, *["Fusan"] * 50)
    render(reading, form)
    assert len(calls) <= 50 + 2 * len(candidates("Fusan"))

"""What a person decided holds: a place, another, none; a table for another text is told."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from readings import LETTER, NAMES, letter, reading_of

from korea_map.errors import DataError
from korea_map.gazetteer import load_places
from korea_map.names import Reconciler
from korea_map.reading.decisions import (
    decide,
    decisions_beside,
    find_decisions,
    propose_rows,
    read_decisions,
)
from korea_map.reading.showing import in_one_line

HEADER = "spelling,offset,decision,place_id,note\n"


@cache
def places():
    return load_places()


def decided(tmp_path, rows, reading=None):
    path = tmp_path / "letter.txt.decisions.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return decide(letter() if reading is None else reading, read_decisions(path), places())


def faults(tmp_path, rows, reading=None):
    with pytest.raises(DataError) as told:
        decided(tmp_path, rows, reading)
    return [str(problem).rpartition(".csv:")[2] for problem in told.value.problems]


def told(reading):
    return [note.rpartition(".csv:")[2] for note in reading.notes]


def test_an_accepted_place_is_no_longer_doubtful_and_keeps_its_score(tmp_path):
    before = letter()[2]
    after = decided(tmp_path, "Chongju,,accepted,jeonju,the road says so\n")[2]
    assert before.doubtful
    assert not after.doubtful
    assert (after.decision, after.cert) == ("accepted", "high")
    assert after.candidates == before.candidates
    assert after.why == (*before.why, "decided: accepted: the road says so")


def test_another_candidate_comes_first_and_no_score_changes(tmp_path):
    before = letter()[2]
    after = decided(tmp_path, "Chongju,,accepted,chongju,\n")[2]
    assert after.place.id == "chongju"
    assert sorted(c.place.id for c in after.candidates) == sorted(
        c.place.id for c in before.candidates
    )
    assert {c.place.id: c.score for c in after.candidates} == {
        c.place.id: c.score for c in before.candidates
    }
    assert not after.match
    assert after.why[-1] == "decided: accepted, not Jeonju 全州 (jeonju)"


@pytest.mark.parametrize("blank", [" ", "\t ", " , , , , ", ",,,,, ,"])
def test_a_row_of_blanks_is_an_empty_line(tmp_path, blank):
    reading = decided(tmp_path, f"{blank}\nTaiden,,none,,\n{blank}\n")
    assert [mention.spelling for mention in reading] == ["Fusan", "Chongju", "Fusan"]


def test_a_place_that_no_letters_offer_comes_first_without_a_score(tmp_path):
    after = decided(tmp_path, "Taiden,,other,suwon,\n")[1]
    assert (after.place.id, after.candidates[0].score, after.match) == ("suwon", 0.0, False)
    assert after.candidates[1].place.id == "daejeon"
    assert (after.decision, after.doubtful) == ("other", False)


def test_what_is_no_place_is_left_out_everywhere_or_at_its_offset(tmp_path):
    assert [m.spelling for m in decided(tmp_path, "Fusan,,none,,a ship\n")] == ["Taiden", "Chongju"]
    at = LETTER.rindex("Fusan")
    left = decided(tmp_path, f"Fusan,{at},none,busan,\n")
    assert (left[0].spelling, left[0].offset) == ("Fusan", 5)
    assert len(left) == 3


def test_a_row_with_an_offset_holds_against_one_for_every_mention(tmp_path):
    rows = "Fusan,5,accepted,busan,the town\nFusan,,none,,a ship\n"
    assert [(m.spelling, m.decision) for m in decided(tmp_path, rows)] == [
        ("Fusan", "accepted"),
        ("Taiden", None),
        ("Chongju", None),
    ]


def test_a_row_without_a_decision_decides_nothing(tmp_path):
    reading = decided(tmp_path, "Chongju,,,jeonju,to be looked up\n")
    assert list(reading) == list(letter())
    assert reading.notes == ()


def test_a_name_that_was_not_found_is_added_where_a_person_saw_it(tmp_path):
    reading = decided(tmp_path, "Chongju,39,other,chongju,\n", reading_of(LETTER, "Fusan"))
    assert [(m.spelling, m.place.id, m.decision) for m in reading] == [
        ("Fusan", "busan", None),
        ("Chongju", "chongju", "other"),
    ]
    assert reading[1].why == ("decided: other",)
    assert LETTER[reading[1].offset : reading[1].end] == "Chongju"


def test_a_name_that_would_lie_across_another_is_not_added(tmp_path):
    reading = decided(tmp_path, "by rail to Taiden,11,other,daejeon,\n")
    assert [m.spelling for m in reading] == list(NAMES)
    assert told(reading) == [
        "2: 'by rail to Taiden' lies across the name 'Taiden' at 22; not applied"
    ]


def test_another_place_without_an_offset_adds_a_spelling_wherever_it_stands(tmp_path):
    text = "Port by rail, the\r\nPort\nby sea, Portland, Fusan Port, seaPort."
    reading = reading_of(text, "Fusan Port")
    after = decided(tmp_path, "Port,,other,busan,the harbour\nPort by,,other,wonsan,\n", reading)
    assert [(m.offset, m.spelling, m.place.id) for m in after] == [
        (0, "Port by", "wonsan"),
        (19, "Port\nby", "wonsan"),
        (text.index("Fusan Port"), "Fusan Port", after[2].place.id),
    ]
    after = decided(tmp_path, "Port,,other,busan,the harbour\n", reading)
    assert [(m.offset, m.spelling) for m in after] == [
        (0, "Port"),
        (19, "Port"),
        (text.index("Fusan Port"), "Fusan Port"),
    ]
    assert (after[0].why, after[0].note) == (("decided: other: the harbour",), "the harbour")
    assert after.notes == ()


@pytest.mark.parametrize(("text", "spelling"), [("그는 항구에 갔다", "항구"), ("往大港去", "大港")])
def test_signs_need_no_blanks_around_a_name_that_is_added(tmp_path, text, spelling):
    (added,) = decided(tmp_path, f"{spelling},,other,busan,\n", reading_of(text))
    assert (added.offset, added.spelling) == (text.index(spelling), spelling)


def test_what_is_added_everywhere_gives_way_to_a_row_with_an_offset(tmp_path):
    rows = "Port,,other,busan,\nPort,5,other,wonsan,\nPort,10,none,,\n"
    after = decided(tmp_path, rows, reading_of("Port Port Port"))
    assert [(m.offset, m.place.id) for m in after] == [(0, "busan"), (5, "wonsan")]


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("rail,,accepted,busan,", "'rail' was not found as a name; write other to add it"),
        ("usa,,other,busan,", "'usa' stands within other words or names alone; give an offset"),
    ],
)
def test_a_spelling_that_is_not_added_says_what_to_do(tmp_path, row, note):
    reading = decided(tmp_path, row + "\n")
    assert [m.spelling for m in reading] == list(NAMES)
    assert told(reading)[0].startswith(f"2: {note}")


def at(word, text=LETTER):
    return text.index(word)


@pytest.mark.parametrize("before", ["X ", "A whole new paragraph, of some length.\n\n"])
def test_decisions_go_with_their_names_where_a_text_has_grown(tmp_path, before):
    rows = (
        f"Fusan,{at('Fusan')},none,,\nTaiden,{at('Taiden')},other,suwon,\n"
        f"Chongju,{at('Chongju')},accepted,chongju,\n"
    )
    grown = reading_of(before + LETTER, *NAMES)
    after = decided(tmp_path, rows, grown)
    assert [(m.spelling, m.place.id) for m in after] == [
        ("Taiden", "suwon"),
        ("Chongju", "chongju"),
        ("Fusan", "busan"),
    ]
    assert after[2].offset == len(before) + LETTER.rindex("Fusan")
    moved = at("Taiden") + len(before)
    assert told(after)[1] == (
        f"3: 'Taiden' stands at {moved} now and not at {at('Taiden')}; "
        "applied there, correct the offset"
    )


def test_a_decision_goes_with_a_name_that_stands_once(tmp_path):
    after = decided(tmp_path, "Chongju,7,accepted,chongju,\n")
    assert (after[2].place.id, after[2].decision) == ("chongju", "accepted")


def test_a_decision_of_one_of_several_is_told_where_they_stand_now(tmp_path):
    after = decided(tmp_path, "Fusan,7,none,,\n")
    assert [m.spelling for m in after] == list(NAMES)
    assert told(after) == [
        "2: 'Fusan' is not in letter.txt at 7; not applied; it stands at 5, 60 now, correct it"
    ]


def test_a_decision_does_not_take_the_place_of_another(tmp_path):
    after = decided(tmp_path, "Taiden,22,accepted,daejeon,\nTaiden,3,none,,\n")
    assert (after[1].spelling, after[1].decision) == ("Taiden", "accepted")
    assert "'Taiden' is not in letter.txt at 3; not applied; it stands at 22" in told(after)[0]


MARK = "\ufeff"


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
@pytest.mark.parametrize("mark", ["", MARK])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_as_a_spreadsheet_leaves_it_and_grows_alike(
    tmp_path, separator, end, mark, code
):
    if code == "utf-16" and mark:
        return  # its codec writes a mark of its own
    path = tmp_path / "letter.txt.decisions.csv"
    rows = [HEADER.strip().split(","), ["Fusan", "", "none", "", '"a ship"'], ["", "", "", "", ""]]
    lines = [separator.join(row).replace('"a ship"', '"a ""ship"""') for row in rows]
    raw = (mark + end.join(lines) + end).encode(code)
    path.write_bytes(raw)
    table = read_decisions(path)
    assert [(row.line, row["spelling"], row["note"]) for row in table.rows] == [
        (2, "Fusan", 'a "ship"')
    ]
    content, new = propose_rows(path, decide(letter(), table, places()))
    assert [m.spelling for m in new] == ["Chongju"]
    assert content.startswith(raw)
    tail = content[len(raw) :].decode("utf-8" if code == "utf-8" else "utf-16-le")
    assert tail == separator.join(["Chongju", "", "", "jeonju", ""]) + end


def test_a_last_line_without_an_end_gets_one_before_a_new_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(HEADER + "Fusan,,none,,", encoding="utf-8")
    assert propose_rows(path, letter())[0].decode() == HEADER + (
        "Fusan,,none,,\nChongju,,,jeonju,\n"
    )


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "a.csv:1:1: no column 'spelling'; the first line is spelling,offset"),
        (b"spelling,offset\n", "a.csv:1:1: no column 'decision'"),
        (HEADER.strip().encode() + b",who\n", "a.csv:1:1: column 'who' belongs to no decision"),
        (HEADER.encode() + b'\nFusan,,none,,"a\n', "a.csv:3:1: a quote that begins in this row is"),
        (HEADER.encode() + b'Fusan,,none,,"a" b\n', "a.csv:2:1: no row of a table: "),
        (HEADER.encode() + b"Fusan,,none,,\xe9\n", "a.csv:2:14: byte 0xe9 is not UTF-8"),
        (HEADER.encode() + "Fu\u200bsan,,none,,\n".encode(), "a.csv:2:3: invisible character"),
        (b"PK\x03\x04", "a.csv:1:1: a file of a spreadsheet program"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_place(tmp_path, monkeypatch, raw, fault):
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_bytes(raw)
    with pytest.raises(DataError) as told_of:
        read_decisions(Path("a.csv"))
    assert str(told_of.value).startswith(fault)


def test_a_name_over_two_lines_is_one_line_in_the_table(tmp_path):
    text = "to Chong-\r\nju and Fusan"
    reading = reading_of(
        text, "Chong-\r\nju", "Fusan", lemmas={"Chong-\r\nju": "Chongju"}, file="letter.txt"
    )
    assert in_one_line(reading[0].spelling) == "Chong- ju"
    after = decided(tmp_path, "Chong- ju,3,accepted,chongju,\n", reading)[0]
    assert after.place.id == "chongju"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Fusan,,maybe,busan,", "2:8: unknown decision 'maybe'; use one of accepted, other, none"),
        ("Fusan,,accepted,,", "2:8: accepted without a place_id; write which place is meant"),
        ("Fusan,,other,,", "2:8: other without a place_id; write which place is meant"),
        ("Fusan,-1,none,,", "2:7: offset -1 is below 0; give at least 0"),
        ("Fusan,five,none,,", "2:7: offset 'five' is not"),
        (",5,none,,", "2:1: spelling is empty; it is required"),
        ("Fusan,5,none,", "2:1: 4 cells where the header has 5"),
        ("Fusan,,accepted,buzan,", "2:17: no place has the id 'buzan'; is one of these meant: bu"),
        (
            "Fusan,,accepted,seoul,",
            "2:17: 'seoul' is no candidate of 'Fusan', which has busan, pungsan-south-hamgyong,",
        ),
        ("Fusan,,none,,\nFusan,,none,,", "3:1: the same spelling, offset as on line 2"),
    ],
)
def test_a_broken_row_is_told_with_its_place(tmp_path, row, fault):
    assert any(one.startswith(fault) for one in faults(tmp_path, row + "\n"))


def test_every_broken_row_is_told_at_once(tmp_path):
    assert len(faults(tmp_path, "Fusan,,other,x,\nTaiden,,other,y,\nChongju,,accepted,z,\n")) == 3


def test_a_table_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,place\nFusan,busan\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a.csv:1:1: column 'name' where 'spelling' belongs"):
        read_decisions(path)


@pytest.mark.parametrize(
    "rows",
    [
        "Heijo,,accepted,pyongyang,\nKeijo,,none,,\nFusan,,accepted,busan,\n",
        "Heijo,900,accepted,pyongyang,\nKeijo,901,accepted,seoul,\n",
    ],
)
def test_a_table_that_mostly_does_not_fit_is_for_another_text(tmp_path, rows):
    (fault,) = faults(tmp_path, rows)
    assert "2 rows do not fit letter.txt, such as" in fault or "2 of 3 rows do not fit" in fault
    assert "these are decisions for another text: name the right ones with --decisions" in fault


def test_a_row_that_no_longer_fits_is_told_and_not_applied(tmp_path):
    rows = "Chongju,,accepted,chongju,\nTaiden,,accepted,daejeon,\nFusan,7,none,,\nKeijo,,none,,\n"
    reading = decided(tmp_path, rows)
    assert [m.spelling for m in reading] == list(NAMES)
    assert told(reading) == [
        "4: 'Fusan' is not in letter.txt at 7; not applied; it stands at 5, 60 now, correct it",
        "5: 'Keijo' is not in letter.txt; not applied",
    ]


def test_a_table_without_rows_fits_every_text(tmp_path):
    assert list(decided(tmp_path, "")) == list(letter())


def test_doubtful_names_get_a_row_each_and_what_stands_there_stays_byte_for_byte(tmp_path):
    text = "Chongju, Chongju and Mampo"
    reading = reading_of(text, "Chongju", "Chongju", "Mampo")
    path = tmp_path / "letter.txt.decisions.csv"
    content, new = propose_rows(path, reading)
    assert content.decode() == HEADER + "Chongju,,,jeonju,\nMampo,,,manpo,\n"
    assert [m.offset for m in new] == [0, 21]
    own = HEADER + 'Mampo,,accepted,manpo,"on the river, by the ""bridge"""\n'
    path.write_text(own, encoding="utf-8")
    content, new = propose_rows(path, decide(reading, read_decisions(path), places()))
    assert content.decode() == own + "Chongju,,,jeonju,\n"
    path.write_bytes(content)
    again, new = propose_rows(path, decide(reading, read_decisions(path), places()))
    assert (again, new) == (content, [])


def test_a_decision_lasts_over_the_next_run_whatever_else_is_found(tmp_path):
    path = tmp_path / "letter.txt.decisions.csv"
    path.write_text(HEADER + "Chongju,,accepted,chongju,\n", encoding="utf-8")
    raw = path.read_bytes()
    for reading in (letter(), reading_of(LETTER, "Chongju"), letter()):
        after = decide(reading, read_decisions(path), places())
        assert next(m for m in after if m.spelling == "Chongju").place.id == "chongju"
    assert path.read_bytes() == raw


def test_the_decisions_lie_beside_the_text(tmp_path):
    text = tmp_path / "letter.txt"
    assert decisions_beside(text) == Path(f"{text}.decisions.csv")
    assert find_decisions(text) is None
    decisions_beside(text).write_text(HEADER, encoding="utf-8")
    assert find_decisions(text) == decisions_beside(text)


def test_a_candidate_of_one_mention_alone_is_told_where_it_is_none(tmp_path):
    reading = letter()
    first = Reconciler.of_folder().candidates("Fusan", limit=1)
    reading[3] = replace(reading[3], candidates=tuple(first))
    after = decided(tmp_path, "Fusan,,accepted,bucheon,\n", reading)
    assert (after[0].place.id, after[3].place.id) == ("bucheon", "busan")
    assert told(after) == ["2: bucheon is no candidate at 60; not applied there"]

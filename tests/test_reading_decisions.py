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
    return decide(reading or letter(), read_decisions(path), places())


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


def test_a_spelling_that_was_not_found_as_a_name_needs_an_offset(tmp_path):
    reading = decided(tmp_path, "rail,,other,busan,\n")
    assert told(reading) == ["2: 'rail' was not found as a name; give an offset to add it"]


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
        ("Fusan,,none,,\r\nTaiden,,none,,", "2:14: line ends with CR LF"),
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
        "Fusan,900,accepted,busan,\nTaiden,901,accepted,daejeon,\n",
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

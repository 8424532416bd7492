"""Whatever bytes a file holds: what it says, or every fault with its place and a sentence.

A few hundred spoilt files in every run, always the same; `make fuzz` tries as many as it is
asked for, others each time.
"""

import io
import shutil
import warnings
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutants import ODD_NUMBERS, ODD_SIGNS, ODD_WORDS, respelt, spoilt, tried
from readings import LETTER, letter

import korea_map
from korea_map.basemap import read_basemap
from korea_map.checks import check
from korea_map.document import document_from, read_document
from korea_map.errors import DataError, KoreaMapError
from korea_map.gazetteer import load_places
from korea_map.geonames import read_dump
from korea_map.languages import read_messages
from korea_map.lesson_words import read_lesson
from korea_map.model import Place, Proposal, Toponym
from korea_map.names.table_files import read_files
from korea_map.names_in import Notes, columns_of, read_csv, read_lines
from korea_map.reading.decisions import decide, read_decisions
from korea_map.reading.texts_in import open_text
from korea_map.sources import read_sources
from korea_map.tables import read_table
from korea_map.words import read_words

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "small"
NAMES = ROOT / "korea_map" / "names" / "tables"
LONGEST = 1000

DUMP = (
    "1838524\tBusan\tBusan\tFusan,Pusan,釜山,부산\t35.10168\t129.03004\tP\tPPLA\tKR\t\t10\t\t\t\t3678555"
    "\t\t2\tAsia/Seoul\t2022-03-07\n"
    "1835329\tDaegu\tDaegu\tTaegu,대구\t35.87028\t128.59111\tP\tPPLA\tKR\t\t15\t\t\t\t2566540"
    "\t\t40\tAsia/Seoul\t2022-03-07\n"
).encode()
LIST = "name;year\nFusan;1904\n“Генсан”;1905\n鎮海;1910\n".encode()
DECISIONS = (
    b"spelling,offset,decision,place_id,note\n"
    b'Chongju,,accepted,chongju,"by rail, it says"\nFusan,60,other,daegu,\nTaiden,,none,,\n'
)
MESSAGES = ROOT / "korea_map" / "webmap" / "messages" / "en.json"


def read_document_whole(folder):
    return document_from(read_document(folder))


def all_or_faults(read, folder):
    found, problems = read(folder)
    if problems:
        raise DataError(problems)
    return found


def dump_of(folder):
    problems = []
    places = read_dump(folder / "KR.txt", problems=problems)
    if problems:
        raise DataError(problems)
    return places


def list_of(folder):
    raw = (folder / "names.csv").read_bytes()
    columns_of(io.BytesIO(raw), file="names.csv")
    list(read_lines(io.BytesIO(raw), file="names.csv", notes=Notes("names.csv")))
    return list(read_csv(io.BytesIO(raw), "name", file="names.csv", notes=Notes("names.csv")))


def decisions_of(folder):
    return decide(letter(), read_decisions(folder / "letter.csv"), load_places())


def names_of(folder):
    tables = read_files(folder)
    if tables.problems:
        raise DataError(tables.problems)
    return tables


# Of each file that is read: what it holds, and who reads it alone.
READERS = {
    "gazetteer.csv": (SMALL, lambda folder: read_table(folder, "gazetteer", Toponym)),
    "proposals.csv": (SMALL, lambda folder: read_table(folder, "proposals", Proposal)),
    "places.csv": (SMALL, lambda folder: read_table(folder, "places", Place, ground=True)),
    "document.toml": (SMALL, read_document_whole),
    "words/en.toml": (SMALL, partial(all_or_faults, read_words)),
    "lesson/en.toml": (ROOT / "data", partial(all_or_faults, read_lesson)),
    "sources.bib": (ROOT / "data", read_sources),
    "basemap/rivers.geojson": (ROOT / "data", read_basemap),
    "basemap/lines.geojson": (ROOT / "data", read_basemap),
    "messages/xx.json": (None, partial(all_or_faults, read_messages)),
    "datapackage.json": (
        ROOT / "data",
        lambda folder: read_table(folder, "gazetteer", Toponym),
    ),
    "KR.txt": (None, dump_of),
    "names.csv": (None, list_of),
    "letter.txt": (None, lambda folder: open_text(folder / "letter.txt")),
    "letter.csv": (None, decisions_of),
}
MADE = {
    "KR.txt": DUMP,
    "names.csv": LIST,
    "messages/xx.json": MESSAGES.read_bytes(),
    "letter.txt": LETTER.encode(),
    "letter.csv": DECISIONS,
}
FILES = {
    name: MADE[name] if folder is None else (folder / name).read_bytes()
    for name, (folder, _) in READERS.items()
}
# Files that are also held against all others, as `check` does.
CHECKED = [
    "document.toml", "gazetteer.csv", "places.csv", "plans.csv", "proposals.csv", "sources.bib",
    "steps.csv", "words/en.toml", "styles.csv", "symbols.csv", "basemap/geography.csv",
    "basemap/names.csv", "basemap/lines.geojson", "lesson/en.toml", "datapackage.json",
]  # fmt: skip


def is_told(problem, name):
    """Whether a problem leads somewhere and is a sentence that fits on a screen."""
    leads = problem.file.endswith(name) and problem.line >= 1 and problem.column >= 1
    return leads and 3 < len(problem.message) <= LONGEST


def told_in(name):
    """In which file a reader tells its faults; a shape that is gone is missed by geography.csv."""
    return "" if name.startswith("basemap/") else name.rpartition("/")[2]


def assert_read_or_told(read, folder, name):
    told = told_by(lambda: read(folder), DataError)
    assert [one for one in (told.problems if told else ()) if not is_told(one, name)] == []


def told_by(read, kind):
    """What a reader tells of its own kind of error; None where it reads. No other may come."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            read()
    except kind as error:
        return error
    return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small document with all that a document may bring."""
    made = tmp_path_factory.mktemp("fuzz") / "data"
    shutil.copytree(SMALL, made)
    for name in ("basemap", "lesson"):
        shutil.copytree(ROOT / "data" / name, made / name)
    for name in ("styles.csv", "symbols.csv", "datapackage.json"):
        shutil.copy(ROOT / "data" / name, made)
    (made / "messages").mkdir()
    return made


@pytest.fixture
def spoil(folder):
    """Put other bytes into a file of the document, which is whole again after the test."""
    before = {}

    def write(name, raw):
        path = folder / name
        before.setdefault(path, path.read_bytes() if path.exists() else None)
        path.write_bytes(raw)
        return folder

    yield write
    for path, raw in before.items():
        path.unlink() if raw is None else path.write_bytes(raw)


@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_file_is_read_or_every_fault_is_told_with_its_place(name, spoil):
    @tried(25)
    @given(spoilt(FILES[name]))
    def holds(raw):
        assert_read_or_told(READERS[name][1], spoil(name, raw), told_in(name))

    holds()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("json")])
def test_json_of_another_shape_is_read_or_told(name, spoil):
    @tried(40)
    @given(respelt(FILES[name]))
    def holds(raw):
        assert_read_or_told(READERS[name][1], spoil(name, raw), told_in(name))

    holds()


@pytest.mark.parametrize("name", CHECKED)
def test_a_document_with_a_spoilt_file_is_whole_or_every_fault_is_told(name, spoil, folder):
    @tried(6)
    @given(spoilt((folder / name).read_bytes()))
    def holds(raw):
        def read(folder):
            if problems := check(folder):
                raise DataError(problems)

        assert_read_or_told(read, spoil(name, raw), "")

    holds()


@pytest.mark.parametrize("name", ["endings.csv", "suffixes.csv", "cyrl-latn-loc.csv"])
def test_a_spoilt_table_of_names_is_read_or_told(name, tmp_path):
    tables = Path(shutil.copytree(NAMES, tmp_path / "tables"))
    raw = (tables / name).read_bytes()

    @tried(4)
    @given(spoilt(raw))
    def holds(changed):
        (tables / name).write_bytes(changed)
        assert_read_or_told(names_of, tables, "")

    holds()


CELLS = st.sampled_from(
    [None, float("nan"), float("inf"), 10**400, -1, True, (), [], {}, b"x", object()]
) | st.sampled_from([*ODD_NUMBERS, *ODD_SIGNS, *ODD_WORDS])
POINTS = korea_map.read_gazetteer().query("list.str.startswith('cpv')").head(3)


@tried(40)
@given(st.sampled_from([one for one in POINTS.columns if one != "geometry"]), CELLS)
def test_points_of_a_caller_with_an_odd_cell_are_drawn_or_refused(column, cell):
    points = POINTS.astype(object).set_geometry("geometry")
    points.at[points.index[0], column] = cell
    told = told_by(lambda: korea_map.zones(points, vertices=8), KoreaMapError)
    assert told is None or 3 < len(str(told)) <= LONGEST

"""The files of the page's program say what they need; what does not fit fails the build."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from korea_map.errors import KoreaMapError
from korea_map.webmap.rooms import assemble_rooms, order_rooms, read_rooms

PACKAGE = Path(__file__).resolve().parent.parent / "korea_map"
TEMPLATES = PACKAGE / "webmap" / "templates"
SCRIPTS = TEMPLATES / "js"
LONGEST = 200


def room(name: str, *needs: str, body: str | None = None) -> str:
    """A file of the right form that uses what it needs."""
    listed = ", ".join(f'"{need}"' for need in needs)
    use = f"  return {{ {', '.join(f'{need}Of: {need}' for need in needs)} }};"
    return (
        f'/* What is here. */\n"use strict";\n\n'
        f'koreaMap.define("{name}", [{listed}], ({", ".join(needs)}) => {{\n'
        f"{use if body is None else body}\n}});\n"
    )


@pytest.fixture
def folder(tmp_path):
    """Write files into a folder of scripts that has its namespace."""

    def write(**files: str) -> Path:
        scripts = tmp_path / "js"
        scripts.mkdir()
        (scripts / "namespace.js").write_text("window.koreaMap = {};\n")
        for name, text in files.items():
            (scripts / f"{name}.js").write_text(text)
        return scripts

    return write


def fault(scripts: Path) -> str:
    with pytest.raises(KoreaMapError) as raised:
        assemble_rooms(scripts)
    return str(raised.value)


def test_each_room_comes_after_those_it_needs_and_the_namespace_first(folder):
    scripts = folder(
        app=room("app", "walk", "dom"), dom=room("dom"), walk=room("walk", "words"),
        words=room("words"),
    )  # fmt: skip
    text = assemble_rooms(scripts)
    assert re.findall(r'define\("(\w+)', text) == ["words", "walk", "dom", "app"]
    assert text.startswith("window.koreaMap")


def test_a_part_of_the_rooms_comes_with_all_that_it_needs_and_no_more(folder):
    rooms = read_rooms(
        folder(app=room("app", "walk"), dom=room("dom"), walk=room("walk", "words"),
               words=room("words"))
    )  # fmt: skip
    assert [each.name for each in order_rooms(rooms, ["walk"])] == ["words", "walk"]


def test_a_head_may_run_over_several_lines(folder):
    text = (
        '"use strict";\nkoreaMap.define("app", [\n  "dom", "walk",\n], (\n  dom, walk,\n) => {\n'
        "  return { all: [dom, ...walk] };\n});\n"
    )
    assert "all:" in assemble_rooms(folder(app=text, dom=room("dom"), walk=room("walk")))


def test_a_need_that_no_file_defines_is_named_where_it_stands(folder):
    told = fault(folder(walk=room("walk", "wrods")))
    assert told == (
        'js/walk.js:4:26: no file defines "wrods"; write wrods.js or take it out of the head'
    )


def test_a_circle_is_named_in_its_order(folder):
    scripts = folder(
        app=room("app", "dom", "a"), dom=room("dom"), a=room("a", "b"), b=room("b", "c"),
        c=room("c", "a"),
    )  # fmt: skip
    assert fault(scripts) == "js/c.js:4:23: the needs go in a circle: a -> b -> c -> a"


def test_a_room_that_needs_itself_is_a_circle(folder):
    assert "in a circle: a -> a" in fault(folder(a=room("a", "a")))


def test_two_files_of_one_name_are_both_told(folder):
    told = fault(folder(stroll=room("walk"), walk=room("walk")))
    assert 'js/walk.js:1:1: "walk" is already defined in js/stroll.js' in told


def test_a_file_is_called_as_its_room_is(folder):
    assert fault(folder(stroll=room("walk"))) == (
        'js/stroll.js:4:18: the room is called "walk", its file "stroll"; give both one name'
    )


@pytest.mark.parametrize("name", ["define", "start", "page"])
def test_the_names_of_the_namespace_are_taken(folder, name):
    assert f'"{name}" is a name of the namespace' in fault(folder(**{name: room(name)}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "koreaMap.walk = (() => {})();\n",
        room("walk").replace('"use strict";', ""),
        room("walk").replace("koreaMap.define", "const early = 1;\nkoreaMap.define"),
        room("walk") + "const late = 1;\n",
        room("walk").replace("() => {", "function () {"),
    ],
)
def test_a_file_of_another_form_is_told_the_form(folder, text):
    told = fault(folder(walk=text))
    assert told.startswith("js/walk.js:1:1: ")
    assert 'koreaMap.define("walk", ["need"], (need) => { … });' in told


def test_the_parameters_are_the_needs_in_their_order(folder):
    text = room("walk", "dom", "i18n").replace("(dom, i18n)", "(i18n, dom)")
    told = fault(folder(walk=text, dom=room("dom"), i18n=room("i18n")))
    assert told == ("js/walk.js:4:43: the parameters are not the needs; write (dom, i18n) => {")


def test_a_mention_of_what_is_not_needed_is_told_with_its_line(folder):
    body = "  const a = 1;\n  return { a, b: koreaMap.dom.all };"
    told = fault(folder(walk=room("walk", body=body), dom=room("dom")))
    assert told == (
        'js/walk.js:6:18: koreaMap.dom is not among the needs of "walk"; add it to the head'
    )


def test_what_is_needed_is_spoken_of_by_its_parameter(folder):
    body = "  return { a: dom, b: `${koreaMap.dom}`, c: window, d: koreaMap };"
    told = fault(folder(walk=room("walk", "dom", body=body), dom=room("dom"))).splitlines()
    assert told == [
        "js/walk.js:5:26: koreaMap.dom is a parameter here; write dom",
        "js/walk.js:5:56: koreaMap is touched outside the head; take what is needed as a parameter",
    ]


def test_the_global_may_not_be_reached_by_way_of_the_window(folder):
    body = "  return window.koreaMap.dom;"
    told = fault(folder(walk=room("walk", body=body), dom=room("dom")))
    assert "koreaMap.dom is not among the needs" in told


def test_a_comment_a_text_or_a_pattern_may_speak_of_the_global(folder):
    body = (
        "  /* as koreaMap.page */ // koreaMap.dom\n"
        """  return { a: "koreaMap.dom", b: 'koreaMap.x', c: (/["'koreaMap.dom]/) };"""
    )
    assert assemble_rooms(folder(walk=room("walk", body=body)))


@pytest.mark.parametrize(
    "body",
    ["  return 1;", "  // dom\n  return 'dom';", "  return { dom: 1 };", "  return page.dom;"],
)
def test_a_need_that_is_never_used_is_told(folder, body):
    told = fault(folder(walk=room("walk", "dom", body=body), dom=room("dom")))
    assert told == 'js/walk.js:4:26: "dom" is never used; take it out of the head'


@pytest.mark.parametrize("body", ["  return `${dom.x}`;", "  return [...dom];", "  dom();"])
def test_a_need_is_used_in_a_template_too(folder, body):
    assert assemble_rooms(folder(walk=room("walk", "dom", body=body), dom=room("dom")))


def test_a_need_is_named_once(folder):
    text = room("walk", "dom").replace('["dom"], (dom)', '["dom", "dom"], (dom, dom)')
    assert '"dom" is needed 2 times; name it once' in fault(folder(walk=text, dom=room("dom")))


def test_all_faults_are_told_at_once(folder):
    told = fault(folder(walk=room("walk", "dom"), stroll=room("way"), app="1;\n"))
    assert [line.split(":")[0] for line in told.splitlines()] == [
        "js/app.js", "js/stroll.js", "js/walk.js",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("  return `a\n   b`;", "js/walk.js:5:10: a template runs over lines; end it on its line"),
        (
            "  return `a ${b ? `c  d` : 0}`;",
            "js/walk.js:5:10: a template stands in a template; give the inner one a name",
        ),
    ],
)
def test_a_template_whose_text_would_be_taken_for_code_is_refused(folder, body, told):
    assert told in fault(folder(walk=room("walk", body=body)))


def test_without_a_namespace_there_is_no_program(tmp_path):
    assert fault(tmp_path) == f"{tmp_path.name}/namespace.js:1:1: there is no such file"


def test_every_room_of_the_page_is_needed_by_another_but_the_last():
    rooms = read_rooms(SCRIPTS)
    needed = {need for each in rooms.values() for need in each.needs}
    assert set(rooms) - needed == {"app"}


def test_no_room_is_too_long_to_be_read():
    lengths = {path.name: len(path.read_text().splitlines()) for path in SCRIPTS.glob("*.js")}
    assert [name for name, length in lengths.items() if length > LONGEST] == []


def ids_of_the_document():
    """Every id of plan, list, step, document, land and language that stands in the tables."""
    data = PACKAGE.parent / "data"
    document = tomllib.loads((data / "document.toml").read_text(encoding="utf-8"))
    found = {document["id"], document["source"]}
    for table, column in (
        ("plans", "id"), ("proposals", "id"), ("proposals", "document"), ("steps", "id"),
        ("basemap/geography", "id"), ("basemap/geography", "country"),
    ):  # fmt: skip
        with (data / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row[column] for row in csv.DictReader(file)}
    return found - {""} | {path.stem for path in (data / "words").glob("*.toml")}


def mentions(text, ids):
    """Ids that stand in a text as a string, as a class or at the end of the name of one."""
    named = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    quoted = rf"""(?<![\w-])["'`#.](?P<one>{named})(?![\w-])"""
    return {found["one"] or found["two"] for found in re.finditer(
        rf"{quoted}|[a-z]-(?P<two>{named})(?![\w-])", text
    )}  # fmt: skip


@pytest.mark.parametrize("text", ["f('unc')", ".zone-unc {", '<i class="unc">', "#unc{}", "`unc`"])
def test_an_id_is_seen_as_a_string_and_in_a_class(text):
    assert mentions(text, {"unc", "un"}) == {"unc"}


@pytest.mark.parametrize("text", ["function", "a.uncles", "plan-{{ unc }}", "'unc-x'", "uncut-off"])
def test_a_word_that_is_longer_than_an_id_is_none(text):
    assert mentions(text, {"unc"}) == set()


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in (".js", ".css", ".j2")],
    ids=lambda path: path.name,
)
def test_no_file_of_the_page_knows_this_document(path):
    """Names of the ground are Korean, whatever the document: titles.js says so, and no other."""
    known = mentions(path.read_text(encoding="utf-8"), ids_of_the_document())
    assert known == ({"ko"} if path.name == "titles.js" else set())

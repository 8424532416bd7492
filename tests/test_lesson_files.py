"""The files of the lesson for other programs: documents, picture, cartridge."""

import io
import subprocess
import sys
import time
import zipfile
from datetime import datetime
from functools import cache
from pathlib import PurePosixPath

import pytest
from docx2python import docx2python
from lxml import etree, html
from PIL import Image
from test_lesson import CONTENT, LANGUAGES, key, plan, worksheet

from korea_map import credit
from korea_map.lesson import make_lesson
from korea_map.lesson.archives import pack, repack
from korea_map.lesson.blocks import Fold, Heading, Slips, Table
from korea_map.lesson.picture import draw_png
from korea_map.webmap.content import read_content

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCX = [
    (sheet, tag, f"{name}{'' if tag == 'en' else f'.{tag}'}.docx")
    for name, sheet in (("worksheet", worksheet), ("key", key))
    for tag in LANGUAGES
]


@cache
def files() -> dict[str, bytes]:
    return make_lesson(CONTENT)


def part_of(name: str, part: str):
    with zipfile.ZipFile(io.BytesIO(files()[name])) as archive:
        return etree.fromstring(archive.read(part))


# The bytes follow from the data alone.


def test_every_byte_is_the_same_with_the_clock_moved(monkeypatch):
    moved = time.time() + 400 * 86400 + 12345

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(moved, tz)

    monkeypatch.setattr(time, "time", lambda: moved)
    monkeypatch.setattr(time, "localtime", lambda *at: time.gmtime(*(at or (moved,))))
    for module in list(sys.modules.values()):
        if getattr(module, "datetime", None) is datetime and module.__name__.startswith("docx"):
            monkeypatch.setattr(module, "datetime", Later)
    again = make_lesson(read_content())
    assert set(again) == set(files())
    for name, content in again.items():
        assert content == files()[name], name


@pytest.mark.parametrize("name", [*(name for *_, name in DOCX), "korea_map.imscc"])
def test_no_file_of_an_archive_has_a_date_of_today(name):
    with zipfile.ZipFile(io.BytesIO(files()[name])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_packing_again_changes_only_the_times():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "a")
    assert repack(made.getvalue()) == pack({"a.txt": b"a"}) != made.getvalue()


# The documents, as another library reads them.


@pytest.mark.parametrize(("sheet", "tag", "name"), DOCX, ids=[name for *_, name in DOCX])
def test_a_document_says_what_the_sheet_says(sheet, tag, name):
    with docx2python(io.BytesIO(files()[name])) as read:
        said = " ".join(read.text.split())
        properties = read.core_properties
    for block in sheet(tag).blocks:
        text = getattr(block, "text", getattr(block, "ask", ""))
        if "screen" in getattr(block, "kind", "") or hasattr(block, "fragment"):
            continue
        for piece in text.replace("*", "\0").split("\0"):
            assert " ".join(piece.split()) in said, piece
    assert properties["title"] == sheet(tag).title
    assert properties["creator"] == properties["lastModifiedBy"] == credit.AUTHOR
    assert properties["description"] == credit.CREDIT
    assert properties["created"] == properties["modified"] == "1980-01-01T00:00:00Z"
    assert properties["language"] == tag


@pytest.mark.parametrize(("sheet", "tag", "name"), DOCX, ids=[name for *_, name in DOCX])
def test_a_document_has_headings_tables_with_heads_and_a_language(sheet, tag, name):
    body = part_of(name, "word/document.xml")
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    headings = [block for block in sheet(tag).blocks if isinstance(block, Heading)]
    assert styles.count("Title") == 1
    headings += [block for block in sheet(tag).blocks if isinstance(block, Fold)]
    assert sum(style.startswith("Heading") for style in styles) == len(headings) >= 5
    tables = [block for block in sheet(tag).blocks if isinstance(block, Table)]
    assert len(list(body.iter(f"{W}tblHeader"))) == len(tables) >= 2
    assert [one.get(f"{W}val") for one in body.iter(f"{W}tblCaption")] == [
        t.caption for t in tables
    ]
    slips = [block for block in sheet(tag).blocks if isinstance(block, Slips)]
    assert len(list(body.iter(f"{W}tbl"))) >= len(tables) + len(slips)
    written = part_of(name, "word/styles.xml").iterfind(f"{W}style[@{W}styleId='Normal']//{W}lang")
    assert [one.get(f"{W}val") for one in written] == [tag]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_worksheet_ends_with_a_page_to_read(tag):
    name = "worksheet.docx" if tag == "en" else f"worksheet.{tag}.docx"
    paragraphs = list(part_of(name, "word/document.xml").iter(f"{W}p"))
    texts = ["".join(one.itertext()) for one in paragraphs]
    begins = texts.index(plan(tag).message("reading"))
    assert paragraphs[begins].find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert texts[begins + 1] == plan(tag).text("reading.second.text")
    source = CONTENT.sources[CONTENT.dataset.document.source]
    assert any(source.url in text for text in texts[begins + 2 :])
    last = [block.ask for block in worksheet(tag).blocks if hasattr(block, "ask")][-1]
    assert texts.index(last) < begins, "no question is after it"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_picture_of_a_document_has_a_text_in_its_place(tag):
    name = "worksheet.docx" if tag == "en" else f"worksheet.{tag}.docx"
    space = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    (told,) = part_of(name, "word/document.xml").iter(f"{space}docPr")
    assert told.get("descr") == plan(tag).language.text("figure.alt").replace("*", "")


# The picture.


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_picture_shows_land_zones_and_names(tag):
    picture = Image.open(io.BytesIO(files()["map.png" if tag == "en" else f"map.{tag}.png"]))
    assert picture.format == "PNG"
    assert picture.size[0] == 1200
    colours = picture.convert("RGB").getcolors(maxcolors=2**24)
    share = {colour: count / (picture.size[0] * picture.size[1]) for count, colour in colours}
    assert share.get((251, 246, 230), 0) > 0.1, "the land of the halves"
    assert share.get((228, 236, 239), 0) > 0.1, "the sea"
    assert share.get((0, 0, 0), 0) < 0.01, "nothing is left black"
    ink = sum(part for colour, part in share.items() if max(colour) < 90)
    assert ink > 0.002, "names are written"


def test_names_are_drawn_in_the_script_of_each_language():
    def draw(text):
        return draw_png(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
            f'<text x="4" y="28" font-size="24" font-family="sans-serif">{text}</text></svg>'
        )

    drawn = {
        text: draw(text) for text in ("", "신의주", "Sinŭiju", "新義州", "Сингисю", "\U0010ffff")
    }
    assert len(set(drawn.values())) == len(drawn) or drawn["\U0010ffff"] == drawn[""]


def test_the_libraries_of_the_lesson_are_loaded_by_no_other_command():
    code = (
        "import sys; from korea_map.webmap import build_map; import korea_map.cli; build_map();"
        "print([m for m in ('docx', 'resvg_py', 'pylopdf_fonts_ko') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# The cartridge: Common Cartridge 1.1, as its schema and as the converters of Moodle and Canvas
# have it. Each rule says in whose.

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
MANIFEST = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
ROLE = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource}"
PAGE_KINDS = (".html", ".htm", ".xhtml")
KEPT = "webcontent"
LINKED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


@cache
def cartridge() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(files()["korea_map.imscc"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def manifest():
    return etree.fromstring(cartridge()["imsmanifest.xml"])


@cache
def resources():
    return {one.get("identifier"): one for one in manifest().iter(f"{CP}resource")}


def modules():
    return manifest().findall(f"{CP}organizations/{CP}organization/{CP}item/{CP}item")


def test_the_schema_knows_the_order_of_what_a_manifest_holds():
    root = manifest()
    assert root.tag == f"{CP}manifest"
    assert [child.tag for child in root] == [
        f"{CP}metadata", f"{CP}organizations", f"{CP}resources",
    ]  # fmt: skip
    told = root[0]
    assert [child.tag for child in told] == [f"{CP}schema", f"{CP}schemaversion", f"{MANIFEST}lom"]
    assert [child.text for child in told[:2]] == ["IMS Common Cartridge", "1.1.0"]
    (one,) = root[1]
    assert one.get("structure") == "rooted-hierarchy"
    (first,) = one
    assert first.find(f"{CP}title") is None, "the item at the root has no title"
    ids = [node.get("identifier") for node in root.iter() if node.get("identifier")]
    assert len(ids) == len(set(ids)), "each id is there once"
    assert all(etree.QName(one) for one in ids)


def test_the_schema_wants_each_file_once_and_the_one_that_opens_among_them():
    for one in resources().values():
        named = [file.get("href") for file in one.iter(f"{CP}file")]
        assert one.get("href") in named
        assert len(named) == len(set(named))
        assert one.get("type") in (KEPT, LINKED)
        assert all(name in cartridge() for name in named)


def test_nothing_lies_in_the_cartridge_that_the_manifest_does_not_name():
    named = {file.get("href") for file in manifest().iter(f"{CP}file")}
    assert named | {"imsmanifest.xml"} == set(cartridge())


def test_moodle_knows_the_format_by_its_first_five_hundred_letters():
    head = cartridge()["imsmanifest.xml"][:500].decode("utf-8").lower()
    bare = "".join(head.split()).replace('"', "").replace("'", "")
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in bare
    found = [name for name in cartridge() if PurePosixPath(name).name == "imsmanifest.xml"]
    assert found == ["imsmanifest.xml"], "it takes the first file of that name in any folder"


def test_moodle_compares_names_of_elements_without_prefixes():
    text = cartridge()["imsmanifest.xml"].decode("utf-8")
    for name in ("manifest", "item", "title", "resource", "file"):
        assert f"<{name}" in text
    assert "authorizations" not in text, "it refuses what is protected"


def test_moodle_has_a_title_for_course_sections_and_activities():
    path = f"{CP}metadata/{MANIFEST}lom/{MANIFEST}general/{MANIFEST}title/{MANIFEST}string"
    assert manifest().find(path).text == plan().text("title")
    assert len(modules()) == len(LANGUAGES)
    for module in modules():
        assert module.get("identifierref") is None, "an item without a resource is a section"
        assert module.find(f"{CP}title").text
        for item in module.findall(f"{CP}item"):
            assert item.find(f"{CP}title").text
            assert item.get("identifierref") in resources()
            assert item.find(f"{CP}item") is None


def test_moodle_copies_no_page_so_that_none_is_needed_by_another():
    """It takes the text of a page that is web content, and leaves every HTML file where it was."""
    for module in modules():
        for item in module.findall(f"{CP}item"):
            one = resources()[item.get("identifierref")]
            opens = one.get("href")
            if opens.endswith(PAGE_KINDS):
                assert one.get("type") == KEPT, "of a linked page nothing would be left"
                for *_, link, _ in html.fromstring(cartridge()[opens]).iterlinks():
                    assert not link.split("#")[0].split("?")[0].endswith(PAGE_KINDS), link


def test_moodle_replaces_the_names_of_linked_files_wherever_they_stand():
    for name in [name for name in cartridge() if name.endswith(".html") and "lesson" in name]:
        page = html.fromstring(cartridge()[name])
        links = {link for *_, link, _ in page.iterlinks() if link in cartridge()}
        assert links, "picture and map are linked"
        said = page.text_content()
        for link in links:
            assert link not in said
            assert link.isascii()
            assert not any(link != other and link in other for other in links)


def test_moodle_cleans_a_page_which_therefore_needs_neither_frame_nor_script_nor_field():
    for name in [name for name in cartridge() if name.endswith(".html") and "lesson" in name]:
        page = html.fromstring(cartridge()[name])
        for tag in ("iframe", "script", "textarea", "input", "object", "form"):
            assert page.findall(f".//{tag}") == [], tag
        assert page.find(".//img").get("alt")
        assert len(page.findall(".//h2")) == len(plan().phases)


def test_what_is_for_the_teacher_is_hidden_in_moodle_and_locked_in_canvas():
    path = f"{CP}metadata/{ROLE}lom/{ROLE}educational/{ROLE}intendedEndUserRole/{ROLE}value"
    hidden = {one.get("href") for one in resources().values() if one.findtext(path) == "Instructor"}
    assert hidden == {name for name in cartridge() if name.startswith("key")} != set()


def test_canvas_has_the_map_as_a_file_and_everybody_has_it_packed():
    assert cartridge()["korea_map.html"] == files()["korea_map.html"]
    (named,) = [one for one in resources().values() if one.get("href") == "korea_map.html"]
    assert named.get("type") == LINKED
    with zipfile.ZipFile(io.BytesIO(cartridge()["korea_map.zip"])) as archive:
        assert archive.namelist() == ["korea_map.html"]
        assert archive.read("korea_map.html") == files()["korea_map.html"]


def test_licence_lesson_and_documents_are_in_the_cartridge_too():
    for name in ("LICENSE.txt", "worksheet.docx", "worksheet.ko.docx", "map.png"):
        assert cartridge()[name] == files()[name]
    assert credit.LICENCE in cartridge()["LICENSE.txt"].decode("utf-8")
    rights = f"{CP}metadata/{MANIFEST}lom/{MANIFEST}rights/{MANIFEST}description/{MANIFEST}string"
    assert credit.LICENCE in manifest().findtext(rights)

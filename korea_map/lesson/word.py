"""Sheets as documents for Word and LibreOffice, with headings, tables and texts for pictures."""

import io
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from korea_map import credit
from korea_map.lesson import blocks
from korea_map.lesson.archives import EPOCH, repack
from korea_map.lesson.blocks import Sheet, split_marks
from korea_map.webmap.language import settle

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph

_BOXED: Final = "Table Grid"
_PICTURE_CM: Final = 9.0
_MARGIN_CM: Final = 1.3
_POINTS: Final = 10
_LINE_POINTS: Final = 12.2
_SHORTEST: Final = 12
"""Letters of the narrowest column."""
_LINE: Final = {"val": "single", "sz": "4", "space": "1", "color": "8D8778"}
_FONTS: Final = {"ascii": "Calibri", "hAnsi": "Calibri", "eastAsia": "Malgun Gothic"}


def write_docx(sheet: Sheet, picture: bytes) -> bytes:
    """Return a sheet as a docx; its bytes follow from the sheet alone.

    Parameters
    ----------
    sheet
        The sheet.
    picture
        PNG of the drawn maps.
    """
    from docx import Document

    document = Document()
    _describe(document, sheet)
    _set_up(document, sheet.lang)
    _say(document.add_heading("", 0), sheet.title)
    for block in sorted(sheet.blocks, key=lambda one: isinstance(one, blocks.Fold)):
        _WRITERS[type(block)](document, block, picture)
    made = io.BytesIO()
    document.save(made)
    return repack(made.getvalue())


def _describe(document: "Document", sheet: Sheet) -> None:
    """Say who made the document and when: what python-docx puts there is its template's."""
    told = document.core_properties
    told.title, told.language = settle(sheet.title), sheet.lang
    told.author = told.last_modified_by = credit.AUTHOR
    told.comments = credit.CREDIT
    told.created = told.modified = EPOCH
    told.revision = 1


def _set_up(document: "Document", lang: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    for section in document.sections:
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Cm(_MARGIN_CM))
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for which, font in _FONTS.items():
            fonts.set(qn(f"w:{which}"), font)
    normal = document.styles["Normal"]
    normal.font.size = Pt(_POINTS)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.space_before = Pt(1)
    normal.paragraph_format.line_spacing = Pt(_LINE_POINTS)  # fonts of other scripts are higher
    document.styles["Title"].font.size = Pt(18)
    for level in (1, 2):
        document.styles[f"Heading {level}"].paragraph_format.space_before = Pt(8)
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.line_spacing = 1.0
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), lang)
    spoken.set(qn("w:eastAsia"), lang if lang.startswith(("ko", "ja", "zh")) else "ko-KR")
    normal.element.get_or_add_rPr().append(spoken)


def _say(paragraph: "Paragraph", text: str, *, bold: bool = False) -> "Paragraph":
    for piece, own in split_marks(text):
        run = paragraph.add_run(piece)
        run.italic = own or None
        run.bold = bold or None
    return paragraph


def _heading(document: "Document", block: blocks.Heading, _: bytes) -> None:
    heading = document.add_heading("", block.level - 1)
    heading.paragraph_format.page_break_before = block.anew or None
    _say(heading, f"{block.text} ({block.aside})" if block.aside else block.text)


def _text(document: "Document", block: blocks.Text, _: bytes) -> None:
    from docx.shared import Pt

    if "screen" in block.kind:
        return
    paragraph = _say(document.add_paragraph(), block.text, bold=block.kind in ("lead", "named"))
    paragraph.paragraph_format.keep_with_next = block.kind == "named" or None
    if block.kind == "small":
        for run in paragraph.runs:
            run.font.size = Pt(8.5)


def _points(document: "Document", block: blocks.Points, _: bytes) -> None:
    for item in block.items:
        _say(document.add_paragraph(style="List Bullet"), item)


def _link(document: "Document", block: blocks.Link, _: bytes) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if not block.url:
        return  # the map is no part of a document on paper
    paragraph = document.add_paragraph()
    target = document.part.relate_to(block.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(block.text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _answer(document: "Document", block: blocks.Answer, _: bytes) -> None:
    _say(document.add_paragraph(), block.ask).paragraph_format.keep_with_next = True
    for _line in range(block.lines):
        _rule(document.add_paragraph(" "))


def _rule(paragraph: "Paragraph") -> None:
    """Draw a line to write on."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for side in ("bottom", "between"):
        line = OxmlElement(f"w:{side}")
        for key, value in _LINE.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _blanks(document: "Document", block: blocks.Blanks, _: bytes) -> None:
    table = document.add_table(rows=1, cols=len(block.names), style=_BOXED)
    for cell, name in zip(table.rows[0].cells, block.names, strict=True):
        cell.text = f"{name}: "
    _gap(document)


def _table(document: "Document", block: blocks.Table, _: bytes) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table = document.add_table(rows=1, cols=len(block.head), style=_BOXED)
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), block.caption)
    table._tbl.tblPr.append(described)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cell, head in zip(table.rows[0].cells, block.head, strict=True):
        _say(cell.paragraphs[0], head, bold=True)
    for row in block.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for index, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            if text is None:
                for _line in range(block.lines - 1):
                    cell.add_paragraph()
            else:
                _say(cell.paragraphs[0], text, bold=index == 0)
    _share_out(table, document)
    _gap(document)


def _share_out(table: "DocxTable", document: "Document") -> None:
    """Give columns the more of the width the longer their texts are."""
    from docx.shared import Emu

    columns = [[len(cell.text) for cell in column.cells] for column in table.columns]
    weights = [math.sqrt(max(_SHORTEST, *lengths)) for lengths in columns]
    if any(max(lengths[1:], default=1) == 0 for lengths in columns):
        weights = [1.0] * len(columns)
    section = document.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    whole = (section.page_width or 0) - margins
    for column, weight in zip(table.columns, weights, strict=True):
        column.width = Emu(int(whole * weight / sum(weights)))
        for cell in column.cells:
            cell.width = column.width


def _gap(document: "Document") -> None:
    """Keep tables apart."""
    from docx.shared import Pt

    gap = document.add_paragraph().paragraph_format
    gap.space_before = gap.space_after = Pt(0)
    gap.line_spacing = Pt(5)


def _picture(document: "Document", block: blocks.Picture, picture: bytes) -> None:
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(picture), width=Cm(_PICTURE_CM))
    document.paragraphs[-1].paragraph_format.line_spacing = 1.0
    shape._inline.docPr.set("descr", block.alt)


def _frame(document: "Document", block: blocks.Frame, picture: bytes) -> None:
    """Leave out what needs a screen."""
    del document, block, picture


def _fold(document: "Document", block: blocks.Fold, picture: bytes) -> None:
    _heading(document, blocks.Heading(block.title, anew=True), picture)
    for one in block.blocks:
        _WRITERS[type(one)](document, one, picture)


def _slips(document: "Document", block: blocks.Slips, _: bytes) -> None:
    table = document.add_table(rows=1, cols=1, style=_BOXED)
    head = table.rows[0].cells[0]
    _say(head.paragraphs[0], block.name, bold=True)
    head.add_paragraph(block.note)
    for item in block.items:
        table.add_row().cells[0].text = item
    _gap(document)


_WRITERS: Final[Mapping[type, Callable[["Document", Any, bytes], None]]] = {
    blocks.Heading: _heading,
    blocks.Text: _text,
    blocks.Points: _points,
    blocks.Link: _link,
    blocks.Answer: _answer,
    blocks.Blanks: _blanks,
    blocks.Table: _table,
    blocks.Picture: _picture,
    blocks.Frame: _frame,
    blocks.Slips: _slips,
    blocks.Fold: _fold,
}

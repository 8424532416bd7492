"""Text as other programs leave it: what is UTF-16, what is no text at all, where lines end."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Protocol

from korea_map.errors import DataError, Problem

IN_UTF_16: Final = "the file is in UTF-16; save it as UTF-8"

LONGEST_LINE: Final = 65536
"""Characters that a line may have: the longest of a table has under a thousand."""

LONGEST_JSON_LINE: Final = 1 << 24
"""The same for JSON, of which programs write all in one line: 90 times the package's largest."""

MOST_LINES: Final = 500_000
"""Lines that a text may have: eight times what lists of 10,000 points for six plans need."""

_CHUNK: Final = 65536
_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SHEET: Final = "a file of a spreadsheet program; save the sheet as CSV in UTF-8"
_PACKED: Final = "a packed file; unpack it"
_BEGINNINGS: Final = {
    b"PK\x03\x04": "a file of a spreadsheet program, or an archive; save the sheet as CSV in UTF-8",
    b"\xd0\xcf\x11\xe0": _SHEET,
    b"\x1f\x8b": _PACKED,
    b"BZh": _PACKED,
    b"\xfd7zXZ": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"Rar!": _PACKED,
    b"%PDF-": "a PDF; copy its text into a file in UTF-8",
    b"{\\rtf": "rich text; save it as plain text in UTF-8",
}
"""How files begin that are no text, and what to do with each."""

LINE_END: Final = re.compile(r"\r\n|\r|\n")


def find_unprintable(text: str, *, lines: bool = False) -> str | None:
    r"""Return the first character of a text that no file can hold as text; None where none is.

    Parameters
    ----------
    text
        A name or a sentence.
    lines
        Whether it may have several lines, and tabs.

    Examples
    --------
    >>> find_unprintable("Seoul\0"), find_unprintable("one\ntwo", lines=True)
    ('U+0000', None)
    """
    for sign in text:
        odd = unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or ord(sign) & 0xFFFE == 0xFFFE
        if odd and not (lines and sign in "\t\n\r\u2028\u2029"):
            return f"U+{ord(sign):04X}"
    return None


# What nobody sees though it counts as a mark or a letter (Unicode calls it ignorable by
# default), and the two signs that programs put where a letter was lost.
_UNSEEN: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u2800\u3164\uffa0\ufffc\ufffd"
).union(map(chr, (*range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000))))
_BLANKS: Final = frozenset("\u2800\u3164\uffa0")
"""Letters that look like a blank."""
_AFTER_SIGNS: Final = frozenset("\u200d").union(map(chr, range(0xFE00, 0xFE10)))
"""What emoji have after a sign, for their look or to join the next."""
_IDEOGRAPHS: Final = range(0x20000, 0x3FFFE)


def is_hidden(sign: str) -> bool:
    r"""Tell whether nobody would see a character for what it is: no text of a document may have it.

    Controls, marks of direction, blanks that are no plain blank, what has no width, what is
    for private use, what is no character. Two planes are for ideographs alone: one that
    Unicode has taken up since is a letter whichever release this Python knows.

    Examples
    --------
    >>> [is_hidden(sign) for sign in "a서\u202e\u3164\U00031350"]
    [False, False, True, True, False]
    """
    if ord(sign) in _IDEOGRAPHS and ord(sign) & 0xFFFE != 0xFFFE:
        return False
    return not sign.isprintable() or sign in _UNSEEN


LONGEST_WORD: Final = 40
"""Letters of a word that no column of a table is widened for."""


def has_long_word(text: str) -> bool:
    """Tell whether a word of a text is too long to stand unbroken in a column."""
    return len(text) > LONGEST_WORD and any(len(word) > LONGEST_WORD for word in text.split())


def find_hidden(text: str) -> set[str]:
    r"""Return the characters of a text that are hidden, but for line ends and tabs.

    Examples
    --------
    >>> find_hidden("Busan\t부산\n"), find_hidden("Bu\u200bsan")
    (set(), {'\u200b'})
    """
    plain = text.replace("\n", "").replace("\r", "").replace("\t", "")
    if plain.isascii() and plain.isprintable():
        return set()
    return {sign for sign in set(plain) if is_hidden(sign)}


def fault_of_sign(sign: str, *, by: str = "") -> str:
    """Return what is wrong with a hidden character, and what to do.

    Parameters
    ----------
    by
        By what it comes in where it does not stand there itself, with a blank before.
    """
    lost, code = sign in "\ufffc\ufffd", f"U+{ord(sign):04X}"
    if lost:
        return f"{code} stands where a letter was lost; write it anew"
    if sign.isspace() or sign in _BLANKS:
        return f"invisible character {code}{by}; write a plain blank instead"
    stays = ", the sign before it may stay" if sign in _AFTER_SIGNS else ""
    return f"invisible character {code}{by}; delete it{stays}"


def find_text_faults(
    text: str, *, longest: int = LONGEST_LINE, most: int = MOST_LINES
) -> Iterator[tuple[int, int, str]]:
    r"""Yield what no text of a document may have, at most once a line: the rules of every file.

    Parameters
    ----------
    text
        Of the whole file. Line ends of every kind and tabs are left to those who know
        the format.
    longest, most
        Characters that a line may have, and lines. Beyond either there is no second fault.

    Yields
    ------
    tuple of (int, int, str)
        Line, column, and what is wrong and what to do.

    Examples
    --------
    >>> list(find_text_faults("a\nb\u200b\n"))
    [(2, 2, 'invisible character U+200B; delete it')]
    """
    if text.count("\n") > most:
        yield most + 1, 1, f"more than {most:,} lines; divide the file, or delete what is not meant"
        return
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1) if len(text) > longest else ():
        if len(line) > longest:
            yield number, longest + 1, f"a line of more than {longest:,} characters; shorten it"
            return
    hidden = find_hidden(text)
    if not hidden and unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(lines, start=1):
        if found := hidden.intersection(line):
            column, sign = min((line.index(sign), sign) for sign in found)
            yield number, column + 1, fault_of_sign(sign)
        elif not line.isascii() and not unicodedata.is_normalized("NFC", line):
            yield number, 1, "not in Unicode normal form C; normalise the line"


class Source(Protocol):
    """Bytes that are read as they come: a file, a pipe, a member of an archive."""

    def read1(self, size: int, /) -> bytes:
        """Return some bytes, at most so many; none at the end."""


def fault_of_bytes(head: bytes) -> str | None:
    """Return why bytes cannot be read as text, and what to do; None where they can.

    Parameters
    ----------
    head
        How the file begins.

    Examples
    --------
    >>> fault_of_bytes(b"%PDF-1.7")
    'a PDF; copy its text into a file in UTF-8'
    """
    for beginning, message in _BEGINNINGS.items():
        if head.startswith(beginning):
            return message
    if head[257:262] == b"ustar":
        return "an archive made by tar; unpack it"
    if head.startswith(_MARKS_32):
        return "the file is in UTF-32; save it as UTF-8"
    if not is_utf_16(head) and _looks_like_utf_16(head):
        return "the file looks like UTF-16 without a byte order mark; save it as UTF-8"
    return None


def is_utf_16(head: bytes) -> bool:
    """Tell whether bytes say that they are UTF-16."""
    return head.startswith(_MARKS) and not head.startswith(_MARKS_32)


def _looks_like_utf_16(head: bytes) -> bool:
    """Tell whether every other byte is often 0, or line feeds of two bytes are there."""
    fewer, more = sorted((head[0::2].count(0), head[1::2].count(0)))
    if fewer == 0 and more > 1 and more * 4 >= len(head):
        return True
    pairs = {head[place : place + 2] for place in range(0, len(head), 2)} if more else set()
    return bool(pairs & {b"\n\0", b"\0\n"}) and (fewer == 0 or not _is_utf_8(head))


def _is_utf_8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def fault_of_line_ends(text: str) -> tuple[int, int, str] | None:
    r"""Return line, column and message of the first line end that is not LF alone, if any.

    Examples
    --------
    >>> fault_of_line_ends("a,b\r\n1,2\r\n")
    (1, 4, 'line ends with CR LF; save the file with LF alone')
    """
    place = text.find("\r")
    if place < 0:
        return None
    end = "CR LF" if text.startswith("\r\n", place) else "CR"
    line, column = place_in(text, place)
    return line, column, f"line ends with {end}; save the file with LF alone"


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class TextLines:
    r"""The numbered lines of a text, read piece by piece, whatever their ends.

    A line is None where it is longer than `LONGEST_LINE`. What is not UTF-8 is kept in a
    line as half characters (`surrogateescape`), to be reported.

    Parameters
    ----------
    source
        The bytes.
    file
        What messages call it.

    Attributes
    ----------
    encoding
        `utf-8` or `utf-16`, as the file says.

    Raises
    ------
    DataError
        The bytes are no text in one of them.

    Examples
    --------
    >>> import io
    >>> list(TextLines(io.BytesIO(b"Taiko\rTaiden\r\nAnto"), file="names.txt"))
    [(1, 'Taiko'), (2, 'Taiden'), (3, 'Anto')]
    """

    def __init__(self, source: Source, *, file: str) -> None:
        self.file = file
        self._source = source
        self._head = b""
        while len(self._head) < 4 and (raw := source.read1(_CHUNK)):
            self._head += raw
        if fault := fault_of_bytes(self._head):
            raise DataError([Problem(file, 1, 1, fault)])
        self.encoding = "utf-16" if is_utf_16(self._head) else "utf-8"

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        """Yield each line with its number, from 1; once, as the bytes come."""
        number, too_long = 1, False
        rest = ""
        for text, last in self._decode():
            text = rest + text
            # the line feed of a CR LF may be in the next piece
            held = "\r" if text.endswith("\r") and not last else ""
            *whole, rest = LINE_END.split(text.removesuffix(held) if held else text)
            for line in whole:
                yield number, None if too_long or len(line) > LONGEST_LINE else line
                number, too_long = number + 1, False
            if len(rest) > LONGEST_LINE:
                rest, too_long = "", True
            rest += held
        if rest or too_long:
            yield number, None if too_long else rest

    def _decode(self) -> Iterator[tuple[str, bool]]:
        """Yield pieces of text, and whether it is the last."""
        if self.encoding == "utf-16":
            decoder = codecs.getincrementaldecoder("utf-16")("replace")
        else:
            decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        raw = self._head
        while raw:
            yield decoder.decode(raw), False
            raw = self._source.read1(_CHUNK)
        yield decoder.decode(b"", final=True), True

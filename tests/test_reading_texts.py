"""Texts come in as they stand, and what is no text is told with its place."""

import io
import os
from pathlib import Path

import pytest

from korea_map.errors import DataError, KoreaMapError
from korea_map.reading import texts_in
from korea_map.reading.texts_in import Given, decode, open_text, read_stream, take_text


def test_a_string_is_the_text_itself_and_a_path_is_a_file(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes(b"From Taiko\r\non.")
    assert take_text("letter.txt") == Given("letter.txt", "text")
    given = take_text(path)
    assert (given.text, Path(given.file).name, given.path) == (
        "From Taiko\r\non.",
        "letter.txt",
        path,
    )


@pytest.mark.parametrize("text", [None, 7, b"Taiko", ["Taiko"]])
def test_what_is_no_text_is_refused_with_what_to_give(text):
    with pytest.raises(KoreaMapError, match="is no text; give a string, or the Path of a file"):
        take_text(text)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b"])
def test_line_ends_stay_as_they_are(end):
    assert decode(f"Taiko{end}Fusan".encode(), "a.txt") == f"Taiko{end}Fusan"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_byte_order_mark_is_no_part_of_the_text_and_nothing_is_normalised(code):
    text = "e\u0301 \ufeff 𠮷 Taiko"
    assert decode(text.encode(code), "a.txt") == text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"one\ntwo \xe9\n", "a.txt:2:5: byte 0xe9 is not UTF-8; save the text as UTF-8"),
        ("é\n€".encode() + b"\xff", "a.txt:2:2: byte 0xff is not UTF-8; save the text as UTF-8"),
        (b"Tai\0ko", "a.txt:1:4: a NUL, which no text has; give a plain text"),
        (b"\xff\xfeT\0\n\0\x00\xd8a\0", "a.txt:2:1: the file ends within a character of UTF-16"),
        (b"%PDF-1.7", "a.txt:1:1: a PDF; copy its text into a file in UTF-8"),
        (b"PK\x03\x04", "a.txt:1:1: a file of a spreadsheet program, or an archive; save the text"),
        ("Taiko".encode("utf-16-le"), "a.txt:1:1: the file looks like UTF-16 without"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(raw, message):
    with pytest.raises(DataError) as told:
        decode(raw, "a.txt")
    assert str(told.value).startswith(message)


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)
    with pytest.raises(DataError, match=r"huge.txt:1:1: holds more than 8 MB; divide it"):
        open_text(path)


def test_a_stream_without_an_end_is_read_no_further_than_a_text_may_be(monkeypatch):
    monkeypatch.setattr(texts_in, "LARGEST", 1 << 20)

    class Endless(io.RawIOBase):
        taken = 0

        def read1(self, size):
            self.taken += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(DataError, match="-:1:1: holds more than 1 MB"):
        read_stream(endless, "-")
    assert endless.taken < 2 << 20


def test_what_is_no_file_is_refused_by_what_it_is(tmp_path):
    with pytest.raises(DataError, match=":1:1: is a folder; give the path of a text"):
        open_text(tmp_path)
    with pytest.raises(DataError, match=r"none.txt:1:1: file not found; correct its name"):
        open_text(tmp_path / "none.txt")
    with pytest.raises(DataError, match="cannot be read"):
        open_text(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_pipe_that_nobody_writes_into_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError, match="pipe:1:1: is a pipe; give the path of a text"):
        open_text(tmp_path / "pipe")

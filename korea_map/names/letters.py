"""The scripts that names are written in: their tags, their letters, where they stand in Unicode."""

import re
import unicodedata
from typing import Final

LATIN: Final = "latn"
CYRILLIC: Final = "cyrl"
HANGUL: Final = "hang"
HANJA: Final = "hani"
KANA: Final = "kana"

LETTERS: Final = {
    LATIN: "abcdefghijklmnopqrstuvwxyz",
    CYRILLIC: "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    KANA: "abcdefghijklmnopqrstuvwxyz",
}
"""The letters that are weighed, of the scripts that spell by sound; of kana their sounds."""

# As parts of a character class, both cases.
LATIN_RANGE: Final = "A-Za-z"
CYRILLIC_RANGE: Final = "А-Яа-яЁё"
HANGUL_RANGE: Final = "가-힣"
HANJA_RANGE: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA_RANGE: Final = "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u309d\u309e"

APOSTROPHES: Final = "’'`´ʼ‘ʻ′＇"
"""What stands for the mark of an aspirate, or between two syllables."""

_HANGUL: Final = re.compile(f"[{HANGUL_RANGE}]+")
_HANJA: Final = re.compile(f"[{HANJA_RANGE}]+")
_HIRAGANA: Final = re.compile("[\u3041-\u3096]+")
_EITHER_KANA: Final = re.compile(f"[{KANA_RANGE}]+")
_NATIVE: Final = re.compile(f"[{HANGUL_RANGE}{HANJA_RANGE}]+")


def titled(name: str) -> str:
    """Give a name with a capital, and its other letters as they are."""
    return name[:1].upper() + name[1:]


def only_hangul(text: str) -> str:
    """Give the Hangul syllables of a text."""
    return "".join(_HANGUL.findall(text))


def only_native(text: str) -> str:
    """Give the Hangul syllables and Chinese characters of a text."""
    return "".join(_NATIVE.findall(text))


def is_hangul(text: str) -> bool:
    """Tell whether a text is Hangul syllables and nothing else."""
    return _HANGUL.fullmatch(text) is not None


def is_hanja(text: str) -> bool:
    """Tell whether a text is Chinese characters and nothing else."""
    return _HANJA.fullmatch(text) is not None


def is_written_in_signs(text: str) -> bool:
    """Tell whether a text has a Hangul syllable or a Chinese character."""
    return _NATIVE.search(text) is not None


def has_kana_alone(text: str) -> bool:
    """Tell whether a text is kana of either kind and nothing else."""
    return _EITHER_KANA.fullmatch(text) is not None


def is_kana(text: str) -> bool:
    """Tell whether a text is hiragana and nothing else."""
    return _HIRAGANA.fullmatch(text) is not None


def unmarked(text: str) -> str:
    """Give a text without the marks on its letters."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char))

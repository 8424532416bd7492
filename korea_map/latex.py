r"""Letters as BibTeX files write them: `{\v c}` is č, `\"u` is ü, `--` is –."""

import re
import unicodedata
from typing import Final

_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_LETTERS: Final = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ",
    "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "copyright": "©",
    "pounds": "£", "euro": "€", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textbackslash": "\\", "textasciitilde": "~", "textdegree": "°",
    "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}",
}  # fmt: skip
_FORMS: Final = ("emph", "enquote", "mbox", "textbf", "textit", "textrm", "textsc", "texttt")
"""What says how its letters look, and leaves them as they are."""

_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]+)\s*|(.))", re.DOTALL)
_ACCENTED: Final = re.compile(
    r"\\(?:([`'^~=.\"])\s*|([uvHcdbkrt])(?:\s+|(?=\{)))"
    r"(?:\{\s*(\\[ij](?![A-Za-z])|[^\W\d_])(\w?)\s*\}|(\\[ij](?![A-Za-z])\s*|[^\W\d_]))"
)
_ADDRESS: Final = re.compile(r"\\url\s*\{([^{}]*)\}|https?://[^\s{}\\]+")
_ESCAPES: Final = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "{": "\\textbraceleft{}", "}": "\\textbraceright{}",
}  # fmt: skip
_MEANT: Final = re.compile(
    r"(\\url\s*\{[^{}]*\}|\\[A-Za-z]+|\\.)|(https?://[^\s{}\\]+)|[&%$#_^]", re.DOTALL
)
_SIGNS: Final = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\u00a0"}


def decode_latex(text: str) -> str:
    r"""Return a text with letters for the commands that stand for them, and without braces.

    Raises
    ------
    ValueError
        With the command that stands for no letter known here.

    Examples
    --------
    >>> decode_latex(r"Zagado{\v c}naia {Kor}eja, pp. 1--2")
    'Zagadočnaia Koreja, pp. 1–2'
    """
    kept: list[str] = []  # what looks like a sign of LaTeX and is none

    def keep(sign: str) -> str:
        kept.append(sign)
        return f"\0{len(kept) - 1}\0"

    text = _ADDRESS.sub(lambda match: keep(match[1] or match[0]), text)
    text = _ACCENTED.sub(_to_letter, text)

    def name(match: re.Match[str]) -> str:
        word, sign = match.groups()
        if word is None:
            if sign in "&%_#${}":
                return keep(sign)
            if sign in " ,;/-\\\n":
                return {"\\": " ", " ": " ", ",": "\u202f"}.get(sign, "")
        elif word in _LETTERS:
            return keep(_LETTERS[word])
        elif word in _FORMS:
            return ""
        raise ValueError(match[0].strip())

    text = _COMMAND.sub(name, text)
    text = re.sub("---?|``|''|~", lambda match: _SIGNS[match[0]], text)
    text = text.replace("{", "").replace("}", "")
    text = re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], text)
    return unicodedata.normalize("NFC", text)


def encode_latex(text: str) -> str:
    r"""Return plain text so that LaTeX prints it, and `decode_latex` gives it back.

    Examples
    --------
    >>> encode_latex(r"{a_b} & 5 % of #1 \o/")
    '\\textbraceleft{}a\\_b\\textbraceright{} \\& 5 \\% of \\#1 \\textbackslash{}o/'
    """
    # signs that LaTeX joins to another one stand apart
    text = re.sub(r"[\\{}~^&%$#_]", lambda match: _ESCAPES[match[0]], text)
    return re.sub(r"([-`'])(?=\1)", r"\1{}", text)


def escape_latex(text: str) -> str:
    r"""Return text of a bibliography with every sign escaped that LaTeX would not print.

    Commands, braces and `~` between words are meant; what `\url` holds is letter by letter.

    Examples
    --------
    >>> escape_latex(r"A & B \& {\v c}, \url{https://example.org/a_b}, https://example.org/a_b")
    'A \\& B \\& {\\v c}, \\url{https://example.org/a_b}, https://example.org/a\\_b'
    """
    return _MEANT.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    meant, address = match.groups()
    if meant:
        return meant
    if address:  # a ~ in an address is no blank
        return re.sub(r"[~^&%$#_]", lambda sign: _ESCAPES[sign[0]], address)
    return _ESCAPES[match[0]]


def _to_letter(match: re.Match[str]) -> str:
    sign, letter, braced, second, bare = match.groups()
    base = (braced or bare).strip().removeprefix("\\")
    return unicodedata.normalize("NFC", base + _ACCENTS[sign or letter] + (second or ""))

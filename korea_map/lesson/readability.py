"""How hard a text is to read, measured."""

import re

_WORD = re.compile(r"[\w’'-]+")
_END = re.compile(r"[.!?](?=\s|$)")


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(_WORD.findall(text))


def grade(text: str) -> float:
    """Return the Automated Readability Index of an English text: a school grade.

    It weighs letters a word and words a sentence; no dictionary is needed.

    Examples
    --------
    >>> round(grade("It was a war. They met and talked. Who would watch?"), 1)
    -3.3
    """
    words = _WORD.findall(text)
    sentences = max(1, len(_END.findall(text)))
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
